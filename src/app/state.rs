use std::path::PathBuf;

use crate::export::{self, What};
use crate::findings::{Filter, Matrix};
use crate::ingest::Ingested;
use crate::model::{
    ActorId, Article, ArticleId, CellCoding, IssueId, Origin, Problem, Reading, Stance, Statement, StatementCoding,
    Verdict,
};
use crate::project::{Edit, Project};
use crate::reading::issues;

/// Everything that can be done; one place does it ([`State::handle`]).
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Show another page.
    Page(Page),
    /// Show an actor's quotations.
    SelectActor(ActorId),
    /// Show a cell's statements.
    SelectCell(ActorId, IssueId),
    /// Show an article, and in it a statement.
    ShowArticle(ArticleId, Option<u32>),
    /// Set the cell outright, or take that back.
    SetCell(ActorId, IssueId, Option<Stance>),
    /// Decide a statement's stance.
    SetStatement(Box<Statement>, Stance),
    /// Say that a statement is none.
    Reject(Box<Statement>),
    /// Take the latest decision back.
    Undo,
    /// Do it again.
    Redo,
    /// Write the table that stands to a file.
    Export(What, PathBuf),
    /// Load the sample.
    OpenSample,
    /// Load what is on the clipboard.
    Paste(String),
}

/// What the middle of the window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// Actors by issues.
    #[default]
    Matrix,
    /// One article.
    Article,
}

/// What is selected in the matrix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The row.
    pub actor: Option<ActorId>,
    /// The column; `None` for the whole row.
    pub issue: Option<IssueId>,
    /// The article on the Article page.
    pub article: Option<ArticleId>,
    /// The byte to scroll to there, once.
    pub scroll_to: Option<u32>,
}

/// The window's state. Views read it and send [`Command`]s.
pub struct State {
    /// What is worked on.
    pub project: Project,
    /// Which statements count.
    pub filter: Filter,
    /// What is selected.
    pub selection: Selection,
    /// What the middle shows.
    pub page: Page,
    /// What went wrong.
    pub problems: Vec<Problem>,
    /// The statements of `project`, rejected ones included.
    pub statements: Vec<Statement>,
    /// The matrix of `project` and `filter`.
    pub matrix: Matrix,
    /// The latest success, for the bottom line.
    pub said: String,
    coder: String,
    seen: Option<(u64, Filter)>,
}

impl State {
    /// An empty project that reads for all ready catalogues.
    pub fn new() -> Self {
        Self {
            project: Project::new(issues::all_ready()),
            filter: Filter::default(),
            selection: Selection::default(),
            page: Page::default(),
            problems: Vec::new(),
            statements: Vec::new(),
            matrix: Matrix::default(),
            said: String::new(),
            coder: std::env::var("USER").unwrap_or_else(|_| "coder".to_owned()),
            seen: None,
        }
    }

    /// Makes the matrix anew where the project or the filter changed.
    pub fn refresh(&mut self) {
        let now = (self.project.revision(), self.filter.clone());
        if self.seen.as_ref() != Some(&now) {
            if self.seen.as_ref().is_none_or(|(revision, _)| *revision != now.0) {
                self.statements = self.project.statements();
            }
            self.matrix = Matrix::new(&self.project, &self.statements, &self.filter);
            self.seen = Some(now);
        }
    }

    /// Takes in what a job read.
    pub fn take(&mut self, ingested: Ingested, readings: Vec<(ArticleId, Reading)>) {
        self.problems.extend(ingested.problems);
        for article in ingested.articles {
            let subject = article
                .path
                .as_ref()
                .map_or_else(|| article.title.clone(), |path: &PathBuf| path.display().to_string());
            if !self.project.add_article(article) {
                self.problems.push(Problem::new(subject, "is the same text as an article that is already loaded"));
            }
        }
        for (id, reading) in readings {
            if self.project.reading(id).is_none() {
                self.project.set_reading(id, reading);
            }
        }
    }

    /// Does what a view or a key asks for.
    pub fn handle(&mut self, command: Command) {
        match command {
            Command::Page(page) => self.page = page,
            Command::SelectActor(actor) => {
                self.selection.actor = Some(actor);
                self.selection.issue = None;
            }
            Command::SelectCell(actor, issue) => {
                self.selection.actor = Some(actor);
                self.selection.issue = Some(issue);
            }
            Command::ShowArticle(id, at) => {
                self.selection.article = Some(id);
                self.selection.scroll_to = at;
                self.page = Page::Article;
            }
            Command::SetCell(actor, issue, stance) => {
                let at = jiff::Timestamp::now();
                let coding = stance.map(|stance| CellCoding {
                    actor: actor.clone(),
                    issue: issue.clone(),
                    stance: Some(stance),
                    coder: self.coder.clone(),
                    at,
                    note: String::new(),
                });
                let what = stance.map_or("no decision".to_owned(), |stance| stance.to_string());
                self.edit(
                    &format!("{} on {} to {what}", self.actor_name(&actor), issue),
                    Edit::Cell(actor, issue, coding),
                );
            }
            Command::SetStatement(statement, stance) => {
                let label = format!("{} on {} to {stance}", self.actor_name(&statement.actor), statement.issue);
                let edit = self.decide(*statement, Some(stance));
                self.edit(&label, edit);
            }
            Command::Reject(statement) => {
                let label = format!("reject {} on {}", self.actor_name(&statement.actor), statement.issue);
                let edit = self.decide(*statement, None);
                self.edit(&label, edit);
            }
            Command::Undo => {
                self.project.undo();
            }
            Command::Redo => {
                self.project.redo();
            }
            Command::Export(what, path) => match export::write(&self.project, &self.filter, what, &path) {
                Ok(()) => self.said = format!("Exported {}", path.display()),
                Err(err) => self.problems.push(Problem::new("Export", err.to_string())),
            },
            // Reading is a job; the window starts it.
            Command::OpenSample | Command::Paste(_) => {}
        }
    }

    fn decide(&self, statement: Statement, stance: Option<Stance>) -> Edit {
        let suggested = match self.project.statement_codings().get(&statement.id) {
            Some(coding) => coding.suggested.clone(),
            None => Some(statement.clone()),
        };
        let decided = Statement {
            stance: stance.unwrap_or(statement.stance),
            confidence: 1.0,
            origin: Origin::Coded { coder: self.coder.clone(), at: jiff::Timestamp::now(), note: String::new() },
            rejected: stance.is_none(),
            ..statement
        };
        let verdict = if stance.is_some() { Verdict::Accepted } else { Verdict::Rejected };
        Edit::Statement(decided.id.clone(), Some(Box::new(StatementCoding { statement: decided, verdict, suggested })))
    }

    fn edit(&mut self, label: &str, edit: Edit) {
        if let Err(err) = self.project.apply(label, edit, &self.coder.clone(), jiff::Timestamp::now()) {
            self.problems.push(Problem::new(label, err.to_string()));
        }
    }

    /// The name of an actor, or its id where it is gone.
    pub fn actor_name(&self, id: &ActorId) -> String {
        self.project.actor(id).map_or_else(|| id.to_string(), |actor| actor.name.clone())
    }

    /// The article on the Article page.
    pub fn shown_article(&self) -> Option<&Article> {
        self.selection.article.and_then(|id| self.project.article(id))
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}
