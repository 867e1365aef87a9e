//! Mutation tests of the arithmetic and of the program. `tools/mutants` is how it is run.
//!
//! `mutants write SOURCES OUT` copies the program's sources with every mutant in, all off;
//! `mutants run BUILD TESTS FUZZER [NAME...]` turns on one after the other. `write-arithmetic SOURCES
//! OUT` and `run-arithmetic LIST TESTS... [-- NAME...]` do it for the arithmetic.

mod accounts;
mod arithmetic;
mod arithmetic_run;
mod instrument;
mod list;
mod run;
mod siblings;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use instrument::Instrument;
use list::{Equivalent, Mutant};
use run::{Fate, Tests};

/// Without logic of their own.
const LEFT_OUT: [&str; 5] = ["constants.rs", "error.rs", "events.rs", "lib.rs", "testing.rs"];
/// Of a hundred mutants of handlers, those that must be noticed at least.
const GOAL: usize = 90;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["write", sources, out] => {
            write(Path::new(sources), Path::new(out), None, include_str!("runtime.rs"))
        }
        ["write-arithmetic", sources, out] => {
            let numbers = numbers_in(Path::new(sources))?;
            write(Path::new(sources), Path::new(out), Some(numbers), include_str!("host.rs"))
        }
        ["run-arithmetic", list, tests @ ..] => {
            let end = tests.iter().position(|one| *one == "--").unwrap_or(tests.len());
            let files: Vec<PathBuf> = tests[..end].iter().map(PathBuf::from).collect();
            let names = tests.get(end + 1..).unwrap_or_default();
            let (mutants, equivalents) = chosen(Path::new(list), "equivalent-math.txt", names)?;
            arithmetic_run::run(&files, &mutants, &equivalents)
        }
        ["run", build, tests, fuzzer, names @ ..] => {
            run(Path::new(build), Path::new(tests), Path::new(fuzzer), names)
        }
        _ => Err("see the head of tests/mutants/src/main.rs".into()),
    }
}

/// The constants of the crate in `sources` that are numbers.
fn numbers_in(sources: &Path) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let mut numbers = BTreeSet::new();
    for file in files_under(sources)? {
        numbers.append(&mut arithmetic::numbers_in(&syn::parse_file(&fs::read_to_string(file)?)?));
    }
    Ok(numbers)
}

/// Copies `sources` with all mutants in, those of arithmetic as well if its constants are given.
fn write(
    sources: &Path,
    out: &Path,
    numbers: Option<BTreeSet<String>>,
    runtime: &str,
) -> Result<(), Box<dyn Error>> {
    let mut instrument = Instrument::new(numbers);
    for file in files_under(sources)? {
        let name = file.strip_prefix(sources)?.to_string_lossy().into_owned();
        let mut text = fs::read_to_string(&file)?;
        if name == "lib.rs" {
            text.push_str("\npub mod mutant;\n");
        }
        if !LEFT_OUT.contains(&name.as_str()) {
            text = instrument.file(&name, &text).map_err(|error| format!("{name}: {error}"))?;
        }
        let to = out.join(&name);
        fs::create_dir_all(to.parent().unwrap_or(out))?;
        fs::write(to, text)?;
    }
    fs::write(out.join("mutant.rs"), runtime)?;
    fs::write(out.join("mutants.json"), serde_json::to_string_pretty(&instrument.mutants)?)?;
    println!("{} mutants", instrument.mutants.len());
    Ok(())
}

fn files_under(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files.extend(files_under(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}

/// The mutants in `list` that have one of `names` in their name, apart from those, given second, that
/// the file of equivalent ones names.
fn chosen(
    list: &Path,
    equivalent: &str,
    names: &[&str],
) -> Result<(Vec<Mutant>, Vec<Mutant>), Box<dyn Error>> {
    let all: Vec<Mutant> = serde_json::from_str(&fs::read_to_string(list)?)?;
    let file = equivalent;
    let equivalent = Equivalent::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(file))?;
    let stale = equivalent.stale(&all);
    if !stale.is_empty() {
        return Err(format!("{file} names mutants that are not there: {stale:#?}").into());
    }
    let wanted =
        |mutant: &Mutant| names.is_empty() || names.iter().any(|name| mutant.name().contains(name));
    Ok(all.into_iter().filter(wanted).partition(|one| !equivalent.has(one)))
}

fn run(build: &Path, tests: &Path, fuzzer: &Path, names: &[&str]) -> Result<(), Box<dyn Error>> {
    let folder = build.parent().unwrap_or(Path::new(".")).to_owned();
    let (mutants, equivalents) = chosen(&folder.join("mutants.json"), "equivalent.txt", names)?;
    let tests = Tests {
        build: fs::read(build)?,
        tests: tests.to_owned(),
        fuzzer: fuzzer.to_owned(),
        folder,
    };
    if tests.fate(0, "withdraw")? != Fate::Survived {
        return Err("the tests fail without any mutant".into());
    }
    let workers = std::thread::available_parallelism()?.get();
    let fates = tests.all(&mutants, workers, |mutant, fate| match fate {
        Fate::Survived => println!("survived: {} (line {})", mutant.name(), mutant.line),
        Fate::Test(test) => println!("noticed by {test}: {}", mutant.name()),
        Fate::Fuzzer => println!("noticed by the fuzzer: {}", mutant.name()),
        Fate::Endless => println!("without end: {}", mutant.name()),
    })?;

    let mut folders: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (mutant, fate) in mutants.iter().zip(&fates) {
        let folder =
            Path::new(&mutant.file).parent().map(|path| path.to_string_lossy().into_owned());
        let entry = folders.entry(folder.unwrap_or_default()).or_default();
        entry.0 += 1;
        entry.1 += usize::from(*fate != Fate::Survived);
    }
    println!("\n| sources | mutants | noticed |\n|---|---|---|");
    for (folder, (count, noticed)) in &folders {
        println!("| `{folder}` | {count} | {noticed} |");
    }
    let count = |what: fn(&Fate) -> bool| fates.iter().filter(|fate| what(fate)).count();
    let survived = count(|fate| *fate == Fate::Survived);
    println!(
        "\n{} mutants; {} noticed by tests, {} by the fuzzer alone, {} without end; {survived} survived; {} more are equivalent",
        mutants.len(),
        count(|fate| matches!(fate, Fate::Test(_))),
        count(|fate| *fate == Fate::Fuzzer),
        count(|fate| *fate == Fate::Endless),
        equivalents.len(),
    );
    if (mutants.len() - survived) * 100 < mutants.len() * GOAL {
        return Err(format!("fewer than {GOAL} of 100 mutants were noticed").into());
    }
    Ok(())
}
