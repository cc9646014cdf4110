use std::collections::BTreeMap;

use crate::findings::Matrix;
use crate::model::{Issue, Stance};

/// How many actors take each stance on an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// Which issue.
    pub issue: Issue,
    /// Actors by the stance of their cell; mixed cells and cells that a person emptied are left out.
    pub actors: BTreeMap<Stance, usize>,
    /// Actors whose cell is mixed.
    pub mixed: usize,
}

impl Shares {
    /// The issues of the matrix, in its order. Each actor counts once, however often it speaks.
    pub fn of(matrix: &Matrix) -> Vec<Self> {
        let shares = |(column, issue): (usize, &Issue)| {
            let cells = || matrix.rows.iter().filter_map(move |row| row.cells[column].as_deref());
            let mut actors = BTreeMap::new();
            for stance in cells().filter(|cell| !cell.mixed).filter_map(|cell| cell.stance) {
                *actors.entry(stance).or_default() += 1;
            }
            Self { issue: issue.clone(), actors, mixed: cells().filter(|cell| cell.mixed).count() }
        };
        matrix.issues.iter().enumerate().map(shares).collect()
    }

    /// How many actors take the stance.
    pub fn count(&self, stance: Stance) -> usize {
        self.actors.get(&stance).copied().unwrap_or_default()
    }

    /// All actors that hold any stance on the issue, mixed ones included.
    pub fn all(&self) -> usize {
        self.actors.values().sum::<usize>() + self.mixed
    }

    /// The part of them that takes the stance, 0 to 1.
    pub fn share(&self, stance: Stance) -> f32 {
        self.count(stance) as f32 / self.all().max(1) as f32
    }
}
