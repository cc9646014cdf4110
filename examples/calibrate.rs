//! How sure suggestions are, fitted on coded articles.
//!
//! `cargo run --release --example calibrate -- ISSUES CODED_DIR [JUDGED.tsv ARTICLES.jsonl ...] >
//! assets/weights/confidence.tsv`: fits the weights of the signs of a suggestion on a proposition and prints them; beside
//! them, on standard error, how often held-out suggestions were right, by how sure they were.
//!
//! `CODED_DIR` holds articles with all their statements coded (`X.txt` and `X.json`), `ISSUES` the catalogue that they
//! were coded by. `JUDGED.tsv` (`assets/weights/stances-judged.tsv`) holds suggestions on other articles, on the ready
//! issues, that a reader judged one by one: id of the article, issue, actor, the stance that it really takes ("none" for
//! none), and where the evidence begins, in code points; no text. `ARTICLES.jsonl` have the articles by these ids.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its figures")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use stance_explorer::evaluate::{Gold, Score};
use stance_explorer::ingest;
use stance_explorer::model::{Article, Catalogue, Mentioned, Reading};
use stance_explorer::reading::stances::Signed;
use stance_explorer::reading::stances::confidence::{SIGNS, Signs};
use stance_explorer::reading::{self, issues};

type Failed = Box<dyn std::error::Error>;

/// How hard weights are drawn towards none, that of "always" excepted: as if each had been seen to be about none with a
/// spread of one.
const DRAWN: f64 = 5.0;
const ROUNDS: usize = 3_000;
const RATE: f64 = 0.3;
/// The lower ends of the bands in which how often suggestions are right is told.
const BANDS: [f64; 5] = [0.8, 0.7, 0.6, 0.5, 0.0];

/// A suggestion that is known to be right or wrong.
struct Known {
    article: String,
    signs: Signs,
    right: bool,
    /// Of an article coded in full.
    coded: bool,
}

fn main() -> Result<(), Failed> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let catalogue = arguments.next().ok_or("name a catalogue of issues and a folder of coded articles")?;
    let catalogue = issues::parse_catalogue(&std::fs::read_to_string(catalogue)?)?;
    let folder = arguments.next().ok_or("name a folder of coded articles")?;
    let mut known = of_coded(&folder, &catalogue)?;
    if let Some(judged) = arguments.next() {
        known.extend(of_judged(&judged, arguments)?);
    }
    let held_out = held_out(&known);
    for coded in [true, false] {
        let of_kind: Vec<(f64, bool)> =
            known.iter().zip(&held_out).filter(|(one, _)| one.coded == coded).map(|(one, p)| (*p, one.right)).collect();
        if !of_kind.is_empty() {
            eprintln!("{}, held out by article:", if coded { "coded articles" } else { "judged suggestions" });
            tell(&of_kind);
        }
    }
    eprintln!("all, held out by article:");
    tell(&known.iter().zip(&held_out).map(|(one, p)| (*p, one.right)).collect::<Vec<_>>());
    for (sign, weight) in SIGNS.iter().zip(fit(&known.iter().collect::<Vec<_>>())) {
        if weight.abs() >= 0.005 {
            println!("{sign}\t{weight:.2}");
        }
    }
    Ok(())
}

/// The suggestions on coded articles: right where a person coded the same stance of the same actor on the same issue.
fn of_coded(folder: &Path, catalogue: &Catalogue) -> Result<Vec<Known>, Failed> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, Failed>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    let mut known = Vec::new();
    for file in files {
        let gold: Gold = serde_json::from_str(&std::fs::read_to_string(&file)?)?;
        let article = Article::new(&gold.id, std::fs::read_to_string(file.with_extension("txt"))?);
        let (actors, all) = reading::considered(&article, catalogue);
        known.extend(all.iter().filter(|one| !one.thing).map(|one| {
            let right = is_coded(&gold, &actors, one);
            Known { article: gold.id.clone(), signs: one.signs, right, coded: true }
        }));
    }
    Ok(known)
}

fn is_coded(gold: &Gold, actors: &[Mentioned], one: &Signed) -> bool {
    let same = |statement: &&_| one.suggestion.stance == stance_of(statement);
    let gold = Gold { statements: gold.statements.iter().filter(same).cloned().collect(), ..gold.clone() };
    let statements = vec![one.suggestion.clone()];
    Score::new(&gold, &Reading { actors: actors.to_vec(), statements, ..Reading::default() }).right > 0
}

fn stance_of(statement: &stance_explorer::evaluate::GoldStatement) -> stance_explorer::model::Stance {
    statement.stance
}

/// The suggestions that a person judged, as far as they are still made.
fn of_judged(file: &Path, articles: impl Iterator<Item = PathBuf>) -> Result<Vec<Known>, Failed> {
    let mut judged: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for line in std::fs::read_to_string(file)?.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<String> = line.split('\t').map(str::to_owned).collect();
        if columns.len() == 5 {
            judged.entry(columns[0].clone()).or_default().push(columns);
        }
    }
    let catalogue = issues::all_ready();
    let mut known = Vec::new();
    for article in articles.flat_map(|file| ingest::read_file(&file).articles) {
        let Some(lines) = judged.remove(&article.key) else { continue };
        let (actors, all) = reading::considered(&article, &catalogue);
        for one in all.iter().filter(|one| !one.thing) {
            let name = actors.get(one.suggestion.actor.0 as usize).map_or("", |actor| actor.name.as_str());
            let start = one.suggestion.evidence.first().map_or(0, |span| span.start as usize);
            let offset = article.text[..start].chars().count().to_string();
            let same = |line: &&Vec<String>| line[1] == one.suggestion.issue.0 && line[2] == name && line[4] == offset;
            known.extend(lines.iter().find(same).map(|line| Known {
                article: article.key.clone(),
                signs: one.signs,
                right: line[3] == one.suggestion.stance.to_string(),
                coded: false,
            }));
        }
    }
    Ok(known)
}

/// How sure each suggestion is by weights fitted on all other articles.
fn held_out(known: &[Known]) -> Vec<f64> {
    let mut by_article: BTreeMap<&str, [f64; SIGNS.len()]> = BTreeMap::new();
    for one in known {
        by_article
            .entry(&one.article)
            .or_insert_with(|| fit(&known.iter().filter(|other| other.article != one.article).collect::<Vec<_>>()));
    }
    known.iter().map(|one| probability(&by_article[one.article.as_str()], &one.signs)).collect()
}

/// Logistic regression, drawn towards no weight, by gradient descent.
fn fit(known: &[&Known]) -> [f64; SIGNS.len()] {
    let mut weights = [0.0; SIGNS.len()];
    for _ in 0..ROUNDS {
        let mut slope = [0.0; SIGNS.len()];
        for (at, weight) in weights.iter().enumerate().skip(1) {
            slope[at] = -DRAWN * weight;
        }
        for one in known {
            let missed = f64::from(u8::from(one.right)) - probability(&weights, &one.signs);
            for (slope, sign) in slope.iter_mut().zip(one.signs) {
                *slope += missed * f64::from(sign);
            }
        }
        for (weight, slope) in weights.iter_mut().zip(slope) {
            *weight += RATE * slope / known.len() as f64;
        }
    }
    weights
}

fn probability(weights: &[f64; SIGNS.len()], signs: &Signs) -> f64 {
    let odds: f64 = weights.iter().zip(signs).map(|(weight, sign)| weight * f64::from(*sign)).sum();
    1.0 / (1.0 + (-odds).exp())
}

/// How many suggestions of each band were right, and how good the probabilities are in all.
fn tell(found: &[(f64, bool)]) {
    let mut above = 1.01;
    for least in BANDS {
        let band: Vec<&(f64, bool)> = found.iter().filter(|(p, _)| *p >= least && *p < above).collect();
        let right = band.iter().filter(|(_, right)| *right).count();
        let mean = band.iter().map(|(p, _)| p).sum::<f64>() / band.len().max(1) as f64;
        let share = 100.0 * right as f64 / band.len().max(1) as f64;
        eprintln!("  from {least:.1}\t{right} of {} right\t{share:.0} %\tsaid {:.0} %", band.len(), 100.0 * mean);
        above = least;
    }
    let missed = |(p, right): &(f64, bool)| if *right { p.ln() } else { (1.0 - p).ln() };
    let brier = |(p, right): &(f64, bool)| (p - f64::from(u8::from(*right))).powi(2);
    let count = found.len() as f64;
    eprintln!(
        "  log loss {:.3}, Brier score {:.3}",
        -found.iter().map(missed).sum::<f64>() / count,
        found.iter().map(brier).sum::<f64>() / count
    );
}
