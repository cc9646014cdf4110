//! Capitalised words that may name a person, with the title before them.

use std::ops::Range;

use super::cast::Cast;
use super::organisations;
use super::places::Places;
use super::scene::{Scene, Shape};
use crate::language::Tag;
use crate::language::lexicon::{self, Classes};

/// Capitalised words that may name a person, with the title before them.
pub(super) struct Run {
    /// Where the title starts, with what it is of ("Chilean President"); the name's start where there is none.
    pub(super) title: usize,
    pub(super) name: Range<usize>,
}

impl Run {
    pub(super) fn titled(&self) -> bool {
        self.title < self.name.start
    }
}

fn is_name(scene: &Scene<'_>, places: &Places, at: usize) -> bool {
    scene.is_capital(at) && !places.taken[at] && (!scene.words[at].has(Classes::NEVER) || scene.is_odd_surname(at))
}

/// Whether the capital of a sentence's first word is a name's: by its part of speech, or by a capital elsewhere.
fn is_proper(scene: &Scene<'_>, at: usize) -> bool {
    scene.tag(at).is_proper() || scene.tag(at) == Tag::NN || scene.also_capital(at)
}

/// Where a name that starts at `start` ends.
fn name_end(scene: &Scene<'_>, places: &Places, start: usize, limit: usize) -> usize {
    let mut at = start + 1;
    while at < limit {
        let next = |offset: usize| at + offset < limit && is_name(scene, places, at + offset);
        if is_name(scene, places, at) {
            at += 1;
        } else if scene.lower(at) == "-" && scene.touches(at - 1) && scene.touches(at) && at + 1 < limit {
            // "Olvend-Brask summit" is two people; "Jean-Luc", "al-Brask" and "Jong-un" are one.
            if at == start + 1
                && is_name(scene, places, at + 1)
                && scene.words[start].is_empty()
                && !is_name(scene, places, at + 2)
            {
                break;
            }
            if is_ending(scene.lower(at + 1)) || scene.lower(at + 1).contains(|c: char| c.is_ascii_digit()) {
                break;
            }
            at += 2;
        } else if scene.shapes[at] == Shape::Initial && scene.lower(at) != "i" {
            let dot = usize::from(scene.lower(at + 1) == ".");
            if at + dot + 1 < limit && is_name(scene, places, at + dot + 1) {
                at += dot + 1;
            } else {
                break;
            }
        } else if scene.words[at].has(Classes::PARTICLE) && scene.shapes[at] == Shape::Small {
            let more = usize::from(
                at + 1 < limit && scene.words[at + 1].has(Classes::PARTICLE) && scene.shapes[at + 1] == Shape::Small,
            );
            let dash = usize::from(scene.lower(at + more + 1) == "-");
            if next(more + dash + 1) {
                at += more + dash + 2;
            } else {
                break;
            }
        } else if at == start + 1 && scene.words[start].has(Classes::GIVEN) && is_nickname(scene, places, at, limit) {
            at += 4;
        } else if scene.lower(at) == "," && matches!(scene.lower(at + 1), "jr" | "sr") {
            at += 2;
        } else if at >= start + 2
            && scene.words[at - 2].has(Classes::FAMILY)
            && scene.shapes[at] == Shape::Capital
            && scene.touches(at - 1) == scene.touches(at - 2)
            && !places.taken[at]
            && scene.lower(at).len() <= 3
        {
            // "Moon Jae In": a syllable that is also a common word.
            at += 1;
        } else if scene.words[at].has(Classes::NEVER)
            && matches!(scene.lower(at), "may" | "west" | "black" | "north" | "east" | "day" | "march")
            && scene.is_capital(at)
            && scene.words[at - 1].has(Classes::GIVEN)
            && !places.taken[at]
        {
            // Some surnames are also common words: "Theresa May".
            at += 1;
        } else {
            break;
        }
    }
    if matches!(scene.lower(at - 1), "jr" | "sr") && scene.lower(at) == "." && at < limit {
        at += 1;
    }
    at
}

/// Whether a word behind a hyphen makes an adjective of the name before it: "Velmora-based".
pub(super) fn is_ending(lower: &str) -> bool {
    matches!(
        lower,
        "based"
            | "led"
            | "backed"
            | "type"
            | "style"
            | "era"
            | "class"
            | "made"
            | "born"
            | "area"
            | "wide"
            | "like"
            | "run"
            | "held"
            | "linked"
            | "friendly"
            | "occupied"
            | "allied"
            | "aligned"
            | "inspired"
            | "funded"
            | "owned"
            | "controlled"
    )
}

/// A nickname between given name and surname: 'Mara “Flash” Olvend'.
fn is_nickname(scene: &Scene<'_>, places: &Places, at: usize, limit: usize) -> bool {
    matches!(scene.lower(at), "“" | "\"" | "‘" | "'" | "(")
        && at + 3 < limit
        && scene.is_capital(at + 1)
        && matches!(scene.lower(at + 2), "”" | "\"" | "’" | "'" | ")")
        && scene.touches(at)
        && scene.touches(at + 1)
        && is_name(scene, places, at + 3)
}

/// All of them, in order of the text.
pub(super) fn runs(scene: &Scene<'_>, cast: &Cast, places: &Places) -> Vec<Run> {
    let mut runs = Vec::new();
    for sentence in &scene.text.sentences {
        let sentence = sentence.tokens.clone();
        let mut at = sentence.start;
        while at < sentence.end {
            let initial = scene.shapes[at] == Shape::Initial
                && scene.lower(at) != "i"
                && !places.taken[at]
                && (at + 1 < sentence.end
                    && (is_name(scene, places, at + 1)
                        || (scene.lower(at + 1) == "." && at + 2 < sentence.end && is_name(scene, places, at + 2))));
            let prefixed = matches!(scene.lower(at), "al" | "el")
                && scene.shapes[at] == Shape::Small
                && scene.lower(at + 1) == "-"
                && at + 2 < sentence.end
                && is_name(scene, places, at + 2);
            if !(initial || prefixed || is_name(scene, places, at)) {
                at += 1;
                continue;
            }
            let end = if prefixed {
                name_end(scene, places, at + 2, sentence.end)
            } else {
                name_end(scene, places, at, sentence.end)
            };
            if let Some(run) = trimmed(scene, cast, places, at..end) {
                runs.push(run);
            }
            at = end;
        }
    }
    runs
}

/// Cuts titles off the front of the words and finds how far the title reaches to the left.
fn trimmed(scene: &Scene<'_>, cast: &Cast, places: &Places, words: Range<usize>) -> Option<Run> {
    let titles = Classes::HONORIFIC.with(Classes::OFFICE).with(Classes::ROLE).with(Classes::MODIFIER);
    // "Velmora Sen." before the name of the senator is nobody.
    let last = scene.lower(words.end - 1);
    if scene.lower(words.end) == "." && super::regions::office_of(last).is_some() {
        return None;
    }
    let mut name = words.clone();
    // "Special Counsel Robert Brask": what stands before the last title word belongs to the title.
    if let Some(last) = words.clone().rev().find(|at| *at + 1 < words.end && is_title(scene, *at))
        && !is_given(scene, words.start, last)
    {
        name.start = last + 1;
    }
    // "The deputy minister of Foreign Affairs Mara Olvend": the minister's matter is no part of the name.
    let of_role = name.start == words.start && is_of_role(scene, words.start);
    if of_role {
        let matter =
            |at: usize| organisations::is_matter(scene, at) || scene.is_capital(at) && scene.lower(at + 1) == "affairs";
        while name.start < name.end && matter(name.start) {
            name.start += 1;
        }
        if name.is_empty() {
            return None;
        }
    }
    while name.len() > 1 && scene.words[name.start].has(titles) && !scene.words[name.start].has(Classes::GIVEN) {
        name.start += 1;
    }
    // "The chief of the General Staff Mara Olvend".
    let body = Classes::PEOPLE.with(Classes::ORGANISATION).with(Classes::BODY).with(Classes::GOVERNMENT);
    let own = Classes::GIVEN.with(Classes::FAMILY);
    while name.len() > 2 && scene.words[name.start].has(body) && !scene.words[name.start].has(own) {
        name.start += 1;
    }
    // "Navy Seal Eddie Olvend": what stands before a given name.
    while name.len() > 2
        && scene.words[name.start + 1].has(Classes::GIVEN)
        && !scene.words[name.start].has(Classes::GIVEN.with(Classes::FAMILY))
        && lexicon::is_thing(scene.lower(name.start))
    {
        name.start += 1;
    }
    if scene.lower(name.start) == "." {
        name.start += 1;
    }
    // A sentence's first word has its capital from there.
    if name.len() > 1
        && name.start == words.start
        && scene.starts_sentence(name.start)
        && !scene.words[name.start].has(own)
        && scene.is_capital(name.start + 1)
        && (scene.also_small(name.start) || !scene.bases[name.start].is_empty() || !is_proper(scene, name.start))
    {
        name.start += 1;
    }
    if name.is_empty() || scene.shapes[name.start] == Shape::Other {
        return None;
    }
    let titled_within = name.start > words.start
        && (of_role || scene.words[words.start..name.start].iter().any(|words| words.has(titles)));
    let mut title = if titled_within { words.start } else { name.start };
    let sentence = scene.sentence(name.start);
    let mut role = titled_within;
    if of_role && titled_within {
        role = true;
        title = words.start - if scene.before(words.start) == "the" { 3 } else { 2 };
    }
    while title > sentence.start {
        let before = title - 1;
        let place = places.covering(before);
        if is_title(scene, before) || scene.words[before].has(Classes::KIN) {
            role = true;
            title = before;
        } else if scene.lower(before) == "."
            && before > sentence.start
            && scene.words[before - 1].has(Classes::HONORIFIC)
        {
            role = true;
            title = before - 1;
        } else if !role {
            // "Secretary of State Brask": the role stands before an "of".
            match of_title(scene, sentence.start, before) {
                Some(start) => {
                    role = true;
                    title = start;
                }
                None => break,
            }
        } else if scene.lower(before) == "of" && before > sentence.start && scene.words[before - 1].has(Classes::ROLE) {
            title = before - 1;
        } else if let Some(place) = place {
            title = places.list[place].tokens.start;
        } else if let Some(mention) = cast.ending(title).filter(|mention| mention.tokens.start >= sentence.start) {
            title = mention.tokens.start;
        } else if matches!(scene.lower(before), "'s" | "'")
            && let Some(place) = before.checked_sub(1).and_then(|owner| places.covering(owner))
        {
            title = places.list[place].tokens.start;
            break;
        } else if matches!(scene.lower(before), "his" | "her" | "their" | "its") {
            title = before;
            break;
        } else if scene.words[before].has(Classes::MODIFIER) {
            title = before;
        } else if scene.lower(before) == "-" && before > sentence.start && scene.words[before - 1].has(titles) {
            title = before - 1;
        } else {
            break;
        }
    }
    if !role {
        title = name.start;
    }
    // A role word alone is nobody's name; an acronym alone is no person.
    let only_role = name.len() == 1
        && (scene.words[name.start].has(Classes::HONORIFIC.with(Classes::OFFICE))
            || title == name.start
                && (scene.words[name.start].has(titles.with(Classes::THING).with(Classes::PLACE))
                    || scene.shapes[name.start] == Shape::Caps)
            // "EU Member States".
            || title < name.start && scene.is_plural(name.start) && scene.bases[name.start].has(Classes::GROUPWORD));
    (!only_role).then_some(Run { title, name })
}

/// Whether a word is a title, "Presidents" before several names included.
fn is_title(scene: &Scene<'_>, at: usize) -> bool {
    let titles = Classes::HONORIFIC.with(Classes::OFFICE).with(Classes::ROLE);
    scene.words[at].has(titles) || scene.is_plural(at) && scene.bases[at].has(titles) && scene.is_capital(at + 1)
}

/// Whether "minister of", "secretary for" stands right before a word.
fn is_of_role(scene: &Scene<'_>, at: usize) -> bool {
    let start = scene.sentence(at).start;
    let of = if scene.before(at) == "the" { at - 1 } else { at };
    of >= start + 2
        && matches!(scene.lower(of - 1), "of" | "for")
        && scene.words[of - 2].has(Classes::ROLE.with(Classes::OFFICE))
}

/// "Secretary of State", "Minister of Foreign Affairs", "Director of National Intelligence" before a name.
fn of_title(scene: &Scene<'_>, start: usize, last: usize) -> Option<usize> {
    let mut at = last;
    let mut words = 0;
    while at > start && (scene.is_capital(at) || matches!(scene.lower(at), "and" | "the" | "state")) && words < 4 {
        at -= 1;
        words += 1;
    }
    let role = at > start && words > 0 && scene.lower(at) == "of" && scene.words[at - 1].has(Classes::ROLE);
    role.then(|| {
        let mut title = at - 1;
        while title > start && scene.words[title - 1].has(Classes::MODIFIER) {
            title -= 1;
        }
        title
    })
}

/// Whether a given name comes before `last`, so that the role word there is a surname: "Mara King Brask".
fn is_given(scene: &Scene<'_>, start: usize, last: usize) -> bool {
    start < last
        && scene.words[start].has(Classes::GIVEN)
        && !scene.words[start].has(Classes::MODIFIER.with(Classes::ROLE))
}
