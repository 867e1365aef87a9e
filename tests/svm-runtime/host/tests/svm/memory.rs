//! Copying, filling and comparing memory: every size, at aligned and unaligned places, apart and
//! overlapping.

use svm_runtime_tests::{Bare, Numbers};

const BUFFER: usize = 4096;

#[derive(Clone, Copy)]
struct Command {
    kind: u64,
    dst: usize,
    src: usize,
    n: usize,
    value: u8,
}

/// Runs the commands on the SVM and here, and compares the buffers and each comparison's outcome.
fn check(commands: &[Command], buffer: &[u8]) {
    let mut bare = Bare::default();
    for commands in commands.chunks(1_500) {
        let mut rest = Vec::new();
        for c in commands {
            for word in [c.kind, c.dst as u64, c.src as u64, c.n as u64, u64::from(c.value)] {
                rest.extend(word.to_le_bytes());
            }
        }
        rest.extend(buffer);
        let ran = bare
            .run(40, commands.len(), &rest)
            .unwrap_or_else(|e| panic!("{}", e.meta.pretty_logs()));
        let (done, left) = ran.data.split_at(commands.len() * 40);

        let mut here = buffer.to_vec();
        for (c, done) in commands.iter().zip(done.chunks_exact(40)) {
            match c.kind {
                0 | 1 => here.copy_within(c.src..c.src + c.n, c.dst),
                2 => here[c.dst..c.dst + c.n].fill(c.value),
                _ => {
                    let (x, y) = (&here[c.dst..c.dst + c.n], &here[c.src..c.src + c.n]);
                    assert_eq!(done[32] as i8, x.cmp(y) as i8, "compare {} bytes", c.n);
                    assert_eq!(done[33] == 1, x == y, "equality of {} bytes", c.n);
                }
            }
        }
        assert!(here == left, "the buffer differs after commands of kind {}", commands[0].kind);
    }
}

fn noise() -> Vec<u8> {
    let mut numbers = Numbers(11);
    (0..BUFFER).map(|_| numbers.word() as u8).collect()
}

/// Every size to 1,000, each at several pairs of offsets.
fn sizes(kind: u64, places: impl Fn(usize) -> Vec<(usize, usize)>) -> Vec<Command> {
    (0..=1_000)
        .flat_map(|n| {
            places(n).into_iter().map(move |(dst, src)| Command {
                kind,
                dst,
                src,
                n,
                value: n as u8 ^ 0x5a,
            })
        })
        .collect()
}

#[test]
fn copies() {
    check(&sizes(0, |n| vec![(0, 2048), (1, 2048), (2048 + n % 8, n % 5), (3, 2051)]), &noise());
}

#[test]
fn moves_over_itself() {
    check(
        &sizes(1, |n| {
            vec![
                (1, 0),
                (0, 1),
                (7 + n % 9, 5),
                (40, 40),
                (100 + n / 2, 100),
                (100, 100 + n / 2 + 1),
            ]
        }),
        &noise(),
    );
}

#[test]
fn fills() {
    check(&sizes(2, |n| vec![(0, 0), (1 + n % 7, 0)]), &noise());
}

#[test]
fn compares() {
    // Two halves alike but for one byte in every 97, so that the first difference is anywhere.
    let mut buffer = noise();
    let (a, b) = buffer.split_at_mut(2048);
    b.copy_from_slice(a);
    b.iter_mut().skip(90).step_by(97).for_each(|x| *x = x.wrapping_add(129));
    check(
        &sizes(3, |n| {
            vec![(0, 2048), (2048, 0), (n % 8, 2048 + n % 8), (70, 2118), (2118, 70), (5, 5)]
        }),
        &buffer,
    );
}
