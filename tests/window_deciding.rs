//! Reviewing, coding by hand and comparing coders in the window, without a display.

mod common;

use common::{decided, key, perform, type_text, undo, with_sample};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use stance_explorer::app::{App, Command, Page};
use stance_explorer::model::{Layer, Stance};
use stance_explorer::project::View;

#[test]
fn the_queue_is_gone_through_by_keys_alone() {
    let mut window = with_sample();
    perform(&mut window, Command::Page(Page::Review));
    let all = window.state().state.review.queue.len();
    assert!(all > 20);
    let first = window.state().state.review.current.clone();
    key(&mut window, Key::A);
    assert_eq!(decided(&window), 1);
    assert_ne!(window.state().state.review.current, first);
    key(&mut window, Key::R);
    key(&mut window, Key::Num2);
    assert_eq!((decided(&window), window.state().state.review.decided), (3, 3));
    let changed = window.state().state.project.statements().into_iter().filter(|s| s.origin.is_coded() && !s.rejected);
    assert!(changed.into_iter().any(|statement| statement.stance == Stance::Oppose));
    key(&mut window, Key::U);
    assert_eq!(decided(&window), 2);
    let again = window.state().state.review.current.clone();
    key(&mut window, Key::S);
    assert_ne!(window.state().state.review.current, again);
    key(&mut window, Key::ArrowLeft);
    assert_eq!(window.state().state.review.current, again);
    assert!(window.query_all_by_label_contains("2 decided now").count() > 0);
    for _ in 0..200 {
        if window.state().state.review.current.is_none() {
            break;
        }
        key(&mut window, Key::A);
    }
    assert!(window.query_by_label("Nothing waits for a look.").is_some());
}

#[test]
fn a_hundred_suggestions_take_a_hundred_keys() {
    let mut window = with_sample();
    perform(&mut window, Command::Page(Page::Review));
    let waiting = window.state().state.review.queue.len().min(100);
    for _ in 0..waiting {
        key(&mut window, Key::A);
    }
    assert!(decided(&window) >= waiting);
}

#[test]
fn the_queue_is_filtered_by_issue() {
    let mut window = with_sample();
    perform(&mut window, Command::Page(Page::Review));
    window.get_by_role_and_label(egui::Role::ComboBox, "Issue reviewed").click();
    window.run();
    window.get_by_role_and_label(egui::Role::Button, "Ceasefire").click();
    window.run();
    let state = &window.state().state;
    assert!(!state.review.queue.is_empty());
    for candidate in &state.review.queue {
        let statement = state.statements.iter().find(|one| one.id == candidate.statement.id).expect("it");
        assert_eq!(statement.issue.0, "ceasefire");
    }
    window.get_by_label("Clear").click();
    window.run();
    assert_eq!(window.state().state.review.filter, Default::default());
}

fn first_article(window: &mut Harness<'_, App>) {
    let article = window.state().state.project.articles().next().expect("an article").id;
    perform(window, Command::ShowArticle(article, None, None));
}

#[test]
fn a_quick_typist_codes_what_was_typed_though_all_keys_come_at_once() {
    let mut window = with_sample();
    first_article(&mut window);
    key(&mut window, Key::ArrowDown);
    key(&mut window, Key::Enter);
    let typed = |text: &str| egui::Event::Text(text.to_owned());
    let pressed =
        |key| egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
    let all = [typed("halv"), pressed(Key::Enter), typed("cease"), pressed(Key::Enter), pressed(Key::Num2)];
    window.input_mut().events.extend(all);
    // A frame for each field, and what follows from the coding.
    window.run_steps(8);
    let coded = window.state().state.project.statements().into_iter().find(|one| one.origin.is_coded());
    let coded = coded.expect("a statement");
    assert_eq!((coded.actor.0.as_str(), coded.issue.0.as_str()), ("dorn-halvik", "ceasefire"));
    assert_eq!(coded.stance, Stance::Oppose);
}

#[test]
fn a_sentence_is_coded_by_keys_alone() {
    let mut window = with_sample();
    first_article(&mut window);
    key(&mut window, Key::ArrowDown);
    key(&mut window, Key::ArrowDown);
    key(&mut window, Key::Enter);
    type_text(&mut window, "Who", "halv");
    key(&mut window, Key::Enter);
    type_text(&mut window, "On what", "nato");
    key(&mut window, Key::Enter);
    key(&mut window, Key::Num2);
    let state = &window.state().state;
    let coded: Vec<_> = state.project.statements().into_iter().filter(|one| one.origin.is_coded()).collect();
    assert_eq!(coded.len(), 1);
    assert_eq!((coded[0].actor.0.as_str(), coded[0].stance), ("dorn-halvik", Stance::Oppose));
    assert_eq!(coded[0].issue.0, "nato-membership");
    // The same words carry another statement, by a new actor on a new issue.
    key(&mut window, Key::Enter);
    type_text(&mut window, "Who", "Zed Quillon");
    key(&mut window, Key::Enter);
    type_text(&mut window, "On what", "Harbour dues");
    key(&mut window, Key::Enter);
    key(&mut window, Key::Num1);
    let state = &window.state().state;
    assert_eq!(decided(&window), 2);
    assert!(state.project.actors().any(|actor| actor.name == "Zed Quillon"));
    assert!(state.project.catalogue().issues.iter().any(|issue| issue.name == "Harbour dues"));
    undo(&mut window);
    assert_eq!(decided(&window), 1);
    assert!(!window.state().state.project.actors().any(|actor| actor.name == "Zed Quillon"));
}

#[test]
fn a_span_is_moved_and_stretched_by_keys() {
    let mut window = with_sample();
    first_article(&mut window);
    key(&mut window, Key::ArrowDown);
    key(&mut window, Key::Enter);
    key(&mut window, Key::Enter);
    key(&mut window, Key::Enter);
    key(&mut window, Key::Num1);
    let evidence = |window: &Harness<'_, App>| {
        let coded = window.state().state.project.statements().into_iter().find(|one| one.origin.is_coded());
        coded.expect("it").evidence[0]
    };
    let first = evidence(&window);
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    window.run();
    key(&mut window, Key::M);
    let longer = evidence(&window);
    assert!(longer.start == first.start && longer.end > first.end);
    undo(&mut window);
    assert_eq!(evidence(&window), first);
}

#[test]
fn a_second_coder_codes_blind() {
    let mut window = with_sample();
    perform(&mut window, Command::Page(Page::Review));
    key(&mut window, Key::A);
    let jon = View { coder: "jon".to_owned(), blind: true, learns: false };
    perform(&mut window, Command::Work(jon));
    assert!(window.state().state.project.statements().iter().all(|statement| !statement.origin.is_coded()));
    key(&mut window, Key::R);
    let layers = window.state().state.project.layers();
    assert!(layers.contains_key(&Layer::of("jon")) && layers.len() == 2);
}

#[test]
fn two_coders_are_compared_and_every_disagreement_is_settled_by_one_key() {
    let mut window = with_sample();
    let ids: Vec<_> = window.state().state.project.statements().into_iter().take(8).collect();
    let ida = View { coder: "ida".to_owned(), blind: false, learns: false };
    perform(&mut window, Command::Work(ida.clone()));
    for statement in &ids {
        perform(&mut window, Command::Decide(Box::new(statement.clone()), String::new()));
    }
    perform(&mut window, Command::Work(View { coder: "jon".to_owned(), blind: true, learns: false }));
    for (at, statement) in ids.iter().enumerate() {
        let stance = if at % 4 == 0 { Stance::Neutral } else { statement.stance };
        let said = stance_explorer::model::Statement { stance, ..statement.clone() };
        let command =
            if at == 1 { Command::Reject(Box::new(said)) } else { Command::Decide(Box::new(said), String::new()) };
        perform(&mut window, command);
    }
    perform(&mut window, Command::Page(Page::Coders));
    assert!(window.query_by_label_contains("You code blind").is_some());
    perform(&mut window, Command::Work(ida));
    assert!(window.query_by_label("Krippendorff's alpha").is_some());
    assert!(window.query_by_label("3 disagreements to settle").is_some());
    key(&mut window, Key::Num2);
    assert!(window.query_by_label("2 disagreements to settle").is_some());
    key(&mut window, Key::Num1);
    key(&mut window, Key::Num0);
    assert!(window.query_by_label("0 disagreements to settle").is_some());
    let state = &window.state().state;
    assert_eq!(state.project.layers()[&Layer::Final].statements.len(), 3);
    assert_eq!(state.project.standing(&ids[0].id).map(|(layer, _)| layer.clone()), Some(Layer::Final));
    undo(&mut window);
    assert!(window.query_by_label("1 disagreement to settle").is_some());
}

#[test]
fn a_second_persons_project_file_is_brought_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("jon.stance");
    let mut theirs = with_sample();
    perform(&mut theirs, Command::Work(View { coder: "jon".to_owned(), blind: false, learns: false }));
    perform(&mut theirs, Command::Page(Page::Review));
    key(&mut theirs, Key::R);
    stance_explorer::store::ProjectFile::save_as(&path, &theirs.state().state.project).expect("a file");
    let mut mine = with_sample();
    perform(&mut mine, Command::Work(View { coder: "ida".to_owned(), blind: false, learns: false }));
    perform(&mut mine, Command::Chosen(stance_explorer::app::Ask::Absorb, vec![path]));
    assert_eq!(mine.state().state.page, Page::Coders);
    assert!(mine.state().state.said.contains("1 decision, 0 conflicts"), "{}", mine.state().state.said);
    assert_eq!(decided(&mine), 1);
}

#[test]
fn actors_are_renamed_merged_split_and_told_to_be_none() {
    let mut window = with_sample();
    perform(&mut window, Command::Page(Page::Actors));
    let choose = |window: &mut Harness<'_, App>, name: &str| {
        type_text(window, "Find", name);
        window.get_all_by_label_contains(&format!("{name} (")).last().expect("the name").click();
        window.run();
    };
    choose(&mut window, "Dorn Halvik");
    type_text(&mut window, "The other", "Ilsa Marwen");
    window.get_by_label("Merge into the other").click();
    window.run();
    let merged = |window: &Harness<'_, App>| window.state().state.project.merged().len();
    assert_eq!(merged(&window), 1);
    undo(&mut window);
    assert_eq!(merged(&window), 0);
    perform(&mut window, Command::Page(Page::Matrix));
    perform(&mut window, Command::Page(Page::Actors));
    window.get_all_by_label_contains("Dorn Halvik (").last().expect("the name").click();
    window.run();
    window.get_by_label("It is not an actor").click();
    window.run();
    assert_eq!(window.state().state.project.dismissed().len(), 1);
    type_text(&mut window, "The other", "Dorn Halvik the younger");
    window.get_by_label("Split…").click();
    window.run();
    window.get_all_by_role(egui::Role::CheckBox).next().expect("an article").click();
    window.run();
    window.get_by_label("Split them off").click();
    window.run();
    assert_eq!(window.state().state.project.placed().len(), 1);
}

#[test]
fn a_field_of_the_confusion_matrix_opens_its_cases() {
    let mut window = with_sample();
    perform(&mut window, Command::Page(Page::Review));
    for _ in 0..4 {
        key(&mut window, Key::Num2);
    }
    perform(&mut window, Command::Page(Page::Program));
    let field = window.get_all_by_label_contains("Suggested support, decided − oppose").next().expect("a field");
    field.click();
    window.run();
    assert!(window.query_by_label_contains("cases").is_some());
    assert!(window.query_all_by_label("Show in article").count() > 0);
}

#[test]
fn many_statements_are_decided_at_once_after_a_look_at_them() {
    let mut window = with_sample();
    first_article(&mut window);
    let article = window.state().state.selection.article.expect("an article");
    let here = |window: &Harness<'_, App>| window.state().state.statements.of_article(article).len();
    let all = here(&window);
    assert!(all > 2);
    window.get_by_label(&format!("reject all {all}")).click();
    window.run();
    assert_eq!(decided(&window), 0, "a look comes first");
    window.get_all_by_role(egui::Role::CheckBox).next().expect("a statement").click();
    window.run();
    window.get_by_label(&format!("Do it with {}", all - 1)).click();
    window.run();
    assert_eq!(decided(&window), all - 1);
    undo(&mut window);
    assert_eq!(decided(&window), 0);
}

#[test]
fn many_statements_are_moved_to_another_issue_at_once() {
    let mut window = with_sample();
    first_article(&mut window);
    let article = window.state().state.selection.article.expect("an article");
    let on = |window: &Harness<'_, App>, issue: &str| {
        let here = window.state().state.statements.of_article(article).iter();
        here.filter(|one| one.issue.0 == issue && !one.rejected).count()
    };
    let all = window.state().state.statements.of_article(article).len();
    assert_eq!(on(&window, "elections"), 0);
    window.get_by_label("Move…").click();
    window.run();
    window.get_by_label(&format!("move to Elections all {all}")).click();
    window.run();
    window.get_by_label(&format!("Do it with {all}")).click();
    window.run();
    assert_eq!(on(&window, "elections"), all);
    undo(&mut window);
    assert_eq!(on(&window, "elections"), 0);
}

#[test]
fn a_coder_takes_back_only_what_is_their_own() {
    let mut window = with_sample();
    perform(&mut window, Command::Work(View { coder: "ida".to_owned(), blind: false, learns: false }));
    perform(&mut window, Command::Page(Page::Review));
    key(&mut window, Key::A);
    perform(&mut window, Command::Work(View { coder: "jon".to_owned(), blind: true, learns: false }));
    undo(&mut window);
    assert_eq!(decided(&window), 1, "ida's decision stands");
    assert!(window.state().state.said.contains("ida's"), "{}", window.state().state.said);
    key(&mut window, Key::R);
    undo(&mut window);
    assert_eq!(decided(&window), 1, "jon's is gone");
}

#[test]
fn conflicts_of_what_was_brought_in_stay_listed_until_somebody_closes_the_list() {
    let folder = tempfile::tempdir().expect("a folder");
    let (theirs, mine) = (folder.path().join("jon.stance"), folder.path().join("mine.stance"));
    let first = |window: &mut Harness<'static, App>, stance| {
        perform(window, Command::Work(View { coder: "ida".to_owned(), blind: false, learns: false }));
        let statement = window.state().state.project.statements().remove(0);
        let said = stance_explorer::model::Statement { stance, ..statement };
        perform(window, Command::Decide(Box::new(said), String::new()));
    };
    let mut other = with_sample();
    first(&mut other, Stance::Support);
    drop(stance_explorer::store::ProjectFile::save_as(&theirs, &other.state().state.project).expect("a file"));
    let mut window = with_sample();
    first(&mut window, Stance::Oppose);
    perform(&mut window, Command::Chosen(stance_explorer::app::Ask::SaveProject, vec![mine.clone()]));
    perform(&mut window, Command::Chosen(stance_explorer::app::Ask::Absorb, vec![theirs]));
    assert!(window.query_by_label("1 conflict with what was brought in").is_some());
    // Another start: the list is still there, and closing it can be undone.
    drop(window);
    let mut again = with_sample();
    perform(&mut again, Command::Chosen(stance_explorer::app::Ask::Project, vec![mine]));
    perform(&mut again, Command::Page(Page::Coders));
    perform(&mut again, Command::Work(View { coder: "ida".to_owned(), blind: false, learns: false }));
    again.get_by_label("Close the list").click();
    again.run();
    assert!(again.query_by_label_contains("with what was brought in").is_none());
    undo(&mut again);
    assert!(again.query_by_label("1 conflict with what was brought in").is_some());
}

#[test]
fn keys_that_come_in_one_frame_are_done_one_after_the_other() {
    let pressed =
        |key| egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
    let mut window = with_sample();
    perform(&mut window, Command::Page(Page::Review));
    let waiting: Vec<_> = window.state().state.review.queue.iter().map(|one| one.statement.id.clone()).collect();
    window.input_mut().events.extend([Key::R, Key::A, Key::A].map(pressed));
    window.run_ok();
    assert_eq!(decided(&window), 3);
    let rejected: Vec<_> =
        window.state().state.project.statements().into_iter().filter(|one| one.rejected).map(|one| one.id).collect();
    assert_eq!(rejected, [waiting[0].clone()], "the first was rejected, not a later one");
    // In the matrix the cell is set that was selected when the key was pressed.
    let mut window = with_sample();
    for key in [Key::ArrowDown, Key::ArrowRight] {
        window.input_mut().events.push(pressed(key));
        window.run();
    }
    let start = window.state().state.selection.clone();
    window.input_mut().events.extend([Key::Num1, Key::ArrowRight, Key::Num2].map(pressed));
    window.run_ok();
    let cells = window.state().state.project.cell_codings().clone();
    let stance = |issue| cells.get(&(start.actor.clone().expect("a row"), issue)).and_then(|coding| coding.stance);
    assert_eq!(stance(start.issue.clone().expect("a cell")), Some(Stance::Support));
    assert_eq!(stance(window.state().state.selection.issue.clone().expect("a cell")), Some(Stance::Oppose));
}
