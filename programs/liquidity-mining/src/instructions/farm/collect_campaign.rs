//! `collect_campaign`: what nobody earned goes back to the refundee, sent by anyone.

use anchor_lang::prelude::*;

use crate::error::LiquidityError;
use crate::events::CampaignCollected;
use crate::instructions::guards::{clock, optional};
use crate::state::{Campaign, Farm};
use crate::token::{Payee, pay_reward};

/// Accounts of `collect_campaign`.
#[derive(Accounts)]
pub struct CollectCampaign {
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
    /// A token account of the reward mint that the campaign's refundee holds.
    #[account(mut)]
    pub refundee_reward: UncheckedAccount,
    /// The reward's token program.
    #[account(address = campaign.token_program() @ LiquidityError::WrongTokenProgram)]
    pub token_program: UncheckedAccount,
    /// Mint of the reward, if that is of Token-2022.
    pub reward_mint: Option<UncheckedAccount>,
}

/// Pays the refundee for the slots in which nobody was staked, as soon as the campaign has ended, and
/// the rest once every position has claimed. What stakers have earned stays for them, without a
/// deadline.
///
/// # Errors
/// `CampaignNotEnded`, `NothingToCollect`, `WrongRefundAccount`; the token program's.
pub fn collect_campaign(ctx: &mut Context<CollectCampaign>) -> Result<()> {
    let clock = clock()?;
    let accounts = &mut ctx.accounts;
    let campaign = &mut accounts.campaign;

    accounts.farm.advance_to(clock.slot)?;
    campaign.read_boundaries(&mut accounts.farm)?;
    require!(campaign.end_known == 1, LiquidityError::CampaignNotEnded);
    let amount = campaign.refundable()?;
    require!(amount > 0, LiquidityError::NothingToCollect);

    campaign.refunded =
        campaign.refunded.checked_add(amount).ok_or(LiquidityError::BooksCorrupt)?;

    let payee = Payee {
        account: accounts.refundee_reward.account(),
        holder: &campaign.refundee,
        refusal: LiquidityError::WrongRefundAccount,
    };
    let token = campaign.token(optional(&accounts.reward_mint), clock.epoch)?;
    pay_reward(campaign, token, accounts.reward_vault.account(), &payee, amount)?;

    CampaignCollected {
        campaign: *campaign.address(),
        refundee: campaign.refundee,
        amount,
        refunded: campaign.refunded,
        is_closed: 0,
    }
    .log();
    Ok(())
}
