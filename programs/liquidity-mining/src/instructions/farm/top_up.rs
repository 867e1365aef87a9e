//! `top_up`: a longer campaign at the same rate, paid for by anyone.

use anchor_lang::prelude::*;

use crate::constants::MAX_CAMPAIGN_SLOTS;
use crate::error::{LiquidityError, OrRefuse};
use crate::events::CampaignToppedUp;
use crate::instructions::guards::{clock, optional, require_at_most};
use crate::state::{Campaign, Farm};
use crate::token::{Move, move_tokens};

/// Accounts of `top_up`.
#[derive(Accounts)]
pub struct TopUp {
    /// Who pays.
    pub funder: Signer,
    /// The farm.
    #[account(mut)]
    pub farm: Account<Farm>,
    /// The campaign.
    #[account(
        mut,
        constraint = anchor_lang::address_eq(&campaign.farm, farm.address()) @ LiquidityError::WrongCampaign,
    )]
    pub campaign: Account<Campaign>,
    /// The campaign's reward vault.
    #[account(mut, address = campaign.reward_vault @ LiquidityError::WrongRewardVault)]
    pub reward_vault: UncheckedAccount,
    /// The funder's reward tokens, checked by the token program.
    #[account(mut)]
    pub funder_reward: UncheckedAccount,
    /// The reward's token program.
    #[account(address = campaign.token_program() @ LiquidityError::WrongTokenProgram)]
    pub token_program: UncheckedAccount,
    /// Mint of the reward, if that is of Token-2022.
    pub reward_mint: Option<UncheckedAccount>,
}

/// Postpones the campaign's end by `extra_slots` and takes what they cost at its rate, rounded up, and
/// the transfer fee on it.
/// Nobody's rate changes, and nothing accrued (F9).
///
/// # Errors
/// `ZeroAmount`, `CampaignEnded`, `DurationTooLong`, `AboveMaximum`, `BoundaryTableFull`; the token
/// program's.
pub fn top_up(ctx: &mut Context<TopUp>, extra_slots: u64, max_amount: u64) -> Result<()> {
    require!(extra_slots > 0, LiquidityError::ZeroAmount);
    let clock = clock()?;
    let now = clock.slot;
    let accounts = &mut ctx.accounts;
    let (farm, campaign) = (&mut accounts.farm, &mut accounts.campaign);
    require!(now < campaign.end_slot, LiquidityError::CampaignEnded);

    farm.advance_to(now)?;
    let amount = campaign.rate().over_slots_rounding_up(extra_slots).or_refuse()?;
    let token = campaign.token(optional(&accounts.reward_mint), clock.epoch)?;
    let sent = token.to_send_rounding_up(amount)?;
    require_at_most(sent, max_amount)?;
    let end_slot =
        campaign.end_slot.checked_add(extra_slots).ok_or(LiquidityError::DurationTooLong)?;
    let duration = end_slot.saturating_sub(campaign.start_slot);
    require!(duration <= MAX_CAMPAIGN_SLOTS, LiquidityError::DurationTooLong);
    let funded = campaign.funded.checked_add(amount).ok_or(LiquidityError::Overflow)?;

    let (end_before, places_before) = (campaign.end_slot, farm.boundary_count);
    farm.with_boundaries(|table| table.postpone_end(end_before, end_slot))?;
    farm.require_place_for(accounts.funder.address(), places_before)?;
    campaign.end_slot = end_slot;
    campaign.funded = funded;

    move_tokens(
        [Move::Transfer {
            token,
            from: accounts.funder_reward.account(),
            to: accounts.reward_vault.account(),
            authority: accounts.funder.account(),
            amount: sent,
        }],
        &[],
    )?;

    CampaignToppedUp {
        campaign: *campaign.address(),
        funder: *accounts.funder.address(),
        amount,
        funded,
        end_slot,
    }
    .log();
    Ok(())
}
