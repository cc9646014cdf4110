//! Countries and organisations by name, adjective and seat: the data of `assets/lexicon`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::transliteration;
use crate::model::{ActorKind, Span};

/// How a word of the gazetteer speaks of its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Its own name: "Germany", "NATO".
    Name,
    /// An adjective or demonym: "German", "Germans".
    Adjective,
    /// The seat of its government, or a region of many, which stands for it where it acts: "Berlin", "the West".
    Seat,
    /// Several countries at once: "the two Koreas". The name lists their names, with commas.
    Several,
}

/// A place of a text that speaks of a country or organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub span: Span,
    /// Common name of the country or organisation.
    pub name: &'static str,
    /// What it is.
    pub kind: ActorKind,
    /// How it is spoken of.
    pub form: Form,
    /// The country or organisation that it belongs to.
    pub belongs: Option<&'static str>,
}

struct Entry {
    name: &'static str,
    kind: ActorKind,
    form: Form,
    belongs: Option<&'static str>,
}

struct Gazetteer {
    automaton: AhoCorasick,
    entries: Vec<Entry>,
}

static GAZETTEER: LazyLock<Option<Gazetteer>> = LazyLock::new(|| {
    let mut patterns: Vec<Cow<'static, str>> = Vec::new();
    let mut entries = Vec::new();
    let files = [
        (include_str!("../../assets/lexicon/countries.tsv"), ActorKind::Country),
        (include_str!("../../assets/lexicon/organisations.tsv"), ActorKind::Organisation),
    ];
    for (file, kind) in files {
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&'static str> = line.split('\t').collect();
            let name = columns[0];
            let belongs = columns.get(4).copied().filter(|name| !name.is_empty());
            let forms = [(0, Form::Name), (1, Form::Name), (2, Form::Adjective), (3, Form::Seat)];
            for (column, form) in forms {
                let words = columns.get(column).copied().unwrap_or_default().split(',');
                for word in words.filter(|word| !word.is_empty()) {
                    patterns.push(word.into());
                    entries.push(Entry { name, kind, form, belongs });
                    // "CHILE REJECTS THE PLAN": headlines.
                    if form == Form::Name && word.len() > 3 && word.contains(char::is_lowercase) {
                        patterns.push(word.to_uppercase().into());
                        entries.push(Entry { name, kind, form, belongs });
                    }
                }
            }
        }
    }
    let several = include_str!("../../assets/lexicon/collectives.tsv");
    for line in several.lines().filter(|line| !line.starts_with('#')) {
        let Some((words, members)) = line.split_once('\t') else { continue };
        let first = words.split(',').next().unwrap_or_default();
        let (name, kind, form) = match members {
            "" => (first, ActorKind::Group, Form::Seat),
            members => (members, ActorKind::Country, Form::Several),
        };
        for word in words.split(',') {
            patterns.push(word.into());
            entries.push(Entry { name, kind, form, belongs: None });
        }
    }
    // The lists are part of the program; a test builds them. Without them no country would be found, nothing worse.
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(patterns.iter().map(|word| word.as_bytes()))
        .ok()?;
    Some(Gazetteer { automaton, entries })
});

/// The common names of countries and the seats of their governments.
pub fn countries() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../../assets/lexicon/countries.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| {
        let mut columns = line.split('\t');
        columns.next().into_iter().chain(columns.nth(2).unwrap_or_default().split(','))
    })
}

/// Whether that is the common name of a country of the gazetteer.
pub fn is_country(name: &str) -> bool {
    let find = |gazetteer: &Gazetteer| {
        gazetteer.entries.iter().any(|entry| entry.kind == ActorKind::Country && entry.name == name)
    };
    GAZETTEER.as_ref().is_some_and(find)
}

/// Who led a country or organisation, and by which office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leader {
    /// Full name.
    pub name: &'static str,
    /// Common name of the country or organisation.
    pub of: &'static str,
    /// "prime minister".
    pub office: &'static str,
    /// "2017-2021, 2025-".
    years: &'static str,
}

impl Leader {
    /// Whether the office was held in that year; without one, whether it still is.
    pub fn holds(&self, year: Option<i16>) -> bool {
        self.years.split(", ").any(|term| {
            let (from, to) = term.split_once('-').unwrap_or((term, term));
            let bound = |year: &str, open: i16| year.parse().unwrap_or(open);
            year.map_or(to.is_empty(), |year| (bound(from, i16::MIN)..=bound(to, i16::MAX)).contains(&year))
        })
    }
}

static LEADERS: LazyLock<HashMap<String, Vec<Leader>>> = LazyLock::new(|| {
    let mut leaders: HashMap<String, Vec<Leader>> = HashMap::new();
    for line in include_str!("../../assets/lexicon/leaders.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(name), Some(of), Some(office)) = (columns.next(), columns.next(), columns.next()) else { continue };
        let leader = Leader { name, of, office, years: columns.next().unwrap_or_default() };
        for word in [name.split(' ').next_back(), name.split(' ').next()].into_iter().flatten() {
            leaders.entry(transliteration::key(word)).or_default().push(leader);
        }
    }
    leaders
});

/// The leaders whose name begins or ends with a word, in the order of the list: what a text takes for granted.
pub fn leaders(word: &str) -> &'static [Leader] {
    LEADERS.get(&transliteration::key(word)).map_or(&[], Vec::as_slice)
}

/// All places of `text` that name a country or organisation as whole words, in order, longest first.
pub fn places(text: &str) -> Vec<Place> {
    let Some(gazetteer) = GAZETTEER.as_ref() else { return Vec::new() };
    let whole = |start: usize, end: usize| {
        let inside = |c: char| c.is_alphanumeric();
        !text[..start].chars().next_back().is_some_and(inside) && !text[end..].chars().next().is_some_and(inside)
    };
    gazetteer
        .automaton
        .find_iter(text)
        .filter(|found| whole(found.start(), found.end()))
        .map(|found| {
            let Entry { name, kind, form, belongs } = gazetteer.entries[found.pattern().as_usize()];
            Place { span: Span::new(found.start(), found.end()), name, kind, form, belongs }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leader_holds_the_office_in_its_years() {
        let leader = Leader { name: "Mara Olvend", of: "Chile", office: "president", years: "2001-2005, 2011-" };
        for (year, holds) in [(2000, false), (2001, true), (2005, true), (2008, false), (2020, true)] {
            assert_eq!(leader.holds(Some(year)), holds, "{year}");
        }
        assert!(leader.holds(None));
    }

    #[test]
    fn names_adjectives_and_seats_lead_to_the_country() {
        let found: Vec<(&str, Form)> = places("The U.S. and Chile met Peruvians; Lima and NATO waited in Chilecito.")
            .iter()
            .map(|p| (p.name, p.form))
            .collect();
        assert_eq!(
            found,
            [
                ("United States", Form::Name),
                ("Chile", Form::Name),
                ("Peru", Form::Adjective),
                ("Peru", Form::Seat),
                ("NATO", Form::Name)
            ]
        );
    }
}
