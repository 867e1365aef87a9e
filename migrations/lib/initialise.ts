// The first config, which pools are created under. Apart from the deployment: it knows the program's
// instructions, and the deployment knows none.
import {
  fetchMaybeConfig,
  findConfigPda,
  getCreateConfigInstructionAsync,
} from '@liquidity-mining/client';
import type { Address, Instruction, KeyPairSigner } from '@solana/kit';
import type { Chain } from './chain.ts';
import { UserError } from './error.ts';
import type { ConfigTerms } from './options.ts';

/** Creates the config unless it exists; gives its address and whether it is new. */
export async function initialise(
  chain: Chain,
  admin: KeyPairSigner,
  terms: ConfigTerms,
  programAddress: Address,
  fee: readonly Instruction[],
): Promise<{ address: Address; isNew: boolean }> {
  const at = { admin: admin.address, index: terms.index };
  const [address] = await findConfigPda(at, { programAddress });
  const existing = await fetchMaybeConfig(chain.rpc, address, { commitment: 'confirmed' });
  if (existing.exists) {
    const { tradeFeeRate, protocolFeeShare, creatorFeeShare } = existing.data;
    const different =
      tradeFeeRate !== terms.tradeFeeRate ||
      protocolFeeShare !== terms.protocolFeeShare ||
      creatorFeeShare !== terms.creatorFeeShare;
    if (different) {
      throw new UserError(`Config ${terms.index} of ${admin.address} exists with other terms (trade fee ${tradeFeeRate}, protocol ${protocolFeeShare}, creator ${creatorFeeShare} millionths).
  Create another one: --config-index <n>.`);
    }
    return { address, isNew: false };
  }
  const create = await getCreateConfigInstructionAsync({ admin, ...terms }, { programAddress });
  await chain.send(admin, [...fee, create], 'creating the config');
  return { address, isNew: true };
}
