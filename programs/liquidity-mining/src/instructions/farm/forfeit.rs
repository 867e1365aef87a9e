//! `forfeit`: gives up a position's claim to one campaign, at its owner's word alone.

use anchor_lang::prelude::*;

use super::claim::Claimable;
use crate::error::LiquidityError;
use crate::events::RewardForfeited;
use crate::instructions::guards::current_slot;
use crate::state::{Campaign, Farm, PositionAccount};

/// Accounts of `forfeit`.
#[derive(Accounts)]
pub struct Forfeit {
    /// The position's owner; pays for the claim record's rent, if the position has no room for it.
    #[account(mut)]
    pub owner: Signer,
    /// The farm.
    #[account(mut)]
    pub farm: Account<Farm>,
    /// The campaign.
    #[account(
        mut,
        constraint = anchor_lang::address_eq(&campaign.farm, farm.address()) @ LiquidityError::WrongCampaign,
    )]
    pub campaign: Account<Campaign>,
    /// The position.
    #[account(
        mut,
        constraint = anchor_lang::address_eq(&position.farm, farm.address()) @ LiquidityError::WrongPosition,
        constraint = anchor_lang::address_eq(&position.owner, owner.address()) @ LiquidityError::NotPositionOwner,
    )]
    pub position: PositionAccount,
    /// The system program.
    pub system_program: Program<System>,
}

/// Settles what is left to claim without paying it, so that a reward that cannot be paid, because its
/// vault is frozen for instance, cannot keep the position's rent. What is given up goes to the
/// campaign's refundee. Only once nothing more can be earned.
///
/// # Errors
/// `NoOverlap`, `ClaimedInFull`, `StillEarning`.
pub fn forfeit(ctx: &mut Context<Forfeit>) -> Result<()> {
    let now = current_slot()?;
    let accounts = &mut ctx.accounts;
    let (campaign, position) = (&mut accounts.campaign, &mut accounts.position);

    let claimable = Claimable::at(now, &mut accounts.farm, campaign, position)?;
    require!(claimable.is_final, LiquidityError::StillEarning);

    claimable.record(0, true, campaign, position, accounts.owner.account())?;

    RewardForfeited {
        campaign: *campaign.address(),
        position: *position.address(),
        owner: position.owner,
        amount: claimable.amount,
    }
    .log();
    Ok(())
}
