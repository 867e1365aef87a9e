//! The clock of a farm: growth, idle slots and the counters that say who overlaps with what.

use super::growth::Growth;
use crate::error::{MathError, MathResult};

/// What a farm knows of time up to `last_slot`, and of the stakes that came and went.
///
/// The four counters give every event an order that slots alone cannot: several happen in one slot.
/// A position overlaps a campaign unless it left before the campaign started or came after it ended,
/// and the counters at those events tell which (see [`super::overlap`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accumulator {
    /// Sum of the weights of all open positions.
    pub total_weight: u64,
    /// The slot up to which everything is counted; never goes back (F2).
    pub last_slot: u64,
    /// Slots per unit of weight so far; never goes back (F2).
    pub growth: Growth,
    /// Slots so far with nobody staked. They are paid to nobody (F8).
    pub idle_slots: u64,
    /// Positions opened so far.
    pub entries: u64,
    /// Positions left so far.
    pub exits: u64,
    /// Campaigns started so far.
    pub starts: u64,
    /// Campaigns ended so far.
    pub ends: u64,
}

impl Accumulator {
    /// Counts the slots up to `slot` at the weight that held since the last count.
    ///
    /// A slot at or before the last one changes nothing: the clock never goes back, and a stake that
    /// comes and goes within one slot earns nothing (F4).
    ///
    /// # Errors
    /// [`MathError::Overflow`] never happens for slots of one chain: growth and idle slots are each
    /// at most the current slot.
    #[inline(always)]
    pub fn advance_to(&mut self, slot: u64) -> MathResult<()> {
        let Some(slots) = slot.checked_sub(self.last_slot).filter(|slots| *slots > 0) else {
            return Ok(());
        };
        if self.total_weight == 0 {
            self.idle_slots = self.idle_slots.checked_add(slots).ok_or(MathError::Overflow)?;
        } else {
            let grown = Growth::of_slots_rounding_down(slots, self.total_weight)?;
            self.growth = self.growth.plus(grown)?;
        }
        self.last_slot = slot;
        Ok(())
    }

    /// Adds an open position. Its entry number is the number of entries before it.
    ///
    /// # Errors
    /// [`MathError::WeightOverflow`] when the total would exceed `u64::MAX`.
    #[inline(always)]
    pub fn enter(&mut self, weight: u64) -> MathResult<u64> {
        self.total_weight =
            self.total_weight.checked_add(weight).ok_or(MathError::WeightOverflow)?;
        let number = self.entries;
        // One more than the number of instructions ever run: cannot reach 2^64.
        self.entries = number.wrapping_add(1);
        Ok(number)
    }

    /// Takes out an open position. Its exit number is the number of exits before it.
    ///
    /// Saturates instead of failing, since nothing may stop an exit (F11); the weight of an open
    /// position is part of the total (F1), so it never does.
    #[inline(always)]
    pub fn exit(&mut self, weight: u64) -> u64 {
        self.total_weight = self.total_weight.saturating_sub(weight);
        let number = self.exits;
        self.exits = number.wrapping_add(1);
        number
    }
}
