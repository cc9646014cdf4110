//! (being written)
pub mod roster;
