use egui::text::LayoutJob;
use egui::{Color32, FontId, RichText, ScrollArea, Stroke, TextFormat, Ui};

use crate::app::state::{Command, State};
use crate::app::theme;
use crate::model::{Article, Span, Stance, Statement};

/// The whole text with its quotations on a tinted ground and its statements in their colours.
pub fn show(ui: &mut Ui, state: &State, _send: &mut Vec<Command>) {
    let Some(article) = state.shown_article() else {
        ui.centered_and_justified(|ui| ui.label("Choose an article on the left."));
        return;
    };
    let statements: Vec<Statement> = state
        .project
        .statements()
        .into_iter()
        .filter(|statement| statement.article == article.id && !statement.rejected)
        .collect();
    let quotations: Vec<Span> = state
        .project
        .reading(article.id)
        .into_iter()
        .flat_map(|reading| &reading.quotations)
        .flat_map(|quotation| quotation.spans.clone())
        .collect();
    ui.heading(&article.title);
    let date = article.date.map_or(String::new(), |date| date.to_string());
    ui.label(RichText::new([article.outlet.as_str(), &date, &article.byline].join("  ")).weak());
    ui.add_space(8.0);
    ScrollArea::vertical().id_salt("article").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(680.0);
        let mut start = 0;
        for line in article.text.split_inclusive('\n') {
            let span = Span::new(start, start + line.trim_end().len());
            start += line.len();
            if span.is_empty() {
                continue;
            }
            let response = ui.label(paragraph(ui, article, span, &quotations, &statements));
            if state.selection.scroll_to.is_some_and(|at| span.start <= at && at < span.end) {
                response.scroll_to_me(Some(egui::Align::Center));
            }
            ui.add_space(8.0);
        }
    });
}

fn paragraph(ui: &Ui, article: &Article, span: Span, quotations: &[Span], statements: &[Statement]) -> LayoutJob {
    let dark = ui.visuals().dark_mode;
    let mut job = LayoutJob::default();
    for (piece, quoted, stance, decided) in pieces(span, quotations, statements) {
        let background = match stance {
            Some(stance) => theme::fill(stance, dark),
            None if quoted => theme::quotation(dark),
            None => Color32::TRANSPARENT,
        };
        let color = ui.visuals().strong_text_color();
        let underline = if decided { Stroke::new(2.0, color) } else { Stroke::NONE };
        job.append(
            piece.of(&article.text),
            0.0,
            TextFormat { font_id: FontId::proportional(15.0), color, background, underline, ..TextFormat::default() },
        );
    }
    job
}

/// A paragraph cut where a mark begins or ends: each piece with whether it is quoted, the stance that it is evidence
/// of, and whether it is among the words that decided.
fn pieces(span: Span, quotations: &[Span], statements: &[Statement]) -> Vec<(Span, bool, Option<Stance>, bool)> {
    let marks = quotations.iter().chain(statements.iter().flat_map(|s| s.evidence.iter().chain(&s.rationale)));
    let mut cuts: Vec<u32> =
        marks.flat_map(|mark| [mark.start, mark.end]).filter(|at| span.start < *at && *at < span.end).collect();
    cuts.extend([span.start, span.end]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|cut| {
            let piece = Span { start: cut[0], end: cut[1] };
            let within = |marks: &[Span]| marks.iter().any(|mark| mark.contains(piece));
            let stance =
                statements.iter().find(|statement| within(&statement.evidence)).map(|statement| statement.stance);
            (piece, within(quotations), stance, statements.iter().any(|statement| within(&statement.rationale)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_are_cut_at_every_border_and_lose_no_byte() {
        let found = pieces(Span::new(0, 10), &[Span::new(2, 6), Span::new(4, 8)], &[]);
        let spans: Vec<(u32, u32)> = found.iter().map(|(piece, ..)| (piece.start, piece.end)).collect();
        assert_eq!(spans, [(0, 2), (2, 4), (4, 6), (6, 8), (8, 10)]);
        assert_eq!(found.iter().map(|(_, quoted, ..)| *quoted).collect::<Vec<_>>(), [false, true, true, true, false]);
    }
}
