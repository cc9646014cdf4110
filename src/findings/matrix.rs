use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::findings::{Agreement, Arrangement, Filter, Order, Rule, Standing};
use crate::model::{Actor, ActorId, ActorKind, ArticleId, CellCoding, Issue, IssueId, Stance, Statement};
use crate::project::Project;

/// All statements of one actor on one issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The stance that stands: a person's decision about the cell, else what most statements say. `None` for a cell
    /// that is mixed, or that a person declared empty.
    pub stance: Option<Stance>,
    /// Mean of the counted statements' scores, -1 (all oppose) to 1 (all support).
    pub score: f32,
    /// The statements, in order of article and text, without rejected ones.
    pub statements: Vec<Arc<Statement>>,
    /// Support and opposition are both there and neither prevails.
    pub mixed: bool,
    /// The highest confidence among the statements that show the stance; 1 where a person decided.
    pub confidence: f32,
    /// Whether a person decided the cell or any of its statements.
    pub coded: bool,
    /// Whether a person set the cell's stance outright.
    pub set_outright: bool,
    /// Which of the statements make the stance; empty for all.
    counted: Box<[bool]>,
}

/// One actor's cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Whose.
    pub actor: Actor,
    /// One for each issue of [`Matrix::issues`]; `None` where the actor made no statement.
    pub cells: Vec<Option<Box<Cell>>>,
    /// How many statements stand in the row.
    count: usize,
}

impl Row {
    /// How many statements stand in the row.
    pub fn count(&self) -> usize {
        self.count
    }
}

/// Actors by issues.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// The columns: issues of the catalogue, in its order, hidden ones and those without any statement left out.
    pub issues: Vec<Issue>,
    /// The rows, pinned ones first, then in the arrangement's order.
    pub rows: Vec<Row>,
    /// How many of the rows are pinned.
    pub pinned: usize,
}

/// Where a statement goes.
struct Place {
    row: u32,
    column: u32,
    /// Day of the article as a number that grows; the lowest where it has none.
    day: i32,
    statement: Arc<Statement>,
}

impl Matrix {
    /// Adds up what `filter` lets through and lays it out.
    pub fn new(project: &Project, standing: &Standing, filter: &Filter, arrangement: &Arrangement) -> Self {
        let mut rows = Rows::new(project, filter, arrangement.roll_up);
        let columns = &project.catalogue().issues;
        let column_of: HashMap<&IssueId, u32> = columns
            .iter()
            .enumerate()
            .filter(|(_, issue)| !issue.hidden)
            .map(|(at, issue)| (&issue.id, at as u32))
            .collect();
        let columns_by_number: Vec<Option<u32>> =
            standing.issues().iter().map(|id| column_of.get(id).copied()).collect();
        let day_of = |id: &ArticleId| {
            let article = project.article(*id).filter(|article| filter.lets_article(article))?;
            Some(article.date.map_or(i32::MIN, day_number))
        };
        let days: Vec<Option<i32>> = standing.articles().iter().map(day_of).collect();
        let mut rows_by_number: Vec<Option<Option<u32>>> = vec![None; standing.actors().len()];
        let mut places: Vec<Place> = Vec::with_capacity(standing.len());
        for (key, statement) in standing.keyed() {
            let (Some(day), Some(column)) = (days[key.article as usize], columns_by_number[key.issue as usize]) else {
                continue;
            };
            if statement.rejected || !filter.lets_itself(statement) {
                continue;
            }
            let number = key.actor as usize;
            let row = *rows_by_number[number].get_or_insert_with(|| rows.of(&standing.actors()[number]));
            if let Some(row) = row {
                places.push(Place { row, column, day, statement: Arc::clone(statement) });
            }
        }
        let mut set: BTreeMap<(u32, u32), Vec<Set<'_>>> = BTreeMap::new();
        if filter.coded != Some(false) {
            for ((actor, issue), coding) in project.cell_codings() {
                if let (Some(row), Some(column)) = (rows.of(actor), column_of.get(issue)) {
                    set.entry((row, *column)).or_default().push(Set { actor, coding });
                }
            }
        }
        // A stable sort: within a cell the statements keep the order of article and text.
        places.sort_by_key(|place| (place.row, place.column));
        let mut shown: Vec<bool> = columns.iter().map(|issue| arrangement.all_issues && !issue.hidden).collect();
        for column in places.iter().map(|place| place.column).chain(set.keys().map(|(_, column)| *column)) {
            shown[column as usize] = true;
        }
        let mut at = 0;
        let mut kept_columns = vec![None; columns.len()];
        let mut issues = Vec::new();
        for (column, issue) in columns.iter().enumerate().filter(|(column, _)| shown[*column]) {
            kept_columns[column] = Some(issues.len());
            issues.push(issue.clone());
        }
        let mut made: Vec<Row> = Vec::with_capacity(rows.actors.len());
        for (row, actor) in rows.actors.iter().enumerate() {
            let mut cells = vec![None; issues.len()];
            let mut count = 0;
            let mut put = |column: u32, cell: Option<Cell>| {
                if let (Some(kept), Some(cell)) = (kept_columns[column as usize], cell) {
                    count += cell.statements.len();
                    cells[kept] = Some(Box::new(cell));
                }
            };
            let mut coded = set.range((row as u32, 0)..(row as u32 + 1, 0)).peekable();
            while let Some(first) = places.get(at).filter(|place| place.row as usize == row) {
                let column = first.column;
                while let Some(((_, alone), codings)) = coded.next_if(|((_, other), _)| *other < column) {
                    put(*alone, Cell::new(&[], codings, &actor.id, arrangement.rule));
                }
                let codings =
                    coded.next_if(|((_, other), _)| *other == column).map_or(&[][..], |(_, them)| them.as_slice());
                let length = places[at..].iter().take_while(|p| p.row as usize == row && p.column == column).count();
                put(column, Cell::new(&places[at..at + length], codings, &actor.id, arrangement.rule));
                at += length;
            }
            for ((_, alone), codings) in coded {
                put(*alone, Cell::new(&[], codings, &actor.id, arrangement.rule));
            }
            if cells.iter().any(Option::is_some) {
                made.push(Row { actor: (*actor).clone(), cells, count });
            }
        }
        let mut matrix = Self { issues, rows: made, pinned: 0 };
        matrix.arrange(arrangement);
        matrix
    }

    fn arrange(&mut self, arrangement: &Arrangement) {
        let pin = |row: &Row| arrangement.pinned.iter().position(|id| *id == row.actor.id);
        self.rows.retain(|row| row.count >= arrangement.at_least || pin(row).is_some());
        let by_count = |a: &Row, b: &Row| b.count.cmp(&a.count);
        let by_name = |a: &Row, b: &Row| a.actor.name.cmp(&b.actor.name).then_with(|| a.actor.id.cmp(&b.actor.id));
        match &arrangement.order {
            Order::Count => self.rows.sort_by(|a, b| by_count(a, b).then_with(|| by_name(a, b))),
            Order::Name => self.rows.sort_by(by_name),
            Order::Issue(id) => {
                let column = self.issues.iter().position(|issue| issue.id == *id);
                let key = |row: &Row| {
                    let cell = column.and_then(|column| row.cells[column].as_deref());
                    cell.and_then(Cell::rank)
                };
                self.rows.sort_by(|a, b| {
                    let (x, y) = (key(a), key(b));
                    // Without a stance stays last either way round.
                    let there = y.is_some().cmp(&x.is_some());
                    let order = y.partial_cmp(&x).unwrap_or(std::cmp::Ordering::Equal);
                    let order = if arrangement.reversed { order.reverse() } else { order };
                    there.then(order).then_with(|| by_count(a, b)).then_with(|| by_name(a, b))
                });
            }
            Order::Agreement(id) => {
                let with = Agreement::with(self, id);
                let mut scored: Vec<(Option<Agreement>, Row)> = with.into_iter().zip(self.rows.drain(..)).collect();
                let key = |agreement: &Option<Agreement>| agreement.and_then(Agreement::score);
                scored.sort_by(|(x, a), (y, b)| {
                    let there = key(y).is_some().cmp(&key(x).is_some());
                    let order = key(y).partial_cmp(&key(x)).unwrap_or(std::cmp::Ordering::Equal);
                    let order = if arrangement.reversed { order.reverse() } else { order };
                    let issues = |agreement: &Option<Agreement>| agreement.map_or(0, |agreement| agreement.issues);
                    there.then(order).then(issues(y).cmp(&issues(x))).then_with(|| by_name(a, b))
                });
                self.rows = scored.into_iter().map(|(_, row)| row).collect();
                // The actor itself leads.
                self.rows.sort_by_key(|row| row.actor.id != *id);
            }
        }
        if arrangement.reversed && matches!(arrangement.order, Order::Count | Order::Name) {
            self.rows.reverse();
        }
        if !arrangement.pinned.is_empty() {
            self.rows.sort_by_key(|row| pin(row).unwrap_or(usize::MAX));
            self.pinned = self.rows.iter().filter(|row| pin(row).is_some()).count();
        }
    }

    /// The row of that actor.
    pub fn row(&self, actor: &ActorId) -> Option<&Row> {
        self.rows.iter().find(|row| row.actor.id == *actor)
    }

    /// The cell of that actor and issue.
    pub fn cell(&self, actor: &ActorId, issue: &IssueId) -> Option<&Cell> {
        let column = self.issues.iter().position(|candidate| candidate.id == *issue)?;
        self.row(actor)?.cells[column].as_deref()
    }
}

/// A day as a number that grows.
fn day_number(date: jiff::civil::Date) -> i32 {
    (i32::from(date.year()) * 16 + i32::from(date.month())) * 32 + i32::from(date.day())
}

/// The rows as they are met.
struct Rows<'a> {
    project: &'a Project,
    filter: &'a Filter,
    roll_up: bool,
    actors: Vec<&'a Actor>,
    numbers: HashMap<&'a ActorId, u32>,
}

impl<'a> Rows<'a> {
    fn new(project: &'a Project, filter: &'a Filter, roll_up: bool) -> Self {
        Self { project, filter, roll_up, actors: Vec::new(), numbers: HashMap::new() }
    }

    /// The row that an actor's statements go to; `None` where the filter holds them back.
    fn of(&mut self, id: &ActorId) -> Option<u32> {
        let actor = self.project.actor(id)?;
        if !self.filter.lets_actor(self.project, id) {
            return None;
        }
        let belongs = actor.affiliation.as_ref().filter(|_| self.roll_up && actor.kind == ActorKind::Person);
        let actor = belongs.and_then(|id| self.project.actor(id)).unwrap_or(actor);
        if let Some(row) = self.numbers.get(&actor.id) {
            return Some(*row);
        }
        let row = self.actors.len() as u32;
        self.actors.push(actor);
        self.numbers.insert(&actor.id, row);
        Some(row)
    }
}

/// A cell that a person set outright.
struct Set<'a> {
    actor: &'a ActorId,
    coding: &'a CellCoding,
}

/// What counts for a stance, with how sure it is.
struct Vote {
    stance: Stance,
    confidence: f32,
}

impl Cell {
    /// The cell's stance in one word: a stance, "mixed", or "none" where a person declared it empty.
    pub fn word(&self) -> String {
        if self.mixed { "mixed".to_owned() } else { self.stance.map_or("none".to_owned(), |stance| stance.to_string()) }
    }

    /// The statements that make the cell's stance: as the rule has it, and a person's alone where there are any.
    pub fn counted(&self) -> impl Iterator<Item = &Arc<Statement>> {
        let counts = |at: usize| self.counted.get(at).copied().unwrap_or(true);
        self.statements.iter().enumerate().filter(move |(at, _)| counts(*at)).map(|(_, statement)| statement)
    }

    /// Where the cell stands between opposition and support, for sorting; `None` without a stance.
    fn rank(&self) -> Option<f32> {
        match self.stance {
            Some(Stance::Support) => Some(4.0 + self.score),
            Some(Stance::Conditional) => Some(3.0),
            None if self.mixed => Some(2.0 + self.score / 4.0),
            Some(Stance::Neutral) => Some(1.0),
            Some(Stance::Oppose) => Some(-1.0 + self.score),
            None => None,
        }
    }

    /// What statements of one actor on one issue add up to where all of them count.
    pub fn of(statements: Vec<Statement>, coding: Option<&CellCoding>) -> Option<Self> {
        let actor = statements.first().map(|one| one.actor.clone()).or_else(|| Some(coding?.actor.clone()))?;
        let place = |one| Place { row: 0, column: 0, day: 0, statement: Arc::new(one) };
        let places: Vec<Place> = statements.into_iter().map(place).collect();
        let codings: Vec<Set<'_>> = coding.into_iter().map(|coding| Set { actor: &actor, coding }).collect();
        Self::new(&places, &codings, &actor, Rule::All)
    }

    /// The stance that most counted statements show stands. Support beside opposition is mixed unless one has at least
    /// twice as many as the other. On equal counts the stance with the surer statement stands. Where a person coded
    /// any of them, only those count. A stance that a person set for the cell beats all of it; one set for a person
    /// who is rolled up into the row stands in the place of that person's statements.
    fn new(places: &[Place], codings: &[Set<'_>], row: &ActorId, rule: Rule) -> Option<Self> {
        let human = |place: &&Place| rule != Rule::Human || place.statement.origin.is_coded();
        let keeps: Vec<&Place> = places.iter().filter(human).collect();
        let mut counts = vec![true; keeps.len()];
        let outright = codings.iter().find(|set| set.actor == row).map(|set| set.coding);
        if keeps.is_empty() && codings.is_empty() {
            return None;
        }
        // Whose cell a person set does not count by statements.
        let set = |place: &Place| codings.iter().any(|set| *set.actor == place.statement.actor);
        let by_person = keeps.iter().any(|place| place.statement.origin.is_coded());
        let latest = keeps.iter().filter(|place| !set(place)).map(|place| place.day).max();
        for (at, place) in keeps.iter().enumerate() {
            counts[at] = !set(place)
                && (!by_person || place.statement.origin.is_coded())
                && (rule != Rule::Latest || Some(place.day) == latest)
                && (rule != Rule::Article
                    || !keeps[..at].iter().enumerate().any(|(before, other)| {
                        counts[before]
                            && other.statement.article == place.statement.article
                            && other.statement.stance == place.statement.stance
                            && other.statement.actor == place.statement.actor
                    }));
        }
        let mut votes: Vec<Vote> = keeps
            .iter()
            .zip(&counts)
            .filter(|(_, counts)| **counts)
            .map(|(place, _)| Vote { stance: place.statement.stance, confidence: place.statement.confidence })
            .collect();
        let members = codings.iter().filter(|set| set.actor != row);
        votes.extend(members.filter_map(|set| Some(Vote { stance: set.coding.stance?, confidence: 1.0 })));
        let (first, mixed) = prevailing(&votes);
        let surest = |stance| {
            votes.iter().filter(|vote| vote.stance == stance).map(|vote| vote.confidence).fold(0.0_f32, f32::max)
        };
        let score = votes.iter().map(|vote| vote.stance.score()).sum::<f32>() / votes.len().max(1) as f32;
        let statements = keeps.iter().map(|place| Arc::clone(&place.statement)).collect();
        let counted = if counts.iter().all(|counts| *counts) { Box::default() } else { counts.into_boxed_slice() };
        Some(match outright {
            Some(coding) => Self {
                stance: coding.stance,
                score: coding.stance.map_or(0.0, Stance::score),
                statements,
                mixed: false,
                confidence: 1.0,
                coded: true,
                set_outright: true,
                counted,
            },
            None => Self {
                stance: if mixed { None } else { first },
                score,
                statements,
                mixed,
                confidence: first.map_or(0.0, surest),
                coded: by_person || !codings.is_empty(),
                set_outright: false,
                counted,
            },
        })
    }
}

/// The stance that most votes show, and whether support and opposition hold each other.
fn prevailing(votes: &[Vote]) -> (Option<Stance>, bool) {
    let count = |stance| votes.iter().filter(|vote| vote.stance == stance).count();
    let surest =
        |stance| votes.iter().filter(|vote| vote.stance == stance).map(|vote| vote.confidence).fold(0.0_f32, f32::max);
    let (support, oppose) = (count(Stance::Support), count(Stance::Oppose));
    let mixed = support.max(oppose) < 2 * support.min(oppose);
    let first = [Stance::Support, Stance::Oppose, Stance::Conditional, Stance::Neutral]
        .into_iter()
        .filter(|stance| count(*stance) > 0)
        .max_by(|a, b| count(*a).cmp(&count(*b)).then_with(|| surest(*a).total_cmp(&surest(*b))));
    (first, mixed)
}
