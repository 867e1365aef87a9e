//! The reference model: what the books, purses and vaults must be, in lockstep with the program.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use program_tests::address::{self, PoolKeys};
use program_tests::books;
use program_tests::exact::{History, Rate};
use program_tests::token::TransferFee;
use program_tests::{World, mints};
use solana_account::Account;
use solana_address::Address;

use crate::reference::{Books, Curve, Terms};
use crate::tally::Tally;

/// Places of a farm's table, and those that are not kept for the pool's creator.
pub const PLACES: usize = 32;
pub const FOR_ANYONE: usize = 24;

/// When something happened. A start or end of a campaign comes before all that is sent in its slot,
/// but for the start of one that starts as it is created.
pub type Moment = (u64, u64);

#[derive(Clone, Debug)]
pub struct Stay {
    pub owner: Address,
    pub number: u64,
    pub lp: u64,
    pub weight: u64,
    pub multiplier: u32,
    pub locked_until: u64,
    /// What must stay for ever; zero unless locked for ever.
    pub worth: u64,
    pub entry: Moment,
    pub exit: Option<Moment>,
    pub is_gone: bool,
}

#[derive(Clone, Debug)]
pub struct Stream {
    pub address: Address,
    pub funder: Address,
    pub refundee: Address,
    pub mint: Address,
    pub rate: Rate,
    pub start: Moment,
    pub end: u64,
    pub is_start_read: bool,
    pub is_end_read: bool,
    pub top_ups: u64,
    pub funded: u64,
    pub paid: u64,
    pub refunded: u64,
    pub forfeited: u64,
    pub donated: u64,
    pub is_frozen: bool,
    pub is_gone: bool,
}

/// What a position got of a campaign.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dues {
    pub paid: u64,
    pub is_settled: bool,
}

impl Stream {
    pub fn is_over(&self, now: u64) -> bool {
        now >= self.end
    }

    /// What the vault holds.
    pub fn held(&self) -> u64 {
        self.funded - self.paid - self.refunded + self.donated
    }
}

impl Stay {
    pub fn overlaps(&self, stream: &Stream) -> bool {
        let left_before = self.exit.is_some_and(|exit| exit < stream.start);
        !left_before && self.entry <= (stream.end, 0)
    }

    pub fn is_forever(&self) -> bool {
        self.locked_until == u64::MAX
    }
}

pub struct Farm {
    pub history: History,
    pub stays: Vec<Stay>,
    pub streams: Vec<Stream>,
    pub dues: BTreeMap<(usize, usize), Dues>,
    pub locks: [(u64, u32); 4],
    /// LP tokens sent to the stake vault past the program.
    pub surplus: u64,
    /// Counts everything that happened.
    pub moment: u64,
    /// How often the clock may have moved.
    pub moves: u64,
    pub before: Option<books::Farm>,
}

impl Farm {
    pub fn dues(&self, stay: usize, stream: usize) -> Dues {
        self.dues.get(&(stay, stream)).copied().unwrap_or_default()
    }

    /// The slots in the farm's table.
    pub fn places(&self) -> BTreeSet<u64> {
        let starts = self.streams.iter().filter(|one| !one.is_start_read).map(|one| one.start.0);
        let ends = self.streams.iter().filter(|one| !one.is_end_read).map(|one| one.end);
        starts.chain(ends).collect()
    }

    /// The slots until `now` in which a campaign paid and a position was in.
    pub fn shared_slots(&self, stay: usize, stream: usize, now: u64) -> (u64, u64) {
        let (stay, stream) = (&self.stays[stay], &self.streams[stream]);
        let exit = stay.exit.map_or(u64::MAX, |exit| exit.0);
        (stay.entry.0.max(stream.start.0), exit.min(stream.end).min(now))
    }

    /// The exact floor of what a position has earned of a campaign.
    pub fn earned(&self, stay: usize, stream: usize, now: u64) -> u64 {
        let (from, until) = self.shared_slots(stay, stream, now);
        let (weight, rate) = (self.stays[stay].weight, self.streams[stream].rate);
        self.history.earned(weight, rate, from, until)
    }

    pub fn is_final(&self, stay: usize, stream: usize, now: u64) -> bool {
        self.stays[stay].exit.is_some() || self.streams[stream].is_over(now)
    }

    /// Whether nobody can claim of a campaign any more.
    pub fn is_settled(&self, stream: usize, now: u64) -> bool {
        let one = &self.streams[stream];
        let mut stays = self.stays.iter().enumerate().filter(|(_, stay)| stay.overlaps(one));
        one.is_over(now) && stays.all(|(stay, _)| self.dues(stay, stream).is_settled)
    }

    /// What goes back for slots with nobody staked, of those that have passed.
    pub fn idle(&self, stream: usize, now: u64) -> u64 {
        let stream = &self.streams[stream];
        stream.rate.over(self.history.idle(stream.start.0, stream.end.min(now)))
    }

    /// Pairs of a position and a campaign between which something is left to settle.
    pub fn pairs_owed(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for (i, stay) in self.stays.iter().enumerate().filter(|(_, stay)| !stay.is_gone) {
            for (j, stream) in self.streams.iter().enumerate().filter(|(_, one)| !one.is_gone) {
                if stay.overlaps(stream) && !self.dues(i, j).is_settled {
                    pairs.push((i, j));
                }
            }
        }
        pairs
    }

    /// What a campaign wrote down: every instruction that takes it as its own reads what passed.
    pub fn reads(&mut self, stream: usize, now: u64) {
        let stream = &mut self.streams[stream];
        stream.is_start_read |= now >= stream.start.0;
        stream.is_end_read |= now >= stream.end;
    }
}

pub struct Config {
    pub address: Address,
    pub admin: Address,
    pub pending: Address,
    pub recipient: Address,
    pub index: u16,
    pub terms: Terms,
    pub locks: [(u64, u32); 4],
}

pub struct Pool {
    pub keys: PoolKeys,
    pub config: usize,
    pub creator: Address,
    pub curve: Curve,
    pub terms: Terms,
    pub books: Books,
    /// Books after the action before.
    pub books_before: Books,
    /// Owed in A and in B.
    pub protocol_fees: [u64; 2],
    pub creator_fees: [u64; 2],
    /// Sent to the vaults past the program and not booked.
    pub surplus: [u64; 2],
    pub swaps_paused: bool,
    pub deposits_paused: bool,
    pub observed: u64,
    /// Sums of the prices of A and of B, modulo 2^128.
    pub price_sums: [BigUint; 2],
    pub farm: Farm,
}

impl Pool {
    pub fn mint(&self, side: usize) -> Address {
        [self.keys.mint_a, self.keys.mint_b][side]
    }

    pub fn vault(&self, side: usize) -> Address {
        [self.keys.vault_a, self.keys.vault_b][side]
    }

    pub fn held(&self, side: usize) -> u64 {
        let owed = self.protocol_fees[side] + self.creator_fees[side];
        self.books.reserves[side] + owed + self.surplus[side]
    }

    /// Adds up the prices that held until `now`.
    pub fn observe(&mut self, now: u64) {
        if now <= self.observed {
            return;
        }
        if self.books.supply > 0 {
            for side in [0, 1] {
                let price = self.curve.price(self.books.reserves, side);
                let sum = &self.price_sums[side] + price * (now - self.observed);
                self.price_sums[side] = sum % (BigUint::from(1_u32) << 128);
            }
        } else {
            self.price_sums = [BigUint::ZERO, BigUint::ZERO];
        }
        self.observed = now;
    }
}

/// A transfer fee, and the one that takes its place in an epoch.
#[derive(Clone, Copy)]
pub struct Fees {
    pub older: TransferFee,
    pub newer: TransferFee,
    pub newer_from: u64,
}

pub struct State {
    pub world: World,
    pub actors: Vec<Address>,
    pub configs: Vec<Config>,
    pub pools: Vec<Pool>,
    /// Tokens of each owner and mint.
    pub purses: BTreeMap<(Address, Address), u64>,
    pub fees: BTreeMap<Address, Fees>,
    /// Withheld as transfer fees so far.
    pub withheld: BTreeMap<Address, u64>,
    /// Positions and campaigns as they were after the last action.
    pub accounts: BTreeMap<Address, Account>,
    pub epoch: u64,
    /// Lamports of all actors at the beginning, less the rent of what stays for good.
    pub lamports: u64,
    pub supplies: BTreeMap<Address, u64>,
    pub tally: Tally,
    /// Every call with its result and events, for whoever wants to compare.
    pub record: Option<Vec<String>>,
}

pub const NO_FEE: TransferFee = TransferFee { basis_points: 0, maximum: 0 };

impl State {
    pub fn now(&self) -> u64 {
        self.world.slot()
    }

    pub fn actor(&self, who: u8) -> Address {
        self.actors[usize::from(who) % self.actors.len()]
    }

    /// The transfer fee of a mint now.
    pub fn fee(&self, mint: &Address) -> TransferFee {
        self.fees.get(mint).map_or(NO_FEE, |fees| {
            if self.epoch >= fees.newer_from { fees.newer } else { fees.older }
        })
    }

    pub fn purse(&self, owner: Address, mint: Address) -> u64 {
        self.purses.get(&(owner, mint)).copied().unwrap_or_default()
    }

    pub fn purse_mut(&mut self, owner: Address, mint: Address) -> &mut u64 {
        self.purses.entry((owner, mint)).or_default()
    }

    fn withhold(&mut self, mint: Address, fee: u64) {
        *self.withheld.entry(mint).or_default() += fee;
    }

    /// An owner sends that much to a vault. Says what arrives.
    pub fn pays(&mut self, owner: Address, mint: Address, sent: u64) -> u64 {
        let fee = self.fee(&mint).of(sent);
        *self.purse_mut(owner, mint) -= sent;
        self.withhold(mint, fee);
        sent - fee
    }

    /// A vault sends that much to an owner. Says what arrives.
    pub fn gets(&mut self, owner: Address, mint: Address, sent: u64) -> u64 {
        let fee = self.fee(&mint).of(sent);
        *self.purse_mut(owner, mint) += sent - fee;
        self.withhold(mint, fee);
        sent - fee
    }

    /// A vault sends that much to another. Says what arrives.
    pub fn passes_on(&mut self, mint: Address, sent: u64) -> u64 {
        let fee = self.fee(&mint).of(sent);
        self.withhold(mint, fee);
        sent - fee
    }

    /// Every mint there is, LP tokens included.
    pub fn all_mints(&self) -> Vec<Address> {
        mints::ALL.into_iter().chain(self.pools.iter().map(|pool| pool.keys.lp_mint)).collect()
    }

    pub fn happens(&mut self, pool: usize) -> Moment {
        let now = self.now();
        let farm = &mut self.pools[pool].farm;
        farm.moment += 1;
        (now, farm.moment)
    }

    /// A position comes in.
    pub fn enters(
        &mut self,
        pool: usize,
        owner: Address,
        lp: u64,
        multiplier: u32,
        locked_until: u64,
        worth: u64,
    ) {
        let entry = self.happens(pool);
        let farm = &mut self.pools[pool].farm;
        let weight = weight_of(lp, multiplier).expect("the program took it");
        let number = farm.stays.len() as u64;
        farm.history.set_weight(entry.0, farm.history.weight() + weight);
        let exit = None;
        let is_gone = false;
        farm.stays.push(Stay {
            owner,
            number,
            lp,
            weight,
            multiplier,
            locked_until,
            worth,
            entry,
            exit,
            is_gone,
        });
    }

    /// A position leaves.
    pub fn leaves(&mut self, pool: usize, stay: usize) {
        let exit = self.happens(pool);
        let farm = &mut self.pools[pool].farm;
        let weight = farm.history.weight() - farm.stays[stay].weight;
        farm.history.set_weight(exit.0, weight);
        farm.stays[stay].exit = Some(exit);
    }

    pub fn position(&self, pool: usize, stay: usize) -> Address {
        let pool = &self.pools[pool];
        let stay = &pool.farm.stays[stay];
        address::position(&pool.keys.farm, &stay.owner, stay.number)
    }
}

/// Weight of LP tokens under a multiplier in ten-thousandths.
pub fn weight_of(lp: u64, multiplier: u32) -> Option<u64> {
    u64::try_from(u128::from(lp) * u128::from(multiplier) / 10_000).ok()
}
