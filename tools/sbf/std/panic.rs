//! How a panic ends on Solana: the program's `custom_panic` reports it, and `abort` fails the
//! transaction. There is no unwinding, no hook, no thread to name and nothing writable to count
//! panics in.

use core::panic::PanicInfo;

use crate::fmt::{self, Write};

unsafe extern "C" {
    fn abort() -> !;
    fn sol_log_(message: *const u8, len: u64);
}

/// What does not fit is cut: no allocation here, for want of memory may be what went wrong.
struct Line {
    bytes: [u8; 512],
    len: usize,
}

impl Write for Line {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        for &b in s.as_bytes() {
            let Some(slot) = self.bytes.get_mut(self.len) else { return Err(fmt::Error) };
            *slot = b;
            self.len += 1;
        }
        Ok(())
    }
}

/// For a program that defines no `custom_panic`. Entry point macros define one; being weak, this
/// one then gives way.
#[unsafe(no_mangle)]
#[linkage = "weak"]
pub extern "Rust" fn custom_panic(info: &PanicInfo<'_>) {
    let mut line = Line { bytes: [0; 512], len: 0 };
    let _ = write!(line, "{info}");
    // SAFETY: the pointer and the length are those of one array, of which `len` bytes are filled.
    unsafe { sol_log_(line.bytes.as_ptr(), line.len as u64) }
}

pub fn report_and_abort(info: &PanicInfo<'_>) -> ! {
    custom_panic(info);
    stop()
}

pub fn stop() -> ! {
    // SAFETY: the system call takes nothing and does not come back.
    unsafe { abort() }
}

/// Says what Anza's library says.
pub fn out_of_memory() -> ! {
    let message = "Error: memory allocation failed, out of memory";
    // SAFETY: the pointer and the length are those of one string.
    unsafe { sol_log_(message.as_ptr(), message.len() as u64) }
    stop()
}
