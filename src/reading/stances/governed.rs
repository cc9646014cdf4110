//! The words that govern a term along the path up the dependency tree.

use crate::language::{Relation, Tag};
use crate::model::Basis;
use crate::reading::stances::climb::Climb;
use crate::reading::stances::direction::{Clause, FIRST, Judged, Subject, TEMPORAL, Way};
use crate::reading::stances::lexicon::{Class, Effect, Mark, Place};
use crate::reading::stances::outcomes;
use crate::reading::stances::tree::Step;

/// Prepositions that can lead to what a word is about.
const FITTING: &[&str] = &["of", "for", "to", "on", "about", "against", "over", "with", "that", "towards", "toward"];
/// Verbs of which the term may be the subject without doing anything.
const PASSING: &[&str] =
    &["be", "take", "continue", "begin", "start", "resume", "come", "happen", "hold", "go", "remain", "last", "occur"];

/// Verbs of coming together; "for" leads to what one comes for.
const COMING: &[&str] =
    &["return", "travel", "arrive", "come", "go", "head", "fly", "meet", "gather", "convene", "assemble"];

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
    "give",
    "include",
    "receive",
    "accompany",
    "provide",
    "take",
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
/// What somebody tells, true or not.
const TOLD: &[&str] = &[
    "comment",
    "remark",
    "report",
    "claim",
    "allegation",
    "accusation",
    "rumour",
    "rumor",
    "speculation",
    "suggestion",
];
/// Verbs that make of what they take a means to something else.
const USING: &[&str] = &["use", "leverage", "exploit", "employ", "utilise", "utilize", "misuse"];

/// Verbs that guard their object against what they do not judge.
const GUARDING: &[&str] = &[
    "fortify",
    "protect",
    "shield",
    "guard",
    "insure",
    "insulate",
    "inoculate",
    "immunise",
    "immunize",
    "hedge",
    "cushion",
    "buffer",
    "steel",
    "brace",
    "harden",
];

/// What needs something by these is a matter, and whoever says so holds it: "peace requires talks".
const NEEDING: &[&str] = &["require", "need", "necessitate", "demand", "deserve", "warrant", "call"];

/// What says or does something itself: "a bill to ban it" shows the stance of whoever backs or brings the bill.
const RULES: &[&str] = &[
    "vote",
    "bill",
    "measure",
    "resolution",
    "motion",
    "legislation",
    "law",
    "act",
    "amendment",
    "ruling",
    "rule",
    "provision",
    "clause",
    "program",
    "programme",
    "policy",
    "budget",
    "order",
];

/// "Did not keep his promise": he has made it all the same.
pub(super) fn keeps(verb: &str) -> bool {
    matches!(verb, "deliver" | "keep" | "maintain" | "hold" | "fulfil" | "fulfill")
}

/// Verbs by which somebody is kept from something.
const KEEPING: &[&str] = &[
    "ban",
    "bar",
    "block",
    "deter",
    "discourage",
    "dissuade",
    "forbid",
    "hinder",
    "keep",
    "preclude",
    "prevent",
    "prohibit",
    "restrain",
    "stop",
];

/// "Peru needs talks" is what the one who says so holds.
pub(super) fn lacks(verb: &str) -> bool {
    matches!(verb, "need" | "require" | "deserve" | "warrant" | "necessitate")
}

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
        // What shows an attitude is what a bill or vote would do.
        let mut ruled = false;
        if climb.attitude.is_none() && climb.turns == 0 && self.does(top) {
            climb.attitude = Some((0.6, Basis::Inferred));
            climb.words.push(top..top + 1);
        }
        let mut fresh = climb.attitude.is_some();
        if fresh && let Some(subject) = self.tree.subject(top).filter(|subject| !self.term.contains(subject)) {
            // "Peru should accept": whoever says so holds it.
            let ought = climb.modal && !FIRST.contains(&self.word(subject));
            found.push(climb.judged(if ought { Subject::None } else { self.actors_of(subject) }));
            fresh = false;
        }
        for step in self.tree.path(top) {
            if !self.limits.contains(&step.at) {
                break;
            }
            let had = climb.attitude.is_some();
            // It weighs what its own subject does; whoever says it holds it.
            let mut weighs = false;
            if (climb.attitude.is_none() && self.is_topic(step, below))
                || (step.by == Relation::Obj && USING.contains(&self.lemma(step.at)))
            {
                return None;
            }
            // "dismissed comments that X would accept it": what is told, not what it tells of.
            if step.by == Relation::Obj && TOLD.contains(&self.lemma(below)) && self.refuses(step.at) {
                return None;
            }
            if climb.attitude.is_some() && (self.is_goal(step, below) || self.is_expected(step)) {
                return None;
            }
            // "questioned Peru's commitment to talks": what is doubted is nobody's stance.
            if owned && self.doubts(step) {
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
                    // "Peru will have to accept": whoever says so holds it, not Peru.
                    if mark.entry.place == Place::Modal {
                        found.retain(|judged| judged.way == Way::Blamed);
                    }
                    noun = mark.entry.class == Class::Noun && mark.entry.sign() != 0 && !self.owned(step.at);
                    fresh |= mark.entry.sign() != 0 || mark.entry.effect == Effect::Neutral;
                    weighs = match mark.entry.place {
                        Place::Object if NEEDING.contains(&self.lemma(step.at)) => {
                            let subject = self.tree.subject(step.at);
                            let owned = self.tree.tag(step.at).is_noun()
                                && (self.owned(step.at) || self.owner(step.at, below) != Subject::None);
                            lacks(self.lemma(step.at))
                                || !owned && subject.is_none_or(|at| matches!(self.actors_of(at), Subject::Other))
                        }
                        Place::Object | Place::Thing | Place::Clause => false,
                        Place::Predicate | Place::Modal => true,
                        Place::Both => step.by == Relation::Nsubj,
                    };
                }
                // "wants to keep Peru from joining"
                if mark.is_none() && self.kept_from(below) == Some(step.at) {
                    climb.sign = -climb.sign;
                    climb.attitude.get_or_insert((0.9, Basis::Stated));
                    climb.words.push(step.at..step.at + 1);
                    fresh = true;
                }
                if climb.attitude.is_none() && self.comes_for(step, below) {
                    climb.attitude = Some((0.6, Basis::Inferred));
                    climb.words.push(step.at..step.at + 1);
                    fresh = true;
                }
                climb.takes_part |= mark.is_some_and(|mark| mark.entry.takes_part());
                let (turns, none) = (climb.turns, climb.attitude.is_none());
                match self.around(step.at, &mut climb) {
                    Around::Fine => {}
                    Around::Aside => return Some(found),
                    Around::Supposed => return None,
                }
                // "never voiced his support": the owner does not.
                let kept =
                    keeps(self.lemma(step.at)) || self.mark_on(step.at).is_some_and(|mark| mark.tokens.len() > 1);
                if owned && climb.turns > turns && self.shows(step.at) && !kept {
                    for judged in &mut found {
                        judged.sign = -judged.sign;
                    }
                }
                if climb.modal && !modal {
                    fresh = true;
                    weighs = true;
                }
                fresh |= none && climb.takes_part && climb.attitude.is_some();
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
                }
            }
            climb.length += 1;
            // A clause without a subject was read wrongly: whoever tells it is not its subject.
            if fresh && step.by == Relation::Ccomp && self.mark_on(step.at).is_none() && self.lacks_subject(below) {
                break;
            }
            // Who is kept from it does not do it.
            if fresh && self.kept_from(step.at).is_none() {
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
            // "a vote to approve tariffs": what it would do is nobody's stance until somebody backs it.
            if fresh && matches!(step.by, Relation::Acl | Relation::AclRelcl) && RULES.contains(&self.lemma(step.at)) {
                climb.attitude = None;
                fresh = false;
                ruled = true;
            }
            // "vowed revenge after Peru imposed sanctions": what stands above is another matter.
            let mark = self.tree.child(step.at, &[Relation::Mark]).filter(|_| climb.attitude.is_some());
            if mark.is_some_and(|mark| matches!(self.word(mark), "after" | "when" | "while" | "as" | "since")) {
                fresh = false;
                break;
            }
            below = step.at;
        }
        if fresh || (climb.neutral && found.is_empty()) {
            found.retain(|judged| judged.way == Way::Blamed);
            found.push(climb.judged(Subject::None));
        }
        (!ruled || !found.is_empty()).then_some(found)
    }

    /// Whether a finite verb has no subject in the tree.
    fn lacks_subject(&self, verb: usize) -> bool {
        let finite = |at: usize| self.tree.tag(at).is_finite();
        let aux = self.tree.child(verb, &[Relation::Aux, Relation::AuxPass, Relation::Cop]);
        self.tree.subject(verb).is_none() && (finite(verb) || aux.is_some_and(finite)) && self.tree.tag(verb).is_verb()
    }

    /// "a referendum on a truce", "spoke about a truce".
    fn is_topic(&self, step: Step, below: usize) -> bool {
        let about = self.tree.child(below, &[Relation::Case]).map(|case| self.word(case));
        step.by == Relation::Nmod
            && matches!(about, Some("on" | "about" | "over" | "regarding" | "concerning"))
            && TOPICAL.contains(&self.lemma(step.at))
            && self.term.start > step.at
    }

    /// "a goal for Peru to agree on talks": what somebody might do, unless the noun wants it ("a call for Peru to").
    fn is_goal(&self, step: Step, below: usize) -> bool {
        let wanted = self.mark_on(step.at).is_some_and(|mark| mark.entry.sign() != 0);
        let for_whom = |child: usize| {
            (step.at..below).contains(&child)
                && self.tree.relation(child) == Relation::Nmod
                && self.tree.child(child, &[Relation::Case]).is_some_and(|case| self.word(case) == "for")
        };
        step.by == Relation::Acl
            && self.tree.tag(below) == Tag::VB
            && !wanted
            && self.tree.children(step.at).any(for_whom)
    }

    /// "Peru is expected to sign": what others think that it will do.
    fn is_expected(&self, step: Step) -> bool {
        step.by == Relation::Xcomp
            && self.lemma(step.at) == "expect"
            && self.tree.child(step.at, &[Relation::AuxPass]).is_some()
    }

    /// Whether the word of a step doubts what it takes: "questioned Peru's commitment".
    fn doubts(&self, step: Step) -> bool {
        let verb = self.lemma(step.at);
        let about = step.by == Relation::Obl && matches!(verb, "lie" | "mislead");
        let it = step.by == Relation::Obj
            && matches!(verb, "question" | "doubt" | "dispute" | "challenge" | "test" | "undermine" | "exaggerate");
        about || it
    }

    /// Whether the term itself is something that a subject did or does: "Peru halted its strikes".
    fn does(&self, top: usize) -> bool {
        let aux = self.tree.child(top, &[Relation::Aux]).map(|aux| self.lemma(aux));
        let tag = self.tree.tag(top);
        let done = tag.is_finite() || (tag == Tag::VBN && aux == Some("have"));
        let object = self.tree.child(top, &[Relation::Obj, Relation::Obl]).is_some_and(|object| {
            let apart = self.tree.relation(object) == Relation::Obl
                && self.tree.child(object, &[Relation::Case]).is_none_or(|case| !self.term.contains(&case));
            self.term.contains(&object) && !apart
        });
        // "Peru sanctioned Chile"
        let object = object || (self.term.len() == 1 && self.tree.child(top, &[Relation::Obj]).is_some());
        let passive = self.tree.child(top, &[Relation::NsubjPass, Relation::AuxPass]).is_some();
        done && object && !passive && self.tree.subject(top).is_some_and(|subject| !self.term.contains(&subject))
    }

    /// Whether what comes of the term is wanted (1) or not (-1), where it is the subject: "a truce would save lives".
    fn outcome(&self, step: Step) -> Option<i32> {
        if !matches!(step.by, Relation::Nsubj | Relation::Csubj) {
            return None;
        }
        // "would lead to war"
        if let Some(led) = self.led_to(step.at) {
            return Some(outcomes::worth(self.lemma(led))).filter(|sign| *sign != 0);
        }
        let object = self.tree.child(step.at, &[Relation::Obj])?;
        let sign = outcomes::change(self.lemma(step.at)) * outcomes::worth(self.lemma(object));
        (sign != 0).then_some(sign)
    }

    /// "would lead to *war*", "would result in *losses*".
    fn led_to(&self, verb: usize) -> Option<usize> {
        let preposition = match self.lemma(verb) {
            "lead" | "contribute" | "amount" => "to",
            "result" | "end" => "in",
            _ => return None,
        };
        let leads = |at: &usize| {
            self.tree.relation(*at) == Relation::Obl
                && self.tree.child(*at, &[Relation::Case]).is_some_and(|case| self.word(case) == preposition)
        };
        self.tree.children(verb).find(leads)
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
        // "voted against X, citing …" is no word on what is cited.
        let apart = step.by == Relation::Advcl && self.tree.child(below, &[Relation::Mark, Relation::Case]).is_none();
        matches!(step.by, Relation::Advcl | Relation::Obl | Relation::Acl)
            && self.tree.tag(below) == Tag::VBG
            && !noting
            && !apart
    }

    /// Whether a verb is against what it takes: "dismissed", "denied".
    fn refuses(&self, verb: usize) -> bool {
        self.lemma(verb) == "deny"
            || self.mark_on(verb).is_some_and(|mark| mark.entry.class == Class::Verb && mark.entry.sign() < 0)
    }

    /// What somebody is accused of is bad; with a verb that the lexicon does not know, nobody can tell for what.
    pub(super) fn accuses(&self, mark: &Mark) -> bool {
        matches!(self.lemma(mark.tokens.start), "accuse" | "blame" | "charge")
    }

    /// The entry that a word belongs to.
    pub(super) fn mark_on(&self, at: usize) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.tokens.contains(&at) && self.free(mark))
    }

    /// Takes in the small words around a word: negation, modal verbs, prepositions.
    fn around(&self, at: usize, climb: &mut Climb) -> Around {
        for child in self.tree.children(at) {
            let relation = self.tree.relation(child);
            // "under no circumstances"
            let phrase = relation == Relation::Obl
                && self.mark_on(child).is_some_and(|mark| {
                    mark.entry.effect == Effect::Turns && mark.entry.class == Class::Any && mark.tokens.len() > 2
                });
            let small = phrase
                || matches!(
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
            // "Peru cannot cede land": whoever says so will not have it.
            let barred = || self.tree.children(at).any(|child| matches!(self.word(child), "not" | "n't"));
            if relation == Relation::Aux && act && matches!(word, "can" | "ca") && barred() {
                climb.attitude.get_or_insert((0.7, Basis::Stated));
                climb.modal = true;
            }
            if matches!(relation, Relation::Case | Relation::Mark | Relation::Advmod) {
                let question =
                    relation != Relation::Case && matches!(word, "if" | "unless" | "whether" | "why" | "how");
                // "when Peru imposes sanctions, …": what happens then, not what Peru does.
                let general = matches!(word, "when" | "whenever")
                    && matches!(self.tree.tag(at), Tag::VBZ | Tag::VBP)
                    && climb.attitude.is_some_and(|(_, basis)| basis == Basis::Inferred);
                if general {
                    return Around::Supposed;
                }
                let time = TEMPORAL.contains(&word) && self.kept_from(at).is_none();
                if question || (climb.attitude.is_none() && time) {
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
            // What somebody once held may not be what they hold.
            climb.weak |= relation == Relation::Advmod && matches!(word, "once" | "previously" | "formerly");
            // "not a radical idea to ask for": what is denied is another thing.
            let other = self.mark_on(at).is_none() && self.tree.child(at, &[Relation::Cop]).is_some();
            if other
                && climb.attitude.is_some()
                && matches!(word, "not" | "n't" | "never")
                && self.tree.tag(at).is_noun()
            {
                return Around::Supposed;
            }
            // The "to" of "has to accept" is met again at "has".
            let above = self.tree.head(at).filter(|head| *head != at);
            let own = |mark: &&Mark| {
                !mark.tokens.contains(&at)
                    && above.is_none_or(|above| !mark.tokens.contains(&above))
                    && !climb.has(mark)
            };
            let Some(mark) = self.mark_on(child).filter(own) else { continue };
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
                    relation == Relation::Case && self.tree.top(&mark.tokens) == child && !self.guards(at, child)
                }
                _ => false,
            };
            if applies {
                climb.take(mark);
            }
        }
        Around::Fine
    }

    /// "*blocks* Peru from joining": the verb by which somebody is kept from doing what a word names. Who is barred from a
    /// meeting is another matter: whoever bars them may well want the meeting.
    pub(super) fn kept_from(&self, at: usize) -> Option<usize> {
        let from = self.tree.child(at, &[Relation::Mark, Relation::Case]).filter(|from| self.word(*from) == "from");
        let head = self.tree.head(at)?;
        // The parser may hang it on whom one keeps.
        let object = self.tree.relation(head) == Relation::Obj;
        let verb = if object { self.tree.head(head)? } else { head };
        let doing = |from: usize| (from..=at).any(|at| self.tree.tag(at) == Tag::VBG);
        (from.is_some_and(|from| verb < from && doing(from)) && KEEPING.contains(&self.lemma(verb))).then_some(verb)
    }

    /// "fortify the economy against sanctions": who guards something shows no stance on what comes.
    pub(super) fn guards(&self, at: usize, case: usize) -> bool {
        let mut over = self.tree.path(at).into_iter().take(2).map(|step| self.lemma(step.at));
        self.word(case) == "against" && over.any(|verb| GUARDING.contains(&verb))
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
        // "On the truce, X refused to answer": a verb with "to" takes a clause.
        let clause = self.word(mark.tokens.end - 1) == "to" && mark.entry.class == Class::Verb && mark.tokens.len() > 1;
        if clause && !own && matches!(step.by, Relation::Obl | Relation::Nmod) {
            return false;
        }
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
            )
            | (Place::Modal, Relation::Acl) => mark.entry.class != Class::Verb && fitting || own,
            (Place::Object | Place::Both | Place::Thing, Relation::Obl | Relation::Advcl) => {
                // "thanked X for the talks"
                let over = preposition.is_some_and(|at| matches!(self.word(at), "for" | "over"));
                let judges = over && matches!(mark.entry.effect, Effect::Favours | Effect::Opposes);
                own || ((!object || judges) && fitting)
                    || self.blames(step, below)
                    || self.kept_from(below) == Some(step.at)
            }
            _ => false,
        }
    }
}
