//! Persons by role: appositions ("Mara Olvend, the Chilean president"), known holders ("the president"), and persons
//! of whom the text gives no name ("a senior aide").

use super::cast::{Cast, How};
use super::described;
use super::phrases::{Determiner, Kind, Owner, Phrase};
use super::references::{Focus, agrees, gender_of};
use super::regions;
use super::scene::{Scene, Shape};
use crate::language::lexicon::Classes;
use crate::language::{Relation, Tag};
use crate::model::{ActorKind, MentionedIx};

/// The office that a noun names, with the words that make it another: "prime minister", "foreign minister".
pub(super) fn office(scene: &Scene<'_>, start: usize, noun: usize) -> String {
    let lower = scene.lower(noun);
    if matches!(lower, "secretary" | "minister") && scene.lower(noun + 1) == "of" {
        return format!("{lower} of {}", scene.lower(noun + 2));
    }
    // "Prime minister", "special counsel", "vice president": the word before makes it another office.
    let before = if noun > start { scene.words[noun - 1] } else { Classes::default() };
    let rank = noun > start
        && matches!(
            scene.lower(noun - 1),
            "former"
                | "ex"
                | "late"
                | "then"
                | "senior"
                | "top"
                | "acting"
                | "embattled"
                | "outgoing"
                | "incoming"
                | "new"
        );
    if before.has(Classes::MODIFIER) && !rank && !matches!(lower, "leader" | "dictator" | "ruler" | "official") {
        return format!("{} {lower}", scene.lower(noun - 1));
    }
    match lower {
        "premier" | "pm" | "taoiseach" => "prime minister".to_owned(),
        _ => lower.to_owned(),
    }
}

/// Whether two office nouns can be of one holder: the same, or "leader" for whoever leads a state.
fn same_office(wanted: &str, held: &str) -> bool {
    let leads = |noun: &str| {
        matches!(
            noun,
            "president"
                | "chancellor"
                | "prime minister"
                | "king"
                | "queen"
                | "emperor"
                | "leader"
                | "dictator"
                | "ruler"
                | "strongman"
                | "monarch"
        )
    };
    let vague = |noun: &str| matches!(noun, "leader" | "dictator" | "ruler" | "strongman" | "monarch");
    wanted == held
        || (vague(wanted) && leads(held))
        || (vague(held) && leads(wanted))
        || held.rsplit(' ').next() == Some(wanted) && !held.starts_with("vice")
        || (matches!(wanted, "chief" | "director" | "head" | "boss")
            && matches!(held, "chief" | "director" | "head" | "boss"))
        || (wanted.starts_with("spokes") && held.starts_with("spokes"))
        || (wanted.starts_with("congress") && held == "representative")
        || (matches!(wanted, "lawyer" | "attorney") && matches!(held, "lawyer" | "attorney"))
}

/// For each phrase, the named person that it stands beside in apposition. Notes offices and affiliations on the way.
pub(super) fn appositions(scene: &Scene<'_>, cast: &mut Cast, phrases: &[Phrase]) -> Vec<Option<MentionedIx>> {
    phrases
        .iter()
        .map(|phrase| {
            if phrase.kind != Kind::Person
                || phrase.owner.is_some_and(|owner| matches!(owner, Owner::Pronoun(at) if scene.token(at).in_quotes))
            {
                return None;
            }
            let ix = beside(scene, cast, phrase)?;
            let former =
                (phrase.body..phrase.head).any(|at| matches!(scene.lower(at), "former" | "ex" | "late" | "then"));
            let of = match phrase.owner {
                Some(Owner::Actor(of)) => Some(of),
                _ => None,
            };
            let gender = gender_of(scene.words[phrase.head]);
            let facts = cast.facts_mut(ix);
            facts.gender = facts.gender.or(gender);
            if scene.words[phrase.head].has(Classes::KIN) {
                cast.kin(ix, scene.lower(phrase.head), of);
            } else if former {
                cast.former_office(ix, &office(scene, phrase.body, phrase.head), of);
            } else if !scene.words[phrase.head].has(Classes::PERSON) {
                cast.office(ix, &office(scene, phrase.body, phrase.head), of);
            }
            Some(ix)
        })
        .collect()
}

/// The person whose name stands right before or after the phrase, with a comma or nothing between.
fn beside(scene: &Scene<'_>, cast: &Cast, phrase: &Phrase) -> Option<MentionedIx> {
    let (start, end) = (phrase.tokens.start, phrase.tokens.end);
    let sentence = scene.sentence(start);
    let gender = gender_of(scene.words[phrase.head]);
    let person = |ix: MentionedIx| cast.kind(ix) == ActorKind::Person && agrees(cast, ix, gender);
    // "Mara Olvend, the Chilean president, said": a comma or a preposition goes on, a verb does not.
    if start >= sentence.start + 2
        && matches!(scene.lower(start - 1), "," | "—" | "–" | "(")
        && let Some(mention) = cast.ending(start - 1)
        && mention.how == How::Name
        && person(mention.ix)
        && (end >= sentence.end
            || matches!(scene.tag(end), Tag::VBG | Tag::VBN)
            || matches!(
                scene.lower(end),
                "," | "."
                    | ";"
                    | ")"
                    | "—"
                    | "–"
                    | "of"
                    | "for"
                    | "at"
                    | "in"
                    | "who"
                    | "to"
                    | "on"
                    | "from"
                    | "with"
                    | "and"
                    | "under"
                    | "whose"
                    | "during"
            ))
    {
        // In a list of people ("Olvend, the envoy and two aides"), the phrase is someone else.
        let list = scene.lower(end) == "and" && phrase.determiner != Determiner::None;
        if !list {
            return Some(mention.ix);
        }
    }
    // "Mara Olvend, an analyst and former general, said": both are she.
    if phrase.determiner == Determiner::None
        && scene.before(start) == "and"
        && matches!(scene.lower(end), "," | ".")
        && let Some(comma) = (sentence.start + 1..start - 1).rev().take(6).find(|at| scene.lower(*at) == ",")
        && (comma + 2..start - 1).all(|at| scene.tag(at).is_noun() || scene.tag(at).is_adjective())
        && scene.tag(comma + 1) == Tag::DT
        && let Some(mention) = cast.ending(comma)
        && mention.how == How::Name
        && person(mention.ix)
    {
        return Some(mention.ix);
    }
    // "the academic and Velmora professor Mara Olvend" is one person.
    let named = (end + 1..sentence.end.min(end + 4)).find_map(|at| cast.starting(at));
    if scene.lower(end) == "and"
        && let Some(mention) = named
        && (end + 1..mention.tokens.start).all(|at| scene.tag(at).is_noun() || scene.tag(at).is_adjective())
        && mention.how == How::Name
        && person(mention.ix)
        && mention.tokens.len() > 2
        && scene.words[mention.tokens.start].has(Classes::ROLE)
        && scene.shapes[mention.tokens.start] == Shape::Small
    {
        return Some(mention.ix);
    }
    // "its leader, Mara Olvend", "the director of the bank Mara Olvend".
    let end = past_owner(scene, end, sentence.end);
    let next = if scene.lower(end) == "," { end + 1 } else { end };
    if next < sentence.end
        && phrase.determiner != Determiner::Indefinite
        && let Some(mention) = cast.starting(next)
        && mention.how == How::Name
        && person(mention.ix)
        && mention.tokens.len() > 1
        && (next == end
            || matches!(scene.lower(mention.tokens.end), "," | "." | "'s" | "and" | ")")
            || mention.tokens.end >= sentence.end
            || scene.lower(mention.tokens.end) == "on")
        && !(next > end && scene.before(start).is_empty() && scene.lower(mention.tokens.end) != ",")
    {
        return Some(mention.ix);
    }
    // "an envoy, Mara Olvend," in the middle of a sentence.
    if next > end
        && phrase.determiner == Determiner::Indefinite
        && let Some(mention) = cast.starting(next)
        && mention.how == How::Name
        && person(mention.ix)
        && mention.tokens.len() > 1
        && matches!(scene.lower(mention.tokens.end), "," | ".")
    {
        return Some(mention.ix);
    }
    None
}

/// Where "of the Velmora Council (VC)" behind a role ends, whose it is being nobody known.
fn past_owner(scene: &Scene<'_>, end: usize, limit: usize) -> usize {
    let mut at = end;
    if matches!(scene.lower(at), "of" | "for" | "at") {
        at += 1 + usize::from(scene.lower(at + 1) == "the");
        let name = |at: &usize| scene.is_capital(*at) || matches!(scene.lower(*at), "of" | "for" | "and" | "the");
        at = (at..limit).take_while(name).last().map_or(end, |last| last + 1);
    }
    if scene.lower(at) == "("
        && let Some(close) = (at..limit.min(at + 8)).find(|at| scene.lower(*at) == ")")
    {
        at = close + 1;
    }
    if scene.lower(at) == "," { at } else { end }
}

/// Who the phrase speaks of: a holder of that office, or someone known by it alone.
pub(super) fn resolve(
    scene: &Scene<'_>,
    cast: &mut Cast,
    focus: &Focus,
    phrase: &Phrase,
    owner: Option<MentionedIx>,
) -> Option<MentionedIx> {
    let head = scene.words[phrase.head];
    let noun = office(scene, phrase.body, phrase.head);
    let leads = head.has(Classes::OFFICE) || noun == "prime minister";
    let former = (phrase.body..phrase.head)
        .any(|at| matches!(scene.lower(at), "former" | "ex" | "late" | "then" | "next" | "future" | "no"));
    if former {
        if phrase.determiner == Determiner::Definite
            && let Some(ix) = former_holder(scene, cast, phrase, owner, &noun)
        {
            return Some(ix);
        }
        return described(scene, cast, phrase, owner, &noun);
    }
    let definite = phrase.determiner == Determiner::Definite || (phrase.determiner == Determiner::None && leads);
    if noun == "counterpart" {
        return None;
    }
    // "The Velmora senator" is no senator of elsewhere.
    let region = regions::within(scene, phrase.body..phrase.head).filter(|region| !region.is_empty());
    if let Some(region) = region.filter(|_| definite && phrase.owner.is_none() && !phrase.strange) {
        let known = of_region(scene, cast, phrase, &noun, &region);
        return known.or_else(|| described(scene, cast, phrase, owner, &noun));
    }
    if definite
        && !phrase.strange
        && let Some(ix) = holder(scene, cast, focus, phrase, owner, &noun)
    {
        // Once it is said whose office someone holds, the same office of another country is someone else's. A senator may
        // be anybody's; of a "deputy foreign minister" whose country the text does not say elsewhere it is said here.
        let untold = cast.actor(ix).affiliation.is_none() && noun.contains(' ');
        if (leads || untold)
            && let Some(owner) = owner.filter(|owner| cast.kind(*owner) == ActorKind::Country)
        {
            cast.office(ix, &noun, Some(owner));
        }
        return Some(ix);
    }
    if definite
        && phrase.owner.is_none()
        && !phrase.strange
        && let Some(ix) = only_one(scene, cast, focus, phrase)
    {
        return Some(ix);
    }
    if leads
        && phrase.strange
        && let Some(ix) = only_holder(scene, cast, phrase, &noun)
    {
        return Some(ix);
    }
    described(scene, cast, phrase, owner, &noun)
}

/// The one named person of whom the text says that they held that office before: "the former Chilean president".
fn former_holder(
    scene: &Scene<'_>,
    cast: &Cast,
    phrase: &Phrase,
    owner: Option<MentionedIx>,
    noun: &str,
) -> Option<MentionedIx> {
    if (phrase.body..phrase.head).any(|at| matches!(scene.lower(at), "next" | "future" | "no" | "then")) {
        return None;
    }
    let gender = gender_of(scene.words[phrase.head]);
    let region =
        regions::within(scene, phrase.body..phrase.head).filter(|region| !region.is_empty() && owner.is_none());
    let fits = |ix: &MentionedIx| {
        let facts = cast.facts(*ix);
        let held = facts.former.iter().any(|office| {
            let of = owner.is_none() || office.of.is_none() || office.of == owner;
            of && (office.noun == noun || office.noun.rsplit(' ').next() == Some(noun))
        });
        let here = region.as_ref().is_none_or(|region| facts.regions.contains(region));
        let land = owner.is_none_or(|owner| cast.actor(*ix).affiliation.is_none_or(|above| above == owner));
        held && here && land && facts.named > 0 && agrees(cast, *ix, gender)
    };
    let people = (0..cast.list.len()).map(|at| MentionedIx(at as u32));
    let mut found = people.filter(|ix| cast.kind(*ix) == ActorKind::Person).filter(fits);
    found.next().filter(|_| found.next().is_none())
}

/// The one named person of whom the text says that they are of that region, by their office or by a noun that says no
/// more than their field.
fn of_region(scene: &Scene<'_>, cast: &Cast, phrase: &Phrase, noun: &str, region: &str) -> Option<MentionedIx> {
    let gender = gender_of(scene.words[phrase.head]);
    let field =
        matches!(noun.rsplit(' ').next(), Some("republican" | "democrat" | "lawmaker" | "politician" | "native"));
    let holds = |ix: MentionedIx| cast.facts(ix).offices.iter().any(|office| same_office(noun, &office.noun));
    let person = |ix: &MentionedIx| {
        cast.kind(*ix) == ActorKind::Person && cast.facts(*ix).named > 0 && agrees(cast, *ix, gender)
    };
    let one = |fits: &dyn Fn(MentionedIx) -> bool| {
        let mut found = (0..cast.list.len()).map(|at| MentionedIx(at as u32)).filter(person).filter(|ix| fits(*ix));
        found.next().filter(|_| found.next().is_none())
    };
    let of = |ix: MentionedIx| cast.facts(ix).regions.iter().any(|known| known == region);
    one(&|ix| of(ix) && holds(ix)).or_else(|| one(&|ix| of(ix) && (field || cast.facts(ix).offices.is_empty())))
}

/// "The politician said": the one person named of late, by a noun that says no more than what field they are of.
fn only_one(scene: &Scene<'_>, cast: &Cast, focus: &Focus, phrase: &Phrase) -> Option<MentionedIx> {
    const NEAR: usize = 3;
    let noun = scene.token(phrase.head).lemma.as_str();
    let field = matches!(
        noun,
        "politician"
            | "lawmaker"
            | "diplomat"
            | "statesman"
            | "tycoon"
            | "billionaire"
            | "mogul"
            | "businessman"
            | "entrepreneur"
            | "scholar"
            | "academic"
            | "historian"
            | "economist"
            | "expert"
            | "analyst"
            | "researcher"
            | "scientist"
            | "author"
            | "writer"
            | "novelist"
            | "columnist"
            | "journalist"
            | "activist"
            | "prelate"
            | "cleric"
            | "star"
            | "singer"
            | "actor"
            | "actress"
            | "athlete"
            | "veteran"
            | "democrat"
            | "republican"
            | "candidate"
            | "nominee"
    );
    if !field || !speaks(scene, phrase) {
        return None;
    }
    let here = scene.sentence_of[phrase.head] as usize;
    let gender = gender_of(scene.words[phrase.head]);
    let near = |(ix, seen): &(MentionedIx, super::references::Seen)| {
        cast.kind(*ix) == ActorKind::Person && here - seen.sentence <= NEAR
    };
    let mut near = focus.all().filter(near);
    let (first, second) = (near.next(), near.next());
    let (ix, seen) = first.filter(|_| second.is_none())?;
    let fits = cast.facts(ix).named > 0 && agrees(cast, ix, gender) && seen.subject && here > seen.sentence;
    fits.then_some(ix)
}

fn holder(
    scene: &Scene<'_>,
    cast: &Cast,
    focus: &Focus,
    phrase: &Phrase,
    owner: Option<MentionedIx>,
    noun: &str,
) -> Option<MentionedIx> {
    let gender = gender_of(scene.words[phrase.head]);
    let here = scene.sentence_of[phrase.head] as usize;
    let head_is_kin = scene.words[phrase.head].has(Classes::KIN);
    let land = owner.map(|owner| match cast.kind(owner) {
        ActorKind::Person => cast.actor(owner).affiliation.unwrap_or(owner),
        _ => owner,
    });
    // Of two senators, "the senator" is the last one spoken of; of two presidents, rather the one the text is about.
    let mut best: Option<(i64, MentionedIx)> = None;
    for at in 0..cast.list.len() {
        let ix = MentionedIx(at as u32);
        if cast.kind(ix) != ActorKind::Person || !agrees(cast, ix, gender) || Some(ix) == owner {
            continue;
        }
        let facts = cast.facts(ix);
        if facts.offices.is_empty() {
            continue;
        }
        let fit = facts.offices.iter().filter(|office| same_office(noun, &office.noun)).map(|office| {
            // Whose father someone is, is no country's matter.
            if head_is_kin {
                return match (owner, office.of) {
                    (Some(wanted), Some(known)) => (wanted == known).then_some(3),
                    (Some(_), None) => Some(1),
                    (None, _) => None,
                };
            }
            let of = office.of.or(cast.actor(ix).affiliation);
            match (land, of) {
                (Some(land), Some(of)) if land == of || Some(land) == cast.actor(of).affiliation => Some(3),
                (Some(_), Some(_)) => None,
                (Some(_), None) => (office.noun == noun).then_some(0),
                (None, _) => Some(i64::from(office.noun == noun)),
            }
        });
        let Some(fit) = fit.flatten().max() else { continue };
        let seen = focus.seen(ix);
        let (distance, count) =
            seen.map_or((30, 0), |seen| (here.saturating_sub(seen.sentence).min(30), seen.count.min(30)));
        let score = fit * 40 - distance as i64 * 2 + i64::from(count) * 2;
        if best.is_none_or(|(top, _)| score > top) {
            best = Some((score, ix));
        }
    }
    best.map(|(_, ix)| ix)
}

/// The one person of the article who holds that office nobody knows where, for an owner whom nobody knows and whom no
/// other office was taken to be of: "Velmora's president" and "President Mara Olvend".
fn only_holder(scene: &Scene<'_>, cast: &mut Cast, phrase: &Phrase, noun: &str) -> Option<MentionedIx> {
    let owner = scene.words_of(phrase.named..phrase.body);
    if !owner.starts_with(char::is_uppercase) {
        return None;
    }
    let holds = |ix: &MentionedIx| {
        let facts = cast.facts(*ix);
        cast.kind(*ix) == ActorKind::Person
            && facts.named > 0
            && cast.actor(*ix).affiliation.is_none()
            && facts.stranger.as_deref().is_none_or(|known| known == owner)
            && facts.offices.iter().any(|office| office.noun == noun && office.of.is_none())
    };
    let mut holders = (0..cast.list.len()).map(|at| MentionedIx(at as u32)).filter(holds);
    let (first, second) = (holders.next(), holders.next());
    let ix = first.filter(|_| second.is_none())?;
    cast.facts_mut(ix).stranger = Some(owner.to_owned());
    Some(ix)
}

/// Someone whom the text describes and does not name. Where nothing tells whose role it is, only one who speaks is an
/// actor.
fn described(
    scene: &Scene<'_>,
    cast: &mut Cast,
    phrase: &Phrase,
    owner: Option<MentionedIx>,
    noun: &str,
) -> Option<MentionedIx> {
    let head = scene.words[phrase.head];
    if head.has(Classes::KIN) && phrase.owner.is_none() || scene.lower(phrase.head) == "no" {
        return None;
    }
    // Only people have families.
    if head.has(Classes::KIN) && owner.is_some_and(|owner| cast.kind(owner) != ActorKind::Person) {
        return None;
    }
    // "Chile's oldest ally" is a country or a person whom only the reader knows.
    if matches!(
        scene.lower(phrase.head),
        "ally" | "partner" | "neighbor" | "neighbour" | "rival" | "foe" | "victim" | "user"
    ) {
        return None;
    }
    let speaks = speaks(scene, phrase);
    if !speaks && is_predicate(scene, phrase.head) {
        return None;
    }
    let weighty = owner.is_some() && head.has(Classes::OFFICE.with(Classes::ROLE).with(Classes::KIN));
    if !(speaks || weighty) {
        return None;
    }
    let pronoun_owner = phrase.owner.is_some_and(|owner| matches!(owner, Owner::Pronoun(_)));
    let name = match owner {
        Some(owner) if pronoun_owner => {
            format!("{}’s {}", cast.actor(owner).name, scene.words_of(phrase.body..phrase.tokens.end))
        }
        _ => described::words(scene.text, phrase.named..phrase.tokens.end),
    };
    let ix = cast.named(&name, ActorKind::Person);
    if let Some(owner) = owner.filter(|_| !head.has(Classes::KIN)) {
        cast.affiliate(ix, owner);
    }
    if !noun.is_empty() && !head.has(Classes::KIN.with(Classes::PERSON)) {
        cast.office(ix, noun, owner.filter(|owner| cast.kind(*owner) != ActorKind::Person));
    }
    let facts = cast.facts_mut(ix);
    facts.gender = facts.gender.or(gender_of(head));
    Some(ix)
}

/// Whether a noun says what somebody is instead of speaking of anybody: "is a critic", "is one of the critics", "as an
/// ally".
pub(super) fn is_predicate(scene: &Scene<'_>, noun: usize) -> bool {
    let copula = |at: usize| scene.text.child(at, Relation::Cop).is_some();
    let as_such = scene.text.child(noun, Relation::Case).is_some_and(|case| matches!(scene.lower(case), "as" | "like"));
    let above = scene.token(noun).head;
    as_such || copula(noun) || above != noun && scene.lower(above) == "one" && copula(above)
}

/// Whether the phrase is a speaker or doer: the subject of a verb of speech or deed, or after "according to".
pub(super) fn speaks(scene: &Scene<'_>, phrase: &Phrase) -> bool {
    let sentence = scene.sentence(phrase.head);
    let head = scene.token(phrase.head);
    let agent = head.relation == Relation::OblAgent && scene.is_speech(head.head);
    let (start, end) = (phrase.tokens.start, phrase.tokens.end);
    agent
        || scene.says(phrase.head)
        || (end < sentence.end && scene.is_speech(end) && scene.token(end).relation != Relation::Acl)
        || (start >= sentence.start + 2 && scene.lower(start - 1) == "to" && scene.lower(start - 2) == "according")
}
