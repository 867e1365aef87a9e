// Putting a kept state into a validator that has just started.

/** Slots that a restart skips at least: no client, whatever its commitment, sees the clock go back. */
const SLOTS_SKIPPED = 32;
/** Accounts that one request may ask for. */
const MOST_ACCOUNTS = 100;

/**
 * Sets the clock and all accounts, and checks that they are what they were. Slots passed while there
 * was no validator, as they do for those who measure time by them.
 * @param {import('../rpc.js').AttachedLocalnet} validator
 * @param {import('./state.js').KeptState} state
 * @param {number} slotTimeMs 0 where slots do not pass by themselves
 */
export async function restore(validator, state, slotTimeMs) {
  if (state.slot === 0) return;
  const passed = slotTimeMs > 0 ? Math.ceil(Math.max(0, Date.now() - state.at) / slotTimeMs) : 0;
  await validator.timeTravelToSlot(state.slot + passed + SLOTS_SKIPPED);
  for (const [address, account] of state.accounts) {
    const { data, ...rest } = account ?? { ...NOTHING, data: '' };
    const bytes = Buffer.from(data, 'base64').toString('hex');
    await validator.call('surfnet_setAccount', [address, { ...rest, data: bytes }]);
  }
  const found = await accountsOf(validator, [...state.accounts.keys()]);
  for (const [address, account] of state.accounts) {
    if (JSON.stringify(found[address]) !== JSON.stringify(account)) {
      throw new Error(`The validator does not take account ${address} back as it was.`);
    }
  }
}

const NOTHING = { lamports: 0, owner: '11111111111111111111111111111111', executable: false };

/**
 * @param {import('../rpc.js').AttachedLocalnet} validator
 * @param {string[]} addresses
 * @returns {Promise<Record<string, import('./state.js').Account | null>>}
 */
export async function accountsOf(validator, addresses) {
  /** @type {Record<string, import('./state.js').Account | null>} */
  const accounts = {};
  for (let from = 0; from < addresses.length; from += MOST_ACCOUNTS) {
    const some = addresses.slice(from, from + MOST_ACCOUNTS);
    const config = { encoding: 'base64', commitment: 'processed' };
    const { value } = await validator.call('getMultipleAccounts', [some, config]);
    for (const [index, address] of some.entries()) {
      const found = value[index];
      accounts[address] = found && {
        lamports: found.lamports,
        data: found.data[0],
        owner: found.owner,
        executable: found.executable,
      };
    }
  }
  return accounts;
}
