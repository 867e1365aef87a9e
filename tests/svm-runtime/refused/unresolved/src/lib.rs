//! Calls what neither the program nor the runtime has.

unsafe extern "C" {
    fn sol_make_me_rich(input: *mut u8) -> u64;
}

#[unsafe(no_mangle)]
pub extern "C" fn entrypoint(input: *mut u8) -> u64 {
    // SAFETY: never run.
    unsafe { sol_make_me_rich(input) }
}
