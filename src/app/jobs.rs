//! Long work beside the window: reading articles. A job wakes the window as it goes and can be cancelled.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};

use crate::cli::read_safely;
use crate::ingest::{self, Ingested};
use crate::model::{Article, ArticleId, Catalogue, Reading};

/// What a job sends: one file's articles, read.
pub struct Step {
    /// Files done so far.
    pub done: usize,
    /// The articles and problems of this file.
    pub ingested: Ingested,
    /// What the articles say.
    pub readings: Vec<(ArticleId, Reading)>,
}

/// Work that goes on.
pub struct Job {
    /// Files in all.
    pub total: usize,
    /// Files done so far.
    pub done: usize,
    steps: Receiver<Step>,
    cancelled: Arc<AtomicBool>,
}

impl Job {
    /// Reads files and folders on a thread of its own. `None` where no thread can be had.
    pub fn read_files(paths: &[PathBuf], catalogue: Catalogue, ctx: egui::Context) -> Option<Self> {
        let (files, problems) = ingest::expand(paths);
        let total = files.len();
        let first = Ingested { articles: Vec::new(), problems };
        let all = std::iter::once(first).chain(files.into_iter().map(|file| ingest::read_file(&file)));
        Self::start(total, Box::new(all), catalogue, ctx)
    }

    /// Reads articles that are there already.
    pub fn read_articles(articles: Vec<Article>, catalogue: Catalogue, ctx: egui::Context) -> Option<Self> {
        let all = std::iter::once(Ingested { articles, problems: Vec::new() });
        Self::start(1, Box::new(all), catalogue, ctx)
    }

    fn start(
        total: usize,
        all: Box<dyn Iterator<Item = Ingested> + Send>,
        catalogue: Catalogue,
        ctx: egui::Context,
    ) -> Option<Self> {
        let (send, steps) = channel();
        let cancelled = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&cancelled);
        let work = move || {
            for (done, mut ingested) in all.enumerate() {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let mut readings = Vec::new();
                for article in &ingested.articles {
                    let (reading, problems) = read_safely(article, &catalogue);
                    readings.push((article.id, reading));
                    ingested.problems.extend(problems);
                }
                if send.send(Step { done, ingested, readings }).is_err() {
                    return;
                }
                ctx.request_repaint();
            }
        };
        std::thread::Builder::new().name("reading".to_owned()).spawn(work).ok()?;
        Some(Self { total, done: 0, steps, cancelled })
    }

    /// Stops after the file at hand.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// What has come since, at most a few files a frame so that the window stays live; `true` when all has.
    pub fn poll(&mut self) -> (Vec<Step>, bool) {
        let mut steps = Vec::new();
        while steps.len() < 16 {
            match self.steps.try_recv() {
                Ok(step) => {
                    self.done = self.done.max(step.done);
                    steps.push(step);
                }
                Err(std::sync::mpsc::TryRecvError::Empty) => return (steps, false),
                Err(std::sync::mpsc::TryRecvError::Disconnected) => return (steps, true),
            }
        }
        (steps, false)
    }
}
