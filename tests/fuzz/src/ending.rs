//! Everybody leaves, in random order, and every base unit of every token and every lamport of rent is
//! where it belongs (F10, F11).

use program_tests::{MINIMUM_LIQUIDITY, actors, calls};

use crate::action::{Action, Verb};
use crate::ensure;
use crate::failure::Check;
use crate::run::{NO_LOOKALIKES, Reasons};
use crate::setup::LOCKS;
use crate::state::State;

struct Order(u64);

impl Order {
    fn roll(&mut self, limit: u64) -> u64 {
        program_tests::random::next(&mut self.0) % limit
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = self.roll(last as u64 + 1) as usize;
            list.swap(last, other);
        }
    }
}

fn plain(verb: Verb) -> Action {
    // Bounds that are loose, and choices that stand in nobody's way.
    Action {
        verb,
        who: 0,
        pool: 0,
        pick: 1,
        size: 0,
        extra: NO_LOOKALIKES | 15 << 40 | 1,
        twist: 0,
    }
}

impl State {
    pub fn end(&mut self, seed: u64) -> Check {
        let mut order = Order(seed);
        for pool in &self.pools {
            self.tally.positions += pool.farm.stays.len() as u64;
            let campaigns = pool.farm.streams.len() as u64;
            self.tally.campaigns += campaigns;
            self.tally.most_campaigns = self.tally.most_campaigns.max(campaigns);
        }
        self.tally.sequences += 1;
        let longest = self.pools.iter().flat_map(|pool| pool.farm.locks).map(|lock| lock.0).max();
        self.world.pass(longest.unwrap_or(LOCKS[3].0));
        let mut open = Vec::new();
        for (index, pool) in self.pools.iter().enumerate() {
            for (stay, one) in pool.farm.stays.iter().enumerate() {
                if one.exit.is_none() && !one.is_forever() {
                    open.push((index, stay));
                }
            }
        }
        for index in 0..self.pools.len() {
            for stream in 0..self.pools[index].farm.streams.len() {
                if order.roll(3) == 0 {
                    self.set_frozen(index, stream, true);
                }
            }
        }
        // Whatever is paused or frozen.
        order.shuffle(&mut open);
        for (index, stay) in open {
            self.unstake_of(index, stay, &plain(Verb::Unstake))?;
            let has_left = self.pools[index].farm.stays[stay].exit.is_some();
            ensure!("F11", has_left, "a position could not leave");
            self.check()?;
            self.world.pass(order.roll(5));
        }
        let ends = self.pools.iter().flat_map(|pool| &pool.farm.streams).map(|one| one.end);
        let last = ends.max().unwrap_or(0);
        self.world.pass(last.saturating_sub(self.now()));
        for index in 0..self.pools.len() {
            for stream in 0..self.pools[index].farm.streams.len() {
                self.set_frozen(index, stream, false);
            }
        }
        self.claim_everything(&mut order)?;
        self.close_everything(&mut order)?;
        self.empty_pools(&mut order)?;
        let has: u64 = actors::ALL.iter().map(|one| self.world.lamports(one)).sum();
        // Positions locked for ever keep their accounts, and nothing else does.
        let rents: u64 = (0..self.pools.len())
            .flat_map(|index| {
                let stays = &self.pools[index].farm.stays;
                (0..stays.len()).filter(|stay| !stays[*stay].is_gone).map(move |stay| (index, stay))
            })
            .map(|(index, stay)| self.world.lamports(&self.position(index, stay)))
            .sum();
        let due = self.lamports - rents;
        ensure!("F10", has == due, "{has} lamports of {due} came back");
        Ok(())
    }

    fn claim_everything(&mut self, order: &mut Order) -> Check {
        for index in 0..self.pools.len() {
            let mut owed = self.pools[index].farm.pairs_owed();
            order.shuffle(&mut owed);
            for (stay, stream) in owed {
                self.claim_of(index, stay, stream, &plain(Verb::Claim))?;
                let is_settled = self.pools[index].farm.dues(stay, stream).is_settled;
                ensure!("F10", is_settled, "a claim after the end settled nothing");
            }
        }
        self.check()
    }

    fn close_everything(&mut self, order: &mut Order) -> Check {
        let mut closing = Vec::new();
        for (index, pool) in self.pools.iter().enumerate() {
            for (stay, one) in pool.farm.stays.iter().enumerate() {
                if !one.is_gone && one.exit.is_some() {
                    closing.push((index, Ok(stay)));
                }
            }
            for (stream, one) in pool.farm.streams.iter().enumerate() {
                if !one.is_gone {
                    closing.push((index, Err(stream)));
                }
            }
        }
        order.shuffle(&mut closing);
        for (index, one) in closing {
            let is_gone = match one {
                Ok(stay) => {
                    self.close_position_of(index, stay, &plain(Verb::ClosePosition))?;
                    self.pools[index].farm.stays[stay].is_gone
                }
                Err(stream) => {
                    self.close_campaign_of(index, stream, &plain(Verb::CloseCampaign))?;
                    self.pools[index].farm.streams[stream].is_gone
                }
            };
            ensure!("F10", is_gone, "an account could not be closed");
        }
        self.check()
    }

    /// Fees are collected and all LP tokens given back: what stays is the locked minimum's, what is
    /// locked for ever, and what was given to vaults.
    fn empty_pools(&mut self, order: &mut Order) -> Check {
        for index in 0..self.pools.len() {
            let action = Action { pool: index as u8, ..plain(Verb::CollectProtocolFees) };
            self.collect_fees(&action, true)?;
            self.collect_fees(&action, false)?;
            let mut owners = self.actors.clone();
            order.shuffle(&mut owners);
            let (keys, count) = (self.pools[index].keys, owners.len());
            for (place, owner) in owners.iter().enumerate() {
                let lp = self.purse(*owner, keys.lp_mint);
                let plan = self.plan_withdraw(index, lp);
                let Ok((_, plan)) = plan else {
                    // Too little to be worth a unit: somebody else takes it along.
                    if lp > 0 && place + 1 < count {
                        let next = owners[place + 1];
                        self.world.give(*owner, next, keys.lp_mint, lp);
                        *self.purse_mut(*owner, keys.lp_mint) = 0;
                        *self.purse_mut(next, keys.lp_mint) += lp;
                    }
                    continue;
                };
                let call = calls::withdraw(&keys, *owner, lp);
                let action = plain(Verb::Withdraw);
                let sent = self.send(&action, &call, Reasons::default(), "F11")?;
                ensure!("F11", sent.is_some(), "LP tokens could not leave");
                self.withdrew(index, *owner, &plan);
                *self.purse_mut(*owner, keys.lp_mint) -= lp;
            }
            self.check()?;
            let pool = &self.pools[index];
            if pool.books.supply == 0 {
                continue;
            }
            let forever: u64 =
                pool.farm.stays.iter().filter(|stay| stay.exit.is_none()).map(|stay| stay.lp).sum();
            let crumbs: u64 = self.actors.iter().map(|one| self.purse(*one, keys.lp_mint)).sum();
            let left = MINIMUM_LIQUIDITY + forever + pool.farm.surplus + crumbs;
            let supply = pool.books.supply;
            ensure!("F10", supply == left, "{supply} LP tokens are left of {left}");
        }
        Ok(())
    }
}
