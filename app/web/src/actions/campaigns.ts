import {
  closeCampaign,
  collectCampaign,
  createCampaign,
  type PoolState,
  type SdkRpc,
  type TokenInfo,
  topUp,
} from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import { until } from '../data/campaigns.ts';
import type { CampaignState } from '../data/market.ts';
import type { Names } from '../data/tokens.ts';
import { ratioToNumber, showNumber } from '../lib/numbers.ts';
import { showSlots, showSpan } from '../lib/time.ts';
import type { Action } from './preview.ts';
import { tokens, tokenWarnings } from './words.ts';

const DAY_MS = 86_400_000;

/** Funds a stream of a reward to a pool's stakers. */
export function createCampaignAction(options: {
  rpc: SdkRpc;
  state: PoolState;
  names: Names;
  reward: TokenInfo;
  amount: bigint;
  /** The slot of the transaction when left out. */
  startSlot: bigint | undefined;
  durationSlots: bigint;
  msPerSlot: number;
}): Action {
  const { rpc, state, names, reward, amount, startSlot, durationSlots, msPerSlot } = options;
  const { symbol } = names.of(reward.mint, reward);
  return {
    title: `Fund a ${symbol} campaign`,
    confirm: 'Create the campaign',
    done: 'The campaign is on the chain.',
    plan: async ({ signer }) => {
      const { quote, instructions } = await createCampaign({
        rpc,
        funder: signer,
        pool: state.address,
        rewardMint: reward.mint,
        amount,
        durationSlots,
        ...(startSlot !== undefined && { startSlot }),
      });
      const perSlot = ratioToNumber(quote.rate) / 10 ** reward.decimals;
      const span = showSpan((Number(quote.durationSlots) * msPerSlot) / 1_000);
      return {
        transactions: [instructions],
        lines: [
          { label: 'You pay', value: tokens(names, reward, quote.amount) },
          ...(quote.funded === quote.amount
            ? []
            : [{ label: 'Reaches the campaign', value: tokens(names, reward, quote.funded) }]),
          { label: 'Rate per slot', value: `${showNumber(perSlot)} ${symbol}` },
          {
            label: 'Rate per day, about',
            value: `${showNumber((perSlot * DAY_MS) / msPerSlot)} ${symbol}`,
          },
          {
            label: 'Starts',
            value: quote.startSlot === 'now' ? 'At once' : `At slot ${showSlots(quote.startSlot)}`,
          },
          { label: 'Runs for', value: `${showSlots(quote.durationSlots)} slots, about ${span}` },
        ],
        warnings: [
          {
            kind: 'info',
            text: 'What is funded belongs to the stakers slot by slot and cannot be taken back. Slots in which nobody is staked return to you.',
          },
          ...tokenWarnings([reward], names),
        ],
      };
    },
  };
}

/** Makes a campaign longer at the same rate. */
export function topUpAction(options: {
  rpc: SdkRpc;
  names: Names;
  campaign: CampaignState;
  reward: TokenInfo;
  extraSlots: bigint;
  msPerSlot: number;
  slot: bigint;
}): Action {
  const { rpc, names, campaign, reward, extraSlots, msPerSlot, slot } = options;
  return {
    title: 'Top up the campaign',
    confirm: 'Top up',
    done: 'The campaign runs longer now.',
    plan: async ({ signer }) => {
      const { quote, instructions } = await topUp({
        rpc,
        funder: signer,
        campaign: campaign.address,
        extraSlots,
      });
      return {
        transactions: [instructions],
        lines: [
          { label: 'You pay', value: tokens(names, reward, quote.sent) },
          { label: 'Slots added', value: showSlots(quote.addedSlots) },
          { label: 'Then ends', value: `in about ${until(quote.endSlot, slot, msPerSlot)}` },
        ],
        warnings: tokenWarnings([reward], names),
      };
    },
  };
}

/** Pays the refundee what nobody earned; closes the campaign where everyone has claimed. */
export function collectAction(options: {
  rpc: SdkRpc;
  names: Names;
  campaign: Address;
  reward: TokenInfo;
  isClosing: boolean;
}): Action {
  const { rpc, names, campaign, reward, isClosing } = options;
  return {
    title: isClosing ? 'Close the campaign' : 'Collect what nobody earned',
    confirm: isClosing ? 'Close' : 'Collect',
    done: isClosing ? 'Closed, and its rent returned.' : 'Collected.',
    plan: async ({ signer }) => {
      const { quote, instructions } = await (isClosing ? closeCampaign : collectCampaign)({
        rpc,
        payer: signer,
        campaign,
      });
      return {
        transactions: [instructions],
        lines: [
          { label: 'Paid out', value: tokens(names, reward, quote.received) },
          { label: 'To', value: `${quote.refundee.slice(0, 4)}…${quote.refundee.slice(-4)}` },
        ],
        warnings: [],
      };
    },
  };
}
