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

use serde::{Deserialize, Serialize};

use crate::language::{Text, foreign};
use crate::model::{ActorKind, Article, Catalogue, Mentioned, MentionedIx, Quotation, Reading};
use actors::Actors;
use furniture::Furniture;

/// How thoroughly stances are read.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    clap::ValueEnum,
    strum::EnumIter,
    strum::Display,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Engine {
    /// Rules and a linear model.
    #[default]
    Fast,
    /// An encoder besides, which reads each candidate sentence: finds more, a hundred times slower.
    Thorough,
}

impl Engine {
    /// Name and version; every suggestion carries it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fast => concat!("fast ", env!("CARGO_PKG_VERSION")),
            Self::Thorough => concat!("thorough ", env!("CARGO_PKG_VERSION")),
        }
    }

    /// On buttons.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fast => "Fast",
            Self::Thorough => "Thorough",
        }
    }

    /// What it does, in a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Fast => "Rules and a linear model: about a hundred articles a second",
            Self::Thorough => {
                "A small neural network besides, for each candidate sentence: finds more, two articles a second"
            }
        }
    }
}

/// Reads an article for the issues of `catalogue`, or for its own where it brings some. Nothing is taken from one that
/// is not English.
pub fn read(article: &Article, catalogue: &Catalogue, engine: Engine) -> Reading {
    let catalogue = article.issues.as_ref().unwrap_or(catalogue);
    if foreign::is_foreign(&article.text) {
        return Reading { engine: engine.name().to_owned(), catalogue: catalogue.digest(), ..Reading::default() };
    }
    let text = Text::new(&article.text);
    let (actors, quotations, author) = said(article, &text);
    let mut statements = stances::find(&text, &actors, &quotations, catalogue, author, engine);
    let furniture = Furniture::new(&text);
    statements.retain(|statement| !statement.evidence.iter().all(|span| furniture.holds(&text, *span)));
    let (engine, catalogue) = (engine.name().to_owned(), issues::Terms::of(catalogue).digest().to_owned());
    let mut reading = Reading { engine, catalogue, actors: actors.list, quotations, statements };
    bystanders::leave_out(&text, &furniture, &mut reading);
    reading
}

/// The actors of an article and all that [`read`] may suggest of them, also what is too unsure: for fitting how sure.
pub fn considered(article: &Article, catalogue: &Catalogue) -> (Vec<Mentioned>, Vec<stances::Signed>) {
    let text = Text::new(&article.text);
    let (actors, quotations, author) = said(article, &text);
    let mut all = stances::considered(&text, &actors, &quotations, catalogue, author, Engine::Fast);
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
