import { getSwapExactInInstruction, getSwapExactOutInstruction } from '@liquidity-mining/client';
import { useAccounts } from '../chain/accounts.ts';
import { InvalidArgumentError } from '../errors.ts';
import { facing } from '../math/curve/index.ts';
import { priceImpact } from '../math/display.ts';
import { tradeExactIn, tradeExactOut } from '../math/trade.ts';
import { type PoolState, readPool } from '../read.ts';
import type { Bounds, Plan } from '../types.ts';
import {
  atLeast,
  atMost,
  curveOfPool,
  isTokenA,
  mintIfNeeded,
  quoting,
  requireAmount,
  requireThat,
  termsOfPool,
  token2022IfNeeded,
  validUntil,
} from './common.ts';
import type { SwapAmount, SwapOptions, SwapQuote } from './types.ts';

/**
 * Swaps one of a pool's tokens for the other: exactly `amountIn` of it, or for exactly `amountOut`.
 * Both are what leaves or arrives in the trader's own accounts, whatever fees lie in between.
 *
 * @throws QuoteRefusedError as the program would refuse, `SwapsPaused` included
 * @throws InsufficientFundsError when the trader's account holds less than is quoted
 */
export async function swap(options: SwapOptions): Promise<Plan<SwapQuote>> {
  const { rpc, trader } = options;
  const state = await readPool(options);
  const aToB = isTokenA(state, 'mintIn', options.mintIn);
  const quote = quoteSwap(state, aToB, options, options);
  const { sent, received, limit, isExactIn, validUntilSlot } = quote;
  const [tokenIn, tokenOut] = aToB ? [state.tokenA, state.tokenB] : [state.tokenB, state.tokenA];
  const { addresses, before, after } = await useAccounts(rpc, trader, trader, [
    { token: tokenIn, spends: sent, maySpend: isExactIn ? sent : limit },
    { token: tokenOut, spends: 0n },
  ]);
  const [traderIn, traderOut] = addresses;
  const { vaultA, vaultB } = state.pool;
  const accounts = {
    trader,
    pool: state.address,
    vaultIn: aToB ? vaultA : vaultB,
    vaultOut: aToB ? vaultB : vaultA,
    traderIn,
    traderOut,
    mintIn: mintIfNeeded(tokenIn),
    mintOut: mintIfNeeded(tokenOut),
    token2022Program: token2022IfNeeded(tokenIn, tokenOut),
    validUntilSlot,
  };
  const instruction = isExactIn
    ? getSwapExactInInstruction({ ...accounts, amountIn: sent, minAmountOut: limit })
    : getSwapExactOutInstruction({ ...accounts, amountOut: received, maxAmountIn: limit });
  return { quote, instructions: [...before, instruction, ...after] };
}

/** What a swap in a pool as it is would do. Without I/O, for prices that are shown while typing. */
export function quoteSwap(
  state: PoolState,
  aToB: boolean,
  amount: SwapAmount,
  bounds: Bounds,
): SwapQuote {
  const { pool } = state;
  const { amountIn, amountOut } = amount;
  if ((amountIn === undefined) === (amountOut === undefined)) {
    throw new InvalidArgumentError(
      'amountIn',
      'A swap is of an exact amount in or for an exact amount out',
      'Give one of amountIn and amountOut.',
    );
  }
  const validUntilSlot = validUntil(bounds, state.slot);
  requireThat(pool.swapsPaused === 0, 'SwapsPaused');
  const reserves = aToB
    ? { input: pool.reserveA, output: pool.reserveB }
    : { input: pool.reserveB, output: pool.reserveA };
  const [tokenIn, tokenOut] = aToB ? [state.tokenA, state.tokenB] : [state.tokenB, state.tokenA];
  const fees = { input: tokenIn.transferFee, output: tokenOut.transferFee };
  const curve = facing(curveOfPool(pool), aToB);
  const terms = termsOfPool(pool);
  return quoting(() => {
    const trade =
      amountIn !== undefined
        ? tradeExactIn(curve, terms, reserves, fees, requireAmount('amountIn', amountIn))
        : tradeExactOut(curve, terms, reserves, fees, requireAmount('amountOut', amountOut ?? 0n));
    const { sent, received, swap: inside } = trade;
    const priced = inside.amountIn - inside.fee.total;
    const isExactIn = amountIn !== undefined;
    return {
      pool: state.address,
      mintIn: tokenIn.mint,
      mintOut: tokenOut.mint,
      isExactIn,
      sent,
      received,
      limit: isExactIn ? atLeast(received, bounds.slippageBps) : atMost(sent, bounds.slippageBps),
      tradeFee: inside.fee,
      transferFeeIn: sent - inside.amountIn,
      transferFeeOut: inside.amountOut - received,
      priceImpact: priceImpact(curve, reserves, priced, inside.amountOut),
      validUntilSlot,
    };
  });
}
