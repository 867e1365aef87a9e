"""Proves the claims of claims.py of the program's own arithmetic.

    prove [NAME...]     all claims, or these; each at full width, for all inputs
    prove --quick       all but those that take long
    prove --plants      puts known mistakes into the sources and shows that a claim fails of each
    prove --list        what there is
"""

import argparse
import multiprocessing
import pathlib
import sys
import time

import z3

import build
import native
import plants
from claims import CLAIMS, CONTRACTS, WORD
from ir import parse
from symbolic import Machine, Prover, State, Unknown, Word

# Each takes a good part of a minute or more: products of products, along many paths.
LONG = {"deposit", "withdraw", "trade_fee", "transfer_arriving", "transfer_to_send", "rate_top_up", "u256_times_word"}
TOPS = {"i16": (1 << 16) - 1, "i32": (1 << 32) - 1, "i64": WORD - 1}


# Whether the solver finds a proof in time is luck to a part: it starts from a number, and how long it
# may think is a time of this machine's. A proof that was found is none the less.
TRIES = 3


class Refuted(Unknown):
    """There is an input for which it does not hold."""


def check(job):
    """One claim or contract: how it went, in words."""
    name, text, seconds = job
    doubt = None
    for attempt in range(TRIES):
        prover, started = Prover(seconds * (attempt + 1), seed=attempt), time.monotonic()
        try:
            paths = examine(name, parse(text), prover)
            return name, "", f"{paths} paths, {prover.asked} questions, {time.monotonic() - started:.1f} s"
        except Unknown as unsure:
            doubt = unsure
            if isinstance(unsure, Refuted):
                break
    return name, str(doubt), ""


def examine(name, functions, prover):
    contract = CONTRACTS.get(name)
    symbol = next(known for known in functions if (contract.symbol in known if contract else known == name))
    others = {one.symbol: one for one in CONTRACTS.values() if one is not contract}
    machine, state = Machine(functions, prover, others), State(prover)
    arguments, terms = [], []
    for kind, parameter in functions[symbol].parameters:
        if kind == "ptr":
            arguments.append(("out", 0))
            continue
        name_of = parameter.strip("%")
        term = z3.Int(f"argument {name_of}" if name_of.isdecimal() else name_of)
        state.assume(term >= 0, term <= TOPS[kind])
        terms.append(term)
        arguments.append(Word(int(kind[1:]), term, 0, TOPS[kind]))
    if contract:
        state.assume(*contract.asks(*terms))
    paths = 0
    for path, returned in machine.run(functions[symbol], arguments, state):
        paths += 1
        if contract:
            fact = contract.promises(*(path.reduced(returned[place]).term for place in (0, 1)), *terms)
        else:
            stored = sorted(place for _, place in path.memory)
            words = [path.reduced(path.memory[("out", place)]).term for place in stored]
            fact = CLAIMS[name](returned, words, *terms)
        if not prover.implies(path.facts, fact):
            example = prover.counterexample
            if example is None:
                raise Unknown(f"path {paths}: the solver gave up")
            raise Refuted("refuted by " + ", ".join(f"{term} = {example.eval(term)}" for term in terms))
    if paths == 0:
        raise Unknown("no path through it: nothing was proved")
    return paths


def prove(text, names, seconds, jobs):
    """Those that failed, and why."""
    failed = {}
    # The long ones first.
    order = sorted(names, key=lambda name: name not in CONTRACTS)
    # A process for each: what the solver did before changes how it goes on.
    with multiprocessing.Pool(jobs, maxtasksperchild=1) as pool:
        for name, doubt, figures in pool.imap_unordered(check, [(name, text, seconds) for name in order]):
            if doubt:
                failed[name] = doubt
            else:
                print(f"  proved  {name}: {figures}", flush=True)
    return failed


def main():
    options = argparse.ArgumentParser(prog="prove", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("names", nargs="*", metavar="NAME")
    options.add_argument("--quick", action="store_true")
    options.add_argument("--plants", action="store_true")
    options.add_argument("--list", action="store_true")
    options.add_argument("--seconds", type=int, default=30, help="that one question may take (30)")
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--folder", type=pathlib.Path, required=True, help="where to build")
    given = options.parse_args()
    everything = [*CONTRACTS, *CLAIMS]
    if given.list:
        print("\n".join(everything))
        return 0
    unknown = [name for name in given.names if name not in everything]
    if unknown:
        options.error(f"there is no claim called {unknown[0]}; see prove --list")
    if given.plants:
        return plants.run(given.folder, prove, given.seconds, given.jobs)

    text = build.ir(given.folder)
    compared = native.compare(build.library(given.folder), parse(text))
    print(f"  the reading of the compiled code agrees with the processor on {compared} inputs")
    names = given.names or [name for name in everything if not (given.quick and name in LONG)]
    failed = prove(text, names, given.seconds, given.jobs)
    for name, doubt in failed.items():
        print(f"  FAILED  {name}: {doubt}", file=sys.stderr)
    print(f"{len(names) - len(failed)} of {len(names)} proved for all inputs")
    return 1 if failed else 0


sys.exit(main())
