//! What was seen, for the report and the gates.

use std::collections::{BTreeMap, BTreeSet};

use crate::action::Verb;

#[derive(Clone, Copy, Debug, Default)]
pub struct Tries {
    pub sent: u64,
    pub succeeded: u64,
}

#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub sequences: u64,
    pub actions: u64,
    /// Calls as they should be, by what they do.
    pub verbs: BTreeMap<Verb, Tries>,
    /// Calls with something wrong on purpose, all refused.
    pub twisted: u64,
    /// Refusals by instruction and name.
    pub refused: BTreeMap<(String, String), u64>,
    /// The dearest call of each instruction, in compute units.
    pub dearest: BTreeMap<&'static str, u64>,
    /// Kinds of state that were met; see [`crate::run`].
    pub states: BTreeSet<u64>,
    pub positions: u64,
    pub campaigns: u64,
    pub most_campaigns: u64,
    pub round_trips: u64,
    pub dust: u64,
    pub closed_campaigns: u64,
}

impl Tally {
    pub fn add(&mut self, other: &Self) {
        self.sequences += other.sequences;
        self.actions += other.actions;
        self.twisted += other.twisted;
        for (verb, tries) in &other.verbs {
            let own = self.verbs.entry(*verb).or_default();
            own.sent += tries.sent;
            own.succeeded += tries.succeeded;
        }
        for (name, count) in &other.refused {
            *self.refused.entry(name.clone()).or_default() += count;
        }
        for (name, units) in &other.dearest {
            let own = self.dearest.entry(name).or_default();
            *own = (*own).max(*units);
        }
        self.states.extend(&other.states);
        self.positions += other.positions;
        self.campaigns += other.campaigns;
        self.most_campaigns = self.most_campaigns.max(other.most_campaigns);
        self.round_trips += other.round_trips;
        self.dust += other.dust;
        self.closed_campaigns += other.closed_campaigns;
    }
}
