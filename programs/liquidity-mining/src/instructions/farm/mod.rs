//! See each instruction's own file.

mod claim;
mod close_campaign;
mod close_position;
mod collect_campaign;
mod collect_locked_fees;
mod compound;
mod create_campaign;
mod deposit_and_stake;
mod forfeit;
mod lock_forever;
mod pending_rewards;
mod restake;
mod settle_campaign;
mod stake;
mod top_up;
mod unstake;
mod unstake_and_withdraw;
mod unstake_part;

pub use claim::*;
pub use close_campaign::*;
pub use close_position::*;
pub use collect_campaign::*;
pub use collect_locked_fees::*;
pub use compound::*;
pub use create_campaign::*;
pub use deposit_and_stake::*;
pub use forfeit::*;
pub use lock_forever::*;
pub use pending_rewards::*;
pub use restake::*;
pub use settle_campaign::*;
pub use stake::*;
pub use top_up::*;
pub use unstake::*;
pub use unstake_and_withdraw::*;
pub use unstake_part::*;
