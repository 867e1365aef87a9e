//! `unstake`: all LP tokens of a position back to its owner. Nothing can pause it, and it touches no
//! campaign and no reward account.

use anchor_lang::prelude::*;

use crate::emit_fixed;
use crate::error::LiquidityError;
use crate::events::StakeChanged;
use crate::instructions::guards::current_slot;
use crate::state::{Farm, PositionAccount};
use crate::token::{Move, move_tokens};

/// Accounts of `unstake`.
#[derive(Accounts)]
pub struct Unstake {
    /// The position's owner.
    pub owner: Signer,
    /// The farm.
    #[account(mut)]
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
    /// Where the LP tokens go, checked by the token program.
    #[account(mut)]
    pub owner_lp: UncheckedAccount,
    /// The token program.
    pub token_program: Program<Token>,
}

/// Returns a position's stake. What it earned until now can be claimed at any time later.
///
/// # Errors
/// `PositionClosed` when it has left before; the token program's.
pub fn unstake(ctx: &mut Context<Unstake>) -> Result<()> {
    let accounts = &mut ctx.accounts;
    let position = &mut accounts.position;
    require!(position.is_open == 1, LiquidityError::PositionClosed);
    let now = current_slot()?;
    let farm = &mut accounts.farm;

    let mut accumulator = farm.advance_to(now)?;
    let exit_number = accumulator.exit(position.weight);
    let lp_amount = position.lp_amount;
    // The stake of an open position is part of the sum, so this never saturates (F1).
    let staked_lp = farm.staked_lp.saturating_sub(lp_amount);

    farm.set_accumulator(&accumulator);
    farm.staked_lp = staked_lp;
    position.lp_amount = 0;
    position.growth_at_exit = accumulator.growth.0;
    position.exit_number = exit_number;
    position.starts_at_exit = accumulator.starts;
    position.exit_slot = now;
    position.is_open = 0;

    move_tokens(
        [Move::Transfer {
            from: accounts.stake_vault.account(),
            to: accounts.owner_lp.account(),
            authority: farm.account(),
            amount: lp_amount,
        }],
        &[(&farm.signer_seeds().as_seeds()).into()],
    )?;

    emit_fixed!(StakeChanged {
        farm: *farm.address(),
        position: *position.address(),
        owner: position.owner,
        lp_amount,
        weight: position.weight,
        staked_lp,
        total_weight: accumulator.total_weight,
        is_stake: 0,
    });
    Ok(())
}
