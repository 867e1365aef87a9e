//! The table of boundaries against a plain sorted map, over random lives of a farm.

#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::unwrap_used)]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::expect_used)]

mod common;

use std::collections::BTreeMap;

use common::config;
use common::farm::Cell;
use liquidity_math::MathError;
use liquidity_math::rewards::{Accumulator, Boundary, BoundaryKind, BoundaryTable, MAX_BOUNDARIES};
use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
enum Operation {
    /// Slots from now on, at least one.
    Insert {
        after: u64,
        kind: BoundaryKind,
    },
    /// Which of the boundaries to come to move an end of, and by how many slots.
    Postpone(prop::sample::Index, u64),
    /// Slots to let pass.
    Cross(u64),
    /// Which of the crossed boundaries to read.
    Read(prop::sample::Index),
    /// A slot that may be anything.
    ReadSlot(u64),
    Enter(u64),
    Exit,
}

fn operation() -> impl Strategy<Value = Operation> {
    let kind = prop_oneof![Just(BoundaryKind::Start), Just(BoundaryKind::End)];
    let after = prop_oneof![3 => 1_u64..100, 1 => 1_u64..4, 1 => 1_u64 << 39..1 << 40].boxed();
    prop_oneof![
        10 => (after.clone(), kind).prop_map(|(after, kind)| Operation::Insert { after, kind }),
        3 => (any::<prop::sample::Index>(), after)
            .prop_map(|(index, by)| Operation::Postpone(index, by)),
        3 => prop_oneof![0_u64..3, 0_u64..50, Just(1 << 38)].prop_map(Operation::Cross),
        6 => any::<prop::sample::Index>().prop_map(Operation::Read),
        1 => (0_u64..300).prop_map(Operation::ReadSlot),
        1 => (1_u64..1 << 50).prop_map(Operation::Enter),
        1 => Just(Operation::Exit),
    ]
}

/// The table as a map from slot to boundary, and the farm's clock.
#[derive(Default)]
struct Model {
    boundaries: BTreeMap<u64, Boundary>,
    clock: Accumulator,
    stakes: Vec<u64>,
}

impl Model {
    fn insert(&mut self, slot: u64, kind: BoundaryKind) -> Result<(), MathError> {
        let is_new = !self.boundaries.contains_key(&slot);
        if is_new && self.boundaries.len() == MAX_BOUNDARIES {
            return Err(MathError::BoundaryTableFull);
        }
        let boundary =
            self.boundaries.entry(slot).or_insert(Boundary { slot, ..Boundary::default() });
        match kind {
            BoundaryKind::Start => boundary.starts += 1,
            BoundaryKind::End => boundary.ends += 1,
        }
        boundary.unread += 1;
        Ok(())
    }

    fn postpone_end(&mut self, from: u64, to: u64) -> Result<(), MathError> {
        let boundary = self.boundaries.get_mut(&from).ok_or(MathError::BoundaryNotFound)?;
        boundary.ends = boundary.ends.checked_sub(1).ok_or(MathError::BoundaryNotFound)?;
        boundary.unread -= 1;
        let before = self.boundaries.clone();
        self.boundaries.retain(|_, boundary| boundary.unread > 0);
        let moved = self.insert(to, BoundaryKind::End);
        if moved.is_err() {
            self.boundaries = before;
            let boundary = self.boundaries.get_mut(&from).unwrap();
            boundary.ends += 1;
            boundary.unread += 1;
        }
        moved
    }

    fn cross(&mut self, now: u64) {
        let clock = &mut self.clock;
        let passed = (clock.last_slot + 1)..=now;
        if !passed.is_empty() {
            for (slot, boundary) in self.boundaries.range_mut(passed) {
                clock.advance_to(*slot).unwrap();
                boundary.growth = clock.growth;
                boundary.idle_slots = clock.idle_slots;
                boundary.entries = clock.entries;
                boundary.exits = clock.exits;
                clock.starts += u64::from(boundary.starts);
                clock.ends += u64::from(boundary.ends);
            }
        }
        clock.advance_to(now).unwrap();
    }

    fn read(&mut self, slot: u64) -> Result<Boundary, MathError> {
        let boundary = self
            .boundaries
            .get_mut(&slot)
            .filter(|_| slot <= self.clock.last_slot)
            .ok_or(MathError::BoundaryNotFound)?;
        boundary.unread -= 1;
        let read = *boundary;
        if read.unread == 0 {
            self.boundaries.remove(&slot);
        }
        Ok(read)
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_table_is_a_sorted_map_of_at_most_32_slots(
        operations in prop::collection::vec(operation(), 1..300),
    ) {
        let mut cells = [Cell::default(); MAX_BOUNDARIES];
        let (mut len, mut crossed) = (0, 0);
        let mut clock = Accumulator::default();
        let mut model = Model::default();
        for operation in operations {
            let mut table = BoundaryTable::new(&mut cells, len, crossed).unwrap();
            match operation {
                Operation::Insert { after, kind } => {
                    let slot = clock.last_slot + after;
                    prop_assert_eq!(table.insert(slot, kind), model.insert(slot, kind));
                }
                Operation::Postpone(index, by) => {
                    let to_come: Vec<u64> =
                        model.boundaries.range(clock.last_slot + 1..).map(|(slot, _)| *slot).collect();
                    if !to_come.is_empty() {
                        let from = *index.get(&to_come);
                        let expected = model.postpone_end(from, from + by);
                        prop_assert_eq!(table.postpone_end(from, from + by), expected);
                    }
                }
                Operation::Cross(slots) => {
                    let now = clock.last_slot + slots;
                    prop_assert_eq!(table.cross_until(&mut clock, now), Ok(()));
                    model.cross(now);
                }
                Operation::Read(index) => {
                    let passed: Vec<u64> =
                        model.boundaries.range(..=clock.last_slot).map(|(slot, _)| *slot).collect();
                    if !passed.is_empty() {
                        let slot = *index.get(&passed);
                        prop_assert_eq!(table.read_crossed(slot), model.read(slot));
                    }
                }
                Operation::ReadSlot(slot) => {
                    prop_assert_eq!(table.read_crossed(slot), model.read(slot));
                }
                Operation::Enter(weight) => {
                    clock.enter(weight).unwrap();
                    model.clock.enter(weight).unwrap();
                    model.stakes.push(weight);
                }
                Operation::Exit => if let Some(weight) = model.stakes.pop() {
                    clock.exit(weight);
                    model.clock.exit(weight);
                }
            }
            let next = model.boundaries.range(clock.last_slot + 1..).next();
            prop_assert_eq!(table.next_slot(), next.map_or(u64::MAX, |(slot, _)| *slot));
            prop_assert_eq!(table.is_empty(), model.boundaries.is_empty());
            (len, crossed) = (table.len(), table.crossed());

            prop_assert_eq!(clock, model.clock);
            let (used, free) = cells.split_at(len as usize);
            // In order of slots and each with the same contents; what is not in use is clean.
            prop_assert!(used.iter().map(|cell| &cell.0).eq(model.boundaries.values()));
            prop_assert!(free.iter().all(|cell| *cell == Cell::default()));
            let passed = model.boundaries.range(..=clock.last_slot).count();
            prop_assert_eq!(crossed as usize, passed);
        }
    }
}
