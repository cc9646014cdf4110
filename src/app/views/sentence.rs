use egui::{Button, RichText, Ui};

use crate::app::actions::Action;
use crate::app::counted;
use crate::app::state::{Command, State};
use crate::findings::{Arrangement, Filter, Rule};

/// What counts, as one sentence: each part is a button that takes it away.
pub fn show(ui: &mut Ui, state: &State, send: &mut Vec<Command>) {
    let parts = state.filter.words(&state.project);
    let laid_out = arranged(&state.arrangement);
    ui.horizontal_wrapped(|ui| {
        if parts.is_empty() && laid_out.is_empty() {
            ui.weak("All statements");
        } else {
            ui.label("Statements");
        }
        for (part, words) in &parts {
            if piece(ui, words) {
                let mut filter = state.filter.clone();
                filter.clear(*part);
                send.push(Command::Filter(Box::new(filter)));
            }
        }
        for (words, without) in laid_out {
            if piece(ui, &words) {
                send.push(Command::Arrange(Box::new(without)));
            }
        }
        if state.filter != Filter::default() && ui.small_button("Clear the filter").clicked() {
            send.push(Command::Do(Action::ClearFilter));
        }
        let count: usize = state.matrix.rows.iter().map(|row| row.count()).sum();
        let (actors, issues) = (state.matrix.rows.len(), state.matrix.issues.len());
        let [count, actors, issues] =
            [(count, "statement"), (actors, "actor"), (issues, "issue")].map(|(n, of)| counted(n, of));
        ui.weak(format!("· {count}, {actors}, {issues}"));
    });
}

/// A part of the sentence; whether it was taken away.
fn piece(ui: &mut Ui, words: &str) -> bool {
    let button = ui.add(Button::new(RichText::new(format!("{words} ×")).small()));
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Take away: {words}")));
    button.on_hover_text("Take this away").clicked()
}

/// What of the layout changes which statements are shown, in words, and the layout without it.
fn arranged(now: &Arrangement) -> Vec<(String, Arrangement)> {
    let mut parts = Vec::new();
    if now.rule != Rule::All {
        let words = format!("counted: {}", now.rule.label().to_lowercase());
        parts.push((words, Arrangement { rule: Rule::All, ..now.clone() }));
    }
    if now.roll_up {
        let words = "rolled up by affiliation".to_owned();
        parts.push((words, Arrangement { roll_up: false, ..now.clone() }));
    }
    if let Some(day) = now.since {
        parts.push((format!("changes since {day} marked"), Arrangement { since: None, ..now.clone() }));
    }
    if now.at_least > 1 {
        let words = format!("actors with at least {}", now.at_least);
        parts.push((words, Arrangement { at_least: 0, ..now.clone() }));
    }
    parts
}
