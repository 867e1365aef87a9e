// Running a batch of changes, and writing down what they did before anybody is told.
import { allow } from './blockhash.js';
import { accountsOf } from './restore.js';

/** The validator knows a transaction's fate a few milliseconds after it answers; this is ample. */
const FATE_MS = 2_000;
const POLL_MS = 5;

/**
 * @typedef {object} Change a request that may change something
 * @property {string} [body] what goes to the validator
 * @property {Sending} [sending] the transaction in it
 * @property {string[]} [addresses] accounts that it sets past any transaction
 *
 * @typedef {object} Sending
 * @property {string} signature
 * @property {string} blockhash
 * @property {(reason: string) => string} refused the answer if it is not to run
 */

/**
 * @param {object} parts
 * @param {import('../rpc.js').AttachedLocalnet} parts.validator
 * @param {(body: string) => Promise<string>} parts.ask hands a request to the validator
 * @param {import('./blockhash.js').Blockhashes} parts.blockhashes
 * @param {import('./state.js').KeptState} parts.state
 * @param {import('./journal.js').Journal} parts.journal
 */
export function committer({ validator, ask, blockhashes, state, journal }) {
  /** @type {string[]} signatures that were sent last time and not found */
  let dropped = [];

  /** @param {Change[]} batch @returns {Promise<string[]>} */
  return async function commit(batch) {
    const slot = Number(await validator.slot());
    /** @type {Map<string, import('./blockhash.js').Blockhash>} those that run, by signature */
    const running = new Map();
    const answers = batch.map(({ sending }) => {
      if (!sending) return undefined;
      const { signature, refused } = sending;
      // In this life of the validator or an earlier one.
      const isKnown = state.signatures.has(signature) || running.has(signature);
      if (isKnown) return refused('AlreadyProcessed');
      const blockhash = blockhashes.find(sending.blockhash, slot);
      if (!blockhash) return refused('BlockhashNotFound');
      running.set(signature, blockhash);
      return undefined;
    });
    if (running.size > 0) await allow(validator, new Set(running.values()));
    const all = await Promise.all(
      batch.map(({ body = '' }, index) => answers[index] ?? (body && ask(body))),
    );
    await keep(
      [...running.keys()],
      batch.flatMap(each => each.addresses ?? []),
    );
    return all;
  };

  /** @param {string[]} sent signatures @param {string[]} set addresses */
  async function keep(sent, set) {
    for (const signature of dropped) {
      // What it did was not written down with it.
      if (await find(signature)) throw new Error(`The validator ran ${signature} unnoticed.`);
    }
    dropped = [];
    const addresses = new Set(set);
    /** @type {Record<string, import('./state.js').Fate>} */
    const signatures = {};
    await Promise.all(
      sent.map(async signature => {
        const done = await fateOf(signature);
        if (done) {
          signatures[signature] = { slot: done.slot, err: done.meta.err };
          for (const address of writableAccounts(done)) addresses.add(address);
        } else {
          dropped.push(signature);
        }
      }),
    );
    const accounts = await accountsOf(validator, [...addresses]);
    const change = { slot: Number(await validator.slot()), at: Date.now(), accounts, signatures };
    await journal.append(change);
    state.apply(change);
  }

  /** The transaction as it ran; null, if it was refused or dropped. @param {string} signature */
  async function fateOf(signature) {
    for (const deadline = Date.now() + FATE_MS; ; ) {
      const done = await find(signature);
      if (done || Date.now() > deadline) return done;
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  }

  /** @param {string} signature */
  function find(signature) {
    return validator.call('getTransaction', [
      signature,
      { encoding: 'json', commitment: 'processed', maxSupportedTransactionVersion: 0 },
    ]);
  }
}

/** @param {any} done what getTransaction says @returns {string[]} */
function writableAccounts({ transaction: { message }, meta }) {
  const { numRequiredSignatures, numReadonlySignedAccounts, numReadonlyUnsignedAccounts } =
    message.header;
  /** @type {string[]} */
  const keys = message.accountKeys;
  const named = keys.filter((_, index) =>
    index < numRequiredSignatures
      ? index < numRequiredSignatures - numReadonlySignedAccounts
      : index < keys.length - numReadonlyUnsignedAccounts,
  );
  return [...named, ...(meta.loadedAddresses?.writable ?? [])];
}
