// Bugs planted in what a validator has kept, while it is dead.
import { readFileSync, writeFileSync } from 'node:fs';

/** A validator that says that transactions have landed before they are on disk. */
export function withoutLastSwaps(file: string, faulty: string): void {
  const records = read(file);
  const last = records.findLastIndex(each => Object.keys(each.signatures).length > 0);
  write(faulty, records.slice(0, last));
}

/** A validator that forgets what ran before it died. */
export function withoutSignatures(file: string, faulty: string): void {
  write(
    faulty,
    read(file).map(each => ({ ...each, signatures: {} })),
  );
}

type Kept = { signatures: Record<string, unknown> };

function read(file: string): Kept[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));
}

function write(file: string, records: Kept[]): void {
  writeFileSync(file, records.map(each => `${JSON.stringify(each)}\n`).join(''));
}
