import { run } from './run.ts';
import { processIo } from './settings/io.ts';

/** Runs `lm` as a process: Ctrl-C stops what it does, a second one stops it at once. */
export async function main(): Promise<void> {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  // Whoever reads our output may stop reading; that is no error.
  process.stdout.on('error', () => process.exit(0));
  process.exitCode = await run(process.argv.slice(2), processIo(controller.signal));
}
