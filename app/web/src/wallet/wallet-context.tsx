import type { Address, TransactionModifyingSigner } from '@solana/kit';
import { getWallets } from '@wallet-standard/app';
import { StandardConnect, type StandardConnectFeature } from '@wallet-standard/features';
import {
  getWalletFeature,
  type UiWallet,
  type UiWalletAccount,
  useWallets,
} from '@wallet-standard/react';
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { useCluster } from '../cluster/cluster-context.tsx';
import { Stored, useStored } from '../lib/store.ts';
import { BurnerWallet } from './burner.ts';
import { canSign, walletSigner } from './signer.ts';

export type Connected = {
  wallet: UiWallet;
  account: UiWalletAccount;
  address: Address;
  signer: TransactionModifyingSigner;
};

type WalletValue = {
  /** The wallets of this browser that know Solana. */
  wallets: readonly UiWallet[];
  connected: Connected | null;
  /** Remembers which wallet to use; an empty name forgets. */
  use: (name: string) => void;
};

const Context = createContext<WalletValue | null>(null);
const lastUsed = new Stored(
  'lm:wallet',
  text => text ?? '',
  value => value,
);
const burner = new BurnerWallet();

export function WalletProvider({ children }: { children: ReactNode }) {
  const { chain, cluster } = useCluster();
  const isLocal = cluster.kind === 'localnet';
  useEffect(() => (isLocal ? getWallets().register(burner) : undefined), [isLocal]);

  const all = useWallets();
  const wallets = useMemo(() => all.filter(isUsable), [all]);
  const name = useStored(lastUsed);
  const wallet = wallets.find(each => each.name === name);
  useReconnect(wallet);

  const account =
    wallet?.accounts.find(each => each.chains.includes(chain) && canSign(each)) ??
    wallet?.accounts.find(canSign);
  const value = useMemo(
    () => ({
      wallets,
      connected:
        wallet && account
          ? {
              wallet,
              account,
              address: account.address as Address,
              signer: walletSigner(account, chain),
            }
          : null,
      use: lastUsed.set,
    }),
    [wallets, wallet, account, chain],
  );
  return <Context value={value}>{children}</Context>;
}

export function useWallet(): WalletValue {
  const value = useContext(Context);
  if (!value) throw new Error('useWallet outside WalletProvider');
  return value;
}

function isUsable(wallet: UiWallet): boolean {
  return (
    wallet.chains.some(chain => chain.startsWith('solana:')) &&
    wallet.features.includes(StandardConnect)
  );
}

/** A wallet used before is asked for its accounts again, without a window of its own. */
function useReconnect(wallet: UiWallet | undefined): void {
  const isWaiting = wallet !== undefined && wallet.accounts.length === 0;
  useEffect(() => {
    if (!wallet || !isWaiting) return;
    const { connect } = getWalletFeature(
      wallet,
      StandardConnect,
    ) as StandardConnectFeature[typeof StandardConnect];
    // Refused or locked: the connect button is there for that.
    connect({ silent: true }).catch(() => {});
  }, [wallet, isWaiting]);
}
