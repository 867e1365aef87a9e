//! What may happen to a pool, and what must come of it.

use program_tests::calls;
use program_tests::error::{LiquidityError, TokenError};
use program_tests::event::{LiquidityChanged, SingleSidedChanged, Skimmed, Swapped};
use program_tests::token::TransferFee;
use solana_address::Address;

use crate::action::Action;
use crate::ensure;
use crate::failure::Check;
use crate::reference::{Liquidity, Outcome, Refused, Swap, to_send};
use crate::run::{Bound, Reasons};
use crate::state::State;

/// A swap with its transfers.
#[derive(Clone, Copy, Debug)]
pub struct Trade {
    pub sent: u64,
    pub received: u64,
    pub swap: Swap,
}

impl State {
    pub fn pick_pool(&self, action: &Action) -> usize {
        usize::from(action.pool) % self.pools.len()
    }

    /// Fees of both tokens of a pool.
    pub fn pool_fees(&self, pool: usize) -> [TransferFee; 2] {
        [0, 1].map(|side| self.fee(&self.pools[pool].mint(side)))
    }

    /// What a deposit of at most so much would take: what is sent, and what it does to the books.
    pub fn plan_deposit(&self, pool: usize, most: [u64; 2]) -> Outcome<([u64; 2], Liquidity)> {
        let (one, fees) = (&self.pools[pool], self.pool_fees(pool));
        let offers = [0, 1].map(|side| fees[side].arriving(most[side]));
        let plan = one.books.deposit(&one.curve, offers)?;
        let sent = [to_send(fees[0], plan.amounts[0])?, to_send(fees[1], plan.amounts[1])?];
        Ok((sent, plan))
    }

    pub fn plan_withdraw(&self, pool: usize, lp: u64) -> Outcome<([u64; 2], Liquidity)> {
        let fees = self.pool_fees(pool);
        let plan = self.pools[pool].books.withdraw(lp)?;
        Ok(([0, 1].map(|side| fees[side].arriving(plan.amounts[side])), plan))
    }

    pub fn plan_swap(&self, pool: usize, side: usize, amount: u64, is_in: bool) -> Outcome<Trade> {
        let (one, fees) = (&self.pools[pool], self.pool_fees(pool));
        let (fee_in, fee_out) = (fees[side], fees[1 - side]);
        if is_in {
            let swap = one.books.swap_in(&one.curve, one.terms, side, fee_in.arriving(amount))?;
            let received = fee_out.arriving(swap.amount_out);
            if received == 0 { Err(Refused) } else { Ok(Trade { sent: amount, received, swap }) }
        } else {
            let leaving = to_send(fee_out, amount)?;
            let swap = one.books.swap_out(&one.curve, one.terms, side, leaving)?;
            Ok(Trade { sent: to_send(fee_in, swap.amount_in)?, received: amount, swap })
        }
    }

    /// Most to deposit of each token; for an empty stable pool, mostly amounts at par.
    pub fn offer(&self, pool: usize, owner: Address, action: &Action) -> [u64; 2] {
        let one = &self.pools[pool];
        let purses = [0, 1].map(|side| self.purse(owner, one.mint(side)) / 4);
        if one.books.supply == 0 && one.curve.kind == 1 && !action.extra.is_multiple_of(4) {
            let most_decimals = one.curve.decimals[0].max(one.curve.decimals[1]);
            let factors =
                one.curve.decimals.map(|decimals| 10_u128.pow(u32::from(most_decimals - decimals)));
            let most = (0..2).map(|side| u128::from(purses[side]) * factors[side]).min();
            let par = most.unwrap_or(0).min(1 << 75);
            let par = par - par / 8 * u128::from(action.size % 8);
            return factors.map(|factor| u64::try_from(par / factor).unwrap_or(1 << 60));
        }
        [action.amount(purses[0]), action.second_amount(purses[1])]
    }

    pub fn deposit(&mut self, action: &Action) -> Check {
        let (index, owner, now) = (self.pick_pool(action), self.actor(action.who), self.now());
        let bound = Bound::of(action);
        let most = self.offer(index, owner, action);
        let plan = self.plan_deposit(index, most);
        let pool = &self.pools[index];
        let mut no = Reasons::default();
        no.add(bound.is_expired(), LiquidityError::Expired);
        no.add(pool.deposits_paused, LiquidityError::DepositsPaused);
        no.add_arithmetic(plan.is_err());
        let mut least = 0;
        if let Ok((sent, plan)) = plan {
            least = bound.least(plan.lp);
            no.add(bound.is_too_strict(), LiquidityError::BelowMinimum);
            let lacks = (0..2).any(|side| sent[side] > self.purse(owner, pool.mint(side)));
            no.add(lacks, TokenError::InsufficientFunds);
        }
        let args = [most[0], most[1], least, bound.valid_until(now)];
        let call = calls::deposit_bounded(&pool.keys, owner, args);
        if let Some(receipt) = self.send(action, &call, no, "A4")? {
            let (sent, plan) = plan.expect("no reason");
            self.deposited(index, owner, sent, &plan);
            *self.purse_mut(owner, self.pools[index].keys.lp_mint) += plan.lp;
            let event: LiquidityChanged = receipt.event();
            self.check_liquidity_event(index, &event, &plan)?;
        }
        Ok(())
    }

    /// Books a deposit, but for the LP tokens.
    pub fn deposited(&mut self, index: usize, owner: Address, sent: [u64; 2], plan: &Liquidity) {
        let now = self.now();
        for (side, sent) in sent.into_iter().enumerate() {
            self.pays(owner, self.pools[index].mint(side), sent);
        }
        self.pools[index].observe(now);
        self.pools[index].books = plan.books;
    }

    /// Books a withdrawal, but for the LP tokens.
    pub fn withdrew(&mut self, index: usize, owner: Address, plan: &Liquidity) {
        let now = self.now();
        for side in [0, 1] {
            self.gets(owner, self.pools[index].mint(side), plan.amounts[side]);
        }
        self.pools[index].observe(now);
        self.pools[index].books = plan.books;
    }

    pub fn check_liquidity_event(
        &self,
        index: usize,
        event: &LiquidityChanged,
        plan: &Liquidity,
    ) -> Check {
        let books = &plan.books;
        ensure!(
            "A9",
            event.pool == self.pools[index].keys.pool
                && [event.amount_a, event.amount_b] == plan.amounts
                && event.lp_amount == plan.lp
                && [event.reserve_a, event.reserve_b] == books.reserves
                && event.lp_supply == books.supply,
            "the event says {event:?}, the reference {plan:?}"
        );
        Ok(())
    }

    pub fn withdraw(&mut self, action: &Action) -> Check {
        let (index, owner, now) = (self.pick_pool(action), self.actor(action.who), self.now());
        let bound = Bound::of(action);
        let lp_mint = self.pools[index].keys.lp_mint;
        let held = self.purse(owner, lp_mint);
        let lp = action.amount(held);
        let plan = self.plan_withdraw(index, lp);
        let mut no = Reasons::default();
        no.add(bound.is_expired(), LiquidityError::Expired);
        no.add_arithmetic(plan.is_err());
        no.add(lp > held, TokenError::InsufficientFunds);
        let mut least = [0, 0];
        if let Ok((received, _)) = plan {
            least = received.map(|amount| bound.least(amount));
            no.add(bound.is_too_strict(), LiquidityError::BelowMinimum);
        }
        let args = [lp, least[0], least[1], bound.valid_until(now)];
        let call = calls::withdraw_bounded(&self.pools[index].keys, owner, args);
        if let Some(receipt) = self.send(action, &call, no, "F11")? {
            let (_, plan) = plan.expect("no reason");
            self.withdrew(index, owner, &plan);
            *self.purse_mut(owner, lp_mint) -= lp;
            self.check_liquidity_event(index, &receipt.event(), &plan)?;
        }
        Ok(())
    }

    pub fn swap_in(&mut self, action: &Action) -> Check {
        self.swap(action, true)
    }

    pub fn swap_out(&mut self, action: &Action) -> Check {
        self.swap(action, false)
    }

    fn swap(&mut self, action: &Action, is_in: bool) -> Check {
        let (index, trader, now) = (self.pick_pool(action), self.actor(action.who), self.now());
        let (bound, side) = (Bound::of(action), usize::from(action.pick % 2));
        let pool = &self.pools[index];
        let (mint_in, mint_out) = (pool.mint(side), pool.mint(1 - side));
        let most =
            if is_in { self.purse(trader, mint_in) / 4 } else { pool.books.reserves[1 - side] };
        let amount = action.amount(most);
        let plan = self.plan_swap(index, side, amount, is_in);
        let mut no = Reasons::default();
        no.add(bound.is_expired(), LiquidityError::Expired);
        no.add(pool.swaps_paused, LiquidityError::SwapsPaused);
        no.add_arithmetic(plan.is_err());
        let mut limit = if is_in { 0 } else { u64::MAX };
        if let Ok(trade) = plan {
            no.add(trade.sent > self.purse(trader, mint_in), TokenError::InsufficientFunds);
            if is_in {
                limit = bound.least(trade.received);
                no.add(bound.is_too_strict(), LiquidityError::BelowMinimum);
            } else {
                limit = bound.most(trade.sent);
                no.add(bound.is_too_strict(), LiquidityError::AboveMaximum);
            }
        }
        let args = [amount, limit, bound.valid_until(now)];
        let call = if is_in {
            calls::swap_bounded(&pool.keys, trader, side == 0, args)
        } else {
            calls::swap_out_bounded(&pool.keys, trader, side == 0, args)
        };
        if let Some(receipt) = self.send(action, &call, no, "A4")? {
            let Trade { sent, received, swap } = plan.expect("no reason");
            self.pays(trader, mint_in, sent);
            self.gets(trader, mint_out, swap.amount_out);
            let pool = &mut self.pools[index];
            pool.observe(now);
            pool.books = swap.books;
            pool.protocol_fees[side] += swap.fee.protocol;
            pool.creator_fees[side] += swap.fee.creator;
            let event: Swapped = receipt.event();
            ensure!(
                "A9",
                (event.amount_in, event.amount_out) == (swap.amount_in, swap.amount_out)
                    && event.transfer_fee_in == sent - swap.amount_in
                    && event.transfer_fee_out == swap.amount_out - received
                    && (event.fee, event.protocol_fee, event.creator_fee)
                        == (swap.fee.total, swap.fee.protocol, swap.fee.creator)
                    && [event.reserve_a, event.reserve_b] == swap.books.reserves,
                "the event says {event:?}, the reference {swap:?}"
            );
        }
        Ok(())
    }

    /// Books what a deposit of one token did, which its event tells, if the reference agrees.
    pub fn check_single_deposit(
        &mut self,
        index: usize,
        event: &SingleSidedChanged,
        side: usize,
        offer: u64,
    ) -> Check {
        let now = self.now();
        let fee = self.fee(&self.pools[index].mint(side));
        let pool = &mut self.pools[index];
        let plan = pool.books.price_of_lp(&pool.curve, pool.terms, side, event.lp_amount);
        let Ok((swap, added, books)) = plan else {
            ensure!("A4", false, "the reference cannot mint {}", event.lp_amount);
            return Ok(());
        };
        ensure!(
            "A4",
            event.amount == swap.amount_in + added
                && (event.swapped_in, event.swapped_out) == (swap.amount_in, swap.amount_out)
                && event.fee == swap.fee.total
                && [event.reserve_a, event.reserve_b] == books.reserves
                && to_send(fee, event.amount) == Ok(event.owner_amount),
            "the event says {event:?}, the reference {swap:?} and {added} more"
        );
        ensure!("A3", event.owner_amount <= offer, "{} of {offer} taken", event.owner_amount);
        pool.observe(now);
        pool.books = books;
        pool.protocol_fees[side] += swap.fee.protocol;
        pool.creator_fees[side] += swap.fee.creator;
        Ok(())
    }

    pub fn deposit_single(&mut self, action: &Action) -> Check {
        let (index, owner, now) = (self.pick_pool(action), self.actor(action.who), self.now());
        let (bound, side) = (Bound::of(action), usize::from(action.pick % 2));
        let pool = &self.pools[index];
        let (mint, lp_mint) = (pool.mint(side), pool.keys.lp_mint);
        let purse = self.purse(owner, mint);
        let most = action.amount(purse / 4);
        let mut no = Reasons { may_be_arithmetic: true, ..Reasons::default() };
        no.add(bound.is_expired(), LiquidityError::Expired);
        no.add(pool.swaps_paused, LiquidityError::SwapsPaused);
        no.add(pool.deposits_paused, LiquidityError::DepositsPaused);
        no.add_arithmetic(pool.books.supply == 0 || pool.books.reserves.contains(&0));
        if most > purse {
            // It may still cost less.
            no.may_be_arithmetic = true;
        }
        let args = [most, 0, bound.valid_until(now)];
        let call = calls::deposit_single(&pool.keys, owner, side == 0, args);
        // What leaves the purse is known only afterwards, and may be too much for it.
        if most > purse {
            let outcome = self.world.clone().run(call.instruction());
            let is_lacking =
                outcome.is_err_and(|(error, _)| error == TokenError::InsufficientFunds.into());
            no.add(is_lacking, TokenError::InsufficientFunds);
        }
        if let Some(receipt) = self.send(action, &call, no, "A4")? {
            let event: SingleSidedChanged = receipt.event();
            self.check_single_deposit(index, &event, side, most)?;
            self.pays(owner, mint, event.owner_amount);
            *self.purse_mut(owner, lp_mint) += event.lp_amount;
        }
        Ok(())
    }

    pub fn withdraw_single(&mut self, action: &Action) -> Check {
        let (index, owner, now) = (self.pick_pool(action), self.actor(action.who), self.now());
        let (bound, side) = (Bound::of(action), usize::from(action.pick % 2));
        let pool = &self.pools[index];
        let (mint, lp_mint) = (pool.mint(side), pool.keys.lp_mint);
        let held = self.purse(owner, lp_mint);
        let lp = action.amount(held);
        let plan = pool.books.withdraw_single(&pool.curve, pool.terms, side, lp);
        let mut no = Reasons::default();
        no.add(bound.is_expired(), LiquidityError::Expired);
        no.add(pool.swaps_paused, LiquidityError::SwapsPaused);
        no.add(lp > held, TokenError::InsufficientFunds);
        no.add_arithmetic(plan.is_err());
        let mut least = 0;
        if let Ok((amount, _, _)) = plan {
            least = bound.least(self.fee(&mint).arriving(amount));
            no.add(bound.is_too_strict(), LiquidityError::BelowMinimum);
        }
        let args = [lp, least, bound.valid_until(now)];
        let call = calls::withdraw_single(&pool.keys, owner, side == 0, args);
        if let Some(receipt) = self.send(action, &call, no, "A4")? {
            let (amount, swap, books) = plan.expect("no reason");
            *self.purse_mut(owner, lp_mint) -= lp;
            let received = self.gets(owner, mint, amount);
            let fee = swap.map_or_else(Default::default, |swap| swap.fee);
            let pool = &mut self.pools[index];
            pool.observe(now);
            pool.books = books;
            pool.protocol_fees[1 - side] += fee.protocol;
            pool.creator_fees[1 - side] += fee.creator;
            let event: SingleSidedChanged = receipt.event();
            ensure!(
                "A9",
                (event.amount, event.owner_amount, event.lp_amount) == (amount, received, lp)
                    && event.fee == fee.total
                    && [event.reserve_a, event.reserve_b] == books.reserves
                    && event.lp_supply == books.supply,
                "the event says {event:?}, the reference {amount} and {books:?}"
            );
        }
        Ok(())
    }

    pub fn collect_fees(&mut self, action: &Action, is_protocol: bool) -> Check {
        let index = self.pick_pool(action);
        let pool = &self.pools[index];
        let (due, fees) = if is_protocol {
            (self.configs[pool.config].recipient, pool.protocol_fees)
        } else {
            (pool.creator, pool.creator_fees)
        };
        let signer = if action.pick.is_multiple_of(4) { self.actor(action.who) } else { due };
        let mut no = Reasons::default();
        no.add(signer != due, LiquidityError::NotFeeOwner);
        no.add(fees == [0, 0], LiquidityError::NothingToCollect);
        let call = if is_protocol {
            calls::collect_protocol_fees(&pool.keys, signer)
        } else {
            calls::collect_creator_fees(&pool.keys, signer)
        };
        if self.send(action, &call, no, "L1")?.is_some() {
            for (side, amount) in fees.into_iter().enumerate() {
                self.gets(due, self.pools[index].mint(side), amount);
            }
            let pool = &mut self.pools[index];
            *(if is_protocol { &mut pool.protocol_fees } else { &mut pool.creator_fees }) = [0, 0];
        }
        Ok(())
    }

    pub fn skim(&mut self, action: &Action) -> Check {
        let index = self.pick_pool(action);
        let pool = &self.pools[index];
        let surplus = pool.surplus;
        let mut no = Reasons::default();
        no.add(surplus == [0, 0], LiquidityError::NothingToCollect);
        let call = calls::skim(&pool.keys);
        if let Some(receipt) = self.send(action, &call, no, "L1")? {
            let pool = &mut self.pools[index];
            for (side, amount) in surplus.into_iter().enumerate() {
                pool.protocol_fees[side] += amount;
            }
            pool.surplus = [0, 0];
            let event: Skimmed = receipt.event();
            ensure!("A6", [event.amount_a, event.amount_b] == surplus, "skimmed {event:?}");
        }
        Ok(())
    }

    pub fn set_pause(&mut self, action: &Action) -> Check {
        let index = self.pick_pool(action);
        let pool = &self.pools[index];
        let admin = self.configs[pool.config].admin;
        let signer = if action.pick.is_multiple_of(4) { self.actor(action.who) } else { admin };
        // Mostly off again, or little else would happen.
        let (swaps, deposits) = (action.extra.is_multiple_of(5), action.extra % 5 == 1);
        let mut no = Reasons::default();
        no.add(signer != admin, LiquidityError::NotConfigAdmin);
        let call = calls::set_pause(&pool.keys, signer, swaps, deposits);
        if self.send(action, &call, no, "L1")?.is_some() {
            let pool = &mut self.pools[index];
            (pool.swaps_paused, pool.deposits_paused) = (swaps, deposits);
        }
        Ok(())
    }
}
