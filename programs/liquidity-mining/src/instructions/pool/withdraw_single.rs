//! `withdraw_single`: LP tokens in, one token out.

use anchor_lang::prelude::*;

use super::SingleSided;
use crate::error::OrRefuse;
use crate::events::SingleSidedChanged;
use crate::instructions::guards::{clock, require_at_least, require_not_expired};
use crate::token::{Move, move_tokens};

/// Arguments of `withdraw_single`.
pub struct WithdrawSingleArgs {
    /// LP tokens to give back.
    pub lp_amount: u64,
    /// Least of the token that must arrive, in base units.
    pub min_amount: u64,
    /// Last slot in which to execute.
    pub valid_until_slot: u64,
}

/// Burns LP tokens, swaps their share of the token that is not wanted, at the pool's fee, and pays all
/// in the one that is. It contains a swap, so a pause of swaps stops it; `withdraw` is never stopped.
///
/// # Errors
/// `Expired`, `SwapsPaused`, `WrongVault`, `WrongMint`, `ZeroAmount`, `ZeroOutput`, `ExceedsSupply`,
/// `EmptyPool`, `ReserveOverflow`, `BelowMinimum`; the token program's.
pub fn withdraw_single(ctx: &mut Context<SingleSided>, args: WithdrawSingleArgs) -> Result<()> {
    let clock = clock()?;
    require_not_expired(&clock, args.valid_until_slot)?;
    let accounts = &mut ctx.accounts;
    let (is_a, token) = accounts.side(&clock)?;
    let pool = &mut accounts.pool;

    let (curve, terms) = (pool.curve()?, pool.fee_terms());
    let outcome = pool.books().withdraw_single(curve, &terms, args.lp_amount, is_a).or_refuse()?;
    let received = token.arriving(outcome.amount_out)?;
    require_at_least(received, args.min_amount)?;

    pool.observe(clock.slot);
    pool.set_books(&outcome.books);
    pool.owe_fees(!is_a, &outcome.fee)?;

    let owner = accounts.owner.account();
    let pool_view = pool.account();
    move_tokens(
        [
            Move::Burn {
                from: accounts.owner_lp.account(),
                mint: accounts.lp_mint.account(),
                authority: owner,
                amount: args.lp_amount,
            },
            Move::Transfer {
                token,
                from: accounts.vault.account(),
                to: accounts.owner_token.account(),
                authority: pool_view,
                amount: outcome.amount_out,
            },
        ],
        &[(&pool.signer_seeds().as_seeds()).into()],
    )?;

    SingleSidedChanged::withdrawal(pool, owner.address(), is_a, args.lp_amount, received, &outcome)
        .log();
    Ok(())
}
