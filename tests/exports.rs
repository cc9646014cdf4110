//! The exports of the sample are what they were. `UPDATE_GOLDEN=1 cargo test --test exports` writes them anew.

use std::path::Path;

use stance_explorer::export::{self, Format, What};
use stance_explorer::findings::{Arrangement, Filter};
use stance_explorer::model::{ActorId, CellCoding, IssueId, Layer, Stance};
use stance_explorer::project::{Edit, Project};
use stance_explorer::reading::{self, Engine, issues};
use strum::IntoEnumIterator as _;

/// The sample, read, with one cell set by hand.
fn project() -> Project {
    let mut project = Project::new(issues::all_ready());
    for article in stance_explorer::ingest::sample() {
        let reading = reading::read(&article, project.catalogue(), Engine::Fast);
        let id = article.id;
        project.add_article(article);
        project.set_reading(id, reading);
    }
    let (actor, issue) = (ActorId("ilsa-marwen".to_owned()), IssueId("prisoner-exchange".to_owned()));
    let at = "2031-07-01T10:00:00Z".parse().expect("a time");
    let coding = CellCoding {
        actor: actor.clone(),
        issue: issue.clone(),
        stance: Some(Stance::Neutral),
        coder: "ida".to_owned(),
        at,
        note: "=1+1".to_owned(),
    };
    project
        .apply("set", Edit::Cell(Layer::of("ida"), actor, issue, Some(coding)), &"ida".to_owned(), at)
        .expect("the edit fits");
    project
}

#[test]
fn exports_equal_their_golden_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let project = project();
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut differing = Vec::new();
    for what in What::iter() {
        // A workbook is compressed: its bytes change with the library, so its cells are read back below instead.
        for format in Format::iter().filter(|format| *format != Format::Xlsx) {
            let path = folder.join(format!("{what}.{}", format.ending()));
            let made =
                export::bytes(&project, &Filter::default(), &Arrangement::default(), what, format).expect("an export");
            if update {
                std::fs::write(&path, &made).expect("the golden file can be written");
            } else if std::fs::read(&path).ok().as_deref() != Some(made.as_slice()) {
                differing.push(path);
            }
        }
    }
    assert!(differing.is_empty(), "differ from their golden files: {differing:?}");
}

#[test]
fn a_file_is_written_in_the_format_of_its_name_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    for what in What::iter() {
        let path = folder.path().join(format!("{what}.xlsx"));
        export::write(&project(), &Filter::default(), &Arrangement::default(), what, &path).expect("a workbook");
        assert!(std::fs::read(&path).expect("the workbook").starts_with(b"PK"));
    }
    let odd = folder.path().join("matrix.doc");
    let err = export::write(&project(), &Filter::default(), &Arrangement::default(), What::Matrix, &odd)
        .expect_err("no format");
    assert!(err.to_string().contains("matrix.doc") && !odd.exists());
}

#[test]
fn the_clipboard_gets_the_matrix_as_cells() {
    let text = export::for_clipboard(&project(), &Filter::default(), &Arrangement::default(), What::Matrix);
    let widths: Vec<usize> = text.lines().map(|line| line.split('\t').count()).collect();
    assert!(widths.len() > 5 && widths.iter().all(|width| *width == widths[0]), "{widths:?}");
}
