use serde::{Deserialize, Serialize};

use crate::model::{ActorId, IssueId};

/// How the statements of a cell add up.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::EnumIter,
)]
#[serde(rename_all = "lowercase")]
pub enum Rule {
    /// Every statement counts.
    #[default]
    All,
    /// What an actor repeats within an article counts once.
    Article,
    /// Only the statements of the latest article count.
    Latest,
    /// Only statements that a person coded count.
    Human,
}

impl Rule {
    /// Its name in lists.
    pub fn label(self) -> &'static str {
        match self {
            Self::All => "All statements",
            Self::Article => "Once per article",
            Self::Latest => "Latest first",
            Self::Human => "Coded by a person only",
        }
    }

    /// What it does, in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::All => "Every statement counts, however often an actor repeats it.",
            Self::Article => {
                "What an actor repeats in one article counts once for each stance: repetition there is the journalist's."
            }
            Self::Latest => {
                "Only the statements of the latest day count; articles without a date count where nothing else is there."
            }
            Self::Human => "Only statements and cells that a person coded count; suggestions are left out.",
        }
    }
}

/// What rows are ordered by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Most statements first.
    #[default]
    Count,
    /// From A to Z.
    Name,
    /// Supporters of the issue first, then conditional, mixed, neutral, opponents; those without a stance last.
    Issue(IssueId),
    /// Who agrees most with that actor first.
    Agreement(ActorId),
}

/// How the matrix is laid out. It changes which rows stand where, never which statements there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// How a cell adds up.
    pub rule: Rule,
    /// Whether a person's statements are counted with the organisation or country that it belongs to.
    pub roll_up: bool,
    /// The order of the rows.
    pub order: Order,
    /// The other way round.
    pub reversed: bool,
    /// Rows with fewer statements are hidden; pinned ones stay.
    pub at_least: usize,
    /// Whether issues without a statement are shown too.
    pub all_issues: bool,
    /// Rows that stay on top, in this order.
    pub pinned: Vec<ActorId>,
    /// Issues as rows and actors as columns.
    pub transposed: bool,
    /// Cells that said something else before this day are marked.
    pub since: Option<jiff::civil::Date>,
}
