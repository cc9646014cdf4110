//! Readings against articles that people coded. Comes in: gold statements and readings. Goes out: counts and figures.
//! Never here: files; the command line reads them.
//!
//! The unit is the cell: an actor's stance on an issue in one article, by the rule of the matrix (the majority; support
//! beside opposition of like number is mixed).

pub mod coders;
pub mod reliability;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::model::{IssueId, Reading, Stance, name_keys};

/// A coded article: what people found in it.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// The article's name: the stem of its text's file.
    pub id: String,
    /// The article's text, where it does not lie beside in a file of its own.
    #[serde(default)]
    pub text: Option<String>,
    /// What was found.
    pub statements: Vec<GoldStatement>,
}

/// One statement as a person coded it.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldStatement {
    /// The holder's name.
    pub actor: String,
    /// On what.
    pub issue: IssueId,
    /// Which stance.
    pub stance: Stance,
}

/// What a cell says: a stance, or `None` for mixed.
type Said = Option<Stance>;

/// Counts over articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Cells that people found.
    pub gold: usize,
    /// Cells that the program found.
    pub found: usize,
    /// Cells of both: the same actor on the same issue.
    pub both: usize,
    /// Of these, with the same stance.
    pub right: usize,
    /// Of these, the stances of people and program where they differ, with counts.
    pub confused: BTreeMap<(String, String), usize>,
}

impl Score {
    /// Precision, recall and F1 of cells, in per cent.
    pub fn cells(&self) -> [f64; 3] {
        self.prf(self.both)
    }

    /// Precision, recall and F1 of cells with their stance, in per cent.
    pub fn strict(&self) -> [f64; 3] {
        self.prf(self.right)
    }

    /// How many of the cells of both have the right stance, in per cent.
    pub fn stance_accuracy(&self) -> f64 {
        percent(self.right, self.both)
    }

    fn prf(&self, hits: usize) -> [f64; 3] {
        [percent(hits, self.found), percent(hits, self.gold), percent(2 * hits, self.found + self.gold)]
    }

    /// Adds another article's counts.
    pub fn add(&mut self, other: &Self) {
        self.gold += other.gold;
        self.found += other.found;
        self.both += other.both;
        self.right += other.right;
        for (pair, count) in &other.confused {
            *self.confused.entry(pair.clone()).or_default() += count;
        }
    }

    /// Compares a reading with what people found in the same article.
    pub fn new(gold: &Gold, reading: &Reading) -> Self {
        let mut wanted: BTreeMap<(String, IssueId), Vec<Stance>> = BTreeMap::new();
        for statement in &gold.statements {
            wanted.entry((statement.actor.clone(), statement.issue.clone())).or_default().push(statement.stance);
        }
        let mut found: BTreeMap<(u32, IssueId), Vec<Stance>> = BTreeMap::new();
        for statement in &reading.statements {
            found.entry((statement.actor.0, statement.issue.clone())).or_default().push(statement.stance);
        }
        let names: Vec<BTreeSet<String>> = reading
            .actors
            .iter()
            .map(|actor| std::iter::once(&actor.name).chain(&actor.aliases).flat_map(|name| name_keys(name)).collect())
            .collect();
        let mut score = Self { gold: wanted.len(), found: found.len(), ..Self::default() };
        // Whole names are matched before shared surnames, so that of two bearers the right one is taken.
        let mut pairs = Vec::new();
        for (cell, stances) in &wanted {
            let mine: BTreeSet<String> = name_keys(&cell.0).into_iter().collect();
            for other in found.keys().filter(|(_, issue)| *issue == cell.1) {
                let shared = names.get(other.0 as usize).map_or(0, |theirs| mine.intersection(theirs).count());
                if shared > 0 {
                    pairs.push((std::cmp::Reverse(shared), cell, other, stances));
                }
            }
        }
        pairs.sort();
        let (mut taken, mut used) = (BTreeSet::new(), BTreeSet::new());
        for (_, cell, other, stances) in pairs {
            if taken.contains(cell) || used.contains(other) {
                continue;
            }
            taken.insert(cell);
            used.insert(other);
            score.both += 1;
            let (want, have) = (said(stances), said(&found[other]));
            if want == have {
                score.right += 1;
            } else {
                *score.confused.entry((word(want), word(have))).or_default() += 1;
            }
        }
        score
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

fn word(said: Said) -> String {
    said.map_or("mixed".to_owned(), |stance| stance.to_string())
}

/// The majority, the first of equals; mixed where support and opposition are near each other.
fn said(stances: &[Stance]) -> Said {
    let count = |stance| stances.iter().filter(|one| **one == stance).count();
    let (support, oppose) = (count(Stance::Support), count(Stance::Oppose));
    if support > 0 && oppose > 0 && support.abs_diff(oppose) < support.max(oppose) {
        return None;
    }
    let most = stances.iter().map(|stance| count(*stance)).max()?;
    stances.iter().find(|stance| count(**stance) == most).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorKind, Basis, Mentioned, MentionedIx, Span, Suggestion};

    fn reading(cells: &[(&str, &str, Stance)]) -> Reading {
        let mut reading = Reading::default();
        for (name, issue, stance) in cells {
            let ix = reading.actors.iter().position(|actor| actor.name == *name).unwrap_or_else(|| {
                reading.actors.push(Mentioned {
                    name: (*name).to_owned(),
                    kind: ActorKind::Person,
                    aliases: Vec::new(),
                    affiliation: None,
                    mentions: Vec::new(),
                });
                reading.actors.len() - 1
            });
            reading.statements.push(Suggestion {
                actor: MentionedIx(ix as u32),
                issue: IssueId((*issue).to_owned()),
                stance: *stance,
                basis: Basis::Stated,
                reported_by: None,
                confidence: 0.9,
                evidence: vec![Span::new(0, 1)],
                rationale: Vec::new(),
                condition: Vec::new(),
                quotation: None,
            });
        }
        reading
    }

    #[test]
    fn a_cell_counts_once_by_surname_and_majority() {
        let gold: Gold = serde_json::from_str(
            r#"{"id": "x", "statements": [
                {"actor": "Mira Tolland", "issue": "dam", "stance": "oppose"},
                {"actor": "Mira Tolland", "issue": "dam", "stance": "oppose"},
                {"actor": "Jon Tolland", "issue": "dam", "stance": "support"},
                {"actor": "Ilsa Marwen", "issue": "dam", "stance": "neutral"}]}"#,
        )
        .unwrap();
        let found = reading(&[
            ("Jon Tolland", "dam", Stance::Support),
            ("Tolland", "dam", Stance::Support),
            ("Odo Varrick", "dam", Stance::Support),
        ]);
        let score = Score::new(&gold, &found);
        assert_eq!((score.gold, score.found, score.both, score.right), (3, 3, 2, 1));
        assert_eq!(score.confused[&("oppose".to_owned(), "support".to_owned())], 1);
        assert!((score.strict()[2] - 100.0 / 3.0).abs() < 1e-9);
    }
}
