//! The dictionary form of a word.

use std::sync::LazyLock;

use compact_str::{CompactString, format_compact};

use super::table::Table;
use crate::learn::hash;

static IRREGULAR: LazyLock<Table<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/lexicon/irregular-forms.tsv").lines();
    lines.filter_map(|line| line.split_once('\t')).map(|(form, base)| (hash(form), base)).collect()
});

static BASES: LazyLock<Table<()>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/lexicon/base-forms.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).map(|base| (hash(base), ())).collect()
});

/// The dictionary form of a word in lower case, by a list of irregular forms and English inflection. It does not ask
/// for the part of speech, so that a term finds its words in a headline too, where tags are less sure.
pub fn lemma(lower: &str) -> CompactString {
    if let Some(base) = IRREGULAR.get(hash(lower)) {
        return base.into();
    }
    if !lower.is_ascii() || lower.len() < 4 {
        return lower.into();
    }
    if let Some(stem) = lower.strip_suffix("men") {
        return format_compact!("{stem}man");
    }
    if let Some(stem) = lower.strip_suffix('s') {
        return without_s(lower, stem);
    }
    if let Some(stem) = lower.strip_suffix("ied") {
        return format_compact!("{stem}y");
    }
    for ending in ["ed", "ing"] {
        if let Some(stem) = lower.strip_suffix(ending)
            && stem.len() >= 2
            && stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])
        {
            return verb_base(stem);
        }
    }
    lower.into()
}

/// Whether `stem` and `ending` are a dictionary form that decides.
fn base(stem: &str, ending: &str) -> Option<CompactString> {
    let word = format_compact!("{stem}{ending}");
    BASES.get(hash(&word)).map(|()| word)
}

/// The singular of a noun, the base of a verb.
fn without_s(lower: &str, stem: &str) -> CompactString {
    if let Some(short) = stem.strip_suffix("ie") {
        return base(stem, "").unwrap_or_else(|| format_compact!("{short}y"));
    }
    if let Some(short) = stem.strip_suffix('e')
        && ["s", "x", "z", "ch", "sh"].iter().any(|end| short.ends_with(end))
    {
        return base(stem, "").unwrap_or_else(|| short.into());
    }
    if ["s", "u", "i"].iter().any(|end| stem.ends_with(end)) { lower.into() } else { stem.into() }
}

/// The base of a verb whose "-ed" or "-ing" was cut off.
fn verb_base(stem: &str) -> CompactString {
    let bytes = stem.as_bytes();
    let end = bytes[bytes.len() - 1];
    let doubled = bytes.len() > 2 && end == bytes[bytes.len() - 2];
    let single = if doubled { &stem[..stem.len() - 1] } else { stem };
    if let Some(known) = base(stem, "e").or_else(|| base(stem, "")).or_else(|| base(single, "")) {
        return known;
    }
    if doubled && bytes.len() > 3 && !matches!(end, b's' | b'l' | b'e' | b'o' | b'z' | b'f') {
        return single.into();
    }
    // Endings after which verbs that are not listed have a silent e.
    let silent = ["iz", "v", "c", "u", "dg", "bl", "tl", "dl", "gl", "pl"].iter().any(|ending| stem.ends_with(ending));
    if silent && !stem.ends_with("ou") { format_compact!("{stem}e") } else { stem.into() }
}

#[cfg(test)]
mod tests {
    use super::lemma;

    #[test]
    fn inflected_verbs_and_nouns_find_their_base() {
        for (form, base) in [
            ("said", "say"),
            ("proposed", "propose"),
            ("rejecting", "reject"),
            ("stopped", "stop"),
            ("guarantees", "guarantee"),
            ("talks", "talk"),
            ("ceasefires", "ceasefire"),
            ("allies", "ally"),
            ("denied", "deny"),
            ("crisis", "crisis"),
            ("pressing", "press"),
            ("backed", "back"),
            ("ceding", "cede"),
            ("sanctions", "sanction"),
            ("passes", "pass"),
            ("filed", "file"),
            ("filled", "fill"),
            ("coming", "come"),
            ("trying", "try"),
            ("bypassed", "bypass"),
            ("statesmen", "statesman"),
            ("movies", "movie"),
            ("focusing", "focus"),
            ("weaponized", "weaponize"),
        ] {
            assert_eq!(lemma(form), base, "{form}");
        }
    }
}
