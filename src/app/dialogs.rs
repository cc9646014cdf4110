//! The system's file choosers, each on a thread of its own so that the window never waits, behind a trait so that tests
//! choose without one.

use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use crate::export::{FigureFormat, What};
use crate::ingest;

/// What a file is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Articles to load.
    Articles,
    /// A folder to load.
    Folder,
    /// A project to go on with.
    Project,
    /// A project whose decisions are brought in.
    Absorb,
    /// A new file for the project.
    SaveProject,
    /// A file for a table, in the format of that ending.
    Export(What, &'static str),
    /// A catalogue of issues to read for.
    Catalogue,
    /// A file for the catalogue.
    SaveCatalogue,
    /// A file for the figure that is shown.
    Figure(FigureFormat),
}

impl Ask {
    /// What the person is asked.
    pub fn title(self) -> &'static str {
        match self {
            Self::Articles => "Open articles",
            Self::Folder => "Open a folder of articles",
            Self::Project => "Open a project",
            Self::Absorb => "Bring in a project of the same articles",
            Self::SaveProject => "Save the project as",
            Self::Export(..) => "Export to",
            Self::Catalogue => "Open a catalogue of issues",
            Self::SaveCatalogue => "Save the catalogue as",
            Self::Figure(_) => "Save the figure as",
        }
    }

    /// A name to begin with.
    pub fn proposed(self) -> String {
        match self {
            Self::SaveProject => "project.stance".to_owned(),
            Self::Export(what, ending) => format!("{what}.{ending}"),
            Self::Figure(format) => format!("figure.{}", format.ending()),
            Self::SaveCatalogue => "issues.toml".to_owned(),
            Self::Articles | Self::Folder | Self::Project | Self::Absorb | Self::Catalogue => String::new(),
        }
    }

    /// Where a file of that name would go when the person only confirms it: among their documents, or at home.
    pub fn proposed_path(self) -> String {
        let name = self.proposed();
        match directories::UserDirs::new() {
            Some(own) if !name.is_empty() => {
                own.document_dir().unwrap_or(own.home_dir()).join(name).display().to_string()
            }
            _ => name,
        }
    }
}

/// What came of a chooser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// These files.
    Files(Ask, Vec<PathBuf>),
    /// The person chose nothing.
    Cancelled,
    /// The system has no chooser.
    NoChooser(Ask),
}

/// Shows file choosers.
pub trait FileDialogs {
    /// Asks, and answers to `reply` whenever the person has chosen; wakes the window then.
    fn ask(&self, ask: Ask, reply: Sender<Picked>, ctx: egui::Context);
}

/// The system's own choosers.
pub struct Native;

/// A chooser that answers nothing faster than this was none: without a portal and without zenity the answer takes 2 to
/// 19 ms, and nobody closes a window that fast.
const TOO_FAST: Duration = Duration::from_millis(250);

impl FileDialogs for Native {
    fn ask(&self, ask: Ask, reply: Sender<Picked>, ctx: egui::Context) {
        let work = move || {
            let began = Instant::now();
            let dialog = rfd::FileDialog::new().set_title(ask.title());
            let save = |dialog: rfd::FileDialog, ending: &str| {
                let named = dialog.add_filter(ending, &[ending]).set_file_name(ask.proposed());
                named.save_file().map(|file| vec![file])
            };
            let chosen = match ask {
                Ask::Articles => {
                    dialog.add_filter("Articles", &ingest::ENDINGS).add_filter("All files", &["*"]).pick_files()
                }
                Ask::Folder => dialog.pick_folders(),
                Ask::Catalogue => dialog.add_filter("Catalogues", &["toml", "json"]).pick_file().map(|file| vec![file]),
                Ask::SaveCatalogue => save(dialog, "toml"),
                Ask::Project | Ask::Absorb => {
                    dialog.add_filter("Projects", &["stance"]).pick_file().map(|file| vec![file])
                }
                Ask::SaveProject => dialog
                    .add_filter("Projects", &["stance"])
                    .set_file_name(ask.proposed())
                    .save_file()
                    .map(|file| vec![file]),
                Ask::Export(_, ending) => save(dialog, ending),
                Ask::Figure(format) => save(dialog, format.ending()),
            };
            let picked = match chosen {
                Some(files) => Picked::Files(ask, files),
                None if began.elapsed() < TOO_FAST => Picked::NoChooser(ask),
                None => Picked::Cancelled,
            };
            // The window may be gone by now; then nobody waits for the answer.
            let _ = reply.send(picked);
            ctx.request_repaint();
        };
        if let Err(err) = std::thread::Builder::new().name("file chooser".to_owned()).spawn(work) {
            log::warn!("no thread for the file chooser: {err}");
        }
    }
}

/// A chooser for tests: always the same answer.
pub struct Scripted(pub Option<Vec<PathBuf>>);

impl FileDialogs for Scripted {
    fn ask(&self, ask: Ask, reply: Sender<Picked>, ctx: egui::Context) {
        let picked = self.0.clone().map_or(Picked::NoChooser(ask), |files| Picked::Files(ask, files));
        let _ = reply.send(picked);
        ctx.request_repaint();
    }
}
