//! Makes a failing sequence as short as it can be while it breaks the same promise, and says it as a
//! test.

use crate::action::Sequence;
use crate::failure::Failure;
use crate::hunt::{Found, run};
use crate::setup::Chain;

/// Runs that shrinking may take.
const MOST_RUNS: usize = 2_000;

fn breaks(chain: &Chain, sequence: &Sequence, invariant: &str) -> Option<(usize, Failure)> {
    run(chain, sequence).1.err().filter(|(_, failure)| failure.invariant == invariant)
}

/// The shortest sequence found that breaks the same promise.
pub fn shrink(chain: &Chain, found: &Found) -> Found {
    let mut best = found.clone();
    best.sequence.actions.truncate(best.at.saturating_add(1));
    let mut runs = 0;
    let mut try_one = |best: &mut Found, sequence: Sequence| {
        runs += 1;
        if runs > MOST_RUNS {
            return false;
        }
        let Some((at, failure)) = breaks(chain, &sequence, best.failure.invariant) else {
            return false;
        };
        *best = Found { sequence, at, failure };
        best.sequence.actions.truncate(at.saturating_add(1));
        true
    };
    let mut width = best.sequence.actions.len() / 2;
    while width > 0 {
        let mut from = 0;
        while from < best.sequence.actions.len() {
            let mut shorter = best.sequence.clone();
            let until = (from + width).min(shorter.actions.len());
            shorter.actions.drain(from..until);
            if !try_one(&mut best, shorter) {
                from += width;
            }
        }
        width /= 2;
    }
    for place in 0..best.sequence.actions.len() {
        for simpler in [
            |action: &mut crate::action::Action| action.twist = 0,
            |action: &mut crate::action::Action| action.extra = 1 | 15 << 40,
            |action: &mut crate::action::Action| action.size = 2,
            |action: &mut crate::action::Action| action.pick = 0,
            |action: &mut crate::action::Action| action.who = 0,
        ] {
            let mut changed = best.sequence.clone();
            let Some(action) = changed.actions.get_mut(place) else { continue };
            simpler(action);
            if changed != best.sequence {
                try_one(&mut best, changed);
            }
        }
    }
    best
}

/// The sequence as a test to keep in tests/fuzz/tests/found.rs.
pub fn as_test(found: &Found) -> String {
    let Found { sequence, at, failure } = found;
    let lines: String =
        sequence.to_string().lines().map(|line| format!("        {line}\n")).collect();
    format!(
        "// Broke {failure}\n// at action {at}.\n#[test]\nfn {}_holds_after_{}_actions() {{\n    \
         replay(\n        \"\n{lines}        \",\n    );\n}}\n",
        failure.invariant.to_lowercase(),
        sequence.actions.len()
    )
}
