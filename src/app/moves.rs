//! Going about in the window: from page to page, cell to cell, statement to statement, and from one layout to another.

use super::state::{BEFORE, Command, Page, State};
use crate::app::actions::Action;
use crate::findings::{Arrangement, Order, Rule};
use crate::model::{ArticleId, Statement};

impl State {
    /// Shows another page and remembers this one. A page of one thing shows the first one until another is chosen.
    pub(super) fn turn_to(&mut self, page: Page) {
        self.before.push((self.page, self.selection.clone()));
        if self.before.len() > BEFORE {
            self.before.remove(0);
        }
        self.page = page;
        match page {
            Page::Article if self.shown_article().is_none() => {
                self.selection.article = self.first_article();
                self.selection.statement = None;
            }
            Page::Actor if self.selection.actor.is_none() => {
                self.selection.actor = self.matrix.rows.first().map(|row| row.actor.id.clone());
            }
            Page::Issue if self.selection.issue_shown.is_none() => {
                let first = || self.matrix.issues.first().map(|issue| issue.id.clone());
                self.selection.issue_shown = self.selection.issue.clone().or_else(first);
            }
            _ => {}
        }
    }

    /// Whether there is something to go back to.
    pub fn can_go_back(&self) -> bool {
        !self.before.is_empty()
    }

    /// An article to show where none was chosen: that of the selected cell, of the selected actor, else the first that
    /// says anything.
    pub(super) fn first_article(&self) -> Option<ArticleId> {
        let on = |one: &&std::sync::Arc<Statement>| self.selection.issue.as_ref().is_none_or(|id| *id == one.issue);
        let chosen = self.selection.actor.as_ref().and_then(|actor| self.statements.of_actor(actor).find(on));
        let first = || self.project.articles().next().map(|article| article.id);
        chosen.or_else(|| self.statements.iter().next()).map(|one| one.article).or_else(first)
    }

    /// The arrangement after an action that changes it.
    pub(super) fn rearranged(&self, action: Action) -> Option<Arrangement> {
        let now = self.arrangement.clone();
        let actor = || self.selection.actor.clone();
        Some(match action {
            Action::RollUp => Arrangement { roll_up: !now.roll_up, ..now },
            Action::Transpose => Arrangement { transposed: !now.transposed, ..now },
            Action::SortByCount => Arrangement { order: Order::Count, reversed: false, ..now },
            Action::SortByName => Arrangement { order: Order::Name, reversed: false, ..now },
            Action::SortByIssue => {
                let order = self.selection.issue.clone().map_or(now.order.clone(), Order::Issue);
                Arrangement { order, reversed: false, ..now }
            }
            Action::SortByAgreement => {
                let order = actor().map_or(now.order.clone(), Order::Agreement);
                Arrangement { order, reversed: false, ..now }
            }
            Action::Pin => {
                let mut pinned = now.pinned.clone();
                if let Some(actor) = actor() {
                    match pinned.iter().position(|id| *id == actor) {
                        Some(at) => drop(pinned.remove(at)),
                        None => pinned.push(actor),
                    }
                }
                Arrangement { pinned, ..now }
            }
            Action::RuleAll => Arrangement { rule: Rule::All, ..now },
            Action::RuleArticle => Arrangement { rule: Rule::Article, ..now },
            Action::RuleLatest => Arrangement { rule: Rule::Latest, ..now },
            Action::RuleHuman => Arrangement { rule: Rule::Human, ..now },
            _ => return None,
        })
    }

    /// Goes to the next or the previous statement of the article that is shown.
    pub(super) fn step_statement(&mut self, forwards: bool) {
        let Some(article) = self.selection.article else { return };
        let here: Vec<_> = self.statements.of_article(article).iter().filter(|one| !one.rejected).collect();
        let at = here.iter().position(|one| Some(&one.id) == self.selection.statement.as_ref());
        let next = match (at, forwards) {
            (None, true) => 0,
            (None, false) => here.len().saturating_sub(1),
            (Some(at), true) => (at + 1).min(here.len() - 1),
            (Some(at), false) => at.saturating_sub(1),
        };
        if let Some(statement) = here.get(next).map(|one| (one.cover().start, one.id.clone())) {
            self.handle(Command::ShowArticle(article, Some(statement.0), Some(statement.1)));
        }
    }

    pub(super) fn go(&mut self, down: isize, right: isize) {
        if self.matrix.rows.is_empty() {
            return;
        }
        let (down, right) = if self.arrangement.transposed { (right, down) } else { (down, right) };
        let row = self.matrix.rows.iter().position(|row| Some(&row.actor.id) == self.selection.actor.as_ref());
        let column = self
            .selection
            .issue
            .as_ref()
            .and_then(|id| self.matrix.issues.iter().position(|issue| issue.id == *id))
            .map_or(-1, |at| at as isize);
        let last = self.matrix.rows.len() as isize - 1;
        let row = row.map_or(0, |row| (row as isize + down).clamp(0, last));
        let column = (column + right).clamp(-1, self.matrix.issues.len() as isize - 1);
        self.selection.actor = self.matrix.rows.get(row as usize).map(|row| row.actor.id.clone());
        self.selection.issue =
            usize::try_from(column).ok().and_then(|at| self.matrix.issues.get(at)).map(|issue| issue.id.clone());
        self.selection.reveal = true;
    }

    pub(super) fn show_evidence(&mut self) {
        let Some(actor) = self.selection.actor.clone() else { return };
        let first = self.statements.of_actor(&actor).find(|statement| {
            !statement.rejected && self.selection.issue.as_ref().is_none_or(|issue| *issue == statement.issue)
        });
        if let Some(statement) = first.cloned() {
            let at = statement.cover().start;
            self.handle(Command::ShowArticle(statement.article, Some(at), Some(statement.id.clone())));
        }
    }
}
