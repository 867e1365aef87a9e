//! `collect_protocol_fees` and `collect_creator_fees`: what swaps set aside for each.

use anchor_lang::prelude::*;

use super::PoolTokens;
use crate::error::LiquidityError;
use crate::events::FeesCollected;
use crate::instructions::guards::clock;
use crate::state::{Config, Pool};
use crate::token::{Move, move_tokens};

/// Accounts of both collect instructions.
#[derive(Accounts)]
pub struct CollectFees {
    /// The config's fee recipient for the protocol's fees, the pool's creator for the creator's.
    pub collector: Signer,
    /// The pool's config.
    #[account(address = pool.config @ LiquidityError::WrongConfig)]
    pub config: Account<Config>,
    /// The pool.
    #[account(mut)]
    pub pool: Account<Pool>,
    /// The pool's vault of token A.
    #[account(mut, address = pool.vault_a @ LiquidityError::WrongVault)]
    pub vault_a: UncheckedAccount,
    /// The pool's vault of token B.
    #[account(mut, address = pool.vault_b @ LiquidityError::WrongVault)]
    pub vault_b: UncheckedAccount,
    /// Where token A goes, checked by the token program.
    #[account(mut)]
    pub collector_a: UncheckedAccount,
    /// Where token B goes, checked by the token program.
    #[account(mut)]
    pub collector_b: UncheckedAccount,
    /// The SPL Token program.
    pub token_program: Program<Token>,
    /// Mint of token A, if that is of Token-2022.
    pub mint_a: Option<UncheckedAccount>,
    /// Mint of token B, if that is of Token-2022.
    pub mint_b: Option<UncheckedAccount>,
    /// The Token-2022 program, if one of the tokens is of it.
    pub token_2022_program: Option<Program<Token2022>>,
}

/// Pays the config's fee recipient all that swaps set aside for the protocol.
///
/// # Errors
/// `NotFeeOwner`, `NothingToCollect`, `WrongMint`; the token program's.
pub fn collect_protocol_fees(ctx: &mut Context<CollectFees>) -> Result<()> {
    let accounts = &mut ctx.accounts;
    let is_owner =
        anchor_lang::address_eq(accounts.collector.address(), &accounts.config.fee_recipient);
    require!(is_owner, LiquidityError::NotFeeOwner);
    let pool = &mut accounts.pool;
    let amount_a = core::mem::take(&mut pool.protocol_fees_a);
    let amount_b = core::mem::take(&mut pool.protocol_fees_b);
    pay(accounts, amount_a, amount_b, true)
}

/// Pays the pool's creator all that swaps set aside for the creator.
///
/// # Errors
/// `NotFeeOwner`, `NothingToCollect`, `WrongMint`; the token program's.
pub fn collect_creator_fees(ctx: &mut Context<CollectFees>) -> Result<()> {
    let accounts = &mut ctx.accounts;
    let is_owner = anchor_lang::address_eq(accounts.collector.address(), &accounts.pool.creator);
    require!(is_owner, LiquidityError::NotFeeOwner);
    let pool = &mut accounts.pool;
    let amount_a = core::mem::take(&mut pool.creator_fees_a);
    let amount_b = core::mem::take(&mut pool.creator_fees_b);
    pay(accounts, amount_a, amount_b, false)
}

fn pay(accounts: &CollectFees, amount_a: u64, amount_b: u64, is_protocol: bool) -> Result<()> {
    require!(amount_a > 0 || amount_b > 0, LiquidityError::NothingToCollect);
    let pool = &accounts.pool;
    let tokens = PoolTokens::load(pool, &accounts.mint_a, &accounts.mint_b, &clock()?)?;
    move_tokens(
        [
            Move::Transfer {
                token: tokens.a,
                from: accounts.vault_a.account(),
                to: accounts.collector_a.account(),
                authority: pool.account(),
                amount: amount_a,
            },
            Move::Transfer {
                token: tokens.b,
                from: accounts.vault_b.account(),
                to: accounts.collector_b.account(),
                authority: pool.account(),
                amount: amount_b,
            },
        ],
        &[(&pool.signer_seeds().as_seeds()).into()],
    )?;

    FeesCollected {
        pool: *pool.address(),
        collector: *accounts.collector.address(),
        amount_a,
        amount_b,
        is_protocol: u64::from(is_protocol),
    }
    .log();
    Ok(())
}
