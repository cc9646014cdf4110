//! Bytes and paths to articles. Comes in: files, folders, pasted text. Goes out: articles, and a problem for each thing
//! that could not be read. Never here: any judgement of what a text says, any network.
//!
//! [`read_bytes`] is the one place that chooses a format.

mod encoding;
mod html;
mod json;
mod metadata;
mod text;

use std::path::{Path, PathBuf};

use crate::model::{Article, Problem};

pub use json::article_from_line;

/// The endings of files that a folder is searched for.
pub const ENDINGS: [&str; 7] = ["txt", "md", "markdown", "html", "htm", "json", "jsonl"];

/// Larger files are refused: no article is that long.
pub const MAX_BYTES: u64 = 64 << 20;

/// Articles and what went wrong on the way.
#[derive(Clone, Debug, Default)]
pub struct Ingested {
    /// What could be read, in order.
    pub articles: Vec<Article>,
    /// What could not, and why.
    pub problems: Vec<Problem>,
}

/// The files behind some paths: folders are searched through, in order of name, for the known endings.
pub fn expand(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_file() && known(entry.path()) => files.push(entry.into_path()),
                Ok(_) => {}
                Err(err) => {
                    problems.push(Problem::new(path.display().to_string(), format!("cannot be searched ({err})")))
                }
            }
        }
    }
    (files, problems)
}

fn known(path: &Path) -> bool {
    ENDINGS.contains(&ending(path).as_str())
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Reads one file.
pub fn read_file(path: &Path) -> Ingested {
    let fail = |reason: String| Ingested {
        articles: Vec::new(),
        problems: vec![Problem::new(path.display().to_string(), reason)],
    };
    match std::fs::metadata(path) {
        Ok(data) if data.len() > MAX_BYTES => return fail(format!("is larger than {} MiB", MAX_BYTES >> 20)),
        Ok(_) => {}
        Err(err) => return fail(format!("cannot be opened ({err})")),
    }
    match std::fs::read(path) {
        Ok(bytes) => read_bytes(path, &bytes),
        Err(err) => fail(format!("cannot be read ({err})")),
    }
}

/// Reads bytes that came from `path`, whose ending tells the format; other endings are read as plain text.
pub fn read_bytes(path: &Path, bytes: &[u8]) -> Ingested {
    let subject = path.display().to_string();
    let key = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut ingested = Ingested::default();
    let decoded = match encoding::decode(bytes) {
        Ok(decoded) => decoded,
        Err(reason) => {
            ingested.problems.push(Problem::new(subject, reason));
            return ingested;
        }
    };
    let read = match ending(path).as_str() {
        "json" | "jsonl" => {
            json::read(&key, &subject, &decoded, &mut ingested);
            None
        }
        "html" | "htm" => Some(html::read(&key, &decoded)),
        "md" | "markdown" => Some(text::read_markdown(&key, &decoded)),
        _ => Some(text::read(&key, &decoded)),
    };
    match read {
        Some(Ok(article)) => ingested.articles.push(article),
        Some(Err(reason)) => ingested.problems.push(Problem::new(subject, reason)),
        None => {}
    }
    for article in &mut ingested.articles {
        article.path = Some(path.to_path_buf());
    }
    ingested
}

/// An article from text that a person pasted.
///
/// # Errors
/// Where there is nothing but white space.
pub fn read_pasted(pasted: &str) -> Result<Article, Problem> {
    text::read("pasted", pasted).map_err(|reason| Problem::new("Pasted text", reason))
}

/// The articles that come with the program: an invented conflict between invented countries.
pub fn sample() -> Vec<Article> {
    let files = [
        ("01-ferry-talks.md", include_str!("../../assets/sample/01-ferry-talks.md")),
        ("02-sanctions.md", include_str!("../../assets/sample/02-sanctions.md")),
        ("03-summit.md", include_str!("../../assets/sample/03-summit.md")),
        ("04-carbon-levy.md", include_str!("../../assets/sample/04-carbon-levy.md")),
        ("05-tariffs.md", include_str!("../../assets/sample/05-tariffs.md")),
        ("06-border.md", include_str!("../../assets/sample/06-border.md")),
    ];
    files.iter().flat_map(|(name, text)| read_bytes(Path::new(name), text.as_bytes()).articles).collect()
}
