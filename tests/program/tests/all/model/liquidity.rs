//! Rewards that go back in as stake, and stakes that stay for ever.

use program_tests::address::position;
use program_tests::books::Position;
use program_tests::calls;
use program_tests::error::{LiquidityError, TokenError};
use program_tests::event::{LockedForever, RewardClaimed, StakeChanged};

use super::{Dues, FOREVER, LOCKS, Model, Stay, Stream};

const UNBOUNDED: [u64; 2] = [0, u64::MAX];

impl Model {
    pub(super) fn compound(&mut self) {
        let keys = self.world.keys;
        let owed: Vec<_> = self
            .pairs_owed()
            .into_iter()
            .filter(|(_, stream)| {
                [keys.mint_a, keys.mint_b, keys.lp_mint].contains(&self.streams[*stream].mint)
            })
            .collect();
        let pair = if self.roll(8) == 0 { self.pick_pair() } else { self.pick(&owed) };
        if let Some((stay, stream)) = pair {
            self.compound_of(stay, stream);
        }
    }

    fn compound_of(&mut self, stay: usize, stream: usize) {
        let keys = self.world.keys;
        let Stay { owner, number, .. } = self.stays[stay];
        let Stream { address, mint, is_frozen, .. } = self.streams[stream];
        let choice = self.roll(4) as u8;
        let (slots, multiplier) = LOCKS[usize::from(choice)];
        let new = self.stays.len() as u64;
        let mut call = calls::compound(&keys, owner, address, mint, [number, new], UNBOUNDED);
        call.args[8] = choice;
        let is_of_pool = [keys.mint_a, keys.mint_b, keys.lp_mint].contains(&mint);
        let dues = self.dues(stay, stream);
        let (most, is_final) = (self.earned(stay, stream) - dues.paid, self.is_final(stay, stream));
        let meets = self.stays[stay].overlaps(&self.streams[stream]);
        match self.try_send(&call) {
            Ok(receipt) => {
                assert!(meets && !dues.is_settled && is_of_pool && !is_frozen);
                let last = receipt.events.len() - 1;
                let claimed: RewardClaimed = receipt.event_at(last - 1);
                let staked: StakeChanged = receipt.event_at(last);
                let (amount, paid) = (claimed.amount, dues.paid + claimed.amount);
                assert!(0 < amount && amount <= most, "{amount} taken of {most}");
                let account = self.world.account(&position(&keys.farm, &owner, number));
                let records = Position::records(&account.data);
                let record = records.iter().find(|one| one.campaign as usize == stream);
                let is_settled = record.expect("a record").settled == 1;
                // What a deposit did not take is still owed.
                assert!(!is_settled || (is_final && most <= amount + 1));
                assert!(is_settled || !is_final || amount < most);
                assert!(mint != keys.lp_mint || most <= amount + 1);
                assert_eq!((claimed.position_paid, record.map(|one| one.paid)), (paid, Some(paid)));
                self.reads(stream);
                self.dues.insert((stay, stream), Dues { paid, is_settled });
                self.streams[stream].paid += amount;
                self.enter(owner, staked.lp_amount, multiplier, self.now() + slots);
                self.tally.compounds += 1;
            }
            Err(error) if error == LiquidityError::NoOverlap.into() => assert!(!meets),
            Err(error) if error == LiquidityError::ClaimedInFull.into() => {
                assert!(dues.is_settled);
            }
            Err(error) if error == LiquidityError::NothingYet.into() => {
                assert!(most <= 1, "{most} owed");
            }
            Err(error) if error == LiquidityError::NotCompoundable.into() => {
                assert!(!is_of_pool && most > 0);
            }
            Err(error) if error == TokenError::AccountFrozen.into() => {
                assert!(is_frozen && most > 0);
            }
            Err(error) => self.refused_by_pool(&error),
        }
    }

    pub(super) fn lock_forever(&mut self) {
        let Some(stay) = self.pick_stay() else { return };
        let Stay { owner, number, lp, exit, locked_until, .. } = self.stays[stay];
        let signer = if self.roll(4) == 0 { self.actor() } else { owner };
        let call = calls::lock_forever(&self.world.keys, owner, number).with("owner", signer);
        let expected = if signer != owner {
            Err(LiquidityError::NotPositionOwner.into())
        } else if exit.is_some() {
            Err(LiquidityError::PositionClosed.into())
        } else if locked_until == FOREVER {
            Err(LiquidityError::LockedForever.into())
        } else {
            Ok(())
        };
        if let Some(receipt) = self.expect(&call, expected) {
            let event: LockedForever = receipt.event();
            assert_eq!((event.lp_amount, event.owner), (lp, owner));
            self.stays[stay].locked_until = FOREVER;
            self.stays[stay].locked_worth = event.locked_worth;
            self.check_locked(stay);
            self.tally.locks_for_ever += 1;
        }
    }

    pub(super) fn collect_locked_fees(&mut self) {
        let forever: Vec<_> = (0..self.stays.len())
            .filter(|stay| self.stays[*stay].is_locked_forever() && !self.stays[*stay].is_gone)
            .collect();
        let picked = if self.roll(8) == 0 { self.pick_stay() } else { self.pick(&forever) };
        if let Some(stay) = picked {
            self.collect_locked_fees_of(stay);
        }
    }

    fn collect_locked_fees_of(&mut self, stay: usize) {
        let keys = self.world.keys;
        let Stay { owner, number, lp, multiplier, exit, locked_worth, .. } = self.stays[stay];
        let is_locked_forever = self.stays[stay].is_locked_forever();
        let new = self.stays.len();
        let numbers = [number, new as u64];
        let call = calls::collect_locked_fees(&keys, owner, numbers, [0, 0, u64::MAX]);
        match self.try_send(&call) {
            Ok(_) => {
                assert!(exit.is_none() && is_locked_forever);
                let rest = self.world.position(owner, new as u64).lp_amount;
                assert!(rest < lp, "{rest} of {lp} left");
                self.exit(stay);
                self.enter(owner, rest, multiplier, FOREVER);
                self.stays[new].locked_worth = locked_worth;
                self.check_locked(new);
                self.tally.locked_fees += 1;
            }
            Err(error) if error == LiquidityError::PositionClosed.into() => {
                assert!(exit.is_some());
            }
            Err(error) if error == LiquidityError::NotLockedForever.into() => {
                assert!(!is_locked_forever);
            }
            Err(error) if error == LiquidityError::NothingToCollect.into() => {}
            Err(error) => self.refused_by_pool(&error),
        }
    }

    /// What is locked for ever is still worth what it was: on the constant product its part of the
    /// root of the reserves' product.
    fn check_locked(&self, stay: usize) {
        let Stay { owner, number, lp, locked_worth, .. } = self.stays[stay];
        let books = self.world.position(owner, number);
        assert_eq!((books.locked_worth, books.locked_until_slot), (locked_worth, FOREVER));
        let pool = self.world.pool();
        if pool.curve == 0 {
            let whole = (u128::from(pool.reserve_a) * u128::from(pool.reserve_b)).isqrt() + 1;
            let needed = u128::from(locked_worth - 1) * u128::from(pool.lp_supply);
            assert!(u128::from(lp) * whole >= needed, "what was locked is gone");
        }
    }
}
