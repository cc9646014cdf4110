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
        let none = |issue: &Issue| Self { issue: issue.clone(), actors: BTreeMap::new(), mixed: 0 };
        let mut all: Vec<Self> = matrix.issues.iter().map(none).collect();
        // Row by row, as the cells lie in memory.
        for row in &matrix.rows {
            for (shares, cell) in all.iter_mut().zip(&row.cells) {
                match cell.as_deref() {
                    Some(cell) if cell.mixed => shares.mixed += 1,
                    Some(cell) => {
                        if let Some(stance) = cell.stance {
                            *shares.actors.entry(stance).or_default() += 1;
                        }
                    }
                    None => {}
                }
            }
        }
        all
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

    /// The shares in words: "60 % for, 40 % against, of 10 actors".
    pub fn words(&self) -> String {
        let word = |stance: Stance| match stance {
            Stance::Support => "for",
            Stance::Oppose => "against",
            Stance::Conditional => "conditional",
            Stance::Neutral => "uncommitted",
        };
        let part = |count: usize, word: &str| {
            (count > 0).then(|| format!("{:.0} % {word}", count as f32 / self.all().max(1) as f32 * 100.0))
        };
        let mut parts: Vec<String> = <Stance as strum::IntoEnumIterator>::iter()
            .filter_map(|stance| part(self.count(stance), word(stance)))
            .collect();
        parts.extend(part(self.mixed, "mixed"));
        let all = self.all();
        if all == 0 {
            return "No actor takes a stance".to_owned();
        }
        format!("{}, of {all} actor{}", parts.join(", "), if all == 1 { "" } else { "s" })
    }
}
