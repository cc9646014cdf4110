//! Several people as one actor ("European leaders"), organisations by a common noun ("the ministry"), and what stands
//! for its country ("the Chilean government").

use super::cast::Cast;
use super::described;
use super::phrases::{Determiner, Owner, Phrase};
use super::references::{Focus, is_told_apart};
use super::roles::{is_predicate, speaks};
use super::scene::Scene;
use crate::language::Relation;
use crate::language::lexicon::{self, Classes};
use crate::model::{ActorKind, MentionedIx};

/// A group by its words. "American officials" and "U.S. officials" are one: whose they are counts, not how it is put.
pub(super) fn group(
    scene: &Scene<'_>,
    cast: &mut Cast,
    focus: &Focus,
    phrase: &Phrase,
    owner: Option<MentionedIx>,
) -> Option<MentionedIx> {
    // "Olvend's statements say" what she says.
    let paper = scene.bases[phrase.head].has(Classes::DOCUMENT);
    if let Some(owner) = owner.filter(|owner| paper && cast.kind(*owner) == ActorKind::Person) {
        return Some(owner);
    }
    let own = own_words(scene, cast, phrase);
    let noun = scene.lower(phrase.head);
    if (phrase.body..phrase.head).any(|at| scene.lower(at) == "respective") {
        return None;
    }
    if owner.is_none() && !phrase.strange && phrase.determiner == Determiner::Definite {
        // "the officials": those spoken of before.
        // "The Arab leaders" are not the European ones, nor are "the angry voters" who say something any voters.
        let apart = is_told_apart(scene, phrase) || speaks(scene, phrase);
        let words = if apart { own.to_lowercase() } else { noun.to_owned() };
        let known = recent(focus, |ix| {
            cast.kind(ix) == ActorKind::Group && cast.actor(ix).name.to_lowercase().ends_with(words.as_str())
        });
        if known.is_some() {
            return known;
        }
    }
    let described = phrase.body < phrase.head;
    // "Excessive force" is nobody; a police force is.
    if noun == "force" && !(described && scene.tag(phrase.head - 1).is_noun()) {
        return None;
    }
    let known = |at: usize| scene.is_capital(at) || scene.words[at].has(Classes::CAPITAL);
    let nameless = owner.is_none() && !(phrase.body..phrase.head).any(known);
    // "They are the region's loudest critics", "as close allies": said of somebody.
    if nameless && is_predicate(scene, phrase.head) {
        return None;
    }
    // Whom nobody knows and who do nothing are nobody ("hunting individual victims"); officials are somebody's.
    let relation = scene.token(phrase.head).relation;
    let acts = relation.is_subject() || relation == Relation::OblAgent || speaks(scene, phrase);
    let idle = nameless && phrase.determiner != Determiner::Definite && !acts;
    if idle && !stands_alone(noun) && !is_official(&scene.token(phrase.head).lemma) {
        return None;
    }
    // Troops do what their country does.
    if matches!(noun, "troops" | "forces" | "soldiers")
        && let Some(owner) = owner.filter(|owner| cast.kind(*owner) == ActorKind::Country)
    {
        return Some(owner);
    }
    // Anybody's people and countries in general are nobody's actors.
    if owner.is_none()
        && !described
        && matches!(
            noun,
            "people" | "countries" | "nations" | "states" | "governments" | "forces" | "staff" | "members"
        )
    {
        return None;
    }
    if owner.is_none() && !described && !speaks(scene, phrase) && !stands_alone(noun) {
        return None;
    }
    Some(of_owner(scene, cast, phrase, owner, &own, ActorKind::Group))
}

/// "Peruvian and Chilean officials" are two groups: the one that the phrase is read as, and the others.
pub(super) fn with_beside(scene: &Scene<'_>, cast: &mut Cast, phrase: &Phrase, group: MentionedIx) -> Vec<MentionedIx> {
    let own = scene.words_of(phrase.own..phrase.matter);
    let noun = own.rsplit(' ').next().unwrap_or(own).to_lowercase();
    let mut found = Vec::new();
    for (owner, adjective) in &phrase.beside {
        // Troops were read as their country.
        if cast.kind(group) == ActorKind::Country {
            found.push(*owner);
            continue;
        }
        let known = cast.owned(*owner, &noun, ActorKind::Group);
        let known = known.or_else(|| cast.only_owned(*owner, &noun, ActorKind::Group));
        found.push(known.unwrap_or_else(|| {
            let name = format!("{} {own}", scene.words_of(adjective.clone()));
            let ix = cast.named(&name, ActorKind::Group);
            cast.own(*owner, &noun, ActorKind::Group, ix);
            cast.affiliate(ix, *owner);
            ix
        }));
    }
    found.reverse();
    found.push(group);
    found
}

/// Who acts for a state or a body.
fn is_official(lemma: &str) -> bool {
    matches!(
        lemma,
        "official"
            | "officer"
            | "agent"
            | "inspector"
            | "judge"
            | "prosecutor"
            | "lawyer"
            | "diplomat"
            | "lawmaker"
            | "minister"
            | "leader"
            | "negotiator"
            | "adviser"
            | "advisor"
            | "commander"
            | "authority"
            | "investigator"
            | "envoy"
            | "representative"
    )
}

/// Groups that are actors without another word.
fn stands_alone(noun: &str) -> bool {
    matches!(
        noun,
        "critics"
            | "lawmakers"
            | "analysts"
            | "experts"
            | "opponents"
            | "protesters"
            | "activists"
            | "rebels"
            | "supporters"
            | "police"
            | "migrants"
            | "refugees"
            | "prosecutors"
            | "investigators"
    )
}

/// The words of the phrase without determiner, numbers and owner.
fn own_words(scene: &Scene<'_>, cast: &Cast, phrase: &Phrase) -> String {
    let owner_end = (phrase.body..phrase.head)
        .rev()
        .find(|at| cast.ending(at + 1).is_some_and(|mention| mention.tokens.start >= phrase.tokens.start));
    let from = owner_end.map_or(phrase.body, |at| at + 1);
    // A possessive that the owner's mention left over.
    let from = from + usize::from(from < phrase.head && matches!(scene.lower(from), "'s" | "'"));
    scene.words_of(from..phrase.matter).to_owned()
}

/// The actor of some words and an owner, the first wording being the name.
fn of_owner(
    scene: &Scene<'_>,
    cast: &mut Cast,
    phrase: &Phrase,
    owner: Option<MentionedIx>,
    own: &str,
    kind: ActorKind,
) -> MentionedIx {
    // "Their forces" of a group are those of the group's country.
    let owner = owner.and_then(|owner| match cast.kind(owner) {
        ActorKind::Group => country_of(cast, owner),
        _ => Some(owner),
    });
    let Some(owner) = owner else {
        let end = if phrase.many { phrase.matter } else { phrase.head + 1 };
        return cast.named(&described::words(scene.text, phrase.named..end), kind);
    };
    // Officials are officials; of ministries each state has several, so that only "its ministry" can be any of them.
    let noun = match kind {
        ActorKind::Organisation => own.to_lowercase(),
        // Foreign ministers are no defence ministers.
        _ if own.ends_with("inisters") => own.to_lowercase(),
        _ => own.rsplit(' ').next().unwrap_or(own).to_lowercase(),
    };
    let known = cast.owned(owner, &noun, kind).or_else(|| cast.only_owned(owner, &noun, kind));
    let spelt = described::words(scene.text, phrase.named..phrase.tokens.end);
    let by_name = matches!(phrase.owner, Some(Owner::Actor(_)));
    if let Some(ix) = known {
        if by_name {
            cast.alias(ix, &spelt);
        }
        return ix;
    }
    // "Olvend's campaign" and "the Mara Olvend campaign" are named alike, so that other articles find it.
    let alike = !by_name || cast.kind(owner) == ActorKind::Person;
    let name = if alike { format!("{}’s {own}", cast.actor(owner).name) } else { spelt.clone() };
    let ix = cast.named(&name, kind);
    if by_name {
        cast.alias(ix, &spelt);
    }
    cast.own(owner, &noun, kind, ix);
    cast.affiliate(ix, owner);
    ix
}

/// An organisation by a common noun: with its owner an actor of its own, else the last one whose name has the noun.
pub(super) fn body(
    scene: &Scene<'_>,
    cast: &mut Cast,
    focus: &Focus,
    phrase: &Phrase,
    owner: Option<MentionedIx>,
) -> Option<MentionedIx> {
    let noun = scene.lower(phrase.head);
    if (phrase.body..phrase.head).any(|at| scene.lower(at) == "respective") {
        return None;
    }
    // A country's campaign is a war, and its camps and courts are places.
    let kind = owner.map(|owner| cast.kind(owner));
    if noun == "camp" && kind != Some(ActorKind::Person) || noun == "campaign" && kind == Some(ActorKind::Country) {
        return None;
    }
    // "Its army" is a country's, whoever was spoken of last.
    let pronoun = matches!(phrase.owner, Some(Owner::Pronoun(_)));
    let states = matches!(noun, "military" | "army" | "navy" | "parliament" | "embassy" | "opposition");
    let owner = match owner {
        Some(owner) if pronoun && states && cast.kind(owner) == ActorKind::Organisation => {
            let here = scene.sentence_of[phrase.head] as usize;
            Some(recent(focus, |ix| {
                let near = focus.seen(ix).is_some_and(|seen| here - seen.sentence <= 1);
                near && cast.kind(ix) == ActorKind::Country
            })?)
        }
        owner => owner,
    };
    if let Some(owner) = owner {
        // "Olvend's letter says" what she says.
        if cast.kind(owner) == ActorKind::Person && scene.bases[phrase.head].has(Classes::DOCUMENT) {
            return speaks(scene, phrase).then_some(owner);
        }
        // "A leaked letter … The ministry letter says": the one that was leaked.
        let papers = scene.bases[phrase.head].has(Classes::DOCUMENT);
        let mark = (phrase.tokens.start..phrase.head).any(|at| matches!(scene.lower(at), "'s" | "'"));
        if papers && !mark && matches!(phrase.owner, Some(Owner::Actor(_))) && scene.before(phrase.named) == "the" {
            let same = |ix| {
                let actor = cast.actor(ix);
                let described = !actor.name.contains(char::is_uppercase) && actor.affiliation.is_none();
                described && actor.kind == ActorKind::Organisation && actor.name.rsplit(' ').next() == Some(noun)
            };
            if let Some(ix) = recent(focus, same) {
                let spelt = described::words(scene.text, phrase.named..phrase.tokens.end);
                cast.alias(ix, &spelt);
                cast.affiliate(ix, owner);
                return Some(ix);
            }
        }
        // "The TASS news agency" is TASS.
        let adjacent = phrase.named == phrase.tokens.start
            || scene.lower(phrase.tokens.start) == "the" && phrase.named == phrase.tokens.start + 1;
        if cast.kind(owner) == ActorKind::Organisation
            && adjacent
            && !(phrase.tokens.start..phrase.head).any(|at| matches!(scene.lower(at), "'s" | "'"))
            && matches!(
                noun,
                "agency"
                    | "group"
                    | "party"
                    | "company"
                    | "newspaper"
                    | "movement"
                    | "organization"
                    | "organisation"
                    | "alliance"
                    | "bloc"
                    | "militia"
                    | "network"
                    | "broadcaster"
                    | "union"
            )
        {
            return Some(owner);
        }
        // "Abusing his office" is nobody's press office.
        let place = matches!(noun, "office" | "presidency" | "mission" | "bank" | "church" | "department");
        let acts = scene.token(phrase.head).relation.is_subject() || speaks(scene, phrase);
        let his = matches!(phrase.owner, Some(Owner::Pronoun(_))) || noun == "presidency";
        if noun == "presidency" && !acts || place && !acts && his && cast.kind(owner) == ActorKind::Person {
            return None;
        }
        // "Her party" is the one that she belongs to.
        if cast.kind(owner) == ActorKind::Person
            && let Some(above) = cast.actor(owner).affiliation
            && cast.actor(above).name.to_lowercase().split(' ').any(|word| word == noun)
        {
            return Some(above);
        }
        let own = own_words(scene, cast, phrase);
        return Some(of_owner(scene, cast, phrase, Some(owner), &own, ActorKind::Organisation));
    }
    // "A new study says": a source by its description.
    let source = || cast_source(scene, phrase);
    if phrase.determiner != Determiner::Definite {
        let words = source()?;
        return Some(named_paper(cast, phrase, noun).unwrap_or_else(|| cast.named(&words, ActorKind::Organisation)));
    }
    // "The city" is its council, where the text has it.
    if described::is_municipal(noun) && scene.lower(phrase.head + 1) != "of" {
        let council = |name: &str| name.split(' ').any(|word| word == "municipality" || word == noun);
        let named = |ix| cast.kind(ix) == ActorKind::Organisation && council(&cast.actor(ix).name.to_lowercase());
        let words = source()?;
        return recent(focus, named).or_else(|| Some(cast.named(&words, ActorKind::Organisation)));
    }
    // "The ministry of finance" is no other ministry.
    if phrase.matter > phrase.head + 1 {
        return Some(cast.named(&described::words(scene.text, phrase.named..phrase.matter), ActorKind::Organisation));
    }
    // "The US-led coalition" has a description for a name.
    let whole = matches!(scene.lower(phrase.head - 1), "entire" | "whole" | "wider" | "local");
    let joint = matches!(noun, "coalition" | "alliance" | "community") && !whole;
    if phrase.body < phrase.head && (joint || speaks(scene, phrase)) {
        let words = described::words(scene.text, phrase.named..phrase.head + 1);
        return Some(cast.named(&words, ActorKind::Organisation));
    }
    // "A survey found … The report says": the paper spoken of last, by whatever word.
    let paper = |noun: &str| matches!(noun, "report" | "study" | "survey" | "research" | "analysis" | "poll" | "paper");
    recent(focus, |ix| {
        cast.kind(ix) == ActorKind::Organisation
            && cast.actor(ix).name.to_lowercase().split(' ').any(|word| word == noun || paper(noun) && paper(word))
    })
    .or_else(|| {
        let any = matches!(
            noun,
            "organization" | "organisation" | "group" | "agency" | "company" | "firm" | "bloc" | "alliance" | "party"
        );
        (any).then(|| recent(focus, |ix| cast.kind(ix) == ActorKind::Organisation)).flatten()
    })
    .or_else(|| source().map(|words| cast.named(&words, ActorKind::Organisation)))
}

/// "A new study", where the article names one study only, and does so later.
fn named_paper(cast: &Cast, phrase: &Phrase, noun: &str) -> Option<MentionedIx> {
    let papers = |ix: &MentionedIx| {
        let actor = cast.actor(*ix);
        let word = actor.name.rsplit(' ').next().filter(|word| word.starts_with(char::is_uppercase));
        let later = cast.facts(*ix).first.is_some_and(|first| first > phrase.head);
        actor.kind == ActorKind::Organisation && word.is_some_and(|word| word.to_lowercase() == noun) && later
    };
    let classes = lexicon::classes(noun);
    let mut named = (0..cast.list.len()).map(|at| MentionedIx(at as u32)).filter(papers);
    let (first, second) = (named.next(), named.next());
    first.filter(|_| second.is_none() && classes.has(Classes::DOCUMENT) && !classes.has(Classes::MEDIA))
}

/// The words of a phrase that says something.
fn cast_source(scene: &Scene<'_>, phrase: &Phrase) -> Option<String> {
    speaks(scene, phrase).then(|| described::words(scene.text, phrase.named..phrase.head + 1))
}

/// A government is its country, whoever leads it.
pub(super) fn government(
    scene: &Scene<'_>,
    cast: &mut Cast,
    focus: &Focus,
    phrase: &Phrase,
    owner: Option<MentionedIx>,
) -> Option<MentionedIx> {
    match owner {
        Some(owner) => country_of(cast, owner),
        None if phrase.determiner == Determiner::Definite && phrase.body == phrase.head => {
            main_country(cast, focus, scene, phrase.head)
        }
        None => None,
    }
}

/// "the country", "his country".
pub(super) fn land(cast: &mut Cast, focus: &Focus, phrase: &Phrase, owner: Option<MentionedIx>) -> Option<MentionedIx> {
    match owner {
        Some(owner) => country_of(cast, owner),
        None if phrase.determiner == Determiner::Definite => recent(focus, |ix| cast.kind(ix) == ActorKind::Country),
        None => None,
    }
}

/// The country that an actor is or belongs to.
pub(super) fn country_of(cast: &Cast, ix: MentionedIx) -> Option<MentionedIx> {
    let mut at = Some(ix);
    for _ in 0..4 {
        let ix = at?;
        if cast.kind(ix) == ActorKind::Country {
            return Some(ix);
        }
        at = cast.actor(ix).affiliation;
    }
    None
}

fn main_country(cast: &Cast, focus: &Focus, scene: &Scene<'_>, at: usize) -> Option<MentionedIx> {
    let here = scene.sentence_of[at] as usize;
    focus
        .all()
        .filter(|(ix, _)| cast.kind(*ix) == ActorKind::Country)
        .max_by_key(|(ix, seen)| {
            (i64::from(seen.count.min(20)) * 2 - (here - seen.sentence).min(20) as i64 * 2, std::cmp::Reverse(ix.0))
        })
        .map(|(ix, _)| ix)
}

/// The actor mentioned last of those that fit.
pub(super) fn recent(focus: &Focus, fits: impl Fn(MentionedIx) -> bool) -> Option<MentionedIx> {
    focus
        .all()
        .filter(|(ix, _)| fits(*ix))
        .max_by_key(|(ix, seen)| (seen.token, std::cmp::Reverse(ix.0)))
        .map(|(ix, _)| ix)
}
