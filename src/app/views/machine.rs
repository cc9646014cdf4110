//! The program against the person: a confusion matrix, each field of which opens its cases.

use egui::{Button, RichText, ScrollArea, Ui};
use strum::IntoEnumIterator as _;

use super::Scratch;
use crate::app::counted;
use crate::app::state::{Command, State};
use crate::app::theme;
use crate::findings::machine::{Decided, Field, Machine, Which};
use crate::model::{Stance, Statement};

/// So many withheld suggestions are listed at most.
const LISTED: usize = 100;

/// What the page shows, worked out when the project or the choice changed.
#[derive(Default)]
pub struct Against {
    seen: Option<(u64, Which)>,
    which: Which,
    machine: Machine,
    open: Option<Field>,
    /// The suggestions that are withheld, where they are looked at, as they were at a revision.
    withheld: Option<(u64, Vec<Statement>)>,
}

/// The matrix and, below it, the cases of the field that was clicked.
pub fn show(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    let against = &mut scratch.against;
    let now = (state.project.revision(), against.which.clone());
    if against.seen.as_ref() != Some(&now) {
        against.machine = Machine::new(&state.project, &against.which);
        against.seen = Some(now);
    }
    ui.add_space(4.0);
    ui.heading("The program against you");
    which_ui(ui, state, &mut against.which);
    withheld_ui(ui, state, against, send);
    let (all, right, turned) = against.machine.held();
    if all == 0 {
        ui.add_space(8.0);
        ui.label("No suggestion was decided yet. The review is the quickest way to decide some.");
        return;
    }
    let percent = |part: usize| 100 * part / all;
    ui.label(format!(
        "Of {all} suggestions that were decided, {} % held as they were, {} % with another stance, {} % not at all.",
        percent(right),
        percent(turned),
        percent(all - right - turned)
    ));
    ui.add_space(6.0);
    table_ui(ui, against);
    ui.add_space(8.0);
    cases_ui(ui, state, against, send);
}

fn which_ui(ui: &mut Ui, state: &State, which: &mut Which) {
    ui.horizontal_wrapped(|ui| {
        let name = which.issue.as_ref().map_or("All issues".to_owned(), |issue| state.issue_name(issue));
        let combo = egui::ComboBox::from_id_salt("machine issue").width(160.0).selected_text(name).show_ui(ui, |ui| {
            ui.selectable_value(&mut which.issue, None, "All issues");
            for issue in &state.project.catalogue().issues {
                ui.selectable_value(&mut which.issue, Some(issue.id.clone()), &issue.name);
            }
        });
        combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "Issue compared"));
        for (name, band) in [
            ("any confidence", (0.0, 1.0)),
            ("up to 50 %", (0.0, 0.5)),
            ("50 to 75 %", (0.5, 0.75)),
            ("over 75 %", (0.75, 1.0)),
        ] {
            ui.selectable_value(&mut which.confidence, band, name);
        }
    });
}

/// What is not shown among the suggestions because others like it were rejected, with the reason.
fn withheld_ui(ui: &mut Ui, state: &State, against: &mut Against, send: &mut Vec<Command>) {
    let mut open = against.withheld.is_some();
    let hint = "Suggestions that are not shown because you rejected others like them; accept one to have it back";
    if ui.checkbox(&mut open, "Show what is withheld").on_hover_text(hint).changed() {
        against.withheld = None;
    }
    if !open {
        against.withheld = None;
        return;
    }
    let now = state.project.revision();
    if against.withheld.as_ref().is_none_or(|(revision, _)| *revision != now) {
        against.withheld = Some((now, state.project.withheld()));
    }
    let Some((_, withheld)) = &against.withheld else { return };
    ui.label(match withheld.len() {
        0 => "Nothing is withheld.".to_owned(),
        count => format!("{count} suggestions are withheld."),
    });
    ScrollArea::vertical().id_salt("withheld").max_height(260.0).show(ui, |ui| {
        ui.set_max_width(820.0);
        for statement in withheld.iter().take(LISTED) {
            let Some(article) = state.project.article(statement.article) else { continue };
            ui.push_id(("withheld", &statement.id.0), |ui| {
                ui.horizontal_wrapped(|ui| {
                    ui.strong(state.actor_name(&statement.actor));
                    ui.label(format!("{} {}", statement.stance, state.issue_name(&statement.issue)));
                    if ui.small_button("Accept").clicked() {
                        send.push(Command::Decide(Box::new(statement.clone()), String::new()));
                    }
                });
                ui.label(super::evidence::sentence_of(ui, state, article, statement, 14.0));
                ui.weak(state.project.lesson(statement).map_or(String::new(), |lesson| lesson.why));
                ui.separator();
            });
        }
    });
}

fn table_ui(ui: &mut Ui, against: &mut Against) {
    let columns: Vec<Decided> = Stance::iter().map(Decided::As).chain([Decided::Moved, Decided::Rejected]).collect();
    egui::Grid::new("against").num_columns(columns.len() + 1).spacing([6.0, 4.0]).show(ui, |ui| {
        ui.weak("suggested / you decided");
        for column in &columns {
            // Over the middle of the numbers.
            ui.add_sized([92.0, 18.0], egui::Label::new(RichText::new(words(*column)).strong()));
        }
        ui.end_row();
        for suggested in Stance::iter().map(Some).chain([None]) {
            ui.strong(
                suggested.map_or("not suggested".to_owned(), |stance| format!("{} {stance}", theme::sign(stance))),
            );
            for column in &columns {
                let field = (suggested, *column);
                let count = against.machine.count(field);
                let same = suggested.is_some_and(|stance| *column == Decided::As(stance));
                let text = if count == 0 { "·".to_owned() } else { count.to_string() };
                let mut button =
                    Button::selectable(against.open == Some(field), RichText::new(text)).min_size([92.0, 26.0].into());
                if same && let (Some(stance), true) = (suggested, count > 0) {
                    button = button.fill(theme::fill(stance, ui.visuals().dark_mode));
                }
                let name = format!(
                    "Suggested {}, decided {}: {count}",
                    suggested.map_or("nothing".to_owned(), |stance| stance.to_string()),
                    words(*column)
                );
                let response = ui.add_enabled(count > 0, button);
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, count > 0, &name));
                if response.clicked() {
                    against.open = Some(field);
                }
            }
            ui.end_row();
        }
    });
}

fn words(decided: Decided) -> String {
    match decided {
        Decided::As(stance) => format!("{} {stance}", theme::sign(stance)),
        Decided::Moved => "actor or issue".to_owned(),
        Decided::Rejected => "rejected".to_owned(),
    }
}

fn cases_ui(ui: &mut Ui, state: &State, against: &Against, send: &mut Vec<Command>) {
    let Some(field) = against.open else {
        ui.weak("Click a field to read its cases.");
        return;
    };
    let cases = against.machine.cases.get(&field).map_or(&[][..], Vec::as_slice);
    ui.strong(counted(cases.len(), "case"));
    ScrollArea::vertical().id_salt("cases").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(820.0);
        for id in cases {
            let Some((_, coding)) = state.project.standing(id) else { continue };
            let statement = &coding.statement;
            let Some(article) = state.project.article(statement.article) else { continue };
            ui.push_id(&id.0, |ui| {
                ui.horizontal_wrapped(|ui| {
                    ui.strong(state.actor_name(&statement.actor));
                    ui.label(state.issue_name(&statement.issue));
                    if let Some(was) = coding.suggested.as_ref().filter(|was| was.actor != statement.actor) {
                        ui.weak(format!("was {}", state.actor_name(&was.actor)));
                    }
                    ui.weak(&article.title);
                    if ui.small_button("Show in article").clicked() {
                        let at = statement.cover().start;
                        send.push(Command::ShowArticle(article.id, Some(at), Some(id.clone())));
                    }
                });
                ui.label(super::evidence::sentence_of(ui, state, article, statement, 14.0));
                ui.separator();
            });
        }
    });
}
