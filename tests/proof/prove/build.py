"""Compiles entries.rs with the sources of liquidity-math to LLVM's IR, and to a library.

The sources are copied, and two things in the copy are changed that say nothing about any value:
helpers with a contract are kept out of line, so that they are proved once, and U256 shows its limbs.
"""

import pathlib
import re
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent.parent
SOURCES = HERE.parent.parent / "crates/liquidity-math/src"
OUT_OF_LINE = ("mul_wide", "div_digit")


def copy(folder, change=None):
    """The sources, changed by `change(path, text)` if there is one."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SOURCES, folder / "math")
    shutil.copy(HERE / "entries.rs", folder / "entries.rs")
    for path in (folder / "math").rglob("*.rs"):
        before = path.read_text()
        text = change(path.relative_to(folder / "math").as_posix(), before) if change else before
        for name in OUT_OF_LINE:
            text = re.sub(rf"#\[inline\(always\)\]\n((?:pub )?(?:const )?fn {name}\()", r"#[inline(never)]\n\1", text)
        text = text.replace("struct U256([u64; 4])", "struct U256(pub [u64; 4])")
        if text != before:
            path.write_text(text)


def compile_to(folder, kind, output):
    command = ["rustc", "--edition", "2024", "--crate-type", "cdylib", "--crate-name", "proofs", f"--emit={kind}"]
    # Optimised only so far that words are in registers. Overflow checks stay in, as panics that must
    # be shown to be out of reach.
    for option in ("opt-level=1", "overflow-checks=on", "codegen-units=1", "panic=abort", "llvm-args=-inline-threshold=0"):
        command += ["-C", option]
    done = subprocess.run([*command, "entries.rs", "-o", output], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"rustc failed:\n{done.stderr}")
    return folder / output


def ir(folder, change=None):
    copy(folder, change)
    return compile_to(folder, "llvm-ir", "entries.ll").read_text()


def library(folder):
    return compile_to(folder, "link", "entries.so")
