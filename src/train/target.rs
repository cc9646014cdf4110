//! Learns how a sentence speaks of somebody (`assets/weights/target.bin`).

use serde::Deserialize;

use crate::language::Text;
use crate::learn::{Learner, Seeded};
use crate::reading::stances::target::{LABELS, features};
use crate::train::mean_of;

/// Rows of the table: 2 to the power of this.
const BITS: u32 = 17;
/// How often the shipped weights went over the corpus, and the seed of its order.
pub const ROUNDS: usize = 8;
/// See [`ROUNDS`].
pub const SEED: u64 = 1;
/// How many learners, each with an order of its own, the weights are the mean of.
const LEARNERS: usize = 5;
/// Weights smaller than this many steps of 127 are left out.
const LEAST: u8 = 1;

#[derive(Deserialize)]
struct Line {
    sentence_normalized: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    from: usize,
    to: usize,
    polarity: f32,
}

/// Somebody in a sentence, as features, with the class that people gave.
pub type Sample = (Vec<u32>, usize);

/// Reads lines of NewsMTSC; lines that are none are left out.
pub fn samples(json: &str) -> Vec<Sample> {
    let mut found = Vec::new();
    for line in json.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok()) {
        let text = Text::new(&line.sentence_normalized);
        let bytes: Vec<u32> =
            text.text.char_indices().map(|(at, _)| at as u32).chain([text.text.len() as u32]).collect();
        for target in &line.targets {
            let (Some(start), Some(end)) = (bytes.get(target.from), bytes.get(target.to)) else { continue };
            let tokens = text.tokens.partition_point(|token| token.span.end <= *start)
                ..text.tokens.partition_point(|token| token.span.start < *end);
            let Some(sentence) = text.sentence_at(*start).map(|at| text.sentences[at].tokens.clone()) else { continue };
            if tokens.is_empty() || tokens.end > sentence.end {
                continue;
            }
            let class = if target.polarity > 4.5 { 2 } else { usize::from(target.polarity > 3.5) };
            found.push((features(&text, &sentence, &tokens), class));
        }
    }
    found
}

/// Learns, `rounds` times over the samples, and returns the bytes of the weights.
pub fn learn(samples: &[Sample], rounds: usize, seed: u64) -> Vec<u8> {
    let mut seeded = Seeded::new(seed);
    let mean = mean_of(LEARNERS, || {
        let mut learner = Learner::new(&LABELS, BITS);
        let mut order: Vec<&Sample> = samples.iter().collect();
        for _ in 0..rounds {
            seeded.shuffle(&mut order);
            for (features, class) in &order {
                learner.learn(features, *class);
            }
        }
        learner
    });
    mean.model::<4>(LEAST).bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::Model;

    #[test]
    fn praise_and_blame_of_a_target_are_learnt() {
        let line = |verb: &str, polarity: f32| {
            format!(
                "{{\"sentence_normalized\": \"The union {verb} Orsk.\", \"targets\": [{{\"from\": {}, \"to\": {}, \"polarity\": {polarity}}}]}}\n",
                11 + verb.len(),
                15 + verb.len()
            )
        };
        let json = line("praised", 6.0) + &line("attacked", 2.0) + &line("met", 4.0);
        let samples = samples(&json);
        assert_eq!(samples.iter().map(|(_, class)| *class).collect::<Vec<_>>(), [2, 0, 1]);
        let model: Model<4> = Model::from_bytes(&learn(&samples, 10, 1)).unwrap();
        assert!(samples.iter().all(|(features, class)| model.best(features) == *class));
    }
}
