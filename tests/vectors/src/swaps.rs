//! Curves, fees, transfer fees, swaps and prices.

use liquidity_math::curve::{Curve, CurveTerms, Reserves};
use liquidity_math::fees::FeeTerms;
use liquidity_math::price::{Observation, Prices, average_between};
use liquidity_math::quote::{SwapOutcome, swap_exact_in, swap_exact_out};
use liquidity_math::trade::{Trade, TransferFees, trade_exact_in, trade_exact_out};

use crate::random::Random;
use crate::record::{Cases, Numbers, numbers};

/// A pool as a swap in one direction sees it.
struct Market {
    curve: CurveTerms,
    terms: FeeTerms,
    reserves: Reserves,
}

impl Market {
    fn random(random: &mut Random) -> Self {
        let curve = random.curve();
        let (input, output) = random.reserves(&curve);
        Self { curve, terms: random.terms(), reserves: Reserves { input, output } }
    }

    fn arguments(&self) -> Numbers {
        Numbers::from(&self.curve).and(&self.terms).and(self.reserves)
    }
}

pub fn curves(random: &mut Random, cases: &mut Cases, count: u32) {
    for _ in 0..count {
        let terms = random.curve();
        let (input, output) = random.reserves(&terms);
        let reserves = Reserves { input, output };
        let a_to_b = random.yes();
        let curve = || Curve::of(&terms).map(|curve| curve.facing(a_to_b));
        let arguments = || Numbers::from(&terms).and(a_to_b).and(reserves);

        let amount_in = random.amount_against(input);
        let out = curve().and_then(|curve| curve.amount_out_rounding_down(reserves, amount_in));
        cases.add("amount_out", arguments().and(amount_in), out.map(Numbers::from));
        let amount_out = random.amount_against(output);
        let needed = curve().and_then(|curve| curve.amount_in_rounding_up(reserves, amount_out));
        cases.add("amount_in", arguments().and(amount_out), needed.map(Numbers::from));
        let price = curve().and_then(|curve| curve.price_rounding_down(reserves));
        cases.add("price", arguments(), price.map(Numbers::from));
        let first = curve().map(|curve| curve.initial_liquidity_rounding_down(input, output));
        cases.add("initial_liquidity", arguments(), first.map(Numbers::from));
        let check = curve().and_then(|curve| curve.check_reserves(reserves));
        cases.add("check_reserves", arguments(), check.map(|()| numbers([])));
    }
    // What no curve is made of.
    for (kind, parameter, decimals_a, decimals_b) in [
        (0, 1, 6, 6),
        (1, 0, 6, 6),
        (1, 1_000_001, 6, 6),
        (1, 100, 19, 6),
        (1, 100, 6, 19),
        (2, 0, 6, 6),
        (255, 100, 6, 6),
    ] {
        let terms = CurveTerms { kind, parameter, decimals_a, decimals_b };
        let reserves = Reserves { input: 1_000, output: 1_000 };
        let price = Curve::of(&terms).and_then(|curve| curve.price_rounding_down(reserves));
        let arguments = Numbers::from(&terms).and(true).and(reserves);
        cases.add("price", arguments, price.map(Numbers::from));
    }
}

pub fn fees(random: &mut Random, cases: &mut Cases, count: u32) {
    for _ in 0..count {
        let mut terms = random.terms();
        if random.below(16) == 0 {
            // Out of limits, which the arithmetic alone does not refuse.
            terms.trade_fee_rate = random.below(1 << 32) as u32;
            terms.protocol_fee_share = random.below(1 << 32) as u32;
        }
        let amount = random.word();
        let fee = terms.trade_fee_rounding_up(amount);
        let arguments = || Numbers::from(&terms).and(amount);
        cases.add("trade_fee", arguments(), fee.map(|fee| Numbers::from(&fee)));
        let with_fee = terms.amount_with_fee_rounding_up(amount);
        cases.add("amount_with_fee", arguments(), with_fee.map(Numbers::from));

        let transfer = random.transfer_fee();
        let arguments = || Numbers::from(&transfer).and(amount);
        let fee = transfer.fee_rounding_up(amount);
        cases.add("transfer_fee", arguments(), fee.map(Numbers::from));
        cases.add("arriving", arguments(), transfer.arriving(amount).map(Numbers::from));
        let to_send = transfer.to_send_rounding_up(amount);
        cases.add("to_send", arguments(), to_send.map(Numbers::from));
    }
}

fn outcome(swap: &SwapOutcome) -> Numbers {
    numbers([swap.amount_in, swap.amount_out]).and(&swap.fee).and(swap.reserves)
}

pub fn swaps(random: &mut Random, cases: &mut Cases, count: u32) {
    for _ in 0..count {
        let market = Market::random(random);
        let Market { curve, terms, reserves } = &market;
        let reserves = *reserves;
        let amount_in = random.amount_against(reserves.input);
        let amount_out = random.amount_against(reserves.output);
        let curve = Curve::of(curve);
        let swap = curve.and_then(|curve| swap_exact_in(curve, terms, reserves, amount_in));
        cases.add("swap_exact_in", market.arguments().and(amount_in), swap.map(|s| outcome(&s)));
        let swap = curve.and_then(|curve| swap_exact_out(curve, terms, reserves, amount_out));
        cases.add("swap_exact_out", market.arguments().and(amount_out), swap.map(|s| outcome(&s)));

        let fees = TransferFees { input: random.transfer_fee(), output: random.transfer_fee() };
        let arguments = || market.arguments().and(&fees.input).and(&fees.output);
        let traded = |trade: Trade| numbers([trade.sent, trade.received]).and(outcome(&trade.swap));
        let trade =
            curve.and_then(|curve| trade_exact_in(curve, terms, reserves, &fees, amount_in));
        cases.add("trade_exact_in", arguments().and(amount_in), trade.map(traded));
        let trade =
            curve.and_then(|curve| trade_exact_out(curve, terms, reserves, &fees, amount_out));
        cases.add("trade_exact_out", arguments().and(amount_out), trade.map(traded));
    }
}

pub fn prices(random: &mut Random, cases: &mut Cases, count: u32) {
    for _ in 0..count {
        let terms = random.curve();
        let (reserve_a, reserve_b) = random.reserves(&terms);
        let prices = Curve::of(&terms).and_then(|curve| Prices::at(curve, reserve_a, reserve_b));
        let arguments = Numbers::from(&terms).and(reserve_a).and(reserve_b);
        let both = |prices: Prices| Numbers::from(prices.a_in_b.0).and(prices.b_in_a.0);
        cases.add("prices", arguments, prices.map(both));

        let prices = prices.unwrap_or_default();
        let observation = Observation {
            slot: random.word(),
            a_in_b: [random.word(), random.word()],
            b_in_a: [random.word(), random.word()],
        };
        let now = if random.yes() {
            random.word()
        } else {
            observation.slot.saturating_add(random.below(1_000))
        };
        let written = |o: &Observation| Numbers::from(o.slot).and(o.a_in_b).and(o.b_in_a);
        let extended = observation.extended(prices, now);
        let arguments = written(&observation).and(both(prices)).and(now);
        cases.add("extended", arguments, Ok(written(&extended)));
        let average = average_between(&observation, &extended);
        cases.add("average", written(&observation).and(written(&extended)), average.map(both));
    }
}

/// The least and the most of everything, in all combinations.
pub fn extremes(_: &mut Random, cases: &mut Cases, _: u32) {
    const RESERVES: [u64; 4] = [1, 1_000, 1 << 63, u64::MAX];
    const AMOUNTS: [u64; 3] = [1, 1_000, u64::MAX];
    const DECIMALS: [(u8, u8); 4] = [(0, 0), (0, 18), (18, 0), (18, 18)];
    let product = CurveTerms { kind: 0, parameter: 0, decimals_a: 0, decimals_b: 0 };
    let stable = [1, 1_000_000].into_iter().flat_map(|parameter| {
        DECIMALS.map(|(decimals_a, decimals_b)| CurveTerms {
            kind: 1,
            parameter,
            decimals_a,
            decimals_b,
        })
    });
    let terms = FeeTerms { trade_fee_rate: 0, protocol_fee_share: 500_000, creator_fee_share: 0 };
    for curve in std::iter::once(product).chain(stable) {
        for (input, output) in RESERVES.into_iter().flat_map(|one| RESERVES.map(|two| (one, two))) {
            let reserves = Reserves { input, output };
            let market = Market { curve, terms, reserves };
            for amount in AMOUNTS {
                let curve = Curve::of(&curve);
                let arguments = || market.arguments().and(amount);
                let swap = curve.and_then(|curve| swap_exact_in(curve, &terms, reserves, amount));
                cases.add("swap_exact_in", arguments(), swap.map(|s| outcome(&s)));
                let swap = curve.and_then(|curve| swap_exact_out(curve, &terms, reserves, amount));
                cases.add("swap_exact_out", arguments(), swap.map(|s| outcome(&s)));
            }
        }
    }
}
