//! Which way a clause turns the issue: the words that govern a term, from the innermost to the outermost.
//!
//! On the path from the term up the dependency tree, each word of the lexicon that governs what stands below it
//! multiplies the sign: "would not rule out a truce" is not(rule out(truce)), twice turned, so support. A term that is
//! itself a subject takes its predicate: "a truce would be a mistake". The first subject above a word that shows an
//! attitude holds it; what stands above that may judge it again ("criticised X for rejecting a truce"). The path ends
//! at the edge of the quotation.

use std::ops::Range;

use crate::language::{Relation, Tag, Text};
use crate::model::{Basis, MentionedIx};
use crate::reading::stances::condition;
use crate::reading::stances::lexicon::{Class, Effect, Mark, Place};
use crate::reading::stances::target::Tone;
use crate::reading::stances::tree::Tree;
use crate::reading::stances::walked::CALLING;

pub(super) const FIRST: &[&str] = &["i", "we", "us", "let"];
/// Words that put what follows aside: a time, not what is spoken of.
pub(super) const TEMPORAL: &[&str] = &[
    "during",
    "after",
    "before",
    "amid",
    "ahead",
    "following",
    "since",
    "until",
    "throughout",
    "despite",
    "at",
    "when",
    "while",
    "once",
    "as",
    "from",
    "by",
    "between",
    "through",
    "via",
];
pub(super) const COPULAS: &[&str] =
    &["be", "become", "remain", "seem", "look", "prove", "sound", "appear", "feel", "stay"];

/// A place of a sentence that refers to actors (several where they are a collective).
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub(super) tokens: Range<usize>,
    pub(super) actors: Vec<MentionedIx>,
}

/// How a judgement was reached; each way has its own reliability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Words above the term in the tree govern it.
    Governed,
    /// Words before the term govern it, by their order alone.
    Walked,
    /// The predicate behind the term, by the order of words alone.
    Predicate,
    /// What somebody is praised or blamed for.
    Blamed,
    /// "rejected by X".
    Agent,
    /// "which X would support", "as X demands", "a move that X rejects".
    Relative,
    /// The tone of the sentence towards a target.
    Toned,
}

/// Who holds it, as far as the clause tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// These actors.
    Actors(Vec<MentionedIx>, Range<usize>),
    /// "I" and "we": whoever speaks.
    First,
    /// A pronoun that leads nowhere: within reported words most likely the speaker.
    Somebody,
    /// Something or somebody that is no actor of the article.
    Other,
    /// The clause has none.
    None,
}

impl Subject {
    /// Whether both may be the same: some actor in common, or one of them names none.
    fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Actors(a, _), Self::Actors(b, _)) => a.iter().any(|actor| b.contains(actor)),
            _ => true,
        }
    }

    /// Takes in the actors of another.
    fn join(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Actors(mine, _), Self::Actors(theirs, _)) => {
                let more: Vec<MentionedIx> = theirs.into_iter().filter(|actor| !mine.contains(actor)).collect();
                mine.extend(more);
            }
            (Self::None | Self::Other | Self::Somebody, other @ (Self::Actors(..) | Self::First)) => *self = other,
            _ => {}
        }
    }
}

/// What a clause says about the issue.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    /// 1 for it, -1 against it.
    pub(super) sign: i32,
    pub(super) neutral: bool,
    pub(super) strength: f32,
    /// Whoever says it holds it: "a truce must come", "a truce is vital".
    pub(super) speakers: bool,
    pub(super) basis: Basis,
    pub(super) way: Way,
    pub(super) subject: Subject,
    /// The words that decided.
    pub(super) words: Vec<Range<usize>>,
    /// Steps or words between the deciding word and the term.
    pub(super) distance: usize,
    /// Verbs on the way that the lexicon does not know.
    pub(super) unknown: usize,
    /// It is made conditional itself: "made a truce conditional on …".
    pub(super) hinges: bool,
    /// "could", "may", "once".
    pub(super) weak: bool,
    /// The tree and the order of the words say the same.
    pub(super) agreed: bool,
}

/// What stands around a term.
pub(super) struct Clause<'a> {
    pub(super) tree: Tree<'a>,
    pub(super) text: &'a Text<'a>,
    pub(super) marks: &'a [Mark],
    pub(super) mentions: &'a [Mention],
    pub(super) term: Range<usize>,
    pub(super) limits: Range<usize>,
}

/// From what score on the tone of a sentence towards a target decides against the words that govern it.
const OVERRULES: f32 = 300.0;
/// From what score on a tone counts as speaking well or ill at all, in the article's own words.
const PLAIN: f32 = 50.0;
/// The same in words that somebody says: who speaks of somebody in public seldom stands nowhere.
const SPOKEN: f32 = -100.0;

impl Clause<'_> {
    pub(super) fn word(&self, at: usize) -> &str {
        self.text.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    pub(super) fn lemma(&self, at: usize) -> &str {
        self.text.tokens.get(at).map_or("", |token| token.lemma.as_str())
    }

    /// Whether a word of the lexicon stands apart from the term: not the "end" before "the war by the end of the year".
    pub(super) fn free(&self, mark: &Mark) -> bool {
        let before = mark.tokens.end <= self.term.start;
        let own = before
            && mark.tokens.end + 2 >= self.term.start
            && mark.entry.class == Class::Verb
            && self.term.clone().any(|at| self.lemma(at) == self.lemma(mark.tokens.start));
        (before && !own) || mark.tokens.start >= self.term.end
    }

    pub(super) fn mark_starting(&self, start: usize) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.tokens.start == start && self.free(mark))
    }

    pub(super) fn mention_ending(&self, end: usize) -> Option<&Mention> {
        self.mentions.iter().filter(|mention| mention.tokens.end == end).max_by_key(|mention| mention.tokens.len())
    }

    pub(super) fn mention_starting(&self, start: usize) -> Option<&Mention> {
        self.mentions.iter().filter(|mention| mention.tokens.start == start).max_by_key(|mention| mention.tokens.len())
    }

    /// All that the clause says about the term, the main judgement first.
    pub(super) fn judge(&self) -> Vec<Judged> {
        let Some(mut found) = self.governed() else { return Vec::new() };
        let walked = self.walked();
        if let Some(walked) = walked {
            let alone = found.iter().all(|judged| judged.way == Way::Blamed);
            match found.iter_mut().find(|judged| judged.subject.meets(&walked.subject)) {
                // Where they disagree the order of the words is right more often.
                Some(judged) if judged.sign != walked.sign => *judged = walked,
                Some(judged) => {
                    judged.agreed = true;
                    judged.subject.join(walked.subject);
                }
                None if alone => found.push(walked),
                None => {}
            }
        }
        if let Some(denial) = self.denied_aside() {
            let unread = |judged: &&mut Judged| {
                !judged.words.contains(&denial) && !matches!(judged.subject, Subject::Actors(..))
            };
            for judged in found.iter_mut().filter(unread) {
                judged.sign = -judged.sign;
                judged.words.push(denial.clone());
            }
        }
        if let Some(turning) = self.turned_behind() {
            for judged in found.iter_mut().filter(|judged| !judged.words.contains(&turning)) {
                judged.sign = -judged.sign;
                judged.words.push(turning.clone());
            }
        }
        for judged in found.iter_mut().filter(|judged| judged.speakers) {
            if let Some(denial) = self.disbelieved().filter(|denial| !judged.words.contains(denial)) {
                judged.sign = -judged.sign;
                judged.words.push(denial);
            }
        }
        for judged in found.iter_mut().filter(|judged| self.is_means(judged)) {
            judged.sign = -judged.sign;
        }
        found.retain(|judged| !self.is_doubted(judged));
        if self.concedes() {
            for judged in found.iter_mut().filter(|judged| judged.sign > 0) {
                judged.neutral = true;
            }
        }
        if found.is_empty() {
            found.extend(self.agents());
        }
        if found.is_empty() {
            found.extend(self.allowed());
        }
        if found.is_empty() {
            found.extend(self.hinged().or_else(|| self.demanded()));
        }
        let judged = !found.is_empty();
        let base = found.first().map_or(1, |judged| judged.sign);
        found.extend(self.relatives(base, judged));
        found
    }

    /// "The talks could go ahead if …", "peacekeepers would not come unless …": with its terms, what may happen is what
    /// the one who says so would accept.
    fn allowed(&self) -> Option<Judged> {
        let top = self.tree.top(&self.term);
        let subject = self.tree.relation(top).is_subject();
        let verb = self.tree.head(top).filter(|verb| subject && self.limits.contains(verb))?;
        let may = self.tree.children(verb).find(|at| {
            let word = self.word(*at);
            self.tree.relation(*at) == Relation::Aux
                && matches!(word, "can" | "could" | "may" | "might" | "will" | "would")
        })?;
        let over: Vec<usize> = vec![top, verb];
        let condition = condition::find(self.text, self.limits.clone(), self.term.clone(), &over)?;
        let opener = condition.of(self.text.text).to_lowercase();
        let denied = self.tree.children(verb).any(|at| matches!(self.word(at), "not" | "n't" | "never"));
        let comes_first = opener.starts_with("unless") || opener.starts_with("until");
        // "would fail if …" is a fear, not an offer.
        let known = self.mark_on(verb).is_none_or(|mark| mark.entry.sign() >= 0);
        (known && denied == comes_first && !opener.starts_with("in ")).then(|| {
            let words = std::iter::once(may..may + 1).collect();
            let mut judged = self.said(if denied { -1 } else { 1 }, 0.7, Way::Governed, words);
            judged.speakers = true;
            judged.distance = 1;
            judged
        })
    }

    /// "a truce proposed by X and Y", "was sanctioned by X", where the words are the term's own.
    fn agents(&self) -> Option<Judged> {
        let mut sign = 1;
        let mut words = Vec::new();
        let mut at = self.term.end;
        // "was sanctioned by X"
        let last = self.term.start;
        if self.term.len() == 1 && self.tree.tag(last) == Tag::VBN && self.word(at) == "by" {
            let (actors, range) = self.listed(at + 1)?;
            let mut judged = self.said(1, 0.7, Way::Agent, std::iter::once(last..at).collect());
            judged.basis = Basis::Inferred;
            judged.subject = Subject::Actors(actors, range);
            return Some(judged);
        }
        while at < self.limits.end.min(self.term.end + 8) {
            if let Some(mark) = self.mark_starting(at) {
                let end = mark.tokens.end;
                words.push(mark.tokens.clone());
                match mark.entry.effect {
                    Effect::Turns => sign = -sign,
                    Effect::Favours | Effect::Opposes | Effect::Acts
                        if mark.entry.class == Class::Verb && self.word(end) == "by" =>
                    {
                        let (actors, range) = self.listed(end + 1)?;
                        let mut judged = self.said(sign * mark.entry.sign(), mark.entry.strength, Way::Agent, words);
                        judged.subject = Subject::Actors(actors, range);
                        return Some(judged);
                    }
                    _ => return None,
                }
                at = end;
                continue;
            }
            if matches!(self.word(at), "," | ";" | ":" | "." | "who" | "which" | "and" | "but") {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Adds how the sentence speaks of a target to what its words say.
    pub(super) fn toned(&self, tone: Option<Tone>, spoken: bool, judgements: &mut Vec<Judged>) {
        let Some(tone) = tone else { return };
        let sign = if tone.side > 0.0 { 1 } else { -1 };
        for judged in judgements.iter_mut() {
            if judged.sign != sign && tone.side.abs() > OVERRULES {
                judged.sign = sign;
            }
            judged.agreed |= judged.sign == sign;
        }
        if !judgements.is_empty() || tone.plain < if spoken { SPOKEN } else { PLAIN } {
            return;
        }
        let mut judged = self.said(sign, 0.7, Way::Toned, Vec::new());
        judged.strength = 0.5 * (tone.side.abs() / 600.0).min(1.0) + 0.5 * (tone.plain / 300.0).clamp(-1.0, 1.0);
        judged.subject = if spoken { Subject::None } else { self.subject_over() };
        judgements.push(judged);
    }

    /// The nearest subject above the term that is not the term itself.
    fn subject_over(&self) -> Subject {
        let top = self.tree.top(&self.term);
        for step in self.tree.path(top) {
            if !self.limits.contains(&step.at) {
                break;
            }
            if let Some(subject) = self.tree.subject(step.at).filter(|subject| !self.term.contains(subject)) {
                let mut below = std::iter::once(top).chain(self.tree.path(top).into_iter().map(|step| step.at));
                if !below.any(|at| at == subject) {
                    return self.actors_of(subject);
                }
            }
        }
        Subject::None
    }

    pub(super) fn said(&self, sign: i32, strength: f32, way: Way, words: Vec<Range<usize>>) -> Judged {
        Judged {
            sign,
            neutral: false,
            strength,
            speakers: false,
            basis: Basis::Stated,
            way,
            subject: Subject::None,
            words,
            distance: 0,
            unknown: 0,
            hinges: false,
            weak: false,
            agreed: false,
        }
    }

    /// The actors of a list "X, Y and most Z" from a token on.
    pub(super) fn listed(&self, from: usize) -> Option<(Vec<MentionedIx>, Range<usize>)> {
        let mut actors: Vec<MentionedIx> = Vec::new();
        let mut at = from;
        let mut end = from;
        while at < self.limits.end {
            let word = self.word(at);
            if let Some(mention) = self.mention_starting(at) {
                for actor in &mention.actors {
                    if !actors.contains(actor) {
                        actors.push(*actor);
                    }
                }
                at = mention.tokens.end;
                end = at;
                continue;
            }
            let filler = matches!(
                word,
                "and"
                    | ","
                    | "or"
                    | "most"
                    | "many"
                    | "the"
                    | "both"
                    | "several"
                    | "its"
                    | "some"
                    | "all"
                    | "as"
                    | "well"
            );
            let title = actors.is_empty() && at < from + 5;
            if !(filler
                || title
                || (at - end <= 3
                    && word.chars().all(char::is_alphabetic)
                    && !COPULAS.contains(&self.lemma(at))
                    && !matches!(word, "who" | "which" | "that" | "after" | "by" | "in")))
            {
                break;
            }
            at += 1;
        }
        (!actors.is_empty()).then_some((actors, from..end))
    }

    /// Those who take a side on the clause behind it: "which X said he would support", "as X demanded", "a move opposed
    /// by X", "a position shared by X".
    fn relatives(&self, base: i32, judged: bool) -> Vec<Judged> {
        let mut found = Vec::new();
        let stop = self.limits.end;
        for at in self.term.end..stop.min(self.term.end + 25) {
            let word = self.word(at);
            if matches!(word, ";" | "." | "?") {
                break;
            }
            let comma = at > 0 && self.word(at - 1) == ",";
            // A noun that takes up the clause, with the participles and relative clauses behind it.
            let multiplied = match self.lemma(at) {
                "position" | "view" | "stance" | "claim" | "opinion" | "line" | "argument" | "assertion"
                | "assessment" => judged.then_some(base),
                "condition" | "demand" | "proposal" | "move" | "idea" | "step" | "plan" | "request" | "suggestion"
                | "concession" | "term" | "offer" | "option" | "measure" | "prospect" => Some(1),
                _ => None,
            };
            let article = at >= 1 && matches!(self.word(at - 1), "a" | "an" | "the");
            if let (Some(multiplied), true) = (
                multiplied,
                article
                    && at >= 2
                    && matches!(self.word(at - 2), "," | "—" | "–" | "backing" | "rejecting" | "echoing"),
            ) {
                found.extend(self.sides(at + 1, multiplied));
                break;
            }
            if comma
                && matches!(word, "as" | "which" | "something")
                && let Some(judged) = self.side_of_subject(at + 1, 1)
            {
                found.push(judged);
                break;
            }
        }
        found
    }

    /// "… shared by X and opposed by Y and Z", "… X says it will never accept" from a token on.
    fn sides(&self, from: usize, base: i32) -> Vec<Judged> {
        let mut found = Vec::new();
        for by in (from..self.limits.end).filter(|at| self.word(*at) == "by") {
            let verb = self.mark_ending(by).filter(|mark| mark.entry.class == Class::Verb && mark.entry.sign() != 0);
            let held = by >= 1
                && (matches!(
                    self.lemma(by - 1),
                    "share" | "hold" | "take" | "voice" | "stake" | "stak" | "echo" | "make" | "express"
                ) || (self.word(by - 1) == "out"
                    && by >= 2
                    && matches!(self.lemma(by - 2), "stake" | "stak" | "set" | "lay")));
            let sign = match (verb, held) {
                (Some(mark), _) => mark.entry.sign(),
                (None, true) => 1,
                (None, false) => continue,
            };
            let first = verb.map_or(by - 1..by, |mark| mark.tokens.clone());
            let Some((actors, range)) = self.listed(by + 1) else { continue };
            let mut judged = self.said(sign * base, 1.0, Way::Relative, vec![first]);
            judged.subject = Subject::Actors(actors, range);
            found.push(judged);
        }
        if found.is_empty() {
            found.extend(self.side_of_subject(from, base));
        }
        found
    }

    /// Whether nothing follows that could be a verb's own object.
    fn stops(&self, at: usize) -> bool {
        let Some(token) = self.text.tokens.get(at).filter(|_| at < self.limits.end) else { return true };
        token.tag.is_punctuation() || token.tag == Tag::IN || token.tag == Tag::CC || token.tag.is_adverb()
    }

    /// A subject and what it does to what was said before: "X says it will never accept", "X has demanded".
    fn side_of_subject(&self, from: usize, base: i32) -> Option<Judged> {
        // "to which X is opposed", "that the X demands"
        let to = usize::from(self.word(from) == "to" && self.word(from + 1) == "which");
        let from = from + to + usize::from(matches!(self.word(from + to), "that" | "which"));
        let from = from + usize::from(self.word(from) == "the" && self.mention_starting(from).is_none());
        self.mention_starting(from)?;
        let (actors, range) = self.listed(from)?;
        let judged = |sign: i32, strength: f32, words: &[Range<usize>]| {
            let mut judged = self.said(sign, strength, Way::Relative, words.to_vec());
            judged.subject = Subject::Actors(actors.clone(), range.clone());
            judged
        };
        let mut sign = base;
        let mut words = Vec::new();
        // Whether what follows is what the subject says of it: "X said was unrealistic", "X called premature".
        let mut called = false;
        let mut at = range.end;
        while at < self.limits.end.min(range.end + 12) {
            if let Some(mark) = self.mark_starting(at) {
                words.push(mark.tokens.clone());
                match (mark.entry.effect, mark.entry.place) {
                    (Effect::Turns, _) => sign = -sign,
                    (Effect::Favours | Effect::Opposes, Place::Object | Place::Both | Place::Thing)
                        if mark.entry.class == Class::Verb && self.stops(mark.tokens.end) =>
                    {
                        return Some(judged(sign * mark.entry.sign(), mark.entry.strength, &words));
                    }
                    (Effect::Favours | Effect::Opposes, Place::Predicate | Place::Both) if called => {
                        return Some(judged(sign * mark.entry.sign(), mark.entry.strength, &words));
                    }
                    _ => {}
                }
                at = mark.tokens.end;
                continue;
            }
            // "to which X is opposed"
            if to > 0 && self.word(at) == "opposed" {
                words.push(at..at + 1);
                return Some(judged(-sign, 1.0, &words));
            }
            called |=
                CALLING.contains(&self.lemma(at)) || matches!(self.lemma(at), "say" | "argue" | "warn" | "insist");
            if matches!(self.word(at), "," | ";" | ".") {
                return None;
            }
            at += 1;
        }
        None
    }
}
