//! Liquidity pools whose LPs earn swap fees and streams of reward tokens, slot by slot.
//!
//! Entry points only; each instruction is a file under `instructions`, each account one under
//! `state`, and all arithmetic is in the `liquidity-math` crate.

#![cfg_attr(target_os = "solana", no_std)]

use anchor_lang::prelude::*;
use liquidity_math::fees::FeeTerms;

pub mod constants;
pub mod error;
pub mod events;
pub mod instructions;
mod security;
pub mod signer;
pub mod state;
pub mod token;

use instructions::config::*;
use instructions::farm::*;
use instructions::pool::*;
use instructions::swap::*;
use state::LockChoice;

declare_id!("82Tpjb2yvHQCH1vTKE8FxziFERoWXqk9rRr5moiEiJPd");

/// The instructions.
#[program]
pub mod liquidity_mining {
    use super::*;

    /// Creates a fee tier. Rates are in millionths: the trade fee of the amount put in, the shares of
    /// the trade fee.
    pub fn create_config(
        ctx: &mut Context<CreateConfig>,
        index: u16,
        trade_fee_rate: u32,
        protocol_fee_share: u32,
        creator_fee_share: u32,
    ) -> Result<()> {
        let terms = FeeTerms { trade_fee_rate, protocol_fee_share, creator_fee_share };
        instructions::config::create_config(ctx, index, terms)
    }

    /// Replaces a config's fee terms, for pools to come, and who collects the protocol's fees.
    pub fn update_config(
        ctx: &mut Context<ManageConfig>,
        trade_fee_rate: u32,
        protocol_fee_share: u32,
        creator_fee_share: u32,
        fee_recipient: Address,
    ) -> Result<()> {
        let terms = FeeTerms { trade_fee_rate, protocol_fee_share, creator_fee_share };
        instructions::config::update_config(ctx, terms, fee_recipient)
    }

    /// Names who may take a config over.
    pub fn propose_admin(ctx: &mut Context<ManageConfig>, new_admin: Address) -> Result<()> {
        instructions::config::propose_admin(ctx, new_admin)
    }

    /// Takes a config over.
    pub fn accept_admin(ctx: &mut Context<AcceptAdmin>) -> Result<()> {
        instructions::config::accept_admin(ctx)
    }

    /// Creates an empty pool with a config's fee terms, and its farm. Curve 0 with parameter 0 is the
    /// constant product, curve 1 the stable swap, whose parameter is the amplification.
    pub fn create_pool(
        ctx: &mut Context<CreatePool>,
        curve: u8,
        curve_parameter: u32,
    ) -> Result<()> {
        instructions::pool::create_pool(ctx, curve, curve_parameter)
    }

    /// Deposits one token, at most the amount given, for LP tokens. The vault says which.
    pub fn deposit_single(
        ctx: &mut Context<SingleSided>,
        max_amount: u64,
        min_lp: u64,
        valid_until_slot: u64,
    ) -> Result<()> {
        let args = DepositSingleArgs { max_amount, min_lp, valid_until_slot };
        instructions::pool::deposit_single(ctx, args)
    }

    /// Gives back LP tokens for one token. The vault says which.
    pub fn withdraw_single(
        ctx: &mut Context<SingleSided>,
        lp_amount: u64,
        min_amount: u64,
        valid_until_slot: u64,
    ) -> Result<()> {
        let args = WithdrawSingleArgs { lp_amount, min_amount, valid_until_slot };
        instructions::pool::withdraw_single(ctx, args)
    }

    /// Pauses or resumes a pool's swaps and deposits. Exits cannot be paused.
    pub fn set_pause(ctx: &mut Context<SetPause>, swaps: bool, deposits: bool) -> Result<()> {
        instructions::pool::set_pause(ctx, swaps, deposits)
    }

    /// Books what was sent to a pool's vaults past the program. Anyone may.
    pub fn skim(ctx: &mut Context<Skim>) -> Result<()> {
        instructions::pool::skim(ctx)
    }

    /// Returns what a swap would take and give now. For simulation.
    pub fn quote_swap(
        ctx: &mut Context<QuoteSwap>,
        amount: u64,
        is_exact_in: bool,
        a_to_b: bool,
    ) -> Result<SwapQuote> {
        instructions::swap::quote_swap(ctx, amount, is_exact_in, a_to_b)
    }

    /// Returns what a deposit would take and mint now. For simulation.
    pub fn quote_deposit(
        ctx: &mut Context<QuoteLiquidity>,
        max_amount_a: u64,
        max_amount_b: u64,
    ) -> Result<LiquidityQuote> {
        instructions::pool::quote_deposit(ctx, max_amount_a, max_amount_b)
    }

    /// Returns what a withdrawal would burn and pay now. For simulation.
    pub fn quote_withdraw(
        ctx: &mut Context<QuoteLiquidity>,
        lp_amount: u64,
    ) -> Result<LiquidityQuote> {
        instructions::pool::quote_withdraw(ctx, lp_amount)
    }

    /// Deposits both tokens at the pool's ratio, at most the amounts given, for LP tokens.
    pub fn deposit(
        ctx: &mut Context<Deposit>,
        max_amount_a: u64,
        max_amount_b: u64,
        min_lp: u64,
        valid_until_slot: u64,
    ) -> Result<()> {
        let args = DepositArgs { max_amount_a, max_amount_b, min_lp, valid_until_slot };
        instructions::pool::deposit(ctx, args)
    }

    /// Gives back LP tokens for their share of both reserves.
    pub fn withdraw(
        ctx: &mut Context<Withdraw>,
        lp_amount: u64,
        min_amount_a: u64,
        min_amount_b: u64,
        valid_until_slot: u64,
    ) -> Result<()> {
        let args = WithdrawArgs { lp_amount, min_amount_a, min_amount_b, valid_until_slot };
        instructions::pool::withdraw(ctx, args)
    }

    /// Swaps an exact amount of one token for the other.
    pub fn swap_exact_in(
        ctx: &mut Context<Swap>,
        amount_in: u64,
        min_amount_out: u64,
        valid_until_slot: u64,
    ) -> Result<()> {
        let args = SwapExactInArgs { amount_in, min_amount_out, valid_until_slot };
        instructions::swap::swap_exact_in(ctx, args)
    }

    /// Swaps one token for an exact amount of the other.
    pub fn swap_exact_out(
        ctx: &mut Context<Swap>,
        amount_out: u64,
        max_amount_in: u64,
        valid_until_slot: u64,
    ) -> Result<()> {
        let args = SwapExactOutArgs { amount_out, max_amount_in, valid_until_slot };
        instructions::swap::swap_exact_out(ctx, args)
    }

    /// Funds a stream of a reward token to a farm's stakers.
    pub fn create_campaign(
        ctx: &mut Context<CreateCampaign>,
        amount: u64,
        start_slot: u64,
        duration_slots: u64,
        refundee: Address,
    ) -> Result<()> {
        let args = CreateCampaignArgs { amount, start_slot, duration_slots, refundee };
        instructions::farm::create_campaign(ctx, args)
    }

    /// Stakes LP tokens as a new position, under one of the farm's lock choices; 0 is none.
    pub fn stake(
        ctx: &mut Context<Stake>,
        number: u64,
        lp_amount: u64,
        lock_choice: u8,
    ) -> Result<()> {
        instructions::farm::stake(ctx, StakeArgs { number, lp_amount, lock_choice })
    }

    /// Returns all LP tokens of a position to its owner.
    pub fn unstake(ctx: &mut Context<Unstake>) -> Result<()> {
        instructions::farm::unstake(ctx)
    }

    /// Pays one campaign's reward to one position's owner.
    pub fn claim(ctx: &mut Context<Claim>) -> Result<()> {
        instructions::farm::claim(ctx)
    }

    /// Frees a campaign's places in the farm's table of starts and ends. Anyone may.
    pub fn settle_campaign(ctx: &mut Context<SettleCampaign>) -> Result<()> {
        instructions::farm::settle_campaign(ctx)
    }

    /// Pays a campaign's refundee what nobody earned. Anyone may.
    pub fn collect_campaign(ctx: &mut Context<CollectCampaign>) -> Result<()> {
        instructions::farm::collect_campaign(ctx)
    }

    /// Closes a campaign of which nobody can claim any more. Anyone may.
    pub fn close_campaign(ctx: &mut Context<CloseCampaign>) -> Result<()> {
        instructions::farm::close_campaign(ctx)
    }

    /// Closes a position that has left and claimed everything; its rent returns to the owner.
    pub fn close_position(ctx: &mut Context<ClosePosition>) -> Result<()> {
        instructions::farm::close_position(ctx)
    }

    /// Pays the protocol's part of the fees to the config's fee recipient.
    pub fn collect_protocol_fees(ctx: &mut Context<CollectFees>) -> Result<()> {
        instructions::pool::collect_protocol_fees(ctx)
    }

    /// Pays the creator's part of the fees to the pool's creator.
    pub fn collect_creator_fees(ctx: &mut Context<CollectFees>) -> Result<()> {
        instructions::pool::collect_creator_fees(ctx)
    }

    /// Deposits both tokens and stakes all LP tokens that gives, as a new position.
    pub fn deposit_and_stake(
        ctx: &mut Context<DepositAndStake>,
        number: u64,
        lock_choice: u8,
        max_amount_a: u64,
        max_amount_b: u64,
        min_lp: u64,
        valid_until_slot: u64,
    ) -> Result<()> {
        let args = DepositArgs { max_amount_a, max_amount_b, min_lp, valid_until_slot };
        instructions::farm::deposit_and_stake(ctx, number, lock_choice, args)
    }

    /// Leaves with a position and withdraws both tokens.
    pub fn unstake_and_withdraw(
        ctx: &mut Context<UnstakeAndWithdraw>,
        min_amount_a: u64,
        min_amount_b: u64,
        valid_until_slot: u64,
    ) -> Result<()> {
        let args = UnstakeAndWithdrawArgs { min_amount_a, min_amount_b, valid_until_slot };
        instructions::farm::unstake_and_withdraw(ctx, args)
    }

    /// Makes a campaign longer at the same rate. Anyone may.
    pub fn top_up(ctx: &mut Context<TopUp>, extra_slots: u64, max_amount: u64) -> Result<()> {
        instructions::farm::top_up(ctx, extra_slots, max_amount)
    }

    /// Returns what a claim would pay now. For simulation.
    pub fn pending_rewards(ctx: &mut Context<PendingRewards>) -> Result<u64> {
        instructions::farm::pending_rewards(ctx)
    }

    /// Replaces a config's lock choices, for farms to come: slots, and weight in ten-thousandths.
    pub fn set_lock_choices(
        ctx: &mut Context<ManageConfig>,
        slots: [u64; 4],
        multipliers: [u32; 4],
    ) -> Result<()> {
        let [s0, s1, s2, s3] = slots;
        let [m0, m1, m2, m3] = multipliers;
        let choices = [(s0, m0), (s1, m1), (s2, m2), (s3, m3)]
            .map(|(slots, multiplier)| LockChoice::new(slots, multiplier));
        instructions::config::set_lock_choices(ctx, choices)
    }

    /// Replaces a position whose lock is over by one under another lock, or none. The owner may; to
    /// take away a boost, anyone may.
    pub fn restake(ctx: &mut Context<Restake>, number: u64, lock_choice: u8) -> Result<()> {
        instructions::farm::restake(ctx, number, lock_choice)
    }

    /// Returns some of a position's LP tokens; the rest stays staked as a new position.
    pub fn unstake_part(ctx: &mut Context<UnstakePart>, number: u64, lp_amount: u64) -> Result<()> {
        instructions::farm::unstake_part(ctx, number, lp_amount)
    }

    /// Gives up what is left to claim of a campaign; for a reward that cannot be paid.
    pub fn forfeit(ctx: &mut Context<Forfeit>) -> Result<()> {
        instructions::farm::forfeit(ctx)
    }

    /// Takes from a position the right to leave, for good; it goes on earning.
    pub fn lock_forever(ctx: &mut Context<LockForever>) -> Result<()> {
        instructions::farm::lock_forever(ctx)
    }

    /// Pays out what a position that is locked for ever has earned in trade fees; the rest stays
    /// locked as a new position.
    pub fn collect_locked_fees(
        ctx: &mut Context<CollectLockedFees>,
        number: u64,
        min_amount_a: u64,
        min_amount_b: u64,
        valid_until_slot: u64,
    ) -> Result<()> {
        let args = UnstakeAndWithdrawArgs { min_amount_a, min_amount_b, valid_until_slot };
        instructions::farm::collect_locked_fees(ctx, number, args)
    }

    /// Claims a reward that is a token of the pool and stakes it as a new position.
    pub fn compound(
        ctx: &mut Context<Compound>,
        number: u64,
        lock_choice: u8,
        min_lp: u64,
        valid_until_slot: u64,
    ) -> Result<()> {
        let args = CompoundArgs { number, lock_choice, min_lp, valid_until_slot };
        instructions::farm::compound(ctx, args)
    }
}
