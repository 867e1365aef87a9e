// The JSON-RPC server of a validator that keeps its state in a file.
//
// What it promises: no answer shows an effect, or says that a transaction has landed, unless that is
// on disk. A validator that was killed at any moment and started with the same file has the accounts
// and the transactions of the last batch that was kept, and no part of one that was not; nobody was
// told of that one. No transaction runs twice, also if it is sent again after a restart.
//
// What is not kept is the history of transactions (logs, blocks). Where an effect could pass by the
// file, it is refused: other methods that change accounts, WebSockets, durable nonces.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../listen.js';
import { attachLocalnet } from '../rpc.js';
import { Blockhashes } from './blockhash.js';
import { committer } from './commit.js';
import { openJournal } from './journal.js';
import { restore } from './restore.js';
import { failed, RpcError, service } from './service.js';
import { KeptState } from './state.js';
import { Turns } from './turns.js';

/** The clock is kept so often, so that it does not go back. */
const BEAT_MS = 1_000;
const PARSE_ERROR = -32_700;
const INTERNAL_ERROR = -32_603;

/**
 * Restores the validator from the file, if there is one, and opens the port.
 * @param {{ validatorUrl: string, path: string, host: string, port: number, slotTimeMs: number }} options
 *   `slotTimeMs` is 0 where slots do not pass by themselves
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function openKeepingFront({ validatorUrl, path, host, port, slotTimeMs }) {
  const validator = attachLocalnet({ rpcUrl: validatorUrl, wsUrl: '' });
  /** @param {string} body */
  const ask = async body => (await post(validatorUrl, body)).text();
  let state = new KeptState();
  const journal = await openJournal(path, records => {
    state = new KeptState(records);
    return state.whole();
  });
  const blockhashes = new Blockhashes(state.seed);
  const turns = new Turns(committer({ validator, ask, blockhashes, state, journal }));
  const serve = service({ validator, ask, blockhashes, state, turns });
  /** A change of nothing is kept too, with the slot. */
  const beat = () => turns.change({});

  const server = createServer(async (request, response) => {
    try {
      const body = await text(request);
      response.setHeader('content-type', 'application/json');
      response.end(await answer(body));
    } catch {
      // Whoever asked has gone.
      response.destroy();
    }
  });

  /** @param {string} body */
  async function answer(body) {
    /** @type {import('./service.js').Request} */
    let request;
    try {
      request = JSON.parse(body);
    } catch {
      return failed({}, new RpcError(PARSE_ERROR, 'This is no JSON.'));
    }
    try {
      return await serve(request, body);
    } catch (error) {
      if (error instanceof RpcError) return failed(request, error);
      return failed(request, new RpcError(INTERNAL_ERROR, String(error)));
    }
  }

  try {
    await restore(validator, state, slotTimeMs);
    await beat();
    await listen(server, { host, port, purpose: 'JSON-RPC' });
  } catch (error) {
    await journal.close();
    throw error;
  }
  // A failure to keep it is told to everybody who asks.
  const beating = setInterval(() => beat().catch(() => {}), BEAT_MS);
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://${host}:${address.port}`,
    async close() {
      clearInterval(beating);
      server.close();
      server.closeAllConnections();
      await beat().catch(() => {});
      await journal.close();
    },
  };
}

/** @param {string} url @param {string} body */
function post(url, body) {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}
