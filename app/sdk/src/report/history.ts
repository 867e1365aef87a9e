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
  const found = new Map<Signature, bigint>();
  for (const address of [pool, farm]) {
    for (const { signature, slot } of await signaturesOf(options, address)) {
      found.set(signature, slot);
    }
  }
  // Stable: within a slot they stay in the order in which the node has them.
  const ordered = [...found].sort(([, one], [, other]) => Number(one - other));
  const records: EventRecord[] = [];
  for (let place = 0; place < ordered.length; place += LANES) {
    const batch = ordered.slice(place, place + LANES);
    records.push(...(await Promise.all(batch.map(([signature]) => recordOf(rpc, signature)))));
  }
  const isOfPool = belonging(pool, farm);
  return records.map(record => ({ ...record, events: record.events.filter(isOfPool) }));
}

/** Oldest first. */
async function signaturesOf({ rpc, before, until }: HistoryOptions, address: Address) {
  const found: { signature: Signature; slot: bigint }[] = [];
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

async function recordOf(rpc: SdkRpc, signature: Signature): Promise<EventRecord> {
  const found = await rpc
    .getTransaction(signature, {
      commitment: COMMITMENT,
      encoding: 'base64',
      maxSupportedTransactionVersion: 0,
    })
    .send();
  return {
    signature,
    slot: found?.slot ?? 0n,
    blockTime: found?.blockTime ?? null,
    events: parseEvents(found?.meta?.logMessages ?? []),
  };
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
