//! Arguments that are worth trying, from a fixed seed.

use liquidity_math::curve::CurveTerms;
use liquidity_math::fees::FeeTerms;
use liquidity_math::transfer::TransferFee;

/// SplitMix64 (G. Steele, D. Lea, C. Flood, 2014). Written out, since the committed files must not
/// change with the version of a library.
pub struct Random(u64);

impl Random {
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    pub fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.any() % bound
    }

    pub fn yes(&mut self) -> bool {
        self.any() & 1 == 1
    }

    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len() as u64) as usize]
    }

    /// Words of every magnitude, so that small, large and near-power operands are all common.
    pub fn word(&mut self) -> u64 {
        let shift = self.below(64);
        match self.below(8) {
            0 => self.pick(&[0, 1, 2, 3, u64::MAX, u64::MAX - 1]),
            1 => 1 << shift,
            2 => (1 << shift) - 1,
            3 => u64::MAX - (self.any() >> shift),
            _ => self.any() >> shift,
        }
    }

    /// A word of at most so many bits, seldom zero.
    pub fn up_to_bits(&mut self, bits: u32) -> u64 {
        let shift = 64 - u64::from(bits) + self.below(u64::from(bits));
        self.any() >> shift
    }

    /// About `value`, from a quarter of it to four times.
    pub fn near(&mut self, value: u64) -> u64 {
        let scaled = u128::from(value) * u128::from(self.below(4_000) + 250) / 1_000;
        u64::try_from(scaled).unwrap_or(u64::MAX).max(1)
    }

    /// A part of `value`, often a small one.
    pub fn part_of(&mut self, value: u64) -> u64 {
        let shift = self.below(24);
        (self.below(value.max(1)) >> shift).max(1)
    }

    pub fn terms(&mut self) -> FeeTerms {
        let trade_fee_rate = if self.yes() {
            self.pick(&[0, 1, 100, 3_000, 100_000])
        } else {
            self.below(100_001) as u32
        };
        let protocol_fee_share = self.below(500_001) as u32;
        let creator_fee_share = self.below(u64::from(500_001 - protocol_fee_share)) as u32;
        FeeTerms { trade_fee_rate, protocol_fee_share, creator_fee_share }
    }

    pub fn transfer_fee(&mut self) -> TransferFee {
        let basis_points = if self.yes() {
            self.pick(&[0, 1, 50, 100, 9_999, 10_000])
        } else {
            self.below(10_001) as u16
        };
        TransferFee { basis_points, maximum: self.word() }
    }

    pub fn product(&mut self) -> CurveTerms {
        let mut decimals = || self.below(19) as u8;
        CurveTerms { kind: 0, parameter: 0, decimals_a: decimals(), decimals_b: decimals() }
    }

    pub fn stable(&mut self) -> CurveTerms {
        let parameter = if self.yes() {
            self.pick(&[1, 2, 10, 85, 100, 1_000, 5_000, 1_000_000])
        } else {
            self.below(1_000_000) as u32 + 1
        };
        let usual = self.pick(&[(6, 6), (9, 9), (9, 6), (6, 9), (8, 6), (18, 18)]);
        let (decimals_a, decimals_b) =
            if self.yes() { usual } else { (self.below(19) as u8, self.below(19) as u8) };
        CurveTerms { kind: 1, parameter, decimals_a, decimals_b }
    }

    pub fn curve(&mut self) -> CurveTerms {
        if self.yes() { self.product() } else { self.stable() }
    }

    /// Reserves of any size; for a stable curve often near par, where such pools are.
    pub fn reserves(&mut self, terms: &CurveTerms) -> (u64, u64) {
        match self.below(8) {
            0 => (self.word(), self.word()),
            1 => (self.below(12), self.below(12)),
            2 => (self.near(1 << 63), self.near(1 << 63)),
            _ if terms.kind == 0 => (self.up_to_bits(62), self.up_to_bits(62)),
            _ => {
                let whole = self.up_to_bits(34).max(1);
                let units = |decimals: u8, value: u64| {
                    let scaled = u128::from(value) * 10_u128.pow(u32::from(decimals)) / 1_000;
                    u64::try_from(scaled).unwrap_or(u64::MAX).max(1)
                };
                (units(terms.decimals_a, whole), units(terms.decimals_b, self.near(whole)))
            }
        }
    }

    /// What goes in or out of a reserve: a part of it, a multiple, or anything.
    pub fn amount_against(&mut self, reserve: u64) -> u64 {
        match self.below(8) {
            0 => self.word(),
            1 => self.below(10),
            2 => self.near(reserve),
            _ => self.part_of(reserve),
        }
    }
}
