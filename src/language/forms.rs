//! What the tagger and the parser see of a word: hashes of its form, ends and shape, taken once.

use std::sync::LazyLock;

use super::lexicon::{self, Classes};
use super::table::Table;
use crate::learn::{Feature, hash, hash_bytes};

/// A word as features see it. Quotation marks, dashes and digits are the same whatever their style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// In lower case.
    pub lower: u64,
    /// With its capitals.
    pub word: u64,
    /// Its first one to three letters.
    pub prefixes: [u64; 3],
    /// Its last one to four letters.
    pub suffixes: [u64; 4],
    /// Capitals, digits, signs and length.
    pub shape: u64,
    /// What the lexicon knows of it: see [`kind_of`].
    pub kind: u64,
}

impl Form {
    /// Of a word as written, and in lower case with straight apostrophes.
    pub fn new(word: &str, lower: &str) -> Self {
        let plain = match lower {
            "“" | "”" | "„" | "«" | "»" | "''" | "``" => "\"",
            "‘" => "'",
            "–" | "—" | "--" => "-",
            "…" => "...",
            _ => lower,
        };
        let digits = plain.bytes().any(|byte| byte.is_ascii_digit());
        let lower = if digits { hash_of_digits(plain) } else { hash(plain) };
        let shape = shape(word, digits);
        Self {
            lower,
            word: Feature::new(shape & 3).with(lower).long(),
            prefixes: prefixes(plain.as_bytes()),
            suffixes: suffixes(plain.as_bytes()),
            shape,
            kind: KINDS.get(lower).unwrap_or_default(),
        }
    }

    /// Whether it begins with a capital, or has only capitals.
    pub fn has_capital(&self) -> bool {
        matches!(self.shape & 3, 1 | 2)
    }

    /// What stands before the first and after the last word.
    pub const EDGE: Self = Self { lower: 1, word: 1, prefixes: [1; 3], suffixes: [1; 4], shape: 1 << 8, kind: 0 };
}

static KINDS: LazyLock<Table<u64>> =
    LazyLock::new(|| lexicon::all().map(|(word, classes)| (word, kind_of(classes))).collect());

/// One number for the classes of a word that say how names and titles are put together.
fn kind_of(classes: Classes) -> u64 {
    let has = |class| u64::from(classes.has(class));
    has(Classes::GIVEN)
        | has(Classes::OFFICE.with(Classes::ROLE).with(Classes::HONORIFIC)) << 1
        | has(Classes::ORGANISATION.with(Classes::BODY).with(Classes::MEDIA)) << 2
        | has(Classes::PLACE.with(Classes::THING)) << 3
        | has(Classes::SPEECH) << 4
}

/// Numbers of as many digits are alike: 1990 and 2025.
fn hash_of_digits(word: &str) -> u64 {
    let mut bytes = [0; 24];
    let length = word.len().min(bytes.len());
    for (byte, from) in bytes.iter_mut().zip(word.bytes()) {
        *byte = if from.is_ascii_digit() { b'0' } else { from };
    }
    hash_bytes(&bytes[..length])
}

/// Bytes instead of letters: no less telling, and no search for boundaries.
fn prefixes(word: &[u8]) -> [u64; 3] {
    let mut prefixes = [0; 3];
    let mut so_far = 0;
    for (at, prefix) in prefixes.iter_mut().enumerate() {
        so_far = so_far << 8 | u64::from(word.get(at).copied().unwrap_or_default());
        *prefix = so_far;
    }
    prefixes
}

fn suffixes(word: &[u8]) -> [u64; 4] {
    let mut suffixes = [0; 4];
    let mut so_far = 0;
    for (back, suffix) in suffixes.iter_mut().enumerate() {
        let byte = word.len().checked_sub(back + 1).map_or(0, |at| word[at]);
        so_far = so_far << 8 | u64::from(byte);
        *suffix = so_far;
    }
    suffixes
}

/// Capitals in the lowest two bits (none, first, all, mixed), then digits, signs and length.
fn shape(word: &str, digits: bool) -> u64 {
    let mut letters = 0;
    let mut capitals = 0;
    let mut signs = false;
    let mut first = false;
    for (at, c) in word.chars().enumerate() {
        if c.is_uppercase() {
            capitals += 1;
            letters += 1;
            first |= at == 0;
        } else if c.is_alphabetic() {
            letters += 1;
        } else {
            signs |= !c.is_ascii_digit();
        }
    }
    let case = match capitals {
        0 => 0,
        1 if first => 1,
        _ if capitals == letters => 2,
        _ => 3,
    };
    let length = match word.len() {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let digits = u64::from(digits) + u64::from(digits && letters == 0);
    case | digits << 2 | u64::from(signs) << 4 | u64::from(letters > 0) << 5 | length << 6
}
