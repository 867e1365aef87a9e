import { Slider as Base } from '@base-ui/react/slider';

export function Slider({
  label,
  value,
  onChange,
  min,
  max,
  step,
  spoken,
}: {
  label: string;
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  step: number;
  /** The value as a screen reader says it. */
  spoken: (value: number) => string;
}) {
  return (
    <Base.Root
      value={value}
      onValueChange={next => onChange(typeof next === 'number' ? next : (next[0] ?? min))}
      min={min}
      max={max}
      step={step}
    >
      <Base.Control className="flex h-8 w-full touch-none select-none items-center">
        <Base.Track className="h-1.5 w-full rounded-full bg-line">
          <Base.Indicator className="rounded-full bg-accent" />
          <Base.Thumb
            getAriaLabel={() => label}
            getAriaValueText={(_text, current) => spoken(current)}
            className="size-5 rounded-full border-2 border-accent bg-surface shadow-sm has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent has-[:focus-visible]:outline-offset-2"
          />
        </Base.Track>
      </Base.Control>
    </Base.Root>
  );
}
