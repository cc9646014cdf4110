use serde::Deserialize;

use super::{Ingested, metadata};
use crate::model::{Article, Catalogue, Issue, Problem};

/// An article as scripts give it.
#[derive(Debug, Deserialize)]
struct Line {
    id: Option<String>,
    text: String,
    title: Option<String>,
    date: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
    author: Option<String>,
    issues: Option<Vec<Issue>>,
}

/// Reads an article, a list of articles, or one on each line.
pub fn read(key: &str, subject: &str, text: &str, into: &mut Ingested) {
    if let Ok(line) = serde_json::from_str::<Line>(text) {
        into.articles.extend(article(line, key));
        return;
    }
    if let Ok(lines) = serde_json::from_str::<Vec<Line>>(text) {
        let numbered = lines.into_iter().enumerate();
        into.articles.extend(numbered.filter_map(|(at, line)| article(line, &format!("{key}-{}", at + 1))));
        return;
    }
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match article_from_line(line, &format!("{key}-{}", at + 1)) {
            Ok(article) => into.articles.push(article),
            Err(reason) => into.problems.push(Problem::new(subject, format!("line {}: {reason}", at + 1))),
        }
    }
}

/// The article of one line of JSON; `key` names it where it has no `id`.
///
/// # Errors
/// Why the line is no article.
pub fn article_from_line(line: &str, key: &str) -> Result<Article, String> {
    let line: Line = serde_json::from_str(line).map_err(|err| format!("is no article in JSON ({err})"))?;
    article(line, key).ok_or_else(|| "has no text".to_owned())
}

fn article(line: Line, key: &str) -> Option<Article> {
    if line.text.trim().is_empty() {
        return None;
    }
    let mut article = Article::new(line.id.as_deref().unwrap_or(key), line.text);
    if let Some(title) = line.title.filter(|title| !title.trim().is_empty()) {
        article.title = title;
    }
    article.date = line.date.as_deref().and_then(metadata::date);
    article.url = line.url.unwrap_or_default();
    article.outlet = line.outlet.or_else(|| metadata::host(&article.url)).unwrap_or_default();
    article.author = line.author;
    article.issues = line.issues.map(|issues| Catalogue { title: String::new(), issues });
    Some(article)
}
