// What a test asks of a running local validator, over JSON-RPC. The methods named surfnet_* exist on
// Surfpool only.

/** @typedef {ReturnType<typeof attachLocalnet>} AttachedLocalnet */

/**
 * @param {{ rpcUrl: string, wsUrl: string }} urls
 */
export function attachLocalnet({ rpcUrl, wsUrl }) {
  let id = 0;

  /** @param {string} method @param {unknown[]} [params] @returns {Promise<any>} */
  async function call(method, params = []) {
    id += 1;
    const response = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id, method, params }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method}: HTTP ${response.status} from ${rpcUrl}: ${text}`);
    const { error, result } = JSON.parse(text);
    if (error) throw new Error(`${method}: ${error.message} (${error.code})`);
    return result;
  }

  /** The slot that the next transaction runs in. @returns {Promise<bigint>} */
  async function slot() {
    return BigInt(await call('getSlot', [{ commitment: 'processed' }]));
  }

  return {
    rpcUrl,
    wsUrl,
    call,
    slot,

    /** Sets what an account holds. @param {string} address @param {bigint | number} lamports */
    async fundSol(address, lamports) {
      await call('surfnet_setAccount', [address, { lamports: Number(lamports) }]);
    },

    /** Moves the clock forward to a slot. @param {bigint | number} target */
    async timeTravelToSlot(target) {
      await call('surfnet_timeTravel', [{ absoluteSlot: Number(target) }]);
    },

    /** Waits, for as long as slots take, until one is reached. @param {bigint | number} target */
    async waitForSlot(target) {
      while ((await slot()) < BigInt(target)) await new Promise(done => setTimeout(done, 50));
    },

    /** Stops or restarts the production of slots, for tests that want one slot to last. */
    async pauseClock() {
      await call('surfnet_pauseClock');
    },
    async resumeClock() {
      await call('surfnet_resumeClock');
    },
  };
}
