//! One action on program and model: sends the call, and holds outcome and books against each other.

use program_tests::books::Pool as PoolBooks;
use program_tests::error::{LiquidityError, TokenError, name_of};
use program_tests::{Call, Receipt, calls};
use solana_instruction::error::InstructionError;

use crate::action::{Action, Verb};
use crate::ensure;
use crate::failure::{Check, Failure};
use crate::reference::Books;
use crate::state::State;
use crate::twist::{self, Twisted};

/// Every instruction must fit the compute units that it has without asking for more, but for those
/// that search for the part of an offer to swap: on a stable pool far from par that takes long.
fn most_units(name: &str) -> u64 {
    if ["deposit_single", "compound"].contains(&name) { 1_400_000 } else { 200_000 }
}

/// One of so many calls that should succeed is tried with lookalikes first.
const LOOKALIKES_EVERY: u64 = 16;
/// In `extra`: without lookalikes.
pub const NO_LOOKALIKES: u64 = 1 << 52;

/// Why a call should be refused: it must be exactly when there is a reason, and by one of them.
#[derive(Default)]
pub struct Reasons {
    pub list: Vec<InstructionError>,
    /// Whether the arithmetic may refuse although the reference does not say so.
    pub may_be_arithmetic: bool,
}

impl Reasons {
    pub fn add(&mut self, is_so: bool, reason: impl Into<InstructionError>) {
        if is_so {
            self.list.push(reason.into());
        }
    }

    /// The arithmetic refuses, by one of its names.
    pub fn add_arithmetic(&mut self, is_so: bool) {
        if is_so {
            self.list.extend(ARITHMETIC.map(InstructionError::from));
        }
    }
}

/// Names of refusals by the arithmetic of a pool. Several may be true at once.
const ARITHMETIC: [LiquidityError; 9] = [
    LiquidityError::ZeroAmount,
    LiquidityError::ZeroOutput,
    LiquidityError::Overflow,
    LiquidityError::ReserveOverflow,
    LiquidityError::EmptyPool,
    LiquidityError::InitialLiquidityTooSmall,
    LiquidityError::ExceedsSupply,
    LiquidityError::ExceedsReserves,
    LiquidityError::WeightOverflow,
];

/// What is wrong with the bounds that a caller gives, if anything.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    Loose,
    Exact,
    TooStrict,
    Expired,
}

impl Bound {
    pub fn of(action: &Action) -> Self {
        match (action.extra >> 40) % 16 {
            0 => Self::Expired,
            1 => Self::TooStrict,
            2..6 => Self::Exact,
            _ => Self::Loose,
        }
    }

    /// The least that a caller asks for where `result` comes out.
    pub fn least(self, result: u64) -> u64 {
        match self {
            Self::Exact => result,
            Self::TooStrict => result.saturating_add(1),
            _ => 0,
        }
    }

    /// The most that a caller lets go where `result` is asked.
    pub fn most(self, result: u64) -> u64 {
        match self {
            Self::Exact => result,
            Self::TooStrict => result.saturating_sub(1),
            _ => u64::MAX,
        }
    }

    pub fn valid_until(self, now: u64) -> u64 {
        match self {
            Self::Expired => now - 1,
            Self::Exact => now,
            _ => calls::NEVER,
        }
    }

    pub fn is_expired(self) -> bool {
        self == Self::Expired
    }

    pub fn is_too_strict(self) -> bool {
        self == Self::TooStrict
    }
}

impl State {
    /// Does one action and checks everything that must hold after it.
    pub fn act(&mut self, action: &Action) -> Check {
        self.tally.actions += 1;
        match action.verb {
            Verb::Deposit => self.deposit(action),
            Verb::Withdraw => self.withdraw(action),
            Verb::SwapIn => self.swap_in(action),
            Verb::SwapOut => self.swap_out(action),
            Verb::DepositSingle => self.deposit_single(action),
            Verb::WithdrawSingle => self.withdraw_single(action),
            Verb::Stake => self.stake(action),
            Verb::Unstake => self.unstake(action),
            Verb::UnstakePart => self.unstake_part(action),
            Verb::UnstakeAndWithdraw => self.unstake_and_withdraw(action),
            Verb::DepositAndStake => self.deposit_and_stake(action),
            Verb::Restake => self.restake(action),
            Verb::LockForever => self.lock_forever(action),
            Verb::CollectLockedFees => self.collect_locked_fees(action),
            Verb::CreateCampaign => self.create_campaign(action),
            Verb::Crowd => self.crowd(action),
            Verb::TopUp => self.top_up(action),
            Verb::Claim => self.claim(action),
            Verb::Compound => self.compound(action),
            Verb::Forfeit => self.forfeit(action),
            Verb::Settle => self.settle(action),
            Verb::Collect => self.collect(action),
            Verb::CloseCampaign => self.close_campaign(action),
            Verb::ClosePosition => self.close_position(action),
            Verb::CollectProtocolFees => self.collect_fees(action, true),
            Verb::CollectCreatorFees => self.collect_fees(action, false),
            Verb::Skim => self.skim(action),
            Verb::SetPause => self.set_pause(action),
            Verb::CreateConfig => self.create_config(action),
            Verb::UpdateConfig => self.update_config(action),
            Verb::ProposeAdmin => self.propose_admin(action),
            Verb::AcceptAdmin => self.accept_admin(action),
            Verb::SetLockChoices => self.set_lock_choices(action),
            Verb::CreatePool => self.create_pool(action),
            Verb::Quotes => self.quotes(action),
            Verb::Pending => self.pending(action),
            Verb::RoundTrip => self.round_trip(action),
            Verb::Donate => self.donate(action),
            Verb::SelfTransfer => self.self_transfer(action),
            Verb::Freeze => self.freeze_or_thaw(action),
            Verb::HostileMint => self.hostile_mint(action),
            Verb::ForeignCampaign => self.foreign_campaign(action),
            Verb::Pass => self.pass_slots(action),
            Verb::NextEpoch => self.next_epoch(action),
            Verb::ChangeFee => self.change_fee(action),
        }?;
        self.check()
    }

    /// Counts a thing that is no call and cannot be refused.
    pub fn happened(&mut self, verb: Verb) {
        let tries = self.tally.verbs.entry(verb).or_default();
        tries.sent += 1;
        tries.succeeded += 1;
    }

    /// Sends a call. It must be refused when and only when there is a reason, by one of them, and a
    /// refusal must change nothing (S4). `broken` is the promise that a refusal without reason breaks.
    pub fn send(
        &mut self,
        action: &Action,
        call: &Call,
        reasons: Reasons,
        broken: &'static str,
    ) -> Result<Option<Receipt>, Failure> {
        // Another signer may be the right one where the call had the wrong one.
        let may_twist = action.twist > 0 && (reasons.list.is_empty() || action.twist % 8 != 5);
        if may_twist && let Some(twisted) = twist::apply(self, call, action.twist) {
            self.try_twisted(call, &twisted)?;
            return Ok(None);
        }
        if reasons.list.is_empty() && (action.extra >> 52).is_multiple_of(LOOKALIKES_EVERY) {
            self.try_lookalikes(call)?;
        }
        let (outcome, reasons_list) = (self.run(call)?, &reasons.list);
        let tries = self.tally.verbs.entry(action.verb).or_default();
        tries.sent += 1;
        tries.succeeded += u64::from(outcome.is_ok());
        self.meets(action.verb, outcome.as_ref().err());
        match outcome {
            Ok(receipt) => {
                let names: Vec<_> = reasons_list.iter().map(name_of).collect();
                self.check_worth(call)?;
                let invariant = authority(reasons_list);
                ensure!(invariant, names.is_empty(), "{} succeeded despite {names:?}", call.name);
                ensure!(
                    "S6",
                    receipt.compute_units <= most_units(call.name),
                    "{} took {} compute units",
                    call.name,
                    receipt.compute_units
                );
                let dearest = self.tally.dearest.entry(call.name).or_default();
                *dearest = (*dearest).max(receipt.compute_units);
                Ok(Some(receipt))
            }
            Err(error) => {
                let may = reasons.may_be_arithmetic
                    && (ARITHMETIC.iter().any(|one| InstructionError::from(*one) == error));
                let is_named = may || reasons_list.contains(&error);
                let broken = if reasons_list.is_empty() { broken } else { "L1" };
                let names: Vec<_> = reasons_list.iter().map(name_of).collect();
                ensure!(
                    broken,
                    is_named,
                    "{} was refused by {} and not by {names:?}",
                    call.name,
                    name_of(&error)
                );
                Ok(None)
            }
        }
    }

    /// A call with something wrong must be refused.
    fn try_twisted(&mut self, call: &Call, twisted: &Twisted) -> Check {
        self.tally.twisted += 1;
        let what = format!("{} with {}", call.name, twisted.what);
        let outcome = self.run(&twisted.call)?;
        ensure!(twisted.breaks, outcome.is_err(), "{what} was not refused");
        Ok(())
    }

    /// A call in which nothing is wrong, with each of its accounts in turn replaced by each lookalike:
    /// one at a time, drawn at random, they would seldom meet a call that is right otherwise.
    fn try_lookalikes(&mut self, call: &Call) -> Check {
        for twist in twist::lookalikes(call) {
            if let Some(twisted) = twist::apply(self, call, twist) {
                self.try_twisted(call, &twisted)?;
            }
        }
        Ok(())
    }

    /// Runs a call, whatever comes of it.
    pub fn run(&mut self, call: &Call) -> Result<Result<Receipt, InstructionError>, Failure> {
        for pool in &mut self.pools {
            pool.farm.moves += 1;
        }
        let named: Vec<_> = call.parts.iter().map(|part| part.address).collect();
        let before: Vec<_> = named.iter().map(|key| self.world.svm.get_account(key)).collect();
        let outcome = self.world.run(call.instruction());
        if let Some(record) = &mut self.record {
            let result = outcome.as_ref().map(|done| (&done.events, &done.returned));
            record.push(format!("{} {:?}", call.name, result.map_err(|(error, _)| error)));
        }
        if let Err((error, logs)) = &outcome {
            let is_panic = matches!(
                error,
                InstructionError::ProgramFailedToComplete
                    | InstructionError::ComputationalBudgetExceeded
                    | InstructionError::UnbalancedInstruction
                    | InstructionError::AccountDataTooSmall
            );
            let last = logs.lines().next_back().unwrap_or_default();
            ensure!("S3", !is_panic, "{} ended with {error}: {last}", call.name);
            let after: Vec<_> = named.iter().map(|key| self.world.svm.get_account(key)).collect();
            ensure!("S4", before == after, "{} was refused and changed something", call.name);
            let key = (call.name.to_owned(), name_of(error));
            *self.tally.refused.entry(key).or_default() += 1;
        } else {
            self.accounts.retain(|key, _| !named.contains(key));
        }
        Ok(outcome.map_err(|(error, _)| error))
    }

    /// What an LP token is worth, a pool as a whole, and whether its vaults hold it, before anything else
    /// is looked at.
    fn check_worth(&mut self, call: &Call) -> Check {
        for index in 0..self.pools.len() {
            let pool = &self.pools[index];
            if !call.parts.iter().any(|part| part.address == pool.keys.pool) {
                continue;
            }
            let books: PoolBooks = self.world.books(&pool.keys.pool);
            let now =
                Books { reserves: [books.reserve_a, books.reserve_b], supply: books.lp_supply };
            let (before, curve) = (pool.books_before, pool.curve);
            if call.name.starts_with("swap") {
                ensure!(
                    "A2",
                    now.holds_invariant_of(&before, &curve) && !now.reserves.contains(&0),
                    "{}: {now:?} after {before:?}",
                    call.name
                );
            }
            ensure!(
                "A1",
                now.is_worth_no_less_than(&before, &curve),
                "{}: {now:?} after {before:?}",
                call.name
            );
            self.pools[index].books_before = now;
            self.check_cover(index)?;
        }
        Ok(())
    }

    /// Remembers the kind of state in which an instruction had an outcome, to be told what is new.
    fn meets(&mut self, verb: Verb, error: Option<&InstructionError>) {
        let code = match error {
            None => 0,
            Some(InstructionError::Custom(code)) => u64::from(*code) + 1,
            Some(_) => u64::from(u32::MAX),
        };
        let farm = self.pools.iter().map(|pool| pool.farm.streams.len() as u64).max();
        let class = u64::from(farm.and_then(u64::checked_ilog2).unwrap_or(0));
        self.tally.states.insert((verb as u64) << 48 | code << 8 | class);
    }
}

/// Which promise is broken when a call succeeds despite these reasons.
fn authority(reasons: &[InstructionError]) -> &'static str {
    let keys = [
        LiquidityError::NotPositionOwner,
        LiquidityError::NotFeeOwner,
        LiquidityError::NotConfigAdmin,
        LiquidityError::NotPendingAdmin,
    ];
    let is_key = keys.iter().any(|key| reasons.contains(&InstructionError::from(*key)));
    let owner = reasons.contains(&TokenError::OwnerMismatch.into());
    if is_key || owner { "S2" } else { "L1" }
}
