//! Words of like and of opposite meaning, from `assets/lexicon/synonyms.tsv`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::language::table::Groups;
use crate::learn::hash;

/// What a set's kind says of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Verbs.
    Doing,
    /// Nouns for acts, events, states, processes and what is owned: what one can want or not.
    Matter,
    /// Nouns for what is said, thought, felt or made: with another word before it, it may be a matter ("gun law").
    Idea,
    /// Nouns for persons, groups, places, times, quantities and bodies.
    Thing,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "do" => Self::Doing,
            "act" | "event" | "state" | "process" | "phenomenon" | "possession" => Self::Matter,
            "person" | "group" | "place" | "time" | "quantity" | "body" => Self::Thing,
            _ => Self::Idea,
        }
    }
}

/// A set of synonyms with the place that its sense has among each word's senses.
#[derive(Debug)]
struct Set {
    kind: Kind,
    /// It names persons, groups, places or how many: what can stand for somebody.
    somebody: bool,
    words: Vec<(&'static str, u8)>,
}

#[derive(Debug)]
struct Thesaurus {
    sets: Vec<Set>,
    /// The sets of a word with the place of the sense, its first sense first; by [`key`].
    of: Groups<(u8, u32)>,
    opposites: BTreeMap<&'static str, Vec<&'static str>>,
    common: BTreeSet<&'static str>,
}

/// A word's third sense and those behind it are seldom meant.
const SENSES: u8 = 2;

static THESAURUS: LazyLock<Thesaurus> = LazyLock::new(|| {
    let (mut sets, mut common) = (Vec::new(), BTreeSet::new());
    let mut opposites: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let lines = include_str!("../../../assets/lexicon/synonyms.tsv").lines();
    for (kind, words) in lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')) {
        let words = words.split(' ');
        match kind {
            "common" => common.extend(words),
            "opposite" => {
                let pair: Vec<&str> = words.collect();
                if let [one, other] = pair[..] {
                    opposites.entry(one).or_default().push(other);
                    opposites.entry(other).or_default().push(one);
                }
            }
            _ => {
                let ranked = words.map(|word| match word.as_bytes().last() {
                    Some(rank @ b'2'..=b'9') => (&word[..word.len() - 1], rank - b'0'),
                    _ => (word, 1),
                });
                let somebody = matches!(kind, "person" | "group" | "place" | "quantity");
                sets.push(Set { kind: Kind::of(kind), somebody, words: ranked.collect() });
            }
        }
    }
    let mut of: Vec<(u64, (u8, u32))> = Vec::with_capacity(100_000);
    for (at, set) in sets.iter().enumerate() {
        of.extend(set.words.iter().map(|(word, rank)| (key(word), (*rank, at as u32))));
    }
    of.sort_unstable();
    Thesaurus { of: of.into_iter().collect(), sets, opposites, common }
});

impl Thesaurus {
    /// The sets of a word, with the place of the sense among its senses, the first one first.
    fn sets(&self, word: &str) -> impl Iterator<Item = (u8, &Set)> {
        self.of.get(key(word)).iter().map(|(rank, at)| (*rank, &self.sets[*at as usize]))
    }
}

/// "cease-fire" and "ceasefire" are the same word.
fn key(word: &str) -> u64 {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return hash(word);
    }
    hash(&word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
}

/// Words that mean the same as `word` in one of its first senses: as a verb or as a noun. The nearest sense comes
/// first.
pub(super) fn synonyms(word: &str, verb: bool) -> Vec<String> {
    let own = key(word);
    let mut found: Vec<String> = Vec::new();
    for (_, set) in THESAURUS.sets(word).filter(|(rank, _)| *rank <= SENSES) {
        if (set.kind == Kind::Doing) != verb {
            continue;
        }
        let mut words: Vec<_> = set.words.iter().filter(|(other, _)| key(other) != own).collect();
        words.sort_by_key(|(_, rank)| *rank);
        for (other, _) in words.into_iter().filter(|(_, rank)| *rank <= SENSES + 1) {
            let other = other.replace('_', " ");
            if !found.contains(&other) {
                found.push(other);
            }
        }
    }
    found
}

/// Words that mean the opposite.
pub(super) fn opposites(word: &str) -> Vec<String> {
    THESAURUS.opposites.get(word).into_iter().flatten().map(|other| other.replace('_', " ")).collect()
}

/// What a noun names in its first sense; `None` for one that is not known.
pub(super) fn kind(noun: &str) -> Option<Kind> {
    THESAURUS.sets(noun).map(|(_, set)| set.kind).find(|kind| *kind != Kind::Doing)
}

/// Whether a word is a verb too.
pub(super) fn is_verb(word: &str) -> bool {
    THESAURUS.sets(word).any(|(_, set)| set.kind == Kind::Doing)
}

/// Whether a noun can stand for somebody, in any of its senses; `None` for one that is not known.
pub(super) fn is_somebody(noun: &str) -> Option<bool> {
    let mut nouns = THESAURUS.sets(noun).map(|(_, set)| set).filter(|set| set.kind != Kind::Doing).peekable();
    nouns.peek()?;
    Some(nouns.any(|set| set.somebody))
}

/// Whether a noun is so common that it names no matter alone ("way", "thing").
pub(super) fn is_common(noun: &str) -> bool {
    THESAURUS.common.contains(noun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_like_meaning_are_found_for_the_part_of_speech() {
        assert!(synonyms("ceasefire", false).contains(&"truce".to_owned()));
        assert!(synonyms("negotiation", false).contains(&"talks".to_owned()));
        assert!(synonyms("ban", true).iter().all(|word| word != "prohibition"));
        assert_eq!(synonyms("qwertz", false), Vec::<String>::new());
    }

    #[test]
    fn opposites_go_both_ways() {
        assert!(opposites("abolish").contains(&"establish".to_owned()));
        assert!(opposites("establish").contains(&"abolish".to_owned()));
    }

    #[test]
    fn somebody_is_told_from_something() {
        assert_eq!(is_somebody("voter"), Some(true));
        assert_eq!(is_somebody("challenge"), Some(false));
        assert_eq!(is_somebody("qwertz"), None);
    }

    #[test]
    fn kinds_tell_matters_from_persons() {
        assert_eq!(kind("truce"), Some(Kind::Matter));
        assert_eq!(kind("officer"), Some(Kind::Thing));
        assert_eq!(kind("qwertz"), None);
        assert!(is_common("thing") && !is_common("levy"));
    }
}
