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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{config, word};
    use proptest::prelude::*;

    fn clock(total_weight: u64, last_slot: u64) -> Accumulator {
        Accumulator { total_weight, last_slot, ..Accumulator::default() }
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn f2_the_clock_and_its_counts_never_go_back(
            total_weight in word(),
            slots in prop::collection::vec(word(), 1..20),
        ) {
            let mut clock = clock(total_weight, 0);
            for slot in slots {
                let before = clock;
                clock.advance_to(slot).unwrap();
                prop_assert_eq!(clock.last_slot, before.last_slot.max(slot));
                prop_assert_eq!(before.growth.max(clock.growth), clock.growth);
                prop_assert!(clock.idle_slots >= before.idle_slots);
                prop_assert_eq!(clock.total_weight, total_weight);
            }
        }

        #[test]
        fn f8_slots_are_idle_exactly_while_nobody_is_staked(
            total_weight in word(),
            from in word(),
            to in word(),
        ) {
            let mut clock = clock(total_weight, from);
            clock.advance_to(to).unwrap();
            let slots = to.saturating_sub(from);
            let idle = if total_weight == 0 { slots } else { 0 };
            prop_assert_eq!(clock.idle_slots, idle);
            prop_assert_eq!(clock.growth == Growth::ZERO, idle == slots);
        }

        #[test]
        fn f1_the_total_is_the_sum_of_open_weights(
            weights in prop::collection::vec(word(), 1..20),
            leavers in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
        ) {
            let mut clock = Accumulator::default();
            let mut open: Vec<u64> = Vec::new();
            let sum = |open: &[u64]| open.iter().copied().map(u128::from).sum::<u128>();
            for weight in weights {
                let before = clock;
                match clock.enter(weight) {
                    Ok(number) => {
                        prop_assert_eq!(number, before.entries);
                        prop_assert_eq!(clock.entries, before.entries + 1);
                        open.push(weight);
                    }
                    Err(error) => {
                        prop_assert_eq!(error, MathError::WeightOverflow);
                        prop_assert!(sum(&open) + u128::from(weight) > u128::from(u64::MAX));
                        prop_assert_eq!(clock, before, "a refused entry changes nothing");
                    }
                }
                prop_assert_eq!(u128::from(clock.total_weight), sum(&open));
            }
            for leaver in leavers {
                if open.is_empty() {
                    break;
                }
                let weight = open.swap_remove(leaver.index(open.len()));
                let exits = clock.exits;
                prop_assert_eq!(clock.exit(weight), exits);
                prop_assert_eq!(clock.exits, exits + 1);
                prop_assert_eq!(u128::from(clock.total_weight), sum(&open));
            }
        }
    }

    #[test]
    fn f4_no_time_passes_within_a_slot_or_backwards() {
        let mut clock = clock(5, 100);
        clock.advance_to(200).unwrap();
        let at_200 = clock;
        for slot in [200, 199, 0] {
            clock.advance_to(slot).unwrap();
            assert_eq!(clock, at_200);
        }
        clock.enter(7).unwrap();
        clock.advance_to(200).unwrap();
        clock.exit(7);
        assert_eq!(clock.growth, at_200.growth);
    }

    #[test]
    fn the_total_weight_can_reach_the_maximum_and_no_more() {
        let mut clock = Accumulator::default();
        assert_eq!(clock.enter(u64::MAX), Ok(0));
        assert_eq!(clock.enter(1), Err(MathError::WeightOverflow));
        assert_eq!(clock.exit(u64::MAX), 0);
        assert_eq!(clock.enter(1), Ok(1));
        assert_eq!((clock.total_weight, clock.entries, clock.exits), (1, 2, 1));
    }

    #[test]
    fn f11_an_exit_cannot_fail_even_from_a_total_that_is_wrong() {
        let mut clock = clock(5, 0);
        assert_eq!(clock.exit(6), 0);
        assert_eq!(clock.total_weight, 0);
    }

    #[test]
    fn a_whole_clock_of_slots_fits_idle_or_at_the_least_weight() {
        let mut idle = clock(0, 0);
        idle.advance_to(u64::MAX).unwrap();
        assert_eq!(idle.idle_slots, u64::MAX);
        let mut single = clock(1, 0);
        single.advance_to(u64::MAX).unwrap();
        assert_eq!(single.growth, Growth([0, 0, u64::MAX]));
    }

    #[test]
    fn counts_that_no_chain_can_have_overflow_and_change_nothing() {
        let mut idle = Accumulator { idle_slots: u64::MAX, ..Accumulator::default() };
        let before = idle;
        assert_eq!(idle.advance_to(1), Err(MathError::Overflow));
        assert_eq!(idle, before);
        let mut grown = Accumulator { growth: Growth([0, 0, u64::MAX]), ..clock(1, 0) };
        let before = grown;
        assert_eq!(grown.advance_to(1), Err(MathError::Overflow));
        assert_eq!(grown, before);
    }
}
