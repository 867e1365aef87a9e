import { Menu } from '@base-ui/react/menu';
import { useQueryClient } from '@tanstack/react-query';
import { type UiWallet, useConnect, useDisconnect } from '@wallet-standard/react';
import { ChevronDown, Copy, Droplets, LogOut, Wallet as WalletIcon } from 'lucide-react';
import { useState } from 'react';
import { useCluster } from '../cluster/cluster-context.tsx';
import { askFaucet } from '../cluster/local-services.ts';
import { Button, buttonClass } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { useToasts } from '../components/toasts.tsx';
import { shortAddress } from '../lib/address.ts';
import { explain } from '../lib/explain.ts';
import { type Connected, useWallet } from './wallet-context.tsx';

/** Connects a wallet, or shows the one that is connected. */
export function ConnectButton({
  size = 'md',
  look = 'primary' as const,
}: {
  size?: 'md' | 'lg';
  look?: 'primary';
}) {
  const { connected } = useWallet();
  const [isOpen, setIsOpen] = useState(false);
  if (connected) return <ConnectedMenu connected={connected} />;
  return (
    <>
      <Button look={look} size={size} onClick={() => setIsOpen(true)}>
        <WalletIcon aria-hidden className="size-4" />
        <span>
          Connect<span className="max-sm:sr-only"> wallet</span>
        </span>
      </Button>
      <Wallets isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </>
  );
}

function Wallets({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { wallets } = useWallet();
  const { cluster } = useCluster();
  const [problem, setProblem] = useState<unknown>(null);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Connect a wallet"
      note="Any wallet of the Wallet Standard. The page sees your address; each transaction is yours to approve."
    >
      <ul className="space-y-2">
        {wallets.map(wallet => (
          <li key={wallet.name}>
            <WalletRow wallet={wallet} onConnected={onClose} onProblem={setProblem} />
          </li>
        ))}
      </ul>
      {wallets.length === 0 && (
        <Notice title="No wallet found">
          Install a Solana wallet for this browser and open the page again
          {cluster.kind !== 'localnet' &&
            ', or choose Localnet to try everything with a burner wallet'}
          .
        </Notice>
      )}
      {problem !== null && (
        <div className="mt-3">
          <Notice kind="bad" role="alert" title={explain(problem).title}>
            {explain(problem).nextStep}
          </Notice>
        </div>
      )}
    </Dialog>
  );
}

function WalletRow({
  wallet,
  onConnected,
  onProblem,
}: {
  wallet: UiWallet;
  onConnected: () => void;
  onProblem: (problem: unknown) => void;
}) {
  const { use } = useWallet();
  const [isConnecting, connect] = useConnect(wallet);
  return (
    <button
      type="button"
      disabled={isConnecting}
      onClick={async () => {
        try {
          await connect();
          use(wallet.name);
          onConnected();
        } catch (problem) {
          onProblem(problem);
        }
      }}
      className="flex w-full items-center gap-3 rounded-xl border border-line px-3.5 py-3 text-left transition-colors hover:border-accent hover:bg-accent-soft/50"
    >
      <img src={wallet.icon} alt="" className="size-8 rounded-lg" />
      <span className="grow font-medium text-sm">{wallet.name}</span>
      <span className="text-faint text-xs">
        {isConnecting
          ? 'Connecting…'
          : wallet.name === 'Burner'
            ? 'Localnet only, key in this browser'
            : ''}
      </span>
    </button>
  );
}

function ConnectedMenu({ connected }: { connected: Connected }) {
  const { use } = useWallet();
  const { local } = useCluster();
  const [, disconnect] = useDisconnect(connected.wallet);
  const { faucet } = useFaucet(connected);
  const item =
    'flex w-full cursor-pointer items-center gap-2.5 rounded-lg px-3 py-2 text-sm data-[highlighted]:bg-accent-soft';
  return (
    <Menu.Root>
      <Menu.Trigger className={buttonClass('secondary', 'md')}>
        <img src={connected.wallet.icon} alt="" className="size-4.5 rounded" />
        <span className="num">{shortAddress(connected.address)}</span>
        <span className="sr-only">
          {connected.wallet.name} wallet, {connected.address}
        </span>
        <ChevronDown aria-hidden className="size-3.5 text-faint" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={6} className="z-50">
          <Menu.Popup className="min-w-56 rounded-xl border border-line bg-raised p-1 shadow-lg focus:outline-none">
            {local && (
              <Menu.Item className={item} onClick={faucet}>
                <Droplets aria-hidden className="size-4 text-faint" />
                Get test tokens
              </Menu.Item>
            )}
            <Menu.Item
              className={item}
              onClick={() => void navigator.clipboard.writeText(connected.address)}
            >
              <Copy aria-hidden className="size-4 text-faint" />
              Copy address
            </Menu.Item>
            <Menu.Item
              className={item}
              onClick={() => {
                use('');
                void disconnect();
              }}
            >
              <LogOut aria-hidden className="size-4 text-faint" />
              Disconnect
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** Asks the local faucet for a connected wallet, and says how it went. */
export function useFaucet(connected: Connected | null) {
  const { tell } = useToasts();
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const faucet = async () => {
    if (!connected || isAsking) return;
    setIsAsking(true);
    try {
      await askFaucet(connected.address);
      tell('good', 'Test tokens are in your wallet', 'SOL and some of every token of the demo.');
      await client.invalidateQueries();
    } catch (error) {
      const { title, nextStep } = explain(error);
      tell('bad', title, nextStep);
    } finally {
      setIsAsking(false);
    }
  };
  return { faucet, isAsking };
}
