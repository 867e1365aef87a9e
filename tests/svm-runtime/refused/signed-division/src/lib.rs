//! Divides what has a sign, which tools/sbf has no code for. (Anza's tools have: this one builds
//! there.)

#[unsafe(no_mangle)]
pub extern "C" fn entrypoint(input: *mut i64) -> u64 {
    // SAFETY: the runtime always gives more than two words.
    unsafe { input.read().wrapping_div(input.add(1).read()) as u64 }
}
