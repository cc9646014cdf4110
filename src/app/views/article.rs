use egui::text::LayoutJob;
use egui::{Color32, FontId, Label, RichText, ScrollArea, Sense, Stroke, TextFormat, Ui};
use strum::IntoEnumIterator as _;

use super::{Scratch, article_map, coding};
use crate::app::state::{Command, State};
use crate::app::theme;
use crate::model::{Article, Quotation, Span, Stance, Statement};

/// The whole text with its quotations on a tinted ground and its statements in their colours.
pub fn show(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    let Some(article) = state.shown_article() else {
        ui.centered_and_justified(|ui| ui.label("Choose an article on the left."));
        return;
    };
    scratch.selecting.follow(article.id);
    coding::keys(ui, state, &mut scratch.selecting, article, send);
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
        if !about.is_empty() {
            ui.weak(about.join(" · "));
        }
        let dark = ui.visuals().dark_mode;
        for stance in Stance::iter() {
            let name = format!(" {} {stance} ", theme::sign(stance));
            let text = RichText::new(name).small().color(theme::on_fill(dark));
            ui.label(text.background_color(theme::fill(stance, dark))).on_hover_text(theme::meaning(stance));
        }
        let quotation = RichText::new(" quotation ").small().background_color(theme::quotation(dark));
        // In one piece, also where the row ends.
        ui.add(Label::new(quotation).extend());
        ui.label(RichText::new("source").small().underline());
        ui.label(RichText::new("cue").small().italics());
    });
    article_map::bar_ui(ui, state, scratch, article, send);
    ui.separator();
    egui::Panel::right("marks").exact_size(26.0).resizable(false).show_separator_line(false).show(ui, |ui| {
        article_map::strip_ui(ui, state, article, &statements, send);
    });
    ScrollArea::vertical().id_salt("article").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(theme::column(ui, 0.0));
        let mut start = 0;
        for line in article.text.split_inclusive('\n') {
            let span = Span::new(start, start + line.trim_end().len());
            start += line.len();
            if span.is_empty() {
                continue;
            }
            let marks = Marks { quotations, statements: &statements };
            paragraph_ui(ui, state, &mut scratch.selecting, article, span, &marks, send);
            ui.add_space(7.0);
        }
    });
    coding::form_ui(ui, state, &mut scratch.selecting, article, send);
}

/// What is marked in the text.
struct Marks<'a> {
    quotations: &'a [Quotation],
    statements: &'a [&'a Statement],
}

fn paragraph_ui(
    ui: &mut Ui,
    state: &State,
    selecting: &mut coding::Selecting,
    article: &Article,
    span: Span,
    marks: &Marks<'_>,
    send: &mut Vec<Command>,
) {
    let words = span.of(&article.text);
    let job = paragraph(ui, state, selecting.span, article, span, marks);
    let (at, galley, response) = Label::new(job).selectable(false).sense(Sense::CLICK | Sense::DRAG).layout_in_ui(ui);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Paragraph, true, words));
    let char_of = |byte: u32| {
        let inside = byte.saturating_sub(span.start).min(span.len() as u32) as usize;
        words.get(..inside).map_or(0, |before| before.chars().count())
    };
    let byte_of = |index: usize| {
        let inside = words.char_indices().map(|(byte, _)| byte).nth(index).unwrap_or(words.len());
        span.start + inside as u32
    };
    ui.painter().galley(at, std::sync::Arc::clone(&galley), ui.visuals().text_color());
    bars(ui, at, &galley, span, marks.statements, state, &char_of);
    if state.selection.scroll_to.is_some_and(|at| span.start <= at && at < span.end) {
        response.scroll_to_me(Some(egui::Align::Center));
    }
    if let Some(end) = selecting.span.map(|selected| selected.end).filter(|end| span.start < *end && *end <= span.end) {
        let cursor = egui::text::CCursor::new(egui::text::CharIndex(char_of(end)));
        let place = galley.pos_from_cursor(cursor).translate(at.to_vec2());
        selecting.at = Some(place.left_bottom());
        if std::mem::take(&mut selecting.reveal) {
            ui.scroll_to_rect(place.expand(60.0), None);
        }
    }
    let response = response.on_hover_cursor(egui::CursorIcon::Text);
    let Some(pointer) = ui.input(|input| input.pointer.interact_pos()) else { return };
    let here = byte_of(galley.cursor_from_pos(pointer - at).index.0);
    if response.drag_started() {
        let from = ui.input(|input| input.pointer.press_origin()).unwrap_or(pointer);
        selecting.drag(byte_of(galley.cursor_from_pos(from - at).index.0), true);
    }
    let dragged = ui.input(|input| input.pointer.is_decidedly_dragging()) && selecting.is_dragging();
    if dragged && response.rect.y_range().contains(pointer.y) {
        selecting.drag(here, false);
    }
    if response.drag_stopped() {
        selecting.drop(state, article);
    } else if response.double_clicked() {
        selecting.take_sentence(state, article, here);
    } else if response.clicked() {
        let there = Span { start: here, end: here + 1 };
        let over = marks.statements.iter().filter(|one| one.evidence.iter().any(|mark| mark.overlaps(there)));
        let over: Vec<&&Statement> = over.collect();
        // Where several lie over each other, each click goes to the next.
        let at = over.iter().position(|one| Some(&one.id) == state.selection.statement.as_ref());
        if let Some(statement) = over.get(at.map_or(0, |at| (at + 1) % over.len())) {
            send.push(Command::ShowArticle(article.id, None, Some(statement.id.clone())));
        }
    }
}

/// A thin bar below the words of each statement that lies over another one or is chosen, in lanes, so that each is told
/// apart however they nest. Where there is one only, its wash tells enough.
fn bars(
    ui: &Ui,
    at: egui::Pos2,
    galley: &egui::Galley,
    span: Span,
    statements: &[&Statement],
    state: &State,
    char_of: &dyn Fn(u32) -> usize,
) {
    let dark = ui.visuals().dark_mode;
    let mut lanes: Vec<u32> = Vec::new();
    for statement in statements {
        for mark in statement.evidence.iter().filter(|mark| mark.overlaps(span)) {
            let lane = lanes.iter().position(|end| *end <= mark.start).unwrap_or(lanes.len());
            if lane == lanes.len() {
                lanes.push(0);
            }
            lanes[lane] = mark.end;
            let (start, end) = (char_of(mark.start.max(span.start)), char_of(mark.end.min(span.end)));
            let chosen = state.selection.statement.as_ref() == Some(&statement.id);
            let lies_over =
                |other: &&&Statement| other.id != statement.id && other.evidence.iter().any(|its| its.overlaps(*mark));
            if !chosen && statements.iter().find(lies_over).is_none() {
                continue;
            }
            let mut first = 0;
            for row in &galley.rows {
                let count = row.char_count_including_newline().0;
                let (from, to) = (start.max(first), end.min(first + row.char_count_excluding_newline().0));
                if from < to {
                    let x = |index: usize| at.x + row.pos.x + row.x_offset(egui::text::CharIndex(index - first));
                    let y = at.y + row.pos.y + row.size.y - 1.0 + 3.0 * (lane.min(2) as f32) - 2.0;
                    let stroke = Stroke::new(if chosen { 3.0 } else { 1.5 }, theme::line(statement.stance, dark));
                    ui.painter().hline(x(from)..=x(to), y, stroke);
                }
                first += count;
            }
        }
    }
}

fn paragraph(
    ui: &Ui,
    state: &State,
    selected: Option<Span>,
    article: &Article,
    span: Span,
    marks: &Marks<'_>,
) -> LayoutJob {
    let (quotations, statements) = (marks.quotations, marks.statements);
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
    marks.extend(selected);
    for piece in span.cut(&marks) {
        let within = |marks: &[Span]| marks.iter().any(|mark| mark.contains(piece));
        let over = statements.iter().filter(|statement| within(&statement.evidence));
        let chosen = |statement: &&&Statement| state.selection.statement.as_ref() == Some(&statement.id);
        let (chosen, stance) = (over.clone().find(chosen), over.clone().next());
        let plain = ui.visuals().strong_text_color();
        let color = if chosen.is_some() { theme::on_fill(dark) } else { plain };
        let mut format = TextFormat {
            font_id: FontId::proportional(theme::size::READING),
            color,
            line_height: Some(22.0),
            expand_bg: theme::GROUND,
            ..TextFormat::default()
        };
        format.background = match (chosen, stance) {
            (Some(one), _) => theme::fill(one.stance, dark),
            (None, Some(one)) => theme::wash(one.stance, dark),
            (None, None) if within(&quoted) => theme::quotation(dark),
            (None, None) => Color32::TRANSPARENT,
        };
        if selected.is_some_and(|selected| selected.contains(piece)) {
            format.background = theme::selected(dark);
            format.color = plain;
        }
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
