// A JSON-RPC endpoint over LiteSVM, so that the SDK runs as it does against a node: requests and
// responses go through @solana/kit's own client, and transactions run the release build.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LIQUIDITY_MINING_PROGRAM_ADDRESS } from '@liquidity-mining/client';
import {
  type Address,
  createSolanaRpcFromTransport,
  type EncodedAccount,
  getBase58Decoder,
  getBase58Encoder,
  getBase64Decoder,
  getBase64Encoder,
  getTransactionDecoder,
  lamports,
  type MaybeEncodedAccount,
  type ReadonlyUint8Array,
  type RpcTransport,
  type Signature,
} from '@solana/kit';
import {
  FailedTransactionMetadata,
  LiteSVM,
  type SimulatedTransactionInfo,
  type TransactionMetadata,
} from 'litesvm';
import type { SdkRpc } from '../src/types.ts';

const PROGRAM =
  process.env.LM_PROGRAM_SO ??
  fileURLToPath(new URL('../../../target/deploy/liquidity_mining.so', import.meta.url));
/** Blocks that a blockhash is good for. */
const BLOCKHASH_AGE = 150n;
const FIRST_SLOT = 1_000n;

/** A chain of one's own with the program on it. */
export class Svm {
  readonly svm = new LiteSVM().withNativeMints();
  readonly rpc: SdkRpc;
  readonly #sent = new Map<string, { err: unknown; logs: string[]; slot: bigint }>();
  /** Whether the endpoint loses what it is sent, as a busy node may. */
  drops = false;
  /** Answers that get lost from now on, though what was asked for is done. */
  lostAnswers = 0;

  constructor() {
    if (!existsSync(PROGRAM)) throw new Error(`There is no ${PROGRAM}. Build it: tools/build`);
    this.svm.addProgramFromFile(LIQUIDITY_MINING_PROGRAM_ADDRESS, PROGRAM);
    this.svm.warpToSlot(FIRST_SLOT);
    const transport: RpcTransport = async ({ payload }) => {
      const { id, method, params } = payload as { id: string; method: string; params: never[] };
      const answer = this.#methods[method];
      if (answer === undefined) throw new Error(`the test endpoint has no ${method}`);
      const result = answer(...params);
      if (this.lostAnswers > 0) {
        this.lostAnswers -= 1;
        throw new TypeError('fetch failed');
      }
      // As a node's response is parsed: fresh objects, integers as bigints.
      return { jsonrpc: '2.0', id, result } as never;
    };
    this.rpc = createSolanaRpcFromTransport(transport) as unknown as SdkRpc;
  }

  get slot(): bigint {
    return this.svm.getClock().slot;
  }

  /** Lets slots pass. */
  pass(slots: bigint): void {
    this.svm.warpToSlot(this.slot + slots);
    this.svm.expireBlockhash();
  }

  fund(address: Address, amount = 10_000_000_000n): void {
    this.svm.airdrop(address, lamports(amount));
  }

  readonly #methods: Record<string, (...params: never[]) => unknown> = {
    getSlot: () => this.slot,
    getBlockHeight: () => this.slot,
    getEpochInfo: () => ({ epoch: this.svm.getClock().epoch, absoluteSlot: this.slot }),
    getMinimumBalanceForRentExemption: (size: bigint) =>
      this.svm.minimumBalanceForRentExemption(BigInt(size)),
    getRecentPerformanceSamples: () => [
      { slot: this.slot, numSlots: 150n, samplePeriodSecs: 60, numTransactions: 1n },
    ],
    getLatestBlockhash: () =>
      this.#value({
        blockhash: this.svm.latestBlockhash(),
        lastValidBlockHeight: this.slot + BLOCKHASH_AGE,
      }),
    getAccountInfo: (address: Address) => this.#value(written(this.svm.getAccount(address))),
    getMultipleAccounts: (addresses: Address[]) =>
      this.#value(addresses.map(address => written(this.svm.getAccount(address)))),
    getProgramAccounts: (program: Address, { filters }: { filters: Filter[] }) =>
      this.svm
        .getProgramAccounts(program)
        .filter(account => filters.every(filter => passes(filter, account.data)))
        .map(account => ({ pubkey: account.address, account: written(account) })),
    simulateTransaction: (wire: string, { accounts }: { accounts: { addresses: Address[] } }) =>
      this.#value(this.#simulate(wire, accounts.addresses)),
    sendTransaction: (wire: string) => this.#send(wire),
    getSignatureStatuses: (signatures: Signature[]) =>
      this.#value(
        signatures.map(signature => {
          const found = this.#sent.get(signature);
          return found && { ...found, confirmationStatus: 'confirmed', confirmations: null };
        }),
      ),
    getTransaction: (signature: Signature) => {
      const found = this.#sent.get(signature);
      return (
        found && {
          slot: found.slot,
          blockTime: 1_700_000_000n + found.slot,
          meta: { err: found.err, logMessages: found.logs },
        }
      );
    },
    getSignaturesForAddress: (
      address: Address,
      { limit, before }: { limit?: number; before?: Signature } = {},
    ) => {
      const all = [...this.#involved.entries()]
        .filter(([, addresses]) => addresses.has(address))
        .map(([signature]) => signature)
        .reverse();
      const from = before ? all.indexOf(before) + 1 : 0;
      return all.slice(from, from + (limit ?? 1_000)).map(signature => ({
        signature,
        slot: this.#sent.get(signature)?.slot,
        err: this.#sent.get(signature)?.err ?? null,
        blockTime: 1_700_000_000n + (this.#sent.get(signature)?.slot ?? 0n),
        memo: null,
      }));
    },
  };
  readonly #involved = new Map<Signature, Set<string>>();

  #value<T>(value: T) {
    return { context: { slot: this.slot }, value };
  }

  #simulate(wire: string, addresses: readonly Address[]) {
    const before = new Map(addresses.map(each => [each, written(this.svm.getAccount(each))]));
    // A dry run is not signed.
    this.svm.withSigverify(false);
    const result = this.svm.simulateTransaction(decoded(wire));
    this.svm.withSigverify(true);
    const { err, logs, units } = resultOf(result);
    const posted = new Map(
      result instanceof FailedTransactionMetadata
        ? []
        : result.postAccounts().map(account => [account.address, account]),
    );
    const accounts = addresses.map(address => {
      const post = posted.get(address);
      return post ? written({ ...post, exists: true }) : (before.get(address) ?? null);
    });
    return { err, logs, unitsConsumed: units, accounts, returnData: null };
  }

  #send(wire: string): Signature {
    const transaction = decoded(wire);
    const [first] = Object.values(transaction.signatures);
    const signature = getBase58Decoder().decode(first as ReadonlyUint8Array) as Signature;
    // What has happened does not happen again.
    if (this.drops || this.#sent.has(signature)) return signature;
    const { err, logs } = resultOf(this.svm.sendTransaction(transaction));
    this.#sent.set(signature, { err, logs, slot: this.slot });
    this.#involved.set(signature, new Set(accountKeys(transaction.messageBytes)));
    // Two transactions alike in one slot would be one and the same.
    this.svm.expireBlockhash();
    return signature;
  }
}

type Filter = { memcmp: { offset: bigint; bytes: string } };

function passes({ memcmp }: Filter, data: ReadonlyUint8Array): boolean {
  const bytes = getBase58Encoder().encode(memcmp.bytes);
  const offset = Number(memcmp.offset);
  return bytes.every((byte, index) => data[offset + index] === byte);
}

function written(account: MaybeEncodedAccount | EncodedAccount) {
  if ('exists' in account && !account.exists) return null;
  const { data, lamports: held, programAddress, executable } = account as EncodedAccount;
  return {
    data: [getBase64Decoder().decode(data), 'base64'],
    lamports: held,
    owner: programAddress,
    executable,
    space: BigInt(data.length),
    rentEpoch: 0n,
  };
}

function decoded(wire: string) {
  return getTransactionDecoder().decode(getBase64Encoder().encode(wire));
}

function resultOf(
  result: TransactionMetadata | FailedTransactionMetadata | SimulatedTransactionInfo,
): { err: unknown; logs: string[]; units: bigint } {
  const meta =
    'meta' in result && typeof result.meta === 'function'
      ? (result.meta() as TransactionMetadata)
      : (result as TransactionMetadata);
  const err = result instanceof FailedTransactionMetadata ? errorOf(result) : null;
  return { err, logs: meta.logs(), units: meta.computeUnitsConsumed() };
}

/** Errors of a whole transaction, as LiteSVM numbers them and as a node names them. */
const WHOLE_ERRORS: Record<number, string> = {
  2: 'AccountNotFound',
  4: 'InsufficientFundsForFee',
  7: 'BlockhashNotFound',
};

/** A failure as a node writes it, so far as its kind is told apart here. */
function errorOf(failed: FailedTransactionMetadata): unknown {
  const error = failed.err() as { index?: number; err?: () => unknown };
  if (typeof error !== 'object' || error.err === undefined) {
    return WHOLE_ERRORS[Number(error)] ?? `${String(error)}`;
  }
  const inner = error.err() as { code?: number };
  const detail =
    typeof inner === 'object' && inner.code !== undefined
      ? { Custom: inner.code }
      : `${String(inner)}`;
  return { InstructionError: [error.index ?? 0, detail] };
}

/** The accounts that a transaction names. */
function accountKeys(message: ReadonlyUint8Array): string[] {
  // Version, three counts, then how many accounts; all of them below 128 here.
  const count = message[4] ?? 0;
  return Array.from({ length: count }, (_, index) =>
    getBase58Decoder().decode(message.slice(5 + index * 32, 5 + (index + 1) * 32)),
  );
}
