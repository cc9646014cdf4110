use std::collections::{BTreeMap, BTreeSet};

use crate::findings::Matrix;
use crate::model::{Actor, ArticleId, IssueId, Stance};

/// How two actors stand to each other over the issues that both spoke on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Σ x·x'·(1 − |k − k'| / (|K| − 1)) over shared issues, with the levels K = {-1, 0, 1}: *congruence* of
    /// discourse network analysis (Leifeld, Discourse Network Analyzer manual, "one-mode networks").
    pub congruence: f32,
    /// Σ x·x'·|k − k'| / (|K| − 1): its *conflict*.
    pub conflict: f32,
    /// How many issues both spoke on.
    pub issues: usize,
}

impl Agreement {
    /// From -1 (always against each other) to 1 (always together): congruence less conflict (*subtract*), over their
    /// sum. `None` where the two share no issue.
    pub fn score(self) -> Option<f32> {
        let all = self.congruence + self.conflict;
        (all > 0.0).then(|| (self.congruence - self.conflict) / all)
    }
}

/// Who agrees with whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreements {
    /// Rows and columns, in the matrix's order of rows.
    pub actors: Vec<Actor>,
    /// `pairs[a][b]`, symmetric; an actor with itself is left at its default.
    pub pairs: Vec<Vec<Agreement>>,
}

/// An issue's levels with how many articles show each.
type Levels = BTreeMap<IssueId, BTreeMap<i8, usize>>;

impl Agreements {
    /// Compares the first `limit` actors of the matrix. What an actor says on an issue counts once per article and
    /// stance: repetition within an article is the journalist's. A cell that a person set outright counts as it was set.
    pub fn new(matrix: &Matrix, limit: usize) -> Self {
        let rows = &matrix.rows[..matrix.rows.len().min(limit)];
        let levels: Vec<Levels> = rows.iter().map(|row| row_levels(matrix, row)).collect();
        let pairs = levels
            .iter()
            .enumerate()
            .map(|(a, mine)| {
                let pair =
                    |(b, other): (usize, &Levels)| if a == b { Agreement::default() } else { compare(mine, other) };
                levels.iter().enumerate().map(pair).collect()
            })
            .collect();
        Self { actors: rows.iter().map(|row| row.actor.clone()).collect(), pairs }
    }
}

fn level(stance: Stance) -> i8 {
    match stance {
        Stance::Support => 1,
        Stance::Oppose => -1,
        Stance::Conditional | Stance::Neutral => 0,
    }
}

fn row_levels(matrix: &Matrix, row: &crate::findings::Row) -> Levels {
    let mut levels = Levels::new();
    for (issue, cell) in matrix.issues.iter().zip(&row.cells) {
        let Some(cell) = cell else { continue };
        let counts = levels.entry(issue.id.clone()).or_default();
        if cell.set_outright {
            if let Some(stance) = cell.stance {
                *counts.entry(level(stance)).or_default() += 1;
            }
            continue;
        }
        let once: BTreeSet<(ArticleId, i8)> =
            cell.counted().map(|statement| (statement.article, level(statement.stance))).collect();
        for (_, level) in once {
            *counts.entry(level).or_default() += 1;
        }
    }
    levels
}

fn compare(mine: &Levels, other: &Levels) -> Agreement {
    let mut agreement = Agreement::default();
    for (issue, a) in mine {
        let Some(b) = other.get(issue) else { continue };
        if a.is_empty() || b.is_empty() {
            continue;
        }
        agreement.issues += 1;
        for (k, x) in a {
            for (l, y) in b {
                let weight = (x * y) as f32;
                let apart = f32::from((k - l).abs()) / 2.0;
                agreement.congruence += weight * (1.0 - apart);
                agreement.conflict += weight * apart;
            }
        }
    }
    agreement
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(entries: &[(&str, i8, usize)]) -> Levels {
        let mut levels = Levels::new();
        for (issue, level, count) in entries {
            levels.entry(IssueId((*issue).to_owned())).or_default().insert(*level, *count);
        }
        levels
    }

    #[test]
    fn agreement_follows_the_formulas() {
        // Twice for against three times against: 6 of conflict; once uncommitted against once for: half and half.
        let mine = levels(&[("a", 1, 2), ("b", 0, 1), ("c", 1, 1)]);
        let other = levels(&[("a", -1, 3), ("b", 1, 1)]);
        let found = compare(&mine, &other);
        assert_eq!((found.congruence, found.conflict, found.issues), (0.5, 6.5, 2));
        assert_eq!(found.score(), Some(-6.0 / 7.0));
        assert_eq!(compare(&other, &mine), found);
        assert_eq!(compare(&mine, &levels(&[])).score(), None);
    }
}
