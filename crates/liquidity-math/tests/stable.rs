//! The stable-swap curve, against its invariant in arithmetic without bounds.

#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::unwrap_used)]
#![allow(clippy::indexing_slicing, clippy::panic)]

mod common;

use common::*;
use liquidity_math::MathError;
use liquidity_math::curve::stable::{MAX_AMPLIFICATION, MAX_DECIMALS, StableParameters};
use liquidity_math::curve::{Curve, Reserves};
use liquidity_math::fees::FeeTerms;
use liquidity_math::quote::{swap_exact_in, swap_exact_out};
use liquidity_math::shares::Books;
use num_bigint::BigInt;
use proptest::prelude::*;

const FREE: FeeTerms = FeeTerms { trade_fee_rate: 0, protocol_fee_share: 0, creator_fee_share: 0 };

/// A pool's terms, kept apart from the code under test.
#[derive(Clone, Copy, Debug)]
struct Pool {
    amplification: u32,
    decimals: (u8, u8),
}

impl Pool {
    fn parameters(&self) -> StableParameters {
        StableParameters::new(self.amplification, self.decimals.0, self.decimals.1).unwrap()
    }

    fn curve(&self) -> Curve {
        Curve::Stable(self.parameters())
    }

    fn multipliers(&self) -> (BigInt, BigInt) {
        let (a, b) = self.decimals;
        let power = |decimals: u8| BigInt::from(10).pow(u32::from(a.max(b) - decimals));
        (power(a), power(b))
    }

    fn normalised(&self, reserves: Reserves) -> (BigInt, BigInt) {
        let (a, b) = self.multipliers();
        (a * reserves.input, b * reserves.output)
    }

    fn is_priced(&self, reserves: Reserves) -> bool {
        let (x, y) = self.normalised(reserves);
        x.bits() <= 76 && y.bits() <= 76
    }

    /// Whether the invariant of `x` and `y` is at least `d`, from the white paper's equation.
    fn holds(&self, x: &BigInt, y: &BigInt, d: &BigInt) -> bool {
        let n = BigInt::from(self.amplification) * 2;
        // A n^n S + D >= A n^n D + D^3 / (n^n x y), times 4 x y.
        let product: BigInt = x * y * 4;
        (&n * (x + y) + d - &n * d) * product >= d.pow(3)
    }

    /// The least integer not below the invariant.
    fn invariant(&self, x: &BigInt, y: &BigInt) -> BigInt {
        // The largest integer that holds, and whether it is the root itself.
        let d = largest(&(x + y), |d| self.holds(x, y, d));
        let n = BigInt::from(self.amplification) * 2;
        let product: BigInt = x * y * 4;
        if (&n * (x + y) + &d - &n * &d) * product == d.pow(3) { d } else { d + 1 }
    }

    fn value(&self, reserves: Reserves) -> BigInt {
        let (x, y) = self.normalised(reserves);
        self.invariant(&x, &y)
    }

    /// Whether nothing of the invariant before is lost afterwards, exactly.
    fn kept(&self, before: Reserves, after: Reserves) -> bool {
        let (x, y) = self.normalised(after);
        self.holds(&x, &y, &self.value(before)) || {
            // Rounded up, the invariant before may be past the real one after; compare finer.
            let fine = BigInt::from(1) << 40;
            let scaled = |reserves| {
                let (x, y) = self.normalised(reserves);
                largest(&((&x + &y) * &fine), |d| self.holds(&(&x * &fine), &(&y * &fine), d))
            };
            scaled(after) >= scaled(before)
        }
    }
}

/// The largest integer from 0 to `most` for which `holds`, which is so up to it and not beyond.
fn largest(most: &BigInt, holds: impl Fn(&BigInt) -> bool) -> BigInt {
    let (mut low, mut high) = (BigInt::ZERO, most + 1);
    while &high - &low > BigInt::from(1) {
        let middle: BigInt = (&low + &high) >> 1;
        if holds(&middle) { low = middle } else { high = middle }
    }
    low
}

fn pool() -> impl Strategy<Value = Pool> {
    let amplification = prop_oneof![
        Just(1),
        Just(2),
        Just(100),
        Just(MAX_AMPLIFICATION),
        (1..=MAX_AMPLIFICATION, 0_u32..20).prop_map(|(value, shift)| (value >> shift).max(1)),
    ];
    let decimals = || prop_oneof![Just(0), Just(6), Just(9), Just(18), 0..=MAX_DECIMALS];
    (amplification, decimals(), decimals(), any::<bool>()).prop_map(
        |(amplification, a, b, is_level)| Pool {
            amplification,
            decimals: if is_level { (a, a) } else { (a, b) },
        },
    )
}

/// A pool with reserves that it can price: of every magnitude, near par, tiny, and at the maximum.
fn pool_and_reserves() -> impl Strategy<Value = (Pool, Reserves)> {
    let anything = (amount(), amount());
    let par = (amount(), 900_u64..1_100).prop_map(|(amount, part)| {
        (amount, u64::try_from(u128::from(amount) * u128::from(part) / 1_000).unwrap_or(u64::MAX))
    });
    let tiny = (1_u64..10, 1_u64..10);
    let full = Just((u64::MAX, u64::MAX));
    (pool(), prop_oneof![4 => anything, 4 => par, 2 => tiny, 1 => full]).prop_map(
        |(pool, (input, output))| {
            // Cut to what can be priced, and levelled by the decimals.
            let (a, b) = pool.multipliers();
            let cut = |amount: u64, multiplier: BigInt| {
                let most: BigInt = ((BigInt::from(1) << 76) - 1) / multiplier;
                u64::try_from(most.min(BigInt::from(amount))).unwrap().max(1)
            };
            (pool, Reserves { input: cut(input, a), output: cut(output, b) })
        },
    )
}

fn exact_amount_out(pool: &Pool, reserves: Reserves, amount_in: u64) -> BigInt {
    let (x, y) = pool.normalised(reserves);
    let invariant = pool.invariant(&x, &y);
    let x_after = &x + pool.multipliers().0 * amount_in;
    // The most that can leave, then one unit less.
    let paid = if pool.holds(&x_after, &y, &invariant) {
        largest(&y, |paid| pool.holds(&x_after, &(&y - paid), &invariant))
    } else {
        BigInt::ZERO
    };
    (paid - 1_i32).max(BigInt::ZERO) / pool.multipliers().1
}

/// What must go in at least, or nothing when no 64-bit reserve is enough.
fn exact_amount_in(pool: &Pool, reserves: Reserves, amount_out: u64) -> Option<BigInt> {
    let (x, y) = pool.normalised(reserves);
    let (a, b) = pool.multipliers();
    let invariant = pool.invariant(&x, &y);
    let y_after = y - b * amount_out - 1_i32;
    let most: BigInt = BigInt::from(u64::MAX) - reserves.input;
    let is_short = |added: &BigInt| !pool.holds(&(&x + &a * added), &y_after, &invariant);
    (!is_short(&most)).then(|| largest(&most, is_short) + 1_i32)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn output_is_that_of_the_invariant_to_the_unit(
        (pool, reserves) in pool_and_reserves(),
        amount_in in word(),
    ) {
        let result = pool.parameters().amount_out_rounding_down(reserves, amount_in);
        match result {
            Ok(amount_out) => {
                prop_assert_eq!(BigInt::from(amount_out), exact_amount_out(&pool, reserves, amount_in));
                prop_assert!(amount_out < reserves.output);
            }
            Err(error) => {
                prop_assert_eq!(error, MathError::ReserveOverflow);
                let after = reserves.input.checked_add(amount_in);
                let is_past = after.is_none_or(|input| {
                    !pool.is_priced(Reserves { input, ..reserves })
                });
                prop_assert!(is_past);
            }
        }
    }

    #[test]
    fn input_is_that_of_the_invariant_to_the_unit(
        (pool, reserves) in pool_and_reserves(),
        part in word(),
    ) {
        let amount_out = part % reserves.output;
        match pool.parameters().amount_in_rounding_up(reserves, amount_out) {
            Ok(amount_in) if amount_out == 0 => prop_assert_eq!(amount_in, 0),
            Ok(amount_in) => {
                let exact = exact_amount_in(&pool, reserves, amount_out);
                prop_assert_eq!(Some(BigInt::from(amount_in)), exact);
            }
            Err(MathError::ExceedsReserves) => {
                prop_assert!(amount_out + 1 == reserves.output);
                prop_assert_eq!(pool.multipliers().1, BigInt::from(1));
            }
            Err(error) => {
                prop_assert_eq!(error, MathError::ReserveOverflow);
                let exact = exact_amount_in(&pool, reserves, amount_out);
                let past = |exact: &BigInt| {
                    let input: BigInt = pool.normalised(reserves).0 + exact * pool.multipliers().0;
                    input.bits() > 76
                };
                prop_assert!(exact.as_ref().is_none_or(past), "{:?}", exact);
            }
        }
    }

    #[test]
    fn a2_a_swap_of_either_kind_keeps_the_invariant(
        (pool, reserves) in pool_and_reserves(),
        terms in terms(),
        amount in amount(),
        is_exact_out in any::<bool>(),
    ) {
        let swap = if is_exact_out { swap_exact_out } else { swap_exact_in };
        let amount = if is_exact_out { amount % reserves.output } else { amount };
        if let Ok(outcome) = swap(pool.curve(), &terms, reserves, amount) {
            prop_assert!(outcome.amount_out < reserves.output);
            prop_assert!(pool.kept(reserves, outcome.reserves));
        }
    }

    #[test]
    fn a5_exact_in_and_exact_out_bound_each_other(
        (pool, reserves) in pool_and_reserves(),
        terms in terms(),
        amount in amount(),
    ) {
        let curve = pool.curve();
        if let Ok(sold) = swap_exact_in(curve, &terms, reserves, amount) {
            let bought = swap_exact_out(curve, &terms, reserves, sold.amount_out).unwrap();
            prop_assert!(bought.amount_in <= amount);
        }
        if let Ok(bought) = swap_exact_out(curve, &terms, reserves, amount % reserves.output) {
            let sold = swap_exact_in(curve, &terms, reserves, bought.amount_in).unwrap();
            prop_assert!(sold.amount_out >= bought.amount_out);
            if let Ok(less) = swap_exact_in(curve, &terms, reserves, bought.amount_in - 1) {
                prop_assert!(less.amount_out < bought.amount_out);
            }
        }
    }

    #[test]
    fn a5_output_is_monotone_in_input(
        (pool, reserves) in pool_and_reserves(),
        one in word(),
        other in word(),
    ) {
        let out = |amount| pool.parameters().amount_out_rounding_down(reserves, amount);
        if let (Ok(less), Ok(more)) = (out(one.min(other)), out(one.max(other))) {
            prop_assert!(less <= more);
        }
    }

    #[test]
    fn a8_each_token_sees_the_other_as_it_is_seen(
        (pool, reserves) in pool_and_reserves(),
        amount in word(),
    ) {
        let mirror = Pool { decimals: (pool.decimals.1, pool.decimals.0), ..pool };
        prop_assert_eq!(pool.curve().facing(true), pool.curve());
        prop_assert_eq!(pool.curve().facing(false), mirror.curve());
        prop_assert_eq!(pool.parameters().reversed().reversed(), pool.parameters());
        let back = Reserves { input: reserves.output, output: reserves.input };
        let there = pool.curve().facing(false).amount_out_rounding_down(back, amount);
        prop_assert_eq!(there, mirror.curve().amount_out_rounding_down(back, amount));
        prop_assert_eq!(
            pool.curve().initial_liquidity_rounding_down(reserves.input, reserves.output),
            mirror.curve().initial_liquidity_rounding_down(reserves.output, reserves.input)
        );
    }

    #[test]
    fn initial_liquidity_is_half_the_invariant_with_the_mean_of_the_decimals(
        (pool, reserves) in pool_and_reserves(),
    ) {
        let Reserves { input, output } = reserves;
        let liquidity = pool.curve().initial_liquidity_rounding_down(input, output);
        let (x, y) = pool.normalised(reserves);
        let floor = largest(&(&x + &y), |d| pool.holds(&x, &y, d));
        let apart = pool.decimals.0.abs_diff(pool.decimals.1);
        let exact: BigInt = floor / 2 / BigInt::from(10).pow(u32::from(apart.div_ceil(2)));
        prop_assert_eq!(BigInt::from(liquidity), exact.min(BigInt::from(u64::MAX)));
    }

    #[test]
    fn a3_any_split_of_a_swap_pays_no_more_than_the_whole(
        (pool, reserves) in pool_and_reserves(),
        terms in terms(),
        amount_in in amount(),
        cuts in prop::collection::vec(any::<u64>(), 1..9),
    ) {
        let curve = pool.curve();
        let whole = match swap_exact_in(curve, &terms, reserves, amount_in) {
            Ok(whole) => whole.amount_out,
            Err(MathError::ZeroOutput) => 0,
            Err(_) => return Ok(()),
        };
        let mut cuts: Vec<u64> = cuts.iter().map(|cut| cut % amount_in).collect();
        cuts.sort_unstable();
        cuts.push(amount_in);
        let (mut now, mut from, mut paid) = (reserves, 0, 0);
        for cut in cuts {
            if let Ok(outcome) = swap_exact_in(curve, &terms, now, cut - from) {
                (now, paid) = (outcome.reserves, paid + outcome.amount_out);
            }
            from = cut;
        }
        prop_assert!(paid <= whole);
    }

    #[test]
    fn a1_a3_no_sequence_of_tiny_steps_gains_anything(
        pool in pool(),
        (reserve_a, reserve_b) in prop_oneof![(1_u64..10, 1_u64..10), (1_000_u64..1_200, 1_000_u64..1_200)],
        terms in prop_oneof![terms(), Just(FREE)],
        steps in prop::collection::vec((0_u8..6, any::<bool>(), 1_u64..10), 50),
    ) {
        run(pool, Books { reserve_a, reserve_b, lp_supply: 1_010 }, terms, &steps)?;
    }

    #[test]
    fn a1_a3_no_sequence_of_steps_of_any_size_gains_anything(
        (pool, reserves) in pool_and_reserves(),
        terms in prop_oneof![terms(), Just(FREE)],
        steps in prop::collection::vec((0_u8..6, any::<bool>(), word()), 1..12),
    ) {
        let Reserves { input, output } = reserves;
        let lp_supply = pool.curve().initial_liquidity_rounding_down(input, output).max(1_000);
        run(pool, Books { reserve_a: input, reserve_b: output, lp_supply }, terms, &steps)?;
    }

    #[test]
    fn little_of_a_single_deposit_is_left_over_near_par(
        amplification in 1..=MAX_AMPLIFICATION,
        (reserve, part) in (1_u64 << 30..1 << 50, 500_u64..2_000),
        terms in terms(),
        offer_part in 1_u64..1_000_000,
        gives_a in any::<bool>(),
    ) {
        let pool = Pool { amplification, decimals: (6, 6) };
        let (reserve_a, reserve_b) = (reserve, reserve / 1_000 * part);
        let lp_supply = pool.curve().initial_liquidity_rounding_down(reserve_a, reserve_b);
        let books = Books { reserve_a, reserve_b, lp_supply };
        let offer = reserve / 1_000_000 * offer_part;
        let outcome = books.deposit_single(pool.curve(), &terms, offer, gives_a).unwrap();
        let left_over = offer - outcome.amount_in;
        prop_assert!(left_over <= (offer >> 20) + 40, "{} of {}", left_over, offer);
    }

    /// Every input, of curves, books and terms that no pool can have too.
    #[test]
    fn s3_any_input_converges_or_is_refused_by_name(
        pool in pool(),
        (input, output, lp_supply) in (word(), word(), word()),
        terms in terms(),
        amount in word(),
        way in any::<bool>(),
    ) {
        let reserves = Reserves { input, output };
        let curve = pool.curve();
        let diverged = Some(MathError::NoConvergence);
        prop_assert!(swap_exact_in(curve, &terms, reserves, amount).err() != diverged);
        prop_assert!(swap_exact_out(curve, &terms, reserves, amount).err() != diverged);
        let priced = pool.is_priced(reserves) && input > 0 && output > 0;
        prop_assert_eq!(curve.check_reserves(reserves).is_ok(), priced);
        let books = Books { reserve_a: input, reserve_b: output, lp_supply };
        prop_assert!(books.deposit(curve, amount, amount).err() != diverged);
        prop_assert!(books.deposit_single(curve, &terms, amount, way).err() != diverged);
        prop_assert!(books.withdraw_single(curve, &terms, amount, way).err() != diverged);
    }

    #[test]
    fn parameters_are_valid_exactly_as_stated(
        amplification in prop_oneof![0_u32..3, MAX_AMPLIFICATION - 2..MAX_AMPLIFICATION + 3, any::<u32>()],
        (a, b) in (0_u8..21, 0_u8..21),
    ) {
        let is_valid = (1..=1_000_000).contains(&amplification) && a <= 18 && b <= 18;
        let result = StableParameters::new(amplification, a, b);
        prop_assert_eq!(result.is_ok(), is_valid);
        prop_assert!(is_valid || result == Err(MathError::InvalidCurveParameters));
    }
}

/// Runs steps of one user, checks that the invariant per share never falls and that the user, having
/// left, has not gained of both tokens, nor of one without giving of the other.
fn run(
    pool: Pool,
    mut books: Books,
    terms: FeeTerms,
    steps: &[(u8, bool, u64)],
) -> Result<(), TestCaseError> {
    let curve = pool.curve();
    let (mut gain_a, mut gain_b, mut held) = (0_i128, 0_i128, 0_u64);
    let reserves = |books: &Books| Reserves { input: books.reserve_a, output: books.reserve_b };
    let leave = (5, true, u64::MAX);
    for (kind, way, amount) in steps.iter().copied().chain([leave]) {
        let before = books;
        let facing = curve.facing(way);
        let seen = if way {
            reserves(&books)
        } else {
            Reserves { input: books.reserve_b, output: books.reserve_a }
        };
        // What A and B cost the user, with the books afterwards.
        let step = match kind {
            0 | 1 => {
                let swap = if kind == 0 { swap_exact_in } else { swap_exact_out };
                swap(facing, &terms, seen, amount).map(|outcome| {
                    let (paid, got) =
                        (i128::from(outcome.amount_in), i128::from(outcome.amount_out));
                    let Reserves { input, output } = outcome.reserves;
                    if way {
                        (paid, -got, Books { reserve_a: input, reserve_b: output, ..books })
                    } else {
                        (-got, paid, Books { reserve_a: output, reserve_b: input, ..books })
                    }
                })
            }
            2 => books.deposit(curve, amount, amount).map(|outcome| {
                (i128::from(outcome.amount_a), i128::from(outcome.amount_b), outcome.books)
            }),
            3 => books.deposit_single(curve, &terms, amount, way).map(|outcome| {
                let paid = i128::from(outcome.amount_in);
                if way { (paid, 0, outcome.books) } else { (0, paid, outcome.books) }
            }),
            4 => books.withdraw_single(curve, &terms, amount.min(held), way).map(|outcome| {
                let got = i128::from(outcome.amount_out);
                if way { (-got, 0, outcome.books) } else { (0, -got, outcome.books) }
            }),
            _ => books.withdraw(amount.min(held)).map(|outcome| {
                (-i128::from(outcome.amount_a), -i128::from(outcome.amount_b), outcome.books)
            }),
        };
        let Ok((paid_a, paid_b, after)) = step else { continue };
        (gain_a, gain_b, books) = (gain_a - paid_a, gain_b - paid_b, after);
        held = held + after.lp_supply.saturating_sub(before.lp_supply)
            - before.lp_supply.saturating_sub(after.lp_supply);
        // D is homogeneous: the invariant per share is that of reserves scaled by the other supply.
        let scaled = |books: &Books, by: u64| {
            let (x, y) = pool.normalised(reserves(books));
            (x * by, y * by)
        };
        let (x, y) = scaled(&before, after.lp_supply);
        let least = largest(&(&x + &y), |d| pool.holds(&x, &y, d));
        let (x, y) = scaled(&after, before.lp_supply);
        prop_assert!(pool.holds(&x, &y, &least), "{:?}", (kind, way, amount));
    }
    prop_assert!(!(gain_a >= 0 && gain_b >= 0 && gain_a + gain_b > 0), "{gain_a} {gain_b}");
    Ok(())
}

#[test]
fn a_pool_at_par_trades_near_one_to_one() {
    // 1,000,000 of each at amplification 100: the white paper's curve gives 9,999.5 for 10,000.
    let pool = Pool { amplification: 100, decimals: (6, 6) };
    let reserves = Reserves { input: 1_000_000_000_000, output: 1_000_000_000_000 };
    let out = pool.parameters().amount_out_rounding_down(reserves, 10_000_000_000).unwrap();
    assert_eq!(BigInt::from(out), exact_amount_out(&pool, reserves, 10_000_000_000));
    assert!((9_998_000_000..10_000_000_000).contains(&out), "{out}");
    assert_eq!(pool.value(reserves), BigInt::from(2_000_000_000_000_u64));
    let liquidity = pool.curve().initial_liquidity_rounding_down(reserves.input, reserves.output);
    assert_eq!(liquidity, 1_000_000_000_000);
}

#[test]
fn decimals_are_levelled() {
    // 1,000 tokens of each, of 6 and 9 decimals; a thousandth for about a thousandth.
    let parameters = StableParameters::new(100, 6, 9).unwrap();
    let reserves = Reserves { input: 1_000_000_000, output: 1_000_000_000_000 };
    let out = parameters.amount_out_rounding_down(reserves, 1_000_000).unwrap();
    assert!((999_900_000..1_000_000_000).contains(&out), "{out}");
    // D / 2 is 10^12 at 9 decimals; the LP token has 7.
    assert_eq!(parameters.initial_liquidity_rounding_down(reserves), 10_000_000_000);
    let back = Reserves { input: reserves.output, output: reserves.input };
    let out = parameters.reversed().amount_out_rounding_down(back, 1_000_000_000).unwrap();
    assert!((999_900..1_000_000).contains(&out), "{out}");
}

#[test]
fn the_fullest_pool_swaps() {
    let parameters = StableParameters::new(MAX_AMPLIFICATION, 9, 9).unwrap();
    let reserves = Reserves { input: u64::MAX - 1_000_000, output: u64::MAX };
    let out = parameters.amount_out_rounding_down(reserves, 1_000_000).unwrap();
    assert!((999_990..1_000_000).contains(&out), "{out}");
    let past = parameters.amount_out_rounding_down(reserves, 1_000_001);
    assert_eq!(past, Err(MathError::ReserveOverflow));
    let all = Curve::Stable(parameters).initial_liquidity_rounding_down(u64::MAX, u64::MAX);
    assert_eq!(all, u64::MAX);
}

#[test]
fn reserves_past_what_can_be_priced_are_refused_and_can_still_leave() {
    let curve = Curve::Stable(StableParameters::new(10, 0, 18).unwrap());
    let most = u64::try_from(((1_u128 << 76) - 1) / 1_000_000_000_000_000_000).unwrap();
    let fits = Reserves { input: most, output: 1 << 60 };
    let past = Reserves { input: most + 1, ..fits };
    assert_eq!(curve.check_reserves(fits), Ok(()));
    assert_eq!(curve.check_reserves(past), Err(MathError::ReserveOverflow));
    assert_eq!(curve.amount_out_rounding_down(past, 1), Err(MathError::ReserveOverflow));
    assert_eq!(curve.amount_out_rounding_down(fits, 1), Err(MathError::ReserveOverflow));
    let empty = Books { reserve_a: 0, reserve_b: 0, lp_supply: 0 };
    let refused = empty.deposit(curve, most + 1, 1 << 60);
    assert_eq!(refused, Err(MathError::ReserveOverflow));
    let opened = empty.deposit(curve, most, 1 << 60).unwrap();
    let grown = opened.books.deposit(curve, most, 1 << 60);
    assert_eq!(grown, Err(MathError::ReserveOverflow));
    assert!(opened.books.withdraw(opened.lp_minted).is_ok());
}

#[test]
fn a_pool_without_reserves_is_empty() {
    let parameters = StableParameters::new(100, 6, 6).unwrap();
    for (input, output) in [(0, 0), (0, 5), (5, 0)] {
        let empty = Reserves { input, output };
        assert_eq!(parameters.amount_out_rounding_down(empty, 1), Err(MathError::EmptyPool));
        assert_eq!(parameters.amount_in_rounding_up(empty, 1), Err(MathError::EmptyPool));
        assert_eq!(parameters.initial_liquidity_rounding_down(empty), 0);
    }
}

#[test]
fn a_single_deposit_that_leaves_more_than_can_be_priced_is_refused() {
    let curve = Curve::Stable(StableParameters::new(10, 0, 18).unwrap());
    let most = u64::try_from(((1_u128 << 76) - 1) / 1_000_000_000_000_000_000).unwrap();
    let books = Books { reserve_a: most - 20, reserve_b: 1 << 63, lp_supply: 1 << 40 };
    assert!(books.deposit_single(curve, &FREE, 20, true).is_ok());
    // What is swapped of it can be priced, and with the rest it is past.
    let past = books.deposit_single(curve, &FREE, 30, true);
    assert_eq!(past, Err(MathError::ReserveOverflow));
}
