//! Growth, streams, and clocks that run across the starts and ends of campaigns.

use liquidity_math::rewards::{
    Accumulator, Boundary, BoundaryCell, BoundaryTable, Growth, Rate, Stay, Term, overlap,
};

use crate::random::Random;
use crate::record::{Cases, Numbers, numbers};

/// A boundary as it is.
#[derive(Clone, Copy)]
struct Cell(Boundary);

impl BoundaryCell for Cell {
    fn slot(&self) -> u64 {
        self.0.slot
    }

    fn load(&self) -> Boundary {
        self.0
    }

    fn store(&mut self, boundary: &Boundary) {
        self.0 = *boundary;
    }
}

fn growth(random: &mut Random) -> Growth {
    if random.yes() {
        let weight = random.word().max(1);
        let slots = random.up_to_bits(40);
        Growth::of_slots_rounding_down(slots, weight).unwrap_or_default()
    } else {
        Growth([random.word(), random.word(), random.word()])
    }
}

pub fn streams(random: &mut Random, cases: &mut Cases, count: u32) {
    for _ in 0..count {
        let (slots, weight) = (random.word(), random.word());
        let grown = Growth::of_slots_rounding_down(slots, weight);
        cases.add("growth_of_slots", numbers([slots, weight]), grown.map(Numbers::from));

        let (one, other) = (growth(random), growth(random));
        let sum = one.plus(other);
        cases.add("growth_plus", Numbers::from(one).and(other), sum.map(Numbers::from));

        // A stay and a term within one history, as the farm's clock gives them.
        let mut at = [growth(random), growth(random), growth(random), growth(random)];
        at.sort_by_key(|growth| growth.0.iter().rev().copied().collect::<Vec<_>>());
        let order =
            random.pick(&[[0, 1, 2, 3], [0, 2, 1, 3], [1, 3, 0, 2], [2, 3, 0, 1], [0, 3, 1, 2]]);
        let weight = random.word();
        let rate = Rate { amount: random.word(), slots: random.up_to_bits(30) };
        let stay = Stay { weight, growth_at_entry: at[order[0]], growth_until: at[order[1]] };
        let term = Term { growth_at_start: at[order[2]], growth_until: at[order[3]] };
        let arguments = numbers([rate.amount, rate.slots, weight])
            .and(stay.growth_at_entry)
            .and(stay.growth_until)
            .and(term.growth_at_start)
            .and(term.growth_until);
        let earned = rate.earned_rounding_down(&stay, &term);
        cases.add("earned", arguments, earned.map(Numbers::from));

        let slots = random.up_to_bits(40);
        let arguments = || numbers([rate.amount, rate.slots, slots]);
        let paid = rate.over_slots_rounding_down(slots);
        cases.add("over_slots_down", arguments(), paid.map(Numbers::from));
        let cost = rate.over_slots_rounding_up(slots);
        cases.add("over_slots_up", arguments(), cost.map(Numbers::from));
        let pays = rate.pays_every_slot();
        cases.add("pays_every_slot", numbers([rate.amount, rate.slots]), Ok(pays.into()));

        let numbered: [u64; 4] = std::array::from_fn(|_| random.below(5));
        let [entry, exit, exits_at_start, entries_at_end] = numbered;
        let (has_left, has_ended) = (random.yes(), random.yes());
        let meets = overlap(
            entry,
            has_left.then_some(exit),
            exits_at_start,
            has_ended.then_some(entries_at_end),
        );
        let arguments = numbers(numbered).and(has_left).and(has_ended);
        cases.add("overlap", arguments, Ok(meets.into()));
    }
}

fn written(accumulator: &Accumulator) -> Numbers {
    let Accumulator { total_weight, last_slot, growth, idle_slots, entries, exits, starts, ends } =
        *accumulator;
    numbers([total_weight, last_slot])
        .and(growth)
        .and(numbers([idle_slots, entries, exits, starts, ends]))
}

/// A farm brought to a slot; the boundaries that it crosses note what its clock shows there.
pub fn clocks(random: &mut Random, cases: &mut Cases, count: u32) {
    for _ in 0..count {
        let last_slot = random.up_to_bits(40);
        let accumulator = Accumulator {
            total_weight: if random.below(4) == 0 { 0 } else { random.word() },
            last_slot,
            growth: Growth([random.any(), random.any(), random.up_to_bits(40)]),
            idle_slots: random.up_to_bits(40),
            entries: random.below(100),
            exits: random.below(100),
            starts: random.below(30),
            ends: random.below(30),
        };
        let mut slot = last_slot;
        let mut cells: Vec<Cell> = (0..random.below(5))
            .map(|_| {
                slot += random.up_to_bits(20) + 1;
                let (starts, ends) = (random.below(3) as u16, random.below(3) as u16);
                let unread = u32::from(starts) + u32::from(ends);
                Cell(Boundary { slot, starts, ends, unread, ..Boundary::default() })
            })
            .collect();
        let now =
            if random.yes() { slot + random.below(9) } else { last_slot + random.up_to_bits(20) };
        let mut arguments = written(&accumulator);
        for cell in &cells {
            let Boundary { slot, starts, ends, .. } = cell.0;
            arguments = arguments.and(numbers([slot, u64::from(starts), u64::from(ends)]));
        }
        let len = cells.len() as u32;
        let mut after = accumulator;
        let crossing = BoundaryTable::new(&mut cells, len, 0).and_then(|mut table| {
            table.cross_until(&mut after, now)?;
            Ok(u64::from(table.crossed()))
        });
        let result = crossing.map(|crossed| {
            let mut result = Numbers::from(crossed).and(written(&after));
            for Cell(boundary) in cells.iter().take(crossed as usize) {
                let Boundary { growth, idle_slots, entries, exits, .. } = *boundary;
                result = result.and(growth).and(numbers([idle_slots, entries, exits]));
            }
            result
        });
        cases.add("cross_until", Numbers::from(now).and(arguments), result);
    }
}
