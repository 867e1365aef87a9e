//! `quote_swap`: what a swap would take and give now, as return data. For simulation.

use anchor_lang::prelude::*;

use super::{Exact, SwapPlan};
use crate::instructions::guards::{clock, optional};
use crate::state::Pool;

/// Accounts of `quote_swap`.
#[derive(Accounts)]
pub struct QuoteSwap {
    /// The pool.
    pub pool: Account<Pool>,
    /// Mint of token A, if that is of Token-2022.
    pub mint_a: Option<UncheckedAccount>,
    /// Mint of token B, if that is of Token-2022.
    pub mint_b: Option<UncheckedAccount>,
}

/// What `quote_swap` returns.
#[derive(Clone, Copy, Debug, AnchorSerialize, AnchorDeserialize, IdlType)]
pub struct SwapQuote {
    /// Base units that would leave the trader's account.
    pub sent: u64,
    /// Base units that would arrive in the trader's account.
    pub received: u64,
    /// Base units that would arrive in the pool, the trade fee included.
    pub amount_in: u64,
    /// Base units that would leave the pool.
    pub amount_out: u64,
    /// Trade fee within `amount_in`.
    pub fee: u64,
}

/// Works out a swap of `amount`, put in exactly or else taken out exactly, by the code that swaps.
///
/// # Errors
/// Those of the swap, but for its bounds.
pub fn quote_swap(
    ctx: &mut Context<QuoteSwap>,
    amount: u64,
    is_exact_in: bool,
    a_to_b: bool,
) -> Result<SwapQuote> {
    let accounts = &ctx.accounts;
    let exact = if is_exact_in { Exact::In(amount) } else { Exact::Out(amount) };
    let (mint_a, mint_b) = (optional(&accounts.mint_a), optional(&accounts.mint_b));
    let mints = if a_to_b { [mint_a, mint_b] } else { [mint_b, mint_a] };
    let trade = SwapPlan::new(&accounts.pool, a_to_b, mints, exact, &clock()?)?.trade;
    Ok(SwapQuote {
        sent: trade.sent,
        received: trade.received,
        amount_in: trade.swap.amount_in,
        amount_out: trade.swap.amount_out,
        fee: trade.swap.fee.total,
    })
}
