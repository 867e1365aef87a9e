//! The routines LLVM calls on its own account when it makes code for SBPF.
//!
//! They replace the stock ones for two reasons.
//!
//! * **Calling convention.** The back end passes a 128-bit value in two registers and takes one
//!   back in r0 and r2. Rust's `extern "C"` for BPF takes and returns it through a pointer, so the
//!   stock routines would be given one thing and read another. `extern "unadjusted"` keeps the
//!   signature as LLVM knows it.
//! * **Cost.** Every instruction of a program is paid for, and a 64-bit divide costs as much as an
//!   add. So division goes by 32-bit digits (Knuth, The Art of Computer Programming 2, 4.3.1,
//!   algorithm D) with the machine's own divide, never bit by bit; and memory is moved by the
//!   runtime's system calls once there is enough of it to be worth the call.
//!
//! Nothing here may panic or check for overflow: the machinery for that is built on this.

// ---- memory ------------------------------------------------------------------------------------

unsafe extern "C" {
    fn sol_memmove_(dst: *mut u8, src: *const u8, n: u64);
    fn sol_memset_(dst: *mut u8, value: u8, n: u64);
    fn sol_memcmp_(a: *const u8, b: *const u8, n: u64, result: *mut i32);
}

/// A system call costs about ten units whatever it moves up to 2,500 bytes; a word moved by the program costs
/// about five. Up to these sizes the program is not dearer.
const COPY_INLINE: usize = 32;
const SET_INLINE: usize = 40;
const COMPARE_INLINE: usize = 32;

type Word = [u8; 8];

// SBPF reads and writes words at any address, but a typed pointer must be aligned; an array of
// bytes need not be, and is read as one word all the same.
#[inline(always)]
unsafe fn load(p: *const u8) -> u64 {
    u64::from_le_bytes(unsafe { *p.cast::<Word>() })
}

#[inline(always)]
unsafe fn store(p: *mut u8, w: u64) {
    unsafe { *p.cast::<Word>() = w.to_le_bytes() }
}

#[inline(always)]
unsafe fn copy_forward(dst: *mut u8, src: *const u8, n: usize) {
    let mut i = 0usize;
    while i.wrapping_add(8) <= n {
        unsafe { store(dst.wrapping_add(i), load(src.wrapping_add(i))) }
        i = i.wrapping_add(8);
    }
    while i < n {
        unsafe { *dst.wrapping_add(i) = *src.wrapping_add(i) }
        i = i.wrapping_add(1);
    }
}

#[inline(always)]
unsafe fn copy_backward(dst: *mut u8, src: *const u8, n: usize) {
    let mut i = n;
    while i >= 8 {
        i = i.wrapping_sub(8);
        unsafe { store(dst.wrapping_add(i), load(src.wrapping_add(i))) }
    }
    while i > 0 {
        i = i.wrapping_sub(1);
        unsafe { *dst.wrapping_add(i) = *src.wrapping_add(i) }
    }
}

#[unsafe(no_mangle)]
#[linkage = "weak"]
pub unsafe extern "C" fn memcpy(dst: *mut u8, src: *const u8, n: usize) -> *mut u8 {
    if n <= COPY_INLINE {
        unsafe { copy_forward(dst, src, n) }
    } else {
        // Not sol_memcpy_: that one refuses ranges that overlap, and the compiler takes the
        // liberty of copying a value onto itself.
        unsafe { sol_memmove_(dst, src, n as u64) }
    }
    dst
}

#[unsafe(no_mangle)]
#[linkage = "weak"]
pub unsafe extern "C" fn memmove(dst: *mut u8, src: *const u8, n: usize) -> *mut u8 {
    if n > COPY_INLINE {
        unsafe { sol_memmove_(dst, src, n as u64) }
    } else if (dst as usize).wrapping_sub(src as usize) >= n {
        unsafe { copy_forward(dst, src, n) }
    } else {
        unsafe { copy_backward(dst, src, n) }
    }
    dst
}

#[unsafe(no_mangle)]
#[linkage = "weak"]
pub unsafe extern "C" fn memset(dst: *mut u8, value: i32, n: usize) -> *mut u8 {
    if n > SET_INLINE {
        unsafe { sol_memset_(dst, value as u8, n as u64) }
        return dst;
    }
    let word = ((value as u8) as u64).wrapping_mul(0x0101_0101_0101_0101);
    let mut i = 0usize;
    while i.wrapping_add(8) <= n {
        unsafe { store(dst.wrapping_add(i), word) }
        i = i.wrapping_add(8);
    }
    while i < n {
        unsafe { *dst.wrapping_add(i) = value as u8 }
        i = i.wrapping_add(1);
    }
    dst
}

#[unsafe(no_mangle)]
#[linkage = "weak"]
pub unsafe extern "C" fn memcmp(a: *const u8, b: *const u8, n: usize) -> i32 {
    if n > COMPARE_INLINE {
        let mut result = 0i32;
        unsafe { sol_memcmp_(a, b, n as u64, &raw mut result) }
        return result;
    }
    let mut i = 0usize;
    // Equal words are passed over whole; the first unequal one is looked at byte by byte below.
    while i.wrapping_add(8) <= n {
        if unsafe { load(a.wrapping_add(i)) != load(b.wrapping_add(i)) } {
            break;
        }
        i = i.wrapping_add(8);
    }
    while i < n {
        let (x, y) = unsafe { (*a.wrapping_add(i), *b.wrapping_add(i)) };
        if x != y {
            return (x as i32).wrapping_sub(y as i32);
        }
        i = i.wrapping_add(1);
    }
    0
}

#[unsafe(no_mangle)]
#[linkage = "weak"]
pub unsafe extern "C" fn bcmp(a: *const u8, b: *const u8, n: usize) -> i32 {
    unsafe { memcmp(a, b, n) }
}

#[unsafe(no_mangle)]
#[linkage = "weak"]
pub unsafe extern "C" fn strlen(s: *const u8) -> usize {
    let mut n = 0usize;
    while unsafe { *s.wrapping_add(n) } != 0 {
        n = n.wrapping_add(1);
    }
    n
}

// ---- 128-bit arithmetic ------------------------------------------------------------------------

const LOW: u64 = 0xffff_ffff;

#[inline(always)]
fn split(x: u128) -> (u64, u64) {
    ((x >> 64) as u64, x as u64)
}

#[inline(always)]
fn join(hi: u64, lo: u64) -> u128 {
    ((hi as u128) << 64) | lo as u128
}

/// The machine's divide. It faults on zero, which is what should happen to a caller that has not
/// looked; Rust always looks.
#[inline(always)]
fn quotient(n: u64, d: u64) -> u64 {
    // SAFETY: no caller passes a zero divisor.
    unsafe { core::intrinsics::unchecked_div(n, d) }
}

/// The whole product of two 64-bit numbers, high part first, by 32-bit halves.
#[inline(always)]
fn mul_wide(a: u64, b: u64) -> (u64, u64) {
    let (a1, a0, b1, b0) = (a >> 32, a & LOW, b >> 32, b & LOW);
    let p00 = a0.wrapping_mul(b0);
    // Neither sum overflows: a product of two 32-bit numbers leaves room for two more of them.
    let mid = a1.wrapping_mul(b0).wrapping_add(p00 >> 32);
    let mid2 = a0.wrapping_mul(b1).wrapping_add(mid & LOW);
    let hi = a1.wrapping_mul(b1).wrapping_add(mid >> 32).wrapping_add(mid2 >> 32);
    (hi, (mid2 << 32) | (p00 & LOW))
}

/// Leading zeros of a number of the form 2^k - 1, found by what a de Bruijn number times it has in
/// its top six bits.
static LEADING_ZEROS: [u8; 64] = [
    63, 16, 62, 7, 15, 36, 61, 3, 6, 14, 22, 26, 35, 47, 60, 2, 9, 5, 28, 11, 13, 21, 42, 19, 25,
    31, 34, 40, 46, 52, 59, 1, 17, 8, 37, 4, 23, 27, 48, 10, 29, 12, 43, 20, 32, 41, 53, 18, 38,
    24, 49, 30, 44, 33, 54, 39, 50, 45, 55, 51, 56, 57, 58, 0,
];

/// Leading zeros of a number that is not zero. Half as long as what LLVM writes out for it, and
/// without the branches of a search, which would each be two.
#[inline(always)]
fn leading_zeros(mut x: u64) -> u32 {
    x |= x >> 1;
    x |= x >> 2;
    x |= x >> 4;
    x |= x >> 8;
    x |= x >> 16;
    x |= x >> 32;
    let at = x.wrapping_mul(0x03f7_9d71_b4cb_0a89) >> 58;
    // SAFETY: six bits number no more than 64 places.
    unsafe { *(&raw const LEADING_ZEROS).cast::<u8>().wrapping_add(at as usize) as u32 }
}

/// One step of algorithm D: divides `rem * 2^32 + digit` by `d`, whose top bit is set, where
/// `rem < d`. Gives a 32-bit digit of the quotient and the remainder.
#[inline(always)]
fn digit_step(rem: u64, digit: u64, d: u64) -> (u64, u64) {
    let (d1, d0) = (d >> 32, d & LOW);
    // A guess by the upper halves. It is never too small, at most two too large, and so at most
    // 2^32 + 1: its product with d0 does not overflow.
    let q = quotient(rem, d1);
    let left = rem.wrapping_sub(q.wrapping_mul(d1)) << 32 | digit;
    let taken = q.wrapping_mul(d0);
    if taken <= left {
        return (q, left.wrapping_sub(taken));
    }
    let more = left.wrapping_add(d);
    // Where the sum wraps it is larger than any product.
    if more < d || taken <= more {
        return (q.wrapping_sub(1), more.wrapping_sub(taken));
    }
    (q.wrapping_sub(2), more.wrapping_add(d).wrapping_sub(taken))
}

/// Divides `hi:lo` by `d`, where `hi < d` and the top bit of `d` is set.
#[inline(always)]
fn div_normal(hi: u64, lo: u64, d: u64) -> (u64, u64) {
    let (q1, r) = digit_step(hi, lo >> 32, d);
    let (q0, r) = digit_step(r, lo & LOW, d);
    (q1 << 32 | q0, r)
}

#[inline(always)]
fn div_rem(n: u128, d: u128) -> (u128, u128) {
    let (nh, nl) = split(n);
    let (dh, dl) = split(d);
    if dh == 0 {
        if nh == 0 {
            let q = quotient(nl, dl);
            return (q as u128, nl.wrapping_sub(q.wrapping_mul(dl)) as u128);
        }
        if dl <= LOW {
            // A divisor of one digit: plain long division, nothing to guess.
            let qh = quotient(nh, dl);
            let r = nh.wrapping_sub(qh.wrapping_mul(dl));
            let t = r << 32 | nl >> 32;
            let q1 = quotient(t, dl);
            let r = t.wrapping_sub(q1.wrapping_mul(dl));
            let t = r << 32 | (nl & LOW);
            let q0 = quotient(t, dl);
            let r = t.wrapping_sub(q0.wrapping_mul(dl));
            return (join(qh, q1 << 32 | q0), r as u128);
        }
        let (qh, rh) = if nh >= dl {
            let q = quotient(nh, dl);
            (q, nh.wrapping_sub(q.wrapping_mul(dl)))
        } else {
            (0, nh)
        };
        let s = leading_zeros(dl);
        // In two shifts, because one by 64 - s is none at all when s is 0.
        let hi = rh.wrapping_shl(s) | (nl >> 1).wrapping_shr(63u32.wrapping_sub(s));
        let (ql, r) = div_normal(hi, nl.wrapping_shl(s), dl.wrapping_shl(s));
        return (join(qh, ql), r.wrapping_shr(s) as u128);
    }
    if nh < dh {
        return (0, n);
    }
    // A divisor over 64 bits, so the quotient has at most 64. Half the dividend by the divisor's
    // top 64 bits, then undo both scalings: that is the quotient or one more. Take one off and
    // see whether the divisor still goes in.
    let s = leading_zeros(dh);
    let top = dh.wrapping_shl(s) | (dl >> 1).wrapping_shr(63u32.wrapping_sub(s));
    let (q, _) = div_normal(nh >> 1, nh << 63 | nl >> 1, top);
    let mut q = q.wrapping_shr(63u32.wrapping_sub(s));
    if q != 0 {
        q = q.wrapping_sub(1);
    }
    let (ph, pl) = mul_wide(q, dl);
    let mut r = n.wrapping_sub(join(ph.wrapping_add(q.wrapping_mul(dh)), pl));
    if r >= d {
        q = q.wrapping_add(1);
        r = r.wrapping_sub(d);
    }
    (q as u128, r)
}

#[inline(always)]
fn magnitude(x: i128) -> u128 {
    if x < 0 { (x as u128).wrapping_neg() } else { x as u128 }
}

#[unsafe(no_mangle)]
#[linkage = "weak"]
pub extern "unadjusted" fn __multi3(a: u128, b: u128) -> u128 {
    let (ah, al) = split(a);
    let (bh, bl) = split(b);
    let (hi, lo) = mul_wide(al, bl);
    join(hi.wrapping_add(ah.wrapping_mul(bl)).wrapping_add(al.wrapping_mul(bh)), lo)
}

#[unsafe(no_mangle)]
#[linkage = "weak"]
pub extern "unadjusted" fn __udivti3(n: u128, d: u128) -> u128 {
    div_rem(n, d).0
}

#[unsafe(no_mangle)]
#[linkage = "weak"]
pub extern "unadjusted" fn __umodti3(n: u128, d: u128) -> u128 {
    div_rem(n, d).1
}

#[unsafe(no_mangle)]
#[linkage = "weak"]
pub extern "unadjusted" fn __divti3(n: i128, d: i128) -> i128 {
    let q = __udivti3(magnitude(n), magnitude(d));
    if (n < 0) != (d < 0) { q.wrapping_neg() as i128 } else { q as i128 }
}

#[unsafe(no_mangle)]
#[linkage = "weak"]
pub extern "unadjusted" fn __modti3(n: i128, d: i128) -> i128 {
    let r = __umodti3(magnitude(n), magnitude(d));
    if n < 0 { r.wrapping_neg() as i128 } else { r as i128 }
}

#[unsafe(no_mangle)]
#[linkage = "weak"]
pub extern "unadjusted" fn __ashlti3(x: u128, by: u32) -> u128 {
    let (h, l) = split(x);
    if by & 64 != 0 {
        join(l.wrapping_shl(by), 0)
    } else {
        join(h.wrapping_shl(by) | (l >> 1).wrapping_shr(63u32.wrapping_sub(by)), l.wrapping_shl(by))
    }
}

#[unsafe(no_mangle)]
#[linkage = "weak"]
pub extern "unadjusted" fn __lshrti3(x: u128, by: u32) -> u128 {
    let (h, l) = split(x);
    if by & 64 != 0 {
        join(0, h.wrapping_shr(by))
    } else {
        join(h.wrapping_shr(by), l.wrapping_shr(by) | (h << 1).wrapping_shl(63u32.wrapping_sub(by)))
    }
}

#[unsafe(no_mangle)]
#[linkage = "weak"]
pub extern "unadjusted" fn __ashrti3(x: i128, by: u32) -> i128 {
    let (h, l) = split(x as u128);
    let h = h as i64;
    let (hi, lo) = if by & 64 != 0 {
        ((h >> 63) as u64, h.wrapping_shr(by) as u64)
    } else {
        (
            h.wrapping_shr(by) as u64,
            l.wrapping_shr(by) | ((h as u64) << 1).wrapping_shl(63u32.wrapping_sub(by)),
        )
    };
    join(hi, lo) as i128
}
