// transcript: tells the whole story with the CLI alone and writes it, with its output, to docs/transcript.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bash, newEnvironment, ROOT } from './session.js';
import { STORY } from './story.js';

const env = await newEnvironment();
const lines = [
  '# A whole story',
  '',
  'What a new user does with the CLI alone: create a pool and a campaign, provide, earn, report, leave. Made by `node tools/docs/src/transcript.js` on a local validator; addresses, slots and signatures are other ones each time.',
];
let failed;
/** Positions by the names that the last list of them gave. @type {string[]} */
let listed = [];
for (const { title, why, commands } of STORY) {
  lines.push('', `## ${title}`, '', why, '', '```console');
  for (const step of commands) {
    const command = step.replace(/<(\d)>/g, (_, n) => listed[Number(n) - 1] ?? '?');
    console.log(`$ ${command}`);
    const { code, output } = await bash(command.replaceAll('npx lm', 'lm'), env);
    lines.push(`$ ${command}`, ...shown(output));
    if (command.includes('position list')) listed = output.match(/^\S+#\d+/gm) ?? [];
    if (code !== 0) {
      failed = `${command}\n${output}`;
      break;
    }
  }
  lines.push('```');
  if (failed) break;
}
if (failed) {
  await bash('lm localnet stop', env);
  console.error(`error: the story ended at: ${failed}`);
  process.exit(1);
}
writeFileSync(join(ROOT, 'docs/transcript.md'), `${lines.join('\n')}\n`);
console.log('Written to docs/transcript.md');

/** Without what is this machine's alone: folders, and the port that happened to be free. */
function shown(/** @type {string} */ output) {
  const { port } = new URL(env.LM_URL);
  return output
    .replaceAll(env.LM_DOCS, '~/lm')
    .replaceAll(ROOT.replace(/\/$/, ''), '~/liquidity-mining')
    .replaceAll(`:${port}`, ':8899')
    .replaceAll(`:${Number(port) + 1}`, ':8900')
    .replaceAll(`-${port}.log`, '-8899.log')
    .trimEnd()
    .split('\n');
}
