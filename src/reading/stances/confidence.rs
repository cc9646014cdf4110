//! How sure a suggestion is: one meaning everywhere, the share of such suggestions that a careful coder would make too.
//!
//! On propositions a logistic function over the [`SIGNS`] of a judgement, with weights that `examples/calibrate.rs`
//! fits on coded articles and judged suggestions (`assets/weights/confidence.tsv`; how good: the card beside it). For
//! persons and things the margin of the tone model counts, with weights that no fit on record gave, and all odds are
//! drawn towards even ones: of the suggestions on pairs that SEESAW's training part has, only 70 % take its side.

use std::sync::LazyLock;

use crate::model::{Basis, Stance};
use crate::reading::stances::candidates::Candidate;
use crate::reading::stances::direction::{Judged, Way};
use crate::reading::stances::holder::Holder;

/// Below it, at about even odds, a suggestion on a proposition is not made: an empty cell is better than a wrong one.
pub(super) const LEAST: f32 = 0.48;

/// What is left of the odds of a suggestion on a person or thing.
const DRAWN: f32 = 0.6;

/// What is known of a suggestion on a proposition, by name; the first is always 1, the last is known when the whole
/// article is read.
pub const SIGNS: [&str; 29] = [
    "always",
    "spoken",
    "agreed",
    "strong",
    "inferred",
    "governed",
    "relative",
    "predicate",
    "oppose",
    "conditional",
    "neutral",
    "pointing back",
    "may or could",
    "unknown verbs",
    "distance",
    "holder is the subject",
    "speaker of another",
    "holder without a name",
    "term of one word",
    "term spread out",
    "long sentence",
    "several judgements",
    "issue spoken of once",
    "issue spoken of often",
    "holder is a group",
    "nouns between",
    "spoken and agreed",
    "term late in the sentence",
    "told again",
];

/// The values of [`SIGNS`].
pub type Signs = [f32; SIGNS.len()];

/// What surrounds a judgement.
pub(super) struct Setting {
    /// It rests on words that somebody says.
    pub(super) spoken: bool,
    /// The holder's name is a description.
    pub(super) nameless: bool,
    /// Words of the term.
    pub(super) words: usize,
    /// Words of the sentence.
    pub(super) sentence: usize,
    /// Judgements of the same place.
    pub(super) judgements: usize,
    /// The holder is a group.
    pub(super) group: bool,
    /// Words of the sentence before the term.
    pub(super) before: usize,
}

static WEIGHTS: LazyLock<Signs> = LazyLock::new(|| {
    let mut weights = [0.0; SIGNS.len()];
    let lines = include_str!("../../../assets/weights/confidence.tsv").lines();
    for (name, weight) in lines.filter_map(|line| line.split_once('\t')) {
        if let (Some(at), Ok(weight)) = (SIGNS.iter().position(|sign| *sign == name), weight.parse()) {
            weights[at] = weight;
        }
    }
    weights
});

/// What is known of a suggestion.
pub(super) fn signs(
    candidate: &Candidate,
    judged: &Judged,
    holder: &Holder,
    stance: Stance,
    setting: &Setting,
) -> Signs {
    let yes = |is: bool| if is { 1.0 } else { 0.0 };
    [
        1.0,
        yes(setting.spoken),
        yes(judged.agreed),
        judged.strength - 0.8,
        yes(judged.basis == Basis::Inferred),
        yes(judged.way == Way::Governed),
        yes(judged.way == Way::Relative),
        yes(judged.speakers),
        yes(stance == Stance::Oppose),
        yes(stance == Stance::Conditional),
        yes(stance == Stance::Neutral),
        yes(candidate.vague),
        yes(judged.weak),
        judged.unknown.min(3) as f32,
        judged.distance.min(5) as f32,
        yes(holder.subject),
        yes(holder.reported_by.is_some()),
        yes(setting.nameless),
        yes(setting.words == 1),
        setting.words.saturating_sub(2).min(4) as f32,
        (setting.sentence as f32 / 40.0).min(2.0),
        yes(setting.judgements > 1),
        yes(candidate.places == 1),
        yes(candidate.places > 3),
        yes(setting.group),
        judged.between.min(2) as f32,
        yes(setting.spoken && judged.agreed),
        yes(setting.before > 30),
        0.0,
    ]
}

/// The confidence of a suggestion.
pub(super) fn of(candidate: &Candidate, judged: &Judged, signs: &Signs) -> f32 {
    if candidate.thing { logistic(DRAWN * of_thing(candidate, judged, signs)) } else { sure(signs) }
}

/// The confidence of a suggestion on a proposition.
pub(super) fn sure(signs: &Signs) -> f32 {
    logistic(signs.iter().zip(WEIGHTS.iter()).map(|(sign, weight)| sign * weight).sum())
}

/// Notes that the article tells the same in another place.
pub(super) fn told_again(signs: &mut Signs) {
    signs[SIGNS.len() - 1] = 1.0;
}

/// The odds of a suggestion on a person or thing.
fn of_thing(candidate: &Candidate, judged: &Judged, signs: &Signs) -> f32 {
    let yes = |is: bool, weight: f32| if is { weight } else { 0.0 };
    let spoken = signs[1] > 0.0;
    if judged.way == Way::Toned {
        return 1.6 * judged.strength - 0.9 + yes(spoken, 0.3);
    }
    0.9 + yes(spoken, 0.8) + 1.5 * (judged.strength - 0.8)
        - yes(judged.basis == Basis::Inferred, 0.9)
        - yes(judged.way == Way::Relative, 0.6)
        - yes(judged.sign < 0, 0.8)
        - yes(candidate.anaphoric, 0.3)
        - yes(judged.weak, 0.5)
        - 0.15 * judged.unknown.min(3) as f32
        - 0.2 * judged.distance.min(5) as f32
        - if judged.agreed { -0.2 } else { 0.8 }
}

fn logistic(odds: f32) -> f32 {
    1.0 / (1.0 + f32::exp(-odds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_is_of_a_sign() {
        let file = include_str!("../../../assets/weights/confidence.tsv");
        let mut names: Vec<&str> =
            file.lines().filter_map(|line| line.split_once('\t')).map(|(name, _)| name).collect();
        names.retain(|name| !SIGNS.contains(name));
        assert_eq!(names, Vec::<&str>::new());
        assert!(WEIGHTS.iter().any(|weight| *weight != 0.0));
    }
}
