//! `quote_deposit` and `quote_withdraw`: what they would take and give now, as return data. For
//! simulation.

use anchor_lang::prelude::*;

use super::{DepositPlan, PoolTokens, WithdrawPlan};
use crate::instructions::guards::clock;
use crate::state::Pool;

/// Accounts of both quotes.
#[derive(Accounts)]
pub struct QuoteLiquidity {
    /// The pool.
    pub pool: Account<Pool>,
    /// Mint of token A, if that is of Token-2022.
    pub mint_a: Option<UncheckedAccount>,
    /// Mint of token B, if that is of Token-2022.
    pub mint_b: Option<UncheckedAccount>,
}

/// What both quotes return.
#[derive(Clone, Copy, Debug, AnchorSerialize, AnchorDeserialize, IdlType)]
pub struct LiquidityQuote {
    /// Token A that would leave the depositor's account, or arrive in the owner's.
    pub amount_a: u64,
    /// Token B, likewise.
    pub amount_b: u64,
    /// LP tokens that would be minted or burnt.
    pub lp_amount: u64,
}

/// Works out a deposit by the code that deposits.
///
/// # Errors
/// Those of `deposit`, but for its bounds.
pub fn quote_deposit(
    ctx: &mut Context<QuoteLiquidity>,
    max_amount_a: u64,
    max_amount_b: u64,
) -> Result<LiquidityQuote> {
    let accounts = &ctx.accounts;
    let tokens = PoolTokens::load(&accounts.pool, &accounts.mint_a, &accounts.mint_b, &clock()?)?;
    let plan = DepositPlan::new(&accounts.pool, &tokens, max_amount_a, max_amount_b)?;
    Ok(LiquidityQuote {
        amount_a: plan.sent_a,
        amount_b: plan.sent_b,
        lp_amount: plan.outcome.lp_minted,
    })
}

/// Works out a withdrawal by the code that withdraws.
///
/// # Errors
/// Those of `withdraw`, but for its bounds.
pub fn quote_withdraw(ctx: &mut Context<QuoteLiquidity>, lp_amount: u64) -> Result<LiquidityQuote> {
    let accounts = &ctx.accounts;
    let tokens = PoolTokens::load(&accounts.pool, &accounts.mint_a, &accounts.mint_b, &clock()?)?;
    let plan = WithdrawPlan::new(&accounts.pool, &tokens, lp_amount)?;
    Ok(LiquidityQuote { amount_a: plan.received_a, amount_b: plan.received_b, lp_amount })
}
