use super::metadata;
use crate::model::Article;

/// Plain text, kept exactly as it is so that offsets hold; front matter, where there is some, is read as well.
pub fn read(key: &str, text: &str) -> Result<Article, String> {
    if text.trim().is_empty() {
        return Err("has no text".to_owned());
    }
    let mut article = Article::new(key, text);
    if let Some((matter, body)) = metadata::split(text) {
        article.title = Article::new(key, body).title;
        matter.fill(&mut article);
    }
    Ok(article)
}
