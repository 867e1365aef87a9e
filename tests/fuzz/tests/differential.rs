//! Two builds of the program on the same sequences: results, events, compute units aside, and books
//! must be the same. `LM_PROGRAM_SO_OLD` is the release before; without it, the build is compared with
//! itself, and says so. See `tools/fuzz --differential`.

use std::path::{Path, PathBuf};

use program_fuzz::Sequence;
use program_fuzz::setup::Chain;
use program_tests::address::PROGRAM;
use program_tests::world::program_path;

/// Everything that a sequence left behind: what it broke, if anything, and every account of the
/// program.
fn outcome(chain: &Chain, sequence: &Sequence) -> Vec<String> {
    let mut state = chain.begin(sequence.shape);
    state.record = Some(Vec::new());
    let mut seen = Vec::new();
    for action in &sequence.actions {
        // A release that broke a promise may have been put right since: both go on.
        if let Err(failure) = state.act(action) {
            seen.push(failure.to_string());
            break;
        }
    }
    seen.extend(state.record.take().unwrap_or_default());
    let mut accounts = state.world.svm.get_program_accounts(&PROGRAM);
    accounts.sort_by_key(|(address, _)| *address);
    for (address, account) in accounts {
        seen.push(format!("{address} {} {:?}", account.lamports, account.data));
    }
    seen
}

#[test]
fn two_builds_do_the_same() {
    let old = std::env::var_os("LM_PROGRAM_SO_OLD").map(PathBuf::from);
    match &old {
        Some(path) => println!("comparing with {}", path.display()),
        None => println!("no LM_PROGRAM_SO_OLD: comparing the build with itself"),
    }
    let old = Chain::of_program(old.as_deref().unwrap_or(&program_path()));
    let new = Chain::plain();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("a corpus").flatten().map(|file| file.path()).collect();
    files.sort();
    let mut steps = 0;
    for file in &files {
        let text = std::fs::read_to_string(file).expect("a sequence");
        let sequence: Sequence = text.parse().expect("a sequence");
        let (before, after) = (outcome(&old, &sequence), outcome(&new, &sequence));
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after, "{}", file.display());
        }
        assert_eq!(before.len(), after.len(), "{}", file.display());
        steps += after.len();
    }
    assert!(steps > 1_000, "{steps} results, events and accounts compared");
    println!("{} sequences, {steps} results, events and accounts are the same", files.len());
}
