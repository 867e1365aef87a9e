//! 128-bit arithmetic against big integers, and floats and wide calls against the host's.

use num_bigint::{BigInt, BigUint};
use svm_runtime_tests::{Bare, Numbers};

/// Where carries, signs and digits change.
fn edges() -> Vec<u128> {
    let mut all = vec![
        0,
        1,
        2,
        3,
        10,
        u128::MAX,
        i128::MAX as u128,
        i128::MIN as u128,
        i128::MIN as u128 + 1,
    ];
    for bit in [31, 32, 33, 63, 64, 65, 95, 96, 97, 126, 127] {
        let power = 1u128 << bit;
        all.extend([power, power - 1, power + 1, !power, power | power >> 1, u128::MAX << bit]);
    }
    // Halves of ones and zeros against each other: the quotient digit is guessed one or two too large.
    all.extend([
        0xffff_ffff_0000_0000_ffff_ffff_0000_0000,
        0x8000_0000_ffff_ffff_0000_0000_0000_0000,
        0x8000_0000_0000_0000_ffff_ffff_ffff_ffff,
        0x8000_0000_ffff_ffff,
        0xffff_fffe_ffff_ffff,
        0x0000_0001_0000_0000_0000_0000_ffff_ffff,
    ]);
    all
}

fn edge_pairs() -> Vec<(u128, u128)> {
    let edges = edges();
    edges.iter().flat_map(|&a| edges.iter().map(move |&b| (a, b))).collect()
}

fn random_pairs(seed: u64, n: usize) -> Vec<(u128, u128)> {
    let mut numbers = Numbers(seed);
    (0..n).map(|_| (numbers.wide(), numbers.wide())).collect()
}

/// Close to where a quotient steps up: a multiple of the divisor, one less, one more.
fn close_pairs(seed: u64, n: usize) -> Vec<(u128, u128)> {
    let mut numbers = Numbers(seed);
    (0..n)
        .map(|i| {
            let d = numbers.wide().max(1);
            let multiple = d * (numbers.wide() % (u128::MAX / d).max(1));
            (multiple.wrapping_add([0, 1, u128::MAX][i % 3]), d)
        })
        .collect()
}

fn all_pairs() -> Vec<(u128, u128)> {
    [edge_pairs(), random_pairs(1, 20_000), close_pairs(2, 10_000)].concat()
}

/// Runs an operation over all pairs and holds each result against `right`.
fn check(operation: u64, pairs: &[(u128, u128)], right: impl Fn(u128, u128) -> u128) {
    let mut bare = Bare::default();
    for pairs in pairs.chunks(2_000) {
        let (results, _) = bare.sums(operation, pairs);
        for (&(a, b), result) in pairs.iter().zip(results) {
            assert_eq!(result, right(a, b), "operation {operation} on {a:#x} and {b:#x}");
        }
    }
}

fn divisible(mut pairs: Vec<(u128, u128)>) -> Vec<(u128, u128)> {
    pairs.retain(|&(_, b)| b != 0);
    pairs
}

fn low(x: &BigUint) -> u128 {
    let digits = x.to_u64_digits();
    let digit = |i: usize| u128::from(digits.get(i).copied().unwrap_or(0));
    digit(1) << 64 | digit(0)
}

/// Two's complement, as a register holds it.
fn low_signed(x: BigInt) -> u128 {
    let modulus = BigInt::from(1) << 128;
    let positive: BigInt = (x % &modulus + &modulus) % &modulus;
    low(positive.magnitude())
}

#[test]
fn unsigned_multiply() {
    check(1, &all_pairs(), |a, b| low(&(BigUint::from(a) * BigUint::from(b))));
}

#[test]
fn unsigned_divide() {
    check(2, &divisible(all_pairs()), |a, b| low(&(BigUint::from(a) / BigUint::from(b))));
}

#[test]
fn unsigned_remainder() {
    check(3, &divisible(all_pairs()), |a, b| low(&(BigUint::from(a) % BigUint::from(b))));
}

#[test]
fn signed_multiply() {
    check(4, &all_pairs(), |a, b| low_signed(BigInt::from(a as i128) * BigInt::from(b as i128)));
}

#[test]
fn signed_divide() {
    check(5, &divisible(all_pairs()), |a, b| {
        low_signed(BigInt::from(a as i128) / BigInt::from(b as i128))
    });
}

#[test]
fn signed_remainder() {
    check(6, &divisible(all_pairs()), |a, b| {
        low_signed(BigInt::from(a as i128) % BigInt::from(b as i128))
    });
}

#[test]
fn shifts_by_every_amount() {
    let mut values = edges();
    let mut numbers = Numbers(3);
    values.extend((0..20).map(|_| numbers.wide()));
    let pairs: Vec<_> = values.iter().flat_map(|&a| (0..128).map(move |by| (a, by))).collect();
    check(7, &pairs, |a, by| low(&(BigUint::from(a) << by)));
    check(8, &pairs, |a, by| low(&(BigUint::from(a) >> by)));
    check(9, &pairs, |a, by| low_signed(BigInt::from(a as i128) >> by));
}

#[test]
fn checked_multiply() {
    let most = BigUint::from(u128::MAX);
    check(10, &all_pairs(), |a, b| {
        let product = BigUint::from(a) * BigUint::from(b);
        if product > most { u128::MAX - 1 } else { low(&product) }
    });
    let (least, most) = (BigInt::from(i128::MIN), BigInt::from(i128::MAX));
    check(11, &all_pairs(), |a, b| {
        let product = BigInt::from(a as i128) * BigInt::from(b as i128);
        if product < least || product > most {
            (i128::MIN + 1) as u128
        } else {
            low_signed(product)
        }
    });
}

#[test]
fn words() {
    let mut pairs = all_pairs();
    pairs.retain(|&(_, b)| b as u64 != 0);
    check(12, &pairs, |a, b| u128::from(a as u64) * u128::from(b as u64));
    check(13, &pairs, |a, b| {
        u128::from(a as u64 / b as u64) << 64 | u128::from(a as u64 % b as u64)
    });
    check(15, &pairs, |a, b| {
        u128::from(a.leading_zeros()) << 64 | u128::from(b.count_ones() + b.trailing_zeros())
    });
}

#[test]
fn floats() {
    // Software floats cost hundreds of units each: fewer of them.
    let pairs = [edge_pairs(), random_pairs(4, 2_000)].concat();
    for pairs in pairs.chunks(400) {
        check(16, pairs, |a, b| {
            u128::from((a as f64).to_bits()) << 64 | u128::from((b as i128 as f64).to_bits())
        });
        check(17, pairs, |a, b| {
            (f64::from_bits(a as u64) as u128) ^ (f64::from_bits(b as u64) as i128 as u128)
        });
        check(18, pairs, |a, b| {
            let (x, y) = (f64::from_bits(a as u64), f64::from_bits(b as u64));
            let parts = [x + y, x - y, x * y, x / y];
            let bits = parts
                .iter()
                .fold(0u64, |h, p| h.rotate_left(13) ^ if p.is_nan() { 1 } else { p.to_bits() });
            u128::from(bits) << 64
                | u128::from((x < y) as u64 | ((x >= y) as u64) << 1 | ((x == y) as u64) << 2)
        });
    }
}

/// The sixth argument and those after it go by the stack.
#[test]
fn calls_with_many_arguments() {
    fn seven(words: [u64; 6], g: u128) -> u128 {
        words.iter().rev().fold(g, |sum, &x| sum.wrapping_mul(17).wrapping_add(u128::from(x)))
    }
    check(19, &random_pairs(5, 500), |i, j| {
        let (a, b, c, d) = (i as u64, (i >> 64) as u64, j as u64, (j >> 64) as u64);
        let words = [a, b, c, d, a ^ 1, b ^ 2, c ^ 3, d ^ 4];
        let [_, _, c, d, e, f, g, h] = words;
        let sum = words
            .iter()
            .enumerate()
            .fold(j, |sum, (n, &x)| sum.wrapping_mul(31).wrapping_add(u128::from(x) + n as u128));
        sum.wrapping_add(seven([h, g, f, e, d, c], i)).wrapping_add(i)
    });
}

/// Prints what the operations cost (`cargo test -- --nocapture costs`) and holds division to its bound.
#[test]
fn costs() {
    let mut bare = Bare::default();
    let mut numbers = Numbers(6);
    let mut of_width = |bits: u32| {
        numbers.word() as u128 >> 1 << 64 | numbers.word() as u128 | 1 << 127 >> (128 - bits)
    };
    let mut pairs = |wide: u32, narrow: u32| -> Vec<_> {
        let mut cut = |bits: u32| of_width(bits) >> (128 - bits) | 1 << (bits - 1);
        (0..500).map(|_| (cut(wide), cut(narrow))).collect()
    };
    let cases = [
        ("u128 multiply", 1, 128, 128, 50.0),
        ("u128 checked multiply", 10, 64, 64, 200.0),
        ("u64 by u64 to u128", 12, 64, 64, 50.0),
        ("divide 64 by 64 bits", 2, 64, 60, 40.0),
        ("divide 128 by 32 bits", 2, 128, 32, 60.0),
        ("divide 128 by 64 bits", 2, 128, 64, 120.0),
        ("divide 128 by 96 bits", 2, 128, 96, 200.0),
        ("divide 128 by 127 bits", 2, 128, 127, 200.0),
        ("remainder 128 by 64 bits", 3, 128, 64, 120.0),
        ("signed divide 128 by 64", 5, 128, 64, 150.0),
        ("shift left", 7, 128, 6, 40.0),
        ("shift right", 8, 128, 6, 40.0),
    ];
    for (name, operation, wide, narrow, most) in cases {
        let pairs = pairs(wide, narrow);
        let (_, loop_units) = bare.sums(0, &pairs);
        let (_, units) = bare.sums(operation, &pairs);
        let each = (units - loop_units) as f64 / pairs.len() as f64;
        println!("{name:26} {each:6.1} CU");
        assert!(each <= most, "{name} costs {each} CU, and may cost {most}");
    }
}
