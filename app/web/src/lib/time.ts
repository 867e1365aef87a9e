// Slots are not seconds: what is made of them here is an estimate, and says so.

/** A span in words, by its largest one or two units: `3 d 4 h`. */
export function showSpan(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 1) return 'under a second';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = seconds / 60;
  if (minutes < 90) return `${Math.round(minutes)} min`;
  const hours = minutes / 60;
  if (hours < 36) return two(Math.floor(hours), 'h', Math.round(minutes % 60), 'min');
  const days = hours / 24;
  if (days < 60) return two(Math.floor(days), 'd', Math.round(hours % 24), 'h');
  return `${Math.round(days)} d`;
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

export function showSlots(slots: bigint): string {
  return slots.toLocaleString('en-US');
}

/** When, as a local date and time. */
export function showMoment(date: Date): string {
  return date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
