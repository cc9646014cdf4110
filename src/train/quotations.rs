//! Learns the models of quotations from articles whose quotations people marked (PolNeAR).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use crate::language::Text;
use crate::learn::{Learner, Seeded};
use crate::model::Span;
use crate::reading::actors::{self, Actors};
use crate::reading::quotations::cues::{self, Before};
use crate::reading::quotations::roles::{self, LABELS, Scores, Window};
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
            let actors = actors::find(&text);
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
}

pub struct Found {
    pub spans: Vec<Span>,
    pub source: Vec<Span>,
    pub cue: Vec<Span>,
    pub score: f32,
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

    // Figures.
    for threshold in (-1..=3).map(|step| options.threshold + 50.0 * step as f32) {
        let mut score = Score::default();
        let mut cue_hits = [0; 3];
        for view in &dev {
            let found = find(view, &cue_model, &role_model, threshold, &mut cue_hits);
            score.add(view, &found);
        }
        eprintln!("threshold {threshold} cues right {} found {} gold {}", cue_hits[0], cue_hits[1], cue_hits[2]);
        score.report();
    }
    let mut score = Score::default();
    for view in &dev {
        let mut found = Vec::new();
        for (gold, anchor) in view.gold.iter().zip(&view.anchors) {
            let Some(anchor) = anchor else { continue };
            let window = Window::new(&view.text, &view.words, *anchor);
            let labels = right_labels(view, gold, &window);
            if let Some(one) = assemble(view, &window, &labels, 0.0) {
                found.push(one);
            }
        }
        score.add(view, &found);
    }
    eprintln!("right labels given");
    score.report();
    // With the right cues, to tell the two models' faults apart.
    let mut score = Score::default();
    for view in &dev {
        let anchors: Vec<(usize, f32)> = view.anchors.iter().flatten().map(|at| (*at, 1.0)).collect();
        let found = around(view, anchors, &role_model);
        score.add(view, &found);
    }
    eprintln!("right cues given");
    score.report();
    if options.dump {
        for view in &dev {
            let found = find(view, &cue_model, &role_model, options.threshold, &mut [0; 3]);
            let words = |spans: &[Span]| spans.iter().map(|span| span.of(view.text.text)).collect::<Vec<_>>().join(" | ");
            let mut hit = BTreeSet::new();
            for gold in view.gold {
                let want = letters(view.text.text, &gold.spans);
                let best = found.iter().enumerate().map(|(at, found)| {
                    let have = letters(view.text.text, &found.spans);
                    let both = have.intersection(&want).count();
                    (both as f64 / (want.len() + have.len() - both) as f64, at)
                }).max_by(|a, b| a.0.total_cmp(&b.0));
                let (jaccard, at) = best.unwrap_or((0.0, 0));
                println!("GOLD {} {jaccard:.2} C[{}] S[{}] K[{}]", gold.kind, words(&gold.spans), words(&gold.source), gold.cue.of(view.text.text));
                if jaccard > 0.0 {
                    let one = &found[at];
                    hit.insert(at);
                    println!("  HAVE {:.0} C[{}] S[{}] K[{}]", one.score, words(&one.spans), words(&one.source), words(&one.cue));
                } else {
                    let start = gold.spans[0].start.min(gold.cue.start).saturating_sub(150);
                    let end = (gold.cue.end + 150).min(view.text.text.len() as u32);
                    println!("  CONTEXT {}", String::from_utf8_lossy(&view.text.text.as_bytes()[start as usize..end.max(start) as usize]).replace('\n', "/"));
                }
            }
            for (at, one) in found.iter().enumerate() {
                if !hit.contains(&at) {
                    println!("GOLD-none EXTRA {:.0} C[{}] S[{}] K[{}]", one.score, words(&one.spans), words(&one.source), words(&one.cue));
                }
            }
        }
    }
    eprintln!("{:?}", clock.elapsed());
}

struct Shipped<'a>(&'a crate::learn::Model<LABELS>);

impl Scores for Shipped<'_> {
    fn of(&mut self, features: &[u32]) -> [f32; LABELS] {
        self.0.scores(features).map(f32::from)
    }
}

pub fn find(view: &View<'_>, cue_model: &crate::learn::Model<2>, role_model: &crate::learn::Model<LABELS>, threshold: f32, hits: &mut [usize; 3]) -> Vec<Found> {
    let mut bag = Bag::default();
    let mut before = Before::default();
    let mut anchors = Vec::new();
    for at in 0..view.text.tokens.len() {
        cues::features(&view.text, &view.words, at, before, &mut bag);
        let scores = cue_model.scores(&bag.0);
        let lead = f32::from(scores[1]) - f32::from(scores[0]);
        if lead > threshold {
            before.cue = Some(at);
            anchors.push((at, lead));
        }
    }
    let right: BTreeSet<usize> = view.anchors.iter().flatten().copied().collect();
    hits[0] += anchors.iter().filter(|(at, _)| right.contains(at)).count();
    hits[1] += anchors.len();
    hits[2] += right.len();
    around(view, anchors, role_model)
}

fn around(view: &View<'_>, mut anchors: Vec<(usize, f32)>, role_model: &crate::learn::Model<LABELS>) -> Vec<Found> {
    let mut is_cue = vec![false; view.text.tokens.len()];
    for (at, _) in &anchors {
        is_cue[*at] = true;
    }
    anchors.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut taken = vec![false; view.text.tokens.len()];
    let mut found = Vec::new();
    for (anchor, score) in anchors {
        if taken[anchor] {
            continue;
        }
        let window = Window::new(&view.text, &view.words, anchor);
        let seen = roles::features(&view.text, &view.words, &is_cue, &window);
        let (labels, _) = roles::decode(&mut Shipped(role_model), &seen, window.cue, None);
        let content: Vec<usize> = window
            .units
            .iter()
            .zip(&labels)
            .filter(|(_, label)| **label == roles::CONTENT)
            .flat_map(|(unit, _)| unit.tokens.clone())
            .collect();
        let free = content.iter().filter(|at| !taken[**at]).count();
        if free * 2 < content.len() {
            continue;
        }
        if let Some(one) = assemble(view, &window, &labels, score) {
            content.iter().for_each(|at| taken[*at] = true);
            found.push(one);
        }
    }
    found
}

fn assemble(view: &View<'_>, window: &Window, labels: &[usize], score: f32) -> Option<Found> {
    let mut spans: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    let mut last = roles::OUTSIDE;
    for (unit, label) in window.units.iter().zip(labels) {
        let Some(span) = view.text.span_of(unit.tokens.clone()) else { continue };
        let group = spans.entry(*label).or_default();
        match group.last_mut() {
            Some(open) if last == *label => *open = open.cover(span),
            _ => group.push(span),
        }
        last = *label;
    }
    let mut take = |label: usize| spans.remove(&label).unwrap_or_default();
    let content = take(roles::CONTENT);
    let source = take(roles::SOURCE).into_iter().max_by_key(|span| span.len()).into_iter().collect();
    (!content.is_empty()).then(|| Found { spans: content, source, cue: take(roles::CUE), score })
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
        let have: Vec<_> = found.iter().map(|found| letters(text, &found.spans)).collect();
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
                    self.sources_right += usize::from(!source.is_disjoint(&letters(text, &found[j].source)));
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
