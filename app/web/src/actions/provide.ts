import {
  deposit,
  depositAndStake,
  depositSingle,
  type PoolState,
  type SdkRpc,
} from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import type { Names } from '../data/tokens.ts';
import { ratioToNumber, showPercent } from '../lib/numbers.ts';
import { VALID_FOR_SLOTS } from '../lib/settings.ts';
import type { Action, Warning } from './preview.ts';
import {
  impactTone,
  impactWarnings,
  lockWarnings,
  lockWords,
  poolTokenWarnings,
  tokens,
} from './words.ts';

type Common = {
  rpc: SdkRpc;
  state: PoolState;
  names: Names;
  slippageBps: number;
};

/** Deposits both tokens; with a lock choice, stakes what that gives in the same instruction. */
export function provideAction(
  options: Common & {
    /** One of them is enough once the pool has a price. */
    amounts: { maxAmountA?: bigint; maxAmountB?: bigint };
    /** Nothing: keep the LP tokens in the wallet. */
    lockChoice: number | undefined;
    msPerSlot: number;
    /** Of the pool's campaigns. */
    warnings: readonly Warning[];
  },
): Action {
  const { rpc, state, names, slippageBps, lockChoice, msPerSlot, amounts, warnings } = options;
  const { tokenA, tokenB, tokenLp } = state;
  return {
    title: `Provide ${names.of(tokenA.mint).symbol} and ${names.of(tokenB.mint).symbol}`,
    confirm: lockChoice === undefined ? 'Provide' : 'Provide and stake',
    done:
      lockChoice === undefined
        ? 'Your liquidity is in the pool'
        : 'Your liquidity is in the pool and earns rewards',
    plan: async ({ signer }) => {
      const terms = {
        rpc,
        owner: signer,
        pool: state.address,
        ...amounts,
        slippageBps,
        validForSlots: VALID_FOR_SLOTS,
      };
      const staked =
        lockChoice === undefined ? undefined : await depositAndStake({ ...terms, lockChoice });
      const { quote, instructions } = staked ?? (await deposit(terms));
      const lockSlots = staked?.quote.lockSlots ?? 0n;
      return {
        transactions: [instructions],
        lines: [
          { label: 'You give', value: tokens(names, tokenA, quote.sentA) },
          { label: 'and', value: tokens(names, tokenB, quote.sentB) },
          { label: 'LP tokens', value: tokens(names, tokenLp, quote.lpMinted) },
          { label: 'At least', value: tokens(names, tokenLp, quote.minLp) },
          { label: 'Part of the pool', value: showPercent(ratioToNumber(quote.shareOfPool), 4) },
          ...(staked
            ? [
                {
                  label: 'Part of the rewards',
                  value: showPercent(ratioToNumber(staked.quote.shareOfFarm), 4),
                },
                { label: 'Lock', value: lockWords(lockSlots, msPerSlot) },
              ]
            : []),
        ],
        warnings: [
          ...lockWarnings(lockSlots, msPerSlot),
          ...(staked ? warnings : []),
          ...poolTokenWarnings(state, names),
        ],
      };
    },
  };
}

/** Deposits one token: a part of it is swapped inside the pool. */
export function provideSingleAction(
  options: Common & { mint: Address; maxAmount: bigint },
): Action {
  const { rpc, state, names, slippageBps, mint, maxAmount } = options;
  const { tokenLp } = state;
  const [given, other] =
    mint === state.tokenA.mint ? [state.tokenA, state.tokenB] : [state.tokenB, state.tokenA];
  return {
    title: `Provide ${names.of(mint).symbol} alone`,
    confirm: 'Provide',
    done: 'Your liquidity is in the pool. Stake the LP tokens to earn rewards.',
    plan: async ({ signer }) => {
      const { quote, instructions } = await depositSingle({
        rpc,
        owner: signer,
        pool: state.address,
        mint,
        maxAmount,
        slippageBps,
        validForSlots: VALID_FOR_SLOTS,
      });
      const impact = ratioToNumber(quote.priceImpact);
      return {
        transactions: [instructions],
        lines: [
          { label: 'You give', value: tokens(names, given, quote.sent) },
          {
            label: 'of it swapped',
            value: `${tokens(names, given, quote.swappedIn)} for ${tokens(names, other, quote.swappedOut)}`,
          },
          { label: 'Trade fee', value: tokens(names, given, quote.tradeFee.total) },
          { label: 'Price impact', value: showPercent(impact), tone: impactTone(impact) },
          { label: 'LP tokens', value: tokens(names, tokenLp, quote.lpMinted) },
          { label: 'At least', value: tokens(names, tokenLp, quote.minLp) },
          { label: 'Part of the pool', value: showPercent(ratioToNumber(quote.shareOfPool), 4) },
        ],
        warnings: [...impactWarnings(impact), ...poolTokenWarnings(state, names)],
      };
    },
  };
}
