import {
  type Address,
  generateKeyPairSigner,
  getAddressEncoder,
  type KeyPairSigner,
  type TransactionSigner,
} from '@solana/kit';
import { getCreateAccountInstruction } from '@solana-program/system';
import {
  fetchMaybeToken,
  fetchMint,
  findAssociatedTokenPda,
  getCreateAssociatedTokenIdempotentInstructionAsync,
  getInitializeMint2Instruction,
  getMintSize,
  getMintToInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import type { Chain } from './chain.ts';

/** A mint with the name that the story gives it. */
export type Token = { name: string; mint: Address; decimals: number };

/** Creates a mint whose tokens `authority` mints, and can freeze if `isFreezable`. */
export async function createToken(
  chain: Chain,
  authority: TransactionSigner,
  name: string,
  decimals: number,
  mint: KeyPairSigner,
  isFreezable = false,
): Promise<Token> {
  const space = BigInt(getMintSize());
  const lamports = await chain.rpc.getMinimumBalanceForRentExemption(space).send();
  await chain.send(authority, [
    getCreateAccountInstruction({
      payer: authority,
      newAccount: mint,
      lamports,
      space,
      programAddress: TOKEN_PROGRAM_ADDRESS,
    }),
    getInitializeMint2Instruction({
      mint: mint.address,
      decimals,
      mintAuthority: authority.address,
      freezeAuthority: isFreezable ? authority.address : null,
    }),
  ]);
  return { name, mint: mint.address, decimals };
}

/** Two keypairs in the order of their addresses' bytes, as a pool wants its mints. */
export async function twoOrderedKeypairs(): Promise<[KeyPairSigner, KeyPairSigner]> {
  const pair = [await generateKeyPairSigner(), await generateKeyPairSigner()] as const;
  const encoder = getAddressEncoder();
  const bytes = pair.map(each => Buffer.from(encoder.encode(each.address)));
  return Buffer.compare(bytes[0] as Buffer, bytes[1] as Buffer) < 0
    ? [pair[0], pair[1]]
    : [pair[1], pair[0]];
}

/** The associated token account of `owner`. */
export async function accountOf(owner: Address, mint: Address): Promise<Address> {
  const [address] = await findAssociatedTokenPda({
    owner,
    mint,
    tokenProgram: TOKEN_PROGRAM_ADDRESS,
  });
  return address;
}

/** Opens accounts for `owner`, one for each mint. */
export async function openAccounts(
  chain: Chain,
  payer: TransactionSigner,
  owner: Address,
  mints: readonly Address[],
): Promise<void> {
  await chain.send(
    payer,
    await Promise.all(
      mints.map(mint => getCreateAssociatedTokenIdempotentInstructionAsync({ payer, owner, mint })),
    ),
  );
}

/** Mints tokens to people, each into an account of their own. */
export async function give(
  chain: Chain,
  authority: TransactionSigner,
  token: Token,
  gifts: readonly (readonly [Address, bigint])[],
): Promise<void> {
  await chain.send(
    authority,
    await Promise.all(
      gifts.map(async ([owner, amount]) =>
        getMintToInstruction({
          mint: token.mint,
          token: await accountOf(owner, token.mint),
          mintAuthority: authority,
          amount,
        }),
      ),
    ),
  );
}

/** What a token account holds; nothing, when there is none. */
export async function balance(chain: Chain, account: Address): Promise<bigint> {
  const found = await fetchMaybeToken(chain.rpc, account);
  return found.exists ? found.data.amount : 0n;
}

/** How much of a token exists. */
export async function supply(chain: Chain, mint: Address): Promise<bigint> {
  return (await fetchMint(chain.rpc, mint)).data.supply;
}
