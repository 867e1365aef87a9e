//! `settle_campaign`: frees a campaign's places in the farm's table, by anyone.

use anchor_lang::prelude::*;

use crate::error::LiquidityError;
use crate::instructions::guards::current_slot;
use crate::state::{Campaign, Farm};

/// Accounts of `settle_campaign`.
#[derive(Accounts)]
pub struct SettleCampaign {
    /// The farm.
    #[account(mut)]
    pub farm: Account<Farm>,
    /// The campaign.
    #[account(
        mut,
        constraint = anchor_lang::address_eq(&campaign.farm, farm.address()) @ LiquidityError::WrongCampaign,
    )]
    pub campaign: Account<Campaign>,
}

/// Moves what the farm recorded at the campaign's start and end into the campaign. Claims do this
/// too; this is for when a campaign's place is wanted and nobody claims.
///
/// # Errors
/// `NothingToSettle`.
pub fn settle_campaign(ctx: &mut Context<SettleCampaign>) -> Result<()> {
    let now = current_slot()?;
    let accounts = &mut ctx.accounts;
    accounts.farm.advance_to(now)?;
    let has_news = accounts.campaign.read_boundaries(&mut accounts.farm)?;
    require!(has_news, LiquidityError::NothingToSettle);
    Ok(())
}
