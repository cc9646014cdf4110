use crate::findings::{Cell, Filter, Matrix};
use crate::model::{CharOffsets, Origin, Span};
use crate::project::Project;

/// Actors by issues: in each cell the stance, how many statements, and `*` where a person coded it.
pub fn matrix(project: &Project, filter: &Filter) -> Result<Vec<u8>, csv::Error> {
    let matrix = Matrix::new(project, filter);
    let mut out = csv::Writer::from_writer(Vec::new());
    let head = ["actor", "kind"].into_iter().map(str::to_owned);
    out.write_record(head.chain(matrix.issues.iter().map(|issue| safe(&issue.name))))?;
    for row in &matrix.rows {
        let first = [safe(&row.actor.name), row.actor.kind.to_string()];
        let cells = row.cells.iter().map(|cell| cell.as_ref().map_or(String::new(), words));
        out.write_record(first.into_iter().chain(cells))?;
    }
    finish(out)
}

/// One line a statement; offsets are code points into the article's text.
pub fn statements(project: &Project, filter: &Filter) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record([
        "actor",
        "issue",
        "stance",
        "basis",
        "reported_by",
        "origin",
        "coder",
        "confidence",
        "evidence",
        "start",
        "end",
        "article",
        "outlet",
        "date",
    ])?;
    for row in Matrix::new(project, filter).rows {
        for statement in row.cells.iter().flatten().flat_map(|cell| &cell.statements) {
            let Some(article) = project.article(statement.article) else { continue };
            let cover: Span = statement.cover();
            let [start, end] = CharOffsets::new(&article.text).in_chars(cover);
            let (origin, coder) = match &statement.origin {
                Origin::Suggested { engine } => ("suggestion", engine),
                Origin::Coded { coder, .. } => ("coded", coder),
            };
            let reporter = statement.reported_by.as_ref().and_then(|id| project.actor(id));
            out.write_record([
                safe(&row.actor.name),
                safe(&statement.issue.0),
                statement.stance.to_string(),
                statement.basis.to_string(),
                reporter.map_or(String::new(), |actor| safe(&actor.name)),
                origin.to_owned(),
                safe(coder),
                format!("{:.2}", statement.confidence),
                safe(cover.of(&article.text)),
                start.to_string(),
                end.to_string(),
                safe(&article.title),
                safe(&article.outlet),
                article.date.map_or(String::new(), |date| date.to_string()),
            ])?;
        }
    }
    finish(out)
}

fn finish(out: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, csv::Error> {
    out.into_inner().map_err(|err| csv::Error::from(err.into_error()))
}

fn words(cell: &Cell) -> String {
    let stance = if cell.mixed {
        "mixed".to_owned()
    } else {
        cell.stance.map_or("none".to_owned(), |stance| stance.to_string())
    };
    format!("{stance} ({}){}", cell.statements.len(), if cell.coded { " *" } else { "" })
}

/// A spreadsheet runs a cell that begins like a formula; an apostrophe keeps it text.
fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn formulas_are_kept_text() {
        assert_eq!(safe("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(safe("@x"), "'@x");
        assert_eq!(safe("Mara"), "Mara");
    }
}
