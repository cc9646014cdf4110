//! Which suggestions a person should look at first.

use std::sync::Arc;

use crate::findings::{Cell, Standing};
use crate::model::{ActorId, ArticleId, CellCoding, IssueId, Statement};
use crate::project::Project;

/// A suggestion that waits for a look.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Which.
    pub statement: Arc<Statement>,
    /// How much a look gains; only its order means anything.
    pub gain: f32,
    /// How sure the program is, 0 to 1.
    confidence: f32,
    cell: Hangs,
    /// In how many articles the actor speaks.
    articles: u32,
}

impl Candidate {
    /// Why it stands where it stands, in words.
    pub fn why(&self) -> String {
        let why = match self.cell {
            Hangs::Set => "the cell is set already",
            Hangs::Alone => "the cell rests on it alone",
            Hangs::Mixed => "the cell is mixed",
            Hangs::Turns => "the cell's stance hangs on it",
            Hangs::Repeats => "others say the same",
        };
        let (sure, articles) = ((self.confidence * 100.0).round(), self.articles);
        format!("{sure} % sure, {why}, {articles} article{}", if articles == 1 { "" } else { "s" })
    }
}

/// What hangs on a suggestion.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Hangs {
    /// A person set the cell.
    Set,
    /// The cell is there for it alone.
    Alone,
    /// The cell is mixed.
    Mixed,
    /// The cell would show another stance without it.
    Turns,
    /// Others show the same.
    Repeats,
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
pub fn queue(project: &Project, standing: &Standing, filter: &Queued) -> Vec<Candidate> {
    let mut queue = Vec::new();
    for actor in standing.actors() {
        let mut mine: Vec<(u32, u32, &Arc<Statement>)> =
            standing.keyed_of(actor).filter(|one| !one.2.rejected).collect();
        mine.sort_by_key(|(issue, ..)| *issue);
        let mut articles: Vec<u32> = mine.iter().map(|(_, article, _)| *article).collect();
        articles.sort_unstable();
        articles.dedup();
        for here in mine.chunk_by(|a, b| a.0 == b.0) {
            let Some((_, _, first)) = here.first() else { continue };
            let set = project.cell_codings().contains_key(&(first.actor.clone(), first.issue.clone()));
            let now = Balance::new(here.iter().map(|(.., one)| one.as_ref()));
            for (.., statement) in here.iter().filter(|(.., one)| !one.origin.is_coded() && filter.lets(one)) {
                let unsure = 1.0 - (2.0 * statement.confidence - 1.0).abs();
                let (hangs, cell) = match set {
                    true => (0.0, Hangs::Set),
                    false if here.len() == 1 => (1.0, Hangs::Alone),
                    false if now.mixed() => (0.9, Hangs::Mixed),
                    false if now.word() != now.without(statement).word() => (0.8, Hangs::Turns),
                    false => (1.0 / here.len() as f32, Hangs::Repeats),
                };
                queue.push(Candidate {
                    statement: Arc::clone(statement),
                    gain: (0.2 + unsure) * (0.2 + hangs) * (1.0 + articles.len() as f32).ln(),
                    confidence: statement.confidence,
                    cell,
                    articles: articles.len() as u32,
                });
            }
        }
    }
    queue.sort_unstable_by(|a, b| b.gain.total_cmp(&a.gain).then_with(|| a.statement.id.cmp(&b.statement.id)));
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
    fn new<'a>(statements: impl Iterator<Item = &'a Statement>) -> Self {
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
    use crate::model::{Basis, Catalogue, Origin, Span, Stance, StatementId};

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
        let standing = Standing::of(statements);
        let queue = queue(&project, &standing, &Queued::default());
        assert_eq!(queue[0].statement.id.0, "alone");
        assert!(queue[0].why().contains("alone"), "{}", queue[0].why());
        assert_eq!(queue.len(), 4);
        let only = Queued { confidence: (0.9, 1.0), ..Queued::default() };
        assert_eq!(super::queue(&project, &standing, &only).len(), 3);
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
