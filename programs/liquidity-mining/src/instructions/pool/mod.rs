//! See each instruction's own file.

mod collect_fees;
mod create_pool;
mod deposit;
mod deposit_single;
mod liquidity;
mod quotes;
mod set_pause;
mod single;
mod skim;
mod withdraw;
mod withdraw_single;

pub use collect_fees::*;
pub use create_pool::*;
pub use deposit::*;
pub use deposit_single::*;
pub use liquidity::*;
pub use quotes::*;
pub use set_pause::*;
pub use single::*;
pub use skim::*;
pub use withdraw::*;
pub use withdraw_single::*;
