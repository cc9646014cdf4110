use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, ActorId, ActorKind, Article, ArticleId, Issue, IssueId, Stance, Statement};
use crate::project::Project;

/// Which statements count. The default counts all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these articles; empty for all.
    pub articles: BTreeSet<ArticleId>,
    /// Only these outlets; empty for all.
    pub outlets: BTreeSet<String>,
    /// First day that counts. Articles without a date are left out where a day is set.
    pub from: Option<jiff::civil::Date>,
    /// Last day that counts.
    pub to: Option<jiff::civil::Date>,
    /// Only actors of these kinds; empty for all.
    pub kinds: BTreeSet<ActorKind>,
    /// `Some(true)`: only what a person coded; `Some(false)`: only suggestions.
    pub coded: Option<bool>,
    /// Only actors whose name or alias contains this, in any case.
    pub search: String,
}

/// All statements of one actor on one issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The stance that stands: a person's decision about the cell, else what most statements say. `None` for a cell
    /// that is mixed, or that a person declared empty.
    pub stance: Option<Stance>,
    /// Mean of the statements' scores, -1 (all oppose) to 1 (all support).
    pub score: f32,
    /// The statements, in order of article and text, without rejected ones.
    pub statements: Vec<Statement>,
    /// Support and opposition are both there and neither prevails.
    pub mixed: bool,
    /// The highest confidence among the statements that show the stance; 1 where a person decided.
    pub confidence: f32,
    /// Whether a person decided the cell or any of its statements.
    pub coded: bool,
    /// Whether a person set the cell's stance outright.
    pub set_outright: bool,
}

/// One actor's cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Whose.
    pub actor: Actor,
    /// One for each issue of [`Matrix::issues`]; `None` where the actor made no statement.
    pub cells: Vec<Option<Cell>>,
}

impl Row {
    /// How many statements stand in the row.
    pub fn count(&self) -> usize {
        self.cells.iter().flatten().map(|cell| cell.statements.len()).sum()
    }
}

/// Actors by issues.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// The columns: issues of the catalogue, in its order, hidden ones and those without any statement left out.
    pub issues: Vec<Issue>,
    /// The rows: most statements first, then by name.
    pub rows: Vec<Row>,
}

impl Matrix {
    /// Adds up what `filter` lets through.
    ///
    /// `statements` are the project's ([`Project::statements`]), given so that whoever has them need not ask again.
    pub fn new(project: &Project, statements: &[Statement], filter: &Filter) -> Self {
        let mut cells: BTreeMap<(ActorId, IssueId), Vec<Statement>> = BTreeMap::new();
        for statement in statements {
            if !statement.rejected && filter.lets(project, statement) {
                let key = (statement.actor.clone(), statement.issue.clone());
                cells.entry(key).or_default().push(statement.clone());
            }
        }
        for (key, coding) in project.cell_codings() {
            if filter.lets_actor(project, &coding.actor) && filter.coded != Some(false) {
                cells.entry(key.clone()).or_default();
            }
        }
        let issues: Vec<Issue> = project
            .catalogue()
            .issues
            .iter()
            .filter(|issue| !issue.hidden && cells.keys().any(|(_, id)| *id == issue.id))
            .cloned()
            .collect();
        let column: BTreeMap<&IssueId, usize> = issues.iter().enumerate().map(|(at, issue)| (&issue.id, at)).collect();
        let mut rows: BTreeMap<ActorId, Row> = BTreeMap::new();
        for ((actor, issue), statements) in cells {
            let (Some(at), Some(known)) = (column.get(&issue), project.actor(&actor)) else { continue };
            let row = rows
                .entry(actor.clone())
                .or_insert_with(|| Row { actor: known.clone(), cells: vec![None; issues.len()] });
            row.cells[*at] = Some(Cell::new(statements, project.cell_codings().get(&(actor, issue))));
        }
        let mut rows: Vec<Row> = rows.into_values().collect();
        rows.sort_by(|a, b| {
            b.count()
                .cmp(&a.count())
                .then_with(|| a.actor.name.cmp(&b.actor.name))
                .then_with(|| a.actor.id.cmp(&b.actor.id))
        });
        Self { issues, rows }
    }

    /// The cell of that actor and issue.
    pub fn cell(&self, actor: &ActorId, issue: &IssueId) -> Option<&Cell> {
        let column = self.issues.iter().position(|candidate| candidate.id == *issue)?;
        self.rows.iter().find(|row| row.actor.id == *actor)?.cells[column].as_ref()
    }
}

impl Filter {
    /// Whether a statement counts.
    pub fn lets(&self, project: &Project, statement: &Statement) -> bool {
        project.article(statement.article).is_some_and(|article| self.lets_article(article))
            && self.coded.is_none_or(|coded| statement.origin.is_coded() == coded)
            && self.lets_actor(project, &statement.actor)
    }

    /// Whether the statements of an article count.
    pub fn lets_article(&self, article: &Article) -> bool {
        (self.articles.is_empty() || self.articles.contains(&article.id))
            && (self.outlets.is_empty() || self.outlets.contains(&article.outlet))
            && self.from.is_none_or(|from| article.date.is_some_and(|date| date >= from))
            && self.to.is_none_or(|to| article.date.is_some_and(|date| date <= to))
    }

    /// Whether the statements of an actor count.
    pub fn lets_actor(&self, project: &Project, id: &ActorId) -> bool {
        let Some(actor) = project.actor(id) else { return false };
        let wanted = self.search.trim().to_lowercase();
        (self.kinds.is_empty() || self.kinds.contains(&actor.kind))
            && (wanted.is_empty()
                || std::iter::once(&actor.name).chain(&actor.aliases).any(|name| name.to_lowercase().contains(&wanted)))
    }
}

impl Cell {
    /// The cell's stance in one word: a stance, "mixed", or "none" where a person declared it empty.
    pub fn word(&self) -> String {
        if self.mixed { "mixed".to_owned() } else { self.stance.map_or("none".to_owned(), |stance| stance.to_string()) }
    }

    /// The statements that make the cell's stance: a person's alone where there are any.
    pub fn counted(&self) -> impl Iterator<Item = &Statement> {
        let by_person = self.statements.iter().any(|statement| statement.origin.is_coded());
        self.statements.iter().filter(move |statement| !by_person || statement.origin.is_coded())
    }

    /// The rule: the stance that most statements show stands, where a person's statements alone count if there are
    /// any. Support beside opposition is mixed unless one has at least twice as many as the other. On equal counts
    /// the stance with the surer statement stands. A stance that a person set for the cell beats all of it.
    pub fn new(statements: Vec<Statement>, coding: Option<&crate::model::CellCoding>) -> Self {
        let by_person = statements.iter().any(|statement| statement.origin.is_coded());
        let counted: Vec<&Statement> =
            statements.iter().filter(|statement| !by_person || statement.origin.is_coded()).collect();
        let count = |stance| counted.iter().filter(|statement| statement.stance == stance).count();
        let surest =
            |stance| counted.iter().filter(|s| s.stance == stance).map(|s| s.confidence).fold(0.0_f32, f32::max);
        let (support, oppose) = (count(Stance::Support), count(Stance::Oppose));
        let mixed = support > 0 && oppose > 0 && support.abs_diff(oppose) < support.max(oppose);
        let first = [Stance::Support, Stance::Oppose, Stance::Conditional, Stance::Neutral]
            .into_iter()
            .filter(|stance| count(*stance) > 0)
            .max_by(|a, b| count(*a).cmp(&count(*b)).then_with(|| surest(*a).total_cmp(&surest(*b))));
        let score = if counted.is_empty() {
            0.0
        } else {
            counted.iter().map(|statement| statement.stance.score()).sum::<f32>() / counted.len() as f32
        };
        let confidence = first.map_or(0.0, surest);
        match coding {
            Some(coding) => Self {
                stance: coding.stance,
                score: coding.stance.map_or(0.0, Stance::score),
                statements,
                mixed: false,
                confidence: 1.0,
                coded: true,
                set_outright: true,
            },
            None => Self {
                stance: if mixed { None } else { first },
                score,
                statements,
                mixed,
                confidence,
                coded: by_person,
                set_outright: false,
            },
        }
    }
}
