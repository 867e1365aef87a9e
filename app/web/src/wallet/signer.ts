import {
  type Address,
  assertIsTransactionWithinSizeLimit,
  getCompiledTransactionMessageDecoder,
  getTransactionDecoder,
  getTransactionEncoder,
  getTransactionLifetimeConstraintFromCompiledTransactionMessage,
  type ReadonlyUint8Array,
  type Transaction,
  type TransactionModifyingSigner,
  type TransactionWithinSizeLimit,
  type TransactionWithLifetime,
} from '@solana/kit';
import {
  SolanaSignTransaction,
  type SolanaSignTransactionFeature,
} from '@solana/wallet-standard-features';
import { getWalletAccountFeature, type UiWalletAccount } from '@wallet-standard/react';
import { getWalletAccountForUiWalletAccount_DO_NOT_USE_OR_YOU_WILL_BE_FIRED as standardAccountOf } from '@wallet-standard/ui-registry';
import type { Chain } from '../cluster/cluster.ts';

/** Whether a wallet's account can sign for us to send. All Solana wallets in use can. */
export function canSign(account: UiWalletAccount): boolean {
  return account.features.includes(SolanaSignTransaction);
}

/**
 * A wallet's account as a signer. The wallet may change the transaction before it signs (add a
 * priority fee, say), hence the modifying kind.
 */
export function walletSigner(account: UiWalletAccount, chain: Chain): TransactionModifyingSigner {
  return {
    address: account.address as Address,
    async modifyAndSignTransactions(transactions) {
      const { signTransaction } = getWalletAccountFeature(
        account,
        SolanaSignTransaction,
      ) as SolanaSignTransactionFeature[typeof SolanaSignTransaction];
      const outputs = await signTransaction(
        ...transactions.map(transaction => ({
          account: standardAccountOf(account),
          chain,
          transaction: new Uint8Array(getTransactionEncoder().encode(transaction)),
        })),
      );
      return Promise.all(
        outputs.map((output, i) => readSigned(output.signedTransaction, transactions[i])),
      );
    },
  };
}

async function readSigned(
  bytes: Uint8Array,
  asked: Transaction | (Transaction & TransactionWithLifetime) | undefined,
): Promise<Transaction & TransactionWithinSizeLimit & TransactionWithLifetime> {
  const signed = getTransactionDecoder().decode(bytes);
  assertIsTransactionWithinSizeLimit(signed);
  if (asked && 'lifetimeConstraint' in asked && same(asked.messageBytes, signed.messageBytes)) {
    return { ...signed, lifetimeConstraint: asked.lifetimeConstraint };
  }
  const message = getCompiledTransactionMessageDecoder().decode(signed.messageBytes);
  const lifetimeConstraint =
    await getTransactionLifetimeConstraintFromCompiledTransactionMessage(message);
  return { ...signed, lifetimeConstraint };
}

function same(a: ReadonlyUint8Array, b: ReadonlyUint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
