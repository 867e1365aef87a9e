//! What a mutant is, and which are left out.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// One small mistake.
#[derive(Clone, Serialize, Deserialize)]
pub struct Mutant {
    /// What the build must hold to have it; from 1.
    pub number: u32,
    /// Where, in the program's sources.
    pub file: String,
    /// Line in that file.
    pub line: usize,
    /// The function or the accounts that it is in.
    pub place: String,
    /// What is different.
    pub change: String,
}

impl Mutant {
    /// What it is called whatever its line.
    pub fn name(&self) -> String {
        format!("{} {}: {}", self.file, self.place, self.change)
    }
}

/// Mutants that change nothing anyone could see, by name, each with a reason.
pub struct Equivalent(Vec<(String, String)>);

impl Equivalent {
    /// Reads `file`: a line for a name, then an indented one for the reason.
    pub fn read(file: &Path) -> io::Result<Self> {
        let text = fs::read_to_string(file)?;
        let mut all: Vec<(String, String)> = Vec::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match (line.strip_prefix("    "), all.last_mut()) {
                (Some(reason), Some((_, reasons))) => reasons.push_str(reason),
                _ => all.push((line.to_owned(), String::new())),
            }
        }
        Ok(Self(all))
    }

    /// Whether it is one of these.
    pub fn has(&self, mutant: &Mutant) -> bool {
        let name = mutant.name();
        self.0.iter().any(|(one, reason)| *one == name && !reason.is_empty())
    }

    /// Those that name no mutant there is.
    pub fn stale<'a>(&'a self, mutants: &[Mutant]) -> Vec<&'a str> {
        let names: Vec<String> = mutants.iter().map(Mutant::name).collect();
        self.0
            .iter()
            .map(|(one, _)| one.as_str())
            .filter(|one| !names.iter().any(|n| n == one))
            .collect()
    }
}
