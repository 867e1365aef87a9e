import {
  closePosition,
  type PoolState,
  type SdkRpc,
  unstake,
  unstakeAndWithdraw,
  withdraw,
  withdrawSingle,
} from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import type { Names } from '../data/tokens.ts';
import { ratioToNumber, showPercent } from '../lib/numbers.ts';
import { VALID_FOR_SLOTS } from '../lib/settings.ts';
import type { Action } from './preview.ts';
import { impactTone, impactWarnings, tokens, tokenWarnings } from './words.ts';

type Common = { rpc: SdkRpc; state: PoolState; names: Names };

/** Leaves farm and pool in one instruction. Rewards stay claimable. */
export function exitAction(options: Common & { position: Address; slippageBps: number }): Action {
  const { rpc, state, names, position, slippageBps } = options;
  const { tokenA, tokenB, tokenLp } = state;
  return {
    title: 'Unstake and withdraw',
    confirm: 'Unstake and withdraw',
    done: 'Your liquidity is back in your wallet. What the position earned stays claimable.',
    plan: async ({ signer }) => {
      const { quote, instructions } = await unstakeAndWithdraw({
        rpc,
        owner: signer,
        position,
        slippageBps,
        validForSlots: VALID_FOR_SLOTS,
      });
      return {
        transactions: [instructions],
        lines: [
          { label: 'Stake taken out', value: tokens(names, tokenLp, quote.lpAmount) },
          { label: 'You get', value: tokens(names, tokenA, quote.receivedA) },
          { label: 'and', value: tokens(names, tokenB, quote.receivedB) },
          { label: 'At least', value: tokens(names, tokenA, quote.minAmountA) },
          { label: 'and at least', value: tokens(names, tokenB, quote.minAmountB) },
        ],
        warnings: tokenWarnings([tokenA, tokenB], names),
      };
    },
  };
}

/** Takes a stake back to the wallet as LP tokens. */
export function unstakeAction(options: Common & { position: Address }): Action {
  const { rpc, state, names, position } = options;
  return {
    title: 'Unstake',
    confirm: 'Unstake',
    done: 'The LP tokens are in your wallet. What the position earned stays claimable.',
    plan: async ({ signer }) => {
      const { quote, instructions } = await unstake({ rpc, owner: signer, position });
      return {
        transactions: [instructions],
        lines: [{ label: 'LP tokens back', value: tokens(names, state.tokenLp, quote.lpAmount) }],
        warnings: [],
      };
    },
  };
}

/** Returns the rent of a position that has left and claimed everything. */
export function closePositionAction(options: { rpc: SdkRpc; position: Address }): Action {
  const { rpc, position } = options;
  return {
    title: 'Close the position',
    confirm: 'Close',
    done: 'Closed, and its rent returned.',
    plan: async ({ signer }) => {
      const { instructions } = await closePosition({ rpc, owner: signer, position });
      return {
        transactions: [instructions],
        lines: [{ label: 'Position', value: 'Left, and everything claimed' }],
        warnings: [],
      };
    },
  };
}

/** Gives back LP tokens from the wallet, for both tokens or one. */
export function withdrawAction(
  options: Common & { lpAmount: bigint; only: Address | undefined; slippageBps: number },
): Action {
  const { rpc, state, names, lpAmount, only, slippageBps } = options;
  const { tokenA, tokenB, tokenLp } = state;
  return {
    title: 'Withdraw',
    confirm: 'Withdraw',
    done: 'Your tokens are back in your wallet.',
    plan: async ({ signer }) => {
      const terms = {
        rpc,
        owner: signer,
        pool: state.address,
        lpAmount,
        slippageBps,
        validForSlots: VALID_FOR_SLOTS,
      };
      const given = { label: 'You give', value: tokens(names, tokenLp, lpAmount) };
      if (only === undefined) {
        const { quote, instructions } = await withdraw(terms);
        return {
          transactions: [instructions],
          lines: [
            given,
            { label: 'You get', value: tokens(names, tokenA, quote.receivedA) },
            { label: 'and', value: tokens(names, tokenB, quote.receivedB) },
            { label: 'At least', value: tokens(names, tokenA, quote.minAmountA) },
            { label: 'and at least', value: tokens(names, tokenB, quote.minAmountB) },
          ],
          warnings: tokenWarnings([tokenA, tokenB], names),
        };
      }
      const wanted = only === tokenA.mint ? tokenA : tokenB;
      const { quote, instructions } = await withdrawSingle({ ...terms, mint: only });
      const impact = ratioToNumber(quote.priceImpact);
      return {
        transactions: [instructions],
        lines: [
          given,
          { label: 'You get', value: tokens(names, wanted, quote.received) },
          { label: 'At least', value: tokens(names, wanted, quote.minAmount) },
          { label: 'Price impact', value: showPercent(impact), tone: impactTone(impact) },
        ],
        warnings: [...impactWarnings(impact), ...tokenWarnings([wanted], names)],
      };
    },
  };
}
