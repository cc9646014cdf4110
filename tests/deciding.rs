//! What a person decides can always be undone and is never lost, whatever comes after.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use proptest::prelude::*;
use stance_explorer::findings::{Arrangement, Filter, Matrix, Rows, Standing};
use stance_explorer::model::{
    Actor, ActorId, ActorKind, CellCoding, Issue, IssueId, Layer, Origin, Span, Stance, Statement, StatementCoding,
    StatementId, Verdict,
};
use stance_explorer::project::{Conflict, Edit, Project, View};
use stance_explorer::reading::{self, Engine, issues};

fn sample() -> Project {
    static READ: OnceLock<Project> = OnceLock::new();
    let read = || {
        let mut project = Project::new(issues::all_ready());
        for article in stance_explorer::ingest::sample() {
            let reading = reading::read(&article, project.catalogue(), Engine::Fast);
            let id = article.id;
            project.add_article(article);
            project.set_reading(id, reading);
        }
        project.set_view(View { coder: "ida".to_owned(), ..View::default() });
        project
    };
    READ.get_or_init(read).clone()
}

fn at(second: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(second).expect("a time")
}

fn decide(statement: &Statement, coder: &str, verdict: Verdict, stance: Stance, second: i64) -> StatementCoding {
    let origin = Origin::Coded { coder: coder.to_owned(), at: at(second), note: String::new() };
    let rejected = verdict == Verdict::Rejected;
    StatementCoding {
        statement: Statement { stance, origin, rejected, confidence: 1.0, ..statement.clone() },
        verdict,
        suggested: Some(statement.clone()),
    }
}

fn cell(actor: &ActorId, issue: &IssueId, stance: Stance, coder: &str, second: i64) -> CellCoding {
    CellCoding {
        actor: actor.clone(),
        issue: issue.clone(),
        stance: Some(stance),
        coder: coder.to_owned(),
        at: at(second),
        note: String::new(),
    }
}

fn apply(project: &mut Project, edit: Edit) {
    project.apply("edit", edit, &"ida".to_owned(), at(1)).expect("the edit fits");
}

fn actor(project: &Project, name: &str) -> ActorId {
    project.actors().find(|actor| actor.name == name).unwrap_or_else(|| panic!("no {name}")).id.clone()
}

/// Everything that a person can change, and everything that follows from it.
fn state(project: &Project) -> impl PartialEq + std::fmt::Debug + use<> {
    (
        (project.layers().clone(), project.cell_codings().clone(), project.statements()),
        (project.actor_codings().clone(), project.merged().clone(), project.placed().clone()),
        (project.dismissed().clone(), project.distinct().clone(), project.catalogue().clone()),
        project.articles().map(|article| (article.id, project.article_note(article.id).to_owned())).collect::<Vec<_>>(),
        (project.actors().cloned().collect::<Vec<_>>(), project.conflicts().to_vec(), project.actor_notes().clone()),
    )
}

/// The ids of all decisions of all layers.
fn decisions(project: &Project) -> (BTreeSet<(Layer, StatementId)>, usize) {
    let statements = project
        .layers()
        .iter()
        .flat_map(|(layer, codings)| codings.statements.keys().map(move |id| (layer.clone(), id.clone())));
    (statements.collect(), project.layers().values().map(|codings| codings.cells.len()).sum())
}

/// An edit of a random kind about random things of the project as it is; `None` where there is nothing to do it to.
fn edit(project: &Project, kind: u8, a: usize, b: usize) -> Option<Edit> {
    let actors: Vec<Actor> = project.actors().cloned().collect();
    let one = &actors[a % actors.len()];
    let other = &actors[b % actors.len()];
    let issue = project.catalogue().issues[b % project.catalogue().issues.len()].id.clone();
    let statements = project.statements();
    let statement = &statements[a % statements.len()];
    let stance = [Stance::Support, Stance::Oppose, Stance::Conditional, Stance::Neutral][b % 4];
    let (layer, coder) = match a % 5 {
        0 => (Layer::of("jon"), "jon"),
        1 => (Layer::Final, "ida"),
        _ => (Layer::of("ida"), "ida"),
    };
    let articles: Vec<_> = project.articles().map(|article| article.id).collect();
    let article = articles[a % articles.len()];
    Some(match kind % 19 {
        0 | 1 => {
            let verdict = if b.is_multiple_of(3) { Verdict::Rejected } else { Verdict::Accepted };
            let coding = decide(statement, coder, verdict, stance, b as i64);
            Edit::Statement(layer, statement.id.clone(), Some(Box::new(coding)))
        }
        2 => Edit::Statement(layer, statement.id.clone(), None),
        3 => Edit::Cell(layer, one.id.clone(), issue.clone(), Some(cell(&one.id, &issue, stance, coder, b as i64))),
        4 => Edit::Cell(layer, one.id.clone(), issue, None),
        5 | 6 => project.merge_actors(&one.id, &other.id).ok()?,
        7 => {
            let new = project.new_actor("Someone Else", ActorKind::Person);
            let from = project.articles_of(&one.id).into_iter().map(|(id, _)| id).take(1 + b % 2).collect();
            project.split_actor(&one.id, &from, if b.is_multiple_of(2) { &new } else { other }).ok()?
        }
        8 => Edit::Dismiss(one.id.clone(), b.is_multiple_of(2)),
        9 => {
            let changed = Actor { name: format!("Name {b}"), kind: ActorKind::Group, ..one.clone() };
            Edit::Actor(one.id.clone(), Some(changed))
        }
        10 => Edit::Catalogue(project.catalogue().merged(&project.catalogue().issues[0].id, &issue)?),
        11 => Edit::ArticleNote(article, format!("note {b}")),
        12 => Edit::Exclude(article, articles.len() > 2 && b.is_multiple_of(2)),
        13 => {
            let (lesser, greater) = if one.id < other.id { (one, other) } else { (other, one) };
            Edit::Distinct(lesser.id.clone(), greater.id.clone(), !a.is_multiple_of(3))
        }
        17 => Edit::ActorNote(one.id.clone(), if b.is_multiple_of(3) { String::new() } else { format!("note {b}") }),
        // Taken back without undo: what linking knows stands again.
        14 => Edit::Actor(one.id.clone(), None),
        15 => match project.merged().keys().nth(a % project.merged().len().max(1)) {
            Some(merged) => Edit::Merge(merged.clone(), None),
            None => {
                let (article, places) = project.placed().iter().next()?;
                Edit::Place(*article, *places.keys().next()?, None)
            }
        },
        16 => {
            let about = |at: usize| Conflict {
                about: format!("thing {at}"),
                here: "this".to_owned(),
                there: "that".to_owned(),
                kept: String::new(),
            };
            Edit::Conflicts((0..b % 3).map(about).collect())
        }
        _ => {
            let bulk = statements.iter().skip(a % statements.len()).take(b % 7);
            Edit::All(
                bulk.map(|statement| {
                    let coding = decide(statement, coder, Verdict::Accepted, stance, b as i64);
                    Edit::Statement(layer.clone(), statement.id.clone(), Some(Box::new(coding)))
                })
                .collect(),
            )
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_undone_give_the_start_and_redone_the_end(
        moves in prop::collection::vec((any::<u8>(), 0..1000_usize, 0..1000_usize), 1..25)
    ) {
        let mut project = sample();
        let start = state(&project);
        let mut done = 0;
        for (kind, a, b) in moves {
            if let Some(edit) = edit(&project, kind, a, b)
                && project.apply("edit", edit, &"ida".to_owned(), at(1)).is_ok()
            {
                done += 1;
            }
        }
        let end = state(&project);
        for _ in 0..done {
            prop_assert!(project.undo().is_some());
        }
        prop_assert_eq!(state(&project), start);
        for _ in 0..done {
            prop_assert!(project.redo().is_some());
        }
        prop_assert_eq!(state(&project), end);
    }

    #[test]
    fn a_matrix_that_follows_is_the_one_made_anew(
        moves in prop::collection::vec((any::<u8>(), 0..1000_usize, 0..1000_usize), 1..12)
    ) {
        let mut project = sample();
        let (mut standing, mut rows) = (Standing::default(), Rows::default());
        let (filter, arrangement) = (Filter::default(), Arrangement::default());
        for (kind, a, b) in moves {
            let undo = kind % 5 == 4;
            let edit = if undo { None } else { edit(&project, kind, a, b) };
            match edit {
                Some(edit) => drop(project.apply("edit", edit, &"ida".to_owned(), at(1))),
                None => drop(project.undo()),
            }
            standing.update(&project);
            rows.update(&project, &standing, &filter, &arrangement);
            let anew = Matrix::new(&project, &Standing::new(&project), &filter, &arrangement);
            prop_assert_eq!(rows.matrix(&arrangement), anew);
        }
    }

    #[test]
    fn merging_and_splitting_lose_no_decision(
        first in prop::collection::vec((0..5_u8, 0..1000_usize, 0..1000_usize), 1..12),
        then in prop::collection::vec((5..8_u8, 0..1000_usize, 0..1000_usize), 1..12),
    ) {
        let mut project = sample();
        for (kind, a, b) in first {
            if let Some(edit) = edit(&project, kind, a, b) {
                project.apply("edit", edit, &"ida".to_owned(), at(1)).ok();
            }
        }
        let before = decisions(&project);
        let shown: BTreeSet<StatementId> = coded(&project).into_keys().collect();
        for (kind, a, b) in then {
            if let Some(edit) = edit(&project, kind, a, b) {
                project.apply("edit", edit, &"ida".to_owned(), at(1)).ok();
            }
        }
        prop_assert_eq!(decisions(&project), before);
        prop_assert_eq!(coded(&project).into_keys().collect::<BTreeSet<_>>(), shown);
        // Each decision about a cell stands, or is listed below one that does.
        let listed: usize = project
            .cell_codings()
            .keys()
            .map(|(actor, issue)| project.cell_decisions(actor, issue).len())
            .sum();
        prop_assert_eq!(listed, decisions(&project).1);
        for statement in coded(&project).values() {
            prop_assert!(project.actor(&statement.actor).is_some_and(|actor| actor.id == statement.actor));
        }
    }
}

fn coded(project: &Project) -> BTreeMap<StatementId, Statement> {
    let coded = project.statements().into_iter().filter(|statement| statement.origin.is_coded());
    coded.map(|statement| (statement.id.clone(), statement)).collect()
}

#[test]
fn decisions_of_two_layers_about_two_suggestions_stand_when_their_actors_are_merged() {
    let mut project = sample();
    let statements = project.statements();
    let touches = |one: &Statement, other: &Statement| one.evidence == other.evidence && one.issue == other.issue;
    let pairs = statements.iter().flat_map(|one| statements.iter().map(move |other| (one, other)));
    let (one, other) = pairs
        .filter(|(one, other)| one.actor < other.actor && touches(one, other))
        .map(|(one, other)| (one.clone(), other.clone()))
        .next()
        .expect("a sentence in which two actors take a stance");
    for (layer, coder, statement) in [(Layer::of("ida"), "ida", &one), (Layer::Final, "jon", &other)] {
        let coding = decide(statement, coder, Verdict::Rejected, Stance::Support, 5);
        apply(&mut project, Edit::Statement(layer, statement.id.clone(), Some(Box::new(coding))));
    }
    let edit = project.merge_actors(&one.actor, &other.actor).expect("two actors");
    apply(&mut project, edit);
    let coded = coded(&project);
    assert!(coded.contains_key(&one.id) && coded.contains_key(&other.id), "{:?}", coded.keys());
}

#[test]
fn a_merged_actor_stays_merged_when_everything_is_read_again() {
    let mut project = sample();
    let (from, into) = (actor(&project, "Dorn Halvik"), actor(&project, "Ilsa Marwen"));
    let edit = project.merge_actors(&from, &into).expect("two actors");
    apply(&mut project, edit);
    let before = project.statements();
    assert!(before.iter().all(|statement| statement.actor != from));
    assert!(project.actor(&from).expect("the survivor").aliases.contains(&"Dorn Halvik".to_owned()));
    for article in project.stored_articles().to_vec() {
        let reading = reading::read(&article, project.catalogue(), Engine::Fast);
        project.set_reading(article.id, reading);
    }
    assert_eq!(project.statements(), before);
    project.undo();
    assert!(project.statements().iter().any(|statement| statement.actor == from));
}

#[test]
fn a_split_actor_stays_split_when_everything_is_read_again() {
    let mut project = sample();
    let whole = actor(&project, "Ilsa Marwen");
    let of = |project: &Project, id: &ActorId| project.statements().iter().filter(|s| s.actor == *id).count();
    let all = of(&project, &whole);
    let article = project.statements().iter().find(|s| s.actor == whole).expect("a statement").article;
    let other = project.new_actor("Ilsa Marwen", ActorKind::Person);
    assert_ne!(other.id, whole);
    let edit = project.split_actor(&whole, &BTreeSet::from([article]), &other).expect("an actor");
    apply(&mut project, edit);
    let moved = of(&project, &other.id);
    assert!(moved > 0);
    assert_eq!(moved + of(&project, &whole), all);
    for article in project.stored_articles().to_vec() {
        let reading = reading::read(&article, project.catalogue(), Engine::Fast);
        project.set_reading(article.id, reading);
    }
    assert_eq!(of(&project, &other.id), moved);
    let back = project.merge_actors(&other.id, &whole).expect("two actors");
    apply(&mut project, back);
    assert_eq!(of(&project, &whole), all);
}

#[test]
fn of_two_decisions_about_a_merged_cell_the_survivors_stands_and_the_other_is_listed() {
    let mut project = sample();
    let (from, into) = (actor(&project, "Dorn Halvik"), actor(&project, "Ilsa Marwen"));
    let issue = IssueId("ceasefire".to_owned());
    let ida = Layer::of("ida");
    for (id, stance, second) in [(&into, Stance::Oppose, 1), (&from, Stance::Support, 2)] {
        let coding = cell(id, &issue, stance, "ida", second);
        apply(&mut project, Edit::Cell(ida.clone(), id.clone(), issue.clone(), Some(coding)));
    }
    let merge = project.merge_actors(&from, &into).expect("two actors");
    apply(&mut project, merge);
    assert_eq!(project.cell_codings()[&(into.clone(), issue.clone())].stance, Some(Stance::Oppose));
    let stances: Vec<_> = project.cell_decisions(&into, &issue).iter().map(|(_, coding)| coding.stance).collect();
    assert_eq!(stances, [Some(Stance::Oppose), Some(Stance::Support)]);
    project.undo();
    assert_eq!(project.cell_codings()[&(from, issue)].stance, Some(Stance::Support));
}

#[test]
fn an_actor_that_is_none_loses_its_suggestions_and_keeps_its_decisions() {
    let mut project = sample();
    let halvik = actor(&project, "Dorn Halvik");
    let statement = project.statements().into_iter().find(|s| s.actor == halvik).expect("a statement");
    let coding = decide(&statement, "ida", Verdict::Accepted, Stance::Oppose, 1);
    apply(&mut project, Edit::Statement(Layer::of("ida"), statement.id.clone(), Some(Box::new(coding))));
    apply(&mut project, Edit::Dismiss(halvik.clone(), true));
    let left: Vec<StatementId> = project.statements().into_iter().filter(|s| s.actor == halvik).map(|s| s.id).collect();
    assert_eq!(left, [statement.id]);
}

#[test]
fn a_merged_issue_keeps_what_was_decided_about_either() {
    let mut project = sample();
    let (from, into) = (IssueId("ceasefire".to_owned()), IssueId("peace-talks".to_owned()));
    let halvik = actor(&project, "Dorn Halvik");
    let coding = cell(&halvik, &from, Stance::Oppose, "ida", 1);
    apply(&mut project, Edit::Cell(Layer::of("ida"), halvik.clone(), from.clone(), Some(coding)));
    let before = project.statements().len();
    let merged = project.catalogue().merged(&from, &into).expect("two issues");
    assert!(merged.get(&into).expect("it").terms.contains(&"ceasefire".to_owned()));
    apply(&mut project, Edit::Catalogue(merged));
    assert_eq!(project.cell_codings()[&(halvik.clone(), into.clone())].stance, Some(Stance::Oppose));
    assert_eq!(project.statements().len(), before);
    assert!(project.statements().iter().all(|statement| statement.issue != from));
    project.undo();
    assert!(project.cell_codings().contains_key(&(halvik, from)));
}

#[test]
fn coders_see_their_own_decisions_and_the_final_one_stands_above() {
    let mut project = sample();
    let statement = project.statements().remove(0);
    let id = statement.id.clone();
    for (layer, stance, second) in [
        (Layer::of("ida"), Stance::Support, 1),
        (Layer::of("jon"), Stance::Oppose, 2),
        (Layer::Final, Stance::Neutral, 3),
    ] {
        let coding = decide(&statement, "x", Verdict::Accepted, stance, second);
        apply(&mut project, Edit::Statement(layer, id.clone(), Some(Box::new(coding))));
    }
    let stance = |project: &Project| project.standing(&id).map(|(_, coding)| coding.statement.stance);
    assert_eq!(stance(&project), Some(Stance::Neutral));
    let view = |coder: &str, blind| View { coder: coder.to_owned(), blind, ..View::default() };
    project.set_view(view("jon", true));
    assert_eq!(stance(&project), Some(Stance::Oppose));
    project.set_view(view("kai", true));
    assert_eq!(stance(&project), None);
    project.set_view(view("jon", false));
    project.undo();
    assert_eq!(stance(&project), Some(Stance::Oppose));
    project.set_view(view("kai", false));
    assert_eq!(stance(&project), Some(Stance::Oppose));
}

#[test]
fn a_statement_added_by_hand_stands_beside_others_of_its_sentence_and_can_be_stretched() {
    let mut project = sample();
    let article = project.articles().next().expect("an article").id;
    let halvik = actor(&project, "Dorn Halvik");
    let ida = Layer::of("ida");
    let mut ids = Vec::new();
    for (issue, span) in [("nato-membership", Span::new(0, 40)), ("elections", Span::new(10, 30))] {
        let issue = IssueId(issue.to_owned());
        let made = project.by_hand(article, &halvik, &issue, Stance::Support, span);
        let coding = StatementCoding {
            statement: Statement {
                origin: Origin::Coded { coder: "ida".to_owned(), at: at(1), note: String::new() },
                ..made.clone()
            },
            verdict: Verdict::Accepted,
            suggested: None,
        };
        ids.push(made.id.clone());
        apply(&mut project, Edit::Statement(ida.clone(), made.id, Some(Box::new(coding))));
    }
    assert_eq!(coded(&project).len(), 2);
    let mut longer = project.coding_in(&ida, &ids[1]).expect("it").clone();
    longer.statement.evidence = vec![Span::new(10, 60)];
    apply(&mut project, Edit::Statement(ida, ids[1].clone(), Some(Box::new(longer))));
    assert_eq!(coded(&project)[&ids[1]].evidence, [Span::new(10, 60)]);
    project.undo();
    assert_eq!(coded(&project)[&ids[1]].evidence, [Span::new(10, 30)]);
}

#[test]
fn deciding_one_of_two_suggestions_of_one_sentence_leaves_the_other() {
    let mut project = sample();
    let article = project.articles().next().expect("an article").id;
    let mut reading = project.reading(article).expect("read").as_ref().clone();
    let first = reading.statements.first().expect("a suggestion").clone();
    let mut second = first.clone();
    second.evidence[0].start += 2;
    reading.statements = vec![first, second];
    project.set_reading(article, reading);
    let here =
        |project: &Project| project.statements().into_iter().filter(|s| s.article == article).collect::<Vec<_>>();
    let statement = here(&project).remove(0);
    let coding = decide(&statement, "ida", Verdict::Rejected, statement.stance, 1);
    apply(&mut project, Edit::Statement(Layer::of("ida"), statement.id, Some(Box::new(coding))));
    assert_eq!(here(&project).iter().filter(|statement| !statement.origin.is_coded()).count(), 1);
}

#[test]
fn two_projects_of_the_same_articles_become_one_and_every_conflict_is_listed() {
    let (mut here, mut there) = (sample(), sample());
    there.set_view(View { coder: "jon".to_owned(), ..View::default() });
    let statements = here.statements();
    let put = |project: &mut Project, coder: &str, nth: usize, stance| {
        let coding = decide(&statements[nth], coder, Verdict::Accepted, stance, 1);
        apply(project, Edit::Statement(Layer::of(coder), statements[nth].id.clone(), Some(Box::new(coding))));
    };
    put(&mut here, "ida", 0, Stance::Support);
    put(&mut here, "ida", 1, Stance::Support);
    put(&mut there, "ida", 0, Stance::Oppose);
    put(&mut there, "ida", 1, Stance::Support);
    put(&mut there, "jon", 0, Stance::Neutral);
    let odd = there.new_actor("Odo Varrick", ActorKind::Person);
    let halvik = actor(&there, "Dorn Halvik");
    apply(&mut there, Edit::Actor(odd.id.clone(), Some(odd.clone())));
    let merge = there.merge_actors(&halvik, &odd.id).expect("two actors");
    apply(&mut there, merge);
    let issue = IssueId("ceasefire".to_owned());
    apply(
        &mut there,
        Edit::Cell(
            Layer::of("jon"),
            odd.id.clone(),
            issue.clone(),
            Some(cell(&odd.id, &issue, Stance::Oppose, "jon", 2)),
        ),
    );
    let mut catalogue = there.catalogue().clone();
    catalogue.issues[0].proposition = "Something else entirely".to_owned();
    catalogue.issues.push(Issue { id: IssueId("dam".to_owned()), name: "Dam".to_owned(), ..Issue::default() });
    apply(&mut there, Edit::Catalogue(catalogue));

    let absorbed = here.absorb(&there, "jon.stance");
    assert_eq!(absorbed.conflicts, 2);
    let start = state(&here);
    apply(&mut here, absorbed.edit);
    assert_eq!(here.conflicts().len(), 2, "listed until somebody closes the list");
    let ida = here.coding_in(&Layer::of("ida"), &statements[0].id).expect("here's");
    assert_eq!(ida.statement.stance, Stance::Support);
    let beside = here.coding_in(&Layer::of("ida (jon.stance)"), &statements[0].id).expect("there's");
    assert_eq!(beside.statement.stance, Stance::Oppose);
    assert!(here.coding_in(&Layer::of("jon"), &statements[0].id).is_some());
    assert_eq!(here.cell_codings().len(), 1);
    assert_eq!(here.actor(&halvik).expect("merged").name, "Odo Varrick");
    assert!(here.catalogue().get(&IssueId("dam".to_owned())).is_some());
    let hidden: Vec<_> = here.catalogue().issues.iter().filter(|issue| issue.hidden).collect();
    assert_eq!(hidden[0].proposition, "Something else entirely");
    here.undo();
    assert_eq!(state(&here), start);
}

#[test]
fn likely_duplicates_are_listed_with_the_reason_until_somebody_decides() {
    let mut project = Project::new(issues::all_ready());
    for name in ["Oleh Varensky", "Varensky", "Oleh Varenski", "Jon Tolland", "Mira Tolland"] {
        let new = project.new_actor(name, ActorKind::Person);
        apply(&mut project, Edit::Actor(new.id.clone(), Some(new)));
    }
    for name in ["International Grain Council", "IGC", "Council of International Grain"] {
        let new = project.new_actor(name, ActorKind::Organisation);
        apply(&mut project, Edit::Actor(new.id.clone(), Some(new)));
    }
    let pairs = |project: &Project| -> Vec<(String, String, &str)> {
        let name = |id: &ActorId| project.actor(id).expect("an actor").name.clone();
        project.likely_duplicates().iter().map(|two| (name(&two.into), name(&two.from), two.why)).collect()
    };
    let found = pairs(&project);
    assert!(found.contains(&("Oleh Varensky".to_owned(), "Varensky".to_owned(), "the surname alone")), "{found:?}");
    assert!(found.iter().any(|(a, b, why)| a.starts_with("Oleh") && b.starts_with("Oleh") && *why == "a letter apart"));
    assert!(found.iter().any(|(_, b, why)| b == "IGC" && *why == "one is the initials of the other"));
    assert!(found.iter().any(|(_, _, why)| *why == "the same words in another order"));
    assert!(!found.iter().any(|(a, b, _)| a.contains("Tolland") && b.contains("Tolland")));
    let two = project.likely_duplicates().remove(0);
    let (a, b) = if two.into < two.from { (two.into, two.from) } else { (two.from, two.into) };
    apply(&mut project, Edit::Distinct(a, b, true));
    assert_eq!(pairs(&project).len(), found.len() - 1);
}

/// A project whose first article makes the same suggestion at many places, and the suggestions.
fn repeated(count: usize) -> (Project, Vec<Statement>) {
    let mut project = sample();
    let article = project.articles().next().expect("an article").id;
    let mut reading = project.reading(article).expect("read").as_ref().clone();
    let first = reading.statements.first().expect("a suggestion").clone();
    let at = |number: usize| Span::new(number * 10, number * 10 + 5);
    let one = |number| stance_explorer::model::Suggestion { evidence: vec![at(number)], ..first.clone() };
    reading.statements = (0..count).map(one).collect();
    project.set_reading(article, reading);
    let here = project.statements().into_iter().filter(|s| s.article == article).collect();
    (project, here)
}

fn code(project: &mut Project, statement: &Statement, verdict: Verdict, stance: Stance) {
    let coding = decide(statement, "ida", verdict, stance, 1);
    apply(project, Edit::Statement(Layer::of("ida"), statement.id.clone(), Some(Box::new(coding))));
}

#[test]
fn rejections_lower_what_is_like_them_and_undo_raises_it_again() {
    let (mut project, here) = repeated(20);
    let others: Vec<Statement> =
        project.statements().into_iter().filter(|s| s.article != here[0].article && s.actor != here[0].actor).collect();
    for other in &others[..6] {
        code(&mut project, other, Verdict::Accepted, other.stance);
    }
    let last = |project: &Project| project.statements().into_iter().find(|s| s.id == here[19].id);
    let mut before = last(&project).expect("it").confidence;
    for rejected in &here[..12] {
        code(&mut project, rejected, Verdict::Rejected, rejected.stance);
        if let Some(now) = last(&project) {
            assert!(now.confidence < before, "each rejection lowers it");
            let why = project.lesson(&now).expect("a lesson").why;
            assert!(why.starts_with("because you rejected"), "{why}");
            before = now.confidence;
        }
    }
    assert_eq!(last(&project), None, "after twelve it is withheld");
    assert!(project.withheld().iter().any(|one| one.id == here[19].id));
    assert_eq!(coded(&project).len(), 18, "what was decided stays");
    for _ in 0..12 {
        project.undo();
    }
    assert!(last(&project).is_some_and(|one| one.confidence > before));
    project.set_view(View { coder: "ida".to_owned(), blind: false, learns: false });
    assert_eq!(last(&project).map(|one| one.confidence), Some(here[19].confidence));
}

#[test]
fn a_stance_that_was_changed_again_and_again_is_expected_of_the_next() {
    let (mut project, here) = repeated(20);
    let other = if here[0].stance == Stance::Oppose { Stance::Support } else { Stance::Oppose };
    for changed in &here[..10] {
        code(&mut project, changed, Verdict::Accepted, other);
    }
    let next = project.statements().into_iter().find(|s| s.id == here[19].id).expect("it");
    assert_eq!(next.stance, other);
    let why = project.lesson(&next).expect("a lesson").why;
    assert!(why.contains("you coded 10 of 10 of this actor on this issue as"), "{why}");
}

#[test]
fn a_stance_coded_once_turns_no_suggestion_that_reads_otherwise() {
    let (mut project, here) = repeated(20);
    let other = if here[0].stance == Stance::Oppose { Stance::Support } else { Stance::Oppose };
    let others: Vec<Statement> =
        project.statements().into_iter().filter(|s| s.article != here[0].article && s.actor != here[0].actor).collect();
    for sure in &others[..6] {
        code(&mut project, sure, Verdict::Accepted, sure.stance);
    }
    code(&mut project, &here[0], Verdict::Accepted, other);
    let next = project.statements().into_iter().find(|s| s.id == here[19].id).expect("it");
    assert_eq!(next.stance, here[19].stance);
}
