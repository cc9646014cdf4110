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
use crate::reading::stances::lexicon::{Class, Effect, Mark, Place};
use crate::reading::stances::target::Tone;
use crate::reading::stances::tree::Tree;

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

    pub(super) fn free(&self, mark: &Mark) -> bool {
        mark.tokens.end <= self.term.start || mark.tokens.start >= self.term.end
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
        let judged = !found.is_empty();
        let base = found.first().map_or(1, |judged| judged.sign);
        found.extend(self.relatives(base, judged));
        found
    }

    /// The participle behind the term that undoes it: "wants the sanctions *lifted*", "to have the ban *annulled*".
    fn turned_behind(&self) -> Option<Range<usize>> {
        let top = self.tree.top(&self.term);
        let first = self.text.subtree(top).start.min(self.term.start);
        let verb = first.checked_sub(1).filter(|at| self.limits.contains(at))?;
        if !matches!(self.lemma(verb), "get" | "have" | "see" | "want" | "need" | "like" | "find" | "keep") {
            return None;
        }
        let ends = |at: &usize| {
            let tag = self.tree.tag(*at);
            tag.is_punctuation() || tag == Tag::MD || tag == Tag::CC || matches!(tag, Tag::VBZ | Tag::VBP | Tag::TO)
        };
        let mut behind = (self.term.end..self.limits.end.min(self.term.end + 5)).take_while(|at| !ends(at));
        let participle = behind.find(|at| matches!(self.tree.tag(*at), Tag::VBN | Tag::VBD))?;
        let mark = self.mark_starting(participle)?;
        (mark.entry.class == Class::Verb && mark.entry.sign() < 0).then(|| mark.tokens.clone())
    }

    /// Whether the word that judges stands against something else, by means of the term or rather than it: "hit the banks
    /// with sanctions"; or for something else: "prefers neutrality to membership".
    fn is_means(&self, judged: &Judged) -> bool {
        let top = self.tree.top(&self.term);
        let case = self.tree.child(top, &[Relation::Case]).map(|case| self.word(case));
        let by = |lemmas: &[&str]| {
            judged.words.iter().any(|words| words.len() == 1 && lemmas.contains(&self.lemma(words.start)))
        };
        match case {
            Some("with") => by(&["hit", "punish", "strike", "target", "slam"]),
            Some("to" | "over") => by(&["prefer"]),
            _ => false,
        }
    }

    /// "denied that X opposes a truce", "does not think X wants one": what is doubted of somebody is not their stance, and
    /// leaves open what is.
    fn is_doubted(&self, judged: &Judged) -> bool {
        let Subject::Actors(_, subject) = &judged.subject else { return false };
        let that = usize::from(matches!(self.word(subject.start.wrapping_sub(1)), "that" | "whether" | "if"));
        let Some(over) = subject.start.checked_sub(1 + that).filter(|at| self.limits.contains(at)) else {
            return false;
        };
        self.disbelief(over).is_some() || matches!(self.lemma(over), "deny" | "doubt" | "dispute" | "refute" | "denial")
    }

    /// The words that deny in "does not think", "no longer believes", of whose verb the place is given.
    fn disbelief(&self, at: usize) -> Option<Range<usize>> {
        if !matches!(self.lemma(at), "think" | "believe" | "expect" | "feel" | "say" | "mean") {
            return None;
        }
        let denies = |child: &usize| matches!(self.word(*child), "not" | "n't" | "never") && *child < at;
        let mark = self.mark_ending(at).filter(|mark| mark.entry.effect == Effect::Turns);
        self.tree.children(at).find(denies).map(|at| at..at + 1).or(mark.map(|mark| mark.tokens.clone()))
    }

    /// The words that deny what is said of the term, where the tree has their verb aside: "X no longer believes a truce
    /// is needed".
    fn denied_aside(&self) -> Option<Range<usize>> {
        let top = self.tree.top(&self.term);
        let first = self.text.subtree(top).start.min(self.term.start);
        let that = usize::from(self.word(first.wrapping_sub(1)) == "that");
        let over = first.checked_sub(1 + that).filter(|at| self.limits.contains(at))?;
        self.disbelief(over).filter(|_| self.tree.path(top).iter().all(|step| step.at != over))
    }

    /// "liked the idea of a truce, but …": what is only granted before another thing is set against it.
    fn concedes(&self) -> bool {
        let start = self.term.start.saturating_sub(8).max(self.limits.start);
        let grants = (start..self.term.start).any(|at| {
            self.tree.tag(at).is_verb()
                && matches!(self.lemma(at), "like" | "understand" | "appreciate" | "respect" | "admire")
        });
        let mut behind = self.term.end..self.limits.end.min(self.term.end + 8);
        grants && behind.any(|at| self.word(at) == "but" && matches!(self.word(at - 1), "," | "—" | "–" | ";"))
    }

    /// "a truce proposed by X and Y", where the words are the term's own.
    fn agents(&self) -> Option<Judged> {
        let mut sign = 1;
        let mut words = Vec::new();
        let mut at = self.term.end;
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
        let from = from + usize::from(matches!(self.word(from), "that" | "which" | "the"));
        let mention = self.mention_starting(from)?;
        let mut sign = base;
        let mut words = Vec::new();
        let mut at = mention.tokens.end;
        while at < self.limits.end.min(mention.tokens.end + 12) {
            if let Some(mark) = self.mark_starting(at) {
                words.push(mark.tokens.clone());
                match (mark.entry.effect, mark.entry.place) {
                    (Effect::Turns, _) => sign = -sign,
                    (Effect::Favours | Effect::Opposes, Place::Object | Place::Both | Place::Thing)
                        if mark.entry.class == Class::Verb && self.stops(mark.tokens.end) =>
                    {
                        let mut judged = self.said(sign * mark.entry.sign(), mark.entry.strength, Way::Relative, words);
                        judged.subject = Subject::Actors(mention.actors.clone(), mention.tokens.clone());
                        return Some(judged);
                    }
                    _ => {}
                }
                at = mark.tokens.end;
                continue;
            }
            if matches!(self.word(at), "," | ";" | ".") {
                return None;
            }
            at += 1;
        }
        None
    }
}

/// What the climb has gathered.
pub(super) struct Climb {
    pub(super) sign: i32,
    pub(super) turns: usize,
    pub(super) neutral: bool,
    pub(super) modal: bool,
    pub(super) weak: bool,
    /// By a word that stands for taking part, which shows little; not to take part shows more.
    pub(super) takes_part: bool,
    /// Strength and basis of the plainest word.
    pub(super) attitude: Option<(f32, Basis)>,
    pub(super) words: Vec<Range<usize>>,
    pub(super) length: usize,
    pub(super) unknown: usize,
}

impl Default for Climb {
    fn default() -> Self {
        Self {
            sign: 1,
            turns: 0,
            neutral: false,
            modal: false,
            weak: false,
            takes_part: false,
            attitude: None,
            words: Vec::new(),
            length: 0,
            unknown: 0,
        }
    }
}

impl Climb {
    pub(super) fn has(&self, mark: &Mark) -> bool {
        self.words.contains(&mark.tokens)
    }

    pub(super) fn take(&mut self, mark: &Mark) {
        let entry = mark.entry;
        match entry.effect {
            Effect::Carries => {
                self.takes_part |= entry.takes_part();
                return;
            }
            Effect::Neutral => self.neutral = true,
            Effect::Turns => {
                self.sign = -self.sign;
                self.turns += 1;
                // "no meeting without a truce"
                if self.turns == 2 && self.attitude.is_none() {
                    self.attitude = Some((1.0, Basis::Stated));
                } else if self.takes_part && self.attitude.is_none() {
                    self.attitude = Some((0.7, Basis::Inferred));
                }
            }
            Effect::Favours | Effect::Opposes | Effect::Acts => {
                self.sign *= entry.sign();
                self.modal |= matches!(entry.place, Place::Modal | Place::Predicate);
                if self.attitude.is_none_or(|(strength, _)| entry.strength > strength) {
                    self.attitude = Some((entry.strength, entry.basis));
                }
            }
        }
        self.words.push(mark.tokens.clone());
    }

    /// Takes in what comes of the term.
    pub(super) fn come(&mut self, sign: i32, verb: usize) {
        self.sign *= sign;
        self.modal = true;
        self.attitude = Some((0.7, Basis::Stated));
        self.words.push(verb..verb + 1);
    }

    pub(super) fn judged(&self, subject: Subject) -> Judged {
        let (strength, basis) = self.attitude.unwrap_or((0.8, Basis::Stated));
        // Who expressly takes no side says so plainly.
        let strength = if self.neutral { 1.0 } else { strength };
        Judged {
            sign: self.sign,
            neutral: self.neutral,
            strength,
            speakers: self.modal && subject == Subject::None,
            basis,
            way: Way::Governed,
            subject,
            words: self.words.clone(),
            distance: self.length,
            unknown: self.unknown,
            weak: self.weak,
            agreed: false,
        }
    }
}
