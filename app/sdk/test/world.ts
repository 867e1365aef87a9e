// What the tests play with: people, tokens of both programs, and a pool.
import {
  findConfigPda,
  getCreateConfigInstructionAsync,
  type ProgramEvent,
} from '@liquidity-mining/client';
import {
  type Address,
  generateKeyPairSigner,
  type Instruction,
  type KeyPairSigner,
} from '@solana/kit';
import { getCreateAccountInstruction } from '@solana-program/system';
import {
  getCreateAssociatedTokenIdempotentInstructionAsync,
  getInitializeMint2Instruction,
  getMintSize,
  getMintToInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import {
  extension,
  getInitializeMint2Instruction as getInitializeMint2022Instruction,
  getInitializeTransferFeeConfigInstruction,
  getMintSize as getMint2022Size,
  TOKEN_2022_PROGRAM_ADDRESS,
} from '@solana-program/token-2022';
import {
  accountOf,
  type CurveChoice,
  createPool,
  deposit,
  prepare,
  readTokens,
  type Sent,
  send,
} from '../src/index.ts';
import { Svm } from './svm.ts';

export const BOUNDS = { slippageBps: 50, validForSlots: 100n };
export const TERMS = { tradeFeeRate: 3_000, protocolFeeShare: 120_000, creatorFeeShare: 80_000 };

export class World extends Svm {
  /** Simulates, sends, and gives what happened. */
  async run(
    payer: KeyPairSigner,
    instructions: readonly Instruction[],
  ): Promise<Sent & { event: <N extends ProgramEvent['name']>(name: N) => EventFields<N> }> {
    const { message } = await prepare({ rpc: this.rpc, feePayer: payer, instructions });
    const sent = await send({ rpc: this.rpc, message });
    const event = <N extends ProgramEvent['name']>(name: N) => {
      const found = sent.events.find(each => each.name === name);
      if (found === undefined) throw new Error(`there is no ${name} in ${sent.logs.join('\n')}`);
      return found.fields as EventFields<N>;
    };
    return { ...sent, event };
  }

  async person(sol = 10_000_000_000n): Promise<KeyPairSigner> {
    const signer = await generateKeyPairSigner();
    this.fund(signer.address, sol);
    return signer;
  }

  /** A mint; with a transfer fee it is of Token-2022. */
  async mint(
    authority: KeyPairSigner,
    decimals: number,
    fee?: { basisPoints: number; maximum: bigint },
  ): Promise<Address> {
    const mint = await generateKeyPairSigner();
    const config = fee && transferFee(authority.address, fee);
    const programAddress = fee ? TOKEN_2022_PROGRAM_ADDRESS : TOKEN_PROGRAM_ADDRESS;
    const space = BigInt(config ? getMint2022Size([config]) : getMintSize());
    const initialize = { mint: mint.address, decimals, mintAuthority: authority.address };
    await this.run(authority, [
      getCreateAccountInstruction({
        payer: authority,
        newAccount: mint,
        lamports: await this.rpc.getMinimumBalanceForRentExemption(space).send(),
        space,
        programAddress,
      }),
      ...(fee
        ? [
            getInitializeTransferFeeConfigInstruction({
              mint: mint.address,
              transferFeeConfigAuthority: authority.address,
              withdrawWithheldAuthority: authority.address,
              transferFeeBasisPoints: fee.basisPoints,
              maximumFee: fee.maximum,
            }),
            getInitializeMint2022Instruction(initialize),
          ]
        : [getInitializeMint2Instruction(initialize)]),
    ]);
    return mint.address;
  }

  async give(authority: KeyPairSigner, mint: Address, owner: Address, amount: bigint) {
    const [token] = await readTokens(this.rpc, [mint]);
    if (!token) throw new Error('no mint');
    const { tokenProgram } = token;
    await this.run(authority, [
      await getCreateAssociatedTokenIdempotentInstructionAsync({
        payer: authority,
        owner,
        mint,
        tokenProgram,
      }),
      getMintToInstruction(
        { mint, token: await accountOf(owner, token), mintAuthority: authority, amount },
        { programAddress: tokenProgram },
      ),
    ]);
  }

  /** What a wallet holds of a mint, or nothing where it has no account. */
  async balance(owner: Address, mint: Address): Promise<bigint | undefined> {
    const [token] = await readTokens(this.rpc, [mint]);
    if (!token) throw new Error('no mint');
    const account = this.svm.getAccount(await accountOf(owner, token));
    if (!account.exists) return undefined;
    return new DataView(account.data.slice().buffer).getBigUint64(64, true);
  }

  /** A pool with liquidity of `admin`, who is also admin of its config. */
  async pool(
    admin: KeyPairSigner,
    mints: readonly [Address, Address],
    options: { curve?: CurveChoice; amounts?: readonly [bigint, bigint] } = {},
  ) {
    const [config] = await findConfigPda({ admin: admin.address, index: 0 });
    if (!this.svm.getAccount(config).exists) {
      await this.run(admin, [await getCreateConfigInstructionAsync({ admin, index: 0, ...TERMS })]);
    }
    const { rpc } = this;
    const curve = options.curve ?? { kind: 'constantProduct' };
    const created = await createPool({ rpc, creator: admin, config, mints, curve });
    await this.run(admin, created.instructions);
    const { pool, mintA } = created.quote;
    const [first, second] = options.amounts ?? [1_000_000_000n, 2_000_000_000n];
    const isInOrder = mints[0] === mintA;
    const { instructions } = await deposit({
      rpc,
      owner: admin,
      pool,
      maxAmountA: isInOrder ? first : second,
      maxAmountB: isInOrder ? second : first,
      ...BOUNDS,
    });
    await this.run(admin, instructions);
    return created.quote;
  }
}

type EventFields<N extends ProgramEvent['name']> = Extract<ProgramEvent, { name: N }>['fields'];

function transferFee(authority: Address, fee: { basisPoints: number; maximum: bigint }) {
  const terms = { epoch: 0n, maximumFee: fee.maximum, transferFeeBasisPoints: fee.basisPoints };
  return extension('TransferFeeConfig', {
    transferFeeConfigAuthority: authority,
    withdrawWithheldAuthority: authority,
    withheldAmount: 0n,
    olderTransferFee: terms,
    newerTransferFee: terms,
  });
}
