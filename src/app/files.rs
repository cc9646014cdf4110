//! What the window keeps: the project's file, the settings, the figures that are saved.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{App, Picture, TRY_AGAIN, WHILE_LOADING, Waiting, raster, stance_keys, state};
use crate::export::{self, FigureFormat};
use crate::findings::Rule;
use crate::store::{ProjectFile, Settings, StoreError};
use strum::IntoEnumIterator as _;

impl App {
    pub(super) fn open(&mut self, paths: Vec<PathBuf>) {
        let (projects, articles): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|file| file.extension().is_some_and(|ending| ending == "stance"));
        for path in projects {
            self.open_project(&path);
        }
        if !articles.is_empty() {
            self.waiting.push(Waiting::Files(articles));
        }
    }

    /// Opens a project file in place of the project that is open, which is on disk already.
    pub fn open_project(&mut self, path: &Path) {
        self.save_changes(true);
        if self.has_open(path) {
            self.state.said = format!("{} is the project that is open", path.display());
            return;
        }
        if self.unsaved.is_some() {
            self.state.problem("Project", "is not on disk yet: save it elsewhere before you open another".to_owned());
            return;
        }
        match ProjectFile::open_existing(path) {
            Ok((file, project)) => {
                self.stop_job();
                self.state.show(project);
                self.saved = self.stamp();
                self.file = Some(file);
                self.state.said = format!("Opened {}", path.display());
                self.remember(path);
            }
            Err(err) => self.state.problem("Project", err.to_string()),
        }
    }

    /// Brings another project file of the same articles into the one that is open.
    pub(super) fn absorb(&mut self, path: &Path) {
        match ProjectFile::open_existing(path) {
            Ok((_, other)) => {
                let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                self.state.absorb(&other, &name);
            }
            Err(err) => self.state.problem("Project", err.to_string()),
        }
    }

    pub(super) fn save_as(&mut self, path: &Path) {
        let path = path.with_extension("stance");
        if self.has_open(&path) {
            self.save_changes(true);
            self.state.said = format!("Every change is in {} already", path.display());
            return;
        }
        match ProjectFile::save_as(&path, &self.state.project) {
            Ok(file) => {
                self.file = Some(file);
                self.saved = self.stamp();
                self.unsaved = None;
                self.state.said = format!("Saved as {}; every change is kept there from now on", path.display());
                self.remember(&path);
            }
            Err(err) => self.state.problem("Project", err.to_string()),
        }
    }

    /// Whether that is the file in which the project is kept now.
    fn has_open(&self, path: &Path) -> bool {
        let same = |one: &Path| one.canonicalize().is_ok_and(|one| path.canonicalize().is_ok_and(|two| one == two));
        self.file.as_ref().is_some_and(|file| same(file.path()))
    }

    pub(super) fn remember(&mut self, path: &Path) {
        self.settings.remember(path);
        self.save_settings();
    }

    pub(super) fn save_settings(&mut self) {
        if let Some(path) = &self.places.settings
            && let Err(err) = self.settings.save(path)
        {
            self.state.problem("Settings", format!("cannot be kept ({err})"));
        }
    }

    /// Makes what the settings say so.
    pub(super) fn use_settings(&mut self, ctx: &egui::Context) {
        match self.settings.theme.as_str() {
            "dark" => ctx.set_theme(egui::ThemePreference::Dark),
            "light" => ctx.set_theme(egui::ThemePreference::Light),
            _ => {}
        }
        if self.settings.scale != 0 {
            ctx.set_zoom_factor(f32::from(self.settings.scale) / 100.0);
        }
        self.state.stance_keys = stance_keys(&self.settings.stance_keys).unwrap_or(state::STANCE_KEYS);
    }

    pub(super) fn use_rule(&mut self) {
        if let Some(rule) = Rule::iter().find(|rule| rule.label() == self.settings.rule) {
            self.state.arrangement.rule = rule;
        }
    }

    /// Keeps what was changed in the settings, and the size that the keys changed.
    pub(super) fn keep_settings(&mut self, ctx: &egui::Context) {
        let size = (ctx.zoom_factor() * 100.0).round() as u16;
        let kept = if self.settings.scale == 0 { 100 } else { self.settings.scale };
        if self.ui.settings.scale == self.settings.scale && size != kept {
            self.ui.settings.scale = size;
        }
        let Settings { theme, scale, stance_keys, rule, toured, engine, .. } = self.ui.settings.clone();
        let wanted = Settings { theme, scale, stance_keys, rule, toured, engine, ..self.settings.clone() };
        if wanted != self.settings {
            if wanted.theme.is_empty() && wanted.theme != self.settings.theme {
                ctx.set_theme(egui::ThemePreference::System);
            }
            let other_rule = wanted.rule != self.settings.rule;
            if wanted.engine != self.settings.engine {
                // What the other engine read is read again.
                self.state.checked = u64::MAX;
            }
            self.settings = wanted;
            self.use_settings(ctx);
            if other_rule {
                self.use_rule();
            }
            self.save_settings();
        }
    }

    /// Makes a picture of the figure, for a file or the clipboard, on a thread of its own: it has millions of dots.
    pub(super) fn picture(&self, ctx: &egui::Context, path: Option<PathBuf>) {
        let Some(figure) = self.ui.plots.figure() else { return };
        let (drawing, send, wake) = (export::draw(figure), self.pictures.0.clone(), ctx.clone());
        let work = move || {
            let picture = raster::picture(&drawing);
            let done = match path {
                None => Picture::Copy(picture),
                Some(path) => match export::write_picture(picture.as_raw(), picture.size, &path) {
                    Ok(()) => Picture::Saved(path),
                    Err(err) => Picture::Failed(err.to_string()),
                },
            };
            // The window may be gone by now; then nobody waits for the picture.
            send.send(done).ok();
            wake.request_repaint();
        };
        if let Err(err) = std::thread::Builder::new().name("picture".to_owned()).spawn(work) {
            log::warn!("no thread for the picture: {err}");
        }
    }

    pub(super) fn take_pictures(&mut self, ctx: &egui::Context) {
        while let Ok(picture) = self.pictures.1.try_recv() {
            match picture {
                Picture::Copy(picture) => {
                    ctx.copy_image(picture);
                    self.state.said = "The picture is on the clipboard".to_owned();
                }
                Picture::Saved(path) => self.state.said = format!("Saved {}", path.display()),
                Picture::Failed(err) => self.state.problem("Figure", err),
            }
        }
    }

    /// Writes the figure that is shown.
    pub(super) fn save_figure(&mut self, ctx: &egui::Context, format: FigureFormat, path: &Path) {
        let path = if path.extension().is_some() { path.to_path_buf() } else { path.with_extension(format.ending()) };
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        if FigureFormat::of_ending(&ending) == Some(FigureFormat::Png) {
            self.picture(ctx, Some(path));
            return;
        }
        match self.ui.plots.figure().map(|figure| export::write_figure(figure, &path)) {
            Some(Ok(())) => self.state.said = format!("Saved {}", path.display()),
            Some(Err(err)) => self.state.problem("Figure", err.to_string()),
            None => {}
        }
    }

    /// Whether articles are being read, or wait for it.
    pub fn is_working(&self) -> bool {
        self.job.is_some() || !self.waiting.is_empty()
    }

    pub(super) fn stop_job(&mut self) {
        if let Some(job) = self.job.take() {
            job.cancel();
        }
        self.waiting.clear();
    }

    /// Tells whether anything changed, and whether a person changed it.
    pub(super) fn stamp(&self) -> (u64, usize) {
        let history = self.state.project.history();
        (self.state.project.revision(), history.done() + history.changes().len())
    }

    /// Writes what changed to the project file: a person's decision at once, what a job brings now and then. What cannot
    /// be written is said once and tried again.
    pub(super) fn save_changes(&mut self, now: bool) {
        let stamp = self.stamp();
        let wait = match self.unsaved {
            Some(_) => TRY_AGAIN,
            None if stamp.1 != self.saved.1 || self.job.is_none() => Duration::ZERO,
            None => WHILE_LOADING,
        };
        if stamp == self.saved || (!now && self.saved_at.elapsed() < wait) {
            return;
        }
        self.saved_at = Instant::now();
        match self.write_changes() {
            Ok(()) => {
                self.saved = stamp;
                if self.unsaved.take().is_some() {
                    self.state.said = "Every change is on disk again".to_owned();
                }
            }
            Err(err) => {
                let reason = err.to_string();
                if self.unsaved.as_ref() != Some(&reason) {
                    self.state.problem("Project", format!("{reason}; it is tried again, or save it elsewhere"));
                }
                self.unsaved = Some(reason);
            }
        }
    }

    fn write_changes(&mut self) -> Result<(), StoreError> {
        // A window that was opened and closed again leaves no session behind.
        let project = &self.state.project;
        let empty = project.stored_articles().is_empty() && project.history().changes().is_empty();
        if self.file.is_none()
            && !empty
            && let Some(path) = self.places.session.clone()
        {
            self.file = Some(ProjectFile::open(&path)?.0);
            self.remember(&path);
        }
        self.file.as_mut().map_or(Ok(()), |file| file.sync(&self.state.project))
    }
}
