//! Random sequences of everything that anyone may send to the program, on its release build, in
//! lockstep with an exact reference: pools by big integers and bisection, rewards by the whole history
//! slot by slot, every purse and vault to the base unit. After each action all invariants of the
//! design are checked, by their names; in the end everybody leaves in random order.
//!
//! What is new guides what is tried next: jumps of the program's machine code, from the virtual
//! machine's trace of registers, and outcomes by instruction and state. Deterministic for a seed.
//!
//! `tools/fuzz` runs it: as CI does, or for as many minutes as one likes.

pub mod action;
mod checks;
pub mod coverage;
mod ending;
pub mod failure;
mod farm_actions;
mod foreign_actions;
pub mod gates;
pub mod hunt;
mod other_actions;
mod pool_actions;
pub mod reference;
pub mod run;
pub mod setup;
pub mod shrink;
pub mod state;
pub mod tally;
mod twist;

pub use action::Sequence;

/// Runs a sequence written down, which must break nothing.
pub fn replay(text: &str) {
    let sequence: Sequence = text.parse().expect("a sequence");
    let (_, outcome) = hunt::run(&setup::Chain::plain(), &sequence);
    if let Err((at, failure)) = outcome {
        panic!("action {at} broke {failure}");
    }
}
