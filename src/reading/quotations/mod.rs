//! Who is quoted with what: direct, mixed and indirect quotations with cue, source and speaker.
pub mod cues;
pub mod roles;
pub mod words;
mod rules_old;
pub use rules_old::{find, is_cue_verb};
