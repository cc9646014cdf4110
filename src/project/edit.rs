use serde::{Deserialize, Serialize};

use crate::model::{Actor, ActorId, ArticleId, Catalogue, CellCoding, IssueId, StatementCoding, StatementId};
use crate::project::Project;

/// Everything that a person can change. Each edit says what stands afterwards, so its inverse is what stood before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// Decide about a statement, or take the decision back (`None`).
    Statement(StatementId, Option<Box<StatementCoding>>),
    /// Decide about a cell, or take the decision back (`None`).
    Cell(ActorId, IssueId, Option<CellCoding>),
    /// Change an actor, or go back to what linking knows (`None`).
    Actor(ActorId, Option<Actor>),
    /// Change the issues.
    Catalogue(Catalogue),
    /// Take an article out (`true`) or back in.
    Exclude(ArticleId, bool),
    /// Write a note on an article; empty removes it.
    ArticleNote(ArticleId, String),
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
}

impl Project {
    /// Makes the edit and gives its inverse. Changes nothing where it fails.
    pub(super) fn perform(&mut self, edit: Edit) -> Result<Edit, EditError> {
        let concerned = self.concerned(&edit);
        let inverse = match edit {
            Edit::Statement(id, coding) => {
                if let Some(coding) = &coding {
                    if coding.statement.id != id {
                        return Err(EditError::Mismatch);
                    }
                    self.need_article(coding.statement.article)?;
                    self.need_actor(&coding.statement.actor)?;
                }
                let before = match coding {
                    Some(coding) => self.statement_codings.insert(id.clone(), *coding),
                    None => self.statement_codings.remove(&id),
                };
                Edit::Statement(id, before.map(Box::new))
            }
            Edit::Cell(actor, issue, coding) => {
                if let Some(coding) = &coding {
                    if coding.actor != actor || coding.issue != issue {
                        return Err(EditError::Mismatch);
                    }
                    self.need_actor(&actor)?;
                    self.catalogue.get(&issue).ok_or_else(|| EditError::NoIssue(issue.clone()))?;
                }
                let key = (actor.clone(), issue.clone());
                let before = match coding {
                    Some(coding) => self.cell_codings.insert(key, coding),
                    None => self.cell_codings.remove(&key),
                };
                Edit::Cell(actor, issue, before)
            }
            Edit::Actor(id, actor) => {
                let before = match actor {
                    Some(actor) if actor.id != id => return Err(EditError::Mismatch),
                    Some(actor) => self.actor_codings.insert(id.clone(), actor),
                    None => self.actor_codings.remove(&id),
                };
                Edit::Actor(id, before)
            }
            Edit::Catalogue(catalogue) => Edit::Catalogue(std::mem::replace(&mut self.catalogue, catalogue)),
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
        Ok(inverse)
    }

    /// The articles whose statements or speakers an edit changes; `None` for any of them. The parts of
    /// [`Edit::All`] say so themselves.
    fn concerned(&self, edit: &Edit) -> Option<Vec<ArticleId>> {
        match edit {
            Edit::Statement(id, coding) => {
                let before = self.statement_codings.get(id).map(|coding| coding.statement.article);
                Some(coding.iter().map(|coding| coding.statement.article).chain(before).collect())
            }
            Edit::Exclude(id, _) => Some(vec![*id]),
            Edit::Cell(..) | Edit::ArticleNote(..) | Edit::Catalogue(_) | Edit::Actor(..) | Edit::All(_) => {
                Some(Vec::new())
            }
        }
    }

    fn need_article(&self, id: ArticleId) -> Result<(), EditError> {
        self.article(id).map(|_| ()).ok_or(EditError::NoArticle(id))
    }

    fn need_actor(&self, id: &ActorId) -> Result<(), EditError> {
        self.actor(id).map(|_| ()).ok_or_else(|| EditError::NoActor(id.clone()))
    }
}
