//! What a run must have reached to mean anything.

use std::collections::BTreeSet;

use program_tests::error::NAMES;

use crate::action::VERBS;
use crate::farm_actions::MOST_CAMPAIGNS;
use crate::tally::Tally;

/// Refusals that no input can reach, and why.
pub const UNREACHABLE: &[(&str, &str)] = &[
    (
        "BooksCorrupt",
        "only for accounts that the program did not write; tests/program corrupts them",
    ),
    ("NoConvergence", "more rounds than any input can take: see curve/stable.rs of liquidity-math"),
];

/// Least successes in a hundred tries of each action.
const LEAST_PERCENT: u64 = 10;

/// Everything that is missing, a line each.
pub fn missing(tally: &Tally) -> Vec<String> {
    let mut missing = Vec::new();
    for (verb, name, _) in VERBS {
        let tries = tally.verbs.get(verb).copied().unwrap_or_default();
        if tries.succeeded * 100 < tries.sent * LEAST_PERCENT || tries.succeeded == 0 {
            missing.push(format!(
                "{name} succeeded in {} of {} tries; at least {LEAST_PERCENT} % are wanted",
                tries.succeeded, tries.sent
            ));
        }
    }
    if tally.most_campaigns < MOST_CAMPAIGNS as u64 {
        missing.push(format!(
            "at most {} campaigns were on a farm; {MOST_CAMPAIGNS} are wanted",
            tally.most_campaigns
        ));
    }
    let seen: BTreeSet<&str> = tally.refused.keys().map(|(_, name)| name.as_str()).collect();
    for name in NAMES {
        let reason = UNREACHABLE.iter().find(|(one, _)| one == name);
        match (seen.contains(name), reason) {
            (false, None) => missing.push(format!("nothing was refused by {name}")),
            (true, Some((_, why))) => {
                missing.push(format!("{name} was reached although: {why}"));
            }
            _ => {}
        }
    }
    missing
}
