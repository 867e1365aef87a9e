//! One case a line, as JSON.

use liquidity_math::curve::CurveTerms;
use liquidity_math::fees::{FeeTerms, TradeFee};
use liquidity_math::rewards::Growth;
use liquidity_math::shares::Books;
use liquidity_math::transfer::TransferFee;
use liquidity_math::{MathError, curve::Reserves};

/// The cases of one file.
#[derive(Default)]
pub struct Cases(String);

impl Cases {
    pub fn add(&mut self, function: &str, arguments: Numbers, result: Result<Numbers, MathError>) {
        let result = match result {
            Ok(numbers) => numbers.to_json(),
            Err(error) => format!("\"{error:?}\""),
        };
        self.0.push_str(&format!("[\"{function}\",{},{result}]\n", arguments.to_json()));
    }

    pub fn into_text(self) -> String {
        self.0
    }
}

/// A list of numbers, as arguments and results are written.
#[derive(Default)]
pub struct Numbers(Vec<u128>);

/// Those of plain numbers.
pub fn numbers<const N: usize>(values: [u64; N]) -> Numbers {
    Numbers(values.iter().map(|value| u128::from(*value)).collect())
}

impl Numbers {
    pub fn and(mut self, more: impl Into<Numbers>) -> Self {
        self.0.extend(more.into().0);
        self
    }

    fn to_json(&self) -> String {
        let quoted: Vec<String> = self.0.iter().map(|value| format!("\"{value}\"")).collect();
        format!("[{}]", quoted.join(","))
    }
}

impl From<u64> for Numbers {
    fn from(value: u64) -> Self {
        numbers([value])
    }
}

impl From<bool> for Numbers {
    fn from(value: bool) -> Self {
        numbers([u64::from(value)])
    }
}

impl From<&CurveTerms> for Numbers {
    fn from(terms: &CurveTerms) -> Self {
        numbers([
            u64::from(terms.kind),
            u64::from(terms.parameter),
            u64::from(terms.decimals_a),
            u64::from(terms.decimals_b),
        ])
    }
}

impl From<&FeeTerms> for Numbers {
    fn from(terms: &FeeTerms) -> Self {
        let FeeTerms { trade_fee_rate, protocol_fee_share, creator_fee_share } = *terms;
        numbers([trade_fee_rate, protocol_fee_share, creator_fee_share].map(u64::from))
    }
}

impl From<&TransferFee> for Numbers {
    fn from(fee: &TransferFee) -> Self {
        numbers([u64::from(fee.basis_points), fee.maximum])
    }
}

impl From<Reserves> for Numbers {
    fn from(reserves: Reserves) -> Self {
        numbers([reserves.input, reserves.output])
    }
}

impl From<&Books> for Numbers {
    fn from(books: &Books) -> Self {
        numbers([books.reserve_a, books.reserve_b, books.lp_supply])
    }
}

impl From<&TradeFee> for Numbers {
    fn from(fee: &TradeFee) -> Self {
        numbers([fee.total, fee.protocol, fee.creator, fee.liquidity])
    }
}

/// Two limbs, least significant first.
impl From<[u64; 2]> for Numbers {
    fn from([low, high]: [u64; 2]) -> Self {
        Self(vec![(u128::from(high) << 64) | u128::from(low)])
    }
}

/// As limbs, since 192 bits fit no number here.
impl From<Growth> for Numbers {
    fn from(growth: Growth) -> Self {
        numbers(growth.0)
    }
}
