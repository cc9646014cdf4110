//! Every colour of the window. Stances use the palette of Okabe and Ito (2008), which holds for the common kinds of
//! colour blindness; a sign and a word always stand beside the colour.

use egui::Color32;

use crate::findings::Cell;
use crate::model::Stance;

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
        None if cell.mixed && dark => Color32::from_rgb(98, 50, 104),
        None if cell.mixed => Color32::from_rgb(222, 184, 224),
        None => Color32::TRANSPARENT,
    }
}

/// Ground of a quotation in the article.
pub fn quotation(dark: bool) -> Color32 {
    if dark { Color32::from_rgb(44, 50, 58) } else { Color32::from_rgb(236, 240, 245) }
}
