//! Noun phrases of a sentence: what it may be about.

use std::ops::Range;

use crate::language::{Relation, Tag, Text};

/// Adjectives that do not make a matter another one.
pub(super) const WEAK: &[&str] = &[
    "new",
    "old",
    "other",
    "same",
    "such",
    "last",
    "next",
    "first",
    "second",
    "third",
    "many",
    "much",
    "more",
    "most",
    "few",
    "several",
    "own",
    "recent",
    "latest",
    "possible",
    "current",
    "former",
    "good",
    "bad",
    "big",
    "great",
    "major",
    "key",
    "main",
    "large",
    "small",
    "long",
    "full",
    "whole",
    "certain",
    "different",
    "further",
    "early",
    "late",
    "only",
    "previous",
    "future",
    "past",
    "real",
    "entire",
    "serious",
    "important",
    "particular",
    "similar",
];

/// What the tagger takes for nouns and names nothing.
const EMPTY: &[&str] = &["something", "anything", "nothing", "everything", "someone", "anyone", "everyone", "nobody"];

/// The longest phrase, in words.
const WORDS: usize = 3;

/// Phrases that end in a common noun, without determiners and weak adjectives: for "the new carbon tax plan" the plan,
/// the tax plan and the carbon tax plan.
pub(super) fn phrases(text: &Text<'_>, sentence: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for head in sentence.clone() {
        if !is_head(text, head, sentence.end) {
            continue;
        }
        let mut words = 1;
        let mut start = head;
        found.push(start..head + 1);
        while words < WORDS && start > sentence.start && is_part(text, start - 1) {
            start -= 1;
            words += 1;
            found.push(start..head + 1);
        }
    }
    found
}

/// A common noun after which no other noun comes.
fn is_head(text: &Text<'_>, at: usize, end: usize) -> bool {
    let token = &text.tokens[at];
    let next = text.tokens.get(at + 1).filter(|_| at + 1 < end);
    let long = token.lower.chars().count() > 2 && token.lower.chars().all(char::is_alphabetic);
    let joined = |token: Option<&crate::language::Token>| token.is_some_and(|token| token.lower == "-");
    long && !EMPTY.contains(&token.lower.as_str())
        && matches!(token.tag, Tag::NN | Tag::NNS)
        && !joined(at.checked_sub(1).map(|at| &text.tokens[at]))
        && !next.is_some_and(|next| next.tag.is_noun() || next.lower == "-")
}

fn is_part(text: &Text<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    let attribute =
        matches!(token.tag, Tag::VBG | Tag::VBN) && matches!(token.relation, Relation::Amod | Relation::Compound);
    let noun = token.tag.is_noun() || token.tag == Tag::JJ || attribute;
    noun && token.lower.chars().all(char::is_alphabetic) && !WEAK.contains(&token.lower.as_str())
}
