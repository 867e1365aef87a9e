// What every action takes and quotes: the interface at a glance.
import type { Address, TransactionSigner } from '@solana/kit';
import type { Bounds, Ratio, Reading, TradeFeeParts } from '../types.ts';

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

/** The amount of a swap: exactly what leaves the trader's account, or exactly what arrives. */
export type SwapAmount =
  | { amountIn: bigint; amountOut?: undefined }
  | { amountOut: bigint; amountIn?: undefined };

export type SwapOptions = Reading &
  Bounds &
  SwapAmount & {
    trader: TransactionSigner;
    pool: Address;
    /** The token to give: one of the pool's. */
    mintIn: Address;
  };
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

export type PositionOptions = Reading & { owner: TransactionSigner; position: Address };
export type UnstakeQuote = { farm: Address; position: Address; lpAmount: bigint };

export type UnstakePartOptions = PositionOptions & { lpAmount: bigint };
/** `position` and `number` are of the position that goes on with the rest, under the same boost. */
export type UnstakePartQuote = UnstakeQuote & {
  newPosition: Address;
  number: bigint;
  /** LP tokens that stay staked. */
  lpLeft: bigint;
};

export type DepositAndStakeOptions = DepositOptions & { lockChoice?: number };

export type UnstakeAndWithdrawOptions = PositionOptions & Bounds;

export type RestakeOptions = Reading & {
  /** The owner; or anyone, without a lock, to end a boost whose lock is over. */
  payer: TransactionSigner;
  position: Address;
  lockChoice?: number;
};

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

export type TopUpOptions = Reading & {
  funder: TransactionSigner;
  campaign: Address;
  /** Slots to add; what they cost at the campaign's rate is in the quote. */
  extraSlots: bigint;
};
export type TopUpQuote = {
  campaign: Address;
  rewardMint: Address;
  /** What leaves the funder's account, and what arrives of it. */
  sent: bigint;
  funded: bigint;
  addedSlots: bigint;
  /** First slot that no longer pays, then. */
  endSlot: bigint;
};

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
