//! `unstake_and_withdraw`: a position out, both tokens back, in one instruction. Nothing can pause it.

use anchor_lang::prelude::*;

use crate::error::LiquidityError;
use crate::events::{LiquidityChanged, StakeChanged};
use crate::instructions::guards::{clock, require_at_least, require_not_expired};
use crate::instructions::pool::{PoolTokens, WithdrawPlan};
use crate::state::{Farm, Pool, PositionAccount};
use crate::token::{Move, move_tokens};

/// Accounts of `unstake_and_withdraw`.
#[derive(Accounts)]
pub struct UnstakeAndWithdraw {
    /// The position's owner.
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
    /// The pool's farm.
    #[account(
        mut,
        constraint = anchor_lang::address_eq(&farm.pool, pool.address()) @ LiquidityError::WrongFarm,
    )]
    pub farm: Account<Farm>,
    /// The position to leave with.
    #[account(
        mut,
        constraint = anchor_lang::address_eq(&position.farm, farm.address()) @ LiquidityError::WrongPosition,
        constraint = anchor_lang::address_eq(&position.owner, owner.address()) @ LiquidityError::NotPositionOwner,
    )]
    pub position: PositionAccount,
    /// The farm's vault of staked LP tokens.
    #[account(mut, address = farm.stake_vault @ LiquidityError::WrongStakeVault)]
    pub stake_vault: UncheckedAccount,
    /// The SPL Token program.
    pub token_program: Program<Token>,
    /// Mint of token A, if that is of Token-2022.
    pub mint_a: Option<UncheckedAccount>,
    /// Mint of token B, if that is of Token-2022.
    pub mint_b: Option<UncheckedAccount>,
    /// The Token-2022 program, if one of the tokens is of it.
    pub token_2022_program: Option<Program<Token2022>>,
}

/// Arguments of `unstake_and_withdraw`.
pub struct UnstakeAndWithdrawArgs {
    /// Least of token A that must arrive, in base units.
    pub min_amount_a: u64,
    /// Least of token B that must arrive, in base units.
    pub min_amount_b: u64,
    /// Last slot in which to execute.
    pub valid_until_slot: u64,
}

/// As `unstake` and then `withdraw` of all LP tokens it returned.
///
/// # Errors
/// Those of `unstake` and `withdraw`, and `WrongFarm`.
pub fn unstake_and_withdraw(
    ctx: &mut Context<UnstakeAndWithdraw>,
    args: UnstakeAndWithdrawArgs,
) -> Result<()> {
    let clock = clock()?;
    require_not_expired(&clock, args.valid_until_slot)?;
    let now = clock.slot;
    let accounts = &mut ctx.accounts;
    let (pool, farm, position) = (&mut accounts.pool, &mut accounts.farm, &mut accounts.position);

    let lp_amount = farm.leave(position, now)?;
    let tokens = PoolTokens::load(pool, &accounts.mint_a, &accounts.mint_b, &clock)?;
    let plan = WithdrawPlan::new(pool, &tokens, lp_amount)?;
    require_at_least(plan.received_a, args.min_amount_a)?;
    require_at_least(plan.received_b, args.min_amount_b)?;

    pool.observe(now);
    pool.set_books(&plan.outcome.books);

    let (pool_view, farm_view) = (pool.account(), farm.account());
    move_tokens(
        [
            Move::Burn {
                from: accounts.stake_vault.account(),
                mint: accounts.lp_mint.account(),
                authority: farm_view,
                amount: lp_amount,
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
        &[(&pool.signer_seeds().as_seeds()).into(), (&farm.signer_seeds().as_seeds()).into()],
    )?;

    StakeChanged::unstake(farm, position, lp_amount, position.weight).log();
    LiquidityChanged::withdrawal(pool, &position.owner, lp_amount, &plan).log();
    Ok(())
}
