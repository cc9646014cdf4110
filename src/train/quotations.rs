//! Learns the models of quotations from articles whose quotations people marked (PolNeAR).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use crate::language::Text;
use crate::learn::{Learner, Seeded};
use crate::model::Span;
use crate::reading::actors::{self, Actors};
use crate::reading::quotations::cues::{self, Before};
use crate::reading::quotations::roles::{self, LABELS, Scores, Window};
use crate::reading::quotations::{Engine, Found, floating};
use crate::reading::quotations::words::{Bag, Words};

#[derive(Deserialize)]
struct Line {
    text: String,
    quotes: Vec<Marked>,
}

#[derive(Deserialize)]
struct Marked {
    spans: Vec<(u32, u32)>,
    #[serde(default)]
    source_spans: Vec<(u32, u32)>,
    cue_start: Option<u32>,
    cue_end: Option<u32>,
    #[serde(rename = "type")]
    kind: String,
}

/// A quotation as people marked it.
pub struct Gold {
    pub spans: Vec<Span>,
    pub source: Vec<Span>,
    pub cue: Span,
    pub kind: String,
}

/// An article with its quotations.
pub struct Doc {
    pub text: String,
    pub gold: Vec<Gold>,
}

pub fn load(json: &str) -> Vec<Doc> {
    let mut docs = Vec::new();
    for line in json.lines() {
        let line: Line = serde_json::from_str(line).expect("a line of JSON");
        let bytes: Vec<u32> =
            line.text.char_indices().map(|(at, _)| at as u32).chain([line.text.len() as u32]).collect();
        let span = |&(start, end): &(u32, u32)| Span::new(bytes[start as usize] as usize, bytes[end as usize] as usize);
        let gold = line
            .quotes
            .iter()
            .map(|marked| Gold {
                spans: marked.spans.iter().map(span).collect(),
                source: marked.source_spans.iter().map(span).collect(),
                cue: marked.cue_start.zip(marked.cue_end).map_or(Span::new(0, 0), |pair| span(&pair)),
                kind: marked.kind.clone(),
            })
            .collect();
        docs.push(Doc { text: line.text, gold });
    }
    docs
}

pub struct View<'a> {
    pub text: Text<'a>,
    pub actors: Actors,
    pub words: Words,
    pub gold: &'a [Gold],
    /// Anchor of each gold quotation.
    pub anchors: Vec<Option<usize>>,
}

pub fn views(docs: &[Doc]) -> Vec<View<'_>> {
    docs.iter()
        .map(|doc| {
            let text = Text::new(&doc.text);
            let actors = actors::find(&text, None);
            let words = Words::new(&text, &actors);
            View { text, actors, words, gold: &doc.gold, anchors: Vec::new() }
        })
        .collect()
}

fn strengths(views: &[View<'_>]) -> HashMap<String, f64> {
    let mut cues: HashMap<String, f64> = HashMap::new();
    let mut all: HashMap<String, f64> = HashMap::new();
    for view in views {
        for token in &view.text.tokens {
            *all.entry(token.lemma.clone()).or_default() += 1.0;
        }
        for gold in view.gold {
            let tokens = view.text.tokens_in(gold.cue);
            if tokens.len() == 1 {
                *cues.entry(view.text.tokens[tokens.start].lemma.clone()).or_default() += 1.0;
            }
        }
    }
    cues.into_iter().map(|(lemma, count)| { let total = all[&lemma]; (lemma, count / (total + 5.0)) }).collect()
}

fn anchor(view: &View<'_>, gold: &Gold, strengths: &HashMap<String, f64>) -> Option<usize> {
    let strength = |at: usize| strengths.get(&view.text.tokens[at].lemma).copied().unwrap_or(0.0);
    let tokens = view.text.tokens_in(gold.cue);
    let mut best = None;
    for at in tokens {
        if best.is_none_or(|best| strength(at) > strength(best) + 1e-9) {
            best = Some(at);
        }
    }
    best
}

impl Scores for Learner {
    fn of(&mut self, features: &[u32]) -> [f32; LABELS] {
        let mut sums = [0.0; LABELS];
        sums.copy_from_slice(self.scores(features));
        sums
    }
}

struct Example {
    features: Vec<u32>,
    class: usize,
}

pub struct Options {
    pub epochs: usize,
    pub bits: u32,
    pub cue_bits: u32,
    pub cost: f32,
    pub least: u8,
    pub threshold: f32,
    pub margin: f32,
    pub dump: bool,
    pub to: Option<String>,
}

fn right_labels(view: &View<'_>, gold: &Gold, window: &Window) -> Vec<usize> {
    let hits = |span: Span, spans: &[Span]| spans.iter().any(|other| other.overlaps(span));
    window
        .units
        .iter()
        .enumerate()
        .map(|(at, unit)| {
            if at == window.cue {
                return roles::CUE;
            }
            let tokens = &view.text.tokens[unit.tokens.clone()];
            let share = |spans: &[Span]| tokens.iter().filter(|token| hits(token.span, spans)).count() * 2 > tokens.len();
            if share(&gold.spans) {
                roles::CONTENT
            } else if share(&gold.source) {
                roles::SOURCE
            } else if share(&[gold.cue]) {
                roles::CUE
            } else {
                roles::OUTSIDE
            }
        })
        .collect()
}

pub fn train(train: &[Doc], dev: &[Doc], options: &Options) {
    let clock = std::time::Instant::now();
    let mut train = views(train);
    let mut dev = views(dev);
    let strengths = strengths(&train);
    for view in train.iter_mut().chain(&mut dev) {
        view.anchors = view.gold.iter().map(|gold| anchor(view, gold, &strengths)).collect();
    }
    eprintln!("{:?} views", clock.elapsed());

    // Cues.
    let mut bag = Bag::default();
    let mut examples: Vec<Example> = Vec::new();
    for view in &train {
        let anchors: BTreeSet<usize> = view.anchors.iter().flatten().copied().collect();
        let mut before = Before::default();
        for at in 0..view.text.tokens.len() {
            cues::features(&view.text, &view.words, at, before, &mut bag);
            let class = usize::from(anchors.contains(&at));
            if class == 1 {
                before.cue = Some(at);
            }
            examples.push(Example { features: bag.0.clone(), class });
        }
    }
    eprintln!("{:?} {} tokens", clock.elapsed(), examples.len());
    let mut seeded = Seeded::new(1);
    let mut learner = Learner::new(&["no", "cue"], options.cue_bits);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for epoch in 0..options.epochs {
        seeded.shuffle(&mut order);
        let mut wrong = 0;
        for at in &order {
            let example = &examples[*at];
            let scores = learner.scores(&example.features);
            let lead = scores[example.class] - scores[1 - example.class];
            if lead <= options.margin {
                wrong += usize::from(lead <= 0.0);
                learner.shift(&example.features, example.class, 1.0);
                learner.shift(&example.features, 1 - example.class, -1.0);
            }
            learner.next_step();
        }
        eprintln!("{:?} cues epoch {epoch} wrong {wrong}", clock.elapsed());
    }
    let cue_model: crate::learn::Model<2> = learner.model(options.least);
    eprintln!("cue bytes {}", cue_model.bytes().len());
    drop(examples);

    // Roles.
    struct Sequence {
        seen: roles::Features,
        cue: usize,
        right: Vec<usize>,
    }
    let mut sequences = Vec::new();
    for view in &train {
        let mut is_cue = vec![false; view.text.tokens.len()];
        for at in view.anchors.iter().flatten() {
            is_cue[*at] = true;
        }
        for (gold, anchor) in view.gold.iter().zip(&view.anchors) {
            let Some(anchor) = anchor else { continue };
            let window = Window::new(&view.text, &view.words, *anchor);
            let right = right_labels(view, gold, &window);
            let seen = roles::features(&view.text, &view.words, &is_cue, &window);
            sequences.push(Sequence { seen, cue: window.cue, right });
        }
    }
    let mut learner = Learner::new(&roles::NAMES, options.bits);
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    for epoch in 0..options.epochs {
        seeded.shuffle(&mut order);
        let mut wrong = 0;
        for at in &order {
            let Sequence { seen, cue, right } = &sequences[*at];
            let (labels, _) = roles::decode(&mut learner, seen, *cue, Some((right, options.cost)));
            if labels != *right {
                wrong += 1;
                for unit in 0..labels.len() {
                    let last = |labels: &[usize]| if unit == 0 { 0 } else { labels[unit - 1] };
                    if labels[unit] != right[unit] {
                        learner.shift(&seen.own[unit], right[unit], 1.0);
                        learner.shift(&seen.own[unit], labels[unit], -1.0);
                    }
                    if labels[unit] != right[unit] || last(&labels) != last(right) {
                        let with = |labels: &[usize]| -> Vec<u32> {
                            seen.pair[unit].iter().map(|pair| pair.with(last(labels) as u64).done()).collect()
                        };
                        learner.shift(&with(right), right[unit], 1.0);
                        learner.shift(&with(&labels), labels[unit], -1.0);
                    }
                }
            }
            learner.next_step();
        }
        eprintln!("{:?} roles epoch {epoch} wrong {wrong} of {}", clock.elapsed(), sequences.len());
    }
    drop(sequences);
    let role_model: crate::learn::Model<LABELS> = learner.model(options.least);
    eprintln!("roles bytes {}", role_model.bytes().len());

    let files = (cue_model.bytes(), role_model.bytes());
    if let Some(dir) = &options.to {
        std::fs::write(format!("{dir}/quotation-cues.bin"), &files.0).expect("written");
        std::fs::write(format!("{dir}/quotation-roles.bin"), &files.1).expect("written");
    }
    let engine = Engine::new(&files.0, &files.1).expect("just written");
    measure(&engine, &dev, options);
    eprintln!("{:?}", clock.elapsed());
}

/// Figures of an engine.
pub fn measure(engine: &Engine, dev: &[View<'_>], options: &Options) {
    for threshold in (-3..=3).map(|step| options.threshold + 20.0 * step as f32) {
        let mut score = Score::default();
        let mut hits = [0; 3];
        for view in dev {
            let cues = engine.cues(&view.text, &view.words);
            let cues: Vec<(usize, f32)> = cues.into_iter().map(|(at, score)| (at, score - threshold)).collect();
            let right: BTreeSet<usize> = view.anchors.iter().flatten().copied().collect();
            hits[0] += cues.iter().filter(|(at, score)| *score > 0.0 && right.contains(at)).count();
            hits[1] += cues.iter().filter(|(_, score)| *score > 0.0).count();
            hits[2] += right.len();
            let found = engine.around(&view.text, &view.words, &cues);
            let found = floating::add(&view.text, &view.words, found);
            score.add(view, &found);
        }
        eprintln!("threshold {threshold} cues right {} found {} gold {}", hits[0], hits[1], hits[2]);
        score.report();
    }
    // With the right cues, to tell the two models' faults apart.
    let mut score = Score::default();
    for view in dev {
        let anchors: Vec<(usize, f32)> = view.anchors.iter().flatten().map(|at| (*at, 1.0)).collect();
        let found = engine.around(&view.text, &view.words, &anchors);
        score.add(view, &found);
    }
    eprintln!("right cues given");
    score.report();
    if options.dump {
        dump(engine, dev);
    }
}

fn dump(engine: &Engine, dev: &[View<'_>]) {
    for view in dev {
        let found = floating::add(&view.text, &view.words, engine.find(&view.text, &view.words));
        let words = |spans: &[Span]| spans.iter().map(|span| span.of(view.text.text)).collect::<Vec<_>>().join(" | ");
        let mut hit = BTreeSet::new();
        let show = |found: &Found| {
            format!("{:.0} C[{}] S[{}] K[{}]", found.score, words(&found.content), found.source.map_or("", |source| source.of(view.text.text)), words(&found.cue))
        };
        for gold in view.gold {
            let want = letters(view.text.text, &gold.spans);
            let best = found
                .iter()
                .enumerate()
                .map(|(at, found)| {
                    let have = letters(view.text.text, &found.content);
                    let both = have.intersection(&want).count();
                    (both as f64 / (want.len() + have.len() - both) as f64, at)
                })
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let (jaccard, at) = best.unwrap_or((0.0, 0));
            println!("GOLD {} {jaccard:.2} C[{}] S[{}] K[{}]", gold.kind, words(&gold.spans), words(&gold.source), gold.cue.of(view.text.text));
            if jaccard > 0.0 {
                hit.insert(at);
                println!("  HAVE {}", show(&found[at]));
            } else {
                let start = gold.spans[0].start.min(gold.cue.start).saturating_sub(150);
                let end = (gold.cue.end + 150).min(view.text.text.len() as u32);
                let context = &view.text.text.as_bytes()[start as usize..end.max(start) as usize];
                println!("  CONTEXT {}", String::from_utf8_lossy(context).replace('\n', "/"));
            }
        }
        for (at, one) in found.iter().enumerate() {
            if !hit.contains(&at) {
                println!("GOLD-none EXTRA {}", show(one));
            }
        }
    }
}

/// The figures of quote_eval.
#[derive(Default)]
pub struct Score {
    gold: usize,
    found: usize,
    matched: [usize; 3],
    sources: usize,
    sources_right: usize,
    by_kind: BTreeMap<String, (usize, usize)>,
}

fn letters(text: &str, spans: &[Span]) -> BTreeSet<usize> {
    spans
        .iter()
        .flat_map(|span| span.of(text).char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(at, _)| span.start as usize + at))
        .collect()
}

impl Score {
    pub fn add(&mut self, view: &View<'_>, found: &[Found]) {
        let text = view.text.text;
        let gold: Vec<_> = view.gold.iter().map(|gold| letters(text, &gold.spans)).collect();
        let have: Vec<_> = found.iter().map(|found| letters(text, &found.content)).collect();
        self.gold += gold.len();
        self.found += have.len();
        let mut pairs = Vec::new();
        for (i, g) in gold.iter().enumerate() {
            self.by_kind.entry(view.gold[i].kind.clone()).or_default().0 += 1;
            for (j, f) in have.iter().enumerate() {
                let both = g.intersection(f).count();
                if both > 0 {
                    pairs.push((both as f64 / (g.len() + f.len() - both) as f64, i, j));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
        let (mut used, mut used_found) = (BTreeSet::new(), BTreeSet::new());
        for (jaccard, i, j) in pairs {
            if used.contains(&i) || used_found.contains(&j) {
                continue;
            }
            used.insert(i);
            used_found.insert(j);
            for (at, least) in [0.3, 0.8, 1.0].iter().enumerate() {
                self.matched[at] += usize::from(jaccard >= least - 1e-9);
            }
            if jaccard >= 0.3 - 1e-9 {
                self.by_kind.entry(view.gold[i].kind.clone()).or_default().1 += 1;
                if !view.gold[i].source.is_empty() {
                    self.sources += 1;
                    let source = letters(text, &view.gold[i].source);
                    self.sources_right += usize::from(!source.is_disjoint(&letters(text, found[j].source.as_slice())));
                }
            }
        }
    }

    pub fn report(&self) {
        let f1 = |hit: usize| 200.0 * hit as f64 / (self.gold + self.found) as f64;
        eprintln!(
            "  F1 @.3 {:.1} (P {:.1} R {:.1}) @.8 {:.1} exact {:.1} source {:.1} {}",
            f1(self.matched[0]),
            100.0 * self.matched[0] as f64 / self.found as f64,
            100.0 * self.matched[0] as f64 / self.gold as f64,
            f1(self.matched[1]),
            f1(self.matched[2]),
            100.0 * self.sources_right as f64 / self.sources as f64,
            self.by_kind.iter().map(|(kind, (all, hit))| format!("{kind} {:.1}", 100.0 * *hit as f64 / *all as f64)).collect::<Vec<_>>().join(" "),
        );
    }
}
