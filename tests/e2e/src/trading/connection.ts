// Connections that can be cut, and clients that ask again when theirs broke.
import { sleep } from '@liquidity-mining/demo/chain';
import { forward } from '@liquidity-mining/localnet';
import { createDefaultRpcTransport, createSolanaRpcFromTransport } from '@solana/kit';
import { freePort } from './validator.ts';

const PAUSE_MS = 50;

/** Where the clients' connections to a validator go in, and where they can be cut. */
export async function openDoor(validatorUrl: string) {
  const port = await freePort();
  const targetPort = Number(new URL(validatorUrl).port);
  const open = () => forward({ host: '127.0.0.1', port, targetPort, purpose: 'clients' });
  let door = await open();
  return {
    url: `http://127.0.0.1:${port}`,
    cut: () => door.close(),
    reopen: async () => {
      door = await open();
    },
  };
}

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
