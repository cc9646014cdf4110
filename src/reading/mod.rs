//! An article to what it says: actors, quotations, and stances on issues. The heart of the program.
//!
//! Comes in: an article and a catalogue of issues. Goes out: a reading. Never here: files, threads, a clock; the same
//! input gives the same output.

pub mod actors;
mod bystanders;
mod furniture;
pub mod issues;
mod names;
pub mod quotations;
pub mod roster;
pub mod stances;

use crate::language::{Text, foreign};
use crate::model::{ActorKind, Article, Catalogue, Mentioned, MentionedIx, Quotation, Reading};
use actors::Actors;
use furniture::Furniture;

/// Engine and version; every suggestion carries it.
pub const ENGINE: &str = concat!("rules ", env!("CARGO_PKG_VERSION"));

/// Reads an article for the issues of `catalogue`, or for its own where it brings some. Nothing is taken from one that
/// is not English.
pub fn read(article: &Article, catalogue: &Catalogue) -> Reading {
    let catalogue = article.issues.as_ref().unwrap_or(catalogue);
    if foreign::is_foreign(&article.text) {
        return Reading { engine: ENGINE.to_owned(), catalogue: catalogue.digest(), ..Reading::default() };
    }
    let text = Text::new(&article.text);
    let (actors, quotations, author) = said(article, &text);
    let mut statements = stances::find(&text, &actors, &quotations, catalogue, author);
    let furniture = Furniture::new(&text);
    statements.retain(|statement| !statement.evidence.iter().all(|span| furniture.holds(&text, *span)));
    let (engine, catalogue) = (ENGINE.to_owned(), catalogue.digest());
    let mut reading = Reading { engine, catalogue, actors: actors.list, quotations, statements };
    bystanders::leave_out(&text, &furniture, &mut reading);
    reading
}

/// The actors of an article and all that [`read`] may suggest of them, also what is too unsure: for fitting how sure.
pub fn considered(article: &Article, catalogue: &Catalogue) -> (Vec<Mentioned>, Vec<stances::Signed>) {
    let text = Text::new(&article.text);
    let (actors, quotations, author) = said(article, &text);
    let mut all = stances::all(&text, &actors, &quotations, catalogue, author);
    let furniture = Furniture::new(&text);
    all.retain(|one| !one.suggestion.evidence.iter().all(|span| furniture.holds(&text, *span)));
    (actors.list, all)
}

/// Who is in an article and who says what; whose own text it is, where it has an author.
fn said(article: &Article, text: &Text<'_>) -> (Actors, Vec<Quotation>, Option<MentionedIx>) {
    let mut actors = actors::find_by(text, article.author.as_deref(), article.date.map(|date| date.year()));
    let quotations = quotations::find(text, &mut actors);
    let author = article.author.as_deref().and_then(|name| author(&mut actors, name.trim()));
    (actors, quotations, author)
}

/// The actor whose own text it is; one that the text itself never names is added.
fn author(actors: &mut Actors, name: &str) -> Option<MentionedIx> {
    if name.is_empty() {
        return None;
    }
    let is = |actor: &Mentioned| actor.name == name || actor.aliases.iter().any(|alias| alias == name);
    let at = actors.list.iter().position(is).unwrap_or_else(|| {
        actors.list.push(Mentioned {
            name: name.to_owned(),
            kind: ActorKind::Person,
            aliases: Vec::new(),
            affiliation: None,
            mentions: Vec::new(),
        });
        actors.list.len() - 1
    });
    Some(MentionedIx(at as u32))
}
