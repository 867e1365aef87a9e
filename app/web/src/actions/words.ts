import type { PoolState, TokenInfo } from '@liquidity-mining/sdk';
import { isLive, until } from '../data/campaigns.ts';
import type { CampaignState } from '../data/market.ts';
import type { Names } from '../data/tokens.ts';
import { formatAmount } from '../lib/amount.ts';
import { showPercent } from '../lib/numbers.ts';
import { showSlots, showSpan } from '../lib/time.ts';
import type { PreviewLine, Warning } from './preview.ts';

const BASIS_POINTS = 10_000;
/** From here on a price impact is pointed out, and from there on it must be accepted. */
export const NOTABLE_IMPACT = 0.01;
export const SEVERE_IMPACT = 0.05;

/** An amount with its token's symbol. */
export function tokens(
  names: Names,
  info: Pick<TokenInfo, 'mint' | 'decimals'>,
  amount: bigint,
): string {
  return `${formatAmount(amount, info.decimals)} ${names.of(info.mint, info).symbol}`;
}

export function impactTone(impact: number): PreviewLine['tone'] {
  if (impact >= SEVERE_IMPACT) return 'bad';
  return impact >= NOTABLE_IMPACT ? 'warn' : undefined;
}

/** What a large price impact costs, in words; nothing below one percent. */
export function impactWarnings(impact: number): Warning[] {
  if (impact >= SEVERE_IMPACT) {
    return [
      {
        kind: 'bad',
        mustAccept: true,
        text: `This moves the price by so much that you lose ${showPercent(impact)} to it. A smaller amount, or several over time, loses less.`,
      },
    ];
  }
  if (impact >= NOTABLE_IMPACT) {
    return [
      { kind: 'warn', text: `Price impact is ${showPercent(impact)}, which is more than usual.` },
    ];
  }
  return [];
}

/** What the issuers of tokens could do, and what they take. */
export function tokenWarnings(infos: readonly TokenInfo[], names: Names): Warning[] {
  return infos.flatMap(info => {
    const { symbol } = names.of(info.mint, info);
    const warnings: Warning[] = [];
    if (info.transferFee.basisPoints > 0) {
      warnings.push({
        kind: 'warn',
        text: `${symbol} takes ${showPercent(info.transferFee.basisPoints / BASIS_POINTS)} of every transfer. The amounts here count it.`,
      });
    }
    if (info.freezeAuthority !== null) {
      warnings.push({
        kind: 'info',
        text: `The issuer of ${symbol} can freeze accounts, the pool's among them. Most stablecoins work that way.`,
      });
    }
    return warnings;
  });
}

export function poolTokenWarnings(state: PoolState, names: Names): Warning[] {
  return tokenWarnings([state.tokenA, state.tokenB], names);
}

const SOON_MS = 24 * 3_600_000;

/** What a stake should know of its pool's campaigns: that there are none, or which end within a day. */
export function campaignWarnings(
  campaigns: readonly CampaignState[],
  slot: bigint,
  msPerSlot: number,
  names: Names,
): Warning[] {
  const live = campaigns.filter(each => isLive(each, slot));
  if (live.length === 0) {
    return [
      {
        kind: 'info',
        text: 'No campaign is live here: a stake earns no rewards until one starts.',
      },
    ];
  }
  return live
    .filter(({ campaign }) => Number(campaign.endSlot - slot) * msPerSlot < SOON_MS)
    .map(({ campaign }) => ({
      kind: 'warn',
      text: `The ${names.of(campaign.rewardMint).symbol} campaign #${campaign.number} ends in about ${until(campaign.endSlot, slot, msPerSlot)}.`,
    }));
}

export function lockWords(slots: bigint, msPerSlot: number): string {
  if (slots === 0n) return 'None';
  return `${showSlots(slots)} slots, about ${showSpan((Number(slots) * msPerSlot) / 1_000)}`;
}

export function lockWarnings(slots: bigint, msPerSlot: number): Warning[] {
  if (slots === 0n) return [];
  return [
    {
      kind: 'warn',
      text: `You cannot take this stake out for ${lockWords(slots, msPerSlot)}. Rewards can be claimed all the time.`,
    },
  ];
}
