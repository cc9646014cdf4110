//! Words of a speaker without quotation marks: turns of an interview, dialogue after dashes, a paragraph after a colon.

use std::collections::BTreeMap;

use super::floating::SURE;
use super::words::{Joint, Look, Words};
use super::{Found, is_cue_verb};
use crate::language::{Tag, Text, Token};
use crate::model::Span;

/// Adds what the form of paragraphs tells to be somebody's words.
pub fn find(text: &Text<'_>, words: &Words, taken: &mut [bool], found: &mut Vec<Found>) {
    turns(text, words, taken, found);
    between_dashes(text, taken, found);
    dashes(text, words, taken, found);
    blocks(text, words, taken, found);
    credited(text, words, taken, found);
    fronted(text, words, taken, found);
}

/// The most words of a name before the colon of a turn.
const LABEL: usize = 4;

/// Courier: Will you resign? / Olvend: No. A turn each where a name before a colon comes back.
fn turns(text: &Text<'_>, words: &Words, taken: &mut [bool], found: &mut Vec<Found>) {
    let label = |paragraph: &Span| -> Option<(usize, std::ops::Range<usize>)> {
        let mut tokens = text.tokens_in(*paragraph);
        // Where a quotation of several turns is open: “Olvend: No.
        tokens.start += usize::from(!tokens.is_empty() && words.joint[tokens.start] == Joint::Quote);
        let colon = tokens.clone().take(LABEL + 1).find(|at| words.joint[*at] == Joint::Colon)?;
        let name = tokens.start..colon;
        let capital = name.clone().all(|at| matches!(words.look[at], Look::Capital | Look::Capitals));
        let one_letter = text.span_of(name.clone())?.len() < 2;
        let says = text.tokens[colon + 1..tokens.end].iter().any(Token::is_word);
        (capital && !one_letter && says).then_some((colon, tokens))
    };
    let turns: Vec<_> = text.paragraphs.iter().filter_map(label).collect();
    let name = |(colon, tokens): &(usize, std::ops::Range<usize>)| text.span_of(tokens.start..*colon);
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for span in turns.iter().filter_map(name) {
        *times.entry(text.words(span)).or_default() += 1;
    }
    if !times.values().any(|times| *times > 1) || times.len() < 2 {
        return;
    }
    for turn in &turns {
        let (colon, tokens) = turn;
        let (Some(source), Some(content)) = (name(turn), text.span_of(colon + 1..tokens.end)) else { continue };
        taken[tokens.clone()].fill(true);
        let cue = vec![text.tokens[*colon].span];
        found.push(Found { content: vec![content], source: Some(source), cue, score: SURE });
    }
}

/// Words between dashes, as news in Slavic languages prints them ("- We will not go - said Berg. - Nobody will."): a
/// sentence that begins with a dash, up to the dash before its cue; another dash in the same paragraph goes on.
fn between_dashes(text: &Text<'_>, taken: &mut [bool], found: &mut Vec<Found>) {
    // Brackets and semicolons are joints of that kind as well.
    let is_dash = |at: usize| matches!(text.tokens[at].lower.as_str(), "-" | "--" | "–" | "—" | "―");
    for sentences in text.sentences.chunk_by(|one, next| one.paragraph == next.paragraph) {
        let starts = sentences.iter().map(|sentence| sentence.tokens.start);
        let starts: Vec<usize> = starts.filter(|at| is_dash(*at)).collect();
        let end = sentences.last().map_or(0, |sentence| sentence.tokens.end);
        let mut last: Option<Span> = None;
        for (which, start) in starts.iter().copied().enumerate() {
            let end = starts.get(which + 1).copied().unwrap_or(end);
            if start + 3 >= end || taken[start..end].contains(&true) {
                continue;
            }
            let closes = |at: &usize| {
                let (verb, subject) = (&text.tokens[*at + 1], &text.tokens[*at + 2]);
                // Before a name any verb will do: "assured Olvend".
                let known = is_cue_verb(&verb.lemma) && (subject.tag.is_noun() || subject.tag == Tag::DT);
                is_dash(*at) && verb.tag.is_verb() && (known || subject.tag.is_proper() || subject.tag.is_pronoun())
            };
            let close = (start + 2..end - 2).find(closes);
            let content = text.span_of(start + 1..close.unwrap_or(end));
            let source = close.and_then(|close| {
                let stop = (close + 2..end).find(|at| !text.tokens[*at].is_word()).unwrap_or(end);
                text.span_of(close + 2..stop)
            });
            let cue = close.map(|close| text.tokens[close + 1].span);
            let (Some(content), Some(source)) = (content, source.or(last)) else { continue };
            taken[start..close.map_or(end, |close| close + 2)].fill(true);
            found.push(Found {
                content: vec![content],
                source: Some(source),
                cue: cue.into_iter().collect(),
                score: SURE,
            });
            last = Some(source);
        }
    }
}

/// — Why not? asked Berg.
fn dashes(text: &Text<'_>, words: &Words, taken: &mut [bool], found: &mut Vec<Found>) {
    for paragraph in &text.paragraphs {
        let tokens = text.tokens_in(*paragraph);
        if tokens.len() < 4 || words.joint[tokens.start] != Joint::Dash {
            continue;
        }
        let ends = |at: usize| matches!(text.tokens[at].lower.as_str(), "," | "?" | "!" | "…");
        let verb = (tokens.start + 3..tokens.end - 1).find(|at| {
            let subject = &text.tokens[*at + 1];
            is_cue_verb(&text.tokens[*at].lemma)
                && text.tokens[*at].tag.is_verb()
                && ends(*at - 1)
                && (subject.tag.is_proper()
                    || subject.tag.is_pronoun()
                    || matches!(subject.lower.as_str(), "the" | "a"))
        });
        let Some(verb) = verb.filter(|verb| !taken[tokens.start..*verb].contains(&true)) else { continue };
        let comma = words.joint[verb - 1] == Joint::Comma;
        let source = (verb + 1..tokens.end).take_while(|at| text.tokens[*at].is_word()).last().unwrap_or(verb + 1);
        let content = text.span_of(tokens.start + 1..verb - usize::from(comma));
        let (Some(content), Some(source)) = (content, text.span_of(verb + 1..source + 1)) else { continue };
        taken[tokens.clone()].fill(true);
        let cue = vec![text.tokens[verb].span];
        found.push(Found { content: vec![content], source: Some(source), cue, score: SURE });
    }
}

/// She added: and a paragraph that is all her words, without marks.
fn blocks(text: &Text<'_>, words: &Words, taken: &mut [bool], found: &mut Vec<Found>) {
    for (at, sentence) in text.sentences.iter().enumerate() {
        let range = sentence.tokens.clone();
        let Some(next) = text.sentences.get(at + 1).filter(|next| next.paragraph != sentence.paragraph) else {
            continue;
        };
        let root = range.clone().find(|at| words.head[*at] == *at && text.tokens[*at].tag.is_verb());
        let Some(verb) = root.filter(|verb| words.joint[range.end - 1] == Joint::Colon && range.end - verb <= 8) else {
            continue;
        };
        let block = text.paragraphs[next.paragraph];
        let tokens = text.tokens_in(block);
        let subject = words
            .subject(text, verb)
            .and_then(|subject| text.span_of(words.reach[subject].0..words.reach[subject].1 + 1));
        let says = is_cue_verb(&text.tokens[verb].lemma) && text.tokens[verb].lemma != "continue";
        let free = !taken[tokens.clone()].contains(&true) && !words.stretch[tokens.clone()].iter().any(Option::is_some);
        let whole =
            tokens.end.checked_sub(1).is_some_and(|last| matches!(text.tokens[last].lower.as_str(), "." | "!" | "?"));
        if let Some(source) = subject.filter(|_| says && free && whole) {
            taken[tokens].fill(true);
            found.push(Found {
                content: vec![block],
                source: Some(source),
                cue: vec![text.tokens[verb].span],
                score: SURE,
            });
        }
    }
}

/// “We want peace.” ― Mara Olvend: a paragraph after paragraph that begins with a mark and ends in a name after a dash is
/// the words of each, whatever marks stand within.
fn credited(text: &Text<'_>, words: &Words, taken: &mut [bool], found: &mut Vec<Found>) {
    let credit = |paragraph: &Span| -> Option<(usize, std::ops::Range<usize>)> {
        let tokens = text.tokens_in(*paragraph);
        let from = tokens.end.saturating_sub(CREDIT).max(tokens.start + 4);
        let dash = (from..tokens.end).rev().find(|at| words.joint[*at] == Joint::Dash)?;
        let marks = words.joint[tokens.start] == Joint::Quote && words.joint[dash - 1] == Joint::Quote;
        let name = words.look.get(dash + 1).is_some_and(|look| *look == Look::Capital)
            && text.tokens[dash + 1..tokens.end].iter().all(|token| !token.tag.is_verb());
        (marks && name && dash + 1 < tokens.end).then_some((dash, tokens))
    };
    let credits: Vec<_> = text.paragraphs.iter().filter_map(credit).collect();
    for (dash, tokens) in credits.iter().filter(|_| credits.len() > 1) {
        let end = tokens.end - usize::from(text.tokens[tokens.end - 1].lower == ".");
        let (content, source) = (text.span_of(tokens.start..*dash), text.span_of(dash + 1..end));
        if let (Some(content), Some(_)) = (content, source) {
            taken[tokens.clone()].fill(true);
            found.push(Found { content: vec![content], source, cue: vec![text.tokens[*dash].span], score: SURE });
        }
    }
}

/// The most tokens of a dash and the name after it.
const CREDIT: usize = 10;

/// As Olvend told the Courier, *the bridge is closed*.
fn fronted(text: &Text<'_>, words: &Words, taken: &mut [bool], found: &mut Vec<Found>) {
    for sentence in &text.sentences {
        let range = sentence.tokens.clone();
        if text.tokens[range.start].lower != "as" || words.stretch[range.start].is_some() {
            continue;
        }
        let comma = range.clone().take(FRONT).find(|at| words.joint[*at] == Joint::Comma);
        let Some((verb, comma)) = comma.and_then(|comma| Some((tells(text, range.start + 1..comma)?, comma))) else {
            continue;
        };
        let end = range.clone().rev().find(|at| text.tokens[*at].is_word()).map_or(comma, |last| last + 1);
        let clause = comma + 1..end;
        let said = !clause.is_empty()
            && words.stretch[comma + 1].is_none()
            && !taken[clause.clone()].contains(&true)
            && text.tokens[clause.clone()].iter().any(|token| token.tag.is_finite());
        let (content, source) = (text.span_of(clause.clone()), text.span_of(range.start + 1..verb));
        if let (true, Some(content), Some(_)) = (said, content, source) {
            taken[clause].fill(true);
            found.push(Found { content: vec![content], source, cue: vec![text.tokens[verb].span], score: SURE });
        }
    }
}

/// The most tokens before the comma of such a clause.
const FRONT: usize = 16;

/// The verb of "Olvend has said", "Olvend told the Courier", "Olvend put it": somebody, a verb of saying, and at most whom
/// they told.
fn tells(text: &Text<'_>, tokens: std::ops::Range<usize>) -> Option<usize> {
    let verb = tokens.clone().find(|at| {
        let lemma = text.tokens[*at].lemma.as_str();
        text.tokens[*at].tag.is_verb() && !matches!(lemma, "have" | "be")
    })?;
    let noun = |at: usize| {
        let tag = text.tokens[at].tag;
        let word = tag.is_noun() || tag.is_adjective() || tag.is_pronoun();
        word || matches!(tag, Tag::DT | Tag::POS | Tag::PRPS | Tag::CD)
    };
    let has = |at: usize| matches!(text.tokens[at].lemma.as_str(), "have" | "also" | "recently" | "later" | "once");
    let somebody = (tokens.start..verb).any(|at| text.tokens[at].tag.is_noun() || text.tokens[at].tag.is_pronoun());
    let plain = (tokens.start..verb).all(|at| noun(at) || has(at)) && (verb + 1..tokens.end).all(noun);
    let whom = verb + 1 < tokens.end;
    let says = match text.tokens[verb].lemma.as_str() {
        "tell" => whom,
        "put" => text.tokens[verb + 1].lower == "it",
        "say" | "note" | "report" | "write" | "explain" | "argue" | "remark" | "observe" | "acknowledge" | "admit"
        | "state" | "warn" => !whom,
        _ => false,
    };
    (somebody && plain && says).then_some(verb)
}
