// Position numbers. A position's address is searched for on chain, and each try after the first costs
// compute units; so a number is chosen whose address is the first one tried.
import { findPositionPda } from '@liquidity-mining/client';
import { type Address, fetchEncodedAccounts } from '@solana/kit';
import type { SdkRpc } from '../types.ts';
import { COMMITMENT } from './commitment.ts';

/** The bump of an address that is found at the first try. */
const FIRST_BUMP = 255;
/** Candidates looked up at once. */
const BATCH = 8;

/** The lowest number not in use whose address is found at the first try, and that address. */
export async function freePosition(
  rpc: SdkRpc,
  farm: Address,
  owner: Address,
  taken: readonly Address[] = [],
): Promise<{ number: bigint; position: Address }> {
  for (let next = 0n; ; ) {
    const candidates: { number: bigint; position: Address }[] = [];
    while (candidates.length < BATCH) {
      const [position, bump] = await findPositionPda({ farm, owner, number: next });
      if (bump === FIRST_BUMP) candidates.push({ number: next, position });
      next += 1n;
    }
    const found = await fetchEncodedAccounts(
      rpc,
      candidates.map(each => each.position),
      { commitment: COMMITMENT },
    );
    const free = candidates.find(
      (each, index) => !found[index]?.exists && !taken.includes(each.position),
    );
    if (free) return free;
  }
}
