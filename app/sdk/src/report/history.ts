// A pool's transactions, from the cluster: those that name its pool account, and those that name its
// farm alone.
import { findFarmPda, type ProgramEvent, parseEvents } from '@liquidity-mining/client';
import type { Address, Signature } from '@solana/kit';
import { COMMITMENT } from '../chain/commitment.ts';
import type { Reading, SdkRpc } from '../types.ts';
import type { EventRecord } from './types.ts';

/** Signatures that a node gives at once. */
const PAGE = 1_000;
/** Transactions fetched side by side. */
const LANES = 4;

export type HistoryOptions = Reading & {
  pool: Address;
  /** Only transactions before this one. */
  before?: Signature;
  /** Only transactions after this one: what a reader that keeps records has seen last. */
  until?: Signature;
};

/**
 * Reads all confirmed transactions of a pool and its farm that succeeded, oldest first. How far back
 * they go is up to the node.
 */
export async function readHistory(options: HistoryOptions): Promise<EventRecord[]> {
  const { rpc, pool } = options;
  const [farm] = await findFarmPda({ pool });
  const found = new Map<Signature, Landed>();
  for (const address of [pool, farm]) {
    for (const landed of await signaturesOf(options, address)) found.set(landed.signature, landed);
  }
  // Stable: within a slot they stay in the order in which the node has them.
  const ordered = [...found.values()].sort((one, other) => Number(one.slot - other.slot));
  const records: EventRecord[] = [];
  for (let place = 0; place < ordered.length; place += LANES) {
    const batch = ordered.slice(place, place + LANES);
    records.push(...(await Promise.all(batch.map(landed => recordOf(rpc, landed)))));
  }
  const isOfPool = belonging(pool, farm);
  return records.map(record => ({ ...record, events: record.events.filter(isOfPool) }));
}

/** A transaction as the list of an account's transactions has it. */
type Landed = { signature: Signature; slot: bigint; blockTime: bigint | null };

/** Oldest first. */
async function signaturesOf(
  { rpc, before, until }: HistoryOptions,
  address: Address,
): Promise<Landed[]> {
  const found: Landed[] = [];
  for (let last = before; ; ) {
    const page = await rpc
      .getSignaturesForAddress(address, {
        commitment: COMMITMENT,
        limit: PAGE,
        ...(last && { before: last }),
        ...(until && { until }),
      })
      .send();
    found.push(...page.filter(each => each.err === null));
    last = page.at(-1)?.signature;
    if (page.length < PAGE) return found.reverse();
  }
}

/** The time is that of the list: Surfpool gives it there in seconds and with the transaction in thousands. */
async function recordOf(rpc: SdkRpc, landed: Landed): Promise<EventRecord> {
  const { signature, slot, blockTime } = landed;
  const found = await rpc
    .getTransaction(signature, {
      commitment: COMMITMENT,
      encoding: 'base64',
      maxSupportedTransactionVersion: 0,
    })
    .send();
  const events = parseEvents(found?.meta?.logMessages ?? []);
  return { signature, slot, blockTime, events };
}

/** Whether an event is of this pool: others may be in the same transaction. */
function belonging(pool: Address, farm: Address): (event: ProgramEvent) => boolean {
  const ofFarm = new Set<Address>();
  return ({ fields }) => {
    if ('pool' in fields) return fields.pool === pool;
    if ('farm' in fields) {
      const isOurs = fields.farm === farm;
      // Claims name their campaign and position alone.
      if (isOurs && 'campaign' in fields) ofFarm.add(fields.campaign);
      if (isOurs && 'position' in fields) ofFarm.add(fields.position);
      if (isOurs && 'newPosition' in fields) ofFarm.add(fields.newPosition);
      return isOurs;
    }
    if ('campaign' in fields) return ofFarm.has(fields.campaign);
    return 'position' in fields && ofFarm.has(fields.position);
  };
}
