//! Turns each mutant on in the one build that has them all, and runs the tests on it until one fails.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::list::Mutant;
use crate::watch::{self, Ended};

/// What stands before the number in the build.
const MARK: &[u8; 16] = b"THE MUTANT IS NO";
/// A test, or the fuzzer, that never comes to its end has noticed.
const PATIENCE: Duration = Duration::from_secs(300);

/// What mutants are run against.
pub struct Tests {
    /// The build with all mutants in.
    pub build: Vec<u8>,
    /// The compiled tests of the program.
    pub tests: PathBuf,
    /// The compiled fuzzer.
    pub fuzzer: PathBuf,
    /// Where mutants are written.
    pub folder: PathBuf,
}

/// What noticed a mutant.
#[derive(Clone, PartialEq, Eq)]
pub enum Fate {
    /// A test of this name failed.
    Test(String),
    /// The fuzzer broke it.
    Fuzzer,
    /// The tests did not end.
    Endless,
    /// Nothing noticed.
    Survived,
}

impl Tests {
    /// The build with mutant `number` on; 0 for none.
    fn write(&self, number: u32) -> io::Result<PathBuf> {
        let at = self.build.windows(MARK.len()).position(|bytes| bytes == MARK);
        let at = at.ok_or_else(|| io::Error::other("the build has no mutants in it"))? + MARK.len();
        let mut build = self.build.clone();
        build[at..at + 4].copy_from_slice(&number.to_le_bytes());
        let file = self.folder.join(format!("{number}.so"));
        fs::write(&file, build)?;
        Ok(file)
    }

    /// Runs everything there is against mutant `number`, the tests named like `subject` first.
    ///
    /// # Errors
    /// When a process cannot be run.
    pub fn fate(&self, number: u32, subject: &str) -> io::Result<Fate> {
        let build = self.write(number)?;
        let mut fate = Fate::Survived;
        for filter in [Some(subject), None] {
            fate = self.tests(&build, filter)?;
            if fate != Fate::Survived {
                break;
            }
        }
        if fate == Fate::Survived {
            fate = self.fuzz(&build)?;
        }
        fs::remove_file(build)?;
        Ok(fate)
    }

    fn tests(&self, build: &Path, filter: Option<&str>) -> io::Result<Fate> {
        let mut command = Command::new(&self.tests);
        // What a mutant costs says nothing, since it has the questions of all others in it.
        command.args(["--test-threads=1", "--skip", "cost::", "--skip", "idl::"]);
        if let Some(filter) = filter {
            command.arg(format!("{filter}::"));
        }
        command.env("LM_PROGRAM_SO", build).env("LM_SEQUENCES", "2");
        Ok(match watch::first_failure(&mut command, PATIENCE)? {
            Ended::With(test) => Fate::Test(test),
            Ended::Late => Fate::Endless,
            Ended::Well => Fate::Survived,
            Ended::Badly => Fate::Test("the tests as a whole".to_owned()),
        })
    }

    fn fuzz(&self, build: &Path) -> io::Result<Fate> {
        let mut command = Command::new(&self.fuzzer);
        command.arg("--all").env("LM_PROGRAM_SO", build);
        // It says so when it is done.
        let says = |line: &str| line.starts_with("broke nothing in").then_some(());
        Ok(match watch::first(&mut command, PATIENCE, says)? {
            Ended::With(()) => Fate::Survived,
            Ended::Late => Fate::Endless,
            Ended::Well | Ended::Badly => Fate::Fuzzer,
        })
    }

    /// The fates of `mutants`, in their order; `tell` hears of each as it comes.
    ///
    /// # Errors
    /// The first of any of them.
    pub fn all(
        &self,
        mutants: &[Mutant],
        workers: usize,
        tell: impl Fn(&Mutant, &Fate) + Sync,
    ) -> io::Result<Vec<Fate>> {
        watch::in_parallel(mutants, workers, |mutant| {
            let fate = self.fate(mutant.number, subject(&mutant.file))?;
            tell(mutant, &fate);
            Ok(fate)
        })
    }
}

/// The tests of an instruction are named like its file.
fn subject(file: &str) -> &str {
    let name = Path::new(file).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    match name {
        "execution" | "pool" | "moves" => "swap_exact_in",
        "guards" | "liquidity" => "deposit",
        "single" => "deposit_single",
        "manage_config" => "update_config",
        "quote_swap" => "quotes",
        "membership" | "farm" | "position" | "lock" => "stake",
        "campaign" | "reward" | "open" | "account" => "create_campaign",
        "restake" => "locks",
        "unstake_part" => "unstake",
        "mint" => "extensions",
        "config" => "create_config",
        "signer" => "withdraw",
        _ => name,
    }
}
