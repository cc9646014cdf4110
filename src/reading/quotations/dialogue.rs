//! Words of a speaker without quotation marks: turns of an interview, dialogue after dashes, a paragraph after a colon.

use std::collections::BTreeMap;

use super::floating::SURE;
use super::words::{Joint, Look, Words};
use super::{Found, is_cue_verb};
use crate::language::{Text, Token};
use crate::model::Span;

/// Adds what the form of paragraphs tells to be somebody's words.
pub fn find(text: &Text<'_>, words: &Words, taken: &mut [bool], found: &mut Vec<Found>) {
    turns(text, words, taken, found);
    dashes(text, words, taken, found);
    blocks(text, words, taken, found);
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
        let subject = (range.start..verb)
            .find(|at| words.head[*at] == verb && text.tokens[*at].relation.is_subject())
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
