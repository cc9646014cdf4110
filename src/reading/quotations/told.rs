//! What the tree alone gives a cue: "Olvend thinks *the talks have failed*", "*the talks have failed*, Olvend said".
//!
//! The chain of roles looks at neighbours and loses a clause where another cue or a long source stands between. Where the
//! tree gives another content than the chain, both go to the judge.

use super::roles::{CONTENT, CUE, Kind, OUTSIDE, SOURCE, Window};
use super::takes_clause;
use super::words::{Joint, Words};
use crate::language::{Relation, Text};

/// The labels of a window by the tree: a verb that attributes, its subject, and the clause that hangs on it or on which it
/// hangs. Nothing where one of them is missing, and where the clause is not in reported words.
pub fn labels(text: &Text<'_>, words: &Words, window: &Window) -> Option<Vec<usize>> {
    let cue = window.units[window.cue].tokens.start;
    let verb = &text.tokens[cue];
    if !verb.tag.is_verb() || !takes_clause(&verb.lemma) || words.stretch[cue].is_some() {
        return None;
    }
    let child = |of: usize, wanted: &[Relation]| {
        let relation = |at: &usize| words.head[*at] == of && *at != of && wanted.contains(&text.tokens[*at].relation);
        (words.reach[of].0..words.reach[of].1 + 1).find(relation)
    };
    let subject = child(cue, &[Relation::Nsubj])?;
    let own = words.reach[subject];
    let sentence = &text.sentences[words.sentence[cue] as usize].tokens;
    let content = match child(cue, &[Relation::Ccomp]) {
        Some(clause) => {
            child(clause, &[Relation::Nsubj, Relation::NsubjPass, Relation::Csubj])?;
            words.reach[clause]
        }
        // The clause before goes to the comma.
        None if verb.relation == Relation::Parataxis && words.head[cue] < cue => {
            let above = words.head[cue];
            child(above, &[Relation::Nsubj, Relation::NsubjPass, Relation::Csubj])?;
            let end = own.0.min(cue);
            if end == sentence.start || words.joint[end - 1] != Joint::Comma || words.reach[cue].1 + 2 < sentence.end {
                return None;
            }
            (words.reach[above].0, end - 1)
        }
        None => return None,
    };
    let inside = |range: (usize, usize), at: usize| (range.0..=range.1).contains(&at);
    let label = |(at, unit): (usize, &super::roles::Unit)| {
        let token = unit.tokens.start;
        match () {
            () if at == window.cue => CUE,
            () if unit.kind == Kind::Before || unit.kind == Kind::After => OUTSIDE,
            () if inside(own, token) => SOURCE,
            () if inside(content, token) && !(content.0 < cue && cue < content.1 && token > cue) => CONTENT,
            () => OUTSIDE,
        }
    };
    let mut labels: Vec<usize> = window.units.iter().enumerate().map(label).collect();
    let quoted = |(unit, label): (&super::roles::Unit, &usize)| *label == CONTENT && unit.kind != Kind::Token;
    if window.units.iter().zip(&labels).any(quoted) {
        return None;
    }
    // No mark and no comma at its edges.
    let bare = |at: &usize| {
        let unit = &window.units[*at];
        unit.kind == Kind::Token && !text.tokens[unit.tokens.start].is_word()
    };
    for edge in [(0..labels.len()).collect::<Vec<_>>(), (0..labels.len()).rev().collect()] {
        let skipped: Vec<usize> = edge.into_iter().skip_while(|at| labels[*at] != CONTENT).take_while(bare).collect();
        skipped.into_iter().for_each(|at| labels[at] = OUTSIDE);
    }
    labels.contains(&CONTENT).then_some(labels)
}
