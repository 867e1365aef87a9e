"""Holds the reading of the IR against the processor: the same inputs, run by both.

Inputs are those at which carries, shifts and roundings change, and random ones of every magnitude.
"""

import ctypes
import random

import z3

from symbolic import Machine, Prover, State, constant

TYPES = {"i16": ctypes.c_uint16, "i32": ctypes.c_uint32, "i64": ctypes.c_uint64}
EDGES = (0, 1, 2, 3, (1 << 31) - 1, 1 << 31, (1 << 32) - 1, 1 << 32, (1 << 63) - 1, 1 << 63, (1 << 64) - 1)
ROUNDS = 60


def word(chance, width):
    value = chance.choice(EDGES) if chance.random() < 0.4 else chance.getrandbits(64) >> chance.randrange(64)
    return value % (1 << width)


def compare(library, functions):
    """How many inputs agreed; anything else ends it."""
    chance, loaded, count = random.Random(1), ctypes.CDLL(str(library)), 0
    for name, function in functions.items():
        kinds = [kind for kind, _ in function.parameters]
        if kinds[-1:] != ["ptr"]:
            continue
        native = getattr(loaded, name)
        native.restype = ctypes.c_bool
        for _ in range(ROUNDS):
            values = [word(chance, int(kind[1:])) for kind in kinds[:-1]]
            out = (ctypes.c_uint64 * 8)()
            there = native(*(TYPES[kind](value) for kind, value in zip(kinds, values)), out)
            expected = list(out) if there else None
            read = interpret(functions, function, kinds, values)
            if read != expected:
                raise SystemExit(f"{name}{tuple(values)} is {expected}, but was read as {read}")
            count += 1
    return count


def interpret(functions, function, kinds, values):
    prover = Prover(seconds=5)
    arguments = [constant(int(kind[1:]), value) for kind, value in zip(kinds, values)]
    machine = Machine(functions, prover)
    (path, returned), *others = machine.run(function, [*arguments, ("out", 0)], State(prover))
    if others:
        raise SystemExit(f"{function.name}{tuple(values)} takes several paths")
    if not z3.is_true(z3.simplify(returned)):
        return None
    words = [0] * 8
    for (_, place), value in path.memory.items():
        words[place // 8] = path.reduced(value).constant
    return words
