//! Learns the models of quotations from articles whose quotations people marked, and measures them.
//!
//! An article is a line of JSON: `text`, and `quotes` with `spans`, `source_spans`, `cue_start`, `cue_end` (code points,
//! end exclusive) and `type`, as in PolNeAR after conversion.
//!
//! The models of cues and roles are learnt first. The judge over them ([`judge`]) learns from what such models find in
//! articles that they have not seen, as it will judge in articles that nobody has.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Deserialize;

use crate::language::Text;
use crate::learn::{Learner, Seeded};
use crate::model::Span;
use crate::reading::actors;
use crate::reading::quotations::cues::{self, Before};
use crate::reading::quotations::roles::{self, LABELS, Scores, Window};
use crate::reading::quotations::words::{Bag, Words};
use crate::reading::quotations::{Engine, Finder, Found, floating};
use crate::train::mean_of;

pub mod judge;

/// How to learn. The defaults are those of the weights that ship.
#[derive(Clone, Debug)]
pub struct Options {
    /// Starts the shuffles.
    pub seed: u64,
    /// The models of cues and roles are each the mean of so many that saw the examples in other orders.
    pub learners: usize,
    /// How often to go over the tokens for cues.
    pub cue_rounds: usize,
    /// A feature of cues counts once it was corrected this often, twice for each wrong guess.
    pub cue_proof: u32,
    /// How often to go over the windows for roles.
    pub role_rounds: usize,
    /// A feature of roles counts once it was corrected this often.
    pub role_proof: u32,
    /// Rows of the table of cues: two to the power of this.
    pub cue_bits: u32,
    /// Rows of the table of roles.
    pub role_bits: u32,
    /// Weights smaller than this many steps of 127 are left out.
    pub least: u8,
    /// How to learn the judge.
    pub judge: judge::Options,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 1,
            learners: 3,
            cue_rounds: 6,
            cue_proof: 4,
            role_rounds: 8,
            role_proof: 6,
            cue_bits: 18,
            role_bits: 19,
            least: 2,
            judge: judge::Options::default(),
        }
    }
}

/// A quotation as people marked it.
#[derive(Clone, Debug)]
struct Marked {
    content: Vec<Span>,
    source: Vec<Span>,
    cue: Span,
    kind: String,
}

/// An article with its quotations.
#[derive(Clone, Debug)]
pub struct Article {
    text: String,
    marked: Vec<Marked>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    quotes: Vec<Quote>,
}

#[derive(Deserialize)]
struct Quote {
    spans: Vec<(usize, usize)>,
    #[serde(default)]
    source_spans: Vec<(usize, usize)>,
    cue_start: Option<usize>,
    cue_end: Option<usize>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    image_credit: bool,
}

/// The articles of a file of JSON lines; credits of images are left out.
///
/// # Errors
/// A line that is no such JSON.
pub fn articles(lines: &str) -> Result<Vec<Article>, serde_json::Error> {
    lines
        .lines()
        .map(|line| {
            let Line { text, quotes } = serde_json::from_str(line)?;
            let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let byte = |at: usize| bytes[at.min(bytes.len() - 1)];
            let span = |&(start, end): &(usize, usize)| Span::new(byte(start), byte(end).max(byte(start)));
            let marked = quotes
                .iter()
                .filter(|quote| !quote.image_credit)
                .map(|quote| Marked {
                    content: quote.spans.iter().map(span).collect(),
                    source: quote.source_spans.iter().map(span).collect(),
                    cue: quote.cue_start.zip(quote.cue_end).map_or(Span::new(0, 0), |cue| span(&cue)),
                    kind: quote.kind.clone(),
                })
                .collect();
            Ok(Article { text, marked })
        })
        .collect()
}

/// An article as the models see it.
struct View<'a> {
    text: Text<'a>,
    words: Words,
    marked: &'a [Marked],
    /// The token of each marked cue that stands for it.
    cues: Vec<Option<usize>>,
}

impl<'a> View<'a> {
    fn all(articles: &'a [Article]) -> Vec<Self> {
        let view = |article: &'a Article| {
            let text = Text::new(&article.text);
            let words = Words::new(&text, &actors::find(&text));
            Self { text, words, marked: &article.marked, cues: Vec::new() }
        };
        articles.iter().map(view).collect()
    }

    fn is_cue(&self) -> Vec<bool> {
        let mut is_cue = vec![false; self.text.tokens.len()];
        self.cues.iter().flatten().for_each(|at| is_cue[*at] = true);
        is_cue
    }
}

/// Chooses the token of each cue of several words that stands for it: the one whose lemma is most often a cue alone.
fn anchor(views: &mut [View<'_>]) {
    let mut alone: BTreeMap<String, f64> = BTreeMap::new();
    let mut all: BTreeMap<String, f64> = BTreeMap::new();
    for view in views.iter() {
        for token in &view.text.tokens {
            *all.entry(token.lemma.to_string()).or_default() += 1.0;
        }
        for tokens in view.marked.iter().map(|marked| view.text.tokens_in(marked.cue)).filter(|cue| cue.len() == 1) {
            *alone.entry(view.text.tokens[tokens.start].lemma.to_string()).or_default() += 1.0;
        }
    }
    let share = |lemma: &str| alone.get(lemma).map_or(0.0, |count| count / (all[lemma] + 5.0));
    for view in views {
        let anchor = |marked: &Marked| {
            let tokens = view.text.tokens_in(marked.cue);
            let tokens = tokens.rev().filter(|at| cues::possible(&view.text.tokens[*at]));
            tokens.max_by(|a, b| share(&view.text.tokens[*a].lemma).total_cmp(&share(&view.text.tokens[*b].lemma)))
        };
        view.cues = view.marked.iter().map(anchor).collect();
    }
}

/// The bytes of the models.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    /// Which words attribute, and what is content, source and cue around them.
    pub finder: FinderWeights,
    /// Whether what those find holds.
    pub judge: Vec<u8>,
}

impl Weights {
    /// The engine that reads them.
    ///
    /// # Panics
    /// If this program cannot read what it has written.
    pub fn engine(&self) -> Engine {
        let FinderWeights { cues, roles } = &self.finder;
        Engine::new(cues, roles, &self.judge).expect("weights just written can be read")
    }
}

/// The bytes of the models that find what may be an attribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinderWeights {
    /// Which words attribute.
    pub cues: Vec<u8>,
    /// What is content, source and cue around them.
    pub roles: Vec<u8>,
}

impl FinderWeights {
    /// The finder that reads them.
    ///
    /// # Panics
    /// If this program cannot read what it has written.
    pub fn finder(&self) -> Finder {
        Finder::new(&self.cues, &self.roles).expect("weights just written can be read")
    }
}

/// Learns from articles. Besides the weights: how well the same models do on each part of the articles when they learn
/// from the others.
pub fn learn(articles: &[Article], options: &Options) -> (Weights, Figures) {
    let mut views = View::all(articles);
    anchor(&mut views);
    let (finder, parts) = std::thread::scope(|scope| {
        let whole = scope.spawn(|| learn_finder(&views.iter().collect::<Vec<_>>(), options));
        let parts = learn_parts(&views, options);
        (joined(whole), parts)
    });
    let (judge, figures) = judge::learn(&views, &parts, &options.judge);
    (Weights { finder, judge }, figures)
}

/// For each part of the articles, what is learnt from the others.
fn learn_parts(views: &[View<'_>], options: &Options) -> Vec<FinderWeights> {
    std::thread::scope(|scope| {
        let part = |part: usize| scope.spawn(move || learn_finder(&judge::others(views, part), options));
        let parts: Vec<_> = (0..judge::PARTS).map(part).collect();
        parts.into_iter().map(joined).collect()
    })
}

/// What a thread has learnt.
fn joined<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn learn_finder(views: &[&View<'_>], options: &Options) -> FinderWeights {
    let mut seeded = Seeded::new(options.seed);
    let cues = learn_cues(views, options, &mut seeded);
    let roles = learn_roles(views, options, &mut seeded);
    FinderWeights { cues, roles }
}

/// A token's features, and whether it is a cue.
struct Example {
    features: Vec<u32>,
    cue: bool,
}

fn learn_cues(views: &[&View<'_>], options: &Options, seeded: &mut Seeded) -> Vec<u8> {
    let mut bag = Bag::default();
    let mut examples: Vec<Example> = Vec::new();
    for view in views {
        let is_cue = view.is_cue();
        let mut before = Before::default();
        for (at, cue) in is_cue.iter().enumerate() {
            if !cues::possible(&view.text.tokens[at]) {
                continue;
            }
            cues::features(&view.text, &view.words, at, before, &mut bag);
            if *cue {
                before.cue = Some(at);
            }
            examples.push(Example { features: bag.0.clone(), cue: *cue });
        }
    }
    let learner = mean_of(options.learners, || {
        let mut learner = Learner::new(&["other", "cue"], options.cue_bits).with_proof(options.cue_proof);
        for _ in 0..options.cue_rounds {
            seeded.shuffle(&mut examples);
            for Example { features, cue } in &examples {
                learner.learn(features, usize::from(*cue));
            }
        }
        learner
    });
    learner.model::<2>(options.least).bytes()
}

/// A window with its right labels.
struct Sequence {
    seen: roles::Features,
    cue: usize,
    right: Vec<usize>,
}

fn learn_roles(views: &[&View<'_>], options: &Options, seeded: &mut Seeded) -> Vec<u8> {
    let mut sequences = Vec::new();
    for view in views {
        let is_cue = view.is_cue();
        for (marked, cue) in view.marked.iter().zip(&view.cues) {
            let Some(cue) = cue else { continue };
            let window = Window::new(&view.text, &view.words, *cue);
            let right = right_labels(&view.text, marked, &window);
            let seen = roles::features(&view.text, &view.words, &is_cue, &window);
            sequences.push(Sequence { seen, cue: window.cue, right });
        }
    }
    let learner = mean_of(options.learners, || {
        let mut learner = Learner::new(&roles::NAMES, options.role_bits).with_proof(options.role_proof);
        for _ in 0..options.role_rounds {
            seeded.shuffle(&mut sequences);
            for Sequence { seen, cue, right } in &sequences {
                let labels = roles::decode(&mut learner, seen, *cue, f32::INFINITY);
                correct(&mut learner, seen, right, &labels);
                learner.next_step();
            }
        }
        learner
    });
    learner.model::<LABELS>(options.least).bytes()
}

impl Scores for Learner {
    fn of(&mut self, features: &[u32]) -> [f32; LABELS] {
        let mut sums = [0.0; LABELS];
        sums.copy_from_slice(self.scores(features));
        sums
    }
}

/// Moves the weights from the labels that were guessed towards the right ones.
fn correct(learner: &mut Learner, seen: &roles::Features, right: &[usize], guess: &[usize]) {
    for unit in 0..guess.len() {
        let last = |labels: &[usize]| if unit == 0 { roles::OUTSIDE } else { labels[unit - 1] };
        let own = guess[unit] != right[unit];
        if own {
            learner.shift(seen.own(unit), right[unit], 1.0);
            learner.shift(seen.own(unit), guess[unit], -1.0);
        }
        if own || last(guess) != last(right) {
            let pairs = |labels: &[usize]| seen.pair(unit, last(labels));
            learner.shift(&pairs(right), right[unit], 1.0);
            learner.shift(&pairs(guess), guess[unit], -1.0);
        }
    }
}

/// What each unit of a window is, by the marks: what covers most of its tokens.
fn right_labels(text: &Text<'_>, marked: &Marked, window: &Window) -> Vec<usize> {
    let label = |(at, unit): (usize, &roles::Unit)| {
        if at == window.cue {
            return roles::CUE;
        }
        let tokens = &text.tokens[unit.tokens.clone()];
        let mostly = |spans: &[Span]| {
            let within = |span: Span| spans.iter().any(|other| other.overlaps(span));
            tokens.iter().filter(|token| within(token.span)).count() * 2 > tokens.len()
        };
        if mostly(&marked.content) {
            roles::CONTENT
        } else if mostly(&marked.source) {
            roles::SOURCE
        } else if mostly(&[marked.cue]) {
            roles::CUE
        } else {
            roles::OUTSIDE
        }
    };
    window.units.iter().enumerate().map(label).collect()
}

/// The places of all letters of some spans.
fn letters(text: &str, spans: &[Span]) -> BTreeSet<usize> {
    let of = |span: &Span| {
        let start = span.start as usize;
        let letters = span.of(text).char_indices().filter(|(_, c)| !c.is_whitespace());
        letters.map(move |(at, _)| start + at).collect::<Vec<_>>()
    };
    spans.iter().flat_map(of).collect()
}

fn jaccard(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    let both = a.intersection(b).count();
    if both == 0 { 0.0 } else { both as f64 / (a.len() + b.len() - both) as f64 }
}

/// How well an engine finds what people marked: one to one, best overlap first.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    marked: usize,
    found: usize,
    /// At overlaps of 0.3, 0.8 and 1.
    matched: [usize; 3],
    sources: usize,
    sources_right: usize,
    /// By kind: how many were marked and how many of them matched.
    kinds: BTreeMap<String, (usize, usize)>,
    /// Each found quotation's score, and whether it matches with its source.
    pub judged: Vec<(f32, bool)>,
}

/// Measures an engine on articles.
pub fn figures(engine: &Engine, articles: &[Article]) -> Figures {
    let mut figures = Figures::default();
    for view in View::all(articles) {
        figures.count(&view, engine.find(&view.text, &view.words));
    }
    figures
}

impl Figures {
    /// Counts what was found in an article.
    fn count(&mut self, view: &View<'_>, found: Vec<Found>) {
        let found = floating::alone(&view.text, &view.words, found);
        let text = view.text.text;
        let want: Vec<_> = view.marked.iter().map(|marked| letters(text, &marked.content)).collect();
        let have: Vec<_> = found.iter().map(|found| letters(text, &found.content)).collect();
        self.marked += want.len();
        self.found += have.len();
        for marked in view.marked {
            self.kinds.entry(marked.kind.clone()).or_default().0 += 1;
        }
        let pair = |(i, want): (usize, &BTreeSet<usize>)| {
            have.iter().enumerate().map(|(j, have)| (jaccard(want, have), i, j)).collect::<Vec<_>>()
        };
        let mut pairs: Vec<_> = want.iter().enumerate().flat_map(pair).filter(|(share, ..)| *share > 0.0).collect();
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
        let (mut used, mut right) = (BTreeSet::new(), BTreeSet::new());
        let mut used_found = BTreeSet::new();
        for (share, i, j) in pairs {
            if used.contains(&i) || used_found.contains(&j) {
                continue;
            }
            used.insert(i);
            used_found.insert(j);
            for (matched, least) in self.matched.iter_mut().zip([0.3, 0.8, 1.0]) {
                *matched += usize::from(share >= least - 1e-9);
            }
            if share >= 0.3 - 1e-9 {
                let marked = &view.marked[i];
                self.kinds.entry(marked.kind.clone()).or_default().1 += 1;
                let source = letters(text, &marked.source);
                let same = !source.is_disjoint(&letters(text, found[j].source.as_slice()));
                self.sources += usize::from(!source.is_empty());
                self.sources_right += usize::from(same);
                if same || source.is_empty() {
                    right.insert(j);
                }
            }
        }
        self.judged.extend(found.iter().enumerate().map(|(at, found)| (found.score, right.contains(&at))));
    }

    /// F1 in per cent at overlaps of 0.3, 0.8 and 1.
    pub fn f1(&self) -> [f64; 3] {
        self.matched.map(|matched| percent(2 * matched, self.marked + self.found))
    }
}

fn percent(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { part as f64 * 100.0 / all as f64 }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [loose, near, exact] = self.f1();
        let (precision, recall) = (percent(self.matched[0], self.found), percent(self.matched[0], self.marked));
        let source = percent(self.sources_right, self.sources);
        write!(
            f,
            "F1@0.3 {loose:.1} (P {precision:.1} R {recall:.1}) F1@0.8 {near:.1} exact {exact:.1} source {source:.1} recall"
        )?;
        self.kinds.iter().try_for_each(|(kind, (all, hit))| write!(f, " {kind} {:.1}", percent(*hit, *all)))
    }
}

/// Every marked quotation beside the found one that overlaps it most, and what was found without: for looking at errors.
pub fn errors(engine: &Engine, articles: &[Article]) -> String {
    let mut out = String::new();
    for view in View::all(articles) {
        let text = view.text.text;
        let found = floating::alone(&view.text, &view.words, engine.find(&view.text, &view.words));
        let join = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" | ");
        let show = |one: &Found| {
            format!(
                "{:.0} C[{}] S[{}] K[{}]",
                one.score,
                join(&one.content),
                join(one.source.as_slice()),
                join(&one.cue)
            )
        };
        let mut hit = BTreeSet::new();
        for marked in view.marked {
            let want = letters(text, &marked.content);
            let shares = found.iter().map(|one| jaccard(&want, &letters(text, &one.content))).enumerate();
            let (at, share) = shares.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default();
            let (content, source) = (join(&marked.content), join(&marked.source));
            out += &format!("GOLD {} {share:.2} C[{content}] S[{source}] K[{}]\n", marked.kind, marked.cue.of(text));
            if share > 0.0 {
                hit.insert(at);
                out += &format!("  HAVE {}\n", show(&found[at]));
            } else {
                let at = view.text.sentence_at(marked.cue.start).unwrap_or_default();
                out += &format!("  IN {}\n", view.text.sentences[at].span.of(text));
            }
        }
        for (_, one) in found.iter().enumerate().filter(|(at, _)| !hit.contains(at)) {
            out += &format!("GOLD-none EXTRA {}\n", show(one));
        }
    }
    out
}
