//! What of the program's machine code ran, from the virtual machine's own trace of registers.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use litesvm::{InvocationInspectCallback, LiteSVM};
use program_tests::address::PROGRAM;
use solana_program_runtime::invoke_context::InvokeContext;
use solana_transaction::sanitized::SanitizedTransaction;

/// The register that counts instructions.
const PROGRAM_COUNTER: usize = 11;

#[derive(Default)]
struct Seen {
    /// Jumps, as where from and where to: each is a way through the code.
    jumps: HashSet<(u32, u32)>,
    instructions: Vec<bool>,
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

    /// Different jumps so far; instructions that ran, of all there are.
    pub fn totals(&self) -> (usize, usize, usize) {
        let seen = self.seen.lock().expect("no holder failed");
        let ran = seen.instructions.iter().filter(|ran| **ran).count();
        (seen.jumps.len(), ran, seen.instructions.len())
    }

    /// Takes in what another has seen.
    pub fn add(&self, other: &Self) {
        let other = other.seen.lock().expect("no holder failed");
        let mut own = self.seen.lock().expect("no holder failed");
        own.jumps.extend(&other.jumps);
        if own.instructions.len() < other.instructions.len() {
            own.instructions.resize(other.instructions.len(), false);
        }
        for (own, other) in own.instructions.iter_mut().zip(&other.instructions) {
            *own |= other;
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
                let count = executable.get_text_bytes().1.len() / 8;
                if seen.instructions.len() != count {
                    seen.instructions.resize(count, false);
                }
                let mut before = 0;
                for registers in trace {
                    let at = registers[PROGRAM_COUNTER];
                    if let Some(ran) = seen.instructions.get_mut(at as usize) {
                        *ran = true;
                    }
                    if at != before + 1 && seen.jumps.insert((before as u32, at as u32)) {
                        seen.new += 1;
                    }
                    before = at;
                }
            }
        });
    }
}
