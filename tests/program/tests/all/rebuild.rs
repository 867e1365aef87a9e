//! Every book can be rebuilt from events alone: after each step of a random sequence of all
//! instructions, what a decoder adds up is what the accounts say.

use std::collections::BTreeSet;

use program_tests::actors::{ADMIN, ALICE, BOB, CREATOR, FUNDER};
use program_tests::address::{self, position};
use program_tests::books::{Campaign, Config, Farm, Pool};
use program_tests::calls::{self, NEVER};
use program_tests::ledger::{CampaignBooks, ConfigBooks, FarmBooks, Ledger, PoolBooks};
use program_tests::token::{account, wallet};
use program_tests::{Call, PoolKeys, World, actors, mints, named};
use solana_address::Address;

use crate::pairs::Dice;

const STEPS: u64 = 400;
const CONFIG: u16 = 7;

struct Walk {
    world: World,
    ledger: Ledger,
    dice: Dice,
    keys: PoolKeys,
    config: Address,
    positions: Vec<(Address, u64)>,
    campaigns: Vec<Address>,
    done: BTreeSet<&'static str>,
}

impl Walk {
    fn new(mint_a: Address, mint_b: Address, amplification: Option<u32>, seed: u64) -> Self {
        let config = address::config(&ADMIN, CONFIG);
        let keys = match amplification {
            None => PoolKeys::new(config, mint_a, mint_b),
            Some(amplification) => PoolKeys::stable(config, mint_a, mint_b, amplification),
        };
        let mut walk = Self {
            world: World::with_empty_pools(),
            ledger: Ledger::default(),
            dice: Dice::new(seed),
            keys,
            config,
            positions: Vec::new(),
            campaigns: Vec::new(),
            done: BTreeSet::new(),
        };
        walk.send(calls::create_config(ADMIN, CONFIG, 3_000, 200_000, 100_000));
        let choices = [(0, 10_000), (5, 15_000), (50, 30_000), (0, 0)];
        walk.send(calls::set_lock_choices(ADMIN, config, choices));
        walk.send(calls::create_pool(&keys, CREATOR));
        walk.world.keys = keys;
        for actor in actors::ALL {
            let lp = account(&keys.lp_mint, &actor, 0);
            walk.world.put(wallet(&actor, &keys.lp_mint), lp);
        }
        let (a, b) = (4_000_000_000, 5_000_000_000);
        walk.send(calls::deposit(&keys, ALICE, a, b));
        walk.send(calls::deposit(&keys, BOB, a, b));
        walk
    }

    /// Sends a call, which may be refused, and reads what it logged.
    fn send(&mut self, call: Call) -> bool {
        let Ok(receipt) = self.world.run(call.instruction()) else { return false };
        self.ledger.read(&receipt.events);
        self.done.insert(call.name);
        self.compare();
        true
    }

    fn compare(&self) {
        let books: Config = self.world.books(&self.config);
        let terms = [books.trade_fee_rate, books.protocol_fee_share, books.creator_fee_share];
        let Config { admin, pending_admin, fee_recipient, .. } = books;
        let config = ConfigBooks { admin, pending_admin, fee_recipient, terms };
        assert_eq!(self.ledger.configs[&self.config], config);
        if self.world.is_gone(&self.keys.pool) {
            return;
        }
        let books: Pool = self.world.books(&self.keys.pool);
        let pool = PoolBooks {
            reserves: [books.reserve_a, books.reserve_b],
            protocol_fees: [books.protocol_fees_a, books.protocol_fees_b],
            creator_fees: [books.creator_fees_a, books.creator_fees_b],
            lp_supply: books.lp_supply,
            terms: [books.trade_fee_rate, books.protocol_fee_share, books.creator_fee_share],
            is_paused: [books.swaps_paused == 1, books.deposits_paused == 1],
        };
        assert_eq!(self.ledger.pools[&self.keys.pool], pool);
        let books: Farm = self.world.books(&self.keys.farm);
        let farm = FarmBooks {
            staked_lp: books.staked_lp,
            total_weight: books.total_weight,
            locked_forever_lp: books.locked_forever_lp,
        };
        assert_eq!(self.ledger.farm(&self.keys.farm), farm);
        for address in &self.campaigns {
            let told = self.ledger.campaigns[address];
            assert_eq!(told.is_closed, self.world.is_gone(address));
            if told.is_closed {
                continue;
            }
            let books: Campaign = self.world.books(address);
            let Campaign { funded, paid, refunded, end_slot, .. } = books;
            let is_closed = false;
            assert_eq!(told, CampaignBooks { funded, paid, refunded, end_slot, is_closed });
        }
    }

    fn owner(&mut self) -> Address {
        if self.dice.roll(2) == 0 { ALICE } else { BOB }
    }

    fn position(&mut self) -> (Address, u64) {
        let place = self.dice.roll(self.positions.len() as u64) as usize;
        self.positions.get(place).copied().unwrap_or((ALICE, 0))
    }

    fn campaign(&mut self) -> Option<Address> {
        let place = self.dice.roll(self.campaigns.len() as u64) as usize;
        let address = self.campaigns.get(place).copied()?;
        (!self.world.is_gone(&address)).then_some(address)
    }

    /// A number for a new position, and the position for it should one come of the call.
    fn enter(&mut self, owner: Address, call: impl FnOnce(u64) -> Call) {
        let number = self.positions.len() as u64;
        if self.send(call(number)) {
            self.positions.push((owner, number));
        }
    }

    fn step(&mut self) {
        if self.dice.roll(2) == 0 {
            let slots = self.dice.roll(12);
            self.world.pass(slots);
        }
        let keys = self.keys;
        let owner = self.owner();
        let is_a = self.dice.roll(2) == 0;
        let amount = self.dice.size(1_000_000_000);
        let lp = self.world.purse(owner, keys.lp_mint);
        let part = self.dice.size(lp / 4);
        let choice = self.dice.roll(3) as u8;
        match self.dice.roll(40) {
            0..3 => {
                self.send(calls::swap(&keys, owner, is_a, amount));
            }
            3..6 => {
                self.send(calls::swap_out(&keys, owner, is_a, amount / 2));
            }
            6 | 7 => {
                self.send(calls::deposit(&keys, owner, amount, amount * 2));
            }
            8 => {
                self.send(calls::withdraw(&keys, owner, part));
            }
            9 | 10 => {
                self.send(calls::deposit_single(&keys, owner, is_a, [amount, 0, NEVER]));
            }
            11 | 12 => {
                self.send(calls::withdraw_single(&keys, owner, is_a, [part, 0, NEVER]));
            }
            13 => {
                self.send(calls::collect_protocol_fees(&keys, self.recipient()));
            }
            14 => {
                self.send(calls::collect_creator_fees(&keys, CREATOR));
            }
            15 => {
                let (vault, mint) =
                    if is_a { (keys.vault_a, keys.mint_a) } else { (keys.vault_b, keys.mint_b) };
                self.world.donate(owner, vault, mint, amount);
                self.send(calls::skim(&keys));
            }
            16 => {
                let (swaps, deposits) = (self.dice.roll(4) == 0, self.dice.roll(4) == 0);
                let admin = self.ledger.configs[&self.config].admin;
                self.send(calls::set_pause(&keys, admin, swaps, deposits));
            }
            17 => self.govern(owner),
            18..21 => {
                self.enter(owner, |number| calls::stake_locked(&keys, owner, number, part, choice));
            }
            21 => self.enter(owner, |number| {
                calls::deposit_and_stake(&keys, owner, number, amount, amount * 2)
            }),
            22..24 => {
                let (owner, number) = self.position();
                self.send(calls::unstake(&keys, owner, number));
            }
            24 => {
                let (owner, number) = self.position();
                self.send(calls::unstake_and_withdraw(&keys, owner, number));
            }
            25 | 26 => {
                let (owner, old) = self.position();
                let staked = self.staked(owner, old);
                let part = self.dice.size(staked);
                self.enter(owner, |new| calls::unstake_part(&keys, owner, [old, new], part));
            }
            27 => {
                let (owner, old) = self.position();
                self.enter(owner, |new| {
                    calls::restake(keys.farm, owner, owner, [old, new], choice)
                });
            }
            28 => {
                let (owner, number) = self.position();
                self.send(calls::lock_forever(&keys, owner, number));
            }
            29 => {
                let forever = self.positions.iter().find(|(owner, number)| {
                    let address = position(&keys.farm, owner, *number);
                    self.ledger.stakes.get(&address).is_some_and(|stake| stake.is_forever)
                });
                let (owner, old) = forever.copied().unwrap_or((ALICE, 0));
                let bounds = [0, 0, NEVER];
                self.enter(owner, |new| {
                    calls::collect_locked_fees(&keys, owner, [old, new], bounds)
                });
            }
            30 | 31 => self.fund(),
            _ => self.of_a_campaign(),
        }
    }

    fn recipient(&self) -> Address {
        self.ledger.configs[&self.config].fee_recipient
    }

    fn staked(&self, owner: Address, number: u64) -> u64 {
        let address = position(&self.keys.farm, &owner, number);
        self.ledger.stakes.get(&address).map_or(1, |stake| stake.lp)
    }

    fn govern(&mut self, who: Address) {
        let config = self.ledger.configs[&self.config];
        match self.dice.roll(3) {
            0 => {
                let rate = self.dice.roll(100_000) as u32;
                let terms = [rate, 300_000, 100_000];
                self.send(calls::update_config(config.admin, self.config, terms, who));
            }
            1 => {
                self.send(calls::propose_admin(config.admin, self.config, who));
            }
            _ => {
                self.send(calls::accept_admin(config.pending_admin, self.config));
            }
        }
    }

    fn fund(&mut self) {
        let farm: Farm = self.world.books(&self.keys.farm);
        let mints = [self.keys.mint_a, self.keys.mint_b, mints::REWARD];
        let new = calls::NewCampaign {
            farm: self.keys.farm,
            funder: FUNDER,
            refundee: FUNDER,
            reward_mint: mints[self.dice.roll(3) as usize],
            number: farm.campaigns,
            amount: 1_000 + self.dice.size(1_000_000_000),
            start_slot: 0,
            duration_slots: 10 + self.dice.roll(200),
        };
        let address = address::campaign(&new.farm, new.number);
        self.campaigns.push(address);
        let receipt = self.world.run(calls::create_campaign(&new).instruction());
        match receipt {
            Ok(receipt) => {
                self.ledger.read(&receipt.events);
                self.done.insert("create_campaign");
                self.compare();
            }
            Err(_) => {
                self.campaigns.pop();
            }
        }
    }

    fn of_a_campaign(&mut self) {
        let Some(campaign) = self.campaign() else { return };
        let (owner, number) = self.position();
        let (keys, mint) = (self.keys, self.world.campaign(&campaign).reward_mint);
        let extra = 1 + self.dice.roll(40);
        match self.dice.roll(10) {
            0 => {
                let call = calls::top_up(keys.farm, campaign, mint, FUNDER, extra, u64::MAX);
                self.send(call);
            }
            1 => {
                self.send(calls::settle_campaign(keys.farm, campaign));
            }
            2 => {
                self.send(calls::collect_campaign(keys.farm, campaign, mint, FUNDER));
            }
            3 => {
                self.send(calls::close_campaign(keys.farm, campaign, mint, FUNDER, FUNDER));
            }
            4 => {
                self.send(calls::forfeit(keys.farm, campaign, owner, number));
            }
            5 => {
                self.send(calls::close_position(keys.farm, owner, number));
            }
            6 | 7 => self.enter(owner, |new| {
                calls::compound(&keys, owner, campaign, mint, [number, new], [0, NEVER])
            }),
            _ => {
                self.send(calls::claim(keys.farm, campaign, mint, owner, owner, number));
            }
        }
    }

    /// All that earned claims, so that campaigns and positions can be closed.
    fn wind_down(&mut self) {
        let keys = self.keys;
        let admin = self.ledger.configs[&self.config].admin;
        self.send(calls::set_pause(&keys, admin, false, false));
        self.world.pass(10_000);
        for (owner, number) in self.positions.clone() {
            self.send(calls::unstake(&keys, owner, number));
            for campaign in self.campaigns.clone() {
                if !self.world.is_gone(&campaign) {
                    let mint = self.world.campaign(&campaign).reward_mint;
                    self.send(calls::claim(keys.farm, campaign, mint, owner, owner, number));
                }
            }
            self.send(calls::close_position(keys.farm, owner, number));
        }
        for campaign in self.campaigns.clone() {
            if !self.world.is_gone(&campaign) {
                let mint = self.world.campaign(&campaign).reward_mint;
                self.send(calls::close_campaign(keys.farm, campaign, mint, FUNDER, FUNDER));
            }
        }
    }
}

#[test]
fn a_decoder_of_events_alone_has_the_same_books_after_every_step() {
    let mut done = BTreeSet::new();
    let mut read = BTreeSet::new();
    for (seed, mint_a, mint_b, amplification) in [
        (1, mints::A, mints::B, None),
        (2, mints::A, mints::FEE_2022, None),
        (3, mints::FEE_2022, mints::FEE_2022_B, None),
        (4, mints::A, mints::FEE_2022, Some(100)),
    ] {
        let mut walk = Walk::new(mint_a, mint_b, amplification, seed);
        for _ in 0..STEPS {
            walk.step();
        }
        walk.wind_down();
        walk.world.check_books();
        done.extend(walk.done);
        read.extend(walk.ledger.read.into_keys());
    }
    // Everything that changes something, and every event that there is.
    let all = [
        "accept_admin",
        "claim",
        "close_campaign",
        "close_position",
        "collect_campaign",
        "collect_creator_fees",
        "collect_locked_fees",
        "collect_protocol_fees",
        "compound",
        "create_campaign",
        "create_config",
        "create_pool",
        "deposit",
        "deposit_and_stake",
        "deposit_single",
        "forfeit",
        "lock_forever",
        "propose_admin",
        "restake",
        "set_lock_choices",
        "set_pause",
        "settle_campaign",
        "skim",
        "stake",
        "swap_exact_in",
        "swap_exact_out",
        "top_up",
        "unstake",
        "unstake_and_withdraw",
        "unstake_part",
        "update_config",
        "withdraw",
        "withdraw_single",
    ];
    assert_eq!(done, all.into_iter().collect());
    assert_eq!(read.len(), 21, "{read:?}");
}

#[test]
#[should_panic(expected = "an event that there is not")]
fn an_unknown_event_is_not_passed_over() {
    Ledger::default().read(&[named("an event of nobody").to_bytes().to_vec()]);
}
