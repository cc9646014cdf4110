//! What a climb from the term to its holder gathers: each word that governs turns or adds to what is below it.

use std::ops::Range;

use crate::model::Basis;
use crate::reading::stances::direction::{Judged, Subject, Way};
use crate::reading::stances::lexicon::{Effect, Mark, Place};

/// What the climb has gathered.
pub(super) struct Climb {
    pub(super) sign: i32,
    pub(super) turns: usize,
    /// One of them was "nor".
    nor: bool,
    pub(super) neutral: bool,
    pub(super) modal: bool,
    pub(super) weak: bool,
    /// By a word that stands for taking part, which shows little; not to take part shows more.
    pub(super) takes_part: bool,
    /// Strength and basis of the plainest word.
    pub(super) attitude: Option<(f32, Basis)>,
    pub(super) words: Vec<Range<usize>>,
    pub(super) length: usize,
    pub(super) unknown: usize,
}

impl Default for Climb {
    fn default() -> Self {
        Self {
            sign: 1,
            turns: 0,
            nor: false,
            neutral: false,
            modal: false,
            weak: false,
            takes_part: false,
            attitude: None,
            words: Vec::new(),
            length: 0,
            unknown: 0,
        }
    }
}

impl Climb {
    pub(super) fn has(&self, mark: &Mark) -> bool {
        self.words.contains(&mark.tokens)
    }

    pub(super) fn take(&mut self, mark: &Mark) {
        let entry = mark.entry;
        match entry.effect {
            Effect::Carries => {
                self.takes_part |= entry.takes_part();
                return;
            }
            Effect::Neutral => self.neutral = true,
            // The "neither" of a "nor" turns nothing once more.
            Effect::Turns if entry.is("neither") && self.nor => {}
            Effect::Turns => {
                self.nor |= entry.is("nor");
                self.sign = -self.sign;
                self.turns += 1;
                // "no meeting without a truce"
                if self.turns == 2 && self.attitude.is_none() {
                    self.attitude = Some((1.0, Basis::Stated));
                } else if self.takes_part && self.attitude.is_none() {
                    self.attitude = Some((0.7, Basis::Inferred));
                }
            }
            Effect::Favours | Effect::Opposes | Effect::Acts => {
                self.sign *= entry.sign();
                self.modal |= matches!(entry.place, Place::Modal | Place::Predicate);
                if self.attitude.is_none_or(|(strength, _)| entry.strength > strength) {
                    self.attitude = Some((entry.strength, entry.basis));
                }
            }
        }
        self.words.push(mark.tokens.clone());
    }

    /// Takes in what comes of the term.
    pub(super) fn come(&mut self, sign: i32, verb: usize) {
        self.sign *= sign;
        self.modal = true;
        self.attitude = Some((0.7, Basis::Stated));
        self.words.push(verb..verb + 1);
    }

    pub(super) fn judged(&self, subject: Subject) -> Judged {
        let (strength, basis) = self.attitude.unwrap_or((0.8, Basis::Stated));
        // Who expressly takes no side says so plainly.
        let strength = if self.neutral { 1.0 } else { strength };
        Judged {
            sign: self.sign,
            neutral: self.neutral,
            strength,
            speakers: self.modal && subject == Subject::None,
            basis,
            way: Way::Governed,
            subject,
            words: self.words.clone(),
            distance: self.length,
            unknown: self.unknown,
            hinges: false,
            weak: self.weak,
            agreed: false,
        }
    }
}
