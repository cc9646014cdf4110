use std::path::PathBuf;

use egui::{Button, RichText, Ui};

use crate::app::actions::Action;
use crate::app::state::Command;

/// What this is, and how to begin.
pub fn show(ui: &mut Ui, recent: &[PathBuf], send: &mut Vec<Command>) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.24);
        ui.heading("Who takes which stance on which issue?");
        ui.add_space(6.0);
        ui.label("Open news articles: text, Markdown, web pages, JSON, or whole folders.");
        ui.label("You can also drop them here, or paste a text.");
        ui.add_space(16.0);
        let mut actions = vec![Action::OpenFiles, Action::OpenFolder, Action::OpenSample];
        if recent.iter().any(|path| path.is_file()) {
            actions.push(Action::OpenLast);
        }
        for action in actions {
            let button = Button::new(RichText::new(action.label()).size(15.0)).min_size(egui::vec2(220.0, 32.0));
            if ui.add(button).clicked() {
                send.push(Command::Do(action));
            }
            ui.add_space(2.0);
        }
        ui.add_space(12.0);
        ui.weak("Nothing leaves this computer. Everything that you decide is kept as you go.");
    });
}
