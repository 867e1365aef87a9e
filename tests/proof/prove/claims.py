"""What is true of every entry of entries.rs, for all inputs there are.

A claim is given whether there is a result, the words of it, and the arguments, as whole numbers of no
bounded size, and says what must hold. A contract is the same for a helper that the sources keep to
themselves; others that call it rely on it, after they have shown what it asks for.
"""

import z3

from symbolic import Unknown, Word, fresh

WORD, HALF = 1 << 64, 1 << 32
MILLION, BASIS_POINTS, LOCKED = 1_000_000, 10_000, 1_000

CLAIMS, CONTRACTS = {}, {}


def claim(function):
    CLAIMS[function.__name__] = function
    return function


def total(words):
    return sum(word << 0 if isinstance(word, int) else word * (1 << 64 * place) for place, word in enumerate(words))


def is_floor(quotient, dividend, divisor):
    return z3.And(quotient >= 0, quotient * divisor <= dividend, (quotient + 1) * divisor > dividend)


def is_ceiling(quotient, dividend, divisor):
    return z3.And(quotient >= 0, quotient * divisor >= dividend, (quotient - 1) * divisor < dividend)


def result(ok, words, when_there, when_not):
    """`when_there` of the words wherever there is a result, `when_not` wherever there is none."""
    there = when_there(*words) if words else z3.BoolVal(False)
    return z3.And(z3.Implies(ok, there), z3.Implies(z3.Not(ok), when_not))


# Helpers, with what they ask for.


class Contract:
    """`asks` of the arguments must be shown by the caller; `promises` is what is proved of the body."""

    def __init__(self, name, symbol, asks, make):
        self.name, self.symbol, self.asks, self.make = name, symbol, asks, make

    def __call__(self, state, *words):
        terms = [word.term for word in words]
        if not state.is_certain(z3.And(True, *self.asks(*terms))):
            # Sure of it only with an input that shows it.
            doubt = "may be" if state.solver.counterexample is None else "is"
            raise Unknown(f"{self.name} {doubt} called with what it does not allow")
        (first, top_first), (second, top_second), facts = self.make(*terms)
        state.assume(*facts)
        return {0: Word(64, first, 0, top_first), 1: Word(64, second, 0, top_second)}

    def promises(self, first, second, *terms):
        (one, _), (other, _), facts = self.make(*terms)
        # `make` names one unknown; here it is what was returned.
        unknown = one if z3.is_const(one) else other
        known = first if unknown is one else second
        pairs = [(unknown, known)]
        formula = z3.And(one == first, other == second, *facts)
        return z3.substitute(formula, *pairs)


def product(a, b):
    """Low and high word of `a * b`."""
    high = fresh("high")
    low = a * b - high * WORD
    facts = [high >= 0, high < WORD, low >= 0, low < WORD, high <= a, high <= b]
    return (low, WORD - 1), (high, WORD - 1), facts


def digit(rest, next_digit, divisor, _high, _low):
    """One digit of algorithm D, and what remains."""
    found = fresh("digit")
    remainder = rest * HALF + next_digit - found * divisor
    facts = [found >= 0, found < HALF, remainder >= 0, remainder < divisor]
    return (found, HALF - 1), (remainder, WORD - 1), facts


def quotient(low, high, divisor):
    """Two digits of algorithm D."""
    found = fresh("quotient")
    remainder = high * WORD + low - found * divisor
    facts = [found >= 0, found < WORD, remainder >= 0, remainder < divisor]
    return (found, WORD - 1), (remainder, WORD - 1), facts


for contract in (
    Contract("mul_wide", "4wide8mul_wide", lambda *_: [], product),
    Contract(
        "div_digit",
        "4wide9div_digit",
        lambda rest, next_digit, divisor, high, low: [
            rest < divisor,
            next_digit < HALF,
            # Normalised, and cut into its halves.
            divisor >= WORD // 2,
            divisor < WORD,
            high * HALF + low == divisor,
            low >= 0,
            low < HALF,
            high < HALF,
        ],
        digit,
    ),
    Contract(
        "div_two_digits",
        "4wide14div_two_digits",
        lambda low, high, divisor: [high > 0, high < divisor],
        quotient,
    ),
):
    CONTRACTS[contract.name] = contract


# Products and quotients.


@claim
def div_wide(ok, out, low, high, divisor):
    dividend = high * WORD + low
    exact = lambda q, r: z3.And(q * divisor + r == dividend, r < divisor)
    return result(ok, out, exact, high >= divisor)


@claim
def mul_div_down(ok, out, a, b, divisor):
    return result(ok, out, lambda q: is_floor(q, a * b, divisor), a * b >= WORD * divisor)


@claim
def mul_div_up(ok, out, a, b, divisor):
    too_large = z3.Or(divisor == 0, a * b > (WORD - 1) * divisor)
    return result(ok, out, lambda q: is_ceiling(q, a * b, divisor), too_large)


# Naturals below 2^256.


@claim
def u256_of_product(ok, out, a0, a1, b0, b1):
    return result(ok, out, lambda *words: total(words) == total([a0, a1]) * total([b0, b1]), False)


@claim
def u256_plus(ok, out, *limbs):
    right = total(limbs[:4]) + total(limbs[4:])
    return result(ok, out, lambda *words: total(words) == right, right >= 1 << 256)


@claim
def u256_minus(ok, out, *limbs):
    right = total(limbs[:4]) - total(limbs[4:])
    return result(ok, out, lambda *words: total(words) == right, right < 0)


@claim
def u256_times_word(ok, out, *limbs):
    right = total(limbs[:4]) * limbs[4]
    return result(ok, out, lambda *words: total(words) == right, right >= 1 << 256)


# Growth: 64 integer and 128 fractional bits.

ONE = 1 << 128


@claim
def growth_of_slots(ok, out, slots, weight):
    return result(ok, out, lambda *words: is_floor(total(words), slots * ONE, weight), weight == 0)


@claim
def growth_plus(ok, out, *limbs):
    right = total(limbs[:3]) + total(limbs[3:])
    return result(ok, out, lambda *words: total(words) == right, right >= 1 << 192)


@claim
def growth_since(ok, out, *limbs):
    right = total(limbs[:3]) - total(limbs[3:])
    return result(ok, out, lambda *words: total(words) == z3.If(right > 0, right, 0), False)


def pick(smaller):
    def chosen(ok, out, *limbs):
        one, other = total(limbs[:3]), total(limbs[3:])
        right = z3.If((one < other) == smaller, one, other)
        return result(ok, out, lambda *words: total(words) == right, False)

    return chosen


CLAIMS["growth_min"] = pick(True)
CLAIMS["growth_max"] = pick(False)


@claim
def growth_earned(ok, out, g0, g1, g2, weight, amount, slots):
    share = total([g0, g1, g2]) * weight
    too_large = z3.Or(share >= 1 << 192, share * amount >= slots * ONE * WORD)
    return result(ok, out, lambda earned: is_floor(earned, share * amount, slots * ONE), too_large)


@claim
def clock_advance(ok, out, weight, last, g0, g1, g2, idle, slot):
    """F2, F4, F8, and the one cut of less than 2^-128 that F3 counts."""
    before, passed = total([g0, g1, g2]), z3.If(slot > last, slot - last, 0)

    def moved(h0, h1, h2, idle_after, last_after):
        grown = total([h0, h1, h2]) - before
        counted = z3.If(
            weight == 0,
            z3.And(grown == 0, idle_after == idle + passed),
            z3.And(is_floor(grown, passed * ONE, weight), idle_after == idle),
        )
        return z3.And(counted, last_after == z3.If(slot > last, slot, last))

    # Slots of one chain reach neither: growth and idle slots are at most the current slot.
    is_full = z3.Or(idle + passed >= WORD, before + passed * ONE >= 1 << 192)
    return result(ok, out, moved, is_full)


@claim
def stake_enters_and_leaves(ok, out, before, weight):
    """F1: what enters is counted whole, and leaving undoes it."""
    counted = lambda within, after: z3.And(within == before + weight, after == before)
    return result(ok, out, counted, before + weight >= WORD)


@claim
def rate_top_up(ok, out, amount, rate_slots, slots):
    """F9: what more slots cost covers what they pay."""
    too_large = z3.Or(rate_slots == 0, amount * slots > (WORD - 1) * rate_slots)
    return result(ok, out, lambda cost: is_ceiling(cost, amount * slots, rate_slots), too_large)


# Fees.


@claim
def trade_fee(ok, out, rate, protocol, creator, amount):
    outside = z3.Or(rate > MILLION // 10, protocol + creator > MILLION // 2)

    def parts(paid, to_protocol, to_creator, to_liquidity):
        return z3.And(
            z3.Not(outside),
            is_ceiling(paid, amount * rate, MILLION),
            paid <= amount,
            is_floor(to_protocol, paid * protocol, MILLION),
            is_floor(to_creator, paid * creator, MILLION),
            to_protocol + to_creator + to_liquidity == paid,
            to_liquidity >= 0,
            # At least half of every fee stays with the LPs.
            to_liquidity >= to_protocol + to_creator,
        )

    return result(ok, out, parts, outside)


@claim
def amount_with_fee(ok, out, rate, priced):
    """The smallest amount that leaves `priced`, and it leaves exactly that."""
    left = MILLION - rate

    def smallest(amount):
        # What an amount leaves is floor(amount * left / million).
        leaves = is_floor(priced, amount * left, MILLION)
        return z3.And(leaves, z3.Or(amount == 0, (amount - 1) * left < priced * MILLION))

    return result(ok, out, smallest, z3.Or(left <= 0, priced * MILLION > (WORD - 1) * left))


@claim
def transfer_arriving(ok, out, rate, maximum, sent):
    def split(fee, arrives):
        by_rate = z3.And(is_ceiling(fee, sent * rate, BASIS_POINTS), fee <= maximum)
        capped = z3.And(fee == maximum, (fee - 1) * BASIS_POINTS < sent * rate)
        free = z3.And(rate == 0, fee == 0)
        return z3.And(z3.Or(by_rate, capped, free), fee + arrives == sent, arrives >= 0)

    # More basis points than a whole has: no mint.
    return result(ok, out, split, rate > BASIS_POINTS)


@claim
def transfer_to_send(ok, out, rate, maximum, arriving):
    """The smallest amount of which `arriving` arrives."""
    left = BASIS_POINTS - rate

    def arrives(sent, amount):
        # max(floor(sent * left / whole), sent - maximum) >= amount, for amounts above zero.
        return z3.Or(z3.And(left > 0, sent * left >= amount * BASIS_POINTS), sent - maximum >= amount)

    def smallest(sent):
        needed = z3.And(arrives(sent, arriving), z3.Not(arrives(sent - 1, arriving)))
        return z3.If(z3.Or(rate == 0, arriving == 0), sent == arriving, needed)

    return result(ok, out, smallest, z3.Or(left < 0, z3.Not(arrives(WORD - 1, arriving))))


# The constant product.


@claim
def swap_out(ok, out, reserve_in, reserve_out, amount):
    """A2: the product does not fall, and one unit more would make it fall."""
    after = reserve_in + amount
    product = reserve_in * reserve_out

    def best(paid):
        kept = after * (reserve_out - paid) >= product
        tight = after * (reserve_out - paid - 1) < product
        return z3.And(paid < reserve_out, kept, tight)

    return result(ok, out, best, z3.Or(reserve_in == 0, reserve_out == 0, after >= WORD))


@claim
def swap_in(ok, out, reserve_in, reserve_out, wanted):
    """A2 and A5: the product does not fall, and one unit less would not do."""
    left = reserve_out - wanted
    product = reserve_in * reserve_out

    def best(paid):
        kept = (reserve_in + paid) * left >= product
        tight = z3.Or(paid == 0, (reserve_in + paid - 1) * left < product)
        return z3.And(left > 0, kept, tight, reserve_in + paid < WORD)

    # No amount that a reserve can take in is enough.
    impossible = z3.Or(reserve_in == 0, reserve_out == 0, left <= 0, (WORD - 1) * left < product)
    return result(ok, out, best, impossible)


@claim
def price(ok, out, reserve_in, reserve_out):
    whole = z3.Or(reserve_in == 0, reserve_out == 0)
    return result(ok, out, lambda *words: is_floor(total(words), reserve_out * WORD, reserve_in), whole)


# LP shares.


@claim
def deposit(ok, out, a, b, supply, max_a, max_b):
    """A1 and A4: neither side of the pool falls per LP unit, and nobody gives more than they said."""

    def fair(paid_a, paid_b, minted, after_a, after_b, after_supply):
        return z3.And(
            paid_a <= max_a,
            paid_b <= max_b,
            minted > 0,
            after_a == a + paid_a,
            after_b == b + paid_b,
            after_supply == supply + minted,
            paid_a * supply >= minted * a,
            paid_b * supply >= minted * b,
        )

    return result(ok, out, fair, True)


@claim
def withdraw(ok, out, a, b, supply, lp):
    """A1 and A4: neither side of the pool falls per LP unit, and the locked minimum stays."""

    def fair(paid_a, paid_b, after_a, after_b, after_supply):
        return z3.And(
            is_floor(paid_a, lp * a, supply),
            is_floor(paid_b, lp * b, supply),
            after_a + paid_a == a,
            after_b + paid_b == b,
            after_supply + lp == supply,
            after_supply >= LOCKED,
            after_a >= 0,
            after_b >= 0,
        )

    # Principal exits (F11): whoever has LP tokens that are worth a unit is paid.
    nothing = z3.And(lp * a < supply, lp * b < supply)
    return result(ok, out, fair, z3.Or(lp == 0, lp + LOCKED > supply, nothing))
