// Blockhashes that outlive the validator.
//
// Surfpool numbers its blockhashes from nothing at every start, so that one which had expired would be
// good again a while after. Here a blockhash is a function of its slot and of a seed that is kept: it
// is good for 150 slots, through restarts, and never again. Block heights are slots.
import { createHash } from 'node:crypto';
import { base58 } from '../base58.js';

/** How many slots a blockhash is good for. */
export const VALID_SLOTS = 150;
const MOST_CACHED = 10 * VALID_SLOTS;
const SYSVAR = 'SysvarRecentB1ockHashes11111111111111111111';
/** A blockhash and the lamports that a signature costs with it. */
const ENTRY = 40;
const FEE = littleEndian(5_000);
const MOST_ENTRIES = 150;
const MOST_TRIES = 5;

/** @typedef {{ text: string, bytes: Buffer }} Blockhash */

export class Blockhashes {
  /** @type {Map<number, Blockhash>} */
  #ofSlot = new Map();
  #seed;

  /** @param {string} seed */
  constructor(seed) {
    this.#seed = seed;
  }

  /** @param {number} slot @returns {Blockhash} */
  of(slot) {
    const cached = this.#ofSlot.get(slot);
    if (cached) return cached;
    const bytes = createHash('sha256').update(`${this.#seed} ${slot}`).digest();
    const blockhash = { text: base58(bytes), bytes };
    if (this.#ofSlot.size > MOST_CACHED) this.#ofSlot.clear();
    this.#ofSlot.set(slot, blockhash);
    return blockhash;
  }

  /**
   * A blockhash that is good in a slot; nothing, if this one is not.
   * @param {string} text
   * @param {number} slot
   */
  find(text, slot) {
    for (let age = 0; age <= VALID_SLOTS; age += 1) {
      const blockhash = this.of(slot - age);
      if (blockhash.text === text) return blockhash;
    }
    return undefined;
  }
}

/**
 * Has the validator take these blockhashes too, for transactions that follow at once.
 * @param {import('../rpc.js').AttachedLocalnet} validator
 * @param {Iterable<Blockhash>} blockhashes
 */
export async function allow(validator, blockhashes) {
  const ours = [...blockhashes].map(({ bytes }) => Buffer.concat([bytes, FEE]));
  // A slot that begins in between adds a blockhash, which must not be lost: simulations use it.
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const slot = await validator.slot();
    const { value } = await validator.call('getAccountInfo', [SYSVAR, { encoding: 'base64' }]);
    const theirs = entriesOf(Buffer.from(value.data[0], 'base64')).filter(
      each => !ours.some(other => other.equals(each)),
    );
    // Every slot puts one first and drops the last.
    const all = [...theirs.slice(0, 1), ...ours, ...theirs.slice(1)].slice(0, MOST_ENTRIES);
    const data = Buffer.concat([littleEndian(all.length), ...all]);
    await validator.call('surfnet_setAccount', [SYSVAR, { data: data.toString('hex') }]);
    if (slot === (await validator.slot())) return;
  }
}

/** @param {Buffer} data of the sysvar: how many there are, and each with its fee @returns {Buffer[]} */
function entriesOf(data) {
  return Array.from({ length: Number(data.readBigUInt64LE(0)) }, (_, index) =>
    data.subarray(8 + index * ENTRY, 8 + (index + 1) * ENTRY),
  );
}

/** @param {number} value */
function littleEndian(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
