//! Words between quotation marks that no cue claims: a quotation that goes on, or one whose source stands beside it.

use std::ops::Range;

use super::words::{Joint, Look, Words};
use super::{DOUBTFUL, Found, LONG, is_cue_verb, kind_of};
use crate::language::{Relation, Tag, Text};
use crate::model::{QuotationKind, Span};

/// The score of a quotation with its source right beside it.
pub(super) const SURE: f32 = 2.5;

/// Adds each stretch between quotation marks of which nothing is taken and that has its source beside it.
pub fn named(text: &Text<'_>, words: &Words, taken: &mut [bool], found: &mut Vec<Found>) {
    for stretch in &text.quoted {
        let tokens = text.tokens_in(*stretch);
        if tokens.is_empty() || taken[tokens.clone()].contains(&true) {
            continue;
        }
        let beside = name_after(text, words, tokens.end)
            .or_else(|| verb_before(text, words, tokens.clone()))
            .or_else(|| verb_after(text, words, tokens.clone()));
        if let Some((cue, source)) = beside {
            taken[tokens].fill(true);
            found.push(Found { content: vec![*stretch], source: Some(source), cue: vec![cue], score: SURE });
        } else if let Some((one, content)) = naming(text, words, tokens, taken) {
            taken[content].fill(true);
            found.push(one);
        }
    }
}

/// Adds each long stretch between quotation marks of which none of `found` has a word and that is no title; then all in
/// order, each sentence by itself that goes on from the quotation before joined to it.
pub fn alone(text: &Text<'_>, words: &Words, mut found: Vec<Found>) -> Vec<Found> {
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
        if count < LONG || is_title(text, words, *stretch) {
            continue;
        }
        let one = Found { content: vec![*stretch], source: None, cue: Vec::new(), score: 0.0 };
        if !begins(text, words, tokens.start) {
            // She said it was over, but “we will go on”: whose words stand before in the sentence.
            let start = text.tokens[sentence.tokens.start].span.start;
            let within = |one: &&Found| (start..stretch.start).contains(&one.content[0].start);
            let before = found.iter().filter(within).max_by_key(|one| one.content[0].start);
            found.push(Found { source: before.and_then(|one| one.source), score: DOUBTFUL, ..one });
        } else if tokens.end >= sentence.tokens.end.saturating_sub(1) {
            found.push(one);
        }
    }
    found.sort_by_key(|one| one.content[0].start);
    let mut joined: Vec<Found> = Vec::with_capacity(found.len());
    for one in found {
        let loose = one.cue.is_empty() && one.source.is_none() && starts_sentence(text, one.content[0]);
        match joined.last_mut().filter(|before| loose && goes_on(text, before, &one)) {
            Some(before) => before.content.extend(one.content),
            None => joined.push(one),
        }
    }
    joined
}

/// Whether a span begins its sentence.
pub(super) fn starts_sentence(text: &Text<'_>, span: Span) -> bool {
    text.sentence_at(span.start).is_some_and(|at| text.sentences[at].span.start == span.start)
}

/// Whether a quotation without cue and source goes on from the one before: from one paragraph to the next without a
/// mark that closes, or from more than some words held at arm's length, in its paragraph or the next, if not far longer.
fn goes_on(text: &Text<'_>, before: &Found, one: &Found) -> bool {
    let kind = kind_of(text, &before.content);
    let Some(last) = before.content.last().filter(|_| kind != QuotationKind::Indirect) else { return false };
    let paragraph = |at: u32| text.paragraphs.partition_point(|paragraph| paragraph.end < at);
    let gap = paragraph(one.content[0].end) - paragraph(last.end).min(paragraph(one.content[0].end));
    let between = text.tokens_in(Span { start: last.end, end: one.content[0].start.max(last.end) });
    if !text.words(*last).ends_with(['”', '"', '»', '“', '’', '\'']) {
        return gap == 1 && between.is_empty();
    }
    let length = |one: &Found| one.content.iter().map(|span| span.len()).sum::<usize>();
    let sentence = kind == QuotationKind::Direct && text.tokens_in(*last).len() > LONG;
    sentence && gap <= 1 && length(one) <= length(before) * 2
}

/// Whether a token begins its sentence.
fn begins(text: &Text<'_>, words: &Words, at: usize) -> bool {
    text.sentences[words.sentence[at] as usize].tokens.start == at
}

/// A dash and a name after the quotation, and nothing more in the paragraph: “…” — Mara Olvend.
fn name_after(text: &Text<'_>, words: &Words, end: usize) -> Option<(Span, Span)> {
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

/// How far behind a quotation its verb stands at most, in tokens.
const BEHIND: usize = 16;

/// A quotation that goes on after its marks with who says it: “Go home!” the whole crowd shouted. Those whom the tree
/// misleads come here, such as a long description of the speaker.
fn verb_after(text: &Text<'_>, words: &Words, quoted: Range<usize>) -> Option<(Span, Span)> {
    let inner = quoted.clone().rev().find(|at| words.joint[*at] != Joint::Quote)?;
    let sentence = &text.sentences[words.sentence[quoted.end - 1] as usize].tokens;
    let goes_on = matches!(text.tokens[inner].lower.as_str(), "," | "?" | "!" | "…" | "—");
    // Despite her “firm no,” he said: what hangs on a word before is none.
    let before = quoted.start.checked_sub(1).filter(|_| quoted.start != sentence.start);
    let free = before.is_none_or(|before| !text.tokens[before].is_word());
    let title = text.span_of(quoted.clone()).is_none_or(|stretch| is_title(text, words, stretch));
    let short = quoted.clone().filter(|at| text.tokens[*at].is_word()).count() == 1;
    if !goes_on || !free || title && !short || quoted.end >= sentence.end {
        return None;
    }
    let after = quoted.end..sentence.end.min(quoted.end + BEHIND);
    let verb = after.clone().find(|at| text.tokens[*at].tag.is_finite())?;
    let token = &text.tokens[verb];
    if !(is_cue_verb(&token.lemma) || is_voiced(text, verb))
        || words.stretch[quoted.end..verb].iter().any(Option::is_some)
    {
        return None;
    }
    let name = |at: &usize| {
        let tag = text.tokens[*at].tag;
        tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::DT | Tag::PRPS | Tag::POS | Tag::CD | Tag::HYPH)
    };
    let who = |at: &usize| text.tokens[*at].tag.is_noun() || text.tokens[*at].tag.is_pronoun();
    let source = if verb > quoted.end {
        quoted.end..verb
    } else {
        let pronoun = verb + 1 < after.end && text.tokens[verb + 1].tag.is_pronoun();
        verb + 1..(verb + 1..after.end).take_while(name).last().map_or(verb + 1 + usize::from(pronoun), |last| last + 1)
    };
    let joins = source.clone().any(|at| matches!(words.joint[at], Joint::But | Joint::That | Joint::Relative));
    // “We lost,” you know.
    let you = source.len() == 1 && text.tokens[source.start].lower == "you";
    let somebody = !joins && !you && source.clone().any(|at| who(&at)) && words.joint[source.start] != Joint::And;
    somebody.then(|| text.span_of(source)).flatten().map(|source| (token.span, source))
}

/// A verb that attributes before the quotation, with a comma or colon: Olvend boasted, “…” A few words need neither
/// after a verb of voicing or a noun for words: the crowd chanted “Go home”, a sign with the slogan “Go home”.
fn verb_before(text: &Text<'_>, words: &Words, quoted: Range<usize>) -> Option<(Span, Span)> {
    let before = quoted.start.checked_sub(1)?;
    let reads = matches!(text.tokens[before].lower.as_str(), "read" | "reads") && text.tokens[before].tag.is_finite();
    let title = || text.span_of(quoted.clone()).is_some_and(|stretch| is_title(text, words, stretch));
    if is_voiced(text, before) || reads && !title() {
        return voiced(text, words, before);
    }
    let mark = Some(before).filter(|at| matches!(words.joint[*at], Joint::Comma | Joint::Colon))?;
    if let Some(verb) = mark.checked_sub(1).filter(|verb| is_voiced(text, *verb)) {
        return voiced(text, words, verb);
    }
    let sentence = &text.sentences[words.sentence[mark] as usize].tokens;
    let puts = |at: usize| text.tokens[at].lemma == "put" && text.tokens[at + 1].lower == "it";
    let verb = (sentence.start..mark).rev().take(12).find(|at| {
        text.tokens[*at].tag.is_verb()
            && words.stretch[*at].is_none()
            && (is_cue_verb(&text.tokens[*at].lemma) || puts(*at))
    })?;
    if !puts(verb) && quoted.clone().filter(|at| text.tokens[*at].is_word()).count() < LONG - 1 {
        return None;
    }
    let subject = subject(text, words, verb)?;
    let source = text.span_of(words.reach[subject].0..words.reach[subject].1 + 1)?;
    Some((text.tokens[verb].span, source))
}

/// The senators called *the plan “a gift to thieves”*: what somebody names a thing, with the thing, and its tokens.
fn naming(text: &Text<'_>, words: &Words, quoted: Range<usize>, taken: &[bool]) -> Option<(Found, Range<usize>)> {
    let stretch = text.span_of(quoted.clone())?;
    let sentence = &text.sentences[words.sentence[quoted.start] as usize].tokens;
    let names = |at: &usize| {
        let token = &text.tokens[*at];
        token.tag.is_verb() && matches!(token.lemma.as_str(), "call" | "label" | "brand" | "describe" | "dub")
    };
    let verb = (sentence.start..quoted.start).rev().take(THING).find(names)?;
    let thing = verb + 1..quoted.start - usize::from(text.tokens[quoted.start - 1].lower == "as");
    let part = |at: usize| {
        let tag = text.tokens[at].tag;
        let noun = tag.is_noun() || tag.is_adjective() || tag.is_pronoun();
        !taken[at] && words.stretch[at].is_none() && (noun || matches!(tag, Tag::DT | Tag::POS | Tag::PRPS | Tag::CD))
    };
    let whose = text.tokens[quoted.start - 1].tag == Tag::POS;
    if thing.is_empty() || whose || taken[verb] || !thing.clone().all(part) || is_title(text, words, stretch) {
        return None;
    }
    // Without a subject in the tree, the names and nouns right before it.
    let before = |at: &usize| text.tokens[*at].tag.is_noun() || text.tokens[*at].tag == Tag::CC;
    let source = match subject(text, words, verb) {
        Some(subject) => words.reach[subject].0..words.reach[subject].1 + 1,
        None => (sentence.start..verb).rev().take_while(before).last()?..verb,
    };
    let source = text.span_of(source)?;
    let tokens = thing.start..quoted.end;
    let content = vec![text.span_of(tokens.clone())?];
    Some((Found { content, source: Some(source), cue: vec![text.tokens[verb].span], score: SURE }, tokens))
}

/// So near stands the verb that names a thing, in tokens.
const THING: usize = 6;

/// The subject of a verb, or of the verb that it goes on from: *Olvend* left and said, *Olvend* agreed, adding.
fn subject(text: &Text<'_>, words: &Words, verb: usize) -> Option<usize> {
    let goes_on = |at: &usize| matches!(text.tokens[*at].relation, Relation::Conj | Relation::Advcl | Relation::Xcomp);
    let heads = std::iter::successors(Some(verb), |at| goes_on(at).then(|| words.head[*at]));
    heads.take(4).find_map(|verb| words.subject(text, verb))
}

/// Verbs of voicing, and nouns for what is voiced.
fn is_voiced(text: &Text<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    let verb = matches!(
        token.lemma.as_str(),
        "chant" | "shout" | "cry" | "yell" | "scream" | "sing" | "exclaim" | "mutter" | "whisper" | "type" | "utter"
    );
    let noun = matches!(token.lower.as_str(), "slogan" | "motto" | "phrase" | "words" | "mantra" | "chant" | "hashtag");
    verb && token.tag.is_verb() || noun && token.tag.is_noun()
}

/// The verb of voicing at `at`, or the one over the noun for words there, with its subject.
fn voiced(text: &Text<'_>, words: &Words, at: usize) -> Option<(Span, Span)> {
    let verb = std::iter::once(at).chain(words.above(at)).take(3).find(|at| text.tokens[*at].tag.is_verb())?;
    let subject = std::iter::once(verb).chain(words.above(verb)).take(2).find_map(|verb| words.subject(text, verb))?;
    let source = text.span_of(words.reach[subject].0..words.reach[subject].1 + 1)?;
    Some((text.tokens[verb].span, source))
}

/// Whether all longer words begin with a capital and nothing ends a sentence, as in titles of books and films.
pub fn is_title(text: &Text<'_>, words: &Words, stretch: Span) -> bool {
    let tokens = text.tokens_in(stretch);
    let long = tokens.clone().filter(|at| text.tokens[*at].lower.chars().count() > 3 && text.tokens[*at].is_word());
    let (all, capital) = long.fold((0, 0), |(all, capital), at| {
        (all + 1, capital + usize::from(matches!(words.look[at], Look::Capital | Look::Capitals)))
    });
    all > 0 && capital == all
}
