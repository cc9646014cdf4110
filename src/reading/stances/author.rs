//! Which side a text takes on a proposition that it need not name: an author's own answer to a claim ("People could
//! not afford it" on "Fuel should be taxed").
//!
//! Comes in: the author's sentences and the proposition. Goes out: for or against. A linear model over hashed features
//! ([`crate::learn`]) decides; it is learnt from Perspectrum (Chen et al. 2019, CC BY-SA) by `train::author`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::language::Text;
use crate::learn::{Feature, Model, hash};
use crate::model::Stance;
use crate::reading::issues::stem;
use crate::reading::stances::lexicon::{self, Effect};

/// Words that turn a claim or an answer around, beyond those of the lexicon.
const LESS: &[&str] =
    &["less", "fewer", "reduce", "decrease", "lower", "few", "little", "lose", "loss", "lack", "decline"];
const MORE: &[&str] = &[
    "more", "increase", "improve", "better", "gain", "benefit", "help", "allow", "enable", "create", "protect",
    "promote", "provide",
];

/// A text of at most this many words, given with a proposition, is taken for an answer to it.
pub(super) const LONGEST: usize = 60;

/// How fast a margin of scores makes sure, fitted on the answers of Perspectrum's development part that its training
/// part does not have.
const SLOPE: f32 = 0.001;

// The weights are part of the program and a test reads them; without them no answer is judged, nothing worse.
static MODEL: LazyLock<Option<Model<2>>> =
    LazyLock::new(|| Model::from_bytes(include_bytes!("../../../assets/weights/author.bin")).ok());

/// The side of an answer to a proposition, and how sure.
pub(super) fn side(answer: &Text<'_>, proposition: &str) -> Option<(Stance, f32)> {
    let [oppose, support] = MODEL.as_ref()?.scores(&features(answer, &Text::new(proposition)));
    let margin = f32::from(support) - f32::from(oppose);
    let sure = 1.0 / (1.0 + f32::exp(-SLOPE * margin.abs()));
    Some((if margin > 0.0 { Stance::Support } else { Stance::Oppose }, sure))
}

/// What a short text says by its words: the sum of its good and bad words, turned by negation.
fn tone(text: &Text<'_>) -> i32 {
    let marks = lexicon::marks(text, 0..text.tokens.len());
    let mut sum = 0;
    let mut sign = 1;
    let mut since = 0;
    for mark in marks {
        if mark.tokens.start > since + 5 {
            sign = 1;
        }
        match mark.entry.effect {
            Effect::Turns => {
                sign = -sign;
                since = mark.tokens.end;
            }
            Effect::Favours | Effect::Opposes | Effect::Acts => sum += sign * mark.entry.sign(),
            Effect::Neutral | Effect::Carries => {}
        }
    }
    sum
}

/// The features of an answer to a proposition.
pub fn features(answer: &Text<'_>, proposition: &Text<'_>) -> Vec<u32> {
    let stems = |text: &Text<'_>| -> Vec<String> {
        text.tokens.iter().filter(|token| token.is_word()).map(|token| stem(&token.lemma).to_owned()).collect()
    };
    let (said, claim) = (stems(answer), stems(proposition));
    let claimed: BTreeSet<&String> = claim.iter().collect();
    let mut found = Vec::new();
    let mut put = |template: u64, parts: &[u64]| {
        let feature = parts.iter().fold(Feature::new(template), |feature, part| feature.with(*part));
        found.push(feature.done());
    };
    let against = super::turned(proposition).is_some();
    let negated =
        proposition.tokens.iter().any(|token| matches!(token.lemma.as_str(), "not" | "no" | "never" | "without"));
    let turned = u64::from(against) + 2 * u64::from(negated);
    let tone = tone(answer).clamp(-3, 3);
    let step = (tone + 3) as u64;
    put(0, &[]);
    put(1, &[turned]);
    put(2, &[step]);
    put(3, &[step, turned]);
    for token in &proposition.tokens {
        let lemma = token.lemma.as_str();
        if token.is_word() && claim.len() < 24 {
            put(4, &[hash(lemma), step.cmp(&3) as u64]);
        }
    }
    let denies =
        said.iter().filter(|word| matches!(word.as_str(), "not" | "no" | "never" | "cannot" | "nor")).count().min(2)
            as u64;
    let less = said.iter().filter(|word| LESS.iter().any(|less| stem(less) == *word)).count().min(2) as u64;
    let more = said.iter().filter(|word| MORE.iter().any(|more| stem(more) == *word)).count().min(2) as u64;
    put(5, &[denies]);
    put(6, &[denies, turned]);
    put(7, &[less, more, turned]);
    let shared = said.iter().filter(|word| claimed.contains(word)).count().min(5) as u64;
    put(8, &[shared]);
    put(9, &[shared, denies, turned]);
    put(10, &[shared.min(2), step]);
    let words: BTreeSet<&String> = said.iter().take(60).collect();
    for word in words {
        let known = u64::from(claimed.contains(word));
        put(11, &[hash(word), known]);
        put(12, &[hash(word), turned]);
    }
    for pair in said.windows(2).take(40) {
        put(13, &[hash(&pair[0]), hash(&pair[1])]);
    }
    if let Some(first) = said.first() {
        put(14, &[hash(first)]);
    }
    found.truncate(250);
    found
}
