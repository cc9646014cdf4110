//! Which way a clause turns the issue: the words that govern a term, from the innermost to the outermost.
//!
//! Walking left from the term, each word of the lexicon that governs it multiplies the sign: "would not rule out a
//! truce" is not(rule out(truce)), twice turned, so support. The walk ends at the subject, at the edge of the clause or
//! of the quotation. A term that is itself a subject takes the predicate behind it: "a truce would be a mistake".

use std::ops::Range;

use crate::language::Text;
use crate::model::{Basis, MentionedIx};
use crate::reading::stances::lexicon::{Class, Effect, Mark, Place};

/// A place of a sentence that refers to actors (several where they are a collective).
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub(super) tokens: Range<usize>,
    pub(super) actors: Vec<MentionedIx>,
}

/// How a judgement was reached; each way has its own reliability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Words before the term govern it.
    Governed,
    /// The predicate behind the term.
    Predicate,
    /// "rejected by X".
    Agent,
    /// "which X would support", "as X demands", "a move that X rejects".
    Relative,
    /// Only the nearest word with a side.
    Nearest,
}

/// Who holds it, as far as the clause tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// These actors.
    Actors(Vec<MentionedIx>, Range<usize>),
    /// "I" and "we": whoever speaks.
    First,
    /// Something or somebody that is no actor of the article.
    Other,
    /// The clause has none.
    None,
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
    /// Words between the deciding word and the term.
    pub(super) distance: usize,
}

/// What stands around a term.
pub(super) struct Clause<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) marks: &'a [Mark],
    pub(super) mentions: &'a [Mention],
    pub(super) term: Range<usize>,
    pub(super) limits: Range<usize>,
}

const FIRST: &[&str] = &["i", "we", "us", "let"];
const PRONOUNS: &[&str] = &["it", "they", "he", "she", "you", "people", "everyone", "nobody", "this", "which", "who", "those"];
const PREPOSITIONS: &[&str] = &[
    "of", "in", "with", "to", "for", "from", "by", "on", "at", "against", "about", "between", "than", "into", "over",
    "after", "before", "under", "toward", "towards", "among", "via", "despite", "on", "near", "across", "within", "per", "like",
];
const COPULAS: &[&str] = &["be", "become", "remain", "seem", "look", "prove", "sound", "appear", "feel", "stay"];

impl Clause<'_> {
    fn word(&self, at: usize) -> &str {
        self.text.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    fn lemma(&self, at: usize) -> &str {
        self.text.tokens.get(at).map_or("", |token| token.lemma.as_str())
    }

    fn free(&self, mark: &Mark) -> bool {
        mark.tokens.end <= self.term.start || mark.tokens.start >= self.term.end
    }

    fn mark_ending(&self, end: usize) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.tokens.end == end && self.free(mark))
    }

    fn mark_starting(&self, start: usize) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.tokens.start == start && self.free(mark))
    }

    fn mention_ending(&self, end: usize) -> Option<&Mention> {
        self.mentions.iter().filter(|mention| mention.tokens.end == end).max_by_key(|mention| mention.tokens.len())
    }

    fn mention_starting(&self, start: usize) -> Option<&Mention> {
        self.mentions.iter().filter(|mention| mention.tokens.start == start).max_by_key(|mention| mention.tokens.len())
    }

    /// All that the clause says about the term, the main judgement first.
    pub(super) fn judge(&self) -> Vec<Judged> {
        let mut found = Vec::new();
        let mut climb = self.climb();
        let predicate = self.predicate();
        match predicate {
            Some(mut judged) if climb.attitude.is_none() => {
                judged.sign *= climb.sign;
                judged.words.append(&mut climb.words);
                if judged.subject == Subject::None {
                    judged.subject = climb.subject.clone();
                }
                found.push(judged);
            }
            _ => found.extend(climb.judged()),
        }
        let base = found.first().map_or(1, |judged| judged.sign);
        found.extend(self.relatives(base));
        found
    }

    /// The nearest word with a side, with the first actor of the clause as its subject.
    pub(super) fn nearest(&self) -> Option<Judged> {
        let reach = |mark: &Mark| {
            if mark.tokens.end <= self.term.start {
                self.term.start - mark.tokens.end
            } else {
                2 * (mark.tokens.start - self.term.end)
            }
        };
        let inside = |mark: &&Mark| self.limits.contains(&mark.tokens.start) && self.free(mark) && mark.entry.sign() != 0;
        let mark = self.marks.iter().filter(inside).filter(|mark| reach(mark) <= 14).min_by_key(|mark| reach(mark))?;
        let mut sign = mark.entry.sign();
        let mut words = vec![mark.tokens.clone()];
        for other in self.marks.iter().filter(|other| other.entry.effect == Effect::Turns) {
            if other.tokens.end <= mark.tokens.start && mark.tokens.start - other.tokens.end <= 4 {
                sign = -sign;
                words.push(other.tokens.clone());
            }
        }
        let mut judged = self.said(sign, mark.entry.strength, Way::Nearest, false, words, reach(mark));
        judged.subject = self
            .mentions
            .iter()
            .filter(|mention| self.limits.contains(&mention.tokens.start) && mention.tokens.end <= mark.tokens.start.min(self.term.start))
            .rfind(|mention| matches!(self.role(mention, true), Role::Subject))
            .map_or(Subject::None, |mention| Subject::Actors(mention.actors.clone(), mention.tokens.clone()));
        Some(judged)
    }

    /// Walks left from the term.
    fn climb(&self) -> Climb {
        let mut climb = Climb::default();
        let mut at = self.term.start;
        let mut since = 0;
        let mut crossed = false;
        while at > self.limits.start {
            if let Some(mark) = self.mark_ending(at).filter(|_| since <= 7 && !crossed) {
                if self.governs(mark, at) {
                    climb.take(mark, self.term.start - mark.tokens.end);
                    since = 0;
                }
                at = mark.tokens.start;
                continue;
            }
            if let Some(mention) = self.mention_ending(at) {
                match self.role(mention, climb.attitude.is_some()) {
                    Role::Subject => {
                        let attitude = climb.attitude.is_some() || climb.turns >= 2;
                        let pressed = self.pressed(mention.tokens.start);
                        if attitude || !pressed {
                            if climb.subject == Subject::None {
                                let mut actors = mention.actors.clone();
                                let start = self.coordinated(mention.tokens.start, &mut actors);
                                climb.subject = Subject::Actors(actors, start..mention.tokens.end);
                            }
                            break;
                        }
                    }
                    Role::Other => {}
                }
                since += 1;
                at = mention.tokens.start;
                continue;
            }
            let word = self.word(at - 1);
            if FIRST.contains(&word) && climb.subject == Subject::None {
                climb.subject = Subject::First;
                break;
            }
            if PRONOUNS.contains(&word) && at < self.term.start && !PREPOSITIONS.contains(&self.word(at.saturating_sub(2))) {
                climb.subject = Subject::Other;
                break;
            }
            match word {
                ";" | ":" | "?" | "." | "!" | "while" | "whereas" | "although" | "though" | "because" | "if" | "unless"
                | "but" | "yet" | "when" | "since" | "as" => break,
                "," | "—" | "–" | "-" => {
                    // A list goes on across commas; anything else leaves only the subject to be found.
                    crossed = true;
                }
                _ => {}
            }
            since += usize::from(self.text.tokens[at - 1].is_word());
            at -= 1;
            if self.term.start - at > 40 {
                break;
            }
        }
        if climb.subject == Subject::None && climb.instead {
            climb.subject = self.main_subject();
        }
        climb
    }

    /// "Instead of a truce, X wants …": the subject of the main clause behind the comma.
    fn main_subject(&self) -> Subject {
        let comma = (self.term.end..self.limits.end.min(self.term.end + 10)).find(|at| self.word(*at) == ",");
        comma
            .and_then(|comma| self.mention_starting(comma + 1))
            .map_or(Subject::None, |mention| Subject::Actors(mention.actors.clone(), mention.tokens.clone()))
    }

    /// Whether a word of the lexicon that ends at `end` governs what follows.
    fn governs(&self, mark: &Mark, end: usize) -> bool {
        match mark.entry.place {
            Place::Object | Place::Modal => true,
            // "the importance of a truce", "productive talks".
            Place::Predicate => {
                end == self.term.start
                    || matches!(self.word(end), "that" | "of" | "for" | "to")
                    || (self.word(end) == "the" && end + 1 == self.term.start)
            }
        }
    }

    /// A verb that wants something of the mention stands right before it: "demand that X", "urge X to".
    fn pressed(&self, start: usize) -> bool {
        let before = start.saturating_sub(usize::from(matches!(self.word(start.saturating_sub(1)), "that" | "the")));
        self.mark_ending(before).is_some_and(|mark| matches!(mark.entry.effect, Effect::Favours | Effect::Opposes | Effect::Turns))
    }

    /// Adds the members of "X, Y and Z" before a mention and returns where the list starts.
    fn coordinated(&self, start: usize, actors: &mut Vec<MentionedIx>) -> usize {
        let mut start = start;
        while start > self.limits.start {
            let mut end = start - 1;
            if !matches!(self.word(end), "and" | "," | "or") {
                break;
            }
            if self.word(end) != "," && end > 0 && self.word(end - 1) == "," {
                end -= 1;
            }
            let comma = self.word(end) == ",";
            let Some(mention) = self.mention_ending(end) else { break };
            let object = PREPOSITIONS.contains(&self.word(mention.tokens.start.wrapping_sub(1)));
            if object || (comma && actors.len() < 2 && self.word(start - 1) == ",") {
                break;
            }
            for actor in &mention.actors {
                if !actors.contains(actor) {
                    actors.push(*actor);
                }
            }
            start = mention.tokens.start;
        }
        start
    }

    fn role(&self, mention: &Mention, attitude: bool) -> Role {
        let before = mention.tokens.start.checked_sub(1).filter(|at| *at >= self.limits.start).map_or("", |at| self.word(at));
        let determiner = matches!(before, "the" | "both" | "all");
        let before = if determiner && mention.tokens.start >= 2 { self.word(mention.tokens.start - 2) } else { before };
        let after = self.word(mention.tokens.end);
        if after == "'s" || after == "'" {
            // "X's call for a truce": X holds what the noun says.
            let noun = (mention.tokens.end..mention.tokens.end + 4).any(|at| {
                self.mark_starting(at).is_some_and(|mark| mark.entry.class == Class::Noun && mark.entry.effect != Effect::Carries)
            });
            return if noun && attitude { Role::Subject } else { Role::Other };
        }
        if PREPOSITIONS.contains(&before) || matches!(after, "to" | "into" | "for" | "of") {
            return Role::Other;
        }
        Role::Subject
    }

    /// What is said of the term when it is the subject.
    fn predicate(&self) -> Option<Judged> {
        let mut sign = 1;
        let mut copula = false;
        let mut words = Vec::new();
        // "no truce is possible"
        if matches!(self.word(self.term.start.wrapping_sub(1)), "no") && self.term.start > self.limits.start {
            sign = -sign;
        }
        let mut at = self.term.end;
        let stop = self.limits.end.min(self.term.end + 14);
        while at < stop {
            if let Some(mark) = self.mark_starting(at) {
                let end = mark.tokens.end;
                match (mark.entry.effect, mark.entry.place) {
                    (Effect::Turns, _) => {
                        sign = -sign;
                        words.push(mark.tokens.clone());
                    }
                    (_, Place::Modal) => {
                        words.push(mark.tokens.clone());
                        let strength = mark.entry.strength;
                        return Some(self.said(sign, strength, Way::Predicate, true, words, at - self.term.end));
                    }
                    (Effect::Favours | Effect::Opposes, Place::Predicate)
                        if copula || mark.entry.class == Class::Verb || self.word(at - 1) == "as" =>
                    {
                        words.push(mark.tokens.clone());
                        let strength = mark.entry.strength;
                        let sign = sign * mark.entry.sign();
                        return Some(self.said(sign, strength, Way::Predicate, true, words, at - self.term.end));
                    }
                    (Effect::Favours | Effect::Opposes | Effect::Acts, Place::Object)
                        if mark.entry.class == Class::Verb && self.word(end) == "by" =>
                    {
                        let (actors, range) = self.listed(end + 1)?;
                        words.push(mark.tokens.clone());
                        let sign = sign * mark.entry.sign();
                        let mut judged = self.said(sign, mark.entry.strength, Way::Agent, false, words, at - self.term.end);
                        judged.subject = Subject::Actors(actors, range);
                        return Some(judged);
                    }
                    (Effect::Favours | Effect::Opposes, Place::Object) if !copula => return None,
                    _ => {}
                }
                at = end;
                continue;
            }
            let word = self.word(at);
            copula |= COPULAS.contains(&self.lemma(at));
            if matches!(word, ";" | ":" | "." | "?" | "who" | "which" | "because" | "but" | "while" | "after" | "before") {
                break;
            }
            if word == "," && !copula {
                break;
            }
            at += 1;
        }
        None
    }

    fn said(&self, sign: i32, strength: f32, way: Way, speakers: bool, words: Vec<Range<usize>>, distance: usize) -> Judged {
        Judged {
            sign,
            neutral: false,
            strength,
            speakers,
            basis: Basis::Stated,
            way,
            subject: Subject::None,
            words,
            distance,
        }
    }

    /// The actors of a list "X, Y and most Z" from a token on.
    fn listed(&self, from: usize) -> Option<(Vec<MentionedIx>, Range<usize>)> {
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
            let filler = matches!(word, "and" | "," | "or" | "most" | "many" | "the" | "both" | "several" | "its" | "some" | "all" | "as" | "well");
            let title = actors.is_empty() && at < from + 5;
            if !(filler || title || (at - end <= 3 && word.chars().all(char::is_alphabetic) && !COPULAS.contains(&self.lemma(at)) && !matches!(word, "who" | "which" | "that" | "after" | "by" | "in"))) {
                break;
            }
            at += 1;
        }
        (!actors.is_empty()).then_some((actors, from..end))
    }

    /// Those who take a side on the clause behind it: "which X said he would support", "as X demanded", "a move opposed
    /// by X", "a position shared by X".
    fn relatives(&self, base: i32) -> Vec<Judged> {
        let mut found = Vec::new();
        let stop = self.limits.end;
        for at in self.term.end..stop {
            let word = self.word(at);
            if matches!(word, ";" | "." | "?") {
                break;
            }
            let comma = at > 0 && self.word(at - 1) == ",";
            // A noun that takes up the clause, with the participles and relative clauses behind it.
            let multiplied = match self.lemma(at) {
                "position" | "view" | "stance" | "claim" | "opinion" | "line" | "argument" | "assertion" | "assessment" => Some(base),
                "condition" | "demand" | "proposal" | "move" | "idea" | "step" | "plan" | "request" | "suggestion" | "concession" | "term"
                | "offer" | "option" | "measure" | "prospect" => Some(1),
                _ => None,
            };
            let article = at >= 1 && matches!(self.word(at - 1), "a" | "an" | "the");
            if let (Some(multiplied), true) = (multiplied, article && at >= 2 && matches!(self.word(at - 2), "," | "—" | "–" | "backing" | "rejecting" | "echoing")) {
                found.extend(self.sides(at + 1, multiplied));
                break;
            }
            if comma && matches!(word, "as" | "which" | "something") && let Some(judged) = self.side_of_subject(at + 1, 1) {
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
                && (matches!(self.lemma(by - 1), "share" | "hold" | "take" | "voice" | "stake" | "stak" | "echo" | "make" | "express")
                    || (self.word(by - 1) == "out" && by >= 2 && matches!(self.lemma(by - 2), "stake" | "stak" | "set" | "lay")));
            let sign = match (verb, held) {
                (Some(mark), _) => mark.entry.sign(),
                (None, true) => 1,
                (None, false) => continue,
            };
            let first = verb.map_or(by - 1..by, |mark| mark.tokens.clone());
            let Some((actors, range)) = self.listed(by + 1) else { continue };
            let mut judged = self.said(sign * base, 0.9, Way::Relative, false, vec![first], 0);
            judged.subject = Subject::Actors(actors, range);
            found.push(judged);
        }
        if found.is_empty() {
            found.extend(self.side_of_subject(from, base));
        }
        found
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
                    (Effect::Favours | Effect::Opposes, Place::Object) => {
                        let mut judged = self.said(sign * mark.entry.sign(), mark.entry.strength, Way::Relative, false, words, 0);
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

enum Role {
    Subject,
    Other,
}

/// What the walk has gathered.
struct Climb {
    sign: i32,
    turns: usize,
    neutral: bool,
    modal: bool,
    instead: bool,
    attitude: Option<(f32, Basis, usize)>,
    words: Vec<Range<usize>>,
    subject: Subject,
}

impl Default for Climb {
    fn default() -> Self {
        Self {
            sign: 1,
            turns: 0,
            neutral: false,
            modal: false,
            instead: false,
            attitude: None,
            words: Vec::new(),
            subject: Subject::None,
        }
    }
}

impl Climb {
    fn take(&mut self, mark: &Mark, distance: usize) {
        let entry = mark.entry;
        match entry.effect {
            Effect::Carries => return,
            Effect::Neutral => self.neutral = true,
            Effect::Turns => {
                self.sign = -self.sign;
                self.turns += 1;
                self.instead |= mark.tokens.len() == 2;
                if self.turns == 2 && self.attitude.is_none() {
                    self.attitude = Some((0.7, Basis::Stated, distance));
                }
            }
            Effect::Favours | Effect::Opposes | Effect::Acts => {
                self.sign *= entry.sign();
                self.modal |= entry.place == Place::Modal || entry.place == Place::Predicate;
                if entry.place == Place::Object {
                    self.modal = false;
                }
                // The strongest word tells how plain the stance is.
                let better = self.attitude.is_none_or(|(strength, _, _)| entry.strength > strength);
                if better {
                    let nearest = self.attitude.map_or(distance, |(_, _, distance)| distance);
                    self.attitude = Some((entry.strength, entry.basis, nearest));
                }
            }
        }
        self.words.push(mark.tokens.clone());
    }

    fn judged(self) -> Option<Judged> {
        let (strength, basis, distance) = match self.attitude {
            Some(attitude) => attitude,
            None if self.neutral => (0.8, Basis::Stated, 0),
            // "instead of a truce, X …"
            None if self.instead && self.subject != Subject::None => (0.6, Basis::Stated, 0),
            None => return None,
        };
        Some(Judged {
            sign: self.sign,
            neutral: self.neutral,
            strength,
            speakers: self.modal,
            basis,
            way: Way::Governed,
            subject: self.subject,
            words: self.words,
            distance,
        })
    }
}
