import {
  getLiquidityMiningErrorMessage,
  LIQUIDITY_MINING_PROGRAM_ADDRESS,
  type LiquidityMiningError,
  type ProgramEvent,
  parseEvents,
} from '@liquidity-mining/client';
import {
  appendTransactionMessageInstructions,
  createSolanaRpc,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  getSignatureFromTransaction,
  type Instruction,
  pipe,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
  type TransactionSigner,
} from '@solana/kit';

const POLL_MS = 100;
const CONFIRM_TIMEOUT_MS = 60_000;
/** Slots a quote stays good for here. */
const QUOTE_SLOTS = 150n;

/** A validator, and what the story does with it. */
export class Chain {
  readonly rpc: ReturnType<typeof createSolanaRpc>;
  /** All events so far, in the order in which they happened. */
  readonly events: ProgramEvent[] = [];

  constructor(readonly url: string) {
    this.rpc = createSolanaRpc(url);
  }

  /** Signs, sends and waits until the transaction is confirmed. */
  async send(payer: TransactionSigner, instructions: Instruction[]): Promise<void> {
    const { value: blockhash } = await this.rpc.getLatestBlockhash().send();
    const transaction = await pipe(
      createTransactionMessage({ version: 0 }),
      message => setTransactionMessageFeePayerSigner(payer, message),
      message => setTransactionMessageLifetimeUsingBlockhash(blockhash, message),
      message => appendTransactionMessageInstructions(instructions, message),
      message => signTransactionMessageWithSigners(message),
    );
    const signature = getSignatureFromTransaction(transaction);
    await this.rpc
      .sendTransaction(getBase64EncodedWireTransaction(transaction), {
        encoding: 'base64',
        skipPreflight: true,
      })
      .send();
    await this.#confirm(signature);
  }

  async #confirm(signature: ReturnType<typeof getSignatureFromTransaction>): Promise<void> {
    const deadline = Date.now() + CONFIRM_TIMEOUT_MS;
    while (Date.now() < deadline) {
      const { value } = await this.rpc.getSignatureStatuses([signature]).send();
      const status = value[0];
      if (status != null && status.confirmationStatus !== 'processed') {
        const logs = await this.#logs(signature);
        if (status.err !== null) throw refusalOf(status.err, logs);
        this.events.push(...parseEvents(logs));
        return;
      }
      await sleep(POLL_MS);
    }
    throw new Error(`Transaction ${signature} was not confirmed within a minute`);
  }

  async #logs(signature: ReturnType<typeof getSignatureFromTransaction>): Promise<string[]> {
    const found = await this.rpc
      .getTransaction(signature, { encoding: 'base64', maxSupportedTransactionVersion: 0 })
      .send();
    return [...(found?.meta?.logMessages ?? [])];
  }

  async slot(): Promise<bigint> {
    return await this.rpc.getSlot({ commitment: 'processed' }).send();
  }

  async validUntilSlot(): Promise<bigint> {
    return (await this.slot()) + QUOTE_SLOTS;
  }

  /** Waits for a slot and says how far it is. */
  async waitForSlot(slot: bigint, why: string): Promise<void> {
    for (;;) {
      const left = slot - (await this.slot());
      if (left <= 0n) return;
      console.log(`  … ${left} slots until ${why}`);
      await sleep(Math.min(Number(left) * 400, 4_000));
    }
  }
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

/** The program refused, for a reason of its own. */
export class ProgramRefusal extends Error {
  constructor(readonly code: LiquidityMiningError) {
    super(`Refused by the program: ${getLiquidityMiningErrorMessage(code)}`);
  }
}

/** What went wrong, in the program's own words where it was the program that refused. */
function refusalOf(error: unknown, logs: readonly string[]): Error {
  const refused = `Program ${LIQUIDITY_MINING_PROGRAM_ADDRESS} failed: custom program error: 0x`;
  const line = logs.find(each => each.startsWith(refused));
  if (line !== undefined) {
    return new ProgramRefusal(
      Number.parseInt(line.slice(refused.length), 16) as LiquidityMiningError,
    );
  }
  const text = JSON.stringify(error, (_, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  return new Error(`Transaction failed: ${text}\n${logs.join('\n')}`);
}
