use aho_corasick::AhoCorasick;

use crate::findings::Standing;
use crate::model::{ActorId, Article, ArticleId, IssueId, Origin, Span, StatementId};
use crate::project::Project;

/// Where something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::Display)]
#[strum(serialize_all = "lowercase")]
pub enum HitKind {
    /// In a person's note.
    Note,
    /// In the evidence of a statement.
    Statement,
    /// In an article's text.
    Text,
}

/// Where a hit leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// To a byte of an article's text, and the statement whose evidence or note it is.
    Text(ArticleId, u32, Option<StatementId>),
    /// To a cell.
    Cell(ActorId, IssueId),
    /// To an actor.
    Actor(ActorId),
}

/// A place that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// In what.
    pub kind: HitKind,
    /// Where.
    pub place: Place,
    /// What stands there, and in it the words that were looked for.
    pub words: String,
    /// Where in `words`.
    pub found: Span,
}

/// Looks for words everywhere: in notes, in the statements' evidence and in the articles' texts, in this order; case of
/// ASCII letters does not matter. At most `limit` places, and how many there are in all.
pub fn search(project: &Project, standing: &Standing, wanted: &str, limit: usize) -> (Vec<Hit>, usize) {
    let wanted = wanted.trim();
    // One letter is everywhere.
    if wanted.chars().count() < 2 {
        return (Vec::new(), 0);
    }
    let Ok(finder) = AhoCorasick::builder().ascii_case_insensitive(true).build([wanted]) else {
        return (Vec::new(), 0);
    };
    let mut hits = Vec::new();
    let mut count = 0;
    let mut add = |hit: &mut dyn FnMut() -> Hit| {
        count += 1;
        if hits.len() < limit {
            hits.push(hit());
        }
    };
    let of_note = |place, note: &str, found: Span| {
        let (words, found) = around(note, found);
        Hit { kind: HitKind::Note, place, words, found }
    };
    for (actor, note) in project.actor_notes() {
        if let Some(found) = first(&finder, note) {
            add(&mut || of_note(Place::Actor(project.resolve(actor).clone()), note, found));
        }
    }
    for ((actor, issue), coding) in project.cell_codings() {
        if let Some(found) = first(&finder, &coding.note) {
            add(&mut || of_note(Place::Cell(actor.clone(), issue.clone()), &coding.note, found));
        }
    }
    for article in project.articles() {
        let note = project.article_note(article.id);
        if let Some(found) = first(&finder, note) {
            add(&mut || of_note(Place::Text(article.id, 0, None), note, found));
        }
    }
    for one in standing.iter().filter(|one| !one.rejected) {
        let note = match &one.origin {
            Origin::Coded { note, .. } => note.as_str(),
            Origin::Suggested { .. } => "",
        };
        let at = one.cover().start;
        if let Some(found) = first(&finder, note) {
            add(&mut || of_note(Place::Text(one.article, at, Some(one.id.clone())), note, found));
        }
    }
    for one in standing.iter().filter(|one| !one.rejected) {
        let Some(article) = project.article(one.article) else { continue };
        let cover = one.cover();
        if let Some(found) = first(&finder, cover.of(&article.text)) {
            let (start, end) = (cover.start + found.start, cover.start + found.end);
            add(&mut || in_text(article, HitKind::Statement, Span { start, end }, Some(one.id.clone())));
        }
    }
    for article in project.articles() {
        for found in finder.find_iter(&article.text) {
            add(&mut || in_text(article, HitKind::Text, Span::new(found.start(), found.end()), None));
        }
    }
    (hits, count)
}

fn first(finder: &AhoCorasick, text: &str) -> Option<Span> {
    finder.find(text).map(|found| Span::new(found.start(), found.end()))
}

fn in_text(article: &Article, kind: HitKind, at: Span, statement: Option<StatementId>) -> Hit {
    let (words, found) = around(&article.text, at);
    Hit { kind, place: Place::Text(article.id, at.start, statement), words, found }
}

/// The line around a place, cut to what fits a list.
fn around(text: &str, at: Span) -> (String, Span) {
    const BEFORE: usize = 40;
    const AFTER: usize = 90;
    let (start, end) = (at.start as usize, at.end as usize);
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let from = text.ceil_char_boundary(line.max(start.saturating_sub(BEFORE)));
    let stop = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let to = text.floor_char_boundary(stop.min(end + AFTER));
    let lead = if from > line { "…" } else { "" };
    let tail = if to < stop { "…" } else { "" };
    let found = Span::new(start - from + lead.len(), end - from + lead.len());
    (format!("{lead}{}{tail}", &text[from..to]), found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_in_any_case_and_given_with_what_stands_around() {
        let mut project = Project::default();
        project.add_article(Article::new("a", "First line.\nMara Quill wants a TRUCE — today, not tomorrow.\nEnd."));
        let (hits, count) = search(&project, &Standing::new(&project), "truce —", 10);
        assert_eq!((hits.len(), count), (1, 1));
        assert_eq!(hits[0].found.of(&hits[0].words), "TRUCE —");
        assert!(hits[0].words.starts_with("Mara") && hits[0].words.ends_with("tomorrow."), "{}", hits[0].words);
        assert_eq!(search(&project, &Standing::new(&project), "e", 10).1, 0);
    }
}
