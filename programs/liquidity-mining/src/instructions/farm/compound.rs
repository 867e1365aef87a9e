//! `compound`: a reward that is a token of the pool goes back in as stake, in one instruction.

#![allow(
    unused_variables,
    reason = "the derive binds the argument in code paths that have no seeds"
)]

use anchor_lang::prelude::*;

use super::claim::Claimable;
use crate::constants::{INITIAL_CLAIM_RECORDS, POSITION_SEED};
use crate::error::{LiquidityError, OrRefuse};
use crate::events::{RewardClaimed, SingleSidedChanged, StakeChanged};
use crate::instructions::guards::{clock, optional, require_at_least, require_not_expired};
use crate::state::{Campaign, Farm, NewPosition, Pool, PositionAccount, lock_choice};
use crate::token::{Move, TokenKind, move_tokens};

/// Accounts of `compound`.
#[derive(Accounts)]
#[instruction(number: u64)]
pub struct Compound {
    /// The position's owner; pays for the new position's account.
    #[account(mut)]
    pub owner: Signer,
    /// The farm's pool.
    #[account(mut, address = farm.pool @ LiquidityError::WrongPool)]
    pub pool: Account<Pool>,
    /// The farm.
    #[account(mut)]
    pub farm: Account<Farm>,
    /// The campaign.
    #[account(
        mut,
        constraint = anchor_lang::address_eq(&campaign.farm, farm.address()) @ LiquidityError::WrongCampaign,
    )]
    pub campaign: Account<Campaign>,
    /// The position that earned the reward, open or left.
    #[account(
        mut,
        constraint = anchor_lang::address_eq(&position.farm, farm.address()) @ LiquidityError::WrongPosition,
        constraint = anchor_lang::address_eq(&position.owner, owner.address()) @ LiquidityError::NotPositionOwner,
    )]
    pub position: PositionAccount,
    /// The position to create.
    #[account(
        init,
        payer = owner,
        space = PositionAccount::space_for(INITIAL_CLAIM_RECORDS),
        seeds = [
            POSITION_SEED,
            farm.address().as_ref(),
            owner.address().as_ref(),
            &number.to_le_bytes(),
        ],
        bump,
    )]
    pub new_position: PositionAccount,
    /// The campaign's reward vault.
    #[account(mut, address = campaign.reward_vault @ LiquidityError::WrongRewardVault)]
    pub reward_vault: UncheckedAccount,
    /// The pool's vault of the reward's token; left out when the reward is the LP token.
    #[account(mut)]
    pub pool_vault: Option<UncheckedAccount>,
    /// The pool's LP mint.
    #[account(mut, address = pool.lp_mint @ LiquidityError::WrongLpMint)]
    pub lp_mint: UncheckedAccount,
    /// The farm's vault of staked LP tokens.
    #[account(mut, address = farm.stake_vault @ LiquidityError::WrongStakeVault)]
    pub stake_vault: UncheckedAccount,
    /// The SPL Token program.
    pub token_program: Program<Token>,
    /// The system program.
    pub system_program: Program<System>,
    /// Mint of the reward, if that is of Token-2022.
    pub reward_mint: Option<UncheckedAccount>,
    /// The Token-2022 program, if the reward is of it.
    pub token_2022_program: Option<Program<Token2022>>,
}

/// Arguments of `compound`.
pub struct CompoundArgs {
    /// The owner's own number for the new position; one not in use.
    pub number: u64,
    /// Lock choice of the farm; 0 for none.
    pub lock_choice: u8,
    /// Fewest LP tokens to accept.
    pub min_lp: u64,
    /// Last slot in which to execute.
    pub valid_until_slot: u64,
}

/// Claims a reward and stakes it as a new position: as it is when it is the LP token, by a deposit of
/// one token when it is one of the pool's. What such a deposit leaves of it stays claimable.
///
/// # Errors
/// `Expired`, `NotCompoundable`, `WrongVault`, `WrongMint`, `NothingYet`, `BelowMinimum`,
/// `NoSuchLock`; those of `claim`, of `deposit_single` unless the reward is the LP token, and of
/// `stake`; the token program's.
pub fn compound(ctx: &mut Context<Compound>, args: CompoundArgs) -> Result<()> {
    let clock = clock()?;
    require_not_expired(&clock, args.valid_until_slot)?;
    let accounts = &mut ctx.accounts;

    let claimable =
        Claimable::at(clock.slot, &mut accounts.farm, &mut accounts.campaign, &accounts.position)?;
    require!(claimable.amount > 0, LiquidityError::NothingYet);
    let token = accounts.campaign.token(optional(&accounts.reward_mint), clock.epoch)?;
    let is = anchor_lang::address_eq;
    let deposited = if is(&accounts.campaign.reward_mint, &accounts.pool.lp_mint) {
        accounts.stake_lp(token, claimable.amount)?
    } else {
        accounts.deposit(token, claimable.amount, clock.slot)?
    };
    require_at_least(deposited.lp_amount, args.min_lp)?;

    let (campaign, position) = (&mut accounts.campaign, &mut accounts.position);
    let settles = deposited.sent == claimable.amount;
    claimable.record(deposited.sent, settles, campaign, position, accounts.owner.account())?;
    let farm = &mut accounts.farm;
    let lock = lock_choice(&farm.lock_choices, args.lock_choice)?;
    let new = NewPosition {
        farm: *farm.address(),
        owner: position.owner,
        number: args.number,
        lp_amount: deposited.lp_amount,
        multiplier: lock.multiplier,
        locked_until_slot: clock.slot.saturating_add(lock.slots),
        locked_worth: 0,
        bump: ctx.bumps.new_position,
    };
    farm.enter(&mut accounts.new_position, new, clock.slot)?;

    RewardClaimed {
        campaign: *campaign.address(),
        position: *position.address(),
        owner: position.owner,
        amount: deposited.sent,
        // Never more than was earned.
        position_paid: claimable
            .earned
            .saturating_sub(claimable.amount)
            .saturating_add(deposited.sent),
        campaign_paid: campaign.paid,
    }
    .log();
    StakeChanged::stake(farm, &accounts.new_position).log();
    Ok(())
}

/// What became of a reward.
struct Deposited {
    /// Base units that left the reward vault.
    sent: u64,
    /// LP tokens that arrived in the stake vault.
    lp_amount: u64,
}

impl Compound {
    /// Moves a reward of LP tokens to the staked ones.
    #[inline(never)]
    fn stake_lp(&self, token: TokenKind, amount: u64) -> Result<Deposited> {
        move_tokens(
            [Move::Transfer {
                token,
                from: self.reward_vault.account(),
                to: self.stake_vault.account(),
                authority: self.campaign.account(),
                amount,
            }],
            &[(&self.campaign.signer_seeds().as_seeds()).into()],
        )?;
        Ok(Deposited { sent: amount, lp_amount: amount })
    }

    /// Deposits a reward of one of the pool's tokens, and mints the LP tokens among the staked ones.
    #[inline(never)]
    fn deposit(&mut self, token: TokenKind, amount: u64, now: u64) -> Result<Deposited> {
        let pool = &mut self.pool;
        let mint = &self.campaign.reward_mint;
        let is_a = anchor_lang::address_eq(mint, &pool.mint_a);
        let is_b = anchor_lang::address_eq(mint, &pool.mint_b);
        require!(is_a || is_b, LiquidityError::NotCompoundable);
        pool.require_swaps()?;
        pool.require_deposits()?;
        let vault = if is_a { &pool.vault_a } else { &pool.vault_b };
        let pool_vault = optional(&self.pool_vault)
            .filter(|given| anchor_lang::address_eq(given.address(), vault))
            .ok_or(LiquidityError::WrongVault)?;

        let (curve, terms) = (pool.curve()?, pool.fee_terms());
        let offer = token.arriving(amount)?;
        let outcome = pool.books().deposit_single(curve, &terms, offer, is_a).or_refuse()?;
        let sent = token.to_send_rounding_up(outcome.amount_in)?;

        pool.observe(now);
        pool.set_books(&outcome.books);
        pool.owe_fees(is_a, &outcome.fee)?;

        move_tokens(
            [
                Move::Transfer {
                    token,
                    from: self.reward_vault.account(),
                    to: pool_vault,
                    authority: self.campaign.account(),
                    amount: sent,
                },
                Move::Mint {
                    mint: self.lp_mint.account(),
                    to: self.stake_vault.account(),
                    authority: pool.account(),
                    amount: outcome.lp_minted,
                },
            ],
            &[
                (&self.campaign.signer_seeds().as_seeds()).into(),
                (&pool.signer_seeds().as_seeds()).into(),
            ],
        )?;

        SingleSidedChanged::deposit(pool, self.owner.address(), is_a, sent, &outcome).log();
        Ok(Deposited { sent, lp_amount: outcome.lp_minted })
    }
}
