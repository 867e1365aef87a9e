import {
  type EventRecord,
  type PoolState,
  type PositionReport,
  type PositionState,
  positionReport,
} from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import { toNumber } from '../lib/numbers.ts';
import type { Balances } from './balances.ts';
import type { Histories } from './history.ts';
import type { View } from './market.ts';
import { type Reward, rewardsOf } from './pending.ts';

/** All that an owner has in one pool. */
export type Holding = {
  state: PoolState;
  positions: readonly PositionState[];
  /** LP tokens in the wallet. */
  lpInWallet: bigint;
  lpStaked: bigint;
  rewards: readonly Reward[];
  /** Nothing until the pool's history has been read. */
  report: PositionReport | undefined;
  history: readonly EventRecord[];
};

export function holdingsOf(
  view: View,
  owner: Address,
  positions: readonly PositionState[],
  balances: Balances | undefined,
  histories: Histories,
): Holding[] {
  return view.market.pools.flatMap(state => {
    const mine = positions
      .filter(({ position }) => position.farm === state.farmAddress)
      .sort((x, y) => (x.position.number < y.position.number ? -1 : 1));
    const { tokenA, tokenB, tokenLp } = state;
    const lpInWallet = balances?.of(tokenLp.mint) ?? 0n;
    if (mine.length === 0 && lpInWallet === 0n) return [];
    const history = histories.get(state.address);
    return [
      {
        state,
        positions: mine,
        lpInWallet,
        lpStaked: mine.reduce((sum, { position }) => sum + position.lpAmount, 0n),
        rewards: rewardsOf(mine, view.market),
        report:
          history &&
          positionReport({
            pool: state.address,
            owner,
            history,
            slot: state.slot,
            lpMint: tokenLp.mint,
            decimals: { a: tokenA.decimals, b: tokenB.decimals },
          }),
        history: history ?? [],
      },
    ];
  });
}

/** Figures of a holding in the unit of account, for display; nothing where a price is missing. */
export function figuresOf({ state, lpInWallet, lpStaked, report }: Holding, { prices }: View) {
  const { tokenA, tokenB, tokenLp } = state;
  const priceB = prices.of(tokenB.mint);
  const inB = (amount: bigint) =>
    priceB === undefined ? undefined : toNumber(amount, tokenB.decimals) * priceB;
  const pair = ({ a, b }: { a: bigint; b: bigint }) => {
    const ofA = prices.value(tokenA.mint, a, tokenA.decimals);
    const ofB = prices.value(tokenB.mint, b, tokenB.decimals);
    return ofA === undefined || ofB === undefined ? undefined : ofA + ofB;
  };
  return {
    value: prices.value(tokenLp.mint, lpInWallet + lpStaked, tokenLp.decimals),
    fees: report && pair(report.feesEarned),
    loss: report && inB(report.impermanentLossInB),
    against: report && inB(report.profitAgainstHoldingInB),
  };
}
