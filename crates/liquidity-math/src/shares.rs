//! LP shares: what a deposit is worth and what a withdrawal pays.

use crate::curve::Curve;
use crate::error::{MathError, MathResult};
use crate::wide::{mul_div_rounding_down, mul_div_rounding_up};

/// LP base units that the first deposit leaves behind for ever.
///
/// They make it unprofitable to inflate the value of one LP unit until a later deposit rounds to
/// nothing: whoever tries leaves a thousand times as much behind as anyone could lose to rounding.
/// They are counted in [`Books::lp_supply`] and were never minted.
pub const MINIMUM_LIQUIDITY: u64 = 1_000;

/// What a pool holds for its LPs, in base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Books {
    /// Reserve of token A.
    pub reserve_a: u64,
    /// Reserve of token B.
    pub reserve_b: u64,
    /// LP tokens in circulation plus [`MINIMUM_LIQUIDITY`]; zero before the first deposit.
    pub lp_supply: u64,
}

/// A deposit worked out: what the depositor gives and gets, and the books after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DepositOutcome {
    /// Token A taken from the depositor.
    pub amount_a: u64,
    /// Token B taken from the depositor.
    pub amount_b: u64,
    /// LP tokens minted to the depositor.
    pub lp_minted: u64,
    /// The pool's books afterwards.
    pub books: Books,
}

/// A withdrawal worked out: what is paid, and the books after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithdrawOutcome {
    /// Token A paid out.
    pub amount_a: u64,
    /// Token B paid out.
    pub amount_b: u64,
    /// The pool's books afterwards.
    pub books: Books,
}

impl Books {
    /// Deposits at most `max_a` and `max_b`, at the pool's own ratio.
    ///
    /// The LP amount rounds down on the scarcer side; then both amounts round up for it, so neither
    /// exceeds its maximum and the value of an LP share cannot fall (A1). The first deposit takes
    /// both maxima whole, which sets the price.
    ///
    /// # Errors
    /// - [`MathError::ZeroAmount`] when either maximum is zero.
    /// - [`MathError::InitialLiquidityTooSmall`] when a first deposit is worth no more than
    ///   [`MINIMUM_LIQUIDITY`].
    /// - [`MathError::ZeroOutput`] when the amounts are too small for one LP unit.
    /// - [`MathError::ReserveOverflow`] and [`MathError::Overflow`] when books would not fit.
    pub fn deposit(&self, curve: Curve, max_a: u64, max_b: u64) -> MathResult<DepositOutcome> {
        if max_a == 0 || max_b == 0 {
            return Err(MathError::ZeroAmount);
        }
        if self.lp_supply == 0 {
            return self.first_deposit(curve, max_a, max_b);
        }
        let lp_minted = self.lp_for_amounts_rounding_down(max_a, max_b)?;
        if lp_minted == 0 {
            return Err(MathError::ZeroOutput);
        }
        let amount_a = mul_div_rounding_up(lp_minted, self.reserve_a, self.lp_supply)?;
        let amount_b = mul_div_rounding_up(lp_minted, self.reserve_b, self.lp_supply)?;
        Ok(DepositOutcome {
            amount_a,
            amount_b,
            lp_minted,
            books: self.plus(amount_a, amount_b, lp_minted)?,
        })
    }

    /// Pays out `lp_amount`'s share of both reserves, each rounded down.
    ///
    /// # Errors
    /// - [`MathError::ZeroAmount`] for no LP.
    /// - [`MathError::ExceedsSupply`] for more than is in circulation.
    /// - [`MathError::ZeroOutput`] when the share of both reserves rounds down to nothing.
    pub fn withdraw(&self, lp_amount: u64) -> MathResult<WithdrawOutcome> {
        if lp_amount == 0 {
            return Err(MathError::ZeroAmount);
        }
        let circulating =
            self.lp_supply.checked_sub(MINIMUM_LIQUIDITY).ok_or(MathError::EmptyPool)?;
        if lp_amount > circulating {
            return Err(MathError::ExceedsSupply);
        }
        let amount_a = mul_div_rounding_down(lp_amount, self.reserve_a, self.lp_supply)?;
        let amount_b = mul_div_rounding_down(lp_amount, self.reserve_b, self.lp_supply)?;
        if amount_a == 0 && amount_b == 0 {
            return Err(MathError::ZeroOutput);
        }
        let subtract = |from: u64, amount: u64| from.checked_sub(amount).ok_or(MathError::Overflow);
        let books = Self {
            reserve_a: subtract(self.reserve_a, amount_a)?,
            reserve_b: subtract(self.reserve_b, amount_b)?,
            lp_supply: subtract(self.lp_supply, lp_amount)?,
        };
        Ok(WithdrawOutcome { amount_a, amount_b, books })
    }

    fn first_deposit(&self, curve: Curve, max_a: u64, max_b: u64) -> MathResult<DepositOutcome> {
        let liquidity = curve.initial_liquidity_rounding_down(max_a, max_b);
        let lp_minted = liquidity
            .checked_sub(MINIMUM_LIQUIDITY)
            .filter(|minted| *minted > 0)
            .ok_or(MathError::InitialLiquidityTooSmall)?;
        Ok(DepositOutcome {
            amount_a: max_a,
            amount_b: max_b,
            lp_minted,
            books: self.plus(max_a, max_b, liquidity)?,
        })
    }

    fn lp_for_amounts_rounding_down(&self, max_a: u64, max_b: u64) -> MathResult<u64> {
        // A side may ask for more LP than fits 64 bits as long as the other is scarcer.
        let for_a = mul_div_rounding_down(max_a, self.lp_supply, self.reserve_a);
        let for_b = mul_div_rounding_down(max_b, self.lp_supply, self.reserve_b);
        match (for_a, for_b) {
            (Ok(a), Ok(b)) => Ok(a.min(b)),
            (Ok(lp), Err(_)) | (Err(_), Ok(lp)) => Ok(lp),
            (Err(error), Err(_)) => Err(error),
        }
    }

    fn plus(&self, amount_a: u64, amount_b: u64, lp: u64) -> MathResult<Self> {
        Ok(Self {
            reserve_a: self.reserve_a.checked_add(amount_a).ok_or(MathError::ReserveOverflow)?,
            reserve_b: self.reserve_b.checked_add(amount_b).ok_or(MathError::ReserveOverflow)?,
            lp_supply: self.lp_supply.checked_add(lp).ok_or(MathError::Overflow)?,
        })
    }
}
