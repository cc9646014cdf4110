//! Every colour, distance and size of the window.
//!
//! The stances' colours are told apart with each of the three common kinds of colour blindness and by their lightness
//! alone (the test below simulates them); a sign and a word always stand beside the colour.

use egui::Color32;

use crate::findings::{Cell, Hue};
use crate::model::Stance;

/// Distances, in points: one grid for the whole window.
pub mod space {
    /// Between things that belong together.
    pub const S: f32 = 4.0;
    /// Between things of one kind.
    pub const M: f32 = 8.0;
    /// Between groups.
    pub const L: f32 = 16.0;
}

/// Sizes of letters, in points: one scale for the whole window.
pub mod size {
    /// Captions and what stands beside.
    pub const SMALL: f32 = 11.5;
    /// Everything that is no reading matter.
    pub const BODY: f32 = 13.5;
    /// Articles and quotations.
    pub const READING: f32 = 15.0;
    /// Headings.
    pub const HEADING: f32 = 17.0;
}

/// The widest line that is read with ease: some 75 letters.
pub const COLUMN: f32 = 620.0;

/// As much of that width as there is room for, and of `more` beside it.
pub fn column(ui: &egui::Ui, more: f32) -> f32 {
    ui.available_width().min(COLUMN + more)
}

/// Sizes and distances of the whole window, for both themes.
pub fn apply(ctx: &egui::Context) {
    // The text font has no arrows; the one for code, which comes along anyway, has them.
    let mut fonts = egui::FontDefinitions::default();
    if let Some(family) = fonts.families.get_mut(&egui::FontFamily::Proportional) {
        family.push("Hack".to_owned());
    }
    ctx.set_fonts(fonts);
    ctx.all_styles_mut(|style| {
        style.spacing.item_spacing = egui::vec2(space::M, space::S);
        style.spacing.button_padding = egui::vec2(space::M, 3.0);
        style.interaction.selectable_labels = true;
        // Scroll bars stand beside the text, not over it.
        style.spacing.scroll.floating_allocated_width = space::M;
        for (name, font) in &mut style.text_styles {
            match name {
                egui::TextStyle::Body | egui::TextStyle::Button => font.size = size::BODY,
                egui::TextStyle::Small => font.size = size::SMALL,
                egui::TextStyle::Heading => font.size = size::HEADING,
                _ => {}
            }
        }
    });
    // The default greys are too faint to read for hours.
    ctx.style_mut_of(egui::Theme::Dark, |style| text_colours(&mut style.visuals, 222, 165));
    ctx.style_mut_of(egui::Theme::Light, |style| text_colours(&mut style.visuals, 25, 95));
}

/// The colour of red, green and blue that a drawing has already.
pub fn of([red, green, blue]: [u8; 3]) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

/// The frame of a part of the middle, whose left edge stands where the middle's does.
pub fn flush() -> egui::Frame {
    egui::Frame::new().inner_margin(egui::Margin { left: 0, right: space::M as i8, top: 2, bottom: 2 })
}

/// A button that is on or off. Its ground shows that it is a button while it is off.
pub fn toggle(ui: &mut egui::Ui, on: bool, words: &str) -> egui::Response {
    ui.add(egui::Button::selectable(on, words).frame_when_inactive(true))
}

fn text_colours(visuals: &mut egui::Visuals, text: u8, weak: u8) {
    visuals.widgets.noninteractive.fg_stroke.color = Color32::from_gray(text);
    visuals.widgets.inactive.fg_stroke.color = Color32::from_gray(text);
    visuals.weak_text_color = Some(Color32::from_gray(weak));
}

/// Sign of a stance.
pub fn sign(stance: Stance) -> &'static str {
    match stance {
        Stance::Support => "+",
        Stance::Oppose => "−",
        Stance::Conditional => "?",
        Stance::Neutral => "○",
    }
}

/// Fill of a stance's cells and marks.
pub fn fill(stance: Stance, dark: bool) -> Color32 {
    match (stance, dark) {
        (Stance::Support, false) => Color32::from_rgb(119, 191, 254),
        (Stance::Support, true) => Color32::from_rgb(10, 103, 167),
        (Stance::Oppose, false) => Color32::from_rgb(236, 142, 88),
        (Stance::Oppose, true) => Color32::from_rgb(142, 50, 6),
        (Stance::Conditional, false) => Color32::from_rgb(255, 220, 138),
        (Stance::Conditional, true) => Color32::from_rgb(168, 101, 17),
        (Stance::Neutral, false) => Color32::from_rgb(204, 204, 204),
        (Stance::Neutral, true) => Color32::from_rgb(64, 64, 64),
    }
}

/// Ground of a statement's words in the article and its evidence: its stance's colour, faint enough to read on for hours.
pub fn wash(stance: Stance, dark: bool) -> Color32 {
    let (ground, share) = if dark { (Color32::from_gray(27), 0.5) } else { (Color32::from_gray(248), 0.45) };
    ground.lerp_to_gamma(fill(stance, dark), share)
}

/// By how much the grounds of words are larger than their rows, in points: a little smaller, for a row's ground is drawn
/// over the underlines of the row above.
pub const GROUND: f32 = -1.0;

/// Fill of a part of a figure.
pub fn hue(hue: Hue, dark: bool) -> Color32 {
    match hue {
        Hue::Stance(stance) => fill(stance, dark),
        Hue::Mixed => mixed(dark),
    }
}

/// Sign of a part of a figure.
pub fn hue_sign(hue: Hue) -> &'static str {
    match hue {
        Hue::Stance(stance) => sign(stance),
        Hue::Mixed => "±",
    }
}

/// What a stance means, in words.
pub fn meaning(stance: Stance) -> &'static str {
    match stance {
        Stance::Support => "wants, backs, calls for or agrees to what the issue proposes",
        Stance::Oppose => "rejects, blocks or condemns it",
        Stance::Conditional => "would accept it only on stated terms",
        Stance::Neutral => "expressly uncommitted: “has not decided”, “declined to say”",
    }
}

/// The line of a tie: agreement, or conflict.
pub fn link(agrees: bool, dark: bool) -> Color32 {
    match (agrees, dark) {
        (true, false) => Color32::from_rgb(47, 127, 184),
        (true, true) => Color32::from_rgb(92, 170, 226),
        (false, false) => Color32::from_rgb(200, 100, 42),
        (false, true) => Color32::from_rgb(232, 138, 84),
    }
}

/// How many colours there are for issues.
pub const ISSUE_COLOURS: u8 = 7;

/// A colour that marks an issue, by number: the palette of Okabe and Ito without its black.
pub fn issue(number: u8, dark: bool) -> Color32 {
    let colour = match number % ISSUE_COLOURS {
        0 => Color32::from_rgb(0, 158, 115),
        1 => Color32::from_rgb(204, 121, 167),
        2 => Color32::from_rgb(86, 180, 233),
        3 => Color32::from_rgb(230, 159, 0),
        4 => Color32::from_rgb(0, 114, 178),
        5 => Color32::from_rgb(213, 94, 0),
        _ => Color32::from_rgb(205, 190, 40),
    };
    if dark { colour } else { colour.lerp_to_gamma(Color32::BLACK, 0.15) }
}

/// Ground of words that are selected to be coded: no stance's colour.
pub fn selected(dark: bool) -> Color32 {
    if dark { Color32::from_rgb(104, 96, 128) } else { Color32::from_rgb(205, 196, 232) }
}

/// A line below the words of a statement: its stance's colour, strong enough to be told from the ground.
pub fn line(stance: Stance, dark: bool) -> Color32 {
    let strong = if dark { Color32::WHITE } else { Color32::BLACK };
    fill(stance, dark).lerp_to_gamma(strong, 0.45)
}

/// The letters on a stance's fill.
pub fn on_fill(dark: bool) -> Color32 {
    if dark { Color32::WHITE } else { Color32::from_gray(20) }
}

/// Fill of a cell: its stance's, or violet where it is mixed.
pub fn cell_fill(cell: &Cell, dark: bool) -> Color32 {
    match cell.stance {
        Some(stance) => fill(stance, dark),
        None if cell.mixed => mixed(dark),
        None => Color32::TRANSPARENT,
    }
}

/// Ground of a quotation in the article.
pub fn quotation(dark: bool) -> Color32 {
    if dark { Color32::from_rgb(44, 50, 58) } else { Color32::from_rgb(236, 240, 245) }
}

/// Ground of the statement that stands out in the article and its evidence.
pub fn chosen(dark: bool) -> Color32 {
    if dark { Color32::from_rgb(58, 66, 84) } else { Color32::from_rgb(222, 232, 250) }
}

/// Ground of a pair of actors: orange where they always oppose each other, white between, blue where they agree.
pub fn agreement(score: f64, dark: bool) -> Color32 {
    let (against, between, together) = if dark {
        (fill(Stance::Oppose, dark), Color32::from_rgb(58, 58, 62), fill(Stance::Support, dark))
    } else {
        (fill(Stance::Oppose, dark), Color32::from_rgb(242, 242, 242), fill(Stance::Support, dark))
    };
    if score.is_nan() {
        return Color32::TRANSPARENT;
    }
    let end = if score < 0.0 { against } else { together };
    between.lerp_to_gamma(end, score.abs().min(1.0) as f32)
}

/// Fill of a mixed cell.
pub fn mixed(dark: bool) -> Color32 {
    if dark { Color32::from_rgb(120, 35, 123) } else { Color32::from_rgb(204, 157, 202) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator as _;

    type Matrix = [[f64; 3]; 3];

    /// Dichromats' view of linear RGB. Protanopia and deuteranopia: Viénot, Brettel and Mollon (1999); tritanopia:
    /// Brettel, Viénot and Mollon (1997), which has two half planes. Numbers for sRGB as in libDaltonLens (2022).
    const PROTAN: Matrix = [[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]];
    const DEUTAN: Matrix = [[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]];
    const TRITAN: [Matrix; 2] = [
        [[1.01277, 0.13548, -0.14826], [-0.01243, 0.86812, 0.14431], [0.07589, 0.80500, 0.11911]],
        [[0.93678, 0.18979, -0.12657], [0.06154, 0.81526, 0.12320], [-0.37562, 1.12767, 0.24796]],
    ];
    const TRITAN_PLANE: [f64; 3] = [0.03901, -0.02788, -0.01113];

    fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
        a.iter().zip(b).map(|(a, b)| a * b).sum()
    }

    fn linear(colour: Color32) -> [f64; 3] {
        [colour.r(), colour.g(), colour.b()].map(|byte| {
            let part = f64::from(byte) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// CIE L*a*b* for the D65 white.
    fn lab(rgb: [f64; 3]) -> [f64; 3] {
        let rgb = rgb.map(|part| part.clamp(0.0, 1.0));
        let root = |part: f64| if part > 0.008856 { part.cbrt() } else { 7.787 * part + 16.0 / 116.0 };
        let x = root(dot([0.4124, 0.3576, 0.1805], rgb) / 0.9505);
        let y = root(dot([0.2126, 0.7152, 0.0722], rgb));
        let z = root(dot([0.0193, 0.1192, 0.9505], rgb) / 1.089);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn apart(a: [f64; 3], b: [f64; 3]) -> f64 {
        lab(a).iter().zip(lab(b)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    fn seen(with: &str, rgb: [f64; 3]) -> [f64; 3] {
        let through = |matrix: Matrix| matrix.map(|row| dot(row, rgb));
        match with {
            "protanopia" => through(PROTAN),
            "deuteranopia" => through(DEUTAN),
            "tritanopia" => through(TRITAN[usize::from(dot(TRITAN_PLANE, rgb) < 0.0)]),
            _ => rgb,
        }
    }

    #[test]
    fn stances_are_told_apart_with_every_kind_of_colour_vision() {
        for dark in [false, true] {
            let mut colours: Vec<(String, Color32)> =
                Stance::iter().map(|stance| (stance.to_string(), fill(stance, dark))).collect();
            colours.push(("mixed".to_owned(), mixed(dark)));
            for with in ["all cones", "protanopia", "deuteranopia", "tritanopia"] {
                for (at, (name, a)) in colours.iter().enumerate() {
                    for (other, b) in &colours[..at] {
                        let apart = apart(seen(with, linear(*a)), seen(with, linear(*b)));
                        assert!(apart > 17.0, "{name} and {other} with {with}, dark {dark}: {apart:.1}");
                    }
                }
            }
        }
    }

    #[test]
    fn stances_are_told_apart_in_greys_and_by_their_signs() {
        for dark in [false, true] {
            let lightness = |stance| lab(linear(fill(stance, dark)))[0];
            for (at, a) in Stance::iter().enumerate() {
                for b in Stance::iter().take(at) {
                    assert!((lightness(a) - lightness(b)).abs() > 6.0, "{a} and {b}, dark {dark}");
                    assert_ne!(sign(a), sign(b));
                }
            }
        }
    }

    #[test]
    fn letters_stand_out_from_every_fill() {
        let luminance = |colour| dot([0.2126, 0.7152, 0.0722], linear(colour));
        for dark in [false, true] {
            for ground in Stance::iter().map(|stance| fill(stance, dark)).chain([mixed(dark)]) {
                let (a, b) = (luminance(ground), luminance(on_fill(dark)));
                // WCAG 2.2, 1.4.3
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= 4.5, "{ground:?}: {contrast:.1}");
            }
            for ground in Stance::iter().map(|stance| wash(stance, dark)) {
                let text = luminance(if dark { Color32::WHITE } else { Color32::BLACK });
                let contrast = (luminance(ground).max(text) + 0.05) / (luminance(ground).min(text) + 0.05);
                assert!(contrast >= 7.0, "{ground:?}: {contrast:.1}");
            }
        }
    }
}
