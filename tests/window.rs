//! The window's flows, without a display.

mod common;

use common::{load_sample, read, undo, until, window, with_sample};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use stance_explorer::app::{App, Command, Page, Places};
use stance_explorer::model::Stance;
use stance_explorer::project::Project;
use stance_explorer::reading::Engine;
use stance_explorer::store::ProjectFile;

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
    undo(&mut window);
    assert_eq!(stance(&window), None);
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.run();
    assert_eq!(stance(&window), Some(Stance::Conditional));
    window.key_press(Key::Num0);
    window.run();
    assert!(window.state().state.project.cell_codings().is_empty());
}

#[test]
fn arrow_keys_walk_the_matrix_and_enter_leads_to_the_sentence() {
    let mut window = with_sample();
    window.key_press(Key::ArrowDown);
    window.run();
    window.key_press(Key::ArrowRight);
    window.run();
    let matrix = &window.state().state.matrix;
    let (actor, issue) = (matrix.rows[0].actor.id.clone(), matrix.issues[0].id.clone());
    assert_eq!(window.state().state.selection.actor, Some(actor));
    assert_eq!(window.state().state.selection.issue, Some(issue));
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().state.page, Page::Article);
    assert!(window.state().state.shown_article().is_some());
}

#[test]
fn a_statement_is_changed_rejected_and_taken_back() {
    let mut window = with_sample();
    window.get_by_label_contains("Petra Lonn on Sanctions").click();
    window.run();
    let count = |window: &Harness<'_, App>| {
        window.state().state.project.statements().iter().filter(|statement| statement.rejected).count()
    };
    window.query_all_by_label("Reject").next().expect("a statement").click();
    window.run();
    assert_eq!(count(&window), 1);
    undo(&mut window);
    assert_eq!(count(&window), 0);
    window.query_all_by_label("Change…").next().expect("a statement").click();
    window.run();
    window.get_by_role_and_label(egui::Role::TextInput, "Actor").focus();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run();
    window.get_by_role_and_label(egui::Role::TextInput, "Actor").type_text("Aldo Fenn");
    window.run();
    window.get_by_label("Change").click();
    window.run();
    let state = &window.state().state;
    let coded: Vec<_> = state.project.statements().into_iter().filter(|one| one.origin.is_coded()).collect();
    assert_eq!(coded.iter().map(|one| one.actor.0.as_str()).collect::<Vec<_>>(), ["aldo-fenn"]);
    assert_eq!(
        state.project.history().latest().map(|change| change.label.as_str()),
        Some("statement of Aldo Fenn on Sanctions and pressure to support")
    );
}

#[test]
fn an_actor_shows_its_quotations_and_leads_to_the_article() {
    let mut window = with_sample();
    window.get_by_label("Ilsa Marwen").click();
    window.run();
    window.query_all_by_label("Show").next().expect("a quotation").click_accesskit();
    window.run();
    assert!(window.state().state.shown_article().is_some());
}

#[test]
fn the_search_leaves_only_matching_actors_and_can_be_cleared() {
    let mut window = with_sample();
    let all = window.state().state.matrix.rows.len();
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run();
    window.get_by_label("Find an actor").type_text("fenn");
    window.run();
    let names: Vec<String> = window.state().state.matrix.rows.iter().map(|row| row.actor.name.clone()).collect();
    assert_eq!(names, ["Aldo Fenn"]);
    assert!(window.query_by_label("Take away: of actors like “fenn”").is_some());
    window.get_by_label("Clear the filter").click();
    window.run();
    assert_eq!(window.state().state.matrix.rows.len(), all);
}

#[test]
fn a_table_is_exported_where_the_dialog_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("matrix.csv");
    let mut window = window(Some(vec![path.clone()]), Places::default());
    window.get_by_label("Open sample").click();
    until(&mut window, "the sample", |app| read(app, 6));
    window.key_press_modifiers(Modifiers::COMMAND, Key::E);
    window.run();
    window.get_by_label("Export matrix as CSV").click();
    window.run();
    let written = std::fs::read_to_string(&path).expect("the export");
    assert!(written.starts_with("actor,kind,"), "{written}");
    assert_eq!(written.lines().count(), window.state().state.matrix.rows.len() + 1);
}

#[test]
fn without_a_file_chooser_a_path_can_be_typed_and_a_bad_one_is_a_problem() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("speech.txt");
    std::fs::write(&path, "President Ilsa Marwen rejected a ceasefire on Monday.").expect("an article");
    let mut window = window(None, Places::default());
    window.key_press_modifiers(Modifiers::COMMAND, Key::O);
    window.run();
    window.get_by_label("Path").type_text(&path.display().to_string());
    window.run();
    window.get_by_label("OK").click();
    until(&mut window, "the article", |app| read(app, 1));
    window.key_press_modifiers(Modifiers::COMMAND, Key::O);
    window.run();
    window.get_by_label("Path").type_text("no/such.txt");
    window.run();
    window.get_by_label("OK").click();
    until(&mut window, "the problem", |app| app.state.problems.len() == 1);
    assert_eq!(window.state().state.project.articles().count(), 1);
    window.get_by_label("Problems (1)").click();
    window.run();
    assert!(window.query_all_by_label_contains("no/such.txt").count() >= 1);
}

#[test]
fn the_thorough_engine_is_chosen_in_the_settings_reads_again_and_keeps_what_was_decided() {
    let mut window = with_sample();
    window.get_by_label_contains("Dorn Halvik on Ceasefire").click();
    window.run();
    window.key_press(Key::Num2);
    window.run();
    let suggested = |project: &Project| {
        let readings = project.articles().filter_map(|article| project.reading(article.id));
        readings.map(|reading| reading.statements.len()).sum::<usize>()
    };
    let fast = suggested(&window.state().state.project);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    window.run();
    window.get_by_label("Thorough").click();
    until(&mut window, "read thoroughly", |app| app.state.project.stale(Engine::Thorough).is_empty());
    let state = &window.state().state;
    assert!(suggested(&state.project) >= fast);
    assert_eq!(state.project.cell_codings().len(), 1);
    window.get_by_label("Close").click();
    window.run();
    assert!(window.query_all_by_label_contains("suggested (thorough)").count() > 0);
}

#[test]
fn a_changed_catalogue_reads_again_and_keeps_what_was_decided() {
    let mut window = with_sample();
    window.get_by_label_contains("Dorn Halvik on Ceasefire").click();
    window.run();
    window.key_press(Key::Num2);
    window.run();
    let catalogue = stance_explorer::reading::issues::ready().remove(1);
    let ctx = window.ctx.clone();
    window.state_mut().perform(&ctx, Command::SetCatalogue(Box::new(catalogue)));
    until(&mut window, "read again", |app| app.state.project.stale(Engine::Fast).is_empty());
    let state = &window.state().state;
    assert!(state.matrix.issues.iter().all(|issue| issue.id.0 != "ceasefire"));
    assert_eq!(state.project.cell_codings().len(), 1);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    until(&mut window, "read once more", |app| app.state.project.stale(Engine::Fast).is_empty());
    let cell =
        window.state().state.matrix.rows.iter().flat_map(|row| &row.cells).flatten().find(|cell| cell.set_outright);
    assert_eq!(cell.and_then(|cell| cell.stance), Some(Stance::Oppose));
}

#[test]
fn a_session_is_kept_and_opened_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let places = |name: &str| Places {
        session: Some(folder.path().join(name)),
        settings: Some(folder.path().join("settings.json")),
    };
    let mut first = window(None, places("first.stance"));
    first.get_by_label("Open sample").click();
    until(&mut first, "the sample", |app| read(app, 6) && !app.state.matrix.rows.is_empty());
    first.get_by_label_contains("Dorn Halvik on Ceasefire").click();
    first.run();
    first.key_press(Key::Num4);
    first.run();
    drop(first);
    let mut second = window(None, places("second.stance"));
    second.get_by_label("Open last session").click();
    until(&mut second, "the session", |app| read(app, 6));
    let state = &second.state().state;
    assert_eq!(state.project.cell_codings().values().next().and_then(|coding| coding.stance), Some(Stance::Neutral));
    assert_eq!(
        state.project.history().latest().map(|change| change.label.as_str()),
        Some("Dorn Halvik on Ceasefire to neutral")
    );
}

#[test]
fn what_cannot_be_written_is_said_once_and_holds_the_project_open_until_it_can() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = folder.path().join("other.stance");
    drop(ProjectFile::save_as(&other, &Project::default()).expect("another project"));
    let blocked = folder.path().join("data");
    std::fs::write(&blocked, "a file where a folder must be").expect("a file");
    let session = blocked.join("session.stance");
    let mut window = window(None, Places { session: Some(session.clone()), settings: None });
    load_sample(&mut window);
    window.get_by_label_contains("Dorn Halvik on Ceasefire").click();
    for stance in [Key::Num4, Key::Num2] {
        window.run_ok();
        window.key_press(stance);
    }
    window.run_ok();
    let problems = |window: &Harness<'_, App>| window.state().state.problems.len();
    assert_eq!(problems(&window), 1, "{:?}", window.state().state.problems);
    window.state_mut().open_project(&other);
    assert_eq!(problems(&window), 2);
    assert_eq!(window.state().state.project.cell_codings().len(), 1, "the decision is still there");
    std::fs::remove_file(&blocked).expect("the way is free");
    window.state_mut().open_project(&other);
    assert_eq!(window.state().state.project.articles().count(), 0);
    let (_, kept) = ProjectFile::open_existing(&session).expect("the session");
    assert_eq!(kept.cell_codings().values().next().and_then(|coding| coding.stance), Some(Stance::Oppose));
}

#[test]
fn the_same_text_twice_is_one_article_and_a_problem() {
    let mut window = with_sample();
    let ctx = window.ctx.clone();
    window.state_mut().perform(&ctx, Command::Do(stance_explorer::app::Action::OpenSample));
    until(&mut window, "six problems", |app| app.state.problems.len() == 6);
    assert_eq!(window.state().state.project.articles().count(), 6);
}

#[test]
fn every_page_and_modal_shows_without_a_nameless_widget() {
    let mut window = with_sample();
    for page in ["Article", "Actor", "Issue", "Plots", "Catalogue", "Matrix"] {
        window.get_all_by_label(page).next().expect("the page's tab").click();
        // The Catalogue page looks through the articles meanwhile, and draws on.
        window.run_steps(4);
        assert_eq!(window.state().state.page.to_string(), page);
    }
    window.get_all_by_label("Plots").next().expect("the tab").click();
    window.run_steps(4);
    window.get_by_label("Who agrees with whom").click();
    window.run_steps(4);
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run_ok();
    assert!(window.query_by_label("All commands").is_some());
    window.get_by_label("Find a command").type_text("how stances");
    window.run_ok();
    window.key_press(Key::Enter);
    window.run_ok();
    assert!(window.query_by_label("How a cell adds up").is_some());
}
