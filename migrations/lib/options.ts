import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { UserError } from './error.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const TEST_KEYS = `${ROOT}tests/keys/`;
/** Where unfinished uploads are remembered. */
export const UPLOADS = `${ROOT}target/deploy/`;

export const USAGE = `Usage: npm run deploy -- <localnet | devnet | URL> [options]

Deploys the built program or upgrades it, compares what is on chain with the build, and creates the
first config. Safe to run again: it does what is left to do, and goes on with an interrupted upload.

  --dry-run                 say what it would do and cost, and send nothing
  --program <so>            the build (target/deploy/liquidity_mining.so)
  --program-keypair <file>  the program's address (localnet: tests/keys/liquidity_mining-keypair.json)
  --payer <file>            pays, and is upgrade authority and config admin
                            (localnet: tests/keys/localnet-wallet.json)
  --priority-fee <n>        micro-lamports per compute unit, for a busy cluster (0)
  --concurrency <n>         transactions under way at once (localnet: 64, else 8)
  --skip-init               deploy only
  --config-index <n>        number of the config among the payer's (0)
  --trade-fee-rate <n>      the config's terms, in millionths (3000, which is 0.3 %)
  --protocol-fee-share <n>  of the trade fee (120000, which is 12 %)
  --creator-fee-share <n>   of the trade fee (40000, which is 4 %)
  --allow-mainnet           needed where the cluster turns out to be mainnet`;

export type Options = {
  url: string;
  isLocal: boolean;
  dryRun: boolean;
  soPath: string;
  programKeypair: string;
  payer: string;
  priorityFee: number;
  concurrency: number;
  allowMainnet: boolean;
  config: ConfigTerms | undefined;
};

export type ConfigTerms = {
  index: number;
  tradeFeeRate: number;
  protocolFeeShare: number;
  creatorFeeShare: number;
};

/** Nothing when help was asked for. */
export function readOptions(args: string[]): Options | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [cluster, ...others] = positionals;
  if (!cluster || others.length > 0) throw new UserError(`Say one cluster.\n\n${USAGE}`);
  const url = urlOf(cluster);
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
  const own = (value: string | undefined, option: string, test: string): string => {
    if (value !== undefined) return value;
    if (isLocal) return TEST_KEYS + test;
    throw new UserError(`${cluster} wants ${option} <file>: the keys in tests/keys are public.
  Make one: tools/anchor/bin/anchor keygen new --outfile <file>`);
  };
  return {
    url,
    isLocal,
    dryRun: values['dry-run'],
    soPath: values.program ?? `${ROOT}target/deploy/liquidity_mining.so`,
    programKeypair: own(
      values['program-keypair'],
      '--program-keypair',
      'liquidity_mining-keypair.json',
    ),
    payer: own(values.payer, '--payer', 'localnet-wallet.json'),
    priorityFee: number(values['priority-fee'], '--priority-fee'),
    concurrency: number(values.concurrency ?? (isLocal ? '64' : '8'), '--concurrency', 1),
    allowMainnet: values['allow-mainnet'],
    config: values['skip-init']
      ? undefined
      : {
          index: number(values['config-index'], '--config-index'),
          tradeFeeRate: number(values['trade-fee-rate'], '--trade-fee-rate'),
          protocolFeeShare: number(values['protocol-fee-share'], '--protocol-fee-share'),
          creatorFeeShare: number(values['creator-fee-share'], '--creator-fee-share'),
        },
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        program: { type: 'string' },
        'program-keypair': { type: 'string' },
        payer: { type: 'string' },
        'priority-fee': { type: 'string', default: '0' },
        concurrency: { type: 'string' },
        'skip-init': { type: 'boolean', default: false },
        'config-index': { type: 'string', default: '0' },
        'trade-fee-rate': { type: 'string', default: '3000' },
        'protocol-fee-share': { type: 'string', default: '120000' },
        'creator-fee-share': { type: 'string', default: '40000' },
        'allow-mainnet': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}

function urlOf(cluster: string): string {
  if (cluster === 'localnet') return 'http://127.0.0.1:8899';
  if (cluster === 'devnet') return 'https://api.devnet.solana.com';
  if (/^https?:\/\//.test(cluster) && URL.canParse(cluster)) return cluster;
  throw new UserError(`'${cluster}' is neither localnet nor devnet nor a URL.`);
}

function number(value: string, option: string, least = 0): number {
  const parsed = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(parsed) || parsed < least) {
    throw new UserError(`${option} ${value} is not a whole number of at least ${least}.`);
  }
  return parsed;
}
