import {
  type Address,
  type Blockhash,
  createNoopSigner,
  createTransactionMessage,
  getTransactionDecoder,
  getTransactionEncoder,
  isFullySignedTransaction,
  partiallySignTransactionMessageWithSigners,
  pipe,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { SolanaSignTransaction } from '@solana/wallet-standard-features';
import { StandardConnect, StandardDisconnect, StandardEvents } from '@wallet-standard/features';
import { beforeEach, expect, test, vi } from 'vitest';
import { BurnerWallet } from './burner.ts';

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});

async function messageBytes(payer: string): Promise<Uint8Array> {
  const message = pipe(
    createTransactionMessage({ version: 0 }),
    each => setTransactionMessageFeePayerSigner(createNoopSigner(payer as Address), each),
    each =>
      setTransactionMessageLifetimeUsingBlockhash(
        { blockhash: '11111111111111111111111111111111' as Blockhash, lastValidBlockHeight: 1n },
        each,
      ),
  );
  const transaction = await partiallySignTransactionMessageWithSigners(message);
  return new Uint8Array(getTransactionEncoder().encode(transaction));
}

test('connects, tells of it, and keeps its key', async () => {
  const wallet = new BurnerWallet();
  const heard = vi.fn();
  wallet.features[StandardEvents].on('change', heard);
  const { accounts } = await wallet.features[StandardConnect].connect();
  expect(accounts).toHaveLength(1);
  expect(heard).toHaveBeenCalledWith({ accounts });
  const again = await new BurnerWallet().features[StandardConnect].connect();
  expect(again.accounts[0]?.address).toBe(accounts[0]?.address);
  await wallet.features[StandardDisconnect].disconnect();
  expect(wallet.accounts).toEqual([]);
});

test('signs transactions of its own account, and of no other', async () => {
  const wallet = new BurnerWallet();
  const [account] = (await wallet.features[StandardConnect].connect()).accounts;
  if (!account) throw new Error('no account');
  const { signTransaction } = wallet.features[SolanaSignTransaction];
  const transaction = await messageBytes(account.address);
  const [output] = await signTransaction({ account, transaction, chain: 'solana:localnet' });
  if (!output) throw new Error('nothing signed');
  expect(isFullySignedTransaction(getTransactionDecoder().decode(output.signedTransaction))).toBe(
    true,
  );
  const stranger = { ...account, address: '11111111111111111111111111111111' };
  await expect(signTransaction({ account: stranger, transaction })).rejects.toThrow('has no key');
});
