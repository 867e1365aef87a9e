import { type PoolState, type SdkRpc, swap } from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import type { Names } from '../data/tokens.ts';
import { ratioToNumber, showNumber, showPercent, toNumber } from '../lib/numbers.ts';
import { VALID_FOR_SLOTS } from '../lib/settings.ts';
import type { Action } from './preview.ts';
import { impactTone, impactWarnings, tokens, tokenWarnings } from './words.ts';

const BASIS_POINTS = 10_000;

export function swapAction(options: {
  rpc: SdkRpc;
  state: PoolState;
  names: Names;
  mintIn: Address;
  amount: { amountIn: bigint } | { amountOut: bigint };
  slippageBps: number;
}): Action {
  const { rpc, state, names, mintIn, amount, slippageBps } = options;
  const isAToB = mintIn === state.tokenA.mint;
  const [from, to] = isAToB ? [state.tokenA, state.tokenB] : [state.tokenB, state.tokenA];
  const symbols = { from: names.of(from.mint, from).symbol, to: names.of(to.mint, to).symbol };
  return {
    title: `Swap ${symbols.from} for ${symbols.to}`,
    confirm: 'Swap',
    done: 'Swapped',
    plan: async ({ signer }) => {
      const { quote, instructions } = await swap({
        rpc,
        trader: signer,
        pool: state.address,
        mintIn,
        ...amount,
        slippageBps,
        validForSlots: VALID_FOR_SLOTS,
      });
      const impact = ratioToNumber(quote.priceImpact);
      const rate = toNumber(quote.sent, from.decimals) / toNumber(quote.received, to.decimals);
      return {
        transactions: [instructions],
        lines: [
          { label: 'You pay', value: tokens(names, from, quote.sent) },
          { label: 'You get', value: tokens(names, to, quote.received) },
          {
            label: quote.isExactIn ? 'At least' : 'At most paid',
            value: tokens(names, quote.isExactIn ? to : from, quote.limit),
          },
          { label: 'Price', value: `1 ${symbols.to} = ${showNumber(rate)} ${symbols.from}` },
          {
            label: 'Price impact',
            value: showPercent(impact),
            tone: impactTone(impact),
          },
          { label: 'Trade fee', value: tokens(names, from, quote.tradeFee.total) },
          { label: 'Slippage allowed', value: showPercent(slippageBps / BASIS_POINTS) },
        ],
        warnings: [...impactWarnings(impact), ...tokenWarnings([from, to], names)],
      };
    },
  };
}
