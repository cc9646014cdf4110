//! What the models see of a text: numbers for its words, kept once for all features.

use crate::language::{Text, Token};
use crate::learn::{Feature, hash};
use crate::model::Span;
use crate::reading::actors::Actors;

/// What a token is to the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A word in small letters.
    Small,
    /// A word that begins with a capital.
    Capital,
    /// A word of capitals alone.
    Capitals,
    /// It has a digit.
    Number,
    /// No letter and no digit.
    Mark,
}

/// A text as numbers, token by token.
#[derive(Debug)]
pub struct Words {
    /// Hash of the word in lower case, digits as 0.
    pub word: Vec<u64>,
    /// Hash of the lemma.
    pub lemma: Vec<u64>,
    /// Capitals and digits.
    pub look: Vec<Look>,
    /// Whether it is part of a mention of an actor.
    pub named: Vec<bool>,
    /// The sentence that it stands in.
    pub sentence: Vec<u32>,
    /// Index of the quoted stretch that it stands in.
    pub stretch: Vec<Option<u32>>,
    /// Part of speech, as a number.
    pub tag: Vec<u64>,
    /// How it depends on its head, as a number.
    pub relation: Vec<u64>,
    /// Its head; itself at the top of a sentence.
    pub head: Vec<usize>,
    /// First and last token of all that hangs on it.
    pub reach: Vec<(usize, usize)>,
    /// The relations of those that depend on it: a bit each.
    pub below: Vec<u64>,
    /// What kind of joint it is, for the signature of what stands between two places.
    pub joint: Vec<Joint>,
}

/// Words and marks that join or part clauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// Nothing of the kind.
    None,
    /// A comma.
    Comma,
    /// "that".
    That,
    /// "who", "which", "whose", "where".
    Relative,
    /// "and", "or".
    And,
    /// "but", "while", "because", "after" and their like.
    But,
    /// "to".
    To,
    /// A colon.
    Colon,
    /// A dash, bracket or semicolon.
    Dash,
    /// A quotation mark.
    Quote,
}

/// The number that stands for no word.
pub const NOTHING: u64 = 0;

impl Words {
    /// Looks at every token of `text` once.
    pub fn new(text: &Text<'_>, actors: &Actors) -> Self {
        let count = text.tokens.len();
        let mut words = Self {
            word: Vec::with_capacity(count),
            lemma: Vec::with_capacity(count),
            look: Vec::with_capacity(count),
            named: vec![false; count],
            sentence: vec![0; count],
            stretch: vec![None; count],
            tag: text.tokens.iter().map(|token| token.tag as u64 + 1).collect(),
            relation: text.tokens.iter().map(|token| token.relation as u64 + 1).collect(),
            head: text.tokens.iter().map(|token| token.head).collect(),
            reach: (0..count).map(|at| (at, at)).collect(),
            below: vec![0; count],
            joint: Vec::with_capacity(count),
        };
        for at in 0..count {
            let head = words.head[at];
            if head != at {
                words.below[head] |= 1 << words.relation[at].min(63);
            }
            let mut above = at;
            while words.head[above] != above {
                above = words.head[above];
                let (first, last) = words.reach[above];
                words.reach[above] = (first.min(at), last.max(at));
            }
        }
        for token in &text.tokens {
            let look = look(text.words(token.span), token);
            words.word.push(if look == Look::Number { hash(&no_digits(&token.lower)) } else { hash(&token.lower) });
            words.lemma.push(if look == Look::Number { hash("0") } else { hash(&token.lemma) });
            words.look.push(look);
            words.joint.push(joint(&token.lower));
        }
        for (at, sentence) in text.sentences.iter().enumerate() {
            words.sentence[sentence.tokens.clone()].fill(at as u32);
        }
        for (at, stretch) in text.quoted.iter().enumerate() {
            words.stretch[text.tokens_in(*stretch)].fill(Some(at as u32));
        }
        for (span, _) in actors.mentions_in(Span::new(0, text.text.len())) {
            words.named[text.tokens_in(span)].fill(true);
        }
        words
    }

    /// The tokens above a token, nearest first.
    pub fn above(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let head = move |at: usize| Some(self.head[at]).filter(|head| *head != at);
        std::iter::successors(head(at), move |at| head(*at))
    }

    /// The subject of a verb that stands before it.
    pub fn subject(&self, text: &Text<'_>, verb: usize) -> Option<usize> {
        (self.reach[verb].0..verb).find(|at| self.head[*at] == verb && text.tokens[*at].relation.is_subject())
    }

    /// The word at an index that may lie outside of `within`.
    pub fn word_at(&self, at: Option<usize>, within: &std::ops::Range<usize>) -> u64 {
        at.filter(|at| within.contains(at)).map_or(NOTHING, |at| self.word[at])
    }
}

fn no_digits(word: &str) -> String {
    word.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

fn look(word: &str, token: &Token) -> Look {
    if token.lower.bytes().any(|byte| byte.is_ascii_digit()) {
        return Look::Number;
    }
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if first.is_uppercase() => {
            if chars.clone().next().is_some() && !chars.any(char::is_lowercase) {
                Look::Capitals
            } else {
                Look::Capital
            }
        }
        Some(first) if first.is_alphanumeric() || chars.any(char::is_alphanumeric) => Look::Small,
        _ => Look::Mark,
    }
}

fn joint(lower: &str) -> Joint {
    match lower {
        "," => Joint::Comma,
        "that" => Joint::That,
        "who" | "which" | "whose" | "where" | "whom" => Joint::Relative,
        "and" | "or" => Joint::And,
        "but" | "while" | "because" | "after" | "before" | "as" | "when" | "though" | "although" | "since" | "if" => {
            Joint::But
        }
        "to" => Joint::To,
        ":" => Joint::Colon,
        "—" | "–" | "―" | "-" | "--" | "(" | ")" | "[" | "]" | ";" => Joint::Dash,
        "“" | "”" | "\"" | "«" | "»" | "„" | "''" | "‘" | "’" | "'" => Joint::Quote,
        _ => Joint::None,
    }
}

/// The features of one place.
#[derive(Debug, Default)]
pub struct Bag(pub Vec<u32>);

impl Bag {
    /// Adds a feature: a template's number and its parts.
    pub fn put(&mut self, template: u64, parts: &[u64]) {
        self.0.push(feature(template, parts).done());
    }
}

/// A feature that may still take parts.
pub fn feature(template: u64, parts: &[u64]) -> Feature {
    parts.iter().fold(Feature::new(template), |feature, part| feature.with(*part))
}

/// A distance in a few steps, far ones together.
pub fn step(distance: usize) -> u64 {
    match distance {
        0..=4 => distance as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}
