// The Solana CLI's configuration file: which cluster, and whose keypair.
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { CliError, usageError } from '../errors.ts';
import { defaultKeypairPath, expanded, solanaConfigPath } from './paths.ts';

/** What this CLI uses of it. */
export type SolanaConfig = { rpcUrl: string; keypairPath: string };

const CLUSTERS: Record<string, string> = {
  localhost: 'http://127.0.0.1:8899',
  localnet: 'http://127.0.0.1:8899',
  l: 'http://127.0.0.1:8899',
  devnet: 'https://api.devnet.solana.com',
  d: 'https://api.devnet.solana.com',
  testnet: 'https://api.testnet.solana.com',
  t: 'https://api.testnet.solana.com',
  'mainnet-beta': 'https://api.mainnet-beta.solana.com',
  m: 'https://api.mainnet-beta.solana.com',
};

/** The RPC URL of a cluster's name, as the Solana CLI knows them, or of a URL. */
export function rpcUrlOf(text: string): string {
  const known = CLUSTERS[text];
  if (known !== undefined) return known;
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw usageError(
    `'${text}' is no cluster`,
    'Give localhost, devnet, testnet, mainnet-beta or the URL of an RPC node.',
  );
}

/**
 * Reads the configuration; a local validator and the default keypair where there is none.
 *
 * @param path a file that must be there, if one was named
 * @throws CliError when it cannot be read, or is no configuration
 */
export function readSolanaConfig(
  env: Record<string, string | undefined>,
  path?: string,
): SolanaConfig {
  const file = path === undefined ? solanaConfigPath(env) : expanded(path, env);
  const defaults = { rpcUrl: rpcUrlOf('localhost'), keypairPath: defaultKeypairPath(env) };
  if (!existsSync(file)) {
    if (path === undefined) return defaults;
    throw new CliError('NOT_FOUND', `There is no file ${file}`, 'Check --solana-config.');
  }
  const content = parsed(file);
  const { json_rpc_url: url, keypair_path: keypair } = content;
  return {
    rpcUrl: typeof url === 'string' && url !== '' ? rpcUrlOf(url) : defaults.rpcUrl,
    keypairPath:
      typeof keypair === 'string' && keypair !== '' ? expanded(keypair, env) : defaults.keypairPath,
  };
}

function parsed(file: string): Record<string, unknown> {
  const fix = 'Mend it, or write it anew with: solana config set --url localhost';
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new CliError('USAGE', `${file} cannot be read as YAML`, fix, { cause });
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new CliError('USAGE', `${file} is no Solana CLI configuration`, fix);
  }
  return content as Record<string, unknown>;
}
