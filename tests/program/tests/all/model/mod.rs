//! Random sequences of everything that anyone may send to a farm, against an exact reference: every
//! staker, every span of slots, no rounding. After each action F1 to F9, A6, A7 and, on a refusal,
//! S4 are checked; at the end everybody leaves in random order and every base unit is accounted for
//! (F10, F11).
//!
//! `LM_SEED` is the first seed, `LM_SEQUENCES` how many follow.

mod actions;
mod checks;
mod ending;
mod liquidity;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use program_tests::actors::{self, ADMIN, CREATOR};
use program_tests::books::Farm;
use program_tests::error::{FIRST_CODE, NAMES};
use program_tests::exact::{History, Rate};
use program_tests::token::{self, wallet};
use program_tests::{
    CREATOR_FEE_SHARE, Call, PROTOCOL_FEE_SHARE, PoolKeys, Receipt, START, TRADE_FEE_RATE, World,
    calls, mints,
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
/// Compute units of a transaction, at most. What trades on the stable curve inside can need more than
/// the default, far from its balance.
const MOST_UNITS: u32 = 1_400_000;
/// The end of a lock that has none.
const FOREVER: u64 = u64::MAX;
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
    /// What must stay for ever, if it is locked for ever.
    locked_worth: u64,
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
    /// Most compute units that each instruction needed.
    units: BTreeMap<&'static str, u64>,
    positions: u64,
    campaigns: u64,
    top_ups: u64,
    forfeits: u64,
    compounds: u64,
    locks_for_ever: u64,
    locked_fees: u64,
    /// Dust and its bound: of the campaign that came closest to it, and of all together.
    closest: (u64, u64),
    dust: u64,
    bounds: u64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.succeeded += other.succeeded;
        for (name, count) in other.refused {
            *self.refused.entry(name).or_default() += count;
        }
        for (name, units) in other.units {
            let most = self.units.entry(name).or_default();
            *most = units.max(*most);
        }
        self.positions += other.positions;
        self.campaigns += other.campaigns;
        self.top_ups += other.top_ups;
        self.forfeits += other.forfeits;
        self.compounds += other.compounds;
        self.locks_for_ever += other.locks_for_ever;
        self.locked_fees += other.locked_fees;
        self.comes_close(other.closest);
        self.dust += other.dust;
        self.bounds += other.bounds;
    }

    fn comes_close(&mut self, (dust, bound): (u64, u64)) {
        let closest = self.closest;
        if dust * closest.1 >= closest.0 * bound {
            self.closest = (dust, bound);
        }
    }
}

impl Stream {
    fn is_over(&self, now: u64) -> bool {
        now >= self.end
    }
}

impl Stay {
    fn is_locked_forever(&self) -> bool {
        self.locked_until == FOREVER
    }

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

/// Mints, purses and a pool as large as they can be, or small: with liquidity of everyone. On the
/// constant product, with SPL Token alone or with a transfer fee, or on the stable curve with a token
/// of Token-2022.
fn build(scale: u32, kind: u64) -> World {
    let mut world = World::bare();
    let config = world.keys.config;
    world.keys = match kind {
        0 => PoolKeys::new(config, mints::A, mints::FEE_2022),
        1 => PoolKeys::stable(config, mints::A, mints::PLAIN_2022, 100),
        _ => world.keys,
    };
    for (mint, decimals) in mints::ALL.into_iter().zip(mints::DECIMALS) {
        let supply = PURSE * actors::ALL.len() as u64;
        world.put(mint, token::known_mint(&mint, supply, decimals, &mints::FREEZER));
        for actor in actors::ALL {
            world.put(wallet(&actor, &mint), token::known_account(&mint, &actor, PURSE));
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
        // A mixed number: seeds in a row would give the same numbers, one later each.
        let mut random = next(&mut seed.clone());
        let scale = [20, 40, 57][(next(&mut random) % 3) as usize];
        let world = build(scale, next(&mut random) % 4);
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
        let outcome = self.world.run_within(MOST_UNITS, call.instruction());
        let after: Vec<_> = named.iter().map(|key| self.world.svm.get_account(key)).collect();
        if let Err((error, logs)) = &outcome {
            let died = *error == InstructionError::ProgramFailedToComplete;
            assert!(!died, "{} did not end by itself (S3)\n{logs}", call.name);
            assert!(before == after, "{} was refused and changed something (S4)", call.name);
            *self.tally.refused.entry(format!("{} {}", call.name, name_of(error))).or_default() +=
                1;
        }
        if let Ok(receipt) = &outcome {
            let most = self.tally.units.entry(call.name).or_default();
            *most = receipt.compute_units.max(*most);
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
}

/// One number after another.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// What a refusal is called.
fn name_of(error: &InstructionError) -> String {
    let InstructionError::Custom(code) = error else { return error.to_string() };
    let named = code.checked_sub(FIRST_CODE).and_then(|place| NAMES.get(place as usize));
    named.map_or_else(|| error.to_string(), |name| (*name).to_owned())
}

fn weight_of(lp: u64, multiplier: u32) -> Option<u64> {
    u64::try_from(u128::from(lp) * u128::from(multiplier) / 10_000).ok()
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
    let (first, count) = (setting("LM_SEED", 1), setting("LM_SEQUENCES", 8));
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
         positions, {} campaigns, {} top-ups, {} forfeits, {} compounded, {} locked for ever, of \
         which fees were collected {} times",
        total.succeeded,
        total.positions,
        total.campaigns,
        total.top_ups,
        total.forfeits,
        total.compounds,
        total.locks_for_ever,
        total.locked_fees
    );
    println!(
        "dust: {} base units of all campaigns, {} for each, of bounds of {}; {} of {} where it came \
         closest to the bound",
        total.dust,
        format_args!("{:.1}", total.dust as f64 / total.campaigns as f64),
        total.bounds,
        total.closest.0,
        total.closest.1
    );
    println!("most compute units: {:?}", total.units);
    for (name, count) in &total.refused {
        println!("  {count:6} {name}");
    }
}
