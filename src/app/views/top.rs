use std::path::PathBuf;

use egui::{Button, Ui};
use strum::IntoEnumIterator as _;

use super::Scratch;
use crate::app::actions::{Action, MENUS};
use crate::app::dialogs::Ask;
use crate::app::state::{Command, Page, State};

/// Menus, pages, undo, theme.
pub fn show(ui: &mut Ui, state: &State, scratch: &mut Scratch, recent: &[PathBuf], send: &mut Vec<Command>) {
    egui::Panel::top("top").show(ui, |ui| {
        egui::MenuBar::new().ui(ui, |ui| {
            for menu in MENUS {
                ui.menu_button(menu, |ui| menu_ui(ui, menu, state, recent, send));
            }
            ui.separator();
            let back = ui.add_enabled(state.can_go_back(), Button::new("←"));
            back.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, "Back"));
            if back.on_hover_text(hint(ui, state, Action::Back)).clicked() {
                send.push(Command::Back);
            }
            for group in Page::GROUPS {
                for page in group {
                    if ui.selectable_label(state.page == *page, page.to_string()).clicked() {
                        send.push(Command::Page(*page));
                    }
                }
                ui.separator();
            }
            for action in [Action::Undo, Action::Redo] {
                let button = Button::new(action.label());
                let response = ui.add_enabled(enabled(state, action), button);
                if response.on_hover_text(hint(ui, state, action)).clicked() {
                    send.push(Command::Do(action));
                }
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                // The system's theme can be had back in the settings.
                let dark = ui.visuals().dark_mode;
                let (sign, theme) = if dark { ("☀", "light") } else { ("🌙", "dark") };
                let button = ui.add(Button::new(sign).frame_when_inactive(false));
                let name = format!("Change to the {theme} theme");
                button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if button.on_hover_text(&name).clicked() {
                    scratch.settings.theme = theme.to_owned();
                }
            });
        });
    });
}

fn menu_ui(ui: &mut Ui, menu: &str, state: &State, recent: &[PathBuf], send: &mut Vec<Command>) {
    ui.set_min_width(230.0);
    for action in Action::iter().filter(|action| action.menu() == menu) {
        let mut button = Button::new(label(state, action));
        if let Some(keys) = state.shortcut(action) {
            button = button.shortcut_text(ui.ctx().format_shortcut(&keys));
        }
        if ui.add_enabled(enabled(state, action), button).clicked() {
            send.push(Command::Do(action));
            ui.close();
        }
    }
    if menu == "File" && !recent.is_empty() {
        ui.menu_button("Recent projects", |ui| {
            for path in recent {
                let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                let there = path.is_file();
                if ui.add_enabled(there, Button::new(name)).on_hover_text(path.display().to_string()).clicked() {
                    send.push(Command::Chosen(Ask::Project, vec![path.clone()]));
                    ui.close();
                }
            }
        });
    }
}

/// The label, for undo and redo with what they would do.
fn label(state: &State, action: Action) -> String {
    let what = match action {
        Action::Undo => state.undoable(),
        Action::Redo => state.redoable(),
        _ => None,
    };
    what.map_or_else(|| action.label().to_owned(), |what| format!("{}: {what}", action.label()))
}

fn hint(ui: &Ui, state: &State, action: Action) -> String {
    let keys = state.shortcut(action).map_or(String::new(), |keys| format!(" ({})", ui.ctx().format_shortcut(&keys)));
    label(state, action) + &keys
}

/// Whether an action has something to act on.
pub fn enabled(state: &State, action: Action) -> bool {
    match action {
        Action::Undo => state.undoable().is_some(),
        Action::Redo => state.redoable().is_some(),
        Action::Export | Action::CopyTable | Action::SaveAs => state.project.articles().next().is_some(),
        Action::Support
        | Action::Oppose
        | Action::Conditional
        | Action::Neutral
        | Action::ClearCell
        | Action::EmptyCell
        | Action::SortByIssue
        | Action::ShowEvidence => state.page == Page::Matrix && state.selection.issue.is_some(),
        Action::SortByAgreement | Action::Pin | Action::Actor => state.selection.actor.is_some(),
        Action::Back => state.can_go_back(),
        Action::NextStatement | Action::PreviousStatement => {
            state.page == Page::Article && state.selection.article.is_some()
        }
        _ => true,
    }
}
