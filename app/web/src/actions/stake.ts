import { type PoolState, restake, type SdkRpc, stake } from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import type { Names } from '../data/tokens.ts';
import { ratioToNumber, showPercent } from '../lib/numbers.ts';
import type { Action, Warning } from './preview.ts';
import { lockWarnings, lockWords, tokens } from './words.ts';

/** Stakes LP tokens from the wallet as a new position. */
export function stakeAction(options: {
  rpc: SdkRpc;
  state: PoolState;
  names: Names;
  lpAmount: bigint;
  lockChoice: number;
  msPerSlot: number;
  /** Of the pool's campaigns. */
  warnings: readonly Warning[];
}): Action {
  const { rpc, state, names, lpAmount, lockChoice, msPerSlot, warnings } = options;
  return {
    title: 'Stake LP tokens',
    confirm: 'Stake',
    done: 'Staked. Rewards count from the next slot on.',
    plan: async ({ signer }) => {
      const { quote, instructions } = await stake({
        rpc,
        owner: signer,
        pool: state.address,
        lpAmount,
        lockChoice,
      });
      return {
        transactions: [instructions],
        lines: [
          { label: 'You stake', value: tokens(names, state.tokenLp, quote.lpAmount) },
          { label: 'Part of the rewards', value: showPercent(ratioToNumber(quote.shareOfFarm), 4) },
          { label: 'Lock', value: lockWords(quote.lockSlots, msPerSlot) },
          { label: 'Position', value: `#${quote.number}` },
        ],
        warnings: [...lockWarnings(quote.lockSlots, msPerSlot), ...warnings],
      };
    },
  };
}

/** Replaces a position whose lock is over by a new one, under any lock. */
export function restakeAction(options: {
  rpc: SdkRpc;
  state: PoolState;
  names: Names;
  position: Address;
  lockChoice: number;
  msPerSlot: number;
}): Action {
  const { rpc, state, names, position, lockChoice, msPerSlot } = options;
  return {
    title: 'Stake again',
    confirm: 'Stake again',
    done: 'Staked again. What it earned before stays claimable.',
    plan: async ({ signer }) => {
      const { quote, instructions } = await restake({ rpc, payer: signer, position, lockChoice });
      return {
        transactions: [instructions],
        lines: [
          { label: 'Stake', value: tokens(names, state.tokenLp, quote.lpAmount) },
          { label: 'Part of the rewards', value: showPercent(ratioToNumber(quote.shareOfFarm), 4) },
          { label: 'Lock', value: lockWords(quote.lockSlots, msPerSlot) },
        ],
        warnings: lockWarnings(quote.lockSlots, msPerSlot),
      };
    },
  };
}
