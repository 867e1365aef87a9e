//! `withdraw`: LP tokens in, both tokens out. Nothing can pause it.

use anchor_lang::prelude::*;

use super::{PoolTokens, WithdrawPlan};
use crate::error::LiquidityError;
use crate::events::LiquidityChanged;
use crate::instructions::guards::{clock, require_at_least, require_not_expired};
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
    /// The SPL Token program.
    pub token_program: Program<Token>,
    /// Mint of token A, if that is of Token-2022.
    pub mint_a: Option<UncheckedAccount>,
    /// Mint of token B, if that is of Token-2022.
    pub mint_b: Option<UncheckedAccount>,
    /// The Token-2022 program, if one of the tokens is of it.
    pub token_2022_program: Option<Program<Token2022>>,
}

/// Arguments of `withdraw`.
pub struct WithdrawArgs {
    /// LP tokens to give back.
    pub lp_amount: u64,
    /// Least of token A that must arrive, in base units.
    pub min_amount_a: u64,
    /// Least of token B that must arrive, in base units.
    pub min_amount_b: u64,
    /// Last slot in which to execute.
    pub valid_until_slot: u64,
}

/// Burns LP tokens and pays their share of both reserves, rounded down.
///
/// # Errors
/// `Expired`, `WrongMint`, `ZeroAmount`, `ZeroOutput`, `ExceedsSupply`, `EmptyPool`, `BelowMinimum`;
/// the token program's.
pub fn withdraw(ctx: &mut Context<Withdraw>, args: WithdrawArgs) -> Result<()> {
    let clock = clock()?;
    require_not_expired(&clock, args.valid_until_slot)?;
    let accounts = &mut ctx.accounts;
    let pool = &mut accounts.pool;

    let tokens = PoolTokens::load(pool, &accounts.mint_a, &accounts.mint_b, &clock)?;
    let plan = WithdrawPlan::new(pool, &tokens, args.lp_amount)?;
    require_at_least(plan.received_a, args.min_amount_a)?;
    require_at_least(plan.received_b, args.min_amount_b)?;

    pool.observe(clock.slot);
    pool.set_books(&plan.outcome.books);

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
                token: tokens.a,
                from: accounts.vault_a.account(),
                to: accounts.owner_a.account(),
                authority: pool_view,
                amount: plan.outcome.amount_a,
            },
            Move::Transfer {
                token: tokens.b,
                from: accounts.vault_b.account(),
                to: accounts.owner_b.account(),
                authority: pool_view,
                amount: plan.outcome.amount_b,
            },
        ],
        &[(&pool.signer_seeds().as_seeds()).into()],
    )?;

    LiquidityChanged::withdrawal(pool, owner.address(), args.lp_amount, &plan).log();
    Ok(())
}
