use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{
    Actor, ActorId, ArticleId, Catalogue, CellCoding, IssueId, Layer, Span, StatementCoding, StatementId,
};
use crate::project::{Conflict, Project};

/// Everything that a person can change. Each edit says what stands afterwards, so its inverse is what stood before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// Decide about a statement, or take the decision back (`None`).
    Statement(Layer, StatementId, Option<Box<StatementCoding>>),
    /// Decide about a cell, or take the decision back (`None`).
    Cell(Layer, ActorId, IssueId, Option<CellCoding>),
    /// Change an actor or make one, or go back to what linking knows (`None`).
    Actor(ActorId, Option<Actor>),
    /// Say that an actor is the same as another, or is its own again (`None`). Nothing is rewritten: whatever names the
    /// first counts for the second.
    Merge(ActorId, Option<ActorId>),
    /// Say that whomever an article mentions at this place is this actor, or leave that to linking again (`None`).
    Place(ArticleId, Span, Option<ActorId>),
    /// Say that an actor is none (`true`), so that its suggestions vanish, or is one after all.
    Dismiss(ActorId, bool),
    /// Say that two actors of like names are two (`true`), or leave the question open again. The lesser id first.
    Distinct(ActorId, ActorId, bool),
    /// Change the issues.
    Catalogue(Catalogue),
    /// Take an article out (`true`) or back in.
    Exclude(ArticleId, bool),
    /// Write a note on an article; empty removes it.
    ArticleNote(ArticleId, String),
    /// Write a note on an actor; empty removes it.
    ActorNote(ActorId, String),
    /// List where projects that were brought in said other things than this one.
    Conflicts(Vec<Conflict>),
    /// Several as one, in order.
    All(Vec<Self>),
}

/// Why an edit cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It names an article that the project does not have.
    #[error("the project has no article {0}")]
    NoArticle(ArticleId),
    /// It names an actor that the project does not have.
    #[error("the project has no actor “{0}”")]
    NoActor(ActorId),
    /// It names an issue that the project does not have.
    #[error("the project has no issue “{0}”")]
    NoIssue(IssueId),
    /// It says two different things at once.
    #[error("the coding is about another statement or cell than the edit")]
    Mismatch,
    /// It merges an actor into itself.
    #[error("“{0}” is that actor already")]
    Same(ActorId),
    /// It removes an actor that decisions speak of.
    #[error("decisions speak of “{0}”")]
    InUse(ActorId),
}

impl Project {
    /// Makes the edit and gives its inverse. Changes nothing where it fails.
    pub(super) fn perform(&mut self, edit: Edit) -> Result<Edit, EditError> {
        let concerned = self.concerned(&edit);
        let cells_of = match &edit {
            Edit::Cell(_, actor, ..) => Some(self.resolve(actor).clone()),
            _ => None,
        };
        let shakes = matches!(edit, Edit::Actor(..));
        let teaches = matches!(edit, Edit::Statement(..)) && self.view.learns;
        let inverse = match edit {
            Edit::Statement(layer, id, coding) => self.code_statement(layer, id, coding)?,
            Edit::Cell(layer, actor, issue, coding) => self.code_cell(layer, actor, issue, coding)?,
            Edit::Actor(id, actor) => {
                if actor.as_ref().is_some_and(|actor| actor.id != id) {
                    return Err(EditError::Mismatch);
                }
                if actor.is_none() && !self.roster.actors().contains_key(&id) && self.speaks_of(&id) {
                    return Err(EditError::InUse(id));
                }
                let before = match actor {
                    Some(actor) => self.actor_codings.insert(id.clone(), actor),
                    None => self.actor_codings.remove(&id),
                };
                Edit::Actor(id, before)
            }
            Edit::Merge(from, into) => {
                if let Some(into) = &into {
                    self.need_actor(&from)?;
                    self.need_actor(into)?;
                    if *self.resolve(into) == from || self.resolve(into) == self.resolve(&from) {
                        return Err(EditError::Same(from));
                    }
                }
                let before = match into {
                    Some(into) => self.merged.insert(from.clone(), into),
                    None => self.merged.remove(&from),
                };
                self.restand_cells();
                self.relearn();
                Edit::Merge(from, before)
            }
            Edit::Place(article, at, actor) => {
                self.need_article(article)?;
                actor.as_ref().map_or(Ok(()), |actor| self.need_actor(actor))?;
                let places = self.placed.entry(article).or_default();
                let before = match actor {
                    Some(actor) => places.insert(at, actor),
                    None => places.remove(&at),
                };
                if places.is_empty() {
                    self.placed.remove(&article);
                }
                Edit::Place(article, at, before)
            }
            Edit::Dismiss(id, none) => {
                self.need_actor(&id)?;
                let was = if none { !self.dismissed.insert(id.clone()) } else { self.dismissed.remove(&id) };
                Edit::Dismiss(id, was)
            }
            Edit::Distinct(a, b, two) => {
                if a >= b {
                    return Err(EditError::Mismatch);
                }
                let pair = (a.clone(), b.clone());
                let was = if two { !self.distinct.insert(pair) } else { self.distinct.remove(&pair) };
                Edit::Distinct(a, b, was)
            }
            Edit::Catalogue(catalogue) => {
                let before = std::mem::replace(&mut self.catalogue, catalogue);
                for chances in self.chances.values_mut() {
                    chances.take();
                }
                self.restand_cells();
                self.relearn();
                Edit::Catalogue(before)
            }
            Edit::Exclude(id, out) => {
                self.need_article(id)?;
                let was_out = if out { !self.excluded.insert(id) } else { self.excluded.remove(&id) };
                Edit::Exclude(id, was_out)
            }
            Edit::ArticleNote(id, note) => {
                self.need_article(id)?;
                let before =
                    if note.is_empty() { self.article_notes.remove(&id) } else { self.article_notes.insert(id, note) };
                Edit::ArticleNote(id, before.unwrap_or_default())
            }
            Edit::ActorNote(id, note) => {
                self.need_actor(&id)?;
                let notes = &mut self.actor_notes;
                let before = if note.is_empty() { notes.remove(&id) } else { notes.insert(id.clone(), note) };
                Edit::ActorNote(id, before.unwrap_or_default())
            }
            Edit::Conflicts(conflicts) => Edit::Conflicts(std::mem::replace(&mut self.conflicts, conflicts)),
            Edit::All(edits) => {
                let mut inverses = Vec::with_capacity(edits.len());
                for edit in edits {
                    match self.perform(edit) {
                        Ok(inverse) => inverses.push(inverse),
                        Err(err) => {
                            for inverse in inverses.into_iter().rev() {
                                self.perform(inverse)?;
                            }
                            return Err(err);
                        }
                    }
                }
                inverses.reverse();
                Edit::All(inverses)
            }
        };
        self.revision += 1;
        match concerned {
            Some(articles) => self.touched.extend(articles.into_iter().map(|id| (id, self.revision))),
            None => self.touched_all = self.revision,
        }
        if teaches {
            self.taught = self.revision;
        }
        if shakes {
            self.shaken = self.revision;
        }
        self.cells_changed.extend(cells_of.map(|actor| (actor, self.revision)));
        Ok(inverse)
    }

    /// The articles whose statements or speakers an edit changes; `None` for any of them. The parts of [`Edit::All`]
    /// say so themselves.
    fn concerned(&self, edit: &Edit) -> Option<Vec<ArticleId>> {
        match edit {
            Edit::Statement(layer, id, coding) => {
                let before = self.coding_in(layer, id).map(|coding| coding.statement.article);
                Some(coding.iter().map(|coding| coding.statement.article).chain(before).collect())
            }
            Edit::Exclude(id, _) | Edit::Place(id, ..) => Some(vec![*id]),
            Edit::Merge(..) | Edit::Dismiss(..) | Edit::Catalogue(_) => None,
            Edit::Cell(..)
            | Edit::ArticleNote(..)
            | Edit::ActorNote(..)
            | Edit::Actor(..)
            | Edit::Distinct(..)
            | Edit::Conflicts(_)
            | Edit::All(_) => Some(Vec::new()),
        }
    }

    fn code_statement(
        &mut self,
        layer: Layer,
        id: StatementId,
        coding: Option<Box<StatementCoding>>,
    ) -> Result<Edit, EditError> {
        if let Some(coding) = &coding {
            if coding.statement.id != id {
                return Err(EditError::Mismatch);
            }
            self.need_article(coding.statement.article)?;
            self.need_actor(&coding.statement.actor)?;
        }
        let codings = self.layers.entry(layer.clone()).or_default();
        let before = match coding {
            Some(coding) => codings.statements.insert(id.clone(), Arc::from(coding)),
            None => codings.statements.remove(&id),
        };
        if codings.is_empty() {
            self.layers.remove(&layer);
        }
        self.restand_statement(&id);
        Ok(Edit::Statement(layer, id, before.map(|coding| Box::new(Arc::unwrap_or_clone(coding)))))
    }

    fn code_cell(
        &mut self,
        layer: Layer,
        actor: ActorId,
        issue: IssueId,
        coding: Option<CellCoding>,
    ) -> Result<Edit, EditError> {
        if let Some(coding) = &coding {
            if coding.actor != actor || coding.issue != issue {
                return Err(EditError::Mismatch);
            }
            self.need_actor(&actor)?;
            let known = self.catalogue.get(&self.catalogue.resolve(&issue)).is_some();
            known.then_some(()).ok_or_else(|| EditError::NoIssue(issue.clone()))?;
        }
        let key = (actor.clone(), issue.clone());
        let codings = self.layers.entry(layer.clone()).or_default();
        let before = match coding {
            Some(coding) => codings.cells.insert(key, Arc::new(coding)),
            None => codings.cells.remove(&key),
        };
        if codings.is_empty() {
            self.layers.remove(&layer);
        }
        self.restand_cell(&actor, &issue);
        Ok(Edit::Cell(layer, actor, issue, before.map(Arc::unwrap_or_clone)))
    }

    fn need_article(&self, id: ArticleId) -> Result<(), EditError> {
        self.article(id).map(|_| ()).ok_or(EditError::NoArticle(id))
    }

    fn need_actor(&self, id: &ActorId) -> Result<(), EditError> {
        self.actor(id).map(|_| ()).ok_or_else(|| EditError::NoActor(id.clone()))
    }

    /// Whether any decision names the actor.
    fn speaks_of(&self, id: &ActorId) -> bool {
        self.merged.iter().any(|(from, into)| from == id || into == id)
            || self.placed.values().any(|places| places.values().any(|actor| actor == id))
            || self.layers.values().any(|layer| {
                layer.cells.keys().any(|(actor, _)| actor == id)
                    || layer.statements.values().any(|coding| coding.statement.actor == *id)
            })
    }
}
