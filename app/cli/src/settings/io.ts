/** Where a run reads and writes: the process's own streams, or a test's. */
export type Io = {
  out: (text: string) => void;
  err: (text: string) => void;
  env: Record<string, string | undefined>;
  /** Whether somebody is there to answer a question. */
  isInteractive: boolean;
  /** Whether output may be coloured, as far as the terminal goes. */
  hasColors: boolean;
  /** Stops what runs until it is stopped. */
  abortSignal: AbortSignal;
};

/** The process's own. */
export function processIo(abortSignal: AbortSignal): Io {
  return {
    out: text => void process.stdout.write(`${text}\n`),
    err: text => void process.stderr.write(`${text}\n`),
    env: process.env,
    isInteractive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    hasColors: process.stdout.isTTY === true,
    abortSignal,
  };
}
