//! What must hold after every action.

use num_bigint::BigUint;
use program_tests::address::position;
use program_tests::books::{Books, Campaign, Position};

use super::Model;

impl Model {
    /// Everything that must hold after every action.
    pub(super) fn check(&mut self) {
        self.world.check_books();
        self.check_farm();
        self.check_accounts();
        for stream in 0..self.streams.len() {
            if !self.streams[stream].is_gone {
                self.check_stream(stream);
            }
        }
    }

    /// The same where nothing but one campaign's claims changed and many are outstanding.
    pub(super) fn check_all_but_other_streams(&mut self, stream: usize) {
        self.world.check_books();
        self.check_farm();
        self.check_accounts();
        if !self.streams[stream].is_gone {
            self.check_stream(stream);
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
        let forever = open().filter(|stay| stay.is_locked_forever());
        assert_eq!(farm.locked_forever_lp, forever.map(|stay| stay.lp).sum::<u64>(), "F1");
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
        let held = one.funded - one.paid - one.refunded + one.donated;
        assert_eq!(self.world.balance(&books.reward_vault), held, "what the vault holds");
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
    pub(super) fn check_records(&self) {
        for (stay, one) in self.stays.iter().enumerate().filter(|(_, one)| !one.is_gone) {
            let address = position(&self.world.keys.farm, &one.owner, one.number);
            for record in Position::records(&self.world.account(&address).data) {
                let dues = self.dues(stay, record.campaign as usize);
                assert_eq!((record.paid, record.settled == 1), (dues.paid, dues.is_settled));
            }
        }
    }
}

fn number(limbs: [u64; 3]) -> BigUint {
    limbs.iter().rev().fold(BigUint::ZERO, |sum, limb| (sum << 64) + *limb)
}
