import { type DryRun, type Prepared, prepare, type SdkRpc, send } from '@liquidity-mining/sdk';
import type { Connected } from '../wallet/wallet-context.tsx';
import type { Action, Preview } from './preview.ts';

/** All simulations of an action together. */
export type Simulated = { preview: Preview; prepared: readonly Prepared[] };

export type Step = 'signing' | 'sent' | 'waiting' | 'confirmed';

export type ReviewState =
  | { stage: 'planning' }
  | { stage: 'ready'; simulated: Simulated }
  | { stage: 'sending'; simulated: Simulated; step: Step; index: number }
  | { stage: 'done'; simulated: Simulated; signatures: readonly string[] }
  | { stage: 'failed'; error: unknown; simulated?: Simulated };

/** Plans an action and simulates its transactions. */
export async function simulate(
  action: Action,
  rpc: SdkRpc,
  connected: Connected,
): Promise<Simulated> {
  const preview = await action.plan(connected);
  const prepared: Prepared[] = [];
  for (const instructions of preview.transactions) {
    prepared.push(await prepare({ rpc, feePayer: connected.signer, instructions }));
  }
  return { preview, prepared };
}

/** Signs and sends an action's transactions one after the other. */
export async function execute(
  { prepared }: Simulated,
  rpc: SdkRpc,
  onStep: (step: Step, index: number) => void,
): Promise<string[]> {
  const signatures: string[] = [];
  for (const [index, { message }] of prepared.entries()) {
    const { signature } = await send({
      rpc,
      message,
      onProgress: ({ step }) => onStep(step, index),
    });
    signatures.push(signature);
  }
  return signatures;
}

/** Costs of all transactions together. */
export function costsOf(runs: readonly DryRun[]) {
  const total = (of: (run: DryRun) => bigint) => runs.reduce((sum, run) => sum + of(run), 0n);
  return {
    feeLamports: total(run => run.feeLamports),
    rentLamports: total(run => run.rentLamports),
    computeUnits: runs.reduce((sum, run) => sum + run.computeUnits, 0),
  };
}
