use serde::{Deserialize, Deserializer, Serialize};

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
    /// Whom the source resolves to: several who speak together ("Olvend and Brask said"), nobody where it is not known.
    /// A reading of a version that knew only one speaker has one.
    #[serde(alias = "speaker", deserialize_with = "one_or_several")]
    pub speakers: Vec<MentionedIx>,
    /// Why it is these speakers, in words for a person ("“he” after “Trump said”").
    pub why_speaker: String,
    /// The chance that content and speaker are right, 0 to 1.
    pub confidence: f32,
    /// Quotations within its content: what its speaker says that others say or want. Each has its own speaker.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inner: Vec<Self>,
}

fn one_or_several<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<MentionedIx>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Speakers {
        Several(Vec<MentionedIx>),
        One(Option<MentionedIx>),
    }
    Ok(match Speakers::deserialize(deserializer)? {
        Speakers::Several(speakers) => speakers,
        Speakers::One(speaker) => speaker.into_iter().collect(),
    })
}

impl Quotation {
    /// The smallest span over all content.
    pub fn cover(&self) -> Span {
        self.spans.iter().copied().reduce(Span::cover).unwrap_or(Span { start: 0, end: 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_of_a_time_with_one_speaker_is_read() {
        let old = |speaker: &str| {
            let text = format!(
                r#"{{"kind": "direct", "spans": [], "cue": [], "source_spans": [], "speaker": {speaker},
                    "why_speaker": "", "confidence": 1.0}}"#
            );
            serde_json::from_str::<Quotation>(&text).map(|quotation| quotation.speakers).ok()
        };
        assert_eq!(old("3"), Some(vec![MentionedIx(3)]));
        assert_eq!(old("null"), Some(Vec::new()));
    }
}
