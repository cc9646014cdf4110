//! How sure a suggestion is: one meaning everywhere, the share of such suggestions that a careful coder would make too.
//!
//! A logistic function over what is known of the judgement. Its weights are fitted on the coded articles of the
//! development part, with a ridge, and rounded; the first is lowered so that it holds on articles never seen. For
//! persons and things the margin of the tone model counts, with weights that no fit on record gave, and all odds are drawn
//! towards even ones: of the suggestions on pairs that SEESAW's training part has, only 70 % take its side.

use crate::model::{Basis, Stance};
use crate::reading::stances::candidates::Candidate;
use crate::reading::stances::direction::{Judged, Way};
use crate::reading::stances::holder::Holder;

/// Below it a suggestion on a proposition is more likely wrong than right and is not made: an empty cell is better.
pub(super) const LEAST: f32 = 0.5;

/// What is left of the odds of a suggestion on a person or thing.
const DRAWN: f32 = 0.6;

/// The confidence of a suggestion. `spoken`: it rests on words that somebody says.
pub(super) fn of(candidate: &Candidate, judged: &Judged, holder: &Holder, stance: Stance, spoken: bool) -> f32 {
    let yes = |is: bool, weight: f32| if is { weight } else { 0.0 };
    let odds = if judged.way == Way::Toned {
        1.6 * judged.strength - 0.9 + yes(spoken, 0.3)
    } else {
        0.9 + yes(spoken, 0.8) + yes(judged.agreed, 0.2) + 1.5 * (judged.strength - 0.8)
            - yes(judged.basis == Basis::Inferred, 0.9)
            - yes(judged.way == Way::Relative, 0.6)
            - yes(stance == Stance::Oppose, 0.8)
            - yes(stance == Stance::Conditional, 0.3)
            - yes(candidate.anaphoric, 0.3)
            - yes(judged.weak, 0.5)
            - 0.15 * judged.unknown.min(3) as f32
            - 0.2 * judged.distance.min(5) as f32
            - yes(candidate.thing && !judged.agreed, 0.8)
            - yes(!holder.subject && !judged.speakers, 0.1)
    };
    let odds = if candidate.thing { DRAWN * odds } else { odds };
    1.0 / (1.0 + f32::exp(-odds))
}
