//! Reward streams over slots, exact for any number of campaigns at the cost of one.
//!
//! One number per pool, [`Growth`], adds up `slots / total weight` while anyone is staked. A stake
//! of weight `w` from growth `g0` to growth `g1` holds `w * (g1 - g0)` of the slots in between, so a
//! campaign that pays `r` per slot owes it `r * w * (g1 - g0)`. Only the growth at a campaign's own
//! start and end is needed, and [`BoundaryTable`] records it when those slots pass.

mod accumulator;
mod boundaries;
mod growth;
mod stream;

pub use accumulator::Accumulator;
pub use boundaries::{Boundary, BoundaryCell, BoundaryKind, BoundaryTable, MAX_BOUNDARIES};
pub use growth::Growth;
pub use stream::{Rate, Stay, Term, overlap};
