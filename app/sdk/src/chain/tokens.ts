// What the SDK needs to know of mints: decimals, token program, and the transfer fee of this epoch.
import { type Address, type EncodedAccount, fetchEncodedAccounts, isSome } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { decodeMint, type Extension, TOKEN_2022_PROGRAM_ADDRESS } from '@solana-program/token-2022';
import { AccountNotFoundError, InvalidArgumentError } from '../errors.ts';
import { NO_TRANSFER_FEE, type TransferFee } from '../math/transfer.ts';
import type { SdkRpc, TokenInfo } from '../types.ts';
import { COMMITMENT } from './commitment.ts';

/** The mint of wrapped SOL. */
export const NATIVE_MINT = 'So11111111111111111111111111111111111111112' as Address;

/** Reads mints, each of SPL Token or Token-2022. Transfer fees are those of the present epoch. */
export async function readTokens(rpc: SdkRpc, mints: readonly Address[]): Promise<TokenInfo[]> {
  const accounts = await fetchEncodedAccounts(rpc, [...mints], { commitment: COMMITMENT });
  const found = accounts.map(account => {
    if (!account.exists) throw new AccountNotFoundError('mint', account.address);
    return mintOf(account);
  });
  // Only a mint with a transfer fee makes it matter which epoch this is.
  const hasFees = found.some(({ extensions }) => extensions.some(isTransferFee));
  const epoch = hasFees ? (await rpc.getEpochInfo({ commitment: COMMITMENT }).send()).epoch : 0n;
  return found.map(({ info, extensions }) => ({
    ...info,
    transferFee: transferFeeAt(extensions, epoch),
  }));
}

/** What a mint's account says, whichever epoch it is. */
function mintOf(account: EncodedAccount) {
  const { programAddress: tokenProgram, address: mint } = account;
  if (tokenProgram !== TOKEN_PROGRAM_ADDRESS && tokenProgram !== TOKEN_2022_PROGRAM_ADDRESS) {
    throw new InvalidArgumentError('mint', `${mint} is no mint`, 'Give the address of a mint.');
  }
  const { data } = decodeMint(account);
  const extensions = isSome(data.extensions) ? data.extensions.value : [];
  const metadata = extensions.find(isMetadata);
  const info = {
    mint,
    tokenProgram,
    decimals: data.decimals,
    freezeAuthority: isSome(data.freezeAuthority) ? data.freezeAuthority.value : null,
    ...(metadata && { name: metadata.name, symbol: metadata.symbol }),
  };
  return { info, extensions };
}

function transferFeeAt(extensions: readonly Extension[], epoch: bigint): TransferFee {
  const config = extensions.find(isTransferFee);
  if (config === undefined) return NO_TRANSFER_FEE;
  const { newerTransferFee: newer, olderTransferFee: older } = config;
  const { transferFeeBasisPoints, maximumFee } = epoch >= newer.epoch ? newer : older;
  return { basisPoints: transferFeeBasisPoints, maximum: maximumFee };
}

type OfKind<K extends Extension['__kind']> = Extract<Extension, { __kind: K }>;

function isTransferFee(extension: Extension): extension is OfKind<'TransferFeeConfig'> {
  return extension.__kind === 'TransferFeeConfig';
}

function isMetadata(extension: Extension): extension is OfKind<'TokenMetadata'> {
  return extension.__kind === 'TokenMetadata';
}
