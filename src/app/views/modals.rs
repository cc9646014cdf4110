use std::path::PathBuf;

use egui::{Key, RichText, ScrollArea, Ui};
use strum::IntoEnumIterator as _;

use super::Scratch;
use super::find::Find;
use super::palette::Palette;
use crate::app::actions::{Action, MENUS};
use crate::app::dialogs::Ask;
use crate::app::state::{Command, State};
use crate::app::theme;
use crate::export::{Format, What};
use crate::findings::Rule;
use crate::model::Stance;
use crate::project::View;
use crate::reading::Engine;

/// What lies over the window.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Modal {
    /// Nothing.
    #[default]
    None,
    /// All commands, and everything that one can jump to.
    Commands(Box<Palette>),
    /// Words that are looked for everywhere.
    Search(Box<Find>),
    /// All keys.
    Keys,
    /// The settings.
    Settings,
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
pub fn show(ctx: &egui::Context, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    if scratch.modal == Modal::None {
        return;
    }
    let mut modal = std::mem::take(&mut scratch.modal);
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(theme::space::L);
    let response = egui::Modal::new(egui::Id::unique("modal")).frame(frame).show(ctx, |ui| {
        ui.set_width(if matches!(modal, Modal::Search(_) | Modal::Keys) { 620.0 } else { 460.0 });
        match &mut modal {
            Modal::None => true,
            Modal::Commands(palette) => palette.show(ui, state, send),
            Modal::Search(find) => find.show(ui, state, send),
            Modal::Keys => keys_ui(ui, state),
            Modal::Settings => settings_ui(ui, state, scratch, send),
            Modal::Export => export_ui(ui, send),
            Modal::Path(ask, typed) => path_ui(ui, *ask, typed, send),
            Modal::Rules => rules_ui(ui, state),
            Modal::About => about_ui(ui),
        }
    });
    let done = response.inner || response.should_close();
    // A command may have opened another one meanwhile.
    if !done && scratch.modal == Modal::None {
        scratch.modal = modal;
    }
}

/// Whether resting the pointer on something shows its hint. Under a dialog it must not: egui leaves a hint that is open
/// standing while the pointer rests on what it belongs to, whatever comes to lie over that.
pub fn hints(ctx: &egui::Context, shown: bool) {
    const NEVER: f32 = 1e6;
    let delay = egui::style::Interaction::default().tooltip_delay;
    ctx.global_style_mut(|style| style.interaction.tooltip_delay = if shown { delay } else { NEVER });
}

/// All keys, by menu.
fn keys_ui(ui: &mut Ui, state: &State) -> bool {
    ui.heading("Keyboard shortcuts");
    ScrollArea::vertical().max_height(460.0).auto_shrink([false, true]).show(ui, |ui| {
        for menu in MENUS {
            let with_keys = Action::iter().filter(|action| action.menu() == menu);
            let with_keys: Vec<_> = with_keys.filter_map(|action| Some((action, state.shortcut(action)?))).collect();
            ui.add_space(6.0);
            ui.strong(menu);
            egui::Grid::new(menu).num_columns(2).spacing([24.0, 3.0]).show(ui, |ui| {
                for (action, keys) in with_keys {
                    ui.monospace(ui.ctx().format_shortcut(&keys));
                    ui.label(action.label());
                    ui.end_row();
                }
            });
        }
        ui.add_space(6.0);
        ui.label("Arrow keys move in the matrix; Tab goes from part to part; Ctrl with +, − and 0 changes the size.");
    });
    ui.add_space(8.0);
    ui.button("Close").clicked()
}

/// What is kept between starts.
fn settings_ui(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) -> bool {
    ui.heading("Settings");
    ui.add_space(6.0);
    egui::Grid::new("settings").num_columns(2).spacing([16.0, 8.0]).show(ui, |ui| {
        let label = ui.label("Your name");
        let name = egui::TextEdit::singleline(&mut scratch.settings.coder).desired_width(220.0);
        let left = ui.add(name).labelled_by(label.id).lost_focus();
        let typed = scratch.settings.coder.trim();
        if left && !typed.is_empty() && typed != state.coder {
            send.push(Command::Work(View { coder: typed.to_owned(), ..state.project.view().clone() }));
        }
        ui.end_row();
        ui.label("Theme");
        ui.horizontal(|ui| {
            for (theme, name) in [("", "System"), ("light", "Light"), ("dark", "Dark")] {
                if ui.selectable_label(scratch.settings.theme == theme, name).clicked() {
                    scratch.settings.theme = theme.to_owned();
                }
            }
        });
        ui.end_row();
        let label = ui.label("Size");
        let mut scale = if scratch.settings.scale == 0 { 100 } else { scratch.settings.scale };
        let slider = egui::Slider::new(&mut scale, 70..=200).step_by(5.0).suffix(" %").update_while_editing(false);
        let slider = ui.add(slider).labelled_by(label.id);
        // While it is dragged the size stays, or the slider would run away from the pointer.
        if slider.drag_stopped() || (slider.changed() && !slider.dragged()) {
            scratch.settings.scale = scale;
        }
        ui.end_row();
        let label = ui.label("Stance keys");
        let mut keys =
            if scratch.settings.stance_keys.is_empty() { "1234" } else { &scratch.settings.stance_keys }.to_owned();
        let field = egui::TextEdit::singleline(&mut keys).desired_width(80.0).char_limit(4);
        let changed = ui.add(field).labelled_by(label.id).changed();
        if changed {
            scratch.settings.stance_keys = keys;
        }
        ui.end_row();
        ui.label("");
        ui.weak("support, oppose, conditional, neutral, in this order");
        ui.end_row();
        ui.label("How stances are read");
        ui.horizontal(|ui| {
            for engine in Engine::iter() {
                let shown = ui.selectable_label(scratch.settings.engine == engine, engine.label());
                if shown.on_hover_text(engine.words()).clicked() {
                    scratch.settings.engine = engine;
                }
            }
        });
        ui.end_row();
        ui.label("How a cell adds up");
        let now = Rule::iter().find(|rule| rule.label() == scratch.settings.rule).unwrap_or_default();
        let shown =
            egui::ComboBox::from_id_salt("kept rule").width(220.0).selected_text(now.label()).show_ui(ui, |ui| {
                for rule in Rule::iter() {
                    if ui.selectable_label(rule == now, rule.label()).on_hover_text(rule.words()).clicked() {
                        scratch.settings.rule = rule.label().to_owned();
                    }
                }
            });
        shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "Kept rule"));
        ui.end_row();
    });
    ui.add_space(8.0);
    ui.button("Close").clicked()
}

fn export_ui(ui: &mut Ui, send: &mut Vec<Command>) -> bool {
    ui.heading("Export");
    ui.label("What the filter lets through is written, in the order and by the rule of the matrix.");
    ui.add_space(6.0);
    let mut done = false;
    let mut first = true;
    egui::Grid::new("export").num_columns(6).spacing([10.0, 8.0]).show(ui, |ui| {
        for what in What::iter() {
            let name = what.to_string();
            ui.label(name[..1].to_uppercase() + &name[1..]);
            for format in Format::iter() {
                let button = ui.button(format.to_string());
                button.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Export {what} as {format}"))
                });
                // Enter alone writes what most people want.
                if first && ui.memory(|memory| memory.focused().is_none()) {
                    button.request_focus();
                }
                first = false;
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

fn rules_ui(ui: &mut Ui, state: &State) -> bool {
    ui.heading("How stances are coded");
    ui.add_space(4.0);
    for stance in Stance::iter() {
        ui.label(format!("{} {stance}: {}.", theme::sign(stance), theme::meaning(stance)));
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
    ui.add_space(6.0);
    ui.label("Which statements count, you choose over the matrix:");
    for rule in Rule::iter() {
        let now = if rule == state.arrangement.rule { " (chosen)" } else { "" };
        ui.label(format!("{}{now}: {}", rule.label(), rule.words()));
    }
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
