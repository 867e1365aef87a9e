// What `--json` prints: base units as strings, so that no script rounds them.
/** Indented JSON; bigints become strings, bytes base64, and what is undefined is left out. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, replace, 2);
}

function replace(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Map) return Object.fromEntries(value);
  return value;
}
