//! A figure as a list of what is drawn, on white, in points: the one layout from which pictures in lines (SVG) and in
//! dots (PNG) are made, so that both look the same whatever the window's size and theme.

use crate::findings::{Figure, Hue, Link, Named, Node, Path, Series, Shape, Tile, labels, spaced};
use crate::model::Stance;

/// A picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// What it shows.
    pub title: String,
    /// In points.
    pub width: f32,
    /// In points.
    pub height: f32,
    /// What is drawn, the first below the rest.
    pub marks: Vec<Mark>,
}

/// A colour, and how much of it covers what lies below, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// Red, green, blue.
    pub rgb: [u8; 3],
    /// How much it covers.
    pub cover: f32,
}

const fn ink(rgb: u32) -> Ink {
    Ink { rgb: [(rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8], cover: 1.0 }
}

/// Letters, captions and rules.
const LETTERS: Ink = ink(0x1b_1b_1b);
const CAPTION: Ink = ink(0x5f_5f_5f);
const RULE: Ink = ink(0xdd_dd_dd);

/// Which part of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// One thing that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A bar: left, top, width, height.
    Bar {
        /// Where.
        at: [f32; 4],
        /// Its colour.
        fill: Ink,
        /// What it stands for.
        told: String,
    },
    /// A line from one point to another.
    Line {
        /// Where: x and y of the one, x and y of the other.
        ends: [f32; 4],
        /// Its colour.
        ink: Ink,
        /// How wide.
        wide: f32,
        /// Whether it is broken.
        dashed: bool,
    },
    /// A disc.
    Disc {
        /// Its middle.
        at: [f32; 2],
        /// Its radius.
        radius: f32,
        /// Its colour.
        fill: Ink,
        /// The line around it.
        edge: Option<Ink>,
        /// What it stands for.
        told: String,
    },
    /// A line of text.
    Text(Text),
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Where its anchor stands on the line of the letters.
    pub at: [f32; 2],
    /// Which part of it stands there.
    pub anchor: Anchor,
    /// What it says.
    pub words: String,
    /// Size of the letters.
    pub size: f32,
    /// Whether they are bold.
    pub bold: bool,
    /// Their colour.
    pub ink: Ink,
    /// Degrees that it is turned about its anchor, with the clock.
    pub turned: f32,
    /// Whether it has a white edge, because it stands over lines.
    pub edged: bool,
}

impl Text {
    fn new(x: f32, y: f32, anchor: Anchor, words: impl Into<String>) -> Self {
        let words = words.into();
        Self { at: [x, y], anchor, words, size: 12.0, bold: false, ink: LETTERS, turned: 0.0, edged: false }
    }
}

impl Drawing {
    fn text(&mut self, x: f32, y: f32, anchor: Anchor, words: impl Into<String>) {
        self.put(Text::new(x, y, anchor, words));
    }

    fn put(&mut self, text: Text) {
        self.marks.push(Mark::Text(text));
    }

    fn rect(&mut self, at: [f32; 4], fill: Ink, told: &str) {
        self.marks.push(Mark::Bar { at, fill, told: told.to_owned() });
    }

    fn line(&mut self, ends: [f32; 4], ink: Ink, wide: f32) {
        self.marks.push(Mark::Line { ends, ink, wide, dashed: false });
    }
}

/// Colours of pictures on white.
fn colour(hue: Hue) -> Ink {
    match hue {
        Hue::Stance(Stance::Support) => ink(0x77_bf_fe),
        Hue::Stance(Stance::Oppose) => ink(0xec_8e_58),
        Hue::Stance(Stance::Conditional) => ink(0xff_dc_8a),
        Hue::Stance(Stance::Neutral) => ink(0xcc_cc_cc),
        Hue::Mixed => ink(0xcc_9d_ca),
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

fn between(value: f32) -> Ink {
    let end = if value < 0.0 { OPPOSE } else { AGREE };
    let part = value.abs().min(1.0);
    let mix = |from: f32, to: f32| (from + (to - from) * part).round() as u8;
    let rgb = [mix(BETWEEN.0, end.0), mix(BETWEEN.1, end.1), mix(BETWEEN.2, end.2)];
    Ink { rgb, cover: 1.0 }
}

/// Width of a text of the picture's size, roughly: letters differ, and the viewer's font may be another.
fn width_of(text: &str) -> f32 {
    text.chars().count() as f32 * 6.6
}

const MARGIN: f32 = 24.0;
/// Where the drawing begins below title and legend.
const TOP: f32 = 78.0;

/// Lays the figure out.
pub fn draw(figure: &Figure) -> Drawing {
    let mut drawing = Drawing { title: figure.title.clone(), width: 900.0, height: 300.0, marks: Vec::new() };
    match &figure.shape {
        Shape::Bars { names, series, axis, standing: false } => lying(&mut drawing, names, series, axis),
        Shape::Bars { names, series, axis, standing: true } => standing(&mut drawing, names, series, axis),
        Shape::Lines { names, paths, axis } => lines(&mut drawing, names, paths, axis),
        Shape::Tiles { names, tiles } => squares(&mut drawing, names, tiles),
        Shape::Graph { nodes, links } => graph(&mut drawing, nodes, links),
    }
    if let Shape::Bars { series, .. } = &figure.shape {
        let mut x = MARGIN;
        for part in series.iter().filter(|part| part.values.iter().any(|value| *value > 0.0)) {
            drawing.rect([x, 48.0, 12.0, 12.0], colour(part.hue), &part.name);
            drawing.text(x + 17.0, 58.0, Anchor::Start, format!("{} {}", sign(part.hue), part.name));
            x += 45.0 + width_of(&part.name);
        }
    }
    drawing.put(Text { size: 17.0, bold: true, ..Text::new(MARGIN, 32.0, Anchor::Start, &figure.title) });
    let mut line = String::new();
    let caption = |drawing: &mut Drawing, line: &str| {
        drawing.put(Text { ink: CAPTION, ..Text::new(MARGIN, drawing.height + 8.0, Anchor::Start, line) });
    };
    for word in figure.note.split_whitespace() {
        if width_of(&line) + width_of(word) > drawing.width - 2.0 * MARGIN {
            caption(&mut drawing, &line);
            drawing.height += 17.0;
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line += word;
    }
    caption(&mut drawing, &line);
    drawing.height += 28.0;
    drawing
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

fn lying(drawing: &mut Drawing, names: &[String], series: &[Series], axis: &str) {
    const BAR: f32 = 26.0;
    let left = MARGIN + names.iter().map(|name| width_of(name)).fold(60.0, f32::max).min(340.0) + 10.0;
    let right = drawing.width - MARGIN - 10.0;
    let (step, count) = steps(highest(names, series));
    let bottom = TOP + names.len() as f32 * BAR;
    let scale = f64::from(right - left) / (step * count as f64);
    for tick in 0..=count {
        let x = left + (tick as f64 * step * scale) as f32;
        drawing.line([x, TOP, x, bottom], RULE, 1.0);
        drawing.text(x, bottom + 16.0, Anchor::Middle, format!("{}", tick as f64 * step));
    }
    for (at, name) in names.iter().enumerate() {
        let y = TOP + at as f32 * BAR;
        drawing.text(left - 8.0, y + BAR / 2.0 + 4.0, Anchor::End, name);
        let mut x = left;
        for part in series {
            let value = part.values.get(at).copied().unwrap_or_default();
            let wide = (value * scale) as f32;
            if value > 0.0 {
                drawing.rect(
                    [x, y + 3.0, wide, BAR - 6.0],
                    colour(part.hue),
                    &format!("{name}: {value} {}", part.name),
                );
                let label = format!("{} {value}", sign(part.hue));
                if wide > width_of(&label) + 6.0 {
                    drawing.text(x + wide / 2.0, y + BAR / 2.0 + 4.0, Anchor::Middle, &label);
                }
            }
            x += wide;
        }
    }
    drawing.text((left + right) / 2.0, bottom + 34.0, Anchor::Middle, axis);
    drawing.height = bottom + 50.0;
}

fn standing(drawing: &mut Drawing, names: &[String], series: &[Series], axis: &str) {
    const HIGH: f32 = 320.0;
    let left = MARGIN + 40.0;
    drawing.width = (left + names.len() as f32 * 26.0 + 2.0 * MARGIN).max(640.0);
    let slot = (drawing.width - left - 2.0 * MARGIN) / names.len().max(1) as f32;
    let bar = (slot * 0.8).min(60.0);
    let (step, count) = steps(highest(names, series));
    let bottom = TOP + HIGH;
    let scale = f64::from(HIGH) / (step * count as f64);
    for tick in 0..=count {
        let y = bottom - (tick as f64 * step * scale) as f32;
        drawing.line([left, y, drawing.width - MARGIN, y], RULE, 1.0);
        drawing.text(left - 6.0, y + 4.0, Anchor::End, format!("{}", tick as f64 * step));
    }
    let mut longest = 0.0_f32;
    for (at, name) in names.iter().enumerate() {
        let x = left + (at as f32 + 0.5) * slot;
        longest = longest.max(width_of(name));
        drawing.put(Text { turned: TURNED, ..Text::new(x + 4.0, bottom + 14.0, Anchor::End, name) });
        let mut y = bottom;
        for part in series {
            let value = part.values.get(at).copied().unwrap_or_default();
            let high = (value * scale) as f32;
            if value > 0.0 {
                drawing.rect(
                    [x - bar / 2.0, y - high, bar, high],
                    colour(part.hue),
                    &format!("{name}: {value} {}", part.name),
                );
                if high > 14.0 && bar > 18.0 {
                    drawing.text(x, y - high / 2.0 + 4.0, Anchor::Middle, sign(part.hue));
                }
            }
            y -= high;
        }
    }
    drawing.text(MARGIN, TOP - 8.0, Anchor::Start, axis);
    drawing.height = bottom + 30.0 + longest * 0.87;
}

/// Colours of lines on white: those of Okabe and Ito that stand out from it.
const LINES: [Ink; 7] = [
    ink(0x00_9e_73),
    ink(0xcc_79_a7),
    ink(0x56_b4_e9),
    ink(0xe6_9f_00),
    ink(0x00_72_b2),
    ink(0xd5_5e_00),
    ink(0x8d_83_20),
];

/// How far names below and over columns are turned.
const TURNED: f32 = -60.0;

fn lines(drawing: &mut Drawing, names: &[String], paths: &[Path], axis: &str) {
    const HIGH: f32 = 320.0;
    let longest = paths.iter().map(|path| width_of(&path.name)).fold(60.0, f32::max);
    let left = MARGIN + 40.0;
    drawing.width = (left + names.len() as f32 * 40.0 + longest + 2.0 * MARGIN).max(640.0);
    let right = drawing.width - MARGIN - longest - 12.0;
    let slot = (right - left) / names.len().max(1) as f32;
    let x = |at: usize| left + (at as f32 + 0.5) * slot;
    let y = |value: f32| TOP + 10.0 + (1.0 - value) / 2.0 * HIGH;
    for value in [-1.0, -0.5, 0.0, 0.5, 1.0] {
        drawing.line([left, y(value), right, y(value)], RULE, 1.0);
        drawing.text(left - 6.0, y(value) + 4.0, Anchor::End, format!("{value}").replace('-', "−"));
    }
    let bottom = y(-1.0);
    let mut deepest = 0.0_f32;
    // As many names as stand beside each other when turned.
    for (at, name) in names.iter().enumerate().step_by((14.0 / slot).ceil().max(1.0) as usize) {
        let (x, y) = (x(at) + 4.0, bottom + 14.0);
        deepest = deepest.max(width_of(name));
        drawing.put(Text { turned: TURNED, ..Text::new(x, y, Anchor::End, name) });
    }
    let ends: Vec<f32> = paths.iter().map(|path| path.points.last().map_or(0.0, |(_, value)| y(*value))).collect();
    for ((path, end), colour) in paths.iter().zip(spaced(&ends, 15.0)).zip(LINES.into_iter().cycle()) {
        let Some((last, _)) = path.points.last() else { continue };
        for pair in path.points.windows(2) {
            drawing.line([x(pair[0].0), y(pair[0].1), x(pair[1].0), y(pair[1].1)], colour, 2.0);
        }
        for (at, value) in &path.points {
            let told = format!("{}, {}: {value:+.2}", path.name, names[*at]);
            drawing.marks.push(Mark::Disc { at: [x(*at), y(*value)], radius: 3.5, fill: colour, edge: None, told });
        }
        let name = Text::new(x(*last) + 8.0, end + 4.0, Anchor::Start, &path.name);
        drawing.put(Text { ink: colour, bold: true, ..name });
    }
    drawing.text(MARGIN, TOP - 8.0, Anchor::Start, axis);
    drawing.height = bottom + 30.0 + deepest * 0.87;
}

fn squares(drawing: &mut Drawing, names: &[String], tiles: &[Tile]) {
    const SIDE: f32 = 26.0;
    let longest = names.iter().map(|name| width_of(name)).fold(40.0, f32::max).min(260.0);
    let (left, top) = (MARGIN + longest + 8.0, 56.0 + longest * 0.87);
    for (at, name) in names.iter().enumerate() {
        let middle = at as f32 * SIDE + SIDE / 2.0;
        drawing.text(left - 6.0, top + middle + 4.0, Anchor::End, name);
        let (x, y) = (left + middle + 4.0, top - 6.0);
        drawing.put(Text { turned: TURNED, ..Text::new(x, y, Anchor::Start, name) });
    }
    for tile in tiles {
        let (x, y) = (left + tile.column as f32 * SIDE, top + tile.row as f32 * SIDE);
        let value = format!("{:+.1}", tile.value).replace('-', "−");
        let told = format!("{} and {}: {:+.2}", names[tile.row], names[tile.column], tile.value);
        drawing.rect([x + 0.5, y + 0.5, SIDE - 1.0, SIDE - 1.0], between(tile.value), &told);
        let middle = Text::new(x + SIDE / 2.0, y + SIDE / 2.0 + 3.5, Anchor::Middle, value);
        drawing.put(Text { size: 9.0, ..middle });
    }
    let side = names.len() as f32 * SIDE;
    drawing.width = (left + side + longest * 0.5 + MARGIN).max(560.0);
    drawing.height = top + side + 24.0;
}

fn graph(drawing: &mut Drawing, nodes: &[Node], links: &[Link]) {
    const SIDE: f32 = 640.0;
    let place = |node: &Node| (MARGIN + 90.0 + node.at.x * SIDE, TOP + 10.0 + (1.0 - node.at.y) * SIDE);
    let strongest = links.iter().map(|link| link.weight.abs()).fold(f32::MIN_POSITIVE, f32::max);
    for link in links {
        let ((x1, y1), (x2, y2)) = (place(&nodes[link.from]), place(&nodes[link.to]));
        let part = link.weight.abs() / strongest;
        let (stroke, dashed) = if link.weight < 0.0 { (ink(0xc8_64_2a), true) } else { (ink(0x2f_7f_b8), false) };
        let stroke = Ink { cover: 0.25 + part * 0.6, ..stroke };
        drawing.marks.push(Mark::Line { ends: [x1, y1, x2, y2], ink: stroke, wide: 0.5 + part * 4.0, dashed });
    }
    let most = nodes.iter().map(|node| node.count).max().unwrap_or(1).max(1) as f32;
    let radius = |node: &Node| 4.0 + 9.0 * (node.count as f32 / most).sqrt();
    for node in nodes {
        let ((x, y), radius) = (place(node), radius(node));
        let told = format!("{}, {}, {} statements", node.name, node.kind, node.count);
        let (fill, edge) = (ink(0xf2_f2_f2), Some(ink(0x44_44_44)));
        drawing.marks.push(Mark::Disc { at: [x, y], radius, fill, edge, told });
    }
    // Who says most is named first; where there is no room, the name stands in the node's title alone.
    let mut order: Vec<&Node> = nodes.iter().collect();
    order.sort_by_key(|node| std::cmp::Reverse(node.count));
    let named = |node: &&Node| {
        let (x, y) = place(node);
        Named { x, y, radius: radius(node), width: width_of(&node.name) }
    };
    let named: Vec<Named> = order.iter().map(named).collect();
    for (node, at) in order.into_iter().zip(labels(&named, 13.0, (4.0, SIDE + 2.0 * MARGIN + 176.0))) {
        if let Some((x, y)) = at {
            drawing.put(Text { edged: true, ..Text::new(x, y + 4.0, Anchor::Middle, &node.name) });
        }
    }
    drawing.width = SIDE + 2.0 * MARGIN + 180.0;
    drawing.height = TOP + SIDE + 40.0;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_round_steps() {
        for (most, step, count) in [(1.0, 1.0, 1), (7.0, 2.0, 4), (23.0, 5.0, 5), (480.0, 100.0, 5), (1000.0, 200.0, 5)]
        {
            assert_eq!(steps(most), (step, count), "{most}");
        }
    }
}
