//! Where the content and the source of a candidate end, by marks and the tree: what the learnt labels get wrong although
//! the form is plain.
//!
//! It comes after the models, which learn from labels without it, and before it is chosen what holds.

use std::ops::Range;

use super::judge::Candidate;
use super::roles::{CONTENT, CUE, Kind, OUTSIDE, SOURCE, Unit, Window};
use super::words::{Joint, Words};
use super::{is_cue_verb, speakers, takes_clause};
use crate::language::{Relation, Tag, Text, lexicon};

/// Mends the labels of a candidate.
pub fn mend(text: &Text<'_>, words: &Words, one: &mut Candidate) {
    let Candidate { window, labels, .. } = one;
    own_stretch(words, window, labels);
    to_closing_mark(text, words, window, labels);
    another_clause(text, words, window, labels);
    remark(text, words, window, labels);
    beside(text, words, window, labels);
    according(text, words, window, labels);
    addressee(text, words, window, labels);
    colon(text, words, window, labels);
    marks_alone(text, words, window, labels);
    shared_subject(text, words, window, labels);
    whole_source(text, words, window, labels);
    one.content = one.window.tokens(&one.labels, CONTENT);
}

/// The subject of a verb before it.
fn subject(text: &Text<'_>, words: &Words, verb: usize) -> Option<usize> {
    (words.reach[verb].0..verb).find(|at| words.head[*at] == verb && text.tokens[*at].relation == Relation::Nsubj)
}

/// Leaves out of the content what of it begins within a stretch of tokens.
fn leave_out(window: &Window, labels: &mut [usize], tokens: Range<usize>) {
    for (label, unit) in labels.iter_mut().zip(&window.units) {
        if *label == CONTENT && tokens.contains(&unit.tokens.start) {
            *label = OUTSIDE;
        }
    }
}

/// “We lost. Berg knows what he did. We will go on.” Around a cue that is itself quoted, the speaker's other sentences are
/// not what that cue brings: with them it is none.
fn own_stretch(words: &Words, window: &Window, labels: &mut [usize]) {
    let Some(own) = words.stretch[window.units[window.cue].tokens.start] else { return };
    let others = |(unit, label): (&Unit, &usize)| {
        let sentence = matches!(unit.kind, Kind::Before | Kind::After);
        *label == CONTENT && sentence && words.stretch[unit.tokens.start] == Some(own)
    };
    if window.units.iter().zip(labels.iter()).any(others) {
        labels.fill(OUTSIDE);
    }
}

/// "They went by, chanting *“We-won! We-won!”*" Within another quotation too, what a mark opens goes to the mark that
/// closes it.
fn to_closing_mark(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let cue = window.units[window.cue].tokens.start;
    if words.stretch[cue].is_none() {
        return;
    }
    let mark = |at: usize| text.words(text.tokens[at].span);
    let Some(first) = (window.cue + 1..labels.len()).find(|at| labels[*at] == CONTENT) else { return };
    let start = window.units[first].tokens.start;
    let Some(open) = [start, start - 1].into_iter().find(|at| *at > cue && matches!(mark(*at), "“" | "‘")) else {
        return;
    };
    let close = if mark(open) == "“" { "”" } else { "’" };
    let end = window.units.last().map_or(start, |unit| unit.tokens.end);
    let Some(close) = (start + 1..end).find(|at| mark(*at) == close) else { return };
    for (label, unit) in labels.iter_mut().zip(&window.units) {
        if (open..=close).contains(&unit.tokens.start) {
            *label = CONTENT;
        }
    }
}

/// She promised “jobs”, *but she has warned of cuts*: what another verb beside the cue tells of its own subject is no
/// content, where the cue brings a thing and no clause, or where the labels have a gap for that subject.
fn another_clause(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let cue = window.units[window.cue].tokens.start;
    let content = window.tokens(labels, CONTENT);
    let Some(&first) = content.iter().find(|at| **at > cue) else { return };
    let end = text.sentences[words.sentence[cue] as usize].tokens.end;
    let beside = |at: &usize| words.head[*at] == cue && text.tokens[*at].relation == Relation::Conj;
    let begins = |verb: usize| {
        let subject = subject(text, words, verb).filter(|subject| *subject > first)?;
        // The tree alone takes much for such a clause.
        let but = (first + 1..subject).rev().take(NEAR).find(|at| text.tokens[*at].lower == "but")?;
        let clause = text.tokens[first..but].iter().any(|token| token.tag.is_finite());
        (!clause || content.binary_search(&subject).is_err()).then_some(but)
    };
    if let Some(start) = (first..end.min(words.reach[cue].1 + 1)).filter(beside).find_map(begins) {
        let comma = usize::from(words.joint[start - 1] == Joint::Comma && words.stretch[start - 1].is_none());
        leave_out(window, labels, start - comma..end);
    }
}

/// So near stands "but" before the subject of its clause, in tokens.
const NEAR: usize = 3;

/// She likened it to “a fire” - *a word that may hurt*: a remark on quoted words is no part of them.
fn remark(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let Some(first) = (window.cue + 1..labels.len()).find(|at| labels[*at] == CONTENT) else { return };
    let Some(gap) = (first..labels.len()).find(|at| labels[*at] != CONTENT) else { return };
    let start = window.units[gap].tokens.start;
    let end = text.sentences[words.sentence[start] as usize].tokens.end;
    // Within two dashes it has its end, and the content goes on.
    let alone = words.joint[start] == Joint::Dash && !words.joint[start + 1..end].contains(&Joint::Dash);
    if labels[gap] == OUTSIDE && alone && window.units[gap - 1].kind == Kind::Quote {
        leave_out(window, labels, start..end);
    }
}

/// Officials said the bridge was safe, *with the Courier reporting cracks*: another's words are not part of theirs.
fn beside(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let cue = window.units[window.cue].tokens.start;
    let end = text.sentences[words.sentence[cue] as usize].tokens.end;
    let begins = |at: &usize| {
        let verb = (at + 2..end.min(at + BESIDE)).find(|at| text.tokens[*at].tag.is_verb());
        words.joint[*at] == Joint::Comma
            && words.stretch[*at].is_none()
            && text.tokens[*at + 1].lower == "with"
            && verb.is_some_and(|verb| text.tokens[verb].tag == Tag::VBG && is_cue_verb(&text.tokens[verb].lemma))
    };
    let last = end.saturating_sub(1);
    if let Some(comma) = (cue + 1..last).find(begins) {
        leave_out(window, labels, comma..end);
    }
}

/// So near stands the verb of one that speaks besides, in tokens.
const BESIDE: usize = 7;

/// The town expects *two hundred guests* according to Olvend: a source at the end of the sentence is whose words the whole
/// of it is.
fn according(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let cue = window.units[window.cue].tokens.start;
    let end = text.sentences[words.sentence[cue] as usize].tokens.end;
    let to = |at: &usize| text.tokens[*at].lower == "according" && text.tokens[*at + 1].lower == "to";
    let Some(from) = (cue + 1..end.saturating_sub(1)).rev().find(to).filter(|at| words.stretch[*at].is_none()) else {
        return;
    };
    let last = text.tokens[from..end].iter().all(|token| !token.tag.is_finite() && token.lower != ",");
    if last && from > cue + 1 {
        leave_out(window, labels, from..end);
    }
}

/// She told *voters this weekend* the truce would hold: whom and when stand before the clause that hangs on the cue.
fn addressee(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let cue = window.units[window.cue].tokens.start;
    if !matches!(text.tokens[cue].lemma.as_str(), "tell" | "assure" | "inform" | "remind" | "warn") {
        return;
    }
    let clause = (cue + 1..=words.reach[cue].1)
        .find(|at| words.head[*at] == cue && text.tokens[*at].relation == Relation::Ccomp)
        .filter(|clause| text.tokens[*clause].tag.is_verb() || text.tokens[*clause].tag.is_adjective());
    let Some(start) = clause.map(|clause| words.reach[clause].0).filter(|start| *start > cue + 1) else { return };
    let whom = |at: usize| {
        let tag = text.tokens[at].tag;
        tag.is_noun()
            || tag.is_adjective()
            || tag.is_pronoun()
            || matches!(tag, Tag::DT | Tag::CD | Tag::HYPH | Tag::PRPS)
    };
    if (cue + 1..start).all(whom) {
        leave_out(window, labels, cue + 1..start);
    }
}

/// Olvend claimed that *the deal* had failed, and wrote that …: a verb beside the cue has its source, not a word from what
/// that one brings.
fn shared_subject(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let cue = window.units[window.cue].tokens.start;
    let verb = &text.tokens[cue];
    if verb.relation != Relation::Conj || !verb.tag.is_verb() || subject(text, words, cue).is_some() {
        return;
    }
    // The tree may have it beside a verb within what the first one brings; a comma before "and" tells otherwise.
    let above = match words.head[cue] {
        inner if text.tokens[inner].relation == Relation::Ccomp && follows_comma(text, words, cue) => words.head[inner],
        above => above,
    };
    let says = above < cue && text.tokens[above].tag.is_verb() && takes_clause(&text.tokens[above].lemma);
    let Some(subject) = subject(text, words, above).filter(|_| says) else { return };
    let between = window.tokens(labels, SOURCE).first().is_some_and(|source| (above..cue).contains(source));
    if !between {
        return;
    }
    let own = words.reach[subject].0..words.reach[subject].1 + 1;
    for (label, unit) in labels.iter_mut().zip(&window.units) {
        match *label {
            SOURCE => *label = OUTSIDE,
            OUTSIDE if unit.kind == Kind::Token && own.contains(&unit.tokens.start) => *label = SOURCE,
            _ => {}
        }
    }
}

/// Whether a verb comes right after a comma and "and".
fn follows_comma(text: &Text<'_>, words: &Words, verb: usize) -> bool {
    verb >= 2 && text.tokens[verb - 1].lower == "and" && words.joint[verb - 2] == Joint::Comma
}

/// The firm *Velmora.com*, has said: no mark is a source, but what stands before it.
fn marks_alone(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let source = window.tokens(labels, SOURCE);
    let Some(&mark) = source.first().filter(|_| source.iter().all(|at| !text.tokens[*at].is_word())) else { return };
    labels.iter_mut().filter(|label| **label == SOURCE).for_each(|label| *label = OUTSIDE);
    let start = text.sentences[words.sentence[mark] as usize].tokens.start;
    let name = |at: &usize| {
        let tag = text.tokens[*at].tag;
        tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::ADD | Tag::DT)
    };
    let Some(from) = (start..mark).rev().take_while(name).last() else { return };
    for (label, unit) in labels.iter_mut().zip(&window.units) {
        if (from..mark).contains(&unit.tokens.start) && *label == OUTSIDE {
            *label = SOURCE;
        }
    }
}

/// She wrote *on her page*: / *“We have won.”* Where a sentence ends in a colon and a quoted one follows, that is the
/// content, not how or where it was said.
fn colon(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let cue = window.units[window.cue].tokens.start;
    let end = text.sentences[words.sentence[cue] as usize].tokens.end;
    let says = text.tokens[cue].tag.is_verb() && is_cue_verb(&text.tokens[cue].lemma);
    let content = window.tokens(labels, CONTENT);
    let own = &content[..content.partition_point(|at| *at < end)];
    let plain = own.iter().all(|at| *at > cue && words.stretch[*at].is_none() && !text.tokens[*at].tag.is_finite());
    let beside = own.last().is_some_and(|last| last + 2 == end);
    let after = window.units.iter().any(|unit| unit.kind == Kind::After);
    if !(says && plain && beside && after && words.joint[end - 1] == Joint::Colon) {
        return;
    }
    for (label, unit) in labels.iter_mut().zip(&window.units) {
        match unit.kind {
            Kind::After => *label = CONTENT,
            _ if *label == CONTENT => *label = OUTSIDE,
            _ => {}
        }
    }
}

/// *The “Letters”* section *of the paper* explained: a source that is a thing goes on to all that its noun governs.
fn whole_source(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let source = window.tokens(labels, SOURCE);
    let (Some(&first), Some(&last)) = (source.first(), source.last()) else { return };
    let Some(main) = text.span_of(first..last + 1).and_then(|span| speakers::main(text, words, span)) else { return };
    let noun = &text.tokens[main];
    if !noun.tag.is_noun() || noun.tag.is_proper() {
        return;
    }
    let part = |at: usize| {
        let token = &text.tokens[at];
        let within = token.tag.is_noun() || token.tag.is_adjective();
        let joins = matches!(token.lower.as_str(), "of" | "by" | "for" | "on" | "in" | "from" | "at" | "with");
        let other = matches!(token.tag, Tag::DT | Tag::CD | Tag::POS | Tag::PRPS | Tag::HYPH);
        (within || joins || other || words.joint[at] == Joint::Quote) && !lexicon::is_day(&token.lower)
    };
    let (from, to) = words.reach[main];
    let reaches = |range: Range<usize>| range.len() <= LONGEST_SOURCE && range.clone().all(part);
    let from = if from < first && reaches(from..first) { from } else { first };
    let to = if to > last && reaches(last + 1..to + 1) { to } else { last };
    // Where the content follows the cue, what belongs to the noun before it is none.
    let cue = window.units[window.cue].tokens.start;
    let follows = to < cue && window.tokens(labels, CONTENT).last().is_some_and(|last| *last > cue);
    let free = |(unit, label): (&Unit, &usize)| {
        !(from..=to).contains(&unit.tokens.start) || *label != CUE && (follows || *label != CONTENT)
    };
    if !window.units.iter().zip(labels.iter()).all(free) {
        return;
    }
    for (label, unit) in labels.iter_mut().zip(&window.units) {
        if (from..=to).contains(&unit.tokens.start) {
            *label = SOURCE;
        }
    }
}

/// So many tokens more belong to a source at most, on each side.
const LONGEST_SOURCE: usize = 10;
