//! Who is who: rename, merge, split, and the actors that look like one.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Button, Key, Modifiers, RichText, ScrollArea, TextEdit, Ui};
use strum::IntoEnumIterator as _;

use super::Scratch;
use crate::app::counted;
use crate::app::state::{Command, State};
use crate::app::theme;
use crate::model::{Actor, ActorId, ActorKind, ArticleId};
use crate::project::{Duplicate, Edit};

/// What is half typed, and lists worked out when the project changed.
#[derive(Default)]
pub struct People {
    seen: Option<u64>,
    /// All likely duplicates, and the readings and changed actors when they were looked for.
    likely: Vec<Duplicate>,
    looked: Option<(u64, usize)>,
    /// Those that nobody has decided about.
    duplicates: Vec<Duplicate>,
    counts: BTreeMap<ActorId, usize>,
    /// Which pair is looked at.
    at: usize,
    search: String,
    chosen: Option<ActorId>,
    draft: Option<Actor>,
    /// The name of another actor, as typed: to merge into, to belong to, to split off as.
    other: String,
    affiliation: String,
    split: Option<BTreeSet<ArticleId>>,
}

/// Names on the left, one of them on the right, likely duplicates above.
pub fn show(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    let people = &mut scratch.people;
    if people.seen != Some(state.project.revision()) {
        // Looking through thousands of names takes longer than a frame: decisions only strike pairs from the list.
        let project = &state.project;
        let looked = Some((project.linked(), project.actor_codings().len()));
        if people.looked != looked {
            people.likely = project.likely_duplicates();
            people.looked = looked;
        }
        let open = |pair: &&Duplicate| {
            let (a, b) = if pair.from < pair.into { (&pair.from, &pair.into) } else { (&pair.into, &pair.from) };
            !project.distinct().contains(&(a.clone(), b.clone())) && project.resolve(a) != project.resolve(b)
        };
        people.duplicates = people.likely.iter().filter(open).cloned().collect();
        people.counts.clear();
        for statement in state.statements.iter().filter(|statement| !statement.rejected) {
            *people.counts.entry(statement.actor.clone()).or_default() += 1;
        }
        people.at = people.at.min(people.duplicates.len().saturating_sub(1));
        people.draft = None;
        people.seen = Some(state.project.revision());
    }
    ui.add_space(4.0);
    ui.heading("Who is who");
    duplicates_ui(ui, state, people, send);
    ui.separator();
    egui::Panel::left("people")
        .frame(theme::flush())
        .resizable(true)
        .default_size(300.0)
        .show(ui, |ui| list_ui(ui, state, people));
    egui::CentralPanel::default().show(ui, |ui| {
        ScrollArea::vertical().id_salt("person").auto_shrink(false).show(ui, |ui| actor_ui(ui, state, people, send));
    });
}

fn duplicates_ui(ui: &mut Ui, state: &State, people: &mut People, send: &mut Vec<Command>) {
    let Some(pair) = people.duplicates.get(people.at).cloned() else {
        ui.weak("No two actors look like one.");
        return;
    };
    let name = |id: &ActorId| {
        state.project.actor(id).map_or(id.to_string(), |actor| format!("{} ({})", actor.name, actor.kind))
    };
    let typing = ui.ctx().text_edit_focused();
    let pressed = |ui: &Ui, key| !typing && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    ui.horizontal_wrapped(|ui| {
        ui.weak(format!("Likely the same, {} of {}", people.at + 1, people.duplicates.len()));
        ui.strong(name(&pair.from));
        ui.label("and");
        ui.strong(name(&pair.into));
        ui.weak(format!("({})", pair.why));
    });
    ui.horizontal_wrapped(|ui| {
        if ui.add(Button::new("The same").shortcut_text("Y")).clicked() || pressed(ui, Key::Y) {
            merge(state, &pair.from, &pair.into, send);
        }
        if ui.add(Button::new("Not the same").shortcut_text("N")).clicked() || pressed(ui, Key::N) {
            let (a, b) = if pair.from < pair.into { (&pair.from, &pair.into) } else { (&pair.into, &pair.from) };
            let label = format!("{} and {} are two", state.actor_name(a), state.actor_name(b));
            send.push(Command::Edit(label, Box::new(Edit::Distinct(a.clone(), b.clone(), true))));
        }
        if ui.add(Button::new("Later").shortcut_text("Right")).clicked() || pressed(ui, Key::ArrowRight) {
            people.at = (people.at + 1) % people.duplicates.len();
        }
        if ui.button("Look at both").clicked() {
            people.search = state.actor_name(&pair.from).rsplit(' ').next().unwrap_or_default().to_owned();
            choose(people, pair.from);
        }
    });
}

fn merge(state: &State, from: &ActorId, into: &ActorId, send: &mut Vec<Command>) {
    if let Ok(edit) = state.project.merge_actors(from, into) {
        let label = format!("{} is {}", state.actor_name(from), state.actor_name(into));
        send.push(Command::Edit(label, Box::new(edit)));
    }
}

fn choose(people: &mut People, id: ActorId) {
    people.chosen = Some(id);
    people.draft = None;
    people.other.clear();
    people.split = None;
}

fn list_ui(ui: &mut Ui, state: &State, people: &mut People) {
    let label = ui.label("Find");
    ui.add(TextEdit::singleline(&mut people.search).desired_width(f32::INFINITY)).labelled_by(label.id);
    let wanted = people.search.trim().to_lowercase();
    let fits = |actor: &&Actor| {
        std::iter::once(&actor.name).chain(&actor.aliases).any(|name| name.to_lowercase().contains(&wanted))
    };
    let count = |id: &ActorId| people.counts.get(id).copied().unwrap_or_default();
    let mut found: Vec<(usize, &Actor)> =
        state.project.actors().filter(fits).map(|actor| (count(&actor.id), actor)).collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
    let height = ui.spacing().interact_size.y;
    let mut chosen = None;
    ScrollArea::vertical().id_salt("names").auto_shrink(false).show_rows(ui, height, found.len(), |ui, rows| {
        for (count, actor) in &found[rows] {
            let mut words = RichText::new(format!("{} ({count})", actor.name));
            if state.project.dismissed().contains(&actor.id) {
                words = words.strikethrough().weak();
            }
            let on = people.chosen.as_ref() == Some(&actor.id);
            let button = Button::selectable(on, words).truncate().min_size([ui.available_width(), 0.0].into());
            let response = ui.add(button.sense(egui::Sense::click_and_drag()));
            // One name dragged onto another is the same actor.
            response.dnd_set_drag_payload(actor.id.clone());
            if let Some(dragged) = response.dnd_release_payload::<ActorId>().filter(|dragged| **dragged != actor.id) {
                people.other.clone_from(&actor.name);
                chosen = Some(dragged.as_ref().clone());
            } else if response.on_hover_text(format!("{} · drag onto another name to merge", actor.kind)).clicked() {
                people.other.clear();
                chosen = Some(actor.id.clone());
            }
        }
    });
    if let Some(id) = chosen {
        let other = std::mem::take(&mut people.other);
        choose(people, id);
        people.other = other;
    }
}

fn actor_ui(ui: &mut Ui, state: &State, people: &mut People, send: &mut Vec<Command>) {
    let Some(actor) = people.chosen.as_ref().and_then(|id| state.project.actor(id)).cloned() else {
        ui.label(
            "Choose an actor on the left to rename it, to say what it is and to whom it belongs, to merge or split it.",
        );
        return;
    };
    ui.set_max_width(620.0);
    let draft = people.draft.get_or_insert_with(|| {
        people.affiliation = actor.affiliation.as_ref().map_or(String::new(), |id| state.actor_name(id));
        actor.clone()
    });
    egui::Grid::new("person").num_columns(2).spacing([14.0, 8.0]).show(ui, |ui| {
        let label = ui.label("Name");
        ui.add(TextEdit::singleline(&mut draft.name).desired_width(320.0)).labelled_by(label.id);
        ui.end_row();
        ui.label("Kind");
        ui.horizontal_wrapped(|ui| {
            for kind in ActorKind::iter() {
                ui.selectable_value(&mut draft.kind, kind, kind.to_string());
            }
        });
        ui.end_row();
        let label = ui.label("Belongs to");
        ui.vertical(|ui| {
            ui.add(TextEdit::singleline(&mut people.affiliation).desired_width(320.0)).labelled_by(label.id);
            draft.affiliation = pick(ui, state, &mut people.affiliation, Some(&actor.id));
        });
        ui.end_row();
        ui.label("Also called");
        ui.label(if actor.aliases.is_empty() { "–".to_owned() } else { actor.aliases.join(", ") });
        ui.end_row();
    });
    let changed = *draft != actor && !draft.name.trim().is_empty();
    ui.horizontal(|ui| {
        if ui.add_enabled(changed, Button::new("Keep the changes")).clicked() {
            let mut kept = draft.clone();
            kept.name = kept.name.trim().to_owned();
            if kept.name != actor.name && !kept.aliases.contains(&actor.name) {
                kept.aliases.push(actor.name.clone());
                kept.aliases.sort();
            }
            let label = format!("{} is {}, {}", actor.name, kept.name, kept.kind);
            send.push(Command::Edit(label, Box::new(Edit::Actor(actor.id.clone(), Some(kept)))));
        }
        let none = state.project.dismissed().contains(&actor.id);
        let words = if none { "It is an actor after all" } else { "It is not an actor" };
        if ui.button(words).on_hover_text("Its suggestions vanish; what you decided about it stays").clicked() {
            let label = format!("{} is {}an actor", actor.name, if none { "" } else { "not " });
            send.push(Command::Edit(label, Box::new(Edit::Dismiss(actor.id.clone(), !none))));
        }
        if ui.button("All its quotations").clicked() {
            send.push(Command::ShowActor(actor.id.clone()));
        }
    });
    ui.add_space(10.0);
    ui.strong("Is somebody else");
    ui.weak("Merge: everything of this actor counts for the other. Split: what some articles say is the other's.");
    ui.horizontal(|ui| {
        let label = ui.label("The other");
        ui.add(TextEdit::singleline(&mut people.other).desired_width(260.0)).labelled_by(label.id);
    });
    let other = pick(ui, state, &mut people.other, Some(&actor.id));
    let named = people.other.trim().to_owned();
    ui.horizontal(|ui| {
        if ui.add_enabled(other.is_some(), Button::new("Merge into the other")).clicked()
            && let Some(other) = &other
        {
            merge(state, &actor.id, other, send);
            people.chosen = Some(other.clone());
            people.other.clear();
        }
        if ui.add_enabled(people.split.is_none() && !named.is_empty(), Button::new("Split…")).clicked() {
            people.split = Some(BTreeSet::new());
        }
    });
    let Some(articles) = &mut people.split else { return };
    let mut done = false;
    ui.label(format!("In which articles is it {named}?"));
    for (id, name) in state.project.articles_of(&actor.id) {
        let title = state.project.article(id).map_or("", |article| article.title.as_str());
        let mut on = articles.contains(&id);
        if ui.checkbox(&mut on, format!("“{name}” in {title}")).changed() {
            if on {
                articles.insert(id)
            } else {
                articles.remove(&id)
            };
        }
    }
    ui.horizontal(|ui| {
        if ui.add_enabled(!articles.is_empty() && !named.is_empty(), Button::new("Split them off")).clicked() {
            let someone = other.as_ref().and_then(|id| state.project.actor(id)).cloned();
            let someone = someone.unwrap_or_else(|| state.project.new_actor(&named, actor.kind));
            if let Ok(edit) = state.project.split_actor(&actor.id, articles, &someone) {
                let label = format!("{} is {} in {}", actor.name, someone.name, counted(articles.len(), "article"));
                send.push(Command::Edit(label, Box::new(edit)));
            }
            done = true;
        }
        done |= ui.button("Cancel").clicked();
    });
    if done {
        people.split = None;
        people.other.clear();
    }
}

/// The actor that the typed name is, and buttons for those that it may become.
fn pick(ui: &mut Ui, state: &State, typed: &mut String, not: Option<&ActorId>) -> Option<ActorId> {
    let wanted = typed.trim().to_lowercase();
    if wanted.is_empty() {
        return None;
    }
    let others = || state.project.actors().filter(|actor| Some(&actor.id) != not);
    if let Some(actor) = others().find(|actor| actor.name.to_lowercase() == wanted) {
        return Some(actor.id.clone());
    }
    ui.horizontal_wrapped(|ui| {
        let fits = |actor: &&Actor| {
            std::iter::once(&actor.name).chain(&actor.aliases).any(|name| name.to_lowercase().contains(&wanted))
        };
        for actor in others().filter(fits).take(6) {
            if ui.small_button(&actor.name).clicked() {
                typed.clone_from(&actor.name);
            }
        }
    });
    None
}
