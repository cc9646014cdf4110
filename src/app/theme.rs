//! Every colour of the window. Stances use the palette of Okabe and Ito (2008), which holds for the common kinds of
//! colour blindness; a sign and a word always stand beside the colour.

use egui::Color32;

use crate::findings::Cell;
use crate::model::Stance;

/// Sizes and distances of the whole window, for both themes.
pub fn apply(ctx: &egui::Context) {
    ctx.all_styles_mut(|style| {
        style.spacing.item_spacing = egui::vec2(7.0, 5.0);
        style.spacing.button_padding = egui::vec2(7.0, 3.0);
        style.interaction.selectable_labels = true;
        for (name, font) in &mut style.text_styles {
            match name {
                egui::TextStyle::Body | egui::TextStyle::Button => font.size = 13.5,
                egui::TextStyle::Small => font.size = 11.5,
                egui::TextStyle::Heading => font.size = 17.0,
                _ => {}
            }
        }
    });
    // The default greys are too faint to read for hours.
    ctx.style_mut_of(egui::Theme::Dark, |style| text_colours(&mut style.visuals, 222, 165));
    ctx.style_mut_of(egui::Theme::Light, |style| text_colours(&mut style.visuals, 25, 95));
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
        (Stance::Support, false) => Color32::from_rgb(158, 203, 236),
        (Stance::Support, true) => Color32::from_rgb(0, 84, 134),
        (Stance::Oppose, false) => Color32::from_rgb(245, 178, 138),
        (Stance::Oppose, true) => Color32::from_rgb(150, 62, 0),
        (Stance::Conditional, false) => Color32::from_rgb(247, 224, 138),
        (Stance::Conditional, true) => Color32::from_rgb(112, 84, 0),
        (Stance::Neutral, false) => Color32::from_rgb(214, 214, 214),
        (Stance::Neutral, true) => Color32::from_rgb(76, 76, 80),
    }
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
        (Color32::from_rgb(150, 62, 0), Color32::from_rgb(58, 58, 62), Color32::from_rgb(0, 84, 134))
    } else {
        (Color32::from_rgb(245, 178, 138), Color32::from_rgb(242, 242, 242), Color32::from_rgb(158, 203, 236))
    };
    if score.is_nan() {
        return Color32::TRANSPARENT;
    }
    let end = if score < 0.0 { against } else { together };
    between.lerp_to_gamma(end, score.abs().min(1.0) as f32)
}

/// Fill of a mixed cell.
pub fn mixed(dark: bool) -> Color32 {
    if dark { Color32::from_rgb(98, 50, 104) } else { Color32::from_rgb(222, 184, 224) }
}
