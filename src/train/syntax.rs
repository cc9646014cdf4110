//! Learns all weights of tags and trees: a team learns from the treebank and reads plain texts; the tagger and the parser
//! that ship learn from both.

use std::iter::repeat_n;
use std::ops::Range;

use super::team::{Team, jackknifed};
use super::{Sample, Share, parser, tagger};
use crate::language::{self, Tag};

/// How many taggers and parsers read the plain texts.
const TAGGERS: usize = 4;
const PARSERS: usize = 6;
/// The treebank is cut into so many parts, each tagged by a team of so many that has learnt from the others.
const PARTS: usize = 4;
const PART_TAGGERS: usize = 3;
/// Rounds over the samples.
const ROUNDS: usize = 6;
const PART_ROUNDS: usize = 4;
/// The tagger and the parser that ship are each the mean of three that saw the samples in other orders.
const SEEDS: Range<u64> = 1..4;
/// The share of a tree of plain text on which the team must agree.
const AGREED: f64 = 0.75;
/// A feature of the weights that ship counts once it was corrected this often.
const PROOF: u32 = 12;
/// How often the treebank counts beside the plain texts.
const TREEBANK_TIMES: usize = 2;

/// What is learnt from nothing else than its input, always the same.
#[derive(Clone, Debug)]
pub struct Weights {
    /// The tagger's.
    pub tagger: tagger::Weights,
    /// The parser's.
    pub parser: parser::Weights,
}

/// Learns from a treebank, and from plain texts if there are any; `say` hears of each step.
///
/// # Errors
/// What `say` answers.
pub fn learn<E>(
    treebank: &[Sample],
    texts: &[String],
    mut say: impl FnMut(&str) -> Result<(), E>,
) -> Result<Weights, E> {
    say(&format!("{} sentences of the treebank", treebank.len()))?;
    let tags = jackknifed(treebank, PARTS, PART_TAGGERS, PART_ROUNDS);
    let mut read = Vec::new();
    if !texts.is_empty() {
        let mut team = Team::of_taggers(treebank, TAGGERS, ROUNDS);
        team.learn_parsers(treebank, &tags, PARSERS, ROUNDS);
        read = team.read(texts, AGREED);
        say(&format!("{} sentences of plain text, on which the team agrees", read.len()))?;
    }
    let samples: Vec<Sample> = repeat_n(treebank, TREEBANK_TIMES).flatten().chain(&read).cloned().collect();
    let all_tags: Vec<Vec<Tag>> = repeat_n(&tags, TREEBANK_TIMES)
        .flatten()
        .cloned()
        .chain(read.iter().map(|sample| sample.tags.clone()))
        .collect();
    let tagger = tagger::learn(&samples, ROUNDS, PROOF, SEEDS);
    say("the tagger is learnt")?;
    let parser = parser::learn(&parser::with_tags(&samples, &all_tags), ROUNDS, PROOF, SEEDS);
    Ok(Weights { tagger, parser })
}

impl Weights {
    /// Tags, heads, heads with relations, and lemmas of verbs and common nouns that are right, in per cent.
    pub fn measure(&self, samples: &[Sample]) -> [f64; 4] {
        let (tagger, parser) = (self.tagger.tagger(), self.parser.parser());
        let (heads, both) = parser::measure(&parser, &tagger, samples);
        let tags = tagger::measure(&tagger, samples);
        [tags, heads, both, lemmas(samples)].map(Share::percent)
    }
}

/// How many lemmas of verbs and common nouns are right.
fn lemmas(samples: &[Sample]) -> Share {
    let mut share = Share::default();
    for sample in samples {
        for ((word, lemma), tag) in sample.words.iter().zip(&sample.lemmas).zip(&sample.tags) {
            let counts = tag.is_verb() || (tag.is_noun() && !tag.is_proper());
            if counts && word.chars().all(char::is_alphabetic) {
                share.count(language::lemma(&word.to_lowercase()) == lemma.to_lowercase());
            }
        }
    }
    share
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Relation;
    use crate::train::samples;

    /// Twelve sentences of one build.
    fn treebank() -> Vec<Sample> {
        let mut conllu = String::new();
        for (name, verb) in
            ["Orsk", "Tal", "Veyra", "Lund"].iter().flat_map(|n| ["opposes", "backs", "doubts"].map(|v| (n, v)))
        {
            conllu.push_str(&format!(
                "# text = {name} {verb} the truce.\n1\t{name}\t{name}\t_\tNNP\t_\t2\tnsubj\t_\t_\n\
                 2\t{verb}\t{}\t_\tVBZ\t_\t0\troot\t_\t_\n3\tthe\t_\t_\tDT\t_\t4\tdet\t_\t_\n\
                 4\ttruce\ttruce\t_\tNN\t_\t2\tobj\t_\t_\n5\t.\t_\t_\t.\t_\t2\tpunct\t_\t_\n\n",
                &verb[..verb.len() - 1]
            ));
        }
        samples(&conllu, true)
    }

    #[test]
    fn a_small_treebank_is_learnt_and_always_alike() {
        let treebank = treebank();
        let texts = ["Maro opposes the truce. Maro backs the truce.".to_owned()];
        let say = |_: &str| Ok::<(), std::convert::Infallible>(());
        let Ok(weights) = learn(&treebank, &texts, say);
        assert_eq!(weights.measure(&treebank), [100.0; 4]);
        let Ok(again) = learn(&treebank, &texts, say);
        assert_eq!(weights.parser.steps, again.parser.steps);
        assert_eq!(weights.tagger.model, again.tagger.model);
        assert_eq!(treebank[0].relations[3], Relation::Obj);
    }
}
