//! The statements of a project as they stand: a person's decisions over the suggestions of the readings, and what was
//! learnt from the ones about the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::language::lemma;
use crate::model::{
    ActorId, Article, ArticleId, Basis, IssueId, MentionedIx, Origin, Span, Stance, Statement, StatementCoding,
    StatementId, Verdict,
};
use crate::project::learning::{Chance, Words, chances};
use crate::project::{Lesson, Project};

impl Project {
    /// Every statement of the articles that are in: suggestions that nobody decided, and all that a person decided
    /// (rejected ones marked). By article in order of loading, then by place in the text.
    pub fn statements(&self) -> Vec<Statement> {
        self.statements_of(|_| true).into_iter().flat_map(|(_, statements)| statements).collect()
    }

    /// As [`Project::statements`], of the articles that are wanted, each with its own.
    pub fn statements_of(&self, wanted: impl Fn(ArticleId) -> bool) -> Vec<(ArticleId, Vec<Statement>)> {
        let mut coded: BTreeMap<ArticleId, Vec<(u8, Statement)>> = BTreeMap::new();
        for (layer, coding) in self.standing.values().filter(|(_, coding)| wanted(coding.statement.article)) {
            let here = coded.entry(coding.statement.article).or_default();
            here.push((self.rank(layer), self.decided(coding)));
        }
        let mut all = Vec::new();
        for article in self.articles().filter(|article| wanted(article.id)) {
            let coded = coded.remove(&article.id).unwrap_or_default();
            let mut here = self.undecided(article.id, &coded);
            here.retain_mut(|suggestion| self.learnt(suggestion, false).is_none_or(|lesson| !lesson.withheld));
            here.extend(self.one_of_each(article.id, coded));
            here.extend(self.expected(article, &here));
            here.sort_by(|a, b| (a.cover(), &a.issue, &a.actor, &a.id).cmp(&(b.cover(), &b.issue, &b.actor, &b.id)));
            all.push((article.id, here));
        }
        all
    }

    /// The suggestions that are not among the statements because of what a person decided about others like them.
    pub fn withheld(&self) -> Vec<Statement> {
        let mut coded: BTreeMap<ArticleId, Vec<(u8, Statement)>> = BTreeMap::new();
        for (layer, coding) in self.standing.values() {
            let here = coded.entry(coding.statement.article).or_default();
            here.push((self.rank(layer), self.decided(coding)));
        }
        let none = Vec::new();
        let undecided =
            self.articles().flat_map(|article| self.undecided(article.id, coded.get(&article.id).unwrap_or(&none)));
        undecided
            .filter_map(|mut suggestion| {
                self.learnt(&mut suggestion, false).filter(|lesson| lesson.withheld).map(|_| suggestion)
            })
            .collect()
    }

    /// What decisions about others like it say about a suggestion; `None` where nothing was learnt, or for what a person
    /// decided.
    pub fn lesson(&self, statement: &Statement) -> Option<Lesson> {
        if statement.origin.is_coded() {
            return None;
        }
        let suggested = self.suggestions(statement.article).into_iter().find(|one| one.id == statement.id);
        let Some(mut suggested) = suggested else {
            let (stance, confidence, why) = self.lessons.position(&statement.actor, &statement.issue)?;
            return Some(Lesson { confidence, stance, withheld: false, why });
        };
        self.learnt(&mut suggested, true)
    }

    /// Statements that show where an actor whose position is known speaks of the issue, and that nothing else of the
    /// article says.
    fn expected(&self, article: &Article, known: &[Statement]) -> Vec<Statement> {
        let (Some(reading), true) = (self.readings.get(&article.id), self.view.learns) else { return Vec::new() };
        let actors =
            || (0..reading.actors.len()).filter_map(|at| self.linked_actor(article.id, MentionedIx(at as u32)));
        if !actors().any(|actor| self.lessons.knows(actor)) {
            return Vec::new();
        }
        let Some(found) = self.chances.get(&article.id) else { return Vec::new() };
        let found = found.get_or_init(|| chances(article, reading, &self.catalogue));
        let of_chance = |chance: &Chance| {
            let actor = self.linked_actor(article.id, chance.actor)?;
            let issue = self.catalogue.resolve(&chance.issue);
            let there = |one: &&Statement| one.actor == *actor && one.issue == issue;
            if known.iter().any(|one| there(&one)) || self.dismissed.contains(actor) {
                return None;
            }
            let (stance, confidence, _) = self.lessons.position(actor, &issue)?;
            let holder = reading.actor(chance.actor)?;
            Some(Statement {
                id: StatementId::new(article.id, &chance.issue, &holder.name, chance.evidence),
                article: article.id,
                actor: actor.clone(),
                issue,
                stance,
                basis: Basis::Stated,
                reported_by: None,
                confidence,
                evidence: vec![chance.evidence],
                rationale: vec![chance.term],
                condition: Vec::new(),
                quotation: Some(chance.quotation),
                origin: Origin::Suggested { engine: "your decisions".to_owned() },
                rejected: false,
            })
        };
        found.iter().filter_map(of_chance).collect()
    }

    /// Changes a suggestion as the lessons say, and says why where that is wanted.
    fn learnt(&self, suggestion: &mut Statement, why: bool) -> Option<Lesson> {
        let words = self.words.get(&suggestion.id).filter(|_| self.view.learns)?;
        let lesson = self.lessons.about(suggestion, words, why)?;
        (suggestion.confidence, suggestion.stance) = (lesson.confidence, lesson.stance);
        Some(lesson)
    }

    /// The words of a statement that decisions can teach about.
    pub(super) fn words_of(&self, statement: &Statement) -> Arc<Words> {
        self.words.get(&statement.id).map_or_else(|| Arc::new(self.read_words(statement)), Arc::clone)
    }

    pub(super) fn read_words(&self, statement: &Statement) -> Words {
        let text = self.article(statement.article).map_or("", |article| article.text.as_str());
        let quotations = self.readings.get(&statement.article).map(|reading| &reading.quotations);
        let quotation = statement.quotation.and_then(|at| quotations?.get(at as usize));
        let lemmas = |spans: &[Span]| {
            let words = spans.iter().flat_map(|span| span.of(text).split(|c: char| !c.is_alphanumeric()));
            let mut words: Vec<String> =
                words.filter(|word| word.len() > 1).map(|word| lemma(&word.to_lowercase()).into_string()).collect();
            words.sort();
            words.dedup();
            words
        };
        Words { rationale: lemmas(&statement.rationale), cue: quotation.map_or(Vec::new(), |one| lemmas(&one.cue)) }
    }

    /// A decided statement as it counts now: actors and issues that were merged under the ones that stand.
    fn decided(&self, coding: &StatementCoding) -> Statement {
        let statement = &coding.statement;
        Statement {
            actor: self.resolve(&statement.actor).clone(),
            issue: self.catalogue.resolve(&statement.issue),
            reported_by: statement.reported_by.as_ref().map(|id| self.resolve(id).clone()),
            rejected: coding.verdict == Verdict::Rejected,
            ..statement.clone()
        }
    }

    /// The suggestions of an article that no decision answers.
    fn undecided(&self, article: ArticleId, coded: &[(u8, Statement)]) -> Vec<Statement> {
        let mut suggestions = self.suggestions(article);
        suggestions.retain(|suggestion| !self.dismissed.contains(&suggestion.actor));
        if coded.is_empty() {
            return suggestions;
        }
        let proposed: BTreeSet<StatementId> = suggestions.iter().map(|suggestion| suggestion.id.clone()).collect();
        // A decision about one of these very suggestions answers that one alone; any other answers what it overlaps.
        let (same, other): (Vec<&Statement>, Vec<&Statement>) =
            coded.iter().map(|(_, statement)| statement).partition(|coded| proposed.contains(&coded.id));
        suggestions.retain(|suggestion| {
            !same.iter().any(|coded| coded.id == suggestion.id)
                && !other.iter().any(|coded| self.answers(coded, suggestion))
        });
        suggestions
    }

    /// What the program proposes for an article, before any coding.
    pub fn suggestions(&self, id: ArticleId) -> Vec<Statement> {
        let Some(reading) = self.readings.get(&id) else { return Vec::new() };
        let actor = |local: MentionedIx| self.linked_actor(id, local).cloned();
        let of_suggestion = |suggestion: &crate::model::Suggestion| {
            let first = suggestion.evidence.first()?;
            let holder = reading.actor(suggestion.actor)?;
            Some(Statement {
                id: StatementId::new(id, &suggestion.issue, &holder.name, *first),
                article: id,
                actor: actor(suggestion.actor)?,
                issue: self.catalogue.resolve(&suggestion.issue),
                stance: suggestion.stance,
                basis: suggestion.basis,
                reported_by: suggestion.reported_by.and_then(actor),
                confidence: suggestion.confidence,
                evidence: suggestion.evidence.clone(),
                rationale: suggestion.rationale.clone(),
                condition: suggestion.condition.clone(),
                quotation: suggestion.quotation,
                origin: Origin::Suggested { engine: reading.engine.clone() },
                rejected: false,
            })
        };
        reading.statements.iter().filter_map(of_suggestion).collect()
    }

    /// A statement that a person marks: with an id that no other has, to be decided about at once.
    pub fn by_hand(
        &self,
        article: ArticleId,
        actor: &ActorId,
        issue: &IssueId,
        stance: Stance,
        evidence: Span,
    ) -> Statement {
        let taken = |id: &StatementId| self.layers.values().any(|codings| codings.statements.contains_key(id));
        let mut number = 1;
        let mut id = StatementId::new(article, issue, &format!("{actor} by hand"), evidence);
        while taken(&id) {
            number += 1;
            id = StatementId::new(article, issue, &format!("{actor} by hand {number}"), evidence);
        }
        Statement {
            id,
            article,
            actor: actor.clone(),
            issue: issue.clone(),
            stance,
            basis: Basis::Stated,
            reported_by: None,
            confidence: 1.0,
            evidence: vec![evidence],
            rationale: Vec::new(),
            condition: Vec::new(),
            quotation: None,
            origin: Origin::Coded {
                coder: self.view.coder.clone(),
                at: jiff::Timestamp::UNIX_EPOCH,
                note: String::new(),
            },
            rejected: false,
        }
    }

    /// Whether a decision about something else answers a suggestion: it is on the same issue and actor (as decided or
    /// as they were suggested) and its evidence overlaps, because a newer reading cut it differently or a person
    /// marked it by hand.
    fn answers(&self, coded: &Statement, suggestion: &Statement) -> bool {
        let was = self.standing.get(&coded.id).and_then(|(_, coding)| coding.suggested.as_ref()).unwrap_or(coded);
        (was.issue == suggestion.issue || coded.issue == suggestion.issue)
            && (*self.resolve(&was.actor) == suggestion.actor || coded.actor == suggestion.actor)
            && [was, coded].iter().any(|one| touch(one, suggestion))
    }

    /// Where two layers hold decisions about the same thing that were marked by hand, and so have two ids, the one of the
    /// layer that stands above counts alone. Two suggestions are two things, also when their actors are merged.
    fn one_of_each(&self, article: ArticleId, coded: Vec<(u8, Statement)>) -> Vec<Statement> {
        // With one layer, as mostly, there is nothing to compare.
        if coded.iter().all(|(rank, _)| *rank == coded[0].0) {
            return coded.into_iter().map(|(_, statement)| statement).collect();
        }
        let proposed: BTreeSet<StatementId> =
            self.suggestions(article).into_iter().map(|suggestion| suggestion.id).collect();
        let suggested = |of: &Statement| Some(&self.standing.get(&of.id)?.1.suggested.as_ref()?.actor);
        let apart = |one: &Statement, other: &Statement| {
            let actors = suggested(one).zip(suggested(other));
            [one, other].iter().all(|of| proposed.contains(&of.id)) || actors.is_some_and(|(one, other)| one != other)
        };
        let above = |rank: u8, statement: &Statement| {
            coded.iter().any(|(other, standing)| {
                *other < rank
                    && standing.actor == statement.actor
                    && standing.issue == statement.issue
                    && touch(standing, statement)
                    && !apart(standing, statement)
            })
        };
        let kept: Vec<bool> = coded.iter().map(|(rank, statement)| !above(*rank, statement)).collect();
        coded.iter().zip(kept).filter(|(_, kept)| *kept).map(|((_, statement), _)| statement.clone()).collect()
    }
}

/// Whether any of their evidence overlaps.
fn touch(a: &Statement, b: &Statement) -> bool {
    a.evidence.iter().any(|one| b.evidence.iter().any(|other| one.overlaps(*other)))
}
