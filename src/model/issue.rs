use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Names an issue: the catalogue's own id (`ceasefire`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IssueId(pub String);

impl std::fmt::Display for IssueId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A proposition that one can support or oppose, with the terms by which texts speak of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

    /// Tells catalogues apart: the first 64 bits of the SHA-256 of the issues, in hexadecimal. The title does not count.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for issue in &self.issues {
            for part in [&issue.id.0, &issue.name, &issue.proposition] {
                hash.update(part.as_bytes());
                hash.update([0]);
            }
            for terms in [&issue.terms, &issue.opposite_terms] {
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
