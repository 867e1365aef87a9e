//! Every mix of tokens and curves that a pool can have, with liquidity in it.

use program_tests::{World, mints};
use solana_address::Address;

/// Two mints, an amplification for the stable curve, and a first deposit.
pub struct Pair {
    pub case: &'static str,
    pub mint_a: Address,
    pub mint_b: Address,
    pub amplification: Option<u32>,
    pub deposit: (u64, u64),
}

const fn pair(
    case: &'static str,
    mint_a: Address,
    mint_b: Address,
    amplification: Option<u32>,
    deposit: (u64, u64),
) -> Pair {
    Pair { case, mint_a, mint_b, amplification, deposit }
}

const BILLION: u64 = 1_000_000_000;
/// Not at par, and on the stable curves with decimals of 6 and 9.
const FAR: (u64, u64) = (4 * BILLION, 9 * BILLION);
const NEAR: (u64, u64) = (4 * BILLION, 4_100 * BILLION);

pub const PAIRS: [Pair; 10] = [
    pair("SPL Token", mints::A, mints::B, None, FAR),
    pair("plain Token-2022 as B", mints::A, mints::PLAIN_2022, None, FAR),
    pair("a fee on B", mints::B, mints::FEE_2022, None, FAR),
    pair("a fee on B, plain A", mints::PLAIN_2022, mints::FEE_2022, None, FAR),
    pair("fees on both", mints::FEE_2022, mints::FEE_2022_B, None, FAR),
    pair("stable", mints::A, mints::B, Some(100), NEAR),
    pair("stable, flat", mints::A, mints::B, Some(1_000_000), NEAR),
    pair("stable, steep", mints::A, mints::PLAIN_2022, Some(1), FAR),
    pair("stable, a fee on B", mints::A, mints::FEE_2022_B, Some(2_000), NEAR),
    pair("stable, fees on both", mints::FEE_2022, mints::FEE_2022_B, Some(100), NEAR),
];

/// A world for each of them.
pub fn world_of_each() -> impl Iterator<Item = (&'static str, World)> {
    PAIRS.iter().map(|pair| {
        let Pair { case, mint_a, mint_b, amplification, deposit } = *pair;
        (case, World::with_pool_of(mint_a, mint_b, amplification, deposit))
    })
}

/// Numbers that look random and are the same every time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.next() % sides.max(1)
    }

    /// A number from 1 to `most`, of any magnitude.
    pub fn size(&mut self, most: u64) -> u64 {
        let bits = 64 - most.max(1).leading_zeros();
        let shift = self.roll(u64::from(bits));
        1 + self.roll(most.max(1) >> shift)
    }
}
