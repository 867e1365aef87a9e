// Vitest's global set-up: the validator that all test files talk to. `anchor test` has started one
// and says where in ANCHOR_PROVIDER_URL; without it one is started here, on free ports, and stopped
// after the last test.
import { fileURLToPath } from 'node:url';
import { LIQUIDITY_MINING_PROGRAM_ADDRESS } from '@liquidity-mining/client';
import { attachLocalnet, loadBuiltPrograms, startLocalnet } from '@liquidity-mining/localnet';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    rpcUrl: string;
    wsUrl: string;
  }
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export default async function validator(
  project: TestProject,
): Promise<(() => Promise<void>) | undefined> {
  const started = process.env.ANCHOR_PROVIDER_URL;
  if (started) {
    const wsUrl = process.env.LM_WS_URL ?? webSocketUrl(started);
    await requireProgram(started, wsUrl);
    project.provide('rpcUrl', started);
    project.provide('wsUrl', wsUrl);
    return undefined;
  }
  const programs = loadBuiltPrograms(ROOT);
  if (programs.length === 0) {
    throw new Error(
      'The program is not built: there is no target/deploy/liquidity_mining.so. Run: tools/build',
    );
  }
  const localnet = await startLocalnet({ rpcPort: 0, wsPort: 0, programs });
  project.provide('rpcUrl', localnet.rpcUrl);
  project.provide('wsUrl', localnet.wsUrl);
  return localnet.stop;
}

/** When its port was taken, Anchor goes on with whatever validator answers there. */
async function requireProgram(rpcUrl: string, wsUrl: string): Promise<void> {
  const params = [LIQUIDITY_MINING_PROGRAM_ADDRESS, { encoding: 'base64' }];
  const { value } = await attachLocalnet({ rpcUrl, wsUrl }).call('getAccountInfo', params);
  if (value === null) {
    throw new Error(`The validator at ${rpcUrl} does not have the program ${LIQUIDITY_MINING_PROGRAM_ADDRESS}.
  Is it another one, left running? Stop it. Else build the program: tools/build`);
  }
}

/** Validators serve WebSockets one port above JSON-RPC. */
function webSocketUrl(rpcUrl: string): string {
  const url = new URL(rpcUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (url.port) url.port = String(Number(url.port) + 1);
  return url.href.replace(/\/$/, '');
}
