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
        // By stance, and last the mixed ones. Row by row, as the cells lie in memory.
        let mut counts = vec![[0_usize; 5]; matrix.issues.len()];
        for row in &matrix.rows {
            for (counts, cell) in counts.iter_mut().zip(&row.cells) {
                let Some(cell) = cell.as_deref() else { continue };
                let place = if cell.mixed { Some(4) } else { cell.stance.map(|stance| stance as usize) };
                if let Some(place) = place {
                    counts[place] += 1;
                }
            }
        }
        let shares = |(issue, counts): (&Issue, [usize; 5])| {
            let actors = <Stance as strum::IntoEnumIterator>::iter().map(|stance| (stance, counts[stance as usize]));
            Self { issue: issue.clone(), actors: actors.filter(|(_, count)| *count > 0).collect(), mixed: counts[4] }
        };
        matrix.issues.iter().zip(counts).map(shares).collect()
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
