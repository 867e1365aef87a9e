//! Deposits, withdrawals, of both tokens and of one, and liquidity locked for ever.

use liquidity_math::MathError;
use liquidity_math::curve::{Curve, CurveTerms};
use liquidity_math::shares::Books;

use crate::random::Random;
use crate::record::{Cases, Numbers, numbers};

/// A pool with liquidity, most often of the supply that its reserves would have had at first.
fn pool(random: &mut Random) -> (CurveTerms, Books) {
    let terms = random.curve();
    let (reserve_a, reserve_b) = random.reserves(&terms);
    let first = Curve::of(&terms)
        .map_or(0, |curve| curve.initial_liquidity_rounding_down(reserve_a, reserve_b));
    let lp_supply = match random.below(8) {
        0 => random.word(),
        1 => 0,
        2 => random.near(first.max(1)),
        _ => first,
    };
    (terms, Books { reserve_a, reserve_b, lp_supply })
}

pub fn shares(random: &mut Random, cases: &mut Cases, count: u32) {
    for _ in 0..count {
        let (terms, books) = pool(random);
        let curve = Curve::of(&terms);
        let max_a = random.amount_against(books.reserve_a);
        let max_b = random.amount_against(books.reserve_b);
        let arguments = || Numbers::from(&terms).and(&books);
        let deposit = curve.and_then(|curve| books.deposit(curve, max_a, max_b));
        cases.add(
            "deposit",
            arguments().and(max_a).and(max_b),
            deposit.map(|d| numbers([d.amount_a, d.amount_b, d.lp_minted]).and(&d.books)),
        );
        let lp = random.amount_against(books.lp_supply);
        cases.add(
            "withdraw",
            Numbers::from(&books).and(lp),
            books.withdraw(lp).map(|w| numbers([w.amount_a, w.amount_b]).and(&w.books)),
        );
        let worth = curve.map(|curve| books.worth_rounding_up(curve, lp));
        cases.add("worth", arguments().and(lp), worth.map(Numbers::from));
        let worth = random.amount_against(books.lp_supply);
        let lp_worth = curve.map(|curve| books.lp_worth_rounding_up(curve, worth));
        cases.add("lp_worth", arguments().and(worth), lp_worth.map(Numbers::from));
    }
}

pub fn single_sided(random: &mut Random, cases: &mut Cases, count: u32) {
    for _ in 0..count {
        let (curve, books) = pool(random);
        let terms = random.terms();
        let is_a = random.yes();
        let reserve = if is_a { books.reserve_a } else { books.reserve_b };
        let arguments = || Numbers::from(&curve).and(&terms).and(&books).and(is_a);
        let with = Curve::of(&curve);

        let offer = random.amount_against(reserve);
        let deposit = with.and_then(|curve| books.deposit_single(curve, &terms, offer, is_a));
        cases.add(
            "deposit_single",
            arguments().and(offer),
            deposit.map(|d| {
                numbers([d.amount_in, d.swapped_in, d.swapped_out, d.deposited])
                    .and(&d.fee)
                    .and(d.lp_minted)
                    .and(&d.books)
            }),
        );
        let lp = random.amount_against(books.lp_supply);
        let withdrawal: Result<_, MathError> =
            with.and_then(|curve| books.withdraw_single(curve, &terms, lp, is_a));
        cases.add(
            "withdraw_single",
            arguments().and(lp),
            withdrawal.map(|w| {
                numbers([w.amount_out, w.withdrawn, w.swapped_in, w.swapped_out])
                    .and(&w.fee)
                    .and(&w.books)
            }),
        );
    }
}
