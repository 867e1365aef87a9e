// Slots are not seconds: what is made of them here is an estimate, and says so.

/** A span in words, by its largest one or two units: `3 d 4 h`. */
export function showSpan(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 1) return 'under a second';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  if (minutes < 36 * 60) return two(minutes, 60, 'h', 'min');
  const hours = Math.round(minutes / 60);
  return hours < 60 * 24 ? two(hours, 24, 'd', 'h') : `${Math.round(hours / 24)} d`;
}

/** So many small units as large ones and what is left. */
function two(count: number, perLarge: number, large: string, small: string): string {
  const rest = count % perLarge;
  return `${Math.floor(count / perLarge)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`;
}

export function showSlots(slots: bigint): string {
  return slots.toLocaleString('en-US');
}

/** When, as a local date and time. */
export function showMoment(date: Date): string {
  return date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
