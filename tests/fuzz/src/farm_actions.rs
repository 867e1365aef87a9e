//! What may happen to a farm, and what must come of it.

use program_tests::address::{position, reward_vault};
use program_tests::books::Position;
use program_tests::calls::{self, NewCampaign};
use program_tests::error::{LiquidityError, TokenError};
use program_tests::event::{
    LiquidityChanged, RewardClaimed, RewardForfeited, SingleSidedChanged, StakeChanged,
};
use program_tests::exact::Rate;
use program_tests::{World, mints};
use solana_address::Address;

use crate::action::{Action, Verb};
use crate::ensure;
use crate::failure::Check;
use crate::reference::to_send;
use crate::run::{Bound, NO_LOOKALIKES, Reasons};
use crate::state::{Dues, FOR_ANYONE, PLACES, State, Stay, Stream, weight_of};

/// Most campaigns of one farm.
pub const MOST_CAMPAIGNS: usize = 32;
/// Most positions of one farm, so that sequences stay quick.
const MOST_POSITIONS: usize = 48;

/// The weight of a position, as the program has it.
fn weighs(world: &World, position: &Address) -> u64 {
    world.books::<Position>(position).weight
}

impl State {
    fn pick_stay(&self, index: usize, action: &Action) -> Option<usize> {
        let stays = &self.pools[index].farm.stays;
        let there: Vec<_> = (0..stays.len()).filter(|i| !stays[*i].is_gone).collect();
        let open: Vec<_> = there.iter().copied().filter(|i| stays[*i].exit.is_none()).collect();
        let from = if action.extra.is_multiple_of(4) || open.is_empty() { there } else { open };
        from.get(usize::from(action.pick) % from.len().max(1)).copied()
    }

    fn pick_stream(&self, index: usize, action: &Action) -> Option<usize> {
        let streams = &self.pools[index].farm.streams;
        let there: Vec<_> = (0..streams.len()).filter(|i| !streams[*i].is_gone).collect();
        let now = self.now();
        let over: Vec<_> = there.iter().copied().filter(|i| streams[*i].is_over(now)).collect();
        let from = if action.extra.is_multiple_of(3) && !over.is_empty() { over } else { there };
        from.get(usize::from(action.pick) % from.len().max(1)).copied()
    }

    /// A position and a campaign, mostly two that have something to do with each other.
    fn pick_pair(&self, index: usize, action: &Action) -> Option<(usize, usize)> {
        let owed = self.pools[index].farm.pairs_owed();
        if action.extra.is_multiple_of(5) || owed.is_empty() {
            return Some((self.pick_stay(index, action)?, self.pick_stream(index, action)?));
        }
        Some(owed[usize::from(action.pick) % owed.len()])
    }

    /// The weight of everyone with this much more and that much less, if it fits.
    fn overflows(&self, index: usize, lp: u64, multiplier: u32, less: u64) -> bool {
        let others = self.pools[index].farm.history.weight() - less;
        weight_of(lp, multiplier).and_then(|weight| others.checked_add(weight)).is_none()
    }

    fn lock(&self, index: usize, choice: u8) -> Option<(u64, u32)> {
        let choice = self.pools[index].farm.locks.get(usize::from(choice)).copied();
        choice.filter(|(_, multiplier)| *multiplier > 0)
    }

    fn is_full(&self, index: usize) -> bool {
        self.pools[index].farm.stays.len() >= MOST_POSITIONS
    }

    pub fn stake(&mut self, action: &Action) -> Check {
        let (index, owner, now) = (self.pick_pool(action), self.actor(action.who), self.now());
        if self.is_full(index) {
            return Ok(());
        }
        let pool = &self.pools[index];
        let (held, choice) = (self.purse(owner, pool.keys.lp_mint), (action.extra % 5) as u8);
        let lp = action.amount(held);
        let lock = self.lock(index, choice);
        let mut no = Reasons::default();
        no.add(lock.is_none(), LiquidityError::NoSuchLock);
        no.add(lp == 0, LiquidityError::ZeroAmount);
        let (slots, multiplier) = lock.unwrap_or((0, 10_000));
        no.add(self.overflows(index, lp, multiplier, 0), LiquidityError::WeightOverflow);
        no.add(lp > held, TokenError::InsufficientFunds);
        let number = pool.farm.stays.len() as u64;
        let call = calls::stake_locked(&pool.keys, owner, number, lp, choice);
        let may_be_split = multiplier != 10_000 && lp > 1 && no.list.is_empty();
        let before = may_be_split.then(|| self.world.clone());
        if let Some(receipt) = self.send(action, &call, no, "L1")? {
            if let Some(world) = before {
                let part = 1 + (action.extra >> 8) % (lp - 1);
                self.check_parts(world, index, owner, [part, lp - part], choice)?;
            }
            *self.purse_mut(owner, self.pools[index].keys.lp_mint) -= lp;
            self.enters(index, owner, lp, multiplier, now + slots, 0);
            let event: StakeChanged = receipt.event();
            let weight = self.pools[index].farm.history.weight();
            ensure!("F1", event.total_weight == weight, "{event:?}");
        }
        Ok(())
    }

    pub fn deposit_and_stake(&mut self, action: &Action) -> Check {
        let (index, owner, now) = (self.pick_pool(action), self.actor(action.who), self.now());
        if self.is_full(index) {
            return Ok(());
        }
        let (bound, choice) = (Bound::of(action), (action.pick % 5) as u8);
        let most = self.offer(index, owner, action);
        let plan = self.plan_deposit(index, most);
        let pool = &self.pools[index];
        let lock = self.lock(index, choice);
        let (slots, multiplier) = lock.unwrap_or((0, 10_000));
        let mut no = Reasons::default();
        no.add(bound.is_expired(), LiquidityError::Expired);
        no.add(pool.deposits_paused, LiquidityError::DepositsPaused);
        no.add(lock.is_none(), LiquidityError::NoSuchLock);
        no.add_arithmetic(plan.is_err());
        let mut least = 0;
        if let Ok((sent, plan)) = plan {
            least = bound.least(plan.lp);
            no.add(bound.is_too_strict(), LiquidityError::BelowMinimum);
            let lacks = (0..2).any(|side| sent[side] > self.purse(owner, pool.mint(side)));
            no.add(lacks, TokenError::InsufficientFunds);
            no.add(self.overflows(index, plan.lp, multiplier, 0), LiquidityError::WeightOverflow);
        }
        let number = pool.farm.stays.len() as u64;
        let args = [number, most[0], most[1], least, bound.valid_until(now)];
        let mut call = calls::deposit_and_stake_bounded(&pool.keys, owner, args);
        call.args[8] = choice;
        if let Some(receipt) = self.send(action, &call, no, "L1")? {
            let (sent, plan) = plan.expect("no reason");
            self.deposited(index, owner, sent, &plan);
            self.enters(index, owner, plan.lp, multiplier, now + slots, 0);
            self.check_liquidity_event(index, &receipt.event_at(0), &plan)?;
        }
        Ok(())
    }

    /// Why a position may not leave: it has left, or its owner locked it. Nothing else (F11).
    fn may_leave(&self, no: &mut Reasons, stay: &Stay) {
        no.add(stay.exit.is_some(), LiquidityError::PositionClosed);
        no.add(self.now() < stay.locked_until, LiquidityError::PositionLocked);
    }

    /// In a copy of the world as it was: the same stake in two parts weighs no more than the whole, as
    /// the program weighs each (F7).
    fn check_parts(
        &self,
        mut world: World,
        index: usize,
        owner: Address,
        parts: [u64; 2],
        choice: u8,
    ) -> Check {
        let pool = &self.pools[index];
        let first = pool.farm.stays.len() as u64;
        let whole = weighs(&self.world, &position(&pool.keys.farm, &owner, first));
        let mut both = 0;
        for (number, lp) in (first..).zip(parts) {
            let call = calls::stake_locked(&pool.keys, owner, number, lp, choice);
            let outcome = world.run(call.instruction());
            ensure!("F7", outcome.is_ok(), "a part of {lp} could not be staked");
            both += weighs(&world, &position(&pool.keys.farm, &owner, number));
        }
        ensure!("F7", both <= whole, "{parts:?} weigh {both}, the whole {whole}");
        Ok(())
    }

    pub fn unstake(&mut self, action: &Action) -> Check {
        let index = self.pick_pool(action);
        self.pick_stay(index, action).map_or(Ok(()), |stay| self.unstake_of(index, stay, action))
    }

    pub fn unstake_of(&mut self, index: usize, stay: usize, action: &Action) -> Check {
        let pool = &self.pools[index];
        let (one, lp_mint) = (pool.farm.stays[stay].clone(), pool.keys.lp_mint);
        let mut no = Reasons::default();
        self.may_leave(&mut no, &one);
        let call = calls::unstake(&pool.keys, one.owner, one.number);
        if self.send(action, &call, no, "F11")?.is_some() {
            *self.purse_mut(one.owner, lp_mint) += one.lp;
            self.leaves(index, stay);
        }
        Ok(())
    }

    pub fn unstake_and_withdraw(&mut self, action: &Action) -> Check {
        let (index, now, bound) = (self.pick_pool(action), self.now(), Bound::of(action));
        let Some(stay) = self.pick_stay(index, action) else { return Ok(()) };
        let one = self.pools[index].farm.stays[stay].clone();
        let plan = self.plan_withdraw(index, one.lp);
        let mut no = Reasons::default();
        self.may_leave(&mut no, &one);
        no.add(bound.is_expired(), LiquidityError::Expired);
        no.add_arithmetic(plan.is_err());
        let mut least = [0, 0];
        if let Ok((received, _)) = plan {
            least = received.map(|amount| bound.least(amount));
            no.add(bound.is_too_strict(), LiquidityError::BelowMinimum);
        }
        let args = [least[0], least[1], bound.valid_until(now)];
        let keys = &self.pools[index].keys;
        let call = calls::unstake_and_withdraw_bounded(keys, one.owner, one.number, args);
        if let Some(receipt) = self.send(action, &call, no, "F11")? {
            let (_, plan) = plan.expect("no reason");
            self.leaves(index, stay);
            self.withdrew(index, one.owner, &plan);
            self.check_liquidity_event(index, &receipt.event_at(1), &plan)?;
        }
        Ok(())
    }

    pub fn unstake_part(&mut self, action: &Action) -> Check {
        let index = self.pick_pool(action);
        let Some(stay) = self.pick_stay(index, action) else { return Ok(()) };
        if self.is_full(index) {
            return Ok(());
        }
        let pool = &self.pools[index];
        let (one, lp_mint) = (pool.farm.stays[stay].clone(), pool.keys.lp_mint);
        let (part, new) = (action.amount(one.lp), pool.farm.stays.len() as u64);
        let mut no = Reasons::default();
        self.may_leave(&mut no, &one);
        no.add(part == 0, LiquidityError::ZeroAmount);
        no.add(part >= one.lp, LiquidityError::NotAPart);
        let call = calls::unstake_part(&pool.keys, one.owner, [one.number, new], part);
        let whole = weighs(&self.world, &self.position(index, stay));
        if self.send(action, &call, no, "F11")?.is_some() {
            self.leaves(index, stay);
            self.enters(index, one.owner, one.lp - part, one.multiplier, one.locked_until, 0);
            *self.purse_mut(one.owner, lp_mint) += part;
            let rest = weighs(&self.world, &self.position(index, new as usize));
            let both = rest + weight_of(part, one.multiplier).expect("a part");
            ensure!("F7", both <= whole, "parts weigh {both}, the whole {whole}");
        }
        Ok(())
    }

    pub fn restake(&mut self, action: &Action) -> Check {
        let (index, now) = (self.pick_pool(action), self.now());
        let Some(stay) = self.pick_stay(index, action) else { return Ok(()) };
        if self.is_full(index) {
            return Ok(());
        }
        let pool = &self.pools[index];
        let one = pool.farm.stays[stay].clone();
        let payer = if action.size.is_multiple_of(2) { one.owner } else { self.actor(action.who) };
        let choice = if payer == one.owner { ((action.size >> 8) % 5) as u8 } else { 0 };
        let choice = if (action.size >> 16).is_multiple_of(8) { 1 } else { choice };
        let lock = self.lock(index, choice);
        let mut no = Reasons::default();
        no.add(payer != one.owner && choice != 0, LiquidityError::NotPositionOwner);
        no.add(one.multiplier == 10_000 && choice == 0, LiquidityError::NothingToRenew);
        no.add(lock.is_none(), LiquidityError::NoSuchLock);
        self.may_leave(&mut no, &one);
        let (slots, multiplier) = lock.unwrap_or((0, 10_000));
        let overflows = one.exit.is_none() && self.overflows(index, one.lp, multiplier, one.weight);
        no.add(overflows, LiquidityError::WeightOverflow);
        let new = pool.farm.stays.len() as u64;
        let call = calls::restake(pool.keys.farm, payer, one.owner, [one.number, new], choice);
        if self.send(action, &call, no, "L1")?.is_some() {
            self.leaves(index, stay);
            self.enters(index, one.owner, one.lp, multiplier, now + slots, 0);
        }
        Ok(())
    }

    pub fn lock_forever(&mut self, action: &Action) -> Check {
        let index = self.pick_pool(action);
        let Some(stay) = self.pick_stay(index, action) else { return Ok(()) };
        let pool = &self.pools[index];
        let one = pool.farm.stays[stay].clone();
        // Few, or nothing could end.
        if !action.size.is_multiple_of(2) && pool.farm.stays.iter().any(Stay::is_forever) {
            return Ok(());
        }
        let mut no = Reasons::default();
        no.add(one.exit.is_some(), LiquidityError::PositionClosed);
        no.add(one.is_forever(), LiquidityError::LockedForever);
        let call = calls::lock_forever(&pool.keys, one.owner, one.number);
        let worth = pool.books.locked_worth(&pool.curve, one.lp);
        if self.send(action, &call, no, "L1")?.is_some() {
            let stay = &mut self.pools[index].farm.stays[stay];
            (stay.locked_until, stay.worth) = (u64::MAX, worth);
        }
        Ok(())
    }

    pub fn collect_locked_fees(&mut self, action: &Action) -> Check {
        let (index, now, bound) = (self.pick_pool(action), self.now(), Bound::of(action));
        let stays = &self.pools[index].farm.stays;
        let forever = stays.iter().position(|stay| stay.is_forever() && stay.exit.is_none());
        let forever = forever.filter(|_| !action.extra.is_multiple_of(16));
        if forever.is_none() && !action.extra.is_multiple_of(16) {
            return Ok(());
        }
        let Some(stay) = forever.or_else(|| self.pick_stay(index, action)) else { return Ok(()) };
        if self.is_full(index) {
            return Ok(());
        }
        let pool = &self.pools[index];
        let one = pool.farm.stays[stay].clone();
        let needed = pool.books.lp_worth(&pool.curve, one.worth);
        let freed = one.lp.saturating_sub(needed);
        // Nearly always too early.
        if freed == 0 && !action.size.is_multiple_of(16) {
            return Ok(());
        }
        let plan = self.plan_withdraw(index, freed);
        let mut no = Reasons::default();
        no.add(bound.is_expired(), LiquidityError::Expired);
        no.add(one.exit.is_some(), LiquidityError::PositionClosed);
        no.add(!one.is_forever(), LiquidityError::NotLockedForever);
        no.add(freed == 0, LiquidityError::NothingToCollect);
        no.add_arithmetic(plan.is_err());
        let mut least = [0, 0];
        if let Ok((received, _)) = plan {
            least = received.map(|amount| bound.least(amount));
            no.add(bound.is_too_strict(), LiquidityError::BelowMinimum);
        }
        let new = pool.farm.stays.len() as u64;
        let args = [least[0], least[1], bound.valid_until(now)];
        let call = calls::collect_locked_fees(&pool.keys, one.owner, [one.number, new], args);
        if let Some(receipt) = self.send(action, &call, no, "L1")? {
            let (_, plan) = plan.expect("no reason");
            self.leaves(index, stay);
            self.withdrew(index, one.owner, &plan);
            self.enters(index, one.owner, needed, one.multiplier, u64::MAX, one.worth);
            let event: LiquidityChanged = receipt.event_at(1);
            self.check_liquidity_event(index, &event, &plan)?;
            // What was locked is still worth what it was.
            let pool = &self.pools[index];
            let worth = pool.books.locked_worth(&pool.curve, needed);
            ensure!("A1", worth >= one.worth, "{worth} stays of {} locked for ever", one.worth);
        }
        Ok(())
    }

    pub fn create_campaign(&mut self, action: &Action) -> Check {
        let (index, funder, now) = (self.pick_pool(action), self.actor(action.who), self.now());
        let pool = &self.pools[index];
        if pool.farm.streams.len() >= MOST_CAMPAIGNS {
            return Ok(());
        }
        let refundee = self.actor((action.pick >> 8) as u8);
        let choices = self.all_mints();
        let mint = match action.pick % 4 {
            0 => mints::REWARD,
            1 => pool.mint(usize::from(action.pick >> 4) % 2),
            2 => pool.keys.lp_mint,
            _ => choices[usize::from(action.pick >> 4) % choices.len()],
        };
        let raw = action.extra;
        let slots = match raw % 16 {
            0 => 9,
            1 => 10,
            2 => 1_000_000_000,
            3 => 1_000_000_001,
            4 => 1 + (raw >> 8) % 1_000_000_000,
            5..10 => 100,
            _ => 10 + (raw >> 8) % 600,
        };
        let start = match (raw >> 4) % 16 {
            0 => now,
            1 => now - 1 - (raw >> 8) % (now - 1),
            2 => now + 1_000_000_001,
            3..9 => 0,
            9 | 10 => {
                // Where something starts or ends already.
                let next = pool.farm.places().into_iter().find(|slot| *slot >= now);
                next.unwrap_or(now + 7)
            }
            _ => now + 1 + (raw >> 12) % 100,
        };
        let purse = self.purse(funder, mint);
        let amount = match (raw >> 32) % 16 {
            0 => action.amount(purse),
            1 => slots,
            2 => slots - 1,
            _ => slots.saturating_mul(2).saturating_add(action.amount(purse / 8)),
        };
        let arriving = self.fee(&mint).arriving(amount);
        let first = if start == 0 { now } else { start };
        let end = first + slots;
        let mut places = pool.farm.places();
        let taken = places.len();
        places.extend([end].into_iter().chain((first > now).then_some(first)));
        let mut no = Reasons::default();
        no.add(amount == 0, LiquidityError::ZeroAmount);
        no.add(slots < 10, LiquidityError::DurationTooShort);
        no.add(slots > 1_000_000_000, LiquidityError::DurationTooLong);
        no.add(arriving < slots, LiquidityError::RateTooLow);
        no.add(first < now, LiquidityError::StartInPast);
        no.add(first > now + 1_000_000_000, LiquidityError::StartTooFar);
        let is_full = places.len() > room(funder == pool.creator, taken);
        no.add(is_full, LiquidityError::BoundaryTableFull);
        no.add(amount > purse, TokenError::InsufficientFunds);
        let new = NewCampaign {
            farm: pool.keys.farm,
            funder,
            refundee,
            reward_mint: mint,
            number: pool.farm.streams.len() as u32,
            amount,
            start_slot: start,
            duration_slots: slots,
        };
        let call = calls::create_campaign(&new);
        if self.send(action, &call, no, "L1")?.is_some() {
            self.pays(funder, mint, amount);
            let moment = self.happens(index);
            self.pools[index].farm.streams.push(Stream {
                address: call.of("campaign"),
                funder,
                refundee,
                mint,
                rate: Rate { amount: arriving, slots },
                start: if first == now { moment } else { (first, 0) },
                end,
                is_start_read: first == now,
                is_end_read: false,
                top_ups: 0,
                funded: arriving,
                paid: 0,
                refunded: 0,
                forfeited: 0,
                donated: 0,
                is_frozen: false,
                is_gone: false,
            });
        }
        Ok(())
    }

    /// Campaigns one after another: until the farm's table of starts and ends is full, or as many as a
    /// farm may have here, which then start and end together and so take one place.
    pub fn crowd(&mut self, action: &Action) -> Check {
        self.happened(Verb::Crowd);
        let is_together = (action.extra >> 60).is_multiple_of(2);
        let count = if is_together { MOST_CAMPAIGNS as u64 } else { action.size % 32 };
        for place in 0..count {
            // Between 10 and 610 slots at one base unit each, from some slot soon on, or for 100 slots
            // at two and more.
            let extra = if is_together {
                NO_LOOKALIKES | 5 | 3 << 4 | 3 << 32
            } else {
                NO_LOOKALIKES
                    | 12
                    | 12 << 4
                    | (action.extra.rotate_left(place as u32) & 0xf_ffff) << 8
                    | 1 << 32
            };
            let who = action.who.wrapping_add(place as u8);
            let pick = action.pick.wrapping_add(1 + 16 * place as u16);
            let verb = Verb::CreateCampaign;
            self.create_campaign(&Action { verb, who, pick, extra, twist: 0, ..*action })?;
        }
        Ok(())
    }

    pub fn top_up(&mut self, action: &Action) -> Check {
        let (index, funder, now) = (self.pick_pool(action), self.actor(action.who), self.now());
        let Some(stream) = self.pick_stream(index, action) else { return Ok(()) };
        let pool = &self.pools[index];
        let one = pool.farm.streams[stream].clone();
        let slots = match action.size % 32 {
            0 => 0,
            1 => u64::MAX,
            2 => 1_000_000_000,
            _ => 1 + (action.size >> 8) % 80,
        };
        let cost = u64::try_from(one.rate.over_rounding_up(slots)).ok();
        let sent = cost.and_then(|cost| to_send(self.fee(&one.mint), cost).ok());
        let end = one.end.checked_add(slots);
        let is_long = end.is_none_or(|end| end - one.start.0 > 1_000_000_000);
        let mut places = pool.farm.places();
        let taken = places.len();
        let stays = pool.farm.streams.iter().enumerate().any(|(other, that)| {
            other != stream && (!that.is_end_read && that.end == one.end)
                || (!that.is_start_read && that.start.0 == one.end)
        });
        if !stays {
            places.remove(&one.end);
        }
        places.extend(end);
        let bound = Bound::of(action);
        let mut no = Reasons::default();
        no.add(slots == 0, LiquidityError::ZeroAmount);
        no.add(now >= one.end, LiquidityError::CampaignEnded);
        no.add(sent.is_none(), LiquidityError::Overflow);
        let funded = cost.and_then(|cost| one.funded.checked_add(cost));
        no.add(funded.is_none(), LiquidityError::Overflow);
        no.add(is_long, LiquidityError::DurationTooLong);
        let is_full = places.len() > room(funder == pool.creator, taken);
        no.add(is_full, LiquidityError::BoundaryTableFull);
        no.add(one.is_frozen, TokenError::AccountFrozen);
        let sent = sent.unwrap_or(u64::MAX);
        no.add(sent > self.purse(funder, one.mint), TokenError::InsufficientFunds);
        let most = bound.most(sent);
        no.add(bound.is_too_strict() && sent > 0, LiquidityError::AboveMaximum);
        let call = calls::top_up(pool.keys.farm, one.address, one.mint, funder, slots, most);
        if self.send(action, &call, no, "L1")?.is_some() {
            self.pays(funder, one.mint, sent);
            let one = &mut self.pools[index].farm.streams[stream];
            one.end += slots;
            one.top_ups += 1;
            one.funded += cost.expect("no reason");
        }
        Ok(())
    }

    pub fn claim(&mut self, action: &Action) -> Check {
        let index = self.pick_pool(action);
        self.pick_pair(index, action)
            .map_or(Ok(()), |(stay, stream)| self.claim_of(index, stay, stream, action))
    }

    /// Reasons against any claim, and the most that it can pay.
    fn may_claim(&self, index: usize, stay: usize, stream: usize) -> (Reasons, u64, bool) {
        let (farm, now) = (&self.pools[index].farm, self.now());
        let dues = farm.dues(stay, stream);
        let most = farm.earned(stay, stream, now).saturating_sub(dues.paid);
        let overlaps = farm.stays[stay].overlaps(&farm.streams[stream]);
        let mut no = Reasons::default();
        no.add(!overlaps, LiquidityError::NoOverlap);
        no.add(dues.is_settled, LiquidityError::ClaimedInFull);
        (no, most, farm.is_final(stay, stream, now))
    }

    pub fn claim_of(&mut self, index: usize, stay: usize, stream: usize, action: &Action) -> Check {
        let now = self.now();
        let farm = &self.pools[index].farm;
        let (owner, number) = (farm.stays[stay].owner, farm.stays[stay].number);
        let one = farm.streams[stream].clone();
        let dues = farm.dues(stay, stream);
        let sender = if action.size.is_multiple_of(2) { owner } else { self.actor(action.who) };
        let keys = self.pools[index].keys;
        let call = calls::claim(keys.farm, one.address, one.mint, sender, owner, number);
        let (mut no, most, is_final) = self.may_claim(index, stay, stream);
        // One unit is the most that the clock's cuts can cost, so a refusal may be right there.
        let is_edge = most == 1;
        if !is_final {
            no.add(most == 0, LiquidityError::NothingYet);
        }
        no.add(one.is_frozen && most > 1, TokenError::AccountFrozen);
        let edge = is_edge && (!is_final || one.is_frozen);
        if edge && no.list.is_empty() {
            let outcome = self.world.clone().run(call.instruction());
            let error = outcome.err().map(|(error, _)| error);
            no.add(error == Some(LiquidityError::NothingYet.into()), LiquidityError::NothingYet);
            no.add(error == Some(TokenError::AccountFrozen.into()), TokenError::AccountFrozen);
        }
        if let Some(receipt) = self.send(action, &call, no, "F3")? {
            let event: RewardClaimed = receipt.event();
            let amount = event.amount;
            let exit = self.pools[index].farm.stays[stay].exit;
            let is_brief =
                exit.is_some_and(|exit| exit.0 == self.pools[index].farm.stays[stay].entry.0);
            ensure!("F4", !is_brief || amount == 0, "{amount} was paid for no slot");
            ensure!(
                "F6",
                amount <= most && most <= amount + 1,
                "{amount} was paid of {most} that the history gives"
            );
            let arrived = self.gets(owner, one.mint, amount);
            let purse = self.world.purse(owner, one.mint);
            ensure!("F6", purse == self.purse(owner, one.mint), "{arrived} should have arrived");
            let paid = dues.paid + amount;
            let farm = &mut self.pools[index].farm;
            farm.reads(stream, now);
            farm.dues.insert((stay, stream), Dues { paid, is_settled: is_final });
            farm.streams[stream].paid += amount;
            ensure!(
                "F3",
                (event.position_paid, event.campaign_paid) == (paid, farm.streams[stream].paid),
                "the event says {event:?}, the books {paid}"
            );
        }
        Ok(())
    }

    pub fn compound(&mut self, action: &Action) -> Check {
        let (index, now, bound) = (self.pick_pool(action), self.now(), Bound::of(action));
        let Some((stay, stream)) = self.pick_pair(index, action) else { return Ok(()) };
        if self.is_full(index) {
            return Ok(());
        }
        let pool = &self.pools[index];
        let one = pool.farm.streams[stream].clone();
        let owner = pool.farm.stays[stay].owner;
        let dues = pool.farm.dues(stay, stream);
        let choice = (action.size % 5) as u8;
        let lock = self.lock(index, choice);
        let (slots, multiplier) = lock.unwrap_or((0, 10_000));
        let side = [0, 1].into_iter().find(|side| pool.mint(*side) == one.mint);
        let is_lp = one.mint == pool.keys.lp_mint;
        let (mut no, most, is_final) = self.may_claim(index, stay, stream);
        // Mostly one that could be.
        let is_hopeless = side.is_none() && !is_lp || most < 100 || !no.list.is_empty();
        if is_hopeless && !(action.extra >> 20).is_multiple_of(16) {
            return Ok(());
        }
        no.add(bound.is_expired(), LiquidityError::Expired);
        no.add(most <= 1, LiquidityError::NothingYet);
        no.add(side.is_none() && !is_lp, LiquidityError::NotCompoundable);
        no.add(side.is_some() && pool.swaps_paused, LiquidityError::SwapsPaused);
        no.add(side.is_some() && pool.deposits_paused, LiquidityError::DepositsPaused);
        no.add(one.is_frozen, TokenError::AccountFrozen);
        no.add(lock.is_none(), LiquidityError::NoSuchLock);
        no.may_be_arithmetic = true;
        let number = pool.farm.stays.len() as u64;
        let numbers = [pool.farm.stays[stay].number, number];
        let until = bound.valid_until(now);
        let args = [0, until];
        let mut call = calls::compound(&pool.keys, owner, one.address, one.mint, numbers, args);
        call.args[8] = choice;
        // One unit more or less decides whether there is anything to compound.
        if no.list == [LiquidityError::NothingYet.into()] && most == 1 {
            let outcome = self.world.clone().run(call.instruction());
            if outcome.is_ok() {
                no.list.clear();
            }
        }
        if let Some(receipt) = self.send(action, &call, no, "L1")? {
            let claimed: RewardClaimed = receipt.event_at(receipt.events.len() - 2);
            let sent = claimed.amount;
            let lp = if let Some(side) = side {
                let event: SingleSidedChanged = receipt.event_at(0);
                self.check_single_deposit(index, &event, side, most)?;
                ensure!("F3", event.owner_amount == sent, "{sent} left the vault, {event:?}");
                self.passes_on(one.mint, sent);
                event.lp_amount
            } else {
                ensure!("F6", sent <= most && most <= sent + 1, "{sent} compounded of {most}");
                sent
            };
            // What was left of it stays claimable, so it is settled when all of it went.
            let record = self.record_of(index, stay, stream);
            let is_settled = record.is_some_and(|record| record.settled == 1);
            ensure!("F3", !is_settled || is_final, "settled before it was final");
            ensure!("F6", !is_settled || most <= sent + 1, "{sent} settles {most}");
            let farm = &mut self.pools[index].farm;
            farm.reads(stream, now);
            farm.dues.insert((stay, stream), Dues { paid: dues.paid + sent, is_settled });
            farm.streams[stream].paid += sent;
            self.enters(index, owner, lp, multiplier, now + slots, 0);
        }
        Ok(())
    }

    fn record_of(
        &self,
        index: usize,
        stay: usize,
        stream: usize,
    ) -> Option<program_tests::books::ClaimRecord> {
        let data = self.world.account(&self.position(index, stay)).data;
        let records = program_tests::books::Position::records(&data);
        records.into_iter().find(|record| record.campaign as usize == stream)
    }

    pub fn forfeit(&mut self, action: &Action) -> Check {
        let (index, now) = (self.pick_pool(action), self.now());
        let Some((stay, stream)) = self.pick_pair(index, action) else { return Ok(()) };
        let farm = &self.pools[index].farm;
        let (owner, number) = (farm.stays[stay].owner, farm.stays[stay].number);
        let (address, dues) = (farm.streams[stream].address, farm.dues(stay, stream));
        let signer = if action.size.is_multiple_of(4) { self.actor(action.who) } else { owner };
        let call = calls::forfeit(self.pools[index].keys.farm, address, owner, number);
        let call = call.with("owner", signer);
        let (mut no, most, is_final) = self.may_claim(index, stay, stream);
        no.add(signer != owner, LiquidityError::NotPositionOwner);
        no.add(!is_final, LiquidityError::StillEarning);
        if let Some(receipt) = self.send(action, &call, no, "L1")? {
            let amount = receipt.event::<RewardForfeited>().amount;
            ensure!("F6", amount <= most && most <= amount + 1, "{amount} given up of {most}");
            let farm = &mut self.pools[index].farm;
            farm.reads(stream, now);
            farm.dues.insert((stay, stream), Dues { is_settled: true, ..dues });
            farm.streams[stream].forfeited += amount;
        }
        Ok(())
    }

    pub fn settle(&mut self, action: &Action) -> Check {
        let (index, now) = (self.pick_pool(action), self.now());
        let Some(stream) = self.pick_stream(index, action) else { return Ok(()) };
        let one = self.pools[index].farm.streams[stream].clone();
        let has_news =
            !one.is_start_read && now >= one.start.0 || !one.is_end_read && now >= one.end;
        let mut no = Reasons::default();
        no.add(!has_news, LiquidityError::NothingToSettle);
        let call = calls::settle_campaign(self.pools[index].keys.farm, one.address);
        if self.send(action, &call, no, "L1")?.is_some() {
            self.pools[index].farm.reads(stream, now);
        }
        Ok(())
    }

    pub fn collect(&mut self, action: &Action) -> Check {
        let (index, now) = (self.pick_pool(action), self.now());
        let Some(stream) = self.pick_stream(index, action) else { return Ok(()) };
        let (farm, keys) = (&self.pools[index].farm, self.pools[index].keys);
        let one = farm.streams[stream].clone();
        let left = one.funded - one.paid - one.refunded;
        let due = if farm.is_settled(stream, now) {
            left
        } else {
            farm.idle(stream, now).saturating_sub(one.refunded)
        };
        let mut no = Reasons::default();
        no.add(!one.is_over(now), LiquidityError::CampaignNotEnded);
        no.add(due == 0, LiquidityError::NothingToCollect);
        no.add(one.is_frozen, TokenError::AccountFrozen);
        let call = calls::collect_campaign(keys.farm, one.address, one.mint, one.refundee);
        if self.send(action, &call, no, "F8")?.is_some() {
            self.gets(one.refundee, one.mint, due);
            let farm = &mut self.pools[index].farm;
            farm.streams[stream].refunded += due;
            farm.reads(stream, now);
        }
        Ok(())
    }

    pub fn close_campaign(&mut self, action: &Action) -> Check {
        let index = self.pick_pool(action);
        self.pick_stream(index, action)
            .map_or(Ok(()), |stream| self.close_campaign_of(index, stream, action))
    }

    pub fn close_campaign_of(&mut self, index: usize, stream: usize, action: &Action) -> Check {
        let (farm, now, keys) = (&self.pools[index].farm, self.now(), self.pools[index].keys);
        let one = farm.streams[stream].clone();
        let (held, idle) = (one.held(), farm.idle(stream, now));
        let mut no = Reasons::default();
        no.add(!one.is_over(now), LiquidityError::CampaignNotEnded);
        no.add(!farm.is_settled(stream, now), LiquidityError::ClaimsOutstanding);
        no.add(one.is_frozen && held > 0, TokenError::AccountFrozen);
        let earners = (0..farm.stays.len()).filter(|stay| {
            let (from, until) = farm.shared_slots(*stay, stream, now);
            from < until
        });
        let bound = earners.count() as u64 + 2 + one.top_ups;
        let call =
            calls::close_campaign(keys.farm, one.address, one.mint, one.refundee, one.funder);
        if self.send(action, &call, no, "F10")?.is_none() {
            return Ok(());
        }
        self.gets(one.refundee, one.mint, held);
        let farm = &mut self.pools[index].farm;
        farm.reads(stream, now);
        farm.streams[stream].is_gone = true;
        let is_gone =
            self.world.is_gone(&one.address) && self.world.is_gone(&reward_vault(&one.address));
        ensure!("F10", is_gone, "a closed campaign left an account behind");
        // What is neither paid, nor given up, nor for slots with nobody staked.
        let dust = one.funded.checked_sub(one.paid + one.forfeited + idle);
        let Some(dust) = dust else {
            ensure!("F3", false, "more went out than came in");
            return Ok(());
        };
        ensure!("F3", dust < bound, "dust of {dust}, bound {bound}");
        self.tally.dust += dust;
        self.tally.closed_campaigns += 1;
        Ok(())
    }

    pub fn close_position(&mut self, action: &Action) -> Check {
        let index = self.pick_pool(action);
        self.pick_stay(index, action)
            .map_or(Ok(()), |stay| self.close_position_of(index, stay, action))
    }

    pub fn close_position_of(&mut self, index: usize, stay: usize, action: &Action) -> Check {
        let (farm, now) = (&self.pools[index].farm, self.now());
        let one = farm.stays[stay].clone();
        let mut met = farm
            .streams
            .iter()
            .enumerate()
            .filter(|(_, stream)| stream.start.0 <= now && one.overlaps(stream));
        let is_done = met.all(|(stream, _)| farm.dues(stay, stream).is_settled);
        let mut no = Reasons::default();
        no.add(one.exit.is_none(), LiquidityError::PositionOpen);
        no.add(!is_done, LiquidityError::RewardsUnclaimed);
        let call = calls::close_position(self.pools[index].keys.farm, one.owner, one.number);
        if self.send(action, &call, no, "F10")?.is_some() {
            self.pools[index].farm.stays[stay].is_gone = true;
        }
        Ok(())
    }

    /// Whether somebody could freeze a mint's accounts here.
    pub fn can_freeze(&self, mint: &Address) -> bool {
        mints::ALL.contains(mint) && !mints::is_2022(mint)
    }

    pub fn set_frozen(&mut self, index: usize, stream: usize, is_frozen: bool) {
        let one = &self.pools[index].farm.streams[stream];
        if !self.can_freeze(&one.mint) || one.is_frozen == is_frozen || one.is_gone {
            return;
        }
        let (vault, mint) = (reward_vault(&one.address), one.mint);
        self.pools[index].farm.streams[stream].is_frozen = is_frozen;
        if is_frozen {
            self.world.freeze(vault, mint);
        } else {
            self.world.thaw(vault, mint);
        }
    }
}

/// Places there may be after somebody did something, of which there were `taken` before.
fn room(is_creator: bool, taken: usize) -> usize {
    if is_creator { PLACES } else { FOR_ANYONE.max(taken) }
}
