// The signatures of every action, ahead of their bodies, which follow.
import type { Address, Instruction, TransactionSigner } from '@solana/kit';
import { NotYetError } from '../errors.ts';
import type { Bounds, Plan, Ratio, Reading, TradeFeeParts } from '../types.ts';

/** A pool's curve, as it is chosen at creation. */
export type CurveChoice =
  | { kind: 'constantProduct' }
  /** Stable swap; `amplification` from 1 to 1,000,000. */
  | { kind: 'stable'; amplification: number };

export type CreatePoolOptions = Reading & {
  /** Creates and pays; later collects the creator's part of the fees. */
  creator: TransactionSigner;
  /** The fee tier. */
  config: Address;
  /** The two mints, in any order. */
  mints: readonly [Address, Address];
  curve: CurveChoice;
};
export type CreatePoolQuote = {
  pool: Address;
  farm: Address;
  lpMint: Address;
  /** The lower of the two mints by bytes. */
  mintA: Address;
  mintB: Address;
  vaultA: Address;
  vaultB: Address;
  /** Fee terms that the pool copies, in millionths. */
  tradeFeeRate: number;
  protocolFeeShare: number;
  creatorFeeShare: number;
  /** Which of the mints have a freeze authority: their issuers can freeze the pool's vaults. */
  freezable: Address[];
};
/** Creates an empty pool and its farm. The first deposit sets the price. */
export async function createPool(_options: CreatePoolOptions): Promise<Plan<CreatePoolQuote>> {
  throw new NotYetError('createPool');
}

export type DepositOptions = Reading &
  Bounds & {
    owner: TransactionSigner;
    pool: Address;
    /** The most to leave the owner's accounts. One may be left out of any but the first deposit: it
     * follows from the other at the pool's ratio. */
    maxAmountA?: bigint;
    maxAmountB?: bigint;
  };
export type DepositQuote = {
  pool: Address;
  mintA: Address;
  mintB: Address;
  lpMint: Address;
  /** What leaves the owner's accounts, transfer fees included. */
  sentA: bigint;
  sentB: bigint;
  /** What the mints keep of that. */
  transferFeeA: bigint;
  transferFeeB: bigint;
  /** Bounds in the instruction: the most that may leave. */
  maxAmountA: bigint;
  maxAmountB: bigint;
  /** LP tokens to get, and the least to accept. */
  lpMinted: bigint;
  minLp: bigint;
  /** The deposit's part of the pool afterwards. */
  shareOfPool: Ratio;
  validUntilSlot: bigint;
};
/** Deposits both tokens at the pool's ratio. */
export async function deposit(_options: DepositOptions): Promise<Plan<DepositQuote>> {
  throw new NotYetError('deposit');
}

export type DepositSingleOptions = Reading &
  Bounds & {
    owner: TransactionSigner;
    pool: Address;
    /** The token given: one of the pool's. */
    mint: Address;
    /** The most to leave the owner's account. */
    maxAmount: bigint;
  };
export type DepositSingleQuote = {
  pool: Address;
  mint: Address;
  lpMint: Address;
  /** What leaves the owner's account, transfer fee included. */
  sent: bigint;
  transferFee: bigint;
  /** The part that is swapped, fee included, and what that gives of the other token. */
  swappedIn: bigint;
  swappedOut: bigint;
  tradeFee: TradeFeeParts;
  lpMinted: bigint;
  minLp: bigint;
  priceImpact: Ratio;
  shareOfPool: Ratio;
  validUntilSlot: bigint;
};
/** Deposits one token: swaps a part of it inside the pool and deposits both. */
export async function depositSingle(
  _options: DepositSingleOptions,
): Promise<Plan<DepositSingleQuote>> {
  throw new NotYetError('depositSingle');
}

export type WithdrawOptions = Reading &
  Bounds & { owner: TransactionSigner; pool: Address; lpAmount: bigint };
export type WithdrawQuote = {
  pool: Address;
  mintA: Address;
  mintB: Address;
  lpAmount: bigint;
  /** What arrives in the owner's accounts, transfer fees taken off. */
  receivedA: bigint;
  receivedB: bigint;
  transferFeeA: bigint;
  transferFeeB: bigint;
  /** The least to accept. */
  minAmountA: bigint;
  minAmountB: bigint;
  validUntilSlot: bigint;
};
/** Gives back LP tokens for their share of both reserves. */
export async function withdraw(_options: WithdrawOptions): Promise<Plan<WithdrawQuote>> {
  throw new NotYetError('withdraw');
}

export type WithdrawSingleOptions = WithdrawOptions & {
  /** The token wanted: one of the pool's. */
  mint: Address;
};
export type WithdrawSingleQuote = {
  pool: Address;
  mint: Address;
  lpAmount: bigint;
  /** What arrives in the owner's account. */
  received: bigint;
  transferFee: bigint;
  minAmount: bigint;
  /** The share of the other token, which is swapped, and what that gives. */
  swappedIn: bigint;
  swappedOut: bigint;
  tradeFee: TradeFeeParts;
  priceImpact: Ratio;
  validUntilSlot: bigint;
};
/** Gives back LP tokens for one token. */
export async function withdrawSingle(
  _options: WithdrawSingleOptions,
): Promise<Plan<WithdrawSingleQuote>> {
  throw new NotYetError('withdrawSingle');
}

export type SwapOptions = Reading &
  Bounds & {
    trader: TransactionSigner;
    pool: Address;
    /** The token to give: one of the pool's. */
    mintIn: Address;
  } & (
    | {
        /** Exactly this leaves the trader's account. */
        amountIn: bigint;
        amountOut?: undefined;
      }
    | {
        /** Exactly this arrives in the trader's account. */
        amountOut: bigint;
        amountIn?: undefined;
      }
  );
export type SwapQuote = {
  pool: Address;
  mintIn: Address;
  mintOut: Address;
  isExactIn: boolean;
  /** What leaves the trader's account, and what arrives, all fees included. */
  sent: bigint;
  received: bigint;
  /** The bound in the instruction: least to receive of an exact-in swap, most to send of an exact-out. */
  limit: bigint;
  tradeFee: TradeFeeParts;
  transferFeeIn: bigint;
  transferFeeOut: bigint;
  /** How much worse than the price before it the swap is, fees aside. */
  priceImpact: Ratio;
  validUntilSlot: bigint;
};
/** Swaps one of a pool's tokens for the other. */
export async function swap(_options: SwapOptions): Promise<Plan<SwapQuote>> {
  throw new NotYetError('swap');
}

export type StakeOptions = Reading & {
  owner: TransactionSigner;
  pool: Address;
  lpAmount: bigint;
  /** One of the farm's lock choices; 0, the default, is none. */
  lockChoice?: number;
};
export type StakeQuote = {
  farm: Address;
  /** The new position, and its number, chosen here. */
  position: Address;
  number: bigint;
  lpAmount: bigint;
  weight: bigint;
  /** The new position's part of all weight. */
  shareOfFarm: Ratio;
  /** Slots of the lock, from the slot in which the transaction runs; 0 for none. */
  lockSlots: bigint;
};
/** Stakes LP tokens as a new position. */
export async function stake(_options: StakeOptions): Promise<Plan<StakeQuote>> {
  throw new NotYetError('stake');
}

export type PositionOptions = Reading & { owner: TransactionSigner; position: Address };
export type UnstakeQuote = { farm: Address; position: Address; lpAmount: bigint };
/** Takes a whole stake back to the wallet. Rewards stay claimable. */
export async function unstake(_options: PositionOptions): Promise<Plan<UnstakeQuote>> {
  throw new NotYetError('unstake');
}

export type UnstakePartOptions = PositionOptions & { lpAmount: bigint };
/** `position` and `number` are of the position that goes on with the rest, under the same boost. */
export type UnstakePartQuote = UnstakeQuote & {
  newPosition: Address;
  number: bigint;
  /** LP tokens that stay staked. */
  lpLeft: bigint;
};
/** Takes a part of a stake back; the rest goes on as a new position. */
export async function unstakePart(_options: UnstakePartOptions): Promise<Plan<UnstakePartQuote>> {
  throw new NotYetError('unstakePart');
}

export type DepositAndStakeOptions = DepositOptions & { lockChoice?: number };
/** Deposits both tokens and stakes the LP tokens, in one instruction. */
export async function depositAndStake(
  _options: DepositAndStakeOptions,
): Promise<Plan<DepositQuote & StakeQuote>> {
  throw new NotYetError('depositAndStake');
}

export type UnstakeAndWithdrawOptions = PositionOptions & Bounds;
/** Leaves farm and pool, in one instruction. */
export async function unstakeAndWithdraw(
  _options: UnstakeAndWithdrawOptions,
): Promise<Plan<UnstakeQuote & WithdrawQuote>> {
  throw new NotYetError('unstakeAndWithdraw');
}

export type RestakeOptions = Reading & {
  /** The owner; or anyone, without a lock, to end a boost whose lock is over. */
  payer: TransactionSigner;
  position: Address;
  lockChoice?: number;
};
/** Replaces a position whose lock is over by a new one with the same stake. */
export async function restake(
  _options: RestakeOptions,
): Promise<Plan<StakeQuote & { replaced: Address }>> {
  throw new NotYetError('restake');
}

export type ClaimOptions = Reading & {
  /** Sends and pays for it; the position's owner gets the reward. */
  payer: TransactionSigner;
  position: Address;
  campaign: Address;
};
export type ClaimQuote = {
  owner: Address;
  position: Address;
  campaign: Address;
  rewardMint: Address;
  /** What leaves the campaign if it is claimed in the slot of this quote; more accrues with each slot. */
  amount: bigint;
  /** What arrives of it. */
  received: bigint;
  /** Whether the position can earn no more of the campaign. */
  isFinal: boolean;
};
/** Pays one campaign's reward to one position's owner. */
export async function claim(_options: ClaimOptions): Promise<Plan<ClaimQuote>> {
  throw new NotYetError('claim');
}

export type ClaimAllOptions = Reading & {
  payer: TransactionSigner;
  /** Whose rewards; the payer's when left out. */
  owner?: Address;
  /** Only of this pool's farm. */
  pool?: Address;
  /** Only of these positions. */
  positions?: readonly Address[];
};
export type ClaimAllQuote = { claims: ClaimQuote[]; slot: bigint };
/** Claims all that can be claimed, as many claims to a transaction as fit. */
export async function claimAll(_options: ClaimAllOptions): Promise<
  Plan<ClaimAllQuote> & {
    /** `instructions`, split into transactions in order. */
    transactions: Instruction[][];
  }
> {
  throw new NotYetError('claimAll');
}

export type CompoundOptions = PositionOptions &
  Bounds & {
    /** A campaign whose reward is one of the pool's tokens or its LP token. */
    campaign: Address;
    lockChoice?: number;
  };
/** `position` is the new one; `amount` the reward put in. */
export type CompoundQuote = StakeQuote & {
  campaign: Address;
  from: Address;
  amount: bigint;
  lpMinted: bigint;
  minLp: bigint;
  validUntilSlot: bigint;
};
/** Claims a reward and stakes it as a new position, in one instruction. */
export async function compound(_options: CompoundOptions): Promise<Plan<CompoundQuote>> {
  throw new NotYetError('compound');
}

export type CreateCampaignOptions = Reading & {
  funder: TransactionSigner;
  pool: Address;
  rewardMint: Address;
  /** What leaves the funder's account. */
  amount: bigint;
  /** First slot that pays; the slot in which the transaction runs when left out. */
  startSlot?: bigint;
  durationSlots: bigint;
  /** Who gets back what nobody earned; the funder when left out. */
  refundee?: Address;
};
export type CreateCampaignQuote = {
  campaign: Address;
  farm: Address;
  number: number;
  rewardMint: Address;
  rewardVault: Address;
  amount: bigint;
  /** What arrives of `amount`. */
  funded: bigint;
  /** Base units per slot. */
  rate: Ratio;
  startSlot: bigint | 'now';
  durationSlots: bigint;
  refundee: Address;
};
/** Funds a stream of a reward to a pool's stakers. */
export async function createCampaign(
  _options: CreateCampaignOptions,
): Promise<Plan<CreateCampaignQuote>> {
  throw new NotYetError('createCampaign');
}

export type TopUpOptions = Reading & {
  funder: TransactionSigner;
  campaign: Address;
  /** The most to leave the funder's account; what does not pay for a whole slot is not taken. */
  maxAmount: bigint;
};
export type TopUpQuote = {
  campaign: Address;
  rewardMint: Address;
  sent: bigint;
  funded: bigint;
  addedSlots: bigint;
  endSlot: bigint;
};
/** Makes a campaign longer at the same rate. */
export async function topUp(_options: TopUpOptions): Promise<Plan<TopUpQuote>> {
  throw new NotYetError('topUp');
}

export type CampaignOptions = Reading & {
  /** Pays for the transaction and, where it is missing, the refundee's token account. */
  payer: TransactionSigner;
  campaign: Address;
};
export type CollectCampaignQuote = {
  campaign: Address;
  refundee: Address;
  rewardMint: Address;
  amount: bigint;
  received: bigint;
};
/** Pays a campaign's refundee what nobody earned. */
export async function collectCampaign(
  _options: CampaignOptions,
): Promise<Plan<CollectCampaignQuote>> {
  throw new NotYetError('collectCampaign');
}
/** Pays the refundee what is left and closes a campaign of which nobody can claim any more. */
export async function closeCampaign(
  _options: CampaignOptions,
): Promise<Plan<CollectCampaignQuote>> {
  throw new NotYetError('closeCampaign');
}

/** Closes a position that has left and claimed everything; the rent returns to its owner. */
export async function closePosition(
  _options: PositionOptions,
): Promise<Plan<{ position: Address; rentReturned: bigint }>> {
  throw new NotYetError('closePosition');
}

/** Locks a position for ever. It goes on earning rewards and fees; its principal never leaves. */
export async function lockForever(
  _options: PositionOptions,
): Promise<Plan<{ position: Address; lpAmount: bigint }>> {
  throw new NotYetError('lockForever');
}

/** Pays out the fees that a position locked for ever has earned; another takes its place. */
export async function collectLockedFees(
  _options: PositionOptions & Bounds,
): Promise<Plan<WithdrawQuote & { position: Address; newPosition: Address; number: bigint }>> {
  throw new NotYetError('collectLockedFees');
}

export type CollectFeesOptions = Reading & {
  collector: TransactionSigner;
  pool: Address;
  /** The protocol's part, for the config's fee recipient, or the creator's. */
  part: 'protocol' | 'creator';
};
export type CollectFeesQuote = {
  pool: Address;
  mintA: Address;
  mintB: Address;
  receivedA: bigint;
  receivedB: bigint;
};
/** Pays out the fees that swaps set aside for the protocol or for the pool's creator. */
export async function collectFees(_options: CollectFeesOptions): Promise<Plan<CollectFeesQuote>> {
  throw new NotYetError('collectFees');
}
