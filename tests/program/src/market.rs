//! A pool's arithmetic worked out a second time: with big integers, by bisection instead of formulas,
//! and with none of the program's code.

use num_bigint::BigUint;

use crate::books::Pool;
use crate::oracle::{mul_div, mul_div_up};
use crate::token::TransferFee;

/// A pricing curve, as both tokens see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    ConstantProduct,
    /// Amplification, and decimals of A and B.
    Stable(u32, u8, u8),
}

/// A pool and the transfer fees of its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Market {
    pub curve: Curve,
    /// Trade fee, and the protocol's and creator's share of it, in millionths.
    pub terms: [u32; 3],
    pub reserve_a: u64,
    pub reserve_b: u64,
    pub lp_supply: u64,
    pub transfer_fee_a: TransferFee,
    pub transfer_fee_b: TransferFee,
}

/// A swap: what the trader sends and gets, and what the vaults see of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trade {
    pub sent: u64,
    pub received: u64,
    pub amount_in: u64,
    pub amount_out: u64,
    pub fee: u64,
    pub protocol_fee: u64,
    pub creator_fee: u64,
}

/// The smallest number up to `most` for which `holds`, which stays true from there on.
pub fn least(most: u64, holds: impl Fn(u64) -> bool) -> Option<u64> {
    if !holds(most) {
        return None;
    }
    let (mut no, mut yes) = (0, most);
    if holds(0) {
        return Some(0);
    }
    while yes - no > 1 {
        let middle = no + (yes - no) / 2;
        if holds(middle) { yes = middle } else { no = middle }
    }
    Some(yes)
}

/// The smallest number from 1 to `most` for which `holds`, as big integers.
fn least_big(most: BigUint, holds: impl Fn(&BigUint) -> bool) -> Option<BigUint> {
    if !holds(&most) {
        return None;
    }
    let (mut no, mut yes) = (BigUint::ZERO, most);
    while &yes - &no > BigUint::from(1_u32) {
        let middle: BigUint = (&yes + &no) >> 1;
        if holds(&middle) { yes = middle } else { no = middle }
    }
    Some(yes)
}

/// The least to send for at least `arriving` to arrive.
pub fn to_send(fee: TransferFee, arriving: u64) -> Option<u64> {
    least(u64::MAX, |sent| fee.arriving(sent) >= arriving)
}

/// Whether the stable-swap invariant of `x` and `y`, normalised, is at least `d`: the white paper's
/// equation for two tokens with `n = 2 A`.
fn holds(n: &BigUint, x: &BigUint, y: &BigUint, d: &BigUint) -> bool {
    let product: BigUint = x * y * 4_u32;
    let left = (n * (x + y) + d) * &product;
    let right = n * d * &product + d.pow(3);
    left >= right
}

/// The least integer not below the invariant, with `fine` more bits.
fn invariant(n: &BigUint, x: &BigUint, y: &BigUint, fine: u32) -> BigUint {
    let (x, y) = (x << fine, y << fine);
    // The first number past the root; the one before it may be the root itself.
    let most: BigUint = &x + &y + 1_u32;
    let past = least_big(most, |d| !holds(n, &x, &y, d)).expect("the sum is no less");
    let last = &past - 1_u32;
    let product: BigUint = &x * &y * 4_u32;
    let is_root = (n * (&x + &y) + &last) * &product == n * &last * &product + last.pow(3);
    if is_root { last } else { past }
}

fn small(number: BigUint) -> Option<u64> {
    u64::try_from(number).ok()
}

impl Market {
    /// Of a pool as its books are, with its tokens' transfer fees now.
    pub fn of(pool: &Pool, transfer_fee_a: TransferFee, transfer_fee_b: TransferFee) -> Self {
        Self {
            curve: match pool.curve {
                0 => Curve::ConstantProduct,
                _ => Curve::Stable(pool.curve_parameter, pool.decimals_a, pool.decimals_b),
            },
            terms: [pool.trade_fee_rate, pool.protocol_fee_share, pool.creator_fee_share],
            reserve_a: pool.reserve_a,
            reserve_b: pool.reserve_b,
            lp_supply: pool.lp_supply,
            transfer_fee_a,
            transfer_fee_b,
        }
    }

    /// The same with other reserves.
    #[must_use]
    pub fn with_reserves(self, reserve_a: u64, reserve_b: u64) -> Self {
        Self { reserve_a, reserve_b, ..self }
    }

    /// Reserves of the token put in and of the one taken out.
    pub fn reserves(&self, a_to_b: bool) -> (u64, u64) {
        if a_to_b { (self.reserve_a, self.reserve_b) } else { (self.reserve_b, self.reserve_a) }
    }

    fn transfer_fees(&self, a_to_b: bool) -> (TransferFee, TransferFee) {
        let (a, b) = (self.transfer_fee_a, self.transfer_fee_b);
        if a_to_b { (a, b) } else { (b, a) }
    }

    /// `n = 2 A` and the factors that bring A and B to the same decimals.
    fn stable(&self) -> Option<(BigUint, BigUint, BigUint)> {
        let Curve::Stable(amplification, a, b) = self.curve else { return None };
        let factor = |decimals: u8| BigUint::from(10_u32).pow(u32::from(a.max(b) - decimals));
        Some((BigUint::from(amplification) * 2_u32, factor(a), factor(b)))
    }

    /// What the curve alone pays for `priced`.
    fn priced_out(&self, a_to_b: bool, priced: u64) -> Option<u64> {
        let (input, output) = self.reserves(a_to_b);
        let after = input.checked_add(priced)?;
        let Some((n, factor_a, factor_b)) = self.stable() else {
            return Some(mul_div(output, priced, after));
        };
        let (factor_in, factor_out) =
            if a_to_b { (factor_a, factor_b) } else { (factor_b, factor_a) };
        let (x, y) = (&factor_in * input, &factor_out * output);
        let d = invariant(&n, &x, &y, 0);
        let x_after = &factor_in * after;
        // One normalised unit is kept back.
        let paid = least_big(y.clone(), |y| holds(&n, &x_after, y, &d))
            .map_or(BigUint::ZERO, |left| y - left);
        small((if paid > BigUint::ZERO { paid - 1_u32 } else { paid }) / factor_out)
    }

    /// Swaps exactly what arrives of `sent`; nothing when nothing would come out.
    pub fn swap_in(&self, a_to_b: bool, sent: u64) -> Option<Trade> {
        let (fee_in, fee_out) = self.transfer_fees(a_to_b);
        let amount_in = fee_in.arriving(sent);
        let trade = self.swap_arriving(a_to_b, amount_in)?;
        let received = fee_out.arriving(trade.amount_out);
        (received > 0).then_some(Trade { sent, received, ..trade })
    }

    /// The same between the vaults alone.
    pub fn swap_arriving(&self, a_to_b: bool, amount_in: u64) -> Option<Trade> {
        const MILLION: u64 = 1_000_000;
        let fee = mul_div_up(amount_in, self.terms[0].into(), MILLION);
        let amount_out = self.priced_out(a_to_b, amount_in - fee)?;
        (amount_out > 0).then_some(Trade {
            sent: amount_in,
            received: amount_out,
            amount_in,
            amount_out,
            fee,
            protocol_fee: mul_div(fee, self.terms[1].into(), MILLION),
            creator_fee: mul_div(fee, self.terms[2].into(), MILLION),
        })
    }

    /// Swaps for exactly `amount_out` to leave the vault: the least that buys as much.
    pub fn swap_leaving(&self, a_to_b: bool, amount_out: u64) -> Option<Trade> {
        // Nobody has more in these tests, and every reserve has room for it.
        let most = (u64::MAX - self.reserves(a_to_b).0).min(1 << 62);
        let amount_in = least(most, |amount| {
            self.swap_arriving(a_to_b, amount).is_some_and(|trade| trade.amount_out >= amount_out)
        })?;
        let trade = self.swap_arriving(a_to_b, amount_in)?;
        Some(Trade { sent: amount_in, received: amount_out, amount_out, ..trade })
    }

    /// Swaps so that exactly `received` arrives: the least to send that buys as much.
    pub fn swap_out(&self, a_to_b: bool, received: u64) -> Option<Trade> {
        let (fee_in, fee_out) = self.transfer_fees(a_to_b);
        let trade = self.swap_leaving(a_to_b, to_send(fee_out, received)?)?;
        Some(Trade { sent: to_send(fee_in, trade.amount_in)?, received, ..trade })
    }

    /// The reserves after a swap.
    #[must_use]
    pub fn after(self, a_to_b: bool, trade: &Trade) -> Self {
        let (input, output) = self.reserves(a_to_b);
        let input = input + trade.amount_in - trade.protocol_fee - trade.creator_fee;
        let output = output - trade.amount_out;
        let (a, b) = if a_to_b { (input, output) } else { (output, input) };
        self.with_reserves(a, b)
    }

    /// LP that a first deposit of these reserves is worth: the root of their product, or half of the
    /// invariant in units with the mean of the decimals.
    pub fn worth(&self) -> u64 {
        let Some((n, factor_a, factor_b)) = self.stable() else {
            let product = BigUint::from(self.reserve_a) * self.reserve_b;
            return small(product.sqrt()).expect("a root of 128 bits");
        };
        let Curve::Stable(_, a, b) = self.curve else { unreachable!() };
        let (x, y) = (factor_a * self.reserve_a, factor_b * self.reserve_b);
        let fine = invariant(&n, &x, &y, 32);
        let scale = BigUint::from(10_u32).pow(u32::from(a.abs_diff(b).div_ceil(2))) << 33;
        small(fine / scale).expect("fits")
    }

    /// What a base unit of A or, if not `of_a`, of B is worth in the other token, with 64 bits after
    /// the point: the slope of the curve.
    pub fn price(&self, of_a: bool) -> BigUint {
        let (input, output) = self.reserves(of_a);
        let Some((n, factor_a, factor_b)) = self.stable() else {
            return (BigUint::from(output) << 64) / input;
        };
        const FINE: u32 = 40;
        let (factor_in, factor_out) =
            if of_a { (factor_a, factor_b) } else { (factor_b, factor_a) };
        let (x, y) = (&factor_in * input, &factor_out * output);
        let d = invariant(&n, &x, &y, FINE);
        let (x, y) = (x << FINE, y << FINE);
        // Along the equation at constant D, in base units.
        let product: BigUint = &x * &y * 4_u32;
        let cube = d.pow(3);
        let along_x = (&n * &product + &cube / &x) * factor_in;
        let along_y = (&n * &product + &cube / &y) * factor_out;
        (along_x << 64) / along_y
    }

    /// The invariant, exactly enough to be compared: the product of the reserves, or `D` with 64 more
    /// bits.
    pub fn invariant(&self) -> BigUint {
        match self.stable() {
            None => BigUint::from(self.reserve_a) * self.reserve_b,
            Some((n, a, b)) => {
                let (x, y) = (a * self.reserve_a, b * self.reserve_b);
                invariant(&n, &x, &y, 64)
            }
        }
    }

    /// Whether a share of this is worth at least what it is worth in `before` (A1).
    pub fn keeps_value_of(&self, before: &Self) -> bool {
        let power = if self.curve == Curve::ConstantProduct { 2 } else { 1 };
        let supply = |market: &Self| BigUint::from(market.lp_supply).pow(power);
        // One unit in the last of the 64 bits, since each invariant is rounded up.
        (self.invariant() + 1_u32) * supply(before) >= before.invariant() * supply(self)
    }

    /// A deposit of at most these, as they leave the depositor: what is sent, what arrives, LP.
    pub fn deposit(&self, max_a: u64, max_b: u64) -> Option<([u64; 2], [u64; 2], u64)> {
        let most_a = self.transfer_fee_a.arriving(max_a);
        let most_b = self.transfer_fee_b.arriving(max_b);
        if self.lp_supply == 0 {
            let worth = self.with_reserves(most_a, most_b).worth();
            let lp = worth.checked_sub(crate::MINIMUM_LIQUIDITY).filter(|lp| *lp > 0)?;
            let sent =
                [to_send(self.transfer_fee_a, most_a)?, to_send(self.transfer_fee_b, most_b)?];
            return Some((sent, [most_a, most_b], lp));
        }
        let worth = |amount: u64, reserve: u64| {
            BigUint::from(amount) * self.lp_supply / BigUint::from(reserve)
        };
        let lp = worth(most_a, self.reserve_a).min(worth(most_b, self.reserve_b));
        let lp = small(lp).filter(|lp| *lp > 0)?;
        let amount_a = mul_div_up(lp, self.reserve_a, self.lp_supply);
        let amount_b = mul_div_up(lp, self.reserve_b, self.lp_supply);
        let sent =
            [to_send(self.transfer_fee_a, amount_a)?, to_send(self.transfer_fee_b, amount_b)?];
        Some((sent, [amount_a, amount_b], lp))
    }

    /// What leaves the vaults for `lp`, and what arrives.
    pub fn withdraw(&self, lp: u64) -> ([u64; 2], [u64; 2]) {
        let leaving_a = mul_div(lp, self.reserve_a, self.lp_supply);
        let leaving_b = mul_div(lp, self.reserve_b, self.lp_supply);
        let arriving =
            [self.transfer_fee_a.arriving(leaving_a), self.transfer_fee_b.arriving(leaving_b)];
        ([leaving_a, leaving_b], arriving)
    }

    /// What `lp` costs in one token: the swap for the other and what is added as it is. Nothing when
    /// the swap cannot be made.
    pub fn price_single(&self, gives_a: bool, lp: u64) -> Option<(Trade, u64)> {
        let (_, output) = self.reserves(gives_a);
        let bought = mul_div_up(lp, output, self.lp_supply.checked_add(lp)?);
        let trade = self.swap_leaving(gives_a, bought)?;
        let (input_after, _) = self.after(gives_a, &trade).reserves(gives_a);
        Some((trade, mul_div_up(lp, input_after, self.lp_supply)))
    }

    /// What `lp` pays in one token: the share of it and the swap of the other's.
    pub fn withdraw_single(&self, wants_a: bool, lp: u64) -> (u64, Option<Trade>) {
        let ([a, b], _) = self.withdraw(lp);
        let left = self.with_reserves(self.reserve_a - a, self.reserve_b - b);
        let (wanted, other) = if wants_a { (a, b) } else { (b, a) };
        (wanted, left.swap_arriving(!wants_a, other))
    }
}
