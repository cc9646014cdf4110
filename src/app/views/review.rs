use egui::{Button, RichText, ScrollArea, Ui, vec2};
use strum::IntoEnumIterator as _;

use super::evidence::{note_of, origin, sentence_of, who_says};
use super::{Scratch, issue_mark, shortened};
use crate::app::review::Step;
use crate::app::state::{Command, State};
use crate::app::theme::{self, space};
use crate::findings::Cell;
use crate::findings::review::would_say;
use crate::model::{Span, Stance, Statement};

/// One suggestion after the other, by keys alone.
pub fn show(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    header_ui(ui, state, scratch, send);
    ui.separator();
    let Some(statement) = state.reviewed() else {
        ui.vertical_centered(|ui| {
            ui.add_space(ui.available_height() * 0.3);
            ui.heading("Nothing waits for a look.");
            ui.label(if state.review.filter == Default::default() {
                "Every suggestion of the articles that are loaded has been decided."
            } else {
                "Nothing of what the filter lets through: clear it to go on with the rest."
            });
        });
        return;
    };
    ScrollArea::vertical().id_salt("review").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(theme::column(ui, 120.0));
        ui.add_space(space::M);
        proposal_ui(ui, state, statement);
        ui.add_space(space::M);
        egui::Frame::group(ui.style()).inner_margin(space::L).show(ui, |ui| {
            // However much or little is quoted, the buttons below stay where they are, so that the mouse may too.
            let room = (ui.available_height() - KEYS).clamp(120.0, TEXT);
            let text = ScrollArea::vertical().id_salt(&statement.id.0).max_height(room).auto_shrink(false);
            text.min_scrolled_height(room).show(ui, |ui| said_ui(ui, state, statement));
        });
        ui.add_space(space::M);
        cell_ui(ui, state, statement);
        ui.add_space(space::M);
        keys_ui(ui, state, statement, send);
        ui.add_space(space::L);
        next_ui(ui, state, statement, send);
    });
}

/// Room for the cell and the keys below the text.
const KEYS: f32 = 180.0;
/// The most room that the text takes.
const TEXT: f32 = 240.0;

/// The words with what stands before and after them, and where they were read.
fn said_ui(ui: &mut Ui, state: &State, statement: &Statement) {
    let Some(article) = state.project.article(statement.article) else { return };
    let (before, after) = around(&article.text, statement.cover());
    let paragraph = |ui: &mut Ui, words: String| {
        if !words.is_empty() {
            ui.label(RichText::new(words).weak());
        }
    };
    paragraph(ui, before);
    ui.label(sentence_of(ui, state, article, statement, theme::size::READING));
    paragraph(ui, after);
    for condition in &statement.condition {
        ui.label(RichText::new(format!("On condition: {}", condition.of(&article.text))).small());
    }
    ui.add_space(space::S);
    ui.label(RichText::new(format!("{} · {}", who_says(state, statement), origin(article))).weak().small());
}

fn header_ui(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    let review = &state.review;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.heading("Review");
        let left = review.queue.len();
        let words = format!("{} decided now, {left} to look at", review.decided);
        let part = review.decided as f32 / (review.decided + left).max(1) as f32;
        let bar = ui.add(egui::ProgressBar::new(part).desired_width(160.0).desired_height(8.0));
        bar.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &words));
        ui.label(words);
    });
    ui.horizontal_wrapped(|ui| {
        let mut filter = review.filter.clone();
        let name = filter.issue.as_ref().map_or("All issues".to_owned(), |issue| state.issue_name(issue));
        let combo = egui::ComboBox::from_id_salt("review issue").width(150.0).selected_text(name).show_ui(ui, |ui| {
            ui.selectable_value(&mut filter.issue, None, "All issues");
            for issue in &state.matrix.issues {
                ui.selectable_value(&mut filter.issue, Some(issue.id.clone()), &issue.name);
            }
        });
        combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "Issue reviewed"));
        let name = filter.actor.as_ref().map_or("All actors".to_owned(), |actor| state.actor_name(actor));
        let combo = egui::ComboBox::from_id_salt("review actor").width(150.0).selected_text(name).show_ui(ui, |ui| {
            let search = ui.text_edit_singleline(&mut scratch.review_actor);
            search.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Find an actor to review"));
            ui.selectable_value(&mut filter.actor, None, "All actors");
            let wanted = scratch.review_actor.trim().to_lowercase();
            let fits = state.matrix.rows.iter().filter(|row| row.actor.name.to_lowercase().contains(&wanted));
            for row in fits.take(12) {
                ui.selectable_value(&mut filter.actor, Some(row.actor.id.clone()), &row.actor.name);
            }
        });
        combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "Actor reviewed"));
        let title = |id| state.project.article(id).map_or(String::new(), |article| article.title.clone());
        let name = filter.article.map_or("All articles".to_owned(), title);
        let combo = egui::ComboBox::from_id_salt("review article")
            .width(180.0)
            .selected_text(shortened(&name, 30))
            .show_ui(ui, |ui| {
                ui.selectable_value(&mut filter.article, None, "All articles");
                for article in state.project.articles() {
                    ui.selectable_value(&mut filter.article, Some(article.id), shortened(&article.title, 60));
                }
            });
        combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "Article reviewed"));
        let label = ui.label("sure");
        for (at, end) in [(0, "Least sure"), (1, "Most sure")] {
            let value = if at == 0 { &mut filter.confidence.0 } else { &mut filter.confidence.1 };
            let mut percent = (*value * 100.0).round();
            let field = egui::DragValue::new(&mut percent).range(0.0..=100.0).suffix(" %");
            let field = ui.add(field).labelled_by(label.id).on_hover_text(end);
            if field.changed() {
                *value = percent / 100.0;
            }
            if at == 0 {
                ui.label("to");
            }
        }
        if filter != Default::default() && ui.button("Clear").on_hover_text("Go through all suggestions").clicked() {
            filter = Default::default();
        }
        if filter != review.filter {
            send.push(Command::Review(Step::Filter(filter)));
        }
    });
}

/// How much of a neighbouring paragraph is shown, in letters.
const NEAR: usize = 240;

/// The ends of the paragraphs before and after the one that holds a span.
fn around(text: &str, cover: Span) -> (String, String) {
    let start = text[..cover.start as usize].rfind('\n').unwrap_or(0);
    let end = text[cover.end as usize..].find('\n').map_or(text.len(), |at| cover.end as usize + at);
    let before = text[..start].trim_end().rsplit('\n').next().unwrap_or_default();
    let after = text[end..].trim_start().split('\n').next().unwrap_or_default();
    let count = before.trim().chars().count();
    let near: String = before.trim().chars().skip(count.saturating_sub(NEAR)).collect();
    let before = match near.split_once(' ') {
        Some((_, whole)) if count > NEAR => format!("… {whole}"),
        _ => near,
    };
    (before, shortened(after.trim(), NEAR))
}

/// Who, on what, which stance; and what stands where it was decided.
fn proposal_ui(ui: &mut Ui, state: &State, statement: &Statement) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(state.actor_name(&statement.actor)).size(20.0).strong());
        let dark = ui.visuals().dark_mode;
        let stance = format!(" {} {} ", theme::sign(statement.stance), statement.stance);
        let stance = RichText::new(stance).size(18.0).color(theme::on_fill(dark));
        ui.label(stance.background_color(theme::fill(statement.stance, dark)));
        issue_mark(ui, state, &statement.issue);
        ui.label(RichText::new(state.issue_name(&statement.issue)).size(20.0).strong());
    });
    if let Some(issue) = state.project.catalogue().get(&statement.issue) {
        ui.label(RichText::new(&issue.proposition).italics());
    }
    let why = why(state, statement);
    // Two lines, whether the words fill them or not: see above.
    let lines = vec2(ui.available_width(), 2.0 * ui.text_style_height(&egui::TextStyle::Body));
    ui.allocate_ui_with_layout(lines, egui::Layout::top_down(egui::Align::Min), |ui| {
        ui.set_min_height(lines.y);
        ui.label(why);
    });
}

/// Why it is worth a look, or what was decided of it.
fn why(state: &State, statement: &Statement) -> RichText {
    if statement.origin.is_coded() {
        let what = if statement.rejected { "rejected" } else { "accepted" };
        let note = note_of(statement);
        let note = if note.is_empty() { note } else { format!(" · {note}") };
        return RichText::new(format!("You have {what} this.{note}")).strong();
    }
    let queued = state.review.queue.iter().find(|candidate| candidate.statement.id == statement.id);
    let lesson = state.project.lesson(statement).map_or(String::new(), |lesson| lesson.why);
    let lesson = if lesson.is_empty() { lesson } else { format!(" · {lesson}") };
    RichText::new(format!("{}{lesson}", queued.map_or(String::new(), |queued| queued.why()))).weak()
}

fn cell_ui(ui: &mut Ui, state: &State, statement: &Statement) {
    let here: Vec<Statement> = state
        .statements
        .of_actor(&statement.actor)
        .filter(|one| one.issue == statement.issue)
        .map(|one| Statement::clone(one))
        .collect();
    let coding = state.project.cell_codings().get(&(statement.actor.clone(), statement.issue.clone()));
    let [now, yes, no] = would_say(&here, coding, statement);
    ui.horizontal_wrapped(|ui| {
        ui.label("The cell says");
        chip(ui, now.as_ref());
        if !statement.origin.is_coded() {
            ui.label("· accepted it would say");
            chip(ui, yes.as_ref());
            ui.label("· rejected");
            chip(ui, no.as_ref());
        }
    });
}

fn chip(ui: &mut Ui, cell: Option<&Cell>) {
    let Some(cell) = cell else {
        ui.label(RichText::new(" nothing ").strong());
        return;
    };
    let words = format!(" {} ({}) ", cell.word(), cell.statements.len());
    let dark = ui.visuals().dark_mode;
    let fill = theme::cell_fill(cell, dark);
    let color = if fill == egui::Color32::TRANSPARENT { ui.visuals().text_color() } else { theme::on_fill(dark) };
    ui.label(RichText::new(words).color(color).background_color(fill));
}

/// What each key does; a button each, so that the mouse may do it too.
fn keys_ui(ui: &mut Ui, state: &State, statement: &Statement, send: &mut Vec<Command>) {
    let mut step = |ui: &mut Ui, key: &str, name: &str, step: Step, fill: Option<egui::Color32>| {
        let dark = ui.visuals().dark_mode;
        let color = if fill.is_some() { theme::on_fill(dark) } else { ui.visuals().text_color() };
        let mut button = Button::new(RichText::new(name).color(color))
            .shortcut_text(RichText::new(key).color(color))
            .min_size(vec2(104.0, 30.0));
        if let Some(fill) = fill {
            button = button.fill(fill);
        }
        let response = ui.add(button);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{name} ({key})")));
        if response.clicked() {
            send.push(Command::Review(step));
        }
    };
    ui.horizontal_wrapped(|ui| {
        step(ui, "A", "Accept", Step::Accept, None);
        step(ui, "R", "Reject", Step::Reject, None);
        for (at, stance) in Stance::iter().enumerate() {
            let fill = theme::fill(stance, ui.visuals().dark_mode);
            let name = format!("{} {stance}", theme::sign(stance));
            step(ui, state.stance_keys[at].name(), &name, Step::Code(stance), Some(fill));
        }
    });
    ui.horizontal_wrapped(|ui| {
        step(ui, "S", "Skip", Step::Skip, None);
        step(ui, "Left", "Back", Step::Back, None);
        step(ui, "Right", "Next", Step::Next, None);
        step(ui, "U", "Undo", Step::Undo, None);
    });
    ui.horizontal(|ui| {
        if ui.button("Show in article").clicked() {
            let at = statement.cover().start;
            send.push(Command::ShowArticle(statement.article, Some(at), Some(statement.id.clone())));
        }
        if ui.button("Show the cell").clicked() {
            send.push(Command::SelectCell(statement.actor.clone(), statement.issue.clone()));
            send.push(Command::Page(crate::app::state::Page::Matrix));
        }
        ui.weak(state.undoable().map_or(String::new(), |label| format!("U undoes: {label}")));
    });
}

/// What comes next, so that nobody is surprised.
fn next_ui(ui: &mut Ui, state: &State, statement: &Statement, send: &mut Vec<Command>) {
    let queue = &state.review.queue;
    let at = queue.iter().position(|candidate| candidate.statement.id == statement.id).map_or(0, |at| at + 1);
    let next: Vec<&Statement> = queue[at.min(queue.len())..]
        .iter()
        .take(6)
        .filter_map(|candidate| {
            state.statements.get(candidate.statement.article, &candidate.statement.id).map(AsRef::as_ref)
        })
        .collect();
    if next.is_empty() {
        return;
    }
    ui.weak("Next");
    for one in next {
        let words = format!(
            "{}  {} {}: {}",
            theme::sign(one.stance),
            state.actor_name(&one.actor),
            one.stance,
            state.issue_name(&one.issue)
        );
        if ui.add(Button::new(words).frame(false).truncate()).clicked() {
            send.push(Command::Review(Step::Show(one.article, one.id.clone())));
        }
    }
}
