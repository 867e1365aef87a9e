//! Turns on each mutant of the arithmetic and runs its tests until one fails.

use std::collections::BTreeMap;
use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::list::Mutant;
use crate::watch::{self, Ended};

/// How many cases a property runs at first. A mistake that so many inputs of every magnitude do not
/// show wants a test of its own.
const FEW: u32 = 300;
/// As many as the tests run when nobody says how many: the second try of what survived.
const ALL: u32 = 2_000;
/// Test binaries may take this many times as long as without a mutant.
const SLOWER: u32 = 10;
/// However fast they are otherwise.
const LEAST_PATIENCE: Duration = Duration::from_secs(20);

/// What became of a mutant.
#[derive(Clone, PartialEq, Eq)]
pub enum Fate {
    /// A test failed.
    Test(String),
    /// A test failed, with more cases.
    More(String),
    /// Tests did not end.
    Endless,
    /// Nothing noticed.
    Survived,
}

/// A compiled file of tests, and how long it may take.
pub struct Tests {
    file: PathBuf,
    patience: Duration,
}

impl Tests {
    /// Runs `file` without any mutant.
    ///
    /// # Errors
    /// When a test fails, which says nothing about mutants then.
    pub fn measured(file: &Path) -> Result<Self, Box<dyn Error>> {
        let mut tests = Self { file: file.to_owned(), patience: Duration::MAX };
        let began = Instant::now();
        if let Some(fate) = tests.fate(0, FEW, None)? {
            return Err(format!("without any mutant: {}", fate.says()).into());
        }
        tests.patience = LEAST_PATIENCE.max(began.elapsed() * SLOWER);
        Ok(tests)
    }

    /// What notices mutant `number`, if anything here does; only the tests in `module`, if one is
    /// named.
    fn fate(&self, number: u32, cases: u32, module: Option<&str>) -> io::Result<Option<Fate>> {
        let mut command = Command::new(&self.file);
        command
            .arg("--test-threads=1")
            .args(module)
            .env("LM_MUTANT", number.to_string())
            .env("LM_CASES", cases.to_string())
            // The same cases for every mutant, and no search for a smaller one that fails as well.
            .env("PROPTEST_RNG_SEED", "1")
            .env("PROPTEST_MAX_SHRINK_ITERS", "0");
        let patience = self.patience.saturating_mul(cases / FEW);
        Ok(match watch::first_failure(&mut command, patience)? {
            Ended::With(test) => Some(Fate::Test(test)),
            Ended::Late => Some(Fate::Endless),
            Ended::Well => None,
            Ended::Badly => Some(Fate::Test("the tests as a whole".to_owned())),
        })
    }
}

impl Fate {
    fn says(&self) -> String {
        match self {
            Self::Test(test) => format!("noticed by {test}"),
            Self::More(test) => format!("noticed by {test} with {ALL} cases"),
            Self::Endless => "without end".to_owned(),
            Self::Survived => "survived".to_owned(),
        }
    }
}

fn fate(tests: &[Tests], mutant: &Mutant) -> io::Result<Fate> {
    let module = mutant.file.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
    for (cases, more) in [(FEW, false), (ALL, true)] {
        // The first has the unit tests, and those of the mutant's own file are the likeliest.
        let own = tests.iter().take(1).map(|tests| (tests, Some(format!("{module}::tests"))));
        for (tests, module) in own.chain(tests.iter().map(|tests| (tests, None))) {
            match tests.fate(mutant.number, cases, module.as_deref())? {
                None => {}
                Some(Fate::Test(test)) if more => return Ok(Fate::More(test)),
                Some(fate) => return Ok(fate),
            }
        }
    }
    Ok(Fate::Survived)
}

/// Runs the tests in `files` against each of `mutants`, and prints what came of it.
///
/// # Errors
/// When a mutant survives, or a test fails without any.
pub fn run(
    files: &[PathBuf],
    mutants: &[Mutant],
    equivalents: usize,
) -> Result<(), Box<dyn Error>> {
    let mut tests = Vec::new();
    for file in files {
        tests.push(Tests::measured(file)?);
    }
    // The quick ones first, after the unit tests.
    tests[1..].sort_by_key(|tests| tests.patience);
    let workers = std::thread::available_parallelism()?.get();
    let fates = watch::in_parallel(mutants, workers, |mutant| {
        let fate = fate(&tests, mutant)?;
        println!("{}: {} (line {})", fate.says(), mutant.name(), mutant.line);
        Ok(fate)
    })?;
    let mut by_file: BTreeMap<&str, Vec<&Fate>> = BTreeMap::new();
    for (mutant, fate) in mutants.iter().zip(&fates) {
        by_file.entry(&mutant.file).or_default().push(fate);
    }
    println!("\n| file | mutants | by {FEW} cases | by {ALL} | without end | survived |");
    println!("|---|---|---|---|---|---|");
    for (file, fates) in &by_file {
        println!("| `{file}` | {}", row(fates.len(), fates.iter().copied()));
    }
    println!("| all | {}", row(fates.len(), fates.iter()));
    println!("\n{equivalents} more are equivalent");
    let survived = fates.iter().filter(|fate| **fate == Fate::Survived).count();
    if survived > 0 {
        return Err(format!("{survived} mutants survived").into());
    }
    Ok(())
}

fn row<'a>(all: usize, fates: impl Iterator<Item = &'a Fate> + Clone) -> String {
    let count = |what: fn(&Fate) -> bool| fates.clone().filter(|fate| what(fate)).count();
    format!(
        "{all} | {} | {} | {} | {} |",
        count(|fate| matches!(fate, Fate::Test(_))),
        count(|fate| matches!(fate, Fate::More(_))),
        count(|fate| *fate == Fate::Endless),
        count(|fate| *fate == Fate::Survived),
    )
}
