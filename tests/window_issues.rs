//! Writing issues: what terms find, terms and issues that are proposed.

mod common;

use common::{perform, with_sample};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use stance_explorer::app::{Action, App, Command, Page};
use stance_explorer::model::Issue;

/// The sample with the Issues page open.
fn with_issues() -> Harness<'static, App> {
    let mut window = with_sample();
    perform(&mut window, Command::Page(Page::Issues));
    window
}

fn issue(window: &Harness<'_, App>, name: &str) -> Option<Issue> {
    window.state().state.project.catalogue().issues.iter().find(|issue| issue.name == name).cloned()
}

/// Runs until a label is shown: the articles are looked through on a thread of their own.
fn until_shown(window: &mut Harness<'_, App>, label: &str) {
    for _ in 0..1000 {
        window.step();
        if window.query_all_by_label_contains(label).next().is_some() {
            window.run_steps(3);
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("never shown: {label}");
}

#[test]
fn a_proposed_term_is_accepted_with_a_click_and_undone() {
    let mut window = with_issues();
    window.get_by_label("Add issue").click();
    window.run_steps(3);
    window.get_by_label_contains("Name, the head").focus();
    window.run_steps(3);
    window.get_by_label("Proposition: the sentence that one can support or oppose").focus();
    window.run_steps(3);
    window
        .get_by_label("Proposition: the sentence that one can support or oppose")
        .type_text("There should be a new ferry");
    until_shown(&mut window, "+ ferry");
    window.get_by_label("+ ferry").click();
    window.run_steps(3);
    assert_eq!(issue(&window, "New issue").expect("it is used at once").terms, ["ferry"]);
    perform(&mut window, Command::Do(Action::Undo));
    assert_eq!(issue(&window, "New issue"), None);
}

#[test]
fn a_term_that_finds_nothing_is_warned_of() {
    let mut window = with_issues();
    window.get_by_label("Terms, one a line: who wants these supports it").focus();
    window.run_steps(3);
    window.get_by_label("Terms, one a line: who wants these supports it").type_text("zeppelin\n");
    until_shown(&mut window, "⚠");
    assert!(window.query_all_by_label_contains("Found in").next().is_some());
}

#[test]
fn an_issue_that_the_articles_talk_about_is_added_with_a_click() {
    let mut window = with_issues();
    let text =
        "Mayor Ilsa Marwen rejected the school levy.\n\nPeru welcomed a school levy. Chile opposes a school levy.";
    perform(&mut window, Command::Paste(text.to_owned()));
    for _ in 0..1000 {
        window.step();
        if window.state().state.project.articles().count() == 7 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    perform(&mut window, Command::Page(Page::Issues));
    window.get_by_label("Proposed issues").click();
    until_shown(&mut window, "+ School levy");
    window.get_by_label("+ School levy").click();
    window.run_steps(3);
    assert_eq!(issue(&window, "School levy").expect("an issue").proposition, "There should be a school levy");
    perform(&mut window, Command::Do(Action::Undo));
    assert_eq!(issue(&window, "School levy"), None);
}
