import { join } from 'node:path';
import { build } from 'vite';

export const WEB = join(import.meta.dirname, '..');

/** Builds the page as it is shipped, also from inside a test runner, which has an environment of its own. */
export async function buildPage(): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await build({ root: WEB, mode: 'production', logLevel: 'error' });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}
