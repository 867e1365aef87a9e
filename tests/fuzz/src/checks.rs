//! What must hold after every action.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use program_tests::MINIMUM_LIQUIDITY;
use program_tests::address::reward_vault;
use program_tests::books::{self, Books as _, Position};
use program_tests::token::{self, wallet};
use solana_address::Address;

use crate::ensure;
use crate::failure::Check;
use crate::state::State;

impl State {
    /// Everything that must hold after every action.
    pub fn check(&mut self) -> Check {
        for index in 0..self.pools.len() {
            self.check_pool(index)?;
            self.check_farm(index)?;
        }
        self.check_accounts()?;
        for index in 0..self.pools.len() {
            for stream in 0..self.pools[index].farm.streams.len() {
                self.check_stream(index, stream)?;
            }
        }
        self.check_purses()
    }

    fn balance(&self, address: &Address) -> u64 {
        self.world.balance(address)
    }

    /// What a pool says that it has and owes is in its vaults, whatever the reference says of it.
    pub fn check_cover(&self, index: usize) -> Check {
        let pool = &self.pools[index];
        let books: books::Pool = self.world.books(&pool.keys.pool);
        let owed = [
            books.reserve_a + books.protocol_fees_a + books.creator_fees_a,
            books.reserve_b + books.protocol_fees_b + books.creator_fees_b,
        ];
        for (side, owed) in owed.into_iter().enumerate() {
            let held = self.balance(&pool.vault(side));
            ensure!("A6", held >= owed, "vault {side} holds {held} and owes {owed}");
        }
        Ok(())
    }

    fn check_pool(&self, index: usize) -> Check {
        self.check_cover(index)?;
        let pool = &self.pools[index];
        let books: books::Pool = self.world.books(&pool.keys.pool);
        let circulating = books.lp_supply.saturating_sub(MINIMUM_LIQUIDITY);
        let supply = self.world.supply(&pool.keys.lp_mint);
        ensure!("A7", supply == circulating, "{supply} LP tokens, {circulating} in the books");
        let reserves = [books.reserve_a, books.reserve_b];
        let said = &pool.books;
        ensure!(
            "A4",
            reserves == said.reserves && books.lp_supply == said.supply,
            "books of {reserves:?} and {}, exactly {said:?}",
            books.lp_supply
        );
        let fees = [
            [books.protocol_fees_a, books.protocol_fees_b],
            [books.creator_fees_a, books.creator_fees_b],
        ];
        let due = [pool.protocol_fees, pool.creator_fees];
        ensure!("A4", fees == due, "fees owed are {fees:?}, exactly {due:?}");
        for side in [0, 1] {
            let (held, due) = (self.balance(&pool.vault(side)), pool.held(side));
            ensure!("A6", held == due, "vault {side} holds {held}, exactly {due}");
        }
        let sums = [books.price_sum_a_in_b, books.price_sum_b_in_a].map(|sum| number(&sum));
        ensure!(
            "P1",
            books.observed_slot == pool.observed && sums == pool.price_sums,
            "prices add up to {sums:?}, those that held to {:?}",
            pool.price_sums
        );
        let terms = [books.trade_fee_rate, books.protocol_fee_share, books.creator_fee_share];
        ensure!("S2", terms == pool.terms, "terms of a pool changed to {terms:?}");
        let paused = [books.swaps_paused, books.deposits_paused].map(|paused| paused == 1);
        ensure!("S2", paused == [pool.swaps_paused, pool.deposits_paused], "paused {paused:?}");
        Ok(())
    }

    /// The farm's clock against the history, and its sums against the stakers (F1, F2, F8).
    fn check_farm(&mut self, index: usize) -> Check {
        let now = self.now();
        let pool = &self.pools[index];
        let (model, keys) = (&pool.farm, pool.keys);
        let farm: books::Farm = self.world.books(&keys.farm);
        let open = || model.stays.iter().filter(|stay| stay.exit.is_none());
        let staked: u64 = open().map(|stay| stay.lp).sum();
        let weight: u64 = open().map(|stay| stay.weight).sum();
        let forever: u64 = open().filter(|stay| stay.is_forever()).map(|stay| stay.lp).sum();
        ensure!(
            "F1",
            (farm.total_weight, farm.staked_lp, farm.locked_forever_lp)
                == (weight, staked, forever),
            "weight {}, LP {}, for ever {}: exactly {weight}, {staked}, {forever}",
            farm.total_weight,
            farm.staked_lp,
            farm.locked_forever_lp
        );
        let vault = self.balance(&keys.stake_vault);
        ensure!("F1", vault == staked + model.surplus, "{vault} LP in the vault for {staked}");
        if let Some(before) = &model.before {
            ensure!(
                "F2",
                farm.last_slot >= before.last_slot
                    && number(&farm.growth) >= number(&before.growth)
                    && farm.idle_slots >= before.idle_slots,
                "the clock went back"
            );
        }
        ensure!("F2", farm.last_slot <= now, "slot {} of {now}", farm.last_slot);
        let (here, exact) = (number(&farm.growth), model.history.growth_128(farm.last_slot));
        let moves = model.moves + 2 * model.streams.len() as u64;
        ensure!(
            "F2",
            here <= exact && exact <= here.clone() + moves,
            "growth {here}, exactly {exact}, {moves} cuts"
        );
        let idle = model.history.idle_at(farm.last_slot);
        ensure!("F8", farm.idle_slots == idle, "{} slots idle of {idle}", farm.idle_slots);
        let starts = model.streams.iter().filter(|one| one.start.0 <= farm.last_slot).count();
        let ends = model.streams.iter().filter(|one| one.end <= farm.last_slot).count();
        let counted = [farm.starts, farm.ends, farm.entries, farm.exits];
        let entries = model.stays.len();
        let due = [starts, ends, entries, entries - open().count()].map(|count| count as u64);
        ensure!("F10", counted == due, "counted {counted:?}, exactly {due:?}");
        let places = model.places().len();
        ensure!(
            "F10",
            farm.boundary_count as usize == places
                && farm.campaigns as usize == model.streams.len(),
            "{} places of {places} taken",
            farm.boundary_count
        );
        self.pools[index].farm.before = Some(farm);
        Ok(())
    }

    /// Positions and campaigns that the last call did not name are what they were (F5), and all of
    /// them say what the model says.
    fn check_accounts(&mut self) -> Check {
        let mut there = Vec::new();
        for (index, pool) in self.pools.iter().enumerate() {
            for (stay, one) in pool.farm.stays.iter().enumerate().filter(|(_, one)| !one.is_gone) {
                there.push((index, Some(stay), self.position(index, stay), one.owner));
            }
            for stream in pool.farm.streams.iter().filter(|one| !one.is_gone) {
                there.push((index, None, stream.address, stream.funder));
            }
        }
        for (index, stay, address, owner) in there {
            let account = self.world.svm.get_account(&address);
            let Some(account) = account.filter(|account| account.lamports > 0) else {
                ensure!("F5", false, "an account of {owner} is gone");
                continue;
            };
            if let Some(before) = self.accounts.get(&address) {
                ensure!("F5", *before == account, "an account of {owner} changed unnamed");
                continue;
            }
            if let Some(stay) = stay {
                self.check_position(index, stay, &account.data)?;
            }
            self.accounts.insert(address, account);
        }
        Ok(())
    }

    fn check_position(&self, index: usize, stay: usize, data: &[u8]) -> Check {
        let (farm, books) = (&self.pools[index].farm, Position::read(data));
        let one = &farm.stays[stay];
        let lp = if one.exit.is_some() { 0 } else { one.lp };
        ensure!(
            "F5",
            (books.owner, books.lp_amount, books.weight) == (one.owner, lp, one.weight)
                && books.multiplier == one.multiplier
                && books.locked_until_slot == one.locked_until
                && books.locked_worth == one.worth
                && books.entry_slot == one.entry.0
                && (books.is_open == 1) == one.exit.is_none(),
            "position {stay} says {books:?}, the model {one:?}"
        );
        for record in Position::records(data) {
            let dues = farm.dues(stay, record.campaign as usize);
            let said = (record.paid, record.settled == 1);
            let due = (dues.paid, dues.is_settled);
            ensure!("F6", said == due, "a record says {said:?}, the model {due:?}");
        }
        Ok(())
    }

    /// A campaign never owes more than it has (F3), to the unit and at every moment.
    fn check_stream(&self, index: usize, stream: usize) -> Check {
        let (farm, now) = (&self.pools[index].farm, self.now());
        let one = &farm.streams[stream];
        if one.is_gone {
            return Ok(());
        }
        let books = books::Campaign::read(&self.accounts[&one.address].data);
        let said = (books.funded, books.paid, books.refunded);
        let due = (one.funded, one.paid, one.refunded);
        ensure!("F3", said == due, "funded, paid, refunded {said:?}, exactly {due:?}");
        ensure!(
            "F9",
            (books.rate_amount, books.rate_slots) == (one.rate.amount, one.rate.slots)
                && (books.start_slot, books.end_slot) == (one.start.0, one.end),
            "a campaign's terms are {books:?}"
        );
        let held = self.balance(&reward_vault(&one.address));
        ensure!("F3", held == one.held(), "a vault holds {held}, exactly {}", one.held());
        let (mut settled, mut owed) = (0, 0_u128);
        for (stay, whose) in farm.stays.iter().enumerate() {
            let dues = farm.dues(stay, stream);
            settled += u64::from(dues.is_settled);
            if whose.overlaps(one) && !dues.is_settled {
                let earned = farm.earned(stay, stream, now);
                let is_brief = whose.exit.is_some_and(|exit| exit.0 == whose.entry.0);
                ensure!("F4", !is_brief || earned == 0, "{earned} for no slot");
                ensure!("F6", earned >= dues.paid, "{} paid of {earned}", dues.paid);
                owed += u128::from(earned - dues.paid);
            }
        }
        let counted = books.settled_positions;
        ensure!("F10", counted == settled, "{counted} settled positions, exactly {settled}");
        let to_come = one.rate.over(one.end.saturating_sub(now.max(one.start.0)));
        let is_settled = farm.is_settled(stream, now);
        let idle = if is_settled { one.refunded } else { farm.idle(stream, now) };
        let forfeited = if is_settled { 0 } else { one.forfeited };
        let all = u128::from(one.paid)
            + owed
            + u128::from(to_come)
            + u128::from(idle)
            + u128::from(forfeited);
        ensure!("F3", all <= u128::from(one.funded), "{all} of {} spoken for", one.funded);
        Ok(())
    }

    /// Every purse, and every base unit of every token (F10).
    fn check_purses(&self) -> Check {
        let mut held: BTreeMap<Address, u128> = BTreeMap::new();
        for mint in self.all_mints() {
            let mut sum = 0;
            for owner in &self.actors {
                let (has, due) = (self.balance(&wallet(owner, &mint)), self.purse(*owner, mint));
                ensure!("F10", has == due, "{owner} has {has} of {mint}, exactly {due}");
                sum += u128::from(has);
            }
            held.insert(mint, sum);
        }
        let mut add = |mint: Address, amount: u64| {
            *held.get_mut(&mint).expect("one of all") += u128::from(amount);
        };
        for pool in &self.pools {
            add(pool.mint(0), pool.held(0));
            add(pool.mint(1), pool.held(1));
            let open = pool.farm.stays.iter().filter(|stay| stay.exit.is_none());
            add(pool.keys.lp_mint, open.map(|stay| stay.lp).sum::<u64>() + pool.farm.surplus);
            for stream in pool.farm.streams.iter().filter(|one| !one.is_gone) {
                add(stream.mint, stream.held());
            }
        }
        for (mint, amount) in &self.withheld {
            add(*mint, *amount);
        }
        for (mint, held) in held {
            let supply = u128::from(token::supply(&self.world.account(&mint)));
            let invariant = if self.supplies.contains_key(&mint) { "F10" } else { "A7" };
            ensure!(invariant, held == supply, "{held} of {supply} of {mint} accounted for");
        }
        Ok(())
    }
}

fn number(limbs: &[u64]) -> BigUint {
    limbs.iter().rev().fold(BigUint::ZERO, |sum, limb| (sum << 64) + *limb)
}
