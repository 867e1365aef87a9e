//! Prints what every instruction costs: `cargo run -p program-tests --bin bench`.

use program_tests::tour::tour;

/// Most compute units that the design allows, by instruction.
const TARGETS: [(&str, u64); 9] = [
    ("swap_exact_in", 3_500),
    ("deposit", 3_500),
    ("withdraw", 3_500),
    ("stake", 2_800),
    ("unstake", 2_800),
    ("deposit_and_stake", 5_000),
    ("unstake_and_withdraw", 5_000),
    ("claim", 2_800),
    ("create_pool", 25_000),
];

fn main() {
    let path = program_tests::world::program_path();
    let size = std::fs::metadata(&path).map_or(0, |file| file.len());
    println!("Program: {size} bytes, target 150,000.\n");
    println!("| instruction | case | CU | target | accounts | transaction bytes |");
    println!("|---|---|---:|---:|---:|---:|");
    for mut stop in tour() {
        let receipt = stop.world.send(&stop.call);
        let target = TARGETS.iter().find(|(name, _)| *name == stop.call.name);
        let target = target.map_or(String::new(), |(_, most)| most.to_string());
        let (name, case, units) = (stop.call.name, stop.case, receipt.compute_units);
        let (accounts, size) = (stop.call.parts.len(), receipt.size);
        println!("| {name} | {case} | {units} | {target} | {accounts} | {size} |");
    }
}
