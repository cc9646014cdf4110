use egui::{Align2, FontId, Id, Rect, RichText, Sense, Ui, pos2, vec2};
use egui_plot::{Bar, BarChart, Line, LineStyle, Plot as Chart, PlotPoint, Points, Text};
use egui_table::{CellInfo, Column, HeaderCellInfo, HeaderRow, Table, TableDelegate};

use crate::app::{counted, theme};
use crate::findings::{Datum, Figure, Link, Named, Node, Numbers, Path, Series, Shape, Tile, labels};

/// Draws a figure in the room that is left.
pub fn show(ui: &mut Ui, figure: &Figure) {
    if figure.shape.is_empty() {
        ui.centered_and_justified(|ui| ui.label("Nothing to plot: no statement counts."));
        return;
    }
    match &figure.shape {
        Shape::Bars { names, series, axis, standing } => bars(ui, &figure.title, names, series, axis, *standing),
        Shape::Lines { names, paths, axis } => lines(ui, &figure.title, names, paths, axis),
        Shape::Tiles { names, tiles } => squares(ui, names, tiles),
        Shape::Graph { nodes, links } => graph(ui, &figure.title, nodes, links),
    }
}

/// A plot is a picture to whoever hears the window; its numbers are in the table.
fn told(response: &egui::Response, title: &str) {
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Image, true, format!("{title}; the table beside it has the numbers"))
    });
}

/// A chart that stays where it is, its rules fainter than what they measure.
fn chart<'a>(ui: &Ui, name: &str) -> Chart<'a> {
    let still = Chart::new(name.to_owned()).allow_drag(false).allow_zoom(false).allow_scroll(false);
    let rule = ui.visuals().weak_text_color().gamma_multiply(0.35);
    still.allow_boxed_zoom(false).show_background(false).grid_color(rule).grid_fade(0.0)
}

/// Marks of an axis that counts up to `most`: round numbers, some six of them.
fn rounds(most: f64) -> Vec<egui_plot::GridMark> {
    let rough = (most / 6.0).max(1.0);
    let power = 10.0_f64.powf(rough.log10().floor());
    let step =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * power).find(|step| *step >= rough).unwrap_or(rough);
    let count = (most / step).ceil() as usize;
    (0..=count).map(|at| egui_plot::GridMark { value: at as f64 * step, step_size: step }).collect()
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
    let total = |at: usize| series.iter().map(|part| part.values.get(at).copied().unwrap_or_default()).sum::<f64>();
    let most = (0..count).map(total).fold(1.0, f64::max);
    let plot = if standing {
        chart(ui, title)
            .height(room.min(460.0))
            .include_y(0.0)
            .y_grid_spacer(move |_| rounds(most))
            .show_grid([false, true])
            .y_axis_label(axis.to_owned())
            .x_grid_spacer(move |_| marks(count, 6))
            .x_axis_formatter(move |mark, _| name_of(&owned, mark.value))
    } else {
        let every = (count as f32 * 15.0 / room.max(1.0)).ceil().max(1.0) as usize;
        chart(ui, title)
            .height((count as f32 * 30.0 + 60.0).min(room).max(140.0))
            .include_x(0.0)
            .x_grid_spacer(move |_| rounds(most))
            .show_grid([true, false])
            .x_axis_label(axis.to_owned())
            .custom_y_axes(vec![
                // However close they stand, names are as dark as any.
                egui_plot::AxisHints::new_y()
                    .formatter(move |mark, _| name_of(&owned, (count as f64 - 1.0) - mark.value))
                    .label_spacing(egui::Rangef::new(8.0, 12.0))
                    .min_thickness(150.0),
            ])
            .y_grid_spacer(move |_| marks(count, count.div_ceil(every)))
    };
    let shown = plot.show(ui, |plot| {
        for chart in charts {
            plot.bar_chart(chart);
        }
    });
    told(&shown.response, title);
}

/// Lines over time, each named in its own colour.
fn lines(ui: &mut Ui, title: &str, names: &[String], paths: &[Path], axis: &str) {
    let dark = ui.visuals().dark_mode;
    let colours: Vec<egui::Color32> = (0..paths.len()).map(|at| theme::issue(at as u8, dark)).collect();
    ui.horizontal_wrapped(|ui| {
        for (path, colour) in paths.iter().zip(&colours) {
            let spoken = !path.points.is_empty();
            ui.label(RichText::new("●").color(*colour));
            ui.label(&path.name);
            if !spoken {
                ui.weak("(nothing with a date)");
            }
            ui.add_space(theme::space::M);
        }
    });
    let (owned, count) = (names.to_vec(), names.len());
    let room = (ui.available_height() - theme::space::M).min(460.0);
    let shown = chart(ui, title)
        .height(room)
        .include_y(-1.1)
        .include_y(1.1)
        .include_x(-0.3)
        .include_x(count as f64 - 0.7)
        .show_grid([false, true])
        .y_axis_label(axis.to_owned())
        .y_grid_spacer(|_| [-1.0, 0.0, 1.0].map(|value| egui_plot::GridMark { value, step_size: 1.0 }).to_vec())
        .x_grid_spacer(move |_| marks(count, 6))
        .x_axis_formatter(move |mark, _| name_of(&owned, mark.value))
        .show(ui, |plot| {
            for (path, colour) in paths.iter().zip(&colours) {
                let points: Vec<[f64; 2]> =
                    path.points.iter().map(|(at, value)| [*at as f64, f64::from(*value)]).collect();
                plot.line(Line::new(&path.name, points.clone()).color(*colour).width(2.0).allow_hover(false));
                plot.points(Points::new(&path.name, points).color(*colour).radius(4.0));
            }
        });
    told(&shown.response, title);
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

/// A square of pairs, painted by hand: a plot's axes have no room for names.
fn squares(ui: &mut Ui, names: &[String], tiles: &[Tile]) {
    let dark = ui.visuals().dark_mode;
    let count = names.len().max(1);
    let room = ui.available_size();
    let side = ((room.x - NAMES) / count as f32).min((room.y - HEAD) / count as f32).clamp(8.0, 40.0).floor();
    let size = vec2(NAMES + side * count as f32, HEAD + side * count as f32);
    let (rect, response) = ui.allocate_exact_size(size, Sense::HOVER);
    response.widget_info(|| {
        let name = format!("Agreement of {count} actors; the table beside it has the numbers");
        egui::WidgetInfo::labeled(egui::Role::Image, true, name)
    });
    let origin = rect.min + vec2(NAMES, HEAD);
    let at = |row: usize, column: usize| {
        Rect::from_min_size(origin + vec2(column as f32, row as f32) * side, vec2(side, side)).shrink(0.5)
    };
    let painter = ui.painter_at(rect);
    let (ink, weak) = (ui.visuals().text_color(), ui.visuals().weak_text_color());
    let font = FontId::proportional((side - 1.0).clamp(8.0, theme::size::SMALL));
    for (row, name) in names.iter().enumerate() {
        let text = format!("{name}  {}", row + 1);
        let mut job = egui::text::LayoutJob::simple(text, font.clone(), ink, NAMES - theme::space::M);
        job.wrap.max_rows = 1;
        job.wrap.break_anywhere = true;
        let galley = painter.layout_job(job);
        let x = origin.x - theme::space::S - galley.size().x;
        painter.galley(pos2(x, at(row, 0).center().y - galley.size().y / 2.0), galley, ink);
        // As many numbers over the columns as fit.
        if side >= 16.0 || row == 0 || (row + 1) % 5 == 0 {
            let over = pos2(at(0, row).center().x, origin.y - 2.0);
            painter.text(over, Align2::CENTER_BOTTOM, (row + 1).to_string(), FontId::proportional(10.5), weak);
        }
        for column in 0..names.len() {
            painter.rect_filled(at(row, column), 1.0, ui.visuals().faint_bg_color);
        }
    }
    for tile in tiles {
        let square = at(tile.row, tile.column);
        painter.rect_filled(square, 1.0, theme::agreement(f64::from(tile.value), dark));
        if side >= 26.0 {
            let words = format!("{:+.1}", tile.value).replace('-', "−");
            painter.text(
                square.center(),
                Align2::CENTER_CENTER,
                words,
                FontId::proportional(10.5),
                theme::on_fill(dark),
            );
        }
    }
    let Some(pointer) = response.hover_pos().filter(|pointer| pointer.x >= origin.x && pointer.y >= origin.y) else {
        return;
    };
    let place = (pointer - origin) / side;
    let (row, column) = (place.y as usize, place.x as usize);
    if let (Some(a), Some(b)) = (names.get(row), names.get(column)) {
        painter.rect_stroke(at(row, column), 1.0, egui::Stroke::new(1.5, ink), egui::StrokeKind::Inside);
        let tile = tiles.iter().find(|tile| (tile.row, tile.column) == (row, column));
        let value =
            tile.map_or("no issue in common".to_owned(), |tile| format!("{:+.2}", tile.value).replace('-', "−"));
        response.on_hover_text_at_pointer(format!("{a} and {b}: {value}"));
    }
}

/// Room for names left of a square of pairs, and for numbers over it.
const NAMES: f32 = 170.0;
const HEAD: f32 = 18.0;

fn graph(ui: &mut Ui, title: &str, nodes: &[Node], links: &[Link]) {
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
    let small = FontId::proportional(theme::size::SMALL);
    let mut order: Vec<&Node> = nodes.iter().collect();
    order.sort_by_key(|node| std::cmp::Reverse(node.count));
    let radius = |node: &Node| 4.0 + 8.0 * (node.count as f32 / most).sqrt();
    let width = |node: &Node| ui.painter().layout_no_wrap(node.name.clone(), small.clone(), ink).size().x;
    let wide: Vec<f32> = order.iter().map(|node| width(node)).collect();
    let shown = chart(ui, "network")
        .show_axes(false)
        .show_grid(false)
        .allow_drag(true)
        .allow_zoom(true)
        .allow_scroll(true)
        .include_x(-0.22)
        .include_x(1.22)
        .include_y(-0.08)
        .include_y(1.1)
        .show(ui, |plot| {
            for line in lines {
                plot.line(line);
            }
            for node in nodes {
                let told = format!("{}, {}", node.name, counted(node.count, "statement"));
                plot.points(Points::new(told, vec![place(node)]).radius(radius(node) + 1.0).color(ink));
                plot.points(Points::new("", vec![place(node)]).radius(radius(node)).color(ground).allow_hover(false));
            }
            // Who says most is named first; a name that has no room is told when the pointer is there.
            let transform = *plot.transform();
            let frame = *transform.frame();
            let named = |(node, width): (&&Node, &f32)| {
                let [x, y] = place(node);
                let at = transform.position_from_point(&PlotPoint::new(x, y));
                Named { x: at.x, y: at.y, radius: radius(node) + 1.0, width: *width }
            };
            let named: Vec<Named> = order.iter().zip(&wide).map(named).collect();
            for (node, at) in order.iter().zip(labels(&named, theme::size::SMALL + 2.0, (frame.left(), frame.right())))
            {
                let Some((x, y)) = at else { continue };
                let name = RichText::new(&node.name).size(theme::size::SMALL).color(ink);
                let text = Text::new("", transform.value_from_position(pos2(x, y)), name);
                plot.text(text.anchor(Align2::CENTER_CENTER).allow_hover(false));
            }
        });
    told(&shown.response, title);
}

/// The figure's numbers as a table of which only what is in sight is laid out.
pub fn numbers_ui(ui: &mut Ui, numbers: &Numbers) {
    let font = FontId::proportional(theme::size::BODY);
    let wide = |words: &str| words.chars().count() as f32 * font.size * 0.52 + 14.0;
    let column = |(at, head): (usize, &String)| {
        let longest = numbers.rows.iter().take(200).map(|row| wide(&row[at].to_string())).fold(wide(head), f32::max);
        let wide = longest.clamp(34.0, 150.0);
        Column::new(wide).range(wide..=600.0).resizable(true).id(Id::unique(("column", at)))
    };
    let columns: Vec<Column> = numbers.heads.iter().enumerate().map(column).collect();
    let table = Table::new().id_salt(("numbers", &numbers.heads));
    let id = table.get_id(ui);
    table
        .num_rows(numbers.rows.len() as u64)
        .columns(columns)
        .headers([HeaderRow::new(26.0)])
        .show(ui, &mut NumbersTable { numbers });
    for (at, head) in numbers.heads.iter().enumerate() {
        super::name_grip(ui, id, Id::unique(("column", at)), head);
    }
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
