import {
  createKeyPairFromPrivateKeyBytes,
  getAddressEncoder,
  getAddressFromPublicKey,
  getTransactionDecoder,
  getTransactionEncoder,
  partiallySignTransaction,
} from '@solana/kit';
import {
  SolanaSignTransaction,
  type SolanaSignTransactionFeature,
  type SolanaSignTransactionMethod,
} from '@solana/wallet-standard-features';
import type { Wallet, WalletAccount } from '@wallet-standard/base';
import {
  StandardConnect,
  type StandardConnectFeature,
  StandardDisconnect,
  type StandardDisconnectFeature,
  StandardEvents,
  type StandardEventsFeature,
  type StandardEventsListeners,
} from '@wallet-standard/features';

const KEY = 'lm:burner';
const CHAINS = ['solana:localnet'] as const;
const SEED_LENGTH = 32;

// A flame, in the colours of the app.
const ICON: `data:image/svg+xml;base64,${string}` = `data:image/svg+xml;base64,${btoa(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#3b2a12"/><path d="M17 5c1 5 7 7 7 14a8 8 0 0 1-16 0c0-4 2-6 4-8 0 3 1 4 2 4 2-3 1-6 3-10z" fill="#f2b45c"/></svg>',
)}`;

/**
 * A Wallet Standard wallet whose key lives in this browser, for a local validator only. It signs what
 * the page has shown and asks nothing more. Its key is as safe as any web storage: not at all.
 */
export class BurnerWallet implements Wallet {
  readonly version = '1.0.0' as const;
  readonly name = 'Burner';
  readonly icon = ICON;
  readonly chains = CHAINS;
  #accounts: readonly WalletAccount[] = [];
  #keyPair: Promise<CryptoKeyPair> | undefined;
  readonly #listeners = new Set<StandardEventsListeners['change']>();

  get accounts(): readonly WalletAccount[] {
    return this.#accounts;
  }

  get features(): StandardConnectFeature &
    StandardDisconnectFeature &
    StandardEventsFeature &
    SolanaSignTransactionFeature {
    return {
      [StandardConnect]: { version: '1.0.0', connect: this.#connect },
      [StandardDisconnect]: { version: '1.0.0', disconnect: this.#disconnect },
      [StandardEvents]: { version: '1.0.0', on: this.#on },
      [SolanaSignTransaction]: {
        version: '1.0.0',
        supportedTransactionVersions: ['legacy', 0],
        signTransaction: this.#signTransaction,
      },
    };
  }

  #connect = async () => {
    if (this.#accounts.length === 0) {
      this.#keyPair ??= createKeyPairFromPrivateKeyBytes(seed());
      const address = await getAddressFromPublicKey((await this.#keyPair).publicKey);
      this.#setAccounts([
        {
          address,
          publicKey: new Uint8Array(getAddressEncoder().encode(address)),
          chains: CHAINS,
          features: [SolanaSignTransaction],
          label: 'Burner',
        },
      ]);
    }
    return { accounts: this.#accounts };
  };

  #disconnect = async () => this.#setAccounts([]);

  #on: StandardEventsFeature[typeof StandardEvents]['on'] = (_event, listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #signTransaction: SolanaSignTransactionMethod = async (...inputs) => {
    const keyPair = await this.#keyPair;
    if (!keyPair) throw new Error('The burner wallet is not connected');
    return Promise.all(
      inputs.map(async ({ account, transaction }) => {
        if (account.address !== this.#accounts[0]?.address) {
          throw new Error(`The burner wallet has no key of ${account.address}`);
        }
        const signed = await partiallySignTransaction(
          [keyPair],
          getTransactionDecoder().decode(transaction),
        );
        return { signedTransaction: new Uint8Array(getTransactionEncoder().encode(signed)) };
      }),
    );
  };

  #setAccounts(accounts: readonly WalletAccount[]): void {
    this.#accounts = accounts;
    for (const listener of this.#listeners) listener({ accounts });
  }
}

/** The key's seed, kept in this browser from the first use on. */
function seed(): Uint8Array {
  const stored = localStorage.getItem(KEY);
  if (stored !== null && /^[0-9a-f]{64}$/.test(stored)) {
    return Uint8Array.from(stored.match(/../g) ?? [], byte => Number.parseInt(byte, 16));
  }
  const bytes = crypto.getRandomValues(new Uint8Array(SEED_LENGTH));
  localStorage.setItem(KEY, Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(''));
  return bytes;
}
