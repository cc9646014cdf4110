//! What the judge sees of the content: its form, what it claims, how it begins, hangs and lies.

use super::super::floating;
use super::super::roles::{CONTENT, Kind};
use super::super::words::{Joint, NOTHING, Words, step};
use super::Candidate;
use crate::language::{Relation, Tag, Text};

/// What is known of the content.
pub(super) struct Content {
    /// Which of the forms below.
    pub(super) form: Form,
    pub(super) claim: Claim,
    /// How much of it stands between quotation marks.
    pub(super) quoted: u64,
    pub(super) title: u64,
    pub(super) first: u64,
    pub(super) first_tag: u64,
    pub(super) length: u64,
    /// Before the cue, after it, or both.
    pub(super) side: u64,
    /// Words between the cue and the nearest of it.
    pub(super) gap: u64,
    pub(super) before_word: u64,
    pub(super) after_word: u64,
    /// The word on which the rest of it hangs.
    pub(super) top: u64,
    pub(super) top_tag: u64,
    /// How that hangs, and whether on the cue.
    pub(super) hang: u64,
    pub(super) complementiser: u64,
    pub(super) spans: u64,
    /// Its share of the sentence.
    pub(super) share: u64,
    pub(super) reaches_end: u64,
    /// Its first verb of will or duty.
    pub(super) modal: u64,
    /// The tag of its first verb with tense.
    pub(super) tense: u64,
    /// The subject of its top.
    pub(super) subject: u64,
}

/// The forms of content, by what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// No content.
    None,
    /// Words between quotation marks.
    Quoted,
    /// Some words between quotation marks.
    QuotedPart,
    /// A clause with tense that hangs on the cue, or on which the cue hangs.
    OwnClause,
    /// Another clause with tense.
    Clause,
    /// "to sign the treaty", on the cue.
    Infinitive,
    /// The same elsewhere.
    FreeInfinitive,
    /// "signing the treaty".
    Gerund,
    /// A thing, on the cue.
    Thing,
    /// The same elsewhere.
    FreeThing,
}

/// The same for how high the bar is: by what a reader takes for somebody's words or thoughts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Claim {
    /// Words between quotation marks.
    Quoted,
    /// A clause with tense, some of it between quotation marks.
    QuotedPart,
    /// A thing or infinitive, some of it between quotation marks.
    QuotedThing,
    /// A clause with tense that hangs on the cue, or on which the cue hangs.
    OwnClause,
    /// Another clause with tense.
    Clause,
    /// "leaving what they had signed": tense only in what goes with another word.
    Described,
    /// "them to sign the treaty".
    Request,
    /// "to sign the treaty".
    Infinitive,
    /// "the treaty", "signing the treaty", on the cue.
    Thing,
    /// The same elsewhere.
    FreeThing,
    /// A few words between quotation marks without tense.
    QuotedWord,
}

impl Content {
    pub(super) fn new(text: &Text<'_>, words: &Words, one: &Candidate) -> Self {
        let content = &one.content;
        let (Some(&first), Some(&last)) = (content.first(), content.last()) else { return Self::none() };
        let has = |at: usize| content.binary_search(&at).is_ok();
        let tops = || content.iter().copied().filter(|at| words.head[*at] == *at || !has(words.head[*at]));
        let wordy = |at: &usize| text.tokens[*at].is_word();
        let top = tops().find(|at| words.head[*at] == one.cue).or_else(|| tops().find(wordy)).unwrap_or(first);
        let on = match words.head[top] {
            head if head == one.cue => 1,
            head if head == top => 2,
            head if head == words.head[one.cue] => 3,
            _ if has(words.head[one.cue]) => 4,
            _ => 5,
        };
        let all = content.iter().filter(|at| wordy(at)).count();
        let quoted = content.iter().filter(|at| words.stretch[**at].is_some() && wordy(at)).count();
        let finite = content.iter().any(|at| text.tokens[*at].tag.is_finite());
        // Whether one of its verbs with tense is not within what describes a noun or goes with another verb.
        let told = |at: &usize| {
            let line = std::iter::once(*at).chain(words.above(*at)).take_while(|at| has(*at) && *at != top);
            text.tokens[*at].tag.is_finite()
                && !line
                    .map(|at| text.tokens[at].relation)
                    .any(|relation| matches!(relation, Relation::Acl | Relation::AclRelcl | Relation::Advcl))
        };
        let token = &text.tokens[top];
        let relative = token.relation == Relation::AclRelcl && on != 1;
        let told = finite && !relative && content.iter().any(told);
        let own = on == 1 && matches!(token.relation, Relation::Ccomp | Relation::Xcomp | Relation::Acl);
        let to = (top.saturating_sub(3)..top).any(|at| has(at) && words.joint[at] == Joint::To);
        let asked = token.tag.is_noun()
            && content.iter().any(|at| {
                let verb = words.head[*at];
                words.joint[*at] == Joint::To
                    && text.tokens[verb].tag == Tag::VB
                    && (words.head[verb] == one.cue || words.head[verb] == top)
            });
        let form = match () {
            () if quoted * 10 >= all * 9 && quoted > 0 => Form::Quoted,
            () if quoted > 0 => Form::QuotedPart,
            () if finite && (own || on == 4) => Form::OwnClause,
            () if finite => Form::Clause,
            () if to && own => Form::Infinitive,
            () if to => Form::FreeInfinitive,
            () if token.tag == Tag::VBG => Form::Gerund,
            () if on == 1 => Form::Thing,
            () => Form::FreeThing,
        };
        let claim = match form {
            Form::Quoted if !told && all < LONG => Claim::QuotedWord,
            Form::Quoted => Claim::Quoted,
            Form::QuotedPart if told => Claim::QuotedPart,
            Form::QuotedPart => Claim::QuotedThing,
            Form::OwnClause if told => Claim::OwnClause,
            Form::Clause if told => Claim::Clause,
            Form::Infinitive | Form::FreeInfinitive => Claim::Infinitive,
            // "that they leave": a clause without tense.
            _ if words.joint[first] == Joint::That && token.tag.is_verb() => Claim::Clause,
            _ if to => Claim::Infinitive,
            _ if asked => Claim::Request,
            _ if finite && !token.tag.is_noun() => Claim::Described,
            _ if finite => Claim::Thing,
            Form::Gerund | Form::Thing => Claim::Thing,
            _ => Claim::FreeThing,
        };
        let stretch = content.iter().find_map(|at| words.stretch[*at]).map(|stretch| text.quoted[stretch as usize]);
        let title = stretch.is_some_and(|stretch| floating::is_title(text, words, stretch));
        let range = &text.sentences[words.sentence[one.cue] as usize].tokens;
        let before = content.iter().rev().find(|at| **at < one.cue);
        let after = content.iter().find(|at| **at > one.cue);
        let gap = before.map_or(99, |at| one.cue - at).min(after.map_or(99, |at| at - one.cue));
        let beyond = one
            .window
            .units
            .iter()
            .zip(&one.labels)
            .any(|(unit, label)| *label == CONTENT && matches!(unit.kind, Kind::Before | Kind::After));
        let inner = content.iter().filter(|at| range.contains(at)).count();
        let complementiser = match words.joint[first] {
            Joint::That => 1,
            Joint::To => 2,
            Joint::But => 3,
            Joint::Relative => 4,
            _ if text.tokens[first].tag.is_wh() => 5,
            _ => 0,
        };
        Self {
            form,
            claim,
            quoted: quoted.min(LONG) as u64 * 8 + (quoted * 5 / all.max(1)) as u64,
            title: u64::from(title),
            first: words.word[first],
            first_tag: words.tag[first],
            length: step(all) * 16 + step(all / 3),
            side: u64::from(before.is_some()) + 2 * u64::from(after.is_some()) + 4 * u64::from(beyond),
            gap: step(gap),
            before_word: words.word_at(first.checked_sub(1), range),
            after_word: words.word_at(Some(last + 1), range),
            top: words.lemma[top],
            top_tag: words.tag[top],
            hang: words.relation[top] * 8 + on,
            complementiser,
            spans: content.windows(2).filter(|pair| pair[0] + 1 < pair[1]).count().min(3) as u64,
            share: (inner * 5 / range.len().max(1)) as u64,
            reaches_end: u64::from(last + 2 >= range.end),
            modal: content.iter().find(|at| text.tokens[**at].tag == Tag::MD).map_or(NOTHING, |at| words.lemma[*at]),
            tense: content.iter().find(|at| text.tokens[**at].tag.is_finite()).map_or(NOTHING, |at| words.tag[*at]),
            subject: words
                .subject(text, top)
                .map_or(NOTHING, |at| if text.tokens[at].tag.is_proper() { 1 } else { words.lemma[at] }),
        }
    }

    const fn none() -> Self {
        Self {
            form: Form::None,
            claim: Claim::FreeThing,
            quoted: 0,
            title: 0,
            first: NOTHING,
            first_tag: NOTHING,
            length: 0,
            side: 0,
            gap: 0,
            before_word: NOTHING,
            after_word: NOTHING,
            top: NOTHING,
            top_tag: NOTHING,
            hang: 0,
            complementiser: 0,
            spans: 0,
            share: 0,
            reaches_end: 0,
            modal: NOTHING,
            tense: NOTHING,
            subject: NOTHING,
        }
    }
}

/// So many words between quotation marks are as good as more.
const LONG: usize = 7;
