import type { Address } from '@solana/kit';
import { InvalidArgumentError } from '../errors.ts';
import { CONSTANT_PRODUCT, type Curve, curveOf, priceRoundingDown } from '../math/curve/index.ts';
import { type Pair, valueInB } from '../math/display.ts';
import type { Ratio } from '../types.ts';
import { LiquidityLedger } from './liquidity.ts';
import { RewardLedger } from './rewards.ts';
import type { EventRecord, PositionReport, ReportLine } from './types.ts';

export type ReportOptions = {
  pool: Address;
  owner: Address;
  /** The pool's history from its creation on, oldest first; see `readHistory`. */
  history: readonly EventRecord[];
  /** The slot up to which rewards are counted. */
  slot: bigint;
  /** The pool's LP mint. Where it is given, LP tokens earned as a reward count as held. */
  lpMint?: Address;
  /** Decimals of both tokens, which a stable pool's price depends on; equal when left out. */
  decimals?: { a: number; b: number };
};

/**
 * Works out what an owner gave, got, earned and lost in a pool, from its events alone. LP tokens that
 * came or went by a plain transfer between wallets are nothing that events tell of.
 *
 * @throws InvalidArgumentError when the history does not begin with the pool's creation
 */
export function positionReport(options: ReportOptions): PositionReport {
  const { pool, owner, history, slot, lpMint } = options;
  const liquidity = new LiquidityLedger(pool, owner);
  const rewards = new RewardLedger(owner);
  const lines: ReportLine[] = [];
  for (const { signature, slot: at, blockTime: time, events } of history) {
    for (const event of events) {
      rewards.add(event, at);
      const moved = liquidity.add(event);
      if (moved) lines.push({ time, slot: at, signature, ...moved });
      if (event.name !== 'RewardClaimed' || event.fields.owner !== owner) continue;
      const { campaign, amount } = event.fields;
      const mint = rewards.mintOf(campaign);
      if (mint === undefined || amount === 0n) continue;
      if (mint === lpMint) liquidity.lp += amount;
      const received = [{ mint, amount }];
      lines.push({ time, slot: at, signature, label: 'reward', sent: [], received, fee: [] });
    }
  }
  if (liquidity.mintA === undefined) {
    throw new InvalidArgumentError(
      'history',
      `The history does not have the creation of pool ${pool}`,
      "Give the pool's whole history; a node that keeps it is needed.",
    );
  }
  const price = priceAInB(liquidity, options.decimals);
  const { deposited, withdrawn, held, feesEarned } = liquidity;
  const outcome = valueInB(sum(held, withdrawn), price).numerator;
  const holding = valueInB(deposited, price).numerator;
  const fees = valueInB(feesEarned, price).numerator;
  return {
    pool,
    owner,
    lines,
    deposited,
    withdrawn,
    lpHeld: liquidity.lp,
    held,
    feesEarned,
    rewardsClaimed: rewards.claimed,
    rewardsPending: rewards.pendingAt(slot),
    impermanentLossInB: floorOf(outcome - holding - fees, price.denominator),
    profitAgainstHoldingInB: floorOf(outcome - holding, price.denominator),
  };
}

/** The pool's last price of A in B, base units both, fee aside. */
function priceAInB(
  { reserves, curve: kind, curveParameter: parameter }: LiquidityLedger,
  decimals = { a: 0, b: 0 },
): Ratio {
  const { a, b } = reserves;
  if (a === 0n || b === 0n) return { numerator: 0n, denominator: 1n };
  const terms = { kind, parameter, decimalsA: decimals.a, decimalsB: decimals.b };
  const curve: Curve = kind === 0 ? CONSTANT_PRODUCT : curveOf(terms);
  if (curve.kind === 'constantProduct') return { numerator: b, denominator: a };
  return {
    numerator: priceRoundingDown(curve, { input: a, output: b }),
    denominator: 1n << 64n,
  };
}

function sum(one: Pair, other: Pair): Pair {
  return { a: one.a + other.a, b: one.b + other.b };
}

/** `floor(numerator / denominator)`; bigints cut towards zero. */
function floorOf(numerator: bigint, denominator: bigint): bigint {
  const cut = numerator / denominator;
  return numerator < 0n && cut * denominator !== numerator ? cut - 1n : cut;
}
