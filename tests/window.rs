//! The window's flows, without a display.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use stance_explorer::app::App;
use stance_explorer::model::Stance;

fn with_sample() -> Harness<'static, App> {
    let mut window =
        Harness::builder().with_size([1280.0, 800.0]).build_eframe(|cc| App::new(&cc.egui_ctx, Vec::new(), None));
    window.get_by_label("Open sample").click();
    window.run();
    // Reading is a job of its own thread.
    for _ in 0..200 {
        window.run();
        if window.state().state.project.articles().count() == 6 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    window.run();
    assert_eq!(window.state().state.project.articles().count(), 6);
    window
}

#[test]
fn a_cell_is_coded_by_key_and_taken_back_and_done_again() {
    let mut window = with_sample();
    window.get_by_label_contains("Dorn Halvik on Ceasefire").click();
    window.run();
    window.key_press(Key::Num3);
    window.run();
    let stance = |window: &Harness<'_, App>| {
        let state = &window.state().state;
        state.project.cell_codings().values().next().and_then(|coding| coding.stance)
    };
    assert_eq!(stance(&window), Some(Stance::Conditional));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    assert_eq!(stance(&window), None);
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.run();
    assert_eq!(stance(&window), Some(Stance::Conditional));
}

#[test]
fn an_actor_shows_its_quotations_and_leads_to_the_article() {
    let mut window = with_sample();
    window.get_by_label("Ilsa Marwen").click();
    window.run();
    assert!(window.query_all_by_label("Show").count() >= 1);
    window.query_all_by_label("Show").next().expect("a quotation").click_accesskit();
    window.run();
    assert!(window.state().state.shown_article().is_some());
}

#[test]
fn the_search_leaves_only_matching_actors() {
    let mut window = with_sample();
    window.state_mut().state.filter.search = "fenn".to_owned();
    window.run();
    let names: Vec<String> = window.state().state.matrix.rows.iter().map(|row| row.actor.name.clone()).collect();
    assert_eq!(names, ["Aldo Fenn"]);
}

#[test]
fn the_export_writes_what_the_matrix_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("matrix.csv");
    let mut window = with_sample();
    window
        .state_mut()
        .state
        .handle(stance_explorer::app::Command::Export(stance_explorer::export::What::Matrix, path.clone()));
    window.run();
    let written = std::fs::read_to_string(&path).expect("the export");
    assert!(written.starts_with("actor,kind,"), "{written}");
    assert_eq!(written.lines().count(), window.state().state.matrix.rows.len() + 1);
}

#[test]
fn a_missing_file_is_a_problem_and_costs_nothing_else() {
    let mut window = with_sample();
    let before = window.state().state.project.articles().count();
    window.state_mut().state.take(stance_explorer::ingest::read_file(std::path::Path::new("no/such.txt")), Vec::new());
    window.run();
    assert_eq!(window.state().state.problems.len(), 1);
    assert_eq!(window.state().state.project.articles().count(), before);
    assert!(window.query_by_label_contains("Problems (1)").is_some());
}
