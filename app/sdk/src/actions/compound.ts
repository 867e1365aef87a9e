import { getCompoundInstruction } from '@liquidity-mining/client';
import type { Address } from '@solana/kit';
import { freePosition } from '../chain/numbers.ts';
import { depositSingle } from '../math/singleSided.ts';
import { arriving, toSendRoundingUp } from '../math/transfer.ts';
import { type PoolState, readPool } from '../read.ts';
import type { Plan } from '../types.ts';
import { readClaim } from './claim.ts';
import {
  atLeast,
  booksOfPool,
  curveOfPool,
  mintIfNeeded,
  quoting,
  requireThat,
  termsOfPool,
  token2022IfNeeded,
  validUntil,
} from './common.ts';
import { lockOf, quoteStake } from './stake.ts';
import type { CompoundOptions, CompoundQuote } from './types.ts';

/**
 * Claims a reward and stakes it as a new position, in one instruction. The reward must be one of the
 * pool's tokens, which is then deposited as by `depositSingle`, or its LP token. What a deposit leaves
 * of it stays claimable.
 *
 * @throws QuoteRefusedError as `claim`, `depositSingle` and `stake`, and `NotCompoundable`
 */
export async function compound(options: CompoundOptions): Promise<Plan<CompoundQuote>> {
  const { rpc, owner, lockChoice = 0, slippageBps } = options;
  const one = await readClaim(rpc, options.position, options.campaign);
  requireThat(one.owner === owner.address, 'NotPositionOwner');
  requireThat(one.found.amount > 0n, 'NothingYet');
  const { farm, campaign } = one;
  const state = await readPool({ rpc, pool: farm.pool });
  const validUntilSlot = validUntil(options, state.slot);
  const { sent, lpMinted, poolVault } = put(state, campaign.data.rewardMint, one.found.amount);
  const next = await freePosition(rpc, campaign.data.farm, owner.address);
  const quote = {
    ...next,
    farm: campaign.data.farm,
    ...quoteStake(farm, lpMinted, lockOf(farm, lockChoice)),
    campaign: options.campaign,
    from: options.position,
    amount: sent,
    lpMinted,
    minLp: atLeast(lpMinted, slippageBps),
    validUntilSlot,
  };
  const token = [state.tokenA, state.tokenB, state.tokenLp].find(
    each => each.mint === campaign.data.rewardMint,
  );
  const instruction = getCompoundInstruction({
    owner,
    pool: state.address,
    farm: quote.farm,
    campaign: options.campaign,
    position: options.position,
    newPosition: next.position,
    rewardVault: campaign.data.rewardVault,
    poolVault,
    lpMint: state.pool.lpMint,
    stakeVault: farm.stakeVault,
    rewardMint: token && mintIfNeeded(token),
    token2022Program: token && token2022IfNeeded(token),
    number: next.number,
    lockChoice,
    minLp: quote.minLp,
    validUntilSlot,
  });
  return { quote, instructions: [instruction] };
}

/** What becomes of a reward: what leaves its vault, for how many LP tokens, and by which vault. */
function put(
  state: PoolState,
  mint: Address,
  amount: bigint,
): { sent: bigint; lpMinted: bigint; poolVault?: Address } {
  const { pool, tokenA, tokenB } = state;
  if (mint === pool.lpMint) return { sent: amount, lpMinted: amount };
  requireThat(mint === pool.mintA || mint === pool.mintB, 'NotCompoundable');
  requireThat(pool.swapsPaused === 0, 'SwapsPaused');
  requireThat(pool.depositsPaused === 0, 'DepositsPaused');
  const isA = mint === pool.mintA;
  const { transferFee } = isA ? tokenA : tokenB;
  return quoting(() => {
    const offer = arriving(transferFee, amount);
    const outcome = depositSingle(
      booksOfPool(pool),
      curveOfPool(pool),
      termsOfPool(pool),
      offer,
      isA,
    );
    return {
      sent: toSendRoundingUp(transferFee, outcome.amountIn),
      lpMinted: outcome.lpMinted,
      poolVault: isA ? pool.vaultA : pool.vaultB,
    };
  });
}
