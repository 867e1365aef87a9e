//! What a pool must do with an amount, a second time: from the definitions, in big integers, by
//! bisection where the program has a formula or an iteration. None of the program's code.

use num_bigint::BigUint;
use program_tests::MINIMUM_LIQUIDITY;
use program_tests::token::TransferFee;

const MILLION: u32 = 1_000_000;
/// Reserves of the stable curve, normalised, are below this power of two.
const NORMALISED_BITS: u64 = 76;

/// A refusal by the arithmetic. Which of its names it has, the program may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

pub type Outcome<T> = Result<T, Refused>;

/// The curve, as token A sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Curve {
    /// 0 is the constant product, 1 the stable swap.
    pub kind: u8,
    pub amplification: u32,
    pub decimals: [u8; 2],
}

/// What belongs to the LPs: reserves of A and B, and the LP supply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Books {
    pub reserves: [u64; 2],
    pub supply: u64,
}

/// Trade fee, and the shares of protocol and creator in it, in millionths.
pub type Terms = [u32; 3];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fee {
    pub total: u64,
    pub protocol: u64,
    pub creator: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swap {
    pub amount_in: u64,
    pub amount_out: u64,
    pub fee: Fee,
    pub books: Books,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Liquidity {
    pub amounts: [u64; 2],
    pub lp: u64,
    pub books: Books,
}

fn big(number: impl Into<BigUint>) -> BigUint {
    number.into()
}

fn small(number: &BigUint) -> Outcome<u64> {
    u64::try_from(number).map_err(|_| Refused)
}

fn plus(a: u64, b: u64) -> Outcome<u64> {
    a.checked_add(b).ok_or(Refused)
}

fn minus(a: u64, b: u64) -> Outcome<u64> {
    a.checked_sub(b).ok_or(Refused)
}

fn floor(a: u64, b: impl Into<BigUint>, divisor: impl Into<BigUint>) -> BigUint {
    big(a) * b.into() / divisor.into()
}

fn ceiling(a: u64, b: impl Into<BigUint>, divisor: impl Into<BigUint>) -> BigUint {
    let divisor = divisor.into();
    (big(a) * b.into() + (&divisor - 1_u32)) / divisor
}

/// The least number up to `most` of which something is true that stays true; `most + 1` for none.
fn least(most: &BigUint, is_enough: impl Fn(&BigUint) -> bool) -> BigUint {
    let (mut low, mut high) = (BigUint::ZERO, most + 1_u32);
    while low < high {
        let middle = (&low + &high) >> 1;
        if is_enough(&middle) { high = middle } else { low = middle + 1_u32 }
    }
    low
}

fn least_u64(is_enough: impl Fn(u64) -> bool) -> Outcome<u64> {
    let found = least(&big(u64::MAX), |number| is_enough(u64::try_from(number).expect("64 bits")));
    small(&found)
}

/// The least to send for that much to arrive.
pub fn to_send(fee: TransferFee, arriving: u64) -> Outcome<u64> {
    least_u64(|sent| fee.arriving(sent) >= arriving)
}

fn trade_fee(terms: Terms, amount_in: u64) -> Fee {
    let total = small(&ceiling(amount_in, terms[0], MILLION)).expect("at most a tenth");
    let share = |part: u32| small(&floor(total, part, MILLION)).expect("a part");
    Fee { total, protocol: share(terms[1]), creator: share(terms[2]) }
}

impl Curve {
    /// Factors that level the decimals.
    fn multipliers(&self) -> [BigUint; 2] {
        let most = self.decimals[0].max(self.decimals[1]);
        self.decimals.map(|decimals| big(10_u32).pow(u32::from(most - decimals)))
    }

    /// `N` of the stable curve.
    fn steepness(&self) -> BigUint {
        big(self.amplification) * 2_u32
    }

    fn normalised(&self, side: usize, reserve: u64) -> Outcome<BigUint> {
        let normalised = big(reserve) * &self.multipliers()[side];
        if normalised.bits() > NORMALISED_BITS { Err(Refused) } else { Ok(normalised) }
    }

    /// Whether the curve can price such reserves.
    fn check(&self, reserves: [u64; 2]) -> Outcome<()> {
        if self.kind == 1 {
            self.normalised(0, reserves[0])?;
            self.normalised(1, reserves[1])?;
        }
        Ok(())
    }

    /// Whether `D^3 + (N - 1) (4 x y) D >= N S (4 x y)`.
    fn is_enough(&self, d: &BigUint, x: &BigUint, y: &BigUint) -> bool {
        let (n, product) = (self.steepness(), x * y * 4_u32);
        d * d * d + (&n - 1_u32) * &product * d >= n * (x + y) * product
    }

    /// The least integer `D` of these normalised reserves.
    fn invariant(&self, x: &BigUint, y: &BigUint) -> BigUint {
        least(&(x + y), |d| self.is_enough(d, x, y))
    }

    /// Whether two normalised reserves hold `d`: `4 x y (N S - (N - 1) D) >= D^3`.
    fn holds(&self, d: &BigUint, x: &BigUint, y: &BigUint) -> bool {
        let n = self.steepness();
        let (above, below) = (&n * (x + y), (&n - 1_u32) * d);
        above > below && x * y * 4_u32 * (above - below) >= d * d * d
    }

    /// What the pool is worth, to `2^-bits` of a unit from below: `sqrt(x y)` or `D`.
    fn worth(&self, reserves: [u64; 2], bits: u32) -> BigUint {
        let [x, y] = [0, 1].map(|side| (big(reserves[side]) * &self.multipliers()[side]) << bits);
        if self.kind == 0 {
            return ((big(reserves[0]) * reserves[1]) << (2 * bits)).sqrt();
        }
        if x == BigUint::ZERO || y == BigUint::ZERO {
            return BigUint::ZERO;
        }
        self.invariant(&x, &y) - 1_u32
    }

    /// LP tokens that the first deposit is worth.
    pub fn initial_liquidity(&self, reserves: [u64; 2]) -> u64 {
        if self.kind == 0 {
            return small(&(big(reserves[0]) * reserves[1]).sqrt()).expect("a root");
        }
        let liquidity = || {
            let (x, y) = (self.normalised(0, reserves[0])?, self.normalised(1, reserves[1])?);
            if reserves.contains(&0) {
                return Err(Refused);
            }
            let least = self.invariant(&x, &y);
            // The least that is enough is the floor only where it is the root itself.
            let is_whole = !self.is_enough_strictly(&least, &x, &y);
            let floor = if is_whole { least } else { least - 1_u32 };
            let apart = self.decimals[0].abs_diff(self.decimals[1]);
            let scale = big(10_u32).pow(u32::from(apart.div_ceil(2)));
            Ok(small(&((floor >> 1) / scale)).unwrap_or(u64::MAX))
        };
        liquidity().unwrap_or(0)
    }

    fn is_enough_strictly(&self, d: &BigUint, x: &BigUint, y: &BigUint) -> bool {
        let (n, product) = (self.steepness(), x * y * 4_u32);
        d * d * d + (&n - 1_u32) * &product * d > n * (x + y) * product
    }

    /// What comes out for what goes in on `side`.
    fn amount_out(&self, reserves: [u64; 2], side: usize, amount_in: u64) -> Outcome<u64> {
        let (input, output) = (reserves[side], reserves[1 - side]);
        if input == 0 || output == 0 {
            return Err(Refused);
        }
        let after = plus(input, amount_in)?;
        if self.kind == 0 {
            // The most that leaves the product.
            let kept = ceiling(input, output, after);
            return minus(output, small(&kept)?);
        }
        let (x, y) = (self.normalised(side, input)?, self.normalised(1 - side, output)?);
        let x_after = self.normalised(side, after)?;
        let d = self.invariant(&x, &y);
        let y_after = least(&y, |y| self.holds(&d, &x_after, y));
        // One more unit is kept.
        let kept = y_after + 1_u32;
        if kept >= y { Ok(0) } else { small(&((y - kept) / &self.multipliers()[1 - side])) }
    }

    /// The least that must go in on `side` for `amount_out` to come out.
    fn amount_in(&self, reserves: [u64; 2], side: usize, amount_out: u64) -> Outcome<u64> {
        let (input, output) = (reserves[side], reserves[1 - side]);
        if input == 0 || output == 0 {
            return Err(Refused);
        }
        let after = minus(output, amount_out)?;
        if after == 0 {
            return Err(Refused);
        }
        if self.kind == 0 {
            // The least reserve that holds the product.
            let held = small(&ceiling(input, output, after))?;
            return minus(held, input);
        }
        let (x, y) = (self.normalised(side, input)?, self.normalised(1 - side, output)?);
        let y_after = self.normalised(1 - side, after)?;
        if y_after <= big(1_u32) {
            return Err(Refused);
        }
        let y_after = y_after - 1_u32;
        let d = self.invariant(&x, &y);
        let factor = &self.multipliers()[side];
        let most = (((big(1_u32) << NORMALISED_BITS) - 1_u32) / factor).min(big(u64::MAX));
        let whole = least(&most, |units| self.holds(&d, &(units * factor), &y_after));
        if whole > most {
            return Err(Refused);
        }
        Ok(small(&whole)?.saturating_sub(input))
    }

    /// `floor(2^64 * price)` of the token on `side` in the other, at most 128 bits.
    pub fn price(&self, reserves: [u64; 2], side: usize) -> BigUint {
        let (input, output) = (reserves[side], reserves[1 - side]);
        if input == 0 || output == 0 {
            return BigUint::ZERO;
        }
        let most = (big(1_u32) << 128) - 1_u32;
        if self.kind == 0 {
            let price: BigUint = (big(output) << 64) / big(input);
            return price.min(most);
        }
        let (Ok(x), Ok(y)) = (self.normalised(side, input), self.normalised(1 - side, output))
        else {
            return BigUint::ZERO;
        };
        let (n, d) = (self.steepness(), self.invariant(&x, &y));
        let (above, below) = (&n * (&x + &y), (&n - 1_u32) * d);
        let rest = if above > below { above - below } else { BigUint::ZERO };
        let dear = big(output) * (&n * x + &rest);
        let price: BigUint = (dear << 64) / (big(input) * (n * y + rest));
        price.min(most)
    }
}

impl Books {
    /// Whether each LP token is worth no less than before: `worth * supply` across, with the worth
    /// known to `2^-64` of a unit.
    pub fn is_worth_no_less_than(&self, before: &Self, curve: &Curve) -> bool {
        if before.supply == 0 {
            return true;
        }
        let least_before = curve.worth(before.reserves, 64) * self.supply;
        let most_now = (curve.worth(self.reserves, 64) + 1_u32) * before.supply;
        most_now >= least_before
    }

    /// Whether the pool as a whole is worth no less.
    pub fn holds_invariant_of(&self, before: &Self, curve: &Curve) -> bool {
        curve.worth(self.reserves, 64) + 1_u32 >= curve.worth(before.reserves, 64)
    }

    fn with(&self, side: usize, own: u64, other: u64) -> Self {
        let reserves = if side == 0 { [own, other] } else { [other, own] };
        Self { reserves, ..*self }
    }

    fn after_swap(&self, side: usize, amount_in: u64, out: u64, fee: Fee) -> Outcome<Self> {
        let kept = amount_in - fee.protocol - fee.creator;
        let own = plus(self.reserves[side], kept)?;
        Ok(self.with(side, own, minus(self.reserves[1 - side], out)?))
    }

    /// Puts in exactly `amount_in` on `side`.
    pub fn swap_in(&self, curve: &Curve, terms: Terms, side: usize, amount: u64) -> Outcome<Swap> {
        let fee = trade_fee(terms, amount);
        let amount_out = curve.amount_out(self.reserves, side, amount - fee.total)?;
        if amount == 0 || amount_out == 0 {
            return Err(Refused);
        }
        let books = self.after_swap(side, amount, amount_out, fee)?;
        Ok(Swap { amount_in: amount, amount_out, fee, books })
    }

    /// Takes out exactly `amount` for what is put in on `side`.
    pub fn swap_out(&self, curve: &Curve, terms: Terms, side: usize, amount: u64) -> Outcome<Swap> {
        if amount == 0 {
            return Err(Refused);
        }
        let needed = curve.amount_in(self.reserves, side, amount)?;
        let amount_in = least_u64(|sent| sent - trade_fee(terms, sent).total >= needed)?;
        let fee = trade_fee(terms, amount_in);
        let books = self.after_swap(side, amount_in, amount, fee)?;
        Ok(Swap { amount_in, amount_out: amount, fee, books })
    }

    fn grown(&self, curve: &Curve, amounts: [u64; 2], lp: u64) -> Outcome<Self> {
        let reserves = [plus(self.reserves[0], amounts[0])?, plus(self.reserves[1], amounts[1])?];
        curve.check(reserves)?;
        Ok(Self { reserves, supply: plus(self.supply, lp)? })
    }

    pub fn deposit(&self, curve: &Curve, most: [u64; 2]) -> Outcome<Liquidity> {
        if most.contains(&0) {
            return Err(Refused);
        }
        if self.supply == 0 {
            curve.check(most)?;
            let liquidity = curve.initial_liquidity(most);
            let lp = liquidity.checked_sub(MINIMUM_LIQUIDITY).filter(|lp| *lp > 0);
            let books = self.grown(curve, most, liquidity)?;
            return Ok(Liquidity { amounts: most, lp: lp.ok_or(Refused)?, books });
        }
        if self.reserves.contains(&0) {
            return Err(Refused);
        }
        let shares = [0, 1].map(|side| floor(most[side], self.supply, self.reserves[side]));
        let lp = small(shares.iter().min().expect("two"))?;
        if lp == 0 {
            return Err(Refused);
        }
        let amounts = [0, 1].map(|side| ceiling(lp, self.reserves[side], self.supply));
        let amounts = [small(&amounts[0])?, small(&amounts[1])?];
        Ok(Liquidity { amounts, lp, books: self.grown(curve, amounts, lp)? })
    }

    pub fn withdraw(&self, lp: u64) -> Outcome<Liquidity> {
        let circulating = minus(self.supply, MINIMUM_LIQUIDITY)?;
        if lp == 0 || lp > circulating {
            return Err(Refused);
        }
        let amounts = self.reserves.map(|reserve| small(&floor(lp, reserve, self.supply)));
        let amounts = [amounts[0]?, amounts[1]?];
        if amounts == [0, 0] {
            return Err(Refused);
        }
        let reserves = [self.reserves[0] - amounts[0], self.reserves[1] - amounts[1]];
        Ok(Liquidity { amounts, lp, books: Self { reserves, supply: self.supply - lp } })
    }

    /// What `lp` LP tokens cost in the token on `side` alone: the swap and what is added to it.
    pub fn price_of_lp(
        &self,
        curve: &Curve,
        terms: Terms,
        side: usize,
        lp: u64,
    ) -> Outcome<(Swap, u64, Books)> {
        let supply = plus(self.supply, lp)?;
        let bought = small(&ceiling(lp, self.reserves[1 - side], supply))?;
        let swap = self.swap_out(curve, terms, side, bought)?;
        let added = small(&ceiling(lp, swap.books.reserves[side], self.supply))?;
        let own = plus(swap.books.reserves[side], added)?;
        let books = self.with(side, own, self.reserves[1 - side]);
        curve.check(books.reserves)?;
        Ok((swap, added, Self { supply, ..books }))
    }

    /// Everything that `lp` LP tokens are worth, in the token on `side`: what leaves, and the swap of
    /// the other token.
    pub fn withdraw_single(
        &self,
        curve: &Curve,
        terms: Terms,
        side: usize,
        lp: u64,
    ) -> Outcome<(u64, Option<Swap>, Books)> {
        let both = self.withdraw(lp)?;
        let (own, other) = (both.amounts[side], both.amounts[1 - side]);
        // Reserves, and so the curve, must be there even for a share that buys nothing.
        let left = both.books;
        let probe = left.swap_in(curve, terms, 1 - side, other);
        if let Ok(swap) = probe {
            return Ok((plus(own, swap.amount_out)?, Some(swap), swap.books));
        }
        let fee = trade_fee(terms, other);
        let buys = if other == 0 {
            Ok(0)
        } else {
            curve.amount_out(left.reserves, 1 - side, other - fee.total)
        };
        if buys? != 0 || own == 0 {
            return Err(Refused);
        }
        let kept = plus(left.reserves[1 - side], other)?;
        Ok((own, None, left.with(side, left.reserves[side], kept)))
    }

    /// What `lp` is worth in the units of a first deposit, rounded up.
    pub fn locked_worth(&self, curve: &Curve, lp: u64) -> u64 {
        let whole = big(curve.initial_liquidity(self.reserves)) + 1_u32;
        let whole = whole.min(big(u64::MAX));
        small(&ceiling(lp, whole, self.supply)).unwrap_or(u64::MAX)
    }

    /// The fewest LP tokens worth that much.
    pub fn lp_worth(&self, curve: &Curve, worth: u64) -> u64 {
        let whole = curve.initial_liquidity(self.reserves);
        if whole == 0 {
            u64::MAX
        } else {
            small(&ceiling(worth, self.supply, whole)).unwrap_or(u64::MAX)
        }
    }
}
