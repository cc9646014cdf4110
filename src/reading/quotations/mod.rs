//! Who is quoted with what: direct, mixed and indirect quotations with cue, source and speaker.
//!
//! Comes in: a cut text and its actors. Goes out: quotations in order of the text. Never here: what they mean for an issue.
//!
//! A learnt model finds the words that attribute ([`cues`]); around each, a second one tells content and source from the
//! rest ([`roles`]); a third looks at each attribution as a whole and tells whether it holds ([`judge`]). Where marks and the
//! tree are plain, they mend what the models give ([`bounds`]) and tell what is none ([`acts`]). Words between
//! quotation marks that no cue claims go on from the quotation before them or name their source beside them
//! ([`floating`]). [`speakers`] leads from the source to an actor. `train quotations` learns the models from articles that
//! people marked; assets/weights says from which.

mod acts;
mod bounds;
pub mod cues;
mod described;
mod dialogue;
pub mod floating;
pub mod judge;
mod nested;
pub mod roles;
mod speakers;
mod tidy;
mod told;
pub mod words;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::language::table::Table;
use crate::language::{Tag, Text};
use crate::learn::Model;
use crate::model::{Quotation, QuotationKind, Span};
use crate::reading::actors::Actors;
use cues::Before;
use judge::Candidate;
use roles::{Kind, LABELS, Scores, Window};
use words::{Bag, Joint, Words};

#[cfg(test)]
mod tests;

static CUE_VERBS: LazyLock<Table<()>> = LazyLock::new(|| listed(include_str!("../../../assets/lexicon/cue-verbs.txt")));
static CLAUSE_VERBS: LazyLock<Table<()>> =
    LazyLock::new(|| listed(include_str!("../../../assets/lexicon/clause-verbs.txt")));

fn listed(file: &str) -> Table<()> {
    Table::of_words(file.lines().filter(|line| !line.starts_with('#')))
}

/// Whether a lemma is a verb that attributes.
pub fn is_cue_verb(lemma: &str) -> bool {
    CUE_VERBS.has(lemma)
}

/// Whether a lemma is a verb that attributes at least what a clause after it tells: "the study *shows* that …".
fn takes_clause(lemma: &str) -> bool {
    is_cue_verb(lemma) || CLAUSE_VERBS.has(lemma)
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let cues = include_bytes!("../../../assets/weights/quotation-cues.bin");
    let roles = include_bytes!("../../../assets/weights/quotation-roles.bin");
    let judge = include_bytes!("../../../assets/weights/quotation-judge.bin");
    Engine::new(cues, roles, judge).expect("the weights that come with the program are whole")
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

/// A cue that scores more than this is one for those around it.
const CUE: f32 = -40.0;
/// A cue that scores more than this is worth a look at what it would attribute ...
const WORTH: f32 = -150.0;
/// ... or more than this where words between quotation marks are left that no other cue claims.
const WORTH_QUOTED: f32 = -300.0;
/// The score of what nobody has judged and only its quotation marks tell.
const DOUBTFUL: f32 = -0.4;
/// So many steps of the judge's weights are one of the logarithm of the odds.
pub const JUDGE_STEPS: f32 = 24.0;

/// An attribution, as the models find it.
#[derive(Clone, Debug)]
pub struct Found {
    /// What is attributed.
    pub content: Vec<Span>,
    /// The words that name the source.
    pub source: Option<Span>,
    /// The words that attribute; empty where only the place tells.
    pub cue: Vec<Span>,
    /// The logarithm of the odds that it holds ([`judge`]).
    pub score: f32,
}

/// The learnt models that find what may be an attribution.
#[derive(Debug)]
pub struct Finder {
    cues: Model<2>,
    roles: Model<LABELS>,
}

impl Finder {
    /// From the bytes of their files.
    pub fn new(cues: &[u8], roles: &[u8]) -> Option<Self> {
        Some(Self { cues: Model::from_bytes(cues).ok()?, roles: Model::from_bytes(roles).ok()? })
    }

    /// Every token that could be a cue, with its score, in order.
    fn cues(&self, text: &Text<'_>, words: &Words) -> Vec<(usize, f32)> {
        let mut bag = Bag::default();
        let mut before = Before::default();
        let mut found = Vec::new();
        for at in (0..text.tokens.len()).filter(|at| cues::possible(&text.tokens[*at])) {
            cues::features(text, words, at, before, &mut bag);
            let scores = self.cues.scores(&bag.0);
            let lead = f32::from(scores[1]) - f32::from(scores[0]);
            if lead > CUE {
                before.cue = Some(at);
            }
            if lead > WORTH_QUOTED {
                found.push((at, lead));
            }
        }
        found
    }

    /// The labels around the cue of a window.
    fn labels(&self, text: &Text<'_>, words: &Words, is_cue: &[bool], window: &Window) -> Vec<usize> {
        let seen = roles::features(text, words, is_cue, window);
        let mut labels = roles::decode(&mut Shipped(&self.roles), &seen, window.cue, BEAM);
        tidy::mend(text, words, window, &mut labels);
        labels
    }

    /// What may be an attribution, in order of the cues.
    pub fn candidates(&self, text: &Text<'_>, words: &Words) -> Candidates {
        let cues = self.cues(text, words);
        let mut is_cue = vec![false; text.tokens.len()];
        for (at, _) in cues.iter().filter(|(_, score)| *score > CUE) {
            is_cue[*at] = true;
        }
        let captions = captions(text);
        let (worth, rest): (Vec<_>, Vec<_>) = cues.into_iter().partition(|(_, score)| *score > WORTH);
        let mut list = Vec::new();
        for (cue, score) in worth {
            if captions.iter().any(|caption| caption.contains(text.tokens[cue].span)) {
                continue;
            }
            let window = Window::new(text, words, cue);
            let labels = self.labels(text, words, &is_cue, &window);
            let told = told::labels(text, words, &window).filter(|told| differ(&window, told, &labels));
            if labels.contains(&roles::CONTENT) {
                list.push(Candidate::new(cue, score, window.clone(), labels));
            }
            list.extend(told.map(|told| Candidate { told: true, ..Candidate::new(cue, score, window, told) }));
        }
        Candidates { list, rest, is_cue }
    }
}

/// The paragraphs without quotation marks that end in a credit: "Soldiers hold the bridge. Image: Mara Olvend."
fn captions(text: &Text<'_>) -> Vec<Span> {
    let credit = |paragraph: &&Span| {
        let tokens = text.tokens_in(**paragraph);
        let word = |at: usize| text.tokens.get(at).map_or("", |token| token.lower.as_str());
        let credit = |at: usize| {
            matches!(word(at), "image" | "photo" | "photograph" | "picture" | "credit") && word(at + 1) == ":"
        };
        tokens.len() < CAPTION && tokens.clone().any(credit) && !text.quoted.iter().any(|one| one.overlaps(**paragraph))
    };
    text.paragraphs.iter().filter(credit).copied().collect()
}

/// A caption has fewer tokens than this.
const CAPTION: usize = 60;

/// Whether less than a third of the content's tokens are the same.
fn differ(window: &Window, some: &[usize], others: &[usize]) -> bool {
    let (some, others) = (window.tokens(some, roles::CONTENT), window.tokens(others, roles::CONTENT));
    let both = some.iter().filter(|at| others.binary_search(at).is_ok()).count();
    both * 3 < some.len() + others.len() - both
}

/// What may be an attribution.
#[derive(Debug)]
pub struct Candidates {
    /// In order of the cues.
    pub list: Vec<Candidate>,
    /// Cues that are worth a look only where quoted words are left, with their scores, in order.
    rest: Vec<(usize, f32)>,
    /// Whether a token is a cue for those around it.
    is_cue: Vec<bool>,
}

/// The learnt models.
#[derive(Debug)]
pub struct Engine {
    finder: Finder,
    judge: Model<1>,
}

impl Engine {
    /// From the bytes of their files.
    pub fn new(cues: &[u8], roles: &[u8], judge: &[u8]) -> Option<Self> {
        Some(Self { finder: Finder::new(cues, roles)?, judge: Model::from_bytes(judge).ok()? })
    }

    /// The attributions of a text, in no order.
    pub fn find(&self, text: &Text<'_>, words: &Words) -> Vec<Found> {
        let candidates = self.finder.candidates(text, words);
        let scores = scores(&self.judge, text, words, &candidates);
        self.finder.choose(text, words, &candidates, &scores)
    }
}

/// The judge's score of each candidate.
pub fn scores(model: &Model<1>, text: &Text<'_>, words: &Words, candidates: &Candidates) -> Vec<f32> {
    let mut bag = Bag::default();
    let rivals = judge::rivals(text, words, &candidates.list);
    let one = |(one, rivals): (&Candidate, &judge::Rivals)| {
        judge::features(text, words, one, rivals, &mut bag);
        f32::from(model.scores(&bag.0)[0]) / JUDGE_STEPS
    };
    candidates.list.iter().zip(&rivals).map(one).collect()
}

impl Finder {
    /// What holds of the candidates by their scores: the surest first, no word in the content of two.
    pub fn choose(&self, text: &Text<'_>, words: &Words, candidates: &Candidates, scores: &[f32]) -> Vec<Found> {
        // What is not sure enough by its score counts only for words between quotation marks.
        let hopeful = |(one, score): (&Candidate, &f32)| {
            let lead = *score - Candidate::least(one, text, words);
            if lead <= 0.0 && one.content.iter().all(|at| words.stretch[*at].is_none()) {
                return None;
            }
            let mut one = one.clone();
            bounds::mend(text, words, &mut one);
            (!one.content.is_empty() && !acts::is_one(text, words, &one)).then_some((one, *score, lead))
        };
        let list: Vec<(Candidate, f32, f32)> = candidates.list.iter().zip(scores).filter_map(hopeful).collect();
        let mut order: Vec<(&Candidate, f32, f32)> =
            list.iter().map(|(one, score, lead)| (one, *score, *lead)).collect();
        order.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cue.cmp(&b.0.cue)));
        let mut chosen =
            Chosen { text, words, taken: vec![false; text.tokens.len()], used: BTreeSet::new(), found: Vec::new() };
        dialogue::find(text, words, &mut chosen.taken, &mut chosen.found);
        let (sure, doubtful) = order.split_at(order.partition_point(|(.., lead)| *lead > 0.0));
        // "She said that the islanders reject the plan": what holds around another comes before it, but words between
        // quotation marks are those of the cue beside them: "said that it failed, adding, “…”".
        let around = |one: &Candidate, other: &Candidate| {
            let quoted = other.content.first().is_some_and(|first| words.stretch[*first].is_some());
            let has = |content: &[usize], cue: usize| content.binary_search(&cue).is_ok();
            !quoted && has(&one.content, other.cue) && !has(&other.content, one.cue)
        };
        // He praised the plan - “We will go on,” she said - and left: a quoted sentence beside its own cue comes first.
        let inner = |one: &Candidate, other: &Candidate| {
            !other.content.iter().all(|at| words.stretch[*at].is_some())
                && one.content.iter().any(|at| other.content.binary_search(at).is_ok())
        };
        let mut sure = sure.to_vec();
        for at in 1..sure.len() {
            let sentence = sure[at].0.is_quoted_sentence(text, words);
            let before = |before: &usize| {
                let (one, other) = (sure[at].0, sure[*before].0);
                around(one, other) || sentence && inner(one, other)
            };
            let first = (0..at).find(before);
            if let Some(first) = first {
                sure[first..=at].rotate_right(1);
            }
        }
        for (one, score, _) in &sure {
            chosen.take(one, *score, false);
        }
        floating::named(text, words, &mut chosen.taken, &mut chosen.found);
        for (one, score, _) in doubtful {
            chosen.take(one, *score, true);
        }
        let mut rest = candidates.rest.clone();
        rest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for (cue, score) in rest {
            let window = Window::new(text, words, cue);
            if !chosen.taken[cue] && window.has_quoted(text, &chosen.taken) {
                let labels = self.labels(text, words, &candidates.is_cue, &window);
                let mut one = Candidate::new(cue, score, window, labels);
                bounds::mend(text, words, &mut one);
                chosen.take(&one, DOUBTFUL, true);
            }
        }
        chosen.found
    }
}

/// What was chosen so far.
struct Chosen<'a> {
    text: &'a Text<'a>,
    words: &'a Words,
    /// Whether a token is part of some content.
    taken: Vec<bool>,
    /// The cues of what was found.
    used: BTreeSet<usize>,
    found: Vec<Found>,
}

impl Chosen<'_> {
    /// Takes a candidate where most of its content is free; `if_quoted`: and most of it stands between quotation marks.
    fn take(&mut self, one: &Candidate, score: f32, if_quoted: bool) {
        let (text, words, taken) = (self.text, self.words, &mut self.taken);
        if taken[one.cue] || self.used.contains(&one.cue) {
            return;
        }
        let mut labels = one.labels.clone();
        tidy::yield_quoted(&one.window, taken, &mut labels);
        let content = one.window.tokens(&labels, roles::CONTENT);
        let free = content.iter().filter(|at| !taken[**at]);
        let quoted = free.clone().filter(|at| words.stretch[**at].is_some() && text.tokens[**at].is_word()).count();
        if free.count() * 2 < content.len() {
            return;
        }
        let title = content.iter().find_map(|at| words.stretch[*at]).map(|stretch| text.quoted[stretch as usize]);
        let title = title.is_some_and(|stretch| floating::is_title(text, words, stretch));
        // What stands between quotation marks after a verb that gives a name is the name, and no other cue's words either.
        let names = match text.tokens[one.cue].lemma.as_str() {
            "entitle" | "list" | "name" | "nickname" | "title" => true,
            "dub" | "label" | "refer" => title,
            _ => false,
        };
        if quoted > 0 && quoted < LONG + 2 && names {
            content.iter().for_each(|at| taken[*at] = true);
            return;
        }
        if if_quoted && (quoted < LONG || quoted * 5 < content.len() * 3 || title) {
            return;
        }
        if let Some(found) = assemble(text, &one.window, &labels, score) {
            content.iter().for_each(|at| taken[*at] = true);
            self.used.insert(one.cue);
            let (found, then) = apart(text, words, &one.window, &labels, found);
            self.found.push(found);
            self.found.extend(then);
        }
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

/// “We lost,” she said, adding, *“We will go on.”* The unit of quoted content that another verb brings than the cue, with
/// a comma or colon after it or after whom it asks, and that verb.
fn brought(text: &Text<'_>, words: &Words, window: &Window, labels: &[usize]) -> Option<(usize, usize)> {
    let cue = window.units[window.cue].tokens.start;
    let verb = |unit: usize| {
        let mark = window.units[unit].tokens.start.checked_sub(1)?;
        let whom = |at: &usize| text.tokens[*at].tag.is_pronoun() || text.tokens[*at].tag.is_noun();
        let verb = (cue + 1..mark).rev().take(WHOM).find(|at| !whom(at))?;
        let token = &text.tokens[verb];
        // “We lost,” she said, smiling, “but we learnt”: who does other things goes on.
        let says = is_cue_verb(&token.lemma) || token.lemma == "include";
        let brings = says && (token.tag == Tag::VBG || token.tag.is_finite());
        let mark = labels[unit - 1] != roles::CONTENT && matches!(words.joint[mark], Joint::Comma | Joint::Colon);
        let marked = mark && words.stretch[verb].is_none();
        (marked && brings).then_some((unit, verb))
    };
    let quote = |at: &usize| labels[*at] == roles::CONTENT && window.units[*at].kind == Kind::Quote;
    let before = labels[..window.cue].contains(&roles::CONTENT);
    (window.cue + 1..labels.len()).filter(quote).find_map(verb).filter(|_| before)
}

/// So many tokens from the end of whom a verb asks it stands at most.
const WHOM: usize = 3;

/// She said the truce would hold. “We will see to it.” What is said in reported words and what follows in quotation
/// marks, a sentence by itself, are two quotations of one source; so is what a verb of its own brings.
fn apart(text: &Text<'_>, words: &Words, window: &Window, labels: &[usize], mut one: Found) -> (Found, Option<Found>) {
    if let Some((unit, verb)) = brought(text, words, window, labels) {
        let from = text.tokens[window.units[unit].tokens.start].span.start;
        let then = one.content.split_off(one.content.partition_point(|span| span.start < from));
        let then = Found { content: then, cue: vec![text.tokens[verb].span], ..one.clone() };
        return (one, Some(then));
    }
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
