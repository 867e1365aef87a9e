import { getDepositInstruction } from '@liquidity-mining/client';
import { useAccounts } from '../chain/accounts.ts';
import { InvalidArgumentError } from '../errors.ts';
import { mulDivRoundingDown, mulDivRoundingUp } from '../math/integer.ts';
import { deposit as depositInto } from '../math/shares.ts';
import { arriving, type TransferFee, toSendRoundingUp } from '../math/transfer.ts';
import { type PoolState, readPool } from '../read.ts';
import type { Bounds, Plan } from '../types.ts';
import {
  atLeast,
  atMost,
  booksOfPool,
  curveOfPool,
  pairAccounts,
  quoting,
  requireAmount,
  requireThat,
  validUntil,
} from './common.ts';
import type { DepositOptions, DepositQuote } from './types.ts';

/**
 * Deposits both tokens at the pool's ratio, for LP tokens in the owner's wallet.
 *
 * Of the two maxima one may be left out once the pool has a price: the other then follows, with
 * `slippageBps` for the ratio to move. The first deposit takes both whole and sets the price.
 *
 * @throws QuoteRefusedError as the program would refuse
 * @throws InsufficientFundsError when the owner's accounts hold less than is quoted
 */
export async function deposit(options: DepositOptions): Promise<Plan<DepositQuote>> {
  const { rpc, owner } = options;
  const state = await readPool(options);
  const quote = quoteDeposit(state, options);
  const { addresses, before, after } = await useAccounts(rpc, owner, owner, [
    { token: state.tokenA, spends: quote.sentA, maySpend: quote.maxAmountA },
    { token: state.tokenB, spends: quote.sentB, maySpend: quote.maxAmountB },
    { token: state.tokenLp, spends: 0n },
  ]);
  const [ownerA, ownerB, ownerLp] = addresses;
  const instruction = getDepositInstruction({
    owner,
    ...pairAccounts(state),
    ownerA,
    ownerB,
    ownerLp,
    maxAmountA: quote.maxAmountA,
    maxAmountB: quote.maxAmountB,
    minLp: quote.minLp,
    validUntilSlot: quote.validUntilSlot,
  });
  return { quote, instructions: [...before, instruction, ...after] };
}

/** What a deposit into a pool as it is would do. */
export function quoteDeposit(
  state: PoolState,
  options: Bounds & { maxAmountA?: bigint | undefined; maxAmountB?: bigint | undefined },
): DepositQuote {
  const { pool, tokenA, tokenB } = state;
  const validUntilSlot = validUntil(options, state.slot);
  requireThat(pool.depositsPaused === 0, 'DepositsPaused');
  const { maxAmountA, maxAmountB } = maxima(state, options);
  return quoting(() => {
    const [feeA, feeB] = [tokenA.transferFee, tokenB.transferFee];
    const outcome = depositInto(
      booksOfPool(pool),
      curveOfPool(pool),
      arriving(feeA, maxAmountA),
      arriving(feeB, maxAmountB),
    );
    const sentA = toSendRoundingUp(feeA, outcome.amountA);
    const sentB = toSendRoundingUp(feeB, outcome.amountB);
    return {
      pool: state.address,
      mintA: pool.mintA,
      mintB: pool.mintB,
      lpMint: pool.lpMint,
      sentA,
      sentB,
      transferFeeA: sentA - outcome.amountA,
      transferFeeB: sentB - outcome.amountB,
      maxAmountA,
      maxAmountB,
      lpMinted: outcome.lpMinted,
      minLp: atLeast(outcome.lpMinted, options.slippageBps),
      shareOfPool: { numerator: outcome.lpMinted, denominator: outcome.books.lpSupply },
      validUntilSlot,
    };
  });
}

/** Both maxima; one that was left out follows from the other and the pool's ratio. */
function maxima(
  { pool, tokenA, tokenB }: PoolState,
  {
    maxAmountA,
    maxAmountB,
    slippageBps,
  }: { maxAmountA?: bigint | undefined; maxAmountB?: bigint | undefined; slippageBps: number },
): { maxAmountA: bigint; maxAmountB: bigint } {
  if (maxAmountA !== undefined) requireAmount('maxAmountA', maxAmountA);
  if (maxAmountB !== undefined) requireAmount('maxAmountB', maxAmountB);
  if (maxAmountA !== undefined && maxAmountB !== undefined) return { maxAmountA, maxAmountB };
  const { reserveA, reserveB, lpSupply } = pool;
  const follows = (
    given: bigint,
    fee: TransferFee,
    reserve: bigint,
    other: bigint,
    of: TransferFee,
  ) =>
    quoting(() => {
      const lp = mulDivRoundingDown(arriving(fee, given), lpSupply, reserve);
      const needed = toSendRoundingUp(of, mulDivRoundingUp(lp, other, lpSupply));
      return atMost(needed, slippageBps);
    });
  const [feeA, feeB] = [tokenA.transferFee, tokenB.transferFee];
  if (lpSupply > 0n && maxAmountA !== undefined) {
    return { maxAmountA, maxAmountB: follows(maxAmountA, feeA, reserveA, reserveB, feeB) };
  }
  if (lpSupply > 0n && maxAmountB !== undefined) {
    return { maxAmountA: follows(maxAmountB, feeB, reserveB, reserveA, feeA), maxAmountB };
  }
  throw new InvalidArgumentError(
    maxAmountA === undefined ? 'maxAmountA' : 'maxAmountB',
    lpSupply === 0n
      ? 'The first deposit sets the price and needs both amounts'
      : 'Neither maxAmountA nor maxAmountB was given',
    lpSupply === 0n ? 'Give maxAmountA and maxAmountB.' : 'Give at least one of them.',
  );
}
