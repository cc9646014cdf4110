//! Around a cue: which words are the content, which the source.
//!
//! A window of units runs over the cue's sentence, word by word, each stretch between quotation marks as one unit, and
//! over the quoted sentences before and after it, each as one unit. The labels of all units are chosen together
//! (Viterbi) by the sum of learnt scores.

use std::ops::Range;

use super::words::{Bag, Joint, Look, NOTHING, Words, feature, step};
use crate::language::{Tag, Text};
use crate::learn::Feature;

/// Number of labels.
pub const LABELS: usize = 4;
/// Not part of the attribution.
pub const OUTSIDE: usize = 0;
/// Part of the content.
pub const CONTENT: usize = 1;
/// Part of the source.
pub const SOURCE: usize = 2;
/// Part of the cue.
pub const CUE: usize = 3;
/// Names of the labels, in order.
pub const NAMES: [&str; LABELS] = ["outside", "content", "source", "cue"];

/// How many words of a long sentence a window keeps on each side of its cue.
const REACH: usize = 80;
/// How far from its main word a cue reaches, in words.
const LONGEST_CUE: usize = 12;
/// How many quoted sentences it takes on each side.
const SENTENCES: usize = 16;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word or mark of the cue's sentence.
    Token,
    /// A stretch between quotation marks within the cue's sentence.
    Quote,
    /// A quoted sentence before.
    Before,
    /// A quoted sentence after.
    After,
}

/// A part of the window that gets one label.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// The units around a cue.
#[derive(Clone, Debug)]
pub struct Window {
    /// In order of the text.
    pub units: Vec<Unit>,
    /// Index of the cue's unit.
    pub cue: usize,
}

impl Window {
    /// The window of the cue at token `cue`.
    pub fn new(text: &Text<'_>, words: &Words, cue: usize) -> Self {
        let at = words.sentence[cue] as usize;
        let sentence = &text.sentences[at];
        let mut units = before(text, words, at);
        let start = sentence.tokens.start.max(cue.saturating_sub(REACH));
        let end = sentence.tokens.end.min(cue + REACH);
        let mut cue_unit = 0;
        let mut token = start;
        while token < end {
            let stretch = words.stretch[token].filter(|stretch| words.stretch[cue] != Some(*stretch));
            let mut next = token + 1;
            if stretch.is_some() {
                while next < end && words.stretch[next] == stretch {
                    next += 1;
                }
            }
            if token == cue {
                cue_unit = units.len();
            }
            units.push(Unit { tokens: token..next, kind: if stretch.is_some() { Kind::Quote } else { Kind::Token } });
            token = next;
        }
        after(text, words, at, &mut units);
        Self { units, cue: cue_unit }
    }

    /// The tokens with a label, in order.
    pub fn tokens(&self, labels: &[usize], label: usize) -> Vec<usize> {
        let units = self.units.iter().zip(labels).filter(|(_, own)| **own == label);
        units.flat_map(|(unit, _)| unit.tokens.clone()).collect()
    }

    /// Whether it has a stretch between quotation marks of more than a few words that are not taken.
    pub fn has_quoted(&self, text: &Text<'_>, taken: &[bool]) -> bool {
        self.units.iter().any(|unit| {
            unit.kind != Kind::Token
                && unit.tokens.clone().filter(|at| text.tokens[*at].is_word() && !taken[*at]).count() >= super::LONG
        })
    }
}

/// The quoted sentences that end where sentence `at` begins.
fn before(text: &Text<'_>, words: &Words, at: usize) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut here = at;
    while units.len() < SENTENCES && here > 0 {
        let (this, last) = (&text.sentences[here], &text.sentences[here - 1]);
        let end = last.tokens.end;
        let Some(stretch) = words.stretch[end - 1].filter(|_| last.paragraph == this.paragraph) else { break };
        let goes_on = words.stretch[this.tokens.start] == Some(stretch);
        if !goes_on && here != at {
            break;
        }
        let mut start = end;
        while start > last.tokens.start && words.stretch[start - 1].is_some() {
            start -= 1;
        }
        units.push(Unit { tokens: start..end, kind: Kind::Before });
        if start > last.tokens.start {
            break;
        }
        here -= 1;
    }
    units.reverse();
    units
}

/// The quoted sentences that begin where sentence `at` ends: in its paragraph, or after a colon in the next.
fn after(text: &Text<'_>, words: &Words, at: usize, units: &mut Vec<Unit>) {
    let sentence = &text.sentences[at];
    let colon = words.joint[sentence.tokens.end - 1] == Joint::Colon;
    let mut paragraph = sentence.paragraph;
    for (count, next) in text.sentences[at + 1..].iter().take(SENTENCES).enumerate() {
        if next.paragraph != paragraph {
            if !(colon && count == 0) {
                break;
            }
            paragraph = next.paragraph;
        }
        let start = next.tokens.start;
        let mut end = start;
        while end < next.tokens.end && words.stretch[end].is_some() {
            end += 1;
        }
        if end == start {
            break;
        }
        units.push(Unit { tokens: start..end, kind: Kind::After });
    }
}

/// How many features of a unit ask for the label before.
const PAIRS: usize = 14;

/// The features of a window, ready for scoring again and again.
#[derive(Debug, Default)]
pub struct Features {
    /// Those that do not ask for the label before, unit behind unit.
    own: Bag,
    /// Where those of each unit end.
    ends: Vec<usize>,
    /// For each unit, those that take the label before as their last part.
    pair: Vec<[Feature; PAIRS]>,
}

impl Features {
    /// Those of a unit that do not ask for the label before.
    pub fn own(&self, unit: usize) -> &[u32] {
        let start = unit.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.own.0[start..self.ends[unit]]
    }

    /// Those of a unit that ask for the label before, with it.
    pub fn pair(&self, unit: usize, last: usize) -> [u32; PAIRS] {
        self.pair[unit].map(|pair| pair.with(last as u64).done())
    }
}

/// What a window's features know of the other cues: whether a token is one.
pub type Cues = [bool];

/// Looks at each unit of a window.
pub fn features(text: &Text<'_>, words: &Words, cues: &Cues, window: &Window) -> Features {
    let cue = window.units[window.cue].tokens.start;
    let count = window.units.len();
    let mut seen = Features {
        own: Bag(Vec::with_capacity(count * OWN)),
        ends: Vec::with_capacity(count),
        pair: Vec::with_capacity(count),
    };
    let summary = Summary::new(text, words, window, cue);
    let line: Vec<usize> = std::iter::once(cue).chain(words.above(cue)).collect();
    let ways: Vec<Way> = window.units.iter().map(|unit| Way::new(words, &line, unit_head(words, unit))).collect();
    for (at, between) in Between::all(words, cues, window).iter().enumerate() {
        own(words, cues, window, at, between, &summary, &mut seen.own);
        syntax(words, window, &ways, at, between, &summary, &mut seen.own);
        seen.ends.push(seen.own.0.len());
        seen.pair.push(pair(words, window, &ways, at, cue));
    }
    seen
}

/// How many features of its own a unit has at most.
const OWN: usize = 64;

/// What stands between the cue and a unit, looked at from the cue outwards.
#[derive(Clone, Copy, Debug)]
struct Between {
    commas: u64,
    /// Cues, and the lemma of the furthest.
    others: u64,
    other: u64,
    /// The first joints, as one number, and how many they are.
    joints: u64,
    count: u64,
    /// Whether some of it stands between quotation marks.
    quoted: bool,
    /// Verbs with tense.
    verbs: u64,
}

impl Between {
    const NOTHING: Self = Self { commas: 0, others: 0, other: NOTHING, joints: 1, count: 0, quoted: false, verbs: 0 };

    /// For each unit of a window.
    fn all(words: &Words, cues: &Cues, window: &Window) -> Vec<Self> {
        let mut all = vec![Self::NOTHING; window.units.len()];
        let cue = window.units[window.cue].tokens.start;
        let (mut so_far, mut next) = (Self::NOTHING, cue + 1);
        for (unit, between) in window.units.iter().zip(&mut all).skip(window.cue + 1) {
            (next..unit.tokens.start).for_each(|token| so_far.pass(words, cues, token));
            next = unit.tokens.start;
            *between = so_far;
        }
        let (mut so_far, mut last) = (Self::NOTHING, cue);
        for (unit, between) in window.units.iter().zip(&mut all).take(window.cue).rev() {
            (unit.tokens.end..last).rev().for_each(|token| so_far.pass(words, cues, token));
            last = unit.tokens.end;
            *between = so_far;
            // Of a quotation before the cue all but its first word counts.
            between.verbs += unit.tokens.clone().skip(1).filter(|token| is_finite(words, *token)).count() as u64;
        }
        all
    }

    fn pass(&mut self, words: &Words, cues: &Cues, token: usize) {
        self.quoted |= words.stretch[token].is_some();
        self.verbs += u64::from(is_finite(words, token));
        if words.joint[token] == Joint::Comma {
            self.commas += 1;
        }
        if cues[token] {
            self.others += 1;
            self.other = words.lemma[token];
        }
        if words.joint[token] != Joint::None && self.count < 3 {
            self.joints = self.joints * 11 + words.joint[token] as u64;
            self.count += 1;
        }
    }
}

/// Whether a token is a verb with tense.
fn is_finite(words: &Words, token: usize) -> bool {
    const FINITE: [u64; 4] = [Tag::VBD as u64 + 1, Tag::VBP as u64 + 1, Tag::VBZ as u64 + 1, Tag::MD as u64 + 1];
    FINITE.contains(&words.tag[token])
}

/// What the whole window tells about its cue.
struct Summary {
    lemma: u64,
    word: u64,
    next: u64,
    shape: u64,
    tag: u64,
    /// The last mark within the nearest stretch between quotation marks on each side, and how near it is.
    marks: [u64; 2],
}

impl Summary {
    fn new(text: &Text<'_>, words: &Words, window: &Window, cue: usize) -> Self {
        let sentence = &text.sentences[words.sentence[cue] as usize].tokens;
        let quote = |range: Range<usize>| {
            u64::from(window.units[range].iter().any(|unit| unit.kind != Kind::Token && unit.tokens.len() > 3))
        };
        let joint = |at: Option<usize>| {
            at.filter(|at| sentence.contains(at))
                .map_or(99, |at| if words.stretch[at].is_some() { 50 } else { words.joint[at] as u64 })
        };
        let left = quote(0..window.cue);
        let right = quote(window.cue + 1..window.units.len());
        let (last, next) = (joint(cue.checked_sub(1)), joint(Some(cue + 1)));
        let that = words.joint[cue + 1..sentence.end.min(cue + 8)].contains(&Joint::That);
        let after = step(sentence.end - cue).min(6);
        let mark = |unit: Option<(usize, &Unit)>| {
            unit.map_or(NOTHING, |(at, unit)| {
                let inner = unit.tokens.clone().rev().find(|at| words.joint[*at] != Joint::Quote);
                let inner = inner.filter(|at| words.look[*at] == Look::Mark).map_or(1, |at| words.word[at]);
                inner.wrapping_mul(16).wrapping_add(step(at.abs_diff(window.cue)).min(7))
            })
        };
        let quoted = |unit: &(usize, &Unit)| unit.1.kind != Kind::Token;
        let marks = [
            mark(window.units[..window.cue].iter().enumerate().rfind(quoted)),
            mark(window.units.iter().enumerate().skip(window.cue + 1).find(quoted)),
        ];
        let shape = [left, right, last, next, u64::from(that), after, u64::from(words.stretch[cue].is_some())];
        Self {
            lemma: words.lemma[cue],
            marks,
            word: words.word[cue],
            tag: words.tag[cue],
            next: words.word_at(Some(cue + 1), sentence),
            shape: shape.iter().fold(0, |sum, part| sum * 101 + part),
        }
    }
}

fn word_of(words: &Words, unit: &Unit) -> u64 {
    if unit.kind == Kind::Token { words.word[unit.tokens.start] } else { 7 + unit.kind as u64 }
}

fn own(words: &Words, cues: &Cues, window: &Window, at: usize, between: &Between, summary: &Summary, bag: &mut Bag) {
    let unit = &window.units[at];
    let token = unit.tokens.start;
    let side = u64::from(at > window.cue) + u64::from(at >= window.cue);
    let distance = step(at.abs_diff(window.cue));
    let w = word_of(words, unit);
    let l = if unit.kind == Kind::Token { words.lemma[token] } else { w };
    let near = |offset: isize| {
        at.checked_add_signed(offset).and_then(|at| window.units.get(at)).map_or(NOTHING, |unit| word_of(words, unit))
    };
    let look_of = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|at| window.units.get(at))
            .map_or(9, |unit| if unit.kind == Kind::Token { words.look[unit.tokens.start] as u64 } else { 8 })
    };
    let (commas, others) = (between.commas.min(3), between.others.min(2));
    let (other, signature, quotes) = (between.other, between.joints, u64::from(between.quoted));
    let named = u64::from(words.named[token]);
    let kind = unit.kind as u64;
    let edge = u64::from(at == 0) + 2 * u64::from(at + 1 == window.units.len());
    let cl = summary.lemma;

    bag.put(100, &[side, distance]);
    bag.put(101, &[side, distance, cl]);
    bag.put(102, &[side, w]);
    bag.put(103, &[side, w, near(-1)]);
    bag.put(104, &[side, w, near(1)]);
    bag.put(105, &[side, near(-1)]);
    bag.put(106, &[side, near(1)]);
    bag.put(107, &[side, commas, others, quotes]);
    bag.put(108, &[side, commas, cl]);
    bag.put(109, &[side, kind, cl]);
    bag.put(110, &[side, signature]);
    bag.put(111, &[side, signature, cl]);
    bag.put(112, &[side, signature, w]);
    bag.put(113, &[side, named, distance, look_of(0)]);
    bag.put(114, &[side, summary.shape]);
    bag.put(115, &[side, summary.shape, commas]);
    bag.put(116, &[side, summary.shape, distance.min(3), look_of(0)]);
    bag.put(117, &[side, edge, w]);
    bag.put(118, &[side, others, other]);
    bag.put(119, &[side, look_of(-1), look_of(0), look_of(1), kind]);
    bag.put(120, &[side, l, distance.min(4)]);
    bag.put(121, &[side, l, cl]);
    bag.put(122, &[side, signature, summary.next]);
    bag.put(123, &[side, kind, step(unit.tokens.len()), quotes, signature]);
    bag.put(124, &[side, u64::from(cues[token]), others, cl]);
    bag.put(125, &[side, summary.word, summary.shape]);
    bag.put(126, &[side, near(-2), near(-1), distance.min(3)]);
    bag.put(127, &[side, near(1), near(2), distance.min(3)]);
    bag.put(128, &[side, distance.min(5), signature]);
    let first = words.word[token];
    let last = words.word[unit.tokens.end - 1];
    if unit.kind != Kind::Token {
        bag.put(130, &[kind, side, first, step(unit.tokens.len())]);
        bag.put(131, &[kind, side, last, step(unit.tokens.len())]);
        bag.put(132, &[kind, side, summary.shape, distance.min(6)]);
        bag.put(133, &[kind, side, words.word.get(unit.tokens.end).copied().unwrap_or(NOTHING)]);
        let same = words.stretch[token].is_some() && token > 0 && words.stretch[token] == words.stretch[token - 1];
        bag.put(134, &[kind, u64::from(same), side, distance.min(3)]);
        bag.put(135, &[kind, side, signature, step(unit.tokens.len()), cl]);
    }
}

/// The token of a unit whose head lies outside of it.
fn unit_head(words: &Words, unit: &Unit) -> usize {
    unit.tokens
        .clone()
        .find(|at| words.head[*at] == *at || !unit.tokens.contains(&words.head[*at]))
        .unwrap_or(unit.tokens.start)
}

/// What the tree tells of a unit.
fn syntax(
    words: &Words,
    window: &Window,
    ways: &[Way],
    at: usize,
    between: &Between,
    summary: &Summary,
    bag: &mut Bag,
) {
    let way = ways[at];
    let token = unit_head(words, &window.units[at]);
    let side = u64::from(at > window.cue) + u64::from(at >= window.cue);
    let w = word_of(words, &window.units[at]);
    let key = way.key();
    let cl = summary.lemma;
    let tag = |offset: isize| {
        at.checked_add_signed(offset).and_then(|at| window.units.get(at)).map_or(0, |unit| {
            if unit.kind == Kind::Token { words.tag[unit.tokens.start] } else { 80 + unit.kind as u64 }
        })
    };
    let (first, last) = words.reach[way.branch];
    let place = u64::from(token == first) + 2 * u64::from(token == last);
    let relation = words.relation[token];
    bag.put(150, &[side, key]);
    bag.put(151, &[side, key, cl]);
    bag.put(152, &[side, key, w]);
    bag.put(153, &[side, key, way.down, place]);
    bag.put(154, &[side, way.far, cl]);
    bag.put(155, &[side, way.up, way.far, relation]);
    bag.put(156, &[side, key, tag(0)]);
    bag.put(157, &[side, tag(-1), tag(0), tag(1)]);
    bag.put(158, &[side, tag(0), relation, way.up]);
    bag.put(159, &[side, key, summary.shape]);
    bag.put(160, &[side, relation, words.lemma[words.head[token]]]);
    bag.put(161, &[side, key, words.lemma[way.branch]]);
    bag.put(162, &[side, key, u64::from(words.named[token])]);
    bag.put(163, &[side, key, step(last - first), place]);
    bag.put(164, &[side, tag(-2), tag(-1), tag(0)]);
    bag.put(165, &[side, tag(0), tag(1), tag(2)]);
    let verbs = between.verbs.min(3);
    let kind = window.units[at].kind as u64;
    bag.put(168, &[side, summary.marks[0], summary.marks[1], kind]);
    bag.put(169, &[side, summary.marks[0], key, kind]);
    bag.put(170, &[side, summary.marks[1], key, kind]);
    bag.put(171, &[side, summary.marks[0], verbs, tag(0)]);
    bag.put(172, &[side, verbs, key, tag(0)]);
    bag.put(173, &[side, verbs, way.far, w]);
    bag.put(174, &[side, key, way.second, relation]);
    bag.put(175, &[side, way.far, way.second, place, words.lemma[way.branch]]);
    // The whole way up and down, for those that are near.
    bag.put(166, &[side, key, way.down, relation, tag(0)]);
    bag.put(167, &[side, key, summary.tag]);
}

fn pair(words: &Words, window: &Window, ways: &[Way], at: usize, cue: usize) -> [Feature; PAIRS] {
    let unit = &window.units[at];
    let token = unit.tokens.start;
    let side = u64::from(at > window.cue) + u64::from(at >= window.cue);
    let w = word_of(words, unit);
    let before = at.checked_sub(1).map_or(NOTHING, |at| word_of(words, &window.units[at]));
    let after = window.units.get(at + 1).map_or(NOTHING, |unit| word_of(words, unit));
    let look = |at: usize| words.look.get(at).map_or(9, |look| *look as u64);
    let look_before = if token > 0 { look(token - 1) } else { Look::Mark as u64 };
    let way = ways[at];
    let key = way.key();
    let (key_before, branch_before, tag_before) = at
        .checked_sub(1)
        .map_or((0, usize::MAX, 0), |at| (ways[at].key(), ways[at].branch, words.tag[window.units[at].tokens.start]));
    let tag = words.tag[token];
    let (first, last) = words.reach[way.branch];
    let place = u64::from(token == first) + 2 * u64::from(token == last);
    [
        feature(200, &[side]),
        feature(201, &[side, w]),
        feature(202, &[side, before]),
        feature(203, &[side, before, w]),
        feature(204, &[side, w, after]),
        feature(205, &[side, words.lemma[cue]]),
        feature(206, &[side, look_before, look(token), unit.kind as u64]),
        feature(207, &[side, step(at.abs_diff(window.cue))]),
        feature(220, &[side, key, key_before]),
        feature(221, &[side, key, key_before, w]),
        feature(222, &[side, u64::from(way.branch == branch_before), place, tag, tag_before]),
        feature(223, &[side, words.relation[token], tag, tag_before]),
        feature(
            224,
            &[side, u64::from(words.head[token] + 1 == token), u64::from(token + 1 == words.head[token]), key, place],
        ),
        feature(208, &[side, u64::from(words.named[token]), u64::from(token > 0 && words.named[token - 1])]),
    ]
}

/// The way through the tree from the cue to a unit.
#[derive(Clone, Copy, Debug)]
struct Way {
    /// How many steps up from the cue to the token over both.
    up: u64,
    /// Relation on the cue's side below that token.
    near: u64,
    /// Relation on the unit's side below it: 0 where the unit is that token.
    far: u64,
    /// The token of that relation.
    branch: usize,
    /// Relation one step further down.
    second: u64,
    /// How many steps down to the unit.
    down: u64,
}

impl Way {
    fn new(words: &Words, line: &[usize], token: usize) -> Self {
        let mut branch = token;
        let mut second = 0;
        let mut down = 0;
        let mut here = token;
        loop {
            if let Some(up) = line.iter().position(|above| *above == here) {
                let near = if up == 0 { 0 } else { words.relation[line[up - 1]] };
                let far = if down == 0 { 0 } else { words.relation[branch] };
                return Self { up: up.min(4) as u64, near, far, branch, second, down: u64::min(down, 5) };
            }
            let head = words.head[here];
            if head == here {
                // Another tree: a sentence before or after.
                return Self { up: 9, near: 0, far: 0, branch: here, second, down: 0 };
            }
            if down > 0 {
                second = words.relation[branch];
            }
            branch = here;
            here = head;
            down += 1;
        }
    }

    fn key(self) -> u64 {
        (self.up * 64 + self.near) * 64 + self.far
    }
}

/// Whatever gives the labels scores for features: the model, or the learner while it learns.
pub trait Scores {
    /// The sum of weights of each label.
    fn of(&mut self, features: &[u32]) -> [f32; LABELS];
}

/// The best labels of a window.
///
/// The cue is one stretch around its unit, and there is one source. Labels that lie more than `beam` behind the best so
/// far are given up.
pub fn decode(scores: &mut impl Scores, seen: &Features, cue: usize, beam: f32) -> Vec<usize> {
    /// A label before the source, or from it on.
    const STATES: usize = 2 * LABELS;
    let count = seen.ends.len();
    let mut best = vec![[f32::MIN; STATES]; count];
    let mut back = vec![[0_usize; STATES]; count];
    for at in 0..count {
        let own = scores.of(seen.own(at));
        let ahead = if at == 0 { f32::MIN } else { best[at - 1].into_iter().fold(f32::MIN, f32::max) };
        for last in 0..LABELS {
            // Before the first unit stands nothing: as if outside.
            let reached = |state: usize| match at {
                0 if state == OUTSIDE => 0.0,
                0 => f32::MIN,
                _ => best[at - 1][state],
            };
            let reach = [reached(last), reached(LABELS + last)];
            if reach == [f32::MIN; 2] || (last == CUE && at.abs_diff(cue) > LONGEST_CUE) {
                continue;
            }
            if reach[0].max(reach[1]) < ahead - beam {
                continue;
            }
            let pair = scores.of(&seen.pair(at, last));
            for label in 0..LABELS {
                let cue_holds = if at <= cue { last != CUE || label == CUE } else { label != CUE || last == CUE };
                if !cue_holds || (at == cue && label != CUE) {
                    continue;
                }
                for (late, reach) in reach.into_iter().enumerate() {
                    let goes_on = label == SOURCE && last == SOURCE;
                    if reach == f32::MIN || (label == SOURCE && late == 1 && !goes_on) {
                        continue;
                    }
                    let state = if label == SOURCE { LABELS + label } else { late * LABELS + label };
                    let score = reach + own[label] + pair[label];
                    if score > best[at][state] {
                        best[at][state] = score;
                        back[at][state] = late * LABELS + last;
                    }
                }
            }
        }
    }
    let last = count - 1;
    let mut state = (0..STATES).rev().max_by(|a, b| best[last][*a].total_cmp(&best[last][*b])).unwrap_or(OUTSIDE);
    let mut labels = vec![OUTSIDE; count];
    for at in (0..count).rev() {
        labels[at] = state % LABELS;
        state = back[at][state];
    }
    labels
}
