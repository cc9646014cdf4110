//! The words that govern a term by their order alone: leftwards up to the subject, and the predicate behind a term.
//!
//! It needs no tree, and so holds where the parser goes wrong in long sentences; [`super::direction`] compares the two.

use std::ops::Range;

use crate::language::{Relation, Tag};
use crate::model::MentionedIx;
use crate::reading::stances::climb::Climb;
use crate::reading::stances::direction::{COPULAS, Clause, FIRST, Judged, Mention, Subject, TEMPORAL, Way};
use crate::reading::stances::governed::{keeps, lacks};
use crate::reading::stances::lexicon::{Class, Effect, Mark, Place};
use crate::reading::stances::outcomes;

const PRONOUNS: &[&str] =
    &["it", "they", "he", "she", "you", "people", "everyone", "nobody", "this", "which", "who", "those"];
const PREPOSITIONS: &[&str] = &[
    "of",
    "in",
    "with",
    "to",
    "for",
    "from",
    "by",
    "on",
    "at",
    "against",
    "about",
    "between",
    "than",
    "into",
    "over",
    "after",
    "before",
    "under",
    "toward",
    "towards",
    "among",
    "via",
    "despite",
    "near",
    "across",
    "within",
    "per",
    "like",
    "including",
];

/// Verbs that say what something is, with or without "as".
pub(super) const CALLING: &[&str] = &[
    "call",
    "consider",
    "deem",
    "brand",
    "label",
    "declare",
    "pronounce",
    "find",
    "think",
    "believe",
    "view",
    "see",
    "regard",
    "describe",
    "characterise",
    "characterize",
    "denounce",
    "dismiss",
    "hail",
    "treat",
    "portray",
    "present",
];

/// Words over which no word governs.
const EDGES: &[&str] = &[
    ";", ":", "?", ".", "!", "whereas", "although", "though", "because", "if", "unless", "whether", "yet", "while",
    "since",
];

enum Role {
    Subject,
    Other,
}

impl Clause<'_> {
    /// What the order of the words says.
    pub(super) fn walked(&self) -> Option<Judged> {
        let mut judged = self.walked_to()?;
        if let Some((sign, words)) = self.undone().filter(|(_, words)| !judged.words.contains(words)) {
            judged.sign *= sign;
            judged.words.push(words);
        }
        Some(judged)
    }

    /// "demanded that the truce be *scrapped*", "a truce should be cancelled": what is to be done to the term.
    fn undone(&self) -> Option<(i32, Range<usize>)> {
        let top = self.tree.top(&self.term);
        let over = self.tree.head(top).filter(|verb| self.limits.contains(verb) && *verb > self.term.start);
        let verb = match self.tree.relation(top) {
            Relation::NsubjPass => over?,
            // "wants the troops withdrawn", tagged as if they withdrew something
            Relation::Nsubj => over.filter(|verb| self.is_participle(*verb)).or_else(|| self.leaves())?,
            _ => self.leaves()?,
        };
        let mark = self.mark_on(verb).filter(|mark| mark.entry.class == Class::Verb && mark.entry.sign() < 0);
        let words = match mark {
            _ if self.is_leaving(verb) => verb..verb + 1,
            mark => mark?.tokens.clone(),
        };
        let denied = (self.term.end..verb).any(|at| matches!(self.word(at), "not" | "n't" | "never"));
        Some((if denied { 1 } else { -1 }, words))
    }

    /// A past participle without an object, whatever its tag.
    fn is_participle(&self, verb: usize) -> bool {
        let token = &self.text.tokens[verb];
        let past = token.lower != token.lemma && !token.lower.ends_with('s') && !token.lower.ends_with("ing");
        let alone = self.tree.child(verb, &[Relation::Obj, Relation::Aux]).is_none() && verb <= self.term.end + 1;
        past && alone && self.tree.head(verb).is_some_and(|over| self.mark_on(over).is_some())
    }

    fn is_leaving(&self, verb: usize) -> bool {
        matches!(self.lemma(verb), "leave" | "depart" | "withdraw" | "end" | "stop" | "lapse" | "expire")
    }

    /// "called for the troops to *leave*".
    fn leaves(&self) -> Option<usize> {
        let to = (self.term.end..self.limits.end.min(self.term.end + 3)).find(|at| self.word(*at) == "to")?;
        let verb = to + 1;
        let bare = self.limits.contains(&verb) && self.tree.child(verb, &[Relation::Obj]).is_none();
        (bare && self.is_leaving(verb) && self.word(verb) == self.lemma(verb)).then_some(verb)
    }

    /// What the words up to the term say, or what its predicate does.
    fn walked_to(&self) -> Option<Judged> {
        let (mut climb, subject) = self.climb();
        if let Some(mut judged) = self.predicate().filter(|_| climb.attitude.is_none()) {
            judged.sign *= climb.sign;
            judged.words.append(&mut climb.words);
            if judged.subject == Subject::None {
                let subject = match subject {
                    Subject::Actors(_, ref tokens) => {
                        self.tree.relation(self.tree.top(tokens)).is_subject().then_some(subject)
                    }
                    Subject::Other => None,
                    _ => Some(subject),
                };
                judged.subject = subject.unwrap_or(Subject::None);
            }
            return Some(judged);
        }
        let instead =
            climb.attitude.is_none() && climb.turns > 0 && matches!(subject, Subject::Actors(..)) && self.fronted();
        if climb.attitude.is_none() && !climb.neutral && !instead {
            return None;
        }
        let judged = Judged { way: Way::Walked, ..climb.judged(subject) };
        Some(if instead { Judged { distance: 0, ..judged } } else { judged })
    }

    /// Walks left from the term.
    fn climb(&self) -> (Climb, Subject) {
        let mut climb = Climb::default();
        let mut at = self.term.start;
        let mut since = 0;
        let mut crossed = false;
        // The last word taken is a noun that shows an attitude.
        let mut noun = false;
        // It is the subject's own: "his promise".
        let mut own = false;
        let mut suffered = false;
        // The outermost word taken says what ought to be: whoever says it holds it.
        let mut ought = false;
        // What stands beside the innermost word taken, not over it: "halting strikes and negotiating a truce".
        let mut peer = self.peer(self.tree.top(&self.term));
        while at > self.limits.start {
            // "no country can block it"
            let nobody = self.word(at - 1) == "no" && climb.attitude.is_some();
            if nobody && self.tree.head(at - 1).is_some_and(|head| self.tree.relation(head).is_subject()) {
                return (climb, Subject::Other);
            }
            if let Some(mark) = self.mark_ending(at).filter(|mark| {
                since <= 8 && !crossed && self.takes(mark, at) && !peer.is_some_and(|peer| mark.tokens.contains(&peer))
            }) {
                if self.accuses(mark) && since > 1 && climb.attitude.is_none() {
                    return (climb, Subject::Other);
                }
                let start = mark.tokens.start;
                if climb.attitude.is_none() {
                    climb.length = self.term.start - mark.tokens.end;
                }
                climb.take(mark);
                peer = self.peer(self.tree.top(&mark.tokens)).or(peer);
                let modal = mark.entry.place == Place::Modal || lacks(self.lemma(start));
                ought = if mark.entry.sign() == 0 { ought } else { modal };
                let owner = matches!(self.word(start.wrapping_sub(1)), "his" | "her" | "its" | "their");
                noun = mark.entry.class == Class::Noun && mark.entry.sign() != 0 && !owner;
                crossed |= own && mark.entry.class == Class::Verb && mark.entry.effect == Effect::Carries;
                own = mark.entry.class == Class::Noun && mark.entry.sign() > 0 && owner;
                // "were asked to accept it": the subject holds nothing.
                suffered |= mark.entry.class == Class::Verb
                    && self.tree.tag(start) == Tag::VBN
                    && self.tree.child(start, &[Relation::AuxPass]).is_some();
                // "with few accepting it": a subject that is no actor.
                if self.tree.tag(start) == Tag::VBG && self.somebody_ending(start) {
                    return (climb, Subject::Other);
                }
                since = 0;
                at = start;
                continue;
            }
            if let Some(mention) = self.mention_ending(at) {
                // "pressed by X to hold talks"
                let by =
                    mention.tokens.start.checked_sub(1).filter(|by| self.word(*by) == "by" && *by > self.limits.start);
                let passive = by.and_then(|by| self.mark_ending(by)).filter(|mark| {
                    mark.entry.class == Class::Verb
                        && mark.entry.sign() != 0
                        && (mark.entry.place != Place::Clause || self.word(at) == "to")
                });
                if let Some(mark) = passive.filter(|_| since <= 8 && !crossed) {
                    climb.take(mark);
                    return (climb, Subject::Actors(mention.actors.clone(), mention.tokens.clone()));
                }
                let top = self.tree.top(&mention.tokens);
                let may = self.word(mention.tokens.start.wrapping_sub(1)) == "for"
                    && self.word(mention.tokens.end) == "to"
                    && self.mark_ending(mention.tokens.start).is_none_or(|mark| mark.tokens.len() == 1);
                if may && climb.attitude.is_some() {
                    return (climb, Subject::Other);
                }
                if self.is_matter(top) {
                    crossed = true;
                } else if matches!(self.role(mention, climb.attitude.is_some()), Role::Subject) {
                    if suffered {
                        return (climb, Subject::Other);
                    }
                    if !self.pressed(mention.tokens.start) {
                        if ought {
                            return (climb, Subject::None);
                        }
                        if let Some(mark) = self.inverted(mention.tokens.start) {
                            climb.take(mark);
                        }
                        let mut actors = mention.actors.clone();
                        let start = self.coordinated(mention.tokens.start, &mut actors);
                        self.joined(&mention.tokens, &mut actors);
                        return (climb, Subject::Actors(actors, start..mention.tokens.end));
                    }
                }
                // "a source close to X told …": what stands before is another clause, unless it wants that of X.
                let finite = self.text.tokens.get(at).is_some_and(|next| next.tag.is_finite());
                crossed |= finite && !self.pressed(mention.tokens.start);
                since += 1;
                at = mention.tokens.start;
                continue;
            }
            let word = self.word(at - 1);
            if FIRST.contains(&word) {
                return (climb, Subject::First);
            }
            let object = at >= 2 && PREPOSITIONS.contains(&self.word(at - 2));
            if PRONOUNS.contains(&word) && !object && self.tree.relation(at - 1) != Relation::Expl {
                return (climb, Subject::Other);
            }
            let kept = word == "from" && self.tree.head(at - 1).is_some_and(|of| self.kept_from(of).is_some());
            let time = TEMPORAL.contains(&word) && !kept;
            let aside = climb.attitude.is_none() && since <= 4 && (time || matches!(word, "in" | "under"));
            // "opposed the war and called for a truce": what came before "and" is its own affair.
            let next = at + usize::from(self.tree.tag(at).is_adverb() && self.mark_starting(at).is_none());
            let next = next + usize::from(self.tree.relation(next.min(self.term.start)) == Relation::NmodPoss);
            let joint = climb.attitude.is_some()
                && self.mark_starting(next).is_some_and(|mark| mark.entry.sign() != 0)
                && self.tree.tag(next) != Tag::VB;
            crossed |= joint && matches!(word, "and" | "but");
            // "…, as X imposes sanctions": the subject stands before the clause begins, or it has none here.
            let opens = self.tree.relation(at - 1) == Relation::Mark && time;
            if opens && climb.attitude.is_some() {
                break;
            }
            let abbreviates = word == "." && at >= 2 && self.word(at - 2).contains('.');
            if aside || (EDGES.contains(&word) && !abbreviates) || (word == "but" && !joint) {
                break;
            }
            // A list goes on across commas; anything else leaves only the subject to be found.
            crossed |= matches!(word, "," | "—" | "–");
            let token = &self.text.tokens[at - 1];
            let verb = token.tag.is_finite() || token.tag.is_past();
            let acts =
                token.tag.is_verb() && !matches!(token.relation, Relation::Aux | Relation::AuxPass | Relation::Cop);
            if acts && noun && !self.shows(at - 1) && self.mark_ending(at).is_none() {
                return (climb, Subject::Other);
            }
            // "unable to deliver on his promise": what becomes of it changes nothing.
            crossed |= acts && own && (!self.shows(at - 1) || keeps(self.lemma(at - 1)));
            climb.unknown +=
                usize::from(verb && !matches!(token.relation, Relation::Aux | Relation::AuxPass | Relation::Cop));
            climb.weak |= matches!(word, "could" | "may" | "might");
            since += usize::from(token.is_word());
            at -= 1;
            if self.term.start - at > 40 {
                break;
            }
        }
        if climb.turns > 0 && climb.attitude.is_none() && self.fronted() {
            return (climb, self.main_subject());
        }
        (climb, Subject::None)
    }

    /// What turns a clause that begins with it: "*no longer* does X", "*under no circumstances* will X".
    fn inverted(&self, start: usize) -> Option<&Mark> {
        let auxiliary = start.checked_sub(1).filter(|at| self.tree.relation(*at) == Relation::Aux)?;
        self.mark_ending(auxiliary).filter(|mark| mark.entry.effect == Effect::Turns)
    }

    /// The verb that a verb is coordinated with.
    fn peer(&self, at: usize) -> Option<usize> {
        let verb = self.tree.relation(at) == Relation::Conj && self.tree.tag(at).is_verb();
        self.tree.head(at).filter(|_| verb)
    }

    /// Whether a common noun for somebody, or how many they are, ends here and is no actor.
    pub(super) fn somebody_ending(&self, end: usize) -> bool {
        let Some(at) = end.checked_sub(1).filter(|at| *at >= self.limits.start) else { return false };
        let noun =
            matches!(self.tree.tag(at), Tag::NN | Tag::NNS) && !self.is_matter(at) && self.mark_ending(end).is_none();
        (noun || self.tree.tag(at) == Tag::CD) && self.mention_ending(end).is_none()
    }

    /// "Instead of a truce, …".
    fn fronted(&self) -> bool {
        let start = self.limits.start;
        let from = self.term.start.saturating_sub(5).max(start);
        (from..self.term.start).any(|at| matches!(self.word(at), "instead" | "rather") && at <= start + 1)
    }

    pub(super) fn mark_ending(&self, end: usize) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.tokens.end == end && self.free(mark))
    }

    /// "Instead of a truce, X wants …": the subject of the main clause behind the comma.
    fn main_subject(&self) -> Subject {
        let comma = (self.term.end..self.limits.end.min(self.term.end + 10)).find(|at| self.word(*at) == ",");
        comma
            .and_then(|comma| self.mention_starting(comma + 1))
            .map_or(Subject::None, |mention| Subject::Actors(mention.actors.clone(), mention.tokens.clone()))
    }

    /// Whether a word of the lexicon that ends at `end` governs what follows.
    fn takes(&self, mark: &Mark, end: usize) -> bool {
        if self.tree.tag(mark.tokens.start) == Tag::IN && mark.tokens.len() == 1 {
            // "calls for sanctions against Peru and a truce": a preposition governs its own noun phrase alone.
            let own = self.tree.head(mark.tokens.start);
            let top = self.tree.top(&self.term);
            if own.is_some_and(|own| self.guards(own, mark.tokens.start)) {
                return false;
            }
            let above = |at: usize| {
                self.tree
                    .path(at)
                    .into_iter()
                    .take_while(|step| !self.tree.tag(step.at).is_verb() && step.by != Relation::Conj)
            };
            return own == Some(top)
                || above(top).any(|step| own == Some(step.at))
                || own.is_some_and(|own| self.term.contains(&own));
        }
        if mark.entry.class == Class::Verb && self.is_beside(mark) {
            return false;
        }
        match mark.entry.place {
            Place::Object | Place::Both | Place::Modal => true,
            Place::Clause => (end..self.term.start).any(|at| self.word(at) == "to"),
            Place::Thing => self.word(end) != "that",
            // "the importance of a truce", "productive talks".
            Place::Predicate => {
                // A prerequisite for talks is no word on talks.
                let noun = mark.entry.class == Class::Noun;
                mark.entry.class != Class::Verb
                    && (matches!(self.word(end), "that" | "of" | "to") || (!noun && self.word(end) == "for"))
            }
        }
    }

    /// Whether the term only stands beside what a verb takes: "ended the war with a truce", "ignored Peru on tariffs".
    fn is_beside(&self, mark: &Mark) -> bool {
        let verb = self.tree.top(&mark.tokens);
        let top = self.tree.top(&self.term);
        let object = self.tree.child(verb, &[Relation::Obj, Relation::Iobj]);
        let case = self.tree.child(top, &[Relation::Case]).filter(|case| !mark.tokens.contains(case));
        let apart = self.tree.head(top) == Some(verb) && self.tree.relation(top) == Relation::Obl;
        let threat = matches!(self.lemma(verb), "threaten" | "help" | "assist" | "aid" | "press" | "push");
        let ended = self.lemma(verb) == "end" || object.is_some_and(|object| object < top);
        apart
            && !threat
            && ended
            && case
                .is_some_and(|case| matches!(self.word(case), "with" | "on" | "in" | "at" | "from" | "by" | "within"))
            && self.kept_from(top).is_none()
    }

    /// A verb that wants something of the mention stands right before it: "demand that X", "urge X to".
    fn pressed(&self, start: usize) -> bool {
        let before = start.saturating_sub(usize::from(matches!(self.word(start.saturating_sub(1)), "that" | "the")));
        self.mark_ending(before)
            .is_some_and(|mark| matches!(mark.entry.effect, Effect::Favours | Effect::Opposes | Effect::Turns))
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

    /// Adds those that the tree coordinates with a mention.
    fn joined(&self, mention: &Range<usize>, actors: &mut Vec<MentionedIx>) {
        let top = self.tree.top(mention);
        let first = self.tree.head(top).filter(|_| self.tree.relation(top) == Relation::Conj).unwrap_or(top);
        let subject = self.tree.relation(first).is_subject();
        if let (true, Subject::Actors(more, _)) = (subject, self.actors_of(first)) {
            let more: Vec<MentionedIx> = more.into_iter().filter(|actor| !actors.contains(actor)).collect();
            actors.extend(more);
        }
    }

    fn role(&self, mention: &Mention, attitude: bool) -> Role {
        let before = |back: usize| {
            let at = mention.tokens.start.checked_sub(back).filter(|at| *at >= self.limits.start);
            at.map_or("", |at| self.word(at))
        };
        let before = if matches!(before(1), "the" | "both" | "all") { before(2) } else { before(1) };
        // "the belt between X and Y"
        let listed = before == "and" && {
            let first = self.mention_ending(mention.tokens.start - 1).map(|first| first.tokens.start);
            first.is_some_and(|first| first > self.limits.start && PREPOSITIONS.contains(&self.word(first - 1)))
        };
        let end = mention.tokens.end;
        if matches!(self.word(end), "'s" | "'") {
            // "X's call for a truce": X holds what the noun says.
            let noun = (end..end + 4).any(|at| {
                self.mark_starting(at).is_some_and(|mark| mark.entry.class == Class::Noun && mark.entry.sign() != 0)
            });
            return if noun && attitude { Role::Subject } else { Role::Other };
        }
        if before == "not" || listed {
            return Role::Other;
        }
        if PREPOSITIONS.contains(&before) || matches!(self.word(end), "to" | "into" | "for" | "of") {
            return Role::Other;
        }
        let tagged = mention.tokens.clone().any(|at| self.tree.relation(at).is_subject());
        let next = self.text.tokens.get(end);
        let marked = self.mark_starting(end).is_some_and(|mark| mark.entry.class == Class::Verb);
        let verb = marked || next.is_some_and(|next| next.tag.is_verb() || next.tag.is_adverb() || next.tag.is_wh());
        let noun = next.is_some_and(|next| next.tag.is_noun() || next.tag.is_adjective());
        if tagged || verb || !noun { Role::Subject } else { Role::Other }
    }

    /// Whether a verb right before the term gives it what follows as a name: "called the truce unwise".
    fn is_called(&self) -> bool {
        let first = self.text.subtree(self.tree.top(&self.term)).start.min(self.term.start);
        let verb = first.checked_sub(1).filter(|at| self.limits.contains(at) && self.tree.tag(*at).is_verb());
        verb.is_some_and(|at| CALLING.contains(&self.lemma(at)))
    }

    /// "No truce before the elections", as all that is said: no verb of its own follows.
    fn is_refused(&self) -> bool {
        let Some(no) = self.term.start.checked_sub(1).filter(|at| self.limits.contains(at)) else { return false };
        let begins = no == self.limits.start || self.tree.tag(no - 1).is_punctuation();
        let ends = |at: &usize| matches!(self.word(*at), "," | "." | ";" | "until" | "unless" | "before" | "without");
        let mut own = (self.term.end..self.limits.end).take_while(|at| !ends(at));
        self.word(no) == "no" && begins && !own.any(|at| self.tree.tag(at).is_verb() || self.tree.tag(at) == Tag::MD)
    }

    /// How far a word behind the term is, small words not counted.
    fn apart(&self, at: usize) -> usize {
        let small = |at: &usize| {
            matches!(
                self.tree.relation(*at),
                Relation::Aux | Relation::AuxPass | Relation::Cop | Relation::Det | Relation::Advmod | Relation::Punct
            )
        };
        1 + (self.term.end..at).filter(|at| !small(at)).count()
    }

    /// "would help the aggressor": what a verb does to what is wanted or not.
    fn comes_of(&self, verb: usize) -> Option<i32> {
        let object = self.tree.child(verb, &[Relation::Obj])?;
        let sign = outcomes::change(self.lemma(verb)) * outcomes::worth(self.lemma(object));
        (sign != 0).then_some(sign)
    }

    /// What is said of the term when it is the subject.
    fn predicate(&self) -> Option<Judged> {
        if self.is_refused() {
            // That "no" turns it, the walk knows.
            return Some(Judged { speakers: true, ..self.said(1, 0.8, Way::Predicate, Vec::new()) });
        }
        let called = self.is_called();
        let mut sign = 1;
        let mut copula = false;
        let mut words = Vec::new();
        let mut at = self.term.end;
        let stop = self.limits.end.min(self.term.end + if called { 24 } else { 14 });
        while at < stop {
            if let Some(mark) = self.mark_starting(at) {
                let end = mark.tokens.end;
                match (mark.entry.effect, mark.entry.place) {
                    // "no truce without terms was possible": a preposition turns its own noun phrase alone.
                    (Effect::Turns, _) if self.tree.tag(at) != Tag::IN => {
                        sign = -sign;
                        words.push(mark.tokens.clone());
                    }
                    (_, Place::Modal) => {
                        words.push(mark.tokens.clone());
                        let strength = mark.entry.strength;
                        return Some(Judged {
                            speakers: true,
                            distance: self.apart(at),
                            ..self.said(sign, strength, Way::Predicate, words)
                        });
                    }
                    (Effect::Favours | Effect::Opposes | Effect::Acts, Place::Predicate | Place::Both)
                        if copula
                            || (called && !self.text.tokens.get(end).is_some_and(|next| next.tag.is_noun()))
                            || mark.entry.class == Class::Verb
                            || (at.saturating_sub(3)..at).any(|at| self.word(at) == "as") =>
                    {
                        words.push(mark.tokens.clone());
                        let strength = mark.entry.strength;
                        let sign = sign * self.comes_of(at).unwrap_or(mark.entry.sign());
                        let named = (at.saturating_sub(3)..at).any(|at| self.word(at) == "as");
                        // "described as constructive by X"
                        let by =
                            (end..stop.min(end + 6)).find(|at| self.word(*at) == "by").filter(|_| named || !copula);
                        if let Some((actors, range)) = by.and_then(|by| self.listed(by + 1)) {
                            let mut judged = self.said(sign, strength, Way::Agent, words);
                            judged.subject = Subject::Actors(actors, range);
                            return Some(judged);
                        }
                        return Some(Judged {
                            speakers: true,
                            distance: self.apart(at),
                            ..self.said(sign, strength, Way::Predicate, words)
                        });
                    }
                    (Effect::Favours | Effect::Opposes, Place::Object) if !copula && !called => return None,
                    _ => {}
                }
                at = end;
                continue;
            }
            let word = self.word(at);
            copula |= COPULAS.contains(&self.lemma(at));
            if matches!(
                word,
                ";" | ":" | "." | "?" | "who" | "which" | "because" | "but" | "while" | "after" | "before"
            ) {
                break;
            }
            let described = self.text.tokens.get(at + 1).is_some_and(|next| next.tag == Tag::VBN);
            if word == "," && !copula && !described {
                break;
            }
            at += 1;
        }
        None
    }
}
