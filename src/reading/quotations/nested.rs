//! Who is said, within a quotation, to say or want something: "Olvend said that *Berg rejects the truce*".
//!
//! The models know only the outer attribution, as the articles that they learnt from mark only that one. Within it the
//! tree decides: a verb that attributes, its subject, and the clause or object that hangs on it.

use super::speakers::quotation;
use super::words::Words;
use super::{Found, is_cue_verb, takes_clause};
use crate::language::{Relation, Text};
use crate::model::{Quotation, Span};
use crate::reading::actors::Actors;

/// The quotations within the content of another.
pub fn within(text: &Text<'_>, words: &Words, actors: &Actors, outer: &Quotation) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    for verb in outer.spans.iter().flat_map(|span| text.tokens_in(*span)) {
        let token = &text.tokens[verb];
        if !token.tag.is_verb() || !takes_clause(&token.lemma) {
            continue;
        }
        let children = words.reach[verb].0..words.reach[verb].1 + 1;
        let child = |wanted: &[Relation]| {
            children
                .clone()
                .find(|at| words.head[*at] == verb && *at != verb && wanted.contains(&text.tokens[*at].relation))
        };
        // Who speaks of himself says no more than the outer quotation.
        let subject =
            child(&[Relation::Nsubj]).filter(|at| !matches!(text.tokens[*at].lower.as_str(), "i" | "we" | "you"));
        let thing = || child(&[Relation::Xcomp, Relation::Obj]).filter(|_| is_cue_verb(&token.lemma));
        let said = child(&[Relation::Ccomp]).or_else(thing);
        let (Some(subject), Some(said)) = (subject, said) else { continue };
        let span = |at: usize| {
            let (first, last) = words.reach[at];
            let whole = text.span_of(first..last + 1)?;
            let inside = outer.spans.iter().find(|outer| outer.overlaps(text.tokens[at].span))?;
            Some(Span { start: whole.start.max(inside.start), end: whole.end.min(inside.end) })
        };
        let (Some(source), Some(content)) = (span(subject), span(said)) else { continue };
        if source.overlaps(content) || found.iter().any(|before| before.cover().overlaps(content)) {
            continue;
        }
        let one = Found { content: vec![content], source: Some(source), cue: vec![token.span], score: 0.0 };
        let mut inner = quotation(text, words, actors, one);
        if !inner.speakers.is_empty() && inner.speakers != outer.speakers {
            let outer = outer.source_spans.first().map_or("…", |span| text.words(*span));
            inner.why_speaker = format!("{}, reported by “{outer}”", inner.why_speaker);
            found.push(inner);
        }
    }
    found
}
