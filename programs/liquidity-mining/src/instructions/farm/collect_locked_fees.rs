//! `collect_locked_fees`: what liquidity that is locked for ever has earned in trade fees.

#![allow(
    unused_variables,
    reason = "the derive binds the argument in code paths that have no seeds"
)]

use anchor_lang::prelude::*;

use super::UnstakeAndWithdrawArgs;
use crate::constants::{INITIAL_CLAIM_RECORDS, POSITION_SEED};
use crate::error::LiquidityError;
use crate::events::{LiquidityChanged, PositionRestaked};
use crate::instructions::guards::{clock, require_at_least, require_not_expired};
use crate::instructions::pool::{PoolTokens, WithdrawPlan};
use crate::state::{Farm, NewPosition, Pool, PositionAccount};
use crate::token::{Move, move_tokens};

/// Accounts of `collect_locked_fees`.
#[derive(Accounts)]
#[instruction(number: u64)]
pub struct CollectLockedFees {
    /// The position's owner; pays for the new position's account.
    #[account(mut)]
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
    /// The position, locked for ever. What it earned of campaigns stays claimable.
    #[account(
        mut,
        constraint = anchor_lang::address_eq(&position.farm, farm.address()) @ LiquidityError::WrongPosition,
        constraint = anchor_lang::address_eq(&position.owner, owner.address()) @ LiquidityError::NotPositionOwner,
    )]
    pub position: PositionAccount,
    /// The position that takes its place, locked for ever too.
    #[account(
        init,
        payer = owner,
        space = PositionAccount::space_for(INITIAL_CLAIM_RECORDS),
        seeds = [
            POSITION_SEED,
            farm.address().as_ref(),
            owner.address().as_ref(),
            &number.to_le_bytes(),
        ],
        bump,
    )]
    pub new_position: PositionAccount,
    /// The farm's vault of staked LP tokens.
    #[account(mut, address = farm.stake_vault @ LiquidityError::WrongStakeVault)]
    pub stake_vault: UncheckedAccount,
    /// The SPL Token program.
    pub token_program: Program<Token>,
    /// The system program.
    pub system_program: Program<System>,
    /// Mint of token A, if that is of Token-2022.
    pub mint_a: Option<UncheckedAccount>,
    /// Mint of token B, if that is of Token-2022.
    pub mint_b: Option<UncheckedAccount>,
    /// The Token-2022 program, if one of the tokens is of it.
    pub token_2022_program: Option<Program<Token2022>>,
}

/// Withdraws the LP tokens that are not needed any more for what the position was worth when it was
/// locked, and replaces it by another with the rest, as `unstake_part` does and for the same reason.
///
/// # Errors
/// `Expired`, `PositionClosed`, `NotLockedForever`, `NothingToCollect`, `WrongMint`, `ZeroOutput`,
/// `BelowMinimum`; the token program's.
pub fn collect_locked_fees(
    ctx: &mut Context<CollectLockedFees>,
    number: u64,
    args: UnstakeAndWithdrawArgs,
) -> Result<()> {
    let clock = clock()?;
    require_not_expired(&clock, args.valid_until_slot)?;
    let accounts = &mut ctx.accounts;
    let (pool, farm, position) = (&mut accounts.pool, &mut accounts.farm, &mut accounts.position);

    let lp_amount = farm.leave_to_be_replaced(position, clock.slot)?;
    let needed = pool.books().lp_worth_rounding_up(pool.curve()?, position.locked_worth);
    let freed = lp_amount.saturating_sub(needed);
    require!(freed > 0, LiquidityError::NothingToCollect);
    let tokens = PoolTokens::load(pool, &accounts.mint_a, &accounts.mint_b, &clock)?;
    let plan = WithdrawPlan::new(pool, &tokens, freed)?;
    require_at_least(plan.received_a, args.min_amount_a)?;
    require_at_least(plan.received_b, args.min_amount_b)?;

    pool.observe(clock.slot);
    pool.set_books(&plan.outcome.books);
    let new = NewPosition {
        farm: *farm.address(),
        owner: position.owner,
        number,
        lp_amount: needed,
        multiplier: position.multiplier,
        locked_until_slot: position.locked_until_slot,
        locked_worth: position.locked_worth,
        bump: ctx.bumps.new_position,
    };
    let new_position = &mut accounts.new_position;
    farm.enter(new_position, new, clock.slot)?;

    let (pool_view, farm_view) = (pool.account(), farm.account());
    move_tokens(
        [
            Move::Burn {
                from: accounts.stake_vault.account(),
                mint: accounts.lp_mint.account(),
                authority: farm_view,
                amount: freed,
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

    PositionRestaked::replacing(farm, position, new_position).log();
    LiquidityChanged::withdrawal(pool, &position.owner, freed, &plan).log();
    Ok(())
}
