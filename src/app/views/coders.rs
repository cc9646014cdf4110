//! Several coders: who decides, how far they agree, where they differ, and what is agreed on in the end.

use egui::{Button, Key, Modifiers, RichText, ScrollArea, Ui};

use super::Scratch;
use super::evidence::sentence_of;
use crate::app::counted;
use crate::app::dialogs::Ask;
use crate::app::state::{Command, State};
use crate::app::theme;
use crate::evaluate::coders::{Agreement, Comparison, Said, Unit};
use crate::model::{Layer, Origin, Statement, StatementCoding, Verdict};
use crate::project::{Edit, View};

/// What the page shows, worked out when the project changed.
#[derive(Default)]
pub struct Coders {
    seen: Option<(u64, Vec<String>)>,
    compared: Comparison,
    open: Vec<Unit>,
    /// Who is compared; empty for all.
    chosen: Vec<String>,
    /// Which disagreement is looked at.
    at: usize,
    /// The coder's name, as typed; `None` until it is touched.
    name: Option<String>,
}

impl Coders {
    fn refresh(&mut self, state: &State) {
        let all: Vec<String> = state.project.coders().cloned().collect();
        self.chosen.retain(|name| all.contains(name));
        let compared = if self.chosen.is_empty() { all } else { self.chosen.clone() };
        let now = (state.project.revision(), compared);
        if self.seen.as_ref() == Some(&now) {
            return;
        }
        self.compared = Comparison::new(&state.project, &now.1);
        self.open = self.compared.disagreements(&state.project).cloned().collect();
        self.at = self.at.min(self.open.len().saturating_sub(1));
        self.seen = Some(now);
    }
}

/// Who works, what agrees, what does not.
pub fn show(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    let coders = &mut scratch.coders;
    ui.add_space(4.0);
    ui.heading("Coders and reliability");
    who_ui(ui, state, coders, send);
    ui.separator();
    if state.project.view().blind {
        ui.label("You code blind: what others decided, and how far you agree, is hidden until you turn that off.");
        return;
    }
    coders.refresh(state);
    ScrollArea::vertical().id_salt("coders").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(860.0);
        if !state.project.conflicts().is_empty() {
            conflicts_ui(ui, state, send);
        }
        if coders.compared.coders.len() < 2 {
            ui.add_space(8.0);
            ui.label(
                "Fewer than two coders have decided anything yet. Let a second person code under another name, or bring \
                 in their project file of the same articles.",
            );
            return;
        }
        figures_ui(ui, state, coders);
        ui.add_space(10.0);
        disagreements_ui(ui, state, coders, send);
    });
}

fn who_ui(ui: &mut Ui, state: &State, coders: &mut Coders, send: &mut Vec<Command>) {
    let view = state.project.view();
    ui.horizontal_wrapped(|ui| {
        let label = ui.label("You code as");
        let name = coders.name.get_or_insert_with(|| view.coder.clone());
        let field = ui.add(egui::TextEdit::singleline(name).desired_width(140.0)).labelled_by(label.id);
        let typed = name.trim().to_owned();
        if field.lost_focus() {
            coders.name = None;
            if !typed.is_empty() && typed != view.coder {
                send.push(Command::Work(View { coder: typed, ..view.clone() }));
            }
        } else if !field.has_focus() {
            coders.name = None;
        }
        let mut blind = view.blind;
        if ui.checkbox(&mut blind, "blind").on_hover_text("Others' decisions are hidden while you code").changed() {
            send.push(Command::Work(View { blind, ..view.clone() }));
        }
        let mut learns = view.learns;
        let hint = "Your decisions change suggestions that nobody has looked at, with the reason; undo unlearns";
        if ui.checkbox(&mut learns, "learn from decisions").on_hover_text(hint).changed() {
            send.push(Command::Work(View { learns, ..view.clone() }));
        }
        if ui.button("Bring in another project…").on_hover_text("Of the same articles; no decision is lost").clicked()
        {
            send.push(Command::Choose(Ask::Absorb));
        }
    });
}

fn conflicts_ui(ui: &mut Ui, state: &State, send: &mut Vec<Command>) {
    let conflicts = state.project.conflicts();
    ui.horizontal(|ui| {
        ui.strong(format!("{} with what was brought in", counted(conflicts.len(), "conflict")));
        if ui.small_button("Copy").clicked() {
            let line = |one: &crate::project::Conflict| {
                format!("{}\there: {}\tthere: {}\tkept: {}", one.about, one.here, one.there, one.kept)
            };
            ui.ctx().copy_text(conflicts.iter().map(line).collect::<Vec<_>>().join("\n"));
        }
        if ui.small_button("Close the list").clicked() {
            send.push(Command::Edit("close the list of conflicts".to_owned(), Box::new(Edit::Conflicts(Vec::new()))));
        }
    });
    ScrollArea::vertical().id_salt("conflicts").max_height(160.0).show(ui, |ui| {
        egui::Grid::new("conflicts").num_columns(4).striped(true).spacing([14.0, 4.0]).show(ui, |ui| {
            for head in ["About", "Here", "There", "The other's word is kept in"] {
                ui.weak(head);
            }
            ui.end_row();
            for conflict in conflicts {
                for words in [&conflict.about, &conflict.here, &conflict.there, &conflict.kept] {
                    ui.add(egui::Label::new(words).truncate()).on_hover_text(words);
                }
                ui.end_row();
            }
        });
    });
    ui.separator();
}

fn figures_ui(ui: &mut Ui, state: &State, coders: &mut Coders) {
    let all: Vec<String> = state.project.coders().cloned().collect();
    if all.len() > 2 {
        ui.horizontal_wrapped(|ui| {
            ui.label("Compare");
            for name in &all {
                let mut on = coders.chosen.is_empty() || coders.chosen.contains(name);
                if ui.toggle_value(&mut on, name).changed() {
                    if coders.chosen.is_empty() {
                        coders.chosen.clone_from(&all);
                    }
                    if on {
                        coders.chosen.push(name.clone())
                    } else {
                        coders.chosen.retain(|one| one != name)
                    }
                    coders.chosen.sort();
                    coders.chosen.dedup();
                }
            }
        });
    }
    let compared = &coders.compared;
    ui.add_space(4.0);
    ui.label(format!(
        "{} in {} in which at least two of {} decided something.",
        counted(compared.units.len(), "statement"),
        counted(compared.articles, "article"),
        compared.coders.join(", ")
    ));
    ui.add_space(4.0);
    egui::Grid::new("agreement").num_columns(5).striped(true).spacing([22.0, 6.0]).show(ui, |ui| {
        for head in ["", "compared", "agree", "Krippendorff's alpha", "Cohen's kappa"] {
            ui.strong(head);
        }
        ui.end_row();
        for (name, hint, figures) in [
            ("Is it a statement?", "accepted or rejected", &compared.verdict),
            ("Which issue", "where both accepted", &compared.issue),
            ("Which stance", "where both gave the same issue", &compared.stance),
        ] {
            ui.label(name).on_hover_text(hint);
            row_ui(ui, figures, &compared.coders);
            ui.end_row();
        }
        ui.label("Where it stands").on_hover_text("Spans of accepted statements, alpha for unitising (1995, 2004)");
        ui.label("");
        ui.label("");
        ui.label(figure(compared.spans));
        ui.end_row();
    });
    ui.weak(
        "1 is full agreement, 0 is chance. 0.8 is a usual bar, 0.667 the lowest for tentative conclusions \
         (Krippendorff 2004). A rejected suggestion counts as answered, one that was not looked at does not.",
    );
}

fn row_ui(ui: &mut Ui, figures: &Agreement, coders: &[String]) {
    ui.label(figures.units.to_string());
    let share = (100.0 * figures.agreed as f64 / figures.units.max(1) as f64).round();
    ui.label(if figures.units == 0 { "–".to_owned() } else { format!("{share} %") });
    ui.label(RichText::new(figure(figures.alpha)).strong());
    let pair = |(a, b, kappa): &(usize, usize, Option<f64>)| match coders {
        [_, _] => figure(*kappa),
        _ => format!("{}–{} {}", coders[*a], coders[*b], figure(*kappa)),
    };
    ui.label(figures.kappa.iter().map(pair).collect::<Vec<_>>().join(", "));
}

fn figure(value: Option<f64>) -> String {
    value.map_or("–".to_owned(), |value| format!("{value:.3}"))
}

/// The disagreements, one looked at; a digit takes that coder's word into the final coding.
fn disagreements_ui(ui: &mut Ui, state: &State, coders: &mut Coders, send: &mut Vec<Command>) {
    let total = coders.compared.units.iter().filter(|unit| unit.differs()).count();
    ui.horizontal(|ui| {
        ui.strong(format!("{} to settle", counted(coders.open.len(), "disagreement")));
        ui.weak(format!("{} of {total} settled", total.saturating_sub(coders.open.len())));
    });
    let Some(unit) = coders.open.get(coders.at) else {
        ui.label("None left: the final coding holds what was settled, and stands above every coder's.");
        return;
    };
    let Some(article) = state.project.article(unit.article) else { return };
    ui.horizontal(|ui| {
        if ui.small_button("Show in article").clicked() {
            send.push(Command::ShowArticle(article.id, Some(unit.span.start), None));
        }
        let place = format!("{} of {} · {}", coders.at + 1, coders.open.len(), article.title);
        ui.add(egui::Label::new(RichText::new(place).weak()).truncate()).on_hover_text(&article.title);
    });
    let typing = ui.ctx().text_edit_focused();
    let pressed = |ui: &Ui, key| !typing && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let mut chosen = None;
    for (at, said) in unit.said.iter().enumerate() {
        let Some(said) = said else { continue };
        let Some(coding) = coding_of(state, &coders.compared.coders[at], said) else { continue };
        egui::Frame::group(ui.style()).inner_margin(10).show(ui, |ui| {
            ui.set_width(theme::column(ui, 200.0));
            ui.horizontal_wrapped(|ui| {
                let key = digit(at);
                let button = Button::new(format!("{} is right", coders.compared.coders[at]))
                    .shortcut_text(key.map_or("", Key::name));
                if ui.add(button).clicked() || key.is_some_and(|key| pressed(ui, key)) {
                    chosen = Some(said.clone());
                }
                said_ui(ui, state, said);
            });
            ui.label(sentence_of(ui, state, article, &coding.statement, 14.0));
            if let Origin::Coded { note, .. } = &coding.statement.origin
                && !note.is_empty()
            {
                ui.weak(format!("Note: {note}"));
            }
        });
    }
    let none = ui.horizontal(|ui| {
        let none = ui.add(Button::new("It is no statement").shortcut_text("0")).clicked() || pressed(ui, Key::Num0);
        if ui.add(Button::new("Next").shortcut_text("Right")).clicked() || pressed(ui, Key::ArrowRight) {
            coders.at = (coders.at + 1) % coders.open.len();
        }
        if ui.add(Button::new("Back").shortcut_text("Left")).clicked() || pressed(ui, Key::ArrowLeft) {
            coders.at = (coders.at + coders.open.len() - 1) % coders.open.len();
        }
        none
    });
    if chosen.is_some() || none.inner {
        let who = chosen.as_ref().map_or("no statement".to_owned(), |said| state.actor_name(&said.actor));
        send.push(Command::Edit(format!("final coding: {who}"), Box::new(settle(state, coders, chosen.as_ref()))));
    }
}

fn said_ui(ui: &mut Ui, state: &State, said: &Said) {
    let Some(stance) = said.stance else {
        ui.strong("no statement");
        return;
    };
    let dark = ui.visuals().dark_mode;
    ui.strong(state.actor_name(&said.actor));
    let words = RichText::new(format!(" {} {stance} ", theme::sign(stance))).strong().color(theme::on_fill(dark));
    ui.label(words.background_color(theme::fill(stance, dark)));
    ui.strong(state.issue_name(&said.issue));
}

fn coding_of<'a>(state: &'a State, coder: &str, said: &Said) -> Option<&'a StatementCoding> {
    state.project.coding_in(&Layer::of(coder), &said.id)
}

fn digit(at: usize) -> Option<Key> {
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6].get(at).copied()
}

/// The final coding of a unit: the chosen word, and every other statement of the unit as none.
fn settle(state: &State, coders: &Coders, chosen: Option<&Said>) -> Edit {
    let Some(unit) = coders.open.get(coders.at) else { return Edit::All(Vec::new()) };
    let mut edits: Vec<Edit> = Vec::new();
    let mut done: Vec<&crate::model::StatementId> = Vec::new();
    let said = unit.said.iter().enumerate().filter_map(|(at, said)| Some((at, said.as_ref()?)));
    let mut said: Vec<(usize, &Said)> = said.collect();
    // The chosen one first, since others may speak of the very same suggestion.
    said.sort_by_key(|(_, said)| Some(*said) != chosen);
    for (at, said) in said {
        let Some(coding) = coding_of(state, &coders.compared.coders[at], said) else { continue };
        if done.contains(&&said.id) {
            continue;
        }
        done.push(&said.id);
        let verdict = if Some(said) == chosen { coding.verdict } else { Verdict::Rejected };
        let note = match &coding.statement.origin {
            Origin::Coded { note, .. } => note.clone(),
            Origin::Suggested { .. } => String::new(),
        };
        let statement = Statement {
            origin: Origin::Coded { coder: state.coder.clone(), at: jiff::Timestamp::now(), note },
            rejected: verdict == Verdict::Rejected,
            ..coding.statement.clone()
        };
        let coding = StatementCoding { statement, verdict, suggested: coding.suggested.clone() };
        edits.push(Edit::Statement(Layer::Final, said.id.clone(), Some(Box::new(coding))));
    }
    Edit::All(edits)
}
