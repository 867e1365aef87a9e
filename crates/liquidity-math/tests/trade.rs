//! Swaps with the transfer fees of their tokens, on both curves, against arithmetic without bounds.

#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::unwrap_used)]
#![allow(clippy::indexing_slicing, clippy::panic)]

mod common;

use common::*;
use liquidity_math::MathError;
use liquidity_math::curve::stable::{MAX_AMPLIFICATION, StableParameters};
use liquidity_math::curve::{Curve, Reserves};
use liquidity_math::fees::FeeTerms;
use liquidity_math::quote::swap_exact_in;
use liquidity_math::trade::{Trade, TransferFees, trade_exact_in, trade_exact_out};
use liquidity_math::transfer::TransferFee;
use num_bigint::BigUint;
use proptest::prelude::*;

fn transfer_fee() -> impl Strategy<Value = TransferFee> {
    let basis_points = prop_oneof![
        2 => Just(0),
        4 => 1..=1_000_u16,
        1 => Just(10_000),
        1 => 0..=10_000_u16,
    ];
    (basis_points, word()).prop_map(|(basis_points, maximum)| TransferFee { basis_points, maximum })
}

fn transfer_fees() -> impl Strategy<Value = TransferFees> {
    (transfer_fee(), transfer_fee()).prop_map(|(input, output)| TransferFees { input, output })
}

/// Either curve, and reserves that it can price.
fn market() -> impl Strategy<Value = (Curve, Reserves)> {
    let stable = (1..=MAX_AMPLIFICATION, 0_u8..4, 0_u8..4).prop_map(|(amplification, a, b)| {
        Curve::Stable(StableParameters::new(amplification, a, b).unwrap())
    });
    let curve = prop_oneof![2 => Just(Curve::ConstantProduct), 1 => stable];
    (curve, reserves()).prop_map(|(curve, (input, output))| (curve, Reserves { input, output }))
}

/// What arrives of `sent`, by Token-2022's own formula.
fn arriving(fee: &TransferFee, sent: u64) -> BigUint {
    let raw: BigUint = (big(sent) * fee.basis_points + 9_999_u32) / 10_000_u32;
    big(sent) - raw.min(big(fee.maximum))
}

/// The fees of the way back.
fn turned(fees: &TransferFees) -> TransferFees {
    TransferFees { input: fees.output, output: fees.input }
}

fn turned_reserves(reserves: Reserves) -> Reserves {
    Reserves { input: reserves.output, output: reserves.input }
}

const NAMED: [MathError; 6] = [
    MathError::ZeroAmount,
    MathError::ZeroOutput,
    MathError::EmptyPool,
    MathError::ReserveOverflow,
    MathError::ExceedsReserves,
    MathError::Overflow,
];

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a4_a6_vaults_see_what_their_mints_leave(
        (curve, reserves) in market(),
        terms in terms(),
        fees in transfer_fees(),
        sent in amount(),
    ) {
        let Ok(trade) = trade_exact_in(curve, &terms, reserves, &fees, sent) else {
            return Ok(());
        };
        let Trade { sent: asked, received, swap } = trade;
        prop_assert_eq!(asked, sent);
        prop_assert_eq!(big(swap.amount_in), arriving(&fees.input, sent));
        prop_assert_eq!(big(received), arriving(&fees.output, swap.amount_out));
        prop_assert_eq!(swap, swap_exact_in(curve, &terms, reserves, swap.amount_in).unwrap());
        // Every unit that arrives is in the reserve or owed, and what leaves left the reserve.
        let owed = swap.fee.protocol + swap.fee.creator;
        prop_assert_eq!(
            big(swap.reserves.input) + owed,
            big(reserves.input) + swap.amount_in
        );
        prop_assert_eq!(big(swap.reserves.output) + swap.amount_out, big(reserves.output));
        // A2
        prop_assert!(swap.amount_out < reserves.output);
        if curve == Curve::ConstantProduct {
            let product = |reserves: Reserves| big(reserves.input) * reserves.output;
            prop_assert!(product(swap.reserves) >= product(reserves));
        }
    }

    #[test]
    fn a4_exact_in_is_refused_for_nothing_else_than_a_side_that_gets_nothing_or_has_no_room(
        (curve, reserves) in market(),
        terms in terms(),
        fees in transfer_fees(),
        sent in amount(),
    ) {
        let refused = trade_exact_in(curve, &terms, reserves, &fees, sent).err();
        let arrives = u64::try_from(arriving(&fees.input, sent)).unwrap();
        if arrives == 0 {
            prop_assert_eq!(refused, Some(MathError::ZeroOutput));
            return Ok(());
        }
        match swap_exact_in(curve, &terms, reserves, arrives) {
            Ok(swap) => {
                let gets_nothing = arriving(&fees.output, swap.amount_out) == big(0);
                prop_assert_eq!(refused, gets_nothing.then_some(MathError::ZeroOutput));
            }
            Err(error) => prop_assert_eq!(refused, Some(error)),
        }
    }

    /// What exact-out asks for buys as much as was asked, and a unit less does not.
    #[test]
    fn a5_exact_out_asks_for_the_least_that_is_enough(
        (curve, reserves) in market(),
        terms in terms(),
        fees in transfer_fees(),
        part in any::<u64>(),
    ) {
        let received = mul_div_part(reserves.output, part);
        let Ok(trade) = trade_exact_out(curve, &terms, reserves, &fees, received) else {
            return Ok(());
        };
        prop_assert_eq!(trade.received, received);
        prop_assert_eq!(arriving(&fees.output, trade.swap.amount_out), big(received));
        prop_assert_eq!(arriving(&fees.input, trade.sent), big(trade.swap.amount_in));
        let exact_in = trade_exact_in(curve, &terms, reserves, &fees, trade.sent);
        prop_assert!(exact_in.is_ok_and(|exact_in| exact_in.received >= received));
        let less = trade_exact_in(curve, &terms, reserves, &fees, trade.sent - 1);
        prop_assert!(less.is_err() || less.unwrap().received < received);
    }

    #[test]
    fn a5_output_is_monotone_in_what_is_sent(
        (curve, reserves) in market(),
        terms in terms(),
        fees in transfer_fees(),
        (one, other) in (amount(), amount()),
    ) {
        let (less, more) = (one.min(other), one.max(other));
        let trade = |sent| trade_exact_in(curve, &terms, reserves, &fees, sent);
        if let (Ok(less), Ok(more)) = (trade(less), trade(more)) {
            prop_assert!(less.received <= more.received);
        }
    }

    #[test]
    fn a3_there_and_back_returns_no_more(
        (curve, reserves) in market(),
        terms in terms(),
        fees in transfer_fees(),
        sent in amount(),
    ) {
        let Ok(there) = trade_exact_in(curve, &terms, reserves, &fees, sent) else {
            return Ok(());
        };
        let (after, back) = (turned_reserves(there.swap.reserves), turned(&fees));
        let back =
            trade_exact_in(curve.facing(false), &terms, after, &back, there.received);
        prop_assert!(back.is_err() || back.unwrap().received <= sent);
    }

    #[test]
    fn a3_two_parts_receive_no_more_than_the_whole(
        (curve, reserves) in market(),
        terms in terms(),
        fees in transfer_fees(),
        sent in amount(),
        part in any::<u64>(),
    ) {
        let first = mul_div_part(sent, part);
        let Ok(whole) = trade_exact_in(curve, &terms, reserves, &fees, sent) else {
            return Ok(());
        };
        let one = trade_exact_in(curve, &terms, reserves, &fees, first);
        let (received, left) =
            one.map_or((0, reserves), |trade| (trade.received, trade.swap.reserves));
        let rest = if one.is_ok() { sent - first } else { sent };
        let two = trade_exact_in(curve, &terms, left, &fees, rest);
        let total = big(received) + two.map_or(0, |trade| trade.received);
        prop_assert!(total <= big(whole.received), "{} {:?}", total, whole);
    }

    /// A token that takes nothing changes nothing.
    #[test]
    fn without_transfer_fees_a_trade_is_the_swap(
        (curve, reserves) in market(),
        terms in terms(),
        sent in amount(),
    ) {
        let fees = TransferFees { input: TransferFee::NONE, output: TransferFee::NONE };
        let trade = trade_exact_in(curve, &terms, reserves, &fees, sent);
        let swap = swap_exact_in(curve, &terms, reserves, sent);
        prop_assert_eq!(trade.map(|trade| trade.swap), swap);
        if let Ok(trade) = trade {
            prop_assert_eq!((trade.sent, trade.received), (sent, trade.swap.amount_out));
        }
    }

    #[test]
    fn s3_any_input_gives_a_trade_or_a_named_error(
        (input, output, amount) in (word(), word(), word()),
        (trade_fee_rate, protocol_fee_share, creator_fee_share) in any::<(u32, u32, u32)>(),
        within in terms(),
        is_within in any::<bool>(),
        (points_in, points_out) in any::<(u16, u16)>(),
        (most_in, most_out) in (word(), word()),
    ) {
        let beyond = FeeTerms { trade_fee_rate, protocol_fee_share, creator_fee_share };
        let terms = if is_within { within } else { beyond };
        let reserves = Reserves { input, output };
        let fees = TransferFees {
            input: TransferFee { basis_points: points_in, maximum: most_in },
            output: TransferFee { basis_points: points_out, maximum: most_out },
        };
        for trade in [
            trade_exact_in(CURVE, &terms, reserves, &fees, amount),
            trade_exact_out(CURVE, &terms, reserves, &fees, amount),
        ] {
            prop_assert!(trade.is_ok() || NAMED.contains(&trade.unwrap_err()));
        }
    }
}

/// A part of `whole`, from 1 to all of it.
fn mul_div_part(whole: u64, part: u64) -> u64 {
    let scaled = u128::from(whole) * u128::from(part) / u128::from(u64::MAX);
    u64::try_from(scaled).unwrap().max(1)
}
