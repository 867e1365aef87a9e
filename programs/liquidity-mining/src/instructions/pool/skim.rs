//! `skim`: books what the vaults hold above the books, sent by anyone.

use anchor_lang::prelude::*;

use crate::error::LiquidityError;
use crate::events::Skimmed;
use crate::state::Pool;
use crate::token::balance_of;

/// Accounts of `skim`.
#[derive(Accounts)]
pub struct Skim {
    /// The pool.
    #[account(mut)]
    pub pool: Account<Pool>,
    /// The pool's vault of token A.
    #[account(address = pool.vault_a @ LiquidityError::WrongVault)]
    pub vault_a: UncheckedAccount,
    /// The pool's vault of token B.
    #[account(address = pool.vault_b @ LiquidityError::WrongVault)]
    pub vault_b: UncheckedAccount,
}

/// Adds what was sent to the vaults past the program to the fees owed to the protocol. It belongs to
/// nobody else: reserves and fees owed stay as they are, and so do prices and shares.
///
/// # Errors
/// `NothingToCollect`.
pub fn skim(ctx: &mut Context<Skim>) -> Result<()> {
    let accounts = &mut ctx.accounts;
    let pool = &mut accounts.pool;
    let surplus = |vault: &AccountView, owed: [u64; 3]| -> Result<u64> {
        // Vaults hold at least what the books say (A6).
        Ok(owed.iter().fold(balance_of(vault)?, |left, part| left.saturating_sub(*part)))
    };
    let owed_a = [pool.reserve_a, pool.protocol_fees_a, pool.creator_fees_a];
    let owed_b = [pool.reserve_b, pool.protocol_fees_b, pool.creator_fees_b];
    let amount_a = surplus(accounts.vault_a.account(), owed_a)?;
    let amount_b = surplus(accounts.vault_b.account(), owed_b)?;
    require!(amount_a > 0 || amount_b > 0, LiquidityError::NothingToCollect);

    // Parts of a vault's balance, which fits 64 bits.
    pool.protocol_fees_a = pool.protocol_fees_a.saturating_add(amount_a);
    pool.protocol_fees_b = pool.protocol_fees_b.saturating_add(amount_b);

    Skimmed {
        pool: *pool.address(),
        amount_a,
        amount_b,
        protocol_fees_a: pool.protocol_fees_a,
        protocol_fees_b: pool.protocol_fees_b,
    }
    .log();
    Ok(())
}
