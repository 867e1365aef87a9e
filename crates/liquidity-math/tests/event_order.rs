//! Who overlaps with whom, and how many: the counters that say when a position has nothing left to
//! claim and when a campaign can close, against the plain order of events.

#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::unwrap_used)]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::expect_used)]

mod common;

use common::config;
use common::farm::{Farm, Moment};
use liquidity_math::rewards::{Accumulator, overlap};
use proptest::prelude::*;

/// The two events of each party, in order: odd numbers are second events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    Enter(usize),
    Exit(usize),
    Start(usize),
    End(usize),
}

#[derive(Clone, Copy, Debug, Default)]
struct Marks {
    /// Places in the order of events; a second event may be still to come.
    first: usize,
    second: Option<usize>,
    /// The number of the entry or, for a campaign, the exits counted at its start.
    at_first: u64,
    /// The number of the exit or, for a campaign, the entries counted at its end.
    at_second: Option<u64>,
    /// Ends counted at entry and starts counted at exit; unused for a campaign.
    ends_at_entry: u64,
    starts_at_exit: u64,
}

#[derive(Clone, Debug)]
struct History {
    clock: Accumulator,
    positions: Vec<Option<Marks>>,
    campaigns: Vec<Option<Marks>>,
    events: usize,
}

impl History {
    fn new(positions: usize, campaigns: usize) -> Self {
        Self {
            clock: Accumulator::default(),
            positions: vec![None; positions],
            campaigns: vec![None; campaigns],
            events: 0,
        }
    }

    fn run(&mut self, event: Event) {
        let place = self.events;
        self.events += 1;
        let clock = &mut self.clock;
        let begun = |at_first| Marks { first: place, at_first, ..Marks::default() };
        match event {
            Event::Enter(position) => {
                let ends_at_entry = clock.ends;
                let number = clock.enter(1).unwrap();
                self.positions[position] = Some(Marks { ends_at_entry, ..begun(number) });
            }
            Event::Exit(position) => {
                let marks = self.positions[position].as_mut().unwrap();
                marks.second = Some(place);
                marks.starts_at_exit = clock.starts;
                marks.at_second = Some(clock.exit(1));
            }
            Event::Start(campaign) => {
                self.campaigns[campaign] = Some(begun(clock.exits));
                clock.starts += 1;
            }
            Event::End(campaign) => {
                let marks = self.campaigns[campaign].as_mut().unwrap();
                marks.second = Some(place);
                marks.at_second = Some(clock.entries);
                clock.ends += 1;
            }
        }
    }

    /// Checks every pair that has begun, and the counts of every party whose life is over.
    fn check(&self) {
        let meet = |one: &Marks, other: &Marks| {
            one.second.is_none_or(|end| other.first < end)
                && other.second.is_none_or(|end| one.first < end)
        };
        let positions = || self.positions.iter().flatten();
        let campaigns = || self.campaigns.iter().flatten();
        for position in positions() {
            for campaign in campaigns() {
                let told = overlap(
                    position.at_first,
                    position.at_second,
                    campaign.at_first,
                    campaign.at_second,
                );
                assert_eq!(told, meet(position, campaign), "{position:?} {campaign:?}");
            }
            if position.second.is_some() {
                let met = campaigns().filter(|campaign| meet(position, campaign)).count();
                assert_eq!(position.starts_at_exit - position.ends_at_entry, met as u64);
            }
        }
        for campaign in campaigns() {
            if let Some(entries_at_end) = campaign.at_second {
                let met = positions().filter(|position| meet(position, campaign)).count();
                assert_eq!(entries_at_end - campaign.at_first, met as u64);
            }
        }
    }
}

/// Every order in which the events can happen, checked after each event.
fn explore(history: &History, orders: &mut u64) {
    let mut is_last = true;
    let mut step = |event| {
        is_last = false;
        let mut next = history.clone();
        next.run(event);
        next.check();
        explore(&next, orders);
    };
    for (index, position) in history.positions.iter().enumerate() {
        match position {
            None => step(Event::Enter(index)),
            Some(Marks { second: None, .. }) => step(Event::Exit(index)),
            Some(_) => {}
        }
    }
    for (index, campaign) in history.campaigns.iter().enumerate() {
        match campaign {
            None => step(Event::Start(index)),
            Some(Marks { second: None, .. }) => step(Event::End(index)),
            Some(_) => {}
        }
    }
    *orders += u64::from(is_last);
}

#[test]
fn overlap_and_counts_are_right_in_every_order_of_three_positions_and_two_campaigns() {
    let mut orders = 0;
    explore(&History::new(3, 2), &mut orders);
    // 10! / 2^5: the two events of each of the five keep their order.
    assert_eq!(orders, 113_400);
}

#[test]
fn overlap_and_counts_are_right_in_every_order_of_two_positions_and_three_campaigns() {
    let mut orders = 0;
    explore(&History::new(2, 3), &mut orders);
    assert_eq!(orders, 113_400);
}

/// What is sent to a farm at once or some slots later; several land in one slot.
#[derive(Clone, Copy, Debug)]
enum Sent {
    Enter,
    Exit(u8),
    Create { delay: u64, slots: u64 },
    TopUp(u8, u64),
    Settle(u8),
    Wait(u64),
}

fn sent() -> impl Strategy<Value = Sent> {
    prop_oneof![
        4 => Just(Sent::Enter),
        4 => any::<u8>().prop_map(Sent::Exit),
        2 => (0_u64..4, 1_u64..6).prop_map(|(delay, slots)| Sent::Create { delay, slots }),
        1 => (any::<u8>(), 1_u64..5).prop_map(|(campaign, slots)| Sent::TopUp(campaign, slots)),
        1 => any::<u8>().prop_map(Sent::Settle),
        4 => (0_u64..4).prop_map(Sent::Wait),
    ]
}

/// The pairs that have met, by the order in which things happened, agree with the farm's counters.
fn counters_agree(farm: &Farm) -> Result<(), TestCaseError> {
    let mut met_by_position = vec![0; farm.positions.len()];
    for (number, campaign) in farm.campaigns.iter().enumerate() {
        let mut met_by_campaign = 0;
        for (position, met) in met_by_position.iter_mut().enumerate() {
            let have_met = farm.have_met(position, number);
            prop_assert_eq!(farm.overlaps(position, number), have_met);
            // A campaign to come overlaps with whoever is still in, but has not been met yet.
            *met += u64::from(have_met && farm.has_started(number));
            met_by_campaign += u64::from(have_met);
        }
        if let (Some(start), Some(end)) = farm.boundaries(number) {
            prop_assert!(campaign.end <= farm.clock.last_slot);
            prop_assert_eq!(end.entries - start.exits, met_by_campaign);
        }
    }
    for (position, met) in farm.positions.iter().zip(met_by_position) {
        if let Some(exit) = position.exit {
            prop_assert_eq!(exit.starts - position.ends_at_entry, met);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    /// Through the table of boundaries, crossed late or on time, with up to 32 slots in it and
    /// several events in one slot.
    #[test]
    fn overlap_and_counts_follow_the_order_of_events_through_the_boundary_table(
        sent in prop::collection::vec(sent(), 1..120),
    ) {
        let mut farm = Farm::new(1);
        let mut now = 1;
        for sent in sent {
            if let Sent::Wait(slots) = sent {
                now += slots;
                continue;
            }
            farm.advance_to(now);
            match sent {
                Sent::Enter => farm.enter(1).unwrap(),
                Sent::Exit(index) => {
                    let open: Vec<usize> = (0..farm.positions.len())
                        .filter(|position| farm.positions[*position].exit.is_none())
                        .collect();
                    if !open.is_empty() {
                        farm.exit(open[usize::from(index) % open.len()]);
                    }
                }
                // A full table refuses; nothing has changed then.
                Sent::Create { delay, slots } => {
                    let _ = farm.create(delay, slots, 1_000);
                }
                Sent::TopUp(index, slots) if !farm.campaigns.is_empty() => {
                    let campaign = usize::from(index) % farm.campaigns.len();
                    if farm.campaigns[campaign].end > now {
                        let _ = farm.top_up(campaign, slots);
                    }
                }
                Sent::Settle(index) if !farm.campaigns.is_empty() => {
                    farm.settle(usize::from(index) % farm.campaigns.len());
                }
                _ => {}
            }
            counters_agree(&farm)?;
        }
        farm.advance_to(now + 1_000);
        for position in 0..farm.positions.len() {
            if farm.positions[position].exit.is_none() {
                farm.exit(position);
            }
        }
        counters_agree(&farm)?;
        for campaign in 0..farm.campaigns.len() {
            farm.settle(campaign);
        }
        counters_agree(&farm)?;
        prop_assert_eq!((farm.len, farm.crossed), (0, 0));
        prop_assert_eq!(farm.clock.starts, farm.campaigns.len() as u64);
        prop_assert_eq!(farm.clock.ends, farm.clock.starts);
    }
}

#[test]
fn a_boundary_passes_before_whatever_is_sent_in_its_slot() {
    let mut farm = Farm::new(0);
    farm.enter(1).unwrap();
    farm.create(5, 5, 1_000).unwrap();
    farm.advance_to(5);
    farm.exit(0);
    // Left in the very slot of the start, after it: they have met, and nothing was earned.
    assert!(farm.overlaps(0, 0));
    assert!(Moment { slot: 5, instruction: 0 } < farm.positions[0].exit.unwrap().left);
    assert_eq!(farm.positions[0].exit.unwrap().starts, 1);
    farm.advance_to(10);
    farm.enter(1).unwrap();
    // Came in the very slot of the end, after it: they have not met.
    assert!(!farm.overlaps(1, 0));
    assert_eq!(farm.positions[1].ends_at_entry, 1);
    let (start, end) = farm.boundaries(0);
    assert_eq!(end.unwrap().entries - start.unwrap().exits, 1);
}

#[test]
fn a_campaign_that_starts_at_once_comes_after_what_was_sent_before_it() {
    let mut farm = Farm::new(0);
    farm.enter(1).unwrap();
    farm.enter(1).unwrap();
    farm.exit(0);
    farm.create(0, 5, 1_000).unwrap();
    farm.exit(1);
    assert!(!farm.overlaps(0, 0), "left before it");
    assert!(farm.overlaps(1, 0), "left after it, in the same slot");
    assert_eq!(farm.positions[0].exit.unwrap().starts, 0);
    assert_eq!(farm.positions[1].exit.unwrap().starts, 1);
    farm.advance_to(5);
    let (start, end) = farm.boundaries(0);
    assert_eq!(end.unwrap().entries - start.unwrap().exits, 1);
}
