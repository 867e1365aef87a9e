// A cluster over JSON-RPC alone: a deployment sends hundreds of transactions, for which polling the
// statuses of all of them at once is simpler and sturdier than a subscription for each.
import {
  type Address,
  appendTransactionMessageInstructions,
  createSolanaRpc,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  getBase64Encoder,
  getSignatureFromTransaction,
  type Instruction,
  pipe,
  type ReadonlyUint8Array,
  type Signature,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
  type TransactionSigner,
} from '@solana/kit';
import { UserError } from './error.ts';

const POLL_MS = 400;
/** As many statuses as one request may ask for. */
const STATUS_BATCH = 256;

export type Account = { owner: Address; lamports: bigint; data: ReadonlyUint8Array };

export class Chain {
  readonly rpc: ReturnType<typeof createSolanaRpc>;

  constructor(
    readonly url: string,
    private readonly concurrency: number,
  ) {
    this.rpc = createSolanaRpc(url);
  }

  async account(address: Address): Promise<Account | undefined> {
    const { value } = await this.rpc
      .getAccountInfo(address, { encoding: 'base64', commitment: 'confirmed' })
      .send();
    if (value === null) return undefined;
    const { owner, lamports } = value;
    return { owner, lamports, data: getBase64Encoder().encode(value.data[0]) };
  }

  async balance(address: Address): Promise<bigint> {
    return (await this.rpc.getBalance(address, { commitment: 'confirmed' }).send()).value;
  }

  async rent(bytes: number): Promise<bigint> {
    return this.rpc.getMinimumBalanceForRentExemption(BigInt(bytes)).send();
  }

  async sign(payer: TransactionSigner, instructions: readonly Instruction[]) {
    const { value: blockhash } = await this.rpc
      .getLatestBlockhash({ commitment: 'confirmed' })
      .send();
    return signWith(payer, instructions, blockhash);
  }

  /** Sends one transaction and waits for it. What the program or the cluster says is in the error. */
  async send(
    payer: TransactionSigner,
    instructions: readonly Instruction[],
    what: string,
  ): Promise<Signature> {
    const transaction = await this.sign(payer, instructions);
    const signature = getSignatureFromTransaction(transaction);
    try {
      await this.rpc
        .sendTransaction(getBase64EncodedWireTransaction(transaction), {
          encoding: 'base64',
          preflightCommitment: 'confirmed',
        })
        .send();
    } catch (error) {
      throw new UserError(`${what}: ${reason(error)}`);
    }
    const failed = await this.settle([signature]);
    if (failed.length > 0) {
      throw new UserError(
        `${what}: transaction ${signature} failed or was dropped: run this again`,
      );
    }
    return signature;
  }

  /**
   * Sends many transactions at once and waits until each is confirmed or has lapsed. Which of them
   * took effect is for the caller to see from the chain.
   */
  async sendAll(
    payer: TransactionSigner,
    batch: readonly (readonly Instruction[])[],
    onSent: (sent: number) => void,
  ): Promise<void> {
    const { value: blockhash } = await this.rpc
      .getLatestBlockhash({ commitment: 'confirmed' })
      .send();
    const sent: Signature[] = [];
    const waiting = [...batch];
    const worker = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const transaction = await signWith(payer, next, blockhash);
        try {
          await this.rpc
            .sendTransaction(getBase64EncodedWireTransaction(transaction), {
              encoding: 'base64',
              skipPreflight: true,
              maxRetries: 5n,
            })
            .send();
          sent.push(getSignatureFromTransaction(transaction));
          onSent(sent.length);
        } catch {
          // A rate limit or a hiccup of the network: the next round sends it again.
          await sleep(POLL_MS);
        }
      }
    };
    await Promise.all(Array.from({ length: this.concurrency }, worker));
    await this.settle(sent, blockhash.lastValidBlockHeight);
  }

  /** Waits until every one is confirmed, failed or lapsed; gives those that are not confirmed. */
  private async settle(signatures: readonly Signature[], lastValid?: bigint): Promise<Signature[]> {
    const until = lastValid ?? (await this.height()) + 150n;
    const failed: Signature[] = [];
    let open = [...signatures];
    for (;;) {
      const still: Signature[] = [];
      for (let at = 0; at < open.length; at += STATUS_BATCH) {
        const part = open.slice(at, at + STATUS_BATCH);
        const { value } = await this.rpc.getSignatureStatuses(part).send();
        part.forEach((signature, index) => {
          const status = value[index];
          if (status?.err) failed.push(signature);
          else if (!status || status.confirmationStatus === 'processed') still.push(signature);
        });
      }
      if (still.length === 0) return failed;
      if ((await this.height()) > until) return [...failed, ...still];
      open = still;
      await sleep(POLL_MS);
    }
  }

  private async height(): Promise<bigint> {
    return this.rpc.getBlockHeight({ commitment: 'confirmed' }).send();
  }
}

type Blockhash = Parameters<typeof setTransactionMessageLifetimeUsingBlockhash>[0];

async function signWith(
  payer: TransactionSigner,
  instructions: readonly Instruction[],
  blockhash: Blockhash,
) {
  const message = pipe(
    createTransactionMessage({ version: 0 }),
    m => setTransactionMessageFeePayerSigner(payer, m),
    m => setTransactionMessageLifetimeUsingBlockhash(blockhash, m),
    m => appendTransactionMessageInstructions(instructions, m),
  );
  return signTransactionMessageWithSigners(message);
}

/** The innermost message, with the program's log where a simulation gave one. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const logs = (error as { context?: { logs?: readonly string[] } }).context?.logs;
  const inner = error.cause instanceof Error ? `: ${reason(error.cause)}` : '';
  const log = logs && logs.length > 0 ? `\n    ${logs.slice(-8).join('\n    ')}` : '';
  return `${error.message}${inner}${log}`;
}

function sleep(ms: number): Promise<void> {
  return new Promise(done => setTimeout(done, ms));
}
