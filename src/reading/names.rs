//! Names held against each other: whether two can be one actor's, and the keys under which one is looked for.

use crate::language::lexicon::{self, Classes};
use crate::language::{gazetteer, transliteration};
use crate::model::ActorKind;

/// Whether a person's name is a name and not a description such as "senior aide" or "friend of Mr Brask".
pub(super) fn is_proper(name: &str) -> bool {
    name.contains(char::is_uppercase)
        && name.split(' ').all(|word| {
            let lower = word.to_lowercase();
            let classes = lexicon::classes(&lower);
            let small = word.chars().next().is_some_and(char::is_lowercase);
            !(small && !classes.has(Classes::PARTICLE) && word.chars().count() > 3) && lower != "’s" && lower != "of"
        })
        && !name.split(' ').next_back().is_some_and(|last| {
            let last = lexicon::classes(&last.to_lowercase());
            last.has(Classes::OFFICE.with(Classes::ROLE))
                && gazetteer::places(name).first().is_some_and(|place| place.span.start == 0)
        })
}

/// The keys under which a person is looked for: the last name word, and the first where family names stand first.
pub(super) fn surnames(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| !is_suffix(word)).collect();
    let mut keys: Vec<String> = words.last().map(|last| transliteration::key(last)).into_iter().collect();
    if let Some(first) =
        words.first().filter(|first| words.len() > 1 && lexicon::classes(&first.to_lowercase()).has(Classes::FAMILY))
    {
        keys.push(transliteration::key(first));
    }
    keys
}

fn is_suffix(word: &str) -> bool {
    matches!(word.trim_matches(['.', ',']).to_lowercase().as_str(), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Whether two names can be one person's: the same but for spelling, middle names and initials; a bare surname fits
/// all of the family, but not a junior.
pub(super) fn compatible(known: &str, local: &str) -> bool {
    let parts = |name: &str| -> Vec<String> {
        name.split([' ', '-']).filter(|word| !word.is_empty() && !is_suffix(word)).map(str::to_owned).collect()
    };
    let junior = |name: &str| name.split(' ').any(|word| matches!(word.trim_matches(['.', ',']), "Jr" | "jr"));
    if junior(known) != junior(local) {
        return false;
    }
    let (a, b) = (parts(without_particles(known)), parts(without_particles(local)));
    let key = |word: &String| transliteration::key(word);
    // "Olvend-Brask" is the surname of "Mara Olvend-Brask".
    let last = |name: &str| name.rsplit(' ').find(|word| !is_suffix(word)).map(transliteration::key);
    let (known, local) = (without_particles(known), without_particles(local));
    if known.contains(' ') != local.contains(' ')
        && (known.contains('-') || local.contains('-'))
        && last(known) == last(local)
    {
        return true;
    }
    match (a.as_slice(), b.as_slice()) {
        ([one], many) | (many, [one]) => {
            many.last().map(key) == Some(key(one))
                || many.first().is_some_and(|first| {
                    key(first) == key(one) && lexicon::classes(&first.to_lowercase()).has(Classes::FAMILY)
                })
        }
        ([a_first, .., a_last], [b_first, .., b_last]) => {
            transliteration::same_given(a_first, b_first) && key(a_last) == key(b_last)
        }
        _ => false,
    }
}

pub(super) fn is_acronym(name: &str) -> bool {
    name.chars().filter(|c| c.is_uppercase()).count() >= 2 && !name.chars().any(char::is_lowercase)
}

/// A name by its words: case, dots, order and "the" do not count, and a country is itself by whatever word ("U.S.
/// officials", "American officials"; "Chile's defence ministry", "Chilean Ministry of Defense").
pub(super) fn words(name: &str) -> String {
    let name = name.trim().trim_start_matches("the ").trim_start_matches("The ");
    let mut plain = String::with_capacity(name.len());
    let mut done = 0;
    for place in gazetteer::places(name) {
        if place.kind == ActorKind::Country && place.form != gazetteer::Form::Several {
            plain.push_str(&name[done..place.span.start as usize]);
            plain.push_str(place.name);
            done = place.span.end as usize;
            // "Chile's army" is the Chilean army.
            if ["’s ", "'s "].iter().any(|owner| name[done..].starts_with(owner)) {
                done = name.len() - name[done..].trim_start_matches(['’', '\'']).trim_start_matches('s').len();
            }
        }
    }
    plain.push_str(&name[done..]);
    let plain = plain.to_lowercase().replace(['.', '’', '\''], "");
    let spelt = |word| match word {
        "defence" => "defense",
        "labour" => "labor",
        "organisation" => "organization",
        "programme" => "program",
        "centre" => "center",
        other => other,
    };
    let short = |word| match word {
        "us" => ["united", "states"],
        "uk" => ["united", "kingdom"],
        other => [other, ""],
    };
    let words = plain.split(' ').flat_map(short).filter(|word| !word.is_empty());
    let mut words: Vec<&str> = words.map(spelt).collect();
    if words.len() > 1 {
        let ministry = words.iter().any(|word| matches!(*word, "ministry" | "minister" | "ministers"));
        words.retain(|word| !(matches!(*word, "of" | "the" | "from") || ministry && *word == "affairs"));
        words.sort_unstable();
    }
    words.join(" ")
}

/// Whether every state has one of that name, and the name does not say which: "Ministry of Defence", "National Guard".
pub(super) fn is_every_states(name: &str) -> bool {
    let kinds = Classes::ORGANISATION.with(Classes::BODY).with(Classes::GOVERNMENT).with(Classes::PEOPLE);
    let common = kinds.with(Classes::MODIFIER).with(Classes::THING);
    let plain = |word: &str| {
        matches!(
            word,
            "of" | "and" | "for" | "the" | "on" | "affairs" | "central" | "constitutional" | "high" | "joint"
        ) || lexicon::classes(word).has(common)
            || lexicon::is_thing(word)
    };
    let institution = |word: &str| {
        matches!(
            word,
            "ministry"
                | "department"
                | "court"
                | "army"
                | "navy"
                | "police"
                | "guard"
                | "parliament"
                | "senate"
                | "assembly"
                | "staff"
                | "commission"
                | "committee"
                | "council"
                | "service"
                | "agency"
                | "office"
                | "bureau"
                | "forces"
                | "treasury"
                | "bank"
                | "cabinet"
        )
    };
    let lower = name.to_lowercase();
    let words = || lower.split(' ');
    words().all(plain)
        && words().any(institution)
        && gazetteer::places(name).iter().all(|place| place.kind != ActorKind::Country && place.name != name)
}

/// A name without the particles before it: "Von der Olvend".
pub(super) fn without_particles(name: &str) -> &str {
    let mut rest = name;
    while let Some((first, next)) = rest.split_once(' ') {
        if !lexicon::classes(&first.to_lowercase()).has(Classes::PARTICLE) {
            break;
        }
        rest = next;
    }
    rest
}
