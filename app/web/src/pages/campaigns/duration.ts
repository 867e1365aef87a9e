export const UNITS = ['slots', 'hours', 'days'] as const;
export type Unit = (typeof UNITS)[number];

const MS: Record<Exclude<Unit, 'slots'>, number> = { hours: 3_600_000, days: 86_400_000 };

/** A length of time as slots, at the present slot time: an estimate until it becomes the campaign's. */
export function slotsOf(text: string, unit: Unit, msPerSlot: number): bigint | undefined {
  const clean = text.trim().replaceAll(',', '');
  if (unit === 'slots')
    return /^\d{1,15}$/.test(clean) && BigInt(clean) > 0n ? BigInt(clean) : undefined;
  const value = Number(clean);
  if (clean === '' || !Number.isFinite(value) || value <= 0) return undefined;
  const slots = BigInt(Math.round((value * MS[unit]) / msPerSlot));
  return slots > 0n ? slots : undefined;
}
