//! Issues: the ready catalogues, catalogues that people write, and where a text speaks of an issue.
//!
//! Comes in: catalogues and cut texts. Goes out: [`Hit`]s. Never here: who holds which stance.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::language::{Text, lemma};
use crate::model::{Catalogue, Issue, Span};

/// The catalogues that come with the program.
pub fn ready() -> Vec<Catalogue> {
    let files = [
        include_str!("../../assets/issues/peace-talks.toml"),
        include_str!("../../assets/issues/climate-energy.toml"),
        include_str!("../../assets/issues/trade-economy.toml"),
        include_str!("../../assets/issues/migration.toml"),
    ];
    // They are part of the program and a test parses each; a broken one would be missing, nothing worse.
    files.iter().filter_map(|file| parse_catalogue(file).ok()).collect()
}

/// All ready catalogues as one.
pub fn all_ready() -> Catalogue {
    let ready = ready();
    let title = ready.iter().map(|catalogue| catalogue.title.as_str()).collect::<Vec<_>>().join(", ");
    Catalogue { title, issues: ready.into_iter().flat_map(|catalogue| catalogue.issues).collect() }
}

/// JSON may be a catalogue, a list of issues, or a list under `issues`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Json {
    List(Vec<Issue>),
    Issues { issues: Vec<Issue> },
    Catalogue(Catalogue),
}

/// Reads a catalogue in TOML or JSON.
///
/// # Errors
/// A sentence that says what is wrong: not TOML or JSON, no issue, an issue without id, or an id given twice.
pub fn parse_catalogue(text: &str) -> Result<Catalogue, String> {
    let catalogue = if text.trim_start().starts_with(['{', '[']) && !text.trim_start().starts_with("[[") {
        let json: Json =
            serde_json::from_str(text).map_err(|err| format!("not a catalogue of issues in JSON ({err})"))?;
        match json {
            Json::List(issues) | Json::Issues { issues } => Catalogue { title: String::new(), issues },
            Json::Catalogue(catalogue) => catalogue,
        }
    } else {
        toml::from_str(text).map_err(|err| format!("not a catalogue of issues in TOML ({})", err.message()))?
    };
    if catalogue.issues.is_empty() {
        return Err("it has no [[issue]]".to_owned());
    }
    let mut seen = std::collections::BTreeSet::new();
    for issue in &catalogue.issues {
        if issue.id.0.trim().is_empty() {
            return Err(format!("the issue “{}” has no id", issue.name));
        }
        if !seen.insert(&issue.id) {
            return Err(format!("the id “{}” is given twice", issue.id));
        }
    }
    Ok(catalogue)
}

/// A place where a text speaks of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Index into [`Catalogue::issues`].
    pub issue: usize,
    /// The words of the term.
    pub span: Span,
    /// First token.
    pub token: usize,
    /// The term is an opposite one: furthering it is opposition to the issue.
    pub opposite: bool,
}

/// Finds the terms of a catalogue's issues.
#[derive(Debug)]
pub struct Terms {
    /// By first lemma: the lemmas, the issue, whether opposite. Longest first.
    by_first: BTreeMap<String, Vec<(Vec<String>, usize, bool)>>,
}

impl Terms {
    /// Prepares the terms of all issues; an issue without terms is found by its name.
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut by_first: BTreeMap<String, Vec<(Vec<String>, usize, bool)>> = BTreeMap::new();
        for (at, issue) in catalogue.issues.iter().enumerate() {
            let name = issue.terms.is_empty().then_some(&issue.name);
            let for_it = issue.terms.iter().chain(name).map(|term| (term, false));
            for (term, opposite) in for_it.chain(issue.opposite_terms.iter().map(|term| (term, true))) {
                let lemmas: Vec<String> = Text::new(term).tokens.iter().map(|token| lemma(&token.lower)).collect();
                if let Some(first) = lemmas.first().cloned() {
                    by_first.entry(first).or_default().push((lemmas, at, opposite));
                }
            }
        }
        for terms in by_first.values_mut() {
            terms.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        }
        Self { by_first }
    }

    /// Every place that speaks of an issue, in order; the longest term of an issue wins at a place.
    pub fn find(&self, text: &Text<'_>) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for at in 0..text.tokens.len() {
            let Some(terms) = self.by_first.get(&text.tokens[at].lemma) else { continue };
            for (lemmas, issue, opposite) in terms {
                let Some(tokens) = text.tokens.get(at..at + lemmas.len()) else { continue };
                if tokens.iter().map(|token| &token.lemma).eq(lemmas.iter())
                    && let Some(span) = text.span_of(at..at + lemmas.len())
                    && !hits.iter().rev().take(8).any(|hit| hit.issue == *issue && hit.span.overlaps(span))
                {
                    hits.push(Hit { issue: *issue, span, token: at, opposite: *opposite });
                }
            }
        }
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ready_catalogue_parses_and_ids_are_unique_over_all() {
        assert_eq!(ready().len(), 4);
        let all = all_ready();
        assert_eq!(all.issues.len(), ready().iter().map(|catalogue| catalogue.issues.len()).sum::<usize>());
        let ids: std::collections::BTreeSet<_> = all.issues.iter().map(|issue| &issue.id).collect();
        assert_eq!(ids.len(), all.issues.len());
    }

    #[test]
    fn terms_are_found_in_every_inflection_and_opposite_ones_are_told_apart() {
        let catalogue = parse_catalogue("[[issue]]\nid = \"dam\"\nname = \"Dam\"\nterms = [\"build the dam\"]\nopposite_terms = [\"tear down the dam\"]").unwrap();
        let hits = Terms::new(&catalogue).find(&Text::new("Building the dam helps. They tear down the dam."));
        assert_eq!(hits.iter().map(|hit| hit.opposite).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn a_bad_catalogue_says_what_is_wrong() {
        assert!(
            parse_catalogue("[[issue]]\nid = \"a\"\nname = \"A\"\n[[issue]]\nid = \"a\"\nname = \"B\"")
                .unwrap_err()
                .contains("twice")
        );
        assert!(parse_catalogue("{").unwrap_err().contains("JSON"));
        assert!(parse_catalogue("title = \"x\"").unwrap_err().contains("no [[issue]]"));
    }
}
