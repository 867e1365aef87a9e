import {
  type Campaign,
  type ClaimRecord,
  type Farm,
  findFarmPda,
  getClaimInstruction,
  type Position,
} from '@liquidity-mining/client';
import type { Address, Instruction, TransactionSigner } from '@solana/kit';
import { useAccounts } from '../chain/accounts.ts';
import { packed } from '../chain/pack.ts';
import { readTokens } from '../chain/tokens.ts';
import { SdkError } from '../errors.ts';
import { type Claimable, claimable } from '../math/rewards/pending.ts';
import { arriving } from '../math/transfer.ts';
import {
  type FoundPosition,
  fetchCampaignAccount,
  fetchFarmAccount,
  fetchPositionAccount,
  findCampaigns,
  findPositions,
  presentSlot,
} from '../read.ts';
import type { Plan, SdkRpc, TokenInfo } from '../types.ts';
import { mintIfNeeded, quoting, requireThat } from './common.ts';
import type { ClaimAllOptions, ClaimAllQuote, ClaimOptions, ClaimQuote } from './types.ts';

/** A claim: whose, of what, and how much of it. */
type Claim = {
  position: Address;
  owner: Address;
  campaign: { address: Address; data: Campaign };
  found: Claimable;
};

/**
 * Pays one campaign's reward to one position's owner. Anyone may send it.
 *
 * The amount is as of the slot of the quote; more accrues with each slot until it runs.
 *
 * @throws QuoteRefusedError `WrongCampaign`, `NoOverlap`, `ClaimedInFull`, `NothingYet`
 */
export async function claim(options: ClaimOptions): Promise<Plan<ClaimQuote>> {
  const { rpc, payer, position: address, campaign: campaignAddress } = options;
  const one = await readClaim(rpc, address, campaignAddress);
  const [token] = (await readTokens(rpc, [one.campaign.data.rewardMint])) as [TokenInfo];
  const quote = quoteClaim(one, token);
  const account = await ownerAccount(rpc, payer, one.owner, token);
  const instruction = claimInstruction(payer, one, token, account.addresses[0]);
  return { quote, instructions: [...account.before, instruction, ...account.after] };
}

/** Reads what a position can claim of a campaign, and refuses where that is nothing. */
export async function readClaim(
  rpc: SdkRpc,
  positionAddress: Address,
  campaignAddress: Address,
): Promise<Claim & { farm: Farm; positionData: Position; claims: ClaimRecord[] }> {
  const [{ position, claims }, campaign, slot] = await Promise.all([
    fetchPositionAccount(rpc, positionAddress),
    fetchCampaignAccount(rpc, campaignAddress),
    presentSlot(rpc),
  ]);
  requireThat(position.farm === campaign.farm, 'WrongCampaign');
  const farm = await fetchFarmAccount(rpc, position.farm);
  const found = quoting(() => claimable(farm, campaign, position, claims, slot));
  requireThat(found.overlaps, 'NoOverlap');
  requireThat(!found.isSettled, 'ClaimedInFull');
  requireThat(found.amount > 0n || found.isFinal, 'NothingYet');
  return {
    position: positionAddress,
    owner: position.owner,
    campaign: { address: campaignAddress, data: campaign },
    found,
    farm,
    positionData: position,
    claims,
  };
}

/**
 * Claims all that an owner's positions can claim now, as many claims to a transaction as fit. Claims
 * that can only come to nothing any more are among them: they are what lets a position be closed.
 *
 * @throws SdkError `NOTHING_TO_DO` when there is nothing to claim
 */
export async function claimAll(
  options: ClaimAllOptions,
): Promise<Plan<ClaimAllQuote> & { transactions: Instruction[][] }> {
  const { rpc, payer, owner = payer.address } = options;
  const slot = await presentSlot(rpc);
  const claims = await findClaims(options, owner, slot);
  if (claims.length === 0) {
    throw new SdkError('NOTHING_TO_DO', 'There is nothing to claim', 'Wait until rewards accrue.');
  }
  const mints = [...new Set(claims.map(each => each.campaign.data.rewardMint))];
  const tokens = new Map((await readTokens(rpc, mints)).map(token => [token.mint, token]));
  const tokenOf = (one: Claim) => tokens.get(one.campaign.data.rewardMint) as TokenInfo;
  const quote = { claims: claims.map(one => quoteClaim(one, tokenOf(one))), slot };
  // Of each reward the owner has one account, whichever position earned it.
  const accounts = new Map(
    await Promise.all(
      [...tokens.values()].map(
        async token => [token.mint, await ownerAccount(rpc, payer, owner, token)] as const,
      ),
    ),
  );
  const steps = claims.map(one => {
    const token = tokenOf(one);
    const { addresses, before, after } = accounts.get(token.mint) as OwnerAccount;
    const instruction = claimInstruction(payer, one, token, addresses[0]);
    return { key: token.mint, before, instruction, after };
  });
  const transactions = packed(payer, steps);
  return { quote, instructions: transactions.flat(), transactions };
}

/** All claims that an owner's positions can make in a slot. */
async function findClaims(
  { rpc, pool, positions: only }: ClaimAllOptions,
  owner: Address,
  slot: bigint,
): Promise<Claim[]> {
  const inFarm = pool && (await findFarmPda({ pool }))[0];
  const found = await findPositions({ rpc, owner, ...(inFarm && { farm: inFarm }) });
  const positions = found.filter(each => only === undefined || only.includes(each.address));
  const farms = [...new Set(positions.map(each => each.data.farm))];
  const claims = await Promise.all(
    farms.map(async address => {
      const [farm, campaigns] = await Promise.all([
        fetchFarmAccount(rpc, address),
        findCampaigns({ rpc, farm: address }),
      ]);
      const here = positions.filter(each => each.data.farm === address);
      return here.flatMap(position => claimsOf(position, farm, campaigns, slot));
    }),
  );
  return claims.flat();
}

function claimsOf(
  position: FoundPosition,
  farm: Farm,
  campaigns: readonly Claim['campaign'][],
  slot: bigint,
): Claim[] {
  return campaigns.flatMap(campaign => {
    const found = claimable(farm, campaign.data, position.data, position.claims, slot);
    const isWorthwhile = found.overlaps && !found.isSettled && (found.amount > 0n || found.isFinal);
    if (!isWorthwhile) return [];
    return [{ position: position.address, owner: position.data.owner, campaign, found }];
  });
}

function quoteClaim({ position, owner, campaign, found }: Claim, token: TokenInfo): ClaimQuote {
  return {
    owner,
    position,
    campaign: campaign.address,
    rewardMint: campaign.data.rewardMint,
    amount: found.amount,
    received: quoting(() => arriving(token.transferFee, found.amount)),
    isFinal: found.isFinal,
  };
}

type OwnerAccount = Awaited<ReturnType<typeof ownerAccount>>;

/** Where an owner is paid, opened by the payer where it is missing. */
async function ownerAccount(
  rpc: SdkRpc,
  payer: TransactionSigner,
  owner: Address,
  token: TokenInfo,
) {
  // Whoever claims for somebody else cannot unwrap their SOL for them.
  const wallet = owner === payer.address ? payer : owner;
  return await useAccounts(rpc, payer, wallet, [{ token, spends: 0n }]);
}

function claimInstruction(
  payer: TransactionSigner,
  { position, campaign }: Claim,
  token: TokenInfo,
  ownerReward: Address,
): Instruction {
  return getClaimInstruction({
    payer,
    farm: campaign.data.farm,
    campaign: campaign.address,
    position,
    rewardVault: campaign.data.rewardVault,
    ownerReward,
    tokenProgram: token.tokenProgram,
    rewardMint: mintIfNeeded(token),
  });
}
