//! Going through suggestions one by one: which one is shown, and what a key does with it.

use std::collections::BTreeSet;

use crate::app::actions::Action;
use crate::app::state::{Command, State};
use crate::findings::review::{Candidate, Queued, queue};
use crate::model::{ArticleId, Stance, Statement, StatementId, Verdict};

/// What a key does in the review.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// It holds as it is suggested.
    Accept,
    /// It is no statement.
    Reject,
    /// It holds with this stance.
    Code(Stance),
    /// Look at the next one; this one stays in the queue.
    Next,
    /// Look at the one before.
    Back,
    /// Leave this one for the end.
    Skip,
    /// Take the latest decision back and look at it again.
    Undo,
    /// Look at this one.
    Show(ArticleId, StatementId),
    /// Go through other suggestions.
    Filter(Queued),
}

/// A statement that is looked at, and its article.
pub type Looked = (ArticleId, StatementId);

/// Where the review stands.
#[derive(Debug, Default)]
pub struct Review {
    /// Which suggestions are gone through.
    pub filter: Queued,
    /// What waits, the most gainful first, skipped ones last.
    pub queue: Vec<Candidate>,
    /// What is looked at.
    pub current: Option<Looked>,
    /// How many decisions were made in this sitting.
    pub decided: usize,
    skipped: BTreeSet<StatementId>,
    /// What was looked at, the latest last.
    past: Vec<Looked>,
    seen: Option<(u64, u64, Queued)>,
}

impl State {
    /// Makes the queue anew where the project or the review's filter changed. What is looked at stays.
    pub fn refresh_review(&mut self) {
        let now = (self.project.revision(), self.made, self.review.filter.clone());
        let same_edit = self.review.seen.as_ref().is_some_and(|seen| seen.0 == now.0 && seen.2 == now.2);
        // While suggestions follow what was taught, one queue a decision is enough.
        if self.review.seen.as_ref() == Some(&now) || (same_edit && self.is_behind()) {
            return;
        }
        self.review.queue = queue(&self.project, &self.statements, &self.review.filter);
        let skipped = &self.review.skipped;
        if !skipped.is_empty() {
            self.review.queue.sort_by_key(|candidate| skipped.contains(&candidate.statement.id));
        }
        self.review.seen = Some(now);
        if self.reviewed().is_none() {
            self.review.current = self.review.queue.first().map(looked);
        }
    }

    /// The statement that is looked at.
    pub fn reviewed(&self) -> Option<&Statement> {
        let (article, id) = self.review.current.as_ref()?;
        self.statements.get(*article, id).map(AsRef::as_ref)
    }

    /// Does what a key asks for in the review.
    pub fn review(&mut self, step: Step) {
        self.refresh_review();
        let current = self.reviewed().cloned();
        match (step, current) {
            (Step::Accept, Some(statement)) => self.decide_and_go_on(statement, Verdict::Accepted),
            (Step::Reject, Some(statement)) => self.decide_and_go_on(statement, Verdict::Rejected),
            (Step::Code(stance), Some(statement)) => {
                self.decide_and_go_on(Statement { stance, ..statement }, Verdict::Accepted);
            }
            (Step::Skip, Some(statement)) => {
                self.go_on((statement.article, statement.id.clone()));
                self.review.skipped.insert(statement.id);
                self.review.seen = None;
            }
            (Step::Next, Some(statement)) => self.go_on((statement.article, statement.id)),
            (Step::Back, _) => {
                if let Some(id) = self.review.past.pop() {
                    self.review.current = Some(id);
                }
            }
            (Step::Undo, _) => {
                let undone = self.undoable().is_some();
                self.handle(Command::Do(Action::Undo));
                if undone {
                    self.review.decided = self.review.decided.saturating_sub(1);
                    self.review.current = self.review.past.pop().or_else(|| self.review.current.take());
                }
            }
            (Step::Show(article, id), current) => {
                self.review.past.extend(current.map(|statement| (statement.article, statement.id)));
                self.review.current = Some((article, id));
            }
            (Step::Filter(filter), _) => {
                self.review.filter = filter;
                self.review.current = None;
            }
            (Step::Accept | Step::Reject | Step::Code(_) | Step::Skip | Step::Next, None) => {}
        }
    }

    fn decide_and_go_on(&mut self, statement: Statement, verdict: Verdict) {
        let from = (statement.article, statement.id.clone());
        let command = match verdict {
            Verdict::Accepted => {
                let note = match &statement.origin {
                    crate::model::Origin::Coded { note, .. } => note.clone(),
                    crate::model::Origin::Suggested { .. } => String::new(),
                };
                Command::Decide(Box::new(statement), note)
            }
            Verdict::Rejected => Command::Reject(Box::new(statement)),
        };
        self.handle(command);
        self.review.decided += 1;
        self.go_on(from);
    }

    /// Looks at what follows: after something of the queue the next in it, else its first.
    fn go_on(&mut self, from: Looked) {
        let queue = &self.review.queue;
        let at = queue.iter().position(|candidate| candidate.statement.id == from.1);
        let after = at.and_then(|at| queue.get(at + 1)).or_else(|| queue.iter().find(|one| one.statement.id != from.1));
        self.review.current = after.map(looked);
        self.review.past.push(from);
    }
}

fn looked(candidate: &Candidate) -> Looked {
    (candidate.statement.article, candidate.statement.id.clone())
}
