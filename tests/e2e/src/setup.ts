// What a test file starts from: the validator, RPC clients for it, and funded signers.
import { attachLocalnet } from '@liquidity-mining/localnet';
import {
  appendTransactionMessageInstructions,
  assertIsTransactionWithBlockhashLifetime,
  createSolanaRpc,
  createSolanaRpcSubscriptions,
  createTransactionMessage,
  generateKeyPairSigner,
  getSignatureFromTransaction,
  type Instruction,
  type KeyPairSigner,
  pipe,
  type Signature,
  sendAndConfirmTransactionFactory,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
} from '@solana/kit';
import { inject } from 'vitest';

const TEN_SOL = 10_000_000_000n;

export type Chain = ReturnType<typeof connectChain>;

/** Connects to the validator of this run. */
export function connectChain() {
  const urls = { rpcUrl: inject('rpcUrl'), wsUrl: inject('wsUrl') };
  const localnet = attachLocalnet(urls);
  const rpc = createSolanaRpc(urls.rpcUrl);
  const rpcSubscriptions = createSolanaRpcSubscriptions(urls.wsUrl);
  const sendAndConfirm = sendAndConfirmTransactionFactory({ rpc, rpcSubscriptions });

  return {
    localnet,
    rpc,
    rpcSubscriptions,

    /** A new signer with SOL to spend. */
    async fundedSigner(lamports = TEN_SOL): Promise<KeyPairSigner> {
      const signer = await generateKeyPairSigner();
      await localnet.fundSol(signer.address, lamports);
      return signer;
    },

    /** Sends one transaction and waits until it is confirmed; an error of it is thrown. */
    async send(payer: KeyPairSigner, instructions: readonly Instruction[]): Promise<Signature> {
      const { value: blockhash } = await rpc.getLatestBlockhash().send();
      const message = pipe(
        createTransactionMessage({ version: 0 }),
        m => setTransactionMessageFeePayerSigner(payer, m),
        m => setTransactionMessageLifetimeUsingBlockhash(blockhash, m),
        m => appendTransactionMessageInstructions(instructions, m),
      );
      const transaction = await signTransactionMessageWithSigners(message);
      assertIsTransactionWithBlockhashLifetime(transaction);
      await sendAndConfirm(transaction, { commitment: 'confirmed' });
      return getSignatureFromTransaction(transaction);
    },

    /** What a confirmed transaction logged. */
    async logs(signature: Signature): Promise<readonly string[]> {
      const transaction = await rpc
        .getTransaction(signature, {
          commitment: 'confirmed',
          encoding: 'json',
          maxSupportedTransactionVersion: 0,
        })
        .send();
      return transaction?.meta?.logMessages ?? [];
    },
  };
}
