use egui::text::LayoutJob;
use egui::{Color32, FontId, Label, RichText, ScrollArea, Sense, Stroke, TextFormat, Ui};
use strum::IntoEnumIterator as _;

use super::{Scratch, article_map};
use crate::app::state::{Command, State};
use crate::app::theme;
use crate::model::{Article, Quotation, Span, Stance, Statement};

/// The whole text with its quotations on a tinted ground and its statements in their colours.
pub fn show(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    let Some(article) = state.shown_article() else {
        ui.centered_and_justified(|ui| ui.label("Choose an article on the left."));
        return;
    };
    let of_whom = |one: &&Statement| scratch.only.as_ref().is_none_or(|only| one.actor == *only);
    let statements: Vec<&Statement> = state.statements.of_article(article.id).iter().map(AsRef::as_ref).collect();
    let statements: Vec<&Statement> = statements.into_iter().filter(|one| !one.rejected).filter(of_whom).collect();
    let reading = state.project.reading(article.id);
    let quotations: &[Quotation] = reading.map_or(&[], |reading| &reading.quotations);
    ui.add_space(4.0);
    ui.heading(&article.title);
    let date = article.date.map_or(String::new(), |date| date.to_string());
    let about = [article.outlet.as_str(), &date, &article.byline];
    let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
    ui.horizontal_wrapped(|ui| {
        ui.weak(about.join(" · "));
        let dark = ui.visuals().dark_mode;
        for stance in Stance::iter() {
            let name = format!(" {} {stance} ", theme::sign(stance));
            let text = RichText::new(name).small().color(theme::on_fill(dark));
            ui.label(text.background_color(theme::fill(stance, dark))).on_hover_text(theme::meaning(stance));
        }
        ui.label(RichText::new(" quotation ").small().background_color(theme::quotation(dark)));
        ui.label(RichText::new("source").small().underline());
        ui.label(RichText::new("cue").small().italics());
    });
    article_map::bar_ui(ui, state, scratch, article, send);
    ui.separator();
    egui::Panel::right("marks").exact_size(26.0).resizable(false).show_separator_line(false).show(ui, |ui| {
        article_map::strip_ui(ui, state, article, &statements, send);
    });
    ScrollArea::vertical().id_salt("article").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(theme::COLUMN);
        let mut start = 0;
        for line in article.text.split_inclusive('\n') {
            let span = Span::new(start, start + line.trim_end().len());
            start += line.len();
            if span.is_empty() {
                continue;
            }
            paragraph_ui(ui, state, article, span, quotations, &statements, send);
            ui.add_space(7.0);
        }
    });
}

fn paragraph_ui(
    ui: &mut Ui,
    state: &State,
    article: &Article,
    span: Span,
    quotations: &[Quotation],
    statements: &[&Statement],
    send: &mut Vec<Command>,
) {
    let job = paragraph(ui, state, article, span, quotations, statements);
    let (at, galley, response) = Label::new(job).sense(Sense::click()).layout_in_ui(ui);
    egui::text_selection::LabelSelectionState::label_text_selection(
        ui,
        &response,
        at,
        std::sync::Arc::clone(&galley),
        ui.visuals().text_color(),
        Stroke::NONE,
    );
    if state.selection.scroll_to.is_some_and(|at| span.start <= at && at < span.end) {
        response.scroll_to_me(Some(egui::Align::Center));
    }
    if response.clicked()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let index = galley.cursor_from_pos(pointer - at).index;
        let byte = span.of(&article.text).char_indices().map(|(byte, _)| byte).nth(index.0).unwrap_or(0) as u32;
        let there = Span { start: span.start + byte, end: span.start + byte + 1 };
        let hit = statements.iter().find(|statement| statement.evidence.iter().any(|mark| mark.overlaps(there)));
        if let Some(statement) = hit {
            send.push(Command::ShowArticle(article.id, Some(statement.cover().start), Some(statement.id.clone())));
        }
    }
}

fn paragraph(
    ui: &Ui,
    state: &State,
    article: &Article,
    span: Span,
    quotations: &[Quotation],
    statements: &[&Statement],
) -> LayoutJob {
    let dark = ui.visuals().dark_mode;
    let mut job = LayoutJob::default();
    let near = |mark: &&Span| mark.overlaps(span);
    let quoted: Vec<Span> = quotations.iter().flat_map(|quotation| &quotation.spans).filter(near).copied().collect();
    let sources: Vec<Span> =
        quotations.iter().flat_map(|quotation| &quotation.source_spans).filter(near).copied().collect();
    let cues: Vec<Span> = quotations.iter().flat_map(|quotation| &quotation.cue).filter(near).copied().collect();
    let evidence = statements.iter().flat_map(|statement| statement.evidence.iter().chain(&statement.rationale));
    let mut marks: Vec<Span> = evidence.filter(near).copied().collect();
    marks.extend(quoted.iter().chain(&sources).chain(&cues));
    for piece in span.cut(&marks) {
        let within = |marks: &[Span]| marks.iter().any(|mark| mark.contains(piece));
        let over = statements.iter().filter(|statement| within(&statement.evidence));
        let chosen = |statement: &&&Statement| state.selection.statement.as_ref() == Some(&statement.id);
        let stance = over.clone().find(chosen).or_else(|| over.clone().next()).map(|statement| statement.stance);
        let color = ui.visuals().strong_text_color();
        let color = if stance.is_some() { theme::on_fill(dark) } else { color };
        let mut format = TextFormat {
            font_id: FontId::proportional(theme::size::READING),
            color,
            line_height: Some(21.0),
            ..TextFormat::default()
        };
        format.background = match stance {
            Some(stance) => theme::fill(stance, dark),
            None if within(&quoted) => theme::quotation(dark),
            None => Color32::TRANSPARENT,
        };
        if within(&sources) {
            format.underline = Stroke::new(1.0, ui.visuals().hyperlink_color);
        }
        format.italics = within(&cues);
        if statements.iter().any(|statement| within(&statement.rationale)) {
            format.underline = Stroke::new(2.0, color);
        }
        job.append(piece.of(&article.text), 0.0, format);
    }
    job
}
