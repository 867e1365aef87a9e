//! `swap_exact_out`: an exact amount of one token for as little of the other as the curve takes.

use anchor_lang::prelude::*;

use super::{Exact, Swap};
use crate::instructions::guards::{clock, require_at_most, require_not_expired};

/// Arguments of `swap_exact_out`.
pub struct SwapExactOutArgs {
    /// Base units that arrive in the trader's account.
    pub amount_out: u64,
    /// Most base units to let go, all fees included.
    pub max_amount_in: u64,
    /// Last slot in which to execute.
    pub valid_until_slot: u64,
}

/// Swaps so that exactly `amount_out` arrives, taking what the curve asks, rounded up, and the fees
/// on it.
///
/// # Errors
/// `Expired`, `WrongVault`, `WrongMint`, `SwapsPaused`, `ZeroAmount`, `EmptyPool`, `ExceedsReserves`,
/// `ReserveOverflow`, `Overflow`, `AboveMaximum`; the token program's.
pub fn swap_exact_out(ctx: &mut Context<Swap>, args: SwapExactOutArgs) -> Result<()> {
    let clock = clock()?;
    require_not_expired(&clock, args.valid_until_slot)?;
    let accounts = &mut ctx.accounts;

    let plan = accounts.plan(Exact::Out(args.amount_out), &clock)?;
    require_at_most(plan.trade.sent, args.max_amount_in)?;

    accounts.execute(&plan, &clock)
}
