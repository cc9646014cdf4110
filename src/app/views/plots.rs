use egui::{RichText, ScrollArea, Ui};
use egui_plot::{Bar, BarChart, Heatmap, Plot as Chart};
use strum::IntoEnumIterator as _;

use super::Scratch;
use crate::app::state::State;
use crate::app::theme;
use crate::findings::{Agreements, Shares};
use crate::model::Stance;

/// Which plot is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plot {
    /// How many actors take each stance on each issue.
    #[default]
    Shares,
    /// Who agrees with whom.
    Agreement,
}

/// More actors than this make a heat map that nobody can read.
const ACTORS: usize = 24;

/// What the matrix adds up to, as a plot with its numbers beside it.
pub fn show(ui: &mut Ui, state: &State, scratch: &mut Scratch) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.selectable_value(&mut scratch.plot, Plot::Shares, "Stances by issue");
        ui.selectable_value(&mut scratch.plot, Plot::Agreement, "Who agrees with whom");
    });
    ui.separator();
    if state.matrix.rows.is_empty() {
        ui.centered_and_justified(|ui| ui.label("Nothing to plot: the matrix is empty."));
        return;
    }
    match scratch.plot {
        Plot::Shares => shares_ui(ui, state),
        Plot::Agreement => agreement_ui(ui, state),
    }
}

fn shares_ui(ui: &mut Ui, state: &State) {
    let shares = Shares::of(&state.matrix);
    let dark = ui.visuals().dark_mode;
    let count = shares.len();
    // The first issue on top: plots count upwards.
    let at = |row: usize| (count - 1 - row) as f64;
    let mut charts: Vec<BarChart> = Vec::new();
    let series = Stance::iter().map(Some).chain([None]);
    for stance in series {
        let number = |shares: &Shares| stance.map_or(shares.mixed, |stance| shares.count(stance));
        let name = stance.map_or("mixed".to_owned(), |stance| stance.to_string());
        let color = stance.map_or_else(|| theme::mixed(dark), |stance| theme::fill(stance, dark));
        let bars = shares
            .iter()
            .enumerate()
            .map(|(row, shares)| {
                Bar::new(at(row), number(shares) as f64).name(&shares.issue.name).width(0.7).fill(color)
            })
            .collect();
        let chart = BarChart::new(name, bars).horizontal().color(color);
        let below: Vec<&BarChart> = charts.iter().collect();
        let chart = chart.stack_on(&below);
        charts.push(chart);
    }
    let names: Vec<String> = shares.iter().map(|shares| shares.issue.name.clone()).collect();
    let width = ui.available_width();
    egui::Panel::right("numbers").resizable(true).default_size((width * 0.45).min(480.0)).show(ui, |ui| {
        ScrollArea::both().id_salt("shares").auto_shrink(false).show(ui, |ui| shares_table(ui, &shares));
    });
    egui::CentralPanel::default().show(ui, |ui| {
        let height = (count as f32 * 30.0 + 60.0).min(ui.available_height()).max(160.0);
        Chart::new("stances by issue")
            .height(height)
            .allow_drag(false)
            .allow_zoom(false)
            .allow_scroll(false)
            .include_x(0.0)
            .x_axis_label("Actors")
            .y_axis_min_width(150.0)
            .y_axis_formatter(move |mark, _| name_at(&names, mark.value, count))
            .y_grid_spacer(move |_| every_one(count))
            .show(ui, |plot| {
                for chart in charts {
                    plot.bar_chart(chart);
                }
            });
        ui.weak("Each actor counts once on each issue, by the stance of its cell.");
    });
}

/// A mark for each whole number below `count`.
fn every_one(count: usize) -> Vec<egui_plot::GridMark> {
    (0..count).map(|at| egui_plot::GridMark { value: at as f64, step_size: 1.0 }).collect()
}

/// The name of the row that stands at that height, the first on top.
fn name_at(names: &[String], value: f64, count: usize) -> String {
    let row = value.round();
    if (value - row).abs() > 0.01 || row < 0.0 || row as usize >= count {
        return String::new();
    }
    names.get(count - 1 - row as usize).cloned().unwrap_or_default()
}

fn shares_table(ui: &mut Ui, shares: &[Shares]) {
    egui::Grid::new("shares").striped(true).num_columns(7).spacing([12.0, 5.0]).show(ui, |ui| {
        ui.strong("Issue");
        // The heads are the plot's legend.
        let dark = ui.visuals().dark_mode;
        let head = |words: String, fill| RichText::new(format!(" {words} ")).strong().background_color(fill);
        for stance in Stance::iter() {
            ui.label(head(format!("{} {stance}", theme::sign(stance)), theme::fill(stance, dark)));
        }
        ui.label(head("± mixed".to_owned(), theme::mixed(dark)));
        ui.strong("actors");
        ui.end_row();
        for shares in shares {
            ui.label(&shares.issue.name);
            for stance in Stance::iter() {
                let count = shares.count(stance);
                let share = (shares.share(stance) * 100.0).round();
                ui.label(if count == 0 { String::new() } else { format!("{count} ({share} %)") });
            }
            ui.label(if shares.mixed == 0 { String::new() } else { shares.mixed.to_string() });
            ui.label(shares.all().to_string());
            ui.end_row();
        }
    });
}

fn agreement_ui(ui: &mut Ui, state: &State) {
    let found = Agreements::new(&state.matrix, ACTORS);
    let count = found.actors.len();
    let dark = ui.visuals().dark_mode;
    let names: Vec<String> = found.actors.iter().map(|actor| actor.name.clone()).collect();
    let mut pairs: Vec<(usize, usize, f32, usize)> = Vec::new();
    for (a, row) in found.pairs.iter().enumerate() {
        for (b, pair) in row.iter().enumerate().skip(a + 1) {
            pairs.extend(pair.score().map(|score| (a, b, score, pair.issues)));
        }
    }
    pairs.sort_by(|x, y| y.2.abs().total_cmp(&x.2.abs()).then(y.3.cmp(&x.3)).then(x.0.cmp(&y.0)).then(x.1.cmp(&y.1)));
    let width = ui.available_width();
    egui::Panel::right("pairs").resizable(true).default_size((width * 0.42).min(460.0)).show(ui, |ui| {
        ScrollArea::both().id_salt("pairs").auto_shrink(false).show(ui, |ui| {
            ui.weak("1: always on the same side; −1: always on opposite sides; over the issues that both spoke on.");
            egui::Grid::new("pairs").striped(true).num_columns(4).spacing([12.0, 5.0]).show(ui, |ui| {
                for head in ["Actor", "Actor", "agreement", "issues"] {
                    ui.strong(head);
                }
                ui.end_row();
                for (a, b, score, issues) in &pairs {
                    ui.label(&names[*a]);
                    ui.label(&names[*b]);
                    let fill = theme::agreement(f64::from(*score), dark);
                    ui.label(RichText::new(format!(" {score:+.2} ")).background_color(fill));
                    ui.label(issues.to_string());
                    ui.end_row();
                }
            });
        });
    });
    egui::CentralPanel::default().show(ui, |ui| {
        if pairs.is_empty() {
            ui.centered_and_justified(|ui| ui.label("No two actors spoke on the same issue."));
            return;
        }
        // The first actor on top: a heat map counts its rows upwards.
        let values: Vec<f64> = found
            .pairs
            .iter()
            .rev()
            .flat_map(|row| row.iter().map(|pair| pair.score().map_or(f64::NAN, f64::from)))
            .collect();
        let map = Heatmap::new(values, count)
            .range(-1.0, 1.0)
            .custom_mapping(Box::new(move |score| theme::agreement(score, dark)))
            .formatter(Box::new(|score| if score.is_nan() { String::new() } else { format!("{score:+.1}") }))
            .at(egui_plot::PlotPoint::new(-0.5, -0.5));
        // Names do not fit under narrow columns: both axes carry numbers, the rows their names too.
        let rows: Vec<String> = names.iter().enumerate().map(|(at, name)| format!("{name} {}", at + 1)).collect();
        Chart::new("agreement")
            .allow_drag(false)
            .allow_zoom(false)
            .allow_scroll(false)
            .show_grid(false)
            .y_axis_min_width(130.0)
            .x_grid_spacer(move |_| every_one(count))
            .y_grid_spacer(move |_| every_one(count))
            .custom_x_axes(vec![
                egui_plot::AxisHints::new_x()
                    .formatter(|mark, _| format!("{}", mark.value.round() + 1.0))
                    .label_spacing(egui::Rangef::new(8.0, 16.0)),
            ])
            .y_axis_formatter(move |mark, _| name_at(&rows, mark.value, count))
            .show(ui, |plot| plot.heatmap(map));
    });
}
