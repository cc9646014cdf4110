//! The window. Comes in: files that a person opens, mouse and keys. Goes out: commands to the state, the only writer.
//! Never here: files, reading, judging; that is the jobs' and the rooms' work.
//!
//! A view reads the [`State`] and sends [`Command`]s; [`App::perform`] does them: what needs a dialog, a job or a project
//! file it does itself, the rest is [`State::handle`]'s.

mod actions;
mod dialogs;
mod files;
mod jobs;
mod moves;
mod raster;
mod review;
mod state;
mod surveyor;
mod theme;
mod views;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use egui::{Key, Modifiers};
use strum::IntoEnumIterator as _;

use crate::cli;
use crate::export;
use crate::ingest;
use crate::model::{Article, Stance};
use crate::project::{Project, View};
use crate::store::{self, ProjectFile, Settings};
pub use actions::{Action, keys_table};
pub use dialogs::{Ask, FileDialogs, Native, Picked, Scripted};
use jobs::Job;
pub use review::Step;
pub use state::{Command, Page, State};
use views::modals::Modal;
use views::tour::Part;

/// Opens the window and, in it, the files.
///
/// # Errors
/// One sentence that says what is missing: a display, a driver, a library.
pub fn run(files: Vec<PathBuf>) -> Result<(), String> {
    let has = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !has("DISPLAY") && !has("WAYLAND_DISPLAY") {
        return Err("there is no display: start the window within a desktop session (DISPLAY and WAYLAND_DISPLAY are \
                    not set); “stance-explorer analyze” and “export” work without one"
            .to_owned());
    }
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")).unwrap_or_default();
    let mut options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([720.0, 480.0])
            .with_app_id("stance-explorer")
            .with_icon(icon),
        ..Default::default()
    };
    // Files cannot be dropped on native Wayland windows (winit 0.30), so X11 is taken where both are there.
    #[cfg(target_os = "linux")]
    if has("DISPLAY") {
        options.event_loop_builder = Some(Box::new(|builder| {
            use winit::platform::x11::EventLoopBuilderExtX11 as _;
            builder.with_x11();
        }));
    }
    let places = Places { session: store::session_path(jiff::Timestamp::now()), settings: store::settings_path() };
    let start = |cc: &eframe::CreationContext<'_>| App::new(&cc.egui_ctx, files, places, Box::new(Native));
    // A library that is missing at run time is a panic of the windowing crates, not an error.
    let opened = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        eframe::run_native("Stance Explorer", options, Box::new(|cc| Ok(Box::new(start(cc)))))
    }));
    let missing = "on Debian and Ubuntu install libx11-6 libx11-xcb1 libxcursor1 libxi6 libxrandr2 \
                   libxkbcommon-x11-0 libgl1 libegl1, and start within a desktop session";
    match opened {
        Ok(done) => done.map_err(|err| format!("the window cannot be opened ({err}); {missing}")),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
            Err(format!(
                "the window ended ({text}); what you decided is in the project file; if it never opened, {missing}"
            ))
        }
    }
}

/// A number of things in words: "1 article", "2 articles".
fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// Where the program keeps things by itself; `None` keeps nothing.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The file of a project without a name.
    pub session: Option<PathBuf>,
    /// The settings.
    pub settings: Option<PathBuf>,
}

/// The program in the window.
pub struct App {
    /// What views read.
    pub state: State,
    ui: views::Scratch,
    job: Option<Job>,
    /// Articles that wait for the job that goes on.
    waiting: Vec<Waiting>,
    dialogs: Box<dyn FileDialogs>,
    picked: (Sender<Picked>, Receiver<Picked>),
    choosing: bool,
    /// Where the project is kept; made when there is something to keep.
    file: Option<ProjectFile>,
    saved: (u64, usize),
    saved_at: Instant,
    /// Why the file could not be written the last time.
    unsaved: Option<String>,
    places: Places,
    settings: Settings,
    pictures: (Sender<Picture>, Receiver<Picture>),
    /// How long the frame took so far, and the load that goes on.
    frame: Duration,
    load: Option<Load>,
}

/// What is told in the log when a load ends.
struct Load {
    began: Instant,
    articles: usize,
    longest: Duration,
}

/// What came of making a picture of a figure.
enum Picture {
    Copy(egui::ColorImage),
    Saved(PathBuf),
    Failed(String),
}

enum Waiting {
    Files(Vec<PathBuf>),
    Articles(Vec<Article>),
}

/// While articles load, tables are made anew and the file is written this seldom; a person's decision is written at once.
const WHILE_LOADING: Duration = Duration::from_millis(700);

/// How long until a file that could not be written is tried again.
const TRY_AGAIN: Duration = Duration::from_secs(3);

impl App {
    /// A window's program that opens `files` at once.
    pub fn new(ctx: &egui::Context, files: Vec<PathBuf>, places: Places, dialogs: Box<dyn FileDialogs>) -> Self {
        theme::apply(ctx);
        let settings = places.settings.as_deref().map_or_else(Settings::default, Settings::load);
        let mut app = Self {
            state: State::new(),
            ui: views::Scratch::default(),
            job: None,
            waiting: Vec::new(),
            dialogs,
            picked: channel(),
            choosing: false,
            file: None,
            saved: (0, 0),
            saved_at: Instant::now(),
            unsaved: None,
            places,
            settings,
            pictures: channel(),
            frame: Duration::ZERO,
            load: None,
        };
        let named = if app.settings.coder.is_empty() { &app.state.coder } else { &app.settings.coder };
        let view = View { coder: named.clone(), blind: app.settings.blind, learns: app.settings.learns };
        app.state.handle(Command::Work(view));
        app.ui.settings = app.settings.clone();
        app.use_settings(ctx);
        app.use_rule();
        app.open(files);
        app
    }

    fn ask(&mut self, ctx: &egui::Context, ask: Ask) {
        self.choosing = true;
        self.dialogs.ask(ask, self.picked.0.clone(), ctx.clone());
    }

    /// Does one command; the only place that does.
    pub fn perform(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::Do(Action::OpenFiles) => self.ask(ctx, Ask::Articles),
            Command::Do(Action::OpenFolder) => self.ask(ctx, Ask::Folder),
            Command::Do(Action::OpenProject) => self.ask(ctx, Ask::Project),
            Command::Do(Action::SaveAs) => self.ask(ctx, Ask::SaveProject),
            Command::Do(Action::OpenSample) => {
                self.waiting.push(Waiting::Articles(ingest::sample()));
                // The tour is shown once, and only where it is kept that it was.
                if self.places.settings.is_some() && !self.settings.toured {
                    self.ui.tour = Some(0);
                    self.ui.settings.toured = true;
                }
            }
            Command::Do(Action::Paste) => ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
            Command::Do(Action::OpenLast) => {
                let open = self.file.as_ref().map(|file| file.path().to_path_buf());
                let last = self.settings.recent.iter().find(|path| path.is_file() && Some(*path) != open.as_ref());
                match last.cloned() {
                    Some(path) => self.open_project(&path),
                    None => self.state.said = "There is no earlier session".to_owned(),
                }
            }
            Command::Do(Action::Export) => self.ui.modal = Modal::Export,
            Command::Do(Action::Commands) => self.ui.modal = Modal::Commands(Box::default()),
            Command::Do(Action::Search) => self.ui.modal = Modal::Search(Box::default()),
            Command::Do(Action::Keys) => self.ui.modal = Modal::Keys,
            Command::Do(Action::Settings) => {
                self.ui.settings = Settings { coder: self.state.coder.clone(), ..self.settings.clone() };
                self.ui.modal = Modal::Settings;
            }
            Command::Do(Action::Tour) => self.ui.tour = Some(0),
            Command::Do(Action::Fit) => self.ui.fit = !self.ui.fit,
            Command::CopyFigure(true) => self.picture(ctx, None),
            Command::CopyFigure(false) => {
                if let Some(figure) = self.ui.plots.figure() {
                    ctx.copy_text(export::figure_for_clipboard(figure));
                    self.state.said = "The numbers are on the clipboard".to_owned();
                }
            }
            Command::Do(Action::Rules) => self.ui.modal = Modal::Rules,
            Command::Do(Action::About) => self.ui.modal = Modal::About,
            Command::Do(Action::Find) => {
                self.state.page = Page::Matrix;
                self.ui.focus_search = true;
            }
            Command::Do(Action::CopyTable) => {
                let text = {
                    let State { project, filter, arrangement, .. } = &self.state;
                    export::for_clipboard(project, filter, arrangement, export::What::Matrix)
                };
                ctx.copy_text(text);
                self.state.said = "The matrix is on the clipboard".to_owned();
            }
            Command::Paste(text) => match ingest::read_pasted(&text) {
                Ok(article) => self.waiting.push(Waiting::Articles(vec![article])),
                Err(problem) => self.state.problem(&problem.subject, problem.reason),
            },
            Command::Choose(ask) => self.ask(ctx, ask),
            Command::Chosen(ask, files) => match (ask, files.first()) {
                (Ask::Articles | Ask::Folder, Some(_)) => self.open(files),
                (Ask::Project, Some(path)) => self.open_project(path),
                (Ask::Absorb, Some(path)) => self.absorb(path),
                (Ask::SaveProject, Some(path)) => self.save_as(path),
                (Ask::Export(what, ending), Some(path)) => {
                    let path = if path.extension().is_some() { path.clone() } else { path.with_extension(ending) };
                    self.state.export(what, &path);
                }
                (Ask::Catalogue, Some(path)) => match cli::read_catalogue(path) {
                    Ok(catalogue) => self.perform(ctx, Command::SetCatalogue(Box::new(catalogue))),
                    Err(err) => self.state.problem("Catalogue", err.to_string()),
                },
                (Ask::SaveCatalogue, Some(path)) => {
                    let path = if path.extension().is_some() { path.clone() } else { path.with_extension("toml") };
                    match export::write_catalogue(self.state.project.catalogue(), &path) {
                        Ok(()) => self.state.said = format!("Saved {}", path.display()),
                        Err(err) => self.state.problem("Catalogue", err.to_string()),
                    }
                }
                (Ask::Figure(format), Some(path)) => self.save_figure(ctx, format, path),
                (_, None) => {}
            },
            Command::CancelJob => {
                self.stop_job();
                self.state.said = "Stopped; what was loaded stays".to_owned();
            }
            Command::Work(view) => {
                self.settings.coder.clone_from(&view.coder);
                (self.settings.blind, self.settings.learns) = (view.blind, view.learns);
                self.save_settings();
                self.state.handle(Command::Work(view));
            }
            command => self.state.handle(command),
        }
        self.save_changes(false);
        self.state.refresh();
    }

    /// The command of the first key that means one now. A slow frame brings several keys at once: each is done before
    /// the next is looked at, so that it finds what the one before it left.
    fn next_key(&mut self, ctx: &egui::Context) -> Option<Command> {
        if self.ui.modal != Modal::None || self.ui.focus_search {
            return None;
        }
        let typing = ctx.text_edit_focused();
        let command = ctx.input_mut(|input| {
            let mut events = input.events.iter().enumerate();
            let (at, command) = events.find_map(|(at, event)| Some((at, self.command_of(event, typing)?)))?;
            input.events.remove(at);
            Some(command)
        })?;
        if typing {
            // What comes next is not meant for the field that was left by a shortcut.
            ctx.memory_mut(|memory| memory.stop_text_input());
        }
        Some(command)
    }

    fn command_of(&self, event: &egui::Event, typing: bool) -> Option<Command> {
        let (key, held) = match event {
            egui::Event::Paste(text) if !typing => return Some(Command::Paste(text.clone())),
            egui::Event::Key { key, pressed: true, modifiers, .. } => (*key, *modifiers),
            _ => return None,
        };
        // The longest combination first, so that Ctrl+Shift+Z is not taken for Ctrl+Z.
        let mut actions: Vec<_> =
            Action::iter().filter_map(|action| Some((action, self.state.shortcut(action)?))).collect();
        actions.sort_by_key(|(_, keys)| std::cmp::Reverse(u8::from(keys.modifiers.shift)));
        let matrix = self.state.page == Page::Matrix;
        let meant = |(action, keys): &(Action, egui::KeyboardShortcut)| {
            // Bare keys belong to the matrix, where a cell is selected, and some to the article; elsewhere they scroll
            // and press buttons.
            let bare = keys.modifiers.is_none() && keys.logical_key != Key::F1;
            let reading = matches!(action, Action::NextStatement | Action::PreviousStatement);
            let here =
                if reading { self.state.page == Page::Article } else { matrix && self.state.selection.issue.is_some() };
            let pressed = keys.logical_key == key && held.matches_logically(keys.modifiers);
            pressed && (!bare || here) && (!typing || action.while_typing())
        };
        if let Some((action, _)) = actions.into_iter().find(meant) {
            return Some(Command::Do(action));
        }
        if typing || !held.matches_logically(Modifiers::NONE) {
            return None;
        }
        if self.state.page == Page::Review {
            return self.step_of(key).map(Command::Review);
        }
        let (down, right) = match key {
            Key::ArrowDown => (1, 0),
            Key::ArrowUp => (-1, 0),
            Key::ArrowRight => (0, 1),
            Key::ArrowLeft => (0, -1),
            _ => return None,
        };
        (matrix && !self.state.matrix.rows.is_empty()).then_some(Command::Move(down, right))
    }

    /// What a key does in the review.
    fn step_of(&self, key: Key) -> Option<Step> {
        let coded = self.state.stance_keys.into_iter().zip(Stance::iter()).find(|(of, _)| *of == key);
        if let Some((_, stance)) = coded {
            return Some(Step::Code(stance));
        }
        Some(match key {
            Key::A => Step::Accept,
            Key::R => Step::Reject,
            Key::ArrowRight | Key::ArrowDown => Step::Next,
            Key::ArrowLeft | Key::ArrowUp => Step::Back,
            Key::S => Step::Skip,
            Key::U => Step::Undo,
            _ => return None,
        })
    }

    /// Notes the longest frame of a load, and tells it when nothing is left to load.
    fn watch_load(&mut self) {
        let busy = self.job.is_some() || !self.waiting.is_empty();
        let count = self.state.project.articles().count();
        if busy && self.load.is_none() {
            self.load = Some(Load { began: Instant::now(), articles: count, longest: Duration::ZERO });
        }
        let Some(load) = &mut self.load else { return };
        load.longest = load.longest.max(self.frame);
        if !busy {
            log::info!(
                "loaded {} in {:.1} s, longest frame {:.1} ms",
                counted(count.saturating_sub(load.articles), "article"),
                load.began.elapsed().as_secs_f64(),
                load.longest.as_secs_f64() * 1000.0
            );
            self.load = None;
        }
    }

    fn take_choices(&mut self, ctx: &egui::Context) {
        while let Ok(picked) = self.picked.1.try_recv() {
            self.choosing = false;
            match picked {
                Picked::Files(ask, files) => self.perform(ctx, Command::Chosen(ask, files)),
                Picked::Cancelled => {}
                Picked::NoChooser(ask) => self.ui.modal = Modal::Path(ask, ask.proposed_path()),
            }
        }
    }

    fn run_jobs(&mut self, ctx: &egui::Context) {
        if let Some(mut job) = self.job.take() {
            let finished = job.poll(|step| self.state.take(step.ingested, step.reading));
            if finished {
                self.state.rereading = false;
                self.state.said = format!("{} loaded", counted(self.state.project.articles().count(), "article"));
            } else {
                self.job = Some(job);
                // Steps that did not fit into this frame's time wait already; otherwise the job wakes the window.
                ctx.request_repaint_after(Duration::from_millis(50));
            }
        }
        if self.job.is_some() {
            return;
        }
        if self.waiting.is_empty() && self.state.checked == self.state.project.revision() {
            return;
        }
        let (catalogue, engine) = (self.state.project.catalogue().clone(), self.settings.engine);
        if !self.waiting.is_empty() {
            self.job = match self.waiting.remove(0) {
                Waiting::Files(paths) => Job::read_files(paths, catalogue, engine, ctx.clone()),
                Waiting::Articles(articles) => Job::read_articles(articles, catalogue, engine, ctx.clone()),
            };
        } else {
            self.state.checked = self.state.project.revision();
            let stale = self.state.project.stale(engine);
            let articles: Vec<Article> =
                stale.into_iter().filter_map(|id| self.state.project.article(id).cloned()).collect();
            if !articles.is_empty() {
                self.state.rereading = true;
                self.job = Job::read_articles(articles, catalogue, engine, ctx.clone());
            }
        }
    }
}

/// The keys of the four stances as the settings name them; `None` where these are not four different keys.
fn stance_keys(named: &str) -> Option<[Key; 4]> {
    let keys: Vec<Key> = named.chars().filter_map(|c| Key::from_name(&c.to_uppercase().to_string())).collect();
    let keys: [Key; 4] = keys.try_into().ok()?;
    let different = keys.iter().enumerate().all(|(at, key)| !keys[..at].contains(key) && *key != Key::Num0);
    different.then_some(keys)
}

impl State {
    /// Shows another project.
    fn show(&mut self, project: Project) {
        let view = self.project.view().clone();
        self.project = project;
        self.project.set_view(view);
        self.selection = state::Selection::default();
        self.filter = crate::findings::Filter::default();
        self.arrangement =
            crate::findings::Arrangement { rule: self.arrangement.rule, ..crate::findings::Arrangement::default() };
        self.page = Page::Matrix;
        self.checked = u64::MAX;
        self.stale_tables();
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        let began = Instant::now();
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect());
        if !dropped.is_empty() {
            self.open(dropped);
        }
        let made = self.state.made;
        self.take_choices(ctx);
        while let Some(command) = self.next_key(ctx) {
            self.perform(ctx, command);
        }
        self.run_jobs(ctx);
        self.take_pictures(ctx);
        self.save_changes(false);
        if self.unsaved.is_some() {
            ctx.request_repaint_after(TRY_AGAIN);
        }
        if self.job.is_none() {
            // Once a frame is enough: a command may have made the matrix already.
            if self.state.made == made || !self.state.is_current() {
                self.state.refresh();
            }
        } else {
            self.state.refresh_after(WHILE_LOADING);
        }
        self.frame = began.elapsed();
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let began = Instant::now();
        let mut send = Vec::new();
        let whole = ui.max_rect();
        let covered = self.ui.modal != Modal::None;
        if covered {
            views::modals::hints(ui.ctx(), false);
        }
        views::top::show(ui, &self.state, &mut self.ui, &self.settings.recent, &mut send);
        let below = ui.available_rect_before_wrap();
        views::bottom::show(ui, &self.state, &mut self.ui, self.job.as_ref(), self.choosing, &mut send);
        views::left::show(ui, &mut self.state, &mut self.ui, &mut send);
        let left = ui.available_rect_before_wrap();
        let empty = self.state.project.articles().next().is_none();
        if matches!(self.state.page, Page::Matrix | Page::Article) && !empty {
            egui::Panel::right("right").resizable(true).default_size(384.0).size_range(260.0..=640.0).show(ui, |ui| {
                views::evidence::show(ui, &self.state, &mut self.ui, &mut send);
            });
        }
        let middle = ui.available_rect_before_wrap();
        for (part, rect) in [
            (Part::Top, whole.with_max_y(below.top())),
            (Part::Left, below.with_max_x(left.left())),
            (Part::Middle, middle),
            (Part::Right, left.with_min_x(middle.right())),
        ] {
            views::tour::part(&mut self.ui, part, rect);
        }
        egui::CentralPanel::default().show(ui, |ui| {
            if empty && self.state.page != Page::Issues {
                views::empty::show(ui, &self.settings.recent, &mut send);
                return;
            }
            match self.state.page {
                Page::Matrix => views::matrix::show(ui, &self.state, &mut self.ui, &mut send),
                Page::Article => views::article::show(ui, &self.state, &mut self.ui, &mut send),
                Page::Actor => views::profile::actor_ui(ui, &self.state, &mut self.ui, &mut send),
                Page::Issue => views::profile::issue_ui(ui, &self.state, &mut self.ui, &mut send),
                Page::Review => views::review::show(ui, &self.state, &mut self.ui, &mut send),
                Page::Actors => views::people::show(ui, &self.state, &mut self.ui, &mut send),
                Page::Coders => views::coders::show(ui, &self.state, &mut self.ui, &mut send),
                Page::Program => views::machine::show(ui, &self.state, &mut self.ui, &mut send),
                Page::Plots => views::plots::show(ui, &self.state, &mut self.ui, &mut send),
                Page::Issues => views::issues::show(ui, &self.state, &mut self.ui, &mut send),
            }
        });
        views::tour::show(ui, &mut self.ui, self.state.page, &mut send);
        let ctx = ui.ctx().clone();
        if covered {
            views::modals::hints(&ctx, true);
        }
        views::modals::show(&ctx, &self.state, &mut self.ui, &mut send);
        views::drop_overlay(&ctx);
        self.state.selection.scroll_to = None;
        self.state.selection.reveal = false;
        for command in send {
            self.perform(&ctx, command);
        }
        // What a view changed of the filter is worked out before the next frame, so that it shows at once.
        self.state.refresh_after(WHILE_LOADING);
        self.keep_settings(&ctx);
        if self.state.is_behind() {
            ctx.request_repaint();
        }
        self.frame += began.elapsed();
        self.watch_load();
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.save_changes(true);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
