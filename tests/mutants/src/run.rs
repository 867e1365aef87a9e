//! Turns each mutant on in the one build that has them all, and runs the tests on it until one fails.

use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use crate::list::Mutant;

/// What stands before the number in the build.
const MARK: &[u8; 16] = b"THE MUTANT IS NO";
/// A test that never comes to its end has noticed.
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
        if fate == Fate::Survived && self.fuzz(&build)? {
            fate = Fate::Fuzzer;
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
        let mut child = command
            .env("LM_PROGRAM_SO", build)
            .env("LM_SEQUENCES", "2")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let output = child.stdout.take().ok_or_else(|| io::Error::other("no output"))?;
        let (send, receive) = mpsc::channel();
        let reader = thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(test) =
                    line.strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED"))
                    && send.send(test.to_owned()).is_err()
                {
                    return;
                }
            }
        });
        let began = Instant::now();
        let fate = loop {
            match receive.recv_timeout(Duration::from_millis(200)) {
                Ok(test) => break Some(Fate::Test(test)),
                // The output is at its end, so that the process is.
                Err(mpsc::RecvTimeoutError::Disconnected) => break None,
                Err(mpsc::RecvTimeoutError::Timeout) if began.elapsed() > PATIENCE => {
                    break Some(Fate::Endless);
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {}
            }
        };
        if fate.is_some() {
            child.kill()?;
        }
        let status = child.wait()?;
        drop(receive);
        let _ = reader.join();
        Ok(match fate {
            Some(fate) => fate,
            None if status.success() => Fate::Survived,
            None => Fate::Test("the tests as a whole".to_owned()),
        })
    }

    /// Whether the fuzzer notices.
    fn fuzz(&self, build: &Path) -> io::Result<bool> {
        let output =
            Command::new(&self.fuzzer).arg("--all").env("LM_PROGRAM_SO", build).output()?;
        Ok(!String::from_utf8_lossy(&output.stdout).starts_with("broke nothing in"))
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
        let next = AtomicUsize::new(0);
        let fates = Mutex::new(vec![Fate::Survived; mutants.len()]);
        let work = || -> io::Result<()> {
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(mutant) = mutants.get(place) else { return Ok(()) };
                let fate = self.fate(mutant.number, subject(&mutant.file))?;
                tell(mutant, &fate);
                fates.lock().map_err(|_| io::Error::other("a worker panicked"))?[place] = fate;
            }
        };
        thread::scope(|scope| {
            let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(|worker| {
                worker.join().map_err(|_| io::Error::other("a worker panicked"))?
            })
        })?;
        fates.into_inner().map_err(|_| io::Error::other("a worker panicked"))
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
