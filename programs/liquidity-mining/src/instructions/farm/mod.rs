//! See each instruction's own file.

mod claim;
mod close_campaign;
mod close_position;
mod collect_campaign;
mod create_campaign;
mod settle_campaign;
mod stake;
mod unstake;

pub use claim::*;
pub use close_campaign::*;
pub use close_position::*;
pub use collect_campaign::*;
pub use create_campaign::*;
pub use settle_campaign::*;
pub use stake::*;
pub use unstake::*;
