//! The system allocator of a program that has named no allocator of its own: there is none, and
//! it says so by refusing. Every entry point macro in use brings a `#[global_allocator]`, so this
//! is reached by mistake only, and then the program stops with an allocation error.

use crate::alloc::{GlobalAlloc, Layout, System};
use crate::ptr;

#[stable(feature = "alloc_system_type", since = "1.28.0")]
unsafe impl GlobalAlloc for System {
    #[inline]
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        ptr::null_mut()
    }

    #[inline]
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}
