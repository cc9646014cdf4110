//! Whose parliament or people a person is of, where it is part of a country: "the Velmora senator", "Senator Mara Olvend
//! of Velmora". Names of regions are taken from the text; only the short forms of US states are known.

use std::ops::Range;

use super::runs::Run;
use super::scene::Scene;
use crate::language::lexicon::Classes;

/// How US news shortens states, where the short form is no beginning of the name that tells it by itself.
const STATES: &[(&str, &str)] = &[
    ("ala", "alabama"),
    ("ariz", "arizona"),
    ("ark", "arkansas"),
    ("calif", "california"),
    ("colo", "colorado"),
    ("conn", "connecticut"),
    ("del", "delaware"),
    ("fla", "florida"),
    ("ga", "georgia"),
    ("ill", "illinois"),
    ("ind", "indiana"),
    ("kan", "kansas"),
    ("ky", "kentucky"),
    ("la", "louisiana"),
    ("md", "maryland"),
    ("mass", "massachusetts"),
    ("mich", "michigan"),
    ("minn", "minnesota"),
    ("miss", "mississippi"),
    ("mo", "missouri"),
    ("mont", "montana"),
    ("neb", "nebraska"),
    ("nev", "nevada"),
    ("n.h", "new hampshire"),
    ("n.j", "new jersey"),
    ("n.m", "new mexico"),
    ("n.y", "new york"),
    ("n.c", "north carolina"),
    ("n.d", "north dakota"),
    ("okla", "oklahoma"),
    ("ore", "oregon"),
    ("pa", "pennsylvania"),
    ("r.i", "rhode island"),
    ("s.c", "south carolina"),
    ("s.d", "south dakota"),
    ("tenn", "tennessee"),
    ("tex", "texas"),
    ("vt", "vermont"),
    ("va", "virginia"),
    ("wash", "washington"),
    ("w.va", "west virginia"),
    ("wis", "wisconsin"),
    ("wyo", "wyoming"),
];

/// States that US news does not shorten.
const WHOLE: &[&str] = &["alaska", "hawaii", "idaho", "iowa", "maine", "ohio", "utah"];

/// Whether words in lower case are the name of a US state, and so nobody's.
pub(super) fn is_state(lower: &str) -> bool {
    WHOLE.contains(&lower) || STATES.iter().any(|(_, long)| *long == lower)
}

/// The office of which a title is short.
pub(super) fn office_of(title: &str) -> Option<&'static str> {
    Some(match title.trim_end_matches('.') {
        "sen" => "senator",
        "gov" => "governor",
        "rep" => "representative",
        _ => return None,
    })
}

/// The capitalised words of a range that name a region, in lower case.
pub(super) fn within(scene: &Scene<'_>, tokens: Range<usize>) -> Option<String> {
    let words: Vec<&str> = tokens.filter(|at| is_region(scene, *at)).map(|at| scene.lower(at)).collect();
    let compass = words.iter().all(|word| is_compass(word));
    (!compass && words.len() <= 3).then(|| words.join(" "))
}

/// The regions that stand around a titled name: "Velmora Senator Mara Olvend", "Senator Mara Olvend of Velmora", "Sen.
/// Mara Olvend (R-Velmora)".
pub(super) fn around(scene: &Scene<'_>, run: &Run) -> Vec<String> {
    let sentence = scene.sentence(run.title);
    let mut found = Vec::new();
    if run.titled() {
        let from = (sentence.start..run.title).rev().take(3).take_while(|at| is_region(scene, *at)).last();
        found.extend(within(scene, from.unwrap_or(run.title)..run.title));
    }
    let end = run.name.end;
    if scene.lower(end) == "of" {
        let to = (end + 1..sentence.end).take(3).take_while(|at| is_region(scene, *at)).last();
        found.extend(within(scene, end + 1..to.map_or(end + 1, |to| to + 1)));
    } else if matches!(scene.lower(end), "(" | ",") && matches!(scene.lower(end + 1), "r" | "d" | "i") {
        let state = (end + 2..sentence.end).take(3).find(|at| is_region(scene, *at));
        found.extend(state.map(|at| {
            let word = scene.lower(at).trim_end_matches('.');
            let long = STATES.iter().find(|(short, _)| *short == word).map(|(_, long)| (*long).to_owned());
            long.unwrap_or_else(|| word.to_owned())
        }));
    }
    found
}

fn is_region(scene: &Scene<'_>, at: usize) -> bool {
    let classes = scene.words[at];
    let role = Classes::MODIFIER.with(Classes::HUMAN).with(Classes::HONORIFIC).with(Classes::ORGANISATION);
    let role = role.with(Classes::GIVEN).with(Classes::CAPITAL);
    let capital = scene.is_capital(at) || scene.shapes[at] == super::scene::Shape::Initial;
    capital && (is_compass(scene.lower(at)) || !classes.has(role.with(Classes::NEVER)))
}

fn is_compass(lower: &str) -> bool {
    matches!(lower, "new" | "north" | "south" | "west" | "east")
}
