//! `withdraw`: LP tokens in, both tokens out. Nothing can pause it.

use anchor_lang::prelude::*;

use crate::error::{LiquidityError, OrRefuse};
use crate::events::LiquidityChanged;
use crate::instructions::guards::{require_at_least, require_not_expired};
use crate::state::Pool;
use crate::token::{Move, move_tokens};

/// Accounts of `withdraw`.
#[derive(Accounts)]
pub struct Withdraw {
    /// Who withdraws.
    pub owner: Signer,
    /// The pool.
    #[account(mut)]
    pub pool: Account<Pool>,
    /// The pool's vault of token A.
    #[account(mut, address = pool.vault_a @ LiquidityError::WrongVault)]
    pub vault_a: UncheckedAccount,
    /// The pool's vault of token B.
    #[account(mut, address = pool.vault_b @ LiquidityError::WrongVault)]
    pub vault_b: UncheckedAccount,
    /// The pool's LP mint.
    #[account(mut, address = pool.lp_mint @ LiquidityError::WrongLpMint)]
    pub lp_mint: UncheckedAccount,
    /// Where token A goes, checked by the token program.
    #[account(mut)]
    pub owner_a: UncheckedAccount,
    /// Where token B goes, checked by the token program.
    #[account(mut)]
    pub owner_b: UncheckedAccount,
    /// The owner's LP tokens, checked by the token program.
    #[account(mut)]
    pub owner_lp: UncheckedAccount,
    /// The token program.
    pub token_program: Program<Token>,
}

/// Arguments of `withdraw`.
pub struct WithdrawArgs {
    /// LP tokens to give back.
    pub lp_amount: u64,
    /// Least of token A to accept, in base units.
    pub min_amount_a: u64,
    /// Least of token B to accept, in base units.
    pub min_amount_b: u64,
    /// Last slot in which to execute.
    pub valid_until_slot: u64,
}

/// Burns LP tokens and pays their share of both reserves, rounded down.
///
/// # Errors
/// `Expired`, `ZeroAmount`, `ZeroOutput`, `ExceedsSupply`, `EmptyPool`, `BelowMinimum`; the token
/// program's.
pub fn withdraw(ctx: &mut Context<Withdraw>, args: WithdrawArgs) -> Result<()> {
    require_not_expired(args.valid_until_slot)?;
    let accounts = &mut ctx.accounts;
    let pool = &mut accounts.pool;

    let outcome = pool.books().withdraw(args.lp_amount).or_refuse()?;
    require_at_least(outcome.amount_a, args.min_amount_a)?;
    require_at_least(outcome.amount_b, args.min_amount_b)?;

    pool.set_books(&outcome.books);

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
                from: accounts.vault_a.account(),
                to: accounts.owner_a.account(),
                authority: pool_view,
                amount: outcome.amount_a,
            },
            Move::Transfer {
                from: accounts.vault_b.account(),
                to: accounts.owner_b.account(),
                authority: pool_view,
                amount: outcome.amount_b,
            },
        ],
        &[(&pool.signer_seeds().as_seeds()).into()],
    )?;

    LiquidityChanged::withdrawal(pool, owner.address(), args.lp_amount, &outcome).log();
    Ok(())
}
