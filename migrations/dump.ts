// Writes the program as a cluster has it to a file, for tools/verify: dump.ts <url> <file>
import { writeFileSync } from 'node:fs';
import { LIQUIDITY_MINING_PROGRAM_ADDRESS } from '@liquidity-mining/client';
import { Chain } from './lib/chain.ts';
import { UserError } from './lib/error.ts';
import { onChain } from './lib/plan.ts';

async function main(): Promise<void> {
  const [url, file] = process.argv.slice(2);
  if (!url || !file) throw new UserError('Usage: dump.ts <url> <file>');
  const program = LIQUIDITY_MINING_PROGRAM_ADDRESS;
  const { bytes, authority } = await onChain(new Chain(url, 1), program);
  writeFileSync(file, new Uint8Array(bytes));
  console.log(`    ${program} has ${bytes.length} bytes at ${url}`);
  console.log(`    who can replace it: ${authority ?? 'nobody'}`);
}

main().catch(error => {
  console.error(`error: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});
