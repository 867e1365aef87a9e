//! The reference for rewards: what happened slot by slot, kept whole, and shares of it worked out
//! without rounding. None of the program's code and none of its methods but for sums over spans.

use num_bigint::BigUint;

/// Bits after the point of the quick sums.
const FRACTION: u32 = 512;

/// Slots during which the total weight was the same.
struct Span {
    from: u64,
    until: u64,
    weight: u64,
    /// Sum of `slots / weight` before it, cut below `2^-FRACTION` once for each span.
    growth: BigUint,
    /// Slots before it with nobody staked.
    idle: u64,
}

/// Who was staked when: total weights over time.
pub struct History {
    spans: Vec<Span>,
    since: u64,
    weight: u64,
    growth: BigUint,
    idle: u64,
}

/// A stream of `amount` base units per `slots`.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    pub amount: u64,
    pub slots: u64,
}

impl Rate {
    pub fn over(&self, slots: u64) -> u64 {
        let total = BigUint::from(self.amount) * slots / self.slots;
        u64::try_from(total).expect("a stream pays 64 bits at most")
    }

    pub fn over_rounding_up(&self, slots: u64) -> BigUint {
        (BigUint::from(self.amount) * slots + (self.slots - 1)) / self.slots
    }
}

impl History {
    /// Nobody staked, from this slot on.
    pub fn new(since: u64) -> Self {
        Self { spans: Vec::new(), since, weight: 0, growth: BigUint::ZERO, idle: 0 }
    }

    pub fn weight(&self) -> u64 {
        self.weight
    }

    /// From `slot` on the total is `weight`.
    pub fn set_weight(&mut self, slot: u64, weight: u64) {
        if slot > self.since {
            let (growth, idle) = (self.growth_at(slot), self.idle_at(slot));
            self.spans.push(Span {
                from: self.since,
                until: slot,
                weight: self.weight,
                growth: std::mem::replace(&mut self.growth, growth),
                idle: std::mem::replace(&mut self.idle, idle),
            });
            self.since = slot;
        }
        self.weight = weight;
    }

    /// The span that `slot` is in or ends: its beginning, its weight and the sums before it.
    fn span_of(&self, slot: u64) -> (u64, u64, &BigUint, u64) {
        let place = self.spans.partition_point(|span| span.until < slot);
        self.spans.get(place).map_or((self.since, self.weight, &self.growth, self.idle), |span| {
            (span.from, span.weight, &span.growth, span.idle)
        })
    }

    fn growth_at(&self, slot: u64) -> BigUint {
        let (from, weight, growth, _) = self.span_of(slot);
        if weight == 0 {
            growth.clone()
        } else {
            growth + (BigUint::from(slot - from) << FRACTION) / weight
        }
    }

    /// Slots up to `slot` with nobody staked.
    pub fn idle_at(&self, slot: u64) -> u64 {
        let (from, weight, _, idle) = self.span_of(slot);
        if weight == 0 { idle + (slot - from) } else { idle }
    }

    /// Slots with nobody staked.
    pub fn idle(&self, from: u64, until: u64) -> u64 {
        if until > from { self.idle_at(until) - self.idle_at(from) } else { 0 }
    }

    /// The sum of `slots / weight` up to `slot` with 128 bits after the point, cut once.
    pub fn growth_128(&self, slot: u64) -> BigUint {
        self.growth_at(slot) >> (FRACTION - 128)
    }

    /// What a position of `weight` earns of a stream over these slots: the floor of the exact share.
    pub fn earned(&self, weight: u64, rate: Rate, from: u64, until: u64) -> u64 {
        if until <= from {
            return 0;
        }
        let share = |growth: BigUint| ((growth * weight * rate.amount) >> FRACTION) / rate.slots;
        let cuts = BigUint::from(self.spans.len() + 2);
        let growth = self.growth_at(until) - self.growth_at(from);
        let least = share(if growth > cuts { &growth - &cuts } else { BigUint::ZERO });
        let most = share(growth + cuts);
        let earned = if least == most { least } else { self.fraction(weight, rate, from, until) };
        u64::try_from(earned).expect("nobody earns more than 64 bits")
    }

    /// The same with nothing cut at all: one fraction over the product of all totals.
    fn fraction(&self, weight: u64, rate: Rate, from: u64, until: u64) -> BigUint {
        let (mut above, mut below) = (BigUint::ZERO, BigUint::from(1_u32));
        let last = Span {
            from: self.since,
            until: u64::MAX,
            weight: self.weight,
            growth: BigUint::ZERO,
            idle: 0,
        };
        for span in self.spans.iter().chain([&last]) {
            let slots = span.until.min(until).saturating_sub(span.from.max(from));
            if slots > 0 && span.weight > 0 {
                above = above * span.weight + &below * slots;
                below *= span.weight;
            }
        }
        above * weight * rate.amount / (below * rate.slots)
    }
}
