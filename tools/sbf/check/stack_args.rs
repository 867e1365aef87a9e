//! Puts arguments beyond the fifth where the callee looks for them, in bytecode version 0.
//!
//! The linker has a caller store them just above its own frame, at r10 + 8 and on: that is the far
//! end of the callee's frame, where the callee reads them, if the frames lie one upon the other. In
//! version 0 the runtime leaves a gap as large as a frame between any two, and what is stored there
//! is an access violation. So the gap is added to the offset of each such store.
//!
//! Nothing else is stored above r10: locals lie below it.

use crate::code::{FRAME_POINTER, instructions};
use crate::elf::{EXECUTABLE, sections};
use crate::frames::FRAME;

/// The file offsets of the instructions to change, and their new operand.
pub fn moved(program: &[u8]) -> Option<Vec<(usize, [u8; 2])>> {
    let mut moved = Vec::new();
    for section in sections(program)?.iter().filter(|s| s.flags & EXECUTABLE != 0) {
        for (at, i) in instructions(section.data) {
            if i.is_store() && i.dst == FRAME_POINTER && i.offset > 0 {
                let offset = i16::try_from(i.offset + FRAME).ok()?;
                moved.push((section.start + at + 2, offset.to_le_bytes()));
            }
        }
    }
    Some(moved)
}
