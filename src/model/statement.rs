use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::model::{ActorId, ArticleId, CoderName, IssueId, Span};

/// Where an actor stands on an issue. Tone is not stance.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::EnumIter, strum::Display,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Stance {
    /// Wants, backs, calls for, agrees to it.
    Support,
    /// Rejects, blocks, condemns it.
    Oppose,
    /// Would accept it only on stated terms.
    Conditional,
    /// Expressly uncommitted.
    Neutral,
}

impl Stance {
    /// Its part in a cell's score: 1 for support, -1 for opposition, 0 otherwise.
    pub fn score(self) -> f32 {
        match self {
            Self::Support => 1.0,
            Self::Oppose => -1.0,
            Self::Conditional | Self::Neutral => 0.0,
        }
    }
}

/// On what ground a statement is attributed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::EnumIter, strum::Display,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Basis {
    /// The actor's own words.
    Stated,
    /// The article's or another actor's account.
    Reported,
    /// Concluded from an act or a wider text.
    Inferred,
}

/// Names a statement for good: article, issue as first given, and first evidence span. A coding hangs on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatementId(pub String);

impl StatementId {
    /// The id of the statement that `holder` (the name first given) makes on `issue` at `evidence`.
    pub fn new(article: ArticleId, issue: &IssueId, holder: &str, evidence: Span) -> Self {
        let digest = Sha256::digest(format!("{article}\n{issue}\n{holder}\n{}-{}", evidence.start, evidence.end));
        Self(digest[..8].iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// Who put a statement into the project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Origin {
    /// The program, by this engine; nobody has confirmed it.
    Suggested {
        /// Engine and version.
        engine: String,
    },
    /// A person accepted, changed or added it.
    Coded {
        /// Who.
        coder: CoderName,
        /// When.
        at: jiff::Timestamp,
        /// Why, in the coder's words; may be empty.
        note: String,
    },
}

impl Origin {
    /// Whether a person decided it.
    pub fn is_coded(&self) -> bool {
        matches!(self, Self::Coded { .. })
    }
}

/// An actor's stance on an issue with its evidence, as the project shows it: the unit of coding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Stable name.
    pub id: StatementId,
    /// Where it stands.
    pub article: ArticleId,
    /// Who holds the stance.
    pub actor: ActorId,
    /// On what.
    pub issue: IssueId,
    /// Which.
    pub stance: Stance,
    /// On what ground.
    pub basis: Basis,
    /// Who says so, where it is another than the holder.
    pub reported_by: Option<ActorId>,
    /// How sure the program was, 0 to 1; 1 where a person decided.
    pub confidence: f32,
    /// The words that show it. In order, never empty.
    pub evidence: Vec<Span>,
    /// The words in the evidence that decided it.
    pub rationale: Vec<Span>,
    /// On what terms, for a conditional stance.
    pub condition: Vec<Span>,
    /// Index of the quotation that it rests on in the article's reading.
    pub quotation: Option<u32>,
    /// Who put it there.
    pub origin: Origin,
    /// A person said that it is none. Kept and shown as struck out, never counted.
    pub rejected: bool,
}

impl Statement {
    /// The smallest span over all evidence.
    pub fn cover(&self) -> Span {
        self.evidence.iter().copied().reduce(Span::cover).unwrap_or(Span { start: 0, end: 0 })
    }
}
