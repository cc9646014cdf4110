use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::findings::figure::Datum;
use crate::findings::{
    Agreements, Figure, Filter, Hue, Link, Matrix, Measure, Node, Normalisation, Numbers, Path, Point, Series, Shape,
    Shares, Standing, Tile, layout, tie,
};
use crate::model::{ActorId, Article, ArticleId, IssueId, Stance, Statement};
use crate::project::Project;

/// How long a period of a plot over time is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, strum::EnumIter, strum::Display)]
#[serde(rename_all = "lowercase")]
pub enum Interval {
    /// From Monday to Sunday.
    Week,
    /// A month of the calendar.
    #[default]
    Month,
    /// Three months.
    Quarter,
    /// A year of the calendar.
    Year,
}

impl Interval {
    /// The first day of the period that a day lies in.
    fn begin(self, day: Date) -> Date {
        match self {
            Self::Week => {
                let back = i64::from(day.weekday().to_monday_zero_offset());
                day.checked_sub(jiff::Span::new().days(back)).unwrap_or(day)
            }
            Self::Month => day.first_of_month(),
            Self::Quarter => {
                let month = (day.month() - 1) / 3 * 3 + 1;
                Date::new(day.year(), month, 1).unwrap_or(day)
            }
            Self::Year => day.first_of_year(),
        }
    }

    /// The first day of the period that follows.
    fn next(self, begin: Date) -> Option<Date> {
        let step = match self {
            Self::Week => jiff::Span::new().weeks(1),
            Self::Month => jiff::Span::new().months(1),
            Self::Quarter => jiff::Span::new().months(3),
            Self::Year => jiff::Span::new().years(1),
        };
        begin.checked_add(step).ok()
    }

    fn longer(self) -> Self {
        match self {
            Self::Week => Self::Month,
            Self::Month => Self::Quarter,
            Self::Quarter | Self::Year => Self::Year,
        }
    }

    /// What a period is called.
    fn name(self, begin: Date) -> String {
        match self {
            Self::Week => begin.to_string(),
            Self::Month => begin.strftime("%b %Y").to_string(),
            Self::Quarter => format!("Q{} {}", (begin.month() - 1) / 3 + 1, begin.year()),
            Self::Year => begin.year().to_string(),
        }
    }
}

/// More periods than this cannot be told apart: a longer interval is taken.
const PERIODS: usize = 120;

/// How many actors a heat map or a network shows: more cannot be read.
const ACTORS: usize = 40;

/// How many statements show each stance.
type Counts = BTreeMap<Stance, usize>;

fn words(text: impl Into<String>) -> Datum {
    Datum::Words(text.into())
}

fn series(counts: &[Counts]) -> Vec<Series> {
    let of = |stance: Stance| Series {
        name: stance.to_string(),
        hue: Hue::Stance(stance),
        values: counts.iter().map(|counts| counts.get(&stance).copied().unwrap_or_default() as f64).collect(),
    };
    <Stance as strum::IntoEnumIterator>::iter().map(of).collect()
}

fn stance_heads(first: &[&str]) -> Vec<String> {
    let stances = <Stance as strum::IntoEnumIterator>::iter().map(|stance| stance.to_string());
    first.iter().map(|head| (*head).to_owned()).chain(stances).chain(["all".to_owned(), "score".to_owned()]).collect()
}

fn stance_row(first: Vec<Datum>, counts: &Counts) -> Vec<Datum> {
    let count = |stance: Stance| counts.get(&stance).copied().unwrap_or_default();
    let all: usize = counts.values().sum();
    let score: f32 = counts.iter().map(|(stance, count)| stance.score() * *count as f32).sum();
    let stances = <Stance as strum::IntoEnumIterator>::iter().map(|stance| match count(stance) {
        0 => Datum::None,
        count => Datum::Count(count),
    });
    let score = if all == 0 { Datum::None } else { Datum::Measure(score / all as f32) };
    first.into_iter().chain(stances).chain([Datum::Count(all), score]).collect()
}

/// How many actors take each stance on each issue.
pub fn stances(matrix: &Matrix) -> Figure {
    let shares = Shares::of(matrix);
    let part = |stance: Option<Stance>| Series {
        name: stance.map_or("mixed".to_owned(), |stance| stance.to_string()),
        hue: stance.map_or(Hue::Mixed, Hue::Stance),
        values: shares.iter().map(|shares| stance.map_or(shares.mixed, |stance| shares.count(stance)) as f64).collect(),
    };
    let all = || <Stance as strum::IntoEnumIterator>::iter().map(Some).chain([None]);
    let mut heads = vec!["issue".to_owned()];
    for stance in all() {
        let name = stance.map_or("mixed".to_owned(), |stance| stance.to_string());
        heads.extend([name.clone(), format!("{name} %")]);
    }
    heads.push("actors".to_owned());
    let row = |shares: &Shares| {
        let mut row = vec![words(&shares.issue.name)];
        for stance in all() {
            let count = stance.map_or(shares.mixed, |stance| shares.count(stance));
            row.extend(match count {
                0 => [Datum::None, Datum::None],
                count => [Datum::Count(count), Datum::Share(count as f32 / shares.all().max(1) as f32)],
            });
        }
        row.push(Datum::Count(shares.all()));
        row
    };
    Figure {
        title: "Stances by issue".to_owned(),
        note: "Each actor counts once on each issue, by the stance of its cell.".to_owned(),
        shape: Shape::Bars {
            names: shares.iter().map(|shares| shares.issue.name.clone()).collect(),
            series: all().map(part).collect(),
            axis: "Actors".to_owned(),
            standing: false,
        },
        numbers: Numbers { heads, rows: shares.iter().map(row).collect() },
    }
}

/// The statements that the filter lets through, with their articles.
fn counted<'a>(
    project: &'a Project,
    standing: &'a Standing,
    filter: &'a Filter,
) -> impl Iterator<Item = (&'a Article, &'a Statement)> {
    project.articles().filter(|article| filter.lets_article(article)).flat_map(move |article| {
        let here = standing.of_article(article.id).iter().map(AsRef::as_ref);
        here.filter(|one: &&Statement| {
            !one.rejected
                && filter.lets_itself(one)
                && project.actor(&one.actor).is_some_and(|actor| filter.lets_actor(actor))
        })
        .map(move |one| (article, one))
    })
}

/// The first days of the periods that days lie in, and how long the periods are: longer where there would be too many.
fn periods(days: impl Iterator<Item = Date> + Clone, interval: Interval) -> (Interval, Vec<Date>) {
    let (first, last) = (days.clone().min(), days.max());
    let mut interval = interval;
    let mut begins: Vec<Date> = Vec::new();
    if let (Some(first), Some(last)) = (first, last) {
        loop {
            begins.clear();
            let mut begin = Some(interval.begin(first));
            while let Some(at) = begin.filter(|at| *at <= last && begins.len() <= PERIODS) {
                begins.push(at);
                begin = interval.next(at);
            }
            if begins.len() <= PERIODS || interval == Interval::Year {
                break;
            }
            interval = interval.longer();
        }
    }
    (interval, begins)
}

/// How several actors' stances change: the mean of their statements' scores in each period, on an issue or all.
pub fn actors_over_time(
    project: &Project,
    standing: &Standing,
    filter: &Filter,
    issue: Option<&IssueId>,
    actors: &[ActorId],
    interval: Interval,
) -> Figure {
    let dated: Vec<(Date, &ActorId, Stance)> = counted(project, standing, filter)
        .filter(|(_, one)| issue.is_none_or(|issue| one.issue == *issue) && actors.contains(&one.actor))
        .filter_map(|(article, one)| Some((article.date?, &one.actor, one.stance)))
        .collect();
    let (interval, begins) = periods(dated.iter().map(|(day, ..)| *day), interval);
    let names: Vec<String> = begins.iter().map(|begin| interval.name(*begin)).collect();
    let (mut paths, mut rows) = (Vec::new(), Vec::new());
    for actor in actors {
        let name = project.actor(actor).map_or_else(|| actor.to_string(), |actor| actor.name.clone());
        let mut counts = vec![Counts::new(); begins.len()];
        for (day, _, stance) in dated.iter().filter(|(_, whose, _)| *whose == actor) {
            let at = begins.partition_point(|begin| begin <= day).saturating_sub(1);
            if let Some(counts) = counts.get_mut(at) {
                *counts.entry(*stance).or_default() += 1;
            }
        }
        let mut points = Vec::new();
        for (at, counts) in counts.iter().enumerate().filter(|(_, counts)| !counts.is_empty()) {
            let all: usize = counts.values().sum();
            let score: f32 = counts.iter().map(|(stance, count)| stance.score() * *count as f32).sum();
            points.push((at, score / all as f32));
            rows.push(stance_row(vec![words(&name), words(&names[at])], counts));
        }
        paths.push(Path { name, points });
    }
    let on = issue.and_then(|id| project.catalogue().get(id)).map_or("all issues", |issue| issue.name.as_str());
    Figure {
        title: format!("Actors over time: {on}"),
        note: format!(
            "Mean stance of each actor's statements in each {}: 1 supports, −1 opposes, 0 is conditional or neutral. \
             Articles without a date are left out.",
            interval.to_string().to_lowercase()
        ),
        shape: Shape::Lines { names, paths, axis: "Mean stance".to_owned() },
        numbers: Numbers { heads: stance_heads(&["actor", "period"]), rows },
    }
}

/// How many statements show each stance in each period, on an issue or all, by an actor or all.
pub fn over_time(
    project: &Project,
    standing: &Standing,
    filter: &Filter,
    issue: Option<&IssueId>,
    actor: Option<&ActorId>,
    interval: Interval,
) -> Figure {
    let dated: Vec<(Date, Stance)> = counted(project, standing, filter)
        .filter(|(_, one)| issue.is_none_or(|issue| one.issue == *issue))
        .filter(|(_, one)| actor.is_none_or(|actor| one.actor == *actor))
        .filter_map(|(article, one)| Some((article.date?, one.stance)))
        .collect();
    let (interval, begins) = periods(dated.iter().map(|(day, _)| *day), interval);
    let mut counts = vec![Counts::new(); begins.len()];
    for (day, stance) in &dated {
        let at = begins.partition_point(|begin| begin <= day).saturating_sub(1);
        if let Some(counts) = counts.get_mut(at) {
            *counts.entry(*stance).or_default() += 1;
        }
    }
    let names: Vec<String> = begins.iter().map(|begin| interval.name(*begin)).collect();
    let rows = names.iter().zip(&counts).map(|(name, counts)| stance_row(vec![words(name)], counts)).collect();
    let of = |name: Option<String>, all: &str| name.unwrap_or_else(|| all.to_owned());
    let issue_name = issue.and_then(|id| project.catalogue().get(id)).map(|issue| issue.name.clone());
    let actor_name = actor.and_then(|id| project.actor(id)).map(|actor| actor.name.clone());
    Figure {
        title: format!("{}: {} over time", of(actor_name, "All actors"), of(issue_name, "all issues")),
        note: format!(
            "Statements in each {}; articles without a date are left out.",
            interval.to_string().to_lowercase()
        ),
        shape: Shape::Bars { names, series: series(&counts), axis: "Statements".to_owned(), standing: true },
        numbers: Numbers { heads: stance_heads(&["period"]), rows },
    }
}

/// How often each outlet's articles show each stance, on an issue or all.
pub fn outlets(project: &Project, standing: &Standing, filter: &Filter, issue: Option<&IssueId>) -> Figure {
    let mut by_outlet: BTreeMap<&str, (Counts, BTreeSet<ArticleId>)> = BTreeMap::new();
    for (article, one) in counted(project, standing, filter) {
        if issue.is_none_or(|issue| one.issue == *issue) {
            let name = if article.outlet.is_empty() { "unknown outlet" } else { &article.outlet };
            let (counts, articles) = by_outlet.entry(name).or_default();
            *counts.entry(one.stance).or_default() += 1;
            articles.insert(article.id);
        }
    }
    let mut all: Vec<(&str, Counts, usize)> =
        by_outlet.into_iter().map(|(name, (counts, articles))| (name, counts, articles.len())).collect();
    all.sort_by_key(|(_, counts, _)| std::cmp::Reverse(counts.values().sum::<usize>()));
    all.truncate(ACTORS);
    let row = |(name, counts, articles): &(&str, Counts, usize)| {
        stance_row(vec![words(*name), Datum::Count(*articles)], counts)
    };
    let counts: Vec<Counts> = all.iter().map(|(_, counts, _)| counts.clone()).collect();
    let about = issue.and_then(|id| project.catalogue().get(id)).map_or("all issues", |issue| issue.name.as_str());
    Figure {
        title: format!("Outlet beside outlet: {about}"),
        note: "Statements in the articles of each outlet.".to_owned(),
        shape: Shape::Bars {
            names: all.iter().map(|(name, ..)| (*name).to_owned()).collect(),
            series: series(&counts),
            axis: "Statements".to_owned(),
            standing: false,
        },
        numbers: Numbers { heads: stance_heads(&["outlet", "articles"]), rows: all.iter().map(row).collect() },
    }
}

/// What two articles say of each actor and issue, beside each other.
pub fn articles(project: &Project, standing: &Standing, filter: &Filter, pair: [ArticleId; 2]) -> Figure {
    let mut by_issue: BTreeMap<usize, [Counts; 2]> = BTreeMap::new();
    let mut by_cell: BTreeMap<(usize, &str), [Counts; 2]> = BTreeMap::new();
    for (side, id) in pair.into_iter().enumerate() {
        for one in standing.of_article(id).iter().filter(|one| !one.rejected && filter.lets_itself(one)) {
            let issues = &project.catalogue().issues;
            let Some(issue) = issues.iter().position(|issue| issue.id == one.issue) else { continue };
            let Some(actor) = project.actor(&one.actor).filter(|actor| filter.lets_actor(actor)) else {
                continue;
            };
            *by_issue.entry(issue).or_default()[side].entry(one.stance).or_default() += 1;
            *by_cell.entry((issue, &actor.name)).or_default()[side].entry(one.stance).or_default() += 1;
        }
    }
    let issue_name = |at: usize| project.catalogue().issues.get(at).map_or("", |issue| issue.name.as_str());
    let names = by_issue.keys().flat_map(|issue| ["A", "B"].map(|side| format!("{} · {side}", issue_name(*issue))));
    let counts: Vec<Counts> = by_issue.values().flat_map(|sides| sides.iter().cloned()).collect();
    let told = |counts: &Counts| {
        let parts: Vec<String> = counts.iter().map(|(stance, count)| format!("{stance} ({count})")).collect();
        if parts.is_empty() { Datum::None } else { words(parts.join(", ")) }
    };
    let rows = by_cell.iter().map(|((issue, actor), [a, b])| {
        let differ = !a.is_empty() && !b.is_empty() && !a.keys().eq(b.keys());
        vec![words(issue_name(*issue)), words(*actor), told(a), told(b), words(if differ { "differs" } else { "" })]
    });
    let title = |id: ArticleId| project.article(id).map_or("", |article| article.title.as_str());
    Figure {
        title: "Two articles beside each other".to_owned(),
        note: format!("A: {}. B: {}.", title(pair[0]).trim_end_matches('.'), title(pair[1]).trim_end_matches('.')),
        shape: Shape::Bars {
            names: names.collect(),
            series: series(&counts),
            axis: "Statements".to_owned(),
            standing: false,
        },
        numbers: Numbers { heads: ["issue", "actor", "A", "B", ""].map(str::to_owned).to_vec(), rows: rows.collect() },
    }
}

/// Who agrees with whom, those who agree beside each other.
pub fn heat_map(matrix: &Matrix) -> Figure {
    let found = Agreements::new(matrix, ACTORS);
    // Who shares no issue with anyone has no place in it.
    let all: Vec<usize> = (0..found.actors.len()).filter(|a| found.pairs[*a].iter().any(|p| p.issues > 0)).collect();
    let found = found.reordered(&all);
    let found = found.reordered(&found.clustered());
    let names: Vec<String> = found.actors.iter().map(|actor| actor.name.clone()).collect();
    let mut tiles = Vec::new();
    let mut pairs = Vec::new();
    for (row, line) in found.pairs.iter().enumerate() {
        for (column, pair) in line.iter().enumerate() {
            if let Some(value) = pair.score() {
                tiles.push(Tile { row, column, value });
                if row < column {
                    pairs.push((row, column, value, pair.issues));
                }
            }
        }
    }
    pairs.sort_by(|x, y| y.2.abs().total_cmp(&x.2.abs()).then(y.3.cmp(&x.3)).then((x.0, x.1).cmp(&(y.0, y.1))));
    let row = |(a, b, value, issues): &(usize, usize, f32, usize)| {
        vec![words(&names[*a]), words(&names[*b]), Datum::Measure(*value), Datum::Count(*issues)]
    };
    Figure {
        title: "Who agrees with whom".to_owned(),
        note:
            "1: always on the same side; −1: always on opposite sides; over the issues that both spoke on. Those who \
               agree stand beside each other (average linkage)."
                .to_owned(),
        numbers: Numbers {
            heads: ["actor", "actor", "agreement", "issues"].map(str::to_owned).to_vec(),
            rows: pairs.iter().map(row).collect(),
        },
        shape: Shape::Tiles { names, tiles },
    }
}

/// What makes a network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Network {
    /// What ties.
    pub measure: Measure,
    /// What ties are divided by.
    pub normalisation: Normalisation,
    /// Weaker ties are left out, in parts of the strongest, 0 to 1.
    pub at_least: f32,
}

impl Default for Network {
    fn default() -> Self {
        Self { measure: Measure::default(), normalisation: Normalisation::default(), at_least: 0.1 }
    }
}

/// The actors of the matrix with ties between those who agree or disagree.
pub fn network(matrix: &Matrix, asked: Network) -> Figure {
    let found = Agreements::new(matrix, ACTORS);
    let found = found.reordered(&found.clustered());
    let mut links: Vec<Link> = Vec::new();
    for (from, line) in found.pairs.iter().enumerate() {
        for (to, pair) in line.iter().enumerate().skip(from + 1) {
            let weight = tie(*pair, &found.levels[from], &found.levels[to], asked.measure, asked.normalisation);
            if weight != 0.0 {
                links.push(Link { from, to, weight });
            }
        }
    }
    let strongest = links.iter().map(|link| link.weight.abs()).fold(0.0, f32::max);
    links.retain(|link| link.weight.abs() >= asked.at_least * strongest);
    links.sort_by(|a, b| a.weight.abs().total_cmp(&b.weight.abs()).then((a.from, a.to).cmp(&(b.from, b.to))));
    let tied: BTreeSet<usize> = links.iter().flat_map(|link| [link.from, link.to]).collect();
    let place: BTreeMap<usize, usize> = tied.iter().enumerate().map(|(at, node)| (*node, at)).collect();
    for link in &mut links {
        (link.from, link.to) = (place[&link.from], place[&link.to]);
    }
    let points = layout::spread(tied.len(), &links);
    let node = |(at, node): (usize, &usize)| {
        let actor = &found.actors[*node];
        Node {
            id: actor.id.0.clone(),
            name: actor.name.clone(),
            kind: actor.kind.to_string(),
            count: matrix.row(&actor.id).map_or(0, crate::findings::Row::count),
            at: points.get(at).copied().unwrap_or(Point { x: 0.5, y: 0.5 }),
        }
    };
    let nodes: Vec<Node> = tied.iter().enumerate().map(node).collect();
    let row =
        |link: &Link| vec![words(&nodes[link.from].name), words(&nodes[link.to].name), Datum::Measure(link.weight)];
    let rows = links.iter().rev().map(row).collect();
    Figure {
        title: format!("Network of actors: {}", asked.measure.label().to_lowercase()),
        note: format!(
            "Ties by {}, normalised by {}. What an actor repeats in one article counts once. Blue ties agree, orange \
             dashed ones conflict.",
            asked.measure.label().to_lowercase(),
            asked.normalisation.label().to_lowercase()
        ),
        numbers: Numbers { heads: ["actor", "actor", "tie"].map(str::to_owned).to_vec(), rows },
        shape: Shape::Graph { nodes, links },
    }
}
