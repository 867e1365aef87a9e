//! A broken promise, by the name that the design gives it.

use std::fmt;

/// Which invariant does not hold, and what was seen instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// `A1` to `A9`, `F1` to `F11`, `S1` to `S6`, or `P1` for the price sums.
    pub invariant: &'static str,
    pub what: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}", self.invariant, self.what)
    }
}

pub type Check = Result<(), Failure>;

/// Ends the function with a [`Failure`] unless the condition holds.
#[macro_export]
macro_rules! ensure {
    ($invariant:expr, $condition:expr, $($what:tt)+) => {
        if !$condition {
            return Err($crate::failure::Failure {
                invariant: $invariant,
                what: format!($($what)+),
            });
        }
    };
}
