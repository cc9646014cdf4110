//! What the project's statements add up to. Comes in: a [`Project`] and a [`Filter`]. Goes out: the matrix and the tables
//! that views, exports and the command line show. Pure: never a file, never a change.

mod matrix;

pub use matrix::{Cell, Filter, Matrix, Row};
