//! How far coders agree, in figures. Comes in: ratings and spans as numbers. Goes out: coefficients. Never here: projects.
//!
//! - Cohen's kappa of two coders: J. Cohen (1960), A coefficient of agreement for nominal scales, Educational and
//!   Psychological Measurement 20(1), 37-46. `(Po - Pe) / (1 - Pe)`.
//! - Krippendorff's alpha of any number of coders, with missing values, nominal: K. Krippendorff (2011), Computing
//!   Krippendorff's alpha-reliability. `1 - Do / De` from the matrix of coincidences.
//! - Krippendorff's alpha for unitising, of spans: K. Krippendorff (1995), On the reliability of unitizing continuous
//!   data, Sociological Methodology 25, 47-76, in the form of (2004), Measuring the reliability of qualitative text
//!   analysis data, Quality and Quantity 38, 787-800.

use std::collections::BTreeMap;

/// One unit's values, one place a coder; `None` where a coder gave none.
pub type Rated<T> = Vec<Option<T>>;

/// Cohen's kappa of the coders at the places `a` and `b`, over the units that both valued. `None` where there is no such
/// unit, or where both always gave one and the same value, so that nothing can be told.
pub fn kappa<T: Ord>(units: &[Rated<T>], a: usize, b: usize) -> Option<f64> {
    let pairs: Vec<(&T, &T)> =
        units.iter().filter_map(|unit| Some((unit.get(a)?.as_ref()?, unit.get(b)?.as_ref()?))).collect();
    let n = pairs.len() as f64;
    let agreed = pairs.iter().filter(|(a, b)| a == b).count() as f64 / n;
    let mut shares: BTreeMap<&T, [f64; 2]> = BTreeMap::new();
    for (a, b) in &pairs {
        shares.entry(a).or_default()[0] += 1.0 / n;
        shares.entry(b).or_default()[1] += 1.0 / n;
    }
    let expected: f64 = shares.values().map(|[a, b]| a * b).sum();
    (n > 0.0 && expected < 1.0 - 1e-12).then(|| (agreed - expected) / (1.0 - expected))
}

/// Krippendorff's alpha of nominal values. Units that fewer than two coders valued do not count. `None` where no unit
/// can be compared, or where only one value was ever given.
pub fn alpha<T: Ord>(units: &[Rated<T>]) -> Option<f64> {
    let mut totals: BTreeMap<&T, f64> = BTreeMap::new();
    let (mut n, mut agreed) = (0.0, 0.0);
    for unit in units {
        let mut counts: BTreeMap<&T, f64> = BTreeMap::new();
        for value in unit.iter().flatten() {
            *counts.entry(value).or_default() += 1.0;
        }
        let valued: f64 = counts.values().sum();
        if valued < 2.0 {
            continue;
        }
        n += valued;
        for (value, count) in counts {
            *totals.entry(value).or_default() += count;
            agreed += count * (count - 1.0) / (valued - 1.0);
        }
    }
    let by_chance: f64 = totals.values().map(|total| total * (total - 1.0)).sum();
    let differ = n * (n - 1.0) - by_chance;
    (n > 0.0 && differ > 0.0).then(|| 1.0 - (n - 1.0) * (n - agreed) / differ)
}

/// One coder's spans in a continuum: start and length, in order, not overlapping.
pub type Units = Vec<(u64, u64)>;

/// Observed and expected disagreement about where the spans of one category lie. Sums over categories give the
/// disagreement about all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Disagreement {
    /// Seen.
    pub observed: f64,
    /// By chance.
    pub expected: f64,
}

impl Disagreement {
    /// `1 - Do / De`; `None` where nobody marked anything.
    pub fn alpha(self) -> Option<f64> {
        (self.expected > 0.0).then(|| 1.0 - self.observed / self.expected)
    }
}

/// The disagreement about the spans of one category in a continuum of `length`, one list a coder.
pub fn unitised(length: u64, coders: &[Units]) -> Disagreement {
    let (m, l) = (coders.len() as f64, length as f64);
    if coders.len() < 2 || length == 0 {
        return Disagreement::default();
    }
    let sections: Vec<Vec<Section>> = coders.iter().map(|units| sections(length, units)).collect();
    let mut observed = 0.0;
    for (i, mine) in sections.iter().enumerate() {
        for (_, theirs) in sections.iter().enumerate().filter(|(j, _)| *j != i) {
            // Both lists are in order: what ends before a section begins is done with.
            let mut from = 0;
            for section in mine {
                while theirs.get(from).is_some_and(|other| other.end() <= section.start) {
                    from += 1;
                }
                let near = theirs[from..].iter().take_while(|other| other.start < section.end());
                observed += near.map(|other| section.distance(*other)).sum::<f64>();
            }
        }
    }
    observed /= m * (m - 1.0) * l * l;
    let units: Vec<f64> = coders.iter().flatten().map(|(_, length)| *length as f64).collect();
    let gaps: Vec<f64> = sections.iter().flatten().filter(|one| !one.marked).map(|one| one.length as f64).collect();
    let by_unit = |unit: f64| {
        let others = (units.len() as f64 - 1.0) / 3.0 * (2.0 * unit.powi(3) - 3.0 * unit.powi(2) + unit);
        let in_gaps: f64 = gaps.iter().filter(|gap| **gap >= unit).map(|gap| gap - unit + 1.0).sum();
        others + unit * unit * in_gaps
    };
    let ways = m * l * (m * l - 1.0) - units.iter().map(|unit| unit * (unit - 1.0)).sum::<f64>();
    let expected = 2.0 / l * units.iter().map(|unit| by_unit(*unit)).sum::<f64>() / ways;
    Disagreement { observed, expected }
}

/// A span, or a gap between spans.
#[derive(Clone, Copy)]
struct Section {
    start: u64,
    length: u64,
    marked: bool,
}

impl Section {
    fn end(self) -> u64 {
        self.start + self.length
    }

    /// The squared difference of two overlapping sections: of their starts and ends where both are spans, the length of
    /// a span that lies wholly in a gap, else nothing.
    fn distance(self, other: Self) -> f64 {
        let difference = |a: u64, b: u64| (a as f64 - b as f64).powi(2);
        let inside = |unit: Self, gap: Self| gap.start <= unit.start && unit.end() <= gap.end();
        match (self.marked, other.marked) {
            (true, true) => difference(self.start, other.start) + difference(self.end(), other.end()),
            (true, false) if inside(self, other) => (self.length as f64).powi(2),
            (false, true) if inside(other, self) => (other.length as f64).powi(2),
            _ => 0.0,
        }
    }
}

fn sections(length: u64, units: &Units) -> Vec<Section> {
    let mut all = Vec::with_capacity(units.len() * 2 + 1);
    let mut at = 0;
    for &(start, length) in units {
        if start > at {
            all.push(Section { start: at, length: start - at, marked: false });
        }
        all.push(Section { start, length, marked: true });
        at = start + length;
    }
    if at < length {
        all.push(Section { start: at, length: length - at, marked: false });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: Option<f64>, wanted: f64, by: f64) {
        let value = value.expect("a value");
        assert!((value - wanted).abs() < by, "{value} is not {wanted}");
    }

    /// Krippendorff (2011), section C: four observers, twelve units, missing values; nominal alpha 0.743.
    #[test]
    fn alpha_of_krippendorffs_example_with_missing_values() {
        let table = [
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        ];
        let rows: Vec<Vec<Option<u32>>> =
            table.iter().map(|row| row.split(' ').map(|value| value.parse().ok()).collect()).collect();
        let units: Vec<Rated<u32>> = (0..12).map(|unit| rows.iter().map(|row| row[unit]).collect()).collect();
        near(alpha(&units), 0.743, 0.0005);
    }

    /// Krippendorff (2011), section A: two observers, ten units, two values; alpha 0.095.
    #[test]
    fn alpha_of_krippendorffs_example_of_two_observers() {
        let pairs = [(0, 1), (1, 1), (0, 1), (0, 0), (0, 0), (0, 1), (0, 0), (0, 0), (1, 0), (0, 0)];
        let units: Vec<Rated<u32>> = pairs.iter().map(|(a, b)| vec![Some(*a), Some(*b)]).collect();
        near(alpha(&units), 0.095, 0.0005);
    }

    /// Cohen (1960), the worked table of 200 cases in three categories: observed agreement 0.70, expected 0.41, kappa
    /// 0.492.
    #[test]
    fn kappa_of_cohens_example() {
        let counts = [[88, 14, 18], [10, 40, 10], [2, 6, 12]];
        let mut units: Vec<Rated<usize>> = Vec::new();
        for (a, row) in counts.iter().enumerate() {
            for (b, count) in row.iter().enumerate() {
                units.extend((0..*count).map(|_| vec![Some(a), Some(b)]));
            }
        }
        near(kappa(&units, 0, 1), 0.492, 0.0005);
    }

    /// The textbook example of two readers of fifty proposals: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no; kappa 0.4.
    #[test]
    fn kappa_of_the_fifty_proposals() {
        let mut units: Vec<Rated<bool>> = Vec::new();
        for (a, b, count) in [(true, true, 20), (true, false, 5), (false, true, 10), (false, false, 15)] {
            units.extend((0..count).map(|_| vec![Some(a), Some(b)]));
        }
        near(kappa(&units, 0, 1), 0.4, 1e-9);
    }

    /// Krippendorff (2004), figure 2 and appendix: a continuum of 300 from 150, two observers, categories c and k.
    #[test]
    fn unitised_alpha_of_krippendorffs_example() {
        let moved =
            |units: &[(u64, u64)]| units.iter().map(|(start, length)| (start - 150, *length)).collect::<Units>();
        let c = unitised(300, &[moved(&[(225, 70), (370, 30)]), moved(&[(220, 80), (355, 20), (400, 20)])]);
        assert!((c.observed - 0.0144).abs() < 0.0001 && (c.expected - 0.0532).abs() < 0.0001, "{c:?}");
        near(c.alpha(), 0.7286, 0.0001);
        let same = moved(&[(180, 60), (300, 50)]);
        let k = unitised(300, &[same.clone(), same]);
        assert!(k.observed.abs() < 1e-12 && (k.expected - 0.0490).abs() < 0.0001, "{k:?}");
        let both = Disagreement { observed: c.observed + k.observed, expected: c.expected + k.expected };
        near(both.alpha(), 0.859, 0.0005);
    }

    #[test]
    fn nothing_to_compare_is_no_figure() {
        assert_eq!(alpha::<u8>(&[]), None);
        assert_eq!(alpha(&[vec![Some(1), None]]), None);
        assert_eq!(kappa(&[vec![Some(1), Some(1)]], 0, 1), None);
        assert_eq!(unitised(10, &[vec![], vec![]]).alpha(), None);
    }
}
