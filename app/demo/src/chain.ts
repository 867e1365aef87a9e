import type { ProgramEvent } from '@liquidity-mining/client';
import { prepare, type SdkRpc, send } from '@liquidity-mining/sdk';
import { createSolanaRpc, type Instruction, type TransactionSigner } from '@solana/kit';

/** A validator, and what the story does with it. */
export class Chain {
  readonly rpc: SdkRpc;
  /** All events so far, in the order in which they happened. */
  readonly events: ProgramEvent[] = [];

  constructor(readonly url: string) {
    this.rpc = createSolanaRpc(url);
  }

  /**
   * Simulates, signs, sends and waits until the transaction is confirmed.
   *
   * @returns its events
   */
  async send(
    payer: TransactionSigner,
    instructions: readonly Instruction[],
  ): Promise<ProgramEvent[]> {
    const { message } = await prepare({ rpc: this.rpc, feePayer: payer, instructions });
    const { events } = await send({ rpc: this.rpc, message });
    this.events.push(...events);
    return events;
  }

  async slot(): Promise<bigint> {
    return await this.rpc.getSlot({ commitment: 'processed' }).send();
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
