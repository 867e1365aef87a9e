//! `unstake`: all LP tokens of a position back to its owner. Nothing can pause it, and it touches no
//! campaign and no reward account.

use anchor_lang::prelude::*;

use crate::error::LiquidityError;
use crate::events::StakeChanged;
use crate::instructions::guards::current_slot;
use crate::state::{Farm, PositionAccount};
use crate::token::return_stake;

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
    /// The SPL Token program.
    pub token_program: Program<Token>,
}

/// Returns a position's stake. What it earned until now can be claimed at any time later.
///
/// # Errors
/// `PositionClosed` when it has left before; the token program's.
pub fn unstake(ctx: &mut Context<Unstake>) -> Result<()> {
    let now = current_slot()?;
    let accounts = &mut ctx.accounts;
    let (farm, position) = (&mut accounts.farm, &mut accounts.position);

    let lp_amount = farm.leave(position, now)?;

    return_stake(farm, accounts.stake_vault.account(), accounts.owner_lp.account(), lp_amount)?;

    StakeChanged::unstake(farm, position, lp_amount, position.weight).log();
    Ok(())
}
