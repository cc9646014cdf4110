//! Who depends on whom: a greedy transition parser (arc-hybrid, Kuhlmann et al. 2011). It walks once through a sentence;
//! at each step a linear model over the words around chooses to shift, or to hang the top of the stack on the next word
//! (left) or on the word below it (right); a second model names the relation. The features are those of Zhang and Nivre
//! (2011), reduced. The tree is projective: each word and all that hangs on it is one stretch of the sentence.

use std::sync::LazyLock;

use strum::{EnumCount as _, IntoEnumIterator as _};

use super::forms::Form;
use super::syntax::{Relation, Tag};
use crate::learn::{Feature, Model};

/// How many features a step has.
pub const STEP_FEATURES: usize = 59;
/// How many features an arc has.
pub const ARC_FEATURES: usize = 28;

/// The classes of the models, rounded up.
pub const STEP_CLASSES: usize = 3;
/// See [`STEP_CLASSES`].
pub const ARC_CLASSES: usize = 48;
const _: () = assert!(Relation::COUNT <= ARC_CLASSES, "each relation is a class");

static PARSER: LazyLock<Parser> = LazyLock::new(|| {
    Parser::new(include_bytes!("../../assets/weights/steps.bin"), include_bytes!("../../assets/weights/arcs.bin"))
        .expect("the weights that come with the program are whole")
});

/// Parses sentences.
#[derive(Debug)]
pub struct Parser {
    steps: Model<STEP_CLASSES>,
    arcs: Model<ARC_CLASSES>,
}

/// What the parser may do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Put the next word on the stack.
    Shift,
    /// The top of the stack depends on the next word.
    Left,
    /// The top of the stack depends on the word below it.
    Right,
}

impl Step {
    /// In the order of the model's classes.
    pub const ALL: [Self; 3] = [Self::Shift, Self::Left, Self::Right];
}

impl Parser {
    /// The one that comes with the program.
    pub fn built_in() -> &'static Self {
        &PARSER
    }

    /// From the weights that choose steps and those that name arcs.
    pub fn new(steps: &[u8], arcs: &[u8]) -> Option<Self> {
        let (steps, arcs) = (Model::from_bytes(steps).ok()?, Model::from_bytes(arcs).ok()?);
        let fits = steps.labels().len() == Step::ALL.len()
            && arcs.labels().iter().map(String::as_str).eq(Relation::iter().map(Relation::name));
        fits.then_some(Self { steps, arcs })
    }

    /// Parses the sentence that `state` was begun with; its arcs are then the tree.
    pub fn parse(&self, state: &mut State) {
        let mut features = [0; STEP_FEATURES];
        let mut arc = [0; ARC_FEATURES];
        while !state.is_done() {
            let step = match state.only_step() {
                Some(step) => step,
                None => {
                    state.features(&mut features);
                    state.best(&self.steps.scores(&features))
                }
            };
            let relation = match state.arc(step) {
                None => Relation::Root,
                Some((head, _)) if head == state.root() => Relation::Root,
                Some((_, child)) if state.nodes[child].mark => Relation::Punct,
                Some((head, child)) => {
                    state.arc_features(head, child, &mut arc);
                    Relation::from_repr(self.arcs.best(&arc) as u8).unwrap_or(Relation::Dep)
                }
            };
            state.take(step, relation);
        }
    }
}

/// A word or edge as the parser sees it, and what hangs on it so far.
#[derive(Clone, Copy, Debug)]
struct Node {
    word: u64,
    tag: u64,
    /// Whether it is a punctuation mark.
    mark: bool,
    head: u32,
    relation: Relation,
    /// Outermost children on the left and on the right.
    left: u32,
    right: u32,
    left_count: u8,
    right_count: u8,
    /// The relations of its children, a bit each.
    relations: u64,
}

/// Where the parser is in a sentence. The words are nodes 0, 1, ...; then comes the root, then the node that stands for
/// "none". Kept between sentences for its memory.
#[derive(Clone, Debug, Default)]
pub struct State {
    nodes: Vec<Node>,
    stack: Vec<u32>,
    next: u32,
}

/// The tag as features see it: proper nouns are told apart by what the lexicon knows of them.
fn fine(form: &Form, tag: Tag) -> u64 {
    match form.kind & 0b1111 {
        _ if !tag.is_proper() => tag as u64,
        0 => tag as u64,
        kind if kind & 2 != 0 => 50,
        kind if kind & 4 != 0 => 51,
        kind if kind & 8 != 0 => 52,
        _ => 53,
    }
}

/// Tags of the root and of the node for "none".
const ROOT_TAG: u64 = 60;
const NONE_TAG: u64 = 61;

impl State {
    /// Starts a sentence: its words and their tags.
    pub fn begin<'a>(&mut self, words: impl Iterator<Item = (&'a Form, Tag)>) {
        self.nodes.clear();
        self.stack.clear();
        self.next = 0;
        let edges = [(2, ROOT_TAG, false), (3, NONE_TAG, false)];
        self.nodes.extend(
            words.map(|(form, tag)| (form.lower, fine(form, tag), tag.is_punctuation())).chain(edges).map(
                |(word, tag, mark)| Node {
                    word,
                    tag,
                    mark,
                    head: 0,
                    relation: Relation::Root,
                    left: 0,
                    right: 0,
                    left_count: 0,
                    right_count: 0,
                    relations: 0,
                },
            ),
        );
        let none = self.none();
        for node in &mut self.nodes {
            node.head = none;
            node.left = none;
            node.right = none;
        }
    }

    /// How many words the sentence has; also the number of the root.
    pub fn root(&self) -> usize {
        self.nodes.len() - 2
    }

    fn none(&self) -> u32 {
        (self.nodes.len() - 1) as u32
    }

    /// The head of a word, [`Self::root`] for the head of the sentence, and the relation.
    pub fn head(&self, word: usize) -> (usize, Relation) {
        (self.nodes[word].head as usize, self.nodes[word].relation)
    }

    /// Whether all words have a head.
    pub fn is_done(&self) -> bool {
        self.next as usize >= self.root() && self.stack.is_empty()
    }

    /// The words on the stack, the top last.
    pub fn stack(&self) -> &[u32] {
        &self.stack
    }

    /// The next word.
    pub fn next(&self) -> usize {
        self.next as usize
    }

    /// Whether a step is allowed. The root takes one word only, and nothing depends on punctuation if it can be helped.
    pub fn allows(&self, step: Step) -> bool {
        let at_root = self.next as usize == self.root();
        match step {
            Step::Shift => !at_root,
            Step::Left if at_root => self.stack.len() == 1,
            Step::Left => !self.stack.is_empty() && !self.ahead(0).mark,
            Step::Right => self.stack.len() >= 2 && (at_root || !self.node(self.top(1)).mark),
        }
    }

    /// The step, where only one is allowed.
    pub fn only_step(&self) -> Option<Step> {
        let mut allowed = Step::ALL.into_iter().filter(|step| self.allows(*step));
        let first = allowed.next();
        if allowed.next().is_none() { first } else { None }
    }

    /// The allowed step with the best score.
    pub fn best<S: PartialOrd + Copy>(&self, scores: &[S]) -> Step {
        let mut best = None;
        for (step, score) in Step::ALL.into_iter().zip(scores) {
            if self.allows(step) && best.is_none_or(|(_, top)| *score > top) {
                best = Some((step, *score));
            }
        }
        best.map_or(Step::Shift, |(step, _)| step)
    }

    /// The head and child of the arc that a step draws.
    pub fn arc(&self, step: Step) -> Option<(usize, usize)> {
        let top = self.top(0) as usize;
        match step {
            Step::Shift => None,
            Step::Left => Some((self.next as usize, top)),
            Step::Right => Some((self.top(1) as usize, top)),
        }
    }

    /// Takes a step that is allowed; the relation is that of its arc.
    pub fn take(&mut self, step: Step, relation: Relation) {
        let Some((head, child)) = self.arc(step) else {
            self.stack.push(self.next);
            self.next += 1;
            return;
        };
        self.stack.pop();
        self.nodes[child].head = head as u32;
        self.nodes[child].relation = relation;
        let head = &mut self.nodes[head];
        head.relations |= 1 << relation as u64;
        if step == Step::Left {
            head.left = child as u32;
            head.left_count = (head.left_count + 1).min(3);
        } else {
            head.right = child as u32;
            head.right_count = (head.right_count + 1).min(3);
        }
    }

    fn top(&self, back: usize) -> u32 {
        self.stack.len().checked_sub(back + 1).map_or(self.none(), |at| self.stack[at])
    }

    fn ahead(&self, by: u32) -> &Node {
        let at = self.next + by;
        &self.nodes[if at as usize > self.root() { self.none() } else { at } as usize]
    }

    fn node(&self, at: u32) -> &Node {
        &self.nodes[at as usize]
    }

    /// The features of the choice between steps.
    pub fn features(&self, out: &mut [u32; STEP_FEATURES]) {
        let (top, below) = (self.top(0), self.top(1));
        let (s0, s1, s2) = (self.node(top), self.node(below), self.node(self.top(2)));
        let (b0, b1, b2, b3) = (self.ahead(0), self.ahead(1), self.ahead(2), self.ahead(3));
        let (s0l, s0r, s1l, s1r, b0l) =
            (self.node(s0.left), self.node(s0.right), self.node(s1.left), self.node(s1.right), self.node(b0.left));
        let distance = u64::from(self.next.saturating_sub(top)).min(6);
        let gap = u64::from(top.saturating_sub(below)).min(6);
        let counts = |node: &Node| u64::from(node.left_count) << 2 | u64::from(node.right_count);
        let one = |template, part| Feature::new(template).with(part).done();
        let two = |template, a, b| Feature::new(template).with(a).with(b).done();
        let three = |template, a, b, c| Feature::new(template).with(a).with(b).with(c).done();
        // Two tags and a relation or two fit into one part.
        let pair = |a: u64, b: u64| a << 6 | b;
        *out = [
            two(0, s0.word, s0.tag),
            one(1, pair(s0.tag, s1.tag)),
            two(2, s1.word, s1.tag),
            one(3, s1.word),
            two(4, b0.word, b0.tag),
            one(5, b0.word),
            two(6, b1.word, b1.tag),
            one(7, pair(b0.tag, b1.tag)),
            two(8, b2.word, b2.tag),
            one(9, s0.word),
            two(10, s0.word, b0.word),
            one(11, pair(s0.tag, b0.tag)),
            two(12, s0.word, b0.tag),
            two(13, s0.tag, b0.word),
            three(14, s0.word, s0.tag, b0.tag),
            three(15, s0.tag, b0.word, b0.tag),
            two(16, s1.word, s0.word),
            two(17, s1.word, s0.tag),
            two(18, s1.tag, s0.word),
            two(19, pair(s1.tag, s0.tag), b0.tag),
            two(20, pair(s0.tag, b0.tag), b1.tag),
            two(21, pair(b0.tag, b1.tag), b2.tag),
            two(22, pair(s2.tag, s1.tag), s0.tag),
            two(23, pair(s0.tag, s0l.tag), b0.tag),
            two(24, pair(s0.tag, s0r.tag), b0.tag),
            two(25, pair(s1.tag, s1r.tag), s0.tag),
            two(26, pair(s1.tag, s1l.tag), s0.tag),
            two(27, pair(s0.tag, b0l.tag), b0.tag),
            two(28, pair(s1.tag, s0l.tag), s0.tag),
            two(29, s0.tag, distance),
            two(30, s0.word, distance),
            two(31, pair(s0.tag, b0.tag), distance),
            two(32, pair(s1.tag, s0.tag), gap),
            two(33, s0.tag, counts(s0)),
            two(34, s0.word, counts(s0)),
            two(35, s1.tag, counts(s1)),
            two(36, b0.tag, u64::from(b0.left_count)),
            two(37, s0.tag, s0.relations),
            two(38, pair(s1.tag, s0.tag), s1.relations),
            two(39, pair(s0.tag, b0.tag), s0.relations),
            two(40, b0.tag, b0.relations),
            three(41, s1.word, s0.tag, b0.tag),
            three(42, s1.tag, s0.tag, b0.word),
            three(43, s1.tag, s0.word, b0.tag),
            three(44, pair(s1.tag, s0.tag), pair(b0.tag, b1.tag), distance),
            two(45, s1.word, b0.word),
            three(46, pair(s1.tag, s0.tag), b0.word, b1.tag),
            three(47, s0.word, b0.word, b1.tag),
            two(48, b0.word, b1.word),
            two(49, s0.tag, b1.word),
            two(50, pair(s0.tag, s0l.relation as u64), b0.tag),
            two(51, pair(s0.tag, s0r.relation as u64), b0.tag),
            two(52, pair(s1.tag, s1r.relation as u64), s0.tag),
            two(53, pair(b1.tag, b2.tag), b3.tag),
            three(54, pair(s0.tag, b1.tag), b0.word, b2.tag),
            two(55, pair(s0.tag, u64::from(s0.right_count)), pair(s1.tag, b0.tag)),
            three(56, s1.word, b0.word, b1.word),
            three(57, s0.word, b0.word, b1.word),
            three(58, pair(s2.tag, s1.tag), pair(s0.tag, b0.tag), b1.tag),
        ];
    }

    /// The features of the relation between a head and its child.
    pub fn arc_features(&self, head: usize, child: usize, out: &mut [u32; ARC_FEATURES]) {
        let (h, c) = (&self.nodes[head], &self.nodes[child]);
        let around = |at: usize, by: isize| {
            at.checked_add_signed(by).filter(|near| *near <= self.root()).map_or(NONE_TAG, |near| self.nodes[near].tag)
        };
        let left = self.node(c.left);
        let right = self.node(c.right);
        let way = u64::from(head > child);
        let far = way | (head.abs_diff(child).min(5) as u64) << 1;
        let one = |template, part| Feature::new(template).with(part).done();
        let two = |template, a, b| Feature::new(template).with(a).with(b).done();
        let three = |template, a, b, c| Feature::new(template).with(a).with(b).with(c).done();
        let pair = |a: u64, b: u64| a << 6 | b;
        let tags = pair(h.tag, c.tag) << 1 | way;
        *out = [
            one(0, tags),
            two(1, tags, far),
            two(2, c.word, c.tag),
            two(3, h.word, h.tag),
            two(4, c.word, way),
            two(5, h.word, way),
            two(6, h.word, c.tag),
            two(7, h.tag << 1 | way, c.word),
            two(8, h.word, c.word),
            three(9, h.word, tags, left.word),
            two(10, tags, left.word),
            two(11, tags, left.tag),
            two(12, tags, c.relations),
            two(13, tags, h.relations),
            three(14, tags, h.relations, c.relations),
            two(15, tags, right.tag),
            two(16, tags, around(child, -1)),
            two(17, tags, around(child, 1)),
            two(18, tags, around(head, -1)),
            two(19, tags, around(head, 1)),
            two(20, c.word, h.relations),
            two(21, h.word, h.relations),
            two(22, h.word, c.relations),
            two(23, c.word, c.relations),
            two(24, c.tag << 1 | way, left.word),
            three(25, h.word, c.tag, left.relations),
            three(27, tags, left.word, h.relations),
            three(26, tags, pair(around(child, -1), around(child, 1)), way),
        ];
    }
}
