import type { KeyPairSigner, TransactionSigner } from '@solana/kit';
import { getCreateAccountInstruction } from '@solana-program/system';
import {
  type ExtensionArgs,
  extension,
  getInitializeMint2Instruction,
  getInitializeTokenMetadataInstruction,
  getMintSize,
  getPreInitializeInstructionsForMintExtensions,
  TOKEN_2022_PROGRAM_ADDRESS,
} from '@solana-program/token-2022';
import type { Chain } from '../chain.ts';
import type { Token } from '../tokens.ts';

/**
 * Creates a Token-2022 mint that keeps its own name and takes a fee of every transfer, to show what
 * the app says of such a token.
 */
export async function createTaxedToken(
  chain: Chain,
  authority: TransactionSigner,
  token: { symbol: string; name: string; decimals: number; feeBasisPoints: number },
  mint: KeyPairSigner,
): Promise<Token> {
  const { symbol, name, decimals, feeBasisPoints } = token;
  const fee = { epoch: 0n, maximumFee: 2n ** 64n - 1n, transferFeeBasisPoints: feeBasisPoints };
  const fixed: ExtensionArgs[] = [
    extension('TransferFeeConfig', {
      transferFeeConfigAuthority: authority.address,
      withdrawWithheldAuthority: authority.address,
      withheldAmount: 0n,
      olderTransferFee: fee,
      newerTransferFee: fee,
    }),
    extension('MetadataPointer', { authority: authority.address, metadataAddress: mint.address }),
  ];
  const metadata = extension('TokenMetadata', {
    updateAuthority: authority.address,
    mint: mint.address,
    name,
    symbol,
    uri: '',
    additionalMetadata: new Map(),
  });
  const space = BigInt(getMintSize(fixed));
  // The mint grows by its metadata once it is there, and has to pay rent for that too.
  const lamports = await chain.rpc
    .getMinimumBalanceForRentExemption(BigInt(getMintSize([...fixed, metadata])))
    .send();
  await chain.send(authority, [
    getCreateAccountInstruction({
      payer: authority,
      newAccount: mint,
      lamports,
      space,
      programAddress: TOKEN_2022_PROGRAM_ADDRESS,
    }),
    ...getPreInitializeInstructionsForMintExtensions(mint.address, fixed),
    getInitializeMint2Instruction({
      mint: mint.address,
      decimals,
      mintAuthority: authority.address,
    }),
    getInitializeTokenMetadataInstruction({
      metadata: mint.address,
      updateAuthority: authority.address,
      mint: mint.address,
      mintAuthority: authority,
      name,
      symbol,
      uri: '',
    }),
  ]);
  return { name: symbol, mint: mint.address, decimals };
}
