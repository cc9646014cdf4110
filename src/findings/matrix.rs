use std::collections::{BTreeSet, HashMap};
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
    pub actor: Arc<Actor>,
    /// The actor's place among all by name.
    by_name: u32,
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
    pub rows: Vec<Arc<Row>>,
    /// How many of the rows are pinned.
    pub pinned: usize,
}

/// Where a statement goes.
struct Place<'a> {
    column: u32,
    /// Place among all statements.
    at: u32,
    /// Day of the article as a number that grows; the lowest where it has none.
    day: i32,
    statement: &'a Arc<Statement>,
}

/// The actors of a project and their places by name: looked up and compared for every row whenever the filter changes.
#[derive(Clone, Debug, Default)]
struct People {
    /// [`Project::shaken`] and [`Project::linked`] when they were gathered.
    seen: Option<(u64, u64)>,
    /// By name.
    all: Vec<Arc<Actor>>,
    /// Places in `all`.
    places: HashMap<ActorId, u32>,
    /// Places in `all` by the standing's number of the actor, as far as they were looked up.
    by_number: Vec<Option<u32>>,
}

impl People {
    fn update(&mut self, project: &Project, standing: &Standing) {
        let now = Some((project.shaken(), project.linked()));
        if self.seen != now {
            self.all = project.actors().cloned().map(Arc::new).collect();
            self.all.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.id.cmp(&b.id)));
            self.places = self.all.iter().enumerate().map(|(at, actor)| (actor.id.clone(), at as u32)).collect();
            self.by_number.clear();
            self.seen = now;
        }
        let more = standing.actors().get(self.by_number.len()..).unwrap_or_default();
        let places: Vec<Option<u32>> = more.iter().map(|id| self.place(project, id)).collect();
        self.by_number.extend(places);
    }

    /// The place of the actor that an id stands for.
    fn place(&self, project: &Project, id: &ActorId) -> Option<u32> {
        self.places.get(project.resolve(id)).copied()
    }

    fn at(&self, place: u32) -> &Arc<Actor> {
        &self.all[place as usize]
    }
}

/// What [`Rows`] were made for: while it is the same, only the rows whose statements or cells changed are made anew.
#[derive(Clone, Debug, PartialEq)]
struct Made {
    shaken: u64,
    linked: u64,
    filter: Filter,
    rule: Rule,
    roll_up: bool,
    all_issues: bool,
}

/// All rows of a matrix before they are laid out, kept from one revision to the next: a decision makes the rows anew
/// that it bears on, sorting none.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    made: Option<Made>,
    people: People,
    /// The project's and the standing's count of changes when the rows were last brought up to date.
    seen: (u64, u64),
    issues: Vec<Issue>,
    /// Which columns of the catalogue are shown.
    shown: Vec<bool>,
    /// How many rows have a cell there, by column of the catalogue.
    filled: Vec<u32>,
    /// With the columns that each has a cell in; `None` where one is gone.
    rows: Vec<Option<(Arc<Row>, Vec<u32>)>>,
    /// Where each actor's row stands in `rows`, by the actor's place among all.
    places: HashMap<u32, usize>,
}

impl Rows {
    /// Follows the project, the filter and the way of adding up.
    pub fn update(&mut self, project: &Project, standing: &Standing, filter: &Filter, arrangement: &Arrangement) {
        let made = Made {
            shaken: project.shaken(),
            linked: project.linked(),
            filter: filter.clone(),
            rule: arrangement.rule,
            roll_up: arrangement.roll_up,
            all_issues: arrangement.all_issues,
        };
        self.people.update(project, standing);
        let adding = Adding::new(project, standing, filter, arrangement.rule);
        // Rolled up, a row holds several actors' statements.
        let same = self.made.as_ref() == Some(&made) && !arrangement.roll_up;
        if !(same && self.renew(&adding)) {
            self.make(&adding, arrangement);
        }
        self.made = Some(made);
        self.seen = (project.revision(), standing.changes());
    }

    /// Makes the rows anew that something changed in; `false` where that changes which columns there are.
    fn renew(&mut self, adding: &Adding<'_>) -> bool {
        let (project, standing) = (adding.project, adding.standing);
        let mut stale: BTreeSet<&ActorId> = standing.changed_since(self.seen.1).collect();
        stale.extend(project.cells_changed_since(self.seen.0));
        for id in stale {
            let Some(person) = self.people.place(project, id) else { continue };
            let place = self.places.get(&person).copied();
            if let Some((_, columns)) = place.and_then(|place| self.rows[place].take()) {
                columns.iter().for_each(|column| self.filled[*column as usize] -= 1);
            }
            let actor = Arc::clone(self.people.at(person));
            if !adding.filter.lets_actor(&actor) {
                continue;
            }
            let numbers = standing.number(&actor.id);
            let sets = if adding.filter.coded == Some(false) { Vec::new() } else { adding.sets_of(&actor.id) };
            let cells = adding.cells(&actor.id, numbers.as_slice(), &sets);
            if cells.iter().any(|(column, _)| !self.shown[*column as usize]) {
                return false;
            }
            self.put(person, cells);
        }
        let empty = |(at, shown): (usize, &bool)| *shown && self.filled[at] == 0;
        let all_issues = self.made.as_ref().is_some_and(|made| made.all_issues);
        all_issues || !self.shown.iter().enumerate().any(empty)
    }

    /// Makes all rows.
    fn make(&mut self, adding: &Adding<'_>, arrangement: &Arrangement) {
        let (project, standing) = (adding.project, adding.standing);
        let people = &self.people;
        // The row that each actor's statements stand in, by the actors' places among all.
        let row = |place: u32| {
            let actor = people.at(place);
            if !adding.filter.lets_actor(actor) {
                return None;
            }
            let rolled = arrangement.roll_up && actor.kind == ActorKind::Person;
            let belongs = actor.affiliation.as_ref().filter(|_| rolled);
            Some(belongs.and_then(|id| people.place(project, id)).unwrap_or(place))
        };
        let mut members: Vec<(u32, Vec<u32>, Vec<Set<'_>>)> = Vec::with_capacity(standing.actors().len());
        let mut place_of: Vec<Option<usize>> = vec![None; people.all.len()];
        let mut member = |members: &mut Vec<(u32, Vec<u32>, Vec<Set<'_>>)>, place: u32| {
            *place_of[place as usize].get_or_insert_with(|| {
                members.push((place, Vec::new(), Vec::new()));
                members.len() - 1
            })
        };
        for number in 0..standing.actors().len() {
            if standing.places_of(number as u32).is_empty() {
                continue;
            }
            if let Some(place) = people.by_number[number].and_then(row) {
                let at = member(&mut members, place);
                members[at].1.push(number as u32);
            }
        }
        if adding.filter.coded != Some(false) {
            for ((id, issue), coding) in project.cell_codings() {
                let place = people.place(project, id).and_then(row);
                if let (Some(place), Some(column)) = (place, adding.column_of.get(issue)) {
                    let at = member(&mut members, place);
                    members[at].2.push(Set { column: *column, actor: id, coding });
                }
            }
        }
        let cells = |(place, numbers, mut sets): (u32, Vec<u32>, Vec<Set<'_>>)| {
            sets.sort_by_key(|set| set.column);
            (place, adding.cells(&people.at(place).id, &numbers, &sets))
        };
        let made: Vec<_> = members.into_iter().map(cells).collect();
        let columns = &project.catalogue().issues;
        self.shown = columns.iter().map(|issue| arrangement.all_issues && !issue.hidden).collect();
        for (column, _) in made.iter().flat_map(|(_, cells)| cells) {
            self.shown[*column as usize] = true;
        }
        let shown = columns.iter().zip(&self.shown).filter(|(_, shown)| **shown);
        self.issues = shown.map(|(issue, _)| issue.clone()).collect();
        self.filled = vec![0; columns.len()];
        self.rows.clear();
        self.places.clear();
        for (place, cells) in made {
            self.put(place, cells);
        }
    }

    fn put(&mut self, person: u32, cells: Vec<(u32, Box<Cell>)>) {
        if cells.is_empty() {
            return;
        }
        let columns: Vec<u32> = cells.iter().map(|(column, _)| *column).collect();
        let count = cells.iter().map(|(_, cell)| cell.statements.len()).sum();
        let actor = Arc::clone(self.people.at(person));
        let mut row = Row { actor, by_name: person, cells: Vec::with_capacity(self.issues.len()), count };
        let mut cells = cells.into_iter().peekable();
        for (column, _) in self.shown.iter().enumerate().filter(|(_, shown)| **shown) {
            let here = cells.next_if(|(at, _)| *at as usize == column);
            row.cells.push(here.map(|(_, cell)| cell));
        }
        columns.iter().for_each(|column| self.filled[*column as usize] += 1);
        let made = Some((Arc::new(row), columns));
        match self.places.get(&person) {
            Some(place) => self.rows[*place] = made,
            None => {
                self.places.insert(person, self.rows.len());
                self.rows.push(made);
            }
        }
    }

    /// The rows laid out.
    pub fn matrix(&self, arrangement: &Arrangement) -> Matrix {
        let rows = self.rows.iter().flatten().map(|(row, _)| Arc::clone(row)).collect();
        let mut matrix = Matrix { issues: self.issues.clone(), rows, pinned: 0 };
        matrix.arrange(arrangement);
        matrix
    }
}

/// What it takes to add statements up to cells.
struct Adding<'a> {
    project: &'a Project,
    standing: &'a Standing,
    filter: &'a Filter,
    rule: Rule,
    column_of: HashMap<&'a IssueId, u32>,
    /// The column of each issue by number; `None` for those that are hidden or gone.
    columns: Vec<Option<u32>>,
    /// The day of each article; `None` where its statements do not count.
    days: Vec<Option<i32>>,
}

impl<'a> Adding<'a> {
    fn new(project: &'a Project, standing: &'a Standing, filter: &'a Filter, rule: Rule) -> Self {
        let issues = project.catalogue().issues.iter().enumerate().filter(|(_, issue)| !issue.hidden);
        let column_of: HashMap<&IssueId, u32> = issues.map(|(at, issue)| (&issue.id, at as u32)).collect();
        let columns = standing.issues().iter().map(|id| column_of.get(id).copied()).collect();
        let day_of = |id: &ArticleId| {
            let article = project.article(*id).filter(|article| filter.lets_article(article))?;
            Some(article.date.map_or(i32::MIN, day_number))
        };
        let days = standing.articles().iter().map(day_of).collect();
        Self { project, standing, filter, rule, column_of, columns, days }
    }

    /// The cells that a person set for an actor, by column.
    fn sets_of(&self, actor: &'a ActorId) -> Vec<Set<'a>> {
        let from = (actor.clone(), IssueId::default());
        let mine = self.project.cell_codings().range(from..).take_while(|((of, _), _)| of == actor);
        let set = |((_, issue), coding): (&'a (ActorId, IssueId), &'a CellCoding)| {
            Some(Set { column: *self.column_of.get(issue)?, actor, coding })
        };
        let mut sets: Vec<Set<'a>> = mine.filter_map(set).collect();
        sets.sort_by_key(|set| set.column);
        sets
    }

    /// The cells of a row by column: what the actors of these numbers say, and what a person set.
    fn cells(&self, row: &ActorId, numbers: &[u32], sets: &[Set<'_>]) -> Vec<(u32, Box<Cell>)> {
        let mut places: Vec<Place<'_>> = Vec::new();
        for at in numbers.iter().flat_map(|number| self.standing.places_of(*number)) {
            let (key, statement) = self.standing.at(*at);
            let (Some(day), Some(column)) = (self.days[key.article as usize], self.columns[key.issue as usize]) else {
                continue;
            };
            if !statement.rejected && self.filter.lets_itself(statement) {
                places.push(Place { column, at: *at, day, statement });
            }
        }
        // Within a cell the statements keep the order of article and text.
        places.sort_unstable_by_key(|place| (place.column, place.at));
        let (mut places, mut sets, mut cells) = (places.as_slice(), sets, Vec::new());
        while let Some(column) =
            places.first().map(|one| one.column).into_iter().chain(sets.first().map(|set| set.column)).min()
        {
            let (here, rest) = places.split_at(places.partition_point(|place| place.column == column));
            let (set, others) = sets.split_at(sets.partition_point(|set| set.column == column));
            (places, sets) = (rest, others);
            cells.extend(Cell::new(here, set, row, self.rule).map(|cell| (column, Box::new(cell))));
        }
        cells
    }
}

impl Matrix {
    /// Adds up what `filter` lets through and lays it out.
    pub fn new(project: &Project, standing: &Standing, filter: &Filter, arrangement: &Arrangement) -> Self {
        let mut rows = Rows::default();
        rows.update(project, standing, filter, arrangement);
        rows.matrix(arrangement)
    }

    fn arrange(&mut self, arrangement: &Arrangement) {
        let pin = |row: &Row| arrangement.pinned.iter().position(|id| *id == row.actor.id);
        self.rows.retain(|row| row.count >= arrangement.at_least || pin(row).is_some());
        let by_count = |a: &Row, b: &Row| b.count.cmp(&a.count);
        let by_name = |a: &Row, b: &Row| a.by_name.cmp(&b.by_name);
        match &arrangement.order {
            Order::Count => self.rows.sort_by_cached_key(|row| (std::cmp::Reverse(row.count), row.by_name)),
            Order::Name => self.rows.sort_by_cached_key(|row| row.by_name),
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
                let mut scored: Vec<(Option<Agreement>, Arc<Row>)> =
                    with.into_iter().zip(self.rows.drain(..)).collect();
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
        self.rows.iter().find(|row| row.actor.id == *actor).map(Arc::as_ref)
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

/// A cell that a person set outright.
struct Set<'a> {
    column: u32,
    actor: &'a ActorId,
    coding: &'a CellCoding,
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

    /// What the cell said before a day, in one word ("nothing" where nobody had spoken), if that was something else.
    /// Articles without a date count as earlier; what a person set outright has no history.
    pub fn before(&self, project: &Project, day: jiff::civil::Date) -> Option<String> {
        let earlier = |one: &&Arc<Statement>| {
            project.article(one.article).and_then(|article| article.date).is_none_or(|date| date < day)
        };
        let (mut tally, mut later) = (Tally::default(), false);
        for one in self.counted() {
            match earlier(&one) {
                true => tally.add(one.stance, one.confidence),
                false => later = true,
            }
        }
        if self.set_outright || !later {
            return None;
        }
        let before = match tally.first() {
            None => "nothing".to_owned(),
            Some(_) if tally.mixed() => "mixed".to_owned(),
            Some(stance) => stance.to_string(),
        };
        (before != self.word()).then_some(before)
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
        let statements: Vec<Arc<Statement>> = statements.into_iter().map(Arc::new).collect();
        let place = |statement| Place { column: 0, at: 0, day: 0, statement };
        let places: Vec<Place<'_>> = statements.iter().map(place).collect();
        let codings: Vec<Set<'_>> = coding.into_iter().map(|coding| Set { column: 0, actor: &actor, coding }).collect();
        Self::new(&places, &codings, &actor, Rule::All)
    }

    /// The stance that most counted statements show stands. Support beside opposition is mixed unless one has at least
    /// twice as many as the other. On equal counts the stance with the surer statement stands. Where a person coded
    /// any of them, only those count. A stance that a person set for the cell beats all of it; one set for a person
    /// who is rolled up into the row stands in the place of that person's statements.
    fn new(places: &[Place<'_>], codings: &[Set<'_>], row: &ActorId, rule: Rule) -> Option<Self> {
        let keeps = |place: &&Place<'_>| rule != Rule::Human || place.statement.origin.is_coded();
        let statements: Vec<Arc<Statement>> =
            places.iter().filter(keeps).map(|place| Arc::clone(place.statement)).collect();
        if statements.is_empty() && codings.is_empty() {
            return None;
        }
        // Whose cell a person set does not count by statements.
        let set = |place: &Place<'_>| codings.iter().any(|set| *set.actor == place.statement.actor);
        let by_person = statements.iter().any(|statement| statement.origin.is_coded());
        let latest = places.iter().filter(keeps).filter(|place| !set(place)).map(|place| place.day).max();
        let mut tally = Tally::default();
        // Empty as long as all count.
        let mut counted: Vec<bool> = Vec::new();
        for (at, place) in places.iter().filter(keeps).enumerate() {
            let one = place.statement;
            let repeats = |(before, other): (usize, &Arc<Statement>)| {
                counted.get(before).copied().unwrap_or(true)
                    && (other.article, other.stance, &other.actor) == (one.article, one.stance, &one.actor)
            };
            let counts = !set(place)
                && (!by_person || one.origin.is_coded())
                && (rule != Rule::Latest || Some(place.day) == latest)
                && (rule != Rule::Article || !statements[..at].iter().enumerate().any(repeats));
            if counts {
                tally.add(one.stance, one.confidence);
            } else if counted.is_empty() {
                counted = vec![true; statements.len()];
            }
            if let Some(slot) = counted.get_mut(at) {
                *slot = counts;
            }
        }
        for set in codings.iter().filter(|set| set.actor != row) {
            if let Some(stance) = set.coding.stance {
                tally.add(stance, 1.0);
            }
        }
        let counted = counted.into_boxed_slice();
        Some(match codings.iter().find(|set| set.actor == row).map(|set| set.coding) {
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
            None => {
                let first = tally.first();
                let mixed = tally.mixed();
                Self {
                    stance: if mixed { None } else { first },
                    score: tally.score(),
                    statements,
                    mixed,
                    confidence: first.map_or(0.0, |stance| tally.surest[stance as usize]),
                    coded: by_person || !codings.is_empty(),
                    set_outright: false,
                    counted,
                }
            }
        })
    }
}

/// How often each stance counts, and how sure the surest of each is, in the order of [`Stance`].
#[derive(Default)]
struct Tally {
    counts: [u32; 4],
    surest: [f32; 4],
}

impl Tally {
    fn add(&mut self, stance: Stance, confidence: f32) {
        self.counts[stance as usize] += 1;
        self.surest[stance as usize] = self.surest[stance as usize].max(confidence);
    }

    /// Support and opposition hold each other: neither has twice as many as the other.
    fn mixed(&self) -> bool {
        let [support, oppose, ..] = self.counts;
        support.max(oppose) < 2 * support.min(oppose)
    }

    /// The stance that counts most; of equals the surer one.
    fn first(&self) -> Option<Stance> {
        let count = |stance: Stance| self.counts[stance as usize];
        let surest = |stance: Stance| self.surest[stance as usize];
        [Stance::Support, Stance::Oppose, Stance::Conditional, Stance::Neutral]
            .into_iter()
            .filter(|stance| count(*stance) > 0)
            .max_by(|a, b| count(*a).cmp(&count(*b)).then_with(|| surest(*a).total_cmp(&surest(*b))))
    }

    fn score(&self) -> f32 {
        let all: u32 = self.counts.iter().sum();
        (self.counts[0] as f32 - self.counts[1] as f32) / all.max(1) as f32
    }
}
