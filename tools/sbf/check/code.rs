//! Reads instructions.

pub const FRAME_POINTER: usize = 10;
/// LLVM's name for "arguments on the stack", which the linker turns into the frame pointer.
pub const ARGUMENTS: usize = 11;

#[derive(Clone, Copy)]
pub struct Instruction {
    pub op: u8,
    pub dst: usize,
    pub src: usize,
    pub offset: i64,
    pub value: i64,
}

impl Instruction {
    pub fn is_load(&self) -> bool {
        self.op & 7 == 1
    }

    pub fn is_store(&self) -> bool {
        matches!(self.op & 7, 2 | 3)
    }
}

/// All instructions and where each is. One of them takes two slots.
pub fn instructions(code: &[u8]) -> impl Iterator<Item = (usize, Instruction)> {
    let mut slots = code.chunks_exact(8).enumerate();
    std::iter::from_fn(move || {
        let (slot, i) = slots.next()?;
        let op = i[0];
        if op == 0x18 {
            slots.next();
        }
        let instruction = Instruction {
            op,
            dst: (i[1] & 15) as usize,
            src: (i[1] >> 4) as usize,
            offset: i16::from_le_bytes([i[2], i[3]]).into(),
            value: i32::from_le_bytes([i[4], i[5], i[6], i[7]]).into(),
        };
        Some((slot * 8, instruction))
    })
}
