//! A drawing as SVG 1.1: a picture in lines and letters, for print.

use std::fmt::Write as _;

use super::drawing::{Anchor, Drawing, Ink, Mark, Text};
use super::formats::escape;

/// The drawing as SVG.
pub fn svg(drawing: &Drawing) -> String {
    let mut body = String::new();
    for mark in &drawing.marks {
        let _ = match mark {
            Mark::Bar { at: [x, y, width, height], fill, told } => writeln!(
                body,
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{}\"><title>{}</title></rect>",
                colour(*fill),
                escape(told)
            ),
            Mark::Line { ends: [x1, y1, x2, y2], ink, wide, dashed } => {
                let opacity =
                    if ink.cover < 1.0 { format!(" stroke-opacity=\"{:.2}\"", ink.cover) } else { String::new() };
                let dash = if *dashed { " stroke-dasharray=\"5 4\"" } else { "" };
                writeln!(
                    body,
                    "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"{}\" \
                     stroke-width=\"{wide:.1}\"{opacity}{dash}/>",
                    colour(*ink)
                )
            }
            Mark::Disc { at: [x, y], radius, fill, edge, told } => {
                let edge = edge.map_or(String::new(), |edge| format!(" stroke=\"{}\"", colour(edge)));
                writeln!(
                    body,
                    "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"{}\"{edge}><title>{}</title></circle>",
                    colour(*fill),
                    escape(told)
                )
            }
            Mark::Text(text) => {
                if text.edged {
                    // A text of its own below the letters: not every program knows `paint-order`.
                    let edge = " stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" aria-hidden=\"true\"";
                    write_text(&mut body, text, edge).and_then(|()| write_text(&mut body, text, ""))
                } else {
                    write_text(&mut body, text, "")
                }
            }
        };
    }
    let (width, height) = (drawing.width, drawing.height);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"Helvetica,Arial,sans-serif\" font-size=\"12\" fill=\"#1b1b1b\">\n\
         <title>{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{body}</svg>\n",
        escape(&drawing.title),
    )
}

fn write_text(body: &mut String, text: &Text, more: &str) -> std::fmt::Result {
    let [x, y] = text.at;
    let anchor = match text.anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    write!(body, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\"{more}")?;
    if text.size != 12.0 {
        write!(body, " font-size=\"{}\"", text.size)?;
    }
    if text.bold {
        write!(body, " font-weight=\"bold\"")?;
    }
    if colour(text.ink) != "#1b1b1b" {
        write!(body, " fill=\"{}\"", colour(text.ink))?;
    }
    if text.turned != 0.0 {
        write!(body, " transform=\"rotate({} {x:.1} {y:.1})\"", text.turned)?;
    }
    writeln!(body, ">{}</text>", escape(&text.words))
}

fn colour(ink: Ink) -> String {
    let [red, green, blue] = ink.rgb;
    format!("#{red:02x}{green:02x}{blue:02x}")
}
