// The committed IDL and both clients against the program on the validator: the one rendered by Codama
// for @solana/kit, and Anchor's own, which reads the IDL at run time.
import { BN, BorshAccountsCoder, BorshInstructionCoder, type Idl } from '@anchor-lang/core';
import {
  fetchConfig,
  findConfigPda,
  getCreateConfigInstructionAsync,
  getCreateConfigInstructionDataEncoder,
  getSwapExactInInstructionDataEncoder,
  LIQUIDITY_MINING_PROGRAM_ADDRESS,
  parseEvents,
} from '@liquidity-mining/client';
import idlJson from '@liquidity-mining/client/idl' with { type: 'json' };
import { fetchEncodedAccount } from '@solana/kit';
import { expect, it } from 'vitest';
import { connectChain } from './setup.ts';

// TypeScript widens the strings of a JSON file, which Anchor's type wants as literals.
const idl = idlJson as unknown as Idl;
const TERMS = { tradeFeeRate: 3_000, protocolFeeShare: 120_000, creatorFeeShare: 40_000 };

it('runs the program at the address in the IDL', async () => {
  const { rpc } = connectChain();
  expect(idlJson.address).toBe(LIQUIDITY_MINING_PROGRAM_ADDRESS);
  const { value } = await rpc
    .getAccountInfo(LIQUIDITY_MINING_PROGRAM_ADDRESS, { encoding: 'base64' })
    .send();
  expect(value?.executable).toBe(true);
});

it('creates a config that both clients read alike', async () => {
  const chain = connectChain();
  const admin = await chain.fundedSigner();
  const index = 7;
  const create = await getCreateConfigInstructionAsync({ admin, index, ...TERMS });
  const signature = await chain.send(admin, [create]);

  const [address] = await findConfigPda({ admin: admin.address, index });
  const { data } = await fetchConfig(chain.rpc, address);
  expect(data).toMatchObject({ admin: admin.address, index, ...TERMS });

  const events = parseEvents(await chain.logs(signature));
  expect(events).toEqual([
    { name: 'ConfigCreated', fields: { config: address, admin: admin.address, index, ...TERMS } },
  ]);

  const account = await fetchEncodedAccount(chain.rpc, address);
  if (!account.exists) throw new Error('the config is gone');
  const decoded = new BorshAccountsCoder(idl).decode('Config', Buffer.from(account.data));
  expect(decoded.admin.toBase58()).toBe(admin.address);
  expect(decoded).toMatchObject({
    index,
    bump: data.bump,
    trade_fee_rate: TERMS.tradeFeeRate,
    protocol_fee_share: TERMS.protocolFeeShare,
    creator_fee_share: TERMS.creatorFeeShare,
  });
});

it('builds the same instruction data with both clients', () => {
  const coder = new BorshInstructionCoder(idl);
  const config = coder.encode('create_config', {
    index: 7,
    trade_fee_rate: TERMS.tradeFeeRate,
    protocol_fee_share: TERMS.protocolFeeShare,
    creator_fee_share: TERMS.creatorFeeShare,
  });
  expect(new Uint8Array(config)).toEqual(
    new Uint8Array(getCreateConfigInstructionDataEncoder().encode({ index: 7, ...TERMS })),
  );
  // 64-bit numbers are BN there and bigint here.
  const most = 18_446_744_073_709_551_615n;
  const swap = coder.encode('swap_exact_in', {
    amount_in: new BN(most.toString()),
    min_amount_out: new BN(1),
    valid_until_slot: new BN(2),
  });
  expect(new Uint8Array(swap)).toEqual(
    new Uint8Array(
      getSwapExactInInstructionDataEncoder().encode({
        amountIn: most,
        minAmountOut: 1n,
        validUntilSlot: 2n,
      }),
    ),
  );
});
