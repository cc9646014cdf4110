//! What the window shows. A view reads the state and sends commands; it changes nothing.

pub mod article;
pub mod evidence;
pub mod matrix;
