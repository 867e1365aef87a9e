//! F1 to F11 of the reward arithmetic, against exact fractions.

#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::unwrap_used)]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::expect_used)]
#![allow(clippy::cast_possible_truncation)]

mod common;

use common::farm::{Claim, Farm, Moment};
use common::*;
use liquidity_math::MathError;
use liquidity_math::rewards::Growth;
use num_bigint::BigUint;
use proptest::prelude::*;

const MOST_POSITIONS: usize = 10;
const MOST_CAMPAIGNS: usize = 8;

#[derive(Clone, Copy, Debug)]
enum Action {
    /// Slots pass and nobody notices.
    Wait(u64),
    /// Slots pass up to the next boundary, give or take one.
    WaitForBoundary(i8),
    Enter(u64),
    Exit(u8),
    Create {
        delay: u64,
        slots: u64,
        amount: u64,
    },
    /// Makes a campaign longer at its rate.
    TopUp(u8, u64),
    Claim(u8, u8),
    Settle(u8),
    Touch,
    /// Compares everything with the exact fractions.
    Audit,
}

/// Gaps from one slot to 2^40, mostly short so that boundaries fall between actions.
fn gap() -> impl Strategy<Value = u64> + Clone {
    prop_oneof![
        4 => Just(1_u64),
        6 => 1_u64..20,
        2 => 20_u64..2_000,
        1 => Just(1 << 40),
        1 => (0_u32..41).prop_map(|bit| 1 << bit),
    ]
}

fn weight() -> impl Strategy<Value = u64> {
    prop_oneof![
        4 => 1_u64..10,
        2 => Just(1),
        2 => amount(),
        1 => Just(u64::MAX),
        1 => Just(u64::MAX - 9),
        1 => any::<u64>().prop_map(|weight| (weight >> 4).max(1)),
    ]
}

fn campaign() -> impl Strategy<Value = Action> {
    let delay = prop_oneof![2 => Just(0), 3 => gap()];
    // Those that pay a unit in every slot and those that do not.
    let amount = prop_oneof![amount(), 1_u64..1_000, Just(u64::MAX)];
    (delay, gap(), amount).prop_map(|(delay, slots, amount)| Action::Create {
        delay,
        slots,
        amount,
    })
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        6 => gap().prop_map(Action::Wait),
        4 => (-1_i8..2).prop_map(Action::WaitForBoundary),
        4 => weight().prop_map(Action::Enter),
        3 => any::<u8>().prop_map(Action::Exit),
        3 => campaign(),
        1 => (any::<u8>(), gap()).prop_map(|(campaign, slots)| Action::TopUp(campaign, slots)),
        4 => any::<(u8, u8)>().prop_map(|(position, campaign)| Action::Claim(position, campaign)),
        2 => any::<u8>().prop_map(Action::Settle),
        1 => Just(Action::Touch),
        1 => Just(Action::Audit),
    ]
}

fn first_slot() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), Just(1), Just(400_000_000), (0_u32..62).prop_map(|bit| 1 << bit)]
}

/// All that every position has earned of every campaign.
fn accrued(farm: &Farm) -> Vec<Vec<u64>> {
    (0..farm.positions.len())
        .map(|position| (0..farm.campaigns.len()).map(|it| farm.earned(position, it)).collect())
        .collect()
}

/// Whether everybody has accrued at least as much in `later`, which may know of more pairs.
fn nobody_lost(earlier: &[Vec<u64>], later: &[Vec<u64>]) -> bool {
    earlier
        .iter()
        .zip(later)
        .all(|(earlier, later)| earlier.iter().zip(later).all(|(earlier, later)| earlier <= later))
}

fn same_for_known_pairs(earlier: &[Vec<u64>], later: &[Vec<u64>]) -> bool {
    earlier.iter().zip(later).all(|(earlier, later)| later.starts_with(earlier))
}

/// Runs actions and checks after each what must hold at every moment.
fn run(farm: &mut Farm, actions: &[Action]) -> Result<(), TestCaseError> {
    let mut now = farm.clock.last_slot;
    let mut earlier = accrued(farm);
    for action in actions {
        match *action {
            Action::Wait(slots) => {
                now += slots;
                continue;
            }
            Action::WaitForBoundary(offset) => {
                let next = farm.with_table(|table, _| Ok(table.next_slot())).unwrap();
                if next < u64::MAX {
                    now = now.max(next.saturating_add_signed(i64::from(offset)));
                }
                continue;
            }
            _ => {}
        }
        let before = farm.clock;
        farm.advance_to(now);
        // F2.
        prop_assert!(farm.clock.last_slot == now && farm.clock.idle_slots >= before.idle_slots);
        prop_assert_eq!(farm.clock.growth.max(before.growth), farm.clock.growth);
        // F5: time lowers nothing, and no action of anybody changes what anyone has accrued.
        let unmoved = accrued(farm);
        prop_assert!(nobody_lost(&earlier, &unmoved));
        act(farm, *action)?;
        earlier = accrued(farm);
        prop_assert!(same_for_known_pairs(&unmoved, &earlier));
        // F1.
        let open = farm.positions.iter().filter(|position| position.exit.is_none());
        let total: u128 = open.map(|position| u128::from(position.weight)).sum();
        prop_assert_eq!(u128::from(farm.clock.total_weight), total);
        no_campaign_owes_more_than_it_streamed(farm, &earlier)?;
    }
    Ok(())
}

fn act(farm: &mut Farm, action: Action) -> Result<(), TestCaseError> {
    let pick = |index: u8, of: usize| (of > 0).then(|| usize::from(index) % of.max(1));
    match action {
        Action::Enter(weight) if farm.positions.len() < MOST_POSITIONS => {
            let total = farm.clock.total_weight;
            if let Err(error) = farm.enter(weight) {
                prop_assert_eq!(error, MathError::WeightOverflow);
                prop_assert!(total.checked_add(weight).is_none());
            }
        }
        Action::Exit(index) => {
            let open: Vec<usize> = (0..farm.positions.len())
                .filter(|position| farm.positions[*position].exit.is_none())
                .collect();
            if let Some(chosen) = pick(index, open.len()) {
                farm.exit(open[chosen]);
            }
        }
        Action::Create { delay, slots, amount } if farm.campaigns.len() < MOST_CAMPAIGNS => {
            prop_assert_eq!(farm.create(delay, slots, amount), Ok(()));
        }
        Action::Claim(position, campaign) => {
            let chosen =
                pick(position, farm.positions.len()).zip(pick(campaign, farm.campaigns.len()));
            if let Some((position, campaign)) = chosen {
                let met = farm.have_met(position, campaign);
                let claim = farm.claim(position, campaign);
                prop_assert_eq!(claim == Claim::NoOverlap, !met);
            }
        }
        Action::TopUp(index, slots) => {
            let running: Vec<usize> = (0..farm.campaigns.len())
                .filter(|campaign| farm.campaigns[*campaign].end > farm.clock.last_slot)
                .collect();
            if let Some(chosen) = pick(index, running.len()) {
                let result = farm.top_up(running[chosen], slots);
                prop_assert!(matches!(result, Ok(()) | Err(MathError::Overflow)));
            }
        }
        Action::Settle(campaign) => {
            if let Some(campaign) = pick(campaign, farm.campaigns.len()) {
                farm.settle(campaign);
            }
        }
        Action::Audit => audit(farm)?,
        _ => {}
    }
    Ok(())
}

/// F3 in whole units: earned by all, and for idle slots, is at most what has streamed, exactly.
fn no_campaign_owes_more_than_it_streamed(
    farm: &Farm,
    accrued: &[Vec<u64>],
) -> Result<(), TestCaseError> {
    let now = farm.clock.last_slot;
    for (index, campaign) in farm.campaigns.iter().enumerate() {
        let earned: u128 = accrued.iter().map(|campaigns| u128::from(campaigns[index])).sum();
        let streamed = now.clamp(campaign.start, campaign.end) - campaign.start;
        let idle = match farm.boundaries(index) {
            (Some(start), Some(end)) => end.idle_slots - start.idle_slots,
            (Some(start), None) => farm.clock.idle_slots - start.idle_slots,
            _ => 0,
        };
        prop_assert!(idle <= streamed);
        let (amount, slots) = (campaign.rate.amount, campaign.rate.slots);
        prop_assert!(BigUint::from(earned) * slots <= big(amount) * (streamed - idle));
    }
    Ok(())
}

/// Compares the farm with the exact fractions, pair by pair and campaign by campaign.
fn audit(farm: &Farm) -> Result<(), TestCaseError> {
    let now = farm.clock.last_slot;
    let exact = farm.ledger.until(now);
    let denominator = &exact.denominator;
    for (index, campaign) in farm.campaigns.iter().enumerate() {
        let (amount, slots) = (campaign.rate.amount, campaign.rate.slots);
        let until = now.min(campaign.end);
        let streamed = until.saturating_sub(campaign.start);
        let (_, idle) = exact.over(campaign.start, until);
        let (mut earners, mut earned_by_all) = (0_u64, BigUint::ZERO);
        let (mut shares, mut shares_as_counted) = (BigUint::ZERO, BigUint::ZERO);

        for (number, position) in farm.positions.iter().enumerate() {
            let from = position.entered.slot.max(campaign.start);
            let to = position.exit.map_or(until, |exit| exit.left.slot.min(until));
            let share = exact.over(from, to).0 * position.weight;
            let as_counted = farm.weighted_growth(number, index);
            let earned = farm.earned(number, index);
            // F3 for one: no more than the exact share, and the floor of the share as counted.
            prop_assert!(big(earned) * slots * denominator <= &share * amount);
            prop_assert_eq!(big(earned), ((&as_counted * amount) >> 128_u32) / slots);
            // Short of the exact floor by one unit at most.
            let floor = &share * amount / (denominator * slots);
            prop_assert!(floor - earned <= big(1));
            // F4, F8: who was in for no slot of it has earned nothing.
            prop_assert!(from < to || (earned == 0 && as_counted == BigUint::ZERO));
            earners += u64::from(share > BigUint::ZERO);
            earned_by_all += earned;
            shares += share;
            shares_as_counted += as_counted;
        }

        // The exact shares and the idle slots are all that has streamed: the oracle is consistent.
        prop_assert_eq!(&shares, &(denominator * (streamed - idle)));
        // The cuts, in slots times 2^128: below 2^64 for each time the clock moved, and for each slot.
        let cuts = (farm.moves - campaign.moves_before).min(streamed);
        let cut = (shares << 128_u32) - shares_as_counted * denominator;
        prop_assert!(cut.bits() == 0 || cut < (big(cuts) << 64_u32) * denominator);
        // F3: paid, payable, idle part and not yet streamed are short of funded by less than one
        // unit for each who earned anything and one for the cuts (and what top-ups were rounded up).
        prop_assert!(big(campaign.funded) * slots >= big(amount) * (campaign.end - campaign.start));
        let accounted = earned_by_all * slots + big(amount) * idle;
        let all = big(amount) * streamed;
        prop_assert!(accounted <= all);
        prop_assert!(all - accounted < big(earners + 1) * slots);
    }
    Ok(())
}

/// Lets every campaign end and everybody leave and claim, and checks that the books close.
fn wind_down(farm: &mut Farm, order: &[(u8, u8)]) -> Result<(), TestCaseError> {
    let last = farm.campaigns.iter().map(|campaign| campaign.end).max();
    let now = farm.clock.last_slot.max(last.unwrap_or(0));
    farm.advance_to(now);
    for position in 0..farm.positions.len() {
        if farm.positions[position].exit.is_none() {
            farm.exit(position);
        }
    }
    prop_assert_eq!(farm.clock.total_weight, 0);
    audit(farm)?;
    // F6: in any order, and some more than once.
    let pairs: Vec<(usize, usize)> = (0..farm.positions.len())
        .flat_map(|position| (0..farm.campaigns.len()).map(move |campaign| (position, campaign)))
        .collect();
    let mut shuffled: Vec<(usize, usize)> = Vec::new();
    if !pairs.is_empty() {
        let picked = order.iter().map(|(a, b)| (usize::from(*a) << 8) | usize::from(*b));
        shuffled.extend(picked.map(|index| pairs[index % pairs.len()]));
    }
    shuffled.extend(&pairs);
    for (position, campaign) in shuffled {
        farm.claim(position, campaign);
    }

    for (index, campaign) in farm.campaigns.iter().enumerate() {
        let (start, end) = (campaign.at_start, campaign.at_end);
        if farm.positions.is_empty() {
            continue;
        }
        let (start, end) = (start.unwrap(), end.unwrap());
        // Everyone was paid the floor of the whole, whatever the claims before.
        let (mut paid, mut met, mut earners) = (0, 0, 0);
        for (number, position) in farm.positions.iter().enumerate() {
            let claim = position.claims.get(&index);
            prop_assert_eq!(claim.is_some(), farm.have_met(number, index));
            prop_assert_eq!(claim.map_or(0, |claim| claim.0), farm.earned(number, index));
            prop_assert!(claim.is_none_or(|claim| claim.1));
            paid += claim.map_or(0, |claim| claim.0);
            met += u64::from(claim.is_some());
            earners += u64::from(farm.weighted_growth(number, index) > BigUint::ZERO);
        }
        prop_assert_eq!(campaign.paid, paid);
        // Everyone who overlaps has claimed for good, and the counters of the campaign know it.
        prop_assert_eq!(end.entries - start.exits, met);
        prop_assert_eq!(campaign.settled_positions, met);
        // F8, F10: idle slots go back, and what is left is less than one unit for each earner, one
        // for the cuts and one for the floor of the idle part.
        let refund =
            campaign.rate.over_slots_rounding_down(end.idle_slots - start.idle_slots).unwrap();
        // A top-up pays the ceiling of what its slots cost, so each can add one unit to the dust.
        let most = earners + 2 + campaign.top_ups;
        let dust = campaign.funded.checked_sub(paid).and_then(|rest| rest.checked_sub(refund));
        prop_assert!(dust.is_some_and(|dust| dust < most), "{dust:?} of {most}");
    }
    for position in &farm.positions {
        let settled = position.claims.values().filter(|claim| claim.1).count() as u64;
        prop_assert_eq!(position.exit.unwrap().starts - position.ends_at_entry, settled);
    }
    // All places of the table are free again.
    prop_assert!(farm.positions.is_empty() || farm.len == 0);
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn f1_to_f10_hold_through_any_life_of_a_farm(
        first_slot in first_slot(),
        actions in prop::collection::vec(action(), 1..200),
        order in prop::collection::vec(any::<(u8, u8)>(), 0..40),
    ) {
        let mut farm = Farm::new(first_slot);
        run(&mut farm, &actions)?;
        wind_down(&mut farm, &order)?;
    }

    /// All campaigns at once over a crowd that comes and goes in every single slot: as many cuts as
    /// there can be.
    #[test]
    fn f3_dust_stays_bounded_when_every_slot_is_cut(
        heavy in any::<bool>(),
        weights in prop::collection::vec(weight(), 40),
        amounts in prop::collection::vec(amount(), 1..MOST_CAMPAIGNS),
    ) {
        let mut farm = Farm::new(1_000);
        for amount in &amounts {
            farm.create(0, 40, *amount).unwrap();
        }
        for (slot, weight) in weights.iter().enumerate() {
            farm.advance_to(1_000 + slot as u64);
            let weight = if heavy { u64::MAX - weight % 1_000 } else { *weight };
            let _ = farm.enter(weight);
            if slot % 3 == 2
                && let Some(open) = farm.positions.iter().position(|it| it.exit.is_none())
            {
                farm.exit(open);
            }
        }
        farm.advance_to(1_040);
        audit(&farm)?;
        wind_down(&mut farm, &[])?;
    }

    /// Crossing late is crossing on time: a farm that nobody touches but to stake and leave records
    /// the same at each boundary as one that is touched at each boundary's own slot.
    #[test]
    fn a_boundary_crossed_late_is_recorded_as_on_time(
        campaigns in prop::collection::vec((1_u64..200, 1_u64..200), 1..8),
        stakes in prop::collection::vec((weight(), 0_u64..60), 1..12),
        tail in 0_u64..600,
    ) {
        let mut late = Farm::new(7);
        for (delay, slots) in &campaigns {
            late.create(*delay, *slots, 1_000).unwrap();
        }
        let mut on_time = late.clone();
        let mut slots: Vec<u64> =
            late.campaigns.iter().flat_map(|campaign| [campaign.start, campaign.end]).collect();
        slots.sort_unstable();
        let mut now = 7;
        for (index, (weight, wait)) in stakes.iter().enumerate() {
            now += wait;
            for slot in slots.iter().filter(|slot| **slot <= now) {
                if *slot >= on_time.clock.last_slot {
                    on_time.advance_to(*slot);
                }
            }
            for farm in [&mut late, &mut on_time] {
                farm.advance_to(now);
                let _ = farm.enter(*weight);
                if index % 2 == 1
                    && let Some(open) = farm.positions.iter().position(|it| it.exit.is_none())
                {
                    farm.exit(open);
                }
            }
            prop_assert_eq!(late.clock, on_time.clock);
        }
        for slot in slots.iter().filter(|slot| **slot <= now + tail) {
            if *slot >= on_time.clock.last_slot {
                on_time.advance_to(*slot);
            }
        }
        late.advance_to(now + tail);
        on_time.advance_to(now + tail);
        prop_assert_eq!(late.clock, on_time.clock);
        prop_assert_eq!((late.cells, late.len, late.crossed), (on_time.cells, on_time.len, on_time.crossed));
    }

    /// F5: touching a farm in every slot, to cut its growth as often as can be, costs less than one
    /// cut a slot, and nobody more than one base unit.
    #[test]
    fn f2_f5_touching_a_farm_in_every_slot_costs_less_than_one_cut_a_slot(
        weights in prop::collection::vec(weight(), 1..4),
        slots in 1_u64..300,
        amount in amount(),
    ) {
        let mut left_alone = Farm::new(0);
        for weight in weights {
            let _ = left_alone.enter(weight);
        }
        left_alone.create(0, slots, amount).unwrap();
        let mut touched = left_alone.clone();
        for slot in 1..=slots {
            touched.advance_to(slot);
        }
        left_alone.advance_to(slots);
        let value = |growth: Growth| limbs(&growth.0);
        let (most, least) = (value(left_alone.clock.growth), value(touched.clock.growth));
        prop_assert!(least <= most && most - least < big(slots));
        if left_alone.clock.total_weight.is_power_of_two() {
            prop_assert_eq!(left_alone.clock, touched.clock);
        }
        for position in 0..left_alone.positions.len() {
            let (alone, touched) = (left_alone.earned(position, 0), touched.earned(position, 0));
            prop_assert!(touched <= alone && alone - touched <= 1);
        }
    }

    /// F7, with everything else the same: two stakes together earn no more than one of their weight,
    /// and at most one base unit less.
    #[test]
    fn f7_a_stake_in_two_parts_earns_no_more_than_the_whole(
        others in prop::collection::vec((weight(), gap()), 0..6),
        (first, second) in (1_u64..1 << 62, 1_u64..1 << 62),
        (amount, slots) in (amount(), gap()),
        wait in gap(),
    ) {
        let life = |parts: &[u64]| -> u64 {
            let mut farm = Farm::new(50);
            farm.create(0, slots, amount).unwrap();
            for part in parts {
                farm.enter(*part).unwrap();
            }
            let mut now = 50;
            for (weight, gap) in &others {
                now += gap;
                farm.advance_to(now);
                let _ = farm.enter(*weight);
            }
            farm.advance_to(now + wait);
            (0..parts.len()).map(|position| farm.earned(position, 0)).sum()
        };
        let (whole, parts) = (life(&[first + second]), life(&[first, second]));
        prop_assert!(parts <= whole && whole - parts <= 1);
    }

    /// F7: leaving and coming back, in one slot or at any time, earns no more than staying.
    #[test]
    fn f4_f7_leaving_and_coming_back_earns_no_more_than_staying(
        (weight, other) in (1_u64..1 << 62, 1_u64..1 << 62),
        waits in prop::collection::vec(0_u64..50, 1..10),
        amount in amount(),
    ) {
        let slots = waits.iter().sum::<u64>().max(1);
        let mut stays = Farm::new(9);
        stays.create(0, slots, amount).unwrap();
        stays.enter(weight).unwrap();
        stays.enter(other).unwrap();
        let mut leaves = stays.clone();
        let mut now = 9;
        for wait in waits {
            now += wait;
            leaves.advance_to(now);
            let last = leaves.positions.iter().rposition(|it| it.weight == weight && it.exit.is_none());
            leaves.exit(last.unwrap());
            leaves.enter(weight).unwrap();
        }
        stays.advance_to(now);
        let pieces: u64 = (0..leaves.positions.len())
            .filter(|position| *position != 1)
            .map(|position| leaves.earned(position, 0))
            .sum();
        prop_assert!(pieces <= stays.earned(0, 0));
        // The other is none the worse for it but for cuts.
        prop_assert!(stays.earned(1, 0) - leaves.earned(1, 0) <= 1);
    }

    /// F6: however often and in whatever order two positions claim, they get the floor of the whole.
    #[test]
    fn f6_any_number_of_claims_in_any_order_pay_the_floor_of_the_whole(
        (one, other) in (weight(), weight()),
        (amount, slots) in (amount(), 1_u64..200),
        claims in prop::collection::vec((any::<bool>(), 0_u64..10), 0..40),
    ) {
        let mut farm = Farm::new(0);
        farm.create(0, slots, amount).unwrap();
        farm.enter(one).unwrap();
        let _ = farm.enter(other);
        let mut now = 0;
        let mut paid = vec![0; farm.positions.len()];
        for (is_second, wait) in claims {
            now += wait;
            farm.advance_to(now);
            let claimant = usize::from(is_second).min(paid.len() - 1);
            if let Claim::Paid(due) = farm.claim(claimant, 0) {
                paid[claimant] += due;
            }
        }
        farm.advance_to(now.max(slots));
        for (position, paid) in paid.iter_mut().enumerate() {
            if let Claim::Paid(due) = farm.claim(position, 0) {
                *paid += due;
            }
            prop_assert_eq!(*paid, farm.earned(position, 0));
        }
    }

    /// F9: with top-ups or without, everybody has accrued the same until the end there was, and goes
    /// on at the same rate.
    #[test]
    fn f9_topping_up_lowers_neither_what_is_accrued_nor_the_rate_to_come(
        weights in prop::collection::vec(1_u64..1 << 60, 1..6),
        (slots, amount) in (2_u64..100, amount()),
        top_ups in prop::collection::vec((0_u64..20, 1_u64..100), 1..5),
    ) {
        let mut plain = Farm::new(0);
        for weight in &weights {
            plain.enter(*weight).unwrap();
        }
        plain.create(0, slots, amount / 1_024).unwrap();
        let mut longer = plain.clone();
        let mut now = 0;
        for (wait, extra) in top_ups {
            now = (now + wait).min(slots - 1);
            plain.advance_to(now);
            longer.advance_to(now);
            longer.top_up(0, extra).unwrap();
            prop_assert_eq!(accrued(&plain), accrued(&longer));
        }
        plain.advance_to(slots);
        longer.advance_to(slots);
        prop_assert_eq!(accrued(&plain), accrued(&longer));
        prop_assert_eq!(plain.campaigns[0].rate, longer.campaigns[0].rate);
        longer.advance_to(longer.campaigns[0].end);
        audit(&longer)?;
        wind_down(&mut longer, &[])?;
    }

    /// F8: with nobody in for part of the time, the refund and the earnings make up the whole.
    #[test]
    fn f8_idle_slots_go_back_and_never_to_a_staker(
        (before, staked, after) in (0_u64..1 << 40, 0_u64..1 << 40, 1_u64..1 << 40),
        weight in weight(),
        amount in amount(),
    ) {
        let slots = before + staked + after;
        let mut farm = Farm::new(3);
        farm.create(0, slots, amount).unwrap();
        farm.advance_to(3 + before);
        farm.enter(weight).unwrap();
        farm.advance_to(3 + before + staked);
        farm.exit(0);
        farm.advance_to(3 + slots);
        farm.settle(0);
        prop_assert_eq!(farm.clock.idle_slots, before + after);
        let earned = farm.earned(0, 0);
        let refund = farm.campaigns[0].rate.over_slots_rounding_down(before + after).unwrap();
        prop_assert!(big(earned) <= big(amount) * staked / slots);
        let dust = amount - earned - refund;
        // One for the floor of each of the two parts and one for the cut, each less than a unit.
        prop_assert!(dust <= 2);
    }
}

#[test]
fn f4_a_stake_that_comes_and_goes_within_one_slot_earns_nothing_of_the_richest_campaign() {
    let mut farm = Farm::new(100);
    farm.create(0, 10, u64::MAX).unwrap();
    farm.enter(1).unwrap();
    for slot in 101..=110 {
        farm.advance_to(slot);
        farm.enter(u64::MAX - 1).unwrap();
        let visitor = farm.positions.len() - 1;
        farm.exit(visitor);
        assert_eq!(farm.earned(visitor, 0), 0);
    }
    assert_eq!(farm.earned(0, 0), u64::MAX);
}

#[test]
fn f8_a_campaign_that_nobody_met_goes_back_whole() {
    let mut farm = Farm::new(5);
    farm.create(10, 1 << 40, u64::MAX).unwrap();
    farm.advance_to(1 << 50);
    farm.settle(0);
    let campaign = &farm.campaigns[0];
    let idle = campaign.at_end.unwrap().idle_slots - campaign.at_start.unwrap().idle_slots;
    assert_eq!(campaign.rate.over_slots_rounding_down(idle), Ok(u64::MAX));
    assert_eq!(campaign.at_end.unwrap().entries, campaign.at_start.unwrap().exits);
}

/// The precision that the design asks for at its two ends: a position of one unit beside the
/// heaviest total, in single slots, and a position of one unit alone for 2^40 slots.
#[test]
fn f3_a_position_of_one_unit_is_paid_at_both_ends_of_precision() {
    let mut farm = Farm::new(0);
    // Two base units for each unit of weight in 1,000 slots, cut in every one of them.
    farm.create(0, 500, u64::MAX).unwrap();
    farm.create(0, 1_000, u64::MAX).unwrap();
    farm.enter(1).unwrap();
    farm.enter(u64::MAX - 1).unwrap();
    for slot in 1..=1_000 {
        farm.advance_to(slot);
    }
    // Owed exactly one unit of each, and the cuts leave it a hair below: the floor takes the unit.
    assert_eq!((farm.earned(0, 0), farm.earned(0, 1)), (0, 0));
    assert_eq!((farm.earned(1, 0), farm.earned(1, 1)), (u64::MAX - 2, u64::MAX - 2));

    let mut farm = Farm::new(0);
    farm.create(0, 1 << 40, u64::MAX).unwrap();
    farm.enter(1).unwrap();
    farm.advance_to(1 << 40);
    assert_eq!(farm.earned(0, 0), u64::MAX);
}

/// A campaign created in the slot in which another's boundary lies and others come and go, by hand.
#[test]
fn f4_several_events_in_one_slot_keep_their_order() {
    let mut farm = Farm::new(10);
    farm.create(10, 10, 1_000).unwrap();
    farm.enter(1).unwrap();
    farm.advance_to(20);
    // The start at slot 20 has passed before anything is done in it.
    farm.exit(0);
    farm.create(0, 10, 1_000).unwrap();
    farm.enter(1).unwrap();
    farm.exit(1);
    assert_eq!(farm.positions[0].exit.unwrap().left, Moment { slot: 20, instruction: 1 });
    assert!(farm.overlaps(0, 0) && !farm.overlaps(0, 1));
    assert!(farm.overlaps(1, 0) && farm.overlaps(1, 1));
    assert_eq!(accrued(&farm), [[0, 0], [0, 0]]);
    assert_eq!(farm.positions[0].exit.unwrap().starts - farm.positions[0].ends_at_entry, 1);
    assert_eq!(farm.positions[1].exit.unwrap().starts - farm.positions[1].ends_at_entry, 2);
}
