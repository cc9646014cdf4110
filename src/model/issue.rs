use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Names an issue: the catalogue's own id (`ceasefire`).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IssueId(pub String);

impl std::fmt::Display for IssueId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A proposition that one can support or oppose, with the terms by which texts speak of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Stable name for machines.
    pub id: IssueId,
    /// Short name for people, the matrix's column head.
    pub name: String,
    /// The sentence that one can agree with.
    #[serde(default)]
    pub proposition: String,
    /// Words and phrases whose furtherance is support of the proposition. Matched by lemma, longest first.
    #[serde(default)]
    pub terms: Vec<String>,
    /// Words and phrases whose furtherance is opposition to it ("continue the war" for a ceasefire).
    #[serde(default)]
    pub opposite_terms: Vec<String>,
    /// Words and phrases that have words of a term and are about something else ("humanitarian aid" for military aid): a
    /// place that they are part of does not speak of the issue.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_terms: Vec<String>,
    /// Words of the matter at large ("war", "troops"): the issue is looked for in articles that have some of them. Empty
    /// looks in every article.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub context: Vec<String>,
    /// Whether tables and plots leave it out. It is still read for, and what was decided stays.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Which of the window's issue colours marks it, if any does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<u8>,
    /// Issues that were merged into this one: decisions about them count for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<IssueId>,
}

/// The issues that a project or a run reads for, in the order of the matrix's columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// What the catalogue is about ("Peace talks").
    #[serde(default)]
    pub title: String,
    /// Its issues; ids are unique.
    #[serde(rename = "issue", default)]
    pub issues: Vec<Issue>,
}

impl Catalogue {
    /// The issue of that id.
    pub fn get(&self, id: &IssueId) -> Option<&Issue> {
        self.issues.iter().find(|issue| issue.id == *id)
    }

    /// The id under which an issue counts: its own, or that of the one that it was merged into.
    pub fn resolve(&self, id: &IssueId) -> IssueId {
        if self.get(id).is_some() {
            return id.clone();
        }
        let into = self.issues.iter().find(|issue| issue.merged.contains(id));
        into.map_or_else(|| id.clone(), |issue| issue.id.clone())
    }

    /// The catalogue with one issue merged into another: terms, and what was merged before, move along. `None` where
    /// either is missing or they are the same.
    #[must_use]
    pub fn merged(&self, from: &IssueId, into: &IssueId) -> Option<Self> {
        let gone = self.get(from).filter(|_| from != into)?.clone();
        let mut catalogue = self.clone();
        catalogue.issues.retain(|issue| issue.id != *from);
        let issue = catalogue.issues.iter_mut().find(|issue| issue.id == *into)?;
        let everywhere = issue.context.is_empty() || gone.context.is_empty();
        for (terms, more) in [
            (&mut issue.terms, gone.terms),
            (&mut issue.opposite_terms, gone.opposite_terms),
            (&mut issue.other_terms, gone.other_terms),
            (&mut issue.context, gone.context),
        ] {
            let new: Vec<String> = more.into_iter().filter(|term| !terms.contains(term)).collect();
            terms.extend(new);
        }
        if everywhere {
            issue.context.clear();
        }
        issue.merged.push(gone.id);
        issue.merged.extend(gone.merged);
        Some(catalogue)
    }

    /// Tells catalogues apart: the first 64 bits of the SHA-256 of what the issues say and how
    /// texts speak of them, in hexadecimal. Titles, colours and what is hidden do not count.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for issue in &self.issues {
            for part in [&issue.id.0, &issue.name, &issue.proposition] {
                hash.update(part.as_bytes());
                hash.update([0]);
            }
            for terms in [&issue.terms, &issue.opposite_terms, &issue.context, &issue.other_terms] {
                for term in terms {
                    hash.update(term.as_bytes());
                    hash.update([1]);
                }
                hash.update([2]);
            }
        }
        hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
