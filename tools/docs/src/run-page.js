// run-page <page.md>: runs all ```sh blocks of a page, in order and in one shell, as a reader would.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bash, newEnvironment, ROOT } from './session.js';

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('Say which page: run-page docs/quick-start.md');
const page = join(ROOT, relative(ROOT, join(process.cwd(), path)));
const blocks = [...readFileSync(page, 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(
  ([, block]) => block ?? '',
);
if (blocks.length === 0) throw new Error(`${path} has no \`\`\`sh blocks`);

const env = await newEnvironment();
// Each command is shown before it runs, so that a failure can be placed.
const { code } = await bash(`set -v\n${blocks.join('\n')}`, env, { isShown: true });
if (code !== 0) {
  // What the page started must not outlive it.
  await bash('lm localnet stop', env);
  console.error(
    `\nerror: ${path} does not work as it stands: exit code ${code} of the last command.`,
  );
  process.exit(1);
}
console.log(`\n${path}: all ${blocks.length} blocks work.`);
