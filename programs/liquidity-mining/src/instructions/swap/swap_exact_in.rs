//! `swap_exact_in`: an exact amount of one token for as much of the other as the curve gives.

use anchor_lang::prelude::*;
use liquidity_math::quote::swap_exact_in as quote_swap_exact_in;

use crate::emit_fixed;
use crate::error::{LiquidityError, OrRefuse};
use crate::events::Swapped;
use crate::instructions::guards::{require_at_least, require_not_expired};
use crate::state::Pool;
use crate::token::{Move, move_tokens};

/// Accounts of `swap_exact_in`. The order of the vaults says which way the swap goes.
#[derive(Accounts)]
pub struct SwapExactIn {
    /// Who swaps.
    pub trader: Signer,
    /// The pool.
    #[account(mut)]
    pub pool: Account<Pool>,
    /// The pool's vault of the token put in.
    #[account(mut)]
    pub vault_in: UncheckedAccount,
    /// The pool's vault of the token taken out.
    #[account(mut)]
    pub vault_out: UncheckedAccount,
    /// The trader's token put in, checked by the token program.
    #[account(mut)]
    pub trader_in: UncheckedAccount,
    /// Where the token taken out goes, checked by the token program.
    #[account(mut)]
    pub trader_out: UncheckedAccount,
    /// The token program.
    pub token_program: Program<Token>,
}

impl SwapExactIn {
    /// Whether token A is put in.
    #[inline(always)]
    fn validate(&self) -> Result<bool> {
        let (vault_in, vault_out) = (self.vault_in.address(), self.vault_out.address());
        let is = anchor_lang::address_eq;
        if is(vault_in, &self.pool.vault_a) && is(vault_out, &self.pool.vault_b) {
            return Ok(true);
        }
        if is(vault_in, &self.pool.vault_b) && is(vault_out, &self.pool.vault_a) {
            return Ok(false);
        }
        Err(LiquidityError::WrongVault.into())
    }
}

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
pub fn swap_exact_in(ctx: &mut Context<SwapExactIn>, args: SwapExactInArgs) -> Result<()> {
    require_not_expired(args.valid_until_slot)?;
    let a_to_b = ctx.accounts.validate()?;
    let accounts = &mut ctx.accounts;
    let pool = &mut accounts.pool;

    let outcome =
        quote_swap_exact_in(pool.curve(), &pool.fee_terms(), pool.reserves(a_to_b), args.amount_in)
            .or_refuse()?;
    require_at_least(outcome.amount_out, args.min_amount_out)?;

    if a_to_b {
        pool.reserve_a = outcome.reserves.input;
        pool.reserve_b = outcome.reserves.output;
        owe(&mut pool.protocol_fees_a, outcome.fee.protocol)?;
        owe(&mut pool.creator_fees_a, outcome.fee.creator)?;
    } else {
        pool.reserve_b = outcome.reserves.input;
        pool.reserve_a = outcome.reserves.output;
        owe(&mut pool.protocol_fees_b, outcome.fee.protocol)?;
        owe(&mut pool.creator_fees_b, outcome.fee.creator)?;
    }

    let trader = accounts.trader.account();
    move_tokens(
        [
            Move::Transfer {
                from: accounts.trader_in.account(),
                to: accounts.vault_in.account(),
                authority: trader,
                amount: outcome.amount_in,
            },
            Move::Transfer {
                from: accounts.vault_out.account(),
                to: accounts.trader_out.account(),
                authority: pool.account(),
                amount: outcome.amount_out,
            },
        ],
        &[(&pool.signer_seeds().as_seeds()).into()],
    )?;

    emit_fixed!(Swapped {
        pool: *pool.address(),
        trader: *trader.address(),
        amount_in: outcome.amount_in,
        amount_out: outcome.amount_out,
        fee: outcome.fee.total,
        protocol_fee: outcome.fee.protocol,
        creator_fee: outcome.fee.creator,
        reserve_a: pool.reserve_a,
        reserve_b: pool.reserve_b,
        a_to_b: u64::from(a_to_b),
    });
    Ok(())
}

/// Adds to fees owed. Reserve and fees of a token are parts of one vault balance, so this cannot
/// overflow for a token whose supply fits 64 bits.
#[inline(always)]
fn owe(owed: &mut u64, fee: u64) -> Result<()> {
    *owed = owed.checked_add(fee).ok_or(LiquidityError::Overflow)?;
    Ok(())
}
