// `config create|show|list`: fee tiers, which pools copy their terms from.
import {
  type Config,
  fetchMaybeConfig,
  findConfigPda,
  getCreateConfigInstructionAsync,
} from '@liquidity-mining/client';
import { AccountNotFoundError, findConfigs } from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { execute } from '../execute.ts';
import { configAddress } from '../find/configs.ts';
import { formatMillionths, parseIndex, parsePercent } from '../text/numbers.ts';
import { table } from '../text/table.ts';
import { does, examples, type Open } from './command.ts';

const MILLION = 1_000_000;

type CreateOptions = {
  index: string;
  tradeFee: string;
  protocolShare: string;
  creatorShare: string;
};

export function configCommands(program: Command, open: Open): void {
  const config = program
    .command('config')
    .description('Fee tiers, from which pools copy their terms');
  const creating = config
    .command('create')
    .description('Create a config of your own')
    .option('--index <number>', 'its number among yours', '0')
    .option('--trade-fee <percent>', 'of what a trader gives', '0.3%')
    .option('--protocol-share <percent>', 'of the trade fee, to the fee recipient: you', '12%')
    .option('--creator-share <percent>', 'of the trade fee, to a pool’s creator', '4%');
  examples(creating, 'config create', 'config create --index 1 --trade-fee 0.05%');
  does<CreateOptions>(creating, open, createWork);

  const showing = config
    .command('show')
    .description('Show a config')
    .argument('<config>', 'its address, or the number of one of yours');
  examples(showing, 'config show 0');
  does(showing, open, async (context, [text = '']) => {
    const address = await configAddress(context, text);
    const found = await fetchMaybeConfig(context.rpc, address, { commitment: 'confirmed' });
    if (!found.exists) throw new AccountNotFoundError('config', address);
    show(context, address, found.data);
  });

  const listing = config.command('list').description('List all configs, or yours');
  listing.option('--mine', 'only yours');
  examples(listing, 'config list --mine');
  does<{ mine?: boolean }>(listing, open, async (context, _, options) => {
    const admin = options.mine ? (await context.signer()).address : undefined;
    const found = await findConfigs({ rpc: context.rpc, ...(admin && { admin }) });
    const rows = found.map(({ address, data }) => [address, ...termsOf(data), data.admin]);
    const head = ['config', 'trade fee', 'protocol', 'creator', 'admin'];
    context.output.say(...table(head, rows, [1, 2, 3]));
    context.output.result(found.map(({ address, data }) => jsonOf(address, data)));
  });
}

async function createWork(context: Context, _: readonly string[], options: CreateOptions) {
  context.requireConsent();
  const admin = await context.signer();
  const terms = {
    index: parseIndex(options.index, '--index'),
    tradeFeeRate: parsePercent(options.tradeFee, MILLION, '--trade-fee'),
    protocolFeeShare: parsePercent(options.protocolShare, MILLION, '--protocol-share'),
    creatorFeeShare: parsePercent(options.creatorShare, MILLION, '--creator-share'),
  };
  const [config] = await findConfigPda({ admin: admin.address, index: terms.index });
  const [fee, protocol, creator] = termsOf(terms);
  await execute(context, {
    title: 'Create a config',
    rows: [
      ['config', config],
      ['trade fee', fee],
      ['of it protocol', protocol],
      ['of it creator', creator],
    ],
    quote: { config, admin: admin.address, ...terms },
    transactions: [[await getCreateConfigInstructionAsync({ admin, ...terms })]],
    outcome: () => [['config', config]],
  });
}

type Terms = Pick<Config, 'tradeFeeRate' | 'protocolFeeShare' | 'creatorFeeShare'>;

/** Trade fee, and the protocol's and the creator's parts of it. */
function termsOf(terms: Terms): [string, string, string] {
  return [
    formatMillionths(terms.tradeFeeRate),
    formatMillionths(terms.protocolFeeShare),
    formatMillionths(terms.creatorFeeShare),
  ];
}

function show({ output }: Context, address: Address, config: Config): void {
  const [fee, protocol, creator] = termsOf(config);
  output.title(`Config ${config.index}`);
  output.facts([
    ['address', address],
    ['trade fee', fee],
    ['of it protocol', protocol],
    ['of it creator', creator],
    ['admin', config.admin],
    ['fee recipient', config.feeRecipient],
  ]);
  output.result(jsonOf(address, config));
}

function jsonOf(address: Address, { discriminator, padding, bump, ...config }: Config) {
  return { address, ...config };
}
