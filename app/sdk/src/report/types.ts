import type { ProgramEvent } from '@liquidity-mining/client';
import type { Address, Signature } from '@solana/kit';
import type { Pair } from '../math/display.ts';

/** A transaction of a pool, with the events of that pool in it. */
export type EventRecord = {
  signature: Signature;
  slot: bigint;
  /** Unix seconds, as the cluster estimated them; nothing for very old blocks. */
  blockTime: bigint | null;
  events: ProgramEvent[];
};

/** An amount of a token, in base units. */
export type TokenAmount = { mint: Address; amount: bigint };

/** One line of a report: what moved, why and in which transaction. */
export type ReportLine = {
  /** Unix seconds. */
  time: bigint | null;
  slot: bigint;
  label: 'deposit' | 'withdraw' | 'reward' | 'fees';
  sent: TokenAmount[];
  received: TokenAmount[];
  /** What a mint kept of what was sent: it left the wallet on top of `sent`. */
  fee: TokenAmount[];
  signature: Signature;
};

/** What a campaign has paid or owes an owner. */
export type RewardAmount = { campaign: Address; mint: Address; amount: bigint };

export type PositionReport = {
  pool: Address;
  owner: Address;
  lines: ReportLine[];
  /** What left the owner's accounts for liquidity, transfer fees included. */
  deposited: Pair;
  /** What arrived in the owner's accounts for liquidity. */
  withdrawn: Pair;
  /** LP tokens of deposits and rewards less those of withdrawals, staked or not. */
  lpHeld: bigint;
  /** What these would pay now, before transfer fees. */
  held: Pair;
  /** The owner's part of the LPs' fees of every swap, rounded down each time. */
  feesEarned: Pair;
  rewardsClaimed: RewardAmount[];
  /** Claimable as of the slot of the report, to within one base unit each. */
  rewardsPending: RewardAmount[];
  /**
   * `profitAgainstHoldingInB` less the fees earned: what the move of the price has cost. Below zero is
   * a loss. At the pool's last price, in base units of token B, rounded down.
   */
  impermanentLossInB: bigint;
  /** `held` and `withdrawn` less `deposited`, all at the pool's last price; rewards not counted. */
  profitAgainstHoldingInB: bigint;
};
