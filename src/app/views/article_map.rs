use egui::{ComboBox, Pos2, Rect, Sense, Ui, pos2, vec2};

use super::Scratch;
use crate::app::actions::Action;
use crate::app::counted;
use crate::app::state::{Command, State};
use crate::app::theme::{self, space};
use crate::model::{ActorId, Article, Statement};

/// Next and previous statement, and whose marks are shown.
pub fn bar_ui(ui: &mut Ui, state: &State, scratch: &mut Scratch, article: &Article, send: &mut Vec<Command>) {
    let here: Vec<&Statement> =
        state.statements.of_article(article.id).iter().map(AsRef::as_ref).filter(|one| !one.rejected).collect();
    ui.horizontal_wrapped(|ui| {
        let at = here.iter().position(|one| Some(&one.id) == state.selection.statement.as_ref());
        for (action, sign) in [(Action::PreviousStatement, "↑"), (Action::NextStatement, "↓")] {
            let keys = state.shortcut(action).map_or(String::new(), |keys| ui.ctx().format_shortcut(&keys));
            let button = ui.add_enabled(!here.is_empty(), egui::Button::new(sign));
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, action.label()));
            if button.on_hover_text(format!("{} ({keys})", action.label())).clicked() {
                send.push(Command::Do(action));
            }
        }
        ui.weak(match at {
            Some(at) => format!("statement {} of {}", at + 1, here.len()),
            None => counted(here.len(), "statement"),
        });
        let mut holders: Vec<(String, &ActorId)> =
            here.iter().map(|one| (state.actor_name(&one.actor), &one.actor)).collect();
        holders.sort();
        holders.dedup();
        if scratch.only.as_ref().is_some_and(|id| holders.iter().all(|(_, holder)| *holder != id)) {
            scratch.only = None;
        }
        let shown = scratch.only.as_ref().map_or("everyone".to_owned(), |id| state.actor_name(id));
        let label = ui.label("Marks of");
        let whose = ComboBox::from_id_salt("marks of").selected_text(shown).show_ui(ui, |ui| {
            ui.selectable_value(&mut scratch.only, None, "everyone");
            for (name, id) in holders {
                ui.selectable_value(&mut scratch.only, Some(id.clone()), name);
            }
        });
        whose.response.labelled_by(label.id);
    });
}

/// The whole article as a strip: each statement a mark in its colour. A click leads there.
pub fn strip_ui(ui: &mut Ui, state: &State, article: &Article, marked: &[&Statement], send: &mut Vec<Command>) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ui.available_height()), Sense::CLICK);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, "Marks of the article"));
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 2.0, ui.visuals().faint_bg_color);
    let length = article.text.len().max(1) as f32;
    let dark = ui.visuals().dark_mode;
    let place = |byte: u32| rect.top() + byte as f32 / length * rect.height();
    let mark_of = |one: &Statement| {
        let cover = one.cover();
        let (top, bottom) = (place(cover.start), place(cover.end));
        Rect::from_min_max(pos2(rect.left(), top), pos2(rect.right(), bottom.max(top + 4.0)))
    };
    for one in marked {
        painter.rect_filled(mark_of(one), 1.0, theme::fill(one.stance, dark));
        if state.selection.statement.as_ref() == Some(&one.id) {
            let stroke = egui::Stroke::new(1.5, ui.visuals().strong_text_color());
            painter.rect_stroke(mark_of(one), 1.0, stroke, egui::StrokeKind::Inside);
        }
    }
    let near = |at: Pos2| {
        let apart = |one: &&&Statement| (mark_of(one).center().y - at.y).abs();
        marked.iter().min_by(|a, b| apart(a).total_cmp(&apart(b)))
    };
    if let Some(at) = response.hover_pos()
        && let Some(one) = near(at).filter(|one| (mark_of(one).center().y - at.y).abs() < 3.0 * space::M)
    {
        let name = format!("{}: {} on {}", state.actor_name(&one.actor), one.stance, state.issue_name(&one.issue));
        let clicked = response.on_hover_text_at_pointer(name).clicked();
        if clicked {
            send.push(Command::ShowArticle(article.id, Some(one.cover().start), Some(one.id.clone())));
        }
    }
}
