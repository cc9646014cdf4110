//! What the project's statements add up to. Comes in: a [`Project`](crate::project::Project), a [`Filter`] and an
//! [`Arrangement`]. Goes out: the matrix, and the tables and figures that views, exports and the command line show. Pure:
//! never a file, never a change.

mod agreement;
mod arrangement;
mod figure;
mod figures;
mod filter;
mod layout;
pub mod machine;
mod matrix;
mod profile;
pub mod review;
mod search;
mod shares;
mod standing;

pub use agreement::{Agreement, Agreements, Levels, Measure, Normalisation, tie};
pub use arrangement::{Arrangement, Order, Rule};
pub use figure::{Datum, Figure, Hue, Link, Named, Node, Numbers, Path, Point, Series, Shape, Tile, labels, spaced};
pub use figures::{Interval, Network, actors_over_time, articles, heat_map, network, outlets, over_time, stances};
pub use filter::{Filter, Part};
pub use matrix::{Cell, Matrix, Row, Rows};
pub use profile::{IssueProfile, Position, Profile, Turn};
pub use search::{Hit, HitKind, Place, search};
pub use shares::Shares;
pub use standing::Standing;
