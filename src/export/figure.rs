//! A figure as a table and, where it is a network, for Gephi (GEXF, GraphML).

use std::fmt::Write as _;

use super::formats::escape;
use super::tables::{Field, Table};
use crate::findings::{Datum, Figure, Link, Node, Numbers, Shape};

/// How a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::Display)]
pub enum FigureFormat {
    /// A picture in lines and letters, for print.
    #[strum(serialize = "SVG")]
    Svg,
    /// The same picture in dots, three a point.
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
    use crate::export::drawing::draw;
    use crate::export::svg::svg;
    use crate::findings::{Hue, Point, Series};
    use crate::model::Stance;

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
        for written in [svg(&draw(&figure)), gexf(&nodes, &links), graphml(&nodes, &links)] {
            assert!(!written.contains("<a>") && written.contains("&lt;a&gt; &amp; &quot;Co&quot;"), "{written}");
        }
        assert!(svg(&draw(&figure)).contains("stroke-dasharray"), "a conflict is told by more than its colour");
        assert!(gexf(&nodes, &links).contains("weight=\"0.250000\""));
    }

    #[test]
    fn bars_are_drawn_with_sign_and_number() {
        let part = Series { name: "support".to_owned(), hue: Hue::Stance(Stance::Support), values: vec![4.0, 0.0] };
        for standing in [false, true] {
            let names = vec!["Truce".to_owned(), "Tax".to_owned()];
            let shape = Shape::Bars { names, series: vec![part.clone()], axis: "Actors".to_owned(), standing };
            let drawn = svg(&draw(&Figure { shape, ..Figure::default() }));
            assert!(drawn.contains("Truce: 4 support") && drawn.contains(">+"), "{drawn}");
            assert!(!drawn.contains("Tax: 0"));
        }
    }
}
