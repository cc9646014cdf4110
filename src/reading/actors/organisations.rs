//! Organisations that no gazetteer has: told by the words that head or end their names, and by their acronyms.

use std::ops::Range;

use super::cast::{Cast, How};
use super::places::Places;
use super::scene::{Scene, Shape};
use crate::language::gazetteer::{self, Form};
use crate::language::lexicon::{self, Classes};
use crate::model::{ActorKind, MentionedIx};
use crate::reading::names::is_every_states;

pub(super) fn find(scene: &Scene<'_>, cast: &mut Cast, places: &mut Places) {
    let mut at = 0;
    while at < scene.len() {
        let body = scene.words[at].has(Classes::ORGANISATION);
        let paper = !body && scene.words[at].has(Classes::DOCUMENT) && !scene.in_heading(at);
        let heads = scene.is_capital(at) && (body || paper) && !inside(scene, places, at);
        if heads && let Some(tokens) = extent(scene, places, at) {
            // A paper is somebody only where it says something: "the Greenmark Study found".
            if paper && !scene.is_speech(tokens.end) {
                at += 1;
                continue;
            }
            at = tokens.end;
            if acts(scene, &tokens) && !is_of_work(scene, &tokens) {
                add(scene, cast, places, tokens);
            }
        } else {
            at += 1;
        }
    }
    acronyms(scene, cast, places);
    join_short(cast);
}

/// "The Ministry of Defence" is the one whose country an article tells, where it tells of one alone.
fn join_short(cast: &mut Cast) {
    let mut joined: Vec<(MentionedIx, MentionedIx)> = Vec::new();
    let organisations = || (0..cast.list.len()).map(|at| MentionedIx(at as u32));
    for short in organisations().filter(|ix| cast.kind(*ix) == ActorKind::Organisation) {
        let name = cast.actor(short).name.as_str();
        if !name.contains(' ') || cast.actor(short).affiliation.is_some() {
            continue;
        }
        let longer = |ix: &MentionedIx| {
            let actor = cast.actor(*ix);
            let of = actor.affiliation.is_some_and(|above| cast.kind(above) == ActorKind::Country);
            of && *ix != short && actor.kind == ActorKind::Organisation && is_with_country(&actor.name, name)
        };
        let mut found = organisations().filter(longer);
        if let (Some(long), None) = (found.next(), found.next()) {
            joined.push((short, long));
        }
    }
    for (short, long) in joined {
        let name = cast.actor(short).name.clone();
        cast.alias(long, &name);
        for mention in cast.mentions.iter_mut().filter(|mention| mention.ix == short) {
            mention.ix = long;
        }
        let named = std::mem::take(&mut cast.facts_mut(short).named);
        cast.facts_mut(long).named += named;
        cast.lead(&name, ActorKind::Organisation, long);
    }
}

/// Whether a longer name is a shorter one with its country before or behind it.
fn is_with_country(long: &str, short: &str) -> bool {
    let rest = long.strip_suffix(short).or_else(|| long.strip_prefix(short));
    rest.map(|rest| rest.trim().trim_start_matches("of ").trim_end_matches("'s").trim_end_matches("’s"))
        .is_some_and(|rest| gazetteer::places(rest).iter().any(|place| place.span.len() == rest.len()))
}

/// Whether the name goes on into that of something else: "the Greenmark Campaign Assessment", "the Velmora League Cup".
fn is_of_work(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let next = tokens.end;
    let something = Classes::DOCUMENT.with(Classes::THING).with(Classes::PLACE);
    next < scene.sentence(tokens.start).end
        && scene.is_capital(next)
        && scene.words[next].has(something)
        && !scene.words[next].has(Classes::HUMAN.with(Classes::GIVEN).with(Classes::MODIFIER))
        && !scene.in_heading(next)
        && !scene.is_capital(next + 1)
}

/// Whether a bank is one of a river: "the West Bank".
fn is_riverside(scene: &Scene<'_>, head: usize) -> bool {
    scene.lower(head) == "bank" && matches!(scene.before(head), "west" | "east" | "north" | "south" | "left" | "right")
}

/// Whether the word is in the middle of a find of the gazetteer ("European Commission"), or only goes with the role
/// after it ("House Speaker", "Press Secretary").
fn inside(scene: &Scene<'_>, places: &Places, at: usize) -> bool {
    places.covering(at).is_some() || (scene.is_capital(at + 1) && scene.words[at + 1].has(Classes::HUMAN))
}

/// The tokens of the organisation whose name has its head at `head`.
fn extent(scene: &Scene<'_>, places: &Places, head: usize) -> Option<Range<usize>> {
    let sentence = scene.sentence(head);
    if is_riverside(scene, head) {
        return None;
    }
    let mut start = head;
    while start > sentence.start {
        let before = start - 1;
        let joined = scene.lower(before) == "&" && before > sentence.start && scene.is_capital(before - 1);
        let place = places.covering(before).map(|place| &places.list[place]);
        let part = match place {
            Some(place) => place.form != Form::Several,
            None => is_part(scene, before),
        };
        // "The Euro-Atlantic Partnership Council".
        let hyphen = scene.lower(before) == "-"
            && before > sentence.start
            && scene.touches(before)
            && scene.touches(before - 1)
            && scene.is_capital(before - 1);
        if hyphen {
            start = places.covering(before - 1).map_or(before - 1, |place| places.list[place].tokens.start);
        } else if joined || of_many(scene, sentence.start, before) {
            start -= 2;
        } else if part {
            start = place.map_or(before, |place| place.tokens.start);
        } else {
            break;
        }
        if head - start > 6 {
            return None;
        }
    }
    // "The 58th Mechanised Brigade", but not the guards of "the 1st Guards Tank Army".
    if start < head && start > sentence.start && is_ordinal(scene.lower(start - 1)) {
        start -= 1;
    }
    let mut end = head + 1;
    while end < sentence.end && scene.is_capital(end) && scene.words[end].has(Classes::ORGANISATION) {
        end += 1;
    }
    if matches!(scene.lower(end), "of" | "for" | "on" | "against") {
        let mut next = end + 1;
        if scene.lower(next) == "the" {
            next += 1;
        }
        let mut reach = complement(scene, next, sentence.end);
        // "The council of Mara Olvend" has no person for its matter.
        let unknown = |at: usize| scene.words[at].is_empty() && places.covering(at).is_none();
        if reach == next + 2
            && scene.words[next].has(Classes::GIVEN)
            && unknown(next + 1)
            && places.covering(next).is_none()
        {
            reach = next;
        }
        while reach > next
            && matches!(scene.lower(reach), "and" | "&" | "of" | "at" | "for")
            && complement(scene, reach + 1, sentence.end) > reach + 1
            && (scene.lower(reach) != "and"
                || (places.covering(reach + 1).is_none() && !is_person_word(scene, reach + 1)))
        {
            reach = complement(scene, reach + 1, sentence.end);
        }
        // "a student at University of X Mara Olvend": the last words are a person who speaks elsewhere.
        let word = scene.lower(reach - 1);
        let name = !scene.words[reach - 1].has(Classes::ORGANISATION) && !lexicon::is_thing(word);
        if reach - next >= 3 && scene.also_speaks(reach - 1) && name {
            reach -= 2;
        }
        if reach > next {
            end = reach;
        }
    }
    // A word alone is no name, and a whole headline is none either.
    let named = end - start >= 2 && (start < head || end > head + 1);
    (named && !(scene.in_heading(head) && end - start > 4)).then_some(start..end)
}

/// Whether the mark at `mark` makes the plural before it part of a name: "Farmers' Union", "People's Party". What one
/// owner has ("Olvend's Party") is no name of it.
fn of_many(scene: &Scene<'_>, start: usize, mark: usize) -> bool {
    if mark <= start || !scene.is_capital(mark - 1) {
        return false;
    }
    let owner = scene.lower(mark - 1);
    match scene.lower(mark) {
        "'" => owner.ends_with('s'),
        "'s" => matches!(owner, "people" | "women" | "men" | "children"),
        _ => false,
    }
}

/// Where the capitalised words end that say what an organisation is for. A person's name behind them is no part of it:
/// "the head of the Ministry of Foreign Affairs Mara Olvend".
fn complement(scene: &Scene<'_>, from: usize, limit: usize) -> usize {
    let mut at = from;
    // "The House on Saturday" has no Saturday in its name.
    while at < limit
        && (scene.is_capital(at) || scene.shapes[at] == Shape::Initial)
        && !lexicon::is_day(scene.lower(at))
    {
        let person = Classes::OFFICE.with(Classes::HONORIFIC).with(Classes::ROLE);
        let titled = scene.words[at].has(Classes::OFFICE) || scene.words[at].has(person) && scene.is_capital(at + 1);
        let named = scene.words[at].has(Classes::GIVEN) && scene.is_capital(at + 1);
        if at > from && (titled || named && scene.shapes[at + 1] == Shape::Capital) {
            break;
        }
        at += 1;
    }
    // Two or more words that are no common ones behind the matter of a ministry are a name, too.
    let matter =
        (from..at).find(|at| is_matter(scene, *at) && !is_matter(scene, at + 1) && !is_adjectival(scene.lower(*at)));
    match matter {
        Some(matter) if at - matter > 2 && (matter + 1..at).all(|at| is_unknown(scene, at)) => matter + 1,
        _ => at,
    }
}

/// Whether a word says what a ministry or a minister is for: "Affairs", "Defence".
pub(super) fn is_matter(scene: &Scene<'_>, at: usize) -> bool {
    let common = Classes::MODIFIER.with(Classes::THING).with(Classes::ORGANISATION).with(Classes::BODY);
    let common = common.with(Classes::PEOPLE).with(Classes::GOVERNMENT);
    scene.words.get(at).is_some_and(|words| words.has(common)) && !scene.words[at].has(Classes::GIVEN)
        || scene.lower(at) == "affairs"
        || scene.is_capital(at) && scene.is_plural(at) && scene.bases[at].has(common)
}

/// "58th", "1st".
fn is_ordinal(lower: &str) -> bool {
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_lowercase());
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(&lower[digits.len()..], "st" | "nd" | "rd" | "th")
}

/// Whether a word is an adjective by its ending: "Foreign", "Public".
fn is_adjectival(lower: &str) -> bool {
    lower.len() > 4 && ["al", "an", "ern", "ic", "ish", "eign"].iter().any(|end| lower.ends_with(end))
}

fn is_unknown(scene: &Scene<'_>, at: usize) -> bool {
    scene.shapes[at] == Shape::Capital && (scene.words[at].is_empty() || scene.words[at].has(Classes::GIVEN))
}

fn is_person_word(scene: &Scene<'_>, at: usize) -> bool {
    scene.words[at].has(Classes::HUMAN.with(Classes::HONORIFIC).with(Classes::GIVEN))
}

/// Whether a word before the head is part of the name.
fn is_part(scene: &Scene<'_>, at: usize) -> bool {
    if !scene.is_capital(at) || scene.words[at].has(Classes::HONORIFIC.with(Classes::OFFICE)) {
        return false;
    }
    if scene.words[at].has(Classes::NEVER) {
        let lower = scene.lower(at);
        return is_adjectival(lower)
            || matches!(lower, "state" | "united" | "new" | "world" | "supreme" | "red" | "black" | "latin" | "first");
    }
    let starts = scene.starts_sentence(at) && !scene.words[at].has(Classes::MODIFIER);
    !(starts && (scene.also_small(at) || scene.tag(at).is_verb()))
}

/// Media are actors only where they act; other organisations always may.
fn acts(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let media = scene.words[tokens.end - 1].has(Classes::MEDIA);
    let verb = |at: usize| {
        scene.is_speech(at)
            || scene.text.tokens.get(at).is_some_and(|token| {
                matches!(token.lemma.as_str(), "report" | "observe" | "publish" | "quote" | "cite")
            })
    };
    let before = scene.before(tokens.start);
    !media
        || verb(tokens.end)
        || verb(tokens.end + 1)
        || matches!(before, "told" | "to")
        || (before == "the" && tokens.start > 1 && matches!(scene.lower(tokens.start - 2), "told" | "to"))
}

fn add(scene: &Scene<'_>, cast: &mut Cast, places: &mut Places, tokens: Range<usize>) -> MentionedIx {
    // "Chile's Ministry of Defence" keeps whose it is.
    let mark = tokens.start.checked_sub(1).filter(|mark| matches!(scene.lower(*mark), "'s" | "'"));
    let owner = mark.and_then(|mark| places.covering(mark.checked_sub(1)?)).map(|place| &places.list[place]);
    let name = scene.words_of(tokens.clone());
    let common = is_every_states(name) || name.ends_with(" Party") || !gazetteer::places(name).is_empty();
    let owner = owner.filter(|place| common && place.kind == ActorKind::Country && place.form != Form::Several);
    let from = owner.map_or(tokens.start, |owner| owner.tokens.start);
    let ix = cast.named(scene.words_of(from..tokens.end), ActorKind::Organisation);
    let place = (from..tokens.end).find_map(|at| places.covering(at));
    if let Some(above) = place.and_then(|place| places.actor(place, cast)) {
        cast.affiliate(ix, above);
    }
    places.take(tokens.clone());
    cast.mention(ix, tokens, How::Name);
    ix
}

/// "World Ferry Union (WFU)", "WFU (World Ferry Union)": both ways, and then the acronym alone.
fn acronyms(scene: &Scene<'_>, cast: &mut Cast, places: &mut Places) {
    let mut known: Vec<(String, MentionedIx)> = Vec::new();
    for open in 1..scene.len().saturating_sub(2) {
        if scene.lower(open) != "(" || scene.lower(open + 2) != ")" || scene.shapes[open + 1] != Shape::Caps {
            continue;
        }
        let acronym = scene.words_of(open + 1..open + 2);
        // "KYIV (AFP)" is no short name of a country.
        let owner = match cast.ending(open) {
            Some(mention) => Some(mention.ix).filter(|ix| cast.kind(*ix) == ActorKind::Organisation),
            None => {
                let place = places.covering(open - 1).filter(|place| places.list[*place].tokens.end == open);
                match place.filter(|place| places.list[*place].kind == ActorKind::Organisation) {
                    Some(place) => places.actor(place, cast),
                    None => spelt_out(scene, places, open, acronym)
                        .filter(|tokens| is_body(scene, tokens) || scene.also_speaks(open + 1) || speaks(scene, open))
                        .map(|tokens| add(scene, cast, places, tokens)),
                }
            }
        };
        let Some(ix) = owner else { continue };
        if places.covering(open + 1).is_none() {
            cast.alias(ix, acronym);
            known.push((acronym.to_owned(), ix));
        }
    }
    if known.is_empty() {
        return;
    }
    for at in 0..scene.len() {
        if scene.shapes[at] == Shape::Caps && !places.taken[at] {
            let word = scene.words_of(at..at + 1);
            if let Some((_, ix)) = known.iter().find(|(acronym, _)| acronym == word) {
                places.take(at..at + 1);
                cast.mention(*ix, at..at + 1, How::Name);
            }
        }
    }
}

/// Whether one of the words is one for a body; those of weapons and measures are not ("First-Person View (FPV)").
fn is_body(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let body = Classes::ORGANISATION.with(Classes::BODY).with(Classes::PEOPLE).with(Classes::GOVERNMENT);
    let body = body.with(Classes::MEDIA);
    let last = tokens.end - 1;
    // "NUP members": weapons have none.
    let acronym = scene.words_of(tokens.end + 1..tokens.end + 2);
    let members = |at: &usize| {
        scene.shapes[*at] == Shape::Caps
            && scene.words_of(*at..at + 1) == acronym
            && scene.text.tokens.get(at + 1).is_some_and(|next| lexicon::is_people(&next.lower, &next.lemma))
    };
    let people = |at: usize| {
        scene.is_plural(at)
            && (lexicon::is_people(scene.lower(at), &scene.token(at).lemma)
                || !gazetteer::places(scene.words_of(at..at + 1)).is_empty())
    };
    tokens.clone().any(|at| scene.words[at].with(scene.bases[at]).has(body) || people(at))
        || !lexicon::is_thing(scene.lower(last))
        || (0..scene.len()).any(|at| members(&at))
}

/// Whether a verb of saying stands behind the bracket that opens at `open`.
fn speaks(scene: &Scene<'_>, open: usize) -> bool {
    scene.is_speech(open + 3)
}

/// The capitalised words before a bracket whose first letters make the acronym.
fn spelt_out(scene: &Scene<'_>, places: &Places, open: usize, acronym: &str) -> Option<Range<usize>> {
    let sentence = scene.sentence(open);
    let mut letters = acronym.chars().rev().filter(|c| c.is_alphabetic()).peekable();
    let mut start = open;
    while letters.peek().is_some() && start > sentence.start {
        start -= 1;
        let first = scene.words_of(start..start + 1).chars().next()?;
        let free = places.covering(start).is_none_or(|place| places.list[place].kind == ActorKind::Country);
        if first.is_uppercase() && free {
            if Some(first) != letters.next() {
                return None;
            }
        } else if !matches!(scene.lower(start), "of" | "for" | "the" | "and" | "on" | "in" | "-" | "&") {
            return None;
        }
    }
    (letters.peek().is_none() && open - start >= 2).then_some(start..open)
}
