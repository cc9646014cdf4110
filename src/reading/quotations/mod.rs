//! Who is quoted with what: direct, mixed and indirect quotations with cue, source and speaker.
//!
//! Comes in: a cut text and its actors. Goes out: quotations in order of the text. Never here: what they mean for an issue.
//!
//! A learnt model finds the words that attribute ([`cues`]); around each, a second one tells content and source from the
//! rest ([`roles`]). Words between quotation marks that no cue claims go on from the quotation before them or name their
//! source beside them ([`floating`]). [`speakers`] leads from the source to an actor. `train quotations` learns the models
//! from articles that people marked; assets/weights says from which.

pub mod cues;
mod described;
mod dialogue;
pub mod floating;
mod nested;
pub mod roles;
mod speakers;
mod threshold;
mod tidy;
pub mod words;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::language::Text;
use crate::learn::Model;
use crate::model::{Quotation, QuotationKind, Span};
use crate::reading::actors::Actors;
use cues::Before;
use roles::{Kind, LABELS, Scores, Window};
use words::{Bag, Words};

#[cfg(test)]
mod tests;

static CUE_VERBS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| listed(include_str!("../../../assets/lexicon/cue-verbs.txt")));
static CLAUSE_VERBS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| listed(include_str!("../../../assets/lexicon/clause-verbs.txt")));

fn listed(file: &'static str) -> BTreeSet<&'static str> {
    file.lines().filter(|line| !line.starts_with('#')).collect()
}

/// Whether a lemma is a verb that attributes.
pub fn is_cue_verb(lemma: &str) -> bool {
    CUE_VERBS.contains(lemma)
}

/// Whether a lemma is a verb that attributes at least what a clause after it tells: "the study *shows* that …".
fn takes_clause(lemma: &str) -> bool {
    is_cue_verb(lemma) || CLAUSE_VERBS.contains(lemma)
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let cues = include_bytes!("../../../assets/weights/quotation-cues.bin");
    let roles = include_bytes!("../../../assets/weights/quotation-roles.bin");
    Engine::new(cues, roles).expect("the weights that come with the program are whole")
});

/// Finds the quotations of an article.
///
/// A source that is no actor yet becomes one, by its description.
pub fn find(text: &Text<'_>, actors: &mut Actors) -> Vec<Quotation> {
    let words = Words::new(text, actors);
    let found = ENGINE.find(text, &words);
    let found = floating::alone(text, &words, found);
    speakers::resolve(text, &words, actors, found)
}

/// A cue scores more than this, more or less by what its content is ([`threshold`]) ...
pub const ENOUGH: f32 = -40.0;
/// ... or more than this where its content has words between quotation marks that no other cue claims.
const ENOUGH_FOR_QUOTED: f32 = -300.0;

/// An attribution, as the models find it.
#[derive(Clone, Debug)]
pub struct Found {
    /// What is attributed.
    pub content: Vec<Span>,
    /// The words that name the source.
    pub source: Option<Span>,
    /// The words that attribute; empty where only the place tells.
    pub cue: Vec<Span>,
    /// How far the cue's score lies above its rival's, the more where its kind of content needs less ([`threshold`]).
    pub score: f32,
}

/// The learnt models.
#[derive(Debug)]
pub struct Engine {
    cues: Model<2>,
    roles: Model<LABELS>,
}

impl Engine {
    /// From the bytes of their files.
    pub fn new(cues: &[u8], roles: &[u8]) -> Option<Self> {
        Some(Self { cues: Model::from_bytes(cues).ok()?, roles: Model::from_bytes(roles).ok()? })
    }

    /// The attributions of a text, in no order.
    pub fn find(&self, text: &Text<'_>, words: &Words) -> Vec<Found> {
        self.around(text, words, &self.cues(text, words), ENOUGH)
    }

    /// Every token that could be a cue, with its score, in order.
    pub fn cues(&self, text: &Text<'_>, words: &Words) -> Vec<(usize, f32)> {
        let mut bag = Bag::default();
        let mut before = Before::default();
        let mut found = Vec::new();
        for at in (0..text.tokens.len()).filter(|at| cues::possible(&text.tokens[*at])) {
            cues::features(text, words, at, before, &mut bag);
            let scores = self.cues.scores(&bag.0);
            let lead = f32::from(scores[1]) - f32::from(scores[0]);
            if lead > ENOUGH {
                before.cue = Some(at);
            }
            if lead > ENOUGH_FOR_QUOTED {
                found.push((at, lead));
            }
        }
        found
    }

    /// What cues that score more than `enough` attribute: the surest first, no word in the content of two.
    pub fn around(&self, text: &Text<'_>, words: &Words, cues: &[(usize, f32)], enough: f32) -> Vec<Found> {
        let mut is_cue = vec![false; text.tokens.len()];
        for (at, _) in cues.iter().filter(|(_, score)| *score > enough) {
            is_cue[*at] = true;
        }
        let mut order = cues.to_vec();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut taken = vec![false; text.tokens.len()];
        let mut found = Vec::new();
        let mut sure = true;
        dialogue::find(text, words, &mut taken, &mut found);
        let shift = enough - ENOUGH;
        for (cue, score) in order {
            if sure && score <= enough {
                sure = false;
                floating::named(text, words, &mut taken, &mut found);
            }
            if taken[cue] {
                continue;
            }
            let window = Window::new(text, words, cue);
            let may = threshold::at_best(text, words, cue) + shift;
            if score <= may && !window.has_quoted(text, &taken) {
                continue;
            }
            let seen = roles::features(text, words, &is_cue, &window);
            let mut labels = roles::decode(&mut Shipped(&self.roles), &seen, window.cue, BEAM);
            tidy::mend(text, words, &window, &mut labels);
            tidy::yield_quoted(&window, &taken, &mut labels);
            let content = window.tokens(&labels, roles::CONTENT);
            let free = content.iter().filter(|at| !taken[**at]);
            let quoted = free.clone().filter(|at| words.stretch[**at].is_some() && text.tokens[**at].is_word()).count();
            let title = content.iter().find_map(|at| words.stretch[*at]).map(|stretch| text.quoted[stretch as usize]);
            let title = title.is_some_and(|stretch| floating::is_title(text, words, stretch));
            let mostly_quoted = quoted >= LONG && quoted * 5 >= content.len() * 3 && !title;
            if free.count() * 2 < content.len() {
                continue;
            }
            let has_source = labels.contains(&roles::SOURCE);
            let least = threshold::of(text, words, cue, &content, has_source) + shift;
            if score <= least && !(mostly_quoted && least < f32::MAX) {
                // What is a name is no other cue's words either.
                content.iter().filter(|_| least == f32::MAX).for_each(|at| taken[*at] = true);
                continue;
            }
            // Counted from where its kind begins to hold.
            let worth = score + (ENOUGH - least).max(0.0);
            if let Some(one) = assemble(text, &window, &labels, worth) {
                content.iter().for_each(|at| taken[*at] = true);
                let (one, then) = apart(text, &window, &labels, one);
                found.push(one);
                found.extend(then);
            }
        }
        if sure {
            floating::named(text, words, &mut taken, &mut found);
        }
        found
    }
}

/// So many words between quotation marks are more than a title or a word held at arm's length.
const LONG: usize = 4;

/// Labels so far behind the best are never caught up with, on articles that were not learnt from.
const BEAM: f32 = 500.0;

struct Shipped<'a>(&'a Model<LABELS>);

impl Scores for Shipped<'_> {
    fn of(&mut self, features: &[u32]) -> [f32; LABELS] {
        self.0.scores(features).map(f32::from)
    }
}

/// The attribution that the labels of a window give; nothing where it has no content.
pub fn assemble(text: &Text<'_>, window: &Window, labels: &[usize], score: f32) -> Option<Found> {
    let mut spans: [Vec<Span>; LABELS] = Default::default();
    let mut last = roles::OUTSIDE;
    for (unit, label) in window.units.iter().zip(labels) {
        let Some(span) = text.span_of(unit.tokens.clone()) else { continue };
        match spans[*label].last_mut() {
            Some(open) if last == *label => *open = open.cover(span),
            _ => spans[*label].push(span),
        }
        last = *label;
    }
    let [_, content, source, cue] = spans;
    (!content.is_empty()).then(|| Found { content, source: source.first().copied(), cue, score })
}

/// She said the truce would hold. “We will see to it.” What is said in reported words and what follows in quotation
/// marks, a sentence by itself, are two quotations of one source.
fn apart(text: &Text<'_>, window: &Window, labels: &[usize], mut one: Found) -> (Found, Option<Found>) {
    let content = |kinds: &[Kind]| {
        window.units.iter().zip(labels).any(|(unit, label)| *label == roles::CONTENT && kinds.contains(&unit.kind))
    };
    if !content(&[Kind::After]) || !content(&[Kind::Token]) || content(&[Kind::Quote, Kind::Before]) {
        return (one, None);
    }
    let first_after = window.units.iter().find(|unit| unit.kind == Kind::After).map(|unit| unit.tokens.start);
    let Some(from) = first_after.map(|at| text.tokens[at].span.start) else { return (one, None) };
    let then = one.content.split_off(one.content.partition_point(|span| span.start < from));
    let then = Found { content: then, cue: Vec::new(), ..one.clone() };
    if one.content.is_empty() || then.content.is_empty() {
        (Found { content: [one.content, then.content].concat(), ..one }, None)
    } else {
        (one, Some(then))
    }
}

/// How content is given: by how much of it stands between quotation marks.
fn kind_of(text: &Text<'_>, content: &[Span]) -> QuotationKind {
    let quoted = |span: &Span| {
        let inside = |stretch: &&Span| stretch.overlaps(*span);
        let common = |stretch: &Span| stretch.end.min(span.end) - stretch.start.max(span.start);
        text.quoted.iter().filter(inside).map(common).sum::<u32>()
    };
    let all: u32 = content.iter().map(|span| span.len() as u32).sum();
    match content.iter().map(quoted).sum::<u32>() {
        0 => QuotationKind::Indirect,
        quoted if quoted + 2 >= all => QuotationKind::Direct,
        _ => QuotationKind::Mixed,
    }
}
