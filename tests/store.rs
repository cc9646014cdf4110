//! A project file keeps everything, history included, and refuses what is none.

use stance_explorer::model::{ActorId, CellCoding, IssueId, Stance};
use stance_explorer::project::{Edit, Project};
use stance_explorer::reading::{self, issues};
use stance_explorer::store::{ProjectFile, StoreError};

fn coded() -> Project {
    let mut project = Project::new(issues::all_ready());
    for article in stance_explorer::ingest::sample() {
        let reading = reading::read(&article, project.catalogue());
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
            .apply("set", Edit::Cell(actor.clone(), issue.clone(), Some(coding)), &"ida".to_owned(), at)
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
