//! What the project's statements add up to. Comes in: a [`Project`] and a [`Filter`]. Goes out: the matrix and the tables
//! that views, exports and the command line show. Pure: never a file, never a change.

mod agreement;
mod matrix;
pub mod review;
mod shares;

pub use agreement::{Agreement, Agreements};
pub use matrix::{Cell, Filter, Matrix, Row};
pub use shares::Shares;
