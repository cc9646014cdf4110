//! Seeing and feeling: matrix, pages, plots, palette, search, settings, tour.

mod common;

use common::{chord, load_sample, perform, until, window, with_sample};
use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use stance_explorer::app::{Action, App, Command, Page, Places};
use stance_explorer::findings::{Arrangement, Order, Rule};
use stance_explorer::model::{ActorId, IssueId, Stance};

fn rows(window: &Harness<'_, App>) -> Vec<String> {
    window.state().state.matrix.rows.iter().map(|row| row.actor.name.clone()).collect()
}

#[test]
fn the_matrix_is_sorted_by_an_issue_and_by_agreement() {
    let mut window = with_sample();
    window.get_by_role_and_label(Role::ColumnHeader, "Ceasefire").click_secondary();
    window.run();
    window.get_by_label("Sort by this issue").click();
    window.run();
    let issue = IssueId("ceasefire".to_owned());
    assert_eq!(window.state().state.arrangement.order, Order::Issue(issue.clone()));
    let first = rows(&window)[0].clone();
    perform(
        &mut window,
        Command::Arrange(Box::new(Arrangement {
            order: Order::Issue(issue),
            reversed: true,
            ..Arrangement::default()
        })),
    );
    assert_ne!(rows(&window)[0], first, "opponents come first then");
    let actor = window.state().state.matrix.rows[0].actor.id.clone();
    perform(
        &mut window,
        Command::Arrange(Box::new(Arrangement { order: Order::Agreement(actor.clone()), ..Arrangement::default() })),
    );
    assert_eq!(window.state().state.matrix.rows[0].actor.id, actor);
    window.get_by_label("Sort by name").click();
    window.run();
    let names = rows(&window);
    assert!(names.is_sorted(), "{names:?}");
}

#[test]
fn cells_that_changed_since_a_day_say_what_they_said_before() {
    let mut window = with_sample();
    let dates = window.state().state.project.articles().filter_map(|article| article.date).collect::<Vec<_>>();
    // The third article brings a change of mind.
    let last = dates[2];
    perform(&mut window, Command::Arrange(Box::new(Arrangement { since: Some(last), ..Arrangement::default() })));
    let told = format!("before {last}: ");
    assert!(window.query_all_by_label_contains(told.as_str()).next().is_some(), "no cell changed on the last day");
    window.get_by_label(&format!("Take away: changes since {last} marked")).click();
    window.run();
    assert!(window.query_all_by_label_contains(told.as_str()).next().is_none());
}

#[test]
fn pages_of_one_thing_show_the_first_until_another_is_chosen() {
    let mut window = with_sample();
    for page in ["Article", "Actor", "Issue"] {
        window.get_by_role_and_label(Role::Button, page).click();
        window.run();
    }
    let selection = &window.state().state.selection;
    assert!(selection.article.is_some() && selection.actor.is_some() && selection.issue_shown.is_some());
}

#[test]
fn a_row_is_pinned_and_stays_on_top() {
    let mut window = with_sample();
    let last = rows(&window).last().cloned().expect("a row");
    window.get_by_role_and_label(Role::RowHeader, &last).click_secondary();
    window.run();
    window.get_by_label("Pin on top").click();
    window.run();
    assert_eq!(rows(&window)[0], last);
    perform(&mut window, Command::Do(Action::SortByName));
    assert_eq!(rows(&window)[0], last);
    assert!(window.query_by_role_and_label(Role::RowHeader, &last).is_some(), "it is drawn once");
}

#[test]
fn the_filter_is_a_sentence_that_is_cleared_piece_by_piece() {
    let mut window = with_sample();
    let all = rows(&window).len();
    window.get_by_label("Filter").click();
    window.run();
    window.get_by_label("person").click();
    window.run();
    window.get_by_label("stated").click();
    window.run();
    assert!(rows(&window).len() < all);
    window.get_by_label("Take away: stated only").click();
    window.run();
    window.get_by_label("Take away: of persons").click();
    window.run();
    assert_eq!(rows(&window).len(), all);
}

#[test]
fn people_are_rolled_up_and_the_rule_is_switched() {
    let mut window = with_sample();
    let all: usize = window.state().state.matrix.rows.iter().map(|row| row.count()).sum();
    window.get_by_label("Roll up").click();
    window.run();
    let rolled: usize = window.state().state.matrix.rows.iter().map(|row| row.count()).sum();
    assert_eq!(all, rolled, "no statement is lost");
    window.get_by_label("Take away: rolled up by affiliation").click();
    window.run();
    perform(&mut window, Command::Do(Action::RuleHuman));
    assert!(rows(&window).is_empty(), "nobody has coded anything");
    window.get_by_label("Take away: counted: coded by a person only").click();
    window.run();
    assert_eq!(window.state().state.arrangement.rule, Rule::All);
    assert!(!rows(&window).is_empty());
}

#[test]
fn transposed_and_fitted_the_cells_keep_their_names() {
    let mut window = with_sample();
    for button in ["Transpose", "Fit"] {
        window.get_by_label(button).click();
        window.run();
        assert!(window.query_by_label_contains("Dorn Halvik on Ceasefire").is_some(), "{button}");
    }
    window.get_by_label_contains("Dorn Halvik on Ceasefire").click();
    window.run();
    window.key_press(Key::ArrowRight);
    window.run();
    let selection = &window.state().state.selection;
    assert_eq!(selection.issue, Some(IssueId("ceasefire".to_owned())), "to the right stands another actor");
    assert_ne!(selection.actor, Some(ActorId("dorn-halvik".to_owned())));
}

#[test]
fn one_cell_alone_is_a_stop_of_tab_and_arrows_move_it() {
    let mut window = with_sample();
    window.get_by_label_contains("Dorn Halvik on Ceasefire").click();
    window.run();
    assert!(window.get_by_label_contains("Dorn Halvik on Ceasefire").is_focused());
    window.key_press(Key::ArrowRight);
    window.run();
    assert!(!window.get_by_label_contains("Dorn Halvik on Ceasefire").is_focused());
    assert_eq!(window.get_all_by_role(Role::GridCell).filter(|cell| cell.is_focused()).count(), 1);
}

#[test]
fn an_actors_page_leads_to_an_issues_page_and_back() {
    let mut window = with_sample();
    window.get_by_role_and_label(Role::RowHeader, "Ilsa Marwen").click();
    window.run();
    assert_eq!(window.state().state.page, Page::Actor);
    assert!(
        window.query_by_label("Agrees most with").is_some() && window.query_by_label("Disagrees most with").is_some()
    );
    window.get_by_role_and_label(Role::Button, "Ceasefire").click();
    window.run();
    assert_eq!(window.state().state.page, Page::Issue);
    assert!(window.query_by_label("Strongest quotations").is_some());
    chord(&mut window, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(window.state().state.page, Page::Actor);
    window.get_by_label("Back").click();
    window.run();
    assert_eq!(window.state().state.page, Page::Matrix);
}

#[test]
fn every_plot_shows_its_numbers_and_is_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("figure.svg");
    let mut window = window(Some(vec![path.clone()]), Places::default());
    load_sample(&mut window);
    perform(&mut window, Command::Page(Page::Plots));
    let plots = [
        "Stances by issue",
        "Over time",
        "Actors over time",
        "Who agrees with whom",
        "Network",
        "Outlets",
        "Two articles",
    ];
    for plot in plots {
        window.get_by_role_and_label(Role::Button, plot).click();
        window.run();
        std::fs::remove_file(&path).ok();
        window.get_by_label("Save as SVG").click();
        window.run();
        let drawn = std::fs::read_to_string(&path).expect("a picture");
        assert!(drawn.starts_with("<svg") && drawn.trim_end().ends_with("</svg>"), "{plot}");
    }
    window.get_by_role_and_label(Role::Button, "Network").click();
    window.run();
    assert!(window.query_by_label("Save as GEXF").is_some() && window.query_by_label("Save as GraphML").is_some());
    window.get_by_label("Numbers").click();
    window.run();
    assert_eq!(window.state().state.said, "The numbers are on the clipboard");
}

#[test]
fn the_palette_jumps_to_an_actor() {
    let mut window = with_sample();
    chord(&mut window, Modifiers::COMMAND, Key::K);
    window.get_by_label("Find a command").type_text("sefaq");
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().state.page, Page::Actor);
    assert_eq!(window.state().state.selection.actor, Some(ActorId("sefa-quill".to_owned())));
}

#[test]
fn words_are_found_everywhere_and_lead_to_their_place() {
    let mut window = with_sample();
    chord(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.get_by_label("Words to search for").type_text("ceasefire");
    window.run();
    assert!(window.query_by_label_contains("Found in").is_some());
    window.key_press(Key::ArrowDown);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().state.page, Page::Article);
    assert!(window.state().state.selection.article.is_some());
}

#[test]
fn statements_of_an_article_are_walked_by_key_and_one_actors_marks_shown() {
    let mut window = with_sample();
    let article = window.state().state.project.articles().next().expect("an article").id;
    perform(&mut window, Command::ShowArticle(article, None, None));
    let mut seen = Vec::new();
    for _ in 0..2 {
        window.key_press(Key::J);
        window.run();
        seen.push(window.state().state.selection.statement.clone().expect("a statement"));
    }
    assert_ne!(seen[0], seen[1]);
    window.key_press(Key::K);
    window.run();
    assert_eq!(window.state().state.selection.statement.as_ref(), seen.first());
    assert!(window.query_by_label_contains("statement 1 of").is_some());
}

#[test]
fn settings_are_kept_and_stance_keys_follow() {
    let folder = tempfile::tempdir().expect("a folder");
    let places = || Places { session: None, settings: Some(folder.path().join("settings.json")) };
    let mut first = window(None, places());
    load_sample(&mut first);
    // The tour begins once; it can be left at any moment.
    assert!(first.query_by_label("1 of 6").is_some());
    chord(&mut first, Modifiers::NONE, Key::Enter);
    assert!(first.query_by_label("2 of 6").is_some(), "Enter goes on");
    first.get_by_label("Leave the tour").click();
    first.run();
    assert!(first.query_by_label("2 of 6").is_none());
    chord(&mut first, Modifiers::COMMAND, Key::Comma);
    first.get_by_label("Dark").click();
    first.run();
    first.get_by_label("Stance keys").focus();
    first.run();
    chord(&mut first, Modifiers::COMMAND, Key::A);
    first.get_by_label("Stance keys").type_text("qwer");
    first.run();
    first.get_by_label("Close").click();
    first.run();
    first.get_by_label_contains("Dorn Halvik on Ceasefire").click();
    first.run();
    first.key_press(Key::W);
    first.run();
    let coded = |window: &Harness<'_, App>| {
        window.state().state.project.cell_codings().values().next().and_then(|coding| coding.stance)
    };
    assert_eq!(coded(&first), Some(Stance::Oppose));
    drop(first);
    let mut second = window(None, places());
    load_sample(&mut second);
    assert!(second.query_by_label("1 of 6").is_none(), "the tour was shown");
    assert_eq!(second.ctx.theme(), egui::Theme::Dark);
    until(&mut second, "the keys", |app| app.state.stance_keys[0] == Key::Q);
}

#[test]
fn a_decision_shows_in_the_next_frame() {
    let mut window = with_sample();
    window.get_by_label_contains("Dorn Halvik on Ceasefire").click();
    window.run();
    window.input_mut().events.push(egui::Event::Key {
        key: Key::Num2,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    window.step();
    assert!(window.query_by_label_contains("Dorn Halvik on Ceasefire: oppose").is_some());
}
