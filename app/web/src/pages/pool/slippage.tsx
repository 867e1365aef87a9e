import { Popover } from '@base-ui/react/popover';
import { SlidersHorizontal } from 'lucide-react';
import { buttonClass } from '../../components/button.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { showPercent } from '../../lib/numbers.ts';
import { SLIPPAGE_CHOICES, slippageBps } from '../../lib/settings.ts';
import { useStored } from '../../lib/store.ts';

const BASIS_POINTS = 10_000;

/** How much worse than quoted a result may be, for every action of the page. */
export function Slippage() {
  const bps = useStored(slippageBps);
  return (
    <Popover.Root>
      <Popover.Trigger
        className={buttonClass('quiet', 'sm')}
        aria-label={`Slippage allowed: ${showPercent(bps / BASIS_POINTS, 1)}`}
      >
        <SlidersHorizontal aria-hidden className="size-3.5" />
        <span className="num">{showPercent(bps / BASIS_POINTS, 1)}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={6} className="z-50">
          <Popover.Popup className="w-72 rounded-xl border border-line bg-raised p-4 shadow-lg">
            <Popover.Title className="font-medium text-sm">Slippage allowed</Popover.Title>
            <Popover.Description className="mt-1 mb-3 text-faint text-xs">
              If others trade first and the result would be worse than quoted by more than this, the
              program refuses and nothing happens.
            </Popover.Description>
            <Segmented
              label="Slippage allowed"
              fill
              value={String(bps)}
              onChange={value => slippageBps.set(Number(value))}
              options={SLIPPAGE_CHOICES.map(choice => ({
                value: String(choice),
                label: showPercent(choice / BASIS_POINTS, 1),
              }))}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
