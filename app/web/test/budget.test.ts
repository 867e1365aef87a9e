// How much script the first page takes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { buildPage, WEB } from '../dev/build.ts';

const DIST = join(WEB, 'dist');
const BUDGET = 500_000;

type Manifest = Record<string, { file: string; imports?: string[]; isEntry?: boolean }>;

beforeAll(buildPage);

test('the first load is under 500 KB of compressed script', () => {
  const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8')) as Manifest;
  const files = new Set<string>();
  const add = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(add);
  };
  add('index.html');
  const bytes = [...files]
    .filter(file => file.endsWith('.js'))
    .map(file => gzipSync(readFileSync(join(DIST, file))).length)
    .reduce((sum, each) => sum + each, 0);
  console.log(`first load: ${bytes} bytes of compressed script in ${files.size} files`);
  expect(files.size).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(BUDGET);
});
