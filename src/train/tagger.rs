//! Learns the tagger.

use std::collections::BTreeMap;

use strum::IntoEnumIterator as _;

use super::{Sample, Share};
use crate::language::Tag;
use crate::language::forms::Form;
use crate::language::tagger::{FEATURES, START, Tagger, features_of, framed, mood};
use crate::learn::{Learner, Model, Seeded};

/// Rows of the table: 2^16.
const BITS: u32 = 18;
/// A feature counts once it was corrected this often.
const PROOF: u32 = 5;
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

/// The frame of a sample's words, as the tagger sees them.
pub fn forms(words: &[String], forms: &mut Vec<Form>) {
    framed(words.iter().map(|word| Form::new(word, &word.to_lowercase().replace('’', "'"))), forms);
}

/// Learns from `samples`, `rounds` times over them.
pub fn learn(samples: &[Sample], rounds: usize, seed: u64) -> Weights {
    let labels: Vec<&str> = Tag::iter().map(Tag::name).collect();
    let mut learner = Learner::new(&labels, BITS).with_proof(PROOF);
    let mut seeded = Seeded::new(seed);
    let list = frequent(samples);
    let sentences: Vec<(Vec<Form>, &[Tag])> = samples
        .iter()
        .flat_map(|sample| {
            disguises(sample, &mut seeded).into_iter().map(|words| {
                let mut frame = Vec::new();
                forms(&words, &mut frame);
                (frame, &sample.tags[..words.len()])
            })
        })
        .collect();
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
    let model: Model<{ crate::language::tagger::CLASSES }> = learner.model(LEAST);
    Weights { model: model.bytes(), words: list }
}

/// A sentence as it is, and now and then once more as a headline writes it.
fn disguises(sample: &Sample, seeded: &mut Seeded) -> Vec<Vec<String>> {
    let mut all = vec![sample.words.clone()];
    if sample.len() > 3 && seeded.below(12) == 99 {
        let mut words: Vec<String> = sample.words.iter().map(|word| capitalised(word)).collect();
        if words.last().is_some_and(|word| word == ".") {
            words.pop();
        }
        all.push(words);
    }
    all
}

fn capitalised(word: &str) -> String {
    const SMALL: [&str; 12] = ["a", "an", "the", "of", "to", "in", "on", "and", "for", "at", "n't", "'s"];
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if !SMALL.contains(&word) => first.to_uppercase().chain(letters).collect(),
        _ => word.to_owned(),
    }
}

/// The frequent words that have one tag: see [`Sure::new`].
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
    let (mut frame, mut tags) = (Vec::new(), Vec::new());
    for sample in samples {
        forms(&sample.words, &mut frame);
        tagger.tag(&frame, &mut tags);
        for (tag, truth) in tags.iter().zip(&sample.tags) {
            share.count(tag == truth);
        }
    }
    share
}
