use super::{best_of, check, row};

/// A learnt table: for each row one weight a class. `W` is the number of classes, rounded up as the user likes: the
/// classes past the last label score 0 and are never best. A row takes one byte more: 3, 7, 31 or 47 fit memory best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model<const W: usize> {
    pub(super) labels: Vec<String>,
    pub(super) bits: u32,
    pub(super) rows: Vec<Row<W>>,
}

/// The weights of one feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row<const W: usize> {
    pub(super) check: u8,
    pub(super) weights: [i8; W],
}

impl<const W: usize> Model<W> {
    pub(super) fn empty(labels: Vec<String>, bits: u32) -> Self {
        assert!(labels.len() <= W, "{} classes do not fit into {W}", labels.len());
        Self { labels, bits, rows: vec![Row { check: 0, weights: [0; W] }; 1 << bits] }
    }

    pub(super) fn rows_mut(&mut self) -> &mut [Row<W>] {
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
        let row = &self.rows[row(feature, self.bits)];
        // No branch: whether a feature has a row cannot be foretold.
        let mask = -i8::from(row.check == check(feature));
        for (score, weight) in scores.iter_mut().zip(&row.weights) {
            *score = score.wrapping_add(i16::from(weight & mask));
        }
    }

    /// The best class, the first among equals.
    #[inline]
    pub fn best(&self, features: &[u32]) -> usize {
        best_of(&self.scores(features)[..self.labels.len()])
    }
}
