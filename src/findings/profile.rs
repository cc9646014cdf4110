use std::sync::Arc;

use jiff::civil::Date;

use crate::findings::{Agreement, Cell, Filter, Matrix, Row, Standing};
use crate::model::{Actor, ActorId, Basis, IssueId, Stance, Statement};
use crate::project::Project;

/// How many statements of a stance an issue's page quotes.
const QUOTED: usize = 5;

/// Everything that one actor says, by issue and in time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// By issue, in the catalogue's order.
    pub positions: Vec<Position>,
    /// Who agrees with the actor, most first, over how many issues.
    pub allies: Vec<(Arc<Actor>, Agreement)>,
    /// Who disagrees, most first.
    pub opponents: Vec<(Arc<Actor>, Agreement)>,
}

/// What an actor says on one issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Which issue.
    pub issue: IssueId,
    /// In time; those without a date first, within a day in order of article and text.
    pub statements: Vec<(Option<Date>, Arc<Statement>)>,
    /// Where the actor turns.
    pub turns: Vec<Turn>,
}

/// Two statements of an actor that do not fit together.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// Whether both come from one day, so that no change of mind explains them: a contradiction, else a shift.
    pub contradiction: bool,
    /// What was said first: its place in [`Position::statements`].
    pub before: usize,
    /// What was said then.
    pub after: usize,
}

impl Profile {
    /// What the filter lets through of an actor.
    pub fn new(project: &Project, standing: &Standing, filter: &Filter, matrix: &Matrix, actor: &ActorId) -> Self {
        let counts = |one: &&Arc<Statement>| {
            !one.rejected
                && filter.lets_itself(one)
                && project.article(one.article).is_some_and(|article| filter.lets_article(article))
        };
        let mine: Vec<&Arc<Statement>> = standing.of_actor(actor).filter(counts).collect();
        let on = |issue: &IssueId| {
            let dated = |one: &&Arc<Statement>| (project.article(one.article).and_then(|a| a.date), Arc::clone(one));
            let mut statements: Vec<_> = mine.iter().filter(|one| one.issue == *issue).map(dated).collect();
            statements.sort_by_key(|(date, _)| *date);
            statements
        };
        let positions = project.catalogue().issues.iter().map(|issue| (issue, on(&issue.id)));
        let positions = positions
            .filter(|(_, statements)| !statements.is_empty())
            .map(|(issue, statements)| Position { issue: issue.id.clone(), turns: turns(&statements), statements });
        let mut pairs: Vec<(Arc<Actor>, Agreement, f32)> = Agreement::with(matrix, actor)
            .into_iter()
            .zip(&matrix.rows)
            .filter_map(|(pair, row)| pair.and_then(|pair| Some((row.actor.clone(), pair, pair.score()?))))
            .collect();
        // Agreement over many issues tells more than over one.
        let weight = |pair: &(Arc<Actor>, Agreement, f32)| pair.2 * (pair.1.issues as f32).sqrt();
        pairs.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then_with(|| a.0.name.cmp(&b.0.name)));
        let plain = |(actor, pair, _): &(Arc<Actor>, Agreement, f32)| (actor.clone(), *pair);
        let allies = pairs.iter().filter(|pair| pair.2 > 0.0).take(8).map(plain).collect();
        let opponents = pairs.iter().rev().filter(|pair| pair.2 < 0.0).take(8).map(plain).collect();
        Self { positions: positions.collect(), allies, opponents }
    }
}

/// Neighbours in time that take different sides. Uncommitted statements are no side.
fn turns(statements: &[(Option<Date>, Arc<Statement>)]) -> Vec<Turn> {
    let mut found = Vec::new();
    let mut last: Option<usize> = None;
    for (at, (date, one)) in statements.iter().enumerate().filter(|(_, (_, one))| one.stance != Stance::Neutral) {
        if let Some(before) = last {
            let (day, other) = &statements[before];
            if other.stance != one.stance {
                found.push(Turn { contradiction: day == date, before, after: at });
            }
        }
        last = Some(at);
    }
    found
}

/// An actor that holds a stance on an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    row: Arc<Row>,
    column: usize,
}

impl Held {
    /// Who.
    pub fn actor(&self) -> &Actor {
        &self.row.actor
    }

    /// The actor's cell on the issue.
    pub fn cell(&self) -> Option<&Cell> {
        self.row.cells.get(self.column)?.as_deref()
    }
}

/// Who stands where on one issue, and the words that show it best.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IssueProfile {
    /// Actors by stance, most statements first; `None` holds those whose cell is mixed.
    pub sides: Vec<(Option<Stance>, Vec<Held>)>,
    /// The statements that show each stance best: the actor's own words first, then the surest.
    pub quoted: Vec<(Stance, Vec<Arc<Statement>>)>,
}

impl IssueProfile {
    /// What the matrix says on an issue; `None` where it has no such column.
    pub fn new(matrix: &Matrix, issue: &IssueId) -> Option<Self> {
        let column = matrix.issues.iter().position(|candidate| candidate.id == *issue)?;
        let cells = || matrix.rows.iter().filter_map(|row| Some((row, row.cells[column].as_deref()?)));
        let side = |side: Option<Stance>| {
            let here = cells().filter(|(_, cell)| match side {
                Some(stance) => cell.stance == Some(stance) && !cell.mixed,
                None => cell.mixed,
            });
            let mut here: Vec<(&Arc<Row>, &Cell)> = here.collect();
            let count = |held: &(&Arc<Row>, &Cell)| held.1.statements.len();
            here.sort_by(|a, b| count(b).cmp(&count(a)).then_with(|| a.0.actor.name.cmp(&b.0.actor.name)));
            (side, here.into_iter().map(|(row, _)| Held { row: Arc::clone(row), column }).collect())
        };
        let stances = || <Stance as strum::IntoEnumIterator>::iter();
        let all = stances().map(Some).chain([None]).map(side);
        let sides = all.filter(|(_, here): &(_, Vec<Held>)| !here.is_empty()).collect();
        let quoted = |stance: Stance| {
            let all = cells().flat_map(|(_, cell)| &cell.statements).filter(|one| one.stance == stance);
            let mut all: Vec<Arc<Statement>> = all.map(Arc::clone).collect();
            let own = |one: &Statement| one.basis != Basis::Stated;
            all.sort_by(|a, b| {
                let coded = b.origin.is_coded().cmp(&a.origin.is_coded());
                coded
                    .then(own(a).cmp(&own(b)))
                    .then(b.confidence.total_cmp(&a.confidence))
                    .then_with(|| a.id.cmp(&b.id))
            });
            // One actor's words must not crowd out the others'.
            let mut kept: Vec<Arc<Statement>> = Vec::new();
            for one in all {
                if kept.len() < QUOTED && !kept.iter().any(|known| known.actor == one.actor) {
                    kept.push(one);
                }
            }
            (stance, kept)
        };
        let quoted = stances().map(quoted).filter(|(_, all)| !all.is_empty()).collect();
        Some(Self { sides, quoted })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleId, Origin, Span, StatementId};

    #[test]
    fn turns_are_told_from_contradictions() {
        let said = |day: i8, stance| {
            let article = ArticleId::of_text("x");
            let issue = IssueId("truce".to_owned());
            let statement = Statement {
                id: StatementId(format!("{day}{stance}")),
                article,
                actor: ActorId("mara".to_owned()),
                issue,
                stance,
                basis: Basis::Stated,
                reported_by: None,
                confidence: 1.0,
                evidence: vec![Span::new(0, 1)],
                rationale: Vec::new(),
                condition: Vec::new(),
                quotation: None,
                origin: Origin::Suggested { engine: String::new() },
                rejected: false,
            };
            (Some(jiff::civil::date(2025, 8, day)), Arc::new(statement))
        };
        let all = [
            said(1, Stance::Support),
            said(2, Stance::Neutral),
            said(3, Stance::Oppose),
            said(3, Stance::Support),
            said(4, Stance::Support),
        ];
        let found: Vec<(bool, usize, usize)> =
            turns(&all).into_iter().map(|turn| (turn.contradiction, turn.before, turn.after)).collect();
        assert_eq!(found, [(false, 0, 2), (true, 2, 3)]);
    }
}
