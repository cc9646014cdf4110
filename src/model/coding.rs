use serde::{Deserialize, Serialize};

use crate::model::{ActorId, IssueId, Stance, Statement};

/// The name that a person codes under.
pub type CoderName = String;

/// Whose decisions: every coder's are kept apart, and above them those that the coders agreed on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Layer {
    /// One coder's own.
    Coder(CoderName),
    /// What was adjudicated: it stands above every coder's.
    Final,
}

impl Layer {
    /// The layer of a coder.
    pub fn of(coder: &str) -> Self {
        Self::Coder(coder.to_owned())
    }
}

impl std::fmt::Display for Layer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Coder(name) => name,
            Self::Final => "final coding",
        })
    }
}

/// What a person decided about a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It holds, as [`StatementCoding::statement`] gives it.
    Accepted,
    /// It is no statement.
    Rejected,
}

/// A person's decision about one statement. It carries the whole statement, so that it stands even when a later
/// reading finds nothing at that place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatementCoding {
    /// The statement as decided; its origin is [`crate::model::Origin::Coded`].
    pub statement: Statement,
    /// Holds or not.
    pub verdict: Verdict,
    /// What the program had proposed; `None` where the coder added the statement by hand.
    pub suggested: Option<Statement>,
}

/// A person's decision about a whole cell: it overrides what the statements add up to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CellCoding {
    /// The cell's row.
    pub actor: ActorId,
    /// The cell's column.
    pub issue: IssueId,
    /// The stance; `None` says that the actor takes none, whatever was suggested.
    pub stance: Option<Stance>,
    /// Who decided.
    pub coder: CoderName,
    /// When.
    pub at: jiff::Timestamp,
    /// Why, in the coder's words; may be empty.
    pub note: String,
}
