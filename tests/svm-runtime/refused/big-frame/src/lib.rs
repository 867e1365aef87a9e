//! Keeps more on the stack than a call is given.

use std::hint::black_box;

#[unsafe(no_mangle)]
pub extern "C" fn entrypoint(input: *mut u8) -> u64 {
    // SAFETY: the runtime always gives more than a byte.
    hoards(unsafe { *input })
}

#[inline(never)]
fn hoards(seed: u8) -> u64 {
    let mut large = [seed; 5000];
    black_box(&mut large);
    large.iter().map(|&b| u64::from(b)).sum()
}
