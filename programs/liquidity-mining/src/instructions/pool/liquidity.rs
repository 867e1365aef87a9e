//! Deposits and withdrawals worked out, with their transfers. Executions and quotes do it by this
//! alone (A9).

use anchor_lang::pinocchio::sysvars::clock::Clock;
use anchor_lang::prelude::*;
use liquidity_math::shares::{DepositOutcome, WithdrawOutcome};

use crate::error::OrRefuse;
use crate::instructions::guards::optional;
use crate::state::Pool;
use crate::token::TokenKind;

/// How both tokens of a pool are moved.
#[derive(Clone, Copy)]
pub struct PoolTokens {
    /// Token A.
    pub a: TokenKind,
    /// Token B.
    pub b: TokenKind,
}

impl PoolTokens {
    /// Those of `pool`, with the mints that the caller gave.
    ///
    /// # Errors
    /// `WrongMint`.
    #[inline(never)]
    pub fn load(
        pool: &Pool,
        mint_a: &Option<UncheckedAccount>,
        mint_b: &Option<UncheckedAccount>,
        clock: &Clock,
    ) -> Result<Self> {
        Ok(Self {
            a: pool.token(true, optional(mint_a), clock.epoch)?,
            b: pool.token(false, optional(mint_b), clock.epoch)?,
        })
    }
}

/// A deposit worked out, to be executed or shown.
pub struct DepositPlan {
    /// Token A that leaves the depositor's account.
    pub sent_a: u64,
    /// Token B that leaves the depositor's account.
    pub sent_b: u64,
    /// What it does to the books, in what arrives.
    pub outcome: DepositOutcome,
}

impl DepositPlan {
    /// Works out a deposit of at most `max_a` and `max_b`, as they leave the depositor's accounts.
    ///
    /// # Errors
    /// `DepositsPaused`; the arithmetic's, by their names.
    #[inline(never)]
    pub fn new(pool: &Pool, tokens: &PoolTokens, max_a: u64, max_b: u64) -> Result<Self> {
        pool.require_deposits()?;
        let (arriving_a, arriving_b) = (tokens.a.arriving(max_a)?, tokens.b.arriving(max_b)?);
        let outcome = pool.books().deposit(pool.curve()?, arriving_a, arriving_b).or_refuse()?;
        // Never more than the maximum: that sends at least as much.
        Ok(Self {
            sent_a: tokens.a.to_send_rounding_up(outcome.amount_a)?,
            sent_b: tokens.b.to_send_rounding_up(outcome.amount_b)?,
            outcome,
        })
    }
}

/// A withdrawal worked out, to be executed or shown.
pub struct WithdrawPlan {
    /// Token A that arrives in the owner's account.
    pub received_a: u64,
    /// Token B that arrives in the owner's account.
    pub received_b: u64,
    /// What it does to the books, in what leaves.
    pub outcome: WithdrawOutcome,
}

impl WithdrawPlan {
    /// Works out a withdrawal of `lp_amount`. Asks neither the curve nor anyone's leave (F11).
    ///
    /// # Errors
    /// The arithmetic's, by their names.
    #[inline(never)]
    pub fn new(pool: &Pool, tokens: &PoolTokens, lp_amount: u64) -> Result<Self> {
        let outcome = pool.books().withdraw(lp_amount).or_refuse()?;
        Ok(Self {
            received_a: tokens.a.arriving(outcome.amount_a)?,
            received_b: tokens.b.arriving(outcome.amount_b)?,
            outcome,
        })
    }
}
