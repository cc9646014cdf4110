//! Pronouns, by gender and number learnt from the text, to whoever is most in mind.

use super::cast::{Cast, Gender};
use super::references::{Focus, Seen, is_body};
use super::scene::Scene;
use crate::language::lexicon::{self, Classes};
use crate::language::{Relation, lemma};
use crate::model::{ActorKind, MentionedIx};

/// What a pronoun asks for.
enum Wants {
    Person(Gender),
    Several,
    Thing,
    Who,
    Author,
}

/// The actors of the pronoun at `at`; none where it is no pronoun, or nobody fits.
pub(super) fn resolve(
    scene: &Scene<'_>,
    cast: &mut Cast,
    focus: &Focus,
    at: usize,
    author: Option<MentionedIx>,
) -> Option<Vec<MentionedIx>> {
    let wants = match scene.lower(at) {
        "he" | "him" | "his" | "himself" => Wants::Person(Gender::Male),
        "she" | "her" | "hers" | "herself" => Wants::Person(Gender::Female),
        "they" | "them" | "their" | "theirs" | "themselves" => Wants::Several,
        "it" | "its" | "itself" => Wants::Thing,
        "who" | "whose" | "whom" => Wants::Who,
        "i" | "me" | "my" | "myself" | "we" | "us" | "our" | "ourselves"
            if author.is_some() && !scene.token(at).in_quotes =>
        {
            Wants::Author
        }
        _ => return None,
    };
    let found = match wants {
        Wants::Author => author.into_iter().collect(),
        Wants::Who => who(scene, cast, at).into_iter().collect(),
        Wants::Person(gender) => person(scene, cast, focus, at, gender).into_iter().collect(),
        Wants::Several => several(scene, cast, focus, at),
        Wants::Thing => thing(scene, cast, focus, at).into_iter().collect::<Vec<_>>(),
    };
    (!found.is_empty()).then_some(found)
}

/// Who is named right before "who", with or without a comma.
fn who(scene: &Scene<'_>, cast: &Cast, at: usize) -> Option<MentionedIx> {
    let end = if scene.before(at) == "," { at - 1 } else { at };
    let mention = cast.ending(end).filter(|mention| mention.tokens.end == end)?;
    // "The leaders of Chile and the union, who": no body is a who, but several people may be one ("Democrats who").
    let somebody = !is_body(cast.kind(mention.ix)) || scene.is_plural(end - 1);
    somebody.then_some(mention.ix)
}

fn person(scene: &Scene<'_>, cast: &mut Cast, focus: &Focus, at: usize, gender: Gender) -> Option<MentionedIx> {
    let here = scene.sentence_of[at] as usize;
    let quoted = scene.token(at).in_quotes;
    let object = matches!(scene.lower(at), "him");
    let mut best: Option<(i64, MentionedIx)> = None;
    for (ix, seen) in focus.all() {
        if cast.kind(ix) != ActorKind::Person || cast.facts(ix).gender.is_some_and(|known| known != gender) {
            continue;
        }
        let sentences = here - seen.sentence;
        if sentences > 6 {
            continue;
        }
        let score = in_mind(seen, sentences, at, quoted) + if cast.facts(ix).gender == Some(gender) { 12 } else { 0 }
            // Who has a name is more in mind than who is only described.
            - if cast.facts(ix).named == 0 { 10 } else { 0 }
            - if object && sentences == 0 && seen.subject { 30 } else { 0 };
        if best.is_none_or(|(top, _)| score > top) {
            best = Some((score, ix));
        }
    }
    let (_, ix) = best?;
    let facts = cast.facts_mut(ix);
    facts.gender = facts.gender.or(Some(gender));
    Some(ix)
}

/// How much an actor is in mind: nearness in sentences, being a subject, being spoken of often; what is only inside a
/// quotation is less in mind outside of it.
fn in_mind(seen: Seen, sentences: usize, at: usize, quoted: bool) -> i64 {
    let near = -(sentences as i64) * 20 - (at.saturating_sub(seen.token)).min(60) as i64 / 6;
    let subject = if seen.subject { 18 } else { 0 };
    let often = i64::from(seen.count.min(8)) * 2;
    let apart = if seen.quoted && !quoted { -25 } else { 0 };
    near + subject + often + apart
}

/// "They": actors put together last, else the last group, else who said something some sentences ago where something is
/// said again, else the last organisation in mind.
fn several(scene: &Scene<'_>, cast: &Cast, focus: &Focus, at: usize) -> Vec<MentionedIx> {
    let here = scene.sentence_of[at] as usize;
    let says = (scene.says(at) || scene.is_speech(at + 1)) && !scene.token(at).in_quotes;
    let together = focus.sets.last().is_some_and(|(token, set)| {
        scene.sentence_of[token.saturating_sub(1)] as usize == here
            && set.iter().any(|ix| focus.seen(*ix).is_some_and(|seen| seen.subject))
    });
    if !together && strangers(scene, cast, at, says) {
        return Vec::new();
    }
    let set = focus.sets.last().filter(|(token, set)| {
        let acts =
            |ix: &MentionedIx| cast.kind(*ix) != ActorKind::Country || focus.seen(*ix).is_some_and(|it| it.subject);
        here - scene.sentence_of[token.saturating_sub(1)] as usize <= 1 && (!says || set.iter().any(acts))
    });
    let people = |ix: MentionedIx| cast.kind(ix) == ActorKind::Group && !(says && is_paper(&cast.actor(ix).name));
    let group = focus.all().filter(|(ix, seen)| people(*ix) && here - seen.sentence <= 2).max_by_key(|(ix, seen)| {
        (in_mind(*seen, here - seen.sentence, at, scene.token(at).in_quotes), std::cmp::Reverse(ix.0))
    });
    match (set, group) {
        (Some((token, set)), Some((_, seen))) if *token >= seen.token => return set.clone(),
        (_, Some((ix, _))) => return vec![ix],
        (Some((_, set)), None) => return set.clone(),
        (None, None) => {}
    }
    if says && let Some(found) = said(scene, cast, focus, here) {
        return found;
    }
    focus
        .all()
        .filter(|(ix, seen)| is_body(cast.kind(*ix)) && here - seen.sentence <= 1)
        // A country that things happen in says nothing.
        .filter(|(ix, seen)| !says || seen.subject || cast.kind(*ix) != ActorKind::Country)
        .max_by_key(|(ix, seen)| (in_mind(*seen, here - seen.sentence, at, false), std::cmp::Reverse(ix.0)))
        .map(|(ix, _)| ix)
        .into_iter()
        .collect()
}

/// The group, the team without a name or the people named together that said something last, some sentences ago at most.
fn said(scene: &Scene<'_>, cast: &Cast, focus: &Focus, here: usize) -> Option<Vec<MentionedIx>> {
    const FAR: usize = 4;
    let near = |token: usize| here - scene.sentence_of[token.saturating_sub(1)] as usize <= FAR;
    let several = |ix: MentionedIx| {
        let name = &cast.actor(ix).name;
        let body = cast.kind(ix) == ActorKind::Organisation && !name.contains(char::is_uppercase);
        (body || cast.kind(ix) == ActorKind::Group) && !is_paper(name)
    };
    let one = focus.all().filter(|(ix, _)| several(*ix)).filter_map(|(ix, seen)| Some((seen.says?, ix)));
    let one = one.filter(|(token, _)| near(*token)).max_by_key(|(token, ix)| (*token, std::cmp::Reverse(ix.0)));
    let set = focus.sets.iter().rev().find(|(token, set)| {
        let people = set.iter().all(|ix| cast.kind(*ix) == ActorKind::Person);
        let spoke = |ix: &MentionedIx| focus.seen(*ix).is_some_and(|seen| seen.says == Some(*token));
        near(*token) && people && set.last().is_some_and(spoke)
    });
    match (set, one) {
        (Some((token, set)), one) if one.is_none_or(|(says, _)| says < *token) => Some(set.clone()),
        (_, Some((_, ix))) => Some(vec![ix]),
        _ => None,
    }
}

/// Whether a name describes papers: "results of a survey".
fn is_paper(name: &str) -> bool {
    let phrase = name.split(' ').take_while(|word| !matches!(*word, "of" | "on" | "for" | "in" | "from"));
    let head = phrase.last().map(|head| lemma(&head.to_lowercase())).unwrap_or_default();
    lexicon::classes(&head).has(Classes::DOCUMENT)
}

/// Whether the last plural subject before the pronoun is nobody that is known: "many schools … they". Things say
/// nothing, so that they are not meant where something is said.
fn strangers(scene: &Scene<'_>, cast: &Cast, at: usize, says: bool) -> bool {
    let sentence = scene.sentence(at);
    let from = scene.sentence(sentence.start.saturating_sub(1)).start;
    let subject = (from..at).rev().find(|token| {
        let relation = scene.token(*token).relation;
        matches!(relation, Relation::Nsubj | Relation::NsubjPass) && scene.tag(*token).is_plural()
    });
    let people = |token: usize| lexicon::is_people(scene.lower(token), &scene.token(token).lemma);
    // Figures show and contributions tell as well.
    let shows = |at: usize| {
        matches!(
            scene.token(at).lemma.as_str(),
            "show" | "indicate" | "suggest" | "reveal" | "mean" | "tell" | "include"
        )
    };
    // A text may break off with the pronoun.
    let next = at + 1 < scene.len() && shows(at + 1);
    let says = says && !next && !shows(scene.token(at).head);
    subject.is_some_and(|token| !cast.covers(token) && (!says || people(token)))
}

/// "It" and "its": a country or organisation that is close by, where the word can stand for one at all.
fn thing(scene: &Scene<'_>, cast: &Cast, focus: &Focus, at: usize) -> Option<MentionedIx> {
    let here = scene.sentence_of[at] as usize;
    let possessive = scene.lower(at) == "its";
    // "It has long argued", "it now wants".
    let between =
        |at: &usize| matches!(scene.lower(*at), "will" | "would" | "has" | "had") || scene.tag(*at).is_adverb();
    let verb = (at + 1..scene.sentence(at).end).take(4).find(|at| !between(at));
    if !(possessive || verb.is_some_and(|verb| scene.is_speech(verb))) {
        return None;
    }
    focus
        .all()
        .filter(|(ix, seen)| is_body(cast.kind(*ix)) && here - seen.sentence <= 1)
        .max_by_key(|(ix, seen)| {
            (in_mind(*seen, here - seen.sentence, at, scene.token(at).in_quotes), std::cmp::Reverse(ix.0))
        })
        .map(|(ix, _)| ix)
}
