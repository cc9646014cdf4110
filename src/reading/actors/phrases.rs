//! Noun phrases that refer to actors without naming them: "the French president", "two senior aides", "both countries".

use std::ops::Range;

use super::cast::Cast;
use super::places::Places;
use super::scene::{Scene, Shape};
use crate::language::gazetteer::Form;
use crate::language::lexicon::Classes;
use crate::language::{Relation, Tag};
use crate::model::{ActorKind, MentionedIx};

/// What a phrase speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One person by role: "the envoy".
    Person,
    /// Several people: "Western diplomats".
    Group,
    /// An organisation by a common noun: "the ministry".
    Body,
    /// What stands for its country: "the Chilean government".
    Government,
    /// A country by a common noun: "the country".
    Land,
    /// Several actors met before: "both countries".
    Several,
}

/// How a phrase is determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determiner {
    None,
    Indefinite,
    Definite,
}

/// Whose a phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Actor(MentionedIx),
    /// The token of "his", "their", …
    Pronoun(usize),
}

/// A phrase.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) tokens: Range<usize>,
    pub(super) head: usize,
    /// Where the words after determiner, numbers and owner's possessive begin.
    pub(super) body: usize,
    /// Where the words after determiner and numbers begin, the owner's included.
    pub(super) named: usize,
    pub(super) kind: Kind,
    pub(super) determiner: Determiner,
    pub(super) owner: Option<Owner>,
    /// Where the words end that say what a ministry is for: "of foreign affairs"; behind the head where none do.
    pub(super) matter: usize,
    /// "both" and "two" are 2.
    pub(super) number: Option<usize>,
    /// Whether it is of several ("the leaders of Chile, Peru and the union"), who have no name together.
    pub(super) many: bool,
    /// The further countries whose adjectives stand before a group's, where they stand: "*Peruvian* and Chilean officials".
    pub(super) beside: Vec<(MentionedIx, Range<usize>)>,
    /// Where the words behind the adjective of its country begin, where there are such others.
    pub(super) own: usize,
    /// Whether it is somebody's whom nobody knows ("the firm's president"), and so not the article's own president.
    pub(super) strange: bool,
}

pub(super) fn find(scene: &Scene<'_>, cast: &mut Cast, places: &mut Places) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::new();
    for head in 0..scene.len().saturating_sub(1) {
        let Some(kind) = kind(scene, places, head) else { continue };
        let after = phrases.last().map_or(0, |last| last.tokens.end);
        if let Some(phrase) = extent(scene, cast, places, head, kind, after) {
            for at in phrase.tokens.start..phrase.head {
                if let Some(place) = places.covering(at) {
                    places.list[place].used = true;
                }
            }
            phrases.push(phrase);
        }
    }
    phrases
}

const HEADS: Classes =
    Classes::HUMAN.with(Classes::BODY).with(Classes::GOVERNMENT).with(Classes::PEOPLE).with(Classes::GROUPWORD);

fn kind(scene: &Scene<'_>, places: &Places, at: usize) -> Option<Kind> {
    let (word, base) = (scene.words[at], scene.bases[at]);
    if places.taken[at] {
        return None;
    }
    // "The two met": who is meant is who was spoken of.
    if matches!(scene.lower(at), "two" | "pair" | "duo" | "trio") && scene.before(at) == "the" {
        let verb = scene.shapes.get(at + 1) == Some(&Shape::Other)
            || scene.tag(at + 1).is_verb()
            || scene.is_speech(at + 1)
            || scene.words[at + 1].has(Classes::NEVER) && scene.lower(at + 1) != "of";
        return verb.then_some(Kind::Several);
    }
    if !(word.has(HEADS) || base.has(HEADS)) {
        return speaker(scene, at);
    }
    // "Chile's opposition to the treaty" is no party.
    if scene.lower(at) == "opposition" && matches!(scene.lower(at + 1), "to" | "against" | "within" | "towards") {
        return None;
    }
    // "The official visit" and "he leads" have no official and no lead; a word that only looks like an adjective before
    // no noun is one ("an official later said").
    let tag = scene.tag(at);
    // "Olvend aides acknowledged": what says something is no verb.
    let doer = scene.is_plural(at) && scene.is_speech(at + 1) && follows_name(scene, at);
    if !tag.is_noun() && !doer && (tag.is_verb() || scene.tag(at + 1).is_noun() || scene.tag(at + 1).is_adjective()) {
        return None;
    }
    // A capital belongs to a name or a headline, where only an office is plain enough: "French President Set to …".
    if scene.is_capital(at) && !scene.starts_sentence(at) {
        let office = word.with(base).has(Classes::OFFICE.with(Classes::ROLE))
            || matches!(scene.lower(at), "administration" | "government");
        // "The Ministry", "the Coalition": short for a name.
        let short = word.has(Classes::BODY) && scene.before(at) == "the" && !scene.is_capital(at + 1);
        if short {
            return Some(Kind::Body);
        }
        if !office
            || scene.is_capital(at + 1) && !scene.in_heading(at)
            || scene.in_heading(at) && !word.has(Classes::OFFICE)
        {
            return None;
        }
    }
    // "government officials": the last noun is the head. "official visit": an adjective.
    let next = at + 1;
    if next < scene.len() && scene.shapes[next] == Shape::Small && !scene.is_speech(next) {
        let noun = scene.words[next].has(HEADS) || (scene.bases[next].has(HEADS) && scene.is_plural(next));
        if noun && !places.taken[next] && !scene.words[next].has(Classes::NEVER) {
            return None;
        }
    }
    // "The Velmora terrorist attacks", "the migrant crisis".
    let token = scene.token(at);
    if token.relation == Relation::Compound
        && token.head == next
        && word.has(Classes::HUMAN)
        && !word.has(Classes::BODY.with(Classes::PEOPLE).with(Classes::OFFICE))
        && !scene.is_plural(at)
        && scene.shapes[next] == Shape::Small
        && scene.tag(next).is_noun()
        && !scene.is_speech(next)
        && scene.lower(next) != "familiar"
    {
        return None;
    }
    // "The deputy foreign minister".
    let ranked = matches!(scene.lower(at), "deputy" | "assistant" | "associate" | "vice" | "chief");
    if ranked && scene.words[next].has(Classes::MODIFIER) && scene.words[next + 1].has(Classes::HUMAN) {
        return None;
    }
    let plural = scene.is_plural(at);
    if matches!(scene.token(at).lemma.as_str(), "country" | "nation" | "homeland") && !plural {
        return Some(Kind::Land);
    }
    if word.has(Classes::GOVERNMENT) || base.has(Classes::GOVERNMENT) {
        return Some(Kind::Government);
    }
    if plural {
        let several = base.has(Classes::GROUPWORD.with(Classes::HUMAN));
        return if several && counted(scene, at) {
            Some(Kind::Several)
        } else if base.has(Classes::HUMAN.with(Classes::PEOPLE))
            || matches!(scene.token(at).lemma.as_str(), "country" | "nation" | "government" | "state")
        {
            Some(Kind::Group)
        } else {
            None
        };
    }
    if word.has(Classes::PEOPLE) {
        return Some(Kind::Group);
    }
    if word.has(Classes::HUMAN) {
        return Some(Kind::Person);
    }
    word.has(Classes::BODY).then_some(Kind::Body)
}

/// Whether a name stands right before a token.
fn follows_name(scene: &Scene<'_>, at: usize) -> bool {
    at > scene.sentence(at).start && scene.is_capital(at - 1) && scene.tag(at - 1).is_proper()
}

/// Any other noun that says something and can, as far as its sentence's tree tells: "the carpenter said" is a person,
/// "the report says" a source by its description, "the crisis means" nobody.
fn speaker(scene: &Scene<'_>, at: usize) -> Option<Kind> {
    // "The letter reads".
    let reads = || {
        let verb = scene.token(at).head;
        scene.bases[at].has(Classes::DOCUMENT) && verb == at + 1 && scene.token(verb).lemma == "read"
    };
    if scene.shapes[at] == Shape::Other || !scene.tag(at).is_noun() || !(scene.says(at) || reads()) {
        return None;
    }
    if scene.is_capital(at) && !scene.starts_sentence(at) || scene.words[at].has(Classes::NEVER) {
        return None;
    }
    let told = || matches!(scene.token(scene.token(at).head).lemma.as_str(), "say" | "tell" | "add" | "explain");
    match super::described::kind_of(scene.token(at))? {
        ActorKind::Group => Some(Kind::Group),
        ActorKind::Person => told().then_some(Kind::Person),
        ActorKind::Organisation | ActorKind::Country => Some(Kind::Body),
    }
}

/// Whether "two", "both" or a like count stands before a plural, so that it gathers actors met before; "the sides" and
/// "their leaders" do so by themselves.
fn counted(scene: &Scene<'_>, at: usize) -> bool {
    let start = scene.sentence(at).start;
    let window = at.saturating_sub(4).max(start)..at;
    let count = window
        .clone()
        .rev()
        .take_while(|at| scene.shapes[*at] != Shape::Other)
        .any(|at| number(scene.lower(at)).is_some());
    count || matches!(scene.lower(at), "sides")
}

fn number(lower: &str) -> Option<usize> {
    match lower {
        "both" | "two" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        "five" => Some(5),
        _ => None,
    }
}

fn extent(
    scene: &Scene<'_>,
    cast: &mut Cast,
    places: &Places,
    head: usize,
    kind: Kind,
    after: usize,
) -> Option<Phrase> {
    let limit = scene.sentence(head).start.max(after);
    let mut phrase = Phrase {
        tokens: head..head + 1,
        head,
        body: head,
        named: head,
        matter: head + 1,
        kind,
        determiner: Determiner::None,
        owner: None,
        number: None,
        many: false,
        beside: Vec::new(),
        own: head,
        strange: false,
    };
    let mut start = head;
    while start > limit && head - start < 7 {
        let at = start - 1;
        let lower = scene.lower(at);
        if let Some(place) = places.covering(at) {
            if places.list[place].form == Form::Several {
                break;
            }
            start = places.list[place].tokens.start;
            if phrase.owner.is_none() && kind == Kind::Group && places.list[place].form == Form::Adjective {
                phrase.beside = joined(scene, cast, places, start, limit);
                phrase.own = places.list[place].tokens.end;
            }
            phrase.owner = phrase.owner.or(places.actor(place, cast).map(Owner::Actor));
            (phrase.body, phrase.named) = (start, start);
            continue;
        }
        if let Some(mention) = cast.ending(start) {
            if mention.tokens.start < limit {
                break;
            }
            let ix = mention.ix;
            start = mention.tokens.start;
            phrase.owner = phrase.owner.or(Some(Owner::Actor(ix)));
            (phrase.body, phrase.named) = (start, start);
            continue;
        }
        match lower {
            "'s" | "'" => {
                let owner = match cast.ending(at) {
                    Some(mention) if mention.tokens.start >= limit => Some((mention.ix, mention.tokens.start)),
                    _ => {
                        let place = at.checked_sub(1).and_then(|before| places.covering(before));
                        place.and_then(|place| {
                            let from = places.list[place].tokens.start;
                            (from >= limit).then_some(())?;
                            Some((places.actor(place, cast)?, from))
                        })
                    }
                };
                phrase.determiner = Determiner::Definite;
                if let Some((ix, from)) = owner {
                    phrase.owner = Some(Owner::Actor(ix));
                    phrase.body = start;
                    phrase.named = from;
                    start = from;
                } else if phrase.owner.is_none() {
                    phrase.strange = true;
                    if at == limit {
                        break;
                    }
                    start = at;
                    while start > limit
                        && head - start < 7
                        && (scene.tag(start - 1).is_noun() || scene.tag(start - 1).is_adjective())
                    {
                        start -= 1;
                    }
                    phrase.named = start;
                    if start > limit && scene.tag(start - 1) == Tag::DT {
                        start -= 1;
                    }
                }
                break;
            }
            "the" | "this" | "that" | "these" | "those" => {
                phrase.determiner = Determiner::Definite;
                start = at;
                break;
            }
            // "Neither side" is not a side.
            "neither" | "no" => return None,
            "a" | "an" | "another" | "one" => {
                phrase.determiner = Determiner::Indefinite;
                start = at;
                break;
            }
            "his" | "her" | "their" | "its" | "our" | "my" | "whose" | "your" => {
                phrase.determiner = Determiner::Definite;
                phrase.owner = phrase.owner.or(Some(Owner::Pronoun(at)));
                start = at;
                break;
            }
            _ => {}
        }
        if let Some(count) = number(lower) {
            phrase.number = Some(count);
            start = at;
            continue;
        }
        let quantity =
            matches!(lower, "some" | "many" | "most" | "several" | "all" | "other" | "any" | "such" | "more")
                || lower.parse::<u32>().is_ok();
        if quantity {
            start = at;
            continue;
        }
        // Before "Chilean officials" only what orders or ranks them goes on: "senior", "visiting".
        let ranks = phrase.owner.is_none() || scene.words[at].has(Classes::MODIFIER) || scene.tag(at) == Tag::VBG;
        if ranks && describes(scene, at) {
            start = at;
            (phrase.body, phrase.named) = (at, at);
            continue;
        }
        if lower == "-"
            && scene.touches(at)
            && at > limit
            && scene.touches(at - 1)
            && scene.shapes[at - 1] != Shape::Other
        {
            start = at - 1;
            (phrase.body, phrase.named) = (start, start);
            continue;
        }
        break;
    }
    phrase.tokens.start = start;
    complement(scene, cast, places, &mut phrase);
    accepted(scene, &phrase).then_some(phrase)
}

/// The adjectives of countries that "and" or a comma joins to the one that begins at a token.
fn joined(
    scene: &Scene<'_>,
    cast: &mut Cast,
    places: &Places,
    mut from: usize,
    limit: usize,
) -> Vec<(MentionedIx, Range<usize>)> {
    let mut found = Vec::new();
    let mut and = false;
    while let Some(before) = from.checked_sub(1).filter(|before| *before > limit) {
        let joins = matches!(scene.lower(before), "and" | "," | "or");
        let Some(place) = places.covering(before - 1).filter(|_| joins) else { break };
        let place_tokens = places.list[place].tokens.clone();
        if places.list[place].form != Form::Adjective || place_tokens.start < limit {
            break;
        }
        and |= scene.lower(before) == "and";
        from = place_tokens.start;
        found.extend(places.actor(place, cast).map(|ix| (ix, place_tokens)));
    }
    if and { found } else { Vec::new() }
}

/// Whether a word before a head describes it.
fn describes(scene: &Scene<'_>, at: usize) -> bool {
    let word = scene.words[at];
    // "A New Velmora senator".
    if matches!(scene.lower(at), "new" | "north" | "south" | "west" | "east")
        && scene.shapes[at] == Shape::Capital
        && scene.shapes[at + 1] == Shape::Capital
        && !scene.in_heading(at)
    {
        return true;
    }
    if scene.shapes[at] == Shape::Other
        || (word.has(Classes::NEVER) && !word.has(Classes::MODIFIER) && scene.tag(at) != Tag::JJ)
    {
        return false;
    }
    if word.has(
        Classes::MODIFIER
            .with(Classes::HUMAN)
            .with(Classes::BODY)
            .with(Classes::GOVERNMENT)
            .with(Classes::ORGANISATION),
    ) {
        return true;
    }
    // "Senior clerks", "Emergency services".
    let common = scene.tag(at).is_adjective() || scene.tag(at) == Tag::NN && scene.shapes[at] == Shape::Capital;
    if scene.starts_sentence(at) && common && !word.has(Classes::GIVEN) {
        return true;
    }
    if scene.shapes[at] == Shape::Capital
        && (!scene.starts_sentence(at) || (scene.also_capital(at) && !scene.also_small(at)))
        && scene.shapes[at + 1] == Shape::Small
        && !scene.in_heading(at)
    {
        return true;
    }
    if scene.shapes[at] != Shape::Small || scene.is_speech(at) {
        return false;
    }
    if matches!(scene.tag(at), Tag::JJ | Tag::JJS | Tag::NN) {
        return true;
    }
    // "the ruling party", but not "deploying troops".
    let determined = matches!(
        scene.before(at),
        "the" | "a" | "an" | "his" | "her" | "their" | "its" | "two" | "some" | "several" | "many"
    );
    matches!(scene.tag(at), Tag::VBG | Tag::VBN) && determined
}

/// "… of Chile", "… for the ministry", "… at the World Ferry Union".
fn complement(scene: &Scene<'_>, cast: &mut Cast, places: &Places, phrase: &mut Phrase) {
    let end = phrase.tokens.end;
    // "the secretary of state", "the minister of finance".
    if matches!(scene.token(phrase.head).lemma.as_str(), "secretary" | "minister" | "ministers")
        && scene.lower(end) == "of"
        && scene.words.get(end + 1).is_some_and(|words| {
            words.has(Classes::MODIFIER.with(Classes::BODY).with(Classes::GOVERNMENT))
                || scene.lower(end + 1) == "state"
        })
    {
        phrase.tokens.end = end + 2;
        return;
    }
    // "The ministry of foreign affairs".
    if phrase.kind == Kind::Body
        && scene.lower(end) == "of"
        && matches!(scene.lower(phrase.head), "ministry" | "department")
    {
        let part = |at: &usize| scene.shapes[*at] == Shape::Small && super::organisations::is_matter(scene, *at);
        if let Some(last) = (end + 1..scene.sentence(phrase.head).end.min(end + 4)).take_while(part).last() {
            phrase.tokens.end = last + 1;
            phrase.matter = last + 1;
            return;
        }
    }
    // "His son-in-law".
    if scene.words[phrase.head].has(Classes::KIN) && scene.lower(end) == "-" && scene.lower(end + 1) == "in" {
        phrase.tokens.end = (end + 4).min(scene.sentence(phrase.head).end);
        return;
    }
    let joins = match phrase.kind {
        Kind::Person if matches!(scene.lower(phrase.head), "ambassador" | "envoy") && scene.lower(end) == "to" => {
            // To whom an envoy is sent is not whose the envoy is.
            let next = end + 1 + usize::from(scene.lower(end + 1) == "the");
            if let Some(place) = places.covering(next) {
                phrase.tokens.end = places.list[place].tokens.end;
            }
            return;
        }
        Kind::Person | Kind::Group => {
            matches!(scene.lower(end), "of" | "for" | "at" | "from" | "with")
                || (scene.lower(end) == "to"
                    && matches!(scene.token(phrase.head).lemma.as_str(), "aide" | "adviser" | "advisor" | "assistant"))
        }
        Kind::Body | Kind::Government | Kind::Several => scene.lower(end) == "of",
        Kind::Land => false,
    };
    if !joins || phrase.owner.is_some() || end >= scene.sentence(phrase.head).end {
        return;
    }
    let mut next = end + 1;
    if scene.lower(next) == "the" {
        next += 1;
    }
    if let Some(mention) = cast.starting(next) {
        phrase.owner = Some(Owner::Actor(mention.ix));
        phrase.tokens.end = mention.tokens.end;
    } else if let Some(place) = places.covering(next)
        && places.list[place].tokens.start == next
        && places.list[place].form != Form::Adjective
    {
        let after = places.list[place].tokens.end;
        // "The officials from Chile, Peru and Spain" are not Chile's alone.
        if phrase.kind == Kind::Group && scene.lower(after) == "," && places.covering(after + 1).is_some() {
            phrase.many = true;
            let part = |at: &usize| places.covering(*at).is_some() || matches!(scene.lower(*at), "," | "and" | "the");
            let last = (next..scene.sentence(next).end).take_while(part).filter(|at| places.covering(*at).is_some());
            let end = last.last().map_or(after, |last| last + 1);
            (phrase.tokens.end, phrase.matter, phrase.strange) = (end, end, true);
            return;
        }
        phrase.owner = places.actor(place, cast).map(Owner::Actor);
        // "The secretary of Chile's security council" is the council's.
        if matches!(scene.lower(after), "'s" | "'") {
            if let Some(mention) = cast.starting(after + 1) {
                phrase.owner = Some(Owner::Actor(mention.ix));
                phrase.tokens.end = mention.tokens.end;
            }
        } else {
            phrase.tokens.end = after;
        }
    }
}

/// Whether the phrase says enough to be an actor's: a single noun needs at least a determiner or an owner.
fn accepted(scene: &Scene<'_>, phrase: &Phrase) -> bool {
    let bare = phrase.determiner == Determiner::None && phrase.owner.is_none();
    match phrase.kind {
        Kind::Person | Kind::Body | Kind::Land => !bare,
        Kind::Government => !bare || scene.lower(phrase.head) == "authorities",
        // More than a few countries are no name.
        Kind::Group => !phrase.many || phrase.tokens.end - phrase.head <= 9,
        // "Two smaller states" are not those spoken of before.
        Kind::Several => {
            let more = ["smaller", "other", "further", "more", "larger", "neighbouring", "neighboring", "additional"];
            !(bare && (phrase.tokens.start..phrase.head).any(|at| more.contains(&scene.lower(at))))
        }
    }
}
