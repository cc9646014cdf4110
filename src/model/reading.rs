use serde::{Deserialize, Serialize};

use crate::model::{ActorKind, Basis, IssueId, Quotation, Span, Stance};

/// Index into [`Reading::actors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MentionedIx(pub u32);

/// An actor as one article shows it, before articles are joined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mentioned {
    /// The fullest name in the article, without titles ("Volodymyr Zelenskiy"); a country by its common name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Other names that the article uses, sorted, without pronouns.
    pub aliases: Vec<String>,
    /// Whom it belongs to or speaks for, according to the article.
    pub affiliation: Option<MentionedIx>,
    /// Where the article refers to it, names, descriptions and pronouns, in order.
    pub mentions: Vec<Span>,
}

/// A statement that the program proposes and nobody has confirmed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Who holds the stance.
    pub actor: MentionedIx,
    /// On what.
    pub issue: IssueId,
    /// Which.
    pub stance: Stance,
    /// On what ground.
    pub basis: Basis,
    /// Who says so, where it is another actor than the holder.
    pub reported_by: Option<MentionedIx>,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// The words that show it. In order, never empty.
    pub evidence: Vec<Span>,
    /// The words in the evidence that decided it: cue, term, negation.
    pub rationale: Vec<Span>,
    /// On what terms, for a conditional stance.
    pub condition: Vec<Span>,
    /// Index into [`Reading::quotations`] where it rests on one.
    pub quotation: Option<u32>,
}

/// What the program finds in one article. The same article, catalogue and engine give the same reading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Engine and version that read it ("rules 0.1.0"); carried by each suggestion that it makes.
    pub engine: String,
    /// Digest of the catalogue that it was read for ([`crate::model::Catalogue::digest`]).
    #[serde(default)]
    pub catalogue: String,
    /// Who is in it.
    pub actors: Vec<Mentioned>,
    /// Who is quoted with what, in order of the text.
    pub quotations: Vec<Quotation>,
    /// Who takes which stance, in order of the text.
    pub statements: Vec<Suggestion>,
}

impl Reading {
    /// The actor of that index.
    pub fn actor(&self, ix: MentionedIx) -> Option<&Mentioned> {
        self.actors.get(ix.0 as usize)
    }
}
