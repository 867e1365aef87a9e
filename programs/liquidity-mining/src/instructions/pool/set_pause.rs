//! `set_pause`: stops or resumes swaps and deposits of one pool. Exits cannot be stopped.

use anchor_lang::prelude::*;

use crate::error::LiquidityError;
use crate::events::PauseSet;
use crate::state::{Config, Pool};

/// Accounts of `set_pause`.
#[derive(Accounts)]
pub struct SetPause {
    /// The config's admin.
    #[account(address = config.admin @ LiquidityError::NotConfigAdmin)]
    pub admin: Signer,
    /// The pool's config.
    #[account(address = pool.config @ LiquidityError::WrongConfig)]
    pub config: Account<Config>,
    /// The pool.
    #[account(mut)]
    pub pool: Account<Pool>,
}

/// Pauses or resumes swaps and deposits, each by itself. Withdrawals of both tokens, unstaking and
/// claims go on whatever is set (F11).
///
/// # Errors
/// `NotConfigAdmin`, `WrongConfig`.
pub fn set_pause(ctx: &mut Context<SetPause>, swaps: bool, deposits: bool) -> Result<()> {
    let pool = &mut ctx.accounts.pool;
    pool.swaps_paused = u8::from(swaps);
    pool.deposits_paused = u8::from(deposits);

    PauseSet {
        pool: *pool.address(),
        swaps_paused: u64::from(swaps),
        deposits_paused: u64::from(deposits),
    }
    .log();
    Ok(())
}
