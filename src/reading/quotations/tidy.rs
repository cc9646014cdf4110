//! Mends labels that the chain of roles gets wrong because it looks at neighbours only.

use super::roles::{CONTENT, CUE, Kind, OUTSIDE, SOURCE, Window};
use super::words::{Joint, Words};
use crate::language::{Relation, Tag, Text};

/// Mends the labels of a window.
pub fn mend(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    quoted_before(text, words, window, labels);
    noun(text, words, window, labels);
    addressee(text, window, labels);
    passive(text, words, window, labels);
}

/// “We will go,” she said, and left: what follows the cue belongs to the quotation only where it is quoted as well.
fn quoted_before(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let closed = |at: usize| {
        let unit = &window.units[at];
        let inner = unit.tokens.clone().rev().find(|at| words.joint[*at] != Joint::Quote);
        labels[at] == CONTENT
            && unit.kind == Kind::Quote
            && inner.is_some_and(|at| matches!(text.tokens[at].lower.as_str(), "," | "?" | "!" | "—" | "…"))
    };
    let Some(quote) = (0..window.cue).rev().find(|at| labels[*at] == CONTENT).filter(|at| closed(*at)) else { return };
    // Only the source and the cue stand between.
    if labels[quote + 1..window.cue].contains(&OUTSIDE) && window.cue - quote > 6 {
        return;
    }
    let after = window.cue + 1..window.units.len();
    let starts_quoted =
        after.clone().find(|at| labels[*at] == CONTENT).is_none_or(|at| window.units[at].kind != Kind::Token);
    if !starts_quoted {
        for at in after {
            if labels[at] == CONTENT && window.units[at].kind != Kind::After {
                labels[at] = OUTSIDE;
            }
        }
    }
}

/// His demand that they *leave* was ignored: the content of a noun ends where the noun's own phrase does.
fn noun(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let cue = window.units[window.cue].tokens.start;
    let head = words.head[cue];
    if !text.tokens[cue].tag.is_noun() || head <= cue {
        return;
    }
    let reach = words.reach[cue].1;
    let holds = |at: usize, token: usize| window.units[at].tokens.contains(&token);
    let has_head = (window.cue..labels.len()).any(|at| labels[at] == CONTENT && holds(at, head));
    let starts_inside = (window.cue + 1..labels.len()).find(|at| labels[*at] == CONTENT);
    if has_head && starts_inside.is_some_and(|at| window.units[at].tokens.start <= reach) {
        for (label, unit) in labels.iter_mut().zip(&window.units).skip(window.cue) {
            if *label == CONTENT && unit.tokens.start > reach {
                *label = OUTSIDE;
            }
        }
    }
}

/// She told *reporters* the truce would hold: who is told is no part of what is told.
fn addressee(text: &Text<'_>, window: &Window, labels: &mut [usize]) {
    let cue = window.units[window.cue].tokens.start;
    if !matches!(text.tokens[cue].lemma.as_str(), "tell" | "assure" | "inform" | "remind" | "warn") {
        return;
    }
    let tag = |at: usize| text.tokens[window.units[at].tokens.start].tag;
    // One word, whatever its tag, or several nouns.
    let mut at = window.cue + 1;
    if at < labels.len() && !matches!(tag(at), Tag::DT | Tag::PRPS | Tag::IN | Tag::EX) {
        at += 1;
    }
    while at < labels.len() && labels[at] == CONTENT && tag(at).is_noun() {
        at += 1;
    }
    let clause =
        at < labels.len() && labels[at] == CONTENT && matches!(tag(at), Tag::DT | Tag::PRP | Tag::PRPS | Tag::EX);
    if clause {
        labels[window.cue + 1..at].fill(OUTSIDE);
    }
}

/// *Olvend* was quoted as saying that …: the subject of the passive is the source.
fn passive(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let cue = window.units[window.cue].tokens.start;
    let word = |at: usize| text.tokens.get(at).map_or("", |token| token.lower.as_str());
    let speaks = matches!(text.tokens[cue].lemma.as_str(), "quote" | "cite")
        && word(cue + 1) == "as"
        && matches!(word(cue + 2), "saying" | "telling" | "writing");
    if !speaks {
        return;
    }
    let subject = words.reach[cue].0..words.reach[cue].1 + 1;
    let subject = subject
        .filter(|at| words.head[*at] == cue && *at < cue)
        .find(|at| matches!(text.tokens[*at].relation, Relation::NsubjPass | Relation::Nsubj));
    for (label, unit) in labels.iter_mut().zip(&window.units) {
        let start = unit.tokens.start;
        if (cue + 1..cue + 3).contains(&start) {
            *label = CUE;
        } else if subject.is_some_and(|at| (words.reach[at].0..=words.reach[at].1).contains(&start)) {
            *label = SOURCE;
        } else if *label == SOURCE || (*label == CONTENT && start < cue) {
            *label = OUTSIDE;
        }
    }
}
