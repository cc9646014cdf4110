//! What comes of a thing: "would cost jobs" speaks against it, "reduces harm" for it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a word is to an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A noun for what is wanted (1) or not (-1).
    Thing(i32),
    /// A verb that furthers what it takes (1) or lessens it (-1).
    Change(i32),
}

static KINDS: LazyLock<BTreeMap<(&'static str, bool), Kind>> = LazyLock::new(|| {
    let lines = include_str!("../../../assets/lexicon/outcomes.tsv").lines();
    let mut kinds = BTreeMap::new();
    for (kind, words) in lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')) {
        let kind = match kind {
            "good" => Kind::Thing(1),
            "ill" => Kind::Thing(-1),
            "more" => Kind::Change(1),
            _ => Kind::Change(-1),
        };
        kinds.extend(words.split(' ').map(|word| ((word, matches!(kind, Kind::Change(_))), kind)));
    }
    kinds
});

/// Whether a noun is for something wanted (1) or unwanted (-1); 0 for neither.
pub(super) fn worth(noun: &str) -> i32 {
    match KINDS.get(&(noun, false)) {
        Some(Kind::Thing(worth)) => *worth,
        _ => 0,
    }
}

/// Whether a verb furthers what it takes (1) or lessens it (-1); 0 for neither.
pub(super) fn change(verb: &str) -> i32 {
    match KINDS.get(&(verb, true)) {
        Some(Kind::Change(change)) => *change,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_and_verbs_are_told_apart() {
        assert_eq!((worth("harm"), change("harm"), worth("peace"), change("raise")), (-1, -1, 1, 1));
        assert_eq!((worth("table"), change("sit")), (0, 0));
    }
}
