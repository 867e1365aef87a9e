//! How much of its stack frame each function uses.
//!
//! LLVM sees to the limit too, but it does not know that arguments beyond the fifth lie at the far
//! end of the same frame.

use crate::code::{ARGUMENTS, FRAME_POINTER, instructions};
use crate::elf::{EXECUTABLE, FUNCTION, SYMTAB, sections, symbols};
use crate::names::readable;

/// What the runtime gives each call.
pub const FRAME: i64 = 4096;

struct Use {
    locals: i64,
    arguments: i64,
}

/// LLVM addresses its frame in two ways: an access relative to r10, or a copy of r10 that a
/// constant is added to. The second is followed from register to register until the register is
/// written otherwise.
fn used(code: &[u8]) -> Use {
    let mut used = Use { locals: 0, arguments: 0 };
    // For each register, how far it is from the frame pointer, if that is what it holds.
    let mut from_frame: [Option<i64>; 16] = [None; 16];
    from_frame[FRAME_POINTER] = Some(0);
    let mut reach = |at: Option<i64>, offset: i64| {
        if let Some(at) = at {
            used.locals = used.locals.max(-(at + offset));
        }
    };
    let mut arguments = 0;
    for (_, i) in instructions(code) {
        if i.is_load() {
            if i.src == ARGUMENTS {
                arguments = arguments.max(i.offset + 8);
            }
            reach(from_frame[i.src], i.offset);
            from_frame[i.dst] = None;
        } else if i.is_store() {
            reach(from_frame[i.dst], i.offset);
        } else {
            match i.op {
                // mov dst, src
                0xbf => from_frame[i.dst] = from_frame[i.src],
                // add dst, constant
                0x07 => {
                    from_frame[i.dst] = from_frame[i.dst].map(|at| at + i.value);
                    reach(from_frame[i.dst], 0);
                }
                // A call: the first six registers come back with something else in them.
                0x85 | 0x8d => from_frame[..6].fill(None),
                // What follows a jump or a return is reached from elsewhere only.
                0x05 | 0x95 => {
                    from_frame.fill(None);
                    from_frame[FRAME_POINTER] = Some(0);
                }
                // Other jumps change no register; all else does.
                op if op & 7 == 5 || op & 7 == 6 => {}
                _ => from_frame[i.dst] = None,
            }
        }
    }
    used.arguments = arguments;
    used
}

/// What is wrong with the frames in LLVM's object, a line each.
pub fn too_large(object: &[u8]) -> Option<Vec<String>> {
    let sections = sections(object)?;
    let mut functions: Vec<_> = symbols(&sections, SYMTAB)?
        .into_iter()
        .filter(|s| {
            s.kind == FUNCTION
                && sections.get(s.section as usize).is_some_and(|s| s.flags & EXECUTABLE != 0)
        })
        .collect();
    if functions.is_empty() {
        return None;
    }
    functions.sort_by_key(|s| (s.section, s.value));
    functions.dedup_by_key(|s| (s.section, s.value));
    let mut wrong = Vec::new();
    for f in functions {
        let code = sections[f.section as usize].data.get(f.value..f.value.checked_add(f.size)?)?;
        let Use { locals, arguments } = used(code);
        if locals + arguments > FRAME {
            let of_these = if arguments == 0 {
                String::new()
            } else {
                format!(" ({arguments} of them arguments)")
            };
            wrong.push(format!(
                "stack frame of {} bytes{of_these}, of which {FRAME} are allowed, in function {}",
                locals + arguments,
                readable(f.name),
            ));
        }
    }
    Some(wrong)
}
