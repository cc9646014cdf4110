use std::collections::{BTreeMap, BTreeSet};

use egui::{ScrollArea, Ui};
use strum::IntoEnumIterator as _;

use super::Scratch;
use crate::app::state::State;
use crate::app::theme;
use crate::model::{ActorId, ActorKind, Basis};

/// What the filter's lists offer, gathered when the articles change.
#[derive(Default)]
pub struct Offered {
    made: Option<u64>,
    outlets: Vec<String>,
    /// Whom actors belong to, by name.
    affiliations: Vec<(String, ActorId)>,
}

impl Offered {
    fn update(&mut self, state: &State) {
        if self.made == Some(state.project.revision()) {
            return;
        }
        self.made = Some(state.project.revision());
        let outlets: BTreeSet<&String> =
            state.project.articles().map(|article| &article.outlet).filter(|outlet| !outlet.is_empty()).collect();
        self.outlets = outlets.into_iter().cloned().collect();
        let belongs: BTreeMap<&ActorId, ()> =
            state.project.actors().filter_map(|actor| actor.affiliation.as_ref()).map(|id| (id, ())).collect();
        self.affiliations = belongs.into_keys().map(|id| (state.actor_name(id), id.clone())).collect();
        self.affiliations.sort();
    }
}

/// The fields of the filter.
pub fn show(ui: &mut Ui, state: &mut State, scratch: &mut Scratch) {
    scratch.offered.update(state);
    let Scratch { offered, days, .. } = scratch;
    let State { filter, arrangement, .. } = state;
    ui.label("Kind of actor");
    ui.horizontal_wrapped(|ui| {
        for kind in ActorKind::iter() {
            toggle(ui, &mut filter.kinds, kind, &kind.to_string());
        }
    });
    ui.label("Basis");
    ui.horizontal_wrapped(|ui| {
        for basis in Basis::iter() {
            toggle(ui, &mut filter.bases, basis, &basis.to_string()).on_hover_text(match basis {
                Basis::Stated => "The actor's own words",
                Basis::Reported => "The account of the article or another actor",
                Basis::Inferred => "Concluded from an act or a wider text",
            });
        }
    });
    ui.label("Decided by");
    ui.horizontal_wrapped(|ui| {
        for (coded, name) in [(None, "anyone"), (Some(true), "a person"), (Some(false), "the program")] {
            if theme::toggle(ui, filter.coded == coded, name).clicked() {
                filter.coded = coded;
            }
        }
    });
    let label = ui.label("At least this sure");
    let slider = egui::Slider::new(&mut filter.sure, 0..=100).suffix(" %").step_by(5.0);
    ui.add(slider).labelled_by(label.id);
    egui::Grid::new("days").num_columns(2).spacing([theme::space::M, theme::space::S]).show(ui, |ui| {
        for (at, name) in ["First day", "Last day", "Changes since"].iter().enumerate() {
            let label = ui.label(*name);
            if at == 2 {
                label.clone().on_hover_text("Cells that said something else before that day get a turned-down corner");
            }
            let set = [&mut filter.from, &mut filter.to, &mut arrangement.since].into_iter().nth(at);
            let Some(set) = set else { return };
            // What was cleared elsewhere must not come back from the field.
            let typed_day = days[at].trim().parse::<jiff::civil::Date>().ok();
            if set.is_none() && typed_day.is_some() {
                days[at].clear();
            }
            let field = egui::TextEdit::singleline(&mut days[at]).hint_text("2025-08-31").desired_width(90.0);
            let changed = ui.add(field).labelled_by(label.id).changed();
            let typed = days[at].trim();
            let day = typed.parse::<jiff::civil::Date>().ok();
            ui.end_row();
            if day.is_none() && !typed.is_empty() {
                ui.label("");
                ui.weak("year-month-day");
                ui.end_row();
            }
            if changed {
                *set = day;
            }
        }
    });
    if offered.outlets.len() > 1 {
        ui.label("Outlet");
        list(ui, "outlets", &offered.outlets, |ui, outlet| {
            let mut on = filter.outlets.contains(outlet);
            if ui.checkbox(&mut on, outlet).changed() {
                change(&mut filter.outlets, outlet.clone(), on);
            }
        });
    }
    if !offered.affiliations.is_empty() {
        ui.label("Belongs to");
        list(ui, "affiliations", &offered.affiliations, |ui, (name, id)| {
            let mut on = filter.affiliations.contains(id);
            if ui.checkbox(&mut on, name).changed() {
                change(&mut filter.affiliations, id.clone(), on);
            }
        });
    }
}

/// A list of which only what is in sight is laid out.
fn list<T>(ui: &mut Ui, name: &str, all: &[T], mut row: impl FnMut(&mut Ui, &T)) {
    let height = ui.spacing().interact_size.y;
    ScrollArea::vertical().id_salt(name).max_height(120.0).auto_shrink([false, true]).show_rows(
        ui,
        height,
        all.len(),
        |ui, rows| {
            for entry in &all[rows] {
                row(ui, entry);
            }
        },
    );
}

fn toggle<T: Ord + Clone>(ui: &mut Ui, set: &mut BTreeSet<T>, value: T, name: &str) -> egui::Response {
    let on = set.contains(&value);
    let response = theme::toggle(ui, on, name);
    if response.clicked() {
        change(set, value, !on);
    }
    response
}

/// Puts a value into a set or takes it out.
pub fn change<T: Ord>(set: &mut BTreeSet<T>, value: T, on: bool) {
    if on {
        set.insert(value);
    } else {
        set.remove(&value);
    }
}
