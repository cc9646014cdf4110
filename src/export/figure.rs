//! A figure as a picture (SVG), as a table, and, where it is a network, for Gephi (GEXF, GraphML). Written from the
//! figure's data: it looks the same whatever the window's size and theme.

use std::fmt::Write as _;

use super::formats::escape;
use super::tables::{Field, Table};
use crate::findings::{Datum, Figure, Hue, Link, Named, Node, Numbers, Path, Series, Shape, Tile, labels, spaced};
use crate::model::Stance;

/// How a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::Display)]
pub enum FigureFormat {
    /// A picture in lines and letters, for print.
    #[strum(serialize = "SVG")]
    Svg,
    /// A picture in points, as the window shows it.
    #[strum(serialize = "PNG")]
    Png,
    /// Its numbers.
    #[strum(serialize = "CSV")]
    Csv,
    /// A network for Gephi.
    #[strum(serialize = "GEXF")]
    Gexf,
    /// A network for Gephi, visone and others.
    #[strum(serialize = "GraphML")]
    GraphMl,
}

impl FigureFormat {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
            Self::Gexf => "gexf",
            Self::GraphMl => "graphml",
        }
    }

    /// Whether the figure can be written so.
    pub fn fits(self, figure: &Figure) -> bool {
        matches!(figure.shape, Shape::Graph { .. }) || !matches!(self, Self::Gexf | Self::GraphMl)
    }

    /// The format of that ending.
    pub fn of_ending(ending: &str) -> Option<Self> {
        <Self as strum::IntoEnumIterator>::iter().find(|format| format.ending() == ending)
    }
}

/// The figure's numbers as a table.
pub fn table(figure: &Figure) -> Table {
    let Numbers { heads, rows } = &figure.numbers;
    let field = |datum: &Datum| match datum {
        Datum::Words(words) => Field::Text(words.clone()),
        Datum::Count(count) => Field::Count(*count as u64),
        Datum::Measure(value) | Datum::Share(value) => Field::Share(*value),
        Datum::None => Field::Text(String::new()),
    };
    let rows = rows.iter().map(|row| row.iter().map(field).collect()).collect();
    Table { title: figure.title.clone(), heads: heads.clone(), rows }
}

/// Colours of pictures on white, as `#rrggbb`.
fn colour(hue: Hue) -> &'static str {
    match hue {
        Hue::Stance(Stance::Support) => "#77bffe",
        Hue::Stance(Stance::Oppose) => "#ec8e58",
        Hue::Stance(Stance::Conditional) => "#ffdc8a",
        Hue::Stance(Stance::Neutral) => "#cccccc",
        Hue::Mixed => "#cc9dca",
    }
}

/// A colour is never the only sign.
fn sign(hue: Hue) -> &'static str {
    match hue {
        Hue::Stance(Stance::Support) => "+",
        Hue::Stance(Stance::Oppose) => "−",
        Hue::Stance(Stance::Conditional) => "?",
        Hue::Stance(Stance::Neutral) => "○",
        Hue::Mixed => "±",
    }
}

const AGREE: (f32, f32, f32) = (119.0, 191.0, 254.0);
const OPPOSE: (f32, f32, f32) = (236.0, 142.0, 88.0);
const BETWEEN: (f32, f32, f32) = (242.0, 242.0, 242.0);

fn between(value: f32) -> String {
    let end = if value < 0.0 { OPPOSE } else { AGREE };
    let part = value.abs().min(1.0);
    let mix = |from: f32, to: f32| (from + (to - from) * part).round() as u8;
    format!("#{:02x}{:02x}{:02x}", mix(BETWEEN.0, end.0), mix(BETWEEN.1, end.1), mix(BETWEEN.2, end.2))
}

/// Width of a text of the picture's size, roughly: letters differ, and the viewer's font may be another.
fn width_of(text: &str) -> f32 {
    text.chars().count() as f32 * 6.6
}

const MARGIN: f32 = 24.0;
/// Where the drawing begins below title and legend.
const TOP: f32 = 78.0;

/// A picture being written.
struct Svg {
    body: String,
    width: f32,
    height: f32,
}

impl Svg {
    fn text(&mut self, x: f32, y: f32, anchor: &str, more: &str, words: &str) {
        let _ = writeln!(
            self.body,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\"{more}>{}</text>",
            escape(words)
        );
    }

    fn rect(&mut self, [x, y, width, height]: [f32; 4], fill: &str, told: &str) {
        let _ = writeln!(
            self.body,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{fill}\"><title>{}</title></rect>",
            escape(told)
        );
    }

    fn line(&mut self, [x1, y1, x2, y2]: [f32; 4], more: &str) {
        let _ = writeln!(self.body, "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" {more}/>");
    }
}

/// The figure as SVG 1.1.
pub fn svg(figure: &Figure) -> String {
    let mut svg = Svg { body: String::new(), width: 900.0, height: 300.0 };
    match &figure.shape {
        Shape::Bars { names, series, axis, standing: false } => lying(&mut svg, names, series, axis),
        Shape::Bars { names, series, axis, standing: true } => standing(&mut svg, names, series, axis),
        Shape::Lines { names, paths, axis } => lines(&mut svg, names, paths, axis),
        Shape::Tiles { names, tiles } => squares(&mut svg, names, tiles),
        Shape::Graph { nodes, links } => graph(&mut svg, nodes, links),
    }
    if let Shape::Bars { series, .. } = &figure.shape {
        let mut x = MARGIN;
        for part in series.iter().filter(|part| part.values.iter().any(|value| *value > 0.0)) {
            svg.rect([x, 48.0, 12.0, 12.0], colour(part.hue), &part.name);
            svg.text(x + 17.0, 58.0, "start", "", &format!("{} {}", sign(part.hue), part.name));
            x += 45.0 + width_of(&part.name);
        }
    }
    svg.text(MARGIN, 32.0, "start", " font-size=\"17\" font-weight=\"bold\"", &figure.title);
    let mut line = String::new();
    for word in figure.note.split_whitespace() {
        if width_of(&line) + width_of(word) > svg.width - 2.0 * MARGIN {
            svg.text(MARGIN, svg.height + 8.0, "start", " fill=\"#5f5f5f\"", &line);
            svg.height += 17.0;
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line += word;
    }
    svg.text(MARGIN, svg.height + 8.0, "start", " fill=\"#5f5f5f\"", &line);
    svg.height += 28.0;
    let (width, height) = (svg.width, svg.height);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"Helvetica,Arial,sans-serif\" font-size=\"12\" fill=\"#1b1b1b\">\n\
         <title>{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{}</svg>\n",
        escape(&figure.title),
        svg.body
    )
}

/// Round numbers for an axis that ends at or above `most`: the step and how many of them.
fn steps(most: f64) -> (f64, usize) {
    let rough = (most / 5.0).max(1.0);
    let power = 10.0_f64.powf(rough.log10().floor());
    let step =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * power).find(|step| *step >= rough).unwrap_or(rough);
    (step, (most / step).ceil().max(1.0) as usize)
}

fn highest(names: &[String], series: &[Series]) -> f64 {
    let total = |at: usize| series.iter().map(|part| part.values.get(at).copied().unwrap_or_default()).sum::<f64>();
    (0..names.len()).map(total).fold(1.0, f64::max)
}

const RULE: &str = "stroke=\"#dddddd\" stroke-width=\"1\"";

fn lying(svg: &mut Svg, names: &[String], series: &[Series], axis: &str) {
    const BAR: f32 = 26.0;
    let left = MARGIN + names.iter().map(|name| width_of(name)).fold(60.0, f32::max).min(340.0) + 10.0;
    let right = svg.width - MARGIN - 10.0;
    let (step, count) = steps(highest(names, series));
    let bottom = TOP + names.len() as f32 * BAR;
    let scale = f64::from(right - left) / (step * count as f64);
    for tick in 0..=count {
        let x = left + (tick as f64 * step * scale) as f32;
        svg.line([x, TOP, x, bottom], RULE);
        svg.text(x, bottom + 16.0, "middle", "", &format!("{}", tick as f64 * step));
    }
    for (at, name) in names.iter().enumerate() {
        let y = TOP + at as f32 * BAR;
        svg.text(left - 8.0, y + BAR / 2.0 + 4.0, "end", "", name);
        let mut x = left;
        for part in series {
            let value = part.values.get(at).copied().unwrap_or_default();
            let wide = (value * scale) as f32;
            if value > 0.0 {
                svg.rect([x, y + 3.0, wide, BAR - 6.0], colour(part.hue), &format!("{name}: {value} {}", part.name));
                let label = format!("{} {value}", sign(part.hue));
                if wide > width_of(&label) + 6.0 {
                    svg.text(x + wide / 2.0, y + BAR / 2.0 + 4.0, "middle", "", &label);
                }
            }
            x += wide;
        }
    }
    svg.text((left + right) / 2.0, bottom + 34.0, "middle", "", axis);
    svg.height = bottom + 50.0;
}

fn standing(svg: &mut Svg, names: &[String], series: &[Series], axis: &str) {
    const HIGH: f32 = 320.0;
    let left = MARGIN + 40.0;
    svg.width = (left + names.len() as f32 * 26.0 + 2.0 * MARGIN).max(640.0);
    let slot = (svg.width - left - 2.0 * MARGIN) / names.len().max(1) as f32;
    let bar = (slot * 0.8).min(60.0);
    let (step, count) = steps(highest(names, series));
    let bottom = TOP + HIGH;
    let scale = f64::from(HIGH) / (step * count as f64);
    for tick in 0..=count {
        let y = bottom - (tick as f64 * step * scale) as f32;
        svg.line([left, y, svg.width - MARGIN, y], RULE);
        svg.text(left - 6.0, y + 4.0, "end", "", &format!("{}", tick as f64 * step));
    }
    let mut longest = 0.0_f32;
    for (at, name) in names.iter().enumerate() {
        let x = left + (at as f32 + 0.5) * slot;
        longest = longest.max(width_of(name));
        svg.text(
            x + 4.0,
            bottom + 14.0,
            "end",
            &format!(" transform=\"rotate(-60 {:.1} {:.1})\"", x + 4.0, bottom + 14.0),
            name,
        );
        let mut y = bottom;
        for part in series {
            let value = part.values.get(at).copied().unwrap_or_default();
            let high = (value * scale) as f32;
            if value > 0.0 {
                svg.rect(
                    [x - bar / 2.0, y - high, bar, high],
                    colour(part.hue),
                    &format!("{name}: {value} {}", part.name),
                );
                if high > 14.0 && bar > 18.0 {
                    svg.text(x, y - high / 2.0 + 4.0, "middle", "", sign(part.hue));
                }
            }
            y -= high;
        }
    }
    svg.text(MARGIN, TOP - 8.0, "start", "", axis);
    svg.height = bottom + 30.0 + longest * 0.87;
}

/// Colours of lines on white: those of Okabe and Ito that stand out from it.
const LINES: [&str; 7] = ["#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#0072b2", "#d55e00", "#8d8320"];

fn lines(svg: &mut Svg, names: &[String], paths: &[Path], axis: &str) {
    const HIGH: f32 = 320.0;
    let longest = paths.iter().map(|path| width_of(&path.name)).fold(60.0, f32::max);
    let left = MARGIN + 40.0;
    svg.width = (left + names.len() as f32 * 40.0 + longest + 2.0 * MARGIN).max(640.0);
    let right = svg.width - MARGIN - longest - 12.0;
    let slot = (right - left) / names.len().max(1) as f32;
    let x = |at: usize| left + (at as f32 + 0.5) * slot;
    let y = |value: f32| TOP + 10.0 + (1.0 - value) / 2.0 * HIGH;
    for value in [-1.0, -0.5, 0.0, 0.5, 1.0] {
        svg.line([left, y(value), right, y(value)], RULE);
        svg.text(left - 6.0, y(value) + 4.0, "end", "", &format!("{value}").replace('-', "−"));
    }
    let bottom = y(-1.0);
    let mut deepest = 0.0_f32;
    // As many names as stand beside each other when turned.
    for (at, name) in names.iter().enumerate().step_by((14.0 / slot).ceil().max(1.0) as usize) {
        let (x, y) = (x(at) + 4.0, bottom + 14.0);
        deepest = deepest.max(width_of(name));
        svg.text(x, y, "end", &format!(" transform=\"rotate(-60 {x:.1} {y:.1})\""), name);
    }
    let ends: Vec<f32> = paths.iter().map(|path| path.points.last().map_or(0.0, |(_, value)| y(*value))).collect();
    for ((path, end), colour) in paths.iter().zip(spaced(&ends, 15.0)).zip(LINES.into_iter().cycle()) {
        let Some((last, _)) = path.points.last() else { continue };
        for pair in path.points.windows(2) {
            let more = format!("stroke=\"{colour}\" stroke-width=\"2\"");
            svg.line([x(pair[0].0), y(pair[0].1), x(pair[1].0), y(pair[1].1)], &more);
        }
        for (at, value) in &path.points {
            let _ = writeln!(
                svg.body,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3.5\" fill=\"{colour}\"><title>{}</title></circle>",
                x(*at),
                y(*value),
                escape(&format!("{}, {}: {value:+.2}", path.name, names[*at]))
            );
        }
        let more = format!(" fill=\"{colour}\" font-weight=\"bold\"");
        svg.text(x(*last) + 8.0, end + 4.0, "start", &more, &path.name);
    }
    svg.text(MARGIN, TOP - 8.0, "start", "", axis);
    svg.height = bottom + 30.0 + deepest * 0.87;
}

fn squares(svg: &mut Svg, names: &[String], tiles: &[Tile]) {
    const SIDE: f32 = 26.0;
    let longest = names.iter().map(|name| width_of(name)).fold(40.0, f32::max).min(260.0);
    let (left, top) = (MARGIN + longest + 8.0, 56.0 + longest * 0.87);
    for (at, name) in names.iter().enumerate() {
        let middle = at as f32 * SIDE + SIDE / 2.0;
        svg.text(left - 6.0, top + middle + 4.0, "end", "", name);
        let (x, y) = (left + middle + 4.0, top - 6.0);
        svg.text(x, y, "start", &format!(" transform=\"rotate(-60 {x:.1} {y:.1})\""), name);
    }
    for tile in tiles {
        let (x, y) = (left + tile.column as f32 * SIDE, top + tile.row as f32 * SIDE);
        let value = format!("{:+.1}", tile.value).replace('-', "−");
        let told = format!("{} and {}: {:+.2}", names[tile.row], names[tile.column], tile.value);
        svg.rect([x + 0.5, y + 0.5, SIDE - 1.0, SIDE - 1.0], &between(tile.value), &told);
        svg.text(x + SIDE / 2.0, y + SIDE / 2.0 + 3.5, "middle", " font-size=\"9\"", &value);
    }
    let side = names.len() as f32 * SIDE;
    svg.width = (left + side + longest * 0.5 + MARGIN).max(560.0);
    svg.height = top + side + 24.0;
}

fn graph(svg: &mut Svg, nodes: &[Node], links: &[Link]) {
    const SIDE: f32 = 640.0;
    let place = |node: &Node| (MARGIN + 90.0 + node.at.x * SIDE, TOP + 10.0 + (1.0 - node.at.y) * SIDE);
    let strongest = links.iter().map(|link| link.weight.abs()).fold(f32::MIN_POSITIVE, f32::max);
    for link in links {
        let ((x1, y1), (x2, y2)) = (place(&nodes[link.from]), place(&nodes[link.to]));
        let part = link.weight.abs() / strongest;
        let (stroke, dash) = if link.weight < 0.0 { ("#c8642a", " stroke-dasharray=\"5 4\"") } else { ("#2f7fb8", "") };
        let more = format!(
            "stroke=\"{stroke}\" stroke-width=\"{:.1}\" stroke-opacity=\"{:.2}\"{dash}",
            0.5 + part * 4.0,
            0.25 + part * 0.6
        );
        svg.line([x1, y1, x2, y2], &more);
    }
    let most = nodes.iter().map(|node| node.count).max().unwrap_or(1).max(1) as f32;
    let radius = |node: &Node| 4.0 + 9.0 * (node.count as f32 / most).sqrt();
    for node in nodes {
        let ((x, y), radius) = (place(node), radius(node));
        let _ = writeln!(
            svg.body,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"#f2f2f2\" stroke=\"#444444\"><title>{}</title></circle>",
            escape(&format!("{}, {}, {} statements", node.name, node.kind, node.count))
        );
    }
    // Who says most is named first; where there is no room, the name stands in the node's title alone.
    let mut order: Vec<&Node> = nodes.iter().collect();
    order.sort_by_key(|node| std::cmp::Reverse(node.count));
    let named = |node: &&Node| {
        let (x, y) = place(node);
        Named { x, y, radius: radius(node), width: width_of(&node.name) }
    };
    let named: Vec<Named> = order.iter().map(named).collect();
    for (node, at) in order.into_iter().zip(labels(&named, 13.0)) {
        if let Some((x, y)) = at {
            let halo = " stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\"";
            svg.text(x, y + 4.0, "middle", halo, &node.name);
        }
    }
    svg.width = SIDE + 2.0 * MARGIN + 180.0;
    svg.height = TOP + SIDE + 40.0;
}

/// The network as GEXF 1.3 (gexf.net), which Gephi reads.
pub fn gexf(nodes: &[Node], links: &[Link]) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n\
        <graph defaultedgetype=\"undirected\">\n<attributes class=\"node\">\n\
        <attribute id=\"kind\" title=\"kind\" type=\"string\"/>\n<attribute id=\"statements\" title=\"statements\" type=\"integer\"/>\n\
        </attributes>\n<attributes class=\"edge\">\n<attribute id=\"tie\" title=\"tie\" type=\"double\"/>\n</attributes>\n<nodes>\n"
        .to_owned();
    for node in nodes {
        let _ = writeln!(
            out,
            "<node id=\"{}\" label=\"{}\"><attvalues><attvalue for=\"kind\" value=\"{}\"/><attvalue for=\"statements\" \
             value=\"{}\"/></attvalues><viz:position x=\"{:.3}\" y=\"{:.3}\" z=\"0\"/></node>",
            escape(&node.id),
            escape(&node.name),
            escape(&node.kind),
            node.count,
            node.at.x * 1000.0,
            node.at.y * 1000.0
        );
    }
    out += "</nodes>\n<edges>\n";
    // Gephi takes no weight below zero: the weight is the strength, and `tie` keeps the sign.
    for (id, link) in links.iter().enumerate() {
        let _ = writeln!(
            out,
            "<edge id=\"{id}\" source=\"{}\" target=\"{}\" weight=\"{:.6}\"><attvalues><attvalue for=\"tie\" value=\"{:.6}\"/>\
             </attvalues></edge>",
            escape(&nodes[link.from].id),
            escape(&nodes[link.to].id),
            link.weight.abs(),
            link.weight
        );
    }
    out + "</edges>\n</graph>\n</gexf>\n"
}

/// The network as GraphML (graphml.graphdrawing.org).
pub fn graphml(nodes: &[Node], links: &[Link]) -> String {
    let mut out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n\
        <key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n\
        <key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n\
        <key id=\"statements\" for=\"node\" attr.name=\"statements\" attr.type=\"int\"/>\n\
        <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n\
        <key id=\"tie\" for=\"edge\" attr.name=\"tie\" attr.type=\"double\"/>\n<graph edgedefault=\"undirected\">\n"
            .to_owned();
    for node in nodes {
        let _ = writeln!(
            out,
            "<node id=\"{}\"><data key=\"label\">{}</data><data key=\"kind\">{}</data><data key=\"statements\">{}</data></node>",
            escape(&node.id),
            escape(&node.name),
            escape(&node.kind),
            node.count
        );
    }
    for link in links {
        let _ = writeln!(
            out,
            "<edge source=\"{}\" target=\"{}\"><data key=\"weight\">{:.6}</data><data key=\"tie\">{:.6}</data></edge>",
            escape(&nodes[link.from].id),
            escape(&nodes[link.to].id),
            link.weight.abs(),
            link.weight
        );
    }
    out + "</graph>\n</graphml>\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Point;

    fn network() -> (Vec<Node>, Vec<Link>) {
        let node = |id: &str, x| Node {
            id: id.to_owned(),
            name: format!("<{id}> & \"Co\""),
            kind: "group".to_owned(),
            count: 2,
            at: Point { x, y: 0.5 },
        };
        (vec![node("a", 0.0), node("b", 1.0)], vec![Link { from: 0, to: 1, weight: -0.25 }])
    }

    #[test]
    fn names_cannot_break_a_picture_or_a_network() {
        let (nodes, links) = network();
        let shape = Shape::Graph { nodes: nodes.clone(), links: links.clone() };
        let figure = Figure { title: "<T>".to_owned(), shape, ..Figure::default() };
        for written in [svg(&figure), gexf(&nodes, &links), graphml(&nodes, &links)] {
            assert!(!written.contains("<a>") && written.contains("&lt;a&gt; &amp; &quot;Co&quot;"), "{written}");
        }
        assert!(svg(&figure).contains("stroke-dasharray"), "a conflict is told by more than its colour");
        assert!(gexf(&nodes, &links).contains("weight=\"0.250000\""));
    }

    #[test]
    fn an_axis_has_round_steps() {
        for (most, step, count) in [(1.0, 1.0, 1), (7.0, 2.0, 4), (23.0, 5.0, 5), (480.0, 100.0, 5), (1000.0, 200.0, 5)]
        {
            assert_eq!(steps(most), (step, count), "{most}");
        }
    }

    #[test]
    fn bars_are_drawn_with_sign_and_number() {
        let part = Series { name: "support".to_owned(), hue: Hue::Stance(Stance::Support), values: vec![4.0, 0.0] };
        for standing in [false, true] {
            let names = vec!["Truce".to_owned(), "Tax".to_owned()];
            let shape = Shape::Bars { names, series: vec![part.clone()], axis: "Actors".to_owned(), standing };
            let drawn = svg(&Figure { shape, ..Figure::default() });
            assert!(drawn.contains("Truce: 4 support") && drawn.contains(">+"), "{drawn}");
            assert!(!drawn.contains("Tax: 0"));
        }
    }
}
