//! Learns whether an attribution holds from what models find in articles that they have not seen.

use std::collections::BTreeMap;

use super::{Figures, FinderWeights, View, jaccard, letters};
use crate::learn::{Learner, Model, Seeded};
use crate::reading::quotations::judge::{Candidate, Rivals, features, rivals};
use crate::reading::quotations::words::Bag;
use crate::reading::quotations::{Candidates, JUDGE_STEPS, assemble, scores};

/// The articles are split into so many parts; what is found in each is found by models that learnt from the others.
pub const PARTS: usize = 5;

/// How to learn it. The defaults are those of the weights that ship.
#[derive(Clone, Debug)]
pub struct Options {
    /// Starts the shuffles.
    pub seed: u64,
    /// It is the mean of so many that saw the candidates in other orders.
    pub learners: usize,
    /// How often to go over the candidates.
    pub rounds: usize,
    /// How far a step goes in the first round; less in each further one.
    pub rate: f32,
    /// A feature counts if so many candidates have it.
    pub proof: u32,
    /// Rows of the table: two to the power of this.
    pub bits: u32,
    /// Weights smaller than this many steps are left out.
    pub least: u8,
}

impl Default for Options {
    fn default() -> Self {
        Self { seed: 1, learners: 3, rounds: 8, rate: 0.01, proof: 5, bits: 17, least: 1 }
    }
}

/// The part of an article by its number.
const fn part(article: usize) -> usize {
    article % PARTS
}

/// The articles that are not of a part.
pub(super) fn others<'a, 'b>(views: &'a [View<'b>], one: usize) -> Vec<&'a View<'b>> {
    views.iter().enumerate().filter(|(at, _)| part(*at) != one).map(|(_, view)| view).collect()
}

/// A candidate's features, and whether people marked it.
struct Example {
    features: Vec<u32>,
    holds: bool,
}

/// Learns from the candidates that the models of each part's others find in it. Besides the weights: the figures of each
/// part, judged by what was learnt from the others.
pub(super) fn learn(views: &[View<'_>], parts: &[FinderWeights], options: &Options) -> (Vec<u8>, Figures) {
    let finders: Vec<_> = parts.iter().map(FinderWeights::finder).collect();
    let found: Vec<Candidates> =
        views.iter().enumerate().map(|(at, view)| finders[part(at)].candidates(&view.text, &view.words)).collect();
    let examples: Vec<Vec<Example>> = views.iter().zip(&found).map(|(view, found)| examples(view, found)).collect();
    let mut figures = Figures::default();
    for (one, finder) in finders.iter().enumerate() {
        let others = examples.iter().enumerate().filter(|(at, _)| part(*at) != one);
        let judge = learn_from(others.flat_map(|(_, examples)| examples), options);
        for (at, view) in views.iter().enumerate().filter(|(at, _)| part(*at) == one) {
            let scores = scores(&judge, &view.text, &view.words, &found[at]);
            figures.count(view, finder.choose(&view.text, &view.words, &found[at], &scores));
        }
    }
    (learn_from(examples.iter().flatten(), options).bytes(), figures)
}

/// A candidate can hold that shares this much with what people marked.
const SHARED: f64 = 0.3;

/// The candidates of an article. For each quotation that people marked, the one holds that shares most with it, of equal
/// ones that with the surest cue.
fn examples(view: &View<'_>, found: &Candidates) -> Vec<Example> {
    let text = view.text.text;
    let content = |one: &Candidate| {
        let whole = assemble(&view.text, &one.window, &one.labels, 0.0);
        letters(text, &whole.map_or(Vec::new(), |whole| whole.content))
    };
    let contents: Vec<_> = found.list.iter().map(content).collect();
    let mut bag = Bag::default();
    let example = |(one, rivals): (&Candidate, &Rivals)| {
        features(&view.text, &view.words, one, rivals, &mut bag);
        Example { features: bag.0.clone(), holds: false }
    };
    let rivals = rivals(&view.text, &view.words, &found.list);
    let mut examples: Vec<Example> = found.list.iter().zip(&rivals).map(example).collect();
    for marked in view.marked {
        let marked = letters(text, &marked.content);
        let shared = contents.iter().zip(&found.list).map(|(content, one)| (jaccard(&marked, content), one.score));
        let best = shared.enumerate().max_by(|a, b| a.1.0.total_cmp(&b.1.0).then(a.1.1.total_cmp(&b.1.1)));
        if let Some((best, _)) = best.filter(|(_, (shared, _))| *shared >= SHARED) {
            examples[best].holds = true;
        }
    }
    examples
}

fn learn_from<'a>(examples: impl Iterator<Item = &'a Example>, options: &Options) -> Model<1> {
    let examples: Vec<&Example> = examples.collect();
    let mut count: BTreeMap<u32, u32> = BTreeMap::new();
    for feature in examples.iter().flat_map(|example| &example.features) {
        *count.entry(*feature).or_default() += 1;
    }
    let known = |feature: &&u32| count[*feature] >= options.proof;
    let mut examples: Vec<(Vec<u32>, bool)> = examples
        .iter()
        .map(|example| (example.features.iter().filter(known).copied().collect(), example.holds))
        .collect();
    let mut seeded = Seeded::new(options.seed);
    let learner = super::mean_of(options.learners, || {
        let mut learner = Learner::new(&["holds"], options.bits);
        for round in 0..options.rounds {
            seeded.shuffle(&mut examples);
            let rate = options.rate / (1.0 + round as f32);
            for (features, holds) in &examples {
                learner.learn_odds(features, 0, *holds, rate);
            }
        }
        learner
    });
    // The joined learner has the sum of their weights.
    learner.model_in_steps(JUDGE_STEPS / options.learners as f32, options.least)
}
