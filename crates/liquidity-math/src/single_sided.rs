//! Deposits of one token and withdrawals into one token.
//!
//! Each is a swap and a both-sided step, worked out by the very functions that swap, deposit and
//! withdraw, one after the other. So it pays the full trade fee on the part that is swapped, it is
//! never cheaper than the two steps apart (A3), and the value per LP share cannot fall (A1), however
//! well or badly the part to swap is chosen. Only how much is left over depends on that choice.

use crate::curve::{Curve, Reserves};
use crate::error::{MathError, MathResult};
use crate::fees::{FeeTerms, MILLIONTHS, TradeFee};
use crate::quote::{self, SwapOutcome};
use crate::shares::Books;
use crate::wide::{div_wide, mul_div_rounding_down, mul_div_rounding_up, mul_wide};
use crate::wide256::{U256, double, words};

/// Attempts at the part to swap. The constant product needs one or two, the stable curve three to
/// five for most offers.
const MAX_ATTEMPTS: u32 = 24;
/// The choice is good enough when both sides are worth the same LP to a part in 2 to the power of
/// this, or to the units below.
const PRECISION_BITS: u32 = 24;
/// LP units by which the sides may differ. The roundings of the fee, of the curve and of each side
/// are worth about one unit each, and cannot all be made to vanish.
const PRECISION_UNITS: u64 = 4;

/// A deposit of one token worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DepositSingleOutcome {
    /// Taken from the depositor, fee included: `swapped_in` and `deposited` together, and never more
    /// than was offered. The rest of the offer is not charged.
    pub amount_in: u64,
    /// The part of `amount_in` that was swapped, fee included.
    pub swapped_in: u64,
    /// What the swap gave of the other token, all of which was deposited.
    pub swapped_out: u64,
    /// The part of `amount_in` that was deposited as it is.
    pub deposited: u64,
    /// The fee within `swapped_in`.
    pub fee: TradeFee,
    /// LP tokens minted to the depositor.
    pub lp_minted: u64,
    /// The pool's books afterwards; fees owed to protocol and creator are no part of them.
    pub books: Books,
}

/// A withdrawal into one token worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithdrawSingleOutcome {
    /// Paid out: `withdrawn` and `swapped_out` together.
    pub amount_out: u64,
    /// The share of the wanted token.
    pub withdrawn: u64,
    /// The share of the other token, all of which was swapped, fee included. Zero when it is too
    /// little to buy one base unit: then it stays in the pool.
    pub swapped_in: u64,
    /// What the swap gave of the wanted token.
    pub swapped_out: u64,
    /// The fee within `swapped_in`, in the token that is not wanted.
    pub fee: TradeFee,
    /// The pool's books afterwards; fees owed to protocol and creator are no part of them.
    pub books: Books,
}

const NO_FEE: TradeFee = TradeFee { total: 0, protocol: 0, creator: 0, liquidity: 0 };

impl Books {
    /// Deposits token A or, if not `gives_a`, token B alone, at most `max_amount_in` of it.
    ///
    /// The LP amount is what a swap of a part of the offer and a deposit of both sides would mint,
    /// rounded down. For it, exactly the other token that the deposit takes is bought by
    /// [`quote::swap_exact_out`], and the given token is added, rounded up. So nothing of the other token is
    /// left over, and what is left of the offer is not charged: besides a part in 2^22 of it, less
    /// than it would cost to mint five more LP units, to buy two more units of the other token and to
    /// swap four more of the given one, each with the deposit that then goes with it. (The last units
    /// of a reserve are dear, and the very last is not for sale: of an offer that dwarfs the pool,
    /// much is left over.)
    ///
    /// # Errors
    /// - [`MathError::ZeroAmount`] for nothing in.
    /// - [`MathError::EmptyPool`] before the first deposit, which needs both tokens.
    /// - [`MathError::ZeroOutput`] when the offer is too small for one LP unit.
    /// - [`MathError::ReserveOverflow`], [`MathError::Overflow`] when books would not fit, and the
    ///   curve's.
    pub fn deposit_single(
        &self,
        curve: Curve,
        terms: &FeeTerms,
        max_amount_in: u64,
        gives_a: bool,
    ) -> MathResult<DepositSingleOutcome> {
        if max_amount_in == 0 {
            return Err(MathError::ZeroAmount);
        }
        if self.lp_supply == 0 || self.reserve_a == 0 || self.reserve_b == 0 {
            return Err(MathError::EmptyPool);
        }
        let side = Side {
            curve: curve.facing(gives_a),
            terms,
            reserves: self.seen_from(gives_a),
            lp_supply: self.lp_supply,
            offer: max_amount_in,
        };
        let (lp_minted, swap, deposited) = side.mint(side.best_lp_rounding_down()?)?;
        let amount_in = swap.amount_in.checked_add(deposited).ok_or(MathError::Overflow)?;
        let after = Reserves {
            input: swap.reserves.input.checked_add(deposited).ok_or(MathError::ReserveOverflow)?,
            // What the swap took out of the reserve is put back.
            output: side.reserves.output,
        };
        side.curve.check_reserves(after)?;
        let lp_supply = self.lp_supply.checked_add(lp_minted).ok_or(MathError::Overflow)?;
        let books = Self::from_side(after, lp_supply, gives_a);
        Ok(DepositSingleOutcome {
            amount_in,
            swapped_in: swap.amount_in,
            swapped_out: swap.amount_out,
            deposited,
            fee: swap.fee,
            lp_minted,
            books,
        })
    }

    /// Withdraws `lp_amount`'s share of both reserves, as [`Books::withdraw`] does, and swaps the one
    /// that is not wanted for token A or, if not `wants_a`, token B, by [`quote::swap_exact_in`].
    ///
    /// # Errors
    /// - Those of [`Books::withdraw`].
    /// - [`MathError::ZeroOutput`] when nothing of the wanted token can be paid.
    /// - The curve's. A withdrawal of both tokens asks the curve nothing and remains possible.
    pub fn withdraw_single(
        &self,
        curve: Curve,
        terms: &FeeTerms,
        lp_amount: u64,
        wants_a: bool,
    ) -> MathResult<WithdrawSingleOutcome> {
        let both = self.withdraw(lp_amount)?;
        let (withdrawn, other) =
            if wants_a { (both.amount_a, both.amount_b) } else { (both.amount_b, both.amount_a) };
        let gives_a = !wants_a;
        let left = both.books.seen_from(gives_a);
        let swap = match swap_exact_in(curve.facing(gives_a), terms, left, other) {
            Ok(swap) => swap,
            // Too little to buy one unit: it stays in the reserve.
            Err(MathError::ZeroAmount | MathError::ZeroOutput) if withdrawn > 0 => {
                let input = left.input.checked_add(other).ok_or(MathError::ReserveOverflow)?;
                let reserves = Reserves { input, ..left };
                SwapOutcome { amount_in: 0, amount_out: 0, fee: NO_FEE, reserves }
            }
            Err(error) => return Err(error),
        };
        Ok(WithdrawSingleOutcome {
            amount_out: withdrawn.checked_add(swap.amount_out).ok_or(MathError::Overflow)?,
            withdrawn,
            swapped_in: swap.amount_in,
            swapped_out: swap.amount_out,
            fee: swap.fee,
            books: Self::from_side(swap.reserves, both.books.lp_supply, gives_a),
        })
    }

    fn seen_from(&self, a_to_b: bool) -> Reserves {
        if a_to_b {
            Reserves { input: self.reserve_a, output: self.reserve_b }
        } else {
            Reserves { input: self.reserve_b, output: self.reserve_a }
        }
    }

    fn from_side(reserves: Reserves, lp_supply: u64, a_to_b: bool) -> Self {
        let (reserve_a, reserve_b) = if a_to_b {
            (reserves.input, reserves.output)
        } else {
            (reserves.output, reserves.input)
        };
        Self { reserve_a, reserve_b, lp_supply }
    }
}

/// A pool as the token that is given sees it, and the offer.
struct Side<'a> {
    curve: Curve,
    terms: &'a FeeTerms,
    reserves: Reserves,
    lp_supply: u64,
    offer: u64,
}

/// LP that each side of the deposit is worth after a part of the offer was swapped.
struct Attempt {
    given: u64,
    bought: u64,
}

impl Attempt {
    /// What a deposit of both mints: the scarcer side decides.
    fn lp(&self) -> u64 {
        self.given.min(self.bought)
    }

    fn is_precise(&self) -> bool {
        let tolerance = (self.lp() >> PRECISION_BITS).max(PRECISION_UNITS);
        self.given.abs_diff(self.bought) <= tolerance
    }
}

/// The swaps that executions and quotes are worked out by, as calls: the search makes many, and what
/// is gained by having them in line is not worth its place.
#[inline(never)]
fn swap_exact_in(
    curve: Curve,
    terms: &FeeTerms,
    reserves: Reserves,
    amount_in: u64,
) -> MathResult<SwapOutcome> {
    quote::swap_exact_in(curve, terms, reserves, amount_in)
}

#[inline(never)]
fn swap_exact_out(
    curve: Curve,
    terms: &FeeTerms,
    reserves: Reserves,
    amount_out: u64,
) -> MathResult<SwapOutcome> {
    quote::swap_exact_out(curve, terms, reserves, amount_out)
}

impl Side<'_> {
    /// The most LP that any attempt finds for the offer.
    ///
    /// The given side's worth falls and the bought side's rises with the part that is swapped. They
    /// are made to meet by false position, after Illinois: a bound that stays twice counts half as
    /// much, and when it stays a fourth time the interval is halved. The search stops when they are close enough.
    fn best_lp_rounding_down(&self) -> MathResult<u64> {
        // Swapped nothing, the given side has too much; swapped all, too little.
        let (mut least, mut most) = (0, self.offer);
        let mut excess_at_least = self.worth_rounding_down(self.offer, self.reserves.input);
        let mut excess_at_most = None;
        let mut part = self.part_to_swap();
        let mut best = 0;
        let mut moved_least_before = None;
        let mut times_stuck = 0_u32;
        for _ in 0..MAX_ATTEMPTS {
            let attempt = self.attempt(part)?;
            best = best.max(attempt.lp());
            if attempt.is_precise() {
                break;
            }
            let moves_least = attempt.given > attempt.bought;
            let excess = attempt.given.abs_diff(attempt.bought);
            let is_stuck = moved_least_before == Some(moves_least);
            times_stuck = if is_stuck { times_stuck.saturating_add(1) } else { 0 };
            moved_least_before = Some(moves_least);
            if moves_least {
                (least, excess_at_least) = (part, excess);
                excess_at_most = excess_at_most.map(|bound: u64| bound >> u32::from(is_stuck));
            } else {
                (most, excess_at_most) = (part, Some(excess));
                excess_at_least >>= u32::from(is_stuck);
            }
            let width = most.saturating_sub(least);
            if width <= 1 {
                break;
            }
            let step = match excess_at_most {
                Some(excess_at_most) if times_stuck < 3 => {
                    mean_step(width, excess_at_least, excess_at_most)
                }
                _ => width >> 1,
            };
            part = least.saturating_add(step.clamp(1, width.saturating_sub(1)));
        }
        if best == 0 { Err(MathError::ZeroOutput) } else { Ok(best) }
    }

    /// Swaps `part` of the offer and says what LP the rest and the proceeds are worth.
    fn attempt(&self, part: u64) -> MathResult<Attempt> {
        let rest = self.offer.saturating_sub(part);
        match swap_exact_in(self.curve, self.terms, self.reserves, part) {
            Ok(swap) => Ok(Attempt {
                given: self.worth_rounding_down(rest, swap.reserves.input),
                bought: self.worth_rounding_down(swap.amount_out, swap.reserves.output),
            }),
            Err(MathError::ZeroAmount | MathError::ZeroOutput) => Ok(Attempt {
                given: self.worth_rounding_down(rest, self.reserves.input),
                bought: 0,
            }),
            Err(error) => Err(error),
        }
    }

    /// LP that an amount is worth on its side; what does not fit is as good as any other excess.
    fn worth_rounding_down(&self, amount: u64, reserve: u64) -> u64 {
        mul_div_rounding_down(amount, self.lp_supply, reserve).unwrap_or(u64::MAX)
    }

    /// The LP that the offer buys, `lp` or hardly less, the swap for it and the amount on top.
    ///
    /// The attempt that found `lp` swapped for at least as much and so put in at least as much. It
    /// left the reserve at least as deep too, but for a base unit where the shares of protocol and
    /// creator round apart; then this costs more than the offer, and a little less LP is minted.
    fn mint(&self, mut lp: u64) -> MathResult<(u64, SwapOutcome, u64)> {
        for _ in 0..MAX_ATTEMPTS {
            let (swap, deposited) = self.price_rounding_up(lp)?;
            let cost = swap.amount_in.checked_add(deposited).ok_or(MathError::Overflow)?;
            let Some(excess) = cost.checked_sub(self.offer).filter(|excess| *excess > 0) else {
                return Ok((lp, swap, deposited));
            };
            let less = mul_div_rounding_up(excess, self.lp_supply, swap.reserves.input)?;
            lp = lp.checked_sub(less).filter(|lp| *lp > 0).ok_or(MathError::ZeroOutput)?;
        }
        Err(MathError::NoConvergence)
    }

    /// The swap and the amount on top that `lp` costs, each rounded up.
    fn price_rounding_up(&self, lp: u64) -> MathResult<(SwapOutcome, u64)> {
        // `bought >= lp * (output - bought) / supply` solved for the smallest integer.
        let supply_after = self.lp_supply.checked_add(lp).ok_or(MathError::Overflow)?;
        let bought = mul_div_rounding_up(lp, self.reserves.output, supply_after)?;
        let swap = swap_exact_out(self.curve, self.terms, self.reserves, bought)?;
        let deposited = mul_div_rounding_up(lp, swap.reserves.input, self.lp_supply)?;
        Ok((swap, deposited))
    }

    /// About how much of the offer to swap. Any answer is safe; a close one saves attempts.
    ///
    /// On the constant product, with input reserve `X`, offer `a`, fee rate `r` and the part `q` of
    /// the fee that leaves the reserve, the rest and the proceeds are in proportion when
    /// `(1 - r q) s^2 + X (1 + 1 / (1 - r)) s = X a / (1 - r)`. With `w = (1 - r q) s` that is
    /// `w^2 + B w = C`. Newton's iteration starts above the positive root, so it falls to it.
    fn part_to_swap(&self) -> u64 {
        if let Curve::Stable(parameters) = self.curve {
            return parameters.part_at_par(self.reserves, self.offer);
        }
        // So that every term below fits its type. A guess needs no more digits.
        let bits = |value: u64| 64_u32.saturating_sub(value.leading_zeros());
        let (reserve_bits, offer_bits) = (bits(self.reserves.input), bits(self.offer));
        let is_large = reserve_bits > 61 || reserve_bits.saturating_add(offer_bits) > 122;
        let cut = if is_large { 4 } else { 0 };
        let (reserve, offer) = (self.reserves.input >> cut, self.offer >> cut);
        let scale = u64::from(MILLIONTHS);
        let left = scale.saturating_sub(u64::from(self.terms.trade_fee_rate));
        let leaving = u64::from(self.terms.protocol_fee_share)
            .saturating_add(u64::from(self.terms.creator_fee_share));
        let rate_leaving =
            mul_div_rounding_up(u64::from(self.terms.trade_fee_rate), leaving, scale).unwrap_or(0);
        let stays = scale.saturating_sub(rate_leaving);
        let guess = || {
            let linear = reserve.saturating_add(mul_div_rounding_up(reserve, scale, left)?);
            let (low, high) = mul_wide(reserve, offer);
            let constant = U256::of_product(double(low, high), u128::from(stays))
                .divided_rounding_down(U256::of_product(u128::from(left), 1))?;
            let root = root_of_square_and_multiple(linear, words(constant))?;
            mul_div_rounding_down(root, scale, stays)
        };
        let part = guess().unwrap_or(offer >> 1);
        ((part << cut) | u64::from(cut > 0)).min(self.offer)
    }
}

/// About the positive root of `w^2 + linear * w = constant`, from above; the coefficients are below
/// 2^63 and 2^124.
fn root_of_square_and_multiple(linear: u64, constant: (u64, u64)) -> MathResult<u64> {
    let (low, high) = constant;
    // Neither a bound without the square nor one without the multiple is below the root.
    let bits = if high == 0 {
        64_u32.saturating_sub(low.leading_zeros())
    } else {
        128_u32.saturating_sub(high.leading_zeros())
    };
    let square_bound = 1_u64.checked_shl(bits.div_ceil(2)).unwrap_or(u64::MAX);
    let multiple_bound = div_wide(low, high, linear).map_or(u64::MAX, |(quotient, _)| quotient);
    let mut root = square_bound.min(multiple_bound);
    for _ in 0..8 {
        let (square_low, square_high) = mul_wide(root, root);
        let (sum_low, carry) = square_low.overflowing_add(low);
        let sum_high =
            square_high.checked_add(high).and_then(|sum| sum.checked_add(u64::from(carry)));
        let slope = root.checked_mul(2).and_then(|twice| twice.checked_add(linear));
        let (sum_high, slope) = sum_high.zip(slope).ok_or(MathError::Overflow)?;
        let (next, _) = div_wide(sum_low, sum_high, slope)?;
        if next >= root {
            break;
        }
        root = next;
    }
    Ok(root)
}

/// `width * a / (a + b)`, about.
fn mean_step(width: u64, a: u64, b: u64) -> u64 {
    let (a, b) = (a >> 1, b >> 1);
    // Two halves of 64-bit numbers cannot overflow when added.
    mul_div_rounding_down(width, a, a.saturating_add(b)).unwrap_or(width >> 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::stable::StableParameters;
    use crate::fees::{MAX_NON_LP_FEE_SHARE, MAX_TRADE_FEE_RATE};
    use crate::testing::{amount, big, config, wide, word};
    use num_bigint::BigUint;
    use num_traits::ToPrimitive;
    use proptest::prelude::*;

    const FREE: FeeTerms =
        FeeTerms { trade_fee_rate: 0, protocol_fee_share: 0, creator_fee_share: 0 };

    fn terms() -> impl Strategy<Value = FeeTerms> {
        (0..=MAX_TRADE_FEE_RATE, 0..=MAX_NON_LP_FEE_SHARE, 0..=1_000_000_u32).prop_map(
            |(trade_fee_rate, shares, part)| {
                let of_shares = u64::from(shares) * u64::from(part) / 1_000_000;
                let protocol_fee_share = u32::try_from(of_shares).unwrap();
                let creator_fee_share = shares - protocol_fee_share;
                FeeTerms { trade_fee_rate, protocol_fee_share, creator_fee_share }
            },
        )
    }

    fn side(terms: &FeeTerms, input: u64, offer: u64) -> Side<'_> {
        let reserves = Reserves { input, output: 1_000_000 };
        Side { curve: Curve::ConstantProduct, terms, reserves, lp_supply: 1_000_000, offer }
    }

    /// The root of `(1 - r q) s^2 + X (1 + 1 / (1 - r)) s = X a / (1 - r)` in integers without bounds:
    /// the coefficients and `s` are rounded, and nothing else.
    fn part_by_hand(terms: &FeeTerms, reserve: u64, offer: u64) -> BigUint {
        let whole = big(1_000_000);
        let left = &whole - terms.trade_fee_rate;
        let shares = big(u64::from(terms.protocol_fee_share + terms.creator_fee_share));
        let stays = &whole - (shares * terms.trade_fee_rate + 999_999_u32) / &whole;
        let linear = big(reserve) + (big(reserve) * &whole + &left - 1_u32) / &left;
        let constant = big(reserve) * offer * &stays / &left;
        let root = ((&linear * &linear + constant * 4_u32).sqrt() - linear) / 2_u32;
        root * whole / stays
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn the_root_is_the_integer_root(linear in 1..1_u64 << 63, low in word(), high in word()) {
            let high = high >> 4;
            match root_of_square_and_multiple(linear, (low, high)) {
                Ok(root) => {
                    let root = big(root);
                    prop_assert!(&root * &root + &root * linear <= wide(low, high));
                    let next = root + 1_u32;
                    prop_assert!(&next * &next + &next * linear > wide(low, high));
                }
                Err(error) => prop_assert_eq!((error, high > 0), (MathError::Overflow, true)),
            }
        }

        #[test]
        fn the_part_to_swap_is_the_root_to_the_unit(
            terms in terms(),
            reserve in 1..1_u64 << 61,
            offer in amount(),
            shift in 0..61_u32,
        ) {
            let reserve = (reserve >> shift).max(1);
            let bits = |value: u64| 64 - value.leading_zeros();
            prop_assume!(bits(reserve) + bits(offer) <= 122);
            let part = side(&terms, reserve, offer).part_to_swap();
            prop_assert_eq!(big(part), part_by_hand(&terms, reserve, offer).min(big(offer)));
        }
    }

    /// There Newton's step leads from the root to one more, and from there back.
    #[test]
    fn the_root_is_right_where_one_more_is_only_just_too_much() {
        for linear in [1, 2, 5, 1 << 20] {
            for root in 1..=200_u64 {
                let constant = (root + 1) * (root + 1) + linear * (root + 1) - 1;
                assert_eq!(root_of_square_and_multiple(linear, (constant, 0)), Ok(root));
            }
        }
    }

    /// Where the coefficients are at their largest, on both sides of where they are cut.
    #[test]
    fn of_large_terms_the_lowest_four_bits_are_cut() {
        let terms = FeeTerms {
            trade_fee_rate: 99_991,
            protocol_fee_share: 300_007,
            creator_fee_share: 70_003,
        };
        for (reserve, offer, is_cut) in [
            ((1 << 60) + 12_345, (1 << 60) + 54_321, false),
            ((1 << 60) + 12_345, (1 << 61) + 54_321, true),
            ((1 << 61) + 12_345, (1 << 40) + 54_321, true),
            ((1 << 58) + 12_345, (1 << 62) + 54_321, false),
            ((1 << 58) + 12_345, (1 << 63) + 54_321, true),
            (u64::MAX - 12_345, u64::MAX - 54_321, true),
            (u64::MAX - 12_345, 54_321, true),
        ] {
            let part = side(&terms, reserve, offer).part_to_swap();
            let by_hand = if is_cut {
                part_by_hand(&terms, reserve >> 4, offer >> 4) * 16_u32 + 1_u32
            } else {
                part_by_hand(&terms, reserve, offer)
            };
            assert_eq!(Some(part), by_hand.to_u64(), "{reserve} {offer}");
        }
        // The bit below what was cut must not make the part more than there is.
        assert_eq!(side(&terms, u64::MAX, 1).part_to_swap(), 1);
        assert_eq!(side(&terms, u64::MAX, 0).part_to_swap(), 0);
    }

    #[test]
    fn without_a_guess_half_is_tried() {
        let all = FeeTerms { trade_fee_rate: 1_000_000, ..FREE };
        assert_eq!(side(&all, 1_000, 1_001).part_to_swap(), 500);
        let parameters = StableParameters::new(85, 6, 6).unwrap();
        let unpriced = Side { curve: Curve::Stable(parameters), ..side(&FREE, 0, 1_001) };
        assert_eq!(unpriced.part_to_swap(), 500);
    }

    #[test]
    fn a_step_is_in_proportion() {
        // Seven halves down to three: 3 / (3 + 1) of 1,001 is 750.75.
        assert_eq!(mean_step(1_001, 7, 2), 750);
        assert_eq!(mean_step(1_001, 2, 7), 250);
        assert_eq!(mean_step(8, u64::MAX, u64::MAX), 4);
        // Nothing to go by: the middle.
        assert_eq!(mean_step(1_001, 0, 1), 500);
    }

    #[test]
    fn sides_are_precise_up_to_the_tolerance() {
        let is_precise = |given, bought| Attempt { given, bought }.is_precise();
        assert!(is_precise(1_000, 1_004) && is_precise(1_004, 1_000));
        assert!(!is_precise(1_000, 1_005) && !is_precise(1_005, 1_000));
        // A part in 2^24 is 2^16 here.
        let least = 1 << 40;
        assert!(is_precise(least, least + (1 << 16)));
        assert!(!is_precise(least, least + (1 << 16) + 1));
    }

    #[test]
    fn what_buys_nothing_is_worth_nothing_on_the_other_side() {
        let Attempt { given, bought } = side(&FREE, 1 << 40, 5).attempt(1).unwrap();
        assert_eq!((given, bought), (0, 0));
        let Attempt { given, bought } = side(&FREE, 2_000_000, 1_000).attempt(1).unwrap();
        // 999 of 2,000,000 is as much of 1,000,000 LP.
        assert_eq!((given, bought), (499, 0));
        let Attempt { given, bought } = side(&FREE, 1_000_000, 5).attempt(0).unwrap();
        assert_eq!((given, bought), (5, 0));
    }

    #[test]
    fn lp_that_cannot_be_afforded_is_cut_to_what_can() {
        let mint = |offer, lp| {
            let outcome = side(&FREE, 1_000_000, offer).mint(lp);
            outcome.map(|(lp, swap, deposited)| (lp, swap.amount_in + deposited))
        };
        // One LP buys one unit for two and adds two; two LP buy two for three and add three.
        assert_eq!(mint(4, 1), Ok((1, 4)));
        assert_eq!(mint(6, 2), Ok((2, 6)));
        assert_eq!(mint(5, 2), Ok((1, 4)));
        for offer in 1..=3 {
            assert_eq!(mint(offer, 1), Err(MathError::ZeroOutput));
        }
    }
}
