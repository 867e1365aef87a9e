//! What every instruction costs, as the page `docs/compute-units.md`.
//!
//! `bench` prints it; `bench --check FILE` compares a page printed before with what is measured now
//! and fails when a figure has risen by more than one in a hundred.

use std::collections::BTreeMap;
use std::process::ExitCode;

use program_tests::actors::{ALICE, BOB};
use program_tests::token::wallet;
use program_tests::tour::{tour, with_each_token, with_live_campaigns};
use program_tests::{World, mints};
use solana_address::Address;

/// What the design asks for, and what the runtime charges for the token work alone.
const TARGETS: [(&str, u64, u64); 10] = [
    ("swap_exact_in", 3_500, 1_630),
    ("swap_exact_out", 3_500, 1_630),
    ("deposit", 3_500, 1_471),
    ("withdraw", 3_500, 1_471),
    ("stake", 2_800, 1_162),
    ("unstake", 2_800, 1_162),
    ("deposit_and_stake", 5_000, 1_500),
    ("unstake_and_withdraw", 5_000, 1_500),
    ("claim", 2_800, 1_162),
    ("create_pool", 25_000, 0),
];
const SIZE_TARGET: u64 = 150_000;

const INTRODUCTION: &str = "\
# Compute units

Written by `tools/bench`; `tools/bench --check` fails when a figure rises by more than 1 %.

Measured on LiteSVM with mainnet's features, so with p-token as the token program, on the release \
build that `tools/sbf` makes (SBPF v3). CU are those of the whole transaction, which has one \
instruction and no compute-budget instructions. Target: what the design asks for. Floor: what the \
runtime itself charges for the call of the token program and its work.

An instruction that creates an account of the program searches its address. Each try after the first \
costs about 350 CU more, and half of all addresses need one: a client may choose a position's number \
by it.
";

const CAMPAIGNS: &str = "
## Campaigns cost stakers nothing

Staking and leaving with that many live campaigns. Without any there is no next boundary to look at; \
from one on it is the same whatever their number.
";

const TOKENS: &str = "
## Tokens and curves

The same with the tokens that a pool can have. Every transfer of a Token-2022 token is a call of its \
own, and each asks that program for its fee; those of SPL Token are one call together. Each comes in \
a slot of its own, so that it also sums up prices.
";

const TRANSFERS: &str = "
## What a transfer costs

One transfer by itself, sent to the token program without ours in between. To each call of Token-2022 \
from a program the runtime adds about a thousand. No pool of such tokens can cost less.

| | CU |
|---|---:|
";

const HEAD: &str = "
| instruction | case | CU | target | floor | accounts | transaction bytes |
|---|---|---:|---:|---:|---:|---:|
";

/// One line of the page.
struct Row {
    name: String,
    case: String,
    units: u64,
    accounts: u64,
    bytes: u64,
}

impl Row {
    fn line(&self) -> String {
        // Targets and floors are those of SPL Token.
        let goals = TARGETS.iter().find(|(name, ..)| *name == self.name);
        let goals = goals.filter(|_| !self.case.contains("Token-2022"));
        let goal = |figure: u64| if figure == 0 { String::new() } else { figure.to_string() };
        let (target, floor) =
            goals.map_or_else(Default::default, |(_, target, floor)| (goal(*target), goal(*floor)));
        let Self { name, case, units, accounts, bytes } = self;
        format!("| {name} | {case} | {units} | {target} | {floor} | {accounts} | {bytes} |\n")
    }
}

fn measure(stops: Vec<program_tests::tour::Stop>) -> Vec<Row> {
    let row = |mut stop: program_tests::tour::Stop| {
        let receipt = stop.world.send(&stop.call);
        Row {
            name: stop.call.name.to_owned(),
            case: stop.case.to_owned(),
            units: receipt.compute_units,
            accounts: stop.call.parts.len() as u64,
            bytes: receipt.size as u64,
        }
    };
    stops.into_iter().map(row).collect()
}

/// What the token programs themselves charge.
fn transfers() -> String {
    let row = |(what, mint): (&str, Address)| {
        let units = World::bare().donate(ALICE, wallet(&BOB, &mint), mint, 1_234_567).compute_units;
        format!("| {what} | {units} |\n")
    };
    [
        ("SPL Token transfer", mints::A),
        ("Token-2022 transfer", mints::PLAIN_2022),
        ("Token-2022 transfer with a fee", mints::FEE_2022),
    ]
    .map(row)
    .concat()
}

fn page() -> String {
    let size = std::fs::metadata(program_tests::world::program_path()).map_or(0, |file| file.len());
    let rows = |stops| measure(stops).iter().map(Row::line).collect::<String>();
    format!(
        "{INTRODUCTION}{HEAD}{}{TOKENS}{HEAD}{}{TRANSFERS}{}{CAMPAIGNS}{HEAD}{}\n## Size\n\n\
         | | bytes | target |\n|---|---:|---:|\n| program | {size} | {SIZE_TARGET} |\n",
        rows(tour()),
        rows(with_each_token()),
        transfers(),
        rows(with_live_campaigns()),
    )
}

/// Every figure of a page by what it is of.
fn figures(page: &str) -> BTreeMap<String, u64> {
    let mut figures = BTreeMap::new();
    for line in page.lines() {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let mut note = |what: String, cell: &str| {
            if let Ok(figure) = cell.parse() {
                figures.insert(what, figure);
            }
        };
        match cells[..] {
            ["", name, case, units, _, _, accounts, bytes, ""] => {
                let of = if case.is_empty() { name.to_owned() } else { format!("{name} ({case})") };
                note(format!("{of}: CU"), units);
                note(format!("{of}: accounts"), accounts);
                note(format!("{of}: transaction bytes"), bytes);
            }
            ["", what, units, ""] => note(format!("{what}: CU"), units),
            ["", "program", size, _, ""] => note("program: bytes".to_owned(), size),
            _ => {}
        }
    }
    figures
}

/// What rose by more than 1 %, and what is measured and not on the page, or the other way round.
fn complaints(before: &BTreeMap<String, u64>, now: &BTreeMap<String, u64>) -> Vec<String> {
    let mut complaints = Vec::new();
    for (what, figure) in now {
        match before.get(what) {
            Some(old) if figure * 100 > old * 101 => {
                complaints.push(format!("{what} rose from {old} to {figure}"));
            }
            Some(_) => {}
            None => complaints.push(format!("{what} is {figure} and not on the page")),
        }
    }
    let gone = before.keys().filter(|what| !now.contains_key(*what));
    complaints.extend(gone.map(|what| format!("{what} is on the page and no longer measured")));
    complaints
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => print!("{}", page()),
        (Some("--check"), Some(file)) => {
            let committed = std::fs::read_to_string(&file).expect("the page can be read");
            let complaints = complaints(&figures(&committed), &figures(&page()));
            for complaint in &complaints {
                eprintln!("{complaint}");
            }
            if !complaints.is_empty() {
                return ExitCode::FAILURE;
            }
        }
        _ => {
            eprintln!("bench [--check FILE]");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
