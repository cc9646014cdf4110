//! How sure a suggestion is: one meaning everywhere, the share of such suggestions that a careful coder would make too.
//!
//! On propositions a logistic function over the [`SIGNS`] of a judgement, with weights that `train::sides`
//! fits on coded sentences (`assets/weights/confidence.tsv`, another for the thorough engine; how good: the card beside). For
//! persons and things the margin of the tone model counts, with weights that no fit on record gave, and all odds are
//! drawn towards even ones: of the suggestions on pairs that SEESAW's training part has, only 70 % take its side.

use std::sync::LazyLock;

use crate::model::Basis;
use crate::reading::Engine;
use crate::reading::stances::candidates::Candidate;
use crate::reading::stances::direction::{Judged, Way};
use crate::reading::stances::pairs::Weighed;

/// Below these odds a suggestion on a proposition is not made: an empty cell is better than a wrong one. What the models
/// alone suggest must have even odds. The rules were made on articles like those that the ready catalogue on peace
/// talks is for; there they are right more often than on the news at large, which the odds are fitted on. On three sets
/// of articles on the war that the rules were not made on 0.35 has a better F1 than 0.3; a bar of 0.45 for the models
/// gains a point more of it, and suggests things that nobody says.
const LEAST: f32 = 0.35;
const LEAST_ALONE: f32 = 0.5;

/// Whether a suggestion on a proposition is made.
pub(super) fn is_enough(confidence: f32, alone: bool) -> bool {
    confidence >= if alone { LEAST_ALONE } else { LEAST }
}

/// From what strength on a word alone says that somebody takes a side ("rejects", not "cuts").
const PLAIN: f32 = 1.0;

/// What is left of the odds of a suggestion on a person or thing.
const DRAWN: f32 = 0.6;

/// What is known of a suggestion on a proposition, by name; the first is always 1, the last two are known when the whole
/// article is read.
pub const SIGNS: [&str; 24] = [
    "always",
    "plain",
    "spoken",
    "agreed",
    "distance",
    "relative",
    "ought",
    "pointing back",
    "may, could or once",
    "holder without a name",
    "holder is an organisation",
    "source is a pronoun",
    "several judgements",
    "issue spoken of often",
    "weighed: a side",
    "weighed: this side",
    "alone",
    "alone: a side",
    "alone: this side",
    "alone, spoken",
    "alone, holder without a name",
    "alone, pronoun",
    "told again",
    "told otherwise",
];

/// Where the signs of what no rule suggests begin.
const ALONE: usize = 16;

/// The model's odds are cut at these.
const MOST: f32 = 4.0;

/// The values of [`SIGNS`].
pub type Signs = [f32; SIGNS.len()];

/// What surrounds a judgement.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    /// It rests on words that somebody says.
    pub(super) spoken: bool,
    /// Who says them is named by a pronoun.
    pub(super) pronoun: bool,
    /// A word that decides says what ought to be.
    pub(super) ought: bool,
    /// The holder's name is a description.
    pub(super) nameless: bool,
    /// The holder is an organisation.
    pub(super) organisation: bool,
    /// Judgements of the same place.
    pub(super) judgements: usize,
}

static FAST: LazyLock<Signs> = LazyLock::new(|| table(include_str!("../../../assets/weights/confidence.tsv")));
static THOROUGH: LazyLock<Signs> =
    LazyLock::new(|| table(include_str!("../../../assets/weights/confidence-thorough.tsv")));

fn table(file: &str) -> Signs {
    let mut weights = [0.0; SIGNS.len()];
    for (name, weight) in file.lines().filter_map(|line| line.split_once('\t')) {
        if let (Some(at), Ok(weight)) = (SIGNS.iter().position(|sign| *sign == name), weight.parse()) {
            weights[at] = weight;
        }
    }
    weights
}

/// What is known of a suggestion.
pub(super) fn signs(candidate: &Candidate, judged: &Judged, setting: &Setting) -> Signs {
    let yes = |is: bool| if is { 1.0 } else { 0.0 };
    [
        1.0,
        yes(judged.strength >= PLAIN),
        yes(setting.spoken),
        yes(judged.agreed),
        judged.distance.min(5) as f32,
        yes(judged.way == Way::Relative),
        yes(setting.ought),
        yes(candidate.vague),
        yes(judged.weak),
        yes(setting.nameless),
        yes(setting.organisation),
        yes(setting.pronoun),
        yes(setting.judgements > 1),
        yes(candidate.places > 3),
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    ]
}

/// What is known of a suggestion that no rule makes.
pub(super) fn alone(setting: &Setting) -> Signs {
    let mut signs = [0.0; SIGNS.len()];
    signs[0] = 1.0;
    signs[ALONE] = 1.0;
    signs[ALONE + 3] = f32::from(u8::from(setting.spoken));
    signs[ALONE + 4] = f32::from(u8::from(setting.nameless));
    signs[ALONE + 5] = f32::from(u8::from(setting.pronoun));
    signs
}

/// Notes what the model says of a suggestion that is for (1) or against (-1) what its place speaks of.
pub(crate) fn weighed(signs: &mut Signs, weighed: Weighed, way: f32, alone: bool) {
    // Of who leaves it open the model knows nothing.
    if way == 0.0 {
        return;
    }
    let at = if alone { ALONE + 1 } else { ALONE - 2 };
    signs[at] = weighed.side.clamp(-MOST, MOST);
    signs[at + 1] = (weighed.favour * way).clamp(-MOST, MOST);
}

/// The confidence of a suggestion.
pub(super) fn of(candidate: &Candidate, judged: &Judged, signs: &Signs) -> f32 {
    if candidate.thing { logistic(DRAWN * of_thing(candidate, judged, signs)) } else { sure(signs, Engine::Fast) }
}

/// The confidence of a suggestion on a proposition.
pub(super) fn sure(signs: &Signs, engine: Engine) -> f32 {
    let weights = match engine {
        Engine::Fast => &FAST,
        Engine::Thorough => &THOROUGH,
    };
    logistic(signs.iter().zip(weights.iter()).map(|(sign, weight)| sign * weight).sum())
}

/// Notes whether the article tells the same, and something else, in other places.
pub(super) fn compare(signs: &mut Signs, again: bool, otherwise: bool) {
    signs[SIGNS.len() - 2] = f32::from(u8::from(again));
    signs[SIGNS.len() - 1] = f32::from(u8::from(otherwise));
}

/// The odds of a suggestion on a person or thing.
fn of_thing(candidate: &Candidate, judged: &Judged, signs: &Signs) -> f32 {
    let yes = |is: bool, weight: f32| if is { weight } else { 0.0 };
    let spoken = signs[2] > 0.0;
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
        for file in [
            include_str!("../../../assets/weights/confidence.tsv"),
            include_str!("../../../assets/weights/confidence-thorough.tsv"),
        ] {
            let mut names: Vec<&str> =
                file.lines().filter_map(|line| line.split_once('\t')).map(|(name, _)| name).collect();
            names.retain(|name| !SIGNS.contains(name));
            assert_eq!(names, Vec::<&str>::new());
            assert!(table(file).iter().any(|weight| *weight != 0.0));
        }
    }
}
