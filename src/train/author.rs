//! Learns on which side of a claim a short text stands (`assets/weights/author.bin`).

use serde::Deserialize;

use crate::language::Text;
use crate::learn::{Learner, Seeded};
use crate::reading::stances::author::features;
use crate::train::mean_of;

/// Rows of the table: 2 to the power of this.
const BITS: u32 = 17;
/// How often the shipped weights went over the corpus, and the seed of its order.
pub const ROUNDS: usize = 8;
/// See [`ROUNDS`].
pub const SEED: u64 = 1;
/// How many learners, each with an order of its own, the weights are the mean of.
const LEARNERS: usize = 5;
/// How often a feature has to be corrected before it counts.
const PROOF: u32 = 3;
/// Weights smaller than this many steps of 127 are left out.
const LEAST: u8 = 1;

/// An answer to a claim, as Perspectrum has it: a line of JSON each.
#[derive(Clone, Debug, Deserialize)]
pub struct Answer {
    /// The answer.
    pub text: String,
    /// The claim.
    pub target: String,
    /// `support` or `oppose`.
    pub label: String,
}

/// Reads lines of JSON; lines that are no answers are left out.
pub fn answers(json: &str) -> Vec<Answer> {
    json.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// Learns from answers, `rounds` times over them, and returns the bytes of the weights.
pub fn learn(answers: &[Answer], rounds: usize, seed: u64) -> Vec<u8> {
    let samples: Vec<(Vec<u32>, usize)> = answers
        .iter()
        .map(|answer| {
            let features = features(&Text::new(answer.text.trim()), &Text::new(&answer.target));
            (features, usize::from(answer.label == "support"))
        })
        .collect();
    let mut seeded = Seeded::new(seed);
    let mean = mean_of(LEARNERS, || {
        let mut learner = Learner::new(&["oppose", "support"], BITS).with_proof(PROOF);
        let mut order: Vec<&(Vec<u32>, usize)> = samples.iter().collect();
        for _ in 0..rounds {
            seeded.shuffle(&mut order);
            for (features, side) in &order {
                learner.learn(features, *side);
            }
        }
        learner
    });
    mean.model::<2>(LEAST).bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::Model;

    #[test]
    fn what_speaks_against_a_claim_is_learnt() {
        let line = |text: &str, label: &str| {
            format!("{{\"text\": \"{text}\", \"target\": \"The dam should be built\", \"label\": \"{label}\"}}\n")
        };
        let json = line("It harms the river", "oppose")
            + &line("It helps farmers", "support")
            + &line("It harms fish", "oppose");
        let model: Model<2> = Model::from_bytes(&learn(&answers(&json), 5, 1)).unwrap();
        let side = |text: &str| model.best(&features(&Text::new(text), &Text::new("The bridge should be built")));
        assert_eq!((side("That harms everyone"), side("That helps everyone")), (0, 1));
    }
}
