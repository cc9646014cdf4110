//! What the window shows. A view reads the state and sends commands; it changes nothing but what is half typed
//! ([`Scratch`]) and the filter, which is a view's setting.

pub mod article;
mod article_map;
pub mod bottom;
pub mod bulk;
pub mod coders;
pub mod coding;
pub mod empty;
pub mod evidence;
mod figure;
mod filters;
pub mod find;
pub mod issues;
pub mod left;
pub mod machine;
pub mod matrix;
pub mod modals;
pub mod palette;
pub mod people;
pub mod plots;
pub mod profile;
mod proposals;
pub mod review;
mod sentence;
pub mod top;
pub mod tour;

use std::collections::BTreeMap;

use crate::app::state::State;
use crate::app::theme;
use crate::model::{ActorId, IssueId, Statement, StatementId};

/// What is half typed and which parts are unfolded: the window's, not the project's.
#[derive(Default)]
pub struct Scratch {
    /// What lies over the window.
    pub modal: modals::Modal,
    /// Whether the list of problems is open.
    pub show_problems: bool,
    /// Whether the search field takes the keyboard, once.
    pub focus_search: bool,
    /// The first and last day of the filter, and the day since which changes are marked, as typed.
    pub days: [String; 3],
    /// A statement whose actor or issue is being changed.
    pub change: Option<Change>,
    /// Notes that are being typed.
    pub notes: BTreeMap<NoteOf, String>,
    /// The plot that is shown.
    pub plots: plots::Plots,
    /// What the pages of an actor and an issue show.
    pub profiles: profile::Cached,
    /// What the filter's lists offer.
    pub offered: filters::Offered,
    /// Whether all columns of the matrix are to be in sight.
    pub fit: bool,
    /// Whose marks alone the article shows.
    pub only: Option<ActorId>,
    /// The step of the tour that is on.
    pub tour: Option<usize>,
    /// The step whose page was turned to.
    pub tour_turned: Option<usize>,
    /// Where the parts of the window stand.
    pub parts: Vec<(tour::Part, egui::Rect)>,
    /// The settings, as they are being changed.
    pub settings: crate::store::Settings,
    /// Issues as they are being edited.
    pub issues: issues::Draft,
    /// What is selected in the article, to be coded.
    pub selecting: coding::Selecting,
    /// A change of many statements that is being looked at.
    pub bulk: Option<bulk::Plan>,
    /// Coders held against each other.
    pub coders: coders::Coders,
    /// The program held against the person.
    pub against: machine::Against,
    /// Who is who.
    pub people: people::People,
    /// The name of an actor to review, as far as it is typed.
    pub review_actor: String,
}

/// What a note is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteOf {
    /// The selected cell.
    Cell(String),
    /// A statement.
    Statement(StatementId),
    /// An article.
    Article(String),
    /// An actor.
    Actor(ActorId),
}

/// A statement whose actor or issue is being changed.
pub struct Change {
    /// As it will be.
    pub statement: Statement,
    /// The actor's name, as far as it is typed.
    pub actor: String,
}

/// The mark of an issue that a person gave a colour, before its name.
fn issue_mark(ui: &mut egui::Ui, state: &State, id: &IssueId) {
    if let Some(colour) = state.project.catalogue().get(id).and_then(|issue| issue.colour) {
        ui.label(egui::RichText::new("■").color(theme::issue(colour, ui.visuals().dark_mode)));
    }
}

/// The hint over the whole window while files hang over it.
pub fn drop_overlay(ctx: &egui::Context) {
    let hovered = ctx.input(|input| input.raw.hovered_files.len());
    if hovered == 0 {
        return;
    }
    let screen = ctx.content_rect();
    let painter = ctx.layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop")));
    let visuals = ctx.global_style().visuals.clone();
    painter.rect_filled(screen, 0.0, visuals.extreme_bg_color.gamma_multiply(0.85));
    painter.text(
        screen.center(),
        egui::Align2::CENTER_CENTER,
        "Drop to load these articles and folders",
        egui::FontId::proportional(24.0),
        visuals.strong_text_color(),
    );
}

/// Names the grip at a column's right edge, a stop of Tab that the table leaves nameless.
fn name_grip(ui: &egui::Ui, table: egui::Id, column: egui::Id, name: &str) {
    ui.ctx().accesskit_node_builder(table.with(column).with("resize"), |node| {
        node.set_role(egui::Role::Splitter);
        node.set_label(format!("Width of {name}"));
    });
}

/// At most so many letters of a text, the last of them an ellipsis where it is longer.
fn shortened(text: &str, chars: usize) -> String {
    if text.chars().count() <= chars {
        return text.to_owned();
    }
    text.chars().take(chars - 1).chain(['…']).collect()
}

/// A note: a field that sends what was typed when it is left.
fn note_ui(
    ui: &mut egui::Ui,
    notes: &mut BTreeMap<NoteOf, String>,
    of: NoteOf,
    standing: &str,
    hint: &str,
) -> Option<String> {
    let typed = notes.entry(of.clone()).or_insert_with(|| standing.to_owned());
    let field = egui::TextEdit::multiline(typed).desired_rows(1).desired_width(f32::INFINITY).hint_text(hint);
    let response = ui.add(field);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, hint));
    if response.has_focus() {
        return None;
    }
    let typed = notes.remove(&of)?;
    (response.lost_focus() && typed.trim() != standing).then(|| typed.trim().to_owned())
}
