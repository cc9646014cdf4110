//! How sure of a cue one must be, by what hangs on it.
//!
//! A verb with a clause of its own attributes more often than its score tells, for that clause is what it says: "they
//! estimate *harvests will shrink*". A verb or noun with a mere thing behind it ("asked the police", "calls for help")
//! attributes less often, and least where no source stands beside it. The numbers are where half of those in a band of
//! scores hold on articles that were not learnt from.

use super::words::{Look, Words};
use super::{ENOUGH, is_cue_verb, takes_clause};
use crate::language::{Relation, Text};

/// A verb of saying, thinking or finding with a clause.
const TELLS: f32 = -130.0;
/// Another verb with a clause of its own.
const CLAUSE: f32 = -100.0;
/// A verb of saying or thinking with an infinitive.
const WILL: f32 = 10.0;
/// The same where the subject is someone by name or pronoun.
const WANTS: f32 = -60.0;
/// Any word with a thing.
const THING: f32 = 30.0;
/// No source, or a thing that hangs on another word.
const LOOSE: f32 = 80.0;

/// The least score for which the cue at `cue` can count, whatever its content turns out to be.
pub fn at_best(text: &Text<'_>, words: &Words, cue: usize) -> f32 {
    let token = &text.tokens[cue];
    match takes_clause(&token.lemma) && token.tag.is_verb() {
        true => TELLS,
        false if own_clause(text, words, cue).is_some() => CLAUSE,
        false => ENOUGH,
    }
}

/// The score above which the cue at `cue` holds with this content.
pub fn of(text: &Text<'_>, words: &Words, cue: usize, content: &[usize], has_source: bool) -> f32 {
    let token = &text.tokens[cue];
    let (says, tells) = (is_cue_verb(&token.lemma), takes_clause(&token.lemma));
    let quoted = content.iter().filter(|at| words.stretch[**at].is_some() && text.tokens[**at].is_word()).count();
    if quoted > 0 {
        // What stands between quotation marks after a verb that gives a name is the name.
        let names =
            matches!(token.lemma.as_str(), "dub" | "entitle" | "list" | "name" | "nickname" | "refer" | "title");
        return if names { f32::MAX } else { ENOUGH };
    }
    let holds = |at: usize| content.contains(&at);
    if content.iter().any(|at| text.tokens[*at].tag.is_finite()) {
        let own = own_clause(text, words, cue).is_some_and(holds);
        return match (own, has_source) {
            (true, true) if tells => TELLS,
            (true, true) => CLAUSE,
            (true, false) => 0.0,
            (false, true) if tells && token.tag.is_verb() => TELLS,
            (false, _) => ENOUGH,
        };
    }
    if !has_source {
        return LOOSE;
    }
    if !token.tag.is_verb() {
        return THING;
    }
    let infinitive = content
        .iter()
        .any(|at| words.head[*at] == cue && matches!(text.tokens[*at].relation, Relation::Ccomp | Relation::Xcomp));
    if infinitive {
        return match says {
            true if wants(text, words, cue) => WANTS,
            true => WILL,
            false => LOOSE,
        };
    }
    if content.iter().any(|at| words.head[*at] == cue) { THING } else { LOOSE }
}

/// Whether the subject of the verb at `cue` is a name or a person.
fn wants(text: &Text<'_>, words: &Words, cue: usize) -> bool {
    (words.reach[cue].0..cue).any(|at| {
        let token = &text.tokens[at];
        let named = words.named[at] || words.look[at] == Look::Capital;
        words.head[at] == cue
            && token.relation.is_subject()
            && (named || matches!(token.lower.as_str(), "he" | "she" | "i" | "we" | "they"))
    })
}

/// The head of the finite clause that is the object of the verb at `cue`.
fn own_clause(text: &Text<'_>, words: &Words, cue: usize) -> Option<usize> {
    if !text.tokens[cue].tag.is_verb() {
        return None;
    }
    let clause = (words.reach[cue].0..words.reach[cue].1 + 1)
        .find(|at| words.head[*at] == cue && text.tokens[*at].relation == Relation::Ccomp)?;
    let (first, last) = words.reach[clause];
    text.tokens[first..last + 1].iter().any(|token| token.tag.is_finite()).then_some(clause)
}
