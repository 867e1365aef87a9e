import {
  fetchConfig,
  getCollectCreatorFeesInstruction,
  getCollectProtocolFeesInstruction,
} from '@liquidity-mining/client';
import { useAccounts } from '../chain/accounts.ts';
import { COMMITMENT } from '../chain/commitment.ts';
import { arriving } from '../math/transfer.ts';
import { readPool } from '../read.ts';
import type { Plan } from '../types.ts';
import { mintIfNeeded, quoting, requireThat, token2022IfNeeded } from './common.ts';
import type { CollectFeesOptions, CollectFeesQuote } from './types.ts';

/**
 * Pays out the fees that swaps set aside: the protocol's to the config's fee recipient, or the
 * creator's to the pool's creator.
 *
 * @throws QuoteRefusedError `NotFeeOwner`, `NothingToCollect`
 */
export async function collectFees(options: CollectFeesOptions): Promise<Plan<CollectFeesQuote>> {
  const { rpc, collector, part } = options;
  const state = await readPool(options);
  const { pool, tokenA, tokenB } = state;
  const isProtocol = part === 'protocol';
  const owner = isProtocol
    ? (await fetchConfig(rpc, pool.config, { commitment: COMMITMENT })).data.feeRecipient
    : pool.creator;
  requireThat(owner === collector.address, 'NotFeeOwner');
  const [amountA, amountB] = isProtocol
    ? [pool.protocolFeesA, pool.protocolFeesB]
    : [pool.creatorFeesA, pool.creatorFeesB];
  requireThat(amountA > 0n || amountB > 0n, 'NothingToCollect');
  const { addresses, before, after } = await useAccounts(rpc, collector, collector, [
    { token: tokenA, spends: 0n },
    { token: tokenB, spends: 0n },
  ]);
  const [collectorA, collectorB] = addresses;
  const accounts = {
    collector,
    config: pool.config,
    pool: state.address,
    vaultA: pool.vaultA,
    vaultB: pool.vaultB,
    collectorA,
    collectorB,
    mintA: mintIfNeeded(tokenA),
    mintB: mintIfNeeded(tokenB),
    token2022Program: token2022IfNeeded(tokenA, tokenB),
  };
  const instruction = isProtocol
    ? getCollectProtocolFeesInstruction(accounts)
    : getCollectCreatorFeesInstruction(accounts);
  const quote = quoting(() => ({
    pool: state.address,
    mintA: pool.mintA,
    mintB: pool.mintB,
    receivedA: arriving(tokenA.transferFee, amountA),
    receivedB: arriving(tokenB.transferFee, amountB),
  }));
  return { quote, instructions: [...before, instruction, ...after] };
}
