import { type ProgramEvent, parseEvents } from '@liquidity-mining/client';
import {
  type Address,
  appendTransactionMessageInstructions,
  compileTransaction,
  createTransactionMessage,
  fetchEncodedAccounts,
  getBase64EncodedWireTransaction,
  type Instruction,
  isWritableRole,
  pipe,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  type TransactionMessage,
  type TransactionMessageWithBlockhashLifetime,
  type TransactionMessageWithFeePayerSigner,
  type TransactionSigner,
} from '@solana/kit';
import {
  getSetComputeUnitLimitInstruction,
  getSetComputeUnitPriceInstruction,
} from '@solana-program/compute-budget';
import {
  type AccountState,
  balanceChanges,
  rentChange,
  stateOf,
  stateOfSimulated,
} from './chain/balances.ts';
import { COMMITMENT } from './chain/commitment.ts';
import { failureOf } from './chain/failure.ts';
import { InvalidArgumentError } from './errors.ts';
import { divideRoundingUp } from './math/integer.ts';
import type { Reading } from './types.ts';

/** The most compute units that a transaction can have. */
const MOST_UNITS = 1_400_000;
/** At least so many units are left spare: a pool or farm may have more to catch up with by then. */
const LEAST_MARGIN = 10_000;
const DEFAULT_MARGIN_PERCENT = 10;
/** What the cluster charges for each signature. */
const LAMPORTS_PER_SIGNATURE = 5_000n;
const MICRO_LAMPORTS = 1_000_000n;

/** A transaction message that can be signed and sent. */
export type SendableMessage = TransactionMessage &
  TransactionMessageWithFeePayerSigner &
  TransactionMessageWithBlockhashLifetime;

export type PrepareOptions = Reading & {
  feePayer: TransactionSigner;
  instructions: readonly Instruction[];
  /** Price of a compute unit, in millionths of a lamport; none when left out. */
  priorityFeeMicroLamports?: bigint;
  /**
   * How far the compute limit is set above the units that the simulation used, in percent; 10 when
   * left out, and 10,000 units at least.
   */
  computeMarginPercent?: number;
};

/** What one account gains or loses. */
export type BalanceChange = {
  /** The token account; for SOL the wallet. */
  account: Address;
  /** Whose it is. */
  owner: Address;
  /** The token's mint, or `SOL`. */
  mint: Address | 'SOL';
  decimals: number;
  before: bigint;
  after: bigint;
};

/** What a transaction would do, from its simulation. */
export type DryRun = {
  computeUnits: number;
  /** The limit set in the transaction. */
  computeUnitLimit: number;
  /** Base fee of all signatures and priority fee, in lamports. */
  feeLamports: bigint;
  /** Lamports put into accounts that the transaction opens, less those of accounts that it closes. */
  rentLamports: bigint;
  /** Of every token account, and of the SOL of every wallet, that changes; wallets less the fee. */
  balanceChanges: BalanceChange[];
  events: ProgramEvent[];
  logs: readonly string[];
};

export type Prepared = { message: SendableMessage; dryRun: DryRun };

/**
 * Simulates instructions and puts them into a transaction message with a compute limit that fits and
 * the priority fee asked for. Nothing is signed or sent: this is the dry run.
 *
 * @throws ProgramRefusedError, TransactionFailedError when the simulation fails
 */
export async function prepare(options: PrepareOptions): Promise<Prepared> {
  const { rpc, feePayer, instructions, priorityFeeMicroLamports = 0n } = options;
  const marginPercent = options.computeMarginPercent ?? DEFAULT_MARGIN_PERCENT;
  if (!Number.isInteger(marginPercent) || marginPercent < 0) {
    throw new InvalidArgumentError(
      'computeMarginPercent',
      `computeMarginPercent is ${marginPercent}`,
      'Give a whole number of percent, 0 or more.',
    );
  }
  const { value: blockhash } = await rpc.getLatestBlockhash({ commitment: COMMITMENT }).send();
  const build = (units: number): SendableMessage =>
    pipe(
      createTransactionMessage({ version: 0 }),
      m => setTransactionMessageFeePayerSigner(feePayer, m),
      m => setTransactionMessageLifetimeUsingBlockhash(blockhash, m),
      m =>
        appendTransactionMessageInstructions(
          [...budget(units, priorityFeeMicroLamports), ...instructions],
          m,
        ),
    );
  const trial = compileTransaction(build(MOST_UNITS));
  const addresses = writableAccounts(feePayer.address, instructions);
  const before = await fetchEncodedAccounts(rpc, addresses, { commitment: COMMITMENT });
  const { value: simulated } = await rpc
    .simulateTransaction(getBase64EncodedWireTransaction(trial), {
      encoding: 'base64',
      commitment: COMMITMENT,
      sigVerify: false,
      replaceRecentBlockhash: true,
      accounts: { addresses, encoding: 'base64' },
    })
    .send();
  const logs = simulated.logs ?? [];
  if (simulated.err !== null) throw failureOf(simulated.err, logs);

  const computeUnits = Number(simulated.unitsConsumed ?? 0n);
  const margin = Math.max(LEAST_MARGIN, Math.ceil((computeUnits * marginPercent) / 100));
  const computeUnitLimit = Math.min(MOST_UNITS, computeUnits + margin);
  const signatures = BigInt(Object.keys(trial.signatures).length);
  const priorityFee = (units: number) =>
    divideRoundingUp(BigInt(units) * priorityFeeMicroLamports, MICRO_LAMPORTS);
  const baseFee = signatures * LAMPORTS_PER_SIGNATURE;
  // The simulation has paid for the units that it was allowed.
  const trialFee = baseFee + priorityFee(MOST_UNITS);
  const accounts: AccountState[] = addresses.map((address, index) =>
    stateOf(address, before[index], stateOfSimulated(address, simulated.accounts?.[index])),
  );
  return {
    message: build(computeUnitLimit),
    dryRun: {
      computeUnits,
      computeUnitLimit,
      feeLamports: baseFee + priorityFee(computeUnitLimit),
      rentLamports: rentChange(accounts),
      balanceChanges: await balanceChanges(rpc, accounts, {
        address: feePayer.address,
        lamports: trialFee,
      }),
      events: parseEvents(logs),
      logs,
    },
  };
}

function budget(units: number, microLamports: bigint): Instruction[] {
  const limit = getSetComputeUnitLimitInstruction({ units });
  if (microLamports === 0n) return [limit];
  return [limit, getSetComputeUnitPriceInstruction({ microLamports })];
}

/** The accounts that instructions may change, the fee payer first. */
function writableAccounts(feePayer: Address, instructions: readonly Instruction[]): Address[] {
  const writable = instructions
    .flatMap(each => each.accounts ?? [])
    .filter(account => isWritableRole(account.role))
    .map(account => account.address);
  return [...new Set([feePayer, ...writable])];
}
