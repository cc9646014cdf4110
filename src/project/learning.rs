//! What a person's decisions teach about suggestions that nobody has looked at.
//!
//! Comes in: decisions about suggestions. Goes out: for another suggestion how sure it is now, whether it is better
//! withheld, which stance it rather has, and why, in words. Derived from the decisions that stand, so an undone decision
//! is unlearnt. Never here: a change to anything that a person decided.
//!
//! The rule: each trait of a suggestion (its actor, its issue, that actor on that issue, the words that decided it, the
//! verb that attributes it, its kind) carries how often suggestions with it held. Its odds beside those of all decided
//! suggestions shift the suggestion's own odds, as in a naive Bayes classifier, each damped by a few imagined cases of
//! the average so that one decision decides nothing.

use std::collections::BTreeMap;

use crate::language::Text;
use crate::model::{
    ActorId, Article, Basis, Catalogue, IssueId, MentionedIx, Reading, Span, Stance, Statement, StatementCoding,
    Verdict,
};
use crate::reading::issues::Terms;

/// Imagined average cases beside each trait's own: what little was seen weighs little.
const DAMPING: f32 = 8.0;
/// The same for stances, of which there are few for one actor and issue.
const STANCE_DAMPING: f32 = 2.0;
/// A suggestion that is less likely than this to hold is withheld.
const WITHHELD: f32 = 0.1;
/// So many decisions must be there before anything is concluded.
const ENOUGH: u32 = 6;
/// How much likelier another stance must be to take the suggested one's place.
const LIKELIER: f32 = 2.0;

/// So often must somebody have decided alike before a suggestion that reads otherwise is turned.
const AGAIN: u32 = 2;
/// Such a part of the decisions about an actor on an issue must give one stance for its position to be known.
const CONSISTENT: f32 = 0.75;
/// Such a part of the statements that known positions add hold: 137 of 216 over 60 splits of 11 coded articles.
const EXPECTED: f32 = 0.6;

/// What two suggestions may share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trait {
    Actor(ActorId),
    Issue(IssueId),
    On(ActorId, IssueId),
    Word(String),
    Cue(String),
    Way(Basis, Stance),
}

/// The words of a suggestion that decisions can teach about, as dictionary forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Those that decided it: terms, stance words, negations.
    pub rationale: Vec<String>,
    /// The verb that attributes it.
    pub cue: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Tally {
    held: u32,
    rejected: u32,
    /// Of those that held, how often a suggested stance was decided as another: `[suggested][decided]`.
    stances: [[u32; 4]; 4],
}

impl Tally {
    fn all(&self) -> u32 {
        self.held + self.rejected
    }

    fn is_empty(&self) -> bool {
        self.all() == 0 && self.stances == [[0; 4]; 4]
    }
}

/// What was learnt so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lessons {
    all: Tally,
    traits: BTreeMap<Trait, Tally>,
    /// How often an actor was said to take each stance on an issue, by hand or by deciding.
    positions: BTreeMap<(ActorId, IssueId), [u32; 4]>,
}

/// What the lessons say about one suggestion.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// How sure it is now, 0 to 1.
    pub confidence: f32,
    /// The stance that it rather has.
    pub stance: Stance,
    /// Whether it is better not shown among the others.
    pub withheld: bool,
    /// Why, in words; empty where nothing was learnt.
    pub why: String,
}

impl Lessons {
    /// Takes a decision in (`true`) or forgets it. `actor` and `issue` are those that count now for what was suggested,
    /// or for what was added by hand.
    pub(super) fn tally(
        &mut self,
        coding: &StatementCoding,
        words: &Words,
        actor: &ActorId,
        issue: &IssueId,
        add: bool,
    ) {
        let count = |number: &mut u32| *number = if add { *number + 1 } else { number.saturating_sub(1) };
        let decided = &coding.statement;
        if coding.verdict == Verdict::Accepted {
            let key = (actor.clone(), issue.clone());
            let position = self.positions.entry(key.clone()).or_default();
            count(&mut position[decided.stance as usize]);
            if *position == [0; 4] {
                self.positions.remove(&key);
            }
        }
        let Some(suggested) = &coding.suggested else { return };
        // Given to somebody else or another issue, what was suggested did not hold.
        let held =
            coding.verdict == Verdict::Accepted && decided.actor == suggested.actor && decided.issue == suggested.issue;
        let change = |tally: &mut Tally| {
            count(if held { &mut tally.held } else { &mut tally.rejected });
            if held {
                count(&mut tally.stances[suggested.stance as usize][decided.stance as usize]);
            }
        };
        change(&mut self.all);
        for shared in traits(suggested, words, actor, issue) {
            let tally = self.traits.entry(shared.clone()).or_default();
            change(tally);
            if tally.is_empty() {
                self.traits.remove(&shared);
            }
        }
    }

    /// What was learnt about a suggestion, and why where that is wanted; `None` while too little was decided.
    pub(super) fn about(&self, suggestion: &Statement, words: &Words, explain: bool) -> Option<Lesson> {
        if self.all.all() < ENOUGH {
            return None;
        }
        let usual = (self.all.held as f32 + 1.0) / (self.all.all() as f32 + 2.0);
        let mut odds = logit(suggestion.confidence);
        let mut reasons: Vec<(f32, String)> = Vec::new();
        for shared in traits(suggestion, words, &suggestion.actor, &suggestion.issue) {
            let Some(tally) = self.traits.get(&shared) else { continue };
            let held = (tally.held as f32 + DAMPING * usual) / (tally.all() as f32 + DAMPING);
            // Several words count as one trait.
            let alike = match &shared {
                Trait::Word(_) => words.rationale.len(),
                Trait::Cue(_) => words.cue.len(),
                _ => 1,
            };
            let shift = (logit(held) - logit(usual)) / alike as f32;
            odds += shift;
            let (count, done) = if shift < 0.0 { (tally.rejected, "rejected") } else { (tally.held, "accepted") };
            if explain && count > 0 && shift.abs() > 0.02 {
                reasons.push((shift, format!("you {done} {count} of {} {}", tally.all(), like(&shared))));
            }
        }
        let confidence = 1.0 / (1.0 + (-odds).exp());
        let (stance, changed) = self.stance(suggestion, words);
        let lower = confidence < suggestion.confidence;
        reasons.retain(|(shift, _)| (*shift < 0.0) == lower);
        reasons.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then_with(|| a.1.cmp(&b.1)));
        let because: Vec<String> = changed.into_iter().chain(reasons.into_iter().map(|(_, why)| why)).take(2).collect();
        let why = if because.is_empty() { String::new() } else { format!("because {}", because.join(" and ")) };
        Some(Lesson { confidence, stance, withheld: confidence < WITHHELD, why })
    }

    /// Whether anything was coded of the actor.
    pub(super) fn knows(&self, actor: &ActorId) -> bool {
        let from = (actor.clone(), IssueId::default());
        self.positions.range(from..).next().is_some_and(|((known, _), _)| known == actor)
    }

    /// The stance that an actor is known to take on an issue, with how sure that makes, and why.
    pub(super) fn position(&self, actor: &ActorId, issue: &IssueId) -> Option<(Stance, f32, String)> {
        let counts = self.positions.get(&(actor.clone(), issue.clone()))?;
        let all: u32 = counts.iter().sum();
        let (stance, most) = STANCES.into_iter().zip(counts).max_by_key(|(_, count)| **count)?;
        let share = *most as f32 / all as f32;
        let why = format!("because you coded {most} of {all} of this actor on this issue as {stance}");
        (share >= CONSISTENT).then_some((stance, EXPECTED, why))
    }

    /// The stance that decisions about the same words, and about the actor on the issue, make likeliest.
    fn stance(&self, suggestion: &Statement, words: &Words) -> (Stance, Option<String>) {
        let from = suggestion.stance as usize;
        let usual = &self.all.stances[from];
        let total: u32 = usual.iter().sum();
        // Unless something speaks against it, the suggested stance is the likeliest by far.
        let prior: Vec<f32> =
            (0..4).map(|to| (usual[to] as f32 + if to == from { 6.0 } else { 1.0 }) / (total as f32 + 9.0)).collect();
        let mut scores: Vec<f32> = prior.iter().map(|share| share.ln()).collect();
        let weigh = |scores: &mut Vec<f32>, counts: &[u32; 4]| {
            let seen: u32 = counts.iter().sum();
            if seen < AGAIN {
                return;
            }
            for (to, score) in scores.iter_mut().enumerate() {
                let share = (counts[to] as f32 + STANCE_DAMPING * prior[to]) / (seen as f32 + STANCE_DAMPING);
                *score += (share / prior[to]).ln();
            }
        };
        let mut support = [0_u32; 4];
        for word in &words.rationale {
            if let Some(tally) = self.traits.get(&Trait::Word(word.clone())) {
                weigh(&mut scores, &tally.stances[from]);
            }
        }
        let position = self.positions.get(&(suggestion.actor.clone(), suggestion.issue.clone()));
        if let Some(position) = position {
            weigh(&mut scores, position);
            support = *position;
        }
        let best = (0..4).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(from);
        if best == from || scores[best] - scores[from] < LIKELIER.ln() {
            return (suggestion.stance, None);
        }
        let stance = STANCES[best];
        let why = if support[best] > 0 {
            let all: u32 = support.iter().sum();
            format!("you coded {} of {all} of this actor on this issue as {stance}", support[best])
        } else {
            format!("you changed others with these words to {stance}")
        };
        (stance, Some(why))
    }
}

const STANCES: [Stance; 4] = [Stance::Support, Stance::Oppose, Stance::Conditional, Stance::Neutral];

/// A sentence in which an actor is quoted on an issue, whatever stance that shows: where the actor's position is known, a
/// statement may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chance {
    pub actor: MentionedIx,
    pub issue: IssueId,
    /// The sentence.
    pub evidence: Span,
    /// The words that speak of the issue.
    pub term: Span,
    /// The quotation that it stands in.
    pub quotation: u32,
}

/// The chances of an article, for each actor and issue the first.
pub fn chances(article: &Article, reading: &Reading, catalogue: &Catalogue) -> Vec<Chance> {
    let catalogue = article.issues.as_ref().unwrap_or(catalogue);
    // Terms are found by their words alone: no tree is needed.
    let text = Text::cut(&article.text);
    let mut found: BTreeMap<(MentionedIx, IssueId), Chance> = BTreeMap::new();
    let hits = Terms::of(catalogue).find(&text);
    for sentence in &text.sentences {
        for hit in hits.iter().filter(|hit| sentence.span.contains(hit.span)) {
            let Some(issue) = catalogue.issues.get(hit.issue) else { continue };
            let quoted = reading.quotations.iter().position(|one| one.spans.iter().any(|span| span.contains(hit.span)));
            let Some(quotation) = quoted else { continue };
            for actor in reading.quotations[quotation].speakers.iter().copied() {
                let (issue, evidence, term) = (issue.id.clone(), sentence.span, hit.span);
                let chance = || Chance { actor, issue: issue.clone(), evidence, term, quotation: quotation as u32 };
                found.entry((actor, issue.clone())).or_insert_with(chance);
            }
        }
    }
    found.into_values().collect()
}

fn logit(share: f32) -> f32 {
    let share = share.clamp(0.02, 0.98);
    (share / (1.0 - share)).ln()
}

fn traits(suggestion: &Statement, words: &Words, actor: &ActorId, issue: &IssueId) -> Vec<Trait> {
    let mut all = vec![
        Trait::Actor(actor.clone()),
        Trait::Issue(issue.clone()),
        Trait::On(actor.clone(), issue.clone()),
        Trait::Way(suggestion.basis, suggestion.stance),
    ];
    all.extend(words.rationale.iter().cloned().map(Trait::Word));
    all.extend(words.cue.iter().cloned().map(Trait::Cue));
    all
}

fn like(shared: &Trait) -> String {
    match shared {
        Trait::Actor(_) => "of this actor".to_owned(),
        Trait::Issue(_) => "on this issue".to_owned(),
        Trait::On(..) => "of this actor on this issue".to_owned(),
        Trait::Word(word) => format!("decided by “{word}”"),
        Trait::Cue(word) => format!("attributed by “{word}”"),
        Trait::Way(basis, stance) => format!("that were {basis} and read as {stance}"),
    }
}
