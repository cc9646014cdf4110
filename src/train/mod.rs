//! Learns the weights that the program ships from corpora, and measures them.
//!
//! Comes in: the text of corpora. Goes out: the bytes of weights, and figures. Never here: files, and nothing that
//! reading uses: who reads articles does not train.

pub mod author;
pub mod parser;
pub mod quotations;
pub mod sides;
pub mod syntax;
pub mod tagger;
pub mod target;
pub mod team;
mod treebank;

pub use treebank::{Sample, samples};

use crate::learn::Learner;

/// The mean of so many learners.
fn mean_of(count: usize, mut learn: impl FnMut() -> Learner) -> Learner {
    let mut mean = learn();
    for _ in 1..count {
        mean.join(&learn());
    }
    mean
}

/// Correct of all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    /// How many were right.
    pub right: usize,
    /// Of how many.
    pub all: usize,
}

impl Share {
    /// Counts one more.
    pub const fn count(&mut self, right: bool) {
        self.right += right as usize;
        self.all += 1;
    }

    /// In per cent; 0 of nothing.
    pub fn percent(self) -> f64 {
        if self.all == 0 { 0.0 } else { self.right as f64 * 100.0 / self.all as f64 }
    }
}
