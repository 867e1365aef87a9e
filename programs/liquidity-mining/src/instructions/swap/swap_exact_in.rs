//! `swap_exact_in`: an exact amount of one token for as much of the other as the curve gives.

use anchor_lang::prelude::*;
use liquidity_math::quote;

use super::Swap;
use crate::error::OrRefuse;
use crate::instructions::guards::{require_at_least, require_not_expired};

/// Arguments of `swap_exact_in`.
pub struct SwapExactInArgs {
    /// Base units to put in, fee included.
    pub amount_in: u64,
    /// Fewest base units to accept.
    pub min_amount_out: u64,
    /// Last slot in which to execute.
    pub valid_until_slot: u64,
}

/// Swaps `amount_in`, of which the trade fee is kept, for what the curve gives, rounded down.
///
/// # Errors
/// `Expired`, `WrongVault`, `ZeroAmount`, `ZeroOutput`, `EmptyPool`, `ReserveOverflow`,
/// `BelowMinimum`; the token program's.
pub fn swap_exact_in(ctx: &mut Context<Swap>, args: SwapExactInArgs) -> Result<()> {
    require_not_expired(args.valid_until_slot)?;
    let accounts = &mut ctx.accounts;
    let a_to_b = accounts.direction()?;
    let pool = &accounts.pool;

    let (curve, terms) = (pool.curve(), pool.fee_terms());
    let outcome =
        quote::swap_exact_in(curve, &terms, pool.reserves(a_to_b), args.amount_in).or_refuse()?;
    require_at_least(outcome.amount_out, args.min_amount_out)?;

    accounts.execute(a_to_b, &outcome)
}
