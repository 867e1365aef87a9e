//! Everybody leaves.

use program_tests::actors::{self, ADMIN, CREATOR};
use program_tests::address::position;
use program_tests::error::LiquidityError;
use program_tests::token::{self, wallet};
use program_tests::{MINIMUM_LIQUIDITY, calls, mints};

use super::{LOCKS, Model, PURSE};

impl Model {
    /// Everybody leaves in random order, whatever is frozen (F11); then every reward is claimed or
    /// given up, every account closed and every base unit where it belongs (F10).
    pub(super) fn end(&mut self, lamports: u64) {
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
            let is_locked_forever = self.stays[stay].is_locked_forever();
            assert_eq!(self.stays[stay].exit.is_none(), is_locked_forever, "F11");
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
            // Refused for as long as one claim is outstanding.
            match self.roll(4) {
                0 => self.collect_of(stream),
                1 | 2 => self.close_campaign_of(stream),
                _ => self.close_position_of(stay),
            }
            self.check_all_but_other_streams(stream);
            let slots = self.roll(2);
            self.world.pass(slots);
        }
        self.check();
        self.check_records();
        let mut closing: Vec<_> = (0..self.stays.len())
            .filter(|stay| !self.stays[*stay].is_gone)
            .filter(|stay| self.stays[*stay].exit.is_some())
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
            self.check();
        }
        self.empty_pool();
        // The rent of what stays for ever is in it.
        let farm = self.world.keys.farm;
        let rent: u64 = self
            .stays
            .iter()
            .filter(|stay| !stay.is_gone)
            .map(|stay| self.world.lamports(&position(&farm, &stay.owner, stay.number)))
            .sum();
        let purses: u64 = actors::ALL.iter().map(|one| self.world.lamports(one)).sum();
        assert_eq!(purses + rent, lamports);
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
        // What was locked for ever has stayed, and nothing else.
        let forever = || self.stays.iter().filter(|stay| stay.exit.is_none());
        assert!(forever().all(|stay| stay.is_locked_forever()));
        let locked: u64 = forever().map(|stay| stay.lp).sum();
        let weight: u64 = forever().map(|stay| stay.weight).sum();
        assert_eq!((farm.staked_lp, farm.locked_forever_lp), (locked, locked));
        assert_eq!((farm.total_weight, farm.boundary_count), (weight, 0));
        assert_eq!(farm.entries, farm.exits + forever().count() as u64);
        assert_eq!(farm.starts, farm.ends);
        let in_vault = self.stake_vault_donations + locked;
        assert_eq!(self.world.balance(&keys.stake_vault), in_vault);
        let crumbs =
            actors::ALL.iter().map(|one| self.world.purse(*one, keys.lp_mint)).sum::<u64>();
        assert!(crumbs < 1_000, "{crumbs} LP left");
        let left = MINIMUM_LIQUIDITY + in_vault + crumbs;
        assert_eq!(pool.lp_supply, left);
        // Rewards that are no token of the pool are all in purses again.
        for mint in mints::ALL.into_iter().filter(|mint| ![keys.mint_a, keys.mint_b].contains(mint))
        {
            let purses = actors::ALL.iter().map(|one| {
                let account = self.world.account(&wallet(one, &mint));
                self.world.purse(*one, mint) + token::withheld(&account)
            });
            let withheld = token::withheld(&self.world.account(&mint));
            assert_eq!(purses.sum::<u64>() + withheld, PURSE * actors::ALL.len() as u64);
        }
    }
}
