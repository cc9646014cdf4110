use crate::model::Stance;

/// A plot as data: what is drawn in the window, written as SVG, and given as numbers beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// What it shows.
    pub title: String,
    /// How to read it and what counts in it.
    pub note: String,
    /// What is drawn.
    pub shape: Shape,
    /// The same as numbers.
    pub numbers: Numbers,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Stacked bars, one for each of `names`.
    Bars {
        /// What each bar stands for.
        names: Vec<String>,
        /// The parts, from the base outwards; each has a value for each bar.
        series: Vec<Series>,
        /// What is counted.
        axis: String,
        /// Whether the bars stand, because `names` are points in time.
        standing: bool,
    },
    /// Lines over time, each from one point to the next.
    Lines {
        /// The periods.
        names: Vec<String>,
        /// Whose lines.
        paths: Vec<Path>,
        /// What is measured, from -1 to 1.
        axis: String,
    },
    /// A square of pairs.
    Tiles {
        /// The rows and, in the same order, the columns.
        names: Vec<String>,
        /// The pairs that have a value.
        tiles: Vec<Tile>,
    },
    /// Actors with ties.
    Graph {
        /// The actors.
        nodes: Vec<Node>,
        /// The ties, the strongest last so that they lie on top.
        links: Vec<Link>,
    },
}

impl Default for Shape {
    fn default() -> Self {
        Self::Tiles { names: Vec::new(), tiles: Vec::new() }
    }
}

impl Shape {
    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Bars { names, series, .. } => {
                names.is_empty() || series.iter().all(|series| series.values.iter().all(|value| *value == 0.0))
            }
            Self::Lines { paths, .. } => paths.iter().all(|path| path.points.is_empty()),
            Self::Tiles { tiles, .. } => tiles.is_empty(),
            Self::Graph { links, .. } => links.is_empty(),
        }
    }
}

/// One line over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Whose.
    pub name: String,
    /// Index of the period and value there; periods without a value are left out.
    pub points: Vec<(usize, f32)>,
}

/// One part of all bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What the part stands for.
    pub name: String,
    /// Its colour.
    pub hue: Hue,
    /// One for each bar.
    pub values: Vec<f64>,
}

/// A pair's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tile {
    /// Index of the row.
    pub row: usize,
    /// Index of the column.
    pub column: usize,
    /// From -1 to 1.
    pub value: f32,
}

/// An actor of a network.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Stable name for machines.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What it is ("person").
    pub kind: String,
    /// How many statements it makes.
    pub count: usize,
    /// Where it stands.
    pub at: Point,
}

/// A place in the square from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Upwards.
    pub y: f32,
}

/// A tie between two actors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Index of the one.
    pub from: usize,
    /// Index of the other.
    pub to: usize,
    /// How strong; negative where conflict prevails.
    pub weight: f32,
}

/// A node on paper or screen: its middle (y downwards), its radius and the width of its name, in one unit.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
    /// Of the circle.
    pub radius: f32,
    /// Of the name.
    pub width: f32,
}

/// Where the middle of each name goes so that no name lies over another or over a node: above, below, right or left of
/// its own; `None` where there is no room. Those that stand first choose first.
pub fn labels(nodes: &[Named], height: f32) -> Vec<Option<(f32, f32)>> {
    let mut taken: Vec<[f32; 4]> = nodes
        .iter()
        .map(|node| [node.x - node.radius, node.y - node.radius, node.x + node.radius, node.y + node.radius])
        .collect();
    let mut found = Vec::with_capacity(nodes.len());
    for node in nodes {
        let (up, side) = (node.radius + height / 2.0 + 1.0, node.radius + node.width / 2.0 + 3.0);
        let tries = [(0.0, -up), (0.0, up), (side, 0.0), (-side, 0.0)];
        let box_at = |(dx, dy): (f32, f32)| {
            let (x, y) = (node.x + dx, node.y + dy);
            [x - node.width / 2.0, y - height / 2.0, x + node.width / 2.0, y + height / 2.0]
        };
        let free = |one: &[f32; 4]| {
            !taken.iter().any(|other| one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3])
        };
        let place = tries.into_iter().find(|place| free(&box_at(*place)));
        taken.extend(place.map(box_at));
        found.push(place.map(|(dx, dy)| (node.x + dx, node.y + dy)));
    }
    found
}

/// Moves heights (downwards, in the order given) so far apart that a line of letters fits between, as little as may be.
pub fn spaced(heights: &[f32], least: f32) -> Vec<f32> {
    let mut order: Vec<usize> = (0..heights.len()).collect();
    order.sort_by(|a, b| heights[*a].total_cmp(&heights[*b]));
    let mut moved = heights.to_vec();
    for _ in 0..50 {
        for pair in order.windows(2) {
            let short = least - (moved[pair[1]] - moved[pair[0]]);
            if short > 0.0 {
                moved[pair[0]] -= short / 2.0;
                moved[pair[1]] += short / 2.0;
            }
        }
    }
    moved
}

/// What a colour stands for; the theme and the exports choose the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hue {
    /// A stance.
    Stance(Stance),
    /// Support beside opposition.
    Mixed,
}

/// A table of words and numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// Names of the columns.
    pub heads: Vec<String>,
    /// The rows, each as long as the heads.
    pub rows: Vec<Vec<Datum>>,
}

/// One field of a table of numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// Words.
    Words(String),
    /// How many.
    Count(usize),
    /// A measure, shown with two digits.
    Measure(f32),
    /// A part of one, shown in per cent.
    Share(f32),
    /// Nothing.
    None,
}

impl std::fmt::Display for Datum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Words(words) => f.write_str(words),
            Self::Count(count) => write!(f, "{count}"),
            Self::Measure(value) => write!(f, "{value:.2}"),
            Self::Share(part) => write!(f, "{:.0} %", part * 100.0),
            Self::None => Ok(()),
        }
    }
}
