//! See each instruction's own file.

mod collect_fees;
mod create_pool;
mod deposit;
mod withdraw;

pub use collect_fees::*;
pub use create_pool::*;
pub use deposit::*;
pub use withdraw::*;
