// Goes into the copy of a crate that runs on this machine as its module `mutant`: which of the mutants
// is on. Each process is told by its environment; or it is told to write down which ones it came by.
extern crate std;

use core::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::io::Write;

const UNKNOWN: u32 = u32::MAX;
const WRITING: u32 = u32::MAX - 1;

static ACTIVE: AtomicU32 = AtomicU32::new(UNKNOWN);

/// Whether mutant `number` is on.
#[inline]
pub fn on(number: u32) -> bool {
    let active = ACTIVE.load(Ordering::Relaxed);
    active == number || (active >= WRITING && first_or_written(number))
}

#[cold]
fn first_or_written(number: u32) -> bool {
    static SEEN: [AtomicBool; 10_000] = [const { AtomicBool::new(false) }; 10_000];
    if SEEN[number as usize].swap(true, Ordering::Relaxed) {
        return false;
    }
    let Ok(file) = std::env::var("LM_MUTANTS_REACHED") else {
        let active = std::env::var("LM_MUTANT").ok().and_then(|text| text.parse().ok());
        ACTIVE.store(active.unwrap_or(0), Ordering::Relaxed);
        return active == Some(number);
    };
    ACTIVE.store(WRITING, Ordering::Relaxed);
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file).unwrap();
    std::writeln!(file, "{number}").unwrap();
    false
}
