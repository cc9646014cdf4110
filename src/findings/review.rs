//! Which suggestions a person should look at first.

use std::collections::{BTreeMap, BTreeSet};

use crate::findings::Cell;
use crate::model::{ActorId, ArticleId, CellCoding, IssueId, Statement, StatementId};
use crate::project::Project;

/// A suggestion that waits for a look.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Which.
    pub id: StatementId,
    /// How much a look gains; only its order means anything.
    pub gain: f32,
    /// Why it stands where it stands, in words.
    pub why: String,
}

/// Which suggestions are gone through. The default lets all through.
#[derive(Clone, Debug, PartialEq)]
pub struct Queued {
    /// Only on this issue.
    pub issue: Option<IssueId>,
    /// Only of this actor.
    pub actor: Option<ActorId>,
    /// Only of this article.
    pub article: Option<ArticleId>,
    /// Only suggestions at least so sure, and at most so sure, 0 to 1.
    pub confidence: (f32, f32),
}

impl Default for Queued {
    fn default() -> Self {
        Self { issue: None, actor: None, article: None, confidence: (0.0, 1.0) }
    }
}

impl Queued {
    /// Whether a statement is gone through.
    pub fn lets(&self, statement: &Statement) -> bool {
        self.issue.as_ref().is_none_or(|issue| *issue == statement.issue)
            && self.actor.as_ref().is_none_or(|actor| *actor == statement.actor)
            && self.article.is_none_or(|article| article == statement.article)
            && (statement.origin.is_coded() || (self.confidence.0..=self.confidence.1).contains(&statement.confidence))
    }
}

/// The undecided suggestions that the filter lets through, the most gainful look first.
///
/// A look gains most where the program is unsure, where the cell's stance hangs on the statement (it would change or
/// vanish if the suggestion were wrong, or is mixed), and where the actor is spoken of in many articles, so that what
/// is learnt bears on more. A cell that a person has set gains nothing but the statement itself.
pub fn queue<'a>(
    project: &Project,
    statements: impl IntoIterator<Item = &'a Statement>,
    filter: &Queued,
) -> Vec<Candidate> {
    let mut cells: BTreeMap<(&ActorId, &IssueId), Vec<&Statement>> = BTreeMap::new();
    let mut spoken: BTreeMap<&ActorId, BTreeSet<ArticleId>> = BTreeMap::new();
    for statement in statements.into_iter().filter(|statement| !statement.rejected) {
        cells.entry((&statement.actor, &statement.issue)).or_default().push(statement);
        spoken.entry(&statement.actor).or_default().insert(statement.article);
    }
    let mut queue = Vec::new();
    for ((actor, issue), here) in &cells {
        let coding = project.cell_codings().get(&((*actor).clone(), (*issue).clone()));
        let articles = spoken.get(actor).map_or(1, BTreeSet::len);
        let now = Balance::new(here);
        for statement in here.iter().filter(|one| !one.origin.is_coded() && filter.lets(one)) {
            let unsure = 1.0 - (2.0 * statement.confidence - 1.0).abs();
            let (hangs, why) = match coding {
                Some(_) => (0.0, "the cell is set already"),
                None if here.len() == 1 => (1.0, "the cell rests on it alone"),
                None if now.mixed() => (0.9, "the cell is mixed"),
                None if now.word() != now.without(statement).word() => (0.8, "the cell's stance hangs on it"),
                None => (1.0 / here.len() as f32, "others say the same"),
            };
            let gain = (0.2 + unsure) * (0.2 + hangs) * (1.0 + articles as f32).ln();
            let sure = (statement.confidence * 100.0).round();
            let why = format!("{sure} % sure, {why}, {articles} article{}", if articles == 1 { "" } else { "s" });
            queue.push(Candidate { id: statement.id.clone(), gain, why });
        }
    }
    queue.sort_by(|a, b| b.gain.total_cmp(&a.gain).then_with(|| a.id.cmp(&b.id)));
    queue
}

/// What a cell says now, and would say if one of its suggestions were accepted or rejected; `None` for nothing.
pub fn would_say(here: &[Statement], coding: Option<&CellCoding>, statement: &Statement) -> [Option<Cell>; 3] {
    let standing: Vec<Statement> = here.iter().filter(|one| !one.rejected).cloned().collect();
    let without: Vec<Statement> = standing.iter().filter(|one| one.id != statement.id).cloned().collect();
    let mut accepted = without.clone();
    let origin =
        crate::model::Origin::Coded { coder: String::new(), at: jiff::Timestamp::UNIX_EPOCH, note: String::new() };
    accepted.push(Statement { origin, confidence: 1.0, ..statement.clone() });
    [standing, accepted, without].map(|statements| Cell::of(statements, coding))
}

/// How many statements of a cell show each stance, in the order of [`crate::model::Stance`].
#[derive(Clone, Copy)]
struct Balance([usize; 4]);

impl Balance {
    fn new(statements: &[&Statement]) -> Self {
        let mut counts = [0; 4];
        for statement in statements {
            counts[statement.stance as usize] += 1;
        }
        Self(counts)
    }

    fn without(mut self, statement: &Statement) -> Self {
        self.0[statement.stance as usize] = self.0[statement.stance as usize].saturating_sub(1);
        self
    }

    fn mixed(self) -> bool {
        let [support, oppose, ..] = self.0;
        support.max(oppose) < 2 * support.min(oppose)
    }

    fn word(self) -> Option<usize> {
        let most = self.0.iter().max().copied().filter(|most| *most > 0 && !self.mixed())?;
        self.0.iter().position(|count| *count == most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Basis, Catalogue, Origin, Span, Stance};

    fn suggested(id: &str, actor: &str, stance: Stance, confidence: f32) -> Statement {
        Statement {
            id: StatementId(id.to_owned()),
            article: crate::model::Article::new(id, id).id,
            actor: ActorId(actor.to_owned()),
            issue: IssueId("dam".to_owned()),
            stance,
            basis: Basis::Stated,
            reported_by: None,
            confidence,
            evidence: vec![Span::new(0, 1)],
            rationale: Vec::new(),
            condition: Vec::new(),
            quotation: None,
            origin: Origin::Suggested { engine: "rules".to_owned() },
            rejected: false,
        }
    }

    #[test]
    fn what_a_cell_hangs_on_comes_first_and_the_sure_and_repeated_last() {
        let statements = [
            suggested("sure", "odo", Stance::Support, 0.95),
            suggested("sure2", "odo", Stance::Support, 0.95),
            suggested("sure3", "odo", Stance::Support, 0.95),
            suggested("alone", "mira", Stance::Oppose, 0.5),
        ];
        let project = Project::new(Catalogue::default());
        let queue = queue(&project, &statements, &Queued::default());
        assert_eq!(queue[0].id.0, "alone");
        assert!(queue[0].why.contains("alone"), "{}", queue[0].why);
        assert_eq!(queue.len(), 4);
        let only = Queued { confidence: (0.9, 1.0), ..Queued::default() };
        assert_eq!(super::queue(&project, &statements, &only).len(), 3);
    }

    #[test]
    fn a_cell_says_what_it_would_say() {
        let here = [suggested("a", "odo", Stance::Support, 0.9), suggested("b", "odo", Stance::Oppose, 0.6)];
        let [now, yes, no] = would_say(&here, None, &here[1]).map(|cell| cell.expect("a cell"));
        assert!(now.mixed);
        assert_eq!((yes.stance, yes.coded), (Some(Stance::Oppose), true));
        assert_eq!(no.stance, Some(Stance::Support));
    }
}
