//! Words between quotation marks that no cue claims: a quotation that goes on, or one whose source stands beside it.

use super::words::{Joint, Look, Words};
use super::{Found, LONG};
use crate::language::Text;
use crate::model::Span;

/// Adds a quotation for each long stretch between quotation marks that none of `found` covers; then all in order.
pub fn add(text: &Text<'_>, words: &Words, mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|one| one.content[0].start);
    let mut taken = vec![false; text.tokens.len()];
    for span in found.iter().flat_map(|one| &one.content) {
        taken[text.tokens_in(*span)].fill(true);
    }
    for stretch in &text.quoted {
        let tokens = text.tokens_in(*stretch);
        if tokens.is_empty() || taken[tokens.clone()].contains(&true) {
            continue;
        }
        let count = tokens.clone().filter(|at| text.tokens[*at].is_word()).count();
        let sentence = &text.sentences[words.sentence[tokens.start] as usize];
        let alone = begins(text, words, tokens.start) && tokens.end >= sentence.tokens.end.saturating_sub(1);
        let beside = beside(text, words, tokens.end);
        if beside.is_none() && !(alone && count >= LONG && !is_title(text, words, *stretch)) {
            continue;
        }
        taken[tokens].fill(true);
        let (cue, source) = beside.map_or((Vec::new(), None), |(cue, source)| (vec![cue], Some(source)));
        found.push(Found { content: vec![*stretch], source, cue, score: 0.0 });
    }
    found.sort_by_key(|one| one.content[0].start);
    found
}

/// Whether a token begins its sentence.
fn begins(text: &Text<'_>, words: &Words, at: usize) -> bool {
    text.sentences[words.sentence[at] as usize].tokens.start == at
}

/// A dash and a name after the quotation, and nothing more in the paragraph: “…” — Mara Olvend.
fn beside(text: &Text<'_>, words: &Words, end: usize) -> Option<(Span, Span)> {
    let dash = text.tokens.get(end).filter(|_| words.joint[end] == Joint::Dash)?;
    let paragraph = text.sentences[words.sentence[end] as usize].paragraph;
    let mut after = end + 1;
    while after < text.tokens.len()
        && text.sentences[words.sentence[after] as usize].paragraph == paragraph
        && text.tokens[after].lower != "."
    {
        after += 1;
    }
    let rest = after.saturating_sub(end + 1);
    let named = (end + 1..after).any(|at| words.look[at] == Look::Capital);
    (named && rest <= 12).then(|| text.span_of(end + 1..after)).flatten().map(|source| (dash.span, source))
}

/// Whether all longer words begin with a capital and nothing ends a sentence, as in titles of books and films.
fn is_title(text: &Text<'_>, words: &Words, stretch: Span) -> bool {
    let tokens = text.tokens_in(stretch);
    let long = tokens.clone().filter(|at| text.tokens[*at].lower.chars().count() > 3 && text.tokens[*at].is_word());
    let (all, capital) = long.fold((0, 0), |(all, capital), at| {
        (all + 1, capital + usize::from(matches!(words.look[at], Look::Capital | Look::Capitals)))
    });
    all > 0 && capital == all
}
