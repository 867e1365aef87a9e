//! Every account of a call replaced by something that looks like it (S1), flags included.

use program_tests::address::{PROGRAM, SYSTEM_PROGRAM, TOKEN_2022, TOKEN_PROGRAM, named};
use program_tests::error::{FrameworkError, LiquidityError};
use program_tests::{Call, World};
use solana_address::Address;
use solana_instruction::error::InstructionError;

/// An account put in a role, and how it must be refused.
pub struct Lookalike {
    role: &'static str,
    address: Address,
    refusal: InstructionError,
    what: &'static str,
}

pub fn lookalike(
    role: &'static str,
    what: &'static str,
    address: Address,
    refusal: impl Into<InstructionError>,
) -> Lookalike {
    Lookalike { role, address, refusal: refusal.into(), what }
}

/// Tries every lookalike given, and those that follow from what an account is:
/// - a program in place of another,
/// - an account of the program: its twin under another owner, and an account of the program that is
///   of another type,
/// - a signer that did not sign,
/// - an account to be written that is read-only.
///
/// Each on a world of its own, and with nothing changed afterwards (S4). Fails when a role is left
/// for which nothing was put in.
pub fn check(world: &World, call: &Call, given: &[Lookalike]) {
    world.clone().send(call);
    for one in given {
        world.clone().refuse_as(&call.with(one.role, one.address), one.refusal.clone(), one.what);
    }
    for part in &call.parts {
        let is_given = given.iter().any(|one| one.role == part.role);
        let is_checked = check_reward_program(world, call, part.role)
            || check_by_kind(world, call, part.role, part.address);
        assert!(is_given || is_checked || part.is_signer, "no lookalike for `{}`", part.role);
        if part.is_signer {
            let unsigned = call.with_unsigned(part.role);
            world.clone().refuse_as(&unsigned, FrameworkError::NotSigned, part.role);
        }
        if part.is_writable && part.address != PROGRAM {
            let read_only = call.with_read_only(part.role);
            let refusal = if part.is_signer {
                // Both flags of a signer that pays are checked at once, under the name of the first.
                FrameworkError::NotSigned.into()
            } else if world.is_gone(&part.address) {
                // What is to be created is asked of the system program, which the runtime stops.
                InstructionError::PrivilegeEscalation
            } else {
                FrameworkError::NotWritable.into()
            };
            world.clone().refuse_as(&read_only, refusal, part.role);
        }
    }
}

/// The token program of a call that moves a reward: the reward's own, but where LP tokens move as well
/// and it is theirs.
fn check_reward_program(world: &World, call: &Call, role: &str) -> bool {
    let has = |role| call.parts.iter().any(|part| part.role == role);
    if role != "token_program" || !has("reward_mint") {
        return false;
    }
    let other = call.with(role, SYSTEM_PROGRAM);
    let refusal: InstructionError = if has("lp_mint") {
        FrameworkError::WrongProgram.into()
    } else {
        LiquidityError::WrongTokenProgram.into()
    };
    world.clone().refuse_as(&other, refusal, "another program");
    true
}

fn check_by_kind(world: &World, call: &Call, role: &str, address: Address) -> bool {
    if address == PROGRAM {
        // Left out: what stands there instead is not looked at, unless it has to be a program.
        if role == "token_2022_program" {
            let other = call.with(role, SYSTEM_PROGRAM);
            world.clone().refuse_as(&other, FrameworkError::WrongProgram, "another program");
        }
        return true;
    }
    if address == TOKEN_2022 {
        let other = call.with(role, SYSTEM_PROGRAM);
        world.clone().refuse_as(&other, FrameworkError::WrongProgram, "another program");
        // The runtime finds no program to call.
        let missing = call.with(role, PROGRAM);
        world.clone().refuse_as(&missing, InstructionError::MissingAccount, "left out");
        return true;
    }
    if address == TOKEN_PROGRAM || address == SYSTEM_PROGRAM {
        let other = call.with(role, TOKEN_2022);
        world.clone().refuse_as(&other, FrameworkError::WrongProgram, "another program");
        return true;
    }
    let Some(account) = world.svm.get_account(&address).filter(|one| one.owner == PROGRAM) else {
        return false;
    };
    let mut stolen = account.clone();
    stolen.owner = TOKEN_PROGRAM;
    let mut disguised = account;
    disguised.data[..8].copy_from_slice(&program_tests::call::discriminator("account", "Disguise"));
    for (name, twin, refusal) in [
        ("twin under another owner", stolen, FrameworkError::WrongOwner),
        ("account of another type", disguised, FrameworkError::WrongData),
    ] {
        let mut world = world.clone();
        world.put(named(name), twin);
        world.refuse_as(&call.with(role, named(name)), refusal, name);
    }
    true
}
