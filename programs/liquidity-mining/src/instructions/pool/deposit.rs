//! `deposit`: both tokens in, LP tokens out.

use anchor_lang::prelude::*;

use crate::error::{LiquidityError, OrRefuse};
use crate::events::LiquidityChanged;
use crate::instructions::guards::{require_at_least, require_not_expired};
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
    /// The token program.
    pub token_program: Program<Token>,
}

/// Arguments of `deposit`.
pub struct DepositArgs {
    /// Most of token A to give, in base units.
    pub max_amount_a: u64,
    /// Most of token B to give, in base units.
    pub max_amount_b: u64,
    /// Fewest LP tokens to accept.
    pub min_lp: u64,
    /// Last slot in which to execute.
    pub valid_until_slot: u64,
}

/// Takes both tokens at the pool's ratio, at most what was offered of each, and mints LP tokens.
///
/// # Errors
/// `Expired`, `ZeroAmount`, `ZeroOutput`, `InitialLiquidityTooSmall`, `ReserveOverflow`, `Overflow`,
/// `BelowMinimum`; the token program's.
pub fn deposit(ctx: &mut Context<Deposit>, args: DepositArgs) -> Result<()> {
    require_not_expired(args.valid_until_slot)?;
    let accounts = &mut ctx.accounts;
    let pool = &mut accounts.pool;

    let outcome =
        pool.books().deposit(pool.curve(), args.max_amount_a, args.max_amount_b).or_refuse()?;
    require_at_least(outcome.lp_minted, args.min_lp)?;

    pool.set_books(&outcome.books);

    let owner = accounts.owner.account();
    let pool_view = pool.account();
    move_tokens(
        [
            Move::Transfer {
                from: accounts.owner_a.account(),
                to: accounts.vault_a.account(),
                authority: owner,
                amount: outcome.amount_a,
            },
            Move::Transfer {
                from: accounts.owner_b.account(),
                to: accounts.vault_b.account(),
                authority: owner,
                amount: outcome.amount_b,
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

    LiquidityChanged::deposit(pool, owner.address(), &outcome).log();
    Ok(())
}
