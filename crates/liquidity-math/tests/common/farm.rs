//! A farm with its campaigns and positions, as the program keeps them but without accounts, and
//! beside it a [`Ledger`] that works out by exact fractions of whole slots what everyone is owed.

use std::collections::BTreeMap;

use liquidity_math::rewards::{
    Accumulator, Boundary, BoundaryCell, BoundaryKind, BoundaryTable, Growth, MAX_BOUNDARIES, Rate,
    Stay, Term, overlap,
};
use liquidity_math::{MathError, MathResult};
use num_bigint::BigUint;

use super::{big, limbs};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell(pub Boundary);

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

/// When something happened: boundaries of a slot pass before anything else does in it, and after
/// them instructions follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    pub slot: u64,
    /// Zero for a boundary, which nobody has to send.
    pub instruction: u64,
}

#[derive(Clone, Debug)]
pub struct Position {
    pub weight: u64,
    pub growth_at_entry: Growth,
    pub entry_number: u64,
    pub ends_at_entry: u64,
    pub entered: Moment,
    pub exit: Option<Exit>,
    /// Paid so far and whether for good, by campaign.
    pub claims: BTreeMap<usize, (u64, bool)>,
}

#[derive(Clone, Copy, Debug)]
pub struct Exit {
    pub growth: Growth,
    pub number: u64,
    pub starts: u64,
    pub left: Moment,
}

#[derive(Clone, Debug)]
pub struct Campaign {
    pub rate: Rate,
    pub start: u64,
    pub end: u64,
    pub funded: u64,
    pub top_ups: u64,
    pub started: Moment,
    pub at_start: Option<Boundary>,
    pub at_end: Option<Boundary>,
    pub paid: u64,
    pub settled_positions: u64,
    /// Times the farm's clock had moved when this was created.
    pub moves_before: u64,
}

#[derive(Clone, Debug)]
pub struct Farm {
    pub clock: Accumulator,
    pub cells: [Cell; MAX_BOUNDARIES],
    pub len: u32,
    pub crossed: u32,
    pub positions: Vec<Position>,
    pub campaigns: Vec<Campaign>,
    pub ledger: Ledger,
    /// Instructions run so far.
    pub instructions: u64,
    /// Times the clock moved on, each of which may cut the growth.
    pub moves: u64,
}

impl Farm {
    pub fn new(slot: u64) -> Self {
        Self {
            clock: Accumulator { last_slot: slot, ..Accumulator::default() },
            cells: [Cell::default(); MAX_BOUNDARIES],
            len: 0,
            crossed: 0,
            positions: Vec::new(),
            campaigns: Vec::new(),
            ledger: Ledger { weights: vec![(slot, 0)] },
            instructions: 0,
            moves: 0,
        }
    }

    pub fn with_table<T>(
        &mut self,
        change: impl FnOnce(&mut BoundaryTable<'_, Cell>, &mut Accumulator) -> MathResult<T>,
    ) -> MathResult<T> {
        let mut table = BoundaryTable::new(&mut self.cells, self.len, self.crossed)?;
        let value = change(&mut table, &mut self.clock)?;
        (self.len, self.crossed) = (table.len(), table.crossed());
        Ok(value)
    }

    /// What every instruction does first.
    pub fn advance_to(&mut self, now: u64) {
        let (before, crossed) = (self.clock.last_slot, self.crossed);
        self.with_table(|table, clock| table.cross_until(clock, now)).unwrap();
        self.instructions += 1;
        self.moves += u64::from(self.crossed - crossed) + u64::from(now > before);
    }

    fn now(&self) -> Moment {
        Moment { slot: self.clock.last_slot, instruction: self.instructions }
    }

    pub fn enter(&mut self, weight: u64) -> MathResult<()> {
        let entry_number = self.clock.enter(weight)?;
        self.ledger.weigh(self.clock.last_slot, self.clock.total_weight);
        self.positions.push(Position {
            weight,
            growth_at_entry: self.clock.growth,
            entry_number,
            ends_at_entry: self.clock.ends,
            entered: self.now(),
            exit: None,
            claims: BTreeMap::new(),
        });
        Ok(())
    }

    pub fn exit(&mut self, position: usize) {
        let number = self.clock.exit(self.positions[position].weight);
        self.ledger.weigh(self.clock.last_slot, self.clock.total_weight);
        let exit =
            Exit { growth: self.clock.growth, number, starts: self.clock.starts, left: self.now() };
        assert!(self.positions[position].exit.replace(exit).is_none());
    }

    /// Starts now or `delay` slots later. Nothing is changed when there is no room.
    pub fn create(&mut self, delay: u64, slots: u64, amount: u64) -> MathResult<()> {
        let start = self.clock.last_slot.checked_add(delay).ok_or(MathError::Overflow)?;
        let end = start.checked_add(slots).ok_or(MathError::Overflow)?;
        let before = (self.cells, self.len);
        let clock = self.clock;
        let mut at_start = None;
        let mut started = Moment { slot: start, instruction: 0 };
        let inserted = if delay == 0 {
            at_start = Some(Boundary {
                slot: start,
                growth: clock.growth,
                idle_slots: clock.idle_slots,
                entries: clock.entries,
                exits: clock.exits,
                ..Boundary::default()
            });
            started = self.now();
            Ok(())
        } else {
            self.with_table(|table, _| table.insert(start, BoundaryKind::Start))
        };
        let inserted = inserted
            .and_then(|()| self.with_table(|table, _| table.insert(end, BoundaryKind::End)));
        if let Err(error) = inserted {
            (self.cells, self.len) = before;
            return Err(error);
        }
        if delay == 0 {
            self.clock.starts += 1;
        }
        self.campaigns.push(Campaign {
            rate: Rate { amount, slots },
            start,
            end,
            funded: amount,
            top_ups: 0,
            started,
            at_start,
            at_end: None,
            paid: 0,
            settled_positions: 0,
            moves_before: self.moves,
        });
        Ok(())
    }

    /// Makes a campaign that has not ended longer at the same rate. Refused when it does not fit.
    pub fn top_up(&mut self, campaign: usize, slots: u64) -> MathResult<()> {
        let Campaign { rate, end, funded, .. } = self.campaigns[campaign];
        let to = end.checked_add(slots).ok_or(MathError::Overflow)?;
        let cost = rate.over_slots_rounding_up(slots)?;
        let funded = funded.checked_add(cost).ok_or(MathError::Overflow)?;
        self.with_table(|table, _| table.postpone_end(end, to))?;
        let campaign = &mut self.campaigns[campaign];
        (campaign.end, campaign.funded) = (to, funded);
        campaign.top_ups += 1;
        Ok(())
    }

    /// Moves what is known of a campaign's start and end out of the table.
    pub fn settle(&mut self, campaign: usize) {
        let Campaign { start, end, .. } = self.campaigns[campaign];
        if self.campaigns[campaign].at_start.is_none() && self.clock.last_slot >= start {
            let read = self.with_table(|table, _| table.read_crossed(start)).unwrap();
            self.campaigns[campaign].at_start = Some(read);
        }
        if self.campaigns[campaign].at_end.is_none() && self.clock.last_slot >= end {
            let read = self.with_table(|table, _| table.read_crossed(end)).unwrap();
            self.campaigns[campaign].at_end = Some(read);
        }
    }

    /// What is paid now: the floor of all that was earned, less what was paid.
    pub fn claim(&mut self, position: usize, campaign: usize) -> Claim {
        self.settle(campaign);
        if !self.overlaps(position, campaign) {
            return Claim::NoOverlap;
        }
        let earned = self.earned(position, campaign);
        let is_over =
            self.positions[position].exit.is_some() || self.campaigns[campaign].at_end.is_some();
        let claims = &mut self.positions[position].claims;
        let (paid, is_settled) = claims.get(&campaign).copied().unwrap_or_default();
        if is_settled {
            assert_eq!(paid, earned, "nothing is earned after the last claim");
            return Claim::Settled;
        }
        let due = earned.checked_sub(paid).unwrap();
        if due == 0 && !is_over {
            return Claim::NothingYet;
        }
        claims.insert(campaign, (earned, is_over));
        let campaign = &mut self.campaigns[campaign];
        campaign.paid += due;
        campaign.settled_positions += u64::from(is_over);
        assert!(campaign.paid <= campaign.funded, "F3: paid more than funded");
        Claim::Paid(due)
    }

    pub fn overlaps(&self, position: usize, campaign: usize) -> bool {
        let (position, campaign) = (&self.positions[position], self.boundaries(campaign));
        overlap(
            position.entry_number,
            position.exit.map(|exit| exit.number),
            campaign.0.map_or(self.clock.exits, |start| start.exits),
            campaign.1.map(|end| end.entries),
        )
    }

    /// All that a position has earned of a campaign up to the farm's clock, paid or not.
    pub fn earned(&self, position: usize, campaign: usize) -> u64 {
        let (stay, term) = self.stay_and_term(position, campaign);
        self.campaigns[campaign].rate.earned_rounding_down(&stay, &term).unwrap()
    }

    pub fn stay_and_term(&self, position: usize, campaign: usize) -> (Stay, Term) {
        let now = self.clock.growth;
        let position = &self.positions[position];
        let (start, end) = self.boundaries(campaign);
        let stay = Stay {
            weight: position.weight,
            growth_at_entry: position.growth_at_entry,
            growth_until: position.exit.map_or(now, |exit| exit.growth),
        };
        let term = Term {
            growth_at_start: start.map_or(now, |start| start.growth),
            growth_until: end.map_or(now, |end| end.growth),
        };
        (stay, term)
    }

    /// The campaign's start and end as far as they have passed, read from the table or not.
    pub fn boundaries(&self, campaign: usize) -> (Option<Boundary>, Option<Boundary>) {
        let campaign = &self.campaigns[campaign];
        let crossed = &self.cells[..self.crossed as usize];
        let unread = |slot| crossed.iter().find(|cell| cell.slot() == slot).map(|cell| cell.0);
        (
            campaign.at_start.or_else(|| unread(campaign.start)),
            campaign.at_end.or_else(|| unread(campaign.end)),
        )
    }

    /// Whether the two have any moment in common, by the order in which things happened and not by
    /// the farm's counters.
    pub fn have_met(&self, position: usize, campaign: usize) -> bool {
        let (position, campaign) = (&self.positions[position], &self.campaigns[campaign]);
        let ended = Moment { slot: campaign.end, instruction: 0 };
        let started_before_exit = position.exit.is_none_or(|exit| campaign.started < exit.left);
        position.entered < ended && started_before_exit
    }

    /// Whether a campaign has started by now.
    pub fn has_started(&self, campaign: usize) -> bool {
        self.campaigns[campaign].start <= self.clock.last_slot
    }

    /// The difference of growth that a position is paid for, exactly: `weight * growth * 2^128`.
    pub fn weighted_growth(&self, position: usize, campaign: usize) -> BigUint {
        let (stay, term) = self.stay_and_term(position, campaign);
        let from = stay.growth_at_entry.max(term.growth_at_start);
        let until = stay.growth_until.min(term.growth_until);
        limbs(&until.since(from).0) * stay.weight
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    Paid(u64),
    /// Paid for good before.
    Settled,
    NothingYet,
    NoOverlap,
}

/// The total weight over time, and nothing else: no growth, no boundaries, no fixed point.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// The total weight from each slot on.
    weights: Vec<(u64, u64)>,
}

impl Ledger {
    fn weigh(&mut self, slot: u64, total: u64) {
        self.weights.push((slot, total));
    }

    /// The ledger up to `now`, ready to be asked.
    pub fn until(&self, now: u64) -> Exact {
        let mut divisors: Vec<u64> =
            self.weights.iter().map(|(_, total)| *total).filter(|total| *total > 0).collect();
        divisors.sort_unstable();
        divisors.dedup();
        let denominator: BigUint = divisors.iter().map(|total| big(*total)).product();
        let mut spans: Vec<Span> = Vec::new();
        let (mut sum, mut idle) = (BigUint::ZERO, 0);
        for (index, (from, total)) in self.weights.iter().enumerate() {
            let to = self.weights.get(index + 1).map_or(now, |(slot, _)| *slot);
            if to == *from {
                continue;
            }
            let is_idle = *total == 0;
            let per_slot = if is_idle { BigUint::ZERO } else { &denominator / *total };
            let next = (&sum + &per_slot * (to - from), idle + if is_idle { to - from } else { 0 });
            spans.push(Span { from: *from, sum, idle, per_slot, is_idle });
            (sum, idle) = next;
        }
        Exact { denominator, spans }
    }
}

/// Exact sums of `1 / total weight` over slots, as numerators over one denominator.
pub struct Exact {
    pub denominator: BigUint,
    spans: Vec<Span>,
}

struct Span {
    from: u64,
    sum: BigUint,
    idle: u64,
    per_slot: BigUint,
    is_idle: bool,
}

impl Exact {
    fn up_to(&self, slot: u64) -> (BigUint, u64) {
        let index = self.spans.partition_point(|span| span.from <= slot);
        let Some(span) = index.checked_sub(1).map(|index| &self.spans[index]) else {
            return (BigUint::ZERO, 0);
        };
        let slots = slot - span.from;
        let idle = if span.is_idle { slots } else { 0 };
        (&span.sum + &span.per_slot * slots, span.idle + idle)
    }

    /// The numerator of the sum of `1 / total weight`, and the idle slots, over `[from, to)`.
    pub fn over(&self, from: u64, to: u64) -> (BigUint, u64) {
        if from >= to {
            return (BigUint::ZERO, 0);
        }
        let (first, last) = (self.up_to(from), self.up_to(to));
        (last.0 - first.0, last.1 - first.1)
    }
}
