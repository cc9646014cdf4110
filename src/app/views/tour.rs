use egui::{Align2, Rect, RichText, Stroke, StrokeKind, Ui};

use super::Scratch;
use crate::app::state::{Command, Page};
use crate::app::theme::{self, space};

/// A step of the tour: the page that it stands on, the part of the window that it speaks of, and what it says.
struct Step {
    page: Page,
    part: Part,
    head: &'static str,
    words: &'static str,
}

/// A part of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Menus and pages.
    Top,
    /// Articles and filter.
    Left,
    /// What the page shows.
    Middle,
    /// The evidence.
    Right,
}

const STEPS: [Step; 6] = [
    Step {
        page: Page::Matrix,
        part: Part::Middle,
        head: "Who stands where",
        words: "Each row is an actor, each column an issue. A cell shows the stance by sign and colour and how many \
                statements it rests on: + support, − oppose, ? conditional, ○ neutral, ± mixed.",
    },
    Step {
        page: Page::Matrix,
        part: Part::Right,
        head: "Why",
        words: "Click a cell: here stand the sentences that it rests on, with the deciding words underlined. “Show in \
                article” leads to the text.",
    },
    Step {
        page: Page::Matrix,
        part: Part::Middle,
        head: "You decide",
        words: "Press 1 to 4 to set the selected cell, or correct a single statement on the right. • marks what you \
                decided; it always wins over the program. Ctrl+Z takes anything back.",
    },
    Step {
        page: Page::Matrix,
        part: Part::Left,
        head: "Only what you ask for",
        words: "Find an actor, or filter by day, outlet, kind and confidence. The sentence over the matrix says what \
                counts, and each × takes a part of it away.",
    },
    Step {
        page: Page::Plots,
        part: Part::Middle,
        head: "What it adds up to",
        words: "Stances over time, who agrees with whom, outlet beside outlet: each plot with its numbers beside it, to \
                save or copy.",
    },
    Step {
        page: Page::Matrix,
        part: Part::Top,
        head: "Everything by name",
        words: "Ctrl+K finds every command, actor, issue and article; Ctrl+Shift+F looks in all texts; Ctrl+E exports. \
                Now open your own articles.",
    },
];

/// Shows the step of the tour that is on, if it is.
pub fn show(ui: &Ui, scratch: &mut Scratch, page: Page, send: &mut Vec<Command>) {
    let Some(at) = scratch.tour else { return };
    let Some(step) = STEPS.get(at) else {
        scratch.tour = None;
        return;
    };
    let fresh = scratch.tour_turned != Some(at);
    if fresh {
        scratch.tour_turned = Some(at);
        if page != step.page {
            send.push(Command::Page(step.page));
        }
    }
    let place = scratch.parts.iter().find(|(part, _)| *part == step.part).map(|(_, rect)| *rect);
    if let Some(rect) = place {
        let painter =
            ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("tour frame")));
        let stroke = Stroke::new(3.0, ui.visuals().hyperlink_color);
        painter.rect_stroke(rect.shrink(2.0), 4.0, stroke, StrokeKind::Inside);
    }
    let area = egui::Area::new(egui::Id::unique("tour")).order(egui::Order::Foreground);
    area.anchor(Align2::CENTER_BOTTOM, egui::vec2(0.0, -48.0)).show(ui.ctx(), |ui| {
        egui::Frame::popup(ui.style()).inner_margin(space::L).show(ui, |ui| {
            ui.set_width(430.0);
            ui.horizontal(|ui| {
                ui.heading(step.head);
                ui.weak(format!("{} of {}", at + 1, STEPS.len()));
            });
            ui.label(RichText::new(step.words).size(theme::size::READING));
            ui.add_space(space::S);
            ui.horizontal(|ui| {
                let last = at + 1 == STEPS.len();
                let next = ui.button(if last { "Done" } else { "Next" });
                if fresh {
                    // Enter goes through the whole tour.
                    next.request_focus();
                }
                if next.clicked() {
                    scratch.tour = if last { None } else { Some(at + 1) };
                }
                if at > 0 && ui.button("Previous").clicked() {
                    scratch.tour = Some(at - 1);
                }
                if !last && ui.button("Leave the tour").clicked() {
                    scratch.tour = None;
                }
            });
        });
    });
    let leave = ui.input(|input| input.key_pressed(egui::Key::Escape));
    if leave || scratch.tour.is_none() {
        scratch.tour = None;
        scratch.tour_turned = None;
    }
}

/// Remembers where a part of the window stands.
pub fn part(scratch: &mut Scratch, part: Part, rect: Rect) {
    scratch.parts.retain(|(known, _)| *known != part);
    scratch.parts.push((part, rect));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tour_has_six_short_steps() {
        for step in &STEPS {
            assert!(step.words.split_whitespace().count() <= 50, "{}", step.head);
        }
    }
}
