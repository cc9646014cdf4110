use std::path::PathBuf;

use egui::{Key, RichText, ScrollArea, Ui};
use strum::IntoEnumIterator as _;

use super::Scratch;
use crate::app::actions::Action;
use crate::app::dialogs::Ask;
use crate::app::state::Command;
use crate::app::theme;
use crate::export::{Format, What};
use crate::model::Stance;

/// What lies over the window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Modal {
    /// Nothing.
    #[default]
    None,
    /// All commands, and what was typed to find one.
    Commands(String),
    /// Which table in which format.
    Export,
    /// A path, typed because there is no file chooser.
    Path(Ask, String),
    /// How stances are coded and cells add up.
    Rules,
    /// Which program this is.
    About,
}

/// Shows what lies over the window, if anything does.
pub fn show(ctx: &egui::Context, scratch: &mut Scratch, send: &mut Vec<Command>) {
    if scratch.modal == Modal::None {
        return;
    }
    let mut modal = std::mem::take(&mut scratch.modal);
    let response = egui::Modal::new(egui::Id::unique("modal")).show(ctx, |ui| {
        ui.set_width(460.0);
        match &mut modal {
            Modal::None => true,
            Modal::Commands(typed) => commands_ui(ui, typed, send),
            Modal::Export => export_ui(ui, send),
            Modal::Path(ask, typed) => path_ui(ui, *ask, typed, send),
            Modal::Rules => rules_ui(ui),
            Modal::About => about_ui(ui),
        }
    });
    let done = response.inner || response.should_close();
    // A command may have opened another one meanwhile.
    if !done && scratch.modal == Modal::None {
        scratch.modal = modal;
    }
}

fn commands_ui(ui: &mut Ui, typed: &mut String, send: &mut Vec<Command>) -> bool {
    ui.heading("All commands");
    let field = egui::TextEdit::singleline(typed).hint_text("Type to find one").desired_width(f32::INFINITY);
    let field = ui.add(field);
    field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Find a command"));
    field.request_focus();
    let wanted = typed.trim().to_lowercase();
    let found: Vec<Action> = Action::iter().filter(|action| action.label().to_lowercase().contains(&wanted)).collect();
    let mut chosen = None;
    if ui.input(|input| input.key_pressed(Key::Enter)) {
        chosen = found.first().copied();
    }
    ScrollArea::vertical().max_height(360.0).auto_shrink([false, true]).show(ui, |ui| {
        for action in &found {
            let mut button = egui::Button::new(action.label()).min_size(egui::vec2(ui.available_width(), 0.0));
            if let Some(keys) = action.shortcut() {
                button = button.shortcut_text(ui.ctx().format_shortcut(&keys));
            }
            if ui.add(button).clicked() {
                chosen = Some(*action);
            }
        }
    });
    ui.separator();
    ui.weak("In the matrix: arrow keys move, 1 to 4 set the cell, 0 takes that back.");
    if let Some(action) = chosen {
        send.push(Command::Do(action));
    }
    chosen.is_some()
}

fn export_ui(ui: &mut Ui, send: &mut Vec<Command>) -> bool {
    ui.heading("Export");
    ui.label("What the filter lets through is written.");
    ui.add_space(6.0);
    let mut done = false;
    egui::Grid::new("export").num_columns(6).spacing([10.0, 8.0]).show(ui, |ui| {
        for what in What::iter() {
            let name = what.to_string();
            ui.label(name[..1].to_uppercase() + &name[1..]);
            for format in Format::iter() {
                let button = ui.button(format.to_string());
                button.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Export {what} as {format}"))
                });
                if button.clicked() {
                    send.push(Command::Choose(Ask::Export(what, format.ending())));
                    done = true;
                }
            }
            ui.end_row();
        }
    });
    done
}

fn path_ui(ui: &mut Ui, ask: Ask, typed: &mut String, send: &mut Vec<Command>) -> bool {
    ui.heading(ask.title());
    ui.label(
        "This system has no file chooser (xdg-desktop-portal-gtk or zenity would be one). Type a path instead; files \
         can also be dropped onto the window.",
    );
    ui.add_space(6.0);
    let label = ui.label("Path");
    let field = ui.add(egui::TextEdit::singleline(typed).desired_width(f32::INFINITY)).labelled_by(label.id);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if !entered {
        field.request_focus();
    }
    ui.add_space(6.0);
    let given = !typed.trim().is_empty();
    let pressed = ui.horizontal(|ui| {
        let ok = ui.add_enabled(given, egui::Button::new("OK")).clicked();
        (ok, ui.button("Cancel").clicked())
    });
    let (ok, cancel) = pressed.inner;
    if given && (ok || entered) {
        send.push(Command::Chosen(ask, vec![PathBuf::from(typed.trim())]));
        return true;
    }
    cancel
}

fn rules_ui(ui: &mut Ui) -> bool {
    ui.heading("How stances are coded");
    ui.add_space(4.0);
    for stance in Stance::iter() {
        let words = match stance {
            Stance::Support => "wants, backs, calls for or agrees to what the issue proposes",
            Stance::Oppose => "rejects, blocks or condemns it",
            Stance::Conditional => "would accept it only on stated terms",
            Stance::Neutral => "expressly uncommitted: “has not decided”, “declined to say”",
        };
        ui.label(format!("{} {stance}: {words}.", theme::sign(stance)));
    }
    ui.add_space(6.0);
    ui.label(
        "Tone is not stance, and a mere mention is none. A statement is stated (the actor's own words), reported (by \
         the article or another actor) or inferred (from an act).",
    );
    ui.add_space(6.0);
    ui.strong("How a cell adds up");
    ui.label(
        "The stance that most statements show stands. Where a person decided any of them, only those count. Support \
         beside opposition is mixed (±) unless one has at least twice as many as the other. A stance that a person \
         sets for the cell beats all of it. • marks what a person decided.",
    );
    ui.add_space(8.0);
    ui.button("Close").clicked()
}

fn about_ui(ui: &mut Ui) -> bool {
    ui.heading("Stance Explorer");
    ui.label(format!("Version {}", env!("CARGO_PKG_VERSION")));
    ui.label(
        "Reads news articles and shows who takes which stance on which issue, with the quotations behind every cell.",
    );
    ui.label(RichText::new("Licence: MIT or Apache-2.0. Nothing is sent anywhere.").weak());
    ui.add_space(8.0);
    ui.button("Close").clicked()
}
