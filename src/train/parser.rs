//! Learns the parser: with a dynamic oracle (Goldberg and Nivre 2013), so that it meets its own mistakes while it learns
//! and makes the best of them.

use std::ops::Range;

use strum::IntoEnumIterator as _;

use super::{Sample, Share};
use crate::language::forms::Form;
use crate::language::parser::{ARC_CLASSES, ARC_FEATURES, Parser, STEP_CLASSES, STEP_FEATURES, State, Step};
use crate::language::tagger::Tagger;
use crate::language::{Relation, Tag};
use crate::learn::{Learner, Seeded};

/// Rows of the tables: 2 to the power of these.
const STEP_BITS: u32 = 19;
const ARC_BITS: u32 = 16;
/// Weights smaller than this many steps of 127 are left out.
const LEAST: u8 = 1;
/// How often in ten the parser follows its own choice while it learns, after the first round.
const OWN: usize = 9;

/// What the parser ships with.
#[derive(Clone, Debug)]
pub struct Weights {
    /// The file of the model that chooses steps.
    pub steps: Vec<u8>,
    /// The file of the model that names arcs.
    pub arcs: Vec<u8>,
}

impl Weights {
    /// The parser that reads them.
    ///
    /// # Panics
    /// If this program cannot read what it has written.
    pub fn parser(&self) -> Parser {
        Parser::new(&self.steps, &self.arcs).expect("weights just written can be read")
    }
}

/// A sample, and its words and tags as the parser sees them.
pub type Tagged<'a> = (Vec<(Form, Tag)>, &'a Sample);

/// Samples with the tags that they were given.
pub fn with_tags<'a>(samples: &'a [Sample], tags: &[Vec<Tag>]) -> Vec<Tagged<'a>> {
    let words = |(sample, tags): (&'a Sample, &Vec<Tag>)| {
        (super::tagger::forms(&sample.words).into_iter().zip(tags.iter().copied()).collect(), sample)
    };
    samples.iter().zip(tags).map(words).collect()
}

/// Learns from samples with the tags that a tagger gave them, `rounds` times over them; a feature counts once
/// it was corrected `proof` times. The mean of one pair of learners for each of `seeds`, at least one.
pub fn learn(samples: &[Tagged<'_>], rounds: usize, proof: u32, seeds: Range<u64>) -> Weights {
    let (mut steps, mut arcs) = learners(samples, rounds, proof, seeds.start);
    for seed in seeds.skip(1) {
        let (more_steps, more_arcs) = learners(samples, rounds, proof, seed);
        steps.join(&more_steps);
        arcs.join(&more_arcs);
    }
    Weights { steps: steps.model::<STEP_CLASSES>(LEAST).bytes(), arcs: arcs.model::<ARC_CLASSES>(LEAST).bytes() }
}

/// The learners of steps and of arcs.
fn learners(samples: &[Tagged<'_>], rounds: usize, proof: u32, seed: u64) -> (Learner, Learner) {
    let labels: Vec<&str> = Relation::iter().map(Relation::name).collect();
    let mut steps = Learner::new(&["shift", "left", "right"], STEP_BITS).with_proof(proof);
    let mut arcs = Learner::new(&labels, ARC_BITS).with_proof(proof);
    let mut seeded = Seeded::new(seed);
    let golds: Vec<Vec<usize>> = samples.iter().map(|(_, sample)| projective(&sample.heads)).collect();
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut state = State::default();
    let (mut features, mut arc_features) = ([0; STEP_FEATURES], [0; ARC_FEATURES]);
    for round in 0..rounds {
        seeded.shuffle(&mut order);
        for at in &order {
            let (words, sample) = &samples[*at];
            let gold = &golds[*at];
            state.begin(words.iter().map(|(form, tag)| (form, *tag)));
            while !state.is_done() {
                let step = state.only_step().unwrap_or_else(|| {
                    state.features(&mut features);
                    let scores: [f32; 3] = steps.scores(&features).try_into().unwrap_or_default();
                    let guess = state.best(&scores);
                    let costs = Step::ALL.map(|step| cost(&state, gold, step));
                    let least = costs.iter().min().copied().unwrap_or_default();
                    let right: Vec<Step> =
                        Step::ALL.into_iter().filter(|step| costs[*step as usize] == least).collect();
                    let best = right
                        .iter()
                        .copied()
                        .reduce(|a, b| if scores[b as usize] > scores[a as usize] { b } else { a });
                    let best = best.unwrap_or(guess);
                    if costs[guess as usize] > least {
                        steps.shift(&features, best as usize, 1.0);
                        steps.shift(&features, guess as usize, -1.0);
                    }
                    steps.next_step();
                    if round > 0 && seeded.below(10) < OWN { guess } else { best }
                });
                let mut relation = Relation::Root;
                if let Some((head, child)) = state.arc(step)
                    && head != state.root()
                {
                    state.arc_features(head, child, &mut arc_features);
                    let guess = if sample.heads[child] == head {
                        arcs.learn(&arc_features, sample.relations[child] as usize)
                    } else {
                        arcs.best(&arc_features)
                    };
                    relation = Relation::from_repr(guess as u8).unwrap_or_default();
                }
                state.take(step, relation);
            }
        }
    }
    (steps, arcs)
}

/// How many arcs of the right tree a step makes impossible; very many where it is not allowed.
fn cost(state: &State, gold: &[usize], step: Step) -> usize {
    if !state.allows(step) {
        return usize::MAX;
    }
    let (stack, next) = (state.stack(), state.next());
    let top = stack.last().map(|top| *top as usize);
    let after = |node: usize| node >= next;
    match (step, top) {
        (Step::Shift, _) => {
            let below = &stack[..stack.len().saturating_sub(1)];
            let head_lost = below.iter().any(|node| gold.get(next) == Some(&(*node as usize)));
            usize::from(head_lost) + stack.iter().filter(|node| gold[**node as usize] == next).count()
        }
        (Step::Left, Some(top)) => {
            let below = stack.len().checked_sub(2).map(|at| stack[at] as usize);
            let head_lost = gold[top] != next && (after(gold[top]) || Some(gold[top]) == below);
            usize::from(head_lost) + gold[next.min(gold.len())..].iter().filter(|head| **head == top).count()
        }
        (Step::Right, Some(top)) => {
            usize::from(after(gold[top])) + gold[next.min(gold.len())..].iter().filter(|head| **head == top).count()
        }
        (_, None) => usize::MAX,
    }
}

/// A tree without crossing arcs: words whose arc crosses others climb to their head's head, the nearest first.
fn projective(heads: &[usize]) -> Vec<usize> {
    let mut heads = heads.to_vec();
    let root = heads.len();
    let below = |heads: &[usize], mut word: usize, head: usize| {
        // A damaged treebank may have a ring.
        for _ in 0..heads.len() {
            if word == head {
                return true;
            }
            let Some(up) = heads.get(word) else { return head == root };
            word = *up;
        }
        false
    };
    loop {
        let crossing = (0..heads.len())
            .filter(|child| heads[*child] < root)
            .filter(|child| {
                let head = heads[*child];
                (head.min(*child) + 1..head.max(*child)).any(|between| !below(&heads, between, head))
            })
            .min_by_key(|child| child.abs_diff(heads[*child]));
        match crossing {
            Some(child) => heads[child] = heads[heads[child]],
            None => return heads,
        }
    }
}

/// How many heads, and heads with relations, are right; punctuation is left out.
pub fn measure(parser: &Parser, tagger: &Tagger, samples: &[Sample]) -> (Share, Share) {
    let (mut heads, mut both) = (Share::default(), Share::default());
    let mut state = State::default();
    for sample in samples {
        let forms = super::tagger::forms(&sample.words);
        state.begin(forms.iter().zip(super::tagger::tags(tagger, sample)));
        parser.parse(&mut state);
        for word in 0..sample.len() {
            if sample.relations[word] != Relation::Punct {
                let (head, relation) = state.head(word);
                heads.count(head == sample.heads[word]);
                both.count(head == sample.heads[word] && relation == sample.relations[word]);
            }
        }
    }
    (heads, both)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crossing_arcs_climb() {
        // 0 <- 2 crosses 1 <- root.
        assert_eq!(projective(&[2, 4, 1, 1]), [1, 4, 1, 1]);
        assert_eq!(projective(&[2, 2, 3, 4]), [2, 2, 3, 4]);
        // A ring comes to an end too.
        assert_eq!(projective(&[1, 0]).len(), 2);
    }

    #[test]
    fn the_cheapest_steps_lead_to_the_right_tree() {
        for gold in [vec![1, 5, 3, 1, 3], vec![5, 0, 1, 2, 0], vec![4, 2, 0, 2, 5]] {
            let mut state = State::default();
            state.begin(gold.iter().map(|_| (&Form::EDGE, Tag::NN)));
            while !state.is_done() {
                let cheapest = Step::ALL.into_iter().min_by_key(|step| cost(&state, &gold, *step));
                state.take(cheapest.expect("there are three steps"), Relation::Dep);
            }
            let found: Vec<usize> = (0..gold.len()).map(|word| state.head(word).0).collect();
            assert_eq!(found, gold);
        }
    }
}
