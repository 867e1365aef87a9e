//! Every short life of a farm, on two clocks: one crosses boundaries slot by slot, the other only
//! when something happens. Nobody can tell the difference.
//!
//! A table of three places and steps of one or two slots have every case there is: no boundary
//! passed, one, or several; alone or shared; read or unread; before or after the table is full. What
//! the table does with a slot is to compare it, so that larger slots and tables bring no further
//! case, and what the clock does with it is proved for all slots (tests/proof, `clock_advance`).

#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::unwrap_used)]
#![allow(clippy::indexing_slicing, clippy::panic)]

mod common;

use common::farm::Cell;
use liquidity_math::rewards::{Accumulator, BoundaryCell, BoundaryKind, BoundaryTable};
use liquidity_math::{MathError, MathResult};

/// Steps of every life. `LM_STEPS=8` is the long mode.
fn steps() -> u32 {
    std::env::var("LM_STEPS").ok().and_then(|text| text.parse().ok()).unwrap_or(6)
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Insert(u64, BoundaryKind),
    Postpone,
    Pass(u64),
    Enter,
    Exit,
    Read,
}

const STEPS: [Step; 10] = [
    Step::Insert(1, BoundaryKind::Start),
    Step::Insert(1, BoundaryKind::End),
    Step::Insert(2, BoundaryKind::Start),
    Step::Insert(2, BoundaryKind::End),
    Step::Postpone,
    Step::Pass(1),
    Step::Pass(2),
    Step::Enter,
    Step::Exit,
    Step::Read,
];

#[derive(Clone, Copy, PartialEq, Debug)]
struct Farm {
    cells: [Cell; 3],
    len: u32,
    crossed: u32,
    clock: Accumulator,
}

impl Farm {
    fn new() -> Self {
        let clock = Accumulator { last_slot: 1, ..Accumulator::default() };
        Self { cells: Default::default(), len: 0, crossed: 0, clock }
    }

    fn table<R>(
        &mut self,
        act: impl FnOnce(&mut BoundaryTable<'_, Cell>, &mut Accumulator) -> R,
    ) -> R {
        let mut table = BoundaryTable::new(&mut self.cells, self.len, self.crossed).unwrap();
        let result = act(&mut table, &mut self.clock);
        (self.len, self.crossed) = (table.len(), table.crossed());
        result
    }

    fn cross(&mut self, now: u64) {
        self.table(|table, clock| table.cross_until(clock, now)).unwrap();
    }

    /// Totals stay powers of two, so that growth is cut nowhere and must agree to the last bit.
    fn step(&mut self, step: Step, now: u64) -> MathResult<u64> {
        let total = self.clock.total_weight;
        match step {
            Step::Pass(_) => Ok(0),
            Step::Enter => self.clock.enter(total.max(1)),
            Step::Exit => Ok(self.clock.exit(if total > 1 { total / 2 } else { total })),
            Step::Insert(after, kind) => {
                self.table(|table, _| table.insert(now + after, kind)).map(|()| 0)
            }
            Step::Postpone => {
                let next = self.table(|table, _| table.next_slot());
                if next == u64::MAX {
                    return Err(MathError::BoundaryNotFound);
                }
                self.table(|table, _| table.postpone_end(next, next + 1)).map(|()| 0)
            }
            Step::Read => {
                let oldest = self.cells[0].slot();
                let read = self.table(|table, _| table.read_crossed(oldest))?;
                Ok(read.growth.0[2] ^ read.growth.0[1] ^ read.idle_slots ^ (read.entries << 32))
            }
        }
    }
}

fn explore(eager: Farm, lazy: Farm, now: u64, left: u32, seen: &mut u64) {
    *seen += 1;
    let mut caught_up = lazy;
    caught_up.cross(now);
    assert_eq!(caught_up, eager);
    assert!(eager.clock.last_slot == now && eager.crossed <= eager.len);
    if left == 0 {
        return;
    }
    for step in STEPS {
        let (mut eager, mut lazy, mut now) = (eager, lazy, now);
        if let Step::Pass(slots) = step {
            for _ in 0..slots {
                now += 1;
                eager.cross(now);
            }
        } else {
            lazy.cross(now);
            assert_eq!(lazy.step(step, now), eager.step(step, now), "{step:?}");
        }
        explore(eager, lazy, now, left - 1, seen);
    }
}

#[test]
fn crossing_late_is_crossing_on_time_in_every_short_life() {
    let mut seen = 0;
    explore(Farm::new(), Farm::new(), 1, steps(), &mut seen);
    let every: u64 = (0..=steps()).map(|length| (STEPS.len() as u64).pow(length)).sum();
    assert_eq!(seen, every);
}
