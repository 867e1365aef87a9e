//! Turns on each mutant of the arithmetic and runs its tests until one fails.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::list::Mutant;
use crate::watch::{self, Ended};

/// How many cases a property runs. A mistake that so many inputs of every magnitude do not show wants
/// a test of its own.
const CASES: &str = "300";
/// Test binaries may take this many times as long as without a mutant.
const SLOWER: u32 = 10;
/// However fast they are otherwise.
const LEAST_PATIENCE: Duration = Duration::from_secs(20);

/// What became of a mutant.
#[derive(Clone, PartialEq, Eq)]
pub enum Fate {
    /// A test failed.
    Test(String),
    /// Tests did not end.
    Endless,
    /// Nothing noticed.
    Survived,
    /// No test comes by it.
    Unreached,
}

/// A compiled file of tests.
pub struct Tests {
    file: PathBuf,
    /// How long it takes without a mutant.
    takes: Duration,
    /// The mutants that its tests come by. The others it cannot notice.
    reached: BTreeSet<u32>,
}

impl Tests {
    /// Runs `file` without any mutant.
    ///
    /// # Errors
    /// When a test fails, which says nothing about mutants then.
    fn measured(file: &Path) -> io::Result<Self> {
        let (file, takes) = (file.to_owned(), Duration::MAX);
        let mut tests = Self { file, takes, reached: BTreeSet::new() };
        let began = Instant::now();
        if let Some(fate) = tests.fate(0, None)? {
            return Err(io::Error::other(format!("without any mutant: {}", fate.says())));
        }
        tests.takes = began.elapsed();
        let list = tests.file.with_extension("reached");
        fs::write(&list, "")?;
        tests.command(None).env("LM_MUTANTS_REACHED", &list).output()?;
        tests.reached =
            fs::read_to_string(&list)?.lines().filter_map(|line| line.parse().ok()).collect();
        fs::remove_file(list)?;
        Ok(tests)
    }

    fn command(&self, module: Option<&str>) -> Command {
        let mut command = Command::new(&self.file);
        command
            .arg("--test-threads=1")
            .args(module)
            .env("LM_CASES", CASES)
            // The same cases for every mutant, and no search for a smaller one that fails as well.
            .env("PROPTEST_RNG_SEED", "1")
            .env("PROPTEST_MAX_SHRINK_ITERS", "0");
        command
    }

    /// What notices mutant `number`, if anything here does; only the tests in `module`, if one is
    /// named.
    fn fate(&self, number: u32, module: Option<&str>) -> io::Result<Option<Fate>> {
        let mut command = self.command(module);
        command.env("LM_MUTANT", number.to_string());
        let patience = LEAST_PATIENCE.max(self.takes.saturating_mul(SLOWER));
        Ok(match watch::first_failure(&mut command, patience)? {
            Ended::With(test) => Some(Fate::Test(test)),
            Ended::Late => Some(Fate::Endless),
            Ended::Well => None,
            Ended::Badly => Some(Fate::Test("the tests as a whole".to_owned())),
        })
    }
}

impl Fate {
    fn is_survival(&self) -> bool {
        matches!(self, Self::Survived | Self::Unreached)
    }

    fn says(&self) -> String {
        match self {
            Self::Test(test) => format!("noticed by {test}"),
            Self::Endless => "without end".to_owned(),
            Self::Survived => "survived".to_owned(),
            Self::Unreached => "survived without any test".to_owned(),
        }
    }
}

fn fate(tests: &[Tests], mutant: &Mutant) -> io::Result<Fate> {
    let module = mutant.file.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
    if tests.iter().all(|tests| !tests.reached.contains(&mutant.number)) {
        return Ok(Fate::Unreached);
    }
    // The first has the unit tests, and those of the mutant's own file are the likeliest.
    let own = tests.iter().take(1).map(|tests| (tests, Some(format!("{module}::tests"))));
    let all = own.chain(tests.iter().map(|tests| (tests, None)));
    for (tests, module) in all.filter(|(tests, _)| tests.reached.contains(&mutant.number)) {
        if let Some(fate) = tests.fate(mutant.number, module.as_deref())? {
            return Ok(fate);
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
    equivalents: &[Mutant],
) -> Result<(), Box<dyn Error>> {
    let workers = std::thread::available_parallelism()?.get();
    let mut tests = watch::in_parallel(files, workers, |file| Tests::measured(file))?;
    // The quick ones first, after the unit tests.
    if let Some(others) = tests.get_mut(1..) {
        others.sort_by_key(|tests| tests.takes);
    }
    let fates = watch::in_parallel(mutants, workers, |mutant| {
        let fate = fate(&tests, mutant)?;
        println!("{}: {} (line {})", fate.says(), mutant.name(), mutant.line);
        Ok(fate)
    })?;
    let mut by_file: BTreeMap<&str, Vec<&Fate>> = BTreeMap::new();
    for (mutant, fate) in mutants.iter().zip(&fates) {
        by_file.entry(&mutant.file).or_default().push(fate);
    }
    println!("\n| file | mutants | noticed | without end | survived | equivalent |");
    println!("|---|---|---|---|---|---|");
    for (file, fates) in &by_file {
        let equivalents = equivalents.iter().filter(|one| one.file == **file).count();
        println!("| `{file}` | {} {equivalents} |", row(fates.len(), fates.iter().copied()));
    }
    println!("| all | {} {} |", row(fates.len(), fates.iter()), equivalents.len());
    let survived = fates.iter().filter(|fate| fate.is_survival()).count();
    if survived > 0 {
        return Err(format!("{survived} mutants survived").into());
    }
    Ok(())
}

fn row<'a>(all: usize, fates: impl Iterator<Item = &'a Fate> + Clone) -> String {
    let count = |what: fn(&Fate) -> bool| fates.clone().filter(|fate| what(fate)).count();
    format!(
        "{all} | {} | {} | {} |",
        count(|fate| matches!(fate, Fate::Test(_))),
        count(|fate| *fate == Fate::Endless),
        count(Fate::is_survival),
    )
}
