use egui::{ComboBox, Ui};
use strum::IntoEnumIterator as _;

use super::{Scratch, figure, sentence};
use crate::app::counted;
use crate::app::dialogs::Ask;
use crate::app::state::{Command, State};
use crate::app::theme::{self, space};
use crate::export::FigureFormat;
use crate::findings::{
    self, Figure, Filter, Interval, Matrix, Measure, Network, Normalisation, actors_over_time, articles, heat_map,
    network, outlets, over_time,
};
use crate::model::{ActorId, ArticleId, IssueId};

/// Which plot is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter)]
pub enum Plot {
    /// How many actors take each stance on each issue.
    #[default]
    Stances,
    /// How many statements show each stance in each period.
    OverTime,
    /// How several actors' stances change.
    Actors,
    /// Who agrees with whom.
    Agreement,
    /// Who is tied to whom.
    Network,
    /// What each outlet's articles say.
    Outlets,
    /// What two articles say.
    Articles,
}

impl Plot {
    fn label(self) -> &'static str {
        match self {
            Self::Stances => "Stances by issue",
            Self::OverTime => "Over time",
            Self::Actors => "Actors over time",
            Self::Agreement => "Who agrees with whom",
            Self::Network => "Network",
            Self::Outlets => "Outlets",
            Self::Articles => "Two articles",
        }
    }
}

/// What is plotted.
#[derive(Clone, Debug, Default, PartialEq)]
struct Asked {
    plot: Plot,
    issue: Option<IssueId>,
    actor: Option<ActorId>,
    /// Whose stances are held beside each other; empty for those with most statements.
    actors: Vec<ActorId>,
    interval: Interval,
    network: Network,
    /// Days that the network is cut to.
    window: Option<(jiff::civil::Date, jiff::civil::Date)>,
    pair: [Option<ArticleId>; 2],
}

/// How many actors are held beside each other before others are chosen.
const BESIDE: usize = 5;

impl Asked {
    /// Whose stances are held beside each other.
    fn beside(&self, state: &State) -> Vec<ActorId> {
        if !self.actors.is_empty() {
            return self.actors.clone();
        }
        let mut most: Vec<_> = state.matrix.rows.iter().collect();
        most.sort_by_key(|row| std::cmp::Reverse(row.count()));
        most.into_iter().take(BESIDE).map(|row| row.actor.id.clone()).collect()
    }
}

impl Asked {
    /// Which articles stand beside each other: the first two that say anything, until others are chosen.
    fn articles(&self, state: &State) -> [Option<ArticleId>; 2] {
        let [a, b] = self.pair;
        let spoken = |id: &ArticleId| state.statements.of_article(*id).iter().any(|one| !one.rejected);
        let mut others = state.project.articles().map(|article| article.id).filter(spoken);
        let a = a.or_else(|| others.find(|id| Some(*id) != b));
        [a, b.or_else(|| others.find(|id| Some(*id) != a))]
    }
}

/// The plot that is shown, as far as the window keeps it.
#[derive(Default)]
pub struct Plots {
    asked: Asked,
    /// What was made of it, from which matrix.
    made: Option<(u64, Asked, Figure)>,
}

impl Plots {
    /// Shows an issue over time.
    pub fn over_time(&mut self, issue: IssueId) {
        self.asked.plot = Plot::OverTime;
        self.asked.issue = Some(issue);
        self.asked.actor = None;
    }

    /// The figure that is shown.
    pub fn figure(&self) -> Option<&Figure> {
        self.made.as_ref().map(|(.., figure)| figure)
    }
}

/// What the matrix adds up to, as a plot with its numbers beside it.
pub fn show(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    let plots = &mut scratch.plots;
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        for plot in Plot::iter() {
            ui.selectable_value(&mut plots.asked.plot, plot, plot.label());
        }
    });
    sentence::show(ui, state, send);
    if !matches!(plots.asked.plot, Plot::Stances | Plot::Agreement) {
        ui.horizontal_wrapped(|ui| asked_ui(ui, state, &mut plots.asked));
    }
    let known = plots.made.as_ref().is_some_and(|(made, asked, _)| *made == state.made && *asked == plots.asked);
    if !known {
        plots.made = Some((state.made, plots.asked.clone(), make(state, &plots.asked)));
        // Names are placed by where the figure stood in the frame before.
        ui.ctx().request_repaint();
    }
    let Plots { made: Some((.., figure)), .. } = plots else { return };
    ui.separator();
    let width = ui.available_width();
    egui::Panel::right("numbers").resizable(true).default_size((width * 0.4).min(520.0)).show(ui, |ui| {
        save_ui(ui, figure, send);
        ui.separator();
        figure::numbers_ui(ui, &figure.numbers);
    });
    egui::CentralPanel::no_frame().frame(theme::flush()).show(ui, |ui| {
        ui.heading(&figure.title);
        ui.weak(&figure.note);
        figure::show(ui, figure);
    });
}

fn save_ui(ui: &mut Ui, figure: &Figure, send: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        // Each word stays in the row of its buttons.
        ui.horizontal(|ui| save_as_ui(ui, figure, send));
        ui.horizontal(|ui| copy_ui(ui, send));
    });
}

fn save_as_ui(ui: &mut Ui, figure: &Figure, send: &mut Vec<Command>) {
    ui.label("Save");
    for format in FigureFormat::iter().filter(|format| format.fits(figure)) {
        let button = ui.button(format.to_string());
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Save as {format}")));
        if button.on_hover_text(format!("Save the figure as {format}")).clicked() {
            send.push(Command::Choose(Ask::Figure(format)));
        }
    }
}

fn copy_ui(ui: &mut Ui, send: &mut Vec<Command>) {
    ui.label("Copy");
    if ui.button("Numbers").on_hover_text("Put the numbers on the clipboard, for a spreadsheet").clicked() {
        send.push(Command::CopyFigure(false));
    }
    if ui.button("Picture").on_hover_text("Put the picture on the clipboard").clicked() {
        send.push(Command::CopyFigure(true));
    }
}

fn make(state: &State, asked: &Asked) -> Figure {
    let State { project, statements, filter, matrix, arrangement, .. } = state;
    let (issue, actor) = (asked.issue.as_ref(), asked.actor.as_ref());
    match asked.plot {
        Plot::Stances => findings::stances(matrix),
        Plot::OverTime => over_time(project, statements, filter, issue, actor, asked.interval),
        Plot::Actors => actors_over_time(project, statements, filter, issue, &asked.beside(state), asked.interval),
        Plot::Agreement => heat_map(matrix),
        Plot::Network => match asked.window {
            None => network(matrix, asked.network),
            Some((from, to)) => {
                let filter = Filter { from: Some(from), to: Some(to), ..filter.clone() };
                let cut = Matrix::new(project, statements, &filter, arrangement);
                let figure = network(&cut, asked.network);
                Figure { title: format!("{}, {from} to {to}", figure.title), ..figure }
            }
        },
        Plot::Outlets => outlets(project, statements, filter, issue),
        Plot::Articles => match asked.articles(state) {
            [Some(a), Some(b)] => articles(project, statements, filter, [a, b]),
            _ => Figure { title: "Two articles beside each other".to_owned(), ..Figure::default() },
        },
    }
}

/// What can be chosen of the plot that is shown.
fn asked_ui(ui: &mut Ui, state: &State, asked: &mut Asked) {
    match asked.plot {
        Plot::Stances | Plot::Agreement => {}
        Plot::OverTime => {
            issue_box(ui, state, &mut asked.issue);
            actor_box(ui, state, &mut asked.actor);
            period_box(ui, &mut asked.interval);
        }
        Plot::Actors => {
            issue_box(ui, state, &mut asked.issue);
            period_box(ui, &mut asked.interval);
            let mut beside = asked.beside(state);
            ui.label("Actors");
            let list = ComboBox::from_id_salt("beside").selected_text(counted(beside.len(), "actor"));
            // Several are ticked one after the other.
            let list = list.close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
            let shown = list.show_ui(ui, |ui| {
                for row in state.matrix.rows.iter().take(OFFERED) {
                    let mut on = beside.contains(&row.actor.id);
                    if ui.checkbox(&mut on, &row.actor.name).changed() {
                        beside.retain(|id| *id != row.actor.id);
                        beside.extend(on.then(|| row.actor.id.clone()));
                        asked.actors.clone_from(&beside);
                    }
                }
            });
            shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "Actors"));
        }
        Plot::Network => network_ui(ui, state, asked),
        Plot::Outlets => issue_box(ui, state, &mut asked.issue),
        Plot::Articles => {
            let shown = asked.articles(state);
            for (at, name) in ["A", "B"].iter().enumerate() {
                let mut chosen = shown[at];
                article_box(ui, state, name, &mut chosen);
                if chosen != shown[at] {
                    asked.pair[at] = chosen;
                }
            }
        }
    }
}

fn network_ui(ui: &mut Ui, state: &State, asked: &mut Asked) {
    let network = &mut asked.network;
    choice(ui, "Ties", network.measure.label(), |ui| {
        for measure in Measure::iter() {
            ui.selectable_value(&mut network.measure, measure, measure.label());
        }
    });
    choice(ui, "Normalised by", network.normalisation.label(), |ui| {
        for normalisation in Normalisation::iter() {
            ui.selectable_value(&mut network.normalisation, normalisation, normalisation.label());
        }
    });
    let label = ui.label("Ties from");
    let mut least = (network.at_least * 100.0).round() as i32;
    let slider = egui::Slider::new(&mut least, 0..=100).suffix(" % of the strongest");
    if ui.add(slider).labelled_by(label.id).changed() {
        network.at_least = least as f32 / 100.0;
    }
    // Windows in time: a window that slides over the days of the articles.
    let days = || state.project.articles().filter_map(|article| article.date);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return };
    let whole = first.until(last).map_or(0, |span| span.get_days());
    if whole < 2 {
        return;
    }
    let mut cut = asked.window.is_some();
    ui.checkbox(&mut cut, "Window in time");
    if !cut {
        asked.window = None;
        return;
    }
    let after = |day: jiff::civil::Date, days: i32| day.checked_add(jiff::Span::new().days(days)).unwrap_or(day);
    let (from, to) = asked.window.unwrap_or((first, after(first, (whole / 4).max(1))));
    let mut start = first.until(from).map_or(0, |span| span.get_days());
    let mut length = from.until(to).map_or(1, |span| span.get_days()) + 1;
    let label = ui.label("days");
    ui.add(egui::DragValue::new(&mut length).range(1..=whole + 1)).labelled_by(label.id);
    let label = ui.label("from");
    let shown = egui::Slider::new(&mut start, 0..=whole)
        .custom_formatter(move |value, _| after(first, value as i32).to_string());
    ui.add(shown).labelled_by(label.id);
    let from = after(first, start);
    asked.window = Some((from, after(from, length - 1)));
}

fn period_box(ui: &mut Ui, chosen: &mut Interval) {
    choice(ui, "Period", chosen.to_string(), |ui| {
        for interval in Interval::iter() {
            ui.selectable_value(chosen, interval, interval.to_string());
        }
    });
}

/// A list to choose from, its name before it.
fn choice(ui: &mut Ui, name: &str, chosen: impl Into<egui::WidgetText>, list: impl FnOnce(&mut Ui)) {
    ui.label(name);
    let shown = ComboBox::from_id_salt(name).selected_text(chosen).width(150.0).truncate().show_ui(ui, list);
    shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, name));
}

fn issue_box(ui: &mut Ui, state: &State, chosen: &mut Option<IssueId>) {
    let name = chosen.as_ref().map_or("all".to_owned(), |id| state.issue_name(id));
    choice(ui, "Issue", name, |ui| {
        ui.selectable_value(chosen, None, "all");
        for issue in &state.matrix.issues {
            ui.selectable_value(chosen, Some(issue.id.clone()), &issue.name);
        }
    });
}

/// How many actors and articles a list of a plot offers: those with most statements.
const OFFERED: usize = 200;

fn actor_box(ui: &mut Ui, state: &State, chosen: &mut Option<ActorId>) {
    let name = chosen.as_ref().map_or("all".to_owned(), |id| state.actor_name(id));
    choice(ui, "Actor", name, |ui| {
        ui.selectable_value(chosen, None, "all");
        if let Some(selected) = &state.selection.actor {
            ui.selectable_value(chosen, Some(selected.clone()), state.actor_name(selected));
        }
        for row in state.matrix.rows.iter().take(OFFERED) {
            ui.selectable_value(chosen, Some(row.actor.id.clone()), &row.actor.name);
        }
    });
}

fn article_box(ui: &mut Ui, state: &State, name: &str, chosen: &mut Option<ArticleId>) {
    let title = |id: &ArticleId| state.project.article(*id).map_or(String::new(), |article| article.title.clone());
    // In a row that wraps, a list takes all the room that its text asks for.
    let text = chosen.as_ref().map_or("choose".to_owned(), |id| super::shortened(&title(id), 32));
    choice(ui, &format!("Article {name}"), text, |ui| {
        let spoken = |article: &&crate::model::Article| !state.statements.of_article(article.id).is_empty();
        for article in state.project.articles().filter(spoken).take(OFFERED) {
            ui.push_id(article.id.to_string(), |ui| {
                ui.selectable_value(chosen, Some(article.id), &article.title);
            });
        }
    });
}
