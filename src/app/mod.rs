//! The window. Comes in: files that a person opens, mouse and keys. Goes out: commands to the state, the only writer.
//! Never here: files, reading, judging; that is the jobs' and the rooms' work.

mod jobs;
mod state;
mod theme;
mod views;

use std::path::{Path, PathBuf};

use egui::{Key, KeyboardShortcut, Modifiers, RichText, Ui};

use crate::export::What;
use crate::ingest;
use crate::model::{Problem, Stance};
use crate::store::{self, ProjectFile};
use jobs::Job;
pub use state::{Command, Page, State};

/// Opens the window and, in it, the files.
///
/// # Errors
/// One sentence that says what is missing: a display, a driver, a library.
pub fn run(files: Vec<PathBuf>) -> Result<(), String> {
    let mut options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1280.0, 800.0]).with_app_id("stance-explorer"),
        ..Default::default()
    };
    // Files cannot be dropped on native Wayland windows (winit 0.30), so X11 is taken where both are there.
    if std::env::var_os("DISPLAY").is_some() {
        options.event_loop_builder = Some(Box::new(|builder| {
            use winit::platform::x11::EventLoopBuilderExtX11 as _;
            builder.with_x11();
        }));
    }
    eframe::run_native("Stance Explorer", options, Box::new(|cc| Ok(Box::new(App::new(&cc.egui_ctx, files, store::session_path(jiff::Timestamp::now())))))).map_err(|err| {
        format!(
            "the window cannot be opened ({err}); on Debian install \
             libx11-6 libx11-xcb1 libxcursor1 libxi6 libxrandr2 libxkbcommon-x11-0 libgl1 and start within a desktop session"
        )
    })
}

/// The program in the window.
pub struct App {
    /// What views read.
    pub state: State,
    job: Option<Job>,
    path: String,
    export_path: String,
    show_problems: bool,
    /// Where the project is kept; made when there is something to keep.
    file: Option<ProjectFile>,
    saved: u64,
    /// Where a project without a name goes; `None` keeps nothing.
    session: Option<PathBuf>,
}

impl App {
    /// A window's program that opens `files` at once and keeps a project without a name in `session`.
    pub fn new(ctx: &egui::Context, files: Vec<PathBuf>, session: Option<PathBuf>) -> Self {
        let mut app = Self {
            state: State::new(),
            job: None,
            path: String::new(),
            export_path: "stances.csv".to_owned(),
            show_problems: false,
            file: None,
            saved: 0,
            session,
        };
        let (projects, articles): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|file| file.extension().is_some_and(|ending| ending == "stance"));
        for path in projects {
            app.open_project(&path);
        }
        if !articles.is_empty() {
            app.open(ctx, &articles);
        }
        app
    }

    fn open(&mut self, ctx: &egui::Context, paths: &[PathBuf]) {
        self.job = Job::read_files(paths, self.state.project.catalogue().clone(), ctx.clone());
    }

    /// Opens a project file, or makes one that keeps what is done from now on.
    pub fn open_project(&mut self, path: &Path) {
        match ProjectFile::open(path) {
            Ok((file, project)) => {
                if let Some(project) = project {
                    self.state.project = project;
                }
                self.saved = self.state.project.revision();
                self.file = Some(file);
            }
            Err(err) => self.state.problems.push(Problem::new("Project", err.to_string())),
        }
    }

    /// Writes what changed to the project file, at once.
    fn save_changes(&mut self) {
        let revision = self.state.project.revision();
        if revision == self.saved {
            return;
        }
        self.saved = revision;
        if self.file.is_none()
            && let Some(path) = self.session.clone()
        {
            match ProjectFile::open(&path) {
                Ok((file, _)) => {
                    self.state.said = format!("Kept in {}", path.display());
                    self.file = Some(file);
                }
                Err(err) => self.state.problems.push(Problem::new("Project", err.to_string())),
            }
        }
        if let Some(Err(err)) = self.file.as_mut().map(|file| file.sync(&self.state.project)) {
            self.state.problems.push(Problem::new("Project", err.to_string()));
        }
    }

    fn perform(&mut self, ctx: &egui::Context, command: Command) {
        let articles = match &command {
            Command::OpenSample => ingest::sample(),
            Command::Paste(text) => match ingest::read_pasted(text) {
                Ok(article) => vec![article],
                Err(problem) => {
                    self.state.problems.push(problem);
                    return;
                }
            },
            _ => Vec::new(),
        };
        if !articles.is_empty() {
            self.job = Job::read_articles(articles, self.state.project.catalogue().clone(), ctx.clone());
        }
        self.state.handle(command);
        self.save_changes();
    }

    fn keys(&self, ctx: &egui::Context) -> Vec<Command> {
        let mut commands = Vec::new();
        if ctx.text_edit_focused() {
            return commands;
        }
        let redo = KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
        let undo = KeyboardShortcut::new(Modifiers::COMMAND, Key::Z);
        let stances = [
            (Key::Num1, Some(Stance::Support)),
            (Key::Num2, Some(Stance::Oppose)),
            (Key::Num3, Some(Stance::Conditional)),
            (Key::Num4, Some(Stance::Neutral)),
            (Key::Num0, None),
        ];
        ctx.input_mut(|input| {
            if input.consume_shortcut(&redo) {
                commands.push(Command::Redo);
            }
            if input.consume_shortcut(&undo) {
                commands.push(Command::Undo);
            }
            let pasted = input.events.iter().find_map(|event| match event {
                egui::Event::Paste(text) => Some(text.clone()),
                _ => None,
            });
            commands.extend(pasted.map(Command::Paste));
            if let (Some(actor), Some(issue)) = (&self.state.selection.actor, &self.state.selection.issue) {
                for (key, stance) in stances {
                    if input.consume_key(Modifiers::NONE, key) {
                        commands.push(Command::SetCell(actor.clone(), issue.clone(), stance));
                    }
                }
            }
        });
        commands
    }

    fn top_ui(&mut self, ui: &mut Ui, send: &mut Vec<Command>) {
        ui.horizontal(|ui| {
            for (page, name) in [(Page::Matrix, "Matrix"), (Page::Article, "Article")] {
                if ui.selectable_label(self.state.page == page, name).clicked() {
                    send.push(Command::Page(page));
                }
            }
            ui.separator();
            let history = self.state.project.history();
            let undo = history.undo_label().map_or("Undo".to_owned(), |label| format!("Undo: {label}"));
            if ui.add_enabled(history.undo_label().is_some(), egui::Button::new(undo)).clicked() {
                send.push(Command::Undo);
            }
            let redo = history.redo_label().map_or("Redo".to_owned(), |label| format!("Redo: {label}"));
            if ui.add_enabled(history.redo_label().is_some(), egui::Button::new(redo)).clicked() {
                send.push(Command::Redo);
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                egui::widgets::global_theme_preference_buttons(ui)
            });
        });
    }

    fn left_ui(&mut self, ui: &mut Ui, send: &mut Vec<Command>) {
        ui.add_space(4.0);
        let label = ui.label("File or folder to open");
        let field = ui.text_edit_singleline(&mut self.path).labelled_by(label.id);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if (ui.button("Open").clicked() || entered) && !self.path.trim().is_empty() {
            let path = PathBuf::from(self.path.trim());
            self.open(&ui.ctx().clone(), &[path]);
        }
        ui.separator();
        let label = ui.label("Find an actor");
        ui.text_edit_singleline(&mut self.state.filter.search).labelled_by(label.id);
        ui.separator();
        let label = ui.label("File to export to (CSV)");
        ui.text_edit_singleline(&mut self.export_path).labelled_by(label.id);
        ui.horizontal(|ui| {
            for (what, name) in [(What::Matrix, "Export matrix"), (What::Statements, "Export statements")] {
                if ui.button(name).clicked() {
                    send.push(Command::Export(what, PathBuf::from(self.export_path.trim())));
                }
            }
        });
        ui.separator();
        ui.strong(format!("Articles ({})", self.state.project.articles().count()));
        egui::ScrollArea::vertical().id_salt("articles").auto_shrink(false).show(ui, |ui| {
            for article in self.state.project.articles() {
                let shown = self.state.selection.article == Some(article.id);
                ui.push_id(article.id.to_string(), |ui| {
                    let title = egui::Button::selectable(shown, &article.title).truncate();
                    if ui.add(title).on_hover_text(&article.title).clicked() {
                        send.push(Command::ShowArticle(article.id, None));
                    }
                });
            }
        });
    }

    fn bottom_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            if let Some(job) = &self.job {
                ui.label(format!("Reading {} of {}", job.done, job.total));
                if ui.button("Cancel").clicked() {
                    job.cancel();
                }
            }
            let count = self.state.problems.len();
            ui.toggle_value(&mut self.show_problems, format!("Problems ({count})"));
            ui.label(&self.state.said);
            ui.label(RichText::new("1 support  2 oppose  3 conditional  4 neutral  0 clear").weak());
        });
        if self.show_problems {
            egui::ScrollArea::vertical().id_salt("problems").max_height(120.0).show(ui, |ui| {
                for problem in &self.state.problems {
                    ui.label(problem.to_string());
                }
            });
        }
    }
}

fn empty_ui(ui: &mut Ui, send: &mut Vec<Command>) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.3);
        ui.heading("Who takes which stance on which issue?");
        ui.label("Drop news articles or folders here, paste a text with Ctrl+V, or give a path on the left.");
        ui.add_space(12.0);
        if ui.button("Open sample").clicked() {
            send.push(Command::OpenSample);
        }
    });
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect());
        if !dropped.is_empty() {
            self.open(ctx, &dropped);
        }
        if let Some(job) = &mut self.job {
            let (steps, finished) = job.poll();
            let more = !steps.is_empty();
            for step in steps {
                self.state.take(step.ingested, step.readings);
            }
            if finished {
                self.job = None;
            } else if more {
                ctx.request_repaint();
            }
        }
        for command in self.keys(ctx) {
            self.perform(ctx, command);
        }
        self.save_changes();
        self.state.refresh();
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let mut send = Vec::new();
        egui::Panel::top("top").show(ui, |ui| self.top_ui(ui, &mut send));
        egui::Panel::left("left").resizable(true).default_size(220.0).show(ui, |ui| self.left_ui(ui, &mut send));
        egui::Panel::bottom("bottom").show(ui, |ui| self.bottom_ui(ui));
        egui::Panel::right("right")
            .resizable(true)
            .default_size(360.0)
            .show(ui, |ui| views::evidence::show(ui, &self.state, &mut send));
        egui::CentralPanel::default().show(ui, |ui| {
            if self.state.project.articles().next().is_none() {
                empty_ui(ui, &mut send);
                return;
            }
            match self.state.page {
                Page::Matrix => views::matrix::show(ui, &self.state, &mut send),
                Page::Article => views::article::show(ui, &self.state, &mut send),
            }
        });
        self.state.selection.scroll_to = None;
        let ctx = ui.ctx().clone();
        for command in send {
            self.perform(&ctx, command);
        }
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
