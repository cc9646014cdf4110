//! A project file keeps everything, history included, and refuses what is none.

use stance_explorer::model::{ActorId, CellCoding, IssueId, Layer, Stance};
use stance_explorer::project::{Edit, Project};
use stance_explorer::reading::{self, Engine, issues};
use stance_explorer::store::{ProjectFile, StoreError};

fn coded() -> Project {
    let mut project = Project::new(issues::all_ready());
    for article in stance_explorer::ingest::sample() {
        let reading = reading::read(&article, project.catalogue(), Engine::Fast);
        let id = article.id;
        project.add_article(article);
        project.set_reading(id, reading);
    }
    let (actor, issue) = (ActorId("dorn-halvik".to_owned()), IssueId("ceasefire".to_owned()));
    let at = "2031-05-01T10:00:00Z".parse().expect("a time");
    for stance in [Stance::Oppose, Stance::Conditional] {
        let coding = CellCoding {
            actor: actor.clone(),
            issue: issue.clone(),
            stance: Some(stance),
            coder: "ida".to_owned(),
            at,
            note: String::new(),
        };
        project
            .apply(
                "set",
                Edit::Cell(Layer::of("ida"), actor.clone(), issue.clone(), Some(coding)),
                &"ida".to_owned(),
                at,
            )
            .expect("the edit fits");
    }
    project
}

#[test]
fn reopening_gives_the_same_state_and_history() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.stance");
    let mut project = coded();
    let (mut file, fresh) = ProjectFile::open(&path).unwrap();
    assert!(fresh.is_none());
    file.sync(&project).unwrap();
    project.undo();
    file.sync(&project).unwrap();
    drop(file);
    let (_, again) = ProjectFile::open(&path).unwrap();
    let mut again = again.unwrap();
    assert_eq!(again.statements(), project.statements());
    assert_eq!(again.cell_codings(), project.cell_codings());
    assert_eq!(again.history(), project.history());
    assert_eq!(again.redo().as_deref(), Some("set"));
    assert_eq!(again.cell_codings().values().next().unwrap().stance, Some(Stance::Conditional));
}

#[test]
fn other_files_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.stance");
    std::fs::write(&path, "no database at all, but long enough to look like one".repeat(40)).unwrap();
    let err = ProjectFile::open(&path).unwrap_err();
    assert!(matches!(err, StoreError::Sql(..)) && err.to_string().contains("p.stance"), "{err}");
}

#[test]
fn a_file_is_open_once_and_is_not_replaced_under_whoever_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.stance");
    let mut project = coded();
    let mut file = ProjectFile::save_as(&path, &project).unwrap();
    for refused in [ProjectFile::open(&path).map(|_| ()), ProjectFile::save_as(&path, &coded()).map(|_| ())] {
        let err = refused.unwrap_err();
        assert!(matches!(err, StoreError::InUse(_)) && err.to_string().contains("p.stance"), "{err}");
    }
    project.undo();
    file.sync(&project).unwrap();
    drop(file);
    assert_eq!(ProjectFile::open_existing(&path).unwrap().1.history(), project.history());
}

#[test]
fn a_log_that_a_killed_program_left_is_not_taken_for_that_of_the_file_that_replaces_it() {
    let folder = tempfile::tempdir().unwrap();
    let (path, log) = (folder.path().join("p.stance"), folder.path().join("p.stance-wal"));
    let mut project = coded();
    let mut file = ProjectFile::save_as(&path, &project).unwrap();
    project.undo();
    file.sync(&project).unwrap();
    let left = std::fs::read(&log).unwrap();
    assert!(!left.is_empty());
    drop(file);
    std::fs::write(&log, left).unwrap();
    let other = coded();
    drop(ProjectFile::save_as(&path, &other).unwrap());
    assert_eq!(ProjectFile::open_existing(&path).unwrap().1.history(), other.history());
}

/// A file as version 1 of the program left it: all decisions as lists under `state`, no coders told apart.
fn version_1(path: &std::path::Path, project: &Project, statement: &str) {
    let connection = rusqlite::Connection::open(path).expect("a file of version 1");
    connection
        .execute_batch(
            "PRAGMA application_id = 1398033987; PRAGMA user_version = 1;
             CREATE TABLE article (seq INTEGER PRIMARY KEY, value TEXT NOT NULL);
             CREATE TABLE reading (article TEXT PRIMARY KEY, value TEXT NOT NULL);
             CREATE TABLE history (seq INTEGER PRIMARY KEY, value TEXT NOT NULL);
             CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL);",
        )
        .expect("a file of version 1");
    let json = |value: &serde_json::Value| value.to_string();
    for (seq, article) in project.stored_articles().iter().enumerate() {
        let value = serde_json::to_string(article).expect("a file of version 1");
        connection.execute("INSERT INTO article VALUES (?1, ?2)", (seq as i64, value)).expect("a file of version 1");
        let reading = serde_json::to_string(project.reading(article.id).expect("a file of version 1").as_ref())
            .expect("a file of version 1");
        connection
            .execute("INSERT INTO reading VALUES (?1, ?2)", (article.id.to_string(), reading))
            .expect("a file of version 1");
    }
    let coded = project.statements().into_iter().find(|one| one.id.0 == statement).expect("a file of version 1");
    let mut decided = serde_json::to_value(&coded).expect("a file of version 1");
    decided["stance"] = "neutral".into();
    decided["origin"] = serde_json::json!({"Coded": {"coder": "ida", "at": "2031-05-01T10:00:00Z", "note": "why"}});
    let suggested = serde_json::to_value(&coded).expect("a file of version 1");
    let coding = serde_json::json!({"statement": decided, "verdict": "accepted", "suggested": suggested});
    let cell = serde_json::json!({"actor": "dorn-halvik", "issue": "ceasefire", "stance": "oppose", "coder": "jon",
                                  "at": "2031-05-01T10:00:00Z", "note": ""});
    let change = |coder: &str, edit: serde_json::Value, inverse: serde_json::Value| {
        serde_json::json!({"label": "set", "edit": edit, "inverse": inverse, "coder": coder,
                           "at": "2031-05-01T10:00:00Z"})
    };
    let history = [
        change(
            "ida",
            serde_json::json!({"All": [{"Statement": [statement, coding]}]}),
            serde_json::json!({"All": [{"Statement": [statement, null]}]}),
        ),
        change(
            "jon",
            serde_json::json!({"Cell": ["dorn-halvik", "ceasefire", cell]}),
            serde_json::json!({"Cell": ["dorn-halvik", "ceasefire", null]}),
        ),
    ];
    for (seq, change) in history.iter().enumerate() {
        connection
            .execute("INSERT INTO history VALUES (?1, ?2)", (seq as i64, json(change)))
            .expect("a file of version 1");
    }
    let roster: Vec<_> = project.roster().actors().values().collect();
    for (key, value) in [
        ("done", "2".to_owned()),
        ("catalogue", serde_json::to_string(project.catalogue()).expect("a file of version 1")),
        ("roster", serde_json::to_string(&roster).expect("a file of version 1")),
        ("actor_codings", "[]".to_owned()),
        ("statement_codings", json(&serde_json::json!([coding]))),
        ("cell_codings", json(&serde_json::json!([cell]))),
    ] {
        connection.execute("INSERT INTO state VALUES (?1, ?2)", (key, value)).expect("a file of version 1");
    }
}

#[test]
fn a_file_of_version_1_opens_with_its_decisions_and_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.stance");
    let mut plain = coded();
    while plain.undo().is_some() {}
    let statement = plain.statements()[0].id.clone();
    version_1(&path, &plain, &statement.0);
    let (mut file, project) = ProjectFile::open_existing(&path).unwrap();
    let mut project = project;
    let coding = project.coding_in(&Layer::of("ida"), &statement).unwrap();
    assert_eq!(coding.statement.stance, Stance::Neutral);
    assert!(coding.suggested.is_some());
    assert_eq!(project.cell_codings().values().next().unwrap().coder, "jon");
    assert_eq!(project.statements().len(), plain.statements().len());
    project.undo();
    project.undo();
    file.sync(&project).unwrap();
    drop(file);
    let (_, mut again) = ProjectFile::open_existing(&path).unwrap();
    assert!(again.layers().is_empty());
    assert_eq!((again.redo().as_deref(), again.redo().as_deref(), again.redo()), (Some("set"), Some("set"), None));
    assert!(again.coding_in(&Layer::of("ida"), &statement).is_some());
}

#[test]
fn a_decision_among_twenty_thousand_is_on_disk_at_once() {
    use stance_explorer::model::{Origin, Span, Statement, StatementCoding, Verdict};

    let folder = tempfile::tempdir().unwrap();
    let mut project = coded();
    let (article, ida) = (project.articles().next().unwrap().id, Layer::of("ida"));
    let (actor, issue) = (ActorId("dorn-halvik".to_owned()), IssueId("ceasefire".to_owned()));
    let coding = |project: &Project, number: u32, stance| {
        let span = Span { start: number, end: number + 1 };
        let statement = project.by_hand(article, &actor, &issue, stance, span);
        let at = jiff::Timestamp::UNIX_EPOCH;
        let origin = Origin::Coded { coder: "ida".to_owned(), at, note: String::new() };
        let statement = Statement { origin, ..statement };
        StatementCoding { statement, verdict: Verdict::Accepted, suggested: None }
    };
    let decide = |project: &mut Project, number: u32, stance| {
        let coding = coding(project, number, stance);
        let edit = Edit::Statement(ida.clone(), coding.statement.id.clone(), Some(Box::new(coding)));
        project.apply("set", edit, &"ida".to_owned(), jiff::Timestamp::UNIX_EPOCH).unwrap();
    };
    for number in 0..20_000 {
        decide(&mut project, number, Stance::Support);
    }
    let path = folder.path().join("many.stance");
    let mut file = ProjectFile::save_as(&path, &project).unwrap();
    // The first one after opening compares all there is; what counts is the decision after it.
    file.sync(&project).unwrap();
    let mut spent: Vec<_> = (20_000..20_015)
        .map(|number| {
            let began = std::time::Instant::now();
            decide(&mut project, number, Stance::Oppose);
            file.sync(&project).unwrap();
            began.elapsed()
        })
        .collect();
    spent.sort();
    drop(file);
    let (_, again) = ProjectFile::open_existing(&path).unwrap();
    assert_eq!(again.layers()[&ida].statements.len(), 20_015);
    // Built for tests the program is some ten times slower than released.
    let allowed = if cfg!(debug_assertions) { 200 } else { 20 };
    assert!(spent[spent.len() / 2].as_millis() < allowed, "{spent:?}");
}
