//! The farm of a pool: the clock that all its campaigns and positions share.

use anchor_lang::prelude::*;
use bytemuck::{Pod, Zeroable};
use liquidity_math::rewards::{
    Accumulator, Boundary, BoundaryCell, BoundaryTable, Growth, MAX_BOUNDARIES,
};

use crate::constants::PLACES_FOR_CREATOR;
use crate::error::{LiquidityError, OrRefuse};
use crate::state::LockChoice;

/// Where the LP tokens of one pool are staked, and the clock of all its campaigns.
///
/// Staking, leaving and claiming cost the same however many campaigns run: see
/// `liquidity_math::rewards`.
#[account]
pub struct Farm {
    /// The pool whose LP token is staked here.
    pub pool: Address,
    /// Mint of the LP token.
    pub lp_mint: Address,
    /// Vault of staked LP tokens, owned by this farm.
    pub stake_vault: Address,
    /// Who created the pool, for whose campaigns some places are kept.
    pub creator: Address,
    /// LP tokens staked by all open positions.
    pub staked_lp: u64,
    /// LP tokens of them that are locked for ever.
    pub locked_forever_lp: u64,
    /// Sum of the weights of all open positions.
    pub total_weight: u64,
    /// Slot up to which rewards are counted.
    pub last_slot: u64,
    /// Slots per unit of weight so far: 64.128 fixed point, least significant limb first.
    pub growth: [u64; 3],
    /// Slots so far with nobody staked.
    pub idle_slots: u64,
    /// Positions opened so far.
    pub entries: u64,
    /// Positions left so far.
    pub exits: u64,
    /// Campaigns started so far.
    pub starts: u64,
    /// Campaigns ended so far.
    pub ends: u64,
    /// Campaigns created so far, which is the number of the next one.
    pub campaigns: u32,
    /// Boundaries held.
    pub boundary_count: u32,
    /// How many of them, the first ones, have passed.
    pub crossed_count: u32,
    /// Bump of this farm's address.
    pub bump: u8,
    /// Zero.
    pub padding: [u8; 3],
    /// Lock choices, fixed at creation.
    pub lock_choices: [LockChoice; 4],
    /// Slots at which campaigns start or end, sorted; those passed and still unread come first.
    pub boundaries: [FarmBoundary; MAX_BOUNDARIES],
}

/// A slot at which campaigns start or end, and what the farm's clock showed when it passed.
#[derive(Clone, Copy, Debug, Pod, Zeroable, IdlType)]
#[repr(C)]
pub struct FarmBoundary {
    /// The slot.
    pub slot: u64,
    /// Growth at the slot, once passed.
    pub growth: [u64; 3],
    /// Idle slots at the slot, once passed.
    pub idle_slots: u64,
    /// Positions opened before it passed.
    pub entries: u64,
    /// Positions left before it passed.
    pub exits: u64,
    /// Campaigns that start here.
    pub starts: u16,
    /// Campaigns that end here.
    pub ends: u16,
    /// Campaigns that have yet to read this boundary.
    pub unread: u32,
}

impl BoundaryCell for FarmBoundary {
    fn slot(&self) -> u64 {
        self.slot
    }

    fn load(&self) -> Boundary {
        Boundary {
            slot: self.slot,
            growth: Growth(self.growth),
            idle_slots: self.idle_slots,
            entries: self.entries,
            exits: self.exits,
            starts: self.starts,
            ends: self.ends,
            unread: self.unread,
        }
    }

    fn store(&mut self, boundary: &Boundary) {
        *self = Self {
            slot: boundary.slot,
            growth: boundary.growth.0,
            idle_slots: boundary.idle_slots,
            entries: boundary.entries,
            exits: boundary.exits,
            starts: boundary.starts,
            ends: boundary.ends,
            unread: boundary.unread,
        };
    }
}

impl Farm {
    /// The clock as of the last instruction.
    #[inline(always)]
    pub fn accumulator(&self) -> Accumulator {
        Accumulator {
            total_weight: self.total_weight,
            last_slot: self.last_slot,
            growth: Growth(self.growth),
            idle_slots: self.idle_slots,
            entries: self.entries,
            exits: self.exits,
            starts: self.starts,
            ends: self.ends,
        }
    }

    /// Replaces the clock.
    #[inline(always)]
    pub fn set_accumulator(&mut self, accumulator: &Accumulator) {
        self.total_weight = accumulator.total_weight;
        self.last_slot = accumulator.last_slot;
        self.growth = accumulator.growth.0;
        self.idle_slots = accumulator.idle_slots;
        self.entries = accumulator.entries;
        self.exits = accumulator.exits;
        self.starts = accumulator.starts;
        self.ends = accumulator.ends;
    }

    /// Brings the clock to `now`, recording it at every boundary on the way, and returns it.
    ///
    /// Every instruction that reads or changes stakes or campaigns calls this first.
    ///
    /// # Errors
    /// `BooksCorrupt` and `Overflow` only for an account that this program did not write.
    #[inline(never)]
    pub fn advance_to(&mut self, now: u64) -> Result<Accumulator> {
        let mut accumulator = self.accumulator();
        let (count, crossed) = (self.boundary_count, self.crossed_count);
        let mut table = BoundaryTable::new(&mut self.boundaries, count, crossed).or_refuse()?;
        table.cross_until(&mut accumulator, now).or_refuse()?;
        self.crossed_count = table.crossed();
        self.set_accumulator(&accumulator);
        Ok(accumulator)
    }

    /// Places left in the table of starts and ends.
    pub fn free_places(&self) -> u32 {
        u32::try_from(MAX_BOUNDARIES).unwrap_or(0).saturating_sub(self.boundary_count)
    }

    /// Refuses anyone but the pool's creator who has just taken one of the last places. Whoever shares
    /// a slot with others takes none.
    ///
    /// # Errors
    /// `BoundaryTableFull`.
    pub fn require_place_for(&self, taker: &Address, count_before: u32) -> Result<()> {
        let takes_none = self.boundary_count <= count_before;
        let is_creator = anchor_lang::address_eq(taker, &self.creator);
        let is_free = self.free_places() >= PLACES_FOR_CREATOR;
        require!(takes_none || is_creator || is_free, LiquidityError::BoundaryTableFull);
        Ok(())
    }

    /// Runs `change` on the table of boundaries and keeps its new counts.
    ///
    /// # Errors
    /// Those of `change`, by their names.
    #[inline(always)]
    pub fn with_boundaries<T>(
        &mut self,
        change: impl FnOnce(&mut BoundaryTable<'_, FarmBoundary>) -> liquidity_math::MathResult<T>,
    ) -> Result<T> {
        let (count, crossed) = (self.boundary_count, self.crossed_count);
        let mut table = BoundaryTable::new(&mut self.boundaries, count, crossed).or_refuse()?;
        let value = change(&mut table).or_refuse()?;
        self.boundary_count = table.len();
        self.crossed_count = table.crossed();
        Ok(value)
    }
}

const _: () = assert!(core::mem::size_of::<FarmBoundary>() == 64);
const _: () = assert!(core::mem::size_of::<Farm>() == 128 + 12 * 8 + 16 + 64 + 64 * MAX_BOUNDARIES);
