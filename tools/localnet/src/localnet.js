import { forward } from './forward.js';
import { openKeepingFront } from './kept/front.js';
import { loadSurfnet } from './native.js';
import { attachLocalnet } from './rpc.js';

const LAMPORTS_PER_SOL = 1_000_000_000;

/**
 * @typedef {object} LocalnetOptions
 * @property {number} [slotTimeMs] how long a slot takes; the native default, 1 ms, suits no stream
 * @property {'clock' | 'transaction' | 'manual'} [blockProductionMode] `clock` makes slots pass by
 *   themselves, `transaction` one per transaction
 * @property {number} [rpcPort] 0 for whatever is free
 * @property {number} [wsPort] 0 for whatever is free
 * @property {string} [host] where the fixed ports listen
 * @property {readonly { programId: string, soPath: string }[]} [programs] deployed before any port opens
 * @property {readonly string[]} [fund] addresses that start with 10,000 SOL each
 * @property {string} [keepIn] the file that it keeps its state in and comes back with, see kept/front.js;
 *   there is no WebSocket then
 * @property {boolean} [stopOnSignal] stops it on SIGINT, SIGTERM and SIGHUP, and ends the process
 */

/**
 * Starts a validator in this process. Once this resolves, its ports answer and its programs run.
 * @param {LocalnetOptions} [options]
 */
export async function startLocalnet({
  slotTimeMs = 400,
  blockProductionMode = 'clock',
  rpcPort = 8899,
  wsPort = 8900,
  host = '127.0.0.1',
  programs = [],
  fund = [],
  keepIn,
  stopOnSignal = false,
} = {}) {
  const surfnet = loadSurfnet().startWithConfig({
    offline: true,
    blockProductionMode,
    slotTimeMs,
    airdropSol: 10_000 * LAMPORTS_PER_SOL,
    airdropAddresses: [...fund],
  });
  /** @type {{ close(): Promise<void> }[]} */
  const fronts = [];
  // Events wait in the native module until they are fetched, and nobody here reads them.
  const draining = setInterval(() => surfnet.drainEvents(), 1_000);
  draining.unref();

  /** @type {Promise<void> | undefined} */
  let stopping;
  const stop = () => {
    stopping ??= (async () => {
      clearInterval(draining);
      await Promise.all(fronts.map(each => each.close()));
      surfnet.stop();
    })();
    return stopping;
  };

  /** @param {string} url @param {number} port @param {string} purpose */
  const open = async (url, port, purpose) => {
    if (port === 0) return url;
    const target = new URL(url);
    fronts.push(await forward({ host, port, targetPort: Number(target.port), purpose }));
    return `${target.protocol}//${host}:${port}`;
  };

  /** @param {string} path */
  const keep = async path => {
    const front = await openKeepingFront({
      validatorUrl: surfnet.rpcUrl,
      path,
      host,
      port: rpcPort,
      slotTimeMs: blockProductionMode === 'clock' ? slotTimeMs : 0,
    });
    fronts.push(front);
    return front.url;
  };

  try {
    for (const program of programs) surfnet.deploy(program);
    // WebSocket first: who waits for the RPC port may count on both.
    const wsUrl = keepIn === undefined ? await open(surfnet.wsUrl, wsPort, 'WebSocket') : '';
    const rpcUrl =
      keepIn === undefined ? await open(surfnet.rpcUrl, rpcPort, 'JSON-RPC') : await keep(keepIn);
    if (stopOnSignal) stopWhenSignalled(stop);
    return {
      ...attachLocalnet({ rpcUrl, wsUrl }),
      payer: surfnet.payer,
      payerSecretKey: Uint8Array.from(surfnet.payerSecretKey),
      /** Puts a program at its address, whatever was there. @param {{ programId: string, soPath: string }} program */
      deploy: program => surfnet.deploy(program),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {() => Promise<void>} stop */
function stopWhenSignalled(stop) {
  for (const [signal, number] of /** @type {const} */ ([
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ])) {
    process.once(signal, () => stop().finally(() => process.exit(128 + number)));
  }
}
