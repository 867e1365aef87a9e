//! `unstake_part`: some of a position's LP tokens back, the rest staked on.

#![allow(
    unused_variables,
    reason = "the derive binds the argument in code paths that have no seeds"
)]

use anchor_lang::prelude::*;

use crate::constants::{INITIAL_CLAIM_RECORDS, POSITION_SEED};
use crate::error::LiquidityError;
use crate::events::{PositionRestaked, StakeChanged};
use crate::instructions::guards::current_slot;
use crate::state::{Farm, NewPosition, PositionAccount};
use crate::token::return_stake;

/// Accounts of `unstake_part`.
#[derive(Accounts)]
#[instruction(number: u64)]
pub struct UnstakePart {
    /// The position's owner; pays for the new position's account.
    #[account(mut)]
    pub owner: Signer,
    /// The farm.
    #[account(mut)]
    pub farm: Account<Farm>,
    /// The position that leaves. What it earned stays claimable.
    #[account(
        mut,
        constraint = anchor_lang::address_eq(&position.farm, farm.address()) @ LiquidityError::WrongPosition,
        constraint = anchor_lang::address_eq(&position.owner, owner.address()) @ LiquidityError::NotPositionOwner,
    )]
    pub position: PositionAccount,
    /// The position that stakes the rest.
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
    /// Where the LP tokens go, checked by the token program.
    #[account(mut)]
    pub owner_lp: UncheckedAccount,
    /// The SPL Token program.
    pub token_program: Program<Token>,
    /// The system program.
    pub system_program: Program<System>,
}

/// Ends a position, returns `lp_amount` of its stake and opens another position with the rest, which
/// keeps the boost.
///
/// # Errors
/// `ZeroAmount`, `NotAPart`, `PositionClosed`, `PositionLocked`; the token program's.
pub fn unstake_part(ctx: &mut Context<UnstakePart>, number: u64, lp_amount: u64) -> Result<()> {
    require!(lp_amount > 0, LiquidityError::ZeroAmount);
    let now = current_slot()?;
    let accounts = &mut ctx.accounts;
    let (farm, position) = (&mut accounts.farm, &mut accounts.position);

    let staked = farm.leave(position, now)?;
    let rest = staked.checked_sub(lp_amount).filter(|rest| *rest > 0);
    let new = NewPosition {
        farm: *farm.address(),
        owner: position.owner,
        number,
        lp_amount: rest.ok_or(LiquidityError::NotAPart)?,
        multiplier: position.multiplier,
        locked_until_slot: position.locked_until_slot,
        locked_worth: 0,
        bump: ctx.bumps.new_position,
    };
    let new_position = &mut accounts.new_position;
    farm.enter(new_position, new, now)?;

    return_stake(farm, accounts.stake_vault.account(), accounts.owner_lp.account(), lp_amount)?;

    PositionRestaked::replacing(farm, position, new_position).log();
    StakeChanged::unstake(
        farm,
        position,
        lp_amount,
        position.weight.saturating_sub(new_position.weight),
    )
    .log();
    Ok(())
}
