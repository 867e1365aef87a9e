//! A1 to A8 of the pool arithmetic, against arithmetic without bounds.

#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::unwrap_used)]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::cast_possible_truncation)]
#![allow(clippy::cast_possible_wrap)]

mod common;

use common::*;
use liquidity_math::MathError;
use liquidity_math::fees::FeeTerms;
use liquidity_math::shares::{Books, MINIMUM_LIQUIDITY};
use num_bigint::BigInt;
use proptest::prelude::*;

/// One thing that a user does with a pool.
#[derive(Clone, Copy, Debug)]
enum Step {
    Deposit {
        max_a: u64,
        max_b: u64,
    },
    Withdraw {
        lp: u64,
    },
    /// Withdraws a part of what the user holds.
    WithdrawPart {
        part: u8,
    },
    Swap {
        a_to_b: bool,
        amount: u64,
    },
}

fn step(amount: impl Strategy<Value = u64> + Clone) -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (amount.clone(), amount.clone())
            .prop_map(|(max_a, max_b)| Step::Deposit { max_a, max_b }),
        1 => amount.clone().prop_map(|lp| Step::Withdraw { lp }),
        1 => any::<u8>().prop_map(|part| Step::WithdrawPart { part }),
        4 => (any::<bool>(), amount).prop_map(|(a_to_b, amount)| Step::Swap { a_to_b, amount }),
    ]
}

/// What a user has gained of each token since the start, and LP tokens held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Wallet {
    gain_a: i128,
    gain_b: i128,
    lp: u64,
}

/// A pool, what it owes for fees, and a wallet per user.
#[derive(Clone, Debug)]
struct World {
    books: Books,
    terms: FeeTerms,
    owed_a: u128,
    owed_b: u128,
    wallets: Vec<Wallet>,
}

impl World {
    fn new(books: Books, terms: FeeTerms, users: usize) -> Self {
        Self { books, terms, owed_a: 0, owed_b: 0, wallets: vec![Wallet::default(); users] }
    }

    /// Runs a step of a user; a refused one changes nothing.
    fn run(&mut self, user: usize, step: Step) -> Result<(), MathError> {
        let wallet = &mut self.wallets[user];
        match step {
            Step::Deposit { max_a, max_b } => {
                let outcome = self.books.deposit(CURVE, max_a, max_b)?;
                wallet.gain_a -= i128::from(outcome.amount_a);
                wallet.gain_b -= i128::from(outcome.amount_b);
                wallet.lp += outcome.lp_minted;
                self.books = outcome.books;
            }
            Step::Withdraw { lp } => {
                let lp = lp.min(wallet.lp);
                let outcome = self.books.withdraw(lp)?;
                wallet.gain_a += i128::from(outcome.amount_a);
                wallet.gain_b += i128::from(outcome.amount_b);
                wallet.lp -= lp;
                self.books = outcome.books;
            }
            Step::WithdrawPart { part } => {
                let lp = (u128::from(wallet.lp) * u128::from(part)).div_ceil(255) as u64;
                return self.run(user, Step::Withdraw { lp });
            }
            Step::Swap { a_to_b, amount } => {
                let (outcome, books) = swap(&self.books, &self.terms, a_to_b, amount)?;
                let (put_in, taken_out) =
                    (i128::from(outcome.amount_in), i128::from(outcome.amount_out));
                let owed = u128::from(outcome.fee.protocol) + u128::from(outcome.fee.creator);
                if a_to_b {
                    wallet.gain_a -= put_in;
                    wallet.gain_b += taken_out;
                    self.owed_a += owed;
                } else {
                    wallet.gain_b -= put_in;
                    wallet.gain_a += taken_out;
                    self.owed_b += owed;
                }
                self.books = books;
            }
        }
        Ok(())
    }

    /// All LP tokens of a user back into the pool. LP worth nothing on both sides stays, and is
    /// worth nothing.
    fn leave(&mut self, user: usize) {
        let lp = self.wallets[user].lp;
        if lp > 0 {
            let left = self.run(user, Step::Withdraw { lp });
            assert!(matches!(left, Ok(()) | Err(MathError::ZeroOutput)), "{left:?}");
        }
    }

    /// Tokens in the pool and with the users, which no step may change.
    fn totals(&self) -> (i128, i128) {
        let gains = |gain: fn(&Wallet) -> i128| self.wallets.iter().map(gain).sum::<i128>();
        (
            i128::from(self.books.reserve_a) + self.owed_a as i128 + gains(|wallet| wallet.gain_a),
            i128::from(self.books.reserve_b) + self.owed_b as i128 + gains(|wallet| wallet.gain_b),
        )
    }
}

/// What a gain is worth in token B times reserve A, at the price of `books`: exact.
fn worth_at(books: &Books, gain_a: i128, gain_b: i128) -> BigInt {
    BigInt::from(gain_a) * books.reserve_b + BigInt::from(gain_b) * books.reserve_a
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a1_value_per_share_never_falls_in_a_deposit(
        books in books(),
        max_a in amount(),
        max_b in amount(),
    ) {
        if let Ok(outcome) = books.deposit(CURVE, max_a, max_b) {
            prop_assert!(value_per_share_held(&books, &outcome.books));
            prop_assert!(outcome.amount_a <= max_a && outcome.amount_b <= max_b);
            prop_assert!(outcome.amount_a > 0 && outcome.amount_b > 0);
        }
    }

    #[test]
    fn a1_value_per_share_never_falls_in_a_withdrawal(books in books(), lp in amount()) {
        if let Ok(outcome) = books.withdraw(lp.min(books.lp_supply - MINIMUM_LIQUIDITY)) {
            prop_assert!(value_per_share_held(&books, &outcome.books));
        }
    }

    #[test]
    fn a1_a2_value_per_share_never_falls_in_a_swap_and_a_reserve_never_empties(
        books in books(),
        terms in terms(),
        a_to_b in any::<bool>(),
        amount_in in amount(),
    ) {
        if let Ok((outcome, after)) = swap(&books, &terms, a_to_b, amount_in) {
            prop_assert!(value_per_share_held(&books, &after));
            let reserve = if a_to_b { books.reserve_b } else { books.reserve_a };
            prop_assert!(outcome.amount_out < reserve);
        }
    }

    /// Fees that stay make the share worth strictly more.
    #[test]
    fn a1_a_fee_that_stays_raises_the_value_per_share(
        books in books(),
        terms in terms(),
        amount_in in amount(),
    ) {
        if let Ok((outcome, after)) = swap(&books, &terms, true, amount_in) {
            prop_assert!(outcome.fee.liquidity == 0 || !value_per_share_held(&after, &books));
        }
    }

    #[test]
    fn a3_deposit_then_withdraw_returns_no_more_and_at_most_one_unit_less(
        books in books(),
        max_a in amount(),
        max_b in amount(),
    ) {
        if let Ok(put_in) = books.deposit(CURVE, max_a, max_b) {
            let got = put_in.books.withdraw(put_in.lp_minted);
            let (got_a, got_b) = got.map_or((0, 0), |got| (got.amount_a, got.amount_b));
            prop_assert!(got_a <= put_in.amount_a && put_in.amount_a - got_a <= 1);
            prop_assert!(got_b <= put_in.amount_b && put_in.amount_b - got_b <= 1);
        }
    }

    #[test]
    fn a3_withdraw_then_deposit_buys_back_no_more_lp(books in books(), lp in amount()) {
        let lp = lp.min(books.lp_supply - MINIMUM_LIQUIDITY);
        if let Ok(got) = books.withdraw(lp)
            && let Ok(back) = got.books.deposit(CURVE, got.amount_a, got.amount_b)
        {
            prop_assert!(back.lp_minted <= lp);
        }
    }

    #[test]
    fn a3_swap_and_back_returns_no_more(
        books in books(),
        terms in terms(),
        a_to_b in any::<bool>(),
        amount_in in amount(),
    ) {
        if let Ok((there, between)) = swap(&books, &terms, a_to_b, amount_in)
            && let Ok((back, after)) = swap(&between, &terms, !a_to_b, there.amount_out)
        {
            prop_assert!(back.amount_out <= amount_in);
            prop_assert!(value_per_share_held(&books, &after));
            // With a fee that stays, something is lost.
            prop_assert!(there.fee.liquidity == 0 || back.amount_out < amount_in);
        }
    }

    #[test]
    fn a3_any_split_of_a_swap_pays_no_more_than_the_whole(
        books in books(),
        terms in terms(),
        a_to_b in any::<bool>(),
        amount_in in amount(),
        cuts in prop::collection::vec(any::<u64>(), 1..9),
    ) {
        let whole = swap(&books, &terms, a_to_b, amount_in).map(|(outcome, _)| outcome.amount_out);
        let mut cuts: Vec<u64> = cuts.iter().map(|cut| cut % amount_in).collect();
        cuts.sort_unstable();
        cuts.push(amount_in);
        let (mut now, mut from, mut paid) = (books, 0, 0);
        for cut in cuts {
            // A part too small to buy anything is not put in.
            if let Ok((outcome, after)) = swap(&now, &terms, a_to_b, cut - from) {
                paid += outcome.amount_out;
                now = after;
            }
            from = cut;
        }
        match whole {
            Ok(whole) => prop_assert!(paid <= whole),
            Err(MathError::ZeroOutput) => prop_assert_eq!(paid, 0),
            Err(error) => prop_assert_eq!(error, MathError::ReserveOverflow),
        }
    }

    #[test]
    fn a3_any_split_of_a_deposit_costs_no_less_for_the_same_lp(
        books in books(),
        parts in prop::collection::vec((amount(), amount()), 1..9),
    ) {
        let (mut now, mut cost_a, mut cost_b) = (books, 0_u128, 0_u128);
        for (max_a, max_b) in parts {
            if let Ok(outcome) = now.deposit(CURVE, max_a, max_b) {
                cost_a += u128::from(outcome.amount_a);
                cost_b += u128::from(outcome.amount_b);
                now = outcome.books;
            }
        }
        let minted = now.lp_supply - books.lp_supply;
        let whole = |reserve: u64| (big(minted) * reserve + (books.lp_supply - 1)) / books.lp_supply;
        prop_assert!(whole(books.reserve_a) <= cost_a.into());
        prop_assert!(whole(books.reserve_b) <= cost_b.into());
    }

    #[test]
    fn a3_any_split_of_a_withdrawal_pays_no_more_than_the_whole(
        books in books(),
        parts in prop::collection::vec(amount(), 1..9),
    ) {
        let (mut now, mut paid_a, mut paid_b) = (books, 0, 0);
        for lp in parts {
            if let Ok(outcome) = now.withdraw(lp.min(now.lp_supply - MINIMUM_LIQUIDITY)) {
                paid_a += outcome.amount_a;
                paid_b += outcome.amount_b;
                now = outcome.books;
            }
        }
        let burned = books.lp_supply - now.lp_supply;
        prop_assert!(big(paid_a) <= big(burned) * books.reserve_a / books.lp_supply);
        prop_assert!(big(paid_b) <= big(burned) * books.reserve_b / books.lp_supply);
    }

    #[test]
    fn a4_a_deposit_rounds_each_amount_up_and_the_lp_down(
        books in books(),
        max_a in amount(),
        max_b in amount(),
    ) {
        let lp_for = |max: u64, reserve: u64| big(max) * books.lp_supply / reserve;
        let lp = lp_for(max_a, books.reserve_a).min(lp_for(max_b, books.reserve_b));
        let cost = |reserve: u64| (&lp * reserve + (books.lp_supply - 1)) / books.lp_supply;
        match books.deposit(CURVE, max_a, max_b) {
            Ok(outcome) => {
                prop_assert_eq!(&big(outcome.lp_minted), &lp);
                prop_assert_eq!(big(outcome.amount_a), cost(books.reserve_a));
                prop_assert_eq!(big(outcome.amount_b), cost(books.reserve_b));
            }
            Err(MathError::ZeroOutput) => prop_assert_eq!(&lp, &big(0)),
            // Books that a pool can have never overflow in any other way.
            Err(error) => {
                prop_assert_eq!(error, MathError::ReserveOverflow);
                let past = |reserve: u64| cost(reserve) + reserve > big(u64::MAX);
                prop_assert!(past(books.reserve_a) || past(books.reserve_b));
            }
        }
    }

    #[test]
    fn a4_f11_a_withdrawal_rounds_down_and_is_refused_only_when_worth_nothing(
        books in books(),
        lp in amount(),
    ) {
        let share = |reserve: u64| big(lp) * reserve / books.lp_supply;
        match books.withdraw(lp) {
            Ok(outcome) => {
                prop_assert_eq!(big(outcome.amount_a), share(books.reserve_a));
                prop_assert_eq!(big(outcome.amount_b), share(books.reserve_b));
            }
            Err(MathError::ZeroOutput) => {
                prop_assert_eq!(share(books.reserve_a) + share(books.reserve_b), big(0));
            }
            Err(error) => {
                prop_assert_eq!(error, MathError::ExceedsSupply);
                prop_assert!(lp > books.lp_supply - MINIMUM_LIQUIDITY);
            }
        }
    }

    #[test]
    fn a4_a_swap_is_refused_only_for_what_it_says(
        books in books(),
        terms in terms(),
        amount_in in word(),
    ) {
        match swap(&books, &terms, true, amount_in) {
            Ok((outcome, _)) => {
                // The exact price of what is left after the fee, less a fraction of a unit.
                let priced = big(amount_in - outcome.fee.total);
                let exact = |out: u64| big(out) * (&priced + books.reserve_a);
                prop_assert!(exact(outcome.amount_out) <= &priced * books.reserve_b);
                prop_assert!(exact(outcome.amount_out + 1) > priced * books.reserve_b);
            }
            Err(MathError::ZeroAmount) => prop_assert_eq!(amount_in, 0),
            Err(MathError::ZeroOutput) => {
                let priced = big(amount_in - terms.trade_fee_rounding_up(amount_in).unwrap().total);
                prop_assert!(&priced * books.reserve_b < priced + books.reserve_a);
            }
            Err(error) => {
                prop_assert_eq!(error, MathError::ReserveOverflow);
                let fee = terms.trade_fee_rounding_up(amount_in).unwrap();
                let kept = amount_in - fee.protocol - fee.creator;
                prop_assert!(big(books.reserve_a) + kept > big(u64::MAX));
            }
        }
    }

    #[test]
    fn a5_output_is_monotone_in_input(
        books in books(),
        terms in terms(),
        one in amount(),
        other in amount(),
    ) {
        let out = |amount| match swap(&books, &terms, true, amount) {
            Ok((outcome, _)) => Some(outcome.amount_out),
            Err(MathError::ZeroOutput) => Some(0),
            Err(_) => None,
        };
        let (less, more) = (one.min(other), one.max(other));
        for (less, more) in [(less, more), (less, less.saturating_add(1))] {
            if let (Some(for_less), Some(for_more)) = (out(less), out(more)) {
                prop_assert!(for_less <= for_more);
            }
        }
    }

    #[test]
    fn a6_what_is_put_in_is_the_reserves_gain_and_the_fees_owed(
        books in books(),
        terms in terms(),
        a_to_b in any::<bool>(),
        amount_in in amount(),
    ) {
        if let Ok((outcome, after)) = swap(&books, &terms, a_to_b, amount_in) {
            let [gain, loss] = if a_to_b {
                [after.reserve_a - books.reserve_a, books.reserve_b - after.reserve_b]
            } else {
                [after.reserve_b - books.reserve_b, books.reserve_a - after.reserve_a]
            };
            prop_assert_eq!(outcome.amount_in, amount_in);
            prop_assert_eq!(gain + outcome.fee.protocol + outcome.fee.creator, amount_in);
            prop_assert_eq!(loss, outcome.amount_out);
            prop_assert_eq!(after.lp_supply, books.lp_supply);
        }
    }

    #[test]
    fn a7_the_first_deposit_mints_the_root_less_the_locked_minimum(
        max_a in amount(),
        max_b in amount(),
    ) {
        let empty = Books { reserve_a: 0, reserve_b: 0, lp_supply: 0 };
        let root = big(max_a) * max_b;
        let root = u64::try_from(root.sqrt()).unwrap();
        match empty.deposit(CURVE, max_a, max_b) {
            Ok(outcome) => {
                prop_assert_eq!((outcome.amount_a, outcome.amount_b), (max_a, max_b));
                prop_assert_eq!(outcome.lp_minted, root - MINIMUM_LIQUIDITY);
                let books = Books { reserve_a: max_a, reserve_b: max_b, lp_supply: root };
                prop_assert_eq!(outcome.books, books);
            }
            Err(error) => {
                prop_assert_eq!(error, MathError::InitialLiquidityTooSmall);
                prop_assert!(root <= MINIMUM_LIQUIDITY);
            }
        }
    }

    #[test]
    fn a8_everything_mirrored_has_a_mirrored_outcome(
        books in books(),
        terms in terms(),
        a_to_b in any::<bool>(),
        one in amount(),
        other in amount(),
    ) {
        let mirror = mirrored(&books);
        let swapped = swap(&books, &terms, a_to_b, one);
        let counter = swap(&mirror, &terms, !a_to_b, one);
        prop_assert_eq!(
            swapped.map(|(outcome, after)| (outcome, mirrored(&after))),
            counter
        );

        let deposited = books.deposit(CURVE, one, other);
        let counter = mirror.deposit(CURVE, other, one);
        prop_assert_eq!(
            deposited.map(|it| (it.amount_b, it.amount_a, it.lp_minted, mirrored(&it.books))),
            counter.map(|it| (it.amount_a, it.amount_b, it.lp_minted, it.books))
        );

        let lp = one.min(books.lp_supply);
        prop_assert_eq!(
            books.withdraw(lp).map(|it| (it.amount_b, it.amount_a, mirrored(&it.books))),
            mirror.withdraw(lp).map(|it| (it.amount_a, it.amount_b, it.books))
        );
    }

    /// Whoever holds LP can leave a pool down to the locked minimum, and it opens again from there.
    #[test]
    fn f11_all_lp_can_leave_and_the_locked_minimum_keeps_both_reserves_open(books in books()) {
        let circulating = books.lp_supply - MINIMUM_LIQUIDITY;
        let left = match books.withdraw(circulating) {
            Ok(outcome) => outcome.books,
            // Nothing was in circulation, or so little that it is worth nothing.
            Err(MathError::ZeroAmount | MathError::ZeroOutput) => return Ok(()),
            Err(error) => return Err(TestCaseError::fail(format!("{error:?}"))),
        };
        prop_assert_eq!(left.lp_supply, MINIMUM_LIQUIDITY);
        prop_assert!(left.reserve_a > 0 && left.reserve_b > 0);
        // What is locked is a thousand LP units' worth of each reserve, rounded up.
        let locked = |reserve: u64| {
            (big(MINIMUM_LIQUIDITY) * reserve + (books.lp_supply - 1)) / books.lp_supply
        };
        prop_assert_eq!(big(left.reserve_a), locked(books.reserve_a));
        prop_assert_eq!(big(left.reserve_b), locked(books.reserve_b));
        let again = left.deposit(CURVE, u64::MAX, u64::MAX);
        prop_assert!(matches!(again, Ok(_) | Err(MathError::ReserveOverflow)));
        let doubled = left.deposit(CURVE, left.reserve_a, left.reserve_b);
        prop_assert!(matches!(doubled, Ok(_) | Err(MathError::ReserveOverflow)));
    }

    #[test]
    fn a3_a_hundred_tiny_steps_give_nothing_for_nothing(
        books in micro_books(),
        terms in terms(),
        steps in prop::collection::vec(step(1_u64..10), 100),
    ) {
        a_lone_user_gains_nothing(books, terms, &steps)?;
    }

    #[test]
    fn a3_a_hundred_steps_of_any_size_give_nothing_for_nothing(
        books in books(),
        terms in terms(),
        steps in prop::collection::vec(step(amount().boxed()), 100),
    ) {
        a_lone_user_gains_nothing(books, terms, &steps)?;
    }

    #[test]
    fn a1_a6_a7_hold_for_many_users_over_a_hundred_steps(
        books in prop_oneof![books(), micro_books()],
        terms in terms(),
        steps in prop::collection::vec(
            (0_usize..4, prop_oneof![step(amount().boxed()), step((1_u64..10).boxed())]),
            100,
        ),
    ) {
        let mut world = World::new(books, terms, 4);
        let totals = world.totals();
        for (user, step) in steps {
            let before = world.clone();
            if let Err(error) = world.run(user, step) {
                prop_assert!(matches!(
                    error,
                    MathError::ZeroAmount | MathError::ZeroOutput | MathError::ReserveOverflow
                ));
                prop_assert_eq!(world.books, before.books);
            }
            prop_assert!(value_per_share_held(&before.books, &world.books));
            prop_assert_eq!(world.totals(), totals);
            let held: u128 = world.wallets.iter().map(|wallet| u128::from(wallet.lp)).sum();
            prop_assert_eq!(
                u128::from(world.books.lp_supply),
                u128::from(books.lp_supply) + held
            );
            prop_assert!(world.books.reserve_a > 0 && world.books.reserve_b > 0);
        }
    }

    /// A pool opened with the least there can be, inflated by swaps back and forth, in the hope that
    /// a later deposit rounds to the attacker's advantage.
    #[test]
    fn a3_inflating_a_share_before_a_deposit_gains_neither_token(
        (first_a, first_b) in (1_001_u64..5_000, 1_001_u64..5_000),
        terms in terms(),
        inflation in prop::collection::vec(step(1_u64..1 << 40), 0..30),
        (max_a, max_b) in (1_u64..1 << 40, 1_u64..1 << 40),
    ) {
        const ATTACKER: usize = 0;
        const VICTIM: usize = 1;
        let empty = Books { reserve_a: 0, reserve_b: 0, lp_supply: 0 };
        let mut world = World::new(empty, terms, 2);
        world.run(ATTACKER, Step::Deposit { max_a: first_a, max_b: first_b }).unwrap();
        for step in inflation {
            let _ = world.run(ATTACKER, step);
        }
        let before = world.books;
        let is_in = world.run(VICTIM, Step::Deposit { max_a, max_b });
        let Wallet { gain_a: paid_a, gain_b: paid_b, .. } = world.wallets[VICTIM];
        world.leave(VICTIM);
        world.leave(ATTACKER);

        // The victim loses at most the unit of each token that rounding up takes.
        let victim = world.wallets[VICTIM];
        prop_assert!((-1..=0).contains(&victim.gain_a) && (-1..=0).contains(&victim.gain_b));
        prop_assert!(is_in.is_ok() || (paid_a, paid_b) == (0, 0));
        // The attacker gains neither token, and leaves the locked thousand's part of both behind.
        let attacker = world.wallets[ATTACKER];
        prop_assert!(attacker.gain_a <= 0 && attacker.gain_b <= 0);
        let behind = |reserve: u64| u128::from(reserve) * 1_000 / u128::from(before.lp_supply);
        prop_assert!(u128::from(world.books.reserve_a) >= behind(before.reserve_a));
        prop_assert!(u128::from(world.books.reserve_b) >= behind(before.reserve_b));
    }
}

/// Runs the steps of a user who starts without LP and ends without: whatever the pool's price is in
/// between, the user has gained nothing at the price of the start.
fn a_lone_user_gains_nothing(
    books: Books,
    terms: FeeTerms,
    steps: &[Step],
) -> Result<(), TestCaseError> {
    let mut world = World::new(books, terms, 1);
    for step in steps {
        let before = world.books;
        let _ = world.run(0, *step);
        prop_assert!(value_per_share_held(&before, &world.books));
    }
    world.leave(0);
    let Wallet { gain_a, gain_b, .. } = world.wallets[0];
    // x'y' >= xy makes (x' - x) y + (y' - y) x >= 0; what the pool gained the user did not.
    prop_assert!(worth_at(&books, gain_a, gain_b) <= BigInt::ZERO);
    prop_assert!(!(gain_a >= 0 && gain_b >= 0 && gain_a + gain_b > 0));
    Ok(())
}
