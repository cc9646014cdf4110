use serde::Deserialize;

use crate::model::Article;

/// What front matter may say; other fields are passed over.
#[derive(Debug, Default, Deserialize)]
pub struct FrontMatter {
    title: Option<String>,
    date: Option<String>,
    /// An address or a name of the medium.
    source: Option<String>,
    outlet: Option<String>,
    author: Option<String>,
    byline: Option<String>,
}

/// Splits a leading block between `---` lines off; `None` where there is none or it is no YAML.
pub fn split(text: &str) -> Option<(FrontMatter, &str)> {
    let rest = text.strip_prefix("---")?.trim_start_matches('\r').strip_prefix('\n')?;
    let end = rest.find("\n---")?;
    let body = rest[end + 4..].trim_start_matches(['-', '\r']).trim_start_matches('\n');
    let matter: FrontMatter = serde_saphyr::from_str(&rest[..end]).ok()?;
    Some((matter, body))
}

impl FrontMatter {
    /// Puts what it says into the article.
    pub fn fill(self, article: &mut Article) {
        if let Some(title) = self.title.filter(|title| !title.trim().is_empty()) {
            article.title = title;
        }
        article.date = self.date.as_deref().and_then(date);
        if let Some(source) = self.source {
            match host(&source) {
                Some(host) => {
                    article.outlet = host;
                    article.url = source;
                }
                None => article.outlet = source,
            }
        }
        if let Some(outlet) = self.outlet {
            article.outlet = outlet;
        }
        article.byline = self.byline.or(self.author).unwrap_or_default();
    }
}

/// The host of an address without `www.`; `None` where it is no address.
pub fn host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?.trim_start_matches("www.");
    (!host.is_empty()).then(|| host.to_owned())
}

/// The day of a date that begins as ISO 8601. Anything less certain is no date: a wrong one is worse than none.
pub fn date(written: &str) -> Option<jiff::civil::Date> {
    written.trim().get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_certain_or_none() {
        assert_eq!(date("2025-08-18T10:00:00Z"), Some(jiff::civil::date(2025, 8, 18)));
        assert_eq!(date("last Monday"), None);
        assert_eq!(date("2025-13-40"), None);
    }

    #[test]
    fn an_address_gives_its_host() {
        assert_eq!(host("https://www.example.org/a?b").as_deref(), Some("example.org"));
        assert_eq!(host("Example Times"), None);
    }
}
