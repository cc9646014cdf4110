//! The pages of one actor and of one issue.

use egui::{Button, RichText, ScrollArea, Ui};

use super::{NoteOf, Scratch, evidence, issue_mark, note_ui, sentence};
use crate::app::counted;
use crate::app::state::{Command, State};
use crate::app::theme::{self, space};
use crate::findings::{Agreement, IssueProfile, Position, Profile};
use crate::model::{Actor, ActorId, IssueId, Stance, Statement};
use crate::project::Edit;

/// What the pages show, derived when the matrix was made.
#[derive(Default)]
pub struct Cached {
    actor: Option<(u64, ActorId, Profile)>,
    /// How high each position of the actor was, when last laid out at that width.
    heights: (f32, Vec<Option<f32>>),
    issue: Option<(u64, IssueId, Option<IssueProfile>)>,
}

/// Everything that one actor says.
pub fn actor_ui(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    let Some(actor) = state.selection.actor.as_ref().and_then(|id| state.project.actor(id)) else {
        ui.centered_and_justified(|ui| ui.label("Choose an actor: click a name in the matrix."));
        return;
    };
    let known = scratch.profiles.actor.as_ref().is_some_and(|(made, id, _)| *made == state.made && *id == actor.id);
    if !known {
        let profile = Profile::new(&state.project, &state.statements, &state.filter, &state.matrix, &actor.id);
        scratch.profiles.actor = Some((state.made, actor.id.clone(), profile));
        scratch.profiles.heights.1.clear();
    }
    let Cached { actor: Some((.., profile)), heights, .. } = &mut scratch.profiles else { return };
    if heights.0 != ui.available_width() {
        *heights = (ui.available_width(), Vec::new());
    }
    let heights = &mut heights.1;
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        ui.heading(&actor.name);
        ui.weak(actor.kind.to_string());
        if let Some(id) = &actor.affiliation {
            ui.weak("of");
            if ui.link(state.actor_name(id)).clicked() {
                send.push(Command::ShowActor(id.clone()));
            }
        }
    });
    if !actor.aliases.is_empty() {
        ui.add(egui::Label::new(RichText::new(format!("also {}", actor.aliases.join(", "))).weak()).truncate())
            .on_hover_text(actor.aliases.join("\n"));
    }
    let of = NoteOf::Actor(actor.id.clone());
    let note = ui.scope(|ui| {
        ui.set_max_width(theme::column(ui, 120.0));
        note_ui(ui, &mut scratch.notes, of, state.project.actor_note(&actor.id), "Note on the actor")
    });
    if let Some(note) = note.inner {
        let edit = Edit::ActorNote(actor.id.clone(), note);
        send.push(Command::Edit(format!("note on {}", actor.name), Box::new(edit)));
    }
    for note in state.project.merged_notes(&actor.id) {
        ui.weak(note);
    }
    sentence::show(ui, state, send);
    ui.separator();
    let side = (ui.available_width() * 0.32).clamp(180.0, 320.0);
    egui::Panel::right("with whom").resizable(true).default_size(side).show(ui, |ui| {
        ScrollArea::vertical().id_salt("allies").auto_shrink(false).show(ui, |ui| {
            pairs_ui(ui, "Agrees most with", &profile.allies, send);
            ui.add_space(space::L);
            pairs_ui(ui, "Disagrees most with", &profile.opponents, send);
            ui.add_space(space::M);
            ui.weak("Over the issues that both spoke on, those with many first.");
        });
    });
    egui::CentralPanel::no_frame().show(ui, |ui| {
        ScrollArea::vertical().id_salt("positions").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(theme::column(ui, 120.0));
            if profile.positions.is_empty() {
                ui.label("No statement counts. The quotations stand below.");
            }
            heights.resize(profile.positions.len(), None);
            for (position, known) in profile.positions.iter().zip(heights) {
                // What is out of sight is not laid out again.
                let top = ui.cursor().top();
                if let Some(height) = *known
                    && !ui.clip_rect().y_range().intersects(egui::Rangef::new(top, top + height))
                {
                    ui.add_space(height);
                    continue;
                }
                ui.push_id(&position.issue.0, |ui| position_ui(ui, state, actor, position, send));
                ui.add_space(space::L);
                *known = Some(ui.cursor().top() - top);
            }
            evidence::quotations_ui(ui, state, actor, send);
        });
    });
}

fn pairs_ui(ui: &mut Ui, head: &str, pairs: &[(std::sync::Arc<Actor>, Agreement)], send: &mut Vec<Command>) {
    ui.strong(head);
    if pairs.is_empty() {
        ui.weak("Nobody");
    }
    let dark = ui.visuals().dark_mode;
    for (actor, pair) in pairs {
        ui.horizontal(|ui| {
            let score = pair.score().unwrap_or_default();
            let fill = theme::agreement(f64::from(score), dark);
            let text = RichText::new(format!(" {score:+.2} ")).monospace().color(theme::on_fill(dark));
            ui.label(text.background_color(fill));
            if ui.add(Button::new(&actor.name).frame(false).truncate()).clicked() {
                send.push(Command::ShowActor(actor.id.clone()));
            }
        })
        .response
        .on_hover_text(format!("{}: over {}", actor.name, counted(pair.issues, "issue")));
    }
}

fn position_ui(ui: &mut Ui, state: &State, actor: &Actor, position: &Position, send: &mut Vec<Command>) {
    let dark = ui.visuals().dark_mode;
    ui.horizontal_wrapped(|ui| {
        issue_mark(ui, state, &position.issue);
        if ui.add(Button::new(RichText::new(state.issue_name(&position.issue)).heading()).frame(false)).clicked() {
            send.push(Command::ShowIssue(position.issue.clone()));
        }
        if ui.small_button("Show the cell").clicked() {
            send.push(Command::SelectCell(actor.id.clone(), position.issue.clone()));
            send.push(Command::Page(crate::app::Page::Matrix));
        }
    });
    // Every statement as a mark, in time: first and last position at a glance.
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (date, one) in &position.statements {
            let mark =
                RichText::new(format!(" {} ", theme::sign(one.stance))).background_color(theme::fill(one.stance, dark));
            let when = date.map_or("no date".to_owned(), |date| date.to_string());
            ui.label(mark).on_hover_text(format!("{when}: {}", one.stance));
        }
    });
    let line = |ui: &mut Ui, word: &str, at: usize, send: &mut Vec<Command>| {
        if let Some((date, one)) = position.statements.get(at) {
            said_ui(ui, state, word, *date, one, send);
        }
    };
    match position.statements.len() {
        0 => {}
        1 => line(ui, "Only", 0, send),
        count => {
            line(ui, "First", 0, send);
            line(ui, "Last", count - 1, send);
        }
    }
    for turn in &position.turns {
        egui::Frame::group(ui.style()).show(ui, |ui| {
            let word = if turn.contradiction { "Contradiction: both on one day" } else { "Shift" };
            ui.strong(word);
            ui.columns(2, |sides| {
                for (side, at) in sides.iter_mut().zip([turn.before, turn.after]) {
                    // Columns would spread the words over their whole width.
                    let left = egui::Layout::top_down(egui::Align::Min);
                    side.with_layout(left, |ui| ui.push_id(at, |ui| line(ui, "", at, send)));
                }
            });
        });
    }
    if position.statements.len() > 2 {
        egui::CollapsingHeader::new(format!("All {} statements", position.statements.len()))
            .id_salt(&position.issue.0)
            .show(ui, |ui| {
                for at in 0..position.statements.len() {
                    ui.push_id(at, |ui| line(ui, "", at, send));
                }
            });
    }
}

/// A statement as one paragraph: stance, day, outlet, words; a click leads to the article.
fn said_ui(
    ui: &mut Ui,
    state: &State,
    word: &str,
    date: Option<jiff::civil::Date>,
    one: &Statement,
    send: &mut Vec<Command>,
) {
    let Some(article) = state.project.article(one.article) else { return };
    let dark = ui.visuals().dark_mode;
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        if !word.is_empty() {
            ui.weak(word);
        }
        stance_label(ui, one.stance, dark);
        let when = date.map_or("no date".to_owned(), |date| date.to_string());
        let basis = one.basis.to_string();
        let about = [when.as_str(), article.outlet.as_str(), basis.as_str()];
        let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
        ui.weak(about.join(" · "));
        if ui.small_button("Show").on_hover_text(&article.title).clicked() {
            send.push(Command::ShowArticle(article.id, Some(one.cover().start), Some(one.id.clone())));
        }
    });
    ui.label(RichText::new(one.cover().of(&article.text)).size(theme::size::READING));
    for condition in &one.condition {
        ui.label(RichText::new(format!("On condition: {}", condition.of(&article.text))).italics());
    }
}

/// A stance with its sign on its colour; hovering says what it means.
pub fn stance_label(ui: &mut Ui, stance: Stance, dark: bool) {
    let text = RichText::new(format!(" {} {stance} ", theme::sign(stance)))
        .strong()
        .background_color(theme::fill(stance, dark));
    ui.label(text.color(theme::on_fill(dark))).on_hover_text(theme::meaning(stance));
}

/// The same for what is mixed.
fn mixed_label(ui: &mut Ui, dark: bool) {
    let text = RichText::new(" ± mixed ").strong().background_color(theme::mixed(dark));
    ui.label(text.color(theme::on_fill(dark)));
}

/// Who stands where on one issue.
pub fn issue_ui(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    let Some(issue) = state.selection.issue_shown.as_ref().and_then(|id| state.project.catalogue().get(id)) else {
        ui.centered_and_justified(|ui| ui.label("Choose an issue: click a head of the matrix."));
        return;
    };
    let known = scratch.profiles.issue.as_ref().is_some_and(|(made, id, _)| *made == state.made && *id == issue.id);
    if !known {
        let profile = IssueProfile::new(&state.matrix, &issue.id);
        scratch.profiles.issue = Some((state.made, issue.id.clone(), profile));
    }
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        issue_mark(ui, state, &issue.id);
        ui.heading(&issue.name);
        if ui.button("Over time").on_hover_text("The change in time, as a plot").clicked() {
            scratch.plots.over_time(issue.id.clone());
            send.push(Command::Page(crate::app::Page::Plots));
        }
    });
    ui.label(RichText::new(&issue.proposition).italics());
    sentence::show(ui, state, send);
    ui.separator();
    let Some((.., Some(profile))) = &scratch.profiles.issue else {
        ui.label("No statement counts on this issue.");
        return;
    };
    let column = state.matrix.issues.iter().position(|candidate| candidate.id == issue.id);
    if let Some(shares) = column.and_then(|column| state.shares.get(column)) {
        ui.strong(shares.words());
        ui.add_space(space::S);
    }
    let dark = ui.visuals().dark_mode;
    ScrollArea::vertical().id_salt("sides").auto_shrink(false).show(ui, |ui| {
        let sides = &profile.sides;
        ui.columns(sides.len().clamp(1, 5), |columns| {
            for (ui, (side, actors)) in columns.iter_mut().zip(sides) {
                // In a row of its own, so that the mark begins where the names do.
                ui.horizontal(|ui| {
                    ui.add_space(space::S);
                    match side {
                        Some(stance) => stance_label(ui, *stance, dark),
                        None => mixed_label(ui, dark),
                    }
                    ui.weak(actors.len().to_string());
                });
                for held in actors.iter().take(LISTED) {
                    if let Some(cell) = held.cell() {
                        side_ui(ui, state, held.actor(), cell, &issue.id, send);
                    }
                }
                if actors.len() > LISTED {
                    ui.weak(format!("and {} more in the matrix", actors.len() - LISTED));
                }
            }
        });
        ui.add_space(space::L);
        ui.heading("Strongest quotations");
        for (stance, all) in &profile.quoted {
            ui.push_id(stance, |ui| {
                for one in all {
                    ui.push_id(&one.id.0, |ui| {
                        ui.set_max_width(theme::column(ui, 120.0));
                        let date = state.project.article(one.article).and_then(|article| article.date);
                        said_ui(ui, state, &state.actor_name(&one.actor), date, one, send);
                    });
                }
                ui.add_space(space::M);
            });
        }
    });
}

/// How many actors of a side the page names.
const LISTED: usize = 40;

fn side_ui(
    ui: &mut Ui,
    state: &State,
    actor: &Actor,
    cell: &crate::findings::Cell,
    issue: &IssueId,
    send: &mut Vec<Command>,
) {
    let coded = if cell.coded { " •" } else { "" };
    let name = format!("{} ({}){coded}", actor.name, cell.statements.len());
    if ui.add(Button::new(name).frame(false).truncate()).on_hover_text("Show the cell").clicked() {
        send.push(Command::SelectCell(actor.id.clone(), issue.clone()));
        send.push(Command::Page(crate::app::Page::Matrix));
    }
    for one in cell.counted().filter(|one| one.stance == Stance::Conditional) {
        let Some(article) = state.project.article(one.article) else { continue };
        for condition in &one.condition {
            ui.label(RichText::new(format!("on condition: {}", condition.of(&article.text))).small().italics());
        }
    }
}
