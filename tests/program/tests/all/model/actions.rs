//! What may happen, and what must come of it.

use std::ops::Range;

use program_tests::actors::CREATOR;
use program_tests::address::reward_vault;
use program_tests::calls::{self, NewCampaign};
use program_tests::error::{LiquidityError, TokenError};
use program_tests::event::{RewardClaimed, RewardForfeited};
use program_tests::exact::Rate;
use program_tests::{mints, token};
use solana_address::Address;
use solana_instruction::error::InstructionError;

use super::{Dues, FOR_ANYONE, LOCKS, Model, PLACES, Stay, Stream, weight_of};

impl Model {
    pub(super) fn step(&mut self) {
        if self.roll(2) == 0 {
            let slots = if self.roll(100) == 0 { 10_000 } else { self.roll(9) };
            self.world.pass(slots);
        }
        match self.roll(110) {
            100..105 => self.compound(),
            105..107 => self.lock_forever(),
            107..110 => self.collect_locked_fees(),
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

    pub(super) fn enter(&mut self, owner: Address, lp: u64, multiplier: u32, locked_until: u64) {
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
            locked_worth: 0,
            entry,
            exit: None,
            is_gone: false,
        });
        self.tally.positions += 1;
    }

    pub(super) fn exit(&mut self, stay: usize) {
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
    pub(super) fn refused_by_pool(&self, error: &InstructionError) {
        let named = [
            LiquidityError::ZeroOutput,
            LiquidityError::ZeroAmount,
            LiquidityError::Overflow,
            LiquidityError::ReserveOverflow,
            LiquidityError::ExceedsReserves,
            LiquidityError::WeightOverflow,
            LiquidityError::NoConvergence,
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

    pub(super) fn leave_with(&mut self, stay: usize) {
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
        let mint = match self.roll(12) {
            0 | 1 => keys.mint_a,
            2 | 3 => keys.mint_b,
            4 => keys.lp_mint,
            5 => mints::OTHER,
            6 => mints::PLAIN_2022,
            7 => mints::FEE_2022,
            8 => mints::FEE_2022_B,
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
        let funded = token::fee_of(&mint).arriving(amount);
        let first = if start == 0 { now } else { start };
        let end = first + slots;
        let mut places = self.places();
        let taken = places.len();
        places.extend([end].into_iter().chain((first > now).then_some(first)));
        let expected = if slots < 10 {
            Err(LiquidityError::DurationTooShort.into())
        } else if funded < slots {
            Err(LiquidityError::RateTooLow.into())
        } else if first < now {
            Err(LiquidityError::StartInPast.into())
        } else if places.len() > room(funder, taken) {
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
                rate: Rate { amount: funded, slots },
                start: if first == now { moment } else { (first, 0) },
                end,
                is_start_read: first == now,
                is_end_read: false,
                top_ups: 0,
                funded,
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
        let sent = cost.and_then(|cost| token::fee_of(&mint).to_send(cost));
        let taken = self.places().len();
        self.streams[stream].end = end + slots;
        let places = self.places();
        self.streams[stream].end = end;
        let expected = if now >= end {
            Err(LiquidityError::CampaignEnded.into())
        } else if sent.is_none() || cost.and_then(|cost| funded.checked_add(cost)).is_none() {
            Err(LiquidityError::Overflow.into())
        } else if end + slots - self.streams[stream].start.0 > 1_000_000_000 {
            Err(LiquidityError::DurationTooLong.into())
        } else if places.len() > room(funder, taken) {
            Err(LiquidityError::BoundaryTableFull.into())
        } else if is_frozen {
            Err(TokenError::AccountFrozen.into())
        } else if sent.is_some_and(|sent| sent > self.world.purse(funder, mint)) {
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
    pub(super) fn earned(&self, stay: usize, stream: usize) -> u64 {
        let slots = self.shared_slots(stay, stream);
        let (stay, stream) = (&self.stays[stay], &self.streams[stream]);
        self.history.earned(stay.weight, stream.rate, slots.start, slots.end)
    }

    /// The slots so far in which a campaign paid and a position was in.
    fn shared_slots(&self, stay: usize, stream: usize) -> Range<u64> {
        let (stay, stream) = (&self.stays[stay], &self.streams[stream]);
        let exit = stay.exit.map_or(u64::MAX, |exit| exit.0);
        stay.entry.0.max(stream.start.0)..exit.min(stream.end).min(self.now())
    }

    pub(super) fn is_final(&self, stay: usize, stream: usize) -> bool {
        self.stays[stay].exit.is_some() || self.streams[stream].is_over(self.now())
    }

    fn claim(&mut self) {
        if let Some((stay, stream)) = self.pick_pair() {
            self.claim_of(stay, stream);
        }
    }

    pub(super) fn claim_of(&mut self, stay: usize, stream: usize) {
        let Stay { owner, number, .. } = self.stays[stay];
        let Stream { address, mint, is_frozen, .. } = self.streams[stream];
        let sender = if self.roll(2) == 0 { owner } else { self.actor() };
        let call = calls::claim(self.world.keys.farm, address, mint, sender, owner, number);
        let dues = self.dues(stay, stream);
        let (most, is_final) = (self.earned(stay, stream) - dues.paid, self.is_final(stay, stream));
        let purse = self.world.purse(owner, mint);
        match self.try_send(&call) {
            Ok(receipt) => {
                let event: RewardClaimed = receipt.event();
                let amount = event.amount;
                let arrived = self.world.purse(owner, mint) - purse;
                assert_eq!(arrived, token::fee_of(&mint).arriving(amount));
                assert!(self.stays[stay].overlaps(&self.streams[stream]) && !dues.is_settled);
                assert!(amount <= most && most <= amount + 1, "{amount} paid of {most}");
                assert!(amount > 0 || is_final);
                assert!(amount == 0 || !is_frozen);
                let paid = dues.paid + amount;
                self.reads(stream);
                self.dues.insert((stay, stream), Dues { paid, is_settled: is_final });
                self.streams[stream].paid += amount;
                assert_eq!(event.position_paid, paid);
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

    pub(super) fn forfeit_of(&mut self, stay: usize, stream: usize) {
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
    pub(super) fn is_settled(&self, stream: usize) -> bool {
        let one = &self.streams[stream];
        let mut stays = self.stays.iter().enumerate().filter(|(_, stay)| stay.overlaps(one));
        one.is_over(self.now()) && stays.all(|(stay, _)| self.dues(stay, stream).is_settled)
    }

    /// What goes back for slots with nobody staked, of those that have passed.
    pub(super) fn idle(&self, stream: usize) -> u64 {
        let stream = &self.streams[stream];
        let until = stream.end.min(self.now());
        stream.rate.over(self.history.idle(stream.start.0, until))
    }

    pub(super) fn collect(&mut self) {
        if let Some(stream) = self.pick_stream() {
            self.collect_of(stream);
        }
    }

    pub(super) fn collect_of(&mut self, stream: usize) {
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
            let arrived = token::fee_of(&one.mint).arriving(due);
            assert_eq!(self.world.purse(one.refundee, one.mint), before + arrived);
            one.refunded += due;
            self.reads(stream);
        }
    }

    fn close_campaign(&mut self) {
        if let Some(stream) = self.pick_stream() {
            self.close_campaign_of(stream);
        }
    }

    pub(super) fn close_campaign_of(&mut self, stream: usize) {
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
        let arrived = token::fee_of(&one.mint).arriving(left);
        assert_eq!(self.world.purse(one.refundee, one.mint), before + arrived);
        assert!(self.world.lamports(&one.funder) > lamports);
        assert!(
            self.world.is_gone(&one.address) && self.world.is_gone(&reward_vault(&one.address))
        );
        // What is neither paid, nor given up, nor for slots with nobody staked.
        let dust = one.funded - one.paid - one.forfeited - self.idle(stream);
        // Even who earned less than a unit has a part in it.
        let has_part = |stay: &usize| !self.shared_slots(*stay, stream).is_empty();
        let earners = (0..self.stays.len()).filter(has_part).count();
        let bound = earners as u64 + 2 + one.top_ups;
        assert!(dust < bound, "dust of {dust}, bound {bound}");
        self.tally.dust += dust;
        self.tally.bounds += bound;
        self.tally.comes_close((dust, bound));
        self.streams[stream].is_gone = true;
    }

    fn close_position(&mut self) {
        if let Some(stay) = self.pick_stay() {
            self.close_position_of(stay);
        }
    }

    pub(super) fn close_position_of(&mut self, stay: usize) {
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
        let call = match self.roll(7) {
            5 => calls::deposit_single(&keys, trader, a_to_b, [amount, 0, u64::MAX]),
            6 if lp > 0 => {
                let part = self.roll_size(lp / 2 + 1).min(lp);
                calls::withdraw_single(&keys, trader, a_to_b, [part, 0, u64::MAX])
            }
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
            self.streams[stream].donated += token::fee_of(&mint).arriving(amount);
        } else if to == keys.stake_vault {
            self.stake_vault_donations += amount;
        }
    }

    fn freeze_or_thaw(&mut self) {
        let Some(stream) = self.pick_stream() else { return };
        self.set_frozen(stream, !self.streams[stream].is_frozen);
    }

    pub(super) fn set_frozen(&mut self, stream: usize, is_frozen: bool) {
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
}

/// Places there may be after `funder` did something, of which there were `taken` before.
fn room(funder: Address, taken: usize) -> usize {
    if funder == CREATOR { PLACES } else { FOR_ANYONE.max(taken) }
}
