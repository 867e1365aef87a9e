//! Bytes and accounts that make no call: refused by name, never a panic (S3).

use program_tests::tour::tour;
use solana_instruction::error::InstructionError;

#[test]
#[expect(deprecated, reason = "the framework still uses the old name of the error")]
fn cut_arguments_and_missing_accounts_are_refused_by_name() {
    for stop in tour() {
        let name = stop.call.name;
        let whole = stop.call.instruction();
        let mut world = stop.world;
        for length in 0..whole.data.len() {
            let mut cut = whole.clone();
            cut.data.truncate(length);
            let error = world.run(cut).expect_err(name).0;
            assert_eq!(error, InstructionError::InvalidInstructionData, "{name} cut to {length}");
        }
        for count in 0..whole.accounts.len() {
            let mut fewer = whole.clone();
            fewer.accounts.truncate(count);
            let error = world.run(fewer).expect_err(name).0;
            assert_eq!(error, InstructionError::NotEnoughAccountKeys, "{name} with {count}");
        }
    }
}

#[test]
fn an_unknown_instruction_is_refused_by_name() {
    let stop = tour().swap_remove(0);
    let mut world = stop.world;
    let mut instruction = stop.call.instruction();
    instruction.data[..8].copy_from_slice(&program_tests::call::discriminator("global", "mint"));
    let error = world.run(instruction).expect_err("there is no such instruction").0;
    assert_eq!(error, InstructionError::InvalidInstructionData);
}

#[test]
fn the_largest_and_smallest_numbers_never_panic() {
    for stop in tour() {
        for fill in [0x00, 0x01, 0x7f, 0x80, 0xff] {
            let mut instruction = stop.call.instruction();
            instruction.data[8..].fill(fill);
            if let Err((error, logs)) = stop.world.clone().run(instruction) {
                let name = stop.call.name;
                assert_ne!(error, InstructionError::ProgramFailedToComplete, "{name}\n{logs}");
            }
        }
    }
}
