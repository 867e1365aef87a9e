import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Env = Record<string, string | undefined>;

/** The repository. */
export const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

export function homeOf(env: Env): string {
  return env.HOME || homedir();
}

/** `~` as shells read it. */
export function expanded(path: string, env: Env): string {
  return path === '~' || path.startsWith('~/') ? join(homeOf(env), path.slice(1)) : path;
}

/** The Solana CLI's own configuration. */
export function solanaConfigPath(env: Env): string {
  return join(homeOf(env), '.config/solana/cli/config.yml');
}

/** Where the Solana CLI keeps a keypair if nothing else is said. */
export function defaultKeypairPath(env: Env): string {
  return join(homeOf(env), '.config/solana/id.json');
}

/** The user's names of tokens. */
export function tokenListPath(env: Env): string {
  const config = env.XDG_CONFIG_HOME || join(homeOf(env), '.config');
  return env.LM_TOKEN_LIST || join(config, 'liquidity-mining/tokens.json');
}
