//! Whose attitude a word of the path shows: the subjects, owners and agents that the tree names.

use crate::language::{Relation, Tag};
use crate::model::MentionedIx;
use crate::reading::issues::is_somebody;
use crate::reading::stances::direction::{Clause, FIRST, Subject};
use crate::reading::stances::lexicon::Class;

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
    "demonstrate",
    "display",
    "profess",
    "convey",
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

impl Clause<'_> {
    /// The holder that the clause of a word names. `weighs`: the word judges its own subject.
    pub(super) fn subject_at(&self, at: usize, below: usize, weighs: bool) -> Subject {
        let subject = self.tree.subject(at).filter(|subject| *subject != below && !self.term.contains(subject));
        if weighs {
            let first = subject.is_some_and(|subject| FIRST.contains(&self.word(subject)));
            return if first { Subject::First } else { Subject::None };
        }
        let relation = self.tree.relation(at);
        if self.was_done(at, below) {
            return self.agent(at).map_or(Subject::Other, |agent| self.actors_of(agent));
        }
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
        if let Some(blamed) = self.blamed_for(at).filter(|_| noun) {
            return self.actors_of(blamed);
        }
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

    /// "Sanctions were imposed": it says what was done to the term, and whoever tells it need not have done it.
    fn was_done(&self, at: usize, below: usize) -> bool {
        let passive = self.tree.relation(below) == Relation::NsubjPass && self.tree.tag(at) == Tag::VBN;
        let past = |child: usize| {
            matches!(self.tree.relation(child), Relation::Aux | Relation::AuxPass)
                && matches!(self.word(child), "was" | "were" | "has" | "have" | "had")
        };
        passive && self.tree.head(below) == Some(at) && self.tree.children(at).any(past)
    }

    /// Whose a noun is that somebody is praised or blamed for: in "criticised X for his support", X's.
    fn blamed_for(&self, noun: usize) -> Option<usize> {
        let pronoun = self.tree.child(noun, &[Relation::NmodPoss])?;
        let case = self.tree.child(noun, &[Relation::Case])?;
        let head = self.tree.head(noun)?;
        let (verb, blamed) = match (self.tree.relation(noun), self.tree.relation(head)) {
            (Relation::Obl, _) => {
                // The parser may take a name without a preposition for an adverbial.
                let name = |at: &usize| {
                    self.tree.relation(*at) == Relation::Obl
                        && self.tree.tag(*at).is_proper()
                        && self.tree.child(*at, &[Relation::Case]).is_none()
                };
                let object = self.tree.child(head, &[Relation::Obj]);
                (head, object.or_else(|| self.tree.children(head).find(name))?)
            }
            (Relation::Nmod, Relation::Obj) => (self.tree.head(head)?, head),
            _ => return None,
        };
        let judges = self.mark_on(verb).is_some_and(|mark| mark.entry.class == Class::Verb && mark.entry.sign() != 0);
        let his = matches!(self.word(pronoun), "his" | "her" | "its" | "their");
        (his && judges && matches!(self.word(case), "for" | "over")).then_some(blamed)
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
    pub(super) fn owned(&self, noun: usize) -> bool {
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
    pub(super) fn owner(&self, at: usize, below: usize) -> Subject {
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

    pub(super) fn agent(&self, at: usize) -> Option<usize> {
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
        // What begins a sentence has a capital and may pass for a name ("Turkey" is one: somebody is called so).
        let begins = self.tree.tag(at).is_proper()
            && at == self.tree.tokens.start
            && self.mentions.iter().all(|mention| !mention.tokens.contains(&at));
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
