//! Coder against coder: which decisions speak of the same words, where they differ, and how far they agree.

use std::collections::BTreeMap;

use crate::evaluate::reliability::{Disagreement, Rated, Units, alpha, kappa, unitised};
use crate::model::{ActorId, ArticleId, IssueId, Layer, Span, Stance, StatementCoding, StatementId, Verdict};
use crate::project::Project;

/// What several coders said about the same words of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Where.
    pub article: ArticleId,
    /// The words, as the first coder marked them.
    pub span: Span,
    /// Each coder's decision, in the order of [`Comparison::coders`]; `None` where a coder made none.
    pub said: Vec<Option<Said>>,
}

/// One coder's decision, with actors and issues as they count now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The statement that it is about.
    pub id: StatementId,
    /// Who holds the stance.
    pub actor: ActorId,
    /// On what.
    pub issue: IssueId,
    /// Which; `None` where the coder said that it is no statement.
    pub stance: Option<Stance>,
}

impl Unit {
    /// Whether two coders say different things, or one of those who worked on the article says nothing.
    pub fn differs(&self) -> bool {
        let mut said = self.said.iter().flatten();
        let Some(first) = said.next() else { return false };
        let same = |other: &Said| match (first.stance, other.stance) {
            (None, None) => true,
            _ => (&first.actor, &first.issue, first.stance) == (&other.actor, &other.issue, other.stance),
        };
        !said.all(same)
    }

    /// Whether a coder made no decision here.
    pub fn is_missing(&self) -> bool {
        self.said.iter().any(Option::is_none)
    }
}

/// All coders held against each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Who is compared.
    pub coders: Vec<String>,
    /// What they spoke about, in the articles that at least two of them worked on.
    pub units: Vec<Unit>,
    /// Articles that at least two of them worked on.
    pub articles: usize,
    /// Whether it is a statement at all.
    pub verdict: Agreement,
    /// Which issue, where both say that it is a statement.
    pub issue: Agreement,
    /// Which stance, where both give the same issue.
    pub stance: Agreement,
    /// Where the statements lie: alpha for unitising.
    pub spans: Option<f64>,
}

/// The figures of one question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Units that at least two coders answered.
    pub units: usize,
    /// Of these, those on which all who answered agree.
    pub agreed: usize,
    /// Krippendorff's alpha, nominal; `None` where there is nothing to tell.
    pub alpha: Option<f64>,
    /// Cohen's kappa for each pair of coders.
    pub kappa: Vec<(usize, usize, Option<f64>)>,
}

impl Agreement {
    fn new<T: Ord>(units: &[Rated<T>], coders: usize) -> Self {
        let answered: Vec<&Rated<T>> = units.iter().filter(|unit| unit.iter().flatten().count() > 1).collect();
        let agree = |unit: &&&Rated<T>| {
            let mut values = unit.iter().flatten();
            values.next().is_none_or(|first| values.all(|value| value == first))
        };
        let pairs = (0..coders).flat_map(|a| (a + 1..coders).map(move |b| (a, b)));
        Self {
            units: answered.len(),
            agreed: answered.iter().filter(agree).count(),
            alpha: alpha(units),
            kappa: pairs.map(|(a, b)| (a, b, kappa(units, a, b))).collect(),
        }
    }
}

impl Comparison {
    /// Compares the coders named. The articles that count are those in which at least two of them decided anything: what
    /// one of these did not decide there is a missing value, not a disagreement.
    pub fn new(project: &Project, coders: &[String]) -> Self {
        let mut by_article: BTreeMap<ArticleId, Vec<Vec<&StatementCoding>>> = BTreeMap::new();
        for (at, coder) in coders.iter().enumerate() {
            for coding in
                project.layers().get(&Layer::of(coder)).into_iter().flat_map(|layer| layer.statements.values())
            {
                let here = by_article.entry(coding.statement.article).or_insert_with(|| vec![Vec::new(); coders.len()]);
                here[at].push(coding);
            }
        }
        let mut units = Vec::new();
        let (mut articles, mut places) = (0, Disagreement::default());
        for article in project.articles() {
            let Some(mut here) = by_article.remove(&article.id) else { continue };
            let worked: Vec<usize> = (0..here.len()).filter(|at| !here[*at].is_empty()).collect();
            if worked.len() < 2 {
                continue;
            }
            articles += 1;
            for codings in &mut here {
                codings.sort_by(|a, b| {
                    (a.statement.cover(), &a.statement.id).cmp(&(b.statement.cover(), &b.statement.id))
                });
            }
            let marked: Vec<Units> = worked.iter().map(|at| marked(&here[*at])).collect();
            let here_places = unitised(article.text.len() as u64, &marked);
            places.observed += here_places.observed;
            places.expected += here_places.expected;
            units.extend(units_of(project, article.id, &here));
        }
        let rated = |value: &dyn Fn(&Unit, &Said) -> Option<String>| -> Vec<Rated<String>> {
            let of_unit =
                |unit: &Unit| unit.said.iter().map(|said| said.as_ref().and_then(|said| value(unit, said))).collect();
            units.iter().map(of_unit).collect()
        };
        let verdict = rated(&|_, said| Some(said.stance.is_some().to_string()));
        let issue = rated(&|_, said| said.stance.map(|_| said.issue.0.clone()));
        let stance = rated(&|unit, said| {
            let first = unit.said.iter().flatten().find(|said| said.stance.is_some())?;
            said.stance.filter(|_| said.issue == first.issue).map(|stance| stance.to_string())
        });
        Self {
            coders: coders.to_vec(),
            articles,
            verdict: Agreement::new(&verdict, coders.len()),
            issue: Agreement::new(&issue, coders.len()),
            stance: Agreement::new(&stance, coders.len()),
            spans: places.alpha(),
            units,
        }
    }

    /// The units on which coders differ and that nobody has adjudicated, in order of article and text.
    pub fn disagreements<'a>(&'a self, project: &'a Project) -> impl Iterator<Item = &'a Unit> {
        let decided =
            |unit: &Unit| unit.said.iter().flatten().any(|said| project.coding_in(&Layer::Final, &said.id).is_some());
        self.units.iter().filter(move |unit| unit.differs() && !decided(unit))
    }
}

/// The stretches of the text that a coder says hold statements, joined where they overlap.
fn marked(codings: &[&StatementCoding]) -> Units {
    let accepted = codings.iter().filter(|coding| coding.verdict == Verdict::Accepted);
    let mut spans: Vec<Span> = accepted.flat_map(|coding| coding.statement.evidence.iter().copied()).collect();
    spans.sort();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans.into_iter().filter(|span| !span.is_empty()) {
        match joined.last_mut() {
            Some(last) if span.start < last.end => *last = last.cover(span),
            _ => joined.push(span),
        }
    }
    joined.into_iter().map(|span| (u64::from(span.start), span.len() as u64)).collect()
}

/// Puts together what speaks of the same words: the same suggestion, else the most overlapping mark, where at least half
/// of what both cover is shared; of several on one stretch, rather one of the same actor, then of the same issue.
fn units_of(project: &Project, article: ArticleId, coders: &[Vec<&StatementCoding>]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for (at, codings) in coders.iter().enumerate() {
        for coding in codings {
            let statement = &coding.statement;
            let said = Said {
                id: statement.id.clone(),
                actor: project.resolve(&statement.actor).clone(),
                issue: project.catalogue().resolve(&statement.issue),
                stance: (coding.verdict == Verdict::Accepted).then_some(statement.stance),
            };
            let cover = statement.cover();
            let fits = |unit: &Unit| {
                let others = || unit.said.iter().flatten();
                if unit.said[at].is_some() {
                    return None;
                }
                if others().any(|other| other.id == said.id) {
                    return Some((true, true, true, 1000));
                }
                let shared = overlap(unit.span, cover);
                let actor = others().any(|other| other.actor == said.actor);
                let issue = others().any(|other| other.issue == said.issue);
                (shared >= 500).then_some((false, actor, issue, shared))
            };
            let best = (0..units.len()).filter_map(|unit| Some((fits(&units[unit])?, unit))).max();
            let unit = match best {
                Some((_, unit)) => unit,
                None => {
                    units.push(Unit { article, span: cover, said: vec![None; coders.len()] });
                    units.len() - 1
                }
            };
            units[unit].said[at] = Some(said);
        }
    }
    units.sort_by_key(|unit| unit.span);
    units
}

/// The shared part of what two spans cover, in thousandths.
fn overlap(a: Span, b: Span) -> u32 {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    shared * 1000 / a.cover(b).len().max(1) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorKind, Article, Catalogue, Issue, Origin};
    use crate::project::Edit;

    fn project() -> Project {
        let issue = |id: &str| Issue { id: IssueId(id.to_owned()), name: id.to_owned(), ..Issue::default() };
        let mut project = Project::new(Catalogue { title: String::new(), issues: vec![issue("dam"), issue("bridge")] });
        project.add_article(Article::new("a", "x".repeat(300)));
        let actor = Actor {
            id: ActorId("odo".to_owned()),
            name: "Odo Varrick".to_owned(),
            kind: ActorKind::Person,
            aliases: Vec::new(),
            affiliation: None,
        };
        edit(&mut project, Edit::Actor(actor.id.clone(), Some(actor)));
        project
    }

    fn edit(project: &mut Project, edit: Edit) {
        project.apply("edit", edit, &"ida".to_owned(), jiff::Timestamp::UNIX_EPOCH).unwrap();
    }

    fn mark(project: &mut Project, coder: &str, issue: &str, stance: Option<Stance>, span: (u32, u32)) {
        let article = project.articles().next().unwrap().id;
        let span = Span::from(span);
        let (actor, issue) = (ActorId("odo".to_owned()), IssueId(issue.to_owned()));
        let mut statement = project.by_hand(article, &actor, &issue, stance.unwrap_or(Stance::Neutral), span);
        statement.origin =
            Origin::Coded { coder: coder.to_owned(), at: jiff::Timestamp::UNIX_EPOCH, note: String::new() };
        let verdict = if stance.is_some() { Verdict::Accepted } else { Verdict::Rejected };
        let coding = StatementCoding { statement, verdict, suggested: None };
        edit(project, Edit::Statement(Layer::of(coder), coding.statement.id.clone(), Some(Box::new(coding))));
    }

    #[test]
    fn decisions_about_the_same_words_are_one_unit_and_differences_are_listed() {
        let mut project = project();
        for (coder, issue, stance, span) in [
            ("ida", "dam", Some(Stance::Support), (0, 50)),
            ("jon", "dam", Some(Stance::Support), (5, 50)),
            ("ida", "dam", Some(Stance::Oppose), (100, 150)),
            ("jon", "dam", Some(Stance::Support), (100, 150)),
            ("ida", "dam", Some(Stance::Support), (200, 240)),
            ("jon", "bridge", Some(Stance::Support), (200, 240)),
            ("ida", "bridge", Some(Stance::Support), (250, 260)),
        ] {
            mark(&mut project, coder, issue, stance, span);
        }
        let coders = ["ida".to_owned(), "jon".to_owned()];
        let compared = Comparison::new(&project, &coders);
        assert_eq!((compared.articles, compared.units.len()), (1, 4));
        assert_eq!((compared.issue.units, compared.issue.agreed), (3, 2));
        assert_eq!((compared.stance.units, compared.stance.agreed), (2, 1));
        assert!(compared.spans.is_some_and(|alpha| alpha > 0.8 && alpha < 1.0));
        let places: Vec<u32> = compared.disagreements(&project).map(|unit| unit.span.start).collect();
        assert_eq!(places, [100, 200]);
        let said = compared.units[1].said[0].clone().unwrap();
        let coding = project.coding_in(&Layer::of("ida"), &said.id).unwrap().clone();
        edit(&mut project, Edit::Statement(Layer::Final, said.id, Some(Box::new(coding))));
        assert_eq!(compared.disagreements(&project).count(), 1);
    }
}
