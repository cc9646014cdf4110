//! "The two leaders", "both countries", "the sides": the exact set of actors that is meant.

use super::cast::Cast;
use super::groups::country_of;
use super::phrases::Phrase;
use super::references::{Focus, agrees, gender_of};
use super::scene::Scene;
use crate::language::lexicon::Classes;
use crate::model::{ActorKind, MentionedIx};

pub(super) fn resolve(
    scene: &Scene<'_>,
    cast: &Cast,
    focus: &Focus,
    phrase: &Phrase,
    owners: &[MentionedIx],
) -> Vec<MentionedIx> {
    let noun = scene.token(phrase.head).lemma.as_str();
    let number = phrase.number.unwrap_or(2);
    let lands = matches!(noun, "country" | "nation" | "government" | "state" | "neighbor" | "neighbour");
    let sides = matches!(noun, "side" | "party" | "ally" | "rival" | "foe" | "adversary" | "partner");
    let people = scene.bases[phrase.head].has(Classes::OFFICE.with(Classes::ROLE)) || noun == "leader";
    // "The two", "the pair": leaders where there are as many, else anybody named.
    if matches!(noun, "two" | "pair" | "duo" | "trio") {
        let number = if noun == "trio" { 3 } else { 2 };
        return members(
            cast,
            focus,
            number,
            &|ix| cast.kind(ix) == ActorKind::Person && cast.facts(ix).named > 0,
            false,
        );
    }
    // "Both men": those named who can be.
    if scene.bases[phrase.head].has(Classes::PERSON) {
        let gender = gender_of(scene.bases[phrase.head]);
        let fits = |ix| cast.kind(ix) == ActorKind::Person && cast.facts(ix).named > 0 && agrees(cast, ix, gender);
        return members(cast, focus, number, &fits, false);
    }
    if lands {
        return members(cast, focus, number, &|ix| cast.kind(ix) == ActorKind::Country, true);
    }
    if sides {
        let found = members(cast, focus, number, &|ix| cast.kind(ix) == ActorKind::Country, false);
        if found.len() == number {
            return found;
        }
        return members(cast, focus, number, &|ix| cast.kind(ix) != ActorKind::Person, true);
    }
    if people {
        let leader = noun == "leader";
        let holds = |ix: MentionedIx| {
            cast.kind(ix) == ActorKind::Person
                && cast.facts(ix).offices.iter().any(|office| {
                    let last = office.noun.rsplit(' ').next().unwrap_or_default();
                    leader && is_leader(&office.noun) || last == noun
                })
        };
        // "the leaders of both countries", "their leaders": those of the owners.
        if owners.len() > 1 {
            let of: Vec<MentionedIx> = owners
                .iter()
                .filter_map(|owner| {
                    let country = country_of(cast, *owner)?;
                    focus.all().map(|(ix, _)| ix).find(|ix| holds(*ix) && cast.actor(*ix).affiliation == Some(country))
                })
                .collect();
            if of.len() == owners.len() {
                return of;
            }
        }
        let found = members(cast, focus, number, &holds, false);
        if found.len() == number {
            return found;
        }
        return members(
            cast,
            focus,
            number,
            &|ix| cast.kind(ix) == ActorKind::Person && cast.facts(ix).named > 0,
            false,
        );
    }
    Vec::new()
}

/// The leaders or envoys whom the text has last put together, for "the leaders" without a number.
pub(super) fn spoken_of(scene: &Scene<'_>, cast: &Cast, focus: &Focus, phrase: &Phrase) -> Vec<MentionedIx> {
    let noun = scene.token(phrase.head).lemma.as_str();
    if !matches!(noun, "leader" | "president" | "premier" | "minister" | "envoy" | "chancellor" | "negotiator") {
        return Vec::new();
    }
    let here = scene.sentence_of[phrase.head] as usize;
    let near = |token: usize| here - scene.sentence_of[token.saturating_sub(1)] as usize <= 8;
    let set = focus.sets.iter().rev().find(|(token, set)| {
        near(*token) && set.iter().all(|ix| cast.kind(*ix) == ActorKind::Person && !cast.facts(*ix).offices.is_empty())
    });
    set.map(|(_, set)| set.clone()).unwrap_or_default()
}

fn is_leader(noun: &str) -> bool {
    matches!(
        noun,
        "president"
            | "prime minister"
            | "chancellor"
            | "king"
            | "queen"
            | "leader"
            | "dictator"
            | "emperor"
            | "premier"
            | "ruler"
    )
}

/// As many actors as wanted: a set that the text has put together lately, else those most in mind. `by_people` lets
/// the leaders in mind speak for their countries.
fn members(
    cast: &Cast,
    focus: &Focus,
    number: usize,
    fits: &dyn Fn(MentionedIx) -> bool,
    by_people: bool,
) -> Vec<MentionedIx> {
    let latest = focus.all().map(|(_, seen)| seen.token).max().unwrap_or_default();
    let set = focus.sets.iter().rev().take(6).find(|(token, set)| {
        set.len() == number && set.iter().all(|ix| fits(*ix)) && latest.saturating_sub(*token) < 120
    });
    if let Some((_, set)) = set {
        let mut set = set.clone();
        set.sort_unstable();
        return set;
    }
    if number == 2
        && let Some(pair) = focus.pair(cast, fits, by_people)
    {
        return pair.to_vec();
    }
    let mut weights: Vec<(i64, MentionedIx)> = Vec::new();
    let mut add = |ix: MentionedIx, weight: i64| match weights.iter_mut().find(|(_, known)| *known == ix) {
        Some((known, _)) => *known += weight,
        None => weights.push((weight, ix)),
    };
    for (ix, seen) in focus.all() {
        // Nearness in words counts most, frequency a little.
        let near = 200 - (latest.saturating_sub(seen.token)).min(200) as i64;
        let weight = near + i64::from(seen.count.min(15)) * 10;
        if fits(ix) {
            add(ix, weight);
        } else if by_people
            && cast.kind(ix) == ActorKind::Person
            && let Some(country) = country_of(cast, ix).filter(|country| fits(*country))
        {
            add(country, weight / 2);
        }
    }
    weights.sort_unstable_by_key(|(weight, ix)| (std::cmp::Reverse(*weight), ix.0));
    if weights.len() < number {
        return Vec::new();
    }
    let mut found: Vec<MentionedIx> = weights[..number].iter().map(|(_, ix)| *ix).collect();
    found.sort_unstable();
    found
}
