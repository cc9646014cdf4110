//! The terms on which a stance hangs: "if the army leaves".

use std::ops::Range;

use crate::language::{Relation, Tag, Text};
use crate::model::Span;

/// Words that open a condition, longest first.
const OPENERS: &[&[&str]] = &[
    &["as", "long", "as"],
    &["so", "long", "as"],
    &["on", "condition", "that"],
    &["on", "one", "condition"],
    &["on", "the", "condition", "that"],
    &["in", "exchange", "for"],
    &["in", "return", "for"],
    &["in", "the", "event", "of"],
    &["in", "the", "case", "of"],
    &["in", "the", "event", "that"],
    &["in", "case", "of"],
    &["in", "event", "of"],
    &["conditional", "on"],
    &["dependent", "on"],
    &["contingent", "on"],
    &["provided", "that"],
    &["only", "after"],
    &["only", "when"],
    &["only", "if"],
    &["only", "once"],
    &["not", "until"],
    &["if"],
    &["unless"],
    &["until"],
    &["once"],
    &["provided"],
    &["should"],
];

/// The condition that stands in `clause`, outside of the term: not "even if", "no matter if", "as if", nor a question
/// ("asked if"), and not one that the term itself stands in.
/// Nor one on which another clause hangs than those over the term (`over`): "a law that lets them stop it if …".
pub(super) fn find(text: &Text<'_>, clause: Range<usize>, term: Range<usize>, over: &[usize]) -> Option<Span> {
    for at in clause.clone() {
        let opens =
            |words: &&&[&str]| begins(text, at, clause.end, words) && (**words != ["should"] || inverted(text, at));
        let Some(opener) = OPENERS.iter().find(opens) else { continue };
        let before = |back: usize| at.checked_sub(back).map_or("", |at| text.tokens[at].lower.as_str());
        let no_condition = matches!(before(1), "even" | "as" | "matter" | "of" | "see" | "wonder" | "know" | "what")
            || matches!(
                text.tokens[at.saturating_sub(1)].lemma.as_str(),
                "ask" | "decide" | "wonder" | "question" | "say" | "tell" | "sure" | "clear" | "discuss"
            );
        if no_condition {
            continue;
        }
        let last = &text.tokens[at + opener.len() - 1];
        let hangs = text.tokens[last.head].head;
        let apart =
            opener.len() == 1 && last.relation == Relation::Mark && hangs != last.head && !over.contains(&hangs);
        // "as long as it takes"
        let forever = text.tokens[last.head].lemma == "take" || text.tokens[last.head].lemma == "need";
        if apart || (opener.len() == 3 && forever) {
            continue;
        }
        let fronted = at == clause.start && matches!(opener, ["only" | "not", ..]);
        let until = end(text, at + opener.len()..clause.end);
        // "Only if the army leaves will he …": the clause ends where the verb comes before its subject.
        let turned = |at: &usize| text.tokens[*at].tag == Tag::MD;
        let until = if fronted { (at + opener.len()..until).find(turned).unwrap_or(until) } else { until };
        // "He once backed it", "once a backer of it"
        let named = text.tokens.get(at + opener.len()).is_some_and(|next| !next.tag.is_verb());
        let clause_of = named && (at..until).any(|at| text.tokens[at].tag.is_finite());
        if last.lower == "once" && !clause_of {
            continue;
        }
        // "So badly that he would resign in return for it"
        let itself = matches!(text.tokens[until - 1].lower.as_str(), "it" | "them") && until == at + opener.len() + 1;
        if itself {
            continue;
        }
        // "If we want peace, we must …" names an end, not terms.
        let aims =
            (at + opener.len()..until).take(4).any(|at| matches!(text.tokens[at].lemma.as_str(), "want" | "wish"));
        if aims && opener == &["if"] {
            continue;
        }
        // "if elected": that whoever holds it comes to power is no condition of theirs.
        if (at..until).any(|at| matches!(text.tokens[at].lemma.as_str(), "elect" | "re-elect" | "win")) {
            continue;
        }
        // A condition of another clause: "seeks land and warned of war if …".
        let other = (term.end..at.saturating_sub(1)).any(|cc| {
            text.tokens[cc].tag == Tag::CC
                && (cc + 1..at.min(cc + 4))
                    .any(|verb| text.tokens[verb].tag.is_finite() && text.tokens[verb].relation == Relation::Conj)
        });
        if other || (at..until).contains(&term.start) || until <= at + opener.len() {
            continue;
        }
        return text.span_of(at..until);
    }
    None
}

/// Words that only suppose what they open, longest first.
const SUPPOSING: &[&[&str]] = &[
    &["in", "exchange", "for"],
    &["in", "return", "for"],
    &["in", "the", "event"],
    &["in", "case"],
    &["whether"],
    &["if"],
];

/// Whether the term is only supposed: "if the talks fail, …". A demand ("only if", "unless") takes a side.
pub(super) fn supposed(text: &Text<'_>, clause: Range<usize>, term: usize) -> bool {
    (clause.start..term).any(|at| {
        SUPPOSING.iter().find(|words| begins(text, at, clause.end, words)).is_some_and(|words| {
            let demand = at > 0 && text.tokens[at - 1].lower == "only";
            !demand && end(text, at + words.len()..clause.end) > term
        })
    })
}

/// The "whether" or "if" of whose clause a term is a part.
pub(super) fn question(text: &Text<'_>, clause: Range<usize>, term: usize) -> Option<usize> {
    (clause.start..term)
        .rev()
        .find(|at| matches!(text.tokens[*at].lower.as_str(), "whether" | "if") && end(text, at + 1..clause.end) > term)
}

/// Where the clause that begins there ends.
fn end(text: &Text<'_>, mut tokens: Range<usize>) -> usize {
    let limit = tokens.end;
    let ends = |at: &usize| {
        let word = text.tokens[*at].lower.as_str();
        // The last full stop of "the U.S." is a token of its own.
        let abbreviates = word == "." && *at + 1 < limit && *at > 0 && text.tokens[*at - 1].lower.contains('.');
        matches!(word, "," | "." | ";" | "—" | "”" | "\"" | "then" | "but") && !abbreviates
    };
    tokens.find(ends).unwrap_or(limit)
}

/// "*Should* the army attack": the verb before its subject.
fn inverted(text: &Text<'_>, at: usize) -> bool {
    let verb = text.tokens[at].head;
    let subject = text.child(verb, Relation::Nsubj);
    let follows = subject.is_some_and(|subject| (at + 1..verb).contains(&subject));
    // A question turns it too.
    follows && text.tokens[verb].relation == Relation::Advcl
}

fn begins(text: &Text<'_>, at: usize, end: usize, words: &[&str]) -> bool {
    at + words.len() <= end && words.iter().enumerate().all(|(offset, word)| text.tokens[at + offset].lower == *word)
}
