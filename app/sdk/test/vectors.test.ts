// Every golden vector that Rust wrote into tests/vectors, worked out again here. Compared as text: a
// line of the file is the expectation.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  advanced,
  amountInRoundingUp,
  amountOutRoundingDown,
  amountWithFeeRoundingUp,
  arriving,
  averageBetween,
  type Books,
  type Clock,
  type Curve,
  checkReserves,
  crossedUntil,
  curveOf,
  deposit,
  depositSingle,
  earnedOfStreamRoundingDown,
  extended,
  type FeeTerms,
  facing,
  fromLimbs,
  growthOfSlotsRoundingDown,
  growthPlus,
  initialLiquidityRoundingDown,
  lpWorthRoundingUp,
  MathError,
  type Observation,
  overlap,
  overSlotsRoundingDown,
  overSlotsRoundingUp,
  paysEverySlot,
  priceRoundingDown,
  pricesAt,
  type Reserves,
  type SwapOutcome,
  swapExactIn,
  swapExactOut,
  type TradeFee,
  type TransferFee,
  toSendRoundingUp,
  tradeExactIn,
  tradeExactOut,
  tradeFeeRoundingUp,
  transferFeeRoundingUp,
  withdraw,
  withdrawSingle,
  worthRoundingUp,
} from '../src/math/index.ts';

const FOLDER = fileURLToPath(new URL('../../../tests/vectors', import.meta.url));
const LIMB = (1n << 64n) - 1n;

/** Reads a case's arguments in the order in which Rust wrote them. */
class Arguments {
  #place = 0;
  constructor(readonly values: readonly string[]) {}

  next(): bigint {
    const value = this.values[this.#place];
    if (value === undefined) throw new Error('too few arguments');
    this.#place += 1;
    return BigInt(value);
  }

  get hasMore(): boolean {
    return this.#place < this.values.length;
  }

  small = () => Number(this.next());
  flag = () => this.next() === 1n;
  curve = (): Curve =>
    curveOf({
      kind: this.small(),
      parameter: this.small(),
      decimalsA: this.small(),
      decimalsB: this.small(),
    });
  terms = (): FeeTerms => ({
    tradeFeeRate: this.small(),
    protocolFeeShare: this.small(),
    creatorFeeShare: this.small(),
  });
  reserves = (): Reserves => ({ input: this.next(), output: this.next() });
  books = (): Books => ({ reserveA: this.next(), reserveB: this.next(), lpSupply: this.next() });
  transferFee = (): TransferFee => ({ basisPoints: this.small(), maximum: this.next() });
  growth = (): bigint => fromLimbs([this.next(), this.next(), this.next()]);
  observation = (): Observation => ({ slot: this.next(), aInB: this.next(), bInA: this.next() });
  accumulator = () => ({
    totalWeight: this.next(),
    lastSlot: this.next(),
    growth: this.growth(),
    idleSlots: this.next(),
    entries: this.next(),
    exits: this.next(),
    starts: this.next(),
    ends: this.next(),
  });
}

const fee = ({ total, protocol, creator, liquidity }: TradeFee) => [
  total,
  protocol,
  creator,
  liquidity,
];
const bookValues = ({ reserveA, reserveB, lpSupply }: Books) => [reserveA, reserveB, lpSupply];
const outcome = (swap: SwapOutcome) => [
  swap.amountIn,
  swap.amountOut,
  ...fee(swap.fee),
  swap.reserves.input,
  swap.reserves.output,
];
const limbs = (growth: bigint) => [growth & LIMB, (growth >> 64n) & LIMB, growth >> 128n];

type Results = readonly (bigint | boolean)[];
const onCurve =
  (compute: (curve: Curve, reserves: Reserves, args: Arguments) => Results) =>
  (args: Arguments): Results => {
    const curve = args.curve();
    const faced = facing(curve, args.flag());
    return compute(faced, args.reserves(), args);
  };
const swapped =
  (swap: typeof swapExactIn) =>
  (args: Arguments): Results =>
    outcome(swap(args.curve(), args.terms(), args.reserves(), args.next()));
const traded =
  (trade: typeof tradeExactIn) =>
  (args: Arguments): Results => {
    const [curve, terms, reserves] = [args.curve(), args.terms(), args.reserves()];
    const fees = { input: args.transferFee(), output: args.transferFee() };
    const { sent, received, swap } = trade(curve, terms, reserves, fees, args.next());
    return [sent, received, ...outcome(swap)];
  };

const FUNCTIONS: Record<string, (args: Arguments) => Results> = {
  amount_out: onCurve((curve, reserves, args) => [
    amountOutRoundingDown(curve, reserves, args.next()),
  ]),
  amount_in: onCurve((curve, reserves, args) => [amountInRoundingUp(curve, reserves, args.next())]),
  price: onCurve((curve, reserves) => [priceRoundingDown(curve, reserves)]),
  // It takes the amounts as the curve given sees them, whichever of the tokens is called A.
  initial_liquidity: onCurve((curve, { input, output }) => [
    initialLiquidityRoundingDown(curve, input, output),
  ]),
  check_reserves: onCurve((curve, reserves) => {
    checkReserves(curve, reserves);
    return [];
  }),
  trade_fee: args => fee(tradeFeeRoundingUp(args.terms(), args.next())),
  amount_with_fee: args => [amountWithFeeRoundingUp(args.terms(), args.next())],
  transfer_fee: args => [transferFeeRoundingUp(args.transferFee(), args.next())],
  arriving: args => [arriving(args.transferFee(), args.next())],
  to_send: args => [toSendRoundingUp(args.transferFee(), args.next())],
  swap_exact_in: swapped(swapExactIn),
  swap_exact_out: swapped(swapExactOut),
  trade_exact_in: traded(tradeExactIn),
  trade_exact_out: traded(tradeExactOut),
  prices: args => {
    const { aInB, bInA } = pricesAt(args.curve(), args.next(), args.next());
    return [aInB, bInA];
  },
  extended: args => {
    const observation = args.observation();
    const { slot, aInB, bInA } = extended(
      observation,
      { aInB: args.next(), bInA: args.next() },
      args.next(),
    );
    return [slot, aInB, bInA];
  },
  average: args => {
    const { aInB, bInA } = averageBetween(args.observation(), args.observation());
    return [aInB, bInA];
  },
  deposit: args => {
    const [curve, books] = [args.curve(), args.books()];
    const {
      amountA,
      amountB,
      lpMinted,
      books: after,
    } = deposit(books, curve, args.next(), args.next());
    return [amountA, amountB, lpMinted, ...bookValues(after)];
  },
  withdraw: args => {
    const { amountA, amountB, books } = withdraw(args.books(), args.next());
    return [amountA, amountB, ...bookValues(books)];
  },
  worth: args => {
    const [curve, books] = [args.curve(), args.books()];
    return [worthRoundingUp(books, curve, args.next())];
  },
  lp_worth: args => {
    const [curve, books] = [args.curve(), args.books()];
    return [lpWorthRoundingUp(books, curve, args.next())];
  },
  deposit_single: args => {
    const [curve, terms, books] = [args.curve(), args.terms(), args.books()];
    const givesA = args.flag();
    const done = depositSingle(books, curve, terms, args.next(), givesA);
    return [
      done.amountIn,
      done.swappedIn,
      done.swappedOut,
      done.deposited,
      ...fee(done.fee),
      done.lpMinted,
      ...bookValues(done.books),
    ];
  },
  withdraw_single: args => {
    const [curve, terms, books] = [args.curve(), args.terms(), args.books()];
    const wantsA = args.flag();
    const done = withdrawSingle(books, curve, terms, args.next(), wantsA);
    return [
      done.amountOut,
      done.withdrawn,
      done.swappedIn,
      done.swappedOut,
      ...fee(done.fee),
      ...bookValues(done.books),
    ];
  },
  growth_of_slots: args => limbs(growthOfSlotsRoundingDown(args.next(), args.next())),
  growth_plus: args => limbs(growthPlus(args.growth(), args.growth())),
  earned: args => {
    const rate = { amount: args.next(), slots: args.next() };
    const stay = { weight: args.next(), growthAtEntry: args.growth(), growthUntil: args.growth() };
    const term = { growthAtStart: args.growth(), growthUntil: args.growth() };
    return [earnedOfStreamRoundingDown(rate, stay, term)];
  },
  over_slots_down: args => [
    overSlotsRoundingDown({ amount: args.next(), slots: args.next() }, args.next()),
  ],
  over_slots_up: args => [
    overSlotsRoundingUp({ amount: args.next(), slots: args.next() }, args.next()),
  ],
  pays_every_slot: args => [paysEverySlot({ amount: args.next(), slots: args.next() })],
  overlap: args => {
    const [entry, exit, exitsAtStart, entriesAtEnd] = [
      args.next(),
      args.next(),
      args.next(),
      args.next(),
    ];
    const [hasLeft, hasEnded] = [args.flag(), args.flag()];
    return [
      overlap(entry, hasLeft ? exit : undefined, exitsAtStart, hasEnded ? entriesAtEnd : undefined),
    ];
  },
  cross_until: args => {
    const now = args.next();
    const accumulator = args.accumulator();
    const boundaries: Clock['boundaries'][number][] = [];
    while (args.hasMore) {
      const [slot, starts, ends] = [args.next(), args.small(), args.small()];
      boundaries.push({ slot, starts, ends, growth: 0n, idleSlots: 0n, entries: 0n, exits: 0n });
    }
    const after = crossedUntil({ accumulator, boundaries, crossed: 0 }, now);
    // Going on from where it is changes nothing.
    expect(advanced(after.accumulator, now)).toEqual(after.accumulator);
    const clock = after.accumulator;
    return [
      BigInt(after.crossed),
      clock.totalWeight,
      clock.lastSlot,
      ...limbs(clock.growth),
      clock.idleSlots,
      clock.entries,
      clock.exits,
      clock.starts,
      clock.ends,
      ...after.boundaries
        .slice(0, after.crossed)
        .flatMap(each => [...limbs(each.growth), each.idleSlots, each.entries, each.exits]),
    ];
  },
};

function resultOf(name: string, args: readonly string[]): string[] | string {
  const compute = FUNCTIONS[name];
  if (compute === undefined) throw new Error(`there is no function for ${name}`);
  try {
    return compute(new Arguments(args)).map(value => `${BigInt(value)}`);
  } catch (error) {
    if (error instanceof MathError) return error.reason;
    throw error;
  }
}

const files = readdirSync(FOLDER).filter(name => name.endsWith('.jsonl'));
const lines = files.map(name => ({
  name,
  lines: readFileSync(`${FOLDER}/${name}`, 'utf8').trimEnd().split('\n'),
}));

describe('golden vectors', () => {
  it('are all there: at least 10,000, and some of every function', () => {
    const all = lines.flatMap(file => file.lines);
    expect(all.length).toBeGreaterThanOrEqual(10_000);
    const names = new Set(all.map(line => (JSON.parse(line) as [string])[0]));
    expect([...names].sort()).toEqual(Object.keys(FUNCTIONS).sort());
  });

  it.each(lines)('$name: every line comes out as Rust has it', ({ lines: cases }) => {
    for (const line of cases) {
      const [name, args] = JSON.parse(line) as [string, string[], unknown];
      const result = resultOf(name, args);
      if (JSON.stringify([name, args, result]) !== line) {
        expect(JSON.stringify([name, args, result])).toBe(line);
      }
    }
  });
});
