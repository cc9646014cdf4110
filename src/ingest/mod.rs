//! Bytes and paths to articles. Comes in: files, folders, pasted text. Goes out: articles, and a problem for each thing
//! that could not be read. Never here: any judgement of what a text says, any network.
//!
//! [`read_bytes`] is the one place that chooses a format.

mod encoding;
mod html;
mod json;
mod markdown;
mod metadata;
mod text;

use std::io::Read as _;
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

/// The files behind some paths: folders are searched through, in order of name, for the known endings; what else they
/// hold is told in one line a folder.
pub fn expand(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut others = Vec::new();
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            match entry {
                Ok(entry) if !entry.file_type().is_file() => {}
                Ok(entry) if ENDINGS.contains(&name_of(entry.path()).ending.as_str()) => files.push(entry.into_path()),
                Ok(entry) => others.push(entry.file_name().to_string_lossy().into_owned()),
                Err(err) => {
                    problems.push(Problem::new(path.display().to_string(), format!("cannot be searched ({err})")))
                }
            }
        }
        if let Some(reason) = left_out(&others) {
            problems.push(Problem::new(path.display().to_string(), reason));
        }
    }
    (files, problems)
}

fn left_out(others: &[String]) -> Option<String> {
    let named = others.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
    match others.len() {
        0 => None,
        1 => Some(format!("1 file of another kind was left out ({named})")),
        count => {
            Some(format!("{count} files of other kinds were left out ({named}{})", if count > 3 { ", …" } else { "" }))
        }
    }
}

/// What a file's name says.
struct Name {
    /// Without its endings.
    key: String,
    /// The ending in lower case, that of the packed file where it is packed.
    ending: String,
    /// Whether it is packed by gzip.
    packed: bool,
}

fn name_of(path: &Path) -> Name {
    let ending = |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let stem = path.file_stem().map(PathBuf::from).unwrap_or_default();
    let packed = ending(path).is_some_and(|ending| ending == "gz");
    let inner = if packed { stem } else { path.to_path_buf() };
    Name {
        key: inner.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default(),
        ending: ending(&inner).unwrap_or_default(),
        packed,
    }
}

/// The bytes that gzip packed.
fn unpack(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut unpacked = Vec::new();
    // One more than is allowed tells a file that is too large from one that just fits
    let mut limited = flate2::read::MultiGzDecoder::new(bytes).take(MAX_BYTES + 1);
    limited.read_to_end(&mut unpacked).map_err(|err| format!("cannot be unpacked ({err})"))?;
    if unpacked.len() as u64 > MAX_BYTES {
        return Err(too_large());
    }
    Ok(unpacked)
}

fn too_large() -> String {
    format!("is larger than {} MiB", MAX_BYTES >> 20)
}

/// Reads one file.
pub fn read_file(path: &Path) -> Ingested {
    let fail = |reason: String| Ingested {
        articles: Vec::new(),
        problems: vec![Problem::new(path.display().to_string(), reason)],
    };
    match std::fs::metadata(path) {
        Ok(data) if data.len() > MAX_BYTES => return fail(too_large()),
        Ok(_) => {}
        Err(err) => return fail(format!("cannot be opened ({err})")),
    }
    match std::fs::read(path) {
        Ok(bytes) => read_bytes(path, &bytes),
        Err(err) => fail(format!("cannot be read ({err})")),
    }
}

/// Reads bytes that came from `path`, whose ending tells the format; other endings are read as plain text, and `.gz`
/// after an ending is unpacked first.
pub fn read_bytes(path: &Path, bytes: &[u8]) -> Ingested {
    let subject = path.display().to_string();
    let Name { key, ending, packed } = name_of(path);
    let mut ingested = Ingested::default();
    let decoded =
        if packed { unpack(bytes).and_then(|bytes| encoding::decode(&bytes)) } else { encoding::decode(bytes) };
    let decoded = match decoded {
        Ok(decoded) => decoded,
        Err(reason) => {
            ingested.problems.push(Problem::new(subject, reason));
            return ingested;
        }
    };
    let read = match ending.as_str() {
        "json" | "jsonl" => {
            json::read(&key, &subject, &decoded, &mut ingested);
            None
        }
        "html" | "htm" => Some(html::read(&key, &decoded)),
        "md" | "markdown" => Some(markdown::read(&key, &decoded)),
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
