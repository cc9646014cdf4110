//! The four tables that can be exported, before any format.

use serde_json::Value;

use crate::findings::{Arrangement, Cell, Filter, Matrix, Rule, Standing};
use crate::model::{Actor, ActorId, Article, CharOffsets, Origin, Span, Stance, Statement};
use crate::project::Project;

/// One field of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// Words, of an article or a person: never trusted.
    Text(String),
    /// A whole number.
    Count(u64),
    /// A part of one, shown with two digits.
    Share(f32),
    /// A cell of the matrix; the words stand for it where a format has no colours.
    Cell(String, Option<Stance>),
}

impl Field {
    /// The field as words.
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) | Self::Cell(text, _) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Share(share) => format!("{share:.2}"),
        }
    }

    /// The field as JSON, numbers as numbers.
    pub fn json(&self) -> Value {
        match self {
            Self::Text(text) | Self::Cell(text, _) => Value::from(text.as_str()),
            Self::Count(count) => Value::from(*count),
            // Two digits: what is shown, not the noise of binary fractions.
            Self::Share(share) => Value::from((f64::from(*share) * 100.0).round() / 100.0),
        }
    }
}

/// Rows under heads, every row as long as the heads.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// Names of the columns.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Field>>,
}

fn text(words: impl Into<String>) -> Field {
    Field::Text(words.into())
}

fn heads(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Actors by issues, or issues by actors where the matrix is transposed: in each cell the stance, how many statements,
/// and `*` where a person coded it.
pub fn matrix(project: &Project, filter: &Filter, arrangement: &Arrangement) -> Table {
    let matrix = Matrix::new(project, &Standing::new(project), filter, arrangement);
    let field = |cell: &Option<Box<Cell>>| {
        cell.as_ref().map_or(text(""), |cell| Field::Cell(cell_words(cell), cell.stance.filter(|_| !cell.mixed)))
    };
    if arrangement.transposed {
        let mut names = heads(&["issue"]);
        names.extend(matrix.rows.iter().map(|row| row.actor.name.clone()));
        let line = |(column, issue): (usize, &crate::model::Issue)| {
            let cells = matrix.rows.iter().map(|row| field(&row.cells[column]));
            std::iter::once(text(&issue.name)).chain(cells).collect()
        };
        let rows = matrix.issues.iter().enumerate().map(line).collect();
        return Table { title: "Issues by actors".to_owned(), heads: names, rows };
    }
    let mut names = heads(&["actor", "kind"]);
    names.extend(matrix.issues.iter().map(|issue| issue.name.clone()));
    let row = |row: &crate::findings::Row| {
        let mut fields = vec![text(&row.actor.name), text(row.actor.kind.to_string())];
        fields.extend(row.cells.iter().map(field));
        fields
    };
    Table { title: "Actors by issues".to_owned(), heads: names, rows: matrix.rows.iter().map(|one| row(one)).collect() }
}

fn cell_words(cell: &Cell) -> String {
    let coded = if cell.coded { " *" } else { "" };
    format!("{} ({}){coded}", cell.word(), cell.statements.len())
}

/// One row a statement that counts, in order of article and text; offsets are code points into the article's text.
pub fn statements(project: &Project, filter: &Filter, arrangement: &Arrangement) -> Table {
    let rows = project
        .statements()
        .iter()
        .filter(|statement| !statement.rejected && filter.lets(project, statement))
        .filter(|statement| arrangement.rule != Rule::Human || statement.origin.is_coded())
        .filter_map(|statement| Some(statement_row(project, project.article(statement.article)?, statement)))
        .collect();
    let names = heads(&[
        "actor",
        "issue",
        "stance",
        "basis",
        "reported_by",
        "origin",
        "coder",
        "confidence",
        "note",
        "evidence",
        "quotation",
        "condition",
        "start",
        "end",
        "article",
        "outlet",
        "date",
        "file",
    ]);
    Table { title: "Statements".to_owned(), heads: names, rows }
}

fn statement_row(project: &Project, article: &Article, statement: &Statement) -> Vec<Field> {
    let [start, end] = CharOffsets::new(&article.text).in_chars(statement.cover());
    let (origin, coder, note) = match &statement.origin {
        Origin::Suggested { engine } => ("suggestion", engine.as_str(), ""),
        Origin::Coded { coder, note, .. } => ("coded", coder.as_str(), note.as_str()),
    };
    let name = |id: &ActorId| project.actor(id).map_or(id.0.clone(), |actor| actor.name.clone());
    let issue = project.catalogue().get(&statement.issue).map_or(&statement.issue.0, |issue| &issue.name);
    let quotation = project
        .reading(article.id)
        .into_iter()
        .flat_map(|reading| &reading.quotations)
        .find(|quotation| quotation.spans.iter().any(|span| span.overlaps(statement.cover())));
    vec![
        text(name(&statement.actor)),
        text(issue),
        text(statement.stance.to_string()),
        text(statement.basis.to_string()),
        text(statement.reported_by.as_ref().map_or(String::new(), name)),
        text(origin),
        text(coder),
        Field::Share(statement.confidence),
        text(note),
        text(statement.cover().of(&article.text)),
        text(quotation.map_or(String::new(), |quotation| joined(article, &quotation.spans))),
        text(joined(article, &statement.condition)),
        Field::Count(u64::from(start)),
        Field::Count(u64::from(end)),
        text(&article.title),
        text(&article.outlet),
        text(article.date.map_or(String::new(), |date| date.to_string())),
        text(article.path.as_ref().map_or(String::new(), |path| path.display().to_string())),
    ]
}

fn joined(article: &Article, spans: &[Span]) -> String {
    spans.iter().map(|span| span.of(&article.text)).collect::<Vec<_>>().join(" … ")
}

/// One row a quotation of the articles that the filter lets through.
pub fn quotations(project: &Project, filter: &Filter) -> Table {
    let mut rows = Vec::new();
    for article in project.articles().filter(|article| filter.lets_article(article)) {
        let offsets = CharOffsets::new(&article.text);
        let Some(reading) = project.reading(article.id) else { continue };
        for quotation in &reading.quotations {
            let speakers = quotation.speakers.iter().filter_map(|ix| project.actor_of(article.id, *ix));
            let speakers: Vec<&str> = speakers.map(|actor| actor.name.as_str()).collect();
            let [start, end] = offsets.in_chars(quotation.cover());
            rows.push(vec![
                text(speakers.join("; ")),
                text(joined(article, &quotation.source_spans)),
                text(joined(article, &quotation.cue)),
                text(quotation.kind.to_string()),
                text(joined(article, &quotation.spans)),
                Field::Share(quotation.confidence),
                Field::Count(u64::from(start)),
                Field::Count(u64::from(end)),
                text(&article.title),
                text(&article.outlet),
                text(article.date.map_or(String::new(), |date| date.to_string())),
            ]);
        }
    }
    let names = heads(&[
        "speaker",
        "source",
        "cue",
        "kind",
        "content",
        "confidence",
        "start",
        "end",
        "article",
        "outlet",
        "date",
    ]);
    Table { title: "Quotations".to_owned(), heads: names, rows }
}

/// One row an actor: who it is and how much of it there is.
pub fn actors(project: &Project, filter: &Filter) -> Table {
    let statements = project.statements();
    let mut quoted: std::collections::BTreeMap<&ActorId, u64> = std::collections::BTreeMap::new();
    for article in project.articles().filter(|article| filter.lets_article(article)) {
        for quotation in project.reading(article.id).into_iter().flat_map(|reading| &reading.quotations) {
            for actor in quotation.speakers.iter().filter_map(|ix| project.actor_of(article.id, *ix)) {
                *quoted.entry(&actor.id).or_default() += 1;
            }
        }
    }
    let row = |actor: &Actor| {
        let affiliation = actor.affiliation.as_ref().and_then(|id| project.actor(id));
        let stands = |statement: &&Statement| {
            statement.actor == actor.id && !statement.rejected && filter.lets(project, statement)
        };
        vec![
            text(&actor.id.0),
            text(&actor.name),
            text(actor.kind.to_string()),
            text(actor.aliases.join("; ")),
            text(affiliation.map_or("", |actor| actor.name.as_str())),
            Field::Count(quoted.get(&actor.id).copied().unwrap_or_default()),
            Field::Count(statements.iter().filter(stands).count() as u64),
        ]
    };
    let rows = project.actors().filter(|actor| filter.lets_actor(actor)).map(row).collect();
    let names = heads(&["id", "name", "kind", "aliases", "affiliation", "quotations", "statements"]);
    Table { title: "Actors".to_owned(), heads: names, rows }
}
