//! A linear classifier over hashed features: learnt by an averaged perceptron, kept in one byte a weight.
//!
//! Comes in: features as numbers, a right class. Goes out: [`Model`], a table that gives each class a score, and the
//! bytes of its file. Never here: what a feature means, text, files.
//!
//! **Features** are 32-bit hashes, made by [`Feature`] from a template's number and its parts (a word's [`hash`], a tag,
//! a distance). There is no dictionary of them: the upper bits of a hash choose a row of the table, whose check byte tells
//! one in 256 whether the row is that feature's; a feature without a row scores nothing. Choose `bits` so that the table
//! has a few times more rows than there are features that matter: 16 to 20 are usual.
//!
//! **Learning** ([`Learner`]) is the perceptron of Collins (2002): for each example ask for the best class with the
//! weights so far, and where it is wrong move the weights of its features by one, towards the truth and away from the
//! guess. The model is the mean of the weights over all steps, which is what makes it hold on new text. Structured
//! users (sequences, parsers) call [`Learner::shift`] for each feature vector that tells the right from the guessed
//! structure.
//!
//! **Shipping** ([`Learner::model`]): the mean weights are scaled to -127..=127; those too small to count become zero.
//! The file lists only the weights that are not zero; in memory each row is a plain array over the classes, so that
//! adding up a score is a few vector instructions.
//!
//! ```
//! use stance_explorer::learn::{Feature, Learner, Model, hash};
//!
//! let mut learner = Learner::new(&["noun", "verb"], 10);
//! let features = |word: &str| [Feature::new(0).with(hash(word)).done(), Feature::new(1).with(word.len() as u64).done()];
//! for _ in 0..5 {
//!     for (word, class) in [("dam", 0), ("build", 1), ("road", 0), ("oppose", 1)] {
//!         learner.learn(&features(word), class);
//!     }
//! }
//! let learnt: Model<2> = learner.model(1);
//! let model: Model<2> = Model::from_bytes(&learnt.bytes()).unwrap();
//! assert_eq!(model.best(&features("oppose")), 1);
//! ```

mod file;
mod model;

pub use file::WeightsError;
pub use model::Model;

/// Multiplies and rotates: the hash of rustc's FxHasher, the same on every machine.
const FACTOR: u64 = 0x51_7c_c1_b7_27_22_0a_95;

const fn mix(hash: u64, part: u64) -> u64 {
    (hash.rotate_left(5) ^ part).wrapping_mul(FACTOR)
}

/// The hash of a string, to use as a part of features: take it once a word, not once a feature.
pub fn hash(text: &str) -> u64 {
    hash_bytes(text.as_bytes())
}

/// The hash of some bytes, equal to [`hash`] of the same text.
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    let (chunks, rest) = bytes.as_chunks::<8>();
    let whole = chunks.iter().fold(bytes.len() as u64, |hash, chunk| mix(hash, u64::from_le_bytes(*chunk)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    if rest.is_empty() { whole } else { mix(whole, u64::from_le_bytes(last)) }
}

/// Builds the number of one feature from its template and parts.
#[derive(Clone, Copy, Debug)]
pub struct Feature(u64);

impl Feature {
    /// A feature of a template: the number keeps "the word before is X" apart from "the word after is X".
    pub const fn new(template: u64) -> Self {
        Self(mix(0, template + 1))
    }

    /// The same with one more part.
    #[must_use]
    pub const fn with(self, part: u64) -> Self {
        Self(mix(self.0, part))
    }

    /// All 64 bits, to use as a part of further features.
    pub const fn long(self) -> u64 {
        self.0
    }

    /// The finished number: the upper half, where multiplication has mixed best.
    pub const fn done(self) -> u32 {
        ((self.0 ^ (self.0 >> 29)).wrapping_mul(FACTOR) >> 32) as u32
    }
}

/// Numbers that look random and are the same in every run (splitmix64), for shuffles and sampling in training.
#[derive(Clone, Debug)]
pub struct Seeded(u64);

impl Seeded {
    /// Starts from a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// The next number below `end` (0 when `end` is 0).
    pub const fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    /// Puts a slice in a new order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// Learns weights from examples; see the room's text.
#[derive(Clone, Debug)]
pub struct Learner {
    labels: Vec<String>,
    bits: u32,
    proof: u32,
    places: Places,
    /// How often each feature was corrected.
    corrected: Vec<u32>,
    /// Features times classes.
    weights: Vec<f32>,
    /// For the mean: each change times the step at which it came.
    stamped: Vec<f64>,
    step: u64,
    scores: Vec<f32>,
}

impl Learner {
    /// Classes by name, in order: class 0 is the first; at most 255. The model's table gets 2^`bits` rows.
    pub fn new<S: AsRef<str>>(labels: &[S], bits: u32) -> Self {
        let labels: Vec<String> = labels.iter().map(|label| label.as_ref().to_owned()).collect();
        Self {
            bits,
            proof: 1,
            places: Places::new(),
            corrected: Vec::new(),
            weights: Vec::new(),
            stamped: Vec::new(),
            step: 1,
            scores: vec![0.0; labels.len()],
            labels,
        }
    }

    /// A feature counts only once it was corrected `proof` times: fewer and more trusty weights (Goldberg and Elhadad
    /// 2011). 1, as at first, lets all count.
    #[must_use]
    pub fn with_proof(mut self, proof: u32) -> Self {
        self.proof = proof;
        self
    }

    /// The names of the classes.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The score of each class with the weights so far.
    pub fn scores(&mut self, features: &[u32]) -> &[f32] {
        let classes = self.labels.len();
        self.scores.fill(0.0);
        for feature in features {
            if let Some(place) = self.places.get(*feature).filter(|place| self.corrected[*place] >= self.proof) {
                let weights = &self.weights[place * classes..][..classes];
                for (score, weight) in self.scores.iter_mut().zip(weights) {
                    *score += weight;
                }
            }
        }
        &self.scores
    }

    /// The best class with the weights so far, the first among equals.
    pub fn best(&mut self, features: &[u32]) -> usize {
        self.scores(features);
        best_of(&self.scores)
    }

    /// One step: guesses, corrects the weights where the guess is wrong, and returns the guess.
    pub fn learn(&mut self, features: &[u32], truth: usize) -> usize {
        let guess = self.best(features);
        if guess != truth {
            self.shift(features, truth, 1.0);
            self.shift(features, guess, -1.0);
        }
        self.next_step();
        guess
    }

    /// One step of logistic regression on a class for itself: its score becomes the logarithm of the odds that it is the
    /// truth. Returns the chance that it gave it before.
    pub fn learn_odds(&mut self, features: &[u32], class: usize, truth: bool, rate: f32) -> f32 {
        let chance = 1.0 / (1.0 + (-self.scores(features)[class]).exp());
        self.shift(features, class, rate * (f32::from(u8::from(truth)) - chance));
        self.next_step();
        chance
    }

    /// Adds `amount` to the weights of some features for one class.
    pub fn shift(&mut self, features: &[u32], class: usize, amount: f32) {
        let classes = self.labels.len();
        for feature in features {
            let place = self.places.get_or_add(*feature);
            if place == self.corrected.len() {
                self.corrected.push(0);
                self.weights.resize(self.weights.len() + classes, 0.0);
                self.stamped.resize(self.stamped.len() + classes, 0.0);
            }
            self.corrected[place] += 1;
            self.weights[place * classes + class] += amount;
            self.stamped[place * classes + class] += f64::from(amount) * self.step as f64;
        }
    }

    /// Tells that one more example was seen. [`Self::learn`] does it itself; call it after your own shifts.
    pub const fn next_step(&mut self) {
        self.step += 1;
    }

    /// Adds the mean weights of another learner of the same classes: the mean of several that went over the examples in
    /// other orders holds better than each of them.
    pub fn join(&mut self, other: &Self) {
        self.settle();
        let classes = self.labels.len();
        for (feature, place) in other.places.iter().filter(|(_, place)| other.corrected[*place] >= other.proof) {
            for class in 0..classes {
                let at = place * classes + class;
                let mean = f64::from(other.weights[at]) - other.stamped[at] / other.step as f64;
                self.shift(&[feature], class, mean as f32);
            }
            let place = self.places.get_or_add(feature);
            self.corrected[place] = self.corrected[place].max(self.proof);
        }
        self.stamped.fill(0.0);
    }

    /// Makes the mean weights those that it has, as if no step had been made.
    fn settle(&mut self) {
        for (weight, stamped) in self.weights.iter_mut().zip(&mut self.stamped) {
            *weight -= (*stamped / self.step as f64) as f32;
            *stamped = 0.0;
        }
        self.step = 1;
    }

    /// The mean weights, scaled into a byte each. Weights below `least` (of 127 steps) become zero: 1 keeps all that
    /// the scale can hold, 2 or 3 make the file smaller for little loss.
    ///
    /// Of features that want the same row the one with the largest weight gets it, the others are dropped.
    pub fn model<const W: usize>(&self, least: u8) -> Model<W> {
        self.table(least, None)
    }

    /// The same with a scale of so many steps for 1, where the score has a meaning; weights that do not fit into a byte
    /// are cut.
    pub fn model_in_steps<const W: usize>(&self, steps: f32, least: u8) -> Model<W> {
        self.table(least, Some(1.0 / steps))
    }

    fn table<const W: usize>(&self, least: u8, scale: Option<f32>) -> Model<W> {
        let classes = self.labels.len();
        let mean = |at: usize| (f64::from(self.weights[at]) - self.stamped[at] / self.step as f64) as f32;
        let means = |place: usize| (0..classes).map(move |class| mean(place * classes + class));
        let size = |place: usize| means(place).map(f32::abs).fold(0.0, f32::max);
        let mut kept: Vec<(f32, u32, usize)> = self
            .places
            .iter()
            .filter(|(_, place)| self.corrected[*place] >= self.proof)
            .map(|(feature, place)| (size(place), feature, place))
            .collect();
        kept.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let scale = scale.unwrap_or_else(|| kept.first().map_or(1.0, |(size, ..)| size / 127.0));
        let mut model = Model::empty(self.labels.clone(), self.bits);
        let mut taken = vec![false; 1 << self.bits];
        for (size, feature, place) in kept {
            let at = row(feature, self.bits);
            if size / scale < f32::from(least) - 0.5 || std::mem::replace(&mut taken[at], true) {
                continue;
            }
            model.checks[at] = check(feature);
            for (weight, mean) in model.rows[at].iter_mut().zip(means(place)) {
                let scaled = (mean / scale).round() as i8;
                *weight = if scaled.unsigned_abs() < least { 0 } else { scaled };
            }
        }
        model
    }
}

/// Where each feature's weights are: an open hash table. The features are hashes already.
#[derive(Clone, Debug)]
struct Places {
    /// Feature, and its place plus one; 0 is an empty slot.
    slots: Vec<(u32, u32)>,
    count: usize,
}

impl Places {
    fn new() -> Self {
        Self { slots: vec![(0, 0); 1 << 10], count: 0 }
    }

    /// The slot of a feature, or the empty slot where it would stand.
    fn slot(&self, feature: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = feature as usize & mask;
        while self.slots[at].1 != 0 && self.slots[at].0 != feature {
            at = (at + 1) & mask;
        }
        at
    }

    fn get(&self, feature: u32) -> Option<usize> {
        (self.slots[self.slot(feature)].1 as usize).checked_sub(1)
    }

    fn get_or_add(&mut self, feature: u32) -> usize {
        let at = self.slot(feature);
        if let Some(place) = (self.slots[at].1 as usize).checked_sub(1) {
            return place;
        }
        self.slots[at] = (feature, self.count as u32 + 1);
        self.count += 1;
        if self.count * 2 > self.slots.len() {
            let larger = vec![(0, 0); self.slots.len() * 2];
            for slot in std::mem::replace(&mut self.slots, larger).into_iter().filter(|slot| slot.1 != 0) {
                let at = self.slot(slot.0);
                self.slots[at] = slot;
            }
        }
        self.count - 1
    }

    fn iter(&self) -> impl Iterator<Item = (u32, usize)> {
        self.slots.iter().filter(|slot| slot.1 != 0).map(|slot| (slot.0, slot.1 as usize - 1))
    }
}

/// The row of a feature in a table of 2^`bits` rows.
const fn row(feature: u32, bits: u32) -> usize {
    // `bits` 0 would shift by 32.
    (feature as u64 >> (32 - bits)) as usize
}

/// By which a row knows its feature: bits that do not choose the row.
const fn check(feature: u32) -> u8 {
    feature as u8
}

fn best_of<T: PartialOrd + Copy>(scores: &[T]) -> usize {
    let mut best = 0;
    for at in 1..scores.len() {
        if scores[at] > scores[best] {
            best = at;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(word: &str) -> Vec<u32> {
        let end = &word[word.len() - 2..];
        vec![Feature::new(0).with(hash(word)).done(), Feature::new(1).with(hash(end)).done()]
    }

    const WORDS: [(&str, usize); 9] = [
        ("walked", 0),
        ("opposed", 0),
        ("rejected", 0),
        ("walking", 1),
        ("opposing", 1),
        ("rejecting", 1),
        ("walks", 2),
        ("opposes", 2),
        ("rejects", 2),
    ];

    fn learnt() -> Learner {
        let mut learner = Learner::new(&["past", "now", "plain"], 12);
        let mut seeded = Seeded::new(7);
        let mut words = WORDS;
        for _ in 0..10 {
            seeded.shuffle(&mut words);
            for (word, class) in words {
                learner.learn(&features(word), class);
            }
        }
        learner
    }

    #[test]
    fn endings_are_learnt_and_hold_for_new_words() {
        let model: Model<4> = learnt().model(1);
        for (word, class) in WORDS {
            assert_eq!(model.best(&features(word)), class, "{word}");
        }
        assert_eq!(model.best(&features("criticised")), 0);
        assert_eq!(model.best(&features("criticising")), 1);
    }

    #[test]
    fn odds_are_those_of_the_examples() {
        let mut learner = Learner::new(&["holds"], 8);
        let feature = [Feature::new(0).done()];
        for at in 0..4000 {
            learner.learn_odds(&feature, 0, at % 4 != 0, 0.05);
        }
        let model: Model<1> = learner.model_in_steps(20.0, 1);
        let odds = f32::from(model.scores(&feature)[0]) / 20.0;
        assert!((odds - 3.0_f32.ln()).abs() < 0.15, "{odds}");
    }

    #[test]
    fn the_same_examples_give_the_same_bytes() {
        assert_eq!(learnt().model::<4>(1).bytes(), learnt().model::<4>(1).bytes());
    }

    #[test]
    fn hashes_are_the_same_everywhere() {
        assert_eq!(hash("opposed"), hash_bytes(b"opposed"));
        assert_ne!(hash("a"), hash("a\0"));
        assert_ne!(Feature::new(0).with(1).done(), Feature::new(1).with(0).done());
        assert_eq!(Feature::new(3).with(hash("ceasefire talks")).done(), 4_122_237_722);
    }
}
