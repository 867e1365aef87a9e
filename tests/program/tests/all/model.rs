//! Random sequences of everything that anyone may send to a farm, against an exact reference: every
//! staker, every span of slots, no rounding. After each action F1 to F9, A6, A7 and, on a refusal,
//! S4 are checked; at the end everybody leaves in random order and every base unit is accounted for
//! (F10, F11).
//!
//! `LM_SEED` is the first seed, `LM_SEQUENCES` how many follow.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use num_bigint::BigUint;
use program_tests::actors::{self, ADMIN, CREATOR};
use program_tests::address::{position, reward_vault};
use program_tests::books::{Books, Campaign, Farm, Position};
use program_tests::calls::{self, NewCampaign};
use program_tests::error::{LiquidityError, TokenError};
use program_tests::event::{RewardClaimed, RewardForfeited};
use program_tests::exact::{History, Rate};
use program_tests::token::{self, wallet};
use program_tests::{
    CREATOR_FEE_SHARE, Call, MINIMUM_LIQUIDITY, PROTOCOL_FEE_SHARE, Receipt, START, TRADE_FEE_RATE,
    World, mints,
};
use solana_account::Account;
use solana_address::Address;
use solana_instruction::error::InstructionError;

const ACTIONS: u64 = 400;
/// Base units of each token that each actor has here: twelve of them still fit 64 bits.
const PURSE: u64 = 1 << 60;
/// Slots and multiplier of each lock choice.
const LOCKS: [(u64, u32); 4] = [(0, 10_000), (40, 15_000), (120, 20_000), (300, 50_000)];
const PLACES: usize = 32;
/// Those that are not kept for the pool's creator.
const FOR_ANYONE: usize = 24;

/// When something happened. A start or end of a campaign comes before all that is sent in its slot,
/// but for the start of one that starts as it is created.
type Moment = (u64, u64);

struct Stay {
    owner: Address,
    number: u64,
    lp: u64,
    weight: u64,
    multiplier: u32,
    locked_until: u64,
    entry: Moment,
    exit: Option<Moment>,
    is_gone: bool,
}

struct Stream {
    address: Address,
    funder: Address,
    refundee: Address,
    mint: Address,
    rate: Rate,
    start: Moment,
    end: u64,
    is_start_read: bool,
    is_end_read: bool,
    top_ups: u64,
    funded: u64,
    paid: u64,
    refunded: u64,
    forfeited: u64,
    donated: u64,
    is_frozen: bool,
    is_gone: bool,
}

/// What a position got of a campaign.
#[derive(Clone, Copy, Default)]
struct Dues {
    paid: u64,
    is_settled: bool,
}

/// What was seen over all sequences.
#[derive(Default)]
struct Tally {
    succeeded: u64,
    refused: BTreeMap<String, u64>,
    positions: u64,
    campaigns: u64,
    top_ups: u64,
    forfeits: u64,
    most_dust: u64,
    bound_then: u64,
    /// Dust and its bound, of all campaigns together.
    dust: u64,
    bounds: u64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.succeeded += other.succeeded;
        for (name, count) in other.refused {
            *self.refused.entry(name).or_default() += count;
        }
        self.positions += other.positions;
        self.campaigns += other.campaigns;
        self.top_ups += other.top_ups;
        self.forfeits += other.forfeits;
        if other.most_dust > self.most_dust {
            (self.most_dust, self.bound_then) = (other.most_dust, other.bound_then);
        }
        self.dust += other.dust;
        self.bounds += other.bounds;
    }
}

impl Stream {
    fn is_over(&self, now: u64) -> bool {
        now >= self.end
    }
}

impl Stay {
    fn overlaps(&self, stream: &Stream) -> bool {
        let left_before = self.exit.is_some_and(|exit| exit < stream.start);
        !left_before && self.entry <= (stream.end, 0)
    }
}

/// Says which seed failed.
struct Trace {
    seed: u64,
    actions: u64,
}

impl Drop for Trace {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let Self { seed, actions } = self;
            eprintln!("failed at action {actions}: again with LM_SEED={seed} LM_SEQUENCES=1");
        }
    }
}

struct Model {
    trace: Trace,
    random: u64,
    world: World,
    history: History,
    stays: Vec<Stay>,
    streams: Vec<Stream>,
    dues: BTreeMap<(usize, usize), Dues>,
    /// Positions and campaigns as they were after the last action.
    accounts: BTreeMap<Address, Account>,
    farm: Farm,
    /// Counts everything that happened.
    moment: u64,
    stake_vault_donations: u64,
    tally: Tally,
}

/// Mints, purses and a pool as large as they can be, or small: with liquidity of everyone.
fn build(scale: u32) -> World {
    let mut world = World::bare();
    for (mint, decimals) in mints::ALL.into_iter().zip(mints::DECIMALS) {
        let supply = PURSE * actors::ALL.len() as u64;
        world.put(mint, token::mint(supply, decimals, &mints::FREEZER));
        for actor in actors::ALL {
            world.put(wallet(&actor, &mint), token::account(&mint, &actor, PURSE));
        }
    }
    for (index, keys) in [(0, world.keys), (1, world.other)] {
        let shares = (PROTOCOL_FEE_SHARE, CREATOR_FEE_SHARE);
        world.send(&calls::create_config(ADMIN, index, TRADE_FEE_RATE, shares.0, shares.1));
        world.send(&calls::set_lock_choices(ADMIN, keys.config, LOCKS));
        world.send(&calls::create_pool(&keys, CREATOR));
        for actor in actors::ALL {
            let account = token::account(&keys.lp_mint, &actor, 0);
            world.put(wallet(&actor, &keys.lp_mint), account);
        }
    }
    for actor in actors::ALL {
        let (a, b) = (1 << scale, (9 << scale) / 4);
        world.send(&calls::deposit(&world.keys, actor, a, b));
    }
    world
}

impl Model {
    fn new(seed: u64) -> Self {
        let mut random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let scale = [20, 40, 57][(next(&mut random) % 3) as usize];
        let world = build(scale);
        let farm = world.farm();
        Self {
            trace: Trace { seed, actions: 0 },
            random,
            world,
            history: History::new(START),
            stays: Vec::new(),
            streams: Vec::new(),
            dues: BTreeMap::new(),
            accounts: BTreeMap::new(),
            farm,
            moment: 0,
            stake_vault_donations: 0,
            tally: Tally::default(),
        }
    }

    /// A number below `limit`.
    fn roll(&mut self, limit: u64) -> u64 {
        next(&mut self.random) % limit
    }

    /// A number from 1 to `most`, of any magnitude.
    fn roll_size(&mut self, most: u64) -> u64 {
        let bits = self.roll(u64::from(most.ilog2()) + 2);
        let size = if bits == 0 { 1 } else { (1 << (bits - 1)) + self.roll(1 << (bits - 1)) };
        size.min(most)
    }

    fn actor(&mut self) -> Address {
        actors::ALL[self.roll(actors::ALL.len() as u64) as usize]
    }

    fn pick<T>(&mut self, from: &[T]) -> Option<T>
    where
        T: Copy,
    {
        (!from.is_empty()).then(|| from[self.roll(from.len() as u64) as usize])
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = self.roll(last as u64 + 1) as usize;
            list.swap(last, other);
        }
    }

    fn pick_stay(&mut self) -> Option<usize> {
        let there: Vec<_> = (0..self.stays.len()).filter(|i| !self.stays[*i].is_gone).collect();
        let open: Vec<_> =
            there.iter().copied().filter(|i| self.stays[*i].exit.is_none()).collect();
        match self.roll(4) {
            0 => there.last().copied(),
            1 => self.pick(&there),
            _ => self.pick(&open),
        }
    }

    fn pick_stream(&mut self) -> Option<usize> {
        let there: Vec<_> = (0..self.streams.len()).filter(|i| !self.streams[*i].is_gone).collect();
        self.pick(&there)
    }

    /// A position and a campaign, mostly two that have something to do with each other.
    fn pick_pair(&mut self) -> Option<(usize, usize)> {
        if self.roll(4) == 0 {
            return Some((self.pick_stay()?, self.pick_stream()?));
        }
        let owed = self.pairs_owed();
        self.pick(&owed)
    }

    fn pairs_owed(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for (i, stay) in self.stays.iter().enumerate() {
            for (j, stream) in self.streams.iter().enumerate() {
                let is_there = !stay.is_gone && !stream.is_gone;
                if is_there && stay.overlaps(stream) && !self.dues(i, j).is_settled {
                    pairs.push((i, j));
                }
            }
        }
        pairs
    }

    fn dues(&self, stay: usize, stream: usize) -> Dues {
        self.dues.get(&(stay, stream)).copied().unwrap_or_default()
    }

    fn now(&self) -> u64 {
        self.world.slot()
    }

    fn happens(&mut self) -> Moment {
        self.moment += 1;
        (self.now(), self.moment)
    }

    /// Sends a call. A refusal must change nothing (S4), and a success no position and no campaign
    /// that it does not name (F5).
    fn try_send(&mut self, call: &Call) -> Result<Receipt, InstructionError> {
        self.trace.actions += 1;
        let named: Vec<_> = call.parts.iter().map(|part| part.address).collect();
        let before: Vec<_> = named.iter().map(|key| self.world.svm.get_account(key)).collect();
        let outcome = self.world.run(call.instruction());
        let after: Vec<_> = named.iter().map(|key| self.world.svm.get_account(key)).collect();
        if let Err((error, _)) = &outcome {
            assert!(before == after, "{} was refused and changed something (S4)", call.name);
            *self.tally.refused.entry(format!("{} {error}", call.name)).or_default() += 1;
        } else {
            self.tally.succeeded += 1;
        }
        self.accounts.retain(|key, _| !named.contains(key));
        outcome.map_err(|(error, _)| error)
    }

    /// Sends a call whose outcome is known.
    fn expect(&mut self, call: &Call, expected: Result<(), InstructionError>) -> Option<Receipt> {
        let outcome = self.try_send(call);
        let plain = outcome.as_ref().map(|_| ()).map_err(Clone::clone);
        assert_eq!(plain, expected, "{}", call.name);
        outcome.ok()
    }

    /// What the campaign wrote down: every instruction that takes it as its own reads what passed.
    fn reads(&mut self, stream: usize) {
        let now = self.now();
        let stream = &mut self.streams[stream];
        stream.is_start_read |= now >= stream.start.0;
        stream.is_end_read |= now >= stream.end;
    }

    /// The slots in the farm's table.
    fn places(&self) -> BTreeSet<u64> {
        let starts = self.streams.iter().filter(|one| !one.is_start_read).map(|one| one.start.0);
        let ends = self.streams.iter().filter(|one| !one.is_end_read).map(|one| one.end);
        starts.chain(ends).collect()
    }

    fn step(&mut self) {
        if self.roll(2) == 0 {
            let slots = if self.roll(100) == 0 { 10_000 } else { self.roll(9) };
            self.world.pass(slots);
        }
        match self.roll(100) {
            0..12 => self.stake(),
            12..17 => self.deposit_and_stake(),
            17..26 => self.leave(),
            26..31 => self.leave_in_part(),
            31..37 => self.restake(),
            37..46 => self.fund(),
            46..52 => self.top_up(),
            52..72 => self.claim(),
            72..76 => self.forfeit(),
            76..79 => self.settle(),
            79..83 => self.collect(),
            83..86 => self.close_campaign(),
            86..89 => self.close_position(),
            89..95 => self.trade(),
            95..97 => self.donate(),
            _ => self.freeze_or_thaw(),
        }
    }

    fn enter(&mut self, owner: Address, lp: u64, multiplier: u32, locked_until: u64) {
        let weight = weight_of(lp, multiplier).expect("fits");
        let entry = self.happens();
        let number = self.stays.len() as u64;
        self.history.set_weight(entry.0, self.history.weight() + weight);
        self.stays.push(Stay {
            owner,
            number,
            lp,
            weight,
            multiplier,
            locked_until,
            entry,
            exit: None,
            is_gone: false,
        });
        self.tally.positions += 1;
    }

    fn exit(&mut self, stay: usize) {
        let exit = self.happens();
        let weight = self.history.weight() - self.stays[stay].weight;
        self.history.set_weight(exit.0, weight);
        self.stays[stay].exit = Some(exit);
    }

    fn stake(&mut self) {
        let owner = self.actor();
        let lp = self.world.purse(owner, self.world.keys.lp_mint);
        let choice = self.roll(4) as u8;
        let (slots, multiplier) = LOCKS[usize::from(choice)];
        let amount = match self.roll(10) {
            0 => lp + 1,
            1 => lp.max(1),
            _ => self.roll_size(lp.max(1)),
        };
        let number = self.stays.len() as u64;
        let call = calls::stake_locked(&self.world.keys, owner, number, amount, choice);
        let total = weight_of(amount, multiplier)
            .and_then(|weight| self.history.weight().checked_add(weight));
        let expected = match total {
            None => Err(LiquidityError::WeightOverflow.into()),
            _ if amount > lp => Err(TokenError::InsufficientFunds.into()),
            _ => Ok(()),
        };
        if self.expect(&call, expected).is_some() {
            self.enter(owner, amount, multiplier, self.now() + slots);
        }
    }

    fn deposit_and_stake(&mut self) {
        let owner = self.actor();
        let keys = self.world.keys;
        let choice = self.roll(4) as u8;
        let (slots, multiplier) = LOCKS[usize::from(choice)];
        let [a, b] = [keys.mint_a, keys.mint_b].map(|mint| self.world.purse(owner, mint) / 8);
        let (a, b) = (self.roll_size(a.max(1)), self.roll_size(b.max(1)));
        let number = self.stays.len() as u64;
        let mut call = calls::deposit_and_stake(&keys, owner, number, a, b);
        call.args[8] = choice;
        let before = self.world.pool().lp_supply;
        match self.try_send(&call) {
            Ok(_) => {
                let lp = self.world.pool().lp_supply - before;
                self.enter(owner, lp, multiplier, self.now() + slots);
            }
            Err(error) => self.refused_by_pool(&error),
        }
    }

    /// What a pool may say to amounts that are too small or too large for it.
    fn refused_by_pool(&self, error: &InstructionError) {
        let named = [
            LiquidityError::ZeroOutput,
            LiquidityError::ZeroAmount,
            LiquidityError::Overflow,
            LiquidityError::ReserveOverflow,
            LiquidityError::ExceedsReserves,
            LiquidityError::WeightOverflow,
        ];
        let is_named = named.iter().any(|one| InstructionError::from(*one) == *error);
        assert!(is_named || *error == TokenError::InsufficientFunds.into(), "{error}");
    }

    /// Why a position may not leave: it has left, or its owner locked it. Nothing else (F11).
    fn may_leave(&self, stay: usize) -> Result<(), InstructionError> {
        let stay = &self.stays[stay];
        if stay.exit.is_some() {
            Err(LiquidityError::PositionClosed.into())
        } else if self.now() < stay.locked_until {
            Err(LiquidityError::PositionLocked.into())
        } else {
            Ok(())
        }
    }

    fn leave(&mut self) {
        if let Some(stay) = self.pick_stay() {
            self.leave_with(stay);
        }
    }

    fn leave_with(&mut self, stay: usize) {
        let Stay { owner, number, lp, .. } = self.stays[stay];
        let keys = self.world.keys;
        let expected = self.may_leave(stay);
        if self.roll(3) == 0 {
            let call = calls::unstake_and_withdraw(&keys, owner, number);
            match self.try_send(&call) {
                Ok(_) => {
                    assert_eq!(expected, Ok(()));
                    return self.exit(stay);
                }
                Err(error) if expected.is_ok() => self.refused_by_pool(&error),
                Err(error) => return assert_eq!(Err(error), expected),
            }
        }
        let before = self.world.purse(owner, keys.lp_mint);
        if self.expect(&calls::unstake(&keys, owner, number), expected).is_some() {
            assert_eq!(self.world.purse(owner, keys.lp_mint), before + lp);
            self.exit(stay);
        }
    }

    fn leave_in_part(&mut self) {
        let Some(stay) = self.pick_stay() else { return };
        let Stay { owner, number, lp, multiplier, locked_until, .. } = self.stays[stay];
        let part = if self.roll(8) == 0 { lp } else { self.roll_size(lp) };
        let new = self.stays.len() as u64;
        let call = calls::unstake_part(&self.world.keys, owner, [number, new], part);
        let not_a_part = (part == lp).then(|| LiquidityError::NotAPart.into());
        let expected = self.may_leave(stay).and(not_a_part.map_or(Ok(()), Err));
        if self.expect(&call, expected).is_some() {
            self.exit(stay);
            self.enter(owner, lp - part, multiplier, locked_until);
            // Parts weigh no more than the whole (F7).
            let parts =
                self.stays[new as usize].weight + weight_of(part, multiplier).expect("fits");
            assert!(parts <= self.stays[stay].weight);
        }
    }

    fn restake(&mut self) {
        let Some(stay) = self.pick_stay() else { return };
        let Stay { owner, number, lp, weight, multiplier, .. } = self.stays[stay];
        let payer = if self.roll(2) == 0 { owner } else { self.actor() };
        let choice = if self.roll(2) == 0 { 0 } else { self.roll(4) as u8 };
        let (slots, boost) = LOCKS[usize::from(choice)];
        let new = self.stays.len() as u64;
        let call = calls::restake(self.world.keys.farm, payer, owner, [number, new], choice);
        let expected = if payer != owner && choice != 0 {
            Err(LiquidityError::NotPositionOwner.into())
        } else if multiplier == 10_000 && choice == 0 {
            Err(LiquidityError::NothingToRenew.into())
        } else {
            let others = self.history.weight().saturating_sub(weight);
            let total = weight_of(lp, boost).and_then(|weight| others.checked_add(weight));
            let overflow = total.is_none().then(|| LiquidityError::WeightOverflow.into());
            self.may_leave(stay).and(overflow.map_or(Ok(()), Err))
        };
        if self.expect(&call, expected).is_some() {
            self.exit(stay);
            self.enter(owner, lp, boost, self.now() + slots);
        }
    }

    fn fund(&mut self) {
        let (funder, refundee) = (self.actor(), self.actor());
        let keys = self.world.keys;
        let mint = match self.roll(8) {
            0 => keys.mint_a,
            1 => keys.mint_b,
            2 => keys.lp_mint,
            3 => mints::OTHER,
            _ => mints::REWARD,
        };
        let now = self.now();
        let slots = match self.roll(20) {
            0 => 10,
            1 => 1 + self.roll(1_000_000_000),
            2 => 9,
            _ => 10 + self.roll(600),
        };
        let purse = self.world.purse(funder, mint);
        let amount = match self.roll(12) {
            0 => slots.saturating_sub(1).max(1),
            1 => slots,
            2 => purse + 1,
            _ => slots.saturating_add(self.roll_size((purse / 16).max(1))),
        };
        let start = match self.roll(10) {
            0 => now,
            1 => now - 1 - self.roll(now - 1),
            2..6 => 0,
            // Often where something starts or ends already.
            6 => self.places().into_iter().find(|slot| *slot >= now).unwrap_or(now + 7),
            _ => now + 1 + self.roll(300),
        };
        let base = self.world.next_campaign(amount, start, slots);
        let new = NewCampaign { funder, refundee, reward_mint: mint, ..base };
        let call = calls::create_campaign(&new);
        let first = if start == 0 { now } else { start };
        let end = first + slots;
        let is_stranger = funder != CREATOR;
        let mut places = self.places();
        let taken = places.len();
        places.extend([end].into_iter().chain((first > now).then_some(first)));
        if is_stranger && places.len() > FOR_ANYONE && places.len() == taken {
            // A test in `regressions` is about this case.
            return;
        }
        let expected = if slots < 10 {
            Err(LiquidityError::DurationTooShort.into())
        } else if amount < slots {
            Err(LiquidityError::RateTooLow.into())
        } else if first < now {
            Err(LiquidityError::StartInPast.into())
        } else if places.len() > PLACES || is_stranger && places.len() > FOR_ANYONE {
            Err(LiquidityError::BoundaryTableFull.into())
        } else if amount > purse {
            Err(TokenError::InsufficientFunds.into())
        } else {
            Ok(())
        };
        if self.expect(&call, expected).is_some() {
            let moment = self.happens();
            let address = call.of("campaign");
            self.streams.push(Stream {
                address,
                funder,
                refundee,
                mint,
                rate: Rate { amount, slots },
                start: if first == now { moment } else { (first, 0) },
                end,
                is_start_read: first == now,
                is_end_read: false,
                top_ups: 0,
                funded: amount,
                paid: 0,
                refunded: 0,
                forfeited: 0,
                donated: 0,
                is_frozen: false,
                is_gone: false,
            });
            self.tally.campaigns += 1;
        }
    }

    fn top_up(&mut self) {
        let Some(stream) = self.pick_stream() else { return };
        let funder = self.actor();
        let slots = 1 + self.roll(80);
        let now = self.now();
        let Stream { address, mint, rate, end, is_frozen, funded, .. } = self.streams[stream];
        let call = calls::top_up(self.world.keys.farm, address, mint, funder, slots, u64::MAX);
        let cost = u64::try_from(rate.over_rounding_up(slots)).ok();
        let taken = self.places().len();
        self.streams[stream].end = end + slots;
        let places = self.places();
        self.streams[stream].end = end;
        if funder != CREATOR && places.len() > taken.max(FOR_ANYONE) {
            // A test in `regressions` is about this case.
            return;
        }
        let expected = if now >= end {
            Err(LiquidityError::CampaignEnded.into())
        } else if cost.and_then(|cost| funded.checked_add(cost)).is_none() {
            Err(LiquidityError::Overflow.into())
        } else if end + slots - self.streams[stream].start.0 > 1_000_000_000 {
            Err(LiquidityError::DurationTooLong.into())
        } else if places.len() > PLACES {
            Err(LiquidityError::BoundaryTableFull.into())
        } else if is_frozen {
            Err(TokenError::AccountFrozen.into())
        } else if cost.is_some_and(|cost| cost > self.world.purse(funder, mint)) {
            Err(TokenError::InsufficientFunds.into())
        } else {
            Ok(())
        };
        if self.expect(&call, expected).is_some() {
            let stream = &mut self.streams[stream];
            stream.end += slots;
            stream.top_ups += 1;
            stream.funded += cost.expect("fits");
            self.tally.top_ups += 1;
        }
    }

    /// The exact floor of what a position has earned of a campaign so far.
    fn earned(&self, stay: usize, stream: usize) -> u64 {
        let (stay, stream) = (&self.stays[stay], &self.streams[stream]);
        let exit = stay.exit.map_or(u64::MAX, |exit| exit.0);
        let from = stay.entry.0.max(stream.start.0);
        let until = exit.min(stream.end).min(self.now());
        self.history.earned(stay.weight, stream.rate, from, until)
    }

    fn is_final(&self, stay: usize, stream: usize) -> bool {
        self.stays[stay].exit.is_some() || self.streams[stream].is_over(self.now())
    }

    fn claim(&mut self) {
        if let Some((stay, stream)) = self.pick_pair() {
            self.claim_of(stay, stream);
        }
    }

    fn claim_of(&mut self, stay: usize, stream: usize) {
        let Stay { owner, number, .. } = self.stays[stay];
        let Stream { address, mint, is_frozen, .. } = self.streams[stream];
        let sender = if self.roll(2) == 0 { owner } else { self.actor() };
        let call = calls::claim(self.world.keys.farm, address, mint, sender, owner, number);
        let dues = self.dues(stay, stream);
        let (most, is_final) = (self.earned(stay, stream) - dues.paid, self.is_final(stay, stream));
        let purse = self.world.purse(owner, mint);
        match self.try_send(&call) {
            Ok(receipt) => {
                let amount = self.world.purse(owner, mint) - purse;
                assert!(self.stays[stay].overlaps(&self.streams[stream]) && !dues.is_settled);
                assert!(amount <= most && most <= amount + 1, "{amount} paid of {most}");
                assert!(amount > 0 || is_final);
                assert!(amount == 0 || !is_frozen);
                let paid = dues.paid + amount;
                self.reads(stream);
                self.dues.insert((stay, stream), Dues { paid, is_settled: is_final });
                self.streams[stream].paid += amount;
                let event: RewardClaimed = receipt.event();
                assert_eq!((event.amount, event.position_paid), (amount, paid));
                assert_eq!(event.campaign_paid, self.streams[stream].paid);
            }
            Err(error) if error == LiquidityError::NoOverlap.into() => {
                assert!(!self.stays[stay].overlaps(&self.streams[stream]));
            }
            Err(error) if error == LiquidityError::ClaimedInFull.into() => {
                assert!(dues.is_settled);
            }
            Err(error) if error == LiquidityError::NothingYet.into() => {
                assert!(most <= 1 && !is_final, "{most} owed");
            }
            Err(error) if error == TokenError::AccountFrozen.into() => {
                assert!(is_frozen && most > 0);
            }
            Err(error) => panic!("claim: {error}"),
        }
    }

    fn forfeit(&mut self) {
        if let Some((stay, stream)) = self.pick_pair() {
            self.forfeit_of(stay, stream);
        }
    }

    fn forfeit_of(&mut self, stay: usize, stream: usize) {
        let Stay { owner, number, .. } = self.stays[stay];
        let dues = self.dues(stay, stream);
        let signer = if self.roll(4) == 0 { self.actor() } else { owner };
        let farm = self.world.keys.farm;
        let address = self.streams[stream].address;
        let call = calls::forfeit(farm, address, owner, number).with("owner", signer);
        let expected = if signer != owner {
            Err(LiquidityError::NotPositionOwner.into())
        } else if !self.stays[stay].overlaps(&self.streams[stream]) {
            Err(LiquidityError::NoOverlap.into())
        } else if dues.is_settled {
            Err(LiquidityError::ClaimedInFull.into())
        } else if !self.is_final(stay, stream) {
            Err(LiquidityError::StillEarning.into())
        } else {
            Ok(())
        };
        let most = self.earned(stay, stream) - dues.paid;
        if let Some(receipt) = self.expect(&call, expected) {
            let amount = receipt.event::<RewardForfeited>().amount;
            assert!(amount <= most && most <= amount + 1, "{amount} given up of {most}");
            self.reads(stream);
            self.dues.insert((stay, stream), Dues { is_settled: true, ..dues });
            self.streams[stream].forfeited += amount;
            self.tally.forfeits += 1;
        }
    }

    fn settle(&mut self) {
        let Some(stream) = self.pick_stream() else { return };
        let call = self.world.settle_call(self.streams[stream].address);
        let before = (self.streams[stream].is_start_read, self.streams[stream].is_end_read);
        self.reads(stream);
        let after = (self.streams[stream].is_start_read, self.streams[stream].is_end_read);
        let nothing = (before == after).then(|| LiquidityError::NothingToSettle.into());
        self.expect(&call, nothing.map_or(Ok(()), Err));
    }

    /// Whether nobody can claim of it any more.
    fn is_settled(&self, stream: usize) -> bool {
        let one = &self.streams[stream];
        let mut stays = self.stays.iter().enumerate().filter(|(_, stay)| stay.overlaps(one));
        one.is_over(self.now()) && stays.all(|(stay, _)| self.dues(stay, stream).is_settled)
    }

    /// What goes back for slots with nobody staked, of those that have passed.
    fn idle(&self, stream: usize) -> u64 {
        let stream = &self.streams[stream];
        let until = stream.end.min(self.now());
        stream.rate.over(self.history.idle(stream.start.0, until))
    }

    fn collect(&mut self) {
        let Some(stream) = self.pick_stream() else { return };
        let one = &self.streams[stream];
        let call = self.world.collect_call(one.address);
        let left = one.funded - one.paid - one.refunded;
        let due = match self.is_settled(stream) {
            true => left,
            false => self.idle(stream) - one.refunded,
        };
        let expected = if !one.is_over(self.now()) {
            Err(LiquidityError::CampaignNotEnded.into())
        } else if due == 0 {
            Err(LiquidityError::NothingToCollect.into())
        } else if one.is_frozen {
            Err(TokenError::AccountFrozen.into())
        } else {
            Ok(())
        };
        let before = self.world.purse(one.refundee, one.mint);
        if self.expect(&call, expected).is_some() {
            let one = &mut self.streams[stream];
            assert_eq!(self.world.purse(one.refundee, one.mint), before + due);
            one.refunded += due;
            self.reads(stream);
        }
    }

    fn close_campaign(&mut self) {
        if let Some(stream) = self.pick_stream() {
            self.close_campaign_of(stream);
        }
    }

    fn close_campaign_of(&mut self, stream: usize) {
        let one = &self.streams[stream];
        let call = self.world.close_campaign_call(one.address);
        let left = one.funded - one.paid - one.refunded + one.donated;
        let expected = if !one.is_over(self.now()) {
            Err(LiquidityError::CampaignNotEnded.into())
        } else if !self.is_settled(stream) {
            Err(LiquidityError::ClaimsOutstanding.into())
        } else if one.is_frozen && left > 0 {
            Err(TokenError::AccountFrozen.into())
        } else {
            Ok(())
        };
        let before = self.world.purse(one.refundee, one.mint);
        let lamports = self.world.lamports(&one.funder);
        if self.expect(&call, expected).is_none() {
            return;
        }
        self.reads(stream);
        let one = &self.streams[stream];
        assert_eq!(self.world.purse(one.refundee, one.mint), before + left);
        assert!(self.world.lamports(&one.funder) > lamports);
        assert!(
            self.world.is_gone(&one.address) && self.world.is_gone(&reward_vault(&one.address))
        );
        // What is neither paid, nor given up, nor for slots with nobody staked.
        let dust = one.funded - one.paid - one.forfeited - self.idle(stream);
        let earners = (0..self.stays.len()).filter(|stay| self.earned(*stay, stream) > 0).count();
        let bound = earners as u64 + 2 + one.top_ups;
        assert!(dust < bound, "dust of {dust}, bound {bound}");
        self.tally.dust += dust;
        self.tally.bounds += bound;
        if dust > self.tally.most_dust {
            (self.tally.most_dust, self.tally.bound_then) = (dust, bound);
        }
        self.streams[stream].is_gone = true;
    }

    fn close_position(&mut self) {
        if let Some(stay) = self.pick_stay() {
            self.close_position_of(stay);
        }
    }

    fn close_position_of(&mut self, stay: usize) {
        let one = &self.stays[stay];
        let now = self.now();
        let mut met = self
            .streams
            .iter()
            .enumerate()
            .filter(|(_, stream)| stream.start.0 <= now && one.overlaps(stream));
        let is_done = met.all(|(stream, _)| self.dues(stay, stream).is_settled);
        let expected = if one.exit.is_none() {
            Err(LiquidityError::PositionOpen.into())
        } else if !is_done {
            Err(LiquidityError::RewardsUnclaimed.into())
        } else {
            Ok(())
        };
        let call = calls::close_position(self.world.keys.farm, one.owner, one.number);
        if self.expect(&call, expected).is_some() {
            self.stays[stay].is_gone = true;
        }
    }

    fn trade(&mut self) {
        let (keys, trader) = (self.world.keys, self.actor());
        let a_to_b = self.roll(2) == 0;
        let mint = if a_to_b { keys.mint_a } else { keys.mint_b };
        let amount = self.roll_size((self.world.purse(trader, mint) / 4).max(1));
        let lp = self.world.purse(trader, keys.lp_mint);
        let call = match self.roll(5) {
            0 => calls::deposit(&keys, trader, amount, amount),
            1 if lp > 0 => calls::withdraw(&keys, trader, self.roll_size(lp / 2 + 1).min(lp)),
            2 => calls::swap_out(&keys, trader, a_to_b, amount),
            _ => calls::swap(&keys, trader, a_to_b, amount),
        };
        if let Err(error) = self.try_send(&call) {
            self.refused_by_pool(&error);
        }
    }

    fn donate(&mut self) {
        let (donor, keys) = (self.actor(), self.world.keys);
        let stream = self.pick_stream().filter(|_| self.roll(2) == 0);
        let (mint, to) = match (stream, self.roll(3)) {
            (Some(stream), _) => {
                let stream = &self.streams[stream];
                (stream.mint, reward_vault(&stream.address))
            }
            (None, 0) => (keys.lp_mint, keys.stake_vault),
            (None, 1) => (keys.mint_a, keys.vault_a),
            (None, _) => (keys.mint_b, keys.vault_b),
        };
        let amount = 1 + self.roll(1_000);
        let is_frozen = stream.is_some_and(|stream| self.streams[stream].is_frozen);
        if is_frozen || self.world.purse(donor, mint) < amount {
            return;
        }
        self.world.donate(donor, to, mint, amount);
        if let Some(stream) = stream {
            self.streams[stream].donated += amount;
        } else if to == keys.stake_vault {
            self.stake_vault_donations += amount;
        }
    }

    fn freeze_or_thaw(&mut self) {
        let Some(stream) = self.pick_stream() else { return };
        self.set_frozen(stream, !self.streams[stream].is_frozen);
    }

    fn set_frozen(&mut self, stream: usize, is_frozen: bool) {
        let one = &mut self.streams[stream];
        // LP tokens have nobody who could freeze them.
        if !mints::ALL.contains(&one.mint) || one.is_frozen == is_frozen {
            return;
        }
        one.is_frozen = is_frozen;
        let (vault, mint) = (reward_vault(&one.address), one.mint);
        if is_frozen {
            self.world.freeze(vault, mint);
        } else {
            self.world.thaw(vault, mint);
        }
    }

    /// Everything that must hold after every action.
    fn check(&mut self) {
        self.world.check_books();
        self.check_farm();
        self.check_accounts();
        for stream in 0..self.streams.len() {
            if !self.streams[stream].is_gone {
                self.check_stream(stream);
            }
        }
    }

    /// The farm's clock against the history, and its sums against the stakers (F1, F2, F8).
    fn check_farm(&mut self) {
        let (farm, before) = (self.world.farm(), self.farm);
        let now = self.now();
        let open = || self.stays.iter().filter(|stay| stay.exit.is_none());
        let staked: u64 = open().map(|stay| stay.lp).sum();
        assert_eq!(farm.total_weight, open().map(|stay| stay.weight).sum::<u64>(), "F1");
        assert_eq!(farm.staked_lp, staked, "F1");
        let vault = self.world.balance(&self.world.keys.stake_vault);
        assert_eq!(vault, staked + self.stake_vault_donations, "F1");
        assert_eq!(farm.entries, self.stays.len() as u64);
        assert_eq!(farm.exits + open().count() as u64, farm.entries);
        assert!((before.last_slot..=now).contains(&farm.last_slot), "F2");
        assert!(number(before.growth) <= number(farm.growth), "F2");
        let (here, exact) = (number(farm.growth), self.history.growth_128(farm.last_slot));
        // One cut for each time the clock moved.
        let moves = self.trace.actions + 2 * self.streams.len() as u64;
        assert!(here <= exact && exact <= here + moves, "the clock is right");
        let idle = self.history.idle_at(farm.last_slot);
        assert_eq!(farm.idle_slots, idle, "F8");
        let starts = self.streams.iter().filter(|stream| stream.start.0 <= farm.last_slot).count();
        let ends = self.streams.iter().filter(|stream| stream.end <= farm.last_slot).count();
        assert_eq!((farm.starts, farm.ends), (starts as u64, ends as u64));
        assert_eq!(farm.boundary_count as usize, self.places().len(), "places taken");
        assert_eq!(farm.campaigns as usize, self.streams.len());
        self.farm = farm;
    }

    /// Positions and campaigns that the last call did not name are what they were (F5).
    fn check_accounts(&mut self) {
        let farm = self.world.keys.farm;
        let stays = self.stays.iter().filter(|stay| !stay.is_gone);
        let positions = stays.map(|stay| position(&farm, &stay.owner, stay.number));
        let streams = self.streams.iter().filter(|stream| !stream.is_gone);
        let there: Vec<_> = positions.chain(streams.map(|stream| stream.address)).collect();
        for address in there {
            let account = self.world.account(&address);
            if let Some(before) = self.accounts.get(&address) {
                assert!(*before == account, "an account changed that was not named (F5)");
            } else {
                self.accounts.insert(address, account);
            }
        }
    }

    /// A campaign never owes more than it has (F3), to the unit and at every moment.
    fn check_stream(&self, stream: usize) {
        let (one, now) = (&self.streams[stream], self.now());
        let books: Campaign = Books::read(&self.accounts[&one.address].data);
        assert_eq!(
            (books.funded, books.paid, books.refunded),
            (one.funded, one.paid, one.refunded)
        );
        assert_eq!((books.rate_amount, books.rate_slots), (one.rate.amount, one.rate.slots), "F9");
        assert_eq!((books.start_slot, books.end_slot), (one.start.0, one.end), "F9");
        let mut settled = 0;
        let mut owed: u128 = 0;
        for (stay, whose) in self.stays.iter().enumerate() {
            let dues = self.dues(stay, stream);
            settled += u64::from(dues.is_settled);
            if whose.overlaps(one) && !dues.is_settled {
                let earned = self.earned(stay, stream);
                // F4 and F6: nothing for no time, and never less than before.
                assert!(whose.exit.is_none_or(|exit| exit.0 > whose.entry.0) || earned == 0, "F4");
                assert!(earned >= dues.paid, "F6");
                owed += u128::from(earned - dues.paid);
            }
        }
        assert_eq!(books.settled_positions, settled);
        let to_come = one.rate.over(one.end.saturating_sub(now.max(one.start.0)));
        let idle = if self.is_settled(stream) { one.refunded } else { self.idle(stream) };
        let forfeited = if self.is_settled(stream) { 0 } else { one.forfeited };
        let all = u128::from(one.paid)
            + owed
            + u128::from(to_come)
            + u128::from(idle)
            + u128::from(forfeited);
        assert!(all <= u128::from(one.funded), "{all} of {} (F3)", one.funded);
    }

    /// What every record says against what the model knows, and no position is paid more than its
    /// exact share nor a whole unit less than it (F6, F7).
    fn check_records(&self) {
        for (stay, one) in self.stays.iter().enumerate().filter(|(_, one)| !one.is_gone) {
            let address = position(&self.world.keys.farm, &one.owner, one.number);
            for record in Position::records(&self.world.account(&address).data) {
                let dues = self.dues(stay, record.campaign as usize);
                assert_eq!((record.paid, record.settled == 1), (dues.paid, dues.is_settled));
            }
        }
    }

    /// Everybody leaves in random order, whatever is frozen (F11); then every reward is claimed or
    /// given up, every account closed and every base unit where it belongs (F10).
    fn end(&mut self, lamports: u64) {
        self.world.pass(LOCKS[3].0);
        for stream in 0..self.streams.len() {
            if !self.streams[stream].is_gone && self.roll(3) == 0 {
                self.set_frozen(stream, true);
            }
        }
        let mut open: Vec<_> =
            (0..self.stays.len()).filter(|stay| self.stays[*stay].exit.is_none()).collect();
        self.shuffle(&mut open);
        for stay in open {
            self.leave_with(stay);
            assert!(self.stays[stay].exit.is_some(), "F11");
            self.check();
            let slots = self.roll(5);
            self.world.pass(slots);
        }
        let last = self.streams.iter().map(|stream| stream.end).max().unwrap_or(0);
        self.world.pass(last.saturating_sub(self.now()));
        let mut owed = self.pairs_owed();
        self.shuffle(&mut owed);
        for (stay, stream) in owed {
            if self.streams[stream].is_frozen && self.roll(2) == 0 {
                self.forfeit_of(stay, stream);
            }
            if !self.dues(stay, stream).is_settled {
                self.set_frozen(stream, false);
                self.claim_of(stay, stream);
            }
            assert!(self.dues(stay, stream).is_settled);
            let slots = self.roll(2);
            self.world.pass(slots);
        }
        self.check();
        self.check_records();
        let mut closing: Vec<_> = (0..self.stays.len())
            .filter(|stay| !self.stays[*stay].is_gone)
            .map(Ok)
            .chain((0..self.streams.len()).filter(|one| !self.streams[*one].is_gone).map(Err))
            .collect();
        self.shuffle(&mut closing);
        for one in closing {
            match one {
                Ok(stay) => {
                    self.close_position_of(stay);
                    assert!(self.stays[stay].is_gone);
                }
                Err(stream) => {
                    self.set_frozen(stream, false);
                    self.close_campaign_of(stream);
                    assert!(self.streams[stream].is_gone);
                }
            }
        }
        self.check();
        self.empty_pool();
        assert_eq!(actors::ALL.iter().map(|one| self.world.lamports(one)).sum::<u64>(), lamports);
    }

    /// Fees are collected and all LP tokens given back: what stays is the locked minimum's, and what
    /// was given to vaults.
    fn empty_pool(&mut self) {
        let keys = self.world.keys;
        for call in [
            calls::collect_protocol_fees(&keys, ADMIN),
            calls::collect_creator_fees(&keys, CREATOR),
        ] {
            if let Err(error) = self.try_send(&call) {
                assert_eq!(error, LiquidityError::NothingToCollect.into());
            }
        }
        let mut owners = actors::ALL;
        self.shuffle(&mut owners);
        for (place, owner) in owners.into_iter().enumerate() {
            let lp = self.world.purse(owner, keys.lp_mint);
            if lp == 0 {
                continue;
            }
            if let Err(error) = self.try_send(&calls::withdraw(&keys, owner, lp)) {
                // Too little to be worth a unit of both: somebody else takes it along.
                self.refused_by_pool(&error);
                let next = owners[(place + 1) % owners.len()];
                self.world.give(owner, next, keys.lp_mint, lp);
            }
        }
        self.world.check_books();
        let (farm, pool) = (self.world.farm(), self.world.pool());
        assert_eq!((farm.staked_lp, farm.total_weight, farm.boundary_count), (0, 0, 0));
        assert_eq!((farm.entries, farm.starts), (farm.exits, farm.ends));
        assert_eq!(self.world.balance(&keys.stake_vault), self.stake_vault_donations);
        let crumbs =
            actors::ALL.iter().map(|one| self.world.purse(*one, keys.lp_mint)).sum::<u64>();
        assert!(crumbs < 1_000, "{crumbs} LP left");
        let left = MINIMUM_LIQUIDITY + self.stake_vault_donations + crumbs;
        assert_eq!(pool.lp_supply, left);
        // Rewards that are no token of the pool are all in purses again.
        for mint in [mints::REWARD, mints::OTHER] {
            let purses = actors::ALL.iter().map(|one| self.world.purse(*one, mint)).sum::<u64>();
            assert_eq!(purses, PURSE * actors::ALL.len() as u64);
        }
    }
}

/// One number after another.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn weight_of(lp: u64, multiplier: u32) -> Option<u64> {
    u64::try_from(u128::from(lp) * u128::from(multiplier) / 10_000).ok()
}

fn number(limbs: [u64; 3]) -> BigUint {
    limbs.iter().rev().fold(BigUint::ZERO, |sum, limb| (sum << 64) + *limb)
}

fn sequence(seed: u64) -> Tally {
    let mut model = Model::new(seed);
    let lamports = actors::ALL.iter().map(|one| model.world.lamports(one)).sum::<u64>();
    while model.trace.actions < ACTIONS {
        model.step();
        model.check();
    }
    assert!(model.streams.len() >= 8 && model.stays.len() >= 10, "too little happened");
    model.check_records();
    model.end(lamports);
    model.tally
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| value.parse().expect("a number"))
}

#[test]
fn every_sequence_ends_as_the_exact_reference_says() {
    let (first, count) = (setting("LM_SEED", 1), setting("LM_SEQUENCES", 12));
    let following = AtomicU64::new(0);
    let total = Mutex::new(Tally::default());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let index = following.fetch_add(1, Ordering::Relaxed);
                    if index >= count {
                        break;
                    }
                    let tally = sequence(first + index);
                    total.lock().expect("no worker failed").add(tally);
                }
            });
        }
    });
    let total = total.into_inner().expect("no worker failed");
    let refused: u64 = total.refused.values().sum();
    println!(
        "{count} sequences from seed {first}: {} calls succeeded, {refused} were refused; {} \
         positions, {} campaigns, {} top-ups, {} forfeits",
        total.succeeded, total.positions, total.campaigns, total.top_ups, total.forfeits
    );
    println!(
        "dust: at most {} base units of a campaign, whose bound is {}; {} in all, of bounds of {}",
        total.most_dust, total.bound_then, total.dust, total.bounds
    );
    for (name, count) in &total.refused {
        println!("  {count:6} {name}");
    }
}
