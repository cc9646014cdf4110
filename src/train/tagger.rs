//! Learns the tagger.

use std::collections::BTreeMap;
use std::ops::Range;

use strum::IntoEnumIterator as _;

use super::{Sample, Share, mean_of};
use crate::language::Tag;
use crate::language::forms::Form;
use crate::language::tagger::{FEATURES, START, Tagger, features_of, framed, mood};
use crate::learn::{Learner, Model, Seeded};

/// Rows of the table: 2^16.
const BITS: u32 = 17;
/// Weights smaller than this many steps of 127 are left out.
const LEAST: u8 = 1;
/// A word with one tag is looked up when it was seen this often ...
const OFTEN: usize = 30;
/// ... and with another tag at most once in this many times.
const RARELY: usize = 250;

/// What the tagger ships with.
#[derive(Clone, Debug)]
pub struct Weights {
    /// The file of the model.
    pub model: Vec<u8>,
    /// The list of frequent words.
    pub words: String,
}

impl Weights {
    /// The tagger that reads them.
    ///
    /// # Panics
    /// If this program cannot read what it has written.
    pub fn tagger(&self) -> Tagger {
        Tagger::new(&self.model, &self.words).expect("weights just written can be read")
    }
}

/// Words as the tagger sees them.
pub fn forms(words: &[String]) -> Vec<Form> {
    words.iter().map(|word| Form::new(word, &word.to_lowercase().replace('’', "'"))).collect()
}

fn frame(words: &[String]) -> Vec<Form> {
    let mut frame = Vec::new();
    framed(forms(words).into_iter(), &mut frame);
    frame
}

/// The tags that a tagger gives a sample.
pub fn tags(tagger: &Tagger, sample: &Sample) -> Vec<Tag> {
    let mut tags = Vec::new();
    tagger.tag(&frame(&sample.words), &mut tags);
    tags
}

/// Learns from `samples`, `rounds` times over them; a feature counts once it was corrected `proof` times. The mean of one
/// learner for each of `seeds`, at least one.
pub fn learn(samples: &[Sample], rounds: usize, proof: u32, seeds: Range<u64>) -> Weights {
    let sentences: Vec<(Vec<Form>, &[Tag])> =
        samples.iter().map(|sample| (frame(&sample.words), sample.tags.as_slice())).collect();
    let mut seed = seeds.clone();
    let learner = mean_of(seeds.count(), || learner(&sentences, rounds, proof, seed.next().unwrap_or_default()));
    let model: Model<{ crate::language::tagger::CLASSES }> = learner.model(LEAST);
    Weights { model: model.bytes(), words: frequent(samples) }
}

fn learner(sentences: &[(Vec<Form>, &[Tag])], rounds: usize, proof: u32, seed: u64) -> Learner {
    let labels: Vec<&str> = Tag::iter().map(Tag::name).collect();
    let mut learner = Learner::new(&labels, BITS).with_proof(proof);
    let mut seeded = Seeded::new(seed);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut features = [0; FEATURES];
    for _ in 0..rounds {
        seeded.shuffle(&mut order);
        for at in &order {
            let (forms, tags) = &sentences[*at];
            let mood = mood(forms);
            let mut last = [START; 2];
            for (word, tag) in tags.iter().enumerate() {
                features_of(forms, word + 2, mood, last, &mut features);
                let guess = learner.learn(&features, *tag as usize);
                last = [guess as u64, last[0]];
            }
        }
    }
    learner
}

/// The frequent words that have one tag: lines of word and tag after a header line.
fn frequent(samples: &[Sample]) -> String {
    let mut counts: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for sample in samples {
        for (word, tag) in sample.words.iter().zip(&sample.tags) {
            let lower = word.to_lowercase().replace('’', "'");
            *counts.entry(lower).or_default().entry(tag.name()).or_default() += 1;
        }
    }
    let mut list = "word\tits one tag in the treebank that the tagger was learnt from\n".to_owned();
    for (word, tags) in counts {
        let all: usize = tags.values().sum();
        let Some((tag, most)) = tags.iter().max_by_key(|(_, count)| **count) else { continue };
        let letters = word.chars().all(|c| c.is_alphabetic() || c == '\'');
        if letters && *most >= OFTEN && (all - most) * RARELY <= all {
            list.push_str(&format!("{word}\t{tag}\n"));
        }
    }
    list
}

/// How many tags are right.
pub fn measure(tagger: &Tagger, samples: &[Sample]) -> Share {
    let mut share = Share::default();
    for sample in samples {
        for (tag, truth) in tags(tagger, sample).iter().zip(&sample.tags) {
            share.count(tag == truth);
        }
    }
    share
}
