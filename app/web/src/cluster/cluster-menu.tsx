import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button, buttonClass } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { TextField } from '../components/field.tsx';
import { cx } from '../lib/cx.ts';
import { useStored } from '../lib/store.ts';
import {
  CLUSTER_NAMES,
  type ClusterKind,
  cluster,
  DEVNET_URL,
  LOCALNET_URL,
  urlProblem,
} from './cluster.ts';
import { useCluster } from './cluster-context.tsx';
import { useSlotClock } from './slot-clock.tsx';

export function ClusterMenu() {
  const { cluster: current } = useCluster();
  const { last, isDown } = useSlotClock();
  const [isAsking, setIsAsking] = useState(false);
  const name = CLUSTER_NAMES[current.kind];
  const pick = (kind: ClusterKind) => {
    if (kind === 'custom') setIsAsking(true);
    else cluster.set({ kind, url: kind === 'devnet' ? DEVNET_URL : LOCALNET_URL });
  };
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className={buttonClass('quiet', 'sm')}>
          <span
            aria-hidden
            className={cx(
              'size-2 rounded-full',
              isDown ? 'bg-bad' : last ? 'bg-good' : 'bg-line-strong',
            )}
          />
          <span className="max-sm:sr-only">{name}</span>
          <span className="sr-only">, {isDown ? 'not answering' : 'connected'}</span>
          {last && (
            <span className="num hidden text-faint lg:inline">
              {last.slot.toLocaleString('en-US')}
            </span>
          )}
          <ChevronDown aria-hidden className="size-3.5" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner align="end" sideOffset={6} className="z-50">
            <Menu.Popup className="min-w-60 rounded-xl border border-line bg-raised p-1 shadow-lg focus:outline-none">
              <Menu.RadioGroup value={current.kind} onValueChange={pick}>
                {(['localnet', 'devnet', 'custom'] as const).map(kind => (
                  <Menu.RadioItem
                    key={kind}
                    value={kind}
                    closeOnClick
                    onClick={() => kind === 'custom' && setIsAsking(true)}
                    className="flex cursor-pointer items-center justify-between gap-4 rounded-lg px-3 py-2 text-sm data-[highlighted]:bg-accent-soft"
                  >
                    <span className="min-w-0">
                      {CLUSTER_NAMES[kind]}
                      {kind === 'custom' ? '…' : ''}
                      {current.kind === kind && (
                        <span className="block max-w-52 truncate text-faint text-xs">
                          {current.url}
                        </span>
                      )}
                    </span>
                    <Menu.RadioItemIndicator>
                      <Check aria-hidden className="size-4 text-accent-text" />
                    </Menu.RadioItemIndicator>
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <CustomRpc isOpen={isAsking} onClose={() => setIsAsking(false)} />
    </>
  );
}

function CustomRpc({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const current = useStored(cluster);
  const [url, setUrl] = useState(current.kind === 'custom' ? current.url : '');
  const [isTried, setIsTried] = useState(false);
  const problem = urlProblem(url);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (problem !== undefined) return;
    cluster.set({ kind: 'custom', url });
    onClose();
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Custom RPC"
      note="Where the page reads the chain and sends transactions. It stays in this browser."
    >
      <form onSubmit={submit} className="space-y-4" noValidate>
        <TextField
          label="URL"
          type="url"
          inputMode="url"
          placeholder="https://"
          value={url}
          onChange={setUrl}
          problem={isTried ? problem : undefined}
        />
        <Button look="primary" size="lg" type="submit">
          Use this RPC
        </Button>
      </form>
    </Dialog>
  );
}
