//! Long work beside the window: reading articles. A job wakes the window as it goes and can be cancelled.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

use crate::cli::read_safely;
use crate::ingest::{self, Ingested};
use crate::model::{Article, ArticleId, Catalogue, Reading};
use crate::reading::Engine;

/// What a job sends: one article, read, or a file that has none.
pub struct Step {
    /// The article, and what is wrong with it and the file before it.
    pub ingested: Ingested,
    /// What the article says.
    pub reading: Option<(ArticleId, Reading)>,
}

/// Work that goes on.
pub struct Job {
    /// What it does ("Reading").
    pub title: &'static str,
    /// Files in all, one with several articles counted as so many; 0 while folders are still searched.
    pub total: usize,
    /// How many of them are done.
    pub done: usize,
    messages: Receiver<Message>,
    cancelled: Arc<AtomicBool>,
}

enum Message {
    /// So many files more.
    More(usize),
    Step(Step),
}

/// The part of a frame that may go into taking what a job sent; at 60 frames a second this leaves most of each.
const BUDGET: Duration = Duration::from_millis(6);

impl Job {
    /// Reads files and folders on a thread of its own. `None` where no thread can be had.
    pub fn read_files(paths: Vec<PathBuf>, catalogue: Catalogue, engine: Engine, ctx: egui::Context) -> Option<Self> {
        let files = move || {
            let (files, problems) = ingest::expand(&paths);
            let first = Ingested { articles: Vec::new(), problems };
            let total = files.len();
            let all = std::iter::once(first).chain(files.into_iter().map(|file| ingest::read_file(&file)));
            (total, Box::new(all) as Box<dyn Iterator<Item = Ingested>>)
        };
        Self::start("Loading", files, catalogue, engine, ctx)
    }

    /// Reads articles that are there already.
    pub fn read_articles(
        articles: Vec<Article>,
        catalogue: Catalogue,
        engine: Engine,
        ctx: egui::Context,
    ) -> Option<Self> {
        let each = move || {
            let total = articles.len();
            let one = |article| Ingested { articles: vec![article], problems: Vec::new() };
            (total, Box::new(articles.into_iter().map(one)) as Box<dyn Iterator<Item = Ingested>>)
        };
        Self::start("Reading", each, catalogue, engine, ctx)
    }

    fn start(
        title: &'static str,
        source: impl FnOnce() -> (usize, Box<dyn Iterator<Item = Ingested>>) + Send + 'static,
        catalogue: Catalogue,
        engine: Engine,
        ctx: egui::Context,
    ) -> Option<Self> {
        // Bounded: what waits for the window is never more than a few articles.
        let (send, messages) = sync_channel(32);
        let cancelled = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&cancelled);
        let work = move || {
            let (total, all) = source();
            let tell = |message| send.send(message).is_ok() && !stop.load(Ordering::Relaxed);
            let mut wanted = tell(Message::More(total));
            for ingested in all {
                wanted = wanted && tell(Message::More(ingested.articles.len().saturating_sub(1)));
                for mut one in one_by_one(ingested) {
                    if !wanted {
                        break;
                    }
                    let mut reading = None;
                    if let Some(article) = one.articles.first() {
                        let (found, problems) = read_safely(article, &catalogue, engine);
                        reading = Some((article.id, found));
                        one.problems.extend(problems);
                    }
                    wanted = tell(Message::Step(Step { ingested: one, reading }));
                    ctx.request_repaint();
                }
                if !wanted {
                    break;
                }
            }
            drop(send);
            ctx.request_repaint();
        };
        std::thread::Builder::new().name("reading".to_owned()).spawn(work).ok()?;
        Some(Self { title, total: 0, done: 0, messages, cancelled })
    }

    /// Stops after the article at hand.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Gives what has come since to `take`, for a few milliseconds at most; `true` when all has come.
    pub fn poll(&mut self, mut take: impl FnMut(Step)) -> bool {
        let began = Instant::now();
        loop {
            match self.messages.try_recv() {
                Ok(Message::More(files)) => self.total += files,
                Ok(Message::Step(step)) => {
                    self.done = (self.done + 1).min(self.total);
                    take(step);
                }
                Err(TryRecvError::Empty) => return false,
                Err(TryRecvError::Disconnected) => return true,
            }
            if began.elapsed() > BUDGET {
                return false;
            }
        }
    }
}

/// A file's articles apart, the file's problems with the first: taking a thousand articles of one file at once would
/// hold the window up.
fn one_by_one(ingested: Ingested) -> Vec<Ingested> {
    let mut articles = ingested.articles.into_iter().map(|article| vec![article]);
    let first = Ingested { articles: articles.next().unwrap_or_default(), problems: ingested.problems };
    let rest = articles.map(|articles| Ingested { articles, problems: Vec::new() });
    std::iter::once(first).chain(rest).collect()
}
