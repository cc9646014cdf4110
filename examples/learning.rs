//! What coding half of some coded articles does for the other half.
//!
//! `cargo run --release --example learning -- GOLD_DIR [ISSUES]`: reads all articles, codes one half of them as people
//! did, and prints the strict F1 of the other half before and after, for several splits.
#![expect(clippy::print_stdout, reason = "an example prints its figures")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Deserialize;
use stance_explorer::evaluate::{Gold, Score};
use stance_explorer::model::{
    Actor, ActorId, ActorKind, Article, ArticleId, IssueId, Layer, MentionedIx, Origin, Reading, Span, Stance,
    Statement, StatementCoding, StatementId, Suggestion, Verdict,
};
use stance_explorer::project::{Edit, Project, View};
use stance_explorer::reading::{self, Engine, issues};

#[derive(Deserialize)]
struct Coded {
    statements: Vec<Found>,
}

#[derive(Deserialize)]
struct Found {
    actor: String,
    issue: IssueId,
    stance: Stance,
    #[serde(default)]
    evidence: String,
}

struct Case {
    article: ArticleId,
    gold: Gold,
    found: Vec<(Found, Option<Span>)>,
}

type Failed = Box<dyn std::error::Error>;

fn main() -> Result<(), Failed> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let folder = arguments.next().ok_or("name a folder of coded articles")?;
    let catalogue = match arguments.next() {
        Some(path) => issues::parse_catalogue(&std::fs::read_to_string(path)?)?,
        None => issues::all_ready(),
    };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, Failed>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    let mut project = Project::new(catalogue);
    let mut cases = Vec::new();
    for file in files {
        let json = std::fs::read_to_string(&file)?;
        let gold: Gold = serde_json::from_str(&json)?;
        let coded: Coded = serde_json::from_str(&json)?;
        let text = std::fs::read_to_string(file.with_extension("txt"))?;
        let article = Article::new(&gold.id, text);
        let place = |words: &str| article.text.find(words).map(|at| Span::new(at, at + words.len()));
        let found = coded
            .statements
            .into_iter()
            .map(|one| {
                let at = place(&one.evidence);
                (one, at)
            })
            .collect();
        let reading = reading::read(&article, project.catalogue(), Engine::Fast);
        let id = article.id;
        project.add_article(article);
        project.set_reading(id, reading);
        cases.push(Case { article: id, gold, found });
    }
    println!("split\tcoded\tcell F1 before\tafter\tstrict F1 before\tafter\twithheld\tchanged\tadded");
    let (mut sums, mut better, splits) = ([0.0; 2], 0, 60);
    for split in 0..splits {
        let half = halves(cases.len(), split);
        let mut coded = project.clone();
        for (at, case) in cases.iter().enumerate().filter(|(at, _)| half.contains(at)) {
            debug_assert!(at < cases.len(), "a case of the list");
            code(&mut coded, case)?;
        }
        let others: Vec<&Case> =
            cases.iter().enumerate().filter(|(at, _)| !half.contains(at)).map(|(_, case)| case).collect();
        let mut figures = Vec::new();
        let mut stances: Vec<BTreeMap<StatementId, Statement>> = Vec::new();
        for learns in [false, true] {
            coded.set_view(View { coder: "gold".to_owned(), blind: false, learns });
            let known: BTreeMap<StatementId, Statement> =
                coded.statements().into_iter().map(|one| (one.id.clone(), one)).collect();
            let mut score = Score::default();
            for case in &others {
                score.add(&Score::new(&case.gold, &as_it_stands(&coded, case.article, &known)));
            }
            figures.push((score.cells()[2], score.strict()[2]));
            stances.push(known);
        }
        let there: BTreeSet<ArticleId> = others.iter().map(|case| case.article).collect();
        let withheld = coded.withheld().iter().filter(|one| there.contains(&one.article)).count();
        let changed = stances[1]
            .iter()
            .filter(|(id, stance)| stances[0].get(*id).is_some_and(|was| was.stance != stance.stance))
            .count();
        let added =
            stances[1].values().filter(|one| there.contains(&one.article) && !stances[0].contains_key(&one.id)).count();
        let [(cell, strict), (cell_after, strict_after)] = figures[..] else { continue };
        sums[0] += strict / f64::from(splits);
        sums[1] += strict_after / f64::from(splits);
        better += u32::from(strict_after > strict);
        let names: Vec<&str> = half.iter().map(|at| cases[*at].gold.id.as_str()).collect();
        println!(
            "{}\t{}\t{cell:.1}\t{cell_after:.1}\t{strict:.1}\t{strict_after:.1}\t{withheld}\t{changed}\t{added}",
            split + 1,
            names.join(" ")
        );
    }
    println!("mean strict F1 {:.1} -> {:.1}, better in {better} of {splits}", sums[0], sums[1]);
    Ok(())
}

/// Half of `count` things, another one for each split: a small linear congruential generator shuffles them.
fn halves(count: usize, split: u32) -> BTreeSet<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut seed = u64::from(split) * 7_919 + 13;
    for at in (1..count).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(at, (seed >> 33) as usize % (at + 1));
    }
    order.into_iter().take(count.div_ceil(2)).collect()
}

/// Decides everything in an article as people coded it: suggestions are accepted, changed or rejected, and what was
/// not suggested is added by hand.
fn code(project: &mut Project, case: &Case) -> Result<(), Failed> {
    let mut used = BTreeSet::new();
    for suggestion in project.suggestions(case.article) {
        let is_holder = |found: &Found| same_name(project.actor(&suggestion.actor), &found.actor);
        let of_cell: Vec<usize> = (0..case.found.len())
            .filter(|at| case.found[*at].0.issue == suggestion.issue && is_holder(&case.found[*at].0))
            .collect();
        let near = |at: &&usize| case.found[**at].1.is_some_and(|span| suggestion.cover().overlaps(span));
        let same = |at: &&usize| case.found[**at].0.stance == suggestion.stance;
        let fits = of_cell.iter().find(|at| near(at) && same(at));
        let fits = fits.or_else(|| of_cell.iter().find(near)).or_else(|| of_cell.iter().find(same));
        let (verdict, stance) = match fits {
            Some(at) => {
                used.insert(*at);
                (Verdict::Accepted, case.found[*at].0.stance)
            }
            None => (Verdict::Rejected, suggestion.stance),
        };
        decide(project, Statement { stance, ..suggestion.clone() }, verdict, Some(suggestion))?;
    }
    for (found, span) in case.found.iter().enumerate().filter(|(at, _)| !used.contains(at)).map(|(_, found)| found) {
        let Some(span) = span else { continue };
        let known = project.actors().find(|actor| same_name(Some(actor), &found.actor)).map(|actor| actor.id.clone());
        let actor: ActorId = match known {
            Some(id) => id,
            None => {
                let new = project.new_actor(&found.actor, ActorKind::Person);
                apply(project, Edit::Actor(new.id.clone(), Some(new.clone())))?;
                new.id
            }
        };
        let made = project.by_hand(case.article, &actor, &found.issue, found.stance, *span);
        decide(project, made, Verdict::Accepted, None)?;
    }
    Ok(())
}

fn decide(
    project: &mut Project,
    statement: Statement,
    verdict: Verdict,
    suggested: Option<Statement>,
) -> Result<(), Failed> {
    let origin = Origin::Coded { coder: "gold".to_owned(), at: jiff::Timestamp::UNIX_EPOCH, note: String::new() };
    let statement = Statement { origin, ..statement };
    let id = statement.id.clone();
    let coding = StatementCoding { statement, verdict, suggested };
    apply(project, Edit::Statement(Layer::of("gold"), id, Some(Box::new(coding))))
}

fn apply(project: &mut Project, edit: Edit) -> Result<(), Failed> {
    Ok(project.apply("gold", edit, &"gold".to_owned(), jiff::Timestamp::UNIX_EPOCH)?)
}

/// Whether a person would say that both names are one's: the same, an alias, or the same last word.
fn same_name(actor: Option<&Actor>, name: &str) -> bool {
    let Some(actor) = actor else { return false };
    let plain = |name: &str| name.trim_start_matches("the ").trim_start_matches("The ").to_lowercase();
    let last = |name: &str| name.split_whitespace().next_back().map(str::to_lowercase);
    let person = actor.kind == ActorKind::Person && name.contains(' ');
    std::iter::once(&actor.name).chain(&actor.aliases).any(|own| plain(own) == plain(name))
        || (person && last(&actor.name) == last(name))
}

/// The article's reading with the suggestions that stand, as they stand.
fn as_it_stands(project: &Project, article: ArticleId, known: &BTreeMap<StatementId, Statement>) -> Reading {
    let mut reading = project.reading(article).map(|reading| reading.as_ref().clone()).unwrap_or_default();
    let of = |statement: &Statement| {
        let is_it = |at: &u32| project.actor_of(article, MentionedIx(*at)).is_some_and(|one| one.id == statement.actor);
        let actor = (0..reading.actors.len() as u32).find(is_it)?;
        Some(Suggestion {
            actor: MentionedIx(actor),
            issue: statement.issue.clone(),
            stance: statement.stance,
            basis: statement.basis,
            reported_by: None,
            confidence: statement.confidence,
            evidence: statement.evidence.clone(),
            rationale: Vec::new(),
            condition: Vec::new(),
            quotation: None,
        })
    };
    reading.statements = known.values().filter(|one| one.article == article).filter_map(of).collect();
    reading
}
