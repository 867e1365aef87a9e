//! `close_campaign`: ends a campaign's accounts once nobody can claim of it any more, by anyone.

use anchor_lang::prelude::*;

use crate::error::LiquidityError;
use crate::events::CampaignCollected;
use crate::instructions::guards::{clock, optional};
use crate::state::{Campaign, Farm};
use crate::token::{Payee, balance_of, close_reward_vault, pay_reward};

/// Accounts of `close_campaign`.
#[derive(Accounts)]
pub struct CloseCampaign {
    /// Who funded the campaign and gets the rent back.
    #[account(mut, address = campaign.funder @ LiquidityError::WrongFunder)]
    pub funder: UncheckedAccount,
    /// The farm.
    #[account(mut)]
    pub farm: Account<Farm>,
    /// The campaign.
    #[account(
        mut,
        close = funder,
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
    /// Mint of the reward, if that is of Token-2022: fees withheld in the vault go there.
    #[account(mut)]
    pub reward_mint: Option<UncheckedAccount>,
}

/// Pays all that is left in the vault, dust and donations included, to the refundee, and closes vault
/// and campaign. The rent goes to the funder, who paid it.
///
/// # Errors
/// `CampaignNotEnded`, `ClaimsOutstanding`, `WrongRefundAccount`; the token program's.
pub fn close_campaign(ctx: &mut Context<CloseCampaign>) -> Result<()> {
    let clock = clock()?;
    let accounts = &mut ctx.accounts;
    let campaign = &mut accounts.campaign;

    accounts.farm.advance_to(clock.slot)?;
    campaign.read_boundaries(&mut accounts.farm)?;
    require!(campaign.end_known == 1, LiquidityError::CampaignNotEnded);
    require!(campaign.is_settled(), LiquidityError::ClaimsOutstanding);
    // Everyone has claimed for good, so whatever the vault holds belongs to nobody else.
    let amount = balance_of(accounts.reward_vault.account())?;

    campaign.refunded = campaign.refunded.saturating_add(amount);

    let token = campaign.token(optional(&accounts.reward_mint), clock.epoch)?;
    if amount > 0 {
        let payee = Payee {
            account: accounts.refundee_reward.account(),
            holder: &campaign.refundee,
            refusal: LiquidityError::WrongRefundAccount,
        };
        pay_reward(campaign, token, accounts.reward_vault.account(), &payee, amount)?;
    }
    close_reward_vault(
        campaign,
        token,
        accounts.reward_vault.account(),
        accounts.funder.account(),
    )?;

    CampaignCollected {
        campaign: *campaign.address(),
        refundee: campaign.refundee,
        amount,
        refunded: campaign.refunded,
        is_closed: 1,
    }
    .log();
    Ok(())
}
