//! The command line without a window. Comes in: arguments. Goes out: JSON lines on standard output, problems on standard
//! error. Never here: any judgement; scripts and the benchmarks read what this prints.

mod line;

use std::io::{BufRead as _, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};
use line::Line;
use serde_json::json;

use crate::evaluate::{Gold, Score};
use crate::export::{self, ExportError, What};
use crate::findings::{Arrangement, Filter};
use crate::ingest::{self, Ingested};
use crate::language::foreign;
use crate::model::{Article, Catalogue, CharOffsets, MentionedIx, Problem, Reading, Span, Suggestion};
use crate::project::Project;
use crate::reading::{self, Engine, issues, roster::Roster};
use crate::store::{ProjectFile, StoreError};
use crate::train;

/// Reads news articles and shows who takes which stance on which issue.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
pub struct Args {
    /// What to do; without it the window opens.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// A project (.stance), or articles and folders to open in the window.
    pub files: Vec<PathBuf>,
}

/// What can be done without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print who says what and takes which stance, a line of JSON for each article.
    Analyze(Analyze),
    /// Write a table of a project to a file.
    Export(Export),
    /// Compare what the program finds with articles that people coded.
    Evaluate(Evaluate),
    /// Learn weights anew from corpora, for those who build the program.
    #[command(subcommand)]
    Train(Train),
}

/// What to learn.
#[derive(Debug, Subcommand)]
pub enum Train {
    /// Parts of speech and dependency trees, from a treebank.
    Syntax(TrainSyntax),
    /// Who is quoted with what, from articles whose quotations people marked.
    Quotations(Folders),
    /// How short answers stand to a claim (files with "perspectrum" in their name), and how sentences speak of somebody
    /// (files with "newsmtsc" in theirs).
    Stances(Folders),
    /// Who around a word for an issue takes which side, and how sure suggestions are, from coded sentences.
    Sides(TrainSides),
}

/// From what to learn, and where the weights go.
#[derive(Debug, Parser)]
pub struct Folders {
    /// A folder of JSON lines: learns from those with "train" in their name, measures on each of the others. Files of
    /// another kind are left out, and said so.
    #[arg(long, value_name = "DIR")]
    corpus: PathBuf,
    /// The folder for the weights.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

/// From what to learn tags and trees.
#[derive(Debug, Parser)]
pub struct TrainSyntax {
    /// A folder of CoNLL-U files: learns from those with "train" in their name, measures on each of the others.
    #[arg(long, value_name = "DIR")]
    corpus: PathBuf,
    /// Articles to learn from besides (JSON lines with "text").
    #[arg(long, value_name = "FILE")]
    texts: Vec<PathBuf>,
    /// The folder for the weights.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

/// From what to learn sides.
#[derive(Debug, Parser)]
pub struct TrainSides {
    /// Files and folders with the articles that have coded sentences, by the names that `analyze` gives them. Of files
    /// with "newsmtsc" in their name each line is one, by its "primary_gid".
    #[arg(long, value_name = "DIR", required = true)]
    corpus: Vec<PathBuf>,
    /// The folder with the codings: sentences.tsv, issues.toml, and written.jsonl with the articles that were written for
    /// them.
    #[arg(long, value_name = "DIR")]
    coded: PathBuf,
    /// A file for what the encoder learns from, a line of JSON a pair.
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
    /// The folder for the weights.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

/// What to export.
#[derive(Debug, Parser)]
pub struct Export {
    /// The project file (.stance), or articles and folders to read now.
    #[arg(required = true, value_name = "PROJECT")]
    paths: Vec<PathBuf>,
    /// The file to write; its ending tells the format: .csv, .xlsx, .json, .md or .html.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Which table.
    #[arg(long, value_enum, default_value_t)]
    what: What,
}

/// What to compare with.
#[derive(Debug, Parser)]
pub struct Evaluate {
    /// A coded article (JSON: id, statements with actor, issue and stance; its text inside or in a .txt beside it), or a
    /// folder of them.
    #[arg(long, value_name = "FILE_OR_DIR")]
    gold: PathBuf,
    /// A catalogue of issues (TOML or JSON) instead of the ready ones.
    #[arg(long, value_name = "FILE")]
    issues: Option<PathBuf>,
    /// How thoroughly stances are read.
    #[arg(long, value_enum, default_value_t)]
    engine: Engine,
}

/// How `analyze` prints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Output {
    /// A line of JSON for each article.
    #[default]
    Jsonl,
    /// A line for each statement.
    Csv,
}

/// How to analyze.
#[derive(Debug, Parser)]
pub struct Analyze {
    /// A catalogue of issues (TOML or JSON) instead of the ready ones.
    #[arg(long, value_name = "FILE")]
    issues: Option<PathBuf>,
    /// How thoroughly stances are read.
    #[arg(long, value_enum, default_value_t)]
    engine: Engine,
    /// What to print.
    #[arg(long, value_enum, default_value_t)]
    format: Output,
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
    /// A corpus cannot be learnt from.
    #[error("{0}: {1}")]
    Corpus(String, String),
    /// Nothing could be read.
    #[error("no article could be read")]
    Nothing,
    /// The project cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The table cannot be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A coded article cannot be used.
    #[error("{0}: {1}")]
    Gold(String, String),
    /// A line of CSV could not be written.
    #[error("a line of CSV could not be written ({0})")]
    Csv(#[from] csv::Error),
}

impl CliError {
    /// Whether whoever read the output has enough of it (`| head`), which is no failure.
    pub fn reader_left(&self) -> bool {
        matches!(self, Self::Stream(err) if err.kind() == std::io::ErrorKind::BrokenPipe)
    }
}

fn catalogue(path: Option<&PathBuf>) -> Result<Catalogue, CliError> {
    path.map_or_else(|| Ok(issues::all_ready()), |path| read_catalogue(path))
}

/// Reads a catalogue of issues, in TOML or JSON.
///
/// # Errors
/// Where the file cannot be read or is no catalogue.
pub fn read_catalogue(path: &Path) -> Result<Catalogue, CliError> {
    let fail = |reason: String| CliError::Catalogue(path.display().to_string(), reason);
    let text = std::fs::read_to_string(path).map_err(|err| fail(err.to_string()))?;
    issues::parse_catalogue(&text).map_err(fail)
}

/// Runs `export`, telling problems to `err`.
///
/// # Errors
/// A project that cannot be opened, no article at all, or a file that cannot be written.
pub fn export(args: &Export, err: &mut dyn Write) -> Result<(), CliError> {
    let project = match args.paths.as_slice() {
        [path] if path.extension().is_some_and(|ending| ending == "stance") => ProjectFile::open_existing(path)?.1,
        paths => {
            let mut project = Project::new(issues::all_ready());
            let (files, problems) = ingest::expand(paths);
            let ingested = files.iter().map(|file| ingest::read_file(file));
            for ingested in std::iter::once(Ingested { articles: Vec::new(), problems }).chain(ingested) {
                for problem in &ingested.problems {
                    writeln!(err, "{problem}")?;
                }
                for article in ingested.articles {
                    let (reading, problems) = read_safely(&article, project.catalogue(), Engine::Fast);
                    for problem in &problems {
                        writeln!(err, "{problem}")?;
                    }
                    let id = article.id;
                    if project.add_article(article) {
                        project.set_reading(id, reading);
                    }
                }
            }
            project
        }
    };
    if project.articles().next().is_none() {
        return Err(CliError::Nothing);
    }
    Ok(export::write(&project, &Filter::default(), &Arrangement::default(), args.what, &args.to)?)
}

/// Runs `evaluate`: a line of figures for each coded article and one for all.
///
/// # Errors
/// A coded article or its text that cannot be read, or none at all.
pub fn evaluate(args: &Evaluate, out: &mut dyn Write) -> Result<(), CliError> {
    let catalogue = catalogue(args.issues.as_ref())?;
    let files = if args.gold.is_dir() {
        let (files, _) = ingest::expand(std::slice::from_ref(&args.gold));
        files.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "json")).collect()
    } else {
        vec![args.gold.clone()]
    };
    let mut all = Score::default();
    writeln!(out, "article\tgold\tfound\tcell P\tR\tF1\tstance\tstrict F1")?;
    for file in &files {
        let fail = |reason: String| CliError::Gold(file.display().to_string(), reason);
        let json = std::fs::read_to_string(file).map_err(|err| fail(err.to_string()))?;
        let gold: Gold = serde_json::from_str(&json).map_err(|err| fail(err.to_string()))?;
        let text = match &gold.text {
            Some(text) => text.clone(),
            None => std::fs::read_to_string(file.with_extension("txt"))
                .map_err(|err| fail(format!("its text cannot be read beside it ({err})")))?,
        };
        let (reading, _) = read_safely(&Article::new(&gold.id, text), &catalogue, args.engine);
        let score = Score::new(&gold, &reading);
        writeln!(out, "{}", figures(&gold.id, &score))?;
        all.add(&score);
    }
    if files.is_empty() {
        return Err(CliError::Nothing);
    }
    writeln!(out, "{}", figures("all", &all))?;
    for ((want, have), count) in &all.confused {
        writeln!(out, "{want} read as {have}\t{count}")?;
    }
    Ok(())
}

/// Runs `train`, telling how it goes to `out`.
///
/// # Errors
/// A corpus that cannot be read or weights that cannot be written.
pub fn train(args: &Train, out: &mut dyn Write) -> Result<(), CliError> {
    match args {
        Train::Syntax(args) => train_syntax(args, out),
        Train::Quotations(args) => train_quotations(args, out),
        Train::Stances(args) => train_stances(args, out),
        Train::Sides(args) => train_sides(args, out),
    }
}

/// The files below a folder with that ending, in order of name: those to learn from, and those to measure on.
fn corpus(folder: &Path, ending: &str) -> (Vec<PathBuf>, Vec<PathBuf>) {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(|entry| entry.ok().map(walkdir::DirEntry::into_path))
        .filter(|file| file.extension().is_some_and(|found| found == ending))
        .partition(|file| file_name(file).contains("train"))
}

fn file_name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn corpus_text(file: &Path) -> Result<String, CliError> {
    std::fs::read_to_string(file).map_err(|err| CliError::Corpus(file.display().to_string(), err.to_string()))
}

fn train_quotations(args: &Folders, out: &mut dyn Write) -> Result<(), CliError> {
    let (learnt, others) = corpus(&args.corpus, "jsonl");
    let mut read = |files: &[PathBuf]| -> Result<Vec<(String, Vec<train::quotations::Article>)>, CliError> {
        let mut found = Vec::new();
        for file in files {
            match train::quotations::articles(&corpus_text(file)?) {
                Ok(articles) => found.push((file_name(file), articles)),
                Err(err) => writeln!(out, "{}: left out, {err}", file.display())?,
            }
        }
        Ok(found)
    };
    let (learnt, others) = (read(&learnt)?, read(&others)?);
    let articles: Vec<_> = learnt.into_iter().flat_map(|(_, articles)| articles).collect();
    if articles.is_empty() {
        return Err(CliError::Corpus(args.corpus.display().to_string(), "no article to learn from".to_owned()));
    }
    let (weights, by_parts) = train::quotations::learn(&articles, &train::quotations::Options::default());
    let files = [
        ("quotation-cues.bin", weights.finder.cues.as_slice()),
        ("quotation-roles.bin", &weights.finder.roles),
        ("quotation-judge.bin", &weights.judge),
    ];
    store(&args.to, &files)?;
    writeln!(out, "by parts, each read by models of the others: {by_parts}")?;
    let engine = weights.engine();
    for (name, articles) in &others {
        writeln!(out, "{name}: {}", train::quotations::figures(&engine, articles))?;
    }
    Ok(())
}

fn train_stances(args: &Folders, out: &mut dyn Write) -> Result<(), CliError> {
    let (learnt, _) = corpus(&args.corpus, "jsonl");
    let read = |part: &str| -> Result<String, CliError> {
        let files = learnt.iter().filter(|file| file_name(file).contains(part));
        files.map(|file| corpus_text(file)).collect()
    };
    let answers = train::author::answers(&read("perspectrum")?);
    let samples = train::target::samples(&read("newsmtsc")?);
    if answers.is_empty() || samples.is_empty() {
        return Err(CliError::Corpus(args.corpus.display().to_string(), "nothing to learn from".to_owned()));
    }
    let author = train::author::learn(&answers, train::author::ROUNDS, train::author::SEED);
    let target = train::target::learn(&samples, train::target::ROUNDS, train::target::SEED);
    store(&args.to, &[("author.bin", &author), ("target.bin", &target)])?;
    writeln!(out, "learnt from {} answers and {} targets", answers.len(), samples.len())?;
    Ok(())
}

fn train_sides(args: &TrainSides, out: &mut dyn Write) -> Result<(), CliError> {
    let samples = coded_samples(&args.corpus, &args.coded)?;
    writeln!(out, "{} pairs", samples.len())?;
    if let Some(pairs) = &args.pairs {
        let mut file = std::io::BufWriter::new(std::fs::File::create(pairs)?);
        for sample in samples.iter().filter(|sample| !sample.is_kept()) {
            let line = json!({"question": sample.question, "side": sample.side, "weight": sample.weight});
            writeln!(file, "{line}")?;
        }
    }
    let weights = train::sides::learn(&samples);
    let files = [
        ("sides.bin", weights.sides.as_slice()),
        ("confidence.tsv", weights.confidence.as_bytes()),
        ("confidence-thorough.tsv", weights.confidence_thorough.as_bytes()),
    ];
    store(&args.to, &files)?;
    write!(out, "{}", weights.figures)?;
    Ok(())
}

/// All pairs of the coded sentences.
fn coded_samples(corpus: &[PathBuf], folder: &Path) -> Result<Vec<train::sides::Sample>, CliError> {
    let read = |name: &str| corpus_text(&folder.join(name));
    let fail = |name: &str, reason| CliError::Corpus(folder.join(name).display().to_string(), reason);
    let coded = train::sides::Coded::parse(&read("sentences.tsv")?).map_err(|err| fail("sentences.tsv", err))?;
    let more = issues::parse_catalogue(&read("issues.toml")?).map_err(|err| fail("issues.toml", err))?;
    let mut catalogue = issues::all_ready();
    catalogue.issues.extend(more.issues);
    let mut samples = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    let (mut files, _) = ingest::expand(corpus);
    files.push(folder.join("written.jsonl"));
    for file in &files {
        let sentences = file_name(file).contains("newsmtsc") && file.extension().is_some_and(|found| found == "jsonl");
        let articles = match sentences {
            true => train::sides::sentences(&corpus_text(file)?),
            false => ingest::read_file(file).articles,
        };
        for article in articles {
            if coded.has(&article.key) && seen.insert(article.key.clone()) {
                samples.extend(train::sides::samples(&article, &catalogue, &coded, sentences));
            }
        }
    }
    if samples.is_empty() {
        return Err(CliError::Corpus(folder.display().to_string(), "no article with coded sentences".to_owned()));
    }
    Ok(samples)
}

/// Writes files into a folder, which is made where it is not there.
fn store(folder: &Path, files: &[(&str, &[u8])]) -> Result<(), CliError> {
    let fail = |path: &Path, err: std::io::Error| CliError::Corpus(path.display().to_string(), err.to_string());
    std::fs::create_dir_all(folder).map_err(|err| fail(folder, err))?;
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::write(&path, bytes).map_err(|err| fail(&path, err))?;
    }
    Ok(())
}

fn train_syntax(args: &TrainSyntax, out: &mut dyn Write) -> Result<(), CliError> {
    let (learnt, others) = corpus(&args.corpus, "conllu");
    let mut treebank = Vec::new();
    for file in &learnt {
        treebank.extend(train::samples(&corpus_text(file)?, true));
    }
    if treebank.is_empty() {
        return Err(CliError::Corpus(args.corpus.display().to_string(), "no sentence to learn from".to_owned()));
    }
    let mut texts = Vec::new();
    for file in &args.texts {
        for line in corpus_text(file)?.lines() {
            let fail = |reason| CliError::Corpus(file.display().to_string(), reason);
            let article = ingest::article_from_line(line, "text").map_err(fail)?;
            texts.push(article.text);
        }
    }
    let weights = train::syntax::learn(&treebank, &texts, |step| writeln!(out, "{step}"))?;
    let files = [
        ("tagger.bin", weights.tagger.model.as_slice()),
        ("words.tsv", weights.tagger.words.as_bytes()),
        ("steps.bin", weights.parser.steps.as_slice()),
        ("arcs.bin", weights.parser.arcs.as_slice()),
    ];
    store(&args.to, &files)?;
    writeln!(out, "file\ttags\tUAS\tLAS\tlemmas")?;
    for file in others {
        let [tags, heads, both, lemmas] = weights.measure(&train::samples(&corpus_text(&file)?, false));
        writeln!(out, "{}\t{tags:.2}\t{heads:.2}\t{both:.2}\t{lemmas:.2}", file_name(&file))?;
    }
    Ok(())
}

fn figures(name: &str, score: &Score) -> String {
    let [p, r, f1] = score.cells();
    format!(
        "{name}\t{}\t{}\t{p:.1}\t{r:.1}\t{f1:.1}\t{:.1}\t{:.1}",
        score.gold,
        score.found,
        score.stance_accuracy(),
        score.strict()[2]
    )
}

/// Runs `analyze`, printing to `out` and telling problems to `err`.
///
/// # Errors
/// A catalogue that cannot be used, a broken stream, or no article at all.
pub fn analyze(args: &Analyze, out: &mut dyn Write, err: &mut dyn Write) -> Result<(), CliError> {
    let catalogue = catalogue(args.issues.as_ref())?;
    if args.format == Output::Csv {
        let heads =
            ["id", "actor", "issue", "stance", "basis", "reported_by", "confidence", "start", "end", "evidence"];
        write_csv(out, heads.map(str::to_owned))?;
    }
    let mut run = Run {
        catalogue,
        engine: args.engine,
        format: args.format,
        together: args.together.then(Vec::new),
        count: 0,
        out,
    };
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
    engine: Engine,
    catalogue: Catalogue,
    format: Output,
    /// Articles that wait for the end, where actors are resolved over all of them.
    together: Option<Vec<(Article, Reading, Vec<Problem>)>>,
    count: usize,
    out: &'a mut dyn Write,
}

impl Run<'_> {
    fn article(&mut self, article: Article) -> Result<(), CliError> {
        self.count += 1;
        let (reading, problems) = read_safely(&article, &self.catalogue, self.engine);
        match &mut self.together {
            Some(waiting) => waiting.push((article, reading, problems)),
            None => {
                let ids: Vec<String> = (1..=reading.actors.len()).map(|n| format!("a{n}")).collect();
                self.print(&article, &reading, &ids, &problems)?;
                self.out.flush()?;
            }
        }
        Ok(())
    }

    fn print(
        &mut self,
        article: &Article,
        reading: &Reading,
        ids: &[String],
        problems: &[Problem],
    ) -> Result<(), CliError> {
        match self.format {
            Output::Jsonl => {
                serde_json::to_writer(&mut *self.out, &Line::new(article, reading, ids, problems))?;
                writeln!(self.out)?;
            }
            Output::Csv => {
                for fields in csv_lines(article, reading) {
                    write_csv(self.out, fields)?;
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), CliError> {
        let mut roster = Roster::new();
        let waiting = self.together.take().unwrap_or_default();
        let readings: Vec<_> = waiting.iter().map(|(article, reading, _)| (article.id, reading)).collect();
        let links = roster.link_all(&readings);
        for ((article, reading, problems), ids) in waiting.iter().zip(links) {
            let ids: Vec<String> = ids.into_iter().map(|id| id.0).collect();
            serde_json::to_writer(&mut *self.out, &Line::new(article, reading, &ids, problems))?;
            writeln!(self.out)?;
        }
        self.out.flush()?;
        if self.count == 0 { Err(CliError::Nothing) } else { Ok(()) }
    }
}

/// A fault of the reader on one article costs that article alone; one that is not English is told.
pub fn read_safely(article: &Article, catalogue: &Catalogue, engine: Engine) -> (Reading, Vec<Problem>) {
    let problem = |reason| vec![Problem::new(&article.key, reason)];
    match catch_unwind(AssertUnwindSafe(|| reading::read(article, catalogue, engine))) {
        Ok(reading) if foreign::is_foreign(&article.text) => {
            (reading, problem("is not English: no statements are taken from it"))
        }
        Ok(reading) => (reading, Vec::new()),
        Err(_) => (Reading::default(), problem("could not be read: a fault of the program")),
    }
}

fn csv_lines(article: &Article, reading: &Reading) -> Vec<[String; 10]> {
    let offsets = CharOffsets::new(&article.text);
    let name = |ix: MentionedIx| reading.actor(ix).map_or(String::new(), |actor| actor.name.clone());
    let fields = |statement: &Suggestion| {
        let cover = statement.evidence.iter().copied().reduce(Span::cover).unwrap_or(Span::new(0, 0));
        let [start, end] = offsets.in_chars(cover);
        [
            article.key.clone(),
            name(statement.actor),
            statement.issue.0.clone(),
            statement.stance.to_string(),
            statement.basis.to_string(),
            statement.reported_by.map_or(String::new(), name),
            format!("{:.2}", statement.confidence),
            start.to_string(),
            end.to_string(),
            cover.of(&article.text).to_owned(),
        ]
    };
    reading.statements.iter().map(fields).collect()
}

/// One line of CSV; what a spreadsheet would run is kept text.
fn write_csv(out: &mut dyn Write, fields: [String; 10]) -> Result<(), CliError> {
    let mut line = csv::Writer::from_writer(out);
    line.write_record(fields.map(|field| export::safe(&field)))?;
    Ok(line.flush()?)
}
