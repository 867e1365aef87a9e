//! Does what one account says and writes the results back into it, thousands of operations to a
//! transaction. The host does the same sums and compares.
//!
//! The account: an operation (8 bytes), a count (8), then `count` records. A record of arithmetic
//! is `a`, `b` and room for the result, 16 bytes each; one of memory is five numbers of 8 bytes
//! (kind, destination, source, length, value) about the buffer after the records.

use std::hint::black_box;

/// One account and nothing before it: where the runtime puts the length of its data.
const DATA_LEN: usize = 88;
const DATA: usize = 96;
const RECORD: usize = 48;
const COMMAND: usize = 40;

#[unsafe(no_mangle)]
pub unsafe extern "C" fn entrypoint(input: *mut u8) -> u64 {
    // SAFETY: the runtime lays out one account so; the host always gives exactly one.
    let data = unsafe {
        let len = input.add(DATA_LEN).cast::<u64>().read() as usize;
        std::slice::from_raw_parts_mut(input.add(DATA), len)
    };
    run(data);
    0
}

fn word(data: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(data[at..at + 8].try_into().unwrap())
}

fn wide(data: &[u8], at: usize) -> u128 {
    u128::from_le_bytes(data[at..at + 16].try_into().unwrap())
}

fn run(data: &mut [u8]) {
    let (operation, count) = (word(data, 0), word(data, 8) as usize);
    let rest = &mut data[16..];
    macro_rules! each {
        (|$a:ident, $b:ident| $result:expr) => {
            for record in rest.chunks_exact_mut(RECORD).take(count) {
                let ($a, $b) = (wide(record, 0), wide(record, 16));
                let result: u128 = $result;
                record[32..48].copy_from_slice(&result.to_le_bytes());
            }
        };
    }
    match operation {
        // The loop itself, to be taken off when compute units are counted.
        0 => each!(|a, b| a ^ b),
        1 => each!(|a, b| a.wrapping_mul(b)),
        2 => each!(|a, b| a / b),
        3 => each!(|a, b| a % b),
        4 => each!(|a, b| (a as i128).wrapping_mul(b as i128) as u128),
        5 => each!(|a, b| (a as i128).wrapping_div(b as i128) as u128),
        6 => each!(|a, b| (a as i128).wrapping_rem(b as i128) as u128),
        7 => each!(|a, b| a << (b as u32)),
        8 => each!(|a, b| a >> (b as u32)),
        9 => each!(|a, b| (a as i128 >> (b as u32)) as u128),
        10 => each!(|a, b| a.checked_mul(b).unwrap_or(u128::MAX - 1)),
        11 => each!(|a, b| (a as i128).checked_mul(b as i128).unwrap_or(i128::MIN + 1) as u128),
        12 => each!(|a, b| u128::from(a as u64) * u128::from(b as u64)),
        13 => {
            each!(|a, b| u128::from((a as u64) / (b as u64)) << 64
                | u128::from((a as u64) % (b as u64)))
        }
        15 => each!(|a, b| u128::from(a.leading_zeros()) << 64
            | u128::from(b.count_ones() + b.trailing_zeros())),
        16 => each!(|a, b| u128::from((a as f64).to_bits()) << 64
            | u128::from((b as i128 as f64).to_bits())),
        17 => {
            each!(|a, b| (f64::from_bits(a as u64) as u128)
                ^ (f64::from_bits(b as u64) as i128 as u128))
        }
        18 => each!(|a, b| {
            let (x, y) = (f64::from_bits(a as u64), f64::from_bits(b as u64));
            let parts = [x + y, x - y, x * y, x / y];
            let bits = parts
                .iter()
                .fold(0u64, |h, p| h.rotate_left(13) ^ if p.is_nan() { 1 } else { p.to_bits() });
            u128::from(bits) << 64
                | u128::from((x < y) as u64 | ((x >= y) as u64) << 1 | ((x == y) as u64) << 2)
        }),
        19 => each!(|a, b| many_arguments(
            a as u64,
            (a >> 64) as u64,
            b as u64,
            (b >> 64) as u64,
            a as u64 ^ 1,
            (a >> 64) as u64 ^ 2,
            b as u64 ^ 3,
            (b >> 64) as u64 ^ 4,
            a,
            b,
        )),
        40 => memory(rest, count),
        // What must end in a panic.
        50 => drop(black_box(black_box(word(rest, 0)) + 1)),
        51 => panic!("the pool holds {} of {:?}", word(rest, 0), "LP"),
        52 => drop(black_box(black_box([1u8, 2, 3])[word(rest, 0) as usize % 1000])),
        53 => drop(black_box(1u128 / black_box(wide(rest, 0) & 0))),
        54 => drop(black_box(u64::try_from(wide(rest, 0)).expect("too wide"))),
        other => panic!("no operation {other}"),
    }
}

/// More arguments than there are registers for, and locals and a call of its own besides.
#[allow(clippy::too_many_arguments)]
#[inline(never)]
fn many_arguments(
    a: u64,
    b: u64,
    c: u64,
    d: u64,
    e: u64,
    f: u64,
    g: u64,
    h: u64,
    i: u128,
    j: u128,
) -> u128 {
    let local = black_box([a, b, c, d, e, f, g, h]);
    let inner = seven_arguments(h, g, f, e, d, c, i);
    let mut sum = j;
    for (n, x) in local.iter().enumerate() {
        sum = sum.wrapping_mul(31).wrapping_add(u128::from(*x) + n as u128);
    }
    sum.wrapping_add(inner).wrapping_add(i)
}

#[inline(never)]
fn seven_arguments(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64, g: u128) -> u128 {
    let local = black_box([f, e, d, c, b, a]);
    local.iter().fold(g, |sum, x| sum.wrapping_mul(17).wrapping_add(u128::from(*x)))
}

fn memory(rest: &mut [u8], count: usize) {
    let (commands, buffer) = rest.split_at_mut(count * COMMAND);
    for command in commands.chunks_exact_mut(COMMAND) {
        let [kind, dst, src, n] = [0, 8, 16, 24].map(|at| word(command, at) as usize);
        assert!(dst + n <= buffer.len() && src + n <= buffer.len());
        let base = buffer.as_mut_ptr();
        // SAFETY: both ranges are within the buffer, and the host lets them overlap for kind 1 only.
        unsafe {
            match kind {
                0 => std::ptr::copy_nonoverlapping(base.add(src), base.add(dst), n),
                1 => std::ptr::copy(base.add(src), base.add(dst), n),
                2 => std::ptr::write_bytes(base.add(dst), command[32], n),
                _ => {
                    let order = buffer[dst..dst + n].cmp(&buffer[src..src + n]);
                    let same = buffer[dst..dst + n] == buffer[src..src + n];
                    command[32] = order as i8 as u8;
                    command[33] = same as u8;
                }
            }
        }
    }
}
