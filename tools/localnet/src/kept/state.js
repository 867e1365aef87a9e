// What a validator has to remember to come back as it was: the accounts that anybody changed, what
// became of every transaction, and how far the clock was.
import { randomBytes } from 'node:crypto';

/**
 * @typedef {{ lamports: number, data: string, owner: string, executable: boolean }} Account data in base64
 * @typedef {{ slot: number, err: unknown }} Fate
 * @typedef {{ slot: number, at: number, accounts: Record<string, Account | null>,
 *   signatures: Record<string, Fate> }} Change what happened since the last one; `at` is the time of day
 */

export class KeptState {
  /** What blockhashes are made of, the same for all lives of a validator. */
  seed = randomBytes(32).toString('hex');
  slot = 0;
  at = Date.now();
  /** @type {Map<string, Account | null>} */
  accounts = new Map();
  /** @type {Map<string, Fate>} */
  signatures = new Map();

  /** @param {Record<string, any>[]} records of a journal; the first one may be a whole state */
  constructor(records = []) {
    if (records[0]) this.seed = records[0].seed;
    for (const record of records)
      this.apply(/** @type {Change} */ (/** @type {unknown} */ (record)));
  }

  /** @param {Change} change */
  apply({ slot, at, accounts, signatures }) {
    this.slot = slot;
    this.at = at;
    for (const [address, account] of Object.entries(accounts)) this.accounts.set(address, account);
    for (const [signature, fate] of Object.entries(signatures)) {
      this.signatures.set(signature, fate);
    }
  }

  /** All of it as one record. */
  whole() {
    return {
      seed: this.seed,
      slot: this.slot,
      at: this.at,
      accounts: Object.fromEntries(this.accounts),
      signatures: Object.fromEntries(this.signatures),
    };
  }
}
