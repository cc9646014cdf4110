//! What refers without naming, in order of the text: each to whoever is most in mind at that point.

use super::cast::{Cast, Gender, How};
use super::phrases::{Determiner, Kind, Owner, Phrase};
use super::scene::Scene;
use super::{collectives, groups, pronouns, roles};
use crate::language::lexicon::Classes;
use crate::model::{ActorKind, MentionedIx};

/// The last mention of an actor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) token: usize,
    pub(super) sentence: usize,
    /// Whether it was its clause's subject, as far as its place tells.
    pub(super) subject: bool,
    pub(super) quoted: bool,
    /// The token at which the actor last said something.
    pub(super) says: Option<usize>,
    /// How often the actor was mentioned so far.
    pub(super) count: u32,
}

/// Who is in mind at a point of the text.
pub(super) struct Focus {
    seen: Vec<Option<Seen>>,
    /// Actors mentioned as one ("Olvend and Brask", "both countries"), with the last token, latest last.
    pub(super) sets: Vec<(usize, Vec<MentionedIx>)>,
    /// Who was mentioned in each sentence so far, latest last.
    sentences: Vec<(usize, Vec<MentionedIx>)>,
}

/// How many sentences back two actors may have been mentioned together to be "the two".
const TOGETHER: usize = 10;

impl Focus {
    pub(super) fn seen(&self, ix: MentionedIx) -> Option<Seen> {
        self.seen.get(ix.0 as usize).copied().flatten()
    }

    /// Everyone mentioned so far, with the last mention.
    pub(super) fn all(&self) -> impl Iterator<Item = (MentionedIx, Seen)> + '_ {
        self.seen.iter().enumerate().filter_map(|(at, seen)| Some((MentionedIx(at as u32), (*seen)?)))
    }

    /// The two who were mentioned together most, the latest sentences counting most, and sentences with no third most
    /// of all. `by_people` lets people speak for their countries.
    pub(super) fn pair(
        &self,
        cast: &Cast,
        fits: &dyn Fn(MentionedIx) -> bool,
        by_people: bool,
    ) -> Option<[MentionedIx; 2]> {
        let here = self.sentences.last()?.0;
        let mut weights: Vec<(f32, [MentionedIx; 2])> = Vec::new();
        for (sentence, actors) in self.sentences.iter().rev().take_while(|(sentence, _)| here - sentence <= TOGETHER) {
            let mut present: Vec<MentionedIx> = Vec::new();
            for ix in actors {
                let stands = if fits(*ix) {
                    Some(*ix)
                } else if by_people && cast.kind(*ix) == ActorKind::Person {
                    super::groups::country_of(cast, *ix).filter(|country| fits(*country))
                } else {
                    None
                };
                if let Some(ix) = stands.filter(|ix| !present.contains(ix)) {
                    present.push(ix);
                }
            }
            present.sort_unstable();
            let weight = 2.0 / (present.len().max(2) * (1 + here - sentence).pow(2)) as f32;
            for (at, a) in present.iter().enumerate() {
                for b in &present[at + 1..] {
                    match weights.iter_mut().find(|(_, pair)| *pair == [*a, *b]) {
                        Some((known, _)) => *known += weight,
                        None => weights.push((weight, [*a, *b])),
                    }
                }
            }
        }
        weights.into_iter().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, pair)| pair)
    }

    pub(super) fn see(&mut self, scene: &Scene<'_>, ix: MentionedIx, start: usize, end: usize) {
        if self.seen.len() <= ix.0 as usize {
            self.seen.resize(ix.0 as usize + 1, None);
        }
        let before = self.seen[ix.0 as usize];
        let sentence = scene.sentence_of[start] as usize;
        self.together(sentence, ix);
        let subject = scene.is_subject(start..end);
        // Once the subject of a sentence, an actor stays it to the sentence's end.
        let subject = subject || before.is_some_and(|seen| seen.sentence == sentence && seen.subject);
        let says = (start..end).any(|at| scene.says(at)) || scene.is_speech(end);
        self.seen[ix.0 as usize] = Some(Seen {
            says: if says { Some(end) } else { before.and_then(|seen| seen.says) },
            token: end,
            sentence,
            subject,
            quoted: scene.token(start).in_quotes,
            count: before.map_or(1, |seen| seen.count + 1),
        });
    }
}

impl Focus {
    /// Notes that an actor is spoken of in a sentence, if only by an adjective ("Chilean athletes").
    pub(super) fn together(&mut self, sentence: usize, ix: MentionedIx) {
        match self.sentences.last_mut() {
            Some((last, actors)) if *last == sentence => {
                if !actors.contains(&ix) {
                    actors.push(ix);
                }
            }
            _ => self.sentences.push((sentence, vec![ix])),
        }
    }
}

/// Resolves all that refers without naming.
pub(super) fn resolve(
    scene: &Scene<'_>,
    cast: &mut Cast,
    phrases: &[Phrase],
    adjectives: &[(usize, MentionedIx)],
    author: Option<MentionedIx>,
) {
    let appositions = roles::appositions(scene, cast, phrases);
    let mut named: Vec<(usize, usize, MentionedIx)> =
        cast.mentions.iter().map(|mention| (mention.tokens.start, mention.tokens.end, mention.ix)).collect();
    named.sort_unstable();
    let mut focus = Focus { seen: vec![None; cast.list.len()], sets: Vec::new(), sentences: Vec::new() };
    let (mut next, mut phrase, mut adjective) = (0, 0, 0);
    for at in 0..scene.len() {
        while let Some((start, end, ix)) = named.get(next).copied().filter(|(start, _, _)| *start <= at) {
            focus.see(scene, ix, start, end);
            join(scene, cast, &mut focus, &named, next);
            next += 1;
        }
        while let Some((_, ix)) = adjectives.get(adjective).filter(|(token, _)| *token <= at) {
            focus.together(scene.sentence_of[at] as usize, *ix);
            adjective += 1;
        }
        while let Some(current) = phrases.get(phrase).filter(|current| current.tokens.start <= at) {
            let found = match appositions[phrase] {
                Some(ix) => vec![ix],
                None => one(scene, cast, &focus, current, author),
            };
            for ix in &found {
                cast.mention(*ix, current.tokens.clone(), How::Description);
                focus.see(scene, *ix, current.tokens.start, current.tokens.end);
            }
            if found.len() > 1 {
                focus.sets.push((current.tokens.end, found));
            }
            phrase += 1;
        }
        if let Some(found) = pronouns::resolve(scene, cast, &focus, at, author) {
            for ix in &found {
                cast.mention(*ix, at..at + 1, How::Pronoun);
                focus.see(scene, *ix, at, at + 1);
            }
            if found.len() > 1 {
                focus.sets.push((at + 1, found));
            }
        }
    }
}

/// The actors of one phrase.
fn one(
    scene: &Scene<'_>,
    cast: &mut Cast,
    focus: &Focus,
    phrase: &Phrase,
    author: Option<MentionedIx>,
) -> Vec<MentionedIx> {
    let owners = match phrase.owner {
        Some(Owner::Actor(ix)) => vec![ix],
        Some(Owner::Pronoun(at)) => pronouns::resolve(scene, cast, focus, at, author).unwrap_or_default(),
        None => Vec::new(),
    };
    let strange = matches!(phrase.owner, Some(Owner::Pronoun(_))) && owners.is_empty();
    let owner = owners.first().copied();
    match phrase.kind {
        Kind::Person if strange => None,
        Kind::Person => roles::resolve(scene, cast, focus, phrase, owner),
        Kind::Several => return collectives::resolve(scene, cast, focus, phrase, &owners),
        Kind::Group if strange => None,
        // "The leaders", where two or more were spoken of together.
        Kind::Group
            if owner.is_none() && phrase.determiner == Determiner::Definite && !is_told_apart(scene, phrase) =>
        {
            let known = collectives::spoken_of(scene, cast, focus, phrase);
            if !known.is_empty() {
                return known;
            }
            groups::group(scene, cast, focus, phrase, owner)
        }
        // "their leaders" of two countries are two.
        Kind::Group if owners.len() > 1 => return collectives::resolve(scene, cast, focus, phrase, &owners),
        Kind::Group if !phrase.beside.is_empty() => {
            let own = groups::group(scene, cast, focus, phrase, owner);
            return own.map_or(Vec::new(), |own| groups::with_beside(scene, cast, phrase, own));
        }
        Kind::Group => groups::group(scene, cast, focus, phrase, owner),
        Kind::Body if strange => None,
        Kind::Body => groups::body(scene, cast, focus, phrase, owner),
        Kind::Government | Kind::Land if strange => None,
        Kind::Government => groups::government(scene, cast, focus, phrase, owner),
        Kind::Land => groups::land(cast, focus, phrase, owner),
    }
    .into_iter()
    .collect()
}

/// Whether a word with a capital tells whom a phrase means: "the European leaders".
pub(super) fn is_told_apart(scene: &Scene<'_>, phrase: &Phrase) -> bool {
    (phrase.body..phrase.head).any(|at| scene.is_capital(at) || scene.words[at].has(Classes::CAPITAL))
}

/// Notes "Olvend and Brask" as a set once its last member is seen.
fn join(scene: &Scene<'_>, cast: &Cast, focus: &mut Focus, named: &[(usize, usize, MentionedIx)], last: usize) {
    let (start, end, ix) = named[last];
    let mut members = vec![ix];
    let mut from = start;
    let mut and = false;
    for (begin, finish, other) in named[..last].iter().rev() {
        if *finish > from {
            continue;
        }
        let mut gap = *finish..from;
        while gap.end > gap.start && matches!(scene.lower(gap.end - 1), "the" | "both") {
            gap.end -= 1;
        }
        let joined = match (gap.len(), scene.lower(gap.start)) {
            (1, "and") => {
                and = true;
                true
            }
            (1, ",") => and,
            (2, ",") if scene.lower(gap.start + 1) == "and" => {
                and = true;
                true
            }
            _ => false,
        };
        if !joined || cast.kind(*other) != cast.kind(ix) || members.contains(other) {
            break;
        }
        members.push(*other);
        from = *begin;
    }
    if members.len() > 1 {
        members.reverse();
        focus.sets.push((end, members));
    }
}

/// Whether a person can be of that gender.
pub(super) fn agrees(cast: &Cast, ix: MentionedIx, gender: Option<Gender>) -> bool {
    match (gender, cast.facts(ix).gender) {
        (Some(wanted), Some(known)) => wanted == known,
        _ => true,
    }
}

/// Countries and their seats, organisations: what "it" can be.
pub(super) fn is_body(kind: ActorKind) -> bool {
    matches!(kind, ActorKind::Country | ActorKind::Organisation)
}

/// The gender that a word tells.
pub(super) fn gender_of(classes: Classes) -> Option<Gender> {
    match (classes.has(Classes::MALE), classes.has(Classes::FEMALE)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}
