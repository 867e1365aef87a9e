//! `create_campaign`: stream a reward to a pool's stakers, by anyone.

use anchor_lang::prelude::*;
use anchor_spl::token::Mint;
use liquidity_math::rewards::Rate;

use crate::constants::{CAMPAIGN_SEED, MAX_CAMPAIGN_SLOTS, MIN_CAMPAIGN_SLOTS, REWARD_VAULT_SEED};
use crate::error::LiquidityError;
use crate::events::CampaignCreated;
use crate::instructions::guards::current_slot;
use crate::state::{Campaign, Farm};
use crate::token::{
    Move, NewVault, TOKEN_ACCOUNT_SPACE, TOKEN_PROGRAM, move_tokens, open_accounts,
};

/// Accounts of `create_campaign`.
#[derive(Accounts)]
pub struct CreateCampaign {
    /// Who funds the campaign and pays for its accounts.
    #[account(mut)]
    pub funder: Signer,
    /// The farm whose stakers will earn it.
    #[account(mut)]
    pub farm: Account<Farm>,
    /// Mint of the reward.
    pub reward_mint: Account<Mint>,
    /// The campaign to create; its number is the farm's count of campaigns so far.
    #[account(
        init,
        payer = funder,
        seeds = [CAMPAIGN_SEED, farm.address().as_ref(), &farm.campaigns.to_le_bytes()],
        bump,
    )]
    pub campaign: Account<Campaign>,
    /// Vault of the reward.
    #[account(
        init,
        payer = funder,
        seeds = [REWARD_VAULT_SEED, campaign.address().as_ref()],
        bump,
        space = TOKEN_ACCOUNT_SPACE,
        owner = TOKEN_PROGRAM,
    )]
    pub reward_vault: UncheckedAccount,
    /// The funder's reward tokens, checked by the token program.
    #[account(mut)]
    pub funder_reward: UncheckedAccount,
    /// The token program.
    pub token_program: Program<Token>,
    /// The system program.
    pub system_program: Program<System>,
}

/// Arguments of `create_campaign`.
pub struct CreateCampaignArgs {
    /// Base units to stream.
    pub amount: u64,
    /// First slot that pays; 0 for the slot in which this runs.
    pub start_slot: u64,
    /// Slots to stream over.
    pub duration_slots: u64,
    /// Who gets back what nobody earned.
    pub refundee: Address,
}

impl CreateCampaignArgs {
    /// Start and end slot.
    fn validate(&self, now: u64) -> Result<(u64, u64)> {
        require!(self.amount > 0, LiquidityError::ZeroAmount);
        require!(self.duration_slots >= MIN_CAMPAIGN_SLOTS, LiquidityError::DurationTooShort);
        require!(self.duration_slots <= MAX_CAMPAIGN_SLOTS, LiquidityError::DurationTooLong);
        let rate = Rate { amount: self.amount, slots: self.duration_slots };
        require!(rate.pays_every_slot(), LiquidityError::RateTooLow);

        let start = if self.start_slot == 0 { now } else { self.start_slot };
        let ahead = start.checked_sub(now).ok_or(LiquidityError::StartInPast)?;
        require!(ahead <= MAX_CAMPAIGN_SLOTS, LiquidityError::StartTooFar);
        let end = start.checked_add(self.duration_slots).ok_or(LiquidityError::Overflow)?;
        Ok((start, end))
    }
}

/// Creates a campaign and takes its funds.
///
/// # Errors
/// `ZeroAmount`, `DurationTooShort`, `DurationTooLong`, `RateTooLow`, `StartInPast`, `StartTooFar`,
/// `BoundaryTableFull`; the token program's.
pub fn create_campaign(ctx: &mut Context<CreateCampaign>, args: CreateCampaignArgs) -> Result<()> {
    let now = current_slot()?;
    let (start_slot, end_slot) = args.validate(now)?;
    let accounts = &mut ctx.accounts;
    let farm = &mut accounts.farm;

    farm.advance_to(now)?;

    let campaign = &mut accounts.campaign;
    campaign.farm = *farm.address();
    campaign.reward_mint = *accounts.reward_mint.address();
    campaign.reward_vault = *accounts.reward_vault.address();
    campaign.funder = *accounts.funder.address();
    campaign.refundee = args.refundee;
    campaign.funded = args.amount;
    campaign.rate_amount = args.amount;
    campaign.rate_slots = args.duration_slots;
    campaign.start_slot = start_slot;
    campaign.end_slot = end_slot;
    campaign.number = farm.campaigns;
    campaign.bump = ctx.bumps.campaign;
    campaign.write_boundaries(farm)?;
    farm.campaigns = farm.campaigns.checked_add(1).ok_or(LiquidityError::Overflow)?;

    open_accounts(
        None,
        &[NewVault {
            account: accounts.reward_vault.account(),
            mint: accounts.reward_mint.account(),
            owner: campaign.address(),
        }],
    )?;
    move_tokens(
        [Move::Transfer {
            from: accounts.funder_reward.account(),
            to: accounts.reward_vault.account(),
            authority: accounts.funder.account(),
            amount: args.amount,
        }],
        &[],
    )?;

    CampaignCreated {
        campaign: *campaign.address(),
        farm: campaign.farm,
        funder: campaign.funder,
        reward_mint: campaign.reward_mint,
        amount: args.amount,
        start_slot,
        end_slot,
        number: u64::from(campaign.number),
    }
    .log();
    Ok(())
}
