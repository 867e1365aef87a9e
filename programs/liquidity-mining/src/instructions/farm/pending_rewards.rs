//! `pending_rewards`: what `claim` would pay now, as return data. For simulation.

use anchor_lang::prelude::*;

use super::claim::Claimable;
use crate::error::LiquidityError;
use crate::instructions::guards::current_slot;
use crate::state::{Campaign, Farm, PositionAccount};

/// Accounts of `pending_rewards`.
#[derive(Accounts)]
pub struct PendingRewards {
    /// The farm.
    #[account(mut)]
    pub farm: Account<Farm>,
    /// The campaign.
    #[account(
        mut,
        constraint = anchor_lang::address_eq(&campaign.farm, farm.address()) @ LiquidityError::WrongCampaign,
    )]
    pub campaign: Account<Campaign>,
    /// The position, open or left.
    #[account(
        constraint = anchor_lang::address_eq(&position.farm, farm.address()) @ LiquidityError::WrongPosition,
    )]
    pub position: PositionAccount,
}

/// Returns the base units that `claim` would pay in this slot, by the same code. Sent for real, it
/// only brings the farm's clock to now, as anyone may.
///
/// # Errors
/// `NoOverlap`, `ClaimedInFull`.
pub fn pending_rewards(ctx: &mut Context<PendingRewards>) -> Result<u64> {
    let now = current_slot()?;
    let accounts = &mut ctx.accounts;
    let claimable =
        Claimable::at(now, &mut accounts.farm, &mut accounts.campaign, &accounts.position)?;
    Ok(claimable.amount)
}
