//! Mends labels that the chain of roles gets wrong because it looks at neighbours only.

use super::is_cue_verb;
use super::roles::{CONTENT, CUE, Kind, OUTSIDE, SOURCE, Window};
use super::words::{Joint, Words};
use crate::language::{Relation, Tag, Text};

/// Mends the labels of a window.
pub fn mend(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    quoted_cue(text, window, labels);
    own_cue(text, words, window, labels);
    same_marks(words, window, labels);
    quoted_before(text, words, window, labels);
    interrupted(text, words, window, labels);
    noun(text, words, window, labels);
    addressee(text, window, labels);
    passive(text, words, window, labels);
    clause(text, words, window, labels);
    introduced(text, words, window, labels);
    according(text, words, window, labels);
    cut_short(text, words, window, labels);
    subject(text, words, window, labels);
}

/// Writing in a post “we did it”: more than a few words between quotation marks are no part of a cue, and a source with
/// them is none.
fn quoted_cue(text: &Text<'_>, window: &Window, labels: &mut [usize]) {
    for (at, unit) in window.units.iter().enumerate() {
        let words = unit.tokens.clone().filter(|at| text.tokens[*at].is_word()).count();
        if at == window.cue || unit.kind == Kind::Token || words < super::LONG {
            continue;
        }
        match labels[at] {
            CUE => labels[at] = CONTENT,
            SOURCE => labels.iter_mut().filter(|label| **label == SOURCE).for_each(|label| *label = OUTSIDE),
            _ => {}
        }
    }
}

/// “We lost,” said Olvend. *“We won,” said Berg*: a quoted sentence after that goes on with a verb of its own that attributes
/// is what that one brings.
fn own_cue(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    for (at, unit) in window.units.iter().enumerate().filter(|(_, unit)| unit.kind == Kind::After) {
        let end = unit.tokens.end;
        let inner = unit.tokens.clone().rev().find(|at| words.joint[*at] != Joint::Quote);
        let sentence = &text.sentences[words.sentence[unit.tokens.start] as usize].tokens;
        let says = |at: usize| text.tokens[at].tag.is_finite() && is_cue_verb(&text.tokens[at].lemma);
        let behind = (end..sentence.end.min(end + OWN)).find(|at| text.tokens[*at].tag.is_finite()).is_some_and(says);
        if labels[at] == CONTENT && behind && inner.is_some_and(|at| words.joint[at] == Joint::Comma) {
            labels[at] = OUTSIDE;
        }
    }
}

/// So near stands the verb of a quoted sentence behind it, in tokens.
const OWN: usize = 8;

/// What stands between the same two marks is one's words as a whole: “*We lost.* But we will go on,” she said.
fn same_marks(words: &Words, window: &Window, labels: &mut [usize]) {
    let stretch = |at: usize| {
        let unit = &window.units[at];
        words.stretch[unit.tokens.start].filter(|_| unit.kind != Kind::Token)
    };
    for at in 0..labels.len() {
        let whole = stretch(at).is_some()
            && (0..labels.len()).any(|other| labels[other] == CONTENT && stretch(other) == stretch(at));
        if whole && labels[at] == OUTSIDE {
            labels[at] = CONTENT;
        }
    }
}

/// “Each time you go,” she said, meaning the trips, “*you lose*”: what goes on in small letters belongs to it.
fn interrupted(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let before = (0..window.cue).rev().find(|at| labels[*at] == CONTENT && window.units[*at].kind == Kind::Quote);
    let Some(last) = before.map(|at| window.units[at].tokens.end - 1) else { return };
    let inner = if words.joint[last] == Joint::Quote { last - 1 } else { last };
    let after = (window.cue + 1..labels.len()).find(|at| window.units[*at].kind == Kind::Quote);
    let Some(next) = after.filter(|at| labels[*at] == OUTSIDE && words.joint[inner] == Joint::Comma) else { return };
    let tokens = window.units[next].tokens.clone();
    let first = tokens.clone().find(|at| text.tokens[*at].is_word());
    let comma = words.joint[tokens.start - 1] == Joint::Comma;
    if comma && first.is_some_and(|at| words.look[at] == super::words::Look::Small) && tokens.len() > 4 {
        labels[next] = CONTENT;
    }
}

/// She said the talks had failed *and added, “We will go on”*: what another verb of saying brings in after a comma or colon,
/// without a subject of its own, is no part of this one's content.
fn introduced(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let cue = window.units[window.cue].tokens.start;
    let begins = |unit: usize| -> Option<usize> {
        let quote = window.units[unit].tokens.start;
        let verb = quote.checked_sub(2).filter(|verb| *verb > cue && words.stretch[*verb].is_none())?;
        let says = text.tokens[verb].tag.is_verb() && is_cue_verb(&text.tokens[verb].lemma);
        let mark = matches!(words.joint[quote - 1], Joint::Comma | Joint::Colon);
        let own = (cue + 1..verb).any(|at| words.head[at] == verb && text.tokens[at].relation.is_subject());
        let before = words.joint[verb - 1];
        (says && mark && !own && matches!(before, Joint::And | Joint::Comma)).then(|| {
            let comma = before == Joint::And && words.joint[verb - 2] == Joint::Comma;
            verb - 1 - usize::from(comma)
        })
    };
    let mut quotes = (window.cue + 1..labels.len()).filter(|at| window.units[*at].kind == Kind::Quote);
    let Some(start) = quotes.find_map(begins).filter(|start| *start > cue + 1) else { return };
    let first = labels.iter().position(|label| *label == CONTENT);
    if first.is_some_and(|first| window.units[first].tokens.start < start) {
        for (label, unit) in labels.iter_mut().zip(&window.units) {
            if *label == CONTENT && unit.tokens.start >= start {
                *label = OUTSIDE;
            }
        }
    }
}

/// They learnt *that, according* | to Olvend, …: nothing that is said ends there.
fn cut_short(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let Some(last) = (0..labels.len()).rev().find(|at| labels[*at] == CONTENT && window.units[*at].kind == Kind::Token)
    else {
        return;
    };
    let token = window.units[last].tokens.start;
    if last < window.cue || text.tokens[token].lower != "according" {
        return;
    }
    let end = text.sentences[words.sentence[token] as usize].tokens.end;
    for (label, unit) in labels.iter_mut().zip(&window.units).skip(last + 1) {
        let stop = unit.tokens.end >= end && !text.tokens[unit.tokens.start].is_word();
        if unit.kind == Kind::Token && unit.tokens.start < end && !stop && *label == OUTSIDE {
            *label = CONTENT;
        }
    }
}

/// Olvend came to the conclusion that …: where the chain sees no source, or one beside the verb's own subject, the
/// subject is the source.
fn subject(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let cue = window.units[window.cue].tokens.start;
    let has_source = labels.contains(&SOURCE);
    let own = |at: usize| {
        (words.reach[at].0..at)
            .rev()
            .find(|child| words.head[*child] == at && text.tokens[*child].relation == Relation::Nsubj)
    };
    let mut subject = own(cue);
    let mut at = cue;
    while subject.is_none() && !has_source && words.head[at] != at {
        let token = &text.tokens[at];
        // Olvend agreed, adding …: what happens beside it has its subject.
        let beside = token.relation == Relation::Advcl && token.tag == Tag::VBG;
        let up = beside || matches!(token.relation, Relation::Obj | Relation::Obl | Relation::Conj | Relation::Xcomp);
        if !up || (words.head[at] > at && !beside) {
            break;
        }
        at = words.head[at];
        subject = own(at);
    }
    let Some(subject) = subject
        .filter(|at| !matches!(text.tokens[*at].lower.as_str(), "it" | "there" | "that" | "this" | "which" | "what"))
    else {
        return;
    };
    let mut clause = words.reach[cue].0..words.reach[cue].1 + 1;
    let content_has = |token: usize| {
        window.units.iter().zip(labels.iter()).any(|(unit, label)| *label == CONTENT && unit.tokens.contains(&token))
    };
    let own_clause = |at: usize| words.head[at] == cue && at > cue && text.tokens[at].relation == Relation::Ccomp;
    let after = || window.tokens(labels, CONTENT).into_iter().any(|at| at > cue);
    let tells = clause.any(own_clause) || !has_source && after();
    let (first, last) = words.reach[subject];
    let inside = |unit: &super::roles::Unit| unit.kind == Kind::Token && (first..=last).contains(&unit.tokens.start);
    let known = window.units.iter().zip(labels.iter()).any(|(unit, label)| *label == SOURCE && inside(unit));
    let content = content_has(subject);
    if !tells
        || known
        || (content && !has_source)
        || window.units.iter().zip(labels.iter()).any(|(unit, label)| *label == SOURCE && unit.tokens.start > cue)
    {
        return;
    }
    for (label, unit) in labels.iter_mut().zip(&window.units) {
        if *label == SOURCE {
            *label = OUTSIDE;
        }
        if inside(unit) {
            *label = SOURCE;
        }
    }
}

/// According to Olvend *the talks had failed*: without a comma, the source ends where its nouns do. *The talks had failed*
/// according to Olvend: what stands before is the content. According to Olvend, *Berg wants talks*: another cue within the
/// content does not end it.
fn according(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let cue = window.units[window.cue].tokens.start;
    let lower = |at: usize| text.tokens.get(at).map_or("", |token| token.lower.as_str());
    let to = if lower(cue) == "to" { cue } else { cue + 1 };
    let sentence = &text.sentences[words.sentence[cue] as usize].tokens;
    if lower(to) != "to" || to == sentence.start || lower(to - 1) != "according" {
        return;
    }
    let heads = to == sentence.start + 1;
    if let Some(first) = labels.iter().position(|label| *label == CONTENT) {
        let told = window.tokens(labels, CONTENT).into_iter().any(|at| text.tokens[at].tag.is_finite());
        let finite = text.tokens[window.units[first].tokens.start..sentence.end].iter().any(|one| one.tag.is_finite());
        if heads && first > window.cue && !told && finite {
            for (label, unit) in labels.iter_mut().zip(&window.units).skip(first) {
                let at = unit.tokens.start;
                if sentence.contains(&at) && (at + 1 < sentence.end || text.tokens[at].is_word()) {
                    *label = CONTENT;
                }
            }
        }
        return;
    }
    let tag = |at: usize| text.tokens.get(at).map_or(Tag::XX, |token| token.tag);
    let mut end = to + 1;
    while matches!(tag(end), Tag::DT | Tag::PRPS | Tag::JJ) {
        end += 1;
    }
    let proper = tag(end).is_proper();
    while end < sentence.end && tag(end).is_noun() && (!heads || tag(end).is_proper() == proper) {
        end += 1;
    }
    let content = if heads { end.min(sentence.end)..sentence.end } else { sentence.start..to - 1 };
    let finite = text.tokens[content.clone()].iter().any(|token| token.tag.is_finite());
    if end == to + 1 || !finite {
        return;
    }
    for (label, unit) in labels.iter_mut().zip(&window.units).filter(|(_, unit)| sentence.contains(&unit.tokens.start))
    {
        let at = unit.tokens.start;
        *label = match at {
            at if at == to || at + 1 == to => CUE,
            at if (to + 1..end).contains(&at) => SOURCE,
            at if content.contains(&at) && (at + 1 < content.end || text.tokens[at].is_word()) => CONTENT,
            _ => OUTSIDE,
        };
    }
}

/// A quoted sentence that a surer cue has taken is no part of this one's content.
pub fn yield_quoted(window: &Window, taken: &[bool], labels: &mut [usize]) {
    for (label, unit) in labels.iter_mut().zip(&window.units) {
        if *label == CONTENT && unit.kind != Kind::Token && unit.tokens.clone().all(|at| taken[at]) {
            *label = OUTSIDE;
        }
    }
}

/// They learnt *that, according to Olvend, the talks had failed*: a clause that hangs on the cue is the content, though
/// another cue within it has cut it short.
fn clause(text: &Text<'_>, words: &Words, window: &Window, labels: &mut [usize]) {
    let cue = window.units[window.cue].tokens.start;
    if !text.tokens[cue].tag.is_verb() || !labels.contains(&SOURCE) {
        return;
    }
    let Some(clause) = (cue + 1..words.reach[cue].1 + 1)
        .find(|at| words.head[*at] == cue && text.tokens[*at].relation == Relation::Ccomp)
    else {
        return;
    };
    let (first, last) = words.reach[clause];
    let units = || window.units.iter().enumerate().filter(|(_, unit)| unit.kind == Kind::Token);
    let contents = || (0..labels.len()).filter(|at| labels[*at] == CONTENT);
    let begins = contents().next().is_some_and(|at| (cue + 1..=clause).contains(&window.units[at].tokens.start));
    let Some(end) = contents().next_back() else { return };
    let goes_on = window.units.get(end + 1).is_some_and(|next| {
        let at = next.tokens.start;
        next.kind == Kind::Token && at <= last && text.tokens[at].is_word() && words.joint[at] != Joint::But
    });
    let comma = window.units[end].tokens.end <= clause;
    if !begins || !(goes_on || comma) || !text.tokens[first..last + 1].iter().any(|token| token.tag.is_finite()) {
        return;
    }
    for (at, unit) in units() {
        let inside = (first.max(cue + 1)..=last).contains(&unit.tokens.start);
        if inside && labels[at] == OUTSIDE {
            labels[at] = CONTENT;
        }
    }
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
