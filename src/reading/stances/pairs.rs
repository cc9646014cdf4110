//! A place that speaks of an issue beside somebody who may hold a stance on it, as features of a linear model
//! ([`crate::learn`]).
//!
//! The rules read what they know; of two thirds of what a reader would code they know no turn of phrase. What stands
//! between the two in the tree and around them tells more often than not whether somebody takes a side at all, and which:
//! the way from one to the other, its words and what the lexicon knows of them, who speaks, what the rules say.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::language::{Relation, Tag, Text};
use crate::learn::{Feature, Model, hash};
use crate::model::{ActorKind, MentionedIx, Quotation, QuotationKind, Span};
use crate::reading::actors::Actors;
use crate::reading::issues::stem;
use crate::reading::stances::candidates::Candidate;
use crate::reading::stances::condition;
use crate::reading::stances::confidence::Setting;
use crate::reading::stances::holder::{self, Spoken};
use crate::reading::stances::lexicon::{self, Effect, Mark};
use crate::reading::stances::target;
use crate::reading::stances::tree::Tree;
use crate::reading::stances::{Sentence, Signed, falls_short};

/// How somebody stands to the place in the tree, as a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// Says it.
    Speaker = 1,
    Subject,
    Possessor,
    Agent,
    Other,
}

/// Somebody who may hold a stance on what a place speaks of.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) holder: MentionedIx,
    /// Whether the words are theirs.
    pub(super) speaks: bool,
    /// Who says it of them.
    pub(super) reported_by: Option<MentionedIx>,
    /// The quotation that the place stands in.
    pub(super) quotation: Option<u32>,
    pub(super) setting: Setting,
    /// A word above denies that it is so.
    pub(super) denied: bool,
    /// The place is said not to go far enough.
    pub(super) short: bool,
    /// It is a share of a group alone that is spoken of.
    pub(super) some_only: bool,
    /// What it may hang on.
    pub(super) condition: Option<Span>,
    /// What the model is given.
    pub(super) features: Vec<u32>,
    /// The words on the way between the two that the lexicon knows, as tokens.
    pub(super) words: Vec<Range<usize>>,
}

/// What the model says of a pair, as logarithms of odds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weighed {
    /// That somebody takes a side.
    pub side: f32,
    /// That it is for what the place speaks of, if they take one.
    pub favour: f32,
}

impl Weighed {
    /// Both answers, each counted half.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { side: (self.side + other.side) / 2.0, favour: (self.favour + other.favour) / 2.0 }
    }
}

/// The classes of the model, in order: see [`Weighed`].
pub const LABELS: [&str; 2] = ["side", "favour"];

/// So many steps of a weight make the logarithm of the odds 1.
pub const STEPS: f32 = 64.0;

// The weights are part of the program and a test reads them; without them the rules stand alone, nothing worse.
static MODEL: LazyLock<Option<Model<2>>> =
    LazyLock::new(|| Model::from_bytes(include_bytes!("../../../assets/weights/sides.bin")).ok());

/// What the model says of a pair's features.
pub(super) fn weigh(features: &[u32]) -> Weighed {
    MODEL.as_ref().map_or_else(Weighed::default, |model| weigh_by(model, features))
}

/// What a model says of a pair's features.
pub(crate) fn weigh_by(model: &Model<2>, features: &[u32]) -> Weighed {
    let mut sums = [0.0; 2];
    for some in features.chunks(AT_ONCE) {
        for (sum, score) in sums.iter_mut().zip(model.scores(some)) {
            *sum += f32::from(score) / STEPS;
        }
    }
    Weighed { side: sums[0], favour: sums[1] }
}

/// Verbs that leave it open whether what stands under them is so.
const DENYING: &[&str] = &["deny", "doubt", "dispute", "question"];

/// A model adds up so many weights at once.
const AT_ONCE: usize = 256;

/// All who may hold a stance on what a candidate speaks of; `rules` are what the rules say of it.
pub(super) fn pairs(
    text: &Text<'_>,
    actors: &Actors,
    sentence: &Sentence,
    quotations: &[Quotation],
    candidate: &Candidate,
    author: Option<MentionedIx>,
    rules: &[Signed],
) -> Vec<Pair> {
    let term = text.tokens_in(candidate.hit.span);
    let spoken = holder::spoken(text, quotations, candidate.hit.span, author);
    let limits = spoken.limits(text, sentence.tokens.clone(), candidate.hit.span);
    let tree = Tree { text, tokens: &sentence.tokens };
    let mut places: BTreeMap<MentionedIx, Vec<Range<usize>>> = BTreeMap::new();
    for speaker in &spoken.speakers {
        places.entry(*speaker).or_default();
    }
    for mention in &sentence.mentions {
        let within = mention.tokens.start < term.end && term.start < mention.tokens.end;
        if within || mention.tokens.is_empty() {
            continue;
        }
        for actor in &mention.actors {
            places.entry(*actor).or_default().push(mention.tokens.clone());
        }
    }
    let count = places.len();
    let base = Base { text, tree, sentence, term: term.clone(), limits, spoken: &spoken, candidate, count };
    let shared = base.shared();
    places
        .into_iter()
        .filter(|(actor, _)| holder::is_able(actors, *actor))
        .map(|(actor, mentions)| base.pair(actors, actor, &mentions, &shared, rules))
        .collect()
}

struct Base<'a> {
    text: &'a Text<'a>,
    tree: Tree<'a>,
    sentence: &'a Sentence,
    term: Range<usize>,
    limits: Range<usize>,
    spoken: &'a Spoken<'a>,
    candidate: &'a Candidate,
    count: usize,
}

/// What all pairs of a place share.
struct Shared {
    /// Template and parts.
    features: Vec<(u64, Vec<u64>)>,
    /// From the word that governs the term to the root.
    path: Vec<usize>,
    condition: Option<Span>,
    /// Whether it is said not to go far enough.
    short: bool,
}

impl Base<'_> {
    fn word(&self, at: usize) -> u64 {
        hash(stem(&self.text.tokens[at].lemma))
    }

    fn mark(&self, at: usize) -> Option<&Mark> {
        let free = |mark: &&Mark| mark.tokens.end <= self.term.start || mark.tokens.start >= self.term.end;
        self.sentence.marks.iter().filter(free).find(|mark| mark.tokens.contains(&at))
    }

    /// What the lexicon knows of a word, as one number.
    fn class(&self, at: usize) -> u64 {
        self.mark(at).map_or(0, |mark| 1 + mark.entry.effect as u64 * 8 + mark.entry.place as u64)
    }

    fn negated(&self, at: usize) -> bool {
        self.tree.children(at).any(|child| {
            matches!(
                self.text.tokens[child].lower.as_str(),
                "not" | "n't" | "never" | "no" | "hardly" | "nor" | "neither" | "without"
            )
        })
    }

    /// Whether a word above where the holder's own way meets the path denies what stands under it.
    fn is_denied(&self, meets: Option<usize>, shared: &Shared) -> bool {
        let above = shared.path.iter().skip(meets.unwrap_or(shared.path.len()) + 1);
        let at_meet = meets.and_then(|meets| shared.path.get(meets));
        above.chain(at_meet).any(|at| DENYING.contains(&self.text.tokens[*at].lemma.as_str()))
    }

    /// Whether a word of the path below where the holder's own way meets it takes a side for another.
    fn is_shadowed(&self, holder: MentionedIx, meets: Option<usize>, shared: &Shared) -> bool {
        let below = shared.path.iter().take(meets.unwrap_or(shared.path.len())).skip(1);
        below.filter(|at| self.mark(**at).is_some_and(|mark| mark.entry.sign() != 0)).any(|at| {
            self.tree.subject(*at).is_some_and(|subject| {
                let of = self.sentence.mentions.iter().filter(|mention| mention.tokens.contains(&subject));
                of.clone().next().is_some() && of.flat_map(|mention| &mention.actors).all(|actor| *actor != holder)
            })
        })
    }

    fn shared(&self) -> Shared {
        let mut features: Vec<(u64, Vec<u64>)> = Vec::new();
        let mut put = |template: u64, parts: &[u64]| features.push((template, parts.to_vec()));
        let (text, tree) = (self.text, self.tree);
        let top = tree.top(&self.term);
        let path: Vec<usize> = std::iter::once(top).chain(tree.path(top).into_iter().map(|step| step.at)).collect();
        put(0, &[]);
        put(1, &[u64::from(text.tokens[self.term.start].in_quotes)]);
        put(2, &[tree.relation(top) as u64, tree.tag(top) as u64]);
        put(3, &[u64::from(self.candidate.anaphoric), u64::from(self.candidate.vague)]);
        put(4, &[u64::from(self.candidate.hit.opposite)]);
        for child in tree.children(top).filter(|child| !self.term.contains(child)) {
            put(5, &[self.word(child), tree.relation(child) as u64]);
            put(6, &[self.class(child), tree.relation(child) as u64]);
        }
        for at in self.term.clone().filter(|at| *at != top) {
            for child in tree.children(at).filter(|child| !self.term.contains(child)) {
                put(5, &[self.word(child), tree.relation(child) as u64]);
            }
        }
        // "No further meetings".
        let no = self.negated(top);
        put(33, &[u64::from(no)]);
        let mut sign = if no { -1_i64 } else { 1 };
        let mut decided = 0_i64;
        let mut relations = 0_u64;
        for (step, pair) in path.windows(2).take(6).enumerate() {
            let [below, at] = [pair[0], pair[1]];
            let relation = tree.relation(below) as u64;
            relations = relations.wrapping_mul(61).wrapping_add(relation + 1);
            let out = u64::from(!self.limits.contains(&at));
            let negated = u64::from(self.negated(at));
            let class = self.class(at);
            if step < 4 {
                put(7, &[self.word(at), relation, negated, out]);
                put(8, &[step as u64, self.word(at), relation]);
                put(9, &[self.word(at), negated]);
                put(10, &[class, relation, negated, out]);
                put(11, &[step as u64, class, negated]);
                for child in tree.children(at).filter(|child| !path.contains(child)) {
                    let relation = tree.relation(child);
                    if matches!(
                        relation,
                        Relation::Aux
                            | Relation::AuxPass
                            | Relation::Mark
                            | Relation::Advmod
                            | Relation::Cc
                            | Relation::Case
                            | Relation::CompoundPrt
                            | Relation::Cop
                    ) {
                        put(12, &[step.min(2) as u64, self.word(child)]);
                        put(13, &[self.word(at), self.word(child)]);
                    } else if step < 2 {
                        put(14, &[self.word(child), relation as u64]);
                        put(15, &[self.class(child), relation as u64]);
                    }
                }
            }
            if negated == 1 {
                sign = -sign;
            }
            if let Some(mark) = self.mark(at) {
                match mark.entry.effect {
                    Effect::Turns => sign = -sign,
                    _ if decided == 0 => decided = i64::from(mark.entry.sign()),
                    _ => {}
                }
            }
            put(16, &[relations]);
        }
        put(17, &[(decided * sign + 1) as u64]);
        put(18, &[(decided + 1) as u64, (sign + 1) as u64]);
        // What is said of the term where it is a subject.
        if tree.relation(top).is_subject()
            && let Some(head) = tree.head(top)
        {
            for child in tree.children(head).filter(|child| *child != top) {
                put(19, &[self.word(head), self.word(child), tree.relation(child) as u64]);
                put(20, &[self.word(child), tree.relation(child) as u64]);
            }
        }
        let mut sum = 0_i64;
        for mark in self.sentence.marks.iter().filter(|mark| mark.entry.effect != Effect::Carries) {
            if mark.tokens.start < self.term.end && self.term.start < mark.tokens.end {
                continue;
            }
            let after = mark.tokens.start >= self.term.end;
            let reach =
                if after { mark.tokens.start - self.term.end } else { self.term.start.saturating_sub(mark.tokens.end) };
            let kind = lexicon::tone(mark, &self.sentence.marks);
            if kind < 3 && reach < 10 {
                sum += kind as i64 - 1;
            }
            put(21, &[kind, lexicon::near(reach), u64::from(after)]);
            put(22, &[kind, mark.entry.place as u64, u64::from(after)]);
        }
        put(23, &[(sum.clamp(-3, 3) + 3) as u64]);
        for at in self.limits.clone() {
            let token = &text.tokens[at];
            if self.term.contains(&at) || token.tag.is_proper() || !(token.is_word() || token.lower == "?") {
                continue;
            }
            let after = u64::from(at >= self.term.end);
            let reach = if at >= self.term.end { at - self.term.end } else { self.term.start - at - 1 };
            let content =
                token.tag.is_noun() || token.tag.is_verb() || token.tag.is_adjective() || token.tag.is_adverb();
            if content {
                put(24, &[self.word(at)]);
            }
            if reach < 6 {
                put(25, &[self.word(at), after]);
            }
            if reach < 2 {
                put(26, &[self.word(at), after, reach as u64]);
            }
        }
        for pair in self.limits.clone().collect::<Vec<_>>().windows(2) {
            if self.term.contains(&pair[0]) || self.term.contains(&pair[1]) {
                continue;
            }
            let reach = if pair[0] >= self.term.end { pair[0] - self.term.end } else { self.term.start - pair[1] };
            if reach < 6 {
                put(27, &[self.word(pair[0]), self.word(pair[1])]);
            }
        }
        let asks = (self.limits.end.saturating_sub(2)..self.limits.end).any(|at| text.tokens[at].lower == "?");
        put(28, &[u64::from(asks)]);
        put(29, &[u64::from(condition::supposed(text, self.limits.clone(), self.term.start))]);
        if let Some(tone) = target::tone(text, &self.sentence.tokens, &self.sentence.marks, &self.term) {
            put(31, &[(tone.side / 150.0).clamp(-4.0, 4.0).round() as i64 as u64]);
            put(32, &[(tone.plain / 150.0).clamp(-4.0, 4.0).round() as i64 as u64]);
        }
        let condition = condition::find(text, self.limits.clone(), self.term.clone(), &path);
        put(30, &[u64::from(condition.is_some())]);
        Shared { features, path, condition, short: falls_short(text, self.limits.clone()) }
    }

    fn pair(
        &self,
        actors: &Actors,
        actor: MentionedIx,
        mentions: &[Range<usize>],
        shared: &Shared,
        rules: &[Signed],
    ) -> Pair {
        let mut features = Vec::with_capacity(shared.features.len() * 2 + 60);
        let mut words = Vec::new();
        let speaks = self.spoken.speakers.contains(&actor);
        let (text, tree) = (self.text, self.tree);
        let mut put = |template: u64, parts: &[u64]| {
            let feature = parts.iter().fold(Feature::new(template), |feature, part| feature.with(*part));
            features.push(feature.done());
        };
        // The mention whose way to the term is shortest.
        let way = |mention: &Range<usize>| {
            let top = tree.top(mention);
            let up: Vec<usize> = std::iter::once(top).chain(tree.path(top).into_iter().map(|step| step.at)).collect();
            let meet = up.iter().position(|at| shared.path.contains(at));
            meet.map(|meet| {
                let over = shared.path.iter().position(|at| *at == up[meet]).unwrap_or_default();
                (meet + over, up, meet, over)
            })
        };
        let best = mentions
            .iter()
            .filter_map(|mention| way(mention).map(|way| (way, mention.clone())))
            .min_by_key(|(way, mention)| (way.0, mention.start));
        let mut role = if speaks { Role::Speaker } else { Role::Other };
        if let Some(((length, up, meet, over), mention)) = &best {
            let relation = tree.relation(up[meet.saturating_sub(1)]);
            let below = tree.relation(up[0]);
            let at = up[*meet];
            let mentioned = match relation {
                _ if *meet == 0 => Role::Other,
                relation if relation.is_subject() => Role::Subject,
                Relation::OblAgent => Role::Agent,
                _ if below == Relation::NmodPoss => Role::Possessor,
                _ => Role::Other,
            };
            if !speaks {
                role = mentioned;
            }
            let kind = role as u64;
            put(40, &[kind, relation as u64, *over.min(&5) as u64, *meet.min(&4) as u64]);
            put(41, &[kind, (*length).min(8) as u64]);
            put(42, &[kind, self.word(at), relation as u64]);
            put(43, &[kind, self.class(at), relation as u64, u64::from(self.negated(at))]);
            let mut code = 0_u64;
            for step in &up[..*meet] {
                code = code.wrapping_mul(61).wrapping_add(tree.relation(*step) as u64 + 1);
            }
            let mut code_term = 0_u64;
            for step in &shared.path[..*over] {
                code_term = code_term.wrapping_mul(61).wrapping_add(tree.relation(*step) as u64 + 1);
            }
            put(44, &[kind, code, code_term]);
            put(45, &[kind, code]);
            for step in up[1..*meet.max(&1)].iter().take(3) {
                put(46, &[self.word(*step), kind]);
                put(47, &[self.class(*step), kind]);
            }
            for (which, step) in shared.path[1..=*over].iter().enumerate().take(5) {
                let negated = u64::from(self.negated(*step));
                put(48, &[kind, self.word(*step)]);
                put(49, &[kind, self.class(*step), negated]);
                if which + 1 == *over {
                    put(50, &[kind, self.word(*step), negated, tree.relation(shared.path[which]) as u64]);
                }
            }
            let mut sign = 1_i64;
            let mut decided = 0_i64;
            let mut marks = 0;
            for step in shared.path[1..=*over].iter().chain(up[1..*meet.max(&1)].iter()) {
                if self.negated(*step) {
                    sign = -sign;
                }
                if let Some(mark) = self.mark(*step) {
                    words.push(mark.tokens.clone());
                    marks += 1;
                    match mark.entry.effect {
                        Effect::Turns => sign = -sign,
                        _ if decided == 0 => decided = i64::from(mark.entry.sign()),
                        _ => {}
                    }
                }
            }
            put(51, &[kind, (decided * sign + 1) as u64]);
            put(52, &[kind, (decided * sign + 1) as u64, marks.min(3) as u64]);
            let before = mention.start < self.term.start;
            let reach = if before {
                self.term.start - mention.end.min(self.term.start)
            } else {
                mention.start - self.term.end.min(mention.start)
            };
            put(53, &[kind, u64::from(before), lexicon::near(reach)]);
            let between = self
                .sentence
                .mentions
                .iter()
                .filter(|other| {
                    let (low, high) =
                        if before { (mention.end, self.term.start) } else { (self.term.end, mention.start) };
                    other.tokens.start >= low && other.tokens.end <= high
                })
                .count();
            put(54, &[kind, u64::from(before), between.min(3) as u64]);
            put(55, &[kind, u64::from(text.tokens[mention.start].tag == Tag::PRP)]);
            put(56, &[kind, u64::from(self.limits.contains(&mention.start))]);
            let case = tree.child(up[0], &[Relation::Case]).map_or(0, |case| self.word(case));
            put(57, &[kind, case, relation as u64]);
        } else {
            put(58, &[role as u64]);
        }
        let kind = role as u64;
        put(60, &[kind]);
        put(61, &[kind, self.count.min(5) as u64]);
        let of = actors.list.get(actor.0 as usize);
        put(62, &[kind, of.map_or(9, |actor| actor.kind as u64), u64::from(holder::is_name(actors, actor))]);
        put(63, &[kind, u64::from(self.spoken.speakers.is_empty()), u64::from(speaks)]);
        if let Some((_, quotation)) = self.spoken.quotation() {
            put(
                64,
                &[
                    kind,
                    matches!(quotation.kind, QuotationKind::Direct).into(),
                    matches!(quotation.kind, QuotationKind::Mixed).into(),
                ],
            );
            for cue in quotation.cue.iter().flat_map(|cue| text.tokens_in(*cue)) {
                if text.tokens[cue].is_word() {
                    put(65, &[kind, self.word(cue)]);
                    if self.sentence.tokens.contains(&cue) {
                        put(66, &[kind, self.class(cue)]);
                    }
                }
            }
        }
        // What the rules say.
        let sign = |one: &Signed| (one.way() + 1.0) as u64;
        match rules.iter().find(|one| one.suggestion.actor == actor) {
            Some(one) => {
                let [plain, agreed, distance, relative, weak] = [1, 3, 4, 5, 8].map(|at| one.signs[at] as u64);
                put(70, &[sign(one)]);
                put(71, &[sign(one), plain, agreed, distance.min(3)]);
                put(72, &[sign(one), kind, relative, weak]);
            }
            None => put(73, &[kind, rules.len().min(2) as u64]),
        }
        let other = rules.iter().find(|one| one.suggestion.actor != actor);
        put(74, &[kind, other.map_or(9, sign)]);
        let told = rules.iter().find(|one| one.suggestion.reported_by == Some(actor));
        if let Some(told) = told {
            let own = of.is_some_and(|of| of.affiliation == Some(told.suggestion.actor));
            put(75, &[sign(told), u64::from(own)]);
        }
        let meets = best.as_ref().map(|((_, _, _, over), _)| *over);
        let shadowed = self.is_shadowed(actor, meets, shared);
        put(76, &[kind, u64::from(shadowed)]);
        for (template, parts) in &shared.features {
            put(*template, parts);
            // Words near and on the way tell something else of who speaks than of who is spoken of.
            if matches!(template, 7..=11 | 16..=18 | 21..=25 | 31 | 32) {
                let mut parts = parts.clone();
                parts.push(kind + 100);
                put(100 + template, &parts);
            }
        }
        features.sort_unstable();
        features.dedup();
        words.sort_by_key(|word| word.start);
        words.dedup();
        let quotation = self.spoken.quotation();
        Pair {
            holder: actor,
            speaks,
            reported_by: self.spoken.speakers.first().copied().filter(|_| !speaks),
            quotation: quotation.map(|(at, _)| at),
            setting: Setting {
                spoken: !self.spoken.speakers.is_empty(),
                pronoun: quotation.is_some_and(|(_, quotation)| holder::is_pronoun(text, quotation)),
                ought: false,
                nameless: holder::is_nameless(actors, actor),
                organisation: of.is_some_and(|actor| actor.kind == ActorKind::Organisation),
                judgements: rules.len(),
            },
            denied: self.is_denied(meets, shared),
            short: shared.short,
            some_only: of.is_some_and(|actor| actor.kind == ActorKind::Group)
                && mentions.iter().any(|mention| holder::is_share(text, mention, &self.sentence.tokens)),
            condition: shared.condition,
            features,
            words,
        }
    }
}
