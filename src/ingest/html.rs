use dom_smoothie::{Config, Readability, TextMode};

use super::metadata;
use crate::model::Article;

/// A saved web page: the article's body and what the page says about it.
pub fn read(key: &str, html: &str) -> Result<Article, String> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let fail = |err: dom_smoothie::ReadabilityError| format!("no article was found in the page ({err})");
    let parsed = Readability::new(html, None, Some(config)).and_then(|mut page| page.parse()).map_err(fail)?;
    let text = parsed.text_content.trim();
    if text.is_empty() {
        return Err("no article was found in the page".to_owned());
    }
    let mut article = Article::new(key, text);
    if !parsed.title.trim().is_empty() {
        article.title = parsed.title.trim().to_owned();
    }
    article.date = parsed.published_time.as_deref().and_then(metadata::date);
    article.byline = parsed.byline.unwrap_or_default();
    article.url = parsed.url.unwrap_or_default();
    article.outlet = parsed.site_name.or_else(|| metadata::host(&article.url)).unwrap_or_default();
    Ok(article)
}
