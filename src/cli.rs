//! The command line without a window. Comes in: arguments. Goes out: JSON lines on standard output, problems on standard
//! error. Never here: any judgement; scripts and the benchmarks read what this prints.

use std::io::{BufRead as _, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use serde_json::json;

use crate::ingest;
use crate::model::{Article, Catalogue, CharOffsets, MentionedIx, Problem, Reading, Span};
use crate::reading::{self, issues, roster::Roster};

/// Reads news articles and shows who takes which stance on which issue.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
pub struct Args {
    /// What to do; without it the window opens.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Articles and folders to open in the window.
    pub files: Vec<PathBuf>,
}

/// What can be done without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print who says what and takes which stance, a line of JSON for each article.
    Analyze(Analyze),
}

/// How to analyze.
#[derive(Debug, Parser)]
pub struct Analyze {
    /// A catalogue of issues (TOML or JSON) instead of the ready ones.
    #[arg(long, value_name = "FILE")]
    issues: Option<PathBuf>,
    /// Resolve actors over all articles; waits for the end of the input.
    #[arg(long)]
    together: bool,
    /// Files, folders, or - for JSON lines on standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

/// Why a run ended early.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The catalogue cannot be used.
    #[error("{0}: {1}")]
    Catalogue(String, String),
    /// Writing or reading a stream failed.
    #[error("the stream broke ({0})")]
    Stream(#[from] std::io::Error),
    /// A line could not be made.
    #[error("a line of JSON could not be made ({0})")]
    Json(#[from] serde_json::Error),
    /// Nothing could be read.
    #[error("no article could be read")]
    Nothing,
}

/// Runs `analyze`, printing to `out` and telling problems to `err`.
///
/// # Errors
/// A catalogue that cannot be used, a broken stream, or no article at all.
pub fn analyze(args: &Analyze, out: &mut dyn Write, err: &mut dyn Write) -> Result<(), CliError> {
    let catalogue = match &args.issues {
        None => issues::all_ready(),
        Some(path) => {
            let fail = |reason: String| CliError::Catalogue(path.display().to_string(), reason);
            let text = std::fs::read_to_string(path).map_err(|err| fail(err.to_string()))?;
            issues::parse_catalogue(&text).map_err(fail)?
        }
    };
    let mut run = Run { catalogue, together: args.together.then(Vec::new), count: 0, out };
    for path in &args.paths {
        if path.as_os_str() == "-" {
            for (at, line) in std::io::stdin().lock().lines().enumerate() {
                match ingest::article_from_line(&line?, &format!("stdin-{}", at + 1)) {
                    Ok(article) => run.article(article)?,
                    Err(reason) => writeln!(err, "standard input, line {}: {reason}", at + 1)?,
                }
            }
            continue;
        }
        let (files, problems) = ingest::expand(std::slice::from_ref(path));
        for problem in problems {
            writeln!(err, "{problem}")?;
        }
        for file in files {
            let read = ingest::read_file(&file);
            for problem in &read.problems {
                writeln!(err, "{problem}")?;
            }
            for article in read.articles {
                run.article(article)?;
            }
        }
    }
    run.finish()
}

struct Run<'a> {
    catalogue: Catalogue,
    /// Articles that wait for the end, where actors are resolved over all of them.
    together: Option<Vec<(Article, Reading, Vec<Problem>)>>,
    count: usize,
    out: &'a mut dyn Write,
}

impl Run<'_> {
    fn article(&mut self, article: Article) -> Result<(), CliError> {
        self.count += 1;
        let (reading, problems) = read_safely(&article, &self.catalogue);
        match &mut self.together {
            Some(waiting) => waiting.push((article, reading, problems)),
            None => {
                let ids: Vec<String> = (1..=reading.actors.len()).map(|n| format!("a{n}")).collect();
                serde_json::to_writer(&mut self.out, &line(&article, &reading, &ids, &problems))?;
                writeln!(self.out)?;
                self.out.flush()?;
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<(), CliError> {
        let mut roster = Roster::new();
        let waiting = self.together.unwrap_or_default();
        let links: Vec<Vec<String>> =
            waiting.iter().map(|(_, reading, _)| roster.link(reading).into_iter().map(|id| id.0).collect()).collect();
        for ((article, reading, problems), ids) in waiting.iter().zip(links) {
            serde_json::to_writer(&mut *self.out, &line(article, reading, &ids, problems))?;
            writeln!(self.out)?;
        }
        self.out.flush()?;
        if self.count == 0 { Err(CliError::Nothing) } else { Ok(()) }
    }
}

/// A fault of the reader on one article costs that article alone.
pub fn read_safely(article: &Article, catalogue: &Catalogue) -> (Reading, Vec<Problem>) {
    match catch_unwind(AssertUnwindSafe(|| reading::read(article, catalogue))) {
        Ok(reading) => (reading, Vec::new()),
        Err(_) => (Reading::default(), vec![Problem::new(&article.key, "could not be read: a fault of the program")]),
    }
}

fn line(article: &Article, reading: &Reading, ids: &[String], problems: &[Problem]) -> serde_json::Value {
    let offsets = CharOffsets::new(&article.text);
    let chars = |spans: &[Span]| spans.iter().map(|span| offsets.in_chars(*span)).collect::<Vec<_>>();
    let id = |ix: MentionedIx| ids.get(ix.0 as usize);
    let actors: Vec<_> = reading
        .actors
        .iter()
        .enumerate()
        .map(|(at, actor)| {
            json!({"id": ids.get(at), "name": actor.name, "kind": actor.kind, "aliases": actor.aliases,
                   "affiliation": actor.affiliation.and_then(id), "mentions": chars(&actor.mentions)})
        })
        .collect();
    let quotations: Vec<_> = reading
        .quotations
        .iter()
        .map(|quotation| {
            json!({"kind": quotation.kind, "spans": chars(&quotation.spans), "cue": chars(&quotation.cue),
                   "source_spans": chars(&quotation.source_spans), "speaker": quotation.speaker.and_then(id),
                   "confidence": quotation.confidence})
        })
        .collect();
    let statements: Vec<_> = reading
        .statements
        .iter()
        .map(|statement| {
            json!({"actor": id(statement.actor), "issue": statement.issue, "stance": statement.stance, "basis": statement.basis,
                   "reported_by": statement.reported_by.and_then(id), "confidence": statement.confidence,
                   "evidence": chars(&statement.evidence), "rationale": chars(&statement.rationale),
                   "condition": chars(&statement.condition), "quotation": statement.quotation})
        })
        .collect();
    json!({"id": article.key, "path": article.path, "title": article.title, "date": article.date.map(|date| date.to_string()),
           "outlet": article.outlet, "text": article.text, "actors": actors, "quotations": quotations, "statements": statements,
           "problems": problems.iter().map(|problem| &problem.reason).collect::<Vec<_>>()})
}
