use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::app::actions::Action;
use crate::app::counted;
use crate::app::dialogs::Ask;
use crate::app::review::{Review, Step};
use crate::export::{self, What};
use crate::findings::{Arrangement, Filter, Matrix, Rows, Shares, Standing};
use crate::ingest::Ingested;
use crate::model::{
    ActorId, Article, ArticleId, Catalogue, CellCoding, IssueId, Layer, Origin, Problem, Reading, Stance, Statement,
    StatementCoding, StatementId, Verdict,
};
use crate::project::{Change, Edit, Project, View};
use crate::reading::issues;

/// Everything that can be done to the state; one place does it ([`State::handle`]).
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A command of the menus.
    Do(Action),
    /// Show another page.
    Page(Page),
    /// Show an actor's quotations.
    SelectActor(ActorId),
    /// Show a cell's statements.
    SelectCell(ActorId, IssueId),
    /// Open an actor's page.
    ShowActor(ActorId),
    /// Open an issue's page.
    ShowIssue(IssueId),
    /// Go back to what was shown before.
    Back,
    /// Put the figure on the clipboard: as a picture, or as numbers.
    CopyFigure(bool),
    /// Let other statements count.
    Filter(Box<Filter>),
    /// Lay the matrix out in another way.
    Arrange(Box<Arrangement>),
    /// Go to another cell of the matrix: rows down, columns right.
    Move(isize, isize),
    /// Show an article, and in it a place and a statement.
    ShowArticle(ArticleId, Option<u32>, Option<StatementId>),
    /// Set the cell outright (`Some(None)`: no stance), or take that back.
    SetCell(ActorId, IssueId, Option<Option<Stance>>),
    /// Write the note of a cell that is set.
    CellNote(ActorId, IssueId, String),
    /// Decide a statement as it is given: its actor, issue and stance, with a note.
    Decide(Box<Statement>, String),
    /// Say that a statement is none.
    Reject(Box<Statement>),
    /// Take the decision about a statement back.
    TakeBack(StatementId),
    /// Change the issues.
    SetCatalogue(Box<Catalogue>),
    /// Take an article out or back in.
    Exclude(ArticleId, bool),
    /// Write a note on an article.
    ArticleNote(ArticleId, String),
    /// Load a text.
    Paste(String),
    /// Choose a file.
    Choose(Ask),
    /// A file was chosen, or named.
    Chosen(Ask, Vec<PathBuf>),
    /// Stop the work that goes on.
    CancelJob,
    /// Forget the problems.
    ClearProblems,
    /// Make an edit that a view planned, under a label.
    Edit(String, Box<Edit>),
    /// Go a step in the review.
    Review(Step),
    /// Work as this coder, blind or not, learning or not.
    Work(View),
}

/// What the middle of the window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter, strum::Display)]
pub enum Page {
    /// Actors by issues.
    #[default]
    Matrix,
    /// One article.
    Article,
    /// One actor.
    Actor,
    /// One issue.
    Issue,
    /// Suggestions one by one.
    Review,
    /// Who is who.
    #[strum(to_string = "Who is who")]
    Actors,
    /// Coders against each other.
    Coders,
    /// The program against the person.
    #[strum(to_string = "Accuracy")]
    Program,
    /// What the matrix adds up to.
    Plots,
    /// The catalogue.
    #[strum(to_string = "Catalogue")]
    Issues,
}

impl Page {
    /// All pages, by what they are for: to look, to decide, to say what is looked for.
    pub const GROUPS: [&[Self]; 3] = [
        &[Self::Matrix, Self::Article, Self::Actor, Self::Issue, Self::Plots],
        &[Self::Review, Self::Coders, Self::Program],
        &[Self::Issues, Self::Actors],
    ];
}

/// What is selected in the matrix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The row.
    pub actor: Option<ActorId>,
    /// The column; `None` for the whole row.
    pub issue: Option<IssueId>,
    /// The issue on the Issue page.
    pub issue_shown: Option<IssueId>,
    /// The article on the Article page.
    pub article: Option<ArticleId>,
    /// The statement that stands out there.
    pub statement: Option<StatementId>,
    /// The byte to scroll to there, once.
    pub scroll_to: Option<u32>,
    /// Whether the selected row is to be scrolled to, once.
    pub reveal: bool,
}

/// The part of a frame that may go into showing what the latest decision taught, by so many articles: the decision
/// itself shows at once, and no frame takes long however many articles there are.
const TEACHING: Duration = Duration::from_millis(2);
const TAUGHT_AT_ONCE: usize = 8;

/// The window's state. Views read it and send [`Command`]s.
pub struct State {
    /// What is worked on.
    pub project: Project,
    /// Which statements count.
    pub filter: Filter,
    /// How the matrix is laid out.
    pub arrangement: Arrangement,
    /// What is selected.
    pub selection: Selection,
    /// What the middle shows.
    pub page: Page,
    /// What went wrong.
    pub problems: Vec<Problem>,
    /// The statements of `project`, rejected ones included, and whose its quotations are.
    pub statements: Standing,
    /// The rows of `matrix`, before they are laid out.
    rows: Rows,
    /// The matrix of `project`, `filter` and `arrangement`.
    pub matrix: Matrix,
    /// Who stands where on each issue of `matrix`.
    pub shares: Vec<Shares>,
    /// Counts how often `matrix` was made, so that what is derived from it knows when it is stale.
    pub made: u64,
    /// Where the review stands.
    pub review: Review,
    /// The latest success, for the bottom line.
    pub said: String,
    /// The name that decisions are made under.
    pub coder: String,
    /// The keys of the four stances, in their order.
    pub stance_keys: [egui::Key; 4],
    /// Whether what comes in is read again and so known already.
    pub rereading: bool,
    /// The revision at which the project was last searched for articles that want reading.
    pub checked: u64,
    seen: Option<(u64, Filter, Arrangement)>,
    seen_at: Instant,
    /// What was shown before, the latest last.
    pub(super) before: Vec<(Page, Selection)>,
    behind: bool,
}

/// The keys of the stances until a person sets others.
pub const STANCE_KEYS: [egui::Key; 4] = [egui::Key::Num1, egui::Key::Num2, egui::Key::Num3, egui::Key::Num4];

/// How far back one can go.
pub(super) const BEFORE: usize = 50;

fn page_of(action: Action) -> Option<Page> {
    match action {
        Action::Matrix => Some(Page::Matrix),
        Action::Article => Some(Page::Article),
        Action::Actor => Some(Page::Actor),
        Action::Issue => Some(Page::Issue),
        Action::Review => Some(Page::Review),
        Action::Actors => Some(Page::Actors),
        Action::Coders => Some(Page::Coders),
        Action::Program => Some(Page::Program),
        Action::Plots => Some(Page::Plots),
        Action::Issues => Some(Page::Issues),
        _ => None,
    }
}

/// What an action sets the selected cell to, as [`Command::SetCell`] has it.
fn stance_of(action: Action) -> Option<Option<Option<Stance>>> {
    match action {
        Action::Support => Some(Some(Some(Stance::Support))),
        Action::Oppose => Some(Some(Some(Stance::Oppose))),
        Action::Conditional => Some(Some(Some(Stance::Conditional))),
        Action::Neutral => Some(Some(Some(Stance::Neutral))),
        Action::EmptyCell => Some(Some(None)),
        Action::ClearCell => Some(None),
        _ => None,
    }
}

impl State {
    /// An empty project that reads for all ready catalogues.
    pub fn new() -> Self {
        let coder = std::env::var("USER").unwrap_or_else(|_| "coder".to_owned());
        let mut project = Project::new(issues::all_ready());
        project.set_view(View { coder: coder.clone(), blind: false, learns: true });
        Self {
            project,
            filter: Filter::default(),
            arrangement: Arrangement::default(),
            selection: Selection::default(),
            page: Page::default(),
            problems: Vec::new(),
            statements: Standing::default(),
            rows: Rows::default(),
            matrix: Matrix::default(),
            shares: Vec::new(),
            made: 0,
            review: Review::default(),
            said: String::new(),
            coder,
            stance_keys: STANCE_KEYS,
            rereading: false,
            checked: 0,
            seen: None,
            seen_at: Instant::now(),
            before: Vec::new(),
            behind: false,
        }
    }

    /// Whether the matrix is that of the project, the filter and the arrangement, what was taught aside.
    pub fn is_current(&self) -> bool {
        self.seen.as_ref().is_some_and(|(revision, filter, arrangement)| {
            *revision == self.project.revision() && *filter == self.filter && *arrangement == self.arrangement
        })
    }

    /// Makes the matrix anew where the project, the filter or the arrangement changed.
    pub fn refresh(&mut self) {
        let now = (self.project.revision(), self.filter.clone(), self.arrangement.clone());
        if self.behind || self.seen.as_ref() != Some(&now) {
            if self.behind || self.seen.as_ref().is_none_or(|(revision, ..)| *revision != now.0) {
                let began = Instant::now();
                self.behind = self.statements.update_some(&self.project, TAUGHT_AT_ONCE);
                while self.behind && began.elapsed() < TEACHING {
                    self.behind = self.statements.update_some(&self.project, TAUGHT_AT_ONCE);
                }
            }
            // The matrix shows what was taught when all of it is there.
            if self.behind && self.seen.as_ref() == Some(&now) {
                return;
            }
            self.rows.update(&self.project, &self.statements, &self.filter, &self.arrangement);
            let old = std::mem::replace(&mut self.matrix, self.rows.matrix(&self.arrangement));
            // Thousands of rows take as long to free as to make. Where no thread can be had they are freed here.
            std::thread::Builder::new().name("freeing".to_owned()).spawn(move || drop(old)).ok();
            self.shares = Shares::of(&self.matrix);
            self.made += 1;
            self.seen = Some(now);
            self.seen_at = Instant::now();
        }
        if self.page == Page::Review {
            self.refresh_review();
        }
    }

    /// Whether some suggestions do not show yet what the latest decision taught.
    pub fn is_behind(&self) -> bool {
        self.behind
    }

    /// As [`State::refresh`], but not more often than that, unless the filter or the arrangement changed.
    pub fn refresh_after(&mut self, wait: Duration) {
        let laid_out = |seen: &(u64, Filter, Arrangement)| seen.1 == self.filter && seen.2 == self.arrangement;
        if self.seen_at.elapsed() > wait || !self.seen.as_ref().is_some_and(laid_out) {
            self.refresh();
        }
    }

    /// Makes the next refresh make everything anew.
    pub fn stale_tables(&mut self) {
        self.statements = Standing::default();
        self.rows = Rows::default();
        self.seen = None;
    }

    /// Takes in what a job read.
    pub fn take(&mut self, ingested: Ingested, reading: Option<(ArticleId, Reading)>) {
        self.problems.extend(ingested.problems);
        for article in ingested.articles {
            let subject = article
                .path
                .as_ref()
                .map_or_else(|| article.title.clone(), |path: &PathBuf| path.display().to_string());
            let known = self.project.article(article.id).is_some();
            // Reading again brings the articles along.
            if known && self.rereading {
                continue;
            }
            if !self.project.add_article(article) {
                self.problems.push(Problem::new(subject, "is the same text as an article that is already loaded"));
            }
        }
        if let Some((id, reading)) = reading {
            self.project.set_reading(id, reading);
        }
    }

    /// Does what a view or a key asks for. What needs files, jobs or dialogs is the window's ([`crate::app::App`]).
    pub fn handle(&mut self, command: Command) {
        match command {
            Command::Do(action @ (Action::Undo | Action::Redo)) => {
                let undo = action == Action::Undo;
                let history = self.project.history();
                let change = if undo { history.latest() } else { history.undone() };
                self.said = match change.map(|change| change.coder.clone()) {
                    None => String::new(),
                    Some(coder) if coder != self.coder => {
                        format!("The latest change is {coder}'s: only who codes under that name takes it back")
                    }
                    Some(_) if undo => self.project.undo().map_or(String::new(), |it| format!("Undone: {it}")),
                    Some(_) => self.project.redo().map_or(String::new(), |it| format!("Done again: {it}")),
                };
            }
            Command::Do(Action::ClearFilter) => self.filter = Filter::default(),
            Command::Do(action) => {
                if let Some(page) = page_of(action) {
                    self.turn_to(page);
                } else if let Some(arrangement) = self.rearranged(action) {
                    self.arrangement = arrangement;
                } else if let Some(stance) = stance_of(action)
                    && let (Some(actor), Some(issue)) = (self.selection.actor.clone(), self.selection.issue.clone())
                {
                    self.handle(Command::SetCell(actor, issue, stance));
                } else if action == Action::ShowEvidence {
                    self.show_evidence();
                } else if action == Action::Back {
                    self.handle(Command::Back);
                } else if matches!(action, Action::NextStatement | Action::PreviousStatement) {
                    self.step_statement(action == Action::NextStatement);
                }
            }
            Command::Page(page) => self.turn_to(page),
            Command::ShowActor(actor) => {
                self.turn_to(Page::Actor);
                self.selection.actor = Some(actor);
                self.selection.issue = None;
            }
            Command::ShowIssue(issue) => {
                self.turn_to(Page::Issue);
                self.selection.issue_shown = Some(issue);
            }
            Command::Back => {
                if let Some((page, selection)) = self.before.pop() {
                    self.page = page;
                    self.selection = Selection { scroll_to: None, reveal: true, ..selection };
                }
            }
            Command::Filter(filter) => self.filter = *filter,
            Command::Arrange(arrangement) => self.arrangement = *arrangement,
            Command::SelectActor(actor) => {
                self.selection.actor = Some(actor);
                self.selection.issue = None;
            }
            Command::SelectCell(actor, issue) => {
                self.selection.actor = Some(actor);
                self.selection.issue = Some(issue);
                // The keyboard goes on from there.
                self.selection.reveal = true;
            }
            Command::Move(down, right) => self.go(down, right),
            Command::ShowArticle(id, at, statement) => {
                if self.page != Page::Article || self.selection.article != Some(id) {
                    self.turn_to(Page::Article);
                }
                self.selection.article = Some(id);
                self.selection.scroll_to = at;
                self.selection.statement = statement;
            }
            Command::SetCell(actor, issue, stance) => {
                let coding = stance.map(|stance| CellCoding {
                    actor: actor.clone(),
                    issue: issue.clone(),
                    stance,
                    coder: self.coder.clone(),
                    at: jiff::Timestamp::now(),
                    note: self
                        .project
                        .cell_codings()
                        .get(&(actor.clone(), issue.clone()))
                        .map_or(String::new(), |c| c.note.clone()),
                });
                let edit = self.cell_edit(&actor, &issue, coding);
                if edit == Edit::All(Vec::new()) {
                    return;
                }
                let what = match stance {
                    Some(Some(stance)) => stance.to_string(),
                    Some(None) => "no stance".to_owned(),
                    None => "no decision".to_owned(),
                };
                let label = format!("{} on {} to {what}", self.actor_name(&actor), self.issue_name(&issue));
                self.edit(&label, edit);
            }
            Command::CellNote(actor, issue, note) => {
                let Some(coding) = self.project.cell_codings().get(&(actor.clone(), issue.clone())) else { return };
                let coder = self.coder.clone();
                let coding = CellCoding { note, at: jiff::Timestamp::now(), coder, ..coding.clone() };
                let label = format!("note on {} on {}", self.actor_name(&actor), self.issue_name(&issue));
                let edit = self.cell_edit(&actor, &issue, Some(coding));
                self.edit(&label, edit);
            }
            Command::Decide(statement, note) => {
                let (name, issue) = (self.actor_name(&statement.actor), self.issue_name(&statement.issue));
                let label = format!("statement of {name} on {issue} to {}", statement.stance);
                let edit = self.decide(*statement, Verdict::Accepted, note);
                self.edit(&label, edit);
            }
            Command::Reject(statement) => {
                let (name, issue) = (self.actor_name(&statement.actor), self.issue_name(&statement.issue));
                let edit = self.decide(*statement, Verdict::Rejected, String::new());
                self.edit(&format!("reject {name} on {issue}"), edit);
            }
            Command::TakeBack(id) => {
                let layer = self.layer();
                if let Some(coding) = self.project.coding_in(&layer, &id) {
                    let label = format!("decision about {} taken back", self.actor_name(&coding.statement.actor));
                    self.edit(&label, Edit::Statement(layer, id, None));
                }
            }
            Command::SetCatalogue(catalogue) => self.edit("issues", Edit::Catalogue(*catalogue)),
            Command::Exclude(id, out) => {
                let title = self.project.article(id).map_or(String::new(), |article| article.title.clone());
                let what = if out { "take out" } else { "take back in" };
                self.edit(&format!("{what} “{title}”"), Edit::Exclude(id, out));
            }
            Command::ArticleNote(id, note) => self.edit("note on the article", Edit::ArticleNote(id, note)),
            Command::ClearProblems => self.problems.clear(),
            Command::Review(step) => self.review(step),
            Command::Edit(label, edit) => self.edit(&label, *edit),
            Command::Work(view) => {
                if view.coder != self.coder {
                    // Another person's sitting begins.
                    self.review = Review::default();
                }
                self.coder.clone_from(&view.coder);
                self.project.set_view(view);
            }
            // The window's: files, jobs, dialogs.
            Command::CopyFigure(_)
            | Command::Paste(_)
            | Command::Choose(_)
            | Command::Chosen(..)
            | Command::CancelJob => {}
        }
    }

    /// Writes the table that stands to a file.
    pub fn export(&mut self, what: What, path: &Path) {
        match export::write(&self.project, &self.filter, &self.arrangement, what, path) {
            Ok(()) => self.said = format!("Exported {}", path.display()),
            Err(err) => self.problem("Export", err.to_string()),
        }
    }

    /// Brings in the articles and decisions of another project, under its file's name.
    pub fn absorb(&mut self, other: &Project, name: &str) {
        let absorbed = self.project.absorb(other, name);
        let articles = absorbed.articles.len();
        for (article, reading) in absorbed.articles {
            let id = article.id;
            self.project.add_article(article);
            if let Some(reading) = reading {
                self.project.set_reading(id, reading.as_ref().clone());
            }
        }
        self.edit(&format!("bring in {name}"), absorbed.edit);
        self.said = format!(
            "Brought in {name}: {}, {}, {}",
            counted(articles, "article"),
            counted(absorbed.decisions, "decision"),
            counted(absorbed.conflicts, "conflict")
        );
        self.page = Page::Coders;
    }

    /// Adds a line to Problems and says so.
    pub fn problem(&mut self, subject: &str, reason: impl Into<String>) {
        let problem = Problem::new(subject, reason);
        self.said = problem.to_string();
        self.problems.push(problem);
    }

    /// The keys that do an action, with those of the stances as the settings have them.
    pub fn shortcut(&self, action: Action) -> Option<egui::KeyboardShortcut> {
        let stances = [Action::Support, Action::Oppose, Action::Conditional, Action::Neutral];
        match stances.iter().position(|stance| *stance == action) {
            Some(at) => Some(egui::KeyboardShortcut::new(egui::Modifiers::NONE, self.stance_keys[at])),
            None => action.shortcut(),
        }
    }

    /// What undo would take back: the latest change, where it is the coder's own. Another's is not shown, since who codes
    /// blind must not read it there.
    pub fn undoable(&self) -> Option<&str> {
        self.own(self.project.history().latest())
    }

    /// What redo would do again, where it is the coder's own.
    pub fn redoable(&self) -> Option<&str> {
        self.own(self.project.history().undone())
    }

    fn own<'a>(&self, change: Option<&'a Change>) -> Option<&'a str> {
        change.filter(|change| change.coder == self.coder).map(|change| change.label.as_str())
    }

    /// Where the coder's decisions are kept.
    pub fn layer(&self) -> Layer {
        Layer::of(&self.coder)
    }

    /// Sets a cell in the coder's layer, or takes back all that the coder said about it: after a merge that may be more
    /// than one decision.
    fn cell_edit(&self, actor: &ActorId, issue: &IssueId, coding: Option<CellCoding>) -> Edit {
        let layer = self.layer();
        if let Some(coding) = coding {
            return Edit::Cell(layer, actor.clone(), issue.clone(), Some(coding));
        }
        let mine = self.project.cell_decisions(actor, issue).into_iter().filter(|(of, _)| **of == layer);
        Edit::All(mine.map(|(of, c)| Edit::Cell(of.clone(), c.actor.clone(), c.issue.clone(), None)).collect())
    }

    /// The edit that decides a statement as it is given, in the coder's layer.
    pub fn decide(&self, statement: Statement, verdict: Verdict, note: String) -> Edit {
        let layer = self.layer();
        let suggested = match self.project.standing(&statement.id) {
            Some((_, coding)) => coding.suggested.clone(),
            None => self.project.suggestions(statement.article).into_iter().find(|known| known.id == statement.id),
        };
        let decided = Statement {
            confidence: 1.0,
            origin: Origin::Coded { coder: self.coder.clone(), at: jiff::Timestamp::now(), note },
            rejected: verdict == Verdict::Rejected,
            ..statement
        };
        let id = decided.id.clone();
        Edit::Statement(layer, id, Some(Box::new(StatementCoding { statement: decided, verdict, suggested })))
    }

    fn edit(&mut self, label: &str, edit: Edit) {
        if let Err(err) = self.project.apply(label, edit, &self.coder.clone(), jiff::Timestamp::now()) {
            self.problem(label, err.to_string());
        } else {
            self.said = label.to_owned();
        }
    }

    /// The name of an issue, or its id where it is gone.
    pub fn issue_name(&self, id: &IssueId) -> String {
        self.project.catalogue().get(id).map_or_else(|| id.to_string(), |issue| issue.name.clone())
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
