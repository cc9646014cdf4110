//! An article to what it says: actors, quotations, and stances on issues. The heart of the program.
//!
//! Comes in: an article and a catalogue of issues. Goes out: a reading. Never here: files, threads, a clock; the same
//! input gives the same output.

pub mod actors;
mod furniture;
pub mod issues;
pub mod quotations;
pub mod roster;
pub mod stances;

use crate::language::Text;
use crate::model::{Article, Catalogue, Reading};
use furniture::Furniture;

/// Engine and version; every suggestion carries it.
pub const ENGINE: &str = concat!("rules ", env!("CARGO_PKG_VERSION"));

/// Reads an article for the issues of `catalogue`, or for its own where it brings some.
pub fn read(article: &Article, catalogue: &Catalogue) -> Reading {
    let catalogue = article.issues.as_ref().unwrap_or(catalogue);
    let text = Text::new(&article.text);
    let actors = actors::find_by(&text, article.author.as_deref());
    let quotations = quotations::find(&text, &actors);
    let mut statements = stances::find(&text, &actors, &quotations, catalogue);
    let furniture = Furniture::new(&text);
    statements.retain(|statement| !statement.evidence.iter().all(|span| furniture.holds(&text, *span)));
    Reading { engine: ENGINE.to_owned(), catalogue: catalogue.digest(), actors: actors.list, quotations, statements }
}
