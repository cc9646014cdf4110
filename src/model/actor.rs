use serde::{Deserialize, Serialize};

/// Names an actor within a project: readable, made from the name that the actor was first met by, never changed since.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActorId(pub String);

impl ActorId {
    /// The id of one whom only the article with this id speaks of: an unnamed source. No other id has its mark.
    pub fn of_article(name: &str, article: &str) -> Self {
        Self(format!("{name}@{}", article.get(..12).unwrap_or(article)))
    }

    /// Whether it is an id of one whom only one article speaks of.
    pub fn is_of_one_article(&self) -> bool {
        self.0.contains('@')
    }
}

impl std::fmt::Display for ActorId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an actor is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::EnumIter, strum::Display,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum ActorKind {
    /// A human being, named or described ("a US official").
    Person,
    /// A party, ministry, company, alliance, court, union.
    Organisation,
    /// A state; its government's seat and metonyms count as the state.
    Country,
    /// Several who act as one: "European leaders", "critics".
    Group,
}

/// Someone who can hold a stance, as the project knows them over all articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Stable name for machines.
    pub id: ActorId,
    /// Name for people, the fullest one met or the one that a person set.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Other names that texts use, sorted.
    pub aliases: Vec<String>,
    /// The organisation or country that the actor belongs to or speaks for.
    pub affiliation: Option<ActorId>,
}

/// Names by which two people would say that the same actor is meant: the whole name, and the last word.
pub fn name_keys(name: &str) -> Vec<String> {
    let lower = name.trim().to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower).to_owned();
    let last = name.split_whitespace().next_back().filter(|word| word.starts_with(char::is_uppercase));
    let last = last.map(|word| format!("… {}", word.to_lowercase()));
    std::iter::once(lower).chain(last).collect()
}
