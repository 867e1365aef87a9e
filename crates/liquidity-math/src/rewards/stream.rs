//! A campaign's stream and what a position holds of it.

use super::growth::Growth;
use crate::error::MathResult;
use crate::wide::{mul_div_rounding_down, mul_div_rounding_up};

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

    /// What `slots` more of the stream cost, rounded up, so that a longer stream is always funded.
    ///
    /// # Errors
    /// [`MathError::Overflow`] when it does not fit.
    pub fn over_slots_rounding_up(&self, slots: u64) -> MathResult<u64> {
        mul_div_rounding_up(self.amount, slots, self.slots)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::MathError;
    use crate::testing::{amount, big, config, word};
    use proptest::prelude::*;

    const fn at(slots: u64) -> Growth {
        Growth([0, 0, slots])
    }

    const fn stay(weight: u64, entry: u64, until: u64) -> Stay {
        Stay { weight, growth_at_entry: at(entry), growth_until: at(until) }
    }

    const fn term(start: u64, until: u64) -> Term {
        Term { growth_at_start: at(start), growth_until: at(until) }
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn a_position_earns_from_the_later_beginning_to_the_earlier_end(
            (entry, left, start, end) in (0_u64..100, 0_u64..100, 0_u64..100, 0_u64..100),
            weight in 1_u64..1_000,
            amount in 1_u64..1 << 40,
            slots in 1_u64..1 << 20,
        ) {
            let rate = Rate { amount, slots };
            let shared = left.min(end).saturating_sub(entry.max(start));
            let by_hand = u128::from(shared) * u128::from(weight) * u128::from(amount)
                / u128::from(slots);
            prop_assert_eq!(
                rate.earned_rounding_down(&stay(weight, entry, left), &term(start, end)).map(u128::from),
                Ok(by_hand)
            );
        }

        #[test]
        fn over_slots_is_the_floor_and_the_whole_stream_is_its_amount(
            amount in word(),
            duration in amount(),
            slots in word(),
        ) {
            let rate = Rate { amount, slots: duration };
            prop_assert_eq!(rate.over_slots_rounding_down(duration), Ok(amount));
            let exact = big(amount) * slots / duration;
            match rate.over_slots_rounding_down(slots) {
                Ok(paid) => prop_assert_eq!(big(paid), exact),
                Err(error) => {
                    prop_assert_eq!(error, MathError::Overflow);
                    prop_assert!(exact.bits() > 64);
                }
            }
        }

        #[test]
        fn f9_what_more_slots_cost_is_rounded_up(
            amount in word(),
            duration in amount(),
            slots in word(),
        ) {
            let rate = Rate { amount, slots: duration };
            let exact = (big(amount) * slots + (duration - 1)) / duration;
            match rate.over_slots_rounding_up(slots) {
                Ok(cost) => prop_assert_eq!(big(cost), exact),
                Err(error) => {
                    prop_assert_eq!(error, MathError::Overflow);
                    prop_assert!(exact.bits() > 64);
                }
            }
        }

        #[test]
        fn a_stream_that_pays_every_slot_pays_at_least_one_unit_in_each(
            amount in word(),
            slots in word(),
        ) {
            let rate = Rate { amount, slots };
            let first_slot = rate.over_slots_rounding_down(1);
            prop_assert_eq!(rate.pays_every_slot(), first_slot.is_ok_and(|paid| paid > 0));
        }
    }

    #[test]
    fn a_rate_per_no_slots_is_an_overflow_and_pays_no_slot() {
        let none = Rate { amount: 5, slots: 0 };
        assert_eq!(none.over_slots_rounding_down(1), Err(MathError::Overflow));
        assert_eq!(none.over_slots_rounding_up(1), Err(MathError::Overflow));
        assert!(!none.pays_every_slot());
        assert!(!Rate { amount: 0, slots: 0 }.pays_every_slot());
        let earned = none.earned_rounding_down(&stay(1, 0, 5), &term(0, 5));
        assert_eq!(earned, Err(MathError::Overflow));
    }

    #[test]
    fn growth_that_a_weight_cannot_have_had_is_an_overflow() {
        let rate = Rate { amount: u64::MAX, slots: 10 };
        assert_eq!(rate.earned_rounding_down(&stay(1, 0, 10), &term(0, 10)), Ok(u64::MAX));
        let heavier = rate.earned_rounding_down(&stay(2, 0, 10), &term(0, 10));
        assert_eq!(heavier, Err(MathError::Overflow));
    }

    #[test]
    fn f9_a_longer_campaign_at_the_same_rate_lowers_nothing() {
        // A top-up makes 1,000 units over 300 slots 2,000 over 600 and leaves the rate as it is.
        let rate = Rate { amount: 1_000, slots: 300 };
        let accrued = rate.earned_rounding_down(&stay(1, 0, 200), &term(0, 200));
        assert_eq!(accrued, Ok(666));
        let topped_up = rate.earned_rounding_down(&stay(1, 0, 600), &term(0, 600));
        assert_eq!(topped_up, Ok(2_000));
    }

    #[test]
    fn who_left_before_the_start_or_came_after_the_end_has_no_part() {
        // Numbers 0 and 1 left before the start; numbers 0 to 4 entered before the end.
        let meets = |entry, exit| overlap(entry, exit, 2, Some(5));
        assert!(!meets(0, Some(0)));
        assert!(!meets(1, Some(1)));
        assert!(meets(2, Some(2)));
        assert!(meets(4, None));
        assert!(!meets(5, None));
        assert!(!meets(5, Some(7)));
        // A campaign that still runs has no entry too late, an open position no exit too early.
        assert!(overlap(u64::MAX, None, u64::MAX, None));
        assert!(overlap(5, Some(9), 2, None));
    }
}
