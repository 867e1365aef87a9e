import type { ProgramEvent } from '@liquidity-mining/client';
import type { Address, Signature } from '@solana/kit';
import { NotYetError } from '../errors.ts';
import type { Reading } from '../types.ts';

/** A transaction of a pool, with the program's events in it. */
export type EventRecord = {
  signature: Signature;
  slot: bigint;
  /** Unix seconds, as the cluster estimated them; nothing for very old blocks. */
  blockTime: bigint | null;
  events: ProgramEvent[];
};

/** Reads all confirmed transactions of a pool and its farm and campaigns, oldest first. */
export async function readHistory(
  _options: Reading & { pool: Address; before?: Signature; until?: Signature },
): Promise<EventRecord[]> {
  throw new NotYetError('readHistory');
}

/** One line of a report: what moved, why and in which transaction. */
export type ReportLine = {
  /** Unix seconds. */
  time: bigint | null;
  slot: bigint;
  label: 'deposit' | 'withdraw' | 'reward' | 'fees';
  sent: { mint: Address; amount: bigint }[];
  received: { mint: Address; amount: bigint }[];
  fee: { mint: Address; amount: bigint }[];
  signature: Signature;
};

/** Amounts of the pool's two tokens, in base units. */
export type Pair = { a: bigint; b: bigint };

export type PositionReport = {
  pool: Address;
  owner: Address;
  lines: ReportLine[];
  deposited: Pair;
  withdrawn: Pair;
  /** What the LP tokens still held, staked or not, would pay now. */
  held: Pair;
  /** The owner's part of the LPs' fees of every swap, rounded down each time. */
  feesEarned: Pair;
  rewardsClaimed: { campaign: Address; mint: Address; amount: bigint }[];
  rewardsPending: { campaign: Address; mint: Address; amount: bigint }[];
  /** Against holding what was deposited, at the pool's last price, in token B; below zero is a loss. */
  impermanentLossInB: bigint;
  /** `held` and `withdrawn` against holding what was deposited, in token B, rewards not counted. */
  profitAgainstHoldingInB: bigint;
};

/** Works out what an owner gave, got, earned and lost in a pool, from its events alone. */
export function positionReport(_options: {
  pool: Address;
  owner: Address;
  history: readonly EventRecord[];
  /** The slot up to which rewards are counted. */
  slot: bigint;
}): PositionReport {
  throw new NotYetError('positionReport');
}

/** What a column of amounts is written with. */
export type TokenLabels = ReadonlyMap<Address, { decimals: number; label: string }>;

/** The report's lines as tax tools read them: date, sent, received, fee, label, transaction. */
export function reportToCsv(_report: PositionReport, _tokens: TokenLabels): string {
  throw new NotYetError('reportToCsv');
}

/** The whole report as JSON; amounts are strings of base units. */
export function reportToJson(_report: PositionReport): string {
  throw new NotYetError('reportToJson');
}
