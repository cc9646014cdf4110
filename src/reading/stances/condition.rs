//! The terms on which a stance hangs: "if the army leaves".

use std::ops::Range;

use crate::language::{Tag, Text};
use crate::model::Span;

/// Words that open a condition, longest first.
const OPENERS: &[&[&str]] = &[
    &["as", "long", "as"],
    &["so", "long", "as"],
    &["on", "condition", "that"],
    &["on", "the", "condition", "that"],
    &["in", "exchange", "for"],
    &["in", "return", "for"],
    &["provided", "that"],
    &["only", "after"],
    &["only", "when"],
    &["only", "if"],
    &["not", "until"],
    &["if"],
    &["unless"],
    &["until"],
    &["provided"],
];

/// The condition that stands in `clause`, outside of the term: not "even if", "no matter if", "as if", nor a question
/// ("asked if"), and not one that the term itself stands in.
pub(super) fn find(text: &Text<'_>, clause: Range<usize>, term: Range<usize>) -> Option<Span> {
    for at in clause.clone() {
        let Some(opener) = OPENERS.iter().find(|words| begins(text, at, clause.end, words)) else { continue };
        let before = |back: usize| at.checked_sub(back).map_or("", |at| text.tokens[at].lower.as_str());
        let no_condition = matches!(before(1), "even" | "as" | "matter" | "of" | "see" | "wonder" | "know" | "what")
            || matches!(text.tokens[at.saturating_sub(1)].lemma.as_str(), "ask" | "decide" | "wonder" | "question");
        if no_condition {
            continue;
        }
        let until = (at + opener.len()..clause.end)
            .find(|end| {
                let word = text.tokens[*end].lower.as_str();
                matches!(word, "," | "." | ";" | "—" | "”" | "\"" | "then" | "but")
            })
            .unwrap_or(clause.end);
        // A condition of another clause: "seeks land and warned of war if …".
        let other = (term.end..at.saturating_sub(1)).any(|cc| {
            text.tokens[cc].tag == Tag::CC && (cc + 1..at.min(cc + 4)).any(|verb| text.tokens[verb].tag.is_finite())
        });
        if other || (at..until).contains(&term.start) || until <= at + opener.len() {
            continue;
        }
        return text.span_of(at..until);
    }
    None
}

fn begins(text: &Text<'_>, at: usize, end: usize, words: &[&str]) -> bool {
    at + words.len() <= end && words.iter().enumerate().all(|(offset, word)| text.tokens[at + offset].lower == *word)
}
