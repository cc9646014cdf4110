use serde::{Deserialize, Serialize};

use crate::model::{MentionedIx, Span};

/// How an attribution gives the words.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::EnumIter, strum::Display,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum QuotationKind {
    /// Wholly between quotation marks.
    Direct,
    /// Reported, with some of the words between quotation marks.
    Mixed,
    /// Reported in the article's words.
    Indirect,
}

/// Words or thoughts that an article attributes to someone (source, cue and content as in PARC 3.0 and PolNeAR).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quotation {
    /// How it gives the words.
    pub kind: QuotationKind,
    /// What is attributed; several where the cue interrupts it. In order, not overlapping, never empty.
    pub spans: Vec<Span>,
    /// The words that attribute ("said", "according to"); empty where only position tells.
    pub cue: Vec<Span>,
    /// The words that name the source ("the German chancellor", "he"); empty where none stands in the text.
    pub source_spans: Vec<Span>,
    /// Whom the source resolves to.
    pub speaker: Option<MentionedIx>,
    /// Why it is this speaker, in words for a person ("“he” after “Trump said”").
    pub why_speaker: String,
    /// The chance that content and speaker are right, 0 to 1.
    pub confidence: f32,
    /// Quotations within its content: what its speaker says that others say or want. Each has its own speaker.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inner: Vec<Self>,
}

impl Quotation {
    /// The smallest span over all content.
    pub fn cover(&self) -> Span {
        self.spans.iter().copied().reduce(Span::cover).unwrap_or(Span { start: 0, end: 0 })
    }
}
