//! What the judge sees of the source: what kind of word it is, how it hangs and where it stands.

use super::super::roles::SOURCE;
use super::super::speakers;
use super::super::words::{Look, NOTHING, Words, step};
use super::Candidate;
use crate::language::Text;

/// What is known of the source.
pub(super) struct Source {
    /// None, pronoun, name, noun ...
    pub(super) kind: u64,
    /// Its main word where that is no name.
    pub(super) main: u64,
    /// How that hangs, and whether on the cue.
    pub(super) hang: u64,
    pub(super) side: u64,
    pub(super) gap: u64,
    pub(super) length: u64,
}

impl Source {
    pub(super) fn main(text: &Text<'_>, words: &Words, one: &Candidate) -> Option<usize> {
        let source = one.window.tokens(&one.labels, SOURCE);
        let span = text.span_of(*source.first()?..*source.last()? + 1)?;
        speakers::main(text, words, span)
    }

    pub(super) fn new(text: &Text<'_>, words: &Words, one: &Candidate) -> Self {
        let source = one.window.tokens(&one.labels, SOURCE);
        let (Some(&first), Some(&last)) = (source.first(), source.last()) else {
            return Self { kind: 0, main: NOTHING, hang: 0, side: 0, gap: 0, length: 0 };
        };
        let main = Self::main(text, words, one).unwrap_or(first);
        let token = &text.tokens[main];
        let named = words.named[main] || source.iter().any(|at| words.named[*at]);
        let kind = match token.tag {
            tag if tag.is_pronoun() => 1,
            tag if tag.is_wh() => 2,
            tag if tag.is_proper() && named => 3,
            tag if tag.is_proper() => 4,
            tag if tag.is_noun() && named => 5,
            tag if tag.is_noun() && words.look[main] == Look::Capital => 6,
            tag if tag.is_noun() => 7,
            _ => 8,
        };
        let on = match words.head[main] {
            head if head == one.cue => 1,
            head if head == words.head[one.cue] => 2,
            head if head == main => 3,
            head if words.head[one.cue] == main => 4 + u64::from(head == one.cue),
            _ => 6,
        };
        let gap = if last < one.cue { one.cue - last } else { first.saturating_sub(one.cue) };
        Self {
            kind,
            main: if token.tag.is_proper() { 1 } else { words.lemma[main] },
            hang: words.relation[main] * 8 + on,
            side: u64::from(first > one.cue) + 1,
            gap: step(gap),
            length: step(source.len()),
        }
    }
}
