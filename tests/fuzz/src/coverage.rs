//! What of the program's machine code ran, from the virtual machine's own trace of registers.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use litesvm::{InvocationInspectCallback, LiteSVM};
use program_tests::address::PROGRAM;
use solana_program_runtime::invoke_context::InvokeContext;
use solana_transaction::sanitized::SanitizedTransaction;

/// The register that counts instructions.
const PROGRAM_COUNTER: usize = 11;
/// Of an instruction; one with a wide constant takes two, of which the second has no name.
const BYTES: usize = 8;

/// An instruction that did not run yet. The low three bits of its name say that it jumps, by 64-bit
/// (5) or 32-bit (6) comparison; the high four say when, of which three are not conditions: always
/// (0), a call (8) and a return (9).
fn read(bytes: &[u8]) -> Instruction {
    let name = bytes.first().copied().unwrap_or_default();
    let (class, condition) = (name & 7, name >> 4);
    let is_branch = matches!(class, 5 | 6) && !matches!(condition, 0 | 8 | 9);
    Instruction { is_branch, ..Instruction::default() }
}

/// One instruction, and what it did.
#[derive(Clone, Copy, Default)]
struct Instruction {
    /// Whether it is a jump with a condition, which can go two ways.
    is_branch: bool,
    ran: bool,
    went_on: bool,
    jumped: bool,
}

/// How much of something there is, and how much of it was seen.
#[derive(Clone, Copy, Default)]
pub struct Share {
    pub seen: usize,
    pub all: usize,
}

impl Share {
    pub fn percent(self) -> usize {
        100 * self.seen / self.all.max(1)
    }
}

/// What was covered.
pub struct Totals {
    /// Different jumps, calls and returns.
    pub jumps: usize,
    pub instructions: Share,
    /// Both ways of each jump with a condition.
    pub branches: Share,
}

#[derive(Default)]
struct Seen {
    /// Jumps, as where from and where to: each is a way through the code.
    jumps: HashSet<(u32, u32)>,
    instructions: Vec<Instruction>,
    /// Jumps not seen before, since the last time somebody asked.
    new: usize,
}

/// Everything that ran so far, shared with the chain that runs it.
#[derive(Clone, Default)]
pub struct Coverage {
    seen: Arc<Mutex<Seen>>,
}

impl Coverage {
    /// How many jumps were new since the last call.
    pub fn take_new(&self) -> usize {
        std::mem::take(&mut self.seen.lock().expect("no holder failed").new)
    }

    /// All of it so far.
    pub fn totals(&self) -> Totals {
        let seen = self.seen.lock().expect("no holder failed");
        let (mut instructions, mut branches) = (Share::default(), Share::default());
        for one in &seen.instructions {
            instructions.all += 1;
            instructions.seen += usize::from(one.ran);
            if one.is_branch {
                branches.all += 2;
                branches.seen += usize::from(one.went_on) + usize::from(one.jumped);
            }
        }
        Totals { jumps: seen.jumps.len(), instructions, branches }
    }

    /// Takes in what another has seen.
    pub fn add(&self, other: &Self) {
        let other = other.seen.lock().expect("no holder failed");
        let mut own = self.seen.lock().expect("no holder failed");
        own.jumps.extend(&other.jumps);
        if own.instructions.len() < other.instructions.len() {
            own.instructions.resize(other.instructions.len(), Instruction::default());
        }
        for (own, other) in own.instructions.iter_mut().zip(&other.instructions) {
            own.is_branch |= other.is_branch;
            own.ran |= other.ran;
            own.went_on |= other.went_on;
            own.jumped |= other.jumped;
        }
    }
}

impl InvocationInspectCallback for Coverage {
    fn before_invocation(
        &self,
        _: &LiteSVM,
        _: &SanitizedTransaction,
        _: &[u16],
        _: &mut InvokeContext,
        _: bool,
    ) {
    }

    fn after_invocation(
        &self,
        _: &LiteSVM,
        _: &SanitizedTransaction,
        _: &[u16],
        context: &InvokeContext,
        _: bool,
    ) {
        context.iterate_vm_traces(&|instruction, executable, trace| {
            if instruction.get_program_key().is_ok_and(|key| *key == PROGRAM) {
                let mut seen = self.seen.lock().expect("no holder failed");
                let text = executable.get_text_bytes().1;
                if seen.instructions.len() != text.len() / BYTES {
                    seen.instructions = text.chunks_exact(BYTES).map(read).collect();
                }
                let mut before: Option<u64> = None;
                for registers in trace {
                    let at = registers[PROGRAM_COUNTER];
                    if let Some(one) = seen.instructions.get_mut(at as usize) {
                        one.ran = true;
                    }
                    if let Some(from) = before {
                        let goes_on = at == from + 1;
                        if let Some(one) = seen.instructions.get_mut(from as usize) {
                            one.went_on |= goes_on;
                            one.jumped |= !goes_on;
                        }
                        if !goes_on && seen.jumps.insert((from as u32, at as u32)) {
                            seen.new += 1;
                        }
                    }
                    before = Some(at);
                }
            }
        });
    }
}
