//! Many people at once: one pool, its farm, and campaigns that come and go, until everyone has left
//! and every base unit is accounted for.
//!
//! `load USERS TRANSACTIONS [SEED]` sends that many transactions and prints what they were, how fast
//! they went and how large the accounts became. Any refusal that the model does not expect ends it.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Instant;

use program_tests::actors::{ADMIN, CRANK, CREATOR, FUNDER, REFUNDEE};
use program_tests::address::{PROGRAM, SYSTEM_PROGRAM, position, reward_vault};
use program_tests::books::{Campaign, Farm, Pool, Position};
use program_tests::calls::{self, NewCampaign};
use program_tests::error::LiquidityError;
use program_tests::token::{self, wallet};
use program_tests::{Call, PURSE, World, actors, mints};
use solana_account::Account;
use solana_address::Address;
use solana_instruction::error::InstructionError;

/// Base units of A and B that every user begins with.
const GIVEN: u64 = 1_000_000_000_000;
/// Places of the farm's table that the load leaves free.
const FREE_PLACES: usize = 12;

struct Stake {
    owner: usize,
    number: u64,
}

struct Load {
    world: World,
    seed: u64,
    users: Vec<Address>,
    /// The number of each user's next position.
    numbers: Vec<u64>,
    stakes: Vec<Stake>,
    /// Places of those that are open.
    open: Vec<usize>,
    campaigns: Vec<Address>,
    done: BTreeMap<&'static str, u64>,
    refused: BTreeMap<&'static str, u64>,
    units: u64,
    funded: u64,
    /// Bytes of the largest account of each kind.
    largest: BTreeMap<&'static str, usize>,
}

impl Load {
    fn new(users: usize, seed: u64) -> Self {
        let mut world = World::new();
        let lp_mint = world.keys.lp_mint;
        let address = |number| program_tests::named(&format!("user {number}"));
        let users: Vec<_> = (0..users).map(address).collect();
        for (mint, decimals) in mints::ALL.into_iter().zip(mints::DECIMALS) {
            let given = if mint == mints::REWARD { 0 } else { GIVEN };
            let supply = world.supply(&mint) + given * users.len() as u64;
            world.put(mint, token::known_mint(&mint, supply, decimals, &mints::FREEZER));
            for user in &users {
                world.put(wallet(user, &mint), token::known_account(&mint, user, given));
            }
        }
        for user in &users {
            world.put(*user, Account::new(1_000_000_000_000, 0, &SYSTEM_PROGRAM));
            world.put(wallet(user, &lp_mint), token::account(&lp_mint, user, 0));
        }
        Self {
            world,
            seed,
            numbers: vec![0; users.len()],
            users,
            stakes: Vec::new(),
            open: Vec::new(),
            campaigns: Vec::new(),
            done: BTreeMap::new(),
            refused: BTreeMap::new(),
            units: 0,
            funded: 0,
            largest: BTreeMap::new(),
        }
    }

    /// Of SplitMix64: the next number below `limit`.
    fn roll(&mut self, limit: u64) -> u64 {
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.seed;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    /// Sends a call; it succeeds, or is refused for one of these reasons.
    fn send(&mut self, call: &Call, allowed: &[LiquidityError]) -> bool {
        match self.world.run(call.instruction()) {
            Ok(receipt) => {
                *self.done.entry(call.name).or_default() += 1;
                self.units += receipt.compute_units;
                true
            }
            Err((error, logs)) => {
                let is_allowed = allowed.iter().any(|one| InstructionError::from(*one) == error);
                assert!(is_allowed, "{} was refused: {error}\n{logs}", call.name);
                *self.refused.entry(call.name).or_default() += 1;
                false
            }
        }
    }

    fn note(&mut self, kind: &'static str, address: &Address) {
        let size = self.world.account(address).data.len();
        let largest = self.largest.entry(kind).or_default();
        *largest = size.max(*largest);
    }

    /// Anyone's open position.
    fn open_stake(&mut self) -> Option<usize> {
        if self.open.is_empty() {
            return None;
        }
        let at = self.roll(self.open.len() as u64) as usize;
        Some(self.open.swap_remove(at))
    }

    /// The place of one of the last thousand.
    fn recent(&mut self, count: usize) -> usize {
        count - 1 - self.roll(count.min(1_000) as u64) as usize
    }

    /// One transaction, which one at random.
    fn step(&mut self) {
        let keys = self.world.keys;
        let user = self.roll(self.users.len() as u64) as usize;
        let owner = self.users[user];
        let lp = self.world.purse(owner, keys.lp_mint);
        match self.roll(100) {
            0..30 => self.trade(owner),
            30..45 => {
                let (a, b) = (1_000 + self.roll(GIVEN / 1_000), 1_000 + self.roll(GIVEN / 1_000));
                self.send(&calls::deposit(&keys, owner, a, b), &[]);
            }
            45..55 if lp > 10_000 => {
                let part = 10_000 + self.roll(lp - 10_000);
                self.send(&calls::withdraw(&keys, owner, part), &[]);
            }
            55..62 if lp > 0 => {
                let amount = 1 + self.roll(lp);
                let call = calls::stake(&keys, owner, self.numbers[user], amount);
                self.send(&call, &[]);
                self.enter(user);
            }
            62..65 => {
                let number = self.numbers[user];
                let call = calls::deposit_and_stake(&keys, owner, number, 1_000_000, 3_000_000);
                self.send(&call, &[]);
                self.enter(user);
            }
            65..81 => match self.open_stake() {
                Some(at) => self.leave(at),
                None => self.trade(owner),
            },
            81..98 if !self.stakes.is_empty() && !self.campaigns.is_empty() => {
                let at = self.recent(self.stakes.len());
                let last = self.campaigns.len().min(8) as u64;
                let campaign = self.campaigns.len() - 1 - self.roll(last) as usize;
                self.claim(at, self.campaigns[campaign]);
            }
            98 => self.fund(),
            _ => self.trade(owner),
        }
    }

    fn enter(&mut self, user: usize) {
        self.open.push(self.stakes.len());
        self.stakes.push(Stake { owner: user, number: self.numbers[user] });
        self.numbers[user] += 1;
    }

    fn leave(&mut self, at: usize) {
        let Stake { owner, number, .. } = self.stakes[at];
        self.send(&calls::unstake(&self.world.keys, self.users[owner], number), &[]);
    }

    fn trade(&mut self, trader: Address) {
        let (a_to_b, amount) = (self.roll(2) == 0, 1_000 + self.roll(GIVEN / 10_000));
        let call = calls::swap(&self.world.keys, trader, a_to_b, amount);
        self.send(&call, &[]);
    }

    fn claim(&mut self, at: usize, campaign: Address) {
        let Stake { owner, number, .. } = self.stakes[at];
        let owner = self.users[owner];
        let farm = self.world.keys.farm;
        let call = calls::claim(farm, campaign, mints::REWARD, CRANK, owner, number);
        let reasons =
            [LiquidityError::NoOverlap, LiquidityError::NothingYet, LiquidityError::ClaimedInFull];
        self.send(&call, &reasons);
        self.note("position", &position(&farm, &owner, number));
    }

    fn fund(&mut self) {
        if self.world.farm().boundary_count as usize > 32 - FREE_PLACES {
            return self.trade(self.users[0]);
        }
        let (amount, slots) = (1_000_000 + self.roll(1_000_000_000), 100 + self.roll(2_000));
        let later = if self.roll(2) == 0 { 0 } else { self.world.slot() + 1 + self.roll(50) };
        let base = self.world.next_campaign(amount, later, slots);
        let call = calls::create_campaign(&NewCampaign { funder: FUNDER, ..base });
        self.send(&call, &[]);
        self.funded += amount;
        self.campaigns.push(call.of("campaign"));
    }

    /// Everyone claims, closes, withdraws; campaigns return what nobody earned.
    fn end(&mut self) {
        let keys = self.world.keys;
        for (kind, address) in [("pool", keys.pool), ("farm", keys.farm)] {
            self.note(kind, &address);
        }
        while let Some(at) = self.open_stake() {
            self.leave(at);
        }
        self.world.pass(1_000_000);
        let books = |stake: &Stake| {
            let address = position(&keys.farm, &self.users[stake.owner], stake.number);
            self.world.books::<Position>(&address)
        };
        let stays: Vec<_> = self.stakes.iter().map(books).collect();
        let mut paid = 0;
        for campaign in self.campaigns.clone() {
            self.note("campaign", &campaign);
            self.send(&self.world.settle_call(campaign), &[LiquidityError::NothingToSettle]);
            let term: Campaign = self.world.books(&campaign);
            assert!(term.start_known == 1 && term.end_known == 1);
            for (at, stay) in stays.iter().enumerate() {
                if stay.entry_number < term.entries_at_end
                    && stay.exit_number >= term.exits_at_start
                {
                    self.claim(at, campaign);
                }
            }
            paid += self.world.books::<Campaign>(&campaign).paid;
            let call = self.world.close_campaign_call(campaign);
            self.send(&call, &[]);
            assert!(self.world.is_gone(&campaign) && self.world.is_gone(&reward_vault(&campaign)));
        }
        for at in 0..self.stakes.len() {
            let Stake { owner, number, .. } = self.stakes[at];
            self.send(&calls::close_position(keys.farm, self.users[owner], number), &[]);
        }
        self.send(&calls::collect_protocol_fees(&keys, ADMIN), &[]);
        self.send(&calls::collect_creator_fees(&keys, CREATOR), &[]);
        let everyone: Vec<_> = actors::ALL.into_iter().chain(self.users.clone()).collect();
        for owner in everyone {
            let lp = self.world.purse(owner, keys.lp_mint);
            if lp > 0 {
                // Less than one unit of both tokens is worth nothing, and stays.
                self.send(&calls::withdraw(&keys, owner, lp), &[LiquidityError::ZeroOutput]);
            }
        }
        self.balance(paid);
    }

    /// Every base unit is where it belongs (F10).
    fn balance(&self, paid: u64) {
        let world = &self.world;
        let keys = world.keys;
        world.check_books();
        let farm: Farm = world.farm();
        assert_eq!((farm.staked_lp, farm.total_weight, farm.boundary_count), (0, 0, 0));
        assert_eq!((farm.entries, farm.starts), (farm.exits, farm.ends));
        assert_eq!(farm.entries, self.stakes.len() as u64);
        assert_eq!(world.balance(&keys.stake_vault), 0);
        let pool: Pool = world.pool();
        assert_eq!(world.balance(&keys.vault_a), pool.reserve_a);
        assert_eq!(world.balance(&keys.vault_b), pool.reserve_b);
        let earned: u64 = self.users.iter().map(|user| world.purse(*user, mints::REWARD)).sum();
        assert_eq!(earned, paid, "what campaigns paid is what people have");
        let back = world.purse(REFUNDEE, mints::REWARD) - PURSE;
        assert_eq!(earned + back, self.funded, "what was funded was paid or came back");
        assert_eq!(PURSE - world.purse(FUNDER, mints::REWARD), self.funded);
        let left = world.svm.get_program_accounts(&PROGRAM);
        // Two configs, two pools and two farms: no position and no campaign.
        assert_eq!(left.len(), 6);
    }
}

fn run(users: usize, transactions: u64, seed: u64) {
    let mut load = Load::new(users, seed);
    let started = Instant::now();
    for step in 0..transactions {
        if load.roll(8) == 0 {
            let slots = load.roll(5);
            load.world.pass(slots);
        }
        load.step();
        if (step + 1) % 10_000 == 0 {
            load.world.check_books();
            eprintln!("{} of {transactions}, {} s", step + 1, started.elapsed().as_secs());
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    let sent: u64 = load.done.values().chain(load.refused.values()).sum();
    assert_eq!(sent, transactions);
    let refused: u64 = load.refused.values().sum();
    let (stakes, campaigns) = (load.stakes.len(), load.campaigns.len());
    println!(
        "{sent} transactions of {users} people, seed {seed}: {refused} claims of nothing refused"
    );
    for (name, count) in &load.done {
        println!("  {name}: {count}");
    }
    println!("{stakes} positions, {campaigns} campaigns");
    println!(
        "{:.0} s, {:.0} transactions a second, {} CU on average",
        seconds,
        sent as f64 / seconds,
        load.units / sent.max(1)
    );
    load.end();
    for (kind, bytes) in &load.largest {
        println!("largest {kind}: {bytes} bytes");
    }
    let all: u64 = load.done.values().chain(load.refused.values()).sum();
    println!("everyone left, {} transactions more; every base unit is accounted for", all - sent);
}

fn main() -> ExitCode {
    let numbers: Result<Vec<u64>, _> = std::env::args().skip(1).map(|text| text.parse()).collect();
    match numbers.as_deref() {
        Ok([0, ..] | [_, 0, ..]) => {
            eprintln!("load: at least one person and one transaction");
            return ExitCode::FAILURE;
        }
        Ok([users, transactions]) => run(*users as usize, *transactions, 1),
        Ok([users, transactions, seed]) => run(*users as usize, *transactions, *seed),
        _ => {
            eprintln!("load USERS TRANSACTIONS [SEED]: how many people, how many transactions");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
