use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::CoderName;
use crate::project::Edit;

/// An edit that was made, with the way back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// For the menu: "Merz on ceasefire to oppose".
    pub label: String,
    /// What was done.
    pub edit: Edit,
    /// What takes it back.
    pub inverse: Edit,
    /// By whom.
    pub coder: CoderName,
    /// When.
    pub at: jiff::Timestamp,
}

/// All changes that a person made, and how many of them stand now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Shared, so that the store sees at a glance which ones are new.
    changes: Vec<Arc<Change>>,
    done: usize,
}

impl History {
    /// A history as the store read it; `done` of the changes stand.
    pub fn from_parts(changes: Vec<Change>, done: usize) -> Self {
        let done = done.min(changes.len());
        Self { changes: changes.into_iter().map(Arc::new).collect(), done }
    }

    /// All changes, the undone ones last.
    pub fn changes(&self) -> &[Arc<Change>] {
        &self.changes
    }

    /// How many of the changes stand.
    pub fn done(&self) -> usize {
        self.done
    }

    /// What undo would take back.
    pub fn latest(&self) -> Option<&Change> {
        self.done.checked_sub(1).and_then(|at| self.changes.get(at)).map(AsRef::as_ref)
    }

    /// What redo would do again.
    pub fn undone(&self) -> Option<&Change> {
        self.changes.get(self.done).map(AsRef::as_ref)
    }

    /// A new change ends the branch that was undone.
    pub(super) fn push(&mut self, change: Change) {
        self.changes.truncate(self.done);
        self.changes.push(Arc::new(change));
        self.done = self.changes.len();
    }

    pub(super) fn undo(&mut self) -> Option<Arc<Change>> {
        self.done = self.done.checked_sub(1)?;
        self.changes.get(self.done).cloned()
    }

    pub(super) fn redo(&mut self) -> Option<Arc<Change>> {
        let change = self.changes.get(self.done).cloned()?;
        self.done += 1;
        Some(change)
    }
}
