use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::model::Catalogue;

/// Names an article by its text: the first 128 bits of the text's SHA-256. The same text is the same article,
/// wherever its file lies, so that codings find it again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ArticleId(u128);

impl ArticleId {
    /// The id of the article with this text.
    pub fn of_text(text: &str) -> Self {
        let digest = Sha256::digest(text.as_bytes());
        let mut first = [0; 16];
        first.copy_from_slice(&digest[..16]);
        Self(u128::from_be_bytes(first))
    }
}

impl std::fmt::Display for ArticleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl std::fmt::Debug for ArticleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ArticleId({self})")
    }
}

impl std::str::FromStr for ArticleId {
    type Err = String;

    fn from_str(hex: &str) -> Result<Self, String> {
        if hex.len() != 32 {
            return Err(format!("an article id has 32 hexadecimal digits, not {}", hex.len()));
        }
        u128::from_str_radix(hex, 16).map(Self).map_err(|err| format!("an article id is hexadecimal: {err}"))
    }
}

impl TryFrom<String> for ArticleId {
    type Error = String;

    fn try_from(hex: String) -> Result<Self, String> {
        hex.parse()
    }
}

impl From<ArticleId> for String {
    fn from(id: ArticleId) -> Self {
        id.to_string()
    }
}

/// One text with its metadata.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Content hash of `text`.
    pub id: ArticleId,
    /// What scripts call it: the input's `id`, or the file's stem.
    pub key: String,
    /// The whole text as it is read and shown; all spans count in it.
    pub text: String,
    /// Headline; the first line of the text where the input names none. Never empty.
    pub title: String,
    /// Day of publication. `None` where the input has none: never guessed.
    pub date: Option<jiff::civil::Date>,
    /// The medium that published it, as a name ("Reuters") or a host ("apnews.com"); empty where unknown.
    pub outlet: String,
    /// Who wrote it, as printed; empty where unknown.
    pub byline: String,
    /// Where it came from, for the person's eyes.
    pub path: Option<PathBuf>,
    /// Address of the page, where the input has one.
    pub url: String,
    /// The person whose own words the text is (a speech, an op-ed, a post): what nobody else is quoted with is theirs.
    pub author: Option<String>,
    /// Issues that this article brings with it, instead of the run's (only from JSONL).
    pub issues: Option<Catalogue>,
}

impl Article {
    /// An article of `text` alone, titled by its first line that says anything: not by a place alone ("TARSIN —").
    pub fn new(key: impl Into<String>, text: impl Into<String>) -> Self {
        let (key, text) = (key.into(), text.into());
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let title = lines.clone().find(|line| !line.ends_with(['—', '–', '-'])).or(lines.next()).unwrap_or("Untitled");
        let title = title.chars().take(200).collect();
        Self {
            id: ArticleId::of_text(&text),
            key,
            title,
            text,
            date: None,
            outlet: String::new(),
            byline: String::new(),
            path: None,
            url: String::new(),
            author: None,
            issues: None,
        }
    }
}

/// Something that went wrong and cost nothing else: a line of the Problems list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// The file, article or step that it happened to.
    pub subject: String,
    /// Why, in one sentence without a full stop.
    pub reason: String,
}

impl Problem {
    /// What happened to whom.
    pub fn new(subject: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { subject: subject.into(), reason: reason.into() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.subject, self.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_alone_is_no_title() {
        assert_eq!(Article::new("a", "\nTARSIN —\n\nTalks resumed on Monday.").title, "Talks resumed on Monday.");
        assert_eq!(Article::new("a", "TARSIN —").title, "TARSIN —");
        assert_eq!(Article::new("a", "").title, "Untitled");
    }
}
