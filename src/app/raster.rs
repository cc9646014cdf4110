//! A drawing as a picture in dots, on white, whatever the window's size, theme and graphics driver: laid out and cut
//! into triangles by a window of its own that nobody sees, and filled here.

use egui::epaint::{ImageData, Mesh, Primitive, TextShape, Vertex};
use egui::{Align2, Color32, ColorImage, FontId, Pos2, Rect, Shape, Stroke, TextureId, pos2, vec2};

use super::theme;
use crate::export::{Anchor, Drawing, Ink, Mark, Text};

/// Dots a point: what a journal prints in a column's width is sharp.
const DOTS: f32 = 3.0;

/// The drawing in dots.
pub fn picture(drawing: &Drawing) -> ColorImage {
    let ctx = egui::Context::default();
    theme::apply(&ctx);
    ctx.set_zoom_factor(DOTS);
    let size = vec2(drawing.width, drawing.height);
    let input =
        || egui::RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size * DOTS)), ..Default::default() };
    let mut letters = ColorImage::filled([0, 0], Color32::TRANSPARENT);
    // The zoom holds from the second frame on.
    let mut shown = ctx.run_ui(input(), |_| {});
    take_letters(&mut letters, &mut shown);
    shown = ctx.run_ui(input(), |ui| {
        let painter = ui.ctx().layer_painter(egui::LayerId::background());
        for mark in &drawing.marks {
            paint(&painter, mark);
        }
    });
    take_letters(&mut letters, &mut shown);
    let [width, height] = [(size.x * DOTS).round() as usize, (size.y * DOTS).round() as usize];
    let mut picture = ColorImage::filled([width, height], Color32::WHITE);
    for clipped in ctx.tessellate(shown.shapes, shown.pixels_per_point) {
        if let Primitive::Mesh(mesh) = clipped.primitive {
            fill(&mut picture, &letters, &mesh);
        }
    }
    picture
}

/// The texture that letters are cut from, as far as it is told.
fn take_letters(letters: &mut ColorImage, shown: &mut egui::FullOutput) {
    let deltas = shown.textures_delta.set.remove(&TextureId::default());
    shown.textures_delta.clear();
    for delta in deltas.into_iter().flatten() {
        let ImageData::Color(image) = &delta.image;
        match delta.pos {
            None => *letters = image.as_ref().clone(),
            Some([left, top]) => {
                let [width, height] = image.size;
                for row in 0..height {
                    let to = (top + row) * letters.size[0] + left;
                    letters.pixels[to..to + width].copy_from_slice(&image.pixels[row * width..(row + 1) * width]);
                }
            }
        }
    }
}

fn colour(ink: Ink) -> Color32 {
    theme::of(ink.rgb).gamma_multiply(ink.cover)
}

fn paint(painter: &egui::Painter, mark: &Mark) {
    match mark {
        Mark::Bar { at: [x, y, width, height], fill, .. } => {
            let rect = Rect::from_min_size(pos2(*x, *y), vec2(*width, *height));
            painter.rect_filled(rect, 0.0, colour(*fill));
        }
        Mark::Line { ends: [x1, y1, x2, y2], ink, wide, dashed } => {
            let (ends, stroke) = ([pos2(*x1, *y1), pos2(*x2, *y2)], Stroke::new(*wide, colour(*ink)));
            if *dashed {
                painter.extend(Shape::dashed_line(&ends, stroke, 5.0, 4.0));
            } else {
                painter.line_segment(ends, stroke);
            }
        }
        Mark::Disc { at: [x, y], radius, fill, edge, .. } => {
            painter.circle(
                pos2(*x, *y),
                *radius,
                colour(*fill),
                Stroke::new(1.0, edge.map_or(Color32::TRANSPARENT, colour)),
            );
        }
        Mark::Text(text) => {
            if text.edged {
                for (x, y) in [
                    (-1.0, 0.0),
                    (1.0, 0.0),
                    (0.0, -1.0),
                    (0.0, 1.0),
                    (-0.7, -0.7),
                    (0.7, 0.7),
                    (-0.7, 0.7),
                    (0.7, -0.7),
                ] {
                    letters(painter, text, vec2(x, y) * 1.3, Color32::WHITE);
                }
            }
            letters(painter, text, vec2(0.0, 0.0), colour(text.ink));
            if text.bold {
                // The window's font has no bold letters.
                letters(painter, text, vec2(0.35, 0.0), colour(text.ink));
            }
        }
    }
}

fn letters(painter: &egui::Painter, text: &Text, moved: egui::Vec2, ink: Color32) {
    let galley = painter.layout_no_wrap(text.words.clone(), FontId::proportional(text.size), ink);
    let Some(row) = galley.rows.first() else { return };
    let line = row.pos.y + row.glyphs.first().map_or(0.0, |glyph| glyph.pos.y);
    let before = match text.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => galley.size().x / 2.0,
        Anchor::End => galley.size().x,
    };
    let angle = text.turned.to_radians();
    let at = pos2(text.at[0], text.at[1]) + moved - egui::emath::Rot2::from_angle(angle) * vec2(before, line);
    let shape = TextShape::new(at, galley, ink).with_angle_and_anchor(angle, Align2::LEFT_TOP);
    painter.add(shape);
}

/// Fills the triangles of a mesh, one colour over the other.
fn fill(picture: &mut ColorImage, letters: &ColorImage, mesh: &Mesh) {
    for corners in mesh.indices.chunks_exact(3) {
        let corners = [0, 1, 2].map(|at| &mesh.vertices[corners[at] as usize]);
        triangle(picture, letters, corners);
    }
}

/// Twice the area of a triangle, positive or negative by its turn.
fn area(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

fn triangle(picture: &mut ColorImage, letters: &ColorImage, corners: [&Vertex; 3]) {
    let mut at = corners.map(|corner| (corner.pos.to_vec2() * DOTS).to_pos2());
    let mut corners = corners;
    let mut whole = area(at[0], at[1], at[2]);
    if whole < 0.0 {
        at.swap(1, 2);
        corners.swap(1, 2);
        whole = -whole;
    }
    if whole <= 0.0 {
        return;
    }
    let [width, height] = picture.size;
    let span = |values: [f32; 3], end: usize| {
        let least = values.into_iter().fold(f32::INFINITY, f32::min).floor().max(0.0) as usize;
        let most = values.into_iter().fold(0.0, f32::max).ceil() as usize;
        least..most.min(end)
    };
    // Two triangles share an edge: a dot on it belongs to the one that has it on its upper or left side.
    let owns = |a: Pos2, b: Pos2| b.y < a.y || (b.y == a.y && b.x > a.x);
    let owned = [owns(at[1], at[2]), owns(at[2], at[0]), owns(at[0], at[1])];
    for y in span(at.map(|at| at.y), height) {
        for x in span(at.map(|at| at.x), width) {
            let here = pos2(x as f32 + 0.5, y as f32 + 0.5);
            let parts = [area(at[1], at[2], here), area(at[2], at[0], here), area(at[0], at[1], here)];
            if parts.iter().zip(owned).any(|(part, owned)| *part < 0.0 || (*part == 0.0 && !owned)) {
                continue;
            }
            let part = |of: fn(&Vertex) -> f32| (0..3).map(|at| parts[at] / whole * of(corners[at])).sum::<f32>();
            let texel = sample(letters, part(|vertex| vertex.uv.x), part(|vertex| vertex.uv.y));
            let ink = [
                part(|vertex| f32::from(vertex.color.r())),
                part(|vertex| f32::from(vertex.color.g())),
                part(|vertex| f32::from(vertex.color.b())),
                part(|vertex| f32::from(vertex.color.a())),
            ];
            let dot = &mut picture.pixels[y * width + x];
            let [red, green, blue, cover] = [0, 1, 2, 3].map(|at| ink[at] * texel[at] / 255.0);
            let over = |ink: f32, below: u8| (ink + f32::from(below) * (1.0 - cover / 255.0)).round() as u8;
            *dot = theme::of([over(red, dot.r()), over(green, dot.g()), over(blue, dot.b())]);
        }
    }
}

/// The texture at a place from 0 to 1, mixed from the four dots around it.
fn sample(letters: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = letters.size;
    let (x, y) = ((u * width as f32 - 0.5).max(0.0), (v * height as f32 - 0.5).max(0.0));
    let (left, top) = ((x as usize).min(width - 1), (y as usize).min(height - 1));
    let (right, bottom) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
    let (across, down) = (x.fract(), y.fract());
    let dot = |x: usize, y: usize| letters.pixels[y * width + x].to_array().map(f32::from);
    let [a, b, c, d] = [dot(left, top), dot(right, top), dot(left, bottom), dot(right, bottom)];
    [0, 1, 2, 3].map(|at| {
        (a[at] * (1.0 - across) + b[at] * across) * (1.0 - down) + (c[at] * (1.0 - across) + d[at] * across) * down
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::draw;
    use crate::findings::{Figure, Hue, Series, Shape as Drawn};
    use crate::model::Stance;

    #[test]
    fn a_figure_is_drawn_on_white_in_three_dots_a_point() {
        let series = vec![Series { name: "oppose".to_owned(), hue: Hue::Stance(Stance::Oppose), values: vec![5.0] }];
        let names = vec!["Truce".to_owned()];
        let shape = Drawn::Bars { names, series, axis: "Actors".to_owned(), standing: false };
        let drawing = draw(&Figure { title: "Who is against".to_owned(), shape, ..Figure::default() });
        let picture = picture(&drawing);
        assert_eq!(picture.size, [drawing.width, drawing.height].map(|points| (points * DOTS).round() as usize));
        let count = |wanted: fn(&Color32) -> bool| picture.pixels.iter().filter(|dot| wanted(dot)).count();
        assert_eq!(picture.pixels[0], Color32::WHITE);
        let bar = count(|dot| dot.to_array() == [0xec, 0x8e, 0x58, 255]);
        assert!(bar > 50_000, "{bar} dots of the bar");
        let dark = count(|dot| dot.r() < 80 && dot.g() < 80 && dot.b() < 80);
        assert!((1_000..40_000).contains(&dark), "{dark} dots of letters");
    }
}
