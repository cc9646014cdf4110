use super::{best_of, check, row};

/// A learnt table: for each row one weight a class. `W` is the number of classes, rounded up as the user likes: the
/// classes past the last label score 0 and are never best. A multiple of 16 scores fastest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model<const W: usize> {
    pub(super) labels: Vec<String>,
    pub(super) bits: u32,
    /// By which a row knows its feature; apart from the weights, so that most questions stay within a small table.
    pub(super) checks: Vec<u8>,
    pub(super) rows: Vec<[i8; W]>,
}

impl<const W: usize> Model<W> {
    pub(super) fn empty(labels: Vec<String>, bits: u32) -> Self {
        assert!(labels.len() <= W, "{} classes do not fit into {W}", labels.len());
        Self { labels, bits, checks: vec![0; 1 << bits], rows: vec![[0; W]; 1 << bits] }
    }

    /// The names of the classes, in order.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The score of each class. At most 256 features, so that the sums stay within 16 bits.
    #[inline]
    pub fn scores(&self, features: &[u32]) -> [i16; W] {
        const AT_ONCE: usize = 32;
        let mut scores = [0_i16; W];
        for features in features.chunks(AT_ONCE) {
            // First which rows count, without a branch: nobody can foretell it, and the loads then do not wait for each
            // other.
            let mut hits = [0_u32; AT_ONCE];
            let mut count = 0;
            for feature in features {
                let at = row(*feature, self.bits);
                hits[count] = at as u32;
                count += usize::from(self.checks[at] == check(*feature));
            }
            for at in &hits[..count] {
                for (score, weight) in scores.iter_mut().zip(&self.rows[*at as usize]) {
                    *score = score.wrapping_add(i16::from(*weight));
                }
            }
        }
        scores
    }

    /// The best class, the first among equals.
    #[inline]
    pub fn best(&self, features: &[u32]) -> usize {
        best_of(&self.scores(features)[..self.labels.len()])
    }
}
