//! A campaign's stream and what a position holds of it.

use super::growth::Growth;
use crate::error::MathResult;
use crate::wide::mul_div_rounding_down;

/// What a campaign pays: `amount` per `slots`, an exact fraction. A longer campaign keeps it, and
/// so keeps everyone's rate (F9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Base units paid over `slots`.
    pub amount: u64,
    /// The slots that `amount` is for.
    pub slots: u64,
}

/// When a position was in: growth at its entry, and at its exit or now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The position's weight, constant while it is open.
    pub weight: u64,
    /// Growth at entry.
    pub growth_at_entry: Growth,
    /// Growth at exit, or up to now for an open position.
    pub growth_until: Growth,
}

/// When a campaign pays: growth at its start, and at its end or now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Growth at the campaign's start.
    pub growth_at_start: Growth,
    /// Growth at the campaign's end, or up to now for one that still runs.
    pub growth_until: Growth,
}

impl Rate {
    /// All that a position has earned of this stream since its entry, rounded down once.
    ///
    /// What is payable is this less what was paid before, so any number of claims lose less than one
    /// base unit together and their order does not matter (F6).
    ///
    /// # Errors
    /// [`MathError::Overflow`] for inputs that contradict each other.
    #[inline(always)]
    pub fn earned_rounding_down(&self, stay: &Stay, term: &Term) -> MathResult<u64> {
        let from = stay.growth_at_entry.max(term.growth_at_start);
        let until = stay.growth_until.min(term.growth_until);
        until.since(from).earned_rounding_down(stay.weight, self.amount, self.slots)
    }

    /// What the stream pays over `slots`, rounded down.
    ///
    /// # Errors
    /// [`MathError::Overflow`] when it does not fit.
    pub fn over_slots_rounding_down(&self, slots: u64) -> MathResult<u64> {
        mul_div_rounding_down(self.amount, slots, self.slots)
    }

    /// Whether the stream pays at least one base unit per slot, so that no slot rounds to nothing.
    pub fn pays_every_slot(&self) -> bool {
        self.slots > 0 && self.amount >= self.slots
    }
}

/// Whether a position and a campaign have any time in common, by the order of events.
///
/// - `entry_number`, `exit_number`: the position's; no exit number while it is open.
/// - `exits_at_start`: exits counted when the campaign started.
/// - `entries_at_end`: entries counted when it ended; none while it runs.
pub fn overlap(
    entry_number: u64,
    exit_number: Option<u64>,
    exits_at_start: u64,
    entries_at_end: Option<u64>,
) -> bool {
    let left_before_start = exit_number.is_some_and(|number| number < exits_at_start);
    let came_after_end = entries_at_end.is_some_and(|entries| entry_number >= entries);
    !left_before_start && !came_after_end
}
