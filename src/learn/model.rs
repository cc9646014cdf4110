use super::{best_of, row};

/// A learnt table: for each row one weight a class. `W` is the number of classes, rounded up as the user likes (a
/// multiple of 16 scores fastest; 4 or 8 for few classes): the classes past the last label score 0 and are never best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model<const W: usize> {
    pub(super) labels: Vec<String>,
    pub(super) bits: u32,
    pub(super) rows: Vec<[i8; W]>,
}

impl<const W: usize> Model<W> {
    pub(super) fn empty(labels: Vec<String>, bits: u32) -> Self {
        assert!(labels.len() <= W, "{} classes do not fit into {W}", labels.len());
        Self { labels, bits, rows: vec![[0; W]; 1 << bits] }
    }

    pub(super) fn rows_mut(&mut self) -> &mut [[i8; W]] {
        &mut self.rows
    }

    /// The names of the classes, in order.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The score of each class. At most 256 features, so that the sums stay within 16 bits.
    #[inline]
    pub fn scores(&self, features: &[u32]) -> [i16; W] {
        let mut scores = [0_i16; W];
        for feature in features {
            self.add(*feature, &mut scores);
        }
        scores
    }

    /// Adds one feature's weights to scores that were begun elsewhere.
    #[inline]
    pub fn add(&self, feature: u32, scores: &mut [i16; W]) {
        for (score, weight) in scores.iter_mut().zip(&self.rows[row(feature, self.bits)]) {
            *score = score.wrapping_add(i16::from(*weight));
        }
    }

    /// The best class, the first among equals.
    #[inline]
    pub fn best(&self, features: &[u32]) -> usize {
        best_of(&self.scores(features)[..self.labels.len()])
    }
}
