//! The words of `assets/lexicon/stance-words.tsv` and where a text has them.

use std::ops::Range;
use std::sync::LazyLock;

use crate::language::table::Groups;
use crate::language::{self, Relation, Tag, Text, Token};
use crate::learn::hash;
use crate::model::Basis;

/// What a word does to what it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// "demand", "welcome", "necessary".
    Favours,
    /// "reject", "block", "mistake".
    Opposes,
    /// An act in its favour: "sign", "attend", "supply".
    Acts,
    /// "not", "fail to", "stop short of": turns what stands under it, and shows no stance alone.
    Turns,
    /// "undecided on", "decline to comment".
    Neutral,
    /// "idea of", "plan for": hands on what governs it.
    Carries,
}

/// Where the word stands to what it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It takes it as its object: "demands a truce".
    Object,
    /// It is said of it: "a truce is necessary".
    Predicate,
    /// Either: "prolong the war", "arms prolong the war".
    Both,
    /// It takes it as its object where that is a thing, and only reports a clause: "suggested a truce", "suggested that".
    Thing,
    /// The other way round: "asked Peru to accept a truce", not "asked about a truce".
    Clause,
    /// It says what ought to be, as the one who says it holds: "a truce must come".
    Modal,
}

/// What part of speech an entry is; the same word may have one entry for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Verb,
    Noun,
    Adjective,
    Modal,
    Any,
}

/// A word or phrase that shows a stance.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    lemmas: Vec<&'static str>,
    pub(super) class: Class,
    pub(super) effect: Effect,
    pub(super) strength: f32,
    pub(super) place: Place,
    pub(super) basis: Basis,
}

impl Entry {
    /// Whether it speaks for (1) or against (-1) what it governs, or shows no stance of its own (0).
    pub(super) fn sign(&self) -> i32 {
        match self.effect {
            Effect::Favours | Effect::Acts => 1,
            Effect::Opposes => -1,
            Effect::Turns | Effect::Neutral | Effect::Carries => 0,
        }
    }

    /// Whether it is just this word.
    pub(super) fn is(&self, word: &str) -> bool {
        self.lemmas == [word]
    }

    /// Whether it stands for taking part in something: "join", "attend".
    pub(super) fn takes_part(&self) -> bool {
        self.effect == Effect::Carries && self.basis == Basis::Inferred
    }
}

/// An entry where a text has it.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) tokens: Range<usize>,
    pub(super) entry: &'static Entry,
}

/// By their first word, the longest first.
static ENTRIES: LazyLock<Groups<Entry>> = LazyLock::new(|| {
    let file = include_str!("../../../assets/lexicon/stance-words.tsv");
    let mut entries: Vec<Entry> = file.lines().filter(|line| !line.starts_with('#')).filter_map(parse).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.lemmas.len()));
    entries.into_iter().map(|entry| (hash(entry.lemmas[0]), entry)).collect()
});

fn parse(line: &'static str) -> Option<Entry> {
    let mut columns = line.split('\t');
    let lemmas: Vec<&'static str> = columns.next()?.split(' ').collect();
    let class = match columns.next()? {
        "v" => Class::Verb,
        "n" => Class::Noun,
        "a" => Class::Adjective,
        "m" => Class::Modal,
        "x" => Class::Any,
        _ => return None,
    };
    let effect = match columns.next()? {
        "favours" => Effect::Favours,
        "opposes" => Effect::Opposes,
        "acts" => Effect::Acts,
        "turns" => Effect::Turns,
        "neutral" => Effect::Neutral,
        "carries" => Effect::Carries,
        _ => return None,
    };
    let strength = columns.next()?.parse().ok()?;
    let place = match columns.next()? {
        "object" => Place::Object,
        "predicate" => Place::Predicate,
        "both" => Place::Both,
        "thing" => Place::Thing,
        "clause" => Place::Clause,
        "modal" => Place::Modal,
        _ => return None,
    };
    let basis = match columns.next()? {
        "stated" => Basis::Stated,
        "inferred" => Basis::Inferred,
        _ => return None,
    };
    Some(Entry { lemmas, class, effect, strength, place, basis })
}

/// How a mark speaks among those of its sentence, as a feature: 0 against, 1 neither, 2 for, each turned by what turns it
/// right before; 3 where it turns others, 4 where it leaves open or hands on.
pub(super) fn tone(mark: &Mark, marks: &[Mark]) -> u64 {
    let turned = marks.iter().any(|other| {
        other.entry.effect == Effect::Turns
            && other.tokens.end <= mark.tokens.start
            && mark.tokens.start - other.tokens.end <= 3
    });
    match mark.entry.effect {
        Effect::Turns => 3,
        Effect::Neutral | Effect::Carries => 4,
        _ => (1 + mark.entry.sign() * if turned { -1 } else { 1 }) as u64,
    }
}

/// How many words lie between, as a feature.
pub(super) fn near(reach: usize) -> u64 {
    match reach {
        0..=1 => 0,
        2..=4 => 1,
        5..=9 => 2,
        _ => 3,
    }
}

/// Whether a word is a noun here.
fn nominal(text: &Text<'_>, at: usize) -> bool {
    if at.checked_sub(1).is_some_and(|before| text.tokens[before].tag.is_adjective()) {
        return true;
    }
    let before = at.checked_sub(1).map(|at| text.tokens[at].lower.as_str());
    matches!(
        before,
        Some(
            "the"
                | "a"
                | "an"
                | "his"
                | "her"
                | "their"
                | "its"
                | "our"
                | "my"
                | "your"
                | "'s"
                | "of"
                | "any"
                | "such"
                | "more"
                | "no"
                | "some"
                | "new"
                | "strong"
                | "this"
                | "these"
                | "latest"
                | "'"
        )
    )
}

/// All entries in a stretch of tokens, in order; the longest wins and none overlap.
pub(super) fn marks(text: &Text<'_>, tokens: Range<usize>) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let token = &text.tokens[at];
        let by_lemma = ENTRIES.get(hash(&token.lemma));
        let by_form = if token.lower == token.lemma { &[] } else { ENTRIES.get(hash(&token.lower)) };
        let fits = |entry: &&Entry| {
            let Some(end) = end_of(text, at..tokens.end, entry) else { return false };
            let hyphen =
                |at: Option<usize>| at.and_then(|at| text.tokens.get(at)).is_some_and(|token| token.lower == "-");
            !(entry.class == Class::Verb && (hyphen(at.checked_sub(1)) || hyphen(Some(end))))
                && match entry.class {
                    // "planned talks" shows no will.
                    Class::Verb => {
                        token.tag != Tag::IN
                            && !(token.tag.is_noun() && nominal(text, at))
                            && (token.relation != Relation::Amod || named(text, at))
                    }
                    // "A motion by the opposition to hold a vote" is no opposition to one.
                    Class::Noun => {
                        let does =
                            token.lemma == "opposition" && text.tokens.get(end).is_some_and(|next| next.tag == Tag::VB);
                        (!token.tag.is_verb() || token.tag == Tag::VBG) && !does
                    }
                    // "just one of them" is no praise.
                    Class::Adjective => {
                        let adverb = entry.lemmas.len() == 1 && token.tag.is_adverb();
                        // "an unlikely proposal" is one.
                        let describes = entry.effect == Effect::Turns && token.relation == Relation::Amod;
                        !token.tag.is_finite() && token.tag != Tag::VB && !adverb && !describes
                    }
                    // "their need to" is no "need to".
                    Class::Modal => !(token.tag.is_noun() && nominal(text, at)),
                    Class::Any => true,
                }
        };
        match by_lemma.iter().chain(by_form).filter(fits).reduce(longer) {
            Some(entry) => {
                let end = end_of(text, at..tokens.end, entry).unwrap_or(at + 1);
                found.push(Mark { tokens: at..end, entry });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Where an entry that begins at the first of some tokens ends. Between its words quotation marks may stand, between a verb
/// and its preposition when or how ("called on Monday for", "voted by a wide margin for"), and between a noun and its
/// preposition whose it is ("calls from Peru and Chile for").
fn end_of(text: &Text<'_>, tokens: Range<usize>, entry: &Entry) -> Option<usize> {
    let mut at = tokens.start;
    for (which, lemma) in entry.lemmas.iter().enumerate() {
        let mark = |at: &usize| which > 0 && matches!(text.tokens[*at].lower.as_str(), "“" | "”" | "\"" | "‘" | "’");
        at = (at..tokens.end).find(|at| !mark(at))?;
        if !is(&text.tokens[at], lemma) {
            let parted = which == 1 && entry.lemmas.len() == 2;
            at = match entry.class {
                Class::Verb if parted => preposition(text, tokens.start, at..tokens.end, lemma)?,
                Class::Noun if parted => behind_owner(text, at..tokens.end, lemma)?,
                _ => return None,
            };
        }
        at += 1;
    }
    Some(at)
}

/// The preposition (or "to") of a verb some words behind it, where the verb has no object before; who is warned or asked
/// does not count.
fn preposition(text: &Text<'_>, verb: usize, behind: Range<usize>, word: &str) -> Option<usize> {
    const REACH: usize = 6;
    let lemma = text.tokens[verb].lemma.as_str();
    let addressed = match word {
        "against" => matches!(lemma, "warn" | "caution" | "advise" | "counsel"),
        "for" => matches!(lemma, "ask" | "press" | "push" | "lobby" | "petition" | "beg"),
        _ => false,
    };
    let is_object = |at: usize| {
        let token = &text.tokens[at];
        token.head == verb && matches!(token.relation, Relation::Obj | Relation::Iobj)
    };
    let ends = |at: &usize| {
        let tag = text.tokens[*at].tag;
        let other = tag.is_punctuation() || tag.is_verb() || matches!(tag, Tag::CC | Tag::MD);
        other || (is_object(*at) && !addressed) || (tag == Tag::TO && word != "to")
    };
    let mut within = behind.take(REACH).take_while(|at| !ends(at));
    within.find(|at| {
        let token = &text.tokens[*at];
        let relation = text.tokens[token.head].relation;
        let own = text.tokens[token.head].head == verb
            && matches!(relation, Relation::Obl | Relation::Advmod | Relation::Advcl | Relation::Xcomp);
        // The parser may hang it on whom one warns: "warned the council against a truce".
        let objects = addressed && relation == Relation::Nmod && is_object(text.tokens[token.head].head);
        token.lower == word && matches!(token.relation, Relation::Case | Relation::Mark) && (own || objects)
    })
}

/// The preposition (or "to") of a noun behind the one whose it is: "calls from Peru *for*", "an offer by Peru *to*".
fn behind_owner(text: &Text<'_>, behind: Range<usize>, word: &str) -> Option<usize> {
    const REACH: usize = 8;
    if !matches!(text.tokens[behind.start].lower.as_str(), "from" | "by" | "among") {
        return None;
    }
    let part = |at: &usize| {
        let tag = text.tokens[*at].tag;
        tag.is_noun()
            || tag.is_adjective()
            || matches!(tag, Tag::DT | Tag::CC | Tag::CD | Tag::POS)
            || text.tokens[*at].lower == ","
    };
    let next = behind.skip(1).take(REACH).find(|at| !part(at))?;
    let token = &text.tokens[next];
    (token.lower == word && token.head > next).then_some(next)
}

/// Whether a name stands right before: then even what the parser takes for an attribute is a verb ("Orsk backed …").
fn named(text: &Text<'_>, at: usize) -> bool {
    // The last full stop of "the U.S." is a token of its own.
    let dotted = at >= 2 && text.tokens[at - 1].lower == "." && text.tokens[at - 2].lower.contains('.');
    at.checked_sub(1 + usize::from(dotted)).is_some_and(|before| text.tokens[before].tag.is_proper())
}

fn longer<'a>(a: &'a Entry, b: &'a Entry) -> &'a Entry {
    if b.lemmas.len() > a.lemmas.len() { b } else { a }
}

fn is(token: &Token, lemma: &str) -> bool {
    // A participle may be tagged as an adjective and keep its form: "committed to".
    token.lemma == *lemma
        || token.lower == *lemma
        || (token.tag.is_adjective() && token.lower.ends_with("ed") && language::lemma(&token.lower) == lemma)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicon_is_an_entry() {
        let file = include_str!("../../../assets/lexicon/stance-words.tsv");
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let entry = parse(line).expect(line);
            assert!(ENTRIES.get(hash(entry.lemmas[0])).iter().any(|known| known.lemmas == entry.lemmas), "{line}");
        }
    }

    #[test]
    fn the_longest_phrase_wins() {
        let text = Text::new("They called off the talks and called for a truce.");
        let effects: Vec<Effect> = marks(&text, 0..text.tokens.len()).iter().map(|mark| mark.entry.effect).collect();
        assert_eq!(effects, [Effect::Opposes, Effect::Favours]);
    }
}
