//! Writes golden vectors of `liquidity-math` into a folder, or checks that the folder has just these.
//!
//! `vectors FOLDER` writes; `vectors --check FOLDER` changes nothing and fails when a file differs.

mod liquidity;
mod random;
mod record;
mod rewards;
mod swaps;

use std::path::Path;
use std::process::ExitCode;

use random::Random;
use record::Cases;

type Section = fn(&mut Random, &mut Cases, u32);

/// Each file, what fills it, and with how many draws. Some draws are several cases.
const FILES: [(&str, Section, u32); 9] = [
    ("curves", swaps::curves, 700),
    ("fees", swaps::fees, 350),
    ("swaps", swaps::swaps, 800),
    ("prices", swaps::prices, 350),
    ("shares", liquidity::shares, 500),
    ("single_sided", liquidity::single_sided, 1_000),
    ("streams", rewards::streams, 300),
    ("clocks", rewards::clocks, 400),
    ("extremes", swaps::extremes, 1),
];
const SEED: u64 = 20_260_101;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (folder, check) = match arguments.as_slice() {
        [folder] => (folder, false),
        [flag, folder] if flag == "--check" => (folder, true),
        _ => {
            eprintln!("vectors [--check] FOLDER");
            return ExitCode::FAILURE;
        }
    };
    let mut is_current = true;
    let mut count = 0;
    for (number, (name, fill, draws)) in (0..).zip(FILES) {
        let mut cases = Cases::default();
        fill(&mut Random::seeded(SEED + number), &mut cases, draws);
        let text = cases.into_text();
        count += text.lines().count();
        let path = Path::new(folder).join(format!("{name}.jsonl"));
        if !check {
            if let Err(error) = std::fs::write(&path, text) {
                eprintln!("{}: {error}", path.display());
                return ExitCode::FAILURE;
            }
        } else if std::fs::read_to_string(&path).ok().as_deref() != Some(&text) {
            eprintln!("{} is not what liquidity-math gives", path.display());
            is_current = false;
        }
    }
    println!("    {count} cases of liquidity-math");
    if is_current { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
