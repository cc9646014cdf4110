//! Learns who of those around a place that speaks of an issue takes a side, and which (`assets/weights/sides.bin`), and
//! how sure suggestions are (`assets/weights/confidence.tsv`).
//!
//! From sentences of news in which readers, who did not see what the program says, noted all who take a stance on the
//! issues that it speaks of (`assets/coded`).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use strum::IntoEnumIterator as _;

use crate::learn::{Learner, Model, Seeded, hash};
use crate::model::{Article, Catalogue, Mentioned, Stance, name_keys};
use crate::reading;
use crate::reading::stances::Signed;
use crate::reading::stances::confidence::{self, SIGNS, Signs};
use crate::reading::stances::encoder::{self, Question};
use crate::reading::stances::pairs::{self, LABELS, STEPS, Weighed};
use crate::train::mean_of;

/// Rows of the table: 2 to the power of this.
const BITS: u32 = 18;
/// How often the weights went over the samples, and in how many orders, of which they are the mean.
const ROUNDS: usize = 6;
const LEARNERS: usize = 3;
/// How far one sample moves a weight at most.
const RATE: f32 = 0.006;
/// A feature counts once it was seen this often.
const PROOF: u32 = 6;
/// What a coding counts that its reader called arguable.
const ARGUABLE: f32 = 0.5;
/// How the ids of issues begin that are plain nouns.
const NOUNS: &str = "noun-";
/// What a sample on a plain noun counts.
const NOUN: f32 = 0.5;
/// Confidence is fitted on samples that were weighed by models of the other parts, by article.
const PARTS: u64 = 5;
/// One article in so many, of those that it has not seen before, is kept from the encoder: on those it is measured, and
/// how sure suggestions are with it is fitted.
const KEPT: u64 = 8;
/// The lower ends of the bands in which how often suggestions are right is told.
const BANDS: [f64; 5] = [0.8, 0.7, 0.6, 0.5, 0.0];

/// What somebody takes in a sentence.
#[derive(Clone, Debug)]
struct Coding {
    actor: BTreeSet<String>,
    issue: String,
    stance: Stance,
    arguable: bool,
}

/// Names by which the same actor is meant; of a description ("the party's leaders") its main word will do.
fn keys(name: &str) -> impl Iterator<Item = String> + use<> {
    let last = name.split_whitespace().next_back().filter(|word| word.starts_with(char::is_lowercase));
    let last = last.map(str::to_owned);
    name_keys(name).into_iter().chain(last)
}

/// The issues that were asked about in a sentence, and the codings.
#[derive(Clone, Debug, Default)]
struct CodedSentence {
    issues: BTreeSet<String>,
    codings: Vec<Coding>,
}

/// Sentences of articles with all their codings.
#[derive(Clone, Debug, Default)]
pub struct Coded {
    /// By article, by where the sentence begins in code points.
    articles: BTreeMap<String, BTreeMap<usize, CodedSentence>>,
}

impl Coded {
    /// From lines of article, place, issue, actor, stance and "clear" or "arguable", parted by tabs; the stance "none"
    /// says that nobody takes one on the issue.
    ///
    /// # Errors
    /// Which line is none.
    pub fn parse(lines: &str) -> Result<Self, String> {
        let mut coded = Self::default();
        for line in lines.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let wrong = || format!("not a coding: {line}");
            let columns: Vec<&str> = line.split('\t').collect();
            let [article, at, issue, actor, stance, certainty] = columns.as_slice() else { return Err(wrong()) };
            let at: usize = at.parse().ok().ok_or_else(wrong)?;
            let sentence = coded.articles.entry((*article).to_owned()).or_default().entry(at).or_default();
            sentence.issues.insert((*issue).to_owned());
            if *stance != "none" {
                sentence.codings.push(Coding {
                    actor: keys(actor).collect(),
                    issue: (*issue).to_owned(),
                    stance: Stance::iter().find(|known| known.to_string() == *stance).ok_or_else(wrong)?,
                    arguable: *certainty == "arguable",
                });
            }
        }
        Ok(coded)
    }

    /// Whether an article has coded sentences.
    pub fn has(&self, article: &str) -> bool {
        self.articles.contains_key(article)
    }
}

/// The sentences of lines of NewsMTSC, as articles by the name of their line; lines that are none are left out.
pub fn sentences(json: &str) -> Vec<Article> {
    #[derive(Deserialize)]
    struct Line {
        primary_gid: String,
        sentence_normalized: String,
    }
    let lines = json.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
    lines.map(|line| Article::new(&line.primary_gid, line.sentence_normalized)).collect()
}

/// Somebody who may hold a stance at a place.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What the encoder would be asked.
    pub question: Question,
    article: String,
    features: Vec<u32>,
    /// For (1) or against (-1) what the place speaks of, or neither.
    pub side: i32,
    /// What it counts.
    pub weight: f32,
    /// The encoder goes over its sentence before it learns from pairs, and so is never measured on it.
    seen: bool,
    /// The issue is a plain noun: no matter that people would code, only an exercise in who speaks for and against.
    noun: bool,
    /// What the program suggests, and whether it is right.
    suggested: Suggested,
}

#[derive(Clone, Debug)]
struct Suggested {
    signs: Signs,
    way: f32,
    alone: bool,
    right: [bool; 2],
}

/// The samples of an article, on the issues of a catalogue. `seen`: it is one of those that the encoder goes over first.
pub fn samples(article: &Article, catalogue: &Catalogue, coded: &Coded, seen: bool) -> Vec<Sample> {
    let Some(sentences) = coded.articles.get(&article.key) else { return Vec::new() };
    let (actors, all) = reading::considered(article, catalogue);
    let mut found = Vec::new();
    for one in all.iter().filter(|one| !one.thing && !one.features.is_empty()) {
        let Some(start) = one.suggestion.evidence.first().map(|span| span.start as usize) else { continue };
        let at = article.text[..start].chars().count();
        let Some(CodedSentence { issues, codings }) = sentences.get(&at) else { continue };
        if issues.contains(&one.suggestion.issue.0) {
            let noun = one.suggestion.issue.0.starts_with(NOUNS);
            let sample = sample(article, &actors, one, codings, noun);
            found.extend(sample.map(|sample| Sample { seen, ..sample }));
        }
    }
    found
}

fn sample(article: &Article, actors: &[Mentioned], one: &Signed, codings: &[Coding], noun: bool) -> Option<Sample> {
    let names = actors.get(one.suggestion.actor.0 as usize).map(|actor| {
        std::iter::once(&actor.name).chain(&actor.aliases).flat_map(|name| keys(name)).collect::<BTreeSet<_>>()
    });
    let of = |coding: &&Coding| {
        coding.issue == one.suggestion.issue.0
            && names.as_ref().is_some_and(|names| names.intersection(&coding.actor).next().is_some())
    };
    let coding = codings.iter().find(of);
    let side = coding.map_or(0, |coding| match coding.stance {
        Stance::Support | Stance::Conditional => 1,
        Stance::Oppose => -1,
        Stance::Neutral => 0,
    });
    let doubtful = coding.is_some_and(|coding| coding.arguable || coding.stance == Stance::Neutral);
    let same = |stance| codings.iter().filter(of).any(|coding| coding.stance == stance);
    let flipped = match one.suggestion.stance {
        Stance::Support => Stance::Oppose,
        Stance::Oppose | Stance::Conditional => Stance::Support,
        Stance::Neutral => Stance::Neutral,
    };
    let actor = actors.get(one.suggestion.actor.0 as usize)?;
    Some(Sample {
        question: Question::new(&article.text, actor, one)?,
        article: article.key.clone(),
        features: one.features.clone(),
        side: if one.opposite { -side } else { side },
        weight: if doubtful { ARGUABLE } else { 1.0 } * if noun { NOUN } else { 1.0 },
        seen: false,
        noun,
        suggested: Suggested {
            signs: one.signs,
            way: one.way(),
            alone: one.alone,
            right: [same(one.suggestion.stance), same(flipped)],
        },
    })
}

/// Learns from samples, and returns the learner.
fn learner(samples: &[&Sample]) -> Learner {
    let mut seed = 0;
    mean_of(LEARNERS, || {
        seed += 1;
        let mut seeded = Seeded::new(seed);
        let mut learner = Learner::new(&LABELS, BITS).with_proof(PROOF);
        let mut order: Vec<&&Sample> = samples.iter().collect();
        for _ in 0..ROUNDS {
            seeded.shuffle(&mut order);
            for sample in &order {
                let rate = RATE * sample.weight;
                learner.learn_odds(&sample.features, 0, sample.side != 0, rate);
                if sample.side != 0 {
                    learner.learn_odds(&sample.features, 1, sample.side > 0, rate);
                }
            }
        }
        learner
    })
}

/// The weights of the model, the confidence as a table, and figures on samples that were held out.
#[derive(Clone, Debug)]
pub struct Weights {
    /// `sides.bin`.
    pub sides: Vec<u8>,
    /// `confidence.tsv`.
    pub confidence: String,
    /// `confidence-thorough.tsv`.
    pub confidence_thorough: String,
    /// What was right of the samples held out, by how sure.
    pub figures: String,
}

/// Learns from all samples; how sure suggestions are from each weighed by a model of the other articles.
pub fn learn(samples: &[Sample]) -> Weights {
    let part = |sample: &Sample| hash(&sample.article) % PARTS;
    let (mut fast, mut kept, mut thorough) = (Vec::new(), Vec::new(), Vec::new());
    for held_out in 0..PARTS {
        let others: Vec<&Sample> = samples.iter().filter(|sample| part(sample) != held_out).collect();
        let model = model(&others);
        let those: Vec<&Sample> = samples.iter().filter(|sample| part(sample) == held_out && !sample.noun).collect();
        let questions: Vec<&Question> = those.iter().filter(|one| one.is_kept()).map(|one| &one.question).collect();
        let mut answers = encoder::ask(&questions).into_iter();
        for sample in those {
            let weighed = pairs::weigh_by(&model, &sample.features);
            fast.push(sample.known(weighed));
            if sample.is_kept() {
                kept.push(sample.known(weighed));
                let answer = answers.next().flatten();
                thorough.push(sample.known(answer.map_or(weighed, |answer| weighed.and(answer))));
            }
        }
    }
    let all: Vec<&Sample> = samples.iter().collect();
    let figures = [
        ("fast, all articles", told(&fast, &[])),
        ("fast, articles kept from the encoder", told(&kept, &fast)),
        ("thorough, the same articles", told(&thorough, &fast)),
    ];
    Weights {
        sides: model(&all).bytes(),
        confidence: table(&fast, &[]),
        confidence_thorough: table(&thorough, &fast),
        figures: figures.map(|(name, lines)| format!("{name}, held out by article\n{lines}")).concat(),
    }
}

/// The weights of confidence, by the names of their signs; see [`fit`].
fn table(known: &[Known], others: &[Known]) -> String {
    let weights = fit(known, others, |_| true);
    let lines = SIGNS.iter().zip(weights).filter(|(_, weight)| weight.abs() >= 0.005);
    lines.map(|(sign, weight)| format!("{sign}\t{weight:.2}\n")).collect()
}

fn model(samples: &[&Sample]) -> Model<2> {
    // The learner holds the sum of all orders.
    learner(samples).model_in_steps(STEPS / LEARNERS as f32, 1)
}

/// A suggestion that is known to be right or wrong.
struct Known {
    part: u64,
    signs: Signs,
    right: bool,
}

impl Sample {
    /// Whether the encoder must not learn from it.
    pub fn is_kept(&self) -> bool {
        !self.seen && hash(&self.article).rotate_right(16).is_multiple_of(KEPT)
    }

    /// What would be suggested.
    fn known(&self, weighed: Weighed) -> Known {
        let Suggested { mut signs, way, alone, right } = self.suggested.clone();
        let way = match alone {
            true if weighed.favour > 0.0 => 1.0,
            true => -1.0,
            false => way,
        };
        confidence::weighed(&mut signs, weighed, way, alone);
        let right = right[usize::from(way * self.suggested.way < 0.0)];
        Known { part: hash(&self.article) % PARTS, signs, right }
    }
}

/// How sure each is by weights fitted on the other parts; see [`fit`].
fn held_out(known: &[Known], others: &[Known]) -> Vec<f64> {
    let fits: Vec<Fit> = (0..PARTS).map(|part| fit(known, others, |one| one.part != part)).collect();
    known.iter().map(|one| probability(&fits[one.part as usize], &one.signs)).collect()
}

/// How hard weights of confidence are drawn to where they begin, that of "always" excepted: as if each were known to be there
/// but for a spread of a tenth. More of the surest are right so, for a log loss that is hardly worse.
const DRAWN: f64 = 100.0;
const FITTINGS: usize = 1_500;
const FITTING_RATE: f64 = 0.3;

type Fit = [f64; SIGNS.len()];

/// Weights fitted on those that are `used`. Where only few are known, `others` of the other engine say where the weights
/// begin: those of the few are drawn to theirs.
fn fit(known: &[Known], others: &[Known], used: impl Fn(&Known) -> bool) -> Fit {
    let begin = if others.is_empty() { [0.0; SIGNS.len()] } else { regression(others, [0.0; SIGNS.len()], &used) };
    regression(known, begin, &used)
}

/// Logistic regression, drawn to where it begins, by gradient descent.
fn regression(known: &[Known], begin: Fit, used: impl Fn(&Known) -> bool) -> Fit {
    let known: Vec<&Known> = known.iter().filter(|one| used(one)).collect();
    let mut weights = begin;
    for _ in 0..FITTINGS {
        let mut slope = [0.0; SIGNS.len()];
        for (at, weight) in weights.iter().enumerate().skip(1) {
            slope[at] = DRAWN * (begin[at] - weight);
        }
        for one in &known {
            let missed = f64::from(u8::from(one.right)) - probability(&weights, &one.signs);
            for (slope, sign) in slope.iter_mut().zip(one.signs) {
                *slope += missed * f64::from(sign);
            }
        }
        for (weight, slope) in weights.iter_mut().zip(slope) {
            // Of a few the draw is stronger than what they say, and longer steps would leap over where it leads.
            *weight += FITTING_RATE * slope / (known.len() as f64).max(DRAWN);
        }
    }
    weights
}

fn probability(weights: &Fit, signs: &Signs) -> f64 {
    let odds: f64 = weights.iter().zip(signs).map(|(weight, sign)| weight * f64::from(*sign)).sum();
    1.0 / (1.0 + (-odds).exp())
}

/// How many suggestions of each band were right, and how good the probabilities are in all.
fn told(known: &[Known], others: &[Known]) -> String {
    let found: Vec<(f64, bool)> =
        held_out(known, others).into_iter().zip(known).map(|(sure, one)| (sure, one.right)).collect();
    let mut lines = String::new();
    let mut above = 1.01;
    for least in BANDS {
        let band: Vec<&(f64, bool)> = found.iter().filter(|(sure, _)| *sure >= least && *sure < above).collect();
        let right = band.iter().filter(|(_, right)| *right).count();
        let mean = band.iter().map(|(sure, _)| sure).sum::<f64>() / band.len().max(1) as f64;
        let share = 100.0 * right as f64 / band.len().max(1) as f64;
        let line =
            format!("  from {least:.1}\t{right} of {} right\t{share:.0} %\tsaid {:.0} %\n", band.len(), 100.0 * mean);
        lines.push_str(&line);
        above = least;
    }
    let missed = |(sure, right): &(f64, bool)| if *right { sure.ln() } else { (1.0 - sure).ln() };
    let brier = |(sure, right): &(f64, bool)| (sure - f64::from(u8::from(*right))).powi(2);
    let count = found.len().max(1) as f64;
    lines.push_str(&format!(
        "  log loss {:.3}, Brier score {:.3}, area under the curve {:.3}\n",
        -found.iter().map(missed).sum::<f64>() / count,
        found.iter().map(brier).sum::<f64>() / count,
        area(&found)
    ));
    lines
}

/// How often a right suggestion is surer than a wrong one.
fn area(found: &[(f64, bool)]) -> f64 {
    let mut sorted: Vec<&(f64, bool)> = found.iter().collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut wrong, mut right, mut ahead) = (0_u64, 0_u64, 0_u64);
    for (_, is_right) in sorted {
        if *is_right {
            right += 1;
            ahead += wrong;
        } else {
            wrong += 1;
        }
    }
    ahead as f64 / (right * wrong).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::issues::parse_catalogue;

    /// Twelve articles: who hails the truce is for it, who meets about it takes no side, whatever the rules say.
    fn coded() -> (Vec<Article>, Catalogue, Coded) {
        let catalogue = parse_catalogue(
            "[[issue]]\nid = \"truce\"\nname = \"Truce\"\nproposition = \"A truce should come\"\nterms = [\"truce\"]",
        );
        let (mut articles, mut lines) =
            (Vec::new(), String::from("# article, place, issue, actor, stance, certainty\n"));
        for (at, name) in ["Orsk", "Tal", "Veyra", "Lund", "Maro", "Brask"].iter().enumerate() {
            for (verb, stance) in [("toasted", "support"), ("pondered", "none")] {
                let key = format!("{at}-{verb}");
                articles.push(Article::new(&key, format!("Mayor Ada {name} {verb} the truce.")));
                let actor = if stance == "none" { "-" } else { name };
                lines.push_str(&format!("{key}\t0\ttruce\t{actor}\t{stance}\tclear\n"));
            }
        }
        (articles, catalogue.unwrap(), Coded::parse(&lines).unwrap())
    }

    #[test]
    fn sides_are_learnt_from_coded_sentences_and_always_alike() {
        let (articles, catalogue, coded) = coded();
        let samples: Vec<Sample> =
            articles.iter().flat_map(|article| samples(article, &catalogue, &coded, false)).collect();
        assert_eq!(samples.iter().map(|sample| sample.side).collect::<Vec<_>>(), [1, 0].repeat(6));
        let all: Vec<&Sample> = samples.iter().collect();
        let learnt = model(&all);
        let side = |sample: &Sample| pairs::weigh_by(&learnt, &sample.features).side;
        let (for_it, neither) = (side(&samples[0]), side(&samples[1]));
        assert!(for_it > neither, "{for_it} {neither}");
        assert_eq!(learnt.bytes(), model(&all).bytes());
    }

    #[test]
    fn confidence_is_how_often_such_suggestions_were_right() {
        let mut signs = [0.0; SIGNS.len()];
        signs[0] = 1.0;
        let known: Vec<Known> = (0..100).map(|at| Known { part: at % PARTS, signs, right: at % 4 != 0 }).collect();
        let sure = held_out(&known, &[]);
        assert!(sure.iter().all(|sure| (sure - 0.75).abs() < 0.02), "{sure:?}");
        assert!(told(&known, &[]).contains("from 0.7\t75 of 100 right"), "{}", told(&known, &[]));
    }

    #[test]
    fn weights_of_which_little_is_known_stay_near_those_of_the_other_engine() {
        let known = |count: u64, sign: f32, right: bool| {
            let mut signs = [0.0; SIGNS.len()];
            (signs[0], signs[1]) = (1.0, sign);
            (0..count).map(move |at| Known { part: at % PARTS, signs, right: right ^ (at % 4 == 0) })
        };
        let others: Vec<Known> = known(400, 1.0, true).chain(known(400, 0.0, false)).collect();
        let few: Vec<Known> = known(4, 1.0, true).chain(known(4, 0.0, true)).collect();
        let sign = |known: &[Known], others: &[Known]| fit(known, others, |_| true)[1];
        assert!((sign(&few, &others) - sign(&others, &[])).abs() < 0.5 && sign(&few, &[]).abs() < 0.3);
    }

    #[test]
    fn a_line_that_is_no_coding_is_told() {
        assert!(Coded::parse("a\tb\ttruce\tOrsk\tsupport\tclear").unwrap_err().contains("a\tb"));
        assert!(Coded::parse("a\t0\ttruce\tOrsk\tloves\tclear").is_err());
        assert!(Coded::parse("a\t0\ttruce").is_err());
    }

    #[test]
    fn sentences_of_newsmtsc_are_articles() {
        let lines = "{\"primary_gid\": \"g1\", \"sentence_normalized\": \"Orsk spoke.\"}\nno line\n";
        let found = sentences(lines);
        assert_eq!(
            found.iter().map(|one| (one.key.as_str(), one.text.as_str())).collect::<Vec<_>>(),
            [("g1", "Orsk spoke.")]
        );
    }
}
