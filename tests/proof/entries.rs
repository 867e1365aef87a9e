//! What the prover looks at: the arithmetic of the program, from its own sources, behind plain
//! words. Every function here writes its result to `out` and says whether there is one. What is true
//! of it stands in prove/claims.py under the same name.

#![allow(dead_code, unused_imports)]

#[path = "math/curve/mod.rs"]
mod curve;
#[path = "math/error.rs"]
mod error;
#[path = "math/fees.rs"]
mod fees;
#[path = "math/rewards/mod.rs"]
mod rewards;
#[path = "math/shares.rs"]
mod shares;
#[path = "math/transfer.rs"]
mod transfer;
#[path = "math/wide.rs"]
mod wide;
#[path = "math/wide256.rs"]
mod wide256;

use curve::{Curve, Reserves};
use error::MathResult;
use fees::FeeTerms;
use rewards::{Accumulator, Growth, Rate, Stay, Term};
use shares::Books;
use transfer::TransferFee;
use wide256::U256;

fn give<const N: usize>(result: MathResult<[u64; N]>, out: &mut [u64; N]) -> bool {
    match result {
        Ok(words) => {
            *out = words;
            true
        }
        Err(_) => false,
    }
}

/// `entry! { name(arguments) -> words = result }`
macro_rules! entry {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $words:literal = $result:expr;)*) => {
        $(
            #[unsafe(no_mangle)]
            pub extern "C" fn $name($($argument: $kind,)* out: &mut [u64; $words]) -> bool {
                give((|| -> MathResult<[u64; $words]> { $result })(), out)
            }
        )*
    };
}

fn reserves(input: u64, output: u64) -> Reserves {
    Reserves { input, output }
}

entry! {
    div_wide(low: u64, high: u64, divisor: u64) -> 2 = wide::div_wide(low, high, divisor).map(Into::into);
    mul_div_down(a: u64, b: u64, divisor: u64) -> 1 = wide::mul_div_rounding_down(a, b, divisor).map(|q| [q]);
    mul_div_up(a: u64, b: u64, divisor: u64) -> 1 = wide::mul_div_rounding_up(a, b, divisor).map(|q| [q]);

    u256_of_product(a0: u64, a1: u64, b0: u64, b1: u64) -> 4 =
        Ok(U256::of_product(wide256::double(a0, a1), wide256::double(b0, b1)).0);
    u256_plus(a0: u64, a1: u64, a2: u64, a3: u64, b0: u64, b1: u64, b2: u64, b3: u64) -> 4 =
        U256([a0, a1, a2, a3]).plus(U256([b0, b1, b2, b3])).map(|sum| sum.0);
    u256_minus(a0: u64, a1: u64, a2: u64, a3: u64, b0: u64, b1: u64, b2: u64, b3: u64) -> 4 =
        U256([a0, a1, a2, a3]).checked_minus(U256([b0, b1, b2, b3])).map(|rest| rest.0)
            .ok_or(error::MathError::Overflow);
    u256_times_word(a0: u64, a1: u64, a2: u64, a3: u64, factor: u64) -> 4 =
        U256([a0, a1, a2, a3]).times_word(factor).map(|product| product.0);

    growth_of_slots(slots: u64, weight: u64) -> 3 = Growth::of_slots_rounding_down(slots, weight).map(|g| g.0);
    growth_plus(a0: u64, a1: u64, a2: u64, b0: u64, b1: u64, b2: u64) -> 3 =
        Growth([a0, a1, a2]).plus(Growth([b0, b1, b2])).map(|sum| sum.0);
    growth_since(a0: u64, a1: u64, a2: u64, b0: u64, b1: u64, b2: u64) -> 3 =
        Ok(Growth([a0, a1, a2]).since(Growth([b0, b1, b2])).0);
    growth_max(a0: u64, a1: u64, a2: u64, b0: u64, b1: u64, b2: u64) -> 3 =
        Ok(Growth([a0, a1, a2]).max(Growth([b0, b1, b2])).0);
    growth_min(a0: u64, a1: u64, a2: u64, b0: u64, b1: u64, b2: u64) -> 3 =
        Ok(Growth([a0, a1, a2]).min(Growth([b0, b1, b2])).0);
    growth_earned(g0: u64, g1: u64, g2: u64, weight: u64, amount: u64, slots: u64) -> 1 =
        Growth([g0, g1, g2]).earned_rounding_down(weight, amount, slots).map(|earned| [earned]);
    clock_advance(weight: u64, last: u64, g0: u64, g1: u64, g2: u64, idle: u64, slot: u64) -> 5 = {
        let mut clock = Accumulator {
            total_weight: weight,
            last_slot: last,
            growth: Growth([g0, g1, g2]),
            idle_slots: idle,
            ..Accumulator::default()
        };
        clock.advance_to(slot)?;
        let [g0, g1, g2] = clock.growth.0;
        Ok([g0, g1, g2, clock.idle_slots, clock.last_slot])
    };
    stake_enters_and_leaves(total: u64, weight: u64) -> 2 = {
        let mut clock = Accumulator { total_weight: total, ..Accumulator::default() };
        clock.enter(weight)?;
        let within = clock.total_weight;
        clock.exit(weight);
        Ok([within, clock.total_weight])
    };
    rate_top_up(amount: u64, rate_slots: u64, slots: u64) -> 1 =
        Rate { amount, slots: rate_slots }.over_slots_rounding_up(slots).map(|cost| [cost]);

    trade_fee(rate: u32, protocol: u32, creator: u32, amount: u64) -> 4 = {
        let terms = FeeTerms { trade_fee_rate: rate, protocol_fee_share: protocol, creator_fee_share: creator };
        if !terms.are_within_limits() {
            return Err(error::MathError::Overflow);
        }
        let fee = terms.trade_fee_rounding_up(amount)?;
        Ok([fee.total, fee.protocol, fee.creator, fee.liquidity])
    };
    amount_with_fee(rate: u32, priced: u64) -> 1 =
        FeeTerms { trade_fee_rate: rate, protocol_fee_share: 0, creator_fee_share: 0 }
            .amount_with_fee_rounding_up(priced).map(|amount| [amount]);
    transfer_arriving(basis_points: u16, maximum: u64, sent: u64) -> 2 = {
        let fee = TransferFee { basis_points, maximum };
        Ok([fee.fee_rounding_up(sent)?, fee.arriving(sent)?])
    };
    transfer_to_send(basis_points: u16, maximum: u64, arriving: u64) -> 1 =
        TransferFee { basis_points, maximum }.to_send_rounding_up(arriving).map(|sent| [sent]);

    swap_out(input: u64, output: u64, amount: u64) -> 1 =
        Curve::ConstantProduct.amount_out_rounding_down(reserves(input, output), amount).map(|out| [out]);
    swap_in(input: u64, output: u64, amount: u64) -> 1 =
        Curve::ConstantProduct.amount_in_rounding_up(reserves(input, output), amount).map(|paid| [paid]);
    price(input: u64, output: u64) -> 2 = curve::constant_product::price_rounding_down(reserves(input, output));
    deposit(a: u64, b: u64, supply: u64, max_a: u64, max_b: u64) -> 6 = {
        if supply == 0 {
            return Err(error::MathError::EmptyPool);
        }
        let books = Books { reserve_a: a, reserve_b: b, lp_supply: supply };
        let done = books.deposit(Curve::ConstantProduct, max_a, max_b)?;
        let after = done.books;
        Ok([done.amount_a, done.amount_b, done.lp_minted, after.reserve_a, after.reserve_b, after.lp_supply])
    };
    withdraw(a: u64, b: u64, supply: u64, lp: u64) -> 5 = {
        let done = Books { reserve_a: a, reserve_b: b, lp_supply: supply }.withdraw(lp)?;
        let after = done.books;
        Ok([done.amount_a, done.amount_b, after.reserve_a, after.reserve_b, after.lp_supply])
    };
}
