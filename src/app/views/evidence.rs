use egui::text::LayoutJob;
use egui::{Color32, FontId, RichText, ScrollArea, Stroke, TextFormat, Ui};
use strum::IntoEnumIterator as _;

use crate::app::state::{Command, State};
use crate::app::theme;
use crate::model::{Article, Basis, Span, Stance, Statement};

/// What the selected cell or actor rests on.
pub fn show(ui: &mut Ui, state: &State, send: &mut Vec<Command>) {
    let Some(actor) = state.selection.actor.as_ref().and_then(|id| state.project.actor(id)) else {
        ui.add_space(8.0);
        ui.label("Click a cell to read the sentences that it rests on, or an actor to read all its quotations.");
        return;
    };
    ui.add_space(4.0);
    ui.heading(&actor.name);
    let belongs = actor.affiliation.as_ref().map_or(String::new(), |id| format!(" · {}", state.actor_name(id)));
    ui.label(RichText::new(format!("{}{belongs}", actor.kind)).weak());
    let issue = state.selection.issue.as_ref();
    if let Some(issue) = issue.and_then(|id| state.project.catalogue().get(id)) {
        ui.add_space(4.0);
        ui.strong(&issue.name);
        ui.label(RichText::new(&issue.proposition).italics());
        ui.horizontal_wrapped(|ui| {
            ui.label("Set the cell");
            for stance in Stance::iter() {
                if ui.button(format!("{} {stance}", theme::sign(stance))).clicked() {
                    send.push(Command::SetCell(actor.id.clone(), issue.id.clone(), Some(stance)));
                }
            }
            if ui.button("Clear").on_hover_text("Take the decision about the cell back").clicked() {
                send.push(Command::SetCell(actor.id.clone(), issue.id.clone(), None));
            }
        });
    }
    ui.separator();
    ScrollArea::vertical().id_salt("evidence").auto_shrink(false).show(ui, |ui| {
        let statements = state.project.statements();
        let chosen =
            |statement: &&Statement| statement.actor == actor.id && issue.is_none_or(|issue| statement.issue == *issue);
        for statement in statements.iter().filter(chosen) {
            ui.push_id(&statement.id.0, |ui| statement_ui(ui, state, statement, send));
        }
        if issue.is_none() {
            quotations_ui(ui, state, send);
        }
    });
}

fn statement_ui(ui: &mut Ui, state: &State, statement: &Statement, send: &mut Vec<Command>) {
    let Some(article) = state.project.article(statement.article) else { return };
    let issue =
        state.project.catalogue().get(&statement.issue).map_or(statement.issue.0.as_str(), |issue| issue.name.as_str());
    let who = if statement.origin.is_coded() { "coded" } else { "suggested" };
    let rejected = if statement.rejected { " · rejected" } else { "" };
    ui.label(
        RichText::new(format!("{} {} · {issue}{rejected}", theme::sign(statement.stance), statement.stance)).strong(),
    );
    ui.label(sentence(ui, article, statement));
    let basis = match statement.basis {
        Basis::Stated => "stated".to_owned(),
        Basis::Reported => statement
            .reported_by
            .as_ref()
            .map_or("reported".to_owned(), |id| format!("reported by {}", state.actor_name(id))),
        Basis::Inferred => "inferred".to_owned(),
    };
    let sure = (statement.confidence * 100.0).round();
    ui.label(RichText::new(format!("{basis} · {who} · {sure} % sure · {}", origin(article))).weak().small());
    ui.horizontal_wrapped(|ui| {
        for stance in Stance::iter() {
            let on = statement.origin.is_coded() && !statement.rejected && statement.stance == stance;
            let button = egui::Button::selectable(on, theme::sign(stance));
            let response = ui.add(button).on_hover_text(format!("Code as {stance}"));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Code as {stance}")));
            if response.clicked() {
                send.push(Command::SetStatement(Box::new(statement.clone()), stance));
            }
        }
        if ui.button("Reject").on_hover_text("This is no statement").clicked() {
            send.push(Command::Reject(Box::new(statement.clone())));
        }
        if ui.button("Show in article").clicked() {
            send.push(Command::ShowArticle(article.id, Some(statement.cover().start)));
        }
    });
    ui.separator();
}

fn origin(article: &Article) -> String {
    let date = article.date.map_or(String::new(), |date| format!(", {date}"));
    let outlet = if article.outlet.is_empty() { String::new() } else { format!(", {}", article.outlet) };
    format!("{}{outlet}{date}", article.title)
}

/// The evidence in the stance's colour, the words that decided it underlined.
fn sentence(ui: &Ui, article: &Article, statement: &Statement) -> LayoutJob {
    let dark = ui.visuals().dark_mode;
    let mut job = LayoutJob::default();
    let cover = statement.cover();
    let plain = TextFormat {
        font_id: FontId::proportional(14.0),
        color: ui.visuals().strong_text_color(),
        background: theme::fill(statement.stance, dark),
        ..TextFormat::default()
    };
    let mut at = cover.start;
    for mark in &statement.rationale {
        if mark.start < at || mark.end > cover.end {
            continue;
        }
        job.append(Span { start: at, end: mark.start }.of(&article.text), 0.0, plain.clone());
        job.append(
            mark.of(&article.text),
            0.0,
            TextFormat { underline: Stroke::new(2.0, plain.color), ..plain.clone() },
        );
        at = mark.end;
    }
    job.append(Span { start: at, end: cover.end }.of(&article.text), 0.0, plain);
    if statement.rejected {
        for section in &mut job.sections {
            section.format.background = Color32::TRANSPARENT;
            section.format.strikethrough = Stroke::new(1.0, ui.visuals().weak_text_color());
        }
    }
    job
}

fn quotations_ui(ui: &mut Ui, state: &State, send: &mut Vec<Command>) {
    let Some(actor) = &state.selection.actor else { return };
    ui.add_space(8.0);
    ui.strong("Quotations");
    for article in state.project.articles() {
        let Some(reading) = state.project.reading(article.id) else { continue };
        for (at, quotation) in reading.quotations.iter().enumerate() {
            let speaker = quotation.speaker.and_then(|ix| state.project.actor_of(article.id, ix));
            if speaker.is_none_or(|speaker| speaker.id != *actor) {
                continue;
            }
            ui.push_id((article.id.to_string(), at), |ui| {
                let words: Vec<&str> = quotation.spans.iter().map(|span| span.of(&article.text)).collect();
                ui.label(words.join(" … ")).on_hover_text(&quotation.why_speaker);
                ui.horizontal_wrapped(|ui| {
                    ui.label(RichText::new(format!("{} · {}", quotation.kind, origin(article))).weak().small());
                    if ui.small_button("Show").clicked() {
                        send.push(Command::ShowArticle(article.id, Some(quotation.cover().start)));
                    }
                });
                ui.separator();
            });
        }
    }
}
