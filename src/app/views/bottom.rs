use egui::{RichText, ScrollArea, Ui};

use super::Scratch;
use super::modals::Modal;
use crate::app::dialogs::Ask;
use crate::app::jobs::Job;
use crate::app::state::{Command, State};

/// The work that goes on, what was done last, and what went wrong.
pub fn show(
    ui: &mut Ui,
    state: &State,
    scratch: &mut Scratch,
    job: Option<&Job>,
    choosing: bool,
    send: &mut Vec<Command>,
) {
    egui::Panel::bottom("bottom").show(ui, |ui| {
        if scratch.show_problems && !state.problems.is_empty() {
            problems_ui(ui, state, send);
        }
        ui.horizontal(|ui| {
            let count = state.problems.len();
            if count > 0 {
                ui.toggle_value(&mut scratch.show_problems, format!("Problems ({count})"));
                ui.separator();
            }
            if let Some(job) = job {
                let part = job.done as f32 / job.total.max(1) as f32;
                let bar = egui::ProgressBar::new(part).desired_width(140.0);
                let bar = ui.add(bar);
                let words = format!("{} {} of {}", job.title, job.done, job.total);
                bar.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &words));
                ui.label(words);
                if ui.button("Cancel").clicked() {
                    send.push(Command::CancelJob);
                }
                ui.separator();
            }
            if choosing {
                ui.label("A file chooser is open.");
                if ui.button("Type a path instead").clicked() {
                    scratch.modal = Modal::Path(Ask::Articles, String::new());
                }
                ui.separator();
            }
            let said = ui.add(egui::Label::new(RichText::new(&state.said).weak()).truncate());
            // Screen readers tell what was done without being asked.
            ui.ctx().accesskit_node_builder(said.id, |node| node.set_live(egui::accesskit::Live::Polite));
        });
    });
}

fn problems_ui(ui: &mut Ui, state: &State, send: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.strong("Problems");
        if ui.small_button("Forget them").clicked() {
            send.push(Command::ClearProblems);
        }
        if ui.small_button("Copy").clicked() {
            let lines: Vec<String> = state.problems.iter().map(ToString::to_string).collect();
            ui.ctx().copy_text(lines.join("\n"));
        }
    });
    let height = ui.text_style_height(&egui::TextStyle::Body);
    ScrollArea::vertical().id_salt("problems").max_height(130.0).auto_shrink([false, true]).show_rows(
        ui,
        height,
        state.problems.len(),
        |ui, rows| {
            for problem in &state.problems[rows] {
                let line = egui::Label::new(problem.to_string()).truncate();
                ui.add(line).on_hover_text(problem.to_string());
            }
        },
    );
    ui.separator();
}
