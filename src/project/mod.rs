//! Articles, readings, actors, issues and codings as one thing that a person works on.
//!
//! Comes in: articles, readings, and [`Edit`]s. Goes out: the statements as they stand, and the history to go back in.
//! Never here: files, threads, the clock (whoever makes an edit says when).
//!
//! Two kinds of change: a *reading* is derived and may be replaced at any time ([`Project::set_reading`]); an *edit* is
//! a person's and is kept for ever ([`Project::apply`]). Codings lie over readings and win.

mod edit;
mod history;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use edit::{Edit, EditError};
pub use history::{Change, History};

use crate::model::{
    Actor, ActorId, Article, ArticleId, Catalogue, CellCoding, CoderName, IssueId, MentionedIx, Origin, Reading,
    Statement, StatementCoding, StatementId, Verdict,
};
use crate::reading::{ENGINE, roster::Roster};

/// Everything that a `.stance` file holds.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// In the order of loading.
    articles: Vec<Article>,
    /// Where each article stands in `articles`.
    places: BTreeMap<ArticleId, usize>,
    /// Articles that a person took out; their codings stay.
    excluded: BTreeSet<ArticleId>,
    readings: BTreeMap<ArticleId, Arc<Reading>>,
    /// Project actor of each local actor of a reading.
    links: BTreeMap<ArticleId, Vec<ActorId>>,
    roster: Roster,
    /// What a person changed about actors: replaces the roster's entry.
    actor_codings: BTreeMap<ActorId, Actor>,
    catalogue: Catalogue,
    statement_codings: BTreeMap<StatementId, StatementCoding>,
    cell_codings: BTreeMap<(ActorId, IssueId), CellCoding>,
    article_notes: BTreeMap<ArticleId, String>,
    history: History,
    /// Counts every change, so that derived tables know when they are stale.
    revision: u64,
    /// The revision that last changed what stands in an article, and in all of them at once.
    touched: BTreeMap<ArticleId, u64>,
    touched_all: u64,
}

impl Project {
    /// An empty project that reads for `catalogue`.
    pub fn new(catalogue: Catalogue) -> Self {
        Self { catalogue, ..Self::default() }
    }

    /// Counts every change to anything that a view shows.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The articles that are in, in the order of loading.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.articles.iter().filter(|article| !self.excluded.contains(&article.id))
    }

    /// All articles, those that a person took out included: what the project file holds.
    pub fn stored_articles(&self) -> &[Article] {
        &self.articles
    }

    /// The article of that id, also one that was taken out.
    pub fn article(&self, id: ArticleId) -> Option<&Article> {
        self.places.get(&id).and_then(|at| self.articles.get(*at))
    }

    /// Whether a person took the article out.
    pub fn is_excluded(&self, id: ArticleId) -> bool {
        self.excluded.contains(&id)
    }

    /// Adds an article; `false` where the same text is there already (one that was taken out stays out).
    pub fn add_article(&mut self, article: Article) -> bool {
        if self.places.contains_key(&article.id) {
            return false;
        }
        self.places.insert(article.id, self.articles.len());
        self.articles.push(article);
        self.revision += 1;
        true
    }

    /// What the program found in an article; `None` while it has not been read.
    pub fn reading(&self, id: ArticleId) -> Option<&Arc<Reading>> {
        self.readings.get(&id)
    }

    /// Puts a reading in, in place of an older one. No coding is touched.
    pub fn set_reading(&mut self, id: ArticleId, reading: Reading) {
        let ids = self.roster.link(&reading);
        self.links.insert(id, ids);
        self.readings.insert(id, Arc::new(reading));
        self.revision += 1;
        self.touched.insert(id, self.revision);
    }

    /// The revision that last changed an article's statements or whose its quotations are: what was derived from the
    /// article at that revision still holds.
    pub fn touched(&self, id: ArticleId) -> u64 {
        self.touched.get(&id).copied().unwrap_or_default().max(self.touched_all)
    }

    /// The articles that want reading, in order: never read, read by another engine, or for another catalogue. What
    /// they have stays until the new reading comes.
    pub fn stale(&self) -> Vec<ArticleId> {
        let digest = self.catalogue.digest();
        let fresh = |article: &Article| {
            let wanted = article.issues.as_ref().map_or_else(|| digest.clone(), Catalogue::digest);
            self.reading(article.id).is_some_and(|reading| reading.engine == ENGINE && reading.catalogue == wanted)
        };
        self.articles().filter(|article| !fresh(article)).map(|article| article.id).collect()
    }

    /// The issues that articles are read for.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The project's actor behind a local actor of a reading.
    pub fn actor_of(&self, article: ArticleId, local: MentionedIx) -> Option<&Actor> {
        self.links.get(&article)?.get(local.0 as usize).and_then(|id| self.actor(id))
    }

    /// The actor of that id, as a person last left it.
    pub fn actor(&self, id: &ActorId) -> Option<&Actor> {
        self.actor_codings.get(id).or_else(|| self.roster.actors().get(id))
    }

    /// All actors, by id.
    pub fn actors(&self) -> impl Iterator<Item = &Actor> {
        let added = self.actor_codings.values().filter(|actor| !self.roster.actors().contains_key(&actor.id));
        self.roster.actors().keys().filter_map(|id| self.actor(id)).chain(added)
    }

    /// The actors as linking knows them, for the project file.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// A person's decisions about statements, by id.
    pub fn statement_codings(&self) -> &BTreeMap<StatementId, StatementCoding> {
        &self.statement_codings
    }

    /// A person's decisions about cells, by row and column.
    pub fn cell_codings(&self) -> &BTreeMap<(ActorId, IssueId), CellCoding> {
        &self.cell_codings
    }

    /// A person's changes to actors, by id.
    pub fn actor_codings(&self) -> &BTreeMap<ActorId, Actor> {
        &self.actor_codings
    }

    /// A person's note on an article; empty where there is none.
    pub fn article_note(&self, id: ArticleId) -> &str {
        self.article_notes.get(&id).map_or("", String::as_str)
    }

    /// What was done and can be undone.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Every statement of the articles that are in: suggestions that nobody decided, and all that a person decided
    /// (rejected ones marked). By article in order of loading, then by place in the text.
    pub fn statements(&self) -> Vec<Statement> {
        self.statements_of(|_| true).into_iter().flat_map(|(_, statements)| statements).collect()
    }

    /// As [`Project::statements`], of the articles that are wanted, each with its own.
    pub fn statements_of(&self, wanted: impl Fn(ArticleId) -> bool) -> Vec<(ArticleId, Vec<Statement>)> {
        let mut all = Vec::new();
        let mut coded: BTreeMap<ArticleId, Vec<Statement>> = BTreeMap::new();
        for coding in self.statement_codings.values().filter(|coding| wanted(coding.statement.article)) {
            let rejected = coding.verdict == Verdict::Rejected;
            coded.entry(coding.statement.article).or_default().push(Statement { rejected, ..coding.statement.clone() });
        }
        for article in self.articles().filter(|article| wanted(article.id)) {
            let mut here = coded.remove(&article.id).unwrap_or_default();
            let decided = here.len();
            for suggestion in self.suggestions(article.id) {
                if !here[..decided].iter().any(|coded| self.answers(coded, &suggestion)) {
                    here.push(suggestion);
                }
            }
            here.sort_by(|a, b| (a.cover(), &a.issue, &a.actor, &a.id).cmp(&(b.cover(), &b.issue, &b.actor, &b.id)));
            all.push((article.id, here));
        }
        all
    }

    /// What the program proposes for an article, before any coding.
    pub fn suggestions(&self, id: ArticleId) -> Vec<Statement> {
        let Some(reading) = self.readings.get(&id) else { return Vec::new() };
        let actor = |local: MentionedIx| self.links.get(&id).and_then(|ids| ids.get(local.0 as usize)).cloned();
        let of_suggestion = |suggestion: &crate::model::Suggestion| {
            let first = suggestion.evidence.first()?;
            let holder = reading.actor(suggestion.actor)?;
            Some(Statement {
                id: StatementId::new(id, &suggestion.issue, &holder.name, *first),
                article: id,
                actor: actor(suggestion.actor)?,
                issue: suggestion.issue.clone(),
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

    /// Whether a person's decision answers a suggestion: the same one, or one on the same issue and actor (as they
    /// were suggested) whose evidence overlaps, which a newer reading cut differently.
    fn answers(&self, coded: &Statement, suggestion: &Statement) -> bool {
        if coded.id == suggestion.id {
            return true;
        }
        let was = self.statement_codings.get(&coded.id).and_then(|coding| coding.suggested.as_ref()).unwrap_or(coded);
        was.issue == suggestion.issue
            && was.actor == suggestion.actor
            && was.evidence.iter().any(|a| suggestion.evidence.iter().any(|b| a.overlaps(*b)))
    }

    /// Does what a person decided and remembers how to undo it.
    ///
    /// # Errors
    /// Where the edit names an article, actor or issue that is not there; nothing is changed then.
    pub fn apply(
        &mut self,
        label: impl Into<String>,
        edit: Edit,
        coder: &CoderName,
        at: jiff::Timestamp,
    ) -> Result<(), EditError> {
        let inverse = self.perform(edit.clone())?;
        self.history.push(Change { label: label.into(), edit, inverse, coder: coder.clone(), at });
        Ok(())
    }

    /// Takes the latest edit back and says what it was; `None` where there is nothing to undo.
    pub fn undo(&mut self) -> Option<String> {
        let change = self.history.undo()?;
        // An inverse was made from this very state, so it fits; were it not to, leaving the state alone is right.
        self.perform(change.inverse).ok()?;
        Some(change.label)
    }

    /// Does the edit that was last taken back again and says what it was.
    pub fn redo(&mut self) -> Option<String> {
        let change = self.history.redo()?;
        self.perform(change.edit).ok()?;
        Some(change.label)
    }

    /// Rebuilds a project from its parts, as the store read them.
    pub fn from_parts(parts: Parts) -> Self {
        let mut project = Self {
            excluded: parts.excluded,
            roster: Roster::from_actors(parts.roster),
            actor_codings: parts.actor_codings.into_iter().map(|actor| (actor.id.clone(), actor)).collect(),
            catalogue: parts.catalogue,
            statement_codings: parts.statement_codings.into_iter().map(|c| (c.statement.id.clone(), c)).collect(),
            cell_codings: parts.cell_codings.into_iter().map(|c| ((c.actor.clone(), c.issue.clone()), c)).collect(),
            article_notes: parts.article_notes,
            history: parts.history,
            ..Self::default()
        };
        for article in parts.articles {
            project.add_article(article);
        }
        for (id, reading) in parts.readings {
            project.set_reading(id, reading);
        }
        project
    }
}

/// What a project file holds, read but not yet joined.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// In the order of loading.
    pub articles: Vec<Article>,
    /// Taken out by a person.
    pub excluded: BTreeSet<ArticleId>,
    /// By article, in the order of first reading.
    pub readings: Vec<(ArticleId, Reading)>,
    /// Actors as linking knows them.
    pub roster: Vec<Actor>,
    /// Actors as a person changed them.
    pub actor_codings: Vec<Actor>,
    /// The issues.
    pub catalogue: Catalogue,
    /// Decisions about statements.
    pub statement_codings: Vec<StatementCoding>,
    /// Decisions about cells.
    pub cell_codings: Vec<CellCoding>,
    /// Notes on articles.
    pub article_notes: BTreeMap<ArticleId, String>,
    /// What was done.
    pub history: History,
}
