//! The sequences that are kept break nothing, each by itself, without tracing.

use program_fuzz::hunt;
use program_fuzz::setup::Chain;
use program_fuzz::{Sequence, replay};

#[test]
fn every_sequence_kept_holds() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let mut count = 0;
    for file in std::fs::read_dir(folder).expect("a corpus") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("a sequence");
        replay(&text);
        count += 1;
    }
    assert!(count >= 10, "{count} sequences");
}

#[test]
fn a_sequence_reads_as_it_was_written() {
    let text = "shape 7\ndeposit 0 1 2 3 4 5\nclaim 6 5 4 3 2 1\n";
    let sequence: Sequence = text.parse().expect("a sequence");
    assert_eq!(sequence.to_string(), text);
    assert!("shape 7\nsteal 0 0 0 0 0 0".parse::<Sequence>().is_err());
    assert!("shape 7\nclaim 0 0".parse::<Sequence>().is_err());
    assert!("claim 0 0 0 0 0 0".parse::<Sequence>().is_err());
}

#[test]
fn the_same_sequence_does_the_same_again() {
    let sequence: Sequence =
        "shape 3\ndeposit 0 0 0 1 16492674416641 0\nswap_exact_in 1 0 0 4835 16492674416641 0\n"
            .parse()
            .expect("a sequence");
    let (one, two) = (Chain::plain(), Chain::plain());
    let dearest = |chain| hunt::run(chain, &sequence).0.dearest;
    assert_eq!(dearest(&one), dearest(&two));
    assert!(!dearest(&one).is_empty());
}
