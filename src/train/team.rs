//! Several taggers and parsers that judge together: better than each of them, and too slow to ship. What they find in
//! plain text of the news is what the ones that ship learn from besides the treebank ("up-training", Petrov et al. 2010).

use std::ops::Range;

use super::{Sample, parser, tagger};
use crate::language::parser::{Parser, State};
use crate::language::tagger::Tagger;
use crate::language::{Relation, Tag, Text};

/// Half of the members read each sentence from its end.
#[derive(Debug)]
pub struct Team {
    taggers: Vec<Tagger>,
    parsers: Vec<Parser>,
}

/// Members learn from little: a feature counts once it was corrected this often.
const PROOF: u32 = 5;

type Tree = Vec<(usize, Relation)>;

/// The seed of a member.
const fn alone(member: usize) -> Range<u64> {
    member as u64..member as u64 + 1
}

/// Members 1, 3, ... read backwards.
const fn backwards(member: usize) -> bool {
    member % 2 == 1
}

impl Team {
    /// So many taggers, and no parser yet.
    pub fn of_taggers(samples: &[Sample], count: usize, rounds: usize) -> Self {
        let turned: Vec<Sample> = samples.iter().map(Sample::reversed).collect();
        let taggers = (0..count)
            .map(|member| {
                let samples = if backwards(member) { &turned } else { samples };
                tagger::learn(samples, rounds, PROOF, alone(member)).tagger()
            })
            .collect();
        Self { taggers, parsers: Vec::new() }
    }

    /// Teaches so many parsers, on the tags that each sample was given.
    pub fn learn_parsers(&mut self, samples: &[Sample], tags: &[Vec<Tag>], count: usize, rounds: usize) {
        let ahead = parser::with_tags(samples, tags);
        let turned: Vec<Sample> = samples.iter().map(Sample::reversed).collect();
        let turned_tags: Vec<Vec<Tag>> = tags.iter().map(|tags| tags.iter().rev().copied().collect()).collect();
        let back = parser::with_tags(&turned, &turned_tags);
        self.parsers = (0..count)
            .map(|member| {
                parser::learn(if backwards(member) { &back } else { &ahead }, rounds, PROOF, alone(member)).parser()
            })
            .collect();
    }

    /// The tag of each word that most members choose.
    pub fn tag(&self, sample: &Sample) -> Vec<Tag> {
        let turned = sample.reversed();
        let votes: Vec<Vec<Tag>> = self
            .taggers
            .iter()
            .enumerate()
            .map(|(member, tagger)| {
                let mut tags = tagger::tags(tagger, if backwards(member) { &turned } else { sample });
                if backwards(member) {
                    tags.reverse();
                }
                tags
            })
            .collect();
        (0..sample.len())
            .map(|word| {
                let count = |tag: Tag| votes.iter().filter(|vote| vote[word] == tag).count();
                votes.iter().map(|vote| vote[word]).reduce(|a, b| if count(b) > count(a) { b } else { a })
            })
            .map(Option::unwrap_or_default)
            .collect()
    }

    /// The tree that agrees best with those of all members, and how much of it they agree on (0 to 1).
    pub fn parse(&self, sample: &Sample, tags: &[Tag]) -> (Tree, f64) {
        let forms = tagger::forms(&sample.words);
        let mut state = State::default();
        let mut trees: Vec<Tree> = Vec::with_capacity(self.parsers.len());
        for (member, parser) in self.parsers.iter().enumerate() {
            let words = forms.iter().zip(tags.iter().copied());
            if backwards(member) {
                state.begin(words.rev());
            } else {
                state.begin(words);
            }
            parser.parse(&mut state);
            let tree = (0..sample.len()).map(|word| state.head(word));
            trees.push(if backwards(member) { turn(tree.collect()) } else { tree.collect() });
        }
        let shared = |tree: &Tree| -> usize {
            trees.iter().map(|other| tree.iter().zip(other).filter(|(a, b)| a == b).count()).sum()
        };
        let Some((best, agreed)) =
            trees.iter().map(|tree| (tree, shared(tree))).reduce(|a, b| if b.1 > a.1 { b } else { a })
        else {
            return (Tree::new(), 0.0);
        };
        let all = (trees.len() * sample.len()).max(1);
        (best.clone(), agreed as f64 / all as f64)
    }

    /// The sentences of plain texts as the team reads them, where its members agree on at least this share of each tree.
    pub fn read(&self, texts: &[String], least: f64) -> Vec<Sample> {
        let mut found = Vec::new();
        for text in texts {
            let cut = Text::cut(text);
            for sentence in &cut.sentences {
                let mut sample = Sample::of_words(&cut, sentence.tokens.clone());
                if !(4..=70).contains(&sample.len()) {
                    continue;
                }
                sample.tags = self.tag(&sample);
                let (tree, agreed) = self.parse(&sample, &sample.tags);
                if agreed >= least {
                    (sample.heads, sample.relations) = tree.into_iter().unzip();
                    found.push(sample);
                }
            }
        }
        found
    }
}

/// The tree of a sentence read from its end, for the sentence read ahead.
fn turn(tree: Tree) -> Tree {
    let count = tree.len();
    let turned = |head: usize| if head == count { count } else { count - 1 - head };
    tree.into_iter().rev().map(|(head, relation)| (turned(head), relation)).collect()
}

/// The tags that a team gives each sample when it has learnt from the others only, in so many parts.
pub fn jackknifed(samples: &[Sample], parts: usize, members: usize, rounds: usize) -> Vec<Vec<Tag>> {
    let part_of = |at: usize| at * parts / samples.len();
    let mut tags = Vec::with_capacity(samples.len());
    for part in 0..parts {
        let others: Vec<Sample> = samples
            .iter()
            .enumerate()
            .filter(|(at, _)| part_of(*at) != part)
            .map(|(_, sample)| sample.clone())
            .collect();
        let team = Team::of_taggers(&others, members, rounds);
        tags.extend(
            samples.iter().enumerate().filter(|(at, _)| part_of(*at) == part).map(|(_, sample)| team.tag(sample)),
        );
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_turned_twice_is_the_same() {
        let tree = vec![(1, Relation::Det), (2, Relation::Nsubj), (3, Relation::Root)];
        assert_eq!(turn(tree.clone()), [(3, Relation::Root), (0, Relation::Nsubj), (1, Relation::Det)]);
        assert_eq!(turn(turn(tree.clone())), tree);
    }
}
