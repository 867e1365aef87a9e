//! LP shares: what a deposit is worth and what a withdrawal pays.

use crate::curve::{Curve, Reserves};
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
    #[inline(always)]
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
            books: self.plus(curve, amount_a, amount_b, lp_minted)?,
        })
    }

    /// Pays out `lp_amount`'s share of both reserves, each rounded down.
    ///
    /// # Errors
    /// - [`MathError::ZeroAmount`] for no LP.
    /// - [`MathError::EmptyPool`] before the first deposit.
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

    #[inline(always)]
    fn first_deposit(&self, curve: Curve, max_a: u64, max_b: u64) -> MathResult<DepositOutcome> {
        curve.check_reserves(Reserves { input: max_a, output: max_b })?;
        let liquidity = curve.initial_liquidity_rounding_down(max_a, max_b);
        let lp_minted = liquidity
            .checked_sub(MINIMUM_LIQUIDITY)
            .filter(|minted| *minted > 0)
            .ok_or(MathError::InitialLiquidityTooSmall)?;
        Ok(DepositOutcome {
            amount_a: max_a,
            amount_b: max_b,
            lp_minted,
            books: self.plus(curve, max_a, max_b, liquidity)?,
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

    #[inline(always)]
    fn plus(&self, curve: Curve, amount_a: u64, amount_b: u64, lp: u64) -> MathResult<Self> {
        let reserve_a = self.reserve_a.checked_add(amount_a).ok_or(MathError::ReserveOverflow)?;
        let reserve_b = self.reserve_b.checked_add(amount_b).ok_or(MathError::ReserveOverflow)?;
        // Nobody may bring a pool to where it could not swap.
        curve.check_reserves(Reserves { input: reserve_a, output: reserve_b })?;
        let lp_supply = self.lp_supply.checked_add(lp).ok_or(MathError::Overflow)?;
        Ok(Self { reserve_a, reserve_b, lp_supply })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: Books = books(0, 0, 0);

    const fn books(reserve_a: u64, reserve_b: u64, lp_supply: u64) -> Books {
        Books { reserve_a, reserve_b, lp_supply }
    }

    fn deposit(books: Books, max_a: u64, max_b: u64) -> MathResult<DepositOutcome> {
        books.deposit(Curve::ConstantProduct, max_a, max_b)
    }

    #[test]
    fn the_first_deposit_locks_the_minimum_for_ever() {
        let outcome = deposit(EMPTY, 4_000, 9_000).unwrap();
        assert_eq!(
            outcome,
            DepositOutcome {
                amount_a: 4_000,
                amount_b: 9_000,
                lp_minted: 5_000,
                books: books(4_000, 9_000, 6_000),
            }
        );
        // All that was minted can leave and the locked part stays, with a sixth of the reserves.
        let left = outcome.books.withdraw(outcome.lp_minted).unwrap();
        assert_eq!(left.books, books(667, 1_500, MINIMUM_LIQUIDITY));
    }

    #[test]
    fn the_first_deposit_must_be_worth_more_than_the_locked_minimum() {
        let too_small = Err(MathError::InitialLiquidityTooSmall);
        assert_eq!(deposit(EMPTY, 1, 1), too_small);
        assert_eq!(deposit(EMPTY, 1_000, 1_000), too_small);
        assert_eq!(deposit(EMPTY, 1_001, 1_000), too_small);
        assert_eq!(deposit(EMPTY, 1_001, 1_001).map(|outcome| outcome.lp_minted), Ok(1));
        assert_eq!(deposit(EMPTY, 1, 1_002_001).map(|outcome| outcome.lp_minted), Ok(1));
        assert_eq!(deposit(EMPTY, 1, 1_002_000), too_small);
    }

    #[test]
    fn the_first_deposit_can_be_as_large_as_reserves_get() {
        let outcome = deposit(EMPTY, u64::MAX, u64::MAX).unwrap();
        assert_eq!(outcome.books, books(u64::MAX, u64::MAX, u64::MAX));
        assert_eq!(outcome.lp_minted, u64::MAX - MINIMUM_LIQUIDITY);
    }

    #[test]
    fn a_deposit_takes_the_scarcer_side_and_rounds_against_the_depositor() {
        // 10 of 300 A would be 33.3 of 1,000 LP and 50 of 700 B 71.4; 33 LP cost 9.9 A and 23.1 B.
        let outcome = deposit(books(300, 700, 1_000), 10, 50).unwrap();
        assert_eq!((outcome.amount_a, outcome.amount_b, outcome.lp_minted), (10, 24, 33));
        assert_eq!(outcome.books, books(310, 724, 1_033));
        let mirrored = deposit(books(700, 300, 1_000), 50, 10).unwrap();
        assert_eq!((mirrored.amount_a, mirrored.amount_b, mirrored.lp_minted), (24, 10, 33));
    }

    #[test]
    fn a_deposit_of_nothing_is_refused() {
        for pool in [EMPTY, books(5_000, 5_000, 5_000)] {
            for (max_a, max_b) in [(0, 0), (0, 9), (9, 0)] {
                assert_eq!(deposit(pool, max_a, max_b), Err(MathError::ZeroAmount));
            }
        }
    }

    #[test]
    fn a_deposit_too_small_for_one_lp_unit_is_refused() {
        let rich = books(10_000, 10_000, 5_000);
        assert_eq!(deposit(rich, 1, 1_000), Err(MathError::ZeroOutput));
        assert_eq!(deposit(rich, 1_000, 1), Err(MathError::ZeroOutput));
        assert_eq!(deposit(rich, 2, 2).map(|outcome| outcome.lp_minted), Ok(1));
    }

    #[test]
    fn a_deposit_can_fill_a_reserve_and_no_more() {
        let nearly_full = books(u64::MAX - 4, 1 << 40, 1 << 40);
        assert_eq!(deposit(nearly_full, u64::MAX, u64::MAX), Err(MathError::ReserveOverflow));
        let nearly_full = books(1 << 40, u64::MAX - 4, 1 << 40);
        assert_eq!(deposit(nearly_full, u64::MAX, u64::MAX), Err(MathError::ReserveOverflow));
        let half = books(1 << 63, 1 << 63, 1 << 63);
        let filled = deposit(half, (1 << 63) - 1, u64::MAX).unwrap();
        assert_eq!(filled.books, books(u64::MAX, u64::MAX, u64::MAX));
        assert_eq!(deposit(half, 1 << 63, u64::MAX), Err(MathError::ReserveOverflow));
    }

    #[test]
    fn a_side_that_asks_for_more_lp_than_fits_leaves_it_to_the_other() {
        // One unit of A is all there is of it, so u64::MAX of it would be 2^64 - 1 times the supply.
        let lopsided = books(1, 1 << 60, 1 << 30);
        let outcome = deposit(lopsided, u64::MAX, 1 << 60).unwrap();
        assert_eq!((outcome.amount_a, outcome.amount_b, outcome.lp_minted), (1, 1 << 60, 1 << 30));
        let mirrored = deposit(books(1 << 60, 1, 1 << 30), 1 << 60, u64::MAX).unwrap();
        assert_eq!((mirrored.amount_a, mirrored.amount_b), (1 << 60, 1));
    }

    #[test]
    fn books_that_no_pool_can_have_overflow_instead_of_wrapping() {
        // Both sides ask for more LP than fits.
        assert_eq!(deposit(books(1, 1, 5_000), u64::MAX, u64::MAX), Err(MathError::Overflow));
        // The supply itself would not fit.
        let overminted = books(5_000, 5_000, u64::MAX);
        assert_eq!(deposit(overminted, 10, 10), Err(MathError::Overflow));
        // Reserves that are gone.
        assert_eq!(deposit(books(0, 0, 5_000), 10, 10), Err(MathError::Overflow));
    }

    #[test]
    fn a_withdrawal_pays_its_share_rounded_down() {
        // 68 of 2,000 LP are 10.2 of 300 A and 23.8 of 700 B.
        let outcome = books(300, 700, 2_000).withdraw(68).unwrap();
        assert_eq!((outcome.amount_a, outcome.amount_b), (10, 23));
        assert_eq!(outcome.books, books(290, 677, 1_932));
    }

    #[test]
    fn a_withdrawal_of_nothing_is_refused() {
        assert_eq!(books(5_000, 5_000, 5_000).withdraw(0), Err(MathError::ZeroAmount));
        assert_eq!(EMPTY.withdraw(0), Err(MathError::ZeroAmount));
    }

    #[test]
    fn a_withdrawal_from_a_pool_before_its_first_deposit_is_refused() {
        assert_eq!(EMPTY.withdraw(1), Err(MathError::EmptyPool));
        assert_eq!(
            books(5_000, 5_000, MINIMUM_LIQUIDITY - 1).withdraw(1),
            Err(MathError::EmptyPool)
        );
    }

    #[test]
    fn the_locked_minimum_cannot_be_withdrawn() {
        let pool = books(5_000, 5_000, 5_000);
        assert_eq!(pool.withdraw(4_001), Err(MathError::ExceedsSupply));
        assert_eq!(pool.withdraw(u64::MAX), Err(MathError::ExceedsSupply));
        assert_eq!(pool.withdraw(4_000).map(|outcome| outcome.books.lp_supply), Ok(1_000));
        let only_locked = books(5_000, 5_000, MINIMUM_LIQUIDITY);
        assert_eq!(only_locked.withdraw(1), Err(MathError::ExceedsSupply));
    }

    #[test]
    fn a_withdrawal_worth_nothing_on_both_sides_is_refused() {
        let thin = books(5, 5_000, 10_000);
        assert_eq!(thin.withdraw(1), Err(MathError::ZeroOutput));
        // Worth something on one side is enough.
        let one_side = thin.withdraw(2).unwrap();
        assert_eq!((one_side.amount_a, one_side.amount_b), (0, 1));
        let other_side = books(5_000, 5, 10_000).withdraw(2).unwrap();
        assert_eq!((other_side.amount_a, other_side.amount_b), (1, 0));
    }
}
