//! Runs sequences: those of the corpus, random ones, and what came of changing those that ran code or
//! met states that none had before.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use program_tests::random::next;

use crate::action::{Action, Sequence, Verb};
use crate::coverage::Coverage;
use crate::failure::{Check, Failure};
use crate::setup::Chain;
use crate::tally::Tally;

/// Actions of a random sequence.
pub const LENGTH: usize = 160;

/// A sequence that broke a promise, and the action at which it did; none at the very end.
#[derive(Clone, Debug)]
pub struct Found {
    pub sequence: Sequence,
    pub at: usize,
    pub failure: Failure,
}

/// Runs one sequence to its end, everybody's leaving included.
pub fn run(chain: &Chain, sequence: &Sequence) -> (Tally, Result<(), (usize, Failure)>) {
    let mut state = chain.begin(sequence.shape);
    for (place, action) in sequence.actions.iter().enumerate() {
        if let Err(failure) = guarded(|| state.act(action)) {
            return (state.tally, Err((place, failure)));
        }
    }
    let end = guarded(|| state.end(sequence.shape));
    (state.tally, end.map_err(|failure| (sequence.actions.len(), failure)))
}

thread_local! {
    /// Whether a panic of this thread is reported as a failure, and so need not be printed.
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Keeps panics that are reported anyway out of the output; all others are printed as ever.
pub fn quieten_reported_panics() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !IS_GUARDED.get() {
            print(panic);
        }
    }));
}

/// Nothing in here should panic; what does is a failure like any other.
fn guarded(run: impl FnOnce() -> Check) -> Check {
    IS_GUARDED.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(run));
    IS_GUARDED.set(false);
    outcome.unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        let what = text.unwrap_or_default();
        Err(Failure { invariant: "L1", what: format!("the model gave up: {what}") })
    })
}

/// Everyone's first deposits, so that there is something to work with, and then anything.
fn random_sequence(state: &mut u64) -> Sequence {
    let shape = next(state);
    let mut actions = Vec::new();
    for pool in 0..2 {
        for who in 0..4 {
            let drawn = Action::random(state);
            // Half of a quarter of a purse, and bounds that are loose.
            let extra = ((drawn.extra % 7) << 4) | 1 | (15 << 40);
            actions.push(Action {
                verb: Verb::Deposit,
                who,
                pool,
                size: 1,
                extra,
                twist: 0,
                ..drawn
            });
        }
    }
    actions.extend((0..LENGTH).map(|_| Action::random(state)));
    Sequence { shape, actions }
}

fn mutated(base: &Sequence, other: &Sequence, state: &mut u64) -> Sequence {
    let mut made = base.clone();
    for _ in 0..1 + next(state) % 8 {
        let place = next(state) as usize % made.actions.len().max(1);
        match next(state) % 6 {
            0 => made.actions.insert(place, Action::random(state)),
            1 if made.actions.len() > 20 => drop(made.actions.remove(place)),
            2 => {
                let action = made.actions[place];
                made.actions.insert(place, action);
            }
            3 => {
                // A part of another.
                let from = next(state) as usize % other.actions.len().max(1);
                let until = other.actions.len().min(from + 1 + next(state) as usize % 24);
                made.actions.splice(place..place, other.actions[from..until].iter().copied());
            }
            _ => {
                if let Some(action) = made.actions.get_mut(place) {
                    *action = action.nudged(state);
                }
            }
        }
    }
    made.actions.truncate(2 * LENGTH);
    if next(state).is_multiple_of(8) {
        made.shape = next(state);
    }
    made
}

/// One line of work, the same every time for the same seed.
pub struct Lane {
    chain: Chain,
    coverage: Coverage,
    random: u64,
    kept: Vec<Sequence>,
    /// Sequences of the corpus that are still to run.
    waiting: Vec<Sequence>,
    news: usize,
    pub tally: Tally,
}

impl Lane {
    pub fn new(seed: u64, corpus: Vec<Sequence>) -> Self {
        let coverage = Coverage::default();
        let chain = Chain::traced(coverage.clone());
        let (kept, tally) = (Vec::new(), Tally::default());
        Self {
            chain,
            coverage,
            random: next(&mut seed.clone()),
            kept,
            waiting: corpus,
            news: 0,
            tally,
        }
    }

    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// How much the last sequence showed that none had before.
    pub fn news(&self) -> usize {
        self.news
    }

    /// Sequences that showed something new, the corpus included.
    pub fn kept(&self) -> &[Sequence] {
        &self.kept
    }

    /// Runs the next sequence. Says what it broke, if anything.
    pub fn step(&mut self) -> Result<(), Box<Found>> {
        let sequence = self.waiting.pop().unwrap_or_else(|| self.next_sequence());
        let (tally, outcome) = run(&self.chain, &sequence);
        let states = self.tally.states.len();
        self.tally.add(&tally);
        let new = self.coverage.take_new() + self.tally.states.len() - states;
        if let Err((at, failure)) = outcome {
            return Err(Box::new(Found { sequence, at, failure }));
        }
        self.news = new;
        if new > 0 {
            self.kept.push(sequence);
        }
        Ok(())
    }

    fn next_sequence(&mut self) -> Sequence {
        let random = &mut self.random;
        if self.kept.len() < 4 || next(random).is_multiple_of(3) {
            return random_sequence(random);
        }
        // Mostly the latest, whose news are not old.
        let count = self.kept.len() as u64;
        let back = (next(random) % count).min(next(random) % count);
        let base = &self.kept[(count - 1 - back) as usize];
        let other = &self.kept[(next(random) % count) as usize];
        mutated(base, other, random)
    }
}
