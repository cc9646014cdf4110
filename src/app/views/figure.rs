use egui::{Align2, FontId, Rect, RichText, Ui, vec2};
use egui_plot::{Bar, BarChart, Heatmap, Line, LineStyle, Plot as Chart, PlotPoint, Points, Text};
use egui_table::{CellInfo, Column, HeaderCellInfo, HeaderRow, Table, TableDelegate};

use crate::app::theme;
use crate::findings::{Datum, Figure, Link, Node, Numbers, Series, Shape, Tile};

/// Draws a figure in the room that is left.
pub fn show(ui: &mut Ui, figure: &Figure) {
    if figure.shape.is_empty() {
        ui.centered_and_justified(|ui| ui.label("Nothing to plot: no statement counts."));
        return;
    }
    match &figure.shape {
        Shape::Bars { names, series, axis, standing } => bars(ui, &figure.title, names, series, axis, *standing),
        Shape::Tiles { names, tiles } => squares(ui, names, tiles),
        Shape::Graph { nodes, links } => graph(ui, nodes, links),
    }
}

fn chart<'a>(name: &str) -> Chart<'a> {
    Chart::new(name.to_owned()).allow_drag(false).allow_zoom(false).allow_scroll(false).allow_boxed_zoom(false)
}

fn bars(ui: &mut Ui, title: &str, names: &[String], series: &[Series], axis: &str, standing: bool) {
    let dark = ui.visuals().dark_mode;
    let count = names.len();
    // Lying bars: the first on top, while plots count upwards.
    let at = move |bar: usize| if standing { bar as f64 } else { (count - 1 - bar) as f64 };
    ui.horizontal_wrapped(|ui| {
        for part in series.iter().filter(|part| part.values.iter().any(|value| *value > 0.0)) {
            let words = format!(" {} {} ", theme::hue_sign(part.hue), part.name);
            let text = RichText::new(words).color(theme::on_fill(dark)).background_color(theme::hue(part.hue, dark));
            ui.label(text);
        }
    });
    let mut charts: Vec<BarChart> = Vec::new();
    for part in series {
        let color = theme::hue(part.hue, dark);
        let bar =
            |(index, value): (usize, &f64)| Bar::new(at(index), *value).name(&names[index]).width(0.7).fill(color);
        let made = BarChart::new(&part.name, part.values.iter().enumerate().map(bar).collect()).color(color);
        let made = if standing { made.vertical() } else { made.horizontal() };
        let below: Vec<&BarChart> = charts.iter().collect();
        let made = made.stack_on(&below);
        charts.push(made);
    }
    let owned: Vec<String> = names.to_vec();
    let room = ui.available_height() - theme::space::M;
    let plot = if standing {
        chart(title)
            .height(room.min(460.0))
            .include_y(0.0)
            .y_axis_label(axis.to_owned())
            .x_grid_spacer(move |_| marks(count, 12))
            .x_axis_formatter(move |mark, _| name_of(&owned, mark.value))
    } else {
        let every = (count as f32 * 15.0 / room.max(1.0)).ceil().max(1.0) as usize;
        chart(title)
            .height((count as f32 * 30.0 + 60.0).min(room).max(140.0))
            .include_x(0.0)
            .x_axis_label(axis.to_owned())
            .y_axis_min_width(150.0)
            .y_grid_spacer(move |_| marks(count, count.div_ceil(every)))
            .y_axis_formatter(move |mark, _| name_of(&owned, (count as f64 - 1.0) - mark.value))
    };
    plot.show(ui, |plot| {
        for chart in charts {
            plot.bar_chart(chart);
        }
    });
}

/// Marks for whole numbers below `count`, at most some `most` of them.
fn marks(count: usize, most: usize) -> Vec<egui_plot::GridMark> {
    let step = count.div_ceil(most.max(1)).max(1);
    (0..count).step_by(step).map(|at| egui_plot::GridMark { value: at as f64, step_size: step as f64 }).collect()
}

fn name_of(names: &[String], value: f64) -> String {
    let at = value.round();
    if (value - at).abs() > 0.01 || at < 0.0 {
        return String::new();
    }
    names.get(at as usize).cloned().unwrap_or_default()
}

fn squares(ui: &mut Ui, names: &[String], tiles: &[Tile]) {
    let dark = ui.visuals().dark_mode;
    let count = names.len();
    // A heat map counts its rows upwards.
    let mut values = vec![f64::NAN; count * count];
    for tile in tiles {
        values[(count - 1 - tile.row) * count + tile.column] = f64::from(tile.value);
    }
    let labelled = ui.available_width() / count as f32 > 26.0;
    let map = Heatmap::new(values, count)
        .range(-1.0, 1.0)
        .show_labels(labelled)
        .custom_mapping(Box::new(move |score| theme::agreement(score, dark)))
        .formatter(Box::new(|score| if score.is_nan() { String::new() } else { format!("{score:+.1}") }))
        .at(PlotPoint::new(-0.5, -0.5));
    // Names do not fit under narrow columns: both axes carry numbers, the rows their names too.
    let rows: Vec<String> = names.iter().enumerate().map(|(at, name)| format!("{name} {}", at + 1)).collect();
    chart("agreement")
        .show_grid(false)
        .y_axis_min_width(150.0)
        .x_grid_spacer(move |_| marks(count, count))
        .y_grid_spacer(move |_| marks(count, count))
        .custom_x_axes(vec![
            egui_plot::AxisHints::new_x()
                .formatter(|mark, _| format!("{}", mark.value.round() + 1.0))
                .label_spacing(egui::Rangef::new(8.0, 16.0)),
        ])
        .y_axis_formatter(move |mark, _| name_of(&rows, (count as f64 - 1.0) - mark.value))
        .show(ui, |plot| plot.heatmap(map));
}

fn graph(ui: &mut Ui, nodes: &[Node], links: &[Link]) {
    let dark = ui.visuals().dark_mode;
    let strongest = links.iter().map(|link| link.weight.abs()).fold(f32::MIN_POSITIVE, f32::max);
    let most = nodes.iter().map(|node| node.count).max().unwrap_or(1).max(1) as f32;
    let (ink, ground) = (ui.visuals().strong_text_color(), ui.visuals().widgets.inactive.bg_fill);
    let place = |node: &Node| [f64::from(node.at.x), f64::from(node.at.y)];
    let lines: Vec<Line<'_>> = links
        .iter()
        .map(|link| {
            let part = link.weight.abs() / strongest;
            let color = theme::link(link.weight > 0.0, dark).gamma_multiply(0.3 + 0.6 * part);
            let line = Line::new("", vec![place(&nodes[link.from]), place(&nodes[link.to])]);
            let style = if link.weight > 0.0 { LineStyle::Solid } else { LineStyle::dashed_dense() };
            line.color(color).width(0.8 + 3.5 * part).style(style).allow_hover(false)
        })
        .collect();
    chart("network")
        .show_axes(false)
        .show_grid(false)
        .allow_drag(true)
        .allow_zoom(true)
        .allow_scroll(true)
        .data_aspect(0.8)
        .include_x(-0.15)
        .include_x(1.15)
        .include_y(-0.08)
        .include_y(1.1)
        .show(ui, |plot| {
            for line in lines {
                plot.line(line);
            }
            for node in nodes {
                let radius = 4.0 + 8.0 * (node.count as f32 / most).sqrt();
                let told = format!("{}, {} statements", node.name, node.count);
                plot.points(Points::new(told, vec![place(node)]).radius(radius + 1.0).color(ink));
                plot.points(Points::new("", vec![place(node)]).radius(radius).color(ground).allow_hover(false));
                let [x, y] = place(node);
                let name = RichText::new(&node.name).size(theme::size::SMALL).color(ink);
                let text = Text::new("", PlotPoint::new(x, y + 0.022), name).anchor(Align2::CENTER_BOTTOM);
                plot.text(text.allow_hover(false));
            }
        });
}

/// The figure's numbers as a table of which only what is in sight is laid out.
pub fn numbers_ui(ui: &mut Ui, numbers: &Numbers) {
    let font = FontId::proportional(theme::size::BODY);
    let wide = |words: &str| words.chars().count() as f32 * font.size * 0.52 + 14.0;
    let column = |(at, head): (usize, &String)| {
        let longest = numbers.rows.iter().take(200).map(|row| wide(&row[at].to_string())).fold(wide(head), f32::max);
        Column::new(longest.clamp(34.0, 240.0)).range(30.0..=600.0).resizable(true)
    };
    let columns: Vec<Column> = numbers.heads.iter().enumerate().map(column).collect();
    Table::new()
        .id_salt(("numbers", &numbers.heads))
        .num_rows(numbers.rows.len() as u64)
        .columns(columns)
        .headers([HeaderRow::new(26.0)])
        .show(ui, &mut NumbersTable { numbers });
}

struct NumbersTable<'a> {
    numbers: &'a Numbers,
}

impl TableDelegate for NumbersTable<'_> {
    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let rect = ui.max_rect().shrink2(vec2(theme::space::S, 0.0));
        if let Some(head) = self.numbers.heads.get(cell.col_range.start) {
            put(ui, rect, RichText::new(head).strong(), egui::Align::Min);
        }
    }

    fn cell_ui(&mut self, ui: &mut Ui, info: &CellInfo) {
        let Some(datum) = self.numbers.rows.get(info.row_nr as usize).and_then(|row| row.get(info.col_nr)) else {
            return;
        };
        if info.row_nr % 2 == 1 {
            ui.painter().rect_filled(ui.max_rect(), 0.0, ui.visuals().faint_bg_color);
        }
        let align = if matches!(datum, Datum::Words(_)) { egui::Align::Min } else { egui::Align::Max };
        let rect = ui.max_rect().shrink2(vec2(theme::space::S, 0.0));
        put(ui, rect, RichText::new(datum.to_string()), align);
    }

    fn default_row_height(&self) -> f32 {
        22.0
    }
}

fn put(ui: &mut Ui, rect: Rect, text: RichText, align: egui::Align) {
    let layout = match align {
        egui::Align::Max => egui::Layout::right_to_left(egui::Align::Center),
        _ => egui::Layout::left_to_right(egui::Align::Center),
    };
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
    inner.add(egui::Label::new(text).truncate());
}
