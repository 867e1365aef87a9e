//! Is what tools/sbf builds right? Every answer here is the SVM's own, and is held against a
//! second way of getting it on the host.

mod anchor;
mod arithmetic;
mod memory;
mod panics;
mod refused;
