//! What should come out, worked out a second time with big integers and none of the program's code.

use num_bigint::BigUint;

fn big(number: u64) -> BigUint {
    BigUint::from(number)
}

fn small(number: BigUint) -> u64 {
    u64::try_from(number).expect("fits 64 bits")
}

pub fn mul_div(a: u64, b: u64, divisor: u64) -> u64 {
    small(big(a) * big(b) / big(divisor))
}

pub fn mul_div_up(a: u64, b: u64, divisor: u64) -> u64 {
    small((big(a) * big(b) + big(divisor) - 1u32) / big(divisor))
}

pub fn sqrt_of_product(a: u64, b: u64) -> u64 {
    small((big(a) * big(b)).sqrt())
}

/// A swap's parts: what comes out, and whose the fee is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swap {
    pub amount_out: u64,
    pub fee: u64,
    pub protocol_fee: u64,
    pub creator_fee: u64,
}

/// A constant-product swap. `terms` are trade fee, protocol's share and creator's share in millionths.
pub fn swap(reserve_in: u64, reserve_out: u64, amount_in: u64, terms: [u32; 3]) -> Swap {
    const MILLION: u64 = 1_000_000;
    let fee = mul_div_up(amount_in, terms[0].into(), MILLION);
    let priced = amount_in - fee;
    Swap {
        amount_out: mul_div(reserve_out, priced, reserve_in + priced),
        fee,
        protocol_fee: mul_div(fee, terms[1].into(), MILLION),
        creator_fee: mul_div(fee, terms[2].into(), MILLION),
    }
}

/// What a weight earns over spans of `(slots, total weight)`, each cut off below 2^-128 as the
/// accumulator says, of a stream of `amount` per `duration` slots.
pub fn earned(weight: u64, spans: &[(u64, u64)], amount: u64, duration: u64) -> u64 {
    let growth: BigUint =
        spans.iter().map(|(slots, total)| (big(*slots) << 128) / big(*total)).sum();
    small(((growth * big(weight) * big(amount)) >> 128u32) / big(duration))
}
