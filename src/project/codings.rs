//! Decisions kept by coder, and which of them stand.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{ActorId, CellCoding, CoderName, IssueId, Layer, Origin, StatementCoding, StatementId};
use crate::project::Project;
use crate::project::learning::Lessons;

/// One layer's decisions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Codings {
    /// About statements. Shared, so that the store sees at a glance which ones changed.
    pub statements: BTreeMap<StatementId, Arc<StatementCoding>>,
    /// About cells, by the actor and issue that were named (which may have been merged into others since).
    pub cells: BTreeMap<(ActorId, IssueId), Arc<CellCoding>>,
}

impl Codings {
    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty() && self.cells.is_empty()
    }
}

/// Whose decisions are shown. A setting of the window, not a part of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Who works; empty for nobody in particular, to whom all coders are alike.
    pub coder: CoderName,
    /// Whether this coder sees nobody else's decisions, the final ones included.
    pub blind: bool,
    /// Whether what was decided bears on suggestions that nobody has looked at.
    pub learns: bool,
}

impl Default for View {
    fn default() -> Self {
        Self { coder: CoderName::new(), blind: false, learns: true }
    }
}

impl Project {
    /// Shows the decisions as `view` says.
    pub fn set_view(&mut self, view: View) {
        if self.view != view {
            self.view = view;
            self.restand();
            self.revision += 1;
            self.touched_all = self.revision;
        }
    }

    /// Whose decisions are shown.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// All decisions, by layer, as they were made.
    pub fn layers(&self) -> &BTreeMap<Layer, Codings> {
        &self.layers
    }

    /// The coders that decided anything, by name.
    pub fn coders(&self) -> impl Iterator<Item = &CoderName> {
        self.layers.keys().filter_map(|layer| match layer {
            Layer::Coder(name) => Some(name),
            Layer::Final => None,
        })
    }

    /// The decision about a statement in one layer.
    pub fn coding_in(&self, layer: &Layer, id: &StatementId) -> Option<&StatementCoding> {
        self.layers.get(layer)?.statements.get(id).map(Arc::as_ref)
    }

    /// All decisions about a cell that the view shows, the one that stands first. More than one in a layer come from
    /// actors or issues that were merged.
    pub fn cell_decisions(&self, actor: &ActorId, issue: &IssueId) -> Vec<(&Layer, &CellCoding)> {
        let actor = self.resolve(actor);
        let mut actors = vec![actor];
        actors.extend(self.merged.keys().filter(|id| self.resolve(id) == actor));
        let issue = self.catalogue.resolve(issue);
        let mut issues = vec![&issue];
        issues.extend(self.catalogue.get(&issue).into_iter().flat_map(|issue| &issue.merged));
        let mut found = Vec::new();
        for (layer, codings) in self.layers.iter().filter(|(layer, _)| self.shows(layer)) {
            for (own_actor, actor) in actors.iter().enumerate().map(|(at, id)| (at == 0, *id)) {
                for (own_issue, issue) in issues.iter().enumerate().map(|(at, id)| (at == 0, *id)) {
                    if let Some(coding) = codings.cells.get(&(actor.clone(), issue.clone())) {
                        found.push((self.rank(layer), !(own_actor && own_issue), layer, coding.as_ref()));
                    }
                }
            }
        }
        found.sort_by_key(|(rank, moved, _, coding)| (*rank, *moved, std::cmp::Reverse(coding.at)));
        found.into_iter().map(|(_, _, layer, coding)| (layer, coding)).collect()
    }

    fn shows(&self, layer: &Layer) -> bool {
        !self.view.blind || matches!(layer, Layer::Coder(name) if *name == self.view.coder)
    }

    /// Final decisions first, then the coder's own, then the others'.
    pub(super) fn rank(&self, layer: &Layer) -> u8 {
        match layer {
            Layer::Final => 0,
            Layer::Coder(name) if *name == self.view.coder => 1,
            Layer::Coder(_) => 2,
        }
    }

    /// Works out anew which decisions stand.
    pub(super) fn restand(&mut self) {
        self.standing = BTreeMap::new();
        self.lessons = Lessons::default();
        let ids: Vec<StatementId> = self.layers.values().flat_map(|layer| layer.statements.keys().cloned()).collect();
        for id in ids {
            self.restand_statement(&id);
        }
        self.restand_cells();
    }

    pub(super) fn restand_statement(&mut self, id: &StatementId) {
        let decided = self.layers.iter().filter(|(layer, _)| self.shows(layer));
        let decided = decided.filter_map(|(layer, codings)| Some((layer, codings.statements.get(id)?)));
        let best = decided.min_by_key(|(layer, coding)| (self.rank(layer), std::cmp::Reverse(made_at(coding))));
        let best = best.map(|(layer, coding)| (layer.clone(), Arc::clone(coding)));
        let now = best.as_ref().map(|(_, coding)| Arc::clone(coding));
        let before = match best {
            Some(found) => self.standing.insert(id.clone(), found),
            None => self.standing.remove(id),
        };
        self.learn(before.map(|(_, coding)| coding), now);
    }

    /// Forgets what a decision taught and learns what the one in its place teaches.
    fn learn(&mut self, before: Option<Arc<StatementCoding>>, now: Option<Arc<StatementCoding>>) {
        for (coding, add) in before.map(|coding| (coding, false)).into_iter().chain(now.map(|coding| (coding, true))) {
            let about = coding.suggested.as_ref().unwrap_or(&coding.statement);
            let words = self.words_of(about);
            let (actor, issue) = (self.resolve(&about.actor).clone(), self.catalogue.resolve(&about.issue));
            self.lessons.tally(&coding, &words, &actor, &issue, add);
        }
    }

    /// Learns everything anew, because actors or issues count differently now.
    pub(super) fn relearn(&mut self) {
        self.lessons = Lessons::default();
        let all: Vec<Arc<StatementCoding>> = self.standing.values().map(|(_, coding)| Arc::clone(coding)).collect();
        for coding in all {
            self.learn(None, Some(coding));
        }
    }

    pub(super) fn restand_cells(&mut self) {
        let keys: Vec<(ActorId, IssueId)> =
            self.layers.values().flat_map(|layer| layer.cells.keys().cloned()).collect();
        self.standing_cells.clear();
        for (actor, issue) in keys {
            self.restand_cell(&actor, &issue);
        }
    }

    pub(super) fn restand_cell(&mut self, actor: &ActorId, issue: &IssueId) {
        let key = (self.resolve(actor).clone(), self.catalogue.resolve(issue));
        let stands = self.cell_decisions(&key.0, &key.1).into_iter().next().map(|(_, coding)| CellCoding {
            actor: key.0.clone(),
            issue: key.1.clone(),
            ..coding.clone()
        });
        match stands {
            Some(coding) => self.standing_cells.insert(key, coding),
            None => self.standing_cells.remove(&key),
        };
    }
}

/// When a decision was made.
fn made_at(coding: &StatementCoding) -> Option<jiff::Timestamp> {
    match coding.statement.origin {
        Origin::Coded { at, .. } => Some(at),
        Origin::Suggested { .. } => None,
    }
}
