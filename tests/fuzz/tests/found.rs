//! Sequences that once broke something, shrunk, and what the fuzzer printed them for.

use program_fuzz::replay;

/// A search for the part of an offer to swap, on a stable pool far from par, took more than the
/// 200,000 compute units that an instruction has without asking for more. It ends, and costs up to
/// three times that: callers ask for it.
#[test]
fn s3_a_deposit_of_one_token_far_from_par_ends() {
    replay(
        "
        shape 7235116703822611636
        deposit 0 1 0 2 16492674416641 0
        deposit 0 1 0 2 16492674416641 0
        donate 0 87 0 2 16492674416641 0
        swap_exact_in 0 147 60299 17602815119296067279 16492674416641 0
        deposit_single 0 229 0 13038085088071183614 16492674416641 0
        ",
    );
}
