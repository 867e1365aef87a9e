//! `deposit_single`: one token in, LP tokens out.

use anchor_lang::prelude::*;

use super::SingleSided;
use crate::error::OrRefuse;
use crate::events::SingleSidedChanged;
use crate::instructions::guards::{clock, require_at_least, require_not_expired};
use crate::token::{Move, move_tokens};

/// Arguments of `deposit_single`.
pub struct DepositSingleArgs {
    /// Most of the token to let go, in base units, a transfer fee included.
    pub max_amount: u64,
    /// Fewest LP tokens to accept.
    pub min_lp: u64,
    /// Last slot in which to execute.
    pub valid_until_slot: u64,
}

/// Swaps as much of the token as needed for the other one, at the pool's fee, and deposits both. What
/// is left of the offer is not taken.
///
/// # Errors
/// `Expired`, `SwapsPaused`, `DepositsPaused`, `WrongVault`, `WrongMint`, `ZeroAmount`, `ZeroOutput`,
/// `EmptyPool`, `ReserveOverflow`, `Overflow`, `BelowMinimum`; the token program's.
pub fn deposit_single(ctx: &mut Context<SingleSided>, args: DepositSingleArgs) -> Result<()> {
    let clock = clock()?;
    require_not_expired(&clock, args.valid_until_slot)?;
    let accounts = &mut ctx.accounts;
    let (is_a, token) = accounts.side(&clock)?;
    let pool = &mut accounts.pool;
    pool.require_deposits()?;

    let (curve, terms) = (pool.curve()?, pool.fee_terms());
    let offer = token.arriving(args.max_amount)?;
    let outcome = pool.books().deposit_single(curve, &terms, offer, is_a).or_refuse()?;
    require_at_least(outcome.lp_minted, args.min_lp)?;
    let sent = token.to_send_rounding_up(outcome.amount_in)?;

    pool.observe(clock.slot);
    pool.set_books(&outcome.books);
    pool.owe_fees(is_a, &outcome.fee)?;

    let owner = accounts.owner.account();
    let pool_view = pool.account();
    move_tokens(
        [
            Move::Transfer {
                token,
                from: accounts.owner_token.account(),
                to: accounts.vault.account(),
                authority: owner,
                amount: sent,
            },
            Move::Mint {
                mint: accounts.lp_mint.account(),
                to: accounts.owner_lp.account(),
                authority: pool_view,
                amount: outcome.lp_minted,
            },
        ],
        &[(&pool.signer_seeds().as_seeds()).into()],
    )?;

    SingleSidedChanged::deposit(pool, owner.address(), is_a, sent, &outcome).log();
    Ok(())
}
