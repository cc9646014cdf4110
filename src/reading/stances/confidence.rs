//! How sure a suggestion is: one meaning everywhere, the share of such suggestions that are right.

use crate::model::Stance;
use crate::reading::stances::candidates::Candidate;
use crate::reading::stances::direction::{Judged, Way};
use crate::reading::stances::holder::Holder;

/// The confidence of a suggestion.
pub(super) fn of(candidate: &Candidate, judged: &Judged, holder: &Holder, stance: Stance) -> f32 {
    let mut odds = match judged.way {
        Way::Governed | Way::Walked => 0.8,
        Way::Predicate => 0.4,
        Way::Blamed => 0.4,
        Way::Agent | Way::Relative => 1.6,
        Way::Toned => -0.3,
    };
    odds += 2.0 * (judged.strength - 0.7) - 0.1 * judged.distance as f32 - 0.3 * judged.unknown as f32;
    odds -= if judged.weak { 0.4 } else { 0.0 };
    odds += if judged.agreed { 0.8 } else { 0.0 };
    odds -= if candidate.anaphoric { 0.5 } else { 0.0 };
    odds += if holder.subject { 0.3 } else { 0.0 };
    odds -= if stance == Stance::Conditional { 0.7 } else { 0.0 };
    1.0 / (1.0 + f32::exp(-odds))
}
