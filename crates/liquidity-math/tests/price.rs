//! Marginal prices and their averages over slots.

#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::unwrap_used)]
#![allow(clippy::indexing_slicing, clippy::panic)]

mod common;

use common::*;
use liquidity_math::MathError;
use liquidity_math::curve::stable::{MAX_AMPLIFICATION, StableParameters};
use liquidity_math::curve::{Curve, Reserves};
use liquidity_math::price::{Observation, Price, Prices, average_between};
use num_bigint::{BigInt, BigUint};
use proptest::prelude::*;

fn value(price: Price) -> BigUint {
    limbs(&price.0)
}

fn price() -> impl Strategy<Value = Price> {
    [word(), word()].prop_map(Price)
}

fn prices() -> impl Strategy<Value = Prices> {
    (price(), price()).prop_map(|(a_in_b, b_in_a)| Prices { a_in_b, b_in_a })
}

/// Sums anywhere in their range, so that many wrap around.
fn start() -> impl Strategy<Value = Observation> {
    ([word(), word()], [word(), word()], 0_u64..1 << 40)
        .prop_map(|(a_in_b, b_in_a, slot)| Observation { slot, a_in_b, b_in_a })
}

/// Prices whose sum over 2^20 slots stays in range.
fn moderate_price() -> impl Strategy<Value = Price> {
    (word(), word()).prop_map(|(fraction, whole)| Price([fraction, whole >> 20]))
}

/// The marginal price on the stable curve in 64.64, with the invariant to 40 more bits.
fn exact_stable_price(amplification: u32, multipliers: (u64, u64), reserves: Reserves) -> BigInt {
    let fine = BigInt::from(1) << 40;
    let x: BigInt = BigInt::from(reserves.input) * multipliers.0 * &fine;
    let y: BigInt = BigInt::from(reserves.output) * multipliers.1 * &fine;
    let n = BigInt::from(amplification) * 2;
    let product: BigInt = &x * &y * 4;
    let (mut low, mut high) = (BigInt::ZERO, &x + &y + 1);
    while &high - &low > BigInt::from(1) {
        let middle: BigInt = (&low + &high) >> 1;
        let holds = (&n * (&x + &y) + &middle - &n * &middle) * &product >= middle.pow(3);
        if holds { low = middle } else { high = middle }
    }
    // Of n^n A (x + y) + D = n^n A D + D^3 / (4 x y) at constant D, in base units.
    let cube = low.pow(3);
    let along_x = (&n * &product + &cube / &x) * multipliers.0;
    let along_y = (&n * &product + &cube / &y) * multipliers.1;
    (along_x << 64) / along_y
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_price_on_the_constant_product_is_the_ratio_of_reserves(
        reserve_a in amount(),
        reserve_b in amount(),
    ) {
        let prices = Prices::at(Curve::ConstantProduct, reserve_a, reserve_b).unwrap();
        prop_assert_eq!(value(prices.a_in_b), (big(reserve_b) << 64_u32) / reserve_a);
        prop_assert_eq!(value(prices.b_in_a), (big(reserve_a) << 64_u32) / reserve_b);
    }

    #[test]
    fn the_price_on_the_stable_curve_is_its_slope(
        amplification in prop_oneof![Just(1), Just(MAX_AMPLIFICATION), 1..=MAX_AMPLIFICATION],
        decimals in prop_oneof![Just((6, 6)), Just((9, 6)), Just((0, 3)), Just((6, 9))],
        reserves in prop_oneof![
            (1_u64 << 20..1 << 60, 1_u64 << 20..1 << 60),
            (amount(), amount()),
        ],
    ) {
        let (decimals_a, decimals_b): (u8, u8) = decimals;
        let most = decimals_a.max(decimals_b);
        let power = |decimals: u8| 10_u64.pow(u32::from(most - decimals));
        let multipliers = (power(decimals_a), power(decimals_b));
        let reserves = Reserves { input: reserves.0, output: reserves.1 };
        let parameters = StableParameters::new(amplification, decimals_a, decimals_b).unwrap();
        let Price(limbs_found) = Price(parameters.price_rounding_down(reserves).unwrap());
        let found = BigInt::from(limbs(&limbs_found));
        let exact = exact_stable_price(amplification, multipliers, reserves)
            .min((BigInt::from(1) << 128) - 1);
        let least = (BigInt::from(reserves.input) * multipliers.0)
            .min(BigInt::from(reserves.output) * multipliers.1);
        let error = if found > exact { &found - &exact } else { &exact - &found };
        let bound: BigInt = &exact / least + (&exact >> 60) + 2;
        prop_assert!(error <= bound, "{} for {}", found, exact);
    }

    /// A swap pays less than the marginal price, and a small one in a deep pool hardly less.
    #[test]
    fn a_small_swap_pays_about_the_price(
        amplification in 1_u32..1_000,
        is_stable in any::<bool>(),
        (reserve_a, reserve_b) in (1_u64 << 40..1 << 50, 1_u64 << 40..1 << 50),
        a_to_b in any::<bool>(),
    ) {
        let curve = if is_stable {
            Curve::Stable(StableParameters::new(amplification, 6, 6).unwrap())
        } else {
            Curve::ConstantProduct
        };
        let prices = Prices::at(curve, reserve_a, reserve_b).unwrap();
        let (price, reserves) = if a_to_b {
            (prices.a_in_b, Reserves { input: reserve_a, output: reserve_b })
        } else {
            (prices.b_in_a, Reserves { input: reserve_b, output: reserve_a })
        };
        let amount_in = reserve_a.min(reserve_b) >> 22;
        let out = curve.facing(a_to_b).amount_out_rounding_down(reserves, amount_in).unwrap();
        let by_price = (value(price) * amount_in) >> 64_u32;
        prop_assert!(big(out) <= &by_price + 1_u32);
        prop_assert!(big(out) + (&by_price >> 10_u32) + 3_u32 >= by_price);
    }

    #[test]
    fn a8_the_tokens_are_symmetric(
        amplification in 1_u32..=MAX_AMPLIFICATION,
        (decimals_a, decimals_b) in (6_u8..10, 6_u8..10),
        (reserve_a, reserve_b) in (amount(), amount()),
    ) {
        let of = |a, b| Curve::Stable(StableParameters::new(amplification, a, b).unwrap());
        let prices = Prices::at(of(decimals_a, decimals_b), reserve_a, reserve_b).unwrap();
        let mirror = Prices::at(of(decimals_b, decimals_a), reserve_b, reserve_a).unwrap();
        prop_assert_eq!((prices.a_in_b, prices.b_in_a), (mirror.b_in_a, mirror.a_in_b));
    }

    /// The average of any history is the mean of its slots' prices, even where the sums wrap around.
    #[test]
    fn an_average_is_the_mean_of_the_slots(
        start in start(),
        history in prop::collection::vec((moderate_price(), moderate_price(), 0_u64..50_000), 1..20),
    ) {
        let (mut now, mut sum_a, mut sum_b) = (start, BigUint::ZERO, BigUint::ZERO);
        for (a_in_b, b_in_a, slots) in history {
            now = now.extended(Prices { a_in_b, b_in_a }, now.slot + slots);
            sum_a += value(a_in_b) * slots;
            sum_b += value(b_in_a) * slots;
        }
        let slots = now.slot - start.slot;
        if slots == 0 {
            prop_assert_eq!(average_between(&start, &now), Err(MathError::EmptyInterval));
            return Ok(());
        }
        let average = average_between(&start, &now).unwrap();
        prop_assert_eq!(value(average.a_in_b), sum_a / slots);
        prop_assert_eq!(value(average.b_in_a), sum_b / slots);
    }

    #[test]
    fn how_often_a_held_price_is_observed_changes_nothing(
        start in start(),
        prices in prices(),
        slots in 1_u64..1 << 40,
        cut in any::<u64>(),
    ) {
        let end = start.slot + slots;
        let at_once = start.extended(prices, end);
        let between = start.extended(prices, start.slot + cut % slots);
        prop_assert_eq!(between.extended(prices, end), at_once);
    }

    /// Real pushes of a real pool: held for one slot of a hundred, the average moves by a hundredth.
    #[test]
    fn one_slot_of_manipulation_moves_a_hundred_slots_by_no_more_than_its_share(
        amplification in 1_u32..=1_000,
        is_stable in any::<bool>(),
        (reserve_a, reserve_b) in (1_u64 << 20..1 << 40, 1_u64 << 20..1 << 40),
        pushed in 1_u64..1 << 44,
        a_to_b in any::<bool>(),
        at in 0_u64..100,
    ) {
        let curve = if is_stable {
            Curve::Stable(StableParameters::new(amplification, 6, 6).unwrap())
        } else {
            Curve::ConstantProduct
        };
        let usual = Prices::at(curve, reserve_a, reserve_b).unwrap();
        let (input, output) = if a_to_b { (reserve_a, reserve_b) } else { (reserve_b, reserve_a) };
        let out = curve
            .facing(a_to_b)
            .amount_out_rounding_down(Reserves { input, output }, pushed)
            .unwrap();
        let (input, output) = (input + pushed, output - out);
        let (pushed_a, pushed_b) = if a_to_b { (input, output) } else { (output, input) };
        let manipulated = Prices::at(curve, pushed_a, pushed_b).unwrap();

        let start = Observation::starting_at(1_000);
        let before = start.extended(usual, 1_000 + at);
        let after = before.extended(manipulated, 1_001 + at).extended(usual, 1_100);
        let average = average_between(&start, &after).unwrap();
        for (average, usual, manipulated) in [
            (average.a_in_b, usual.a_in_b, manipulated.a_in_b),
            (average.b_in_a, usual.b_in_a, manipulated.b_in_a),
        ] {
            let [average, usual, manipulated] =
                [average, usual, manipulated].map(|price| BigInt::from(value(price)));
            let moved = (&average - &usual).magnitude() * 100_u32;
            prop_assert!(moved <= (&manipulated - &usual).magnitude() + 100_u32);
        }
        // Pushed and back within one slot, it counts for nothing.
        let untouched = before.extended(manipulated, before.slot).extended(usual, 1_100);
        let average = average_between(&start, &untouched).unwrap();
        prop_assert_eq!((average.a_in_b, average.b_in_a), (usual.a_in_b, usual.b_in_a));
    }

    #[test]
    fn s3_any_input_gives_a_result_or_a_named_error(
        (earlier, later) in (start(), start()),
        prices in prices(),
        now in word(),
        (amplification, decimals_a, decimals_b) in (1_u32..=MAX_AMPLIFICATION, 0_u8..19, 0_u8..19),
        (reserve_a, reserve_b) in (word(), word()),
    ) {
        let extended = earlier.extended(prices, now);
        prop_assert_eq!(extended.slot, earlier.slot.max(now));
        prop_assert!(now > earlier.slot || extended == earlier);
        let average = average_between(&earlier, &later);
        prop_assert_eq!(average.is_ok(), later.slot > earlier.slot);
        let parameters = StableParameters::new(amplification, decimals_a, decimals_b).unwrap();
        let curve = Curve::Stable(parameters);
        let reserves = Reserves { input: reserve_a, output: reserve_b };
        let found = Prices::at(curve, reserve_a, reserve_b);
        prop_assert_eq!(found.map(|_| ()), curve.check_reserves(reserves));
        let is_empty = reserve_a == 0 || reserve_b == 0;
        let found = Prices::at(Curve::ConstantProduct, reserve_a, reserve_b);
        prop_assert_eq!(found.err(), is_empty.then_some(MathError::EmptyPool));
    }
}

#[test]
fn prices_are_as_by_hand() {
    let one = Price([0, 1]);
    let prices = Prices::at(Curve::ConstantProduct, 4_000, 1_000).unwrap();
    assert_eq!(prices, Prices { a_in_b: Price([1 << 62, 0]), b_in_a: Price([0, 4]) });
    let at_par = Curve::Stable(StableParameters::new(100, 6, 6).unwrap());
    let prices = Prices::at(at_par, 5_000_000, 5_000_000).unwrap();
    assert_eq!(prices, Prices { a_in_b: one, b_in_a: one });
    // Base units of 6 decimals in base units of 9: a thousand.
    let of_6_and_9 = Curve::Stable(StableParameters::new(100, 6, 9).unwrap());
    let prices = Prices::at(of_6_and_9, 5_000_000, 5_000_000_000).unwrap();
    assert_eq!(prices.a_in_b, Price([0, 1_000]));
    // Far from par the stable price is not the ratio of the reserves: 2 to 1 trades near par.
    let prices = Prices::at(at_par, 2_000_000_000, 1_000_000_000).unwrap();
    assert!(prices.a_in_b.0[1] == 0 && prices.a_in_b.0[0] > u64::MAX / 100 * 99, "{prices:?}");
}

#[test]
fn a_price_held_for_a_slot_each_averages_to_the_middle() {
    let of = |whole| Prices { a_in_b: Price([0, whole]), b_in_a: Price([0, 1]) };
    let start = Observation::starting_at(7);
    let end = start.extended(of(2), 8).extended(of(4), 9);
    assert_eq!(end.slot, 9);
    assert_eq!(average_between(&start, &end), Ok(of(3)));
    // One slot is enough, none or less is not.
    assert_eq!(average_between(&start, &start.extended(of(2), 8)), Ok(of(2)));
    assert_eq!(average_between(&end, &start), Err(MathError::EmptyInterval));
    assert_eq!(average_between(&end, &end), Err(MathError::EmptyInterval));
}
