//! A program that is killed while somebody codes loses nothing that was confirmed.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use stance_explorer::model::{ActorId, CellCoding, IssueId, Layer, Stance};
use stance_explorer::project::{Edit, Project};
use stance_explorer::reading::{self, Engine, issues};
use stance_explorer::store::ProjectFile;

const FILE: &str = "STANCE_TEST_CODES_INTO";

// The parent process reads what is confirmed from this process's standard output.
#[expect(clippy::print_stdout)]
/// Codes the same cell again and again, and says after each which number is on disk.
fn code_for_ever(path: &Path) {
    let mut project = Project::new(issues::all_ready());
    for article in stance_explorer::ingest::sample() {
        let reading = reading::read(&article, project.catalogue(), Engine::Fast);
        let id = article.id;
        project.add_article(article);
        project.set_reading(id, reading);
    }
    let (mut file, _) = ProjectFile::open(path).expect("a project file");
    let (actor, issue) = (ActorId("dorn-halvik".to_owned()), IssueId("ceasefire".to_owned()));
    for number in 0_u32.. {
        let coding = CellCoding {
            actor: actor.clone(),
            issue: issue.clone(),
            stance: Some(Stance::Oppose),
            coder: "ida".to_owned(),
            at: jiff::Timestamp::UNIX_EPOCH,
            note: number.to_string(),
        };
        let edit = Edit::Cell(Layer::of("ida"), actor.clone(), issue.clone(), Some(coding));
        project.apply("set", edit, &"ida".to_owned(), jiff::Timestamp::UNIX_EPOCH).expect("the edit fits");
        file.sync(&project).expect("on disk");
        println!("confirmed {number}");
        std::io::stdout().flush().expect("a reader");
    }
}

#[test]
fn nothing_confirmed_is_lost_when_the_program_is_killed() {
    if let Some(path) = std::env::var_os(FILE) {
        code_for_ever(Path::new(&path));
        return;
    }
    for wait in [3, 11, 29, 60, 110] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("p.stance");
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "nothing_confirmed_is_lost_when_the_program_is_killed", "--nocapture"])
            .env(FILE, &path)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the coder starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let first = lines.by_ref().map_while(Result::ok).find(|line| line.contains("confirmed"));
        assert!(first.is_some(), "the coder confirmed nothing");
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().expect("SIGKILL");
        child.wait().expect("it ends");
        let confirmed = lines
            .map_while(Result::ok)
            .chain(first)
            .filter_map(|line| line.rsplit(' ').next()?.parse::<usize>().ok())
            .max();
        let (_, project) = ProjectFile::open(&path).expect("the file opens");
        let project = project.expect("a project");
        let confirmed = confirmed.expect("a number");
        assert!(project.history().changes().len() > confirmed, "{confirmed} was confirmed and is gone");
        let note: usize = project.cell_codings().values().next().expect("the coding").note.parse().expect("a number");
        assert!(note >= confirmed, "the file holds {note}, {confirmed} was confirmed");
    }
}
