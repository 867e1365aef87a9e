// What events say happened to the one who asked for it.
import type { ProgramEvent } from '@liquidity-mining/client';
import type { PoolState, SwapQuote } from '@liquidity-mining/sdk';
import type { Tokens } from '../tokens/tokens.ts';

type Rows = (readonly [string, string])[];

/** What a swap took and gave. */
export function swapped(tokens: Tokens, quote: SwapQuote, events: readonly ProgramEvent[]): Rows {
  return events.flatMap(({ name, fields }): Rows => {
    if (name !== 'Swapped') return [];
    return [
      ['gave', tokens.show(quote.mintIn, fields.amountIn + fields.transferFeeIn)],
      ['got', tokens.show(quote.mintOut, fields.amountOut - fields.transferFeeOut)],
    ];
  });
}

/** What went into a pool and came out of it. */
export function moved(tokens: Tokens, state: PoolState, events: readonly ProgramEvent[]): Rows {
  const { mintA, mintB, lpMint } = state.pool;
  return events.flatMap(({ name, fields }): Rows => {
    if (name === 'LiquidityChanged') {
      const { amountA, amountB, transferFeeA, transferFeeB, lpAmount } = fields;
      if (fields.isDeposit === 1n) {
        return [
          ['put in', tokens.show(mintA, amountA + transferFeeA)],
          ['', tokens.show(mintB, amountB + transferFeeB)],
          ['got', tokens.show(lpMint, lpAmount)],
        ];
      }
      return [
        ['got', tokens.show(mintA, amountA - transferFeeA)],
        ['', tokens.show(mintB, amountB - transferFeeB)],
        ['gave back', tokens.show(lpMint, lpAmount)],
      ];
    }
    if (name === 'SingleSidedChanged') {
      const own = tokens.show(fields.isA === 1 ? mintA : mintB, fields.ownerAmount);
      const lp = tokens.show(lpMint, fields.lpAmount);
      return fields.isDeposit === 1
        ? [
            ['put in', own],
            ['got', lp],
          ]
        : [
            ['got', own],
            ['gave back', lp],
          ];
    }
    return [];
  });
}
