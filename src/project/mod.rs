//! Articles, readings, actors, issues and codings as one thing that a person works on.
//!
//! Comes in: articles, readings, and [`Edit`]s. Goes out: the statements as they stand, and the history to go back in.
//! Never here: files, threads, the clock (whoever makes an edit says when).
//!
//! Two kinds of change: a *reading* is derived and may be replaced at any time ([`Project::set_reading`]); an *edit* is
//! a person's and is kept for ever ([`Project::apply`]). Codings lie over readings and win.

mod absorb;
mod codings;
mod edit;
mod history;
mod learning;
mod people;
mod statements;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

pub use absorb::{Absorbed, Conflict};
pub use codings::{Codings, View};
pub use edit::{Edit, EditError};
pub use history::{Change, History};
pub use learning::Lesson;
pub use people::Duplicate;

use crate::model::{
    Actor, ActorId, Article, ArticleId, Catalogue, CellCoding, CoderName, IssueId, Layer, MentionedIx, Reading, Span,
    StatementCoding, StatementId,
};
use crate::project::learning::{Chance, Lessons, Words};
use crate::reading::{Engine, roster::Roster};

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
    /// Linked actor of each local actor of a reading, before a person merged or placed any.
    links: BTreeMap<ArticleId, Vec<ActorId>>,
    roster: Roster,
    /// Counts the readings that were put in, so that the store knows when the roster may have grown.
    linked: u64,
    /// What a person changed about actors: replaces the roster's entry.
    actor_codings: BTreeMap<ActorId, Actor>,
    /// Actors that are the same as another one.
    merged: BTreeMap<ActorId, ActorId>,
    /// Whom an article mentions at a place, where a person said so.
    placed: BTreeMap<ArticleId, BTreeMap<Span, ActorId>>,
    /// Actors that are none.
    dismissed: BTreeSet<ActorId>,
    /// Pairs of like names that are two.
    distinct: BTreeSet<(ActorId, ActorId)>,
    /// Where projects that were brought in said other things, until a person closes the list.
    conflicts: Vec<Conflict>,
    catalogue: Catalogue,
    layers: BTreeMap<Layer, Codings>,
    article_notes: BTreeMap<ArticleId, String>,
    actor_notes: BTreeMap<ActorId, String>,
    history: History,
    view: View,
    /// The decision about each statement that the view shows, from which layer.
    standing: BTreeMap<StatementId, (Layer, Arc<StatementCoding>)>,
    /// The decision about each cell that the view shows, by the actor and issue that count now.
    standing_cells: BTreeMap<(ActorId, IssueId), CellCoding>,
    /// The words of each suggestion that decisions can teach about.
    words: BTreeMap<StatementId, Arc<Words>>,
    /// Where known positions may show, worked out when first asked for: it takes cutting the text up again.
    chances: BTreeMap<ArticleId, OnceLock<Vec<Chance>>>,
    /// What the decisions that stand teach.
    lessons: Lessons,
    /// Counts every change, so that derived tables know when they are stale.
    revision: u64,
    /// The revision that last changed what stands in an article, and in all of them at once.
    touched: BTreeMap<ArticleId, u64>,
    touched_all: u64,
    /// The revision that last changed what decisions teach about suggestions of any article.
    taught: u64,
    /// The revision that last changed who the actors or what the issues are.
    shaken: u64,
    /// The revision that last changed a decision about any of an actor's cells.
    cells_changed: BTreeMap<ActorId, u64>,
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
        let ids = self.roster.link(id, &reading);
        self.links.insert(id, ids);
        self.readings.insert(id, Arc::new(reading));
        for suggestion in self.suggestions(id) {
            let words = Arc::new(self.read_words(&suggestion));
            self.words.insert(suggestion.id, words);
        }
        self.chances.insert(id, OnceLock::new());
        self.linked += 1;
        self.revision += 1;
        self.touched.insert(id, self.revision);
        self.shaken = self.revision;
    }

    /// The revision that last changed an article's statements or whose its quotations are: what was derived from the
    /// article at that revision still holds.
    pub fn touched(&self, id: ArticleId) -> u64 {
        self.touched.get(&id).copied().unwrap_or_default().max(self.touched_all)
    }

    /// The revision that last changed what decisions teach: suggestions of any article may be surer or less sure since.
    pub fn taught(&self) -> u64 {
        self.taught
    }

    /// The revision that last changed who the actors or what the issues are, or which decisions are shown.
    pub fn shaken(&self) -> u64 {
        self.shaken.max(self.touched_all)
    }

    /// The actors of whom a decision about a cell changed since that revision.
    pub fn cells_changed_since(&self, revision: u64) -> impl Iterator<Item = &ActorId> {
        self.cells_changed.iter().filter(move |(_, at)| **at > revision).map(|(id, _)| id)
    }

    /// The articles that want reading, in order: never read, read by another engine, or for another catalogue. What
    /// they have stays until the new reading comes.
    pub fn stale(&self, engine: Engine) -> Vec<ArticleId> {
        let digest = self.catalogue.digest();
        let fresh = |article: &Article| {
            let wanted = article.issues.as_ref().map_or_else(|| digest.clone(), Catalogue::digest);
            self.reading(article.id)
                .is_some_and(|reading| reading.engine == engine.name() && reading.catalogue == wanted)
        };
        self.articles().filter(|article| !fresh(article)).map(|article| article.id).collect()
    }

    /// The issues that articles are read for.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The project's actor behind a local actor of a reading.
    pub fn actor_of(&self, article: ArticleId, local: MentionedIx) -> Option<&Actor> {
        self.linked_actor(article, local).and_then(|id| self.actor(id))
    }

    /// The id that counts for a local actor: where a person placed it, else where linking put it, merges followed.
    fn linked_actor(&self, article: ArticleId, local: MentionedIx) -> Option<&ActorId> {
        let placed = || {
            let places = self.placed.get(&article)?;
            let mentions = &self.readings.get(&article)?.actor(local)?.mentions;
            let here = |at: &Span| mentions.iter().any(|mention| mention.overlaps(*at));
            places.iter().find(|(at, _)| here(at)).map(|(_, actor)| actor)
        };
        let linked = || self.links.get(&article)?.get(local.0 as usize);
        placed().or_else(linked).map(|id| self.resolve(id))
    }

    /// The id under which an actor counts: its own, or that of the one that it was merged into, however often.
    pub fn resolve<'a>(&'a self, id: &'a ActorId) -> &'a ActorId {
        let mut at = id;
        // As many steps as there are merges: were a file to hold a circle, it must not hang.
        for _ in 0..=self.merged.len() {
            match self.merged.get(at) {
                Some(into) => at = into,
                None => break,
            }
        }
        at
    }

    /// The actor of that id, as a person last left it; the survivor where it was merged.
    pub fn actor(&self, id: &ActorId) -> Option<&Actor> {
        self.own_actor(self.resolve(id))
    }

    /// The actor of that id, also one that was merged into another.
    fn own_actor(&self, id: &ActorId) -> Option<&Actor> {
        self.actor_codings.get(id).or_else(|| self.roster.actors().get(id))
    }

    /// All actors, by id, without those that were merged into others.
    pub fn actors(&self) -> impl Iterator<Item = &Actor> {
        let added = self.actor_codings.values().filter(|actor| !self.roster.actors().contains_key(&actor.id));
        self.roster
            .actors()
            .keys()
            .filter_map(|id| self.own_actor(id))
            .chain(added)
            .filter(|actor| !self.merged.contains_key(&actor.id))
    }

    /// The actors as linking knows them, for the project file.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// Counts the readings that were put in.
    pub fn linked(&self) -> u64 {
        self.linked
    }

    /// The decision about a statement that the view shows, and whose it is.
    pub fn standing(&self, id: &StatementId) -> Option<(&Layer, &StatementCoding)> {
        self.standing.get(id).map(|(layer, coding)| (layer, coding.as_ref()))
    }

    /// All decisions about statements that the view shows, by id, and whose they are.
    pub fn standing_codings(&self) -> impl Iterator<Item = (&Layer, &StatementCoding)> {
        self.standing.values().map(|(layer, coding)| (layer, coding.as_ref()))
    }

    /// The decisions about cells that the view shows, by row and column.
    pub fn cell_codings(&self) -> &BTreeMap<(ActorId, IssueId), CellCoding> {
        &self.standing_cells
    }

    /// A person's changes to actors, by id.
    pub fn actor_codings(&self) -> &BTreeMap<ActorId, Actor> {
        &self.actor_codings
    }

    /// Which actors are the same as which.
    pub fn merged(&self) -> &BTreeMap<ActorId, ActorId> {
        &self.merged
    }

    /// Whom articles mention at a place, where a person said so.
    pub fn placed(&self) -> &BTreeMap<ArticleId, BTreeMap<Span, ActorId>> {
        &self.placed
    }

    /// Actors that a person said are none.
    pub fn dismissed(&self) -> &BTreeSet<ActorId> {
        &self.dismissed
    }

    /// Pairs of like names that a person said are two.
    pub fn distinct(&self) -> &BTreeSet<(ActorId, ActorId)> {
        &self.distinct
    }

    /// Where projects that were brought in said other things than this one.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// A person's note on an article; empty where there is none.
    pub fn article_note(&self, id: ArticleId) -> &str {
        self.article_notes.get(&id).map_or("", String::as_str)
    }

    /// All notes on actors, by the actor as it was when the note was written: a merge moves none.
    pub fn actor_notes(&self) -> &BTreeMap<ActorId, String> {
        &self.actor_notes
    }

    /// A person's note on an actor; empty where there is none.
    pub fn actor_note(&self, id: &ActorId) -> &str {
        self.actor_notes.get(id).map_or("", String::as_str)
    }

    /// The notes on those that were merged into an actor.
    pub fn merged_notes(&self, id: &ActorId) -> impl Iterator<Item = &str> {
        let merged = self.actor_notes.iter().filter(move |(of, _)| *of != id && self.resolve(of) == id);
        merged.map(|(_, note)| note.as_str())
    }

    /// What was done and can be undone.
    pub fn history(&self) -> &History {
        &self.history
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
        self.perform(change.inverse.clone()).ok()?;
        Some(change.label.clone())
    }

    /// Does the edit that was last taken back again and says what it was.
    pub fn redo(&mut self) -> Option<String> {
        let change = self.history.redo()?;
        self.perform(change.edit.clone()).ok()?;
        Some(change.label.clone())
    }

    /// Rebuilds a project from its parts, as the store read them.
    pub fn from_parts(parts: Parts) -> Self {
        let mut project = Self {
            excluded: parts.excluded,
            roster: Roster::from_actors(parts.roster),
            actor_codings: parts.actor_codings.into_iter().map(|actor| (actor.id.clone(), actor)).collect(),
            merged: parts.merged,
            placed: parts.placed,
            dismissed: parts.dismissed,
            distinct: parts.distinct,
            conflicts: parts.conflicts,
            catalogue: parts.catalogue,
            layers: parts.layers,
            article_notes: parts.article_notes,
            actor_notes: parts.actor_notes,
            history: parts.history,
            ..Self::default()
        };
        for article in parts.articles {
            project.add_article(article);
        }
        for (id, reading) in parts.readings {
            project.set_reading(id, reading);
        }
        project.restand();
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
    /// Actors that are the same as another one.
    pub merged: BTreeMap<ActorId, ActorId>,
    /// Whom articles mention at a place.
    pub placed: BTreeMap<ArticleId, BTreeMap<Span, ActorId>>,
    /// Actors that are none.
    pub dismissed: BTreeSet<ActorId>,
    /// Pairs of like names that are two.
    pub distinct: BTreeSet<(ActorId, ActorId)>,
    /// Where projects that were brought in said other things.
    pub conflicts: Vec<Conflict>,
    /// The issues.
    pub catalogue: Catalogue,
    /// Decisions, by layer.
    pub layers: BTreeMap<Layer, Codings>,
    /// Notes on articles.
    pub article_notes: BTreeMap<ArticleId, String>,
    /// Notes on actors.
    pub actor_notes: BTreeMap<ActorId, String>,
    /// What was done.
    pub history: History,
}
