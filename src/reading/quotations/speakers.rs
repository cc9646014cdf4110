//! From the words that name a source to the actor, and why.

use super::words::Words;
use super::{Found, kind_of};
use crate::language::{Relation, Text};
use crate::model::{MentionedIx, Quotation, QuotationKind, Span};
use crate::reading::actors::Actors;

/// Makes quotations of what was found, in order of the text, each with its speaker.
pub fn resolve(text: &Text<'_>, words: &Words, actors: &Actors, found: Vec<Found>) -> Vec<Quotation> {
    let mut quotations: Vec<Quotation> = Vec::with_capacity(found.len());
    for one in found {
        let kind = kind_of(text, &one.content);
        let sure = confidence(one.score);
        let mut quotation = Quotation {
            kind,
            spans: one.content,
            cue: one.cue,
            source_spans: one.source.into_iter().collect(),
            speaker: None,
            why_speaker: String::new(),
            confidence: sure * 0.6,
        };
        if let Some(source) = one.source {
            if let Some((speaker, how)) = speaker(text, words, actors, source) {
                quotation.speaker = Some(speaker);
                quotation.confidence = sure;
                quotation.why_speaker = why(text, &quotation, source, how);
            }
        } else if quotation.cue.is_empty()
            && let Some(before) = quotations.last().filter(|before| goes_on(text, before, &quotation))
        {
            quotation.speaker = before.speaker;
            quotation.source_spans.clone_from(&before.source_spans);
            quotation.confidence = before.confidence * 0.85;
            "goes on from the quotation before".clone_into(&mut quotation.why_speaker);
        }
        quotations.push(quotation);
    }
    quotations
}

/// The chance that an attribution of this score is right, as measured on articles that were not learnt from.
fn confidence(score: f32) -> f32 {
    1.0 / (1.0 + (-0.8 - score / 80.0).exp())
}

/// How a source leads to its actor.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// Its main word is a mention.
    Named,
    /// A relative pronoun, and what it stands for is one.
    Relative,
    /// Only a word beside its main word is one: "a spokesman for Velmora".
    For,
}

/// Whose mention stands at a source: at its main word or what is said to be the same; else the first in it.
fn speaker(text: &Text<'_>, words: &Words, actors: &Actors, source: Span) -> Option<(MentionedIx, How)> {
    let tokens = text.tokens_in(source);
    let main = tokens.clone().find(|at| words.head[*at] == *at || !tokens.contains(&words.head[*at]))?;
    let of = |at: usize| actors.at(text.tokens[at].span).first().copied();
    if let Some(actor) = of(main) {
        return Some((actor, How::Named));
    }
    let same = tokens.clone().find_map(|at| {
        let relation = text.tokens[at].relation;
        let same = matches!(relation, Relation::Appos | Relation::Flat | Relation::NmodDesc | Relation::Conj);
        of(at).filter(|_| same && words.head[at] == main)
    });
    if let Some(actor) = same {
        return Some((actor, How::Named));
    }
    if matches!(text.tokens[main].lower.as_str(), "who" | "which" | "that") {
        let clause = words.above(main).find(|above| text.tokens[*above].relation == Relation::AclRelcl)?;
        return of(words.head[clause]).map(|actor| (actor, How::Relative));
    }
    actors.at(source).first().map(|actor| (*actor, How::For))
}

fn why(text: &Text<'_>, quotation: &Quotation, source: Span, how: How) -> String {
    let source = text.words(source);
    let place = match quotation.cue.first() {
        Some(cue) => format!("“{source}” beside “{}”", text.words(*cue)),
        None => format!("“{source}” beside the quotation"),
    };
    match how {
        How::Named => place,
        How::Relative => format!("{place}, which goes back to the word before"),
        How::For => format!("{place}, named in it"),
    }
}

/// Whether a quotation without cue can be the same speaker's as the one before: quoted as well, and near.
fn goes_on(text: &Text<'_>, before: &Quotation, quotation: &Quotation) -> bool {
    let at = |span: Span, byte: u32| text.sentence_at(byte).filter(|_| !span.is_empty());
    let (Some(last), Some(this)) =
        (before.spans.last().and_then(|span| at(*span, span.end - 1)), at(quotation.spans[0], quotation.spans[0].start))
    else {
        return false;
    };
    let gap = text.sentences[this].paragraph - text.sentences[last].paragraph;
    before.kind != QuotationKind::Indirect && (gap == 0 && this - last <= 2 || gap == 1 && this - last <= 3)
}
