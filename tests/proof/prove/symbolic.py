"""Runs a function of ir.py on unknown inputs, along every path, over the whole numbers.

A word is kept as an integer term, with the interval it is known to lie in. What wraps is kept
unreduced until somebody compares, divides or shifts it; then it becomes `term - k * 2^width` for a
new unknown `k`. Quotients, shifts and masks become new unknowns with the equation that defines them.
So products stay polynomials, and the solver sees no bits.
"""

import itertools
import re

import z3

from ir import Function, split

COUNTER = itertools.count()


class Unknown(Exception):
    """The solver or this program cannot tell. Never the same as proved."""


def fresh(name: str):
    return z3.Int(f"{name}!{next(COUNTER)}")


class Word:
    """`term` modulo 2^width. Reduced when the interval says so."""

    def __init__(self, width, term, low=None, high=None, zero_bits=0):
        self.width, self.term, self.low, self.high = width, term, low, high
        # Low bits that are known to be zero.
        self.zero_bits = zero_bits

    @property
    def is_reduced(self):
        return self.low is not None and self.low >= 0 and self.high < 1 << self.width

    @property
    def constant(self):
        return self.low if self.is_reduced and self.low == self.high else None


def constant(width, value):
    value %= 1 << width
    return Word(width, z3.IntVal(value), value, value)


def choice(width, condition, value):
    """The value where the condition holds, else zero."""
    condition = z3.simplify(condition)
    if z3.is_true(condition) or z3.is_false(condition):
        return constant(width, value if z3.is_true(condition) else 0)
    return Word(width, z3.If(condition, z3.IntVal(value), z3.IntVal(0)), 0, value)


def span(values):
    values = list(values)
    return (None, None) if any(v is None for v in values) else (min(values), max(values))


class State:
    """One path: what is assumed, what has been defined, what is in memory."""

    def __init__(self, solver, other=None):
        self.solver = solver
        self.values = dict(other.values) if other else {}
        self.facts = list(other.facts) if other else []
        self.memory = dict(other.memory) if other else {}
        # What words were cut into; entries of a path hold for what branches off it.
        self.parts = dict(other.parts) if other else {}
        self.bounds = dict(other.bounds) if other else {}
        self.visits = dict(other.visits) if other else {}
        self.case = other.case if other else None
        self.alive = list(other.alive) if other else []

    def copy(self):
        return State(self.solver, self)

    def assume(self, *facts):
        self.facts += facts

    # Intervals, as far as comparisons with constants have told.

    def refine(self, word, low=None, high=None):
        key = word.term.get_id()
        old_low, old_high, _ = self.bounds.get(key, (word.low, word.high, None))
        low = old_low if low is None else max(low, old_low)
        high = old_high if high is None else min(high, old_high)
        self.bounds[key] = (low, high, word.term)

    def narrowed(self, word):
        low, high, _ = self.bounds.get(word.term.get_id(), (word.low, word.high, None))
        return Word(word.width, word.term, low, high, word.zero_bits)

    def reduced(self, word):
        word = self.narrowed(word)
        if word.is_reduced:
            return word
        return self.part(word, ("reduce",), self._reduce)

    def part(self, word, how, make):
        """What is derived from a word once on this path is derived the same way again."""
        key = (word.term.get_id(), word.width, *how)
        if key not in self.parts:
            # Keeps the term, and with it its number, alive.
            self.parts[key] = (make(word), word.term)
        return self.parts[key][0]

    def _reduce(self, word):
        modulus = 1 << word.width
        if word.low is not None and word.low == word.high:
            return constant(word.width, word.low)
        if self.is_certain(z3.And(word.term >= 0, word.term < modulus), seconds=1):
            return Word(word.width, word.term, 0, modulus - 1, word.zero_bits)
        times = fresh("wraps")
        rest = word.term - times * modulus
        self.assume(rest >= 0, rest < modulus)
        if word.low is not None:
            self.assume(times >= word.low // modulus, times <= word.high // modulus)
        return Word(word.width, rest, 0, modulus - 1)

    def divided(self, word, divisor):
        """Quotient and remainder by a word that is not zero."""
        word, divisor = self.reduced(word), self.reduced(divisor)
        if word.constant is not None and divisor.constant:
            q, r = divmod(word.constant, divisor.constant)
            return constant(word.width, q), constant(word.width, r)

        def make(word):
            least = max(divisor.low, 1)
            q = fresh("quotient")
            r = word.term - q * divisor.term
            self.assume(r >= 0, r < divisor.term, q >= 0)
            if least > 1:
                self.assume(q <= word.high // least)
            return (
                Word(word.width, q, word.low // divisor.high, word.high // least),
                Word(word.width, r, 0, min(word.high, divisor.high - 1)),
            )

        by = divisor.constant
        # A constant is itself; a term is its number, which stays its own while it is alive.
        if by is None:
            self.alive.append(divisor.term)
        return self.part(word, ("over", ("constant", by) if by else divisor.term.get_id()), make)

    def split_at(self, word, bits):
        """The bits above and below."""
        return self.divided(word, constant(word.width, 1 << bits))

    def is_certain(self, claim, seconds=None):
        """Whether the path implies a claim, to the solver's knowledge."""
        return self.solver.implies(self.facts, claim, seconds)


class Machine:
    """Runs functions; those with a contract are not entered."""

    LOOPS = 4

    def __init__(self, functions, solver, contracts=()):
        self.functions, self.solver, self.contracts = functions, solver, dict(contracts)

    def run(self, function: Function, arguments, state):
        """Every way through it, as (state, returned value)."""
        state = state.copy()
        for (_, name), argument in zip(function.parameters, arguments, strict=True):
            state.values[name] = argument
        yield from self.block(function, function.entry, None, state)

    def block(self, function, label, before, state):
        state.visits[label] = state.visits.get(label, 0) + 1
        if state.visits[label] > 1:
            if self.solver.implies(state.facts, z3.BoolVal(False)):
                return
            if state.visits[label] > self.LOOPS:
                raise Unknown(f"{function.name}: a loop at {label} does not end in {self.LOOPS} rounds")
        instructions = function.blocks[label]
        phis = {}
        for place, one in enumerate(instructions):
            if one.opcode != "phi":
                break
            kind, rest = one.rest.split(" ", 1)
            for choice in split(rest):
                value, origin = split(choice.strip("[] "))
                if origin.strip('%') == before:
                    phis[one.result] = self.value(kind, value, state)
        state.values.update(phis)
        yield from self.sequence(function, label, [i for i in instructions if i.opcode != "phi"], 0, state)

    def sequence(self, function, label, instructions, start, state):
        for place in range(start, len(instructions)):
            one = instructions[place]
            if one.opcode == "br":
                yield from self.branch(function, label, one.rest, state)
                return
            if one.opcode == "ret":
                kind, _, value = one.rest.partition(" ")
                if one.rest.startswith("{"):
                    value = one.rest.rsplit(" ", 1)[1]
                    yield state, state.values[value]
                else:
                    yield state, (None if kind == "void" else self.value(kind, value, state))
                return
            if one.opcode == "unreachable":
                if not self.solver.implies(state.facts, z3.BoolVal(False)):
                    raise Unknown(f"{function.name}: {label} may be reached, and must not be")
                return
            if one.opcode == "select":
                yield from self.select(function, label, instructions, place, state)
                return
            if one.opcode == "call":
                name, arguments = self.callee(one, state)
                if name.startswith("llvm.ctlz"):
                    yield from self.leading_zeros(function, label, instructions, place, state)
                    return
                if name in self.functions and self.contract_of(name) is None:
                    yield from self.enter(function, label, instructions, place, name, arguments, state)
                    return
            result = self.step(one, state)
            if one.result is not None:
                state.values[one.result] = result
        raise Unknown(f"{function.name}: {label} has no end")

    def branch(self, function, label, rest, state):
        parts = split(rest)
        targets = [part.removeprefix("label %") for part in parts if part.startswith("label")]
        if len(targets) == 1:
            yield from self.block(function, targets[0], label, state)
            return
        condition = self.value("i1", parts[0].split(" ")[1], state)
        for target, wanted in ((targets[0], True), (targets[1], False)):
            path = self.where(condition, wanted, state)
            if path is None:
                continue
            yield from self.block(function, target, label, path)

    def where(self, condition, holds, state):
        """The path on which a condition holds, or does not; nothing when there is none."""
        fact = z3.simplify(condition if holds else z3.Not(condition))
        if z3.is_false(fact):
            return None
        path = state.copy()
        if z3.is_true(fact):
            return path
        path.assume(fact)
        learn(path, condition, holds)
        return None if self.solver.implies(path.facts, z3.BoolVal(False), seconds=0.4) else path

    def callee(self, one, state):
        name, inner = re.search(r'@("[^"]+"|[\w.$-]+)\((.*)\)', one.rest).groups()
        arguments = []
        for part in split(inner):
            kind, _, text = part.partition(" ")
            arguments.append(state.values.get(text) if kind == "ptr" else self.value(kind, text, state))
        return name, arguments

    def contract_of(self, name):
        return next((contract for known, contract in self.contracts.items() if known in name), None)

    def enter(self, function, label, instructions, place, name, arguments, state):
        """A call without a contract: what is called runs here."""
        callee = self.functions[name]
        inner = state.copy()
        inner.values, inner.visits = {}, {}
        for path, result in self.run(callee, arguments, inner):
            after = path.copy()
            after.values, after.visits = dict(state.values), dict(state.visits)
            if instructions[place].result is not None:
                after.values[instructions[place].result] = result
            yield from self.sequence(function, label, instructions, place + 1, after)

    def leading_zeros(self, function, label, instructions, place, state):
        """One path for each count, so that shifts by it are by constants."""
        one = instructions[place]
        kind, value = re.search(r"\((i\d+) ([^,]+), i1", one.rest).groups()
        word = state.reduced(self.value(kind, value, state))
        if word.constant:
            state.values[one.result] = constant(word.width, word.width - word.constant.bit_length())
            yield from self.sequence(function, label, instructions, place + 1, state)
            return
        # The count for zero is not asked for where the callee says `i1 true`.
        if not state.is_certain(word.term > 0):
            raise Unknown(f"{function.name}: leading zeros of what may be zero")
        for zeros in range(word.width):
            path = state.copy()
            low, high = 1 << (word.width - 1 - zeros), (1 << (word.width - zeros)) - 1
            path.assume(word.term >= low, word.term <= high)
            path.refine(word, low, high)
            path.values[one.result] = constant(word.width, zeros)
            path.case = zeros
            yield from self.sequence(function, label, instructions, place + 1, path)

    def value(self, kind, text, state):
        text = text.strip()
        if text in ("undef", "poison"):
            # Anything: whoever depends on it has no proof.
            if kind == "i1":
                return z3.Bool(f"undefined!{next(COUNTER)}")
            if kind.startswith("{"):
                return {}
            width = int(kind[1:])
            term = fresh("undefined")
            state.assume(term >= 0, term < 1 << width)
            return Word(width, term, 0, (1 << width) - 1)
        if text in ("true", "false"):
            return z3.BoolVal(text == "true")
        if text.startswith("%"):
            value = state.values[text]
            return state.narrowed(value) if isinstance(value, Word) else value
        if kind.startswith("i"):
            return constant(int(kind[1:]), int(text))
        raise Unknown(f"a value `{kind} {text}`")

    def step(self, one, state):
        operation = getattr(self, f"do_{one.opcode}", None)
        if operation is None:
            raise Unknown(f"the operation `{one.opcode} {one.rest}`")
        return operation(one, state)

    def operands(self, one, state):
        kind, rest = one.rest.split(" ", 1)
        return kind, *(self.value(kind, text, state) for text in split(rest))

    def do_add(self, one, state):
        _, a, b = self.operands(one, state)
        low, high = (None, None) if None in (a.low, b.low) else (a.low + b.low, a.high + b.high)
        return Word(a.width, a.term + b.term, low, high)

    def do_sub(self, one, state):
        _, a, b = self.operands(one, state)
        low, high = (None, None) if None in (a.low, b.low) else (a.low - b.high, a.high - b.low)
        return Word(a.width, a.term - b.term, low, high)

    def do_mul(self, one, state):
        _, a, b = self.operands(one, state)
        ends = [None] if None in (a.low, b.low) else [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
        return Word(a.width, a.term * b.term, *span(ends))

    def do_shl(self, one, state):
        _, a, count = self.operands(one, state)
        if count.constant is None:
            raise Unknown("a shift by an unknown count")
        factor = 1 << count.constant
        low, high = (None, None) if a.low is None else (a.low * factor, a.high * factor)
        return Word(a.width, a.term * factor, low, high, count.constant)

    def do_lshr(self, one, state):
        _, a, count = self.operands(one, state)
        if count.constant is None:
            raise Unknown("a shift by an unknown count")
        return state.split_at(a, count.constant)[0]

    def do_and(self, one, state):
        kind, a, b = self.operands(one, state)
        if kind == "i1":
            return z3.And(a, b)
        mask = state.reduced(b).constant
        if mask is None or mask & (mask + 1):
            raise Unknown("a mask that is not of low bits")
        return state.split_at(a, mask.bit_length())[1]

    def do_or(self, one, state):
        kind, a, b = self.operands(one, state)
        if kind == "i1":
            return z3.Or(a, b)
        if a.low is not None and a.low == a.high and b.low is not None and b.low == b.high:
            return constant(a.width, state.reduced(a).constant | state.reduced(b).constant)
        if not one.is_disjoint:
            upper, lower = (a, b) if a.zero_bits else (b, a)
            bits, lower = upper.zero_bits, state.reduced(lower)
            is_sum = lower.high < 1 << bits or (bits and state.is_certain(lower.term < 1 << bits, seconds=2))
            if not is_sum:
                return self.mixed(state.reduced(a), state.reduced(b), state)
        a, b = state.reduced(a), state.reduced(b)
        return Word(a.width, a.term + b.term, a.low + b.low, min(a.high + b.high, (1 << a.width) - 1))

    def mixed(self, a, b, state):
        """Words that may share bits: at least each of them, at most their sum. Enough to tell zero."""
        top = (1 << a.width) - 1
        both = fresh("or")
        state.assume(both >= a.term, both >= b.term, both <= a.term + b.term, both <= top)
        return Word(a.width, both, max(a.low, b.low), min(a.high + b.high, top))

    def do_xor(self, one, state):
        kind, a, b = self.operands(one, state)
        if kind == "i1":
            return z3.Xor(a, b)
        a, b = state.reduced(a), state.reduced(b)
        if a.constant is not None and b.constant is not None:
            return constant(a.width, a.constant ^ b.constant)
        top = (1 << a.width) - 1
        if b.constant == top:
            return Word(a.width, top - a.term, top - a.high, top - a.low)
        raise Unknown("an `xor` of unknown words")

    def nonzero(self, word, state):
        word = state.reduced(word)
        if word.low < 1 and not state.is_certain(word.term > 0):
            raise Unknown("a divisor that may be zero")
        return word

    def do_udiv(self, one, state):
        _, a, b = self.operands(one, state)
        return state.divided(a, self.nonzero(b, state))[0]

    def do_urem(self, one, state):
        _, a, b = self.operands(one, state)
        return state.divided(a, self.nonzero(b, state))[1]

    def do_icmp(self, one, state):
        relation, kind, rest = one.rest.split(" ", 2)
        a, b = (self.value(kind, text, state) for text in split(rest))
        if kind == "i1":
            return {"eq": a == b, "ne": a != b}[relation]
        a, b = state.reduced(a), state.reduced(b)
        make = {
            "eq": lambda x, y: x == y, "ne": lambda x, y: x != y,
            "ult": lambda x, y: x < y, "ule": lambda x, y: x <= y,
            "ugt": lambda x, y: x > y, "uge": lambda x, y: x >= y,
        }
        if relation not in make:
            raise Unknown(f"the comparison {relation}")
        condition = make[relation](a.term, b.term)
        state.values[("compared", condition.get_id())] = (relation, a, b, condition)
        return condition

    def select(self, function, label, instructions, place, state):
        """One path for each choice of a word; a choice between truths stays a term."""
        one = instructions[place]
        parts = split(one.rest)
        condition = self.value("i1", parts[0].split(" ")[1], state)
        choices = [part.split(" ", 1) for part in parts[1:]]
        if choices[0][0] == "i1":
            state.values[one.result] = z3.If(condition, *(self.value(*choice, state) for choice in choices))
            yield from self.sequence(function, label, instructions, place + 1, state)
            return
        for choice, holds in zip(choices, (True, False)):
            path = self.where(condition, holds, state)
            if path is None:
                continue
            path.values[one.result] = self.value(*choice, path)
            yield from self.sequence(function, label, instructions, place + 1, path)

    def do_zext(self, one, state):
        source, text, _, target = one.rest.rsplit(" to ", 1)[0].split(" ") + ["to", one.rest.rsplit(" ", 1)[1]]
        width = int(target[1:])
        a = self.value(source, text, state)
        if source == "i1":
            return choice(width, a, 1)
        a = state.reduced(a)
        return Word(width, a.term, a.low, a.high)

    def do_sext(self, one, state):
        source, text = one.rest.rsplit(" to ", 1)[0].split(" ")
        width = int(one.rest.rsplit(" ", 1)[1][1:])
        if source != "i1":
            raise Unknown("a sign")
        return choice(width, self.value(source, text, state), (1 << width) - 1)

    def do_trunc(self, one, state):
        source, text = one.rest.rsplit(" to ", 1)[0].split(" ")
        width = int(one.rest.rsplit(" ", 1)[1][1:])
        a = self.value(source, text, state)
        if width == 1:
            return state.split_at(a, 1)[1].term == 1
        low = state.split_at(a, width)[1]
        return Word(width, low.term, low.low, low.high)

    def do_freeze(self, one, state):
        return self.operands(one, state)[1]

    def do_getelementptr(self, one, state):
        _, pointer, offset = split(one.rest)
        base, at = state.values[pointer.split(" ")[1]]
        return base, at + int(offset.split(" ")[1])

    def do_store(self, one, state):
        what, where = split(one.rest)[:2]
        kind, text = what.split(" ", 1)
        state.memory[state.values[where.split(" ")[1]]] = self.value(kind, text, state)

    def do_insertvalue(self, one, state):
        aggregate, element, index = split(one.rest)
        kind, text = element.rsplit(" ", 1)
        before = aggregate.rsplit(" ", 1)[1]
        base = {} if before in ("poison", "undef") else state.values[before]
        return {**base, int(index): self.value(kind, text, state)}

    def do_extractvalue(self, one, state):
        aggregate, index = split(one.rest)
        return state.values[aggregate.rsplit(" ", 1)[1]][int(index)]

    def do_call(self, one, state):
        name, arguments = self.callee(one, state)
        if name.startswith("llvm."):
            return self.intrinsic(name, arguments, state)
        contract = self.contract_of(name)
        if contract is not None:
            return contract(state, *(state.reduced(word) for word in arguments))
        if "panic" in name:
            if not self.solver.implies(state.facts, z3.BoolVal(False)):
                raise Unknown(f"a panic may be reached: {name}")
            return None
        raise Unknown(f"a call of {name}, which has no contract")

    def intrinsic(self, name, arguments, state):
        kind = name.split(".")[1]
        if kind == "umax" or kind == "umin":
            a, b = (state.reduced(word) for word in arguments)
            ordered = (a, b) if kind == "umax" else (b, a)
            if ordered[0].low >= ordered[1].high:
                return a
            if ordered[1].low >= ordered[0].high:
                return b
            pick = max if kind == "umax" else min
            chosen = a.term >= b.term if kind == "umax" else a.term <= b.term
            return Word(a.width, z3.If(chosen, a.term, b.term), pick(a.low, b.low), pick(a.high, b.high))
        if kind == "usub" and ".sat." in name:
            a, b = (state.reduced(word) for word in arguments)
            return Word(a.width, z3.If(a.term >= b.term, a.term - b.term, z3.IntVal(0)), 0, a.high)
        if kind in ("uadd", "usub", "umul") and ".with.overflow." in name:
            a, b = (state.reduced(word) for word in arguments)
            term = {"uadd": a.term + b.term, "usub": a.term - b.term, "umul": a.term * b.term}[kind]
            ends = {
                "uadd": (a.low + b.low, a.high + b.high),
                "usub": (a.low - b.high, a.high - b.low),
                "umul": (a.low * b.low, a.high * b.high),
            }[kind]
            return {0: Word(a.width, term, *ends), 1: z3.Or(term < 0, term >= 1 << a.width)}
        if kind in ("assume", "lifetime", "experimental"):
            return None
        raise Unknown(f"the intrinsic {name}")


def learn(state, condition, holds):
    """Keeps what a comparison with a constant says of a word."""
    known = state.values.get(("compared", condition.get_id()))
    if known is None:
        return
    relation, a, b, _ = known
    if not holds:
        relation = {"eq": "ne", "ne": "eq", "ult": "uge", "uge": "ult", "ugt": "ule", "ule": "ugt"}[relation]
    a, b = state.narrowed(a), state.narrowed(b)
    if relation in ("ugt", "uge"):
        a, b, relation = b, a, {"ugt": "ult", "uge": "ule"}[relation]
    if relation == "ult":
        state.refine(a, high=b.high - 1)
        state.refine(b, low=a.low + 1)
    elif relation == "ule":
        state.refine(a, high=b.high)
        state.refine(b, low=a.low)
    elif relation == "eq":
        state.refine(a, b.low, b.high)
        state.refine(b, a.low, a.high)
    elif relation == "ne" and b.constant == 0 and a.low == 0:
        state.refine(a, low=1)


class Prover:
    """z3 on whole numbers. `implies` is true only when it says so."""

    def __init__(self, seconds, seed=0):
        self.seconds, self.seed, self.asked, self.counterexample = seconds, seed, 0, None

    def implies(self, facts, claim, seconds=None):
        self.asked += 1
        solver = z3.Solver()
        solver.set("timeout", int(1000 * (seconds or self.seconds)))
        solver.set("random_seed", self.seed)
        solver.add(*facts, z3.Not(claim))
        verdict = solver.check()
        self.counterexample = solver.model() if verdict == z3.sat else None
        return verdict == z3.unsat
