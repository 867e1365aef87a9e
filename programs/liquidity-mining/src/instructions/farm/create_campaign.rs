//! `create_campaign`: stream a reward to a pool's stakers, by anyone.

use anchor_lang::prelude::*;
use liquidity_math::rewards::Rate;

use crate::constants::{CAMPAIGN_SEED, MAX_CAMPAIGN_SLOTS, MIN_CAMPAIGN_SLOTS, REWARD_VAULT_SEED};
use crate::error::LiquidityError;
use crate::events::CampaignCreated;
use crate::instructions::guards::clock;
use crate::state::{Campaign, Farm};
use crate::token::{
    AcceptedMint, Move, NewVault, TokenKind, move_tokens, open_accounts, program_of, vault_space,
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
    pub reward_mint: UncheckedAccount,
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
        space = vault_space(reward_mint.account()),
        owner = program_of(reward_mint.account()),
    )]
    pub reward_vault: UncheckedAccount,
    /// The funder's reward tokens, checked by the token program.
    #[account(mut)]
    pub funder_reward: UncheckedAccount,
    /// The reward's token program.
    #[account(address = program_of(reward_mint.account()) @ LiquidityError::WrongTokenProgram)]
    pub token_program: UncheckedAccount,
    /// The system program.
    pub system_program: Program<System>,
}

/// Arguments of `create_campaign`.
pub struct CreateCampaignArgs {
    /// Base units that leave the funder's account; what arrives of them is streamed.
    pub amount: u64,
    /// First slot that pays; 0 for the slot in which this runs.
    pub start_slot: u64,
    /// Slots to stream over.
    pub duration_slots: u64,
    /// Who gets back what nobody earned.
    pub refundee: Address,
}

impl CreateCampaignArgs {
    /// Start and end slot, for a campaign that streams `arriving`.
    fn validate(&self, arriving: u64, now: u64) -> Result<(u64, u64)> {
        require!(self.amount > 0, LiquidityError::ZeroAmount);
        require!(self.duration_slots >= MIN_CAMPAIGN_SLOTS, LiquidityError::DurationTooShort);
        require!(self.duration_slots <= MAX_CAMPAIGN_SLOTS, LiquidityError::DurationTooLong);
        let rate = Rate { amount: arriving, slots: self.duration_slots };
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
/// `BoundaryTableFull`, `NotAMint` and the refusals of extensions; the token program's.
pub fn create_campaign(ctx: &mut Context<CreateCampaign>, args: CreateCampaignArgs) -> Result<()> {
    let clock = clock()?;
    let now = clock.slot;
    let accounts = &mut ctx.accounts;
    let mint = AcceptedMint::load(accounts.reward_mint.account())?;
    let token = TokenKind::load(
        mint.is_token_2022,
        accounts.reward_mint.address(),
        mint.decimals,
        Some(accounts.reward_mint.account()),
        clock.epoch,
    )?;
    let funded = token.arriving(args.amount)?;
    let (start_slot, end_slot) = args.validate(funded, now)?;
    let farm = &mut accounts.farm;

    farm.advance_to(now)?;

    let campaign = &mut accounts.campaign;
    campaign.farm = *farm.address();
    campaign.reward_mint = *accounts.reward_mint.address();
    campaign.reward_vault = *accounts.reward_vault.address();
    campaign.funder = *accounts.funder.address();
    campaign.refundee = args.refundee;
    campaign.funded = funded;
    campaign.rate_amount = funded;
    campaign.rate_slots = args.duration_slots;
    campaign.start_slot = start_slot;
    campaign.end_slot = end_slot;
    campaign.number = farm.campaigns;
    campaign.bump = ctx.bumps.campaign;
    campaign.is_token_2022 = u8::from(mint.is_token_2022);
    campaign.decimals = mint.decimals;
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
            token,
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
        amount: funded,
        start_slot,
        end_slot,
        number: u64::from(campaign.number),
    }
    .log();
    Ok(())
}
