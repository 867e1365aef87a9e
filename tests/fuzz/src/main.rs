//! `fuzz`: a run as in CI; `fuzz --minutes 30`: as long as one likes; `fuzz --all`: past
//! every failure, and prints which invariants saw one, for planted bugs. See `tools/fuzz`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use program_fuzz::action::{Sequence, VERBS};
use program_fuzz::coverage::Coverage;
use program_fuzz::gates;
use program_fuzz::hunt::{Found, Lane, quieten_reported_panics};
use program_fuzz::setup::Chain;
use program_fuzz::shrink::{as_test, shrink};
use program_fuzz::tally::Tally;

/// Lines of work, however many processors there are: what each does depends on its seed alone.
const LANES: u64 = 4;
/// Sequences of each lane in CI.
const SEQUENCES: usize = 1_500;
/// Sequences of each lane for a planted bug.
const PLANTED_SEQUENCES: usize = 30;
/// Files of a corpus, and what each must add to those before it.
const MOST_KEPT: usize = 40;
const LEAST_NEWS: usize = 8;

struct Options {
    seed: u64,
    sequences: usize,
    minutes: Option<u64>,
    is_all: bool,
    keep: Option<PathBuf>,
}

fn options() -> Result<Options, String> {
    let mut options =
        Options { seed: 1, sequences: SEQUENCES, minutes: None, is_all: false, keep: None };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or(format!("{arg} wants a value"));
        let number = |text: String| text.parse().map_err(|_| format!("{text} is no number"));
        match arg.as_str() {
            "--seed" => options.seed = number(value()?)?,
            "--sequences" => options.sequences = number(value()?)? as usize,
            "--minutes" => options.minutes = Some(number(value()?)?),
            "--all" => {
                options.is_all = true;
                options.sequences = PLANTED_SEQUENCES;
            }
            "--keep" => options.keep = Some(value()?.into()),
            _ => return Err(format!("fuzz does not know {arg}")),
        }
    }
    Ok(options)
}

fn corpus() -> Vec<Sequence> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = files.flatten().map(|file| file.path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a file of the corpus");
        text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    paths.into_iter().map(read).collect()
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    // A model that gives up is reported like any failure.
    quieten_reported_panics();
    let began = Instant::now();
    let deadline = options.minutes.map(|minutes| began + Duration::from_secs(60 * minutes));
    let corpus = corpus();
    let (following, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let is_over = AtomicBool::new(false);
    let found: Mutex<Option<Found>> = Mutex::new(None);
    let saw: Mutex<BTreeMap<&str, u64>> = Mutex::default();
    let (total, coverage) = (Mutex::new(Tally::default()), Coverage::default());
    let kept: Mutex<Vec<Sequence>> = Mutex::new(Vec::new());
    let all = options.sequences * LANES as usize;
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let lane = following.fetch_add(1, Ordering::Relaxed);
                    if lane >= LANES as usize && deadline.is_none()
                        || is_over.load(Ordering::Relaxed)
                    {
                        break;
                    }
                    let share = corpus.iter().skip(lane % LANES as usize).step_by(LANES as usize);
                    let mut work = Lane::new(options.seed + lane as u64, share.cloned().collect());
                    let mut steps = 0;
                    while steps < options.sequences && !is_over.load(Ordering::Relaxed) {
                        if deadline.is_some_and(|deadline| Instant::now() > deadline) {
                            is_over.store(true, Ordering::Relaxed);
                            break;
                        }
                        steps += 1;
                        if let Err(one) = work.step() {
                            is_over.fetch_or(!options.is_all, Ordering::Relaxed);
                            let mut saw = saw.lock().expect("no worker failed");
                            *saw.entry(one.failure.invariant).or_default() += 1;
                            found.lock().expect("no worker failed").get_or_insert(*one);
                        }
                        let count = done.fetch_add(1, Ordering::Relaxed) + 1;
                        if count.is_multiple_of(500) {
                            let seconds = began.elapsed().as_secs();
                            let of = deadline.map_or(format!(" of {all}"), |_| String::new());
                            eprintln!("    {count}{of} sequences in {seconds} s");
                        }
                    }
                    total.lock().expect("no worker failed").add(&work.tally);
                    coverage.add(work.coverage());
                    kept.lock().expect("no worker failed").extend_from_slice(work.kept());
                }
            });
        }
    });
    let total = total.into_inner().expect("no worker failed");
    if let Some(found) = found.into_inner().expect("no worker failed") {
        println!("broke {}", found.failure);
        if options.is_all {
            let saw = saw.into_inner().expect("no worker failed");
            let seen: Vec<_> = saw.iter().map(|(name, count)| format!("{name} x{count}")).collect();
            println!("seen by {} in {} sequences", seen.join(", "), done.into_inner());
        } else {
            println!("found after {} sequences, {} actions", total.sequences, total.actions);
            let short = shrink(&Chain::plain(), &found);
            println!("shrunk from {} to {} actions; as a test:\n", found.at, short.at);
            println!("{}", as_test(&short));
        }
        return ExitCode::FAILURE;
    }
    if options.is_all {
        println!("broke nothing in {} sequences, {} actions", total.sequences, total.actions);
        return ExitCode::SUCCESS;
    }
    report(&total, &coverage, began);
    if let Some(folder) = options.keep {
        write_corpus(&folder, &kept.into_inner().expect("no worker failed"));
    }
    let missing = gates::missing(&total);
    for line in &missing {
        println!("missing: {line}");
    }
    let result = if missing.is_empty() { "ok" } else { "FAILED" };
    println!(
        "\ntest result: {result}. {} passed; {} failed; finished in {:.2}s",
        total.sequences,
        missing.len(),
        began.elapsed().as_secs_f64()
    );
    if missing.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn report(total: &Tally, coverage: &Coverage, began: Instant) {
    let covered = coverage.totals();
    println!(
        "{} sequences, {} actions in {:.0} s: {} positions, {} campaigns, at most {} on a farm; \
         {} calls made wrong on purpose, {} round trips",
        total.sequences,
        total.actions,
        began.elapsed().as_secs_f64(),
        total.positions,
        total.campaigns,
        total.most_campaigns,
        total.twisted,
        total.round_trips
    );
    println!("dust: {} base units of {} campaigns closed", total.dust, total.closed_campaigns);
    println!(
        "machine code: {} of {} instructions ran ({} %), {} of {} ways of branches ({} %), {} \
         different jumps; {} outcomes by state",
        covered.instructions.seen,
        covered.instructions.all,
        covered.instructions.percent(),
        covered.branches.seen,
        covered.branches.all,
        covered.branches.percent(),
        covered.jumps,
        total.states.len()
    );
    println!("calls as they should be, and how many succeeded:");
    for (verb, name, _) in VERBS {
        let tries = total.verbs.get(verb).copied().unwrap_or_default();
        let percent = 100 * tries.succeeded / tries.sent.max(1);
        println!("  {name:22} {:7} {percent:3} %", tries.sent);
    }
    println!("refusals:");
    let mut names = BTreeMap::<&str, u64>::new();
    for ((_, name), count) in &total.refused {
        *names.entry(name).or_default() += count;
    }
    for (name, count) in names {
        println!("  {name:30} {count:7}");
    }
    println!("most compute units:");
    for (name, units) in &total.dearest {
        println!("  {name:22} {units:7}");
    }
    for (name, why) in gates::UNREACHABLE {
        println!("not to be reached: {name}, {why}");
    }
}

/// Keeps the sequences as a corpus: those that, one after another, still add to what is covered.
fn write_corpus(folder: &Path, kept: &[Sequence]) {
    std::fs::create_dir_all(folder).expect("a folder to keep the corpus in");
    let mut lane = Lane::new(0, kept.to_vec());
    let mut count = 0;
    for sequence in kept.iter().rev() {
        if count < MOST_KEPT && lane.step().is_ok() && lane.news() >= LEAST_NEWS {
            let path = folder.join(format!("{count:03}.txt"));
            std::fs::write(path, sequence.to_string()).expect("a file of the corpus");
            count += 1;
        }
    }
    println!("{count} of {} sequences kept in {}", kept.len(), folder.display());
}
