//! The program against a person: what was suggested and what was decided about it.

use std::collections::BTreeMap;

use crate::model::{IssueId, Stance, StatementId, Verdict};
use crate::project::Project;

/// What a person made of a suggestion, or of words that none was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decided {
    /// It has this stance.
    As(Stance),
    /// It is somebody else's, or on another issue.
    Moved,
    /// It is no statement.
    Rejected,
}

/// One field: what was suggested (`None`: nothing, a person added it) and what was decided.
pub type Field = (Option<Stance>, Decided);

/// Which decisions count. The default counts all.
#[derive(Clone, Debug, PartialEq)]
pub struct Which {
    /// Only on this issue, as suggested.
    pub issue: Option<IssueId>,
    /// Only suggestions at least and at most so sure, 0 to 1.
    pub confidence: (f32, f32),
}

impl Default for Which {
    fn default() -> Self {
        Self { issue: None, confidence: (0.0, 1.0) }
    }
}

/// How decisions and suggestions compare.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Machine {
    /// The cases of each field, in order of article and text.
    pub cases: BTreeMap<Field, Vec<StatementId>>,
}

impl Machine {
    /// Compares the decisions that stand with what was suggested.
    pub fn new(project: &Project, which: &Which) -> Self {
        let mut machine = Self::default();
        for (_, coding) in project.standing_codings() {
            let decided = &coding.statement;
            let suggested = coding.suggested.as_ref();
            let issue = project.catalogue().resolve(&suggested.unwrap_or(decided).issue);
            let sure = suggested.map_or(1.0, |suggested| suggested.confidence);
            if which.issue.as_ref().is_some_and(|wanted| *wanted != issue)
                || !(which.confidence.0..=which.confidence.1).contains(&sure)
            {
                continue;
            }
            let moved = suggested.is_some_and(|was| was.actor != decided.actor || was.issue != decided.issue);
            let outcome = match coding.verdict {
                Verdict::Rejected => Decided::Rejected,
                Verdict::Accepted if moved => Decided::Moved,
                Verdict::Accepted => Decided::As(decided.stance),
            };
            let field = (suggested.map(|suggested| suggested.stance), outcome);
            machine.cases.entry(field).or_default().push(decided.id.clone());
        }
        machine
    }

    /// How many cases a field holds.
    pub fn count(&self, field: Field) -> usize {
        self.cases.get(&field).map_or(0, Vec::len)
    }

    /// Of the suggestions that were decided: how many, how many held with their stance, how many with another.
    pub fn held(&self) -> (usize, usize, usize) {
        let (mut all, mut right, mut turned) = (0, 0, 0);
        for ((suggested, decided), cases) in &self.cases {
            let Some(suggested) = suggested else { continue };
            all += cases.len();
            match decided {
                Decided::As(stance) if stance == suggested => right += cases.len(),
                Decided::As(_) => turned += cases.len(),
                Decided::Moved | Decided::Rejected => {}
            }
        }
        (all, right, turned)
    }
}
