//! Long random sequences of everything that touches a farm, against a model that keeps the history
//! instead of an accumulator. Whatever was earned must come out to the unit (F1 to F10).

use std::collections::BTreeSet;

use program_tests::actors::{ALICE, BOB, CRANK, FUNDER, MALLORY, REFUNDEE};
use program_tests::address::position;
use program_tests::calls::{
    claim, close_position, create_campaign, deposit, stake, swap, top_up, unstake, withdraw,
};
use program_tests::error::LiquidityError;
use program_tests::{PURSE, START, World, mints, oracle};
use solana_address::Address;
use solana_instruction::error::InstructionError;

/// Slots during which the total weight was the same.
struct Span {
    from: u64,
    until: u64,
    weight: u64,
}

struct Stay {
    owner: Address,
    number: u64,
    weight: u64,
    entry: u64,
    exit: Option<u64>,
}

struct Stream {
    address: Address,
    amount: u64,
    slots: u64,
    start: u64,
    end: u64,
}

struct Walk {
    world: World,
    seed: u64,
    last: u64,
    weight: u64,
    spans: Vec<Span>,
    stays: Vec<Stay>,
    streams: Vec<Stream>,
}

impl Walk {
    /// A number below `limit`.
    fn roll(&mut self, limit: u64) -> u64 {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.seed >> 33) % limit
    }

    fn pick(&mut self, count: usize) -> Option<usize> {
        (count > 0).then(|| self.roll(count as u64) as usize)
    }

    /// What the farm does at the start of every instruction: count up to now, cut at each start and
    /// end of a campaign on the way.
    fn advance(&mut self) {
        let now = self.world.slot();
        let ends = self.streams.iter().flat_map(|stream| [stream.start, stream.end]);
        let cuts: BTreeSet<_> =
            ends.filter(|slot| (self.last + 1..now).contains(slot)).chain([now]).collect();
        for until in cuts {
            if until > self.last {
                self.spans.push(Span { from: self.last, until, weight: self.weight });
                self.last = until;
            }
        }
    }

    fn earned(&self, stay: &Stay, stream: &Stream) -> u64 {
        let from = stay.entry.max(stream.start);
        let until = stay.exit.unwrap_or(u64::MAX).min(stream.end);
        let within = self.spans.iter().filter(|span| span.from >= from && span.until <= until);
        let spans: Vec<_> = within.map(|span| (span.until - span.from, span.weight)).collect();
        oracle::earned(stay.weight, &spans, stream.amount, stream.slots)
    }

    fn step(&mut self) {
        match self.roll(12) {
            0..=2 => {
                let slots = self.roll(30);
                self.world.pass(slots);
            }
            3 | 4 => self.enter(),
            5 => self.leave(),
            6 => self.fund(),
            7 | 8 => self.claim_one(),
            9 => self.extend(),
            10 => {
                if let Some(index) = self.pick(self.streams.len()) {
                    let call = self.world.settle_call(self.streams[index].address);
                    if self.world.run(call.instruction()).is_ok() {
                        self.advance();
                    }
                }
            }
            _ => self.trade(),
        }
    }

    fn enter(&mut self) {
        let owner = if self.roll(2) == 0 { ALICE } else { BOB };
        let size = [10, 1_000, 1_000_000, 100_000_000][self.roll(4) as usize];
        let weight = 1 + self.roll(size);
        let number = self.stays.len() as u64;
        let call = stake(&self.world.keys, owner, number, weight);
        if self.world.run(call.instruction()).is_ok() {
            self.advance();
            self.weight += weight;
            self.stays.push(Stay { owner, number, weight, entry: self.last, exit: None });
        }
    }

    fn leave(&mut self) {
        let Some(index) = self.pick(self.stays.len()) else { return };
        let Stay { owner, number, weight, exit, .. } = self.stays[index];
        let call = unstake(&self.world.keys, owner, number);
        if exit.is_some() {
            self.world.refuse(&call, LiquidityError::PositionClosed);
        } else {
            self.world.send(&call);
            self.advance();
            self.weight -= weight;
            self.stays[index].exit = Some(self.last);
        }
    }

    fn fund(&mut self) {
        let now = self.world.slot();
        let start = if self.roll(2) == 0 { 0 } else { now + self.roll(60) };
        let slots = 10 + self.roll(150);
        let amount = slots * (1 + self.roll(1_000)) + self.roll(slots);
        let new = self.world.next_campaign(amount, start, slots);
        let call = create_campaign(&new);
        match self.world.run(call.instruction()) {
            Ok(_) => {
                self.advance();
                let start = if start == 0 { now } else { start };
                let address = call.of("campaign");
                self.streams.push(Stream { address, amount, slots, start, end: start + slots });
            }
            Err((error, logs)) => {
                assert_eq!(error, LiquidityError::BoundaryTableFull.into(), "{logs}");
                assert!(self.world.farm().boundary_count >= 23);
            }
        }
    }

    fn extend(&mut self) {
        let Some(index) = self.pick(self.streams.len()) else { return };
        let slots = 1 + self.roll(40);
        let stream = &self.streams[index];
        let farm = self.world.keys.farm;
        let call = top_up(farm, stream.address, mints::REWARD, MALLORY, slots, u64::MAX);
        let ended = self.world.slot() >= stream.end;
        match self.world.run(call.instruction()) {
            Ok(_) => {
                assert!(!ended);
                self.advance();
                self.streams[index].end += slots;
            }
            Err((error, _)) if ended => assert_eq!(error, LiquidityError::CampaignEnded.into()),
            Err((error, _)) => assert_eq!(error, LiquidityError::BoundaryTableFull.into()),
        }
    }

    fn claim_one(&mut self) {
        let Some(stream) = self.pick(self.streams.len()) else { return };
        let Some(stay) = self.pick(self.stays.len()) else { return };
        self.claim(stream, stay);
    }

    fn claim(&mut self, stream: usize, stay: usize) {
        let (owner, number) = (self.stays[stay].owner, self.stays[stay].number);
        let campaign = self.streams[stream].address;
        let farm = self.world.keys.farm;
        let before = self.paid(stream, stay);
        let call = claim(farm, campaign, mints::REWARD, CRANK, owner, number);
        let outcome = self.world.run(call.instruction());
        // A claim that is refused leaves the farm's clock where it was.
        let refused: Option<InstructionError> = outcome.err().map(|(error, _)| error);
        if refused.is_none() {
            self.advance();
            let earned = self.earned(&self.stays[stay], &self.streams[stream]);
            assert_eq!(self.paid(stream, stay), earned);
            assert!(earned >= before);
        } else if refused == Some(LiquidityError::ClaimedInFull.into()) {
            assert_eq!(self.earned(&self.stays[stay], &self.streams[stream]), before);
        } else if refused == Some(LiquidityError::NoOverlap.into()) {
            assert_eq!(self.earned(&self.stays[stay], &self.streams[stream]), 0);
        } else {
            assert_eq!(refused, Some(LiquidityError::NothingYet.into()));
        }
    }

    /// What a position's record says it was paid.
    fn paid(&self, stream: usize, stay: usize) -> u64 {
        let Stay { owner, number, .. } = self.stays[stay];
        let records = self.world.claim_records(owner, number);
        let found = records.iter().find(|record| record.campaign as usize == stream);
        found.map_or(0, |record| record.paid)
    }

    fn trade(&mut self) {
        let (amount, a_to_b) = (1 + self.roll(1_000_000_000), self.roll(2) == 0);
        let keys = self.world.keys;
        let lp = self.world.purse(MALLORY, keys.lp_mint);
        let call = match self.roll(3) {
            0 => deposit(&keys, MALLORY, amount, amount),
            1 if lp > 0 => withdraw(&keys, MALLORY, lp),
            _ => swap(&keys, MALLORY, a_to_b, amount),
        };
        let _ = self.world.run(call.instruction());
    }

    /// Everyone leaves, and every unit of the reward is somewhere.
    fn end(mut self) {
        let funded: u64 = self.streams.iter().map(|s| self.world.campaign(&s.address).funded).sum();
        for stay in 0..self.stays.len() {
            let Stay { owner, number, weight, exit, .. } = self.stays[stay];
            if exit.is_none() {
                self.world.unstake(owner, number);
                self.advance();
                self.weight -= weight;
                self.stays[stay].exit = Some(self.last);
            }
        }
        self.world.pass(1_000_000);
        for stream in 0..self.streams.len() {
            for stay in 0..self.stays.len() {
                self.claim(stream, stay);
            }
            let campaign = self.streams[stream].address;
            let earned: u64 =
                self.stays.iter().map(|stay| self.earned(stay, &self.streams[stream])).sum();
            let books = self.world.campaign(&campaign);
            assert_eq!(books.paid, earned);
            self.world.send(&self.world.close_campaign_call(campaign));
        }
        self.world.check_books();
        let farm = self.world.keys.farm;
        for stay in &self.stays {
            self.world.send(&close_position(farm, stay.owner, stay.number));
            assert!(self.world.is_gone(&position(&farm, &stay.owner, stay.number)));
        }
        let purse = |owner| self.world.purse(owner, mints::REWARD);
        let earned = purse(ALICE) + purse(BOB) - 2 * PURSE;
        let returned = purse(REFUNDEE) - PURSE;
        assert_eq!(earned + returned, funded);
        assert_eq!(purse(FUNDER) + purse(MALLORY), 2 * PURSE - funded);
        let farm = self.world.farm();
        assert_eq!((farm.staked_lp, farm.total_weight, farm.boundary_count), (0, 0, 0));
        assert_eq!(self.world.balance(&self.world.keys.stake_vault), 0);
    }
}

#[test]
fn whatever_happens_everyone_gets_what_the_history_says() {
    for seed in 1..=6 {
        let world = World::new();
        let mut walk = Walk {
            world,
            seed,
            last: START,
            weight: 0,
            spans: Vec::new(),
            stays: Vec::new(),
            streams: Vec::new(),
        };
        for step in 0..250 {
            walk.step();
            if step % 25 == 0 {
                walk.world.check_books();
            }
        }
        assert!(walk.stays.len() > 10 && walk.streams.len() > 5);
        walk.end();
    }
}
