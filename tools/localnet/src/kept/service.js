// What the front does with each method.
import { VALID_SLOTS } from './blockhash.js';
import { readTransaction } from './wire.js';

const METHOD_NOT_FOUND = -32_601;
const INVALID_PARAMS = -32_602;
const PREFLIGHT_FAILURE = -32_002;
/** What changes nothing that outlives the validator. */
const READS = /^(get|is|minimumLedgerSlot|surfnet_get|surfnet_(pause|resume)Clock$)/;

/** @typedef {{ id: unknown, method: string, params?: any[] }} Request */

/** An error that goes to the client with its code. */
export class RpcError extends Error {
  /** @param {number} code @param {string} message @param {unknown} [data] */
  constructor(code, message, data) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

/**
 * @param {object} parts
 * @param {import('../rpc.js').AttachedLocalnet} parts.validator
 * @param {(body: string) => Promise<string>} parts.ask hands a request to the validator
 * @param {import('./blockhash.js').Blockhashes} parts.blockhashes
 * @param {import('./state.js').KeptState} parts.state
 * @param {import('./turns.js').Turns<import('./commit.js').Change>} parts.turns
 * @returns {(request: Request, body: string) => Promise<string>}
 */
export function service({ validator, ask, blockhashes, state, turns }) {
  /** @type {Record<string, (request: Request, body: string) => Promise<string>>} */
  const methods = {
    getBlockHeight: request =>
      turns.read(async () => result(request, await validator.call('getSlot', request.params))),

    getLatestBlockhash: request =>
      turns.read(async () => {
        const slot = await validator.call('getSlot', request.params);
        const value = {
          blockhash: blockhashes.of(slot).text,
          lastValidBlockHeight: slot + VALID_SLOTS,
        };
        return result(request, { context: { slot }, value });
      }),

    isBlockhashValid: request =>
      turns.read(async () => {
        const [blockhash, config] = request.params ?? [];
        const slot = await validator.call('getSlot', config ? [config] : []);
        const value = blockhashes.find(blockhash, slot) !== undefined;
        return result(request, { context: { slot }, value });
      }),

    getEpochInfo: (request, body) =>
      turns.read(async () => {
        const answer = JSON.parse(await ask(body));
        const { absoluteSlot } = answer.result;
        return result(request, { ...answer.result, blockHeight: absoluteSlot });
      }),

    getSignatureStatuses: (request, body) =>
      turns.read(async () => {
        const answer = JSON.parse(await ask(body));
        const signatures = request.params?.[0];
        if (!answer.result || !Array.isArray(signatures)) return JSON.stringify(answer);
        const value = signatures.map((each, index) => answer.result.value[index] ?? kept(each));
        return result(request, { ...answer.result, value });
      }),

    simulateTransaction: async (request, body) => {
      const [wire, config] = request.params ?? [];
      if (config?.replaceRecentBlockhash) return turns.read(() => ask(body));
      if (config?.sigVerify) {
        throw new RpcError(
          INVALID_PARAMS,
          'Simulations that verify signatures are not served here.',
        );
      }
      const { blockhash } = transactionOf(wire, config);
      return turns.read(async () => {
        const slot = await validator.call('getSlot', [{ commitment: 'processed' }]);
        if (!blockhashes.find(blockhash, slot)) {
          return result(request, { context: { slot }, value: nothingDone('BlockhashNotFound') });
        }
        // The validator does not know the blockhash, which is good: it takes one of its own.
        const params = [wire, { ...config, replaceRecentBlockhash: true }];
        return ask(JSON.stringify({ ...request, params }));
      });
    },

    sendTransaction: async (request, body) => {
      const [wire, config] = request.params ?? [];
      const transaction = transactionOf(wire, config);
      /** Without a preflight a node says nothing of it, and drops the transaction. */
      const refused = (/** @type {string} */ reason) =>
        config?.skipPreflight
          ? result(request, transaction.signature)
          : failed(
              request,
              new RpcError(
                PREFLIGHT_FAILURE,
                `Transaction simulation failed: ${reason}`,
                nothingDone(reason),
              ),
            );
      return turns.change({ body, sending: { ...transaction, refused } });
    },

    surfnet_setAccount: (request, body) =>
      turns.change({ body, addresses: [String(request.params?.[0])] }),

    surfnet_timeTravel: (_, body) => turns.change({ body }),
  };

  /** What became of a transaction in an earlier life of the validator. @param {string} signature */
  function kept(signature) {
    const fate = state.signatures.get(signature);
    if (!fate) return null;
    const { slot, err } = fate;
    const status = err === null ? { Ok: null } : { Err: err };
    return { slot, confirmations: null, err, status, confirmationStatus: 'finalized' };
  }

  return async (request, body) => {
    const method = methods[request.method];
    if (method) return method(request, body);
    if (READS.test(request.method)) return turns.read(() => ask(body));
    throw new RpcError(
      METHOD_NOT_FOUND,
      `${request.method} is not served by a validator that keeps its state`,
    );
  };
}

/** @param {unknown} wire @param {any} config */
function transactionOf(wire, config) {
  if (config?.encoding !== 'base64') {
    throw new RpcError(
      INVALID_PARAMS,
      'Transactions are served here with the encoding base64 only.',
    );
  }
  try {
    return readTransaction(String(wire));
  } catch (error) {
    throw new RpcError(INVALID_PARAMS, /** @type {Error} */ (error).message);
  }
}

/** @param {string} err */
function nothingDone(err) {
  return { accounts: null, err, logs: [], returnData: null, unitsConsumed: 0 };
}

/** @param {Request} request @param {unknown} value */
function result({ id }, value) {
  return JSON.stringify({ jsonrpc: '2.0', id, result: value });
}

/** @param {{ id?: unknown }} request @param {RpcError} error */
export function failed({ id = null }, { code, message, data }) {
  return JSON.stringify({ jsonrpc: '2.0', id, error: { code, message, data } });
}
