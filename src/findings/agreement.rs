//! Who agrees with whom, as discourse network analysis counts it.
//!
//! Formulas: Leifeld, Gruber and Bossner, Discourse Network Analyzer manual 2.0 (2018), chapter 2, "DNA algorithms".
//! `x[j][k]` is how often an actor shows level `k` on issue `j`; the levels here are -1 (oppose), 0 (conditional,
//! neutral) and 1 (support).

use crate::findings::{Cell, Matrix, Row};
use crate::model::{Actor, ActorId, ArticleId, Stance};

/// How two actors stand to each other over the issues that both spoke on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Σ x·x'·(1 − |k − k'| / (|K| − 1)) over shared issues (manual, 2.1).
    pub congruence: f32,
    /// Σ x·x'·|k − k'| / (|K| − 1) (manual, 2.2).
    pub conflict: f32,
    /// Σ (Σ x)·(Σ x'): how often both spoke on the same issue, whatever they said (manual, 2.4, "ignore").
    pub contact: f32,
    /// How many issues both spoke on.
    pub issues: usize,
}

impl Agreement {
    /// From -1 (always against each other) to 1 (always together): congruence less conflict, over their sum. `None`
    /// where the two share no issue.
    pub fn score(self) -> Option<f32> {
        let all = self.congruence + self.conflict;
        (all > 0.0).then(|| (self.congruence - self.conflict) / all)
    }

    /// How each row of the matrix stands to an actor; `None` where they share no issue, and for the actor itself.
    pub fn with(matrix: &Matrix, actor: &ActorId) -> Vec<Option<Self>> {
        let mine = matrix.row(actor).map(Levels::of_row).unwrap_or_default();
        let pair = |row: &Row| {
            let agreement = mine.compare(&Levels::on_same(row, &mine));
            (row.actor.id != *actor && agreement.issues > 0).then_some(agreement)
        };
        matrix.rows.iter().map(|row| pair(row)).collect()
    }
}

/// Who agrees with whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreements {
    /// Rows and columns.
    pub actors: Vec<Actor>,
    /// `pairs[a][b]`, symmetric; an actor with itself is left at its default.
    pub pairs: Vec<Vec<Agreement>>,
    /// How active each actor is: all that it shows on all issues.
    pub levels: Vec<Levels>,
}

impl Agreements {
    /// Compares the `limit` rows of the matrix with most statements, in its order. What an actor says on an issue
    /// counts once per article and stance: repetition within an article is the journalist's. A cell that a person set
    /// outright counts as it was set.
    pub fn new(matrix: &Matrix, limit: usize) -> Self {
        let mut most: Vec<usize> = (0..matrix.rows.len()).collect();
        most.sort_by_key(|at| std::cmp::Reverse(matrix.rows[*at].count()));
        most.truncate(limit);
        most.sort_unstable();
        let rows: Vec<&Row> = most.into_iter().map(|at| matrix.rows[at].as_ref()).collect();
        let levels: Vec<Levels> = rows.iter().map(|row| Levels::of_row(row)).collect();
        let pair = |a: usize, b: usize| if a == b { Agreement::default() } else { levels[a].compare(&levels[b]) };
        let pairs = (0..rows.len()).map(|a| (0..rows.len()).map(|b| pair(a, b)).collect()).collect();
        Self { actors: rows.iter().map(|row| Actor::clone(&row.actor)).collect(), pairs, levels }
    }

    /// The actors in an order that puts those beside each other who agree.
    ///
    /// Clusters are joined by average linkage (UPGMA; Sokal and Michener 1958) on the distance 1 − score, from 0
    /// (always together) to 2; pairs that share no issue count 1. Equal distances are joined in order of the actors, so
    /// the same matrix gives the same order. Of the four ways to lay two joined clusters side by side the one that
    /// brings the closest ends together is taken.
    pub fn clustered(&self) -> Vec<usize> {
        let distance = |a: usize, b: usize| 1.0 - self.pairs[a][b].score().unwrap_or(0.0);
        let mut clusters: Vec<Vec<usize>> = (0..self.actors.len()).map(|at| vec![at]).collect();
        let between = |x: &[usize], y: &[usize]| {
            let all: f32 = x.iter().flat_map(|a| y.iter().map(move |b| distance(*a, *b))).sum();
            all / (x.len() * y.len()) as f32
        };
        while clusters.len() > 1 {
            let mut best = (f32::INFINITY, 0, 1);
            for a in 0..clusters.len() {
                for b in a + 1..clusters.len() {
                    let apart = between(&clusters[a], &clusters[b]);
                    if apart < best.0 {
                        best = (apart, a, b);
                    }
                }
            }
            let right = clusters.remove(best.2);
            let left = std::mem::take(&mut clusters[best.1]);
            clusters[best.1] = side_by_side(left, right, distance);
        }
        clusters.pop().unwrap_or_default()
    }

    /// The same actors in another order.
    #[must_use]
    pub fn reordered(&self, order: &[usize]) -> Self {
        Self {
            actors: order.iter().map(|at| self.actors[*at].clone()).collect(),
            pairs: order.iter().map(|a| order.iter().map(|b| self.pairs[*a][*b]).collect()).collect(),
            levels: order.iter().map(|at| self.levels[*at].clone()).collect(),
        }
    }
}

fn side_by_side(left: Vec<usize>, right: Vec<usize>, distance: impl Fn(usize, usize) -> f32) -> Vec<usize> {
    let mut best: Option<(f32, Vec<usize>)> = None;
    for (turn_left, turn_right) in [(false, false), (true, false), (false, true), (true, true)] {
        let (mut x, mut y) = (left.clone(), right.clone());
        if turn_left {
            x.reverse();
        }
        if turn_right {
            y.reverse();
        }
        let apart = x.last().zip(y.first()).map_or(0.0, |(a, b)| distance(*a, *b));
        if best.as_ref().is_none_or(|(least, _)| apart < *least) {
            x.extend(y);
            best = Some((apart, x));
        }
    }
    best.map_or_else(Vec::new, |(_, joined)| joined)
}

/// Which measure makes the ties of a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter)]
pub enum Measure {
    /// Who says the same.
    Congruence,
    /// Who says the opposite.
    Conflict,
    /// Congruence less conflict.
    #[default]
    Subtract,
    /// Who speaks on the same issues.
    Contact,
}

impl Measure {
    /// Its name in lists.
    pub fn label(self) -> &'static str {
        match self {
            Self::Congruence => "Congruence",
            Self::Conflict => "Conflict",
            Self::Subtract => "Congruence less conflict",
            Self::Contact => "Same issues",
        }
    }
}

/// What a tie is divided by, so that those who speak much are not tied to everybody (manual, 2.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter)]
pub enum Normalisation {
    /// Nothing.
    None,
    /// By the mean of the two actors' counts.
    #[default]
    Average,
    /// By the counts that either shows and the other does not, plus the tie.
    Jaccard,
    /// By the root of the product of the two sums of squares.
    Cosine,
}

impl Normalisation {
    /// Its name in lists.
    pub fn label(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Average => "Average activity",
            Self::Jaccard => "Jaccard",
            Self::Cosine => "Cosine",
        }
    }

    fn of(self, tie: f32, a: &Levels, b: &Levels) -> f32 {
        let divisor = match self {
            Self::None => 1.0,
            Self::Average => (a.sum() + b.sum()) / 2.0,
            Self::Jaccard => a.sum_without(b) + b.sum_without(a) + tie,
            Self::Cosine => (a.squares() * b.squares()).sqrt(),
        };
        if divisor > 0.0 { tie / divisor } else { 0.0 }
    }
}

/// The strength of a pair's tie.
pub fn tie(pair: Agreement, a: &Levels, b: &Levels, measure: Measure, normalisation: Normalisation) -> f32 {
    let normal = |value: f32| normalisation.of(value, a, b);
    match measure {
        Measure::Congruence => normal(pair.congruence),
        Measure::Conflict => normal(pair.conflict),
        Measure::Subtract => normal(pair.congruence) - normal(pair.conflict),
        Measure::Contact => normal(pair.contact),
    }
}

/// How many articles show each level on each issue, of one actor. Issues are columns of one matrix.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Levels(Vec<(usize, Shown)>);

/// How many articles show each level that is shown at all, in order of the levels.
type Shown = Vec<(i8, u32)>;

/// |K| − 1 of the stances' levels -1, 0 and 1.
const STEPS: f32 = 2.0;

impl Levels {
    fn of_row(row: &Row) -> Self {
        let cells = row.cells.iter().enumerate().filter_map(|(column, cell)| Some((column, cell.as_ref()?)));
        Self(cells.map(|(column, cell)| (column, shown(cell))).collect())
    }

    /// Only on the issues that the other speaks on.
    fn on_same(row: &Row, other: &Self) -> Self {
        let cells = other.0.iter().filter_map(|(column, _)| Some((*column, row.cells.get(*column)?.as_ref()?)));
        Self(cells.map(|(column, cell)| (column, shown(cell))).collect())
    }

    fn counts(&self) -> impl Iterator<Item = u32> {
        self.0.iter().flat_map(|(_, shown)| shown.iter().map(|(_, count)| *count))
    }

    fn sum(&self) -> f32 {
        self.counts().sum::<u32>() as f32
    }

    fn squares(&self) -> f32 {
        self.counts().map(|count| (count * count) as f32).sum()
    }

    fn on(&self, issue: usize) -> &[(i8, u32)] {
        let found = self.0.binary_search_by_key(&issue, |(column, _)| *column);
        found.map_or(&[], |at| self.0[at].1.as_slice())
    }

    /// What it shows that the other does not.
    fn sum_without(&self, other: &Self) -> f32 {
        let mine = self.0.iter().flat_map(|(issue, shown)| shown.iter().map(move |(level, n)| (*issue, *level, *n)));
        let shared = |issue: usize, level: i8| other.on(issue).iter().any(|(theirs, _)| *theirs == level);
        mine.filter(|(issue, level, _)| !shared(*issue, *level)).map(|(_, _, count)| count).sum::<u32>() as f32
    }

    fn compare(&self, other: &Self) -> Agreement {
        self.compare_over(other, STEPS)
    }

    fn compare_over(&self, other: &Self, steps: f32) -> Agreement {
        let mut agreement = Agreement::default();
        for (issue, a) in &self.0 {
            let b = other.on(*issue);
            if a.is_empty() || b.is_empty() {
                continue;
            }
            agreement.issues += 1;
            for (k, x) in a {
                for (l, y) in b {
                    let weight = (x * y) as f32;
                    let apart = f32::from((k - l).abs()) / steps;
                    agreement.congruence += weight * (1.0 - apart);
                    agreement.conflict += weight * apart;
                    agreement.contact += weight;
                }
            }
        }
        agreement
    }
}

/// What a cell shows: each stance once per article and actor, or what a person set it to.
fn shown(cell: &Cell) -> Shown {
    if cell.set_outright {
        return cell.stance.map(|stance| (level(stance), 1)).into_iter().collect();
    }
    let mut counts = [0_u32; 3];
    let mut seen: Vec<(ArticleId, &ActorId, i8)> = Vec::new();
    for one in cell.counted() {
        let said = (one.article, &one.actor, level(one.stance));
        if !seen.contains(&said) {
            counts[(said.2 + 1) as usize] += 1;
            // Cells of one statement are the rule, and need no memory.
            if cell.statements.len() > 1 {
                seen.push(said);
            }
        }
    }
    [-1, 0, 1].into_iter().zip(counts).filter(|(_, count)| *count > 0).collect()
}

fn level(stance: Stance) -> i8 {
    match stance {
        Stance::Support => 1,
        Stance::Oppose => -1,
        Stance::Conditional | Stance::Neutral => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One level an issue, issues in order.
    fn levels(entries: &[(&str, i8, u32)]) -> Levels {
        let column = |issue: &str| usize::from(issue.as_bytes()[0]);
        Levels(entries.iter().map(|(issue, level, count)| (column(issue), vec![(*level, *count)])).collect())
    }

    fn near(a: f32, b: f32) -> bool {
        (a - b).abs() < 1e-5
    }

    #[test]
    fn congruence_is_that_of_the_manuals_example() {
        // Manual 2.0, 2.1: levels -5 to 5; one says -4 twice, the other 2 three times: 2·3·(1 − 6/10) = 2.4.
        let found = levels(&[("a", -4, 2)]).compare_over(&levels(&[("a", 2, 3)]), 10.0);
        assert!(near(found.congruence, 2.4) && near(found.conflict, 3.6), "{found:?}");
    }

    #[test]
    fn agreement_follows_the_formulas() {
        // Twice for against three times against: 6 of conflict; once uncommitted against once for: half and half.
        let mine = levels(&[("a", 1, 2), ("b", 0, 1), ("c", 1, 1)]);
        let other = levels(&[("a", -1, 3), ("b", 1, 1)]);
        let found = mine.compare(&other);
        assert_eq!((found.congruence, found.conflict, found.contact, found.issues), (0.5, 6.5, 7.0, 2));
        assert_eq!(found.score(), Some(-6.0 / 7.0));
        assert_eq!(other.compare(&mine), found);
        assert_eq!(mine.compare(&levels(&[])).score(), None);
    }

    #[test]
    fn ties_are_normalised() {
        let (a, b) = (levels(&[("a", 1, 2), ("b", 1, 1)]), levels(&[("a", 1, 1), ("c", -1, 3)]));
        let pair = a.compare(&b);
        let tie_by = |normalisation| tie(pair, &a, &b, Measure::Congruence, normalisation);
        assert!(near(tie_by(Normalisation::None), 2.0));
        // (3 + 4) / 2
        assert!(near(tie_by(Normalisation::Average), 2.0 / 3.5));
        // 1 of a alone, 3 of b alone, 2 together
        assert!(near(tie_by(Normalisation::Jaccard), 2.0 / 6.0));
        // √((4 + 1) · (1 + 9))
        assert!(near(tie_by(Normalisation::Cosine), 2.0 / 50.0_f32.sqrt()));
    }

    #[test]
    fn those_who_agree_stand_beside_each_other() {
        let camps = [1, -1, 1, -1, 1];
        let each: Vec<Levels> = camps.iter().map(|level| levels(&[("a", *level, 1)])).collect();
        let pairs = (0..5).map(|a| (0..5).map(|b| each[a].compare(&each[b])).collect()).collect();
        let actor = |at: usize| Actor {
            id: ActorId(at.to_string()),
            name: at.to_string(),
            kind: crate::model::ActorKind::Person,
            aliases: Vec::new(),
            affiliation: None,
        };
        let found = Agreements { actors: (0..5).map(actor).collect(), pairs, levels: each };
        let order = found.clustered();
        let sides: Vec<i8> = order.iter().map(|at| camps[*at]).collect();
        assert_eq!(sides.windows(2).filter(|pair| pair[0] != pair[1]).count(), 1, "{order:?}");
        assert_eq!(order, found.clustered());
    }
}
