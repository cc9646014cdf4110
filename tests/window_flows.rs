//! What a person does all day: files, notes, marks, reach by keys. One flow for each thing that the window promises.

mod common;

use std::path::PathBuf;
use std::sync::Arc;

use common::{chord, click, decided, key, load_sample, perform, read, type_text, until, window, with_sample};
use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use stance_explorer::app::{Action, App, Ask, Command, Page, Places};
use stance_explorer::findings::{Arrangement, Filter};
use stance_explorer::model::{ActorId, ArticleId, IssueId, Statement};
use stance_explorer::project::Edit;
use stance_explorer::store::Settings;

fn first_article(window: &mut Harness<'_, App>) -> ArticleId {
    let article = window.state().state.project.articles().next().expect("an article").id;
    perform(window, Command::ShowArticle(article, None, None));
    article
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|err| err.to_string())
    }
}

#[test]
fn files_that_hang_over_the_window_are_told_of_and_dropped_ones_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("speech.txt");
    std::fs::write(&path, "President Ilsa Marwen rejected a ceasefire on Monday.").expect("an article");
    let mut window = window(None, Places::default());
    window.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    until(&mut window, "the article", |app| read(app, 1));
    assert_eq!(window.state().state.matrix.rows[0].actor.name, "Ilsa Marwen");
}

#[test]
fn a_window_that_was_only_looked_at_leaves_no_session_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let places = |name: &str| Places {
        session: Some(folder.path().join(name)),
        settings: Some(folder.path().join("settings.json")),
    };
    let mut first = window(None, places("first.stance"));
    load_sample(&mut first);
    click(&mut first, "Leave the tour");
    drop(first);
    let mut second = window(None, places("second.stance"));
    second.run();
    drop(second);
    assert!(!folder.path().join("second.stance").exists());
    let mut third = window(None, places("third.stance"));
    click(&mut third, "Open last session");
    until(&mut third, "the session that holds something", |app| read(app, 6));
    third.get_by_label("File").click();
    third.run();
    click(&mut third, "Recent projects");
    assert!(third.query_by_label("first.stance").is_some(), "it is listed among the recent ones");
}

#[test]
fn the_theme_chosen_over_the_window_and_the_size_set_by_keys_are_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let places = || Places { session: None, settings: Some(folder.path().join("settings.json")) };
    let mut first = window(None, places());
    first.run();
    let (now, other) = if first.ctx.theme() == egui::Theme::Dark { ("dark", "light") } else { ("light", "dark") };
    click(&mut first, &format!("Change to the {other} theme"));
    assert!(first.query_by_label(&format!("Change to the {now} theme")).is_some());
    let ctx = first.ctx.clone();
    ctx.set_zoom_factor(1.2);
    first.run_ok();
    first.step();
    drop(first);
    let kept = Settings::load(&folder.path().join("settings.json"));
    assert_eq!((kept.theme.as_str(), kept.scale), (other, 120));
    let second = window(None, places());
    assert!((second.ctx.zoom_factor() - 1.2).abs() < 0.01, "{}", second.ctx.zoom_factor());
}

#[test]
fn rolled_up_a_cell_opens_onto_the_sentences_of_those_who_belong_there() {
    let mut window = with_sample();
    let (halvik, marwen) = (ActorId("dorn-halvik".to_owned()), ActorId("ilsa-marwen".to_owned()));
    let mut actor = window.state().state.project.actor(&halvik).expect("him").clone();
    actor.affiliation = Some(marwen.clone());
    perform(&mut window, Command::Edit("belongs".to_owned(), Box::new(Edit::Actor(halvik, Some(actor)))));
    perform(&mut window, Command::Arrange(Box::new(Arrangement { roll_up: true, ..Arrangement::default() })));
    perform(&mut window, Command::SelectCell(marwen.clone(), IssueId("ceasefire".to_owned())));
    let cell = window.state().state.matrix.cell(&marwen, &IssueId("ceasefire".to_owned())).expect("a cell").clone();
    assert_eq!(window.query_all_by_label("Reject").count(), cell.statements.len(), "each of its sentences is listed");
    assert!(window.query_all_by_label("Dorn Halvik").next().is_some(), "and named where it is another's");
}

#[test]
fn what_the_filter_leaves_out_of_a_cell_is_told_and_not_listed() {
    let mut window = with_sample();
    let state = &window.state().state;
    let spread = |cell: &stance_explorer::findings::Cell| {
        let first = cell.statements.first()?;
        cell.statements.iter().any(|one| one.article != first.article).then(|| Arc::clone(first))
    };
    let cells = state.matrix.rows.iter().flat_map(|row| row.cells.iter().flatten());
    let one = cells.filter_map(|cell| spread(cell)).next().expect("a cell that rests on two articles");
    let here = |one: &Arc<Statement>, window: &Harness<'_, App>| {
        let state = &window.state().state;
        state.matrix.cell(&one.actor, &one.issue).map_or(0, |cell| cell.statements.len())
    };
    let all = here(&one, &window);
    perform(&mut window, Command::SelectCell(one.actor.clone(), one.issue.clone()));
    let listed = |window: &Harness<'_, App>| window.query_all_by_label("Show in article").count();
    assert_eq!(listed(&window), all);
    let filter = Filter { articles: [one.article].into(), ..Filter::default() };
    perform(&mut window, Command::Filter(Box::new(filter)));
    let left = here(&one, &window);
    assert!(left < all);
    assert_eq!(listed(&window), left);
    assert!(window.query_by_label_contains("left out by the filter").is_some());
    // One of whom nothing counts shows nothing that counts.
    let filter = Filter { sure: 100, ..Filter::default() };
    perform(&mut window, Command::Filter(Box::new(filter)));
    assert!(window.query_by_label("Show in article").is_none());
    assert!(window.query_by_label_contains("left out by the filter").is_some());
}

#[test]
fn notes_on_an_actor_a_cell_and_an_article_are_kept_found_and_undone() {
    let mut window = with_sample();
    window.get_by_role_and_label(Role::RowHeader, "Ilsa Marwen").click();
    window.run();
    type_text(&mut window, "Note on the actor", "asked the zanzibar desk");
    window.get_by_role_and_label(Role::TextInput, "Find an actor").focus();
    window.run();
    let ilsa = ActorId("ilsa-marwen".to_owned());
    assert_eq!(window.state().state.project.actor_note(&ilsa), "asked the zanzibar desk");
    perform(&mut window, Command::Page(Page::Matrix));
    window.get_by_label_contains("Dorn Halvik on Ceasefire").click();
    window.run();
    key(&mut window, Key::Num1);
    type_text(&mut window, "Note on the cell", "zanzibar again");
    window.get_by_role_and_label(Role::TextInput, "Find an actor").focus();
    window.run();
    first_article(&mut window);
    type_text(&mut window, "Note on the article", "zanzibar at last");
    window.get_by_role_and_label(Role::TextInput, "Find an actor").focus();
    window.run();
    // What is typed in a field does not keep the shortcuts from it.
    chord(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.get_by_label("Words to search for").type_text("zanzibar");
    window.run();
    assert!(window.query_by_label("Found in 3 places").is_some());
    // The first is the actor's.
    key(&mut window, Key::Enter);
    assert_eq!(
        (window.state().state.page, window.state().state.selection.actor.clone()),
        (Page::Actor, Some(ilsa.clone()))
    );
    for _ in 0..4 {
        perform(&mut window, Command::Do(Action::Undo));
    }
    assert_eq!(window.state().state.project.actor_note(&ilsa), "");
}

#[test]
fn a_catalogue_is_saved_to_a_file_and_read_from_it() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["issues.toml", "issues.json"] {
        let path = folder.path().join(name);
        let mut window = with_sample();
        let mut small = window.state().state.project.catalogue().clone();
        small.issues.truncate(3);
        small.issues[0].colour = Some(2);
        perform(&mut window, Command::Chosen(Ask::SaveCatalogue, vec![path.clone()]));
        perform(&mut window, Command::SetCatalogue(Box::new(small)));
        perform(&mut window, Command::Chosen(Ask::Catalogue, vec![path.clone()]));
        assert!(window.state().state.project.catalogue().issues.len() > 3, "{name}");
        perform(&mut window, Command::Chosen(Ask::Catalogue, vec![folder.path().join("none.toml")]));
        assert_eq!(window.state().state.problems.len(), 1);
        perform(&mut window, Command::Do(Action::Undo));
        assert_eq!(window.state().state.project.catalogue().issues.len(), 3, "reading one is a step to undo");
    }
}

#[test]
fn words_dragged_over_are_coded_and_the_same_words_carry_another_statement() {
    let mut window = with_sample();
    let article = first_article(&mut window);
    let text = window.state().state.project.article(article).expect("it").text.to_string();
    let start = text.find("\n\n").map_or(0, |at| at + 2);
    let words: String = text[start..].chars().take(24).collect();
    let place = window
        .get_all_by_role(Role::Paragraph)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(&words)))
        .expect("the paragraph")
        .rect();
    let (from, to) = (place.left_top() + egui::vec2(4.0, 10.0), place.left_top() + egui::vec2(260.0, 10.0));
    let button = |pressed, pos| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    for stance in [Key::Num1, Key::Num2] {
        for event in [egui::Event::PointerMoved(from), button(true, from)] {
            window.input_mut().events.push(event);
            window.step();
        }
        for part in 1..=6 {
            window.input_mut().events.push(egui::Event::PointerMoved(from + (to - from) * (part as f32 / 6.0)));
            window.step();
        }
        window.input_mut().events.push(button(false, to));
        window.run();
        assert!(window.query_by_role_and_label(Role::TextInput, "Who").is_some(), "the form stands at the words");
        key(&mut window, Key::Enter);
        key(&mut window, Key::Enter);
        key(&mut window, stance);
    }
    assert_eq!(decided(&window), 2);
    let coded: Vec<_> =
        window.state().state.project.statements().into_iter().filter(|one| one.origin.is_coded()).collect();
    assert_eq!(coded[0].evidence, coded[1].evidence, "both lie over each other");
    let span = coded[0].evidence[0];
    assert!(
        span.len() > 10
            && text[span.start as usize..span.end as usize].trim() == &text[span.start as usize..span.end as usize]
    );
    // A click goes from one to the next where several lie over each other.
    let mut seen = Vec::new();
    for _ in 0..2 {
        for pressed in [true, false] {
            window.input_mut().events.extend([egui::Event::PointerMoved(from), button(pressed, from)]);
            window.step();
        }
        window.run();
        // Not the second click of a double one.
        for _ in 0..60 {
            window.step();
        }
        seen.push(window.state().state.selection.statement.clone());
    }
    assert!(seen[0].is_some() && seen[0] != seen[1], "{seen:?}");
}

#[test]
fn the_marks_of_one_actor_alone_are_shown_and_the_strip_leads_to_them() {
    let mut window = with_sample();
    let article = first_article(&mut window);
    let state = &window.state().state;
    let one = state.statements.of_article(article).iter().find(|one| !one.rejected).expect("a statement").clone();
    let name = state.actor_name(&one.actor);
    window.get_by_role_and_label(Role::ComboBox, "Marks of").click();
    window.run();
    window.get_by_role_and_label(Role::Button, &name).click();
    window.run();
    assert_eq!(window.get_by_role_and_label(Role::ComboBox, "Marks of").value().unwrap_or_default(), name);
    let strip = window.get_by_label("Marks of the article").rect();
    let cover = one.cover();
    let length = window.state().state.project.article(article).expect("it").text.len() as f32;
    let y = strip.top() + strip.height() * (cover.start + cover.end) as f32 / 2.0 / length;
    window.hover_at(egui::pos2(strip.center().x, y));
    window.run();
    for pressed in [true, false] {
        window.input_mut().events.push(egui::Event::PointerButton {
            pos: egui::pos2(strip.center().x, y),
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.step();
    }
    window.run();
    let chosen = window.state().state.selection.statement.clone().expect("a statement is chosen");
    let chosen = window.state().state.statements.get(article, &chosen).expect("it").actor.clone();
    assert_eq!(chosen, one.actor);
}

#[test]
fn hovering_tells_what_a_stance_and_a_rule_mean() {
    let mut window = with_sample();
    window.get_by_label_contains("Dorn Halvik on Ceasefire").click();
    window.run();
    window.get_by_label("+ support").hover();
    window.run();
    for _ in 0..60 {
        window.step();
    }
    assert!(window.query_by_label_contains("wants, backs, calls for").is_some());
    window.get_by_role_and_label(Role::ComboBox, "How a cell adds up").hover();
    for _ in 0..90 {
        window.step();
    }
    assert!(window.query_by_label_contains("Every statement counts").is_some());
}

#[test]
fn a_picture_of_a_plot_is_copied_and_saved_sharp_and_on_white() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("figure.png");
    let mut window = window(Some(vec![path.clone()]), Places::default());
    load_sample(&mut window);
    perform(&mut window, Command::Page(Page::Plots));
    click(&mut window, "Save as PNG");
    until(&mut window, "the picture", |app| app.state.said.starts_with("Saved"));
    let mut reader = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(&path).expect("a file")))
        .read_info()
        .expect("a PNG");
    let mut dots = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut dots).expect("a picture");
    assert_eq!(info.width, 2700, "three dots a point");
    assert_eq!(&dots[..4], [255, 255, 255, 255], "on white, whatever the theme");
    click(&mut window, "Picture");
    until(&mut window, "the copy", |app| app.state.said == "The picture is on the clipboard");
}

#[test]
fn a_plan_for_many_statements_is_given_up_when_others_are_shown() {
    let mut window = with_sample();
    first_article(&mut window);
    window.get_all_by_label_contains("reject all").next().expect("several statements").click();
    window.run();
    assert!(window.query_by_label_contains("This would reject").is_some());
    let second = window.state().state.project.articles().nth(1).expect("another").id;
    perform(&mut window, Command::ShowArticle(second, None, None));
    assert!(window.query_by_label_contains("This would reject").is_none());
    assert_eq!(decided(&window), 0);
}

#[test]
fn tab_leads_through_the_window_in_reading_order_and_into_the_matrix_once() {
    let mut window = with_sample();
    let mut places = Vec::new();
    for _ in 0..80 {
        key(&mut window, Key::Tab);
        let focused = window.root().children_recursive().find(|node| node.is_focused());
        if let Some(node) = focused {
            places.push((
                node.rect().center(),
                node.accesskit_node().label().unwrap_or_default(),
                node.accesskit_node().role(),
            ));
        }
    }
    let first =
        |label: &str| places.iter().position(|(_, of, _)| of == label).unwrap_or_else(|| panic!("{label}: {places:?}"));
    let order = [first("File"), first("Matrix"), first("Open…"), first("Find an actor"), first("Roll up")];
    assert!(order.is_sorted(), "{order:?}");
    let stops = places.iter().filter(|(_, _, role)| matches!(role, Role::GridCell | Role::RowHeader)).count();
    assert!((1..=2).contains(&stops), "one stop a round, not one a cell: {stops}");
    assert!(places.iter().all(|(_, label, _)| !label.is_empty()), "every stop has a name");
}

#[test]
fn every_page_has_names_for_all_that_can_be_reached_by_tab() {
    let mut window = with_sample();
    perform(&mut window, Command::Page(Page::Review));
    key(&mut window, Key::A);
    for page in <Page as strum::IntoEnumIterator>::iter() {
        perform(&mut window, Command::Page(page));
        let mut names = std::collections::BTreeSet::new();
        for _ in 0..60 {
            key(&mut window, Key::Tab);
            if let Some(node) = window.root().children_recursive().find(|node| node.is_focused()) {
                let node = node.accesskit_node();
                let named = node.label().is_some_and(|label| !label.is_empty()) || node.value().is_some();
                assert!(named, "{page}: a nameless {:?}", node.role());
                names.insert(node.label().unwrap_or_default());
            }
        }
        assert!(names.len() > 20, "{page}: {names:?}");
    }
}

#[test]
fn the_matrix_is_read_as_named_cells_with_their_rows_and_columns() {
    let window = with_sample();
    let matrix = &window.state().state.matrix;
    let cells: Vec<_> = window.get_all_by_role(Role::GridCell).collect();
    assert!(cells.len() >= matrix.rows.len());
    for cell in cells {
        let node = cell.accesskit_node();
        let (row, column) = (node.data().row_index(), node.data().column_index());
        let (row, column) = (row.expect("a row"), column.expect("a column"));
        let name = node.label().expect("a name");
        let wanted = format!("{} on {}: ", matrix.rows[row].actor.name, matrix.issues[column - 1].name);
        assert!(name.starts_with(&wanted), "{name} for {wanted}");
    }
}
