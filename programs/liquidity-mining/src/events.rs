//! One event for every change, with the balances after it: enough to rebuild all books from events
//! alone. Fixed layouts, written to the log in one piece and without the heap.

use anchor_lang::prelude::*;
use liquidity_math::single_sided::{DepositSingleOutcome, WithdrawSingleOutcome};
use liquidity_math::trade::Trade;

use crate::instructions::pool::{DepositPlan, WithdrawPlan};
use crate::state::{Farm, Pool, PositionAccount};

/// A config was created.
#[event(bytemuck)]
pub struct ConfigCreated {
    /// The config.
    pub config: Address,
    /// Its admin.
    pub admin: Address,
    /// Trade fee, in millionths.
    pub trade_fee_rate: u32,
    /// Protocol's part of the trade fee, in millionths.
    pub protocol_fee_share: u32,
    /// Creator's part of the trade fee, in millionths.
    pub creator_fee_share: u32,
    /// Number among the admin's configs.
    pub index: u32,
}

/// A config's lock choices were replaced, for farms to come.
#[event(bytemuck)]
pub struct LockChoicesSet {
    /// The config.
    pub config: Address,
    /// Slots of each choice.
    pub slots: [u64; 4],
    /// Multiplier of each choice, in ten-thousandths.
    pub multipliers: [u32; 4],
}

/// A pool was created.
#[event(bytemuck)]
pub struct PoolCreated {
    /// The pool.
    pub pool: Address,
    /// Config whose terms it copied.
    pub config: Address,
    /// Who created it.
    pub creator: Address,
    /// Mint of token A.
    pub mint_a: Address,
    /// Mint of token B.
    pub mint_b: Address,
    /// Trade fee, in millionths.
    pub trade_fee_rate: u32,
    /// Protocol's part of the trade fee, in millionths.
    pub protocol_fee_share: u32,
    /// Creator's part of the trade fee, in millionths.
    pub creator_fee_share: u32,
    /// Parameter of the curve.
    pub curve_parameter: u32,
    /// Curve: 0 is the constant product, 1 the stable swap.
    pub curve: u64,
}

/// A config's terms for pools to come, or its fee recipient, were replaced.
#[event(bytemuck)]
pub struct ConfigUpdated {
    /// The config.
    pub config: Address,
    /// Who may collect the protocol's fees.
    pub fee_recipient: Address,
    /// Trade fee, in millionths.
    pub trade_fee_rate: u32,
    /// Protocol's part of the trade fee, in millionths.
    pub protocol_fee_share: u32,
    /// Creator's part of the trade fee, in millionths.
    pub creator_fee_share: u32,
    /// Zero.
    pub padding: u32,
}

/// A config's admin named a successor, who has yet to accept.
#[event(bytemuck)]
pub struct AdminProposed {
    /// The config.
    pub config: Address,
    /// The admin.
    pub admin: Address,
    /// Who may accept; the default address for nobody.
    pub new_admin: Address,
}

/// A config changed hands.
#[event(bytemuck)]
pub struct AdminChanged {
    /// The config.
    pub config: Address,
    /// The admin from now on.
    pub admin: Address,
}

/// Swaps or deposits of a pool were paused or resumed.
#[event(bytemuck)]
pub struct PauseSet {
    /// The pool.
    pub pool: Address,
    /// 1 while swaps are paused.
    pub swaps_paused: u64,
    /// 1 while deposits are paused.
    pub deposits_paused: u64,
}

/// What vaults held above the books was booked as owed to the protocol.
#[event(bytemuck)]
pub struct Skimmed {
    /// The pool.
    pub pool: Address,
    /// Token A booked.
    pub amount_a: u64,
    /// Token B booked.
    pub amount_b: u64,
    /// Token A owed to the protocol afterwards.
    pub protocol_fees_a: u64,
    /// Token B owed to the protocol afterwards.
    pub protocol_fees_b: u64,
}

/// One token was deposited, or LP tokens were withdrawn into one: a swap and a deposit, or a
/// withdrawal and a swap.
#[event(bytemuck)]
pub struct SingleSidedChanged {
    /// The pool.
    pub pool: Address,
    /// Whose liquidity.
    pub owner: Address,
    /// Base units that left the owner's account, or arrived in it.
    pub owner_amount: u64,
    /// Base units that arrived in the vault, or left it: more or less by the mint's transfer fee.
    pub amount: u64,
    /// Put into the swap, fee included: of the token given, or of the one not wanted.
    pub swapped_in: u64,
    /// Taken out of the swap.
    pub swapped_out: u64,
    /// Fee within `swapped_in`.
    pub fee: u64,
    /// Part of the fee owed to the protocol.
    pub protocol_fee: u64,
    /// Part of the fee owed to the creator.
    pub creator_fee: u64,
    /// LP tokens minted or burnt.
    pub lp_amount: u64,
    /// Reserve of A afterwards.
    pub reserve_a: u64,
    /// Reserve of B afterwards.
    pub reserve_b: u64,
    /// LP supply afterwards, the locked minimum included.
    pub lp_supply: u64,
    /// 1 when the token is A, 0 when it is B.
    pub is_a: u32,
    /// 1 for a deposit, 0 for a withdrawal.
    pub is_deposit: u32,
}

/// A position was locked for ever.
#[event(bytemuck)]
pub struct LockedForever {
    /// The farm.
    pub farm: Address,
    /// The position.
    pub position: Address,
    /// Its owner.
    pub owner: Address,
    /// LP tokens locked.
    pub lp_amount: u64,
    /// What must stay, in the units of a first deposit.
    pub locked_worth: u64,
    /// LP tokens of everyone that are locked for ever, afterwards.
    pub locked_forever_lp: u64,
}

/// Liquidity was deposited or withdrawn.
#[event(bytemuck)]
pub struct LiquidityChanged {
    /// The pool.
    pub pool: Address,
    /// Whose liquidity.
    pub owner: Address,
    /// Token A that arrived in the vault, or left it, in base units.
    pub amount_a: u64,
    /// Token B that arrived in the vault, or left it, in base units.
    pub amount_b: u64,
    /// Transfer fee of token A: the owner sent that much more, or got that much less.
    pub transfer_fee_a: u64,
    /// Transfer fee of token B, likewise.
    pub transfer_fee_b: u64,
    /// LP tokens minted or burnt.
    pub lp_amount: u64,
    /// Reserve of A afterwards.
    pub reserve_a: u64,
    /// Reserve of B afterwards.
    pub reserve_b: u64,
    /// LP supply afterwards, the locked minimum included.
    pub lp_supply: u64,
    /// 1 for a deposit, 0 for a withdrawal.
    pub is_deposit: u64,
}

/// Tokens were swapped.
#[event(bytemuck)]
pub struct Swapped {
    /// The pool.
    pub pool: Address,
    /// Who swapped.
    pub trader: Address,
    /// Arrived in the vault, trade fee included.
    pub amount_in: u64,
    /// Left the vault.
    pub amount_out: u64,
    /// Transfer fee of the token put in: the trader sent that much more.
    pub transfer_fee_in: u64,
    /// Transfer fee of the token taken out: the trader got that much less.
    pub transfer_fee_out: u64,
    /// Fee within `amount_in`.
    pub fee: u64,
    /// Part of the fee owed to the protocol.
    pub protocol_fee: u64,
    /// Part of the fee owed to the creator.
    pub creator_fee: u64,
    /// Reserve of A afterwards.
    pub reserve_a: u64,
    /// Reserve of B afterwards.
    pub reserve_b: u64,
    /// 1 when token A was put in, 0 when token B was.
    pub a_to_b: u64,
}

/// Fees owed were paid out.
#[event(bytemuck)]
pub struct FeesCollected {
    /// The pool.
    pub pool: Address,
    /// Who collected.
    pub collector: Address,
    /// Token A paid.
    pub amount_a: u64,
    /// Token B paid.
    pub amount_b: u64,
    /// 1 for the protocol's fees, 0 for the creator's.
    pub is_protocol: u64,
}

/// A campaign was created and funded.
#[event(bytemuck)]
pub struct CampaignCreated {
    /// The campaign.
    pub campaign: Address,
    /// The farm whose stakers earn it.
    pub farm: Address,
    /// Who funded it.
    pub funder: Address,
    /// The reward's mint.
    pub reward_mint: Address,
    /// Base units put in.
    pub amount: u64,
    /// First slot that pays.
    pub start_slot: u64,
    /// First slot that no longer pays.
    pub end_slot: u64,
    /// Number in its farm.
    pub number: u64,
}

/// A campaign was made longer at the same rate.
#[event(bytemuck)]
pub struct CampaignToppedUp {
    /// The campaign.
    pub campaign: Address,
    /// Who paid.
    pub funder: Address,
    /// Base units put in now.
    pub amount: u64,
    /// Base units put in so far.
    pub funded: u64,
    /// First slot that no longer pays, now.
    pub end_slot: u64,
}

/// LP tokens were staked or taken back.
#[event(bytemuck)]
pub struct StakeChanged {
    /// The farm.
    pub farm: Address,
    /// The position.
    pub position: Address,
    /// Its owner.
    pub owner: Address,
    /// LP tokens moved.
    pub lp_amount: u64,
    /// Weight that came or went.
    pub weight: u64,
    /// LP tokens staked by everyone afterwards.
    pub staked_lp: u64,
    /// Weight of everyone afterwards.
    pub total_weight: u64,
    /// 1 for a stake, 0 for an unstake.
    pub is_stake: u64,
}

/// A position was replaced by another of the same owner, with all or part of its stake.
#[event(bytemuck)]
pub struct PositionRestaked {
    /// The farm.
    pub farm: Address,
    /// The position that left.
    pub position: Address,
    /// The position that took its place.
    pub new_position: Address,
    /// The owner of both.
    pub owner: Address,
    /// LP tokens staked by the new position.
    pub lp_amount: u64,
    /// Weight that went.
    pub weight_before: u64,
    /// Weight that came.
    pub weight: u64,
    /// Weight of everyone afterwards.
    pub total_weight: u64,
}

/// A reward was claimed.
#[event(bytemuck)]
pub struct RewardClaimed {
    /// The campaign.
    pub campaign: Address,
    /// The position.
    pub position: Address,
    /// Its owner, who was paid.
    pub owner: Address,
    /// Base units paid now.
    pub amount: u64,
    /// Base units of this campaign paid to this position so far.
    pub position_paid: u64,
    /// Base units of this campaign paid to everyone so far.
    pub campaign_paid: u64,
}

/// A position's owner gave up what was left to claim of a campaign.
#[event(bytemuck)]
pub struct RewardForfeited {
    /// The campaign.
    pub campaign: Address,
    /// The position.
    pub position: Address,
    /// Its owner.
    pub owner: Address,
    /// Base units given up.
    pub amount: u64,
}

/// What nobody can earn of a campaign went back to its refundee.
#[event(bytemuck)]
pub struct CampaignCollected {
    /// The campaign.
    pub campaign: Address,
    /// Who was paid.
    pub refundee: Address,
    /// Base units paid now.
    pub amount: u64,
    /// Base units given back so far.
    pub refunded: u64,
    /// 1 when the campaign's accounts were closed.
    pub is_closed: u64,
}

/// A position that had claimed everything was closed and its rent returned.
#[event(bytemuck)]
pub struct PositionClosed {
    /// The position.
    pub position: Address,
    /// Its owner.
    pub owner: Address,
}

/// Gives events a way into the transaction's log: eight bytes of discriminator, then their own.
macro_rules! loggable {
    ($($name:ident)*) => {$(
        impl $name {
            /// Writes this event to the transaction's log.
            #[inline(always)]
            pub fn log(&self) {
                let mut bytes = [0_u8; 8 + core::mem::size_of::<$name>()];
                let (head, body) = bytes.split_at_mut(8);
                head.copy_from_slice(<$name as Discriminator>::DISCRIMINATOR);
                body.copy_from_slice(bytemuck::bytes_of(self));
                sol_log_data(&[&bytes]);
            }
        }
    )*};
}

loggable! {
    ConfigCreated
    ConfigUpdated
    AdminProposed
    AdminChanged
    PauseSet
    Skimmed
    SingleSidedChanged
    LockedForever
    LockChoicesSet
    PoolCreated
    LiquidityChanged
    Swapped
    FeesCollected
    CampaignCreated
    CampaignToppedUp
    StakeChanged
    PositionRestaked
    RewardClaimed
    RewardForfeited
    CampaignCollected
    PositionClosed
}

impl PoolCreated {
    /// The event of `pool`, just created.
    #[inline(always)]
    pub fn new(pool: &Account<Pool>) -> Self {
        Self {
            pool: *pool.address(),
            config: pool.config,
            creator: pool.creator,
            mint_a: pool.mint_a,
            mint_b: pool.mint_b,
            trade_fee_rate: pool.trade_fee_rate,
            protocol_fee_share: pool.protocol_fee_share,
            creator_fee_share: pool.creator_fee_share,
            curve_parameter: pool.curve_parameter,
            curve: u64::from(pool.curve),
        }
    }
}

impl LiquidityChanged {
    /// The event of a deposit into `pool`, whose books are those after it.
    #[inline(always)]
    pub fn deposit(pool: &Account<Pool>, owner: &Address, plan: &DepositPlan) -> Self {
        let outcome = &plan.outcome;
        Self {
            pool: *pool.address(),
            owner: *owner,
            amount_a: outcome.amount_a,
            amount_b: outcome.amount_b,
            // As much was sent as arrives, or more.
            transfer_fee_a: plan.sent_a.saturating_sub(outcome.amount_a),
            transfer_fee_b: plan.sent_b.saturating_sub(outcome.amount_b),
            lp_amount: outcome.lp_minted,
            reserve_a: pool.reserve_a,
            reserve_b: pool.reserve_b,
            lp_supply: pool.lp_supply,
            is_deposit: 1,
        }
    }

    /// The event of a withdrawal from `pool`, whose books are those after it.
    #[inline(always)]
    pub fn withdrawal(
        pool: &Account<Pool>,
        owner: &Address,
        lp_amount: u64,
        plan: &WithdrawPlan,
    ) -> Self {
        let outcome = &plan.outcome;
        Self {
            pool: *pool.address(),
            owner: *owner,
            amount_a: outcome.amount_a,
            amount_b: outcome.amount_b,
            // As much left as arrives, or more.
            transfer_fee_a: outcome.amount_a.saturating_sub(plan.received_a),
            transfer_fee_b: outcome.amount_b.saturating_sub(plan.received_b),
            lp_amount,
            reserve_a: pool.reserve_a,
            reserve_b: pool.reserve_b,
            lp_supply: pool.lp_supply,
            is_deposit: 0,
        }
    }
}

impl Swapped {
    /// The event of a swap in `pool`, whose books are those after it.
    #[inline(always)]
    pub fn new(pool: &Account<Pool>, trader: &Address, a_to_b: bool, trade: &Trade) -> Self {
        let swap = &trade.swap;
        Self {
            pool: *pool.address(),
            trader: *trader,
            amount_in: swap.amount_in,
            amount_out: swap.amount_out,
            // As much was sent as arrives, or more.
            transfer_fee_in: trade.sent.saturating_sub(swap.amount_in),
            transfer_fee_out: swap.amount_out.saturating_sub(trade.received),
            fee: swap.fee.total,
            protocol_fee: swap.fee.protocol,
            creator_fee: swap.fee.creator,
            reserve_a: pool.reserve_a,
            reserve_b: pool.reserve_b,
            a_to_b: u64::from(a_to_b),
        }
    }
}

impl SingleSidedChanged {
    /// The event of a deposit of one token into `pool`, whose books are those after it.
    #[inline(always)]
    pub fn deposit(
        pool: &Account<Pool>,
        owner: &Address,
        is_a: bool,
        sent: u64,
        outcome: &DepositSingleOutcome,
    ) -> Self {
        Self {
            pool: *pool.address(),
            owner: *owner,
            owner_amount: sent,
            amount: outcome.amount_in,
            swapped_in: outcome.swapped_in,
            swapped_out: outcome.swapped_out,
            fee: outcome.fee.total,
            protocol_fee: outcome.fee.protocol,
            creator_fee: outcome.fee.creator,
            lp_amount: outcome.lp_minted,
            reserve_a: pool.reserve_a,
            reserve_b: pool.reserve_b,
            lp_supply: pool.lp_supply,
            is_a: u32::from(is_a),
            is_deposit: 1,
        }
    }

    /// The event of a withdrawal into one token from `pool`, whose books are those after it.
    #[inline(always)]
    pub fn withdrawal(
        pool: &Account<Pool>,
        owner: &Address,
        is_a: bool,
        lp_amount: u64,
        received: u64,
        outcome: &WithdrawSingleOutcome,
    ) -> Self {
        Self {
            pool: *pool.address(),
            owner: *owner,
            owner_amount: received,
            amount: outcome.amount_out,
            swapped_in: outcome.swapped_in,
            swapped_out: outcome.swapped_out,
            fee: outcome.fee.total,
            protocol_fee: outcome.fee.protocol,
            creator_fee: outcome.fee.creator,
            lp_amount,
            reserve_a: pool.reserve_a,
            reserve_b: pool.reserve_b,
            lp_supply: pool.lp_supply,
            is_a: u32::from(is_a),
            is_deposit: 0,
        }
    }
}

impl StakeChanged {
    /// The event of `position` coming into `farm`, whose books are those after it.
    #[inline(always)]
    pub fn stake(farm: &Account<Farm>, position: &PositionAccount) -> Self {
        Self { is_stake: 1, ..Self::unstake(farm, position, position.lp_amount, position.weight) }
    }

    /// The event of LP tokens and weight leaving `farm`, whose books are those after it.
    #[inline(always)]
    pub fn unstake(
        farm: &Account<Farm>,
        position: &PositionAccount,
        lp_amount: u64,
        weight: u64,
    ) -> Self {
        Self {
            farm: *farm.address(),
            position: *position.address(),
            owner: position.owner,
            lp_amount,
            weight,
            staked_lp: farm.staked_lp,
            total_weight: farm.total_weight,
            is_stake: 0,
        }
    }
}

impl LockedForever {
    /// The event of `position` in `farm`, just locked.
    #[inline(always)]
    pub fn new(farm: &Account<Farm>, position: &PositionAccount) -> Self {
        Self {
            farm: *farm.address(),
            position: *position.address(),
            owner: position.owner,
            lp_amount: position.lp_amount,
            locked_worth: position.locked_worth,
            locked_forever_lp: farm.locked_forever_lp,
        }
    }
}

impl PositionRestaked {
    /// The event of `new` taking the place of `old` in `farm`, whose books are those after it.
    #[inline(always)]
    pub fn replacing(farm: &Account<Farm>, old: &PositionAccount, new: &PositionAccount) -> Self {
        Self {
            farm: *farm.address(),
            position: *old.address(),
            new_position: *new.address(),
            owner: old.owner,
            lp_amount: new.lp_amount,
            weight_before: old.weight,
            weight: new.weight,
            total_weight: farm.total_weight,
        }
    }
}
