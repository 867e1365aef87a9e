import type {
  Address,
  GetAccountInfoApi,
  GetBlockHeightApi,
  GetEpochInfoApi,
  GetLatestBlockhashApi,
  GetMinimumBalanceForRentExemptionApi,
  GetMultipleAccountsApi,
  GetProgramAccountsApi,
  GetRecentPerformanceSamplesApi,
  GetSignatureStatusesApi,
  GetSignaturesForAddressApi,
  GetSlotApi,
  GetTransactionApi,
  Instruction,
  Rpc,
  SendTransactionApi,
  SimulateTransactionApi,
} from '@solana/kit';

/** What this SDK asks of an RPC client. What `createSolanaRpc` gives has it all. */
export type SdkRpc = Rpc<
  GetAccountInfoApi &
    GetBlockHeightApi &
    GetEpochInfoApi &
    GetLatestBlockhashApi &
    GetMinimumBalanceForRentExemptionApi &
    GetMultipleAccountsApi &
    GetProgramAccountsApi &
    GetRecentPerformanceSamplesApi &
    GetSignaturesForAddressApi &
    GetSignatureStatusesApi &
    GetSlotApi &
    GetTransactionApi &
    SendTransactionApi &
    SimulateTransactionApi
>;

/** Where to read the chain. Every function that reads it takes this. */
export type Reading = {
  /** An RPC client of @solana/kit. */
  rpc: SdkRpc;
};

/** The bounds of a priced instruction. Both are asked for everywhere, and mean the same everywhere. */
export type Bounds = {
  /**
   * The most that the result may be worse than quoted, in hundredths of a percent: 50 is 0.5 %. A
   * whole number from 0 to 10,000. Minimums round up and maximums down, so that it is never exceeded.
   */
  slippageBps: number;
  /** For how many slots from now the instruction may run; after that the program refuses it. */
  validForSlots: bigint;
};

/** What a function gives: what will happen, and the instructions that make it happen. */
export type Plan<Quote> = {
  /** What the instructions do if the chain stays as it was read, to the base unit. */
  quote: Quote;
  /** To be sent in one transaction, in this order. */
  instructions: Instruction[];
};

/** An exact fraction. `denominator` is above zero. */
export type Ratio = { numerator: bigint; denominator: bigint };

/** What is known of a mint. */
export type TokenInfo = {
  /** The mint's address. */
  mint: Address;
  /** SPL Token or Token-2022. */
  tokenProgram: Address;
  /** Decimals of an amount as people write it. */
  decimals: number;
  /** The fee that the mint takes of every transfer in the present epoch. */
  transferFee: { basisPoints: number; maximum: bigint };
  /** Who can freeze token accounts, those of a pool as well; most stablecoins have one. */
  freezeAuthority: Address | null;
  /** Name and symbol, where the mint itself keeps them (Token-2022 metadata). */
  name?: string;
  symbol?: string;
};

/** A trade fee and its split, in base units of the token put in. */
export type TradeFeeParts = {
  /** All that the trader pays. */
  total: bigint;
  /** The protocol's part. */
  protocol: bigint;
  /** The pool creator's part. */
  creator: bigint;
  /** What stays in the pool, for its LPs. */
  liquidity: bigint;
};
