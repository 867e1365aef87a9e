// What is left of a connection that breaks: ask again.
import { sleep } from '@liquidity-mining/demo/chain';
import { createDefaultRpcTransport, createSolanaRpcFromTransport } from '@solana/kit';

const PAUSE_MS = 50;

export type PersistentRpc = ReturnType<typeof persistentRpc>;

/** An RPC client that asks until there is an answer, and tells of requests that had none at first. */
export function persistentRpc(url: string, onUnanswered: (method: string) => void) {
  const transport = createDefaultRpcTransport({ url });
  return createSolanaRpcFromTransport((async (...request: Parameters<typeof transport>) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await transport(...request);
      } catch (error) {
        if (!isUnanswered(error)) throw error;
        if (tries === 1) onUnanswered((request[0].payload as { method: string }).method);
        await sleep(PAUSE_MS);
      }
    }
  }) as typeof transport);
}

/** No connection, one that broke before the answer, or one that broke in the answer. */
function isUnanswered(error: unknown): boolean {
  return error instanceof TypeError && ['fetch failed', 'terminated'].includes(error.message);
}
