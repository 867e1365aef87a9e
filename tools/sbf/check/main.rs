//! Finishes what the linker made, and refuses what would fail on the chain.
//!
//! * `sbf-check program <v0|v3> <object> <program> <list of system calls>`: `<object>` is LLVM's own
//!   output, which still has every function's name; `<program>` is the ELF made from it.
//! * `sbf-check log <file>`: prints the linker's messages so that they can be understood.

mod code;
mod elf;
mod frames;
mod names;
mod stack_args;

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::{env, fs};

use elf::{DYNSYM, SYMTAB, sections, symbols};
use names::readable;

/// Names that are left open and are no system calls: the loader refuses such a program, or it
/// stops when it gets there.
fn open_names(object: &[u8], program: &[u8], known: &BTreeSet<&str>) -> Option<BTreeSet<String>> {
    let mut open = BTreeSet::new();
    for (elf, table) in [(object, SYMTAB), (program, DYNSYM)] {
        for symbol in symbols(&sections(elf)?, table)? {
            // LLVM's name for "stop here"; the linker turns it into a call of `abort`.
            let trap = table == SYMTAB && symbol.name == "__bpf_trap";
            if symbol.section == 0
                && !symbol.name.is_empty()
                && !trap
                && !known.contains(symbol.name)
            {
                open.insert(readable(symbol.name));
            }
        }
    }
    Some(open)
}

fn finish(arch: &str, object: &str, path: &str, list: &str) -> Result<(), Vec<String>> {
    let read = |path: &str| fs::read(path).map_err(|e| vec![format!("{path}: {e}")]);
    let (object, mut program) = (read(object)?, read(path)?);
    let list = String::from_utf8_lossy(&read(list)?).into_owned();
    let known =
        list.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).collect();

    let mut wrong =
        frames::too_large(&object).ok_or(["the linker's object file cannot be read".to_owned()])?;
    if !wrong.is_empty() {
        wrong.push(
            "  Box what is large, or split the function and mark the parts #[inline(never)]."
                .into(),
        );
    }
    let open = open_names(&object, &program, &known)
        .ok_or(["the program's symbols cannot be read".to_owned()])?;
    wrong.extend(open.iter().map(|name| format!("unresolved symbol {name}")));
    if !open.is_empty() {
        wrong.push(
            "  It is neither defined by the program nor listed in tools/sbf/syscalls.txt.".into(),
        );
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    if arch == "v0" {
        let moved =
            stack_args::moved(&program).ok_or(["the program's code cannot be read".to_owned()])?;
        for &(at, offset) in &moved {
            program[at..at + 2].copy_from_slice(&offset);
        }
        if !moved.is_empty() {
            fs::write(path, program).map_err(|e| vec![format!("{path}: {e}")])?;
        }
    }
    Ok(())
}

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args[..] {
        ["program", arch, object, program, list] => finish(arch, object, program, list),
        ["log", file] => {
            let text = fs::read(file).unwrap_or_default();
            let text = String::from_utf8_lossy(&text);
            let mut lines: Vec<String> =
                text.lines().map(names::explain).filter(|line| !line.trim().is_empty()).collect();
            // LLVM says the same thing once for each use.
            lines.dedup();
            Err(lines)
        }
        _ => Err(vec![
            "usage: sbf-check program <v0|v3> <object> <program> <list>, or sbf-check log <file>"
                .into(),
        ]),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            for line in wrong {
                eprintln!("sbf: error: {line}");
            }
            ExitCode::FAILURE
        }
    }
}
