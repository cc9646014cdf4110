use std::collections::BTreeSet;

use egui::{ScrollArea, Ui};
use strum::IntoEnumIterator as _;

use super::Scratch;
use crate::app::actions::Action;
use crate::app::state::{Command, State};
use crate::findings::Filter;
use crate::model::ActorKind;

/// Articles and filters.
pub fn show(ui: &mut Ui, state: &mut State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    egui::Panel::left("left").resizable(true).default_size(230.0).size_range(160.0..=420.0).show(ui, |ui| {
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            if ui.button("Open…").on_hover_text("Articles, by the system's file chooser").clicked() {
                send.push(Command::Do(Action::OpenFiles));
            }
            if ui.button("Folder…").on_hover_text("All articles of a folder").clicked() {
                send.push(Command::Do(Action::OpenFolder));
            }
            if ui.button("Export…").on_hover_text("Write a table to a file").clicked() {
                send.push(Command::Do(Action::Export));
            }
        });
        ui.separator();
        let label = ui.label("Find an actor");
        let field = ui.add(egui::TextEdit::singleline(&mut state.filter.search).desired_width(f32::INFINITY));
        let field = field.labelled_by(label.id);
        if std::mem::take(&mut scratch.focus_search) {
            field.request_focus();
        }
        egui::CollapsingHeader::new("Filter").id_salt("filter").show(ui, |ui| filter_ui(ui, state, scratch));
        if state.filter != Filter::default() {
            ui.horizontal_wrapped(|ui| {
                ui.label(sentence(state));
                if ui.small_button("Clear the filter").clicked() {
                    scratch.days = Default::default();
                    send.push(Command::Do(Action::ClearFilter));
                }
            });
        }
        ui.separator();
        articles_ui(ui, state, send);
    });
}

fn filter_ui(ui: &mut Ui, state: &mut State, scratch: &mut Scratch) {
    let outlets: BTreeSet<String> =
        state.project.articles().map(|article| article.outlet.clone()).filter(|outlet| !outlet.is_empty()).collect();
    let filter = &mut state.filter;
    ui.label("Kind of actor");
    ui.horizontal_wrapped(|ui| {
        for kind in ActorKind::iter() {
            toggle(ui, &mut filter.kinds, kind, &kind.to_string());
        }
    });
    ui.label("Decided by");
    ui.horizontal_wrapped(|ui| {
        for (coded, name) in [(None, "anyone"), (Some(true), "a person"), (Some(false), "the program")] {
            ui.selectable_value(&mut filter.coded, coded, name);
        }
    });
    for (at, name) in ["First day", "Last day"].iter().enumerate() {
        ui.horizontal(|ui| {
            let label = ui.label(*name);
            let field = egui::TextEdit::singleline(&mut scratch.days[at]).hint_text("2025-08-31").desired_width(90.0);
            ui.add(field).labelled_by(label.id);
            let typed = scratch.days[at].trim();
            let day = typed.parse::<jiff::civil::Date>().ok();
            if day.is_none() && !typed.is_empty() {
                ui.weak("year-month-day");
            }
            *(if at == 0 { &mut filter.from } else { &mut filter.to }) = day;
        });
    }
    if outlets.len() > 1 {
        ui.label("Outlet");
        ScrollArea::vertical().id_salt("outlets").max_height(110.0).show(ui, |ui| {
            for outlet in &outlets {
                let mut on = filter.outlets.contains(outlet);
                if ui.checkbox(&mut on, outlet).changed() {
                    change(&mut filter.outlets, outlet.clone(), on);
                }
            }
        });
    }
}

fn toggle<T: Ord + Clone>(ui: &mut Ui, set: &mut BTreeSet<T>, value: T, name: &str) {
    let mut on = set.contains(&value);
    if ui.toggle_value(&mut on, name).changed() {
        change(set, value, on);
    }
}

fn change<T: Ord>(set: &mut BTreeSet<T>, value: T, on: bool) {
    if on {
        set.insert(value);
    } else {
        set.remove(&value);
    }
}

/// What the filter lets through, in words.
fn sentence(state: &State) -> String {
    let filter = &state.filter;
    let mut parts = Vec::new();
    if !filter.kinds.is_empty() {
        parts.push(format!("of kind {}", filter.kinds.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")));
    }
    if !filter.search.trim().is_empty() {
        parts.push(format!("of actors like “{}”", filter.search.trim()));
    }
    match filter.coded {
        Some(true) => parts.push("decided by a person".to_owned()),
        Some(false) => parts.push("suggested by the program".to_owned()),
        None => {}
    }
    if let Some(from) = filter.from {
        parts.push(format!("from {from}"));
    }
    if let Some(to) = filter.to {
        parts.push(format!("to {to}"));
    }
    if !filter.outlets.is_empty() {
        parts.push(format!("in {}", filter.outlets.iter().cloned().collect::<Vec<_>>().join(", ")));
    }
    if !filter.articles.is_empty() {
        parts.push(format!("in {} chosen articles", filter.articles.len()));
    }
    format!("Statements {} only", parts.join(", "))
}

fn articles_ui(ui: &mut Ui, state: &mut State, send: &mut Vec<Command>) {
    let articles: Vec<_> = state.project.stored_articles().iter().collect();
    ui.strong(format!("Articles ({})", state.project.articles().count()));
    let height = ui.spacing().interact_size.y;
    let mut chosen = state.filter.articles.clone();
    ScrollArea::vertical().id_salt("articles").auto_shrink(false).show_rows(ui, height, articles.len(), |ui, rows| {
        for article in &articles[rows] {
            let shown = state.selection.article == Some(article.id);
            let out = state.project.is_excluded(article.id);
            ui.push_id(article.id.to_string(), |ui| {
                let mut title = egui::RichText::new(&article.title);
                if out {
                    title = title.strikethrough().weak();
                } else if chosen.contains(&article.id) {
                    title = title.strong();
                }
                let response = ui.add(
                    egui::Button::selectable(shown, title).truncate().min_size(egui::vec2(ui.available_width(), 0.0)),
                );
                let date = article.date.map_or(String::new(), |date| date.to_string());
                let hover = format!("{}\n{} {date}\nRight-click for more", article.title, article.outlet);
                let response = response.on_hover_text(hover);
                if response.clicked() {
                    send.push(Command::ShowArticle(article.id, None, None));
                }
                response.context_menu(|ui| {
                    let mut only = chosen.contains(&article.id);
                    if ui.checkbox(&mut only, "Only this and other chosen articles").changed() {
                        change(&mut chosen, article.id, only);
                        ui.close();
                    }
                    let what = if out { "Take back in" } else { "Take out of the project" };
                    if ui.button(what).clicked() {
                        send.push(Command::Exclude(article.id, !out));
                        ui.close();
                    }
                });
            });
        }
    });
    state.filter.articles = chosen;
}
