//! How a sentence speaks of somebody: well, ill, or neither.
//!
//! For issues that are an actor ("support of the mayor") the words of the lexicon that govern the name are few; most
//! judgements are in what is said of somebody. A linear model over hashed features of the name's surroundings
//! ([`crate::learn`]) reads them; it is learnt from NewsMTSC (Hamborg and Donnay 2021, MIT) by `train::target`.

use std::ops::Range;
use std::sync::LazyLock;

use crate::language::{Relation, Text};
use crate::learn::{Feature, Model, hash};
use crate::reading::issues::stem;
use crate::reading::stances::lexicon::{self, Effect, Mark};
use crate::reading::stances::tree::Tree;

/// The classes of the model, in order.
pub const LABELS: [&str; 3] = ["ill", "neither", "well"];

// The weights are part of the program and a test reads them; without them nothing is judged, nothing worse.
static MODEL: LazyLock<Option<Model<4>>> =
    LazyLock::new(|| Model::from_bytes(include_bytes!("../../../assets/weights/target.bin")).ok());

/// How a sentence speaks of what stands at a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tone {
    /// Score of speaking well over speaking ill.
    pub(super) side: f32,
    /// Score of either over speaking neither well nor ill.
    pub(super) plain: f32,
}

/// How a sentence speaks of what stands at `target`.
pub(super) fn tone(text: &Text<'_>, sentence: &Range<usize>, marks: &[Mark], target: &Range<usize>) -> Option<Tone> {
    let scores = MODEL.as_ref()?.scores(&features_of(text, sentence, marks, target));
    let [ill, neither, well, _] = scores.map(f32::from);
    Some(Tone { side: well - ill, plain: ill.max(well) - neither })
}

/// The features of a target in its sentence.
pub fn features(text: &Text<'_>, sentence: &Range<usize>, target: &Range<usize>) -> Vec<u32> {
    features_of(text, sentence, &lexicon::marks(text, sentence.clone()), target)
}

fn features_of(text: &Text<'_>, sentence: &Range<usize>, marks: &[Mark], target: &Range<usize>) -> Vec<u32> {
    let mut found = Vec::with_capacity(120);
    let mut put = |template: u64, parts: &[u64]| {
        let feature = parts.iter().fold(Feature::new(template), |feature, part| feature.with(*part));
        found.push(feature.done());
    };
    let tree = Tree { text, tokens: sentence };
    let word = |at: usize| hash(stem(&text.tokens[at].lemma));
    let negated = |at: usize| {
        u64::from(tree.children(at).any(|child| {
            tree.relation(child) == Relation::Advmod
                && matches!(text.tokens[child].lemma.as_str(), "not" | "never" | "no" | "hardly")
        }))
    };
    put(0, &[]);
    let quoted = u64::from(text.tokens[target.start].in_quotes);
    put(1, &[quoted]);
    let mut sum = 0;
    for mark in marks.iter().filter(|mark| mark.entry.effect != Effect::Carries) {
        let after = mark.tokens.start >= target.end;
        let reach = if after { mark.tokens.start - target.end } else { target.start.saturating_sub(mark.tokens.end) };
        let kind = lexicon::tone(mark, marks);
        if kind < 3 {
            sum += kind as i64 - 1;
        }
        put(2, &[kind, lexicon::near(reach), u64::from(after)]);
        put(3, &[kind, mark.entry.place as u64, u64::from(after)]);
    }
    put(4, &[(sum.clamp(-3, 3) + 3) as u64]);
    let top = tree.top(target);
    let relation = tree.relation(top) as u64;
    let mut at = top;
    for step in 0..3_u64 {
        let Some(head) = tree.head(at) else { break };
        put(5 + step, &[word(head), relation, negated(head)]);
        put(8 + step, &[word(head)]);
        if step == 0 {
            for child in tree.children(head).filter(|child| *child != at) {
                put(11, &[word(head), word(child), relation]);
                put(12, &[word(child), relation]);
            }
        }
        at = head;
    }
    for child in tree.children(top) {
        put(13, &[word(child)]);
    }
    for at in sentence.clone() {
        let token = &text.tokens[at];
        if target.contains(&at) || !token.is_word() || token.tag.is_proper() {
            continue;
        }
        let after = u64::from(at >= target.end);
        let reach = if at >= target.end { at - target.end } else { target.start - at - 1 };
        put(14, &[word(at)]);
        if reach < 6 {
            put(15, &[word(at), after]);
        }
        if reach < 2 {
            put(16, &[word(at), after, reach as u64]);
        }
    }
    found.truncate(250);
    found
}
