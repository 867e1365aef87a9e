import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { Farm } from '@liquidity-mining/client';
import { useSlotClock } from '../../cluster/slot-clock.tsx';
import { cx } from '../../lib/cx.ts';
import { showSpan } from '../../lib/time.ts';

const TEN_THOUSAND = 10_000;
/** Not a lock choice: keep the LP tokens in the wallet. */
export const NO_STAKE = 'none';

export type LockValue = number | typeof NO_STAKE;

/** Lock choices of a farm, each with how long it holds and how much more it weighs. */
export function LockChoicePicker({
  farm,
  value,
  onChange,
  isStakeOptional = false,
}: {
  farm: Farm;
  value: LockValue;
  onChange: (value: LockValue) => void;
  isStakeOptional?: boolean;
}) {
  const { msPerSlot } = useSlotClock();
  const choices = farm.lockChoices.flatMap((choice, i) =>
    choice.multiplier > 0
      ? [
          {
            value: i as LockValue,
            name:
              choice.slots === 0n
                ? 'No lock'
                : showSpan((Number(choice.slots) * msPerSlot) / 1_000),
            boost: `${choice.multiplier / TEN_THOUSAND}× rewards`,
          },
        ]
      : [],
  );
  const options = isStakeOptional
    ? [{ value: NO_STAKE as LockValue, name: 'Do not stake', boost: 'No rewards' }, ...choices]
    : choices;
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">
        {isStakeOptional ? 'Stake at once' : 'Lock'}
      </legend>
      <RadioGroup
        aria-label={isStakeOptional ? 'Stake at once' : 'Lock'}
        value={value}
        onValueChange={next => onChange(next as LockValue)}
        className="grid grid-cols-2 gap-1.5"
      >
        {options.map((option, i) => (
          <Radio.Root
            key={option.value}
            value={option.value}
            aria-label={`${option.name}, ${option.boost}`}
            className={cx(
              'cursor-pointer rounded-lg border border-line px-3 py-2 text-left transition-colors hover:border-line-strong data-[checked]:border-accent data-[checked]:bg-accent-soft',
              options.length % 2 === 1 && i === 0 && 'col-span-2',
            )}
          >
            <span className="num block font-medium text-sm">{option.name}</span>
            <span className="num block text-faint text-xs">{option.boost}</span>
          </Radio.Root>
        ))}
      </RadioGroup>
    </fieldset>
  );
}
