//! `claim`: one campaign's reward to one position's owner, sent by anyone.

use anchor_lang::prelude::*;
use liquidity_math::rewards::overlap;

use crate::error::{LiquidityError, OrRefuse};
use crate::events::RewardClaimed;
use crate::instructions::guards::{clock, optional};
use crate::state::{Campaign, ClaimRecord, Farm, PositionAccount};
use crate::token::{Payee, pay_reward};

/// Accounts of `claim`.
#[derive(Accounts)]
pub struct Claim {
    /// Who sends the claim, the owner or anyone else; pays for the claim record's rent, if the
    /// position has no room left for it.
    #[account(mut)]
    pub payer: Signer,
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
        mut,
        constraint = anchor_lang::address_eq(&position.farm, farm.address()) @ LiquidityError::WrongPosition,
    )]
    pub position: PositionAccount,
    /// The campaign's reward vault.
    #[account(mut, address = campaign.reward_vault @ LiquidityError::WrongRewardVault)]
    pub reward_vault: UncheckedAccount,
    /// A token account of the reward mint that the position's owner holds.
    #[account(mut)]
    pub owner_reward: UncheckedAccount,
    /// The reward's token program.
    #[account(address = campaign.token_program() @ LiquidityError::WrongTokenProgram)]
    pub token_program: UncheckedAccount,
    /// The system program.
    pub system_program: Program<System>,
    /// Mint of the reward, if that is of Token-2022.
    pub reward_mint: Option<UncheckedAccount>,
}

/// Pays what the position has earned of the campaign and was not paid yet, rounded down once over
/// the whole stay.
///
/// # Errors
/// `NoOverlap`, `NothingYet`, `ClaimedInFull`, `WrongRewardAccount`; the token program's, in which
/// case the debt stays.
pub fn claim(ctx: &mut Context<Claim>) -> Result<()> {
    let clock = clock()?;
    let accounts = &mut ctx.accounts;
    let (campaign, position) = (&mut accounts.campaign, &mut accounts.position);

    let claimable = Claimable::at(clock.slot, &mut accounts.farm, campaign, position)?;
    let Claimable { amount, earned, is_final } = claimable;
    require!(amount > 0 || is_final, LiquidityError::NothingYet);

    claimable.record(amount, true, campaign, position, accounts.payer.account())?;

    if amount > 0 {
        let payee = Payee {
            account: accounts.owner_reward.account(),
            holder: &position.owner,
            refusal: LiquidityError::WrongRewardAccount,
        };
        let token = campaign.token(optional(&accounts.reward_mint), clock.epoch)?;
        pay_reward(campaign, token, accounts.reward_vault.account(), &payee, amount)?;
    }

    RewardClaimed {
        campaign: *campaign.address(),
        position: *position.address(),
        owner: position.owner,
        amount,
        position_paid: earned,
        campaign_paid: campaign.paid,
    }
    .log();
    Ok(())
}

/// What a position can claim of a campaign.
#[derive(Clone, Copy)]
pub(super) struct Claimable {
    /// Base units to pay now.
    pub amount: u64,
    /// Base units earned since its entry, those paid before included.
    pub earned: u64,
    /// Whether it can earn no more: it has left, or the campaign has ended.
    pub is_final: bool,
}

impl Claimable {
    /// Brings farm and campaign to slot `now` and works out what the position can claim.
    #[inline(never)]
    pub(super) fn at(
        now: u64,
        farm: &mut Farm,
        campaign: &mut Campaign,
        position: &PositionAccount,
    ) -> Result<Self> {
        let accumulator = farm.advance_to(now)?;
        campaign.read_boundaries(farm)?;
        let meets = overlap(
            position.entry_number,
            position.exit_number(),
            campaign.exits_at_start(&accumulator),
            campaign.entries_at_end(),
        );
        require!(meets, LiquidityError::NoOverlap);
        let before = ClaimRecord::find(position, campaign.number);
        require!(before.settled == 0, LiquidityError::ClaimedInFull);
        let earned = campaign
            .rate()
            .earned_rounding_down(&position.stay(&accumulator), &campaign.term(&accumulator))
            .or_refuse()?;
        // Earnings never fall and a record never exceeds them.
        let amount = earned.checked_sub(before.paid).ok_or(LiquidityError::BooksCorrupt)?;
        Ok(Self { amount, earned, is_final: position.is_open == 0 || campaign.end_known == 1 })
    }

    /// Books a claim of which `paid_now` is paid. If it is final and `settles`, the two are settled with
    /// each other, and what was not paid is given up.
    ///
    /// # Errors
    /// `BooksCorrupt` only for accounts that this program did not write; the runtime's, when `payer`
    /// lacks the rent of a new record.
    #[inline(always)]
    pub(super) fn record(
        &self,
        paid_now: u64,
        settles: bool,
        campaign: &mut Campaign,
        position: &mut PositionAccount,
        payer: &AccountView,
    ) -> Result<()> {
        let corrupt = LiquidityError::BooksCorrupt;
        let paid_before = self.earned.checked_sub(self.amount).ok_or(corrupt)?;
        campaign.paid = campaign.paid.checked_add(paid_now).ok_or(corrupt)?;
        require!(campaign.paid <= campaign.funded, LiquidityError::BooksCorrupt);
        let is_settled = self.is_final && settles;
        if is_settled {
            // At most one for each position ever opened.
            campaign.settled_positions = campaign.settled_positions.wrapping_add(1);
        }
        let record = ClaimRecord {
            paid: paid_before.checked_add(paid_now).ok_or(corrupt)?,
            campaign: campaign.number,
            settled: u8::from(is_settled),
            padding: [0; 3],
        };
        record.write(position, payer)
    }
}
