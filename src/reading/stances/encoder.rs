//! The second engine: who of those around a place takes which side, asked of a small encoder that reads the sentence
//! itself.
//!
//! MiniLM-L6 (Wang et al. 2020, "MiniLM: Deep Self-Attention Distillation"), a transformer of six layers in whole numbers
//! of eight bits, learnt on by `examples/encoder.py`. It is asked a question for each pair of a place and a possible holder,
//! some fifty an article; the answer is weighed together with that of the linear model. Learnt on much text before, it
//! knows turns of phrase that nobody coded; at a hundred questions a second it is a thousand times slower than all else.

use std::sync::LazyLock;

use rten::{Model, NodeId, ValueOrView};
use rten_tensor::NdTensor;
use serde::{Deserialize, Serialize};

use super::Signed;
use super::pairs::Weighed;
use super::pieces::pieces;
use crate::model::{Mentioned, Span};

/// How many bytes before the sentence are read with it.
const BEFORE: usize = 100;
/// The same in word pieces.
const BEFORE_PIECES: usize = 24;
/// How many word pieces of a name are read.
const NAME_PIECES: usize = 12;
/// How many word pieces are read in all.
const LONGEST: usize = 112;
/// How many questions are asked at once.
const AT_ONCE: usize = 16;

// Tokens of MiniLM, and marks of those that it leaves unused; the same in examples/encoder.py.
const CLS: i32 = 101;
const SEP: i32 = 102;
const PLACE: [i32; 2] = [1, 2];
const HOLDER: [i32; 2] = [3, 4];
const SPEAKS: i32 = 5;
const SPOKEN_OF: i32 = 6;

/// A place that speaks of an issue, and somebody who may hold a stance on it. Places are code points of the sentence.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    /// The end of what stands before the sentence.
    pub before: String,
    /// The sentence.
    pub sentence: String,
    /// The place that speaks of the issue.
    pub place: [usize; 2],
    /// Where the sentence names the holder.
    pub mentions: Vec<[usize; 2]>,
    /// The holder's name.
    pub holder: String,
    /// Whether the words are the holder's own.
    pub speaks: bool,
}

impl Question {
    /// The question behind a suggestion.
    pub fn new(text: &str, actor: &Mentioned, one: &Signed) -> Option<Self> {
        let sentence = *one.suggestion.evidence.first()?;
        let place = |span: Span| {
            let at = |byte: u32| text.get(sentence.start as usize..byte as usize).map(|part| part.chars().count());
            Some([at(span.start)?, at(span.end)?])
        };
        let from = (sentence.start as usize).saturating_sub(BEFORE);
        let from = (from..=sentence.start as usize).find(|at| text.is_char_boundary(*at))?;
        let within = actor.mentions.iter().filter(|mention| sentence.contains(**mention));
        let apart = within.filter(|mention| !mention.overlaps(one.place));
        Some(Self {
            before: text.get(from..sentence.start as usize)?.trim().to_owned(),
            sentence: sentence.of(text).to_owned(),
            place: place(one.place)?,
            mentions: apart.filter_map(|mention| place(*mention)).collect(),
            holder: actor.name.clone(),
            speaks: one.speaks,
        })
    }
}

/// A question as the encoder reads it.
struct Tokens {
    ids: Vec<i32>,
    /// How many belong to the first segment, which names the holder.
    first: usize,
    place: usize,
    holder: usize,
}

struct Encoder {
    model: Model,
    inputs: [NodeId; 5],
    scores: NodeId,
}

// The weights are part of the program and a test reads them; without them the fast engine stands alone.
static ENCODER: LazyLock<Option<Encoder>> = LazyLock::new(|| {
    let model = Model::load_static_slice(include_bytes!("../../../assets/weights/encoder.onnx")).ok()?;
    let node = |name| model.node_id(name).ok();
    let inputs = [node("ids")?, node("segments")?, node("mask")?, node("place")?, node("holder")?];
    let scores = node("scores")?;
    Some(Encoder { model, inputs, scores })
});

/// What the encoder says to each question; nothing where it could not be asked.
pub fn ask(questions: &[&Question]) -> Vec<Option<Weighed>> {
    let mut answers = vec![None; questions.len()];
    let Some(encoder) = ENCODER.as_ref() else { return answers };
    let mut read: Vec<(usize, Tokens)> =
        questions.iter().enumerate().filter_map(|(at, question)| tokens(question).map(|tokens| (at, tokens))).collect();
    // Those of like length are asked together: the shorter ones are filled up.
    read.sort_by_key(|(at, tokens)| (tokens.ids.len(), *at));
    for some in read.chunks(AT_ONCE) {
        let Some(scores) = encoder.scores(some) else { continue };
        for ((at, _), score) in some.iter().zip(scores) {
            answers[*at] = Some(score);
        }
    }
    answers
}

/// A question as the encoder reads it; nothing where a place lies outside of its sentence.
fn tokens(question: &Question) -> Option<Tokens> {
    let mut marks = vec![(question.place, PLACE)];
    marks.extend(question.mentions.iter().map(|mention| (*mention, HOLDER)));
    marks.sort_unstable();
    let bytes: Vec<usize> =
        question.sentence.char_indices().map(|(at, _)| at).chain([question.sentence.len()]).collect();
    let part = |from: usize, to: usize| question.sentence.get(*bytes.get(from)?..*bytes.get(to)?);
    let (mut body, mut at) = (Vec::new(), 0);
    let (mut place, mut holder) = (0, None);
    for ([start, end], [opens, closes]) in marks {
        if start < at {
            continue;
        }
        body.extend(pieces(part(at, start)?));
        if opens == PLACE[0] {
            place = body.len();
        } else {
            holder.get_or_insert(body.len());
        }
        body.push(opens);
        body.extend(pieces(part(start, end)?));
        body.push(closes);
        at = end;
    }
    body.extend(pieces(part(at, bytes.len() - 1)?));

    let mut ids = vec![CLS, HOLDER[0]];
    ids.extend(pieces(&question.holder).into_iter().take(NAME_PIECES));
    ids.extend([HOLDER[1], if question.speaks { SPEAKS } else { SPOKEN_OF }, SEP]);
    let first = ids.len();
    let room = LONGEST - first - 1;
    let before = pieces(&question.before);
    let before = &before[before.len().saturating_sub(BEFORE_PIECES)..];
    if body.len() + before.len() < room {
        ids.extend(before);
        ids.push(SEP);
    }
    // Of a long sentence what stands around the place.
    let start = if body.len() > room { place.saturating_sub(room / 2).min(body.len() - room) } else { 0 };
    let end = body.len().min(start + room);
    let offset = ids.len();
    ids.extend(&body[start..end]);
    ids.push(SEP);
    let holder = holder.filter(|at| (start..end).contains(at)).map_or(1, |at| offset + at - start);
    Some(Tokens { ids, first, place: offset + place - start, holder })
}

impl Encoder {
    fn scores(&self, some: &[(usize, Tokens)]) -> Option<Vec<Weighed>> {
        let longest = some.iter().map(|(_, tokens)| tokens.ids.len()).max()?;
        let shape = [some.len(), longest];
        let (mut ids, mut segments) = (NdTensor::<i32, 2>::zeros(shape), NdTensor::<i32, 2>::zeros(shape));
        let mut weights: [NdTensor<f32, 2>; 3] = std::array::from_fn(|_| NdTensor::zeros(shape));
        for (row, (_, tokens)) in some.iter().enumerate() {
            for (at, id) in tokens.ids.iter().enumerate() {
                ids[[row, at]] = *id;
                segments[[row, at]] = i32::from(at >= tokens.first);
                weights[0][[row, at]] = 1.0;
            }
            weights[1][[row, tokens.place]] = 1.0;
            weights[2][[row, tokens.holder]] = 1.0;
        }
        let [mask, place, holder] = weights;
        let values: [ValueOrView<'_>; 5] = [ids.into(), segments.into(), mask.into(), place.into(), holder.into()];
        let inputs = self.inputs.into_iter().zip(values).collect();
        let [scores] = self.model.run_n(inputs, [self.scores], None).ok()?;
        let scores: NdTensor<f32, 2> = scores.try_into().ok()?;
        let weighed = |row: usize| {
            let [none, favour, against] = [0, 1, 2].map(|class| scores[[row, class]]);
            let most = favour.max(against);
            let either = most + ((favour - most).exp() + (against - most).exp()).ln();
            Weighed { side: either - none, favour: favour - against }
        };
        Some((0..some.len()).map(weighed).collect())
    }
}
