//! `deposit`: both tokens in, LP tokens out.

use anchor_lang::prelude::*;

use super::{DepositPlan, PoolTokens};
use crate::error::LiquidityError;
use crate::events::LiquidityChanged;
use crate::instructions::guards::{clock, require_at_least, require_not_expired};
use crate::state::Pool;
use crate::token::{Move, move_tokens};

/// Accounts of `deposit`.
#[derive(Accounts)]
pub struct Deposit {
    /// Who deposits.
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
    /// The owner's token A, checked by the token program.
    #[account(mut)]
    pub owner_a: UncheckedAccount,
    /// The owner's token B, checked by the token program.
    #[account(mut)]
    pub owner_b: UncheckedAccount,
    /// Where the LP tokens go, checked by the token program.
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

/// Arguments of `deposit`.
pub struct DepositArgs {
    /// Most of token A to let go, in base units, a transfer fee included.
    pub max_amount_a: u64,
    /// Most of token B to let go, in base units, a transfer fee included.
    pub max_amount_b: u64,
    /// Fewest LP tokens to accept.
    pub min_lp: u64,
    /// Last slot in which to execute.
    pub valid_until_slot: u64,
}

/// Takes both tokens at the pool's ratio, at most what was offered of each, and mints LP tokens for
/// what arrives.
///
/// # Errors
/// `Expired`, `DepositsPaused`, `WrongMint`, `ZeroAmount`, `ZeroOutput`, `InitialLiquidityTooSmall`,
/// `ReserveOverflow`, `Overflow`, `BelowMinimum`; the token program's.
pub fn deposit(ctx: &mut Context<Deposit>, args: DepositArgs) -> Result<()> {
    let clock = clock()?;
    require_not_expired(&clock, args.valid_until_slot)?;
    let accounts = &mut ctx.accounts;
    let pool = &mut accounts.pool;

    let tokens = PoolTokens::load(pool, &accounts.mint_a, &accounts.mint_b, &clock)?;
    let plan = DepositPlan::new(pool, &tokens, args.max_amount_a, args.max_amount_b)?;
    require_at_least(plan.outcome.lp_minted, args.min_lp)?;

    pool.observe(clock.slot);
    pool.set_books(&plan.outcome.books);

    let owner = accounts.owner.account();
    let pool_view = pool.account();
    move_tokens(
        [
            Move::Transfer {
                token: tokens.a,
                from: accounts.owner_a.account(),
                to: accounts.vault_a.account(),
                authority: owner,
                amount: plan.sent_a,
            },
            Move::Transfer {
                token: tokens.b,
                from: accounts.owner_b.account(),
                to: accounts.vault_b.account(),
                authority: owner,
                amount: plan.sent_b,
            },
            Move::Mint {
                mint: accounts.lp_mint.account(),
                to: accounts.owner_lp.account(),
                authority: pool_view,
                amount: plan.outcome.lp_minted,
            },
        ],
        &[(&pool.signer_seeds().as_seeds()).into()],
    )?;

    LiquidityChanged::deposit(pool, owner.address(), &plan).log();
    Ok(())
}
