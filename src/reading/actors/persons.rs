//! Persons by name: full names by the evidence around them, surnames and given names by the full names of the text.

use std::collections::HashSet;
use std::ops::Range;

use super::cast::{Cast, Gender, How};
use super::places::Places;
use super::runs::{Run, is_ending, runs};
use super::scene::{Scene, Shape};
use crate::language::Tag;
use crate::language::gazetteer::{self, Form, Leader};
use crate::language::lexicon::{self, Classes};
use crate::language::transliteration::{key, same_given};
use crate::model::{ActorKind, MentionedIx};

pub(super) fn find(scene: &Scene<'_>, cast: &mut Cast, places: &mut Places) {
    let (runs, headings): (Vec<Run>, Vec<Run>) =
        runs(scene, cast, places).into_iter().partition(|run| !scene.in_heading(run.name.start));
    let alone: HashSet<&str> =
        runs.iter().filter(|run| run.name.len() == 1).map(|run| scene.lower(run.name.start)).collect();
    // Full names first, so that a surname before its full name finds its owner.
    let mut rest = Vec::new();
    for run in runs {
        if run.name.len() >= 2 && (refers_to_known(scene, cast, &run) || is_person(scene, &run, &alone)) {
            full_name(scene, cast, places, &run);
        } else {
            rest.push(run);
        }
    }
    // Surnames with a title next: "President Olvend" makes a person that "Olvend" before it can then find.
    let (titled, bare): (Vec<Run>, Vec<Run>) = rest.into_iter().partition(|run| run.titled() && run.name.len() == 1);
    for run in titled.iter().chain(&bare) {
        single_or_part(scene, cast, places, run);
    }
    for run in headings {
        in_heading(scene, cast, places, run.name);
    }
}

/// Gives leaders the office and country that a text takes for granted, where it says nothing else: those named in full,
/// and those named with their office. Who led in the year of the text comes first; who led before or after has the
/// country and not the office.
pub(super) fn take_for_granted(cast: &mut Cast, year: Option<i16>) {
    for at in 0..cast.list.len() {
        let ix = MentionedIx(at as u32);
        if cast.kind(ix) != ActorKind::Person || cast.actor(ix).affiliation.is_some() {
            continue;
        }
        let name = cast.actor(ix).name.clone();
        let words: Vec<&str> = name.split([' ', '-']).collect();
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        let offices: Vec<String> = cast.facts(ix).offices.iter().map(|office| office.noun.clone()).collect();
        let fits = |leader: &&Leader| {
            let named = leader.name.split([' ', '-']);
            if words.len() > 1 {
                let same = named.clone().next().is_some_and(|given| same_given(given, first));
                // Where the family name stands first, the given name is the middle.
                let family = lexicon::classes(&first.to_lowercase()).has(Classes::FAMILY);
                let middle = named.clone().nth(1).zip(words.get(1)).is_none_or(|(a, b)| key(a) == key(b));
                same && (!family || middle)
                    && named.clone().next_back().is_some_and(|surname| key(surname) == key(last))
            } else {
                // A surname alone needs the office as well, or the country in the same text.
                let office = offices.iter().any(|office| office == leader.office || office == "leader");
                let country = offices.is_empty() && cast.known(leader.of, ActorKind::Country).is_some();
                (office || country) && named.clone().any(|word| key(word) == key(last))
            }
        };
        let leaders = || gazetteer::leaders(last).iter().chain(gazetteer::leaders(first)).filter(fits);
        let Some(leader) = leaders().find(|leader| leader.holds(year)).or(leaders().next()) else { continue };
        let kind = if gazetteer::is_country(leader.of) { ActorKind::Country } else { ActorKind::Organisation };
        let of = cast.named(leader.of, kind);
        if year.is_none() || leader.holds(year) {
            cast.office(ix, leader.office, Some(of));
        } else {
            cast.affiliate(ix, of);
        }
    }
}

/// Whether the words are a known full name, or end in a known surname after the same given name.
fn refers_to_known(scene: &Scene<'_>, cast: &Cast, run: &Run) -> bool {
    cast.known(scene.words_of(run.name.clone()), ActorKind::Person).is_some()
}

/// Whether the evidence makes a person of two or more capitalised words.
fn is_person(scene: &Scene<'_>, run: &Run, alone: &HashSet<&str>) -> bool {
    let (first, last) = (run.name.start, run.name.end - 1);
    let surname = scene.lower(last);
    let words = scene.words_of(run.name.clone());
    if words.contains(|c: char| c.is_ascii_digit()) || super::regions::is_state(&words.to_lowercase()) {
        return false;
    }
    // "Port Velmora-based" is a place.
    if scene.lower(run.name.end) == "-"
        && is_ending(scene.lower(run.name.end + 1))
        && !run.titled()
        && !alone.contains(surname)
    {
        return false;
    }
    let mut score = 0;
    let given = scene.words[first].has(Classes::GIVEN);
    // "Chilean National" before a name is no title.
    let person = Classes::HUMAN.with(Classes::HONORIFIC);
    let titles = |at: usize| scene.words[at].with(scene.bases[at]).has(person);
    let titled = run.titled() && (run.title..first).any(titles);
    if titled {
        score += 3;
    } else if run.titled() {
        score += 1;
    }
    if given {
        score += 2;
    }
    if scene.words[first].has(Classes::FAMILY) {
        let hyphen = scene.lower(last - 1) == "-" && scene.shapes[last] == Shape::Small;
        score += 1 + if alone.contains(scene.lower(first)) || hyphen { 2 } else { 0 };
    }
    let inner = first + 1..last;
    if inner.clone().any(|at| scene.shapes[at] == Shape::Initial) || scene.shapes[first] == Shape::Initial {
        score += 2;
    }
    if inner.clone().any(|at| scene.words[at].has(Classes::PARTICLE) && scene.shapes[at] == Shape::Small) {
        score += 1;
    }
    if alone.contains(surname) {
        score += 2;
    }
    if scene.is_speech(run.name.end)
        || (run.title > 0 && scene.is_speech(run.title - 1) && !scene.before(run.title).is_empty())
    {
        score += 2;
    }
    if scene.lower(run.name.end) == "," {
        let next = run.name.end + 1;
        let number = scene.lower(next).parse::<u8>().is_ok_and(|age| age >= 10);
        let role = scene.words.get(next).is_some_and(|words| words.has(Classes::HUMAN.with(Classes::MODIFIER)));
        if number || role || is_somebody(scene, run.name.end) {
            score += 2;
        } else if matches!(scene.lower(next), "a" | "an" | "the" | "whose") {
            score += 1;
        }
    }
    if scene.lower(run.name.end) == "(" && scene.shapes.get(run.name.end + 1) == Some(&Shape::Initial) {
        score += 1;
    }
    let before = scene.before(run.title);
    if before == "," && !titled && follows_role(scene, run) {
        score += 2;
    }
    if before == "the" && !titled {
        score -= 3;
    }
    if !titled && matches!(before, "in" | "at" | "near" | "outside") {
        score -= if given { 1 } else { 2 };
    }
    let thing = Classes::THING.with(Classes::PLACE).with(Classes::ORGANISATION).with(Classes::MEDIA);
    let initial = scene.shapes[first] == Shape::Initial || inner.clone().any(|at| scene.shapes[at] == Shape::Initial);
    let things = !given && scene.is_plural(last) && scene.bases[last].has(thing);
    let common = |at: usize| {
        let name = scene.words[at].has(Classes::FAMILY) || at > first && scene.lower(at - 1) == "-";
        lexicon::is_thing(scene.lower(at)) && !name
    };
    if scene.words[last].has(thing) || things {
        score -= 3;
    } else if !given && !titled && !initial && (common(last) || common(first)) {
        // "Greenmark Beauty says": a company's name as likely; "Make Olvend great" is none.
        score -= if common(last) || !alone.contains(surname) { 2 } else { 1 };
    }
    if run.name.clone().any(|at| scene.shapes[at] == Shape::Caps && !scene.words_of(at..at + 1).contains('.'))
        && !titled
    {
        score -= 2;
    }
    // Links beside each other on a page.
    if scene.words_of(run.name.clone()).contains("  ") {
        score -= 5;
    }
    if run.name.len() > 5 && inner.clone().all(|at| scene.is_capital(at)) {
        score -= 3;
    }
    score >= 2
}

/// Whether a name stands in apposition to a role: "the planning minister, Mara Olvend", "the head of the Velmora Council
/// (VC), Mara Olvend,".
fn follows_role(scene: &Scene<'_>, run: &Run) -> bool {
    let role = |at: usize| scene.words[at].has(Classes::ROLE.with(Classes::OFFICE)) && !scene.is_capital(at);
    let start = scene.sentence(run.name.start).start;
    let comma = run.name.start - 1;
    if comma > start && role(comma - 1) {
        return true;
    }
    let part = |at: &usize| {
        scene.is_capital(*at) || matches!(scene.lower(*at), "of" | "for" | "at" | "the" | "and" | "(" | ")" | "'s")
    };
    let back = (start..comma).rev().take(12).take_while(part).last();
    let closed = matches!(scene.lower(run.name.end), "," | ".");
    closed
        && back.is_some_and(|back| back > start && role(back - 1) && matches!(scene.lower(back), "of" | "for" | "at"))
}

/// Whether what follows a name says that it is a person: ", who", ", a retired shop owner".
fn is_somebody(scene: &Scene<'_>, end: usize) -> bool {
    let limit = scene.sentence(end.min(scene.len().saturating_sub(1))).end.min(end + 8);
    if scene.lower(end) != "," || end + 1 >= limit {
        return false;
    }
    let determined = scene.tag(end + 1) == Tag::DT;
    let people = |at: &usize| scene.tag(*at).is_noun() && lexicon::is_people(scene.lower(*at), &scene.token(*at).lemma);
    let describes = |at: &usize| {
        let tag = scene.tag(*at);
        tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::HYPH | Tag::VBN | Tag::VBG | Tag::CD | Tag::POS)
    };
    // A maker is a company at least as often.
    let people = |at: &usize| {
        people(at)
            && !matches!(
                scene.token(*at).lemma.as_str(),
                "maker"
                    | "producer"
                    | "provider"
                    | "operator"
                    | "supplier"
                    | "retailer"
                    | "lender"
                    | "insurer"
                    | "owner"
            )
    };
    let mut phrase = (end + 2..limit).take_while(describes);
    scene.lower(end + 1) == "who" || determined && phrase.any(|at| people(&at) && !describes(&(at + 1)))
}

/// The given and last name words of a name. Family names stand first in Chinese, Korean and Vietnamese names.
fn parts<'t>(scene: &Scene<'t>, name: &Range<usize>) -> (Option<&'t str>, &'t str) {
    let word = |at: usize| scene.words_of(at..at + 1);
    let mut last = name.end - 1;
    while last > name.start && matches!(scene.lower(last), "." | "," | "jr" | "sr" | "ii" | "iii" | "iv") {
        last -= 1;
    }
    if last == name.start {
        return (None, word(last));
    }
    let family_first = scene.words[name.start].has(Classes::FAMILY)
        && (!scene.words[name.start].has(Classes::GIVEN) || scene.lower(last.saturating_sub(1)) == "-");
    let family_first = family_first && !scene.words[last].has(Classes::FAMILY);
    if family_first { (Some(word(name.start + 1)), word(name.start)) } else { (Some(word(name.start)), word(last)) }
}

fn full_name(scene: &Scene<'_>, cast: &mut Cast, places: &mut Places, run: &Run) {
    let name = scene.words_of(run.name.clone());
    let (given, surname) = parts(scene, &run.name);
    let suffix = |name: &str| {
        name.trim_end_matches('.')
            .rsplit(' ')
            .next()
            .filter(|end| matches!(*end, "Jr" | "Sr" | "II" | "III"))
            .map(str::to_owned)
    };
    let same = cast.with_surname(surname).iter().copied().find(|ix| {
        let known = &cast.actor(*ix).name;
        let known_given = given_of(known, surname);
        suffix(known) == suffix(name)
            && match (known_given, given) {
                (Some(a), Some(b)) => {
                    same_given(a, b)
                        && gender_of(scene, run)
                            .is_none_or(|gender| cast.facts(*ix).gender.is_none_or(|known| known == gender))
                }
                _ => true,
            }
    });
    let ix = match same {
        Some(ix) => {
            cast.alias(ix, name);
            ix
        }
        None => cast.person(name, given, surname),
    };
    // The fuller of two names of one person heads it, in this article as in the roster.
    let shorter = cast.actor(ix).name.split(' ').count() < 2;
    if shorter {
        cast.rename(ix, name, given);
    }
    note(scene, cast, places, ix, run);
}

/// The given name of a full name whose last or first word is the surname.
fn given_of<'n>(name: &'n str, surname: &str) -> Option<&'n str> {
    let mut words = name.split(' ');
    let first = words.next()?;
    let second = words.next()?;
    Some(if key(first) == key(surname) { second } else { first })
}

/// A surname or given name alone, or a full name for which there was no evidence of its own.
fn single_or_part(scene: &Scene<'_>, cast: &mut Cast, places: &mut Places, run: &Run) {
    let last = run.name.end - 1;
    if run.name.len() > 1 {
        // "Asked Olvend" and "Olvend Street": only the last word of what is left may be a known surname.
        let surname = scene.words_of(last..last + 1);
        let front = run.name.start;
        let common = scene.starts_sentence(front) && !scene.words[front].has(Classes::GIVEN) && front + 1 == last;
        if common && let Some(ix) = choose(scene, cast, last, surname, None) {
            note(scene, cast, places, ix, &Run { title: last, name: last..last + 1 });
        } else if let Some(ix) = hyphenated(scene, cast, run) {
            note(scene, cast, places, ix, run);
        }
        return;
    }
    let word = scene.words_of(run.name.clone());
    let numbered = word.contains(|c: char| c.is_ascii_digit());
    let state = !run.titled() && super::regions::is_state(&word.to_lowercase());
    if numbered || state || scene.words[last].has(Classes::OFFICE.with(Classes::ROLE)) {
        return;
    }
    // "Brask Street", "Brask administration" keep the person; "Brask-led" as well.
    let wanted = gender_of(scene, run);
    if let Some(ix) = choose(scene, cast, last, word, wanted).filter(|ix| !another(scene, cast, run, *ix)) {
        let says = scene.tag(last).is_proper() && scene.is_speech(run.name.end) || scene.is_odd_surname(last);
        let first_word_only = scene.starts_sentence(last) && scene.also_small(last) && !says;
        if !first_word_only {
            cast.alias(ix, word);
            note(scene, cast, places, ix, run);
        }
        return;
    }
    let before = scene.before(run.title);
    let common = Classes::THING
        .with(Classes::PLACE)
        .with(Classes::ORGANISATION)
        .with(Classes::BODY)
        .with(Classes::PEOPLE)
        .with(Classes::GOVERNMENT);
    // "Executive Summary", "National Security Concept".
    let thing = lexicon::is_thing(scene.lower(last)) || scene.words[last].has(Classes::DOCUMENT);
    let matter = run.titled() && thing && scene.words[run.name.start - 1].has(Classes::MODIFIER);
    let honoured = run.titled() && !scene.words[last].has(common) && !matter;
    let titled = honoured
        && (scene.words[run.title..run.name.start].iter().zip(&scene.shapes[run.title..run.name.start]).any(
            |(words, shape)| {
                words.has(Classes::HONORIFIC)
                    || (words.has(Classes::OFFICE.with(Classes::ROLE)) && *shape == Shape::Capital)
            },
        ));
    let speaks = scene.is_speech(run.name.end)
        && (scene.words[last].is_empty() || scene.words[last].has(Classes::GIVEN))
        && !scene.also_small(last)
        && !matches!(before, "the" | "in" | "at" | "of" | "from" | "a" | "an");
    let known = cast.known(word, ActorKind::Organisation).is_some();
    // "Mara Olvend of Velmora, a Republican": what follows says it of her.
    let within = matches!(before, "of" | "in" | "at" | "from" | "near" | "outside" | "to");
    // "Previously, a man who"
    let adverb = scene.tag(last) == Tag::RB || scene.starts_sentence(last) && scene.lower(last).ends_with("ly");
    let somebody = scene.words[last].is_empty()
        && !known
        && !within
        && !adverb
        && !scene.also_small(last)
        && is_somebody(scene, run.name.end);
    if titled || somebody {
        let ix = cast.person(word, None, word);
        note(scene, cast, places, ix, run);
    } else if speaks && scene.also_capital(last) {
        // A bare name that says or wants something is a person's, unless the first pronoun after it is "its"; who only
        // does something ("Greenmark announced") is rather a company.
        let age = scene.lower(run.name.end) == "," && scene.lower(run.name.end + 1).parse::<u8>().is_ok();
        let told = scene.also_speaks(last) || age;
        let pronoun = (run.name.end..scene.len().min(run.name.end + 30))
            .filter(|at| !scene.token(*at).in_quotes)
            .map(|at| scene.lower(at))
            .find(|lower| matches!(*lower, "he" | "she" | "his" | "her" | "him" | "it" | "its"));
        let company = match pronoun {
            Some("it" | "its") => true,
            Some(_) => false,
            None => !told,
        };
        let company = company && gazetteer::leaders(word).is_empty();
        // "Allies", "Ministers": a document's own word for several.
        let several = scene.is_plural(last) && lexicon::is_people(scene.lower(last), &scene.token(last).lemma);
        let ix = match (several, company) {
            (true, _) => cast.named(word, ActorKind::Group),
            (false, true) => cast.named(word, ActorKind::Organisation),
            (false, false) => cast.person(word, None, word),
        };
        note(scene, cast, places, ix, run);
    } else if let Some(ix) = cast.known(word, ActorKind::Organisation) {
        note(scene, cast, places, ix, run);
    } else if scene.words[last].is_empty() && word.len() >= 5 && !scene.also_small(last) && !scene.is_capital(last + 1)
    {
        // A leader whom the text takes for known, beside the country: "talks with Macron in France".
        let mut leaders = gazetteer::leaders(word)
            .iter()
            .filter(|leader| key(leader.name.rsplit(' ').next().unwrap_or_default()) == key(word));
        if let (Some(leader), None) = (leaders.next(), leaders.next())
            && places.list.iter().any(|place| place.name == leader.of)
        {
            let ix = cast.person(word, None, word);
            note(scene, cast, places, ix, run);
        }
    }
}

/// Whether "President Olvend" is another than the known Olvend: a woman by her given name of whom no office is known,
/// while a title is given to the surname alone.
fn another(scene: &Scene<'_>, cast: &Cast, run: &Run, ix: MentionedIx) -> bool {
    let office = (run.title..run.name.start).any(|at| scene.words[at].has(Classes::OFFICE));
    let facts = cast.facts(ix);
    let later = facts.first.is_some_and(|first| first > run.name.start);
    office && facts.offices.is_empty() && facts.gender == Some(Gender::Female) && later
}

/// "Jae-in" or "bin Salman": the end of a known name.
fn hyphenated(scene: &Scene<'_>, cast: &Cast, run: &Run) -> Option<MentionedIx> {
    let words = scene.words_of(run.name.clone());
    let last = scene.words_of(run.name.end - 1..run.name.end);
    cast.with_surname(last).iter().copied().find(|ix| cast.actor(*ix).name.ends_with(words))
}

/// The person that a name word alone stands for.
fn choose(scene: &Scene<'_>, cast: &Cast, at: usize, word: &str, gender: Option<Gender>) -> Option<MentionedIx> {
    let fits = |ix: &&MentionedIx| match (gender, cast.facts(**ix).gender) {
        (Some(wanted), Some(known)) => wanted == known,
        _ => true,
    };
    // Of a family, the one who was named most so far; then the one named first. A junior is called so.
    let surname = cast
        .with_surname(word)
        .iter()
        .filter(fits)
        .filter(|ix| !cast.actor(**ix).name.trim_end_matches('.').ends_with("Jr"));
    let best = surname.max_by_key(|ix| {
        let facts = cast.facts(**ix);
        let before = cast.first_before(**ix, at);
        let office = facts.offices.iter().any(|office| !lexicon::classes(&office.noun).has(Classes::KIN));
        (before, office, facts.named, std::cmp::Reverse(ix.0))
    });
    if let Some(ix) = best {
        return Some(*ix);
    }
    let givens: Vec<&MentionedIx> = cast.with_given(word).iter().filter(fits).collect();
    match givens.as_slice() {
        [ix] => {
            // A given name alone is used once the person was named, where it is no other's: not "Donald Brask", nor the
            // Andrew of whom all speak before an Andrew Brask says something.
            let family = scene.words[at].has(Classes::FAMILY);
            let known = cast.first_before(**ix, at) || cast.facts(**ix).named > 2;
            (family || known && !scene.is_capital(at + 1)).then_some(**ix)
        }
        _ => None,
    }
}

/// Headlines write every word with a capital: there only names that the article knows are found, the longest first,
/// and names with a title or a given name.
fn in_heading(scene: &Scene<'_>, cast: &mut Cast, places: &mut Places, words: Range<usize>) {
    let mut at = words.start;
    while at < words.end {
        let mut found = None;
        for end in (at + 2..=words.end.min(at + 5)).rev() {
            if let Some(ix) = cast.known(scene.words_of(at..end), ActorKind::Person) {
                found = Some((ix, end));
                break;
            }
        }
        if found.is_none() && scene.is_capital(at) && !scene.words[at].has(Classes::HUMAN.with(Classes::NEVER)) {
            let word = scene.words_of(at..at + 1);
            let single = cast.with_surname(word);
            if !single.is_empty() && !scene.also_small(at) {
                found = choose(scene, cast, at, word, None).map(|ix| (ix, at + 1));
            }
        }
        match found {
            Some((ix, end)) => {
                cast.alias(ix, scene.words_of(at..end));
                note(scene, cast, places, ix, &Run { title: at, name: at..end });
                at = end;
            }
            None => at += 1,
        }
    }
}

fn gender_of(scene: &Scene<'_>, run: &Run) -> Option<Gender> {
    let title = scene.words[run.title..run.name.start].iter();
    let told = title.clone().find_map(|words| match (words.has(Classes::MALE), words.has(Classes::FEMALE)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    });
    // Where the family name stands first, it tells nothing.
    if scene.words[run.name.start].has(Classes::FAMILY) {
        return told;
    }
    told.or_else(|| {
        let first = scene.words[run.name.start];
        (run.name.len() > 1).then_some(()).and_then(|()| {
            match (first.has(Classes::GIVEN_MALE), first.has(Classes::GIVEN_FEMALE)) {
                (true, false) => Some(Gender::Male),
                (false, true) => Some(Gender::Female),
                _ => None,
            }
        })
    })
}

/// Records a mention of a person and what its title tells: gender, office, affiliation.
fn note(scene: &Scene<'_>, cast: &mut Cast, places: &mut Places, ix: MentionedIx, run: &Run) {
    let gender = gender_of(scene, run);
    let facts = cast.facts_mut(ix);
    facts.gender = facts.gender.or(gender);
    let regions = super::regions::around(scene, run);
    let facts = cast.facts_mut(ix);
    facts.regions.extend(regions);
    if run.titled() {
        let mut of = None;
        for at in run.title..run.name.start {
            if let Some(place) = places.covering(at)
                && of.is_none()
                && places.list[place].form != Form::Several
            {
                of = places.actor(place, cast);
            } else if let Some(mention) = cast.ending(at + 1) {
                of = of.or(Some(mention.ix));
            }
        }
        let title = run.title..run.name.start;
        // "Prime Minister of Chile Olvend" and "Foreign Minister" keep their noun; the last role word is the office.
        let noun = title.clone().rev().find(|at| scene.words[*at].has(Classes::OFFICE.with(Classes::ROLE)));
        if let Some(noun) = noun {
            let former = title.clone().any(|at| matches!(scene.lower(at), "former" | "ex" | "late" | "then"));
            let office = super::roles::office(scene, title.start, noun);
            if former {
                cast.former_office(ix, &office, of);
            } else {
                cast.office(ix, &office, of);
            }
        }
        let short = title.clone().find(|at| super::regions::office_of(scene.lower(*at)).is_some());
        if let Some(at) = short.filter(|_| noun.is_none())
            && let Some(office) = super::regions::office_of(scene.lower(at))
        {
            match scene.before(at) {
                "former" | "ex" | "late" => cast.former_office(ix, office, of),
                _ => cast.office(ix, office, of),
            }
        }
        if let Some(kin) = title.clone().find(|at| scene.words[*at].has(Classes::KIN)) {
            cast.kin(ix, scene.lower(kin), None);
        }
        // "Chile's envoy Mara Olvend" speaks of Chile too; "Chilean envoy Mara Olvend" does not.
        let possessor = title.clone().find(|at| matches!(scene.lower(*at), "'s" | "'"));
        places.take(possessor.unwrap_or(title.start)..title.end);
    }
    places.take(run.name.clone());
    cast.mention(ix, run.title..run.name.end, How::Name);
}
