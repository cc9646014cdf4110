//! The words that govern a term along the path up the dependency tree.

use crate::language::{Relation, Tag};
use crate::model::{Basis, MentionedIx};
use crate::reading::issues::is_somebody;
use crate::reading::stances::direction::{Clause, Climb, FIRST, Judged, Subject, TEMPORAL, Way};
use crate::reading::stances::lexicon::{Class, Effect, Mark, Place};
use crate::reading::stances::outcomes;
use crate::reading::stances::tree::Step;

/// Prepositions that can lead to what a word is about.
const FITTING: &[&str] = &["of", "for", "to", "on", "about", "against", "over", "with", "that", "towards", "toward"];
/// Verbs by which one shows or does what a noun says: "voiced support for". With any other verb the attitude that a noun
/// names is not its subject's ("spoke about the demand for").
const SHOWING: &[&str] = &[
    "be",
    "have",
    "make",
    "issue",
    "voice",
    "express",
    "give",
    "lend",
    "show",
    "signal",
    "state",
    "declare",
    "announce",
    "reaffirm",
    "reiterate",
    "repeat",
    "renew",
    "restate",
    "confirm",
    "affirm",
    "underline",
    "underscore",
    "stress",
    "emphasise",
    "emphasize",
    "put",
    "present",
    "submit",
    "table",
    "forward",
    "float",
    "advance",
    "maintain",
    "keep",
    "hold",
    "retain",
    "harbour",
    "harbor",
    "feel",
    "see",
    "find",
    "deliver",
    "launch",
    "mount",
    "lead",
    "join",
    "echo",
    "add",
    "throw",
    "raise",
    "register",
    "lodge",
    "note",
    "pledge",
    "promise",
    "propose",
    "set",
    "draw",
    "outline",
    "send",
    "take",
    "extend",
    "pursue",
    "step",
    "intensify",
    "begin",
    "start",
    "continue",
    "do",
    "share",
    "publish",
    "say",
];
/// Verbs of which the term may be the subject without doing anything.
const PASSING: &[&str] =
    &["be", "take", "continue", "begin", "start", "resume", "come", "happen", "hold", "go", "remain", "last", "occur"];

/// Verbs of coming together; "for" leads to what one comes for.
const COMING: &[&str] = &["return", "travel", "arrive", "come", "go", "fly", "meet", "gather", "convene", "assemble"];

/// Verbs that with "must" or "should" say that what they take is wanted.
const REACHING: &[&str] = &[
    "reach",
    "achieve",
    "get",
    "find",
    "work",
    "move",
    "focus",
    "consider",
    "create",
    "establish",
    "bring",
    "allow",
    "meet",
    "use",
    "act",
    "help",
    "face",
];
/// Nouns that have a topic and are not for or against it: "a referendum on", "the debate about".
const TOPICAL: &[&str] = &[
    "referendum",
    "vote",
    "debate",
    "discussion",
    "decision",
    "question",
    "report",
    "study",
    "inquiry",
    "hearing",
    "news",
    "information",
    "article",
    "speech",
    "book",
    "data",
    "poll",
    "survey",
    "statement",
    "remark",
    "comment",
    "talk",
    "conversation",
    "details",
    "detail",
    "update",
    "consultation",
];
/// Verbs that make of what they take a means to something else.
const USING: &[&str] = &["use", "leverage", "exploit", "employ", "utilise", "utilize", "misuse"];

/// What needs something by these is a matter, and whoever says so holds it: "peace requires talks".
const NEEDING: &[&str] = &["require", "need", "necessitate", "demand", "deserve", "warrant", "call"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Around {
    Fine,
    /// The clause stands aside: a time, a condition, a question.
    Aside,
    /// What somebody might do.
    Supposed,
}

impl Clause<'_> {
    /// What the words above the term in the tree say; `None` where they put it aside whatever the order of words says.
    pub(super) fn governed(&self) -> Option<Vec<Judged>> {
        let mut found: Vec<Judged> = Vec::new();
        let mut climb = Climb::default();
        let top = self.tree.top(&self.term);
        match self.around(top, &mut climb) {
            Around::Fine => {}
            Around::Aside => return Some(found),
            Around::Supposed => return None,
        }
        let mut below = top;
        // Whether a word that shows an attitude has come since the last holder.
        let mut owned = false;
        // The last word that shows one is a noun that nobody owns yet.
        let mut noun = false;
        if climb.attitude.is_none() && climb.turns == 0 && self.does(top) {
            climb.attitude = Some((0.6, Basis::Inferred));
            climb.words.push(top..top + 1);
        }
        let mut fresh = climb.attitude.is_some();
        if fresh && let Some(subject) = self.tree.subject(top).filter(|subject| !self.term.contains(subject)) {
            found.push(climb.judged(self.actors_of(subject)));
            fresh = false;
        }
        for step in self.tree.path(top) {
            if !self.limits.contains(&step.at) {
                break;
            }
            let had = climb.attitude.is_some();
            // It weighs what its own subject does; whoever says it holds it.
            let mut weighs = false;
            if self.is_topic(step, below) || (step.by == Relation::Obj && USING.contains(&self.lemma(step.at))) {
                return None;
            }
            if step.by != Relation::Conj {
                let modal = climb.modal;
                let mark = self.mark_on(step.at).filter(|mark| !climb.has(mark));
                let governs = mark.is_some_and(|mark| self.governs(mark, step, below));
                if let Some(sign) = self.outcome(step).filter(|_| climb.attitude.is_none()) {
                    climb.come(sign, step.at);
                    fresh = true;
                    weighs = true;
                } else if let (Some(mark), true) = (mark, governs) {
                    if !had && self.accuses(mark) && self.blames(step, below) {
                        return Some(found);
                    }
                    if had && fresh && self.blames(step, below) {
                        // What an adversary blames somebody for is no stance of theirs; what they are praised for is.
                        let praised = mark.entry.sign() > 0;
                        let blamed = self
                            .tree
                            .child(step.at, &[Relation::Obj])
                            .filter(|_| praised)
                            .map(|object| self.actors_of(object));
                        found.extend(blamed.map(|subject| Judged { way: Way::Blamed, ..climb.judged(subject) }));
                    }
                    climb.take(mark);
                    noun = mark.entry.class == Class::Noun && mark.entry.sign() != 0 && !self.owned(step.at);
                    fresh |= mark.entry.sign() != 0 || mark.entry.effect == Effect::Neutral;
                    weighs = match mark.entry.place {
                        Place::Object if NEEDING.contains(&self.lemma(step.at)) => {
                            let subject = self.tree.subject(step.at);
                            subject.is_none_or(|at| matches!(self.actors_of(at), Subject::Other))
                        }
                        Place::Object | Place::Thing | Place::Clause => false,
                        Place::Predicate | Place::Modal => true,
                        Place::Both => step.by == Relation::Nsubj,
                    };
                }
                if climb.attitude.is_none() && self.comes_for(step, below) {
                    climb.attitude = Some((0.6, Basis::Inferred));
                    climb.words.push(step.at..step.at + 1);
                    fresh = true;
                }
                let turns = climb.turns;
                match self.around(step.at, &mut climb) {
                    Around::Fine => {}
                    Around::Aside => return Some(found),
                    Around::Supposed => return None,
                }
                // "never voiced his support": the owner does not.
                if owned && climb.turns > turns && self.shows(step.at) {
                    for judged in &mut found {
                        judged.sign = -judged.sign;
                    }
                }
                if climb.modal && !modal {
                    fresh = true;
                    weighs = true;
                }
                if !governs && !weighs && mark.is_none_or(|mark| mark.entry.effect != Effect::Carries) {
                    if noun && self.tree.tag(step.at).is_verb() && !self.shows(step.at) {
                        return Some(found);
                    }
                    // A term that does something itself, or an attitude towards something else.
                    let apart = climb.attitude.is_none()
                        && (step.by.is_subject() || mark.is_some_and(|mark| mark.entry.sign() != 0));
                    if apart && !PASSING.contains(&self.lemma(step.at)) {
                        return Some(found);
                    }
                    climb.unknown += usize::from(self.tree.tag(step.at).is_verb());
                    let passed = climb.attitude.is_none() && !self.term.contains(&step.at);
                    climb.between += usize::from(passed && self.tree.tag(step.at).is_noun());
                }
            }
            climb.length += 1;
            if fresh {
                match self.subject_at(step.at, below, weighs) {
                    Subject::None => {}
                    subject => {
                        // What is only wanted of somebody is no stance of theirs: "hopes that X accepts a truce". But
                        // in "accepted X's demand" both hold theirs.
                        if !owned {
                            found.retain(|judged| judged.way == Way::Blamed);
                        }
                        owned = self.tree.tag(step.at).is_noun();
                        noun = false;
                        found.push(climb.judged(subject));
                        fresh = false;
                    }
                }
            }
            below = step.at;
        }
        if fresh || (climb.neutral && found.is_empty()) {
            found.retain(|judged| judged.way == Way::Blamed);
            found.push(climb.judged(Subject::None));
        }
        Some(found)
    }

    /// "a referendum on a truce", "spoke about a truce".
    fn is_topic(&self, step: Step, below: usize) -> bool {
        let about = self.tree.child(below, &[Relation::Case]).map(|case| self.word(case));
        step.by == Relation::Nmod
            && matches!(about, Some("on" | "about" | "over" | "regarding" | "concerning"))
            && TOPICAL.contains(&self.lemma(step.at))
            && self.term.start > step.at
    }

    /// Whether the term itself is something that a subject did or does: "Peru halted its strikes".
    fn does(&self, top: usize) -> bool {
        let aux = self.tree.child(top, &[Relation::Aux]).map(|aux| self.lemma(aux));
        let tag = self.tree.tag(top);
        let done = tag.is_finite() || (tag == Tag::VBN && aux == Some("have"));
        let object = self.tree.child(top, &[Relation::Obj]).is_some_and(|object| self.term.contains(&object));
        let passive = self.tree.child(top, &[Relation::NsubjPass, Relation::AuxPass]).is_some();
        done && object && !passive && self.tree.subject(top).is_some_and(|subject| !self.term.contains(&subject))
    }

    /// Whether what comes of the term is wanted (1) or not (-1), where it is the subject: "a truce would save lives".
    fn outcome(&self, step: Step) -> Option<i32> {
        let object = self.tree.child(step.at, &[Relation::Obj]).filter(|_| step.by == Relation::Nsubj)?;
        let sign = outcomes::change(self.lemma(step.at)) * outcomes::worth(self.lemma(object));
        (sign != 0).then_some(sign)
    }

    /// "will return to the capital for talks", "travelled there for talks".
    fn comes_for(&self, step: Step, below: usize) -> bool {
        step.by == Relation::Obl
            && COMING.contains(&self.lemma(step.at))
            && self.tree.child(below, &[Relation::Case]).is_some_and(|case| self.word(case) == "for")
    }

    /// "accused X of blocking talks", "praised X for signing": what the object is praised or blamed for.
    fn blames(&self, step: Step, below: usize) -> bool {
        // "mocked X, noting that …" says more itself.
        let noting = self.tree.child(below, &[Relation::Ccomp]).is_some()
            && self.tree.child(below, &[Relation::Mark, Relation::Case]).is_none();
        matches!(step.by, Relation::Advcl | Relation::Obl | Relation::Acl)
            && self.tree.tag(below) == Tag::VBG
            && !noting
    }

    /// What somebody is accused of is bad; with a verb that the lexicon does not know, nobody can tell for what.
    pub(super) fn accuses(&self, mark: &Mark) -> bool {
        matches!(self.lemma(mark.tokens.start), "accuse" | "blame" | "charge")
    }

    /// The entry that a word belongs to.
    fn mark_on(&self, at: usize) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.tokens.contains(&at) && self.free(mark))
    }

    /// Takes in the small words around a word: negation, modal verbs, prepositions.
    fn around(&self, at: usize, climb: &mut Climb) -> Around {
        for child in self.tree.children(at) {
            let relation = self.tree.relation(child);
            let small = matches!(
                relation,
                Relation::Advmod | Relation::Det | Relation::Case | Relation::Mark | Relation::Aux | Relation::Cc
            );
            if !small {
                continue;
            }
            let word = match self.word(child) {
                "of" if self.word(child.wrapping_sub(1)) == "ahead" => "ahead",
                word => word,
            };
            // "will meet": the term itself is what is promised.
            let act =
                self.term.contains(&at) || self.mark_on(at).is_some_and(|mark| mark.entry.effect == Effect::Carries);
            if relation == Relation::Aux
                && act
                && self.tree.subject(at).is_none_or(|subject| !self.term.contains(&subject))
                && self.tree.tag(at).is_verb()
                && matches!(word, "will" | "'ll" | "would")
            {
                climb.attitude.get_or_insert((0.5, Basis::Inferred));
                climb.words.push(child..child + 1);
            }
            if matches!(relation, Relation::Case | Relation::Mark | Relation::Advmod) {
                let question =
                    relation != Relation::Case && matches!(word, "if" | "unless" | "whether" | "why" | "how");
                if question || (climb.attitude.is_none() && TEMPORAL.contains(&word)) {
                    return Around::Aside;
                }
            }
            // "a goal for Peru to agree": what somebody might do, unless a word above wants it.
            let wanted = self.mark_on(child).is_some()
                || self.tree.head(at).is_some_and(|head| self.mark_on(head).is_some_and(|mark| mark.entry.sign() != 0));
            if relation == Relation::Mark && word == "for" && !wanted {
                return Around::Supposed;
            }
            climb.weak |= relation == Relation::Aux && matches!(word, "could" | "may" | "might");
            // "not a radical idea to ask for": what is denied is another thing.
            let other = self.mark_on(at).is_none() && self.tree.child(at, &[Relation::Cop]).is_some();
            if other
                && climb.attitude.is_some()
                && matches!(word, "not" | "n't" | "never")
                && self.tree.tag(at).is_noun()
            {
                return Around::Supposed;
            }
            let Some(mark) = self.mark_on(child).filter(|mark| !mark.tokens.contains(&at) && !climb.has(mark)) else {
                continue;
            };
            let applies = match (mark.entry.effect, mark.entry.place) {
                (Effect::Turns, _) => true,
                // "must understand that …" is no demand for what is understood.
                (_, Place::Modal) => {
                    act || climb.attitude.is_some()
                        || self.mark_on(at).is_some()
                        || self.shows(at)
                        || REACHING.contains(&self.lemma(at))
                }
                (Effect::Favours | Effect::Opposes, Place::Object) => {
                    relation == Relation::Case && self.tree.top(&mark.tokens) == child
                }
                _ => false,
            };
            if applies {
                climb.take(mark);
            }
        }
        Around::Fine
    }

    /// Whether the word of the lexicon at a step governs what stands below it.
    fn governs(&self, mark: &Mark, step: Step, below: usize) -> bool {
        if mark.entry.effect == Effect::Carries {
            return false;
        }
        // "ruled out in the past ceding": the preposition is the adverb's.
        let adverb =
            |at: &usize| self.mark_on(*at).is_some_and(|mark| mark.entry.class == Class::Any && mark.tokens.len() > 2);
        let preposition = self.tree.child(below, &[Relation::Case, Relation::Mark]).filter(|at| !adverb(at));
        let own = preposition.is_some_and(|at| mark.tokens.contains(&at));
        let object = self.tree.child(step.at, &[Relation::Obj]).is_some_and(|object| object != below);
        // "succeeded in stopping it", but not "agreed in the talks".
        let doing = |at: usize| self.word(at) == "in" && self.tree.tag(below) == Tag::VBG;
        let fitting = own || preposition.is_none_or(|at| FITTING.contains(&self.word(at)) || doing(at));
        // "the demand that X withdraw": the parser takes it for a relative clause.
        let own_clause = self.word(step.at + 1) == "that";
        match (mark.entry.place, step.by) {
            (Place::Predicate, Relation::Nsubj | Relation::NsubjPass | Relation::Csubj | Relation::Ccomp) => true,
            (Place::Predicate, Relation::Advcl | Relation::Xcomp | Relation::Acl | Relation::Nmod | Relation::Obl) => {
                let noun = mark.entry.class == Class::Noun;
                let goal = preposition.is_some_and(|at| self.word(at) == "for");
                mark.entry.class != Class::Verb && fitting && !(noun && goal)
            }
            (Place::Thing, Relation::Ccomp | Relation::Advcl) => false,
            // "asked X to stop it", where the parser takes the clause for X's own
            (Place::Clause, Relation::Obj) => {
                let asked = self.tree.child(below, &[Relation::Acl]).filter(|clause| self.tree.tag(*clause) == Tag::VB);
                asked.is_some_and(|clause| clause < self.term.start)
            }
            (Place::Clause, _) => step.by == Relation::Xcomp || (step.by == Relation::Ccomp && own_clause),
            (Place::Both, Relation::Nsubj) => mark.entry.class == Class::Verb,
            (Place::Object, Relation::AclRelcl) => mark.entry.class == Class::Noun && own_clause,
            (
                Place::Object | Place::Both | Place::Thing | Place::Modal,
                Relation::Obj | Relation::Ccomp | Relation::Xcomp | Relation::NsubjPass,
            ) => true,
            (
                Place::Object | Place::Both | Place::Thing | Place::Modal,
                Relation::Csubj | Relation::Appos | Relation::Dep,
            ) => true,
            (
                Place::Object | Place::Both | Place::Thing,
                Relation::Nmod | Relation::Compound | Relation::Amod | Relation::Acl | Relation::NmodPoss,
            ) => mark.entry.class != Class::Verb && fitting || own,
            (Place::Object | Place::Both | Place::Thing, Relation::Obl | Relation::Advcl) => {
                // "thanked X for the talks"
                let over = preposition.is_some_and(|at| matches!(self.word(at), "for" | "over"));
                let judges = over && matches!(mark.entry.effect, Effect::Favours | Effect::Opposes);
                own || ((!object || judges) && fitting) || self.blames(step, below)
            }
            _ => false,
        }
    }

    /// The holder that the clause of a word names. `weighs`: the word judges its own subject.
    fn subject_at(&self, at: usize, below: usize, weighs: bool) -> Subject {
        let subject = self.tree.subject(at).filter(|subject| *subject != below && !self.term.contains(subject));
        if weighs {
            let first = subject.is_some_and(|subject| FIRST.contains(&self.word(subject)));
            return if first { Subject::First } else { Subject::None };
        }
        let relation = self.tree.relation(at);
        if subject.is_none() && self.tree.tag(at) == Tag::VBG && self.somebody_ending(at) {
            return Subject::Other;
        }
        if self.tree.tag(at) == Tag::VBN
            && let Some(agent) = self.agent(at)
            && self.mark_on(at).is_some_and(|mark| mark.entry.class == Class::Verb && mark.entry.sign() != 0)
        {
            return self.actors_of(agent);
        }
        let noun = self.tree.tag(at).is_noun();
        let owner = if noun { self.owner(at, below) } else { Subject::None };
        if owner != Subject::None && self.mark_on(at).is_some() {
            return owner;
        }
        if let Some(subject) = subject {
            let acted = self.mark_on(at).is_some_and(|mark| mark.entry.class == Class::Verb && mark.entry.sign() != 0);
            if self.tree.relation(subject) == Relation::NsubjPass && acted {
                return self.agent(at).map_or(Subject::Other, |agent| self.actors_of(agent));
            }
            let relative =
                self.tree.tag(subject).is_wh() || (relation == Relation::AclRelcl && self.word(subject) == "that");
            let subject = self.tree.head(at).filter(|_| relative).map_or(subject, |named| self.who(named, subject));
            return self.actors_of(subject);
        }
        if let Some(name) = self.tree.children(at).find(|child| *child < at && self.is_stray_name(*child)) {
            return self.actors_of(name);
        }
        match (relation, self.tree.tag(at)) {
            (Relation::Acl, Tag::VBN) => self.agent(at).map_or(Subject::None, |agent| self.actors_of(agent)),
            (Relation::Acl, Tag::VBG) | (Relation::AclRelcl, _) => {
                self.tree.head(at).map_or(Subject::None, |head| self.actors_of(head))
            }
            (_, tag) if tag.is_noun() => owner,
            _ => Subject::None,
        }
    }

    /// Whom a relative pronoun takes up: in "X of Y, who …" it is X.
    fn who(&self, named: usize, pronoun: usize) -> usize {
        let belongs = self.tree.relation(named) == Relation::Nmod && self.tree.tag(named).is_proper();
        let above = self.tree.head(named).filter(|_| belongs && self.word(pronoun) == "who");
        above.filter(|above| self.tree.tag(*above).is_proper()).unwrap_or(named)
    }

    /// Whether a verb shows the attitude that a noun below it names.
    pub(super) fn shows(&self, verb: usize) -> bool {
        SHOWING.contains(&self.lemma(verb))
    }

    /// Whether a possessive pronoun stands before a noun: then its subject is to be looked for further up.
    fn owned(&self, noun: usize) -> bool {
        self.tree.children(noun).any(|child| self.tree.relation(child) == Relation::NmodPoss)
    }

    /// A name that the parser hangs on a verb as on a noun is its subject.
    fn is_stray_name(&self, at: usize) -> bool {
        self.tree.tag(at).is_proper()
            && matches!(self.tree.relation(at), Relation::Compound | Relation::Flat | Relation::Nummod | Relation::Dep)
            && self.tree.head(at).is_some_and(|head| self.tree.tag(head).is_verb())
            && self.mentions.iter().any(|mention| mention.tokens.contains(&at))
    }

    /// Whose noun it is: "X's call", "the U.S. proposal", "opposition from X".
    fn owner(&self, at: usize, below: usize) -> Subject {
        let owner = self.tree.children(at).filter(|child| *child != below).find(|child| {
            let case = self.tree.child(*child, &[Relation::Case]).map(|case| self.word(case));
            match self.tree.relation(*child) {
                Relation::NmodPoss | Relation::Compound | Relation::Amod | Relation::NmodDesc => true,
                Relation::Nmod => matches!(case, Some("by" | "from" | "among")),
                _ => false,
            }
        });
        match owner.map(|owner| self.actors_of(owner)) {
            Some(subject @ (Subject::Actors(..) | Subject::First)) => subject,
            _ => Subject::None,
        }
    }

    fn agent(&self, at: usize) -> Option<usize> {
        self.tree.children(at).find(|child| match self.tree.relation(*child) {
            Relation::OblAgent => true,
            Relation::Obl => self.tree.child(*child, &[Relation::Case]).is_some_and(|case| self.word(case) == "by"),
            _ => false,
        })
    }

    /// The subject of the clause over the one whose subject is the pronoun `at`.
    fn above(&self, at: usize, depth: usize) -> Subject {
        let verb = self.tree.head(at);
        let over =
            verb.filter(|verb| matches!(self.tree.relation(*verb), Relation::Ccomp | Relation::Advcl | Relation::Conj));
        let subject = over.and_then(|verb| self.tree.head(verb)).and_then(|verb| self.tree.subject(verb));
        match subject.filter(|subject| *subject != at) {
            Some(subject) => self.referred(subject, depth + 1),
            None => Subject::Somebody,
        }
    }

    /// The actors that a word refers to, with those that are coordinated with it.
    pub(super) fn actors_of(&self, at: usize) -> Subject {
        self.referred(at, 0)
    }

    /// Whether a common noun stands for nobody: a report, a challenge.
    pub(super) fn is_matter(&self, at: usize) -> bool {
        // What begins a sentence has a capital and may pass for a name.
        let begins = self.tree.tag(at).is_proper() && at == self.tree.tokens.start;
        (begins || matches!(self.tree.tag(at), Tag::NN | Tag::NNS)) && !is_somebody(self.lemma(at))
    }

    fn referred(&self, at: usize, depth: usize) -> Subject {
        if matches!(self.word(at), "i" | "we" | "us" | "our" | "my" | "me") {
            return Subject::First;
        }
        if self.is_matter(at) {
            // "the government's plan": a matter holds nothing, its owner does.
            return match self.owner(at, at) {
                Subject::None => Subject::Other,
                owner => owner,
            };
        }
        let mut actors: Vec<MentionedIx> = Vec::new();
        let denied = |part: usize| self.tree.children(part).any(|child| self.word(child) == "not");
        let parts =
            self.tree.children(at).filter(|child| self.tree.relation(*child) == Relation::Conj && !denied(*child));
        for part in std::iter::once(at).chain(parts) {
            // The owner of a statement is part of its name, but not the statement.
            let around = self.mentions.iter().filter(|mention| mention.tokens.contains(&part));
            let mention = around
                .filter(|mention| {
                    let head = self.tree.top(&mention.tokens);
                    head == part || !self.is_matter(head)
                })
                .max_by_key(|mention| mention.tokens.len());
            for actor in mention.into_iter().flat_map(|mention| &mention.actors) {
                if !actors.contains(actor) {
                    actors.push(*actor);
                }
            }
        }
        if actors.is_empty() {
            // "X said they will not": whoever is spoken of is the one who says it.
            return if depth < 3 && matches!(self.word(at), "he" | "she" | "they" | "it") {
                self.above(at, depth)
            } else {
                Subject::Other
            };
        }
        Subject::Actors(actors, at..at + 1)
    }
}
