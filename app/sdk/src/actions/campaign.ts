import {
  type Campaign,
  type Farm,
  findCampaignPda,
  findFarmPda,
  findRewardVaultPda,
  getCloseCampaignInstruction,
  getCollectCampaignInstruction,
  getCreateCampaignInstruction,
  getTopUpInstruction,
  MAX_CAMPAIGN_SLOTS,
  MIN_CAMPAIGN_SLOTS,
} from '@liquidity-mining/client';
import { useAccounts } from '../chain/accounts.ts';
import { readTokens } from '../chain/tokens.ts';
import { fitting } from '../math/integer.ts';
import { isSettled, rateOf, refundable } from '../math/rewards/pending.ts';
import { overSlotsRoundingUp, paysEverySlot } from '../math/rewards/stream.ts';
import { arriving, toSendRoundingUp } from '../math/transfer.ts';
import { fetchCampaignAccount, fetchFarmAccount, presentSlot } from '../read.ts';
import type { Plan, TokenInfo } from '../types.ts';
import { mintIfNeeded, quoting, requireAmount, requireThat } from './common.ts';
import type {
  CampaignOptions,
  CollectCampaignQuote,
  CreateCampaignOptions,
  CreateCampaignQuote,
  TopUpOptions,
  TopUpQuote,
} from './types.ts';

/**
 * Funds a stream of a reward token to a pool's stakers, over a number of slots. Slots with nobody
 * staked are paid to nobody and go back to the refundee.
 *
 * @throws QuoteRefusedError `DurationTooShort`, `DurationTooLong`, `RateTooLow`, `StartInPast`,
 * `StartTooFar`
 * @throws InsufficientFundsError when the funder's account holds less
 */
export async function createCampaign(
  options: CreateCampaignOptions,
): Promise<Plan<CreateCampaignQuote>> {
  const { rpc, funder, pool, rewardMint, amount, startSlot, durationSlots } = options;
  requireAmount('amount', amount);
  const [farmAddress] = await findFarmPda({ pool });
  const [farm, tokens, now] = await Promise.all([
    fetchFarmAccount(rpc, farmAddress),
    readTokens(rpc, [rewardMint]),
    presentSlot(rpc),
  ]);
  const [token] = tokens as [TokenInfo];
  const funded = quoting(() => arriving(token.transferFee, amount));
  requireThat(durationSlots >= MIN_CAMPAIGN_SLOTS, 'DurationTooShort');
  requireThat(durationSlots <= MAX_CAMPAIGN_SLOTS, 'DurationTooLong');
  requireThat(paysEverySlot({ amount: funded, slots: durationSlots }), 'RateTooLow');
  requireThat(startSlot === undefined || startSlot >= now, 'StartInPast');
  requireThat(startSlot === undefined || startSlot - now <= MAX_CAMPAIGN_SLOTS, 'StartTooFar');

  const number = farm.campaigns;
  const [campaign] = await findCampaignPda({ farm: farmAddress, number });
  const [rewardVault] = await findRewardVaultPda({ campaign });
  const refundee = options.refundee ?? funder.address;
  const { addresses, before, after } = await useAccounts(rpc, funder, funder, [
    { token, spends: amount },
  ]);
  const [funderReward] = addresses;
  const instruction = getCreateCampaignInstruction({
    funder,
    farm: farmAddress,
    rewardMint,
    campaign,
    rewardVault,
    funderReward,
    tokenProgram: token.tokenProgram,
    amount,
    startSlot: startSlot ?? 0n,
    durationSlots,
    refundee,
  });
  const quote = {
    campaign,
    farm: farmAddress,
    number,
    rewardMint,
    rewardVault,
    amount,
    funded,
    rate: { numerator: funded, denominator: durationSlots },
    startSlot: startSlot ?? ('now' as const),
    durationSlots,
    refundee,
  };
  return { quote, instructions: [...before, instruction, ...after] };
}

/**
 * Makes a campaign longer at the same rate. Nobody's rate changes, and nothing that has accrued. Anyone
 * may pay for it.
 *
 * @throws QuoteRefusedError `ZeroAmount`, `CampaignEnded`, `DurationTooLong`
 * @throws InsufficientFundsError when the funder's account holds less than it costs
 */
export async function topUp(options: TopUpOptions): Promise<Plan<TopUpQuote>> {
  const { rpc, funder, campaign: address, extraSlots } = options;
  requireThat(extraSlots > 0n, 'ZeroAmount');
  const [campaign, now] = await Promise.all([fetchCampaignAccount(rpc, address), presentSlot(rpc)]);
  requireThat(now < campaign.endSlot, 'CampaignEnded');
  const endSlot = campaign.endSlot + extraSlots;
  requireThat(endSlot - campaign.startSlot <= MAX_CAMPAIGN_SLOTS, 'DurationTooLong');
  const [token] = (await readTokens(rpc, [campaign.rewardMint])) as [TokenInfo];
  const { cost, sent } = quoting(() => {
    const needed = overSlotsRoundingUp(rateOf(campaign), extraSlots);
    fitting(campaign.funded + needed);
    return { cost: needed, sent: toSendRoundingUp(token.transferFee, needed) };
  });
  const { addresses, before, after } = await useAccounts(rpc, funder, funder, [
    { token, spends: sent },
  ]);
  const [funderReward] = addresses;
  const instruction = getTopUpInstruction({
    funder,
    farm: campaign.farm,
    campaign: address,
    rewardVault: campaign.rewardVault,
    funderReward,
    tokenProgram: token.tokenProgram,
    rewardMint: mintIfNeeded(token),
    extraSlots,
    maxAmount: sent,
  });
  const quote = {
    campaign: address,
    rewardMint: campaign.rewardMint,
    sent,
    funded: cost,
    addedSlots: extraSlots,
    endSlot,
  };
  return { quote, instructions: [...before, instruction, ...after] };
}

/**
 * Pays a campaign's refundee what nobody earned, once it has ended. Anyone may send it.
 *
 * @throws QuoteRefusedError `CampaignNotEnded`, `NothingToCollect`
 */
export async function collectCampaign(
  options: CampaignOptions,
): Promise<Plan<CollectCampaignQuote>> {
  const { campaign, farm, now } = await readEnded(options);
  const quote = quoteRefund(options, campaign, farm, now);
  requireThat(quote.amount > 0n, 'NothingToCollect');
  const { accounts, before, after, token } = await refundAccounts(options, campaign);
  const instruction = getCollectCampaignInstruction(accounts);
  const received = quoting(() => arriving(token.transferFee, quote.amount));
  return { quote: { ...quote, received }, instructions: [...before, instruction, ...after] };
}

/**
 * Pays the refundee what is left of a campaign of which nobody can claim any more, and closes it. The
 * rent returns to its funder. Anyone may send it.
 *
 * @throws QuoteRefusedError `CampaignNotEnded`, `ClaimsOutstanding`
 */
export async function closeCampaign(options: CampaignOptions): Promise<Plan<CollectCampaignQuote>> {
  const { campaign, farm, now } = await readEnded(options);
  requireThat(isSettled(farm, campaign, now), 'ClaimsOutstanding');
  const quote = quoteRefund(options, campaign, farm, now);
  const { accounts, before, after, token } = await refundAccounts(options, campaign);
  const instruction = getCloseCampaignInstruction({ funder: campaign.funder, ...accounts });
  const received = quoting(() => arriving(token.transferFee, quote.amount));
  return { quote: { ...quote, received }, instructions: [...before, instruction, ...after] };
}

async function readEnded({ rpc, campaign: address }: CampaignOptions) {
  const [campaign, now] = await Promise.all([fetchCampaignAccount(rpc, address), presentSlot(rpc)]);
  requireThat(now >= campaign.endSlot, 'CampaignNotEnded');
  const farm = await fetchFarmAccount(rpc, campaign.farm);
  return { campaign, farm, now };
}

function quoteRefund(options: CampaignOptions, campaign: Campaign, farm: Farm, now: bigint) {
  return {
    campaign: options.campaign,
    refundee: campaign.refundee,
    rewardMint: campaign.rewardMint,
    amount: quoting(() => refundable(farm, campaign, now)),
  };
}

async function refundAccounts(options: CampaignOptions, campaign: Campaign) {
  const { rpc, payer, campaign: address } = options;
  const [token] = (await readTokens(rpc, [campaign.rewardMint])) as [TokenInfo];
  const wallet = campaign.refundee === payer.address ? payer : campaign.refundee;
  const { addresses, before, after } = await useAccounts(rpc, payer, wallet, [
    { token, spends: 0n },
  ]);
  const [refundeeReward] = addresses;
  const accounts = {
    farm: campaign.farm,
    campaign: address,
    rewardVault: campaign.rewardVault,
    refundeeReward,
    tokenProgram: token.tokenProgram,
    rewardMint: mintIfNeeded(token),
  };
  return { accounts, before, after, token };
}
