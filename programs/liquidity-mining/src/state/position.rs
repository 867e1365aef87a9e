//! A position: LP tokens staked at one moment, and what has been claimed for them.

use anchor_lang::accounts::Slab;
use anchor_lang::prelude::*;
use bytemuck::{Pod, Zeroable};
use liquidity_math::rewards::{Accumulator, Growth, Stay};

use crate::error::LiquidityError;

/// A position with its claim records.
pub type PositionAccount = Slab<Position, ClaimRecord>;

/// LP tokens that one owner staked in one go. The stake never changes while it is open: staking more
/// is another position.
///
/// It stays after the owner left, so that what it earned can be claimed without a deadline.
#[account]
pub struct Position {
    /// The farm it is staked in.
    pub farm: Address,
    /// Who owns the stake and its rewards.
    pub owner: Address,
    /// The owner's own number for it.
    pub number: u64,
    /// LP tokens staked; zero once left.
    pub lp_amount: u64,
    /// Weight while open; kept after leaving, for claims.
    pub weight: u64,
    /// The farm's growth at entry.
    pub growth_at_entry: [u64; 3],
    /// The farm's growth at exit, once left.
    pub growth_at_exit: [u64; 3],
    /// Positions opened before this one.
    pub entry_number: u64,
    /// Positions left before this one did, once left.
    pub exit_number: u64,
    /// Campaigns that had ended at entry.
    pub ends_at_entry: u64,
    /// Campaigns that had started at exit, once left.
    pub starts_at_exit: u64,
    /// Slot of entry.
    pub entry_slot: u64,
    /// Slot of exit; zero while open.
    pub exit_slot: u64,
    /// 1 while staked, 0 once left.
    pub is_open: u8,
    /// Bump of this position's address.
    pub bump: u8,
    /// Zero.
    pub padding: [u8; 2],
    /// Weight per LP token, in ten-thousandths, by the lock chosen.
    pub multiplier: u32,
    /// First slot in which it may leave; `u64::MAX` when it is locked for ever.
    pub locked_until_slot: u64,
    /// What must stay for ever, in the units of a first deposit (`liquidity_math::locked`); zero when
    /// it is not locked for ever.
    pub locked_worth: u64,
    /// Zero.
    pub reserved: [u64; 4],
}

/// A slot that never comes: the end of a lock that has none.
pub const FOREVER: u64 = u64::MAX;

/// What one position has claimed of one campaign.
#[derive(Clone, Copy, Debug, Pod, Zeroable, IdlType)]
#[repr(C)]
pub struct ClaimRecord {
    /// Base units paid so far.
    pub paid: u64,
    /// Number of the campaign.
    pub campaign: u32,
    /// 1 once everything this position can ever earn of it is paid.
    pub settled: u8,
    /// Zero.
    pub padding: [u8; 3],
}

impl Position {
    /// Whether it can never leave.
    #[inline(always)]
    pub fn is_locked_forever(&self) -> bool {
        self.locked_until_slot == FOREVER
    }

    /// When it was in, up to now.
    #[inline(always)]
    pub fn stay(&self, accumulator: &Accumulator) -> Stay {
        Stay {
            weight: self.weight,
            growth_at_entry: Growth(self.growth_at_entry),
            growth_until: if self.is_open == 1 {
                accumulator.growth
            } else {
                Growth(self.growth_at_exit)
            },
        }
    }

    /// How many campaigns it overlapped with, once left: those that had started at its exit, but for
    /// those that had ended at its entry.
    #[inline(always)]
    pub fn overlapping_campaigns(&self) -> u64 {
        self.starts_at_exit.saturating_sub(self.ends_at_entry)
    }

    /// The number of its exit, once left.
    #[inline(always)]
    pub fn exit_number(&self) -> Option<u64> {
        (self.is_open == 0).then_some(self.exit_number)
    }
}

impl ClaimRecord {
    /// What `position` has claimed of the campaign of this number; nothing, when there is no record.
    #[inline(always)]
    pub fn find(position: &PositionAccount, campaign: u32) -> Self {
        let found = position.iter().find(|record| record.campaign == campaign);
        found.copied().unwrap_or(Self { paid: 0, campaign, settled: 0, padding: [0; 3] })
    }

    /// Puts this record in the place of the one for the same campaign, or adds it. A full account
    /// grows by one record, whose rent `payer` pays and the position's owner gets back at its close.
    ///
    /// # Errors
    /// The runtime's own, when `payer` lacks the rent.
    #[inline(always)]
    pub fn write(self, position: &mut PositionAccount, payer: &AccountView) -> Result<()> {
        if let Some(record) = position.iter_mut().find(|record| record.campaign == self.campaign) {
            *record = self;
            return Ok(());
        }
        if position.is_full() {
            let capacity = u32::try_from(position.capacity())
                .map_err(|_| LiquidityError::Overflow)?
                .saturating_add(1);
            position.resize_to_capacity(capacity)?;
            position.top_up(payer)?;
        }
        position.try_push(self)
    }
}

const _: () = assert!(core::mem::size_of::<Position>() == 64 + 15 * 8 + 8 + 48);
const _: () = assert!(core::mem::size_of::<ClaimRecord>() == 16);
