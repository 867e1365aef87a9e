//! `swap_exact_out`: an exact amount of one token for as little of the other as the curve takes.

use anchor_lang::prelude::*;
use liquidity_math::quote;

use super::Swap;
use crate::error::{LiquidityError, OrRefuse};
use crate::instructions::guards::require_not_expired;

/// Arguments of `swap_exact_out`.
pub struct SwapExactOutArgs {
    /// Base units to take out.
    pub amount_out: u64,
    /// Most base units to put in, fee included.
    pub max_amount_in: u64,
    /// Last slot in which to execute.
    pub valid_until_slot: u64,
}

/// Swaps for exactly `amount_out`, taking what the curve asks, rounded up, and the trade fee on it.
///
/// # Errors
/// `Expired`, `WrongVault`, `ZeroAmount`, `EmptyPool`, `ExceedsReserves`, `ReserveOverflow`,
/// `Overflow`, `AboveMaximum`; the token program's.
pub fn swap_exact_out(ctx: &mut Context<Swap>, args: SwapExactOutArgs) -> Result<()> {
    require_not_expired(args.valid_until_slot)?;
    let accounts = &mut ctx.accounts;
    let a_to_b = accounts.direction()?;
    let pool = &accounts.pool;

    let (curve, terms) = (pool.curve(), pool.fee_terms());
    let outcome =
        quote::swap_exact_out(curve, &terms, pool.reserves(a_to_b), args.amount_out).or_refuse()?;
    require!(outcome.amount_in <= args.max_amount_in, LiquidityError::AboveMaximum);

    accounts.execute(a_to_b, &outcome)
}
