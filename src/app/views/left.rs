use egui::{ScrollArea, Ui};

use super::Scratch;
use super::filters::change;
use crate::app::actions::Action;
use crate::app::state::{Command, State};
use crate::app::theme::space;

/// Articles and filters.
pub fn show(ui: &mut Ui, state: &mut State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    egui::Panel::left("left").resizable(true).default_size(230.0).size_range(160.0..=420.0).show(ui, |ui| {
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            // All three in one row of the narrow panel.
            ui.spacing_mut().item_spacing.x = space::S;
            ui.spacing_mut().button_padding.x = 6.0;
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
        ui.add_space(space::S);
        let label = ui.label("Find an actor");
        let field = ui.add(egui::TextEdit::singleline(&mut state.filter.search).desired_width(f32::INFINITY));
        let field = field.labelled_by(label.id);
        if std::mem::take(&mut scratch.focus_search) {
            field.request_focus();
        }
        egui::CollapsingHeader::new("Filter").id_salt("filter").show(ui, |ui| {
            ScrollArea::vertical().id_salt("filter fields").max_height(ui.available_height() * 0.6).show(ui, |ui| {
                super::filters::show(ui, state, scratch);
            });
        });
        ui.separator();
        articles_ui(ui, state, send);
    });
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
                // Titles are cut and many are alike: the day tells them apart.
                let day = article.date.map_or(String::new(), |date| date.strftime("%-d %b").to_string());
                let button = egui::Button::selectable(shown, title)
                    .truncate()
                    .shortcut_text(egui::RichText::new(day).small().weak())
                    .min_size(egui::vec2(ui.available_width(), 0.0));
                let response = ui.add(button);
                response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, shown, &article.title));
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
