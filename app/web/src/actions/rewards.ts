import { claimAll, compound, type PoolState, type SdkRpc } from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import type { Names } from '../data/tokens.ts';
import { formatAmount } from '../lib/amount.ts';
import { VALID_FOR_SLOTS } from '../lib/settings.ts';
import type { Action } from './preview.ts';
import { lockWarnings, lockWords, tokens } from './words.ts';

/** Claims everything that positions can claim, as many claims to a transaction as fit. */
export function claimAction(options: {
  rpc: SdkRpc;
  names: Names;
  /** Only these; left out, all of the owner's. */
  positions?: readonly Address[];
}): Action {
  const { rpc, names, positions } = options;
  return {
    title: 'Claim rewards',
    confirm: 'Claim',
    done: 'The rewards are in your wallet.',
    plan: async ({ signer }) => {
      const { quote, transactions } = await claimAll({
        rpc,
        payer: signer,
        ...(positions && { positions }),
      });
      const byMint = new Map<Address, bigint>();
      for (const { rewardMint, received } of quote.claims) {
        byMint.set(rewardMint, (byMint.get(rewardMint) ?? 0n) + received);
      }
      return {
        transactions,
        lines: [
          ...[...byMint].map(([mint, amount]) => {
            const { symbol, decimals } = names.of(mint);
            return {
              label: symbol,
              value: `${formatAmount(amount, decimals)} and what the next slots add`,
            };
          }),
          { label: 'Claims', value: `${quote.claims.length}` },
        ],
        warnings: [],
      };
    },
  };
}

/** Claims one reward that the pool can hold, and stakes it as a new position. */
export function compoundAction(options: {
  rpc: SdkRpc;
  state: PoolState;
  names: Names;
  position: Address;
  campaign: Address;
  rewardMint: Address;
  lockChoice: number;
  slippageBps: number;
  msPerSlot: number;
}): Action {
  const { rpc, state, names, position, campaign, rewardMint, lockChoice, slippageBps, msPerSlot } =
    options;
  return {
    title: `Compound ${names.of(rewardMint).symbol}`,
    confirm: 'Compound',
    done: 'The reward is staked as a position of its own.',
    plan: async ({ signer }) => {
      const { quote, instructions } = await compound({
        rpc,
        owner: signer,
        position,
        campaign,
        lockChoice,
        slippageBps,
        validForSlots: VALID_FOR_SLOTS,
      });
      const { symbol, decimals } = names.of(rewardMint);
      return {
        transactions: [instructions],
        lines: [
          { label: 'Reward put in', value: `${formatAmount(quote.amount, decimals)} ${symbol}` },
          { label: 'LP tokens staked', value: tokens(names, state.tokenLp, quote.lpMinted) },
          { label: 'At least', value: tokens(names, state.tokenLp, quote.minLp) },
          { label: 'Lock', value: lockWords(quote.lockSlots, msPerSlot) },
        ],
        warnings: lockWarnings(quote.lockSlots, msPerSlot),
      };
    },
  };
}
