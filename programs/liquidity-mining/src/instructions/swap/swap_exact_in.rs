//! `swap_exact_in`: an exact amount of one token for as much of the other as the curve gives.

use anchor_lang::prelude::*;

use super::{Exact, Swap};
use crate::instructions::guards::{clock, require_at_least, require_not_expired};

/// Arguments of `swap_exact_in`.
pub struct SwapExactInArgs {
    /// Base units that leave the trader's account, all fees included.
    pub amount_in: u64,
    /// Fewest base units that must arrive.
    pub min_amount_out: u64,
    /// Last slot in which to execute.
    pub valid_until_slot: u64,
}

/// Swaps what arrives of `amount_in`, of which the trade fee is kept, for what the curve gives, rounded
/// down.
///
/// # Errors
/// `Expired`, `WrongVault`, `WrongMint`, `SwapsPaused`, `ZeroAmount`, `ZeroOutput`, `EmptyPool`,
/// `ReserveOverflow`, `BelowMinimum`; the token program's.
pub fn swap_exact_in(ctx: &mut Context<Swap>, args: SwapExactInArgs) -> Result<()> {
    let clock = clock()?;
    require_not_expired(&clock, args.valid_until_slot)?;
    let accounts = &mut ctx.accounts;

    let plan = accounts.plan(Exact::In(args.amount_in), &clock)?;
    require_at_least(plan.trade.received, args.min_amount_out)?;

    accounts.execute(&plan, &clock)
}
