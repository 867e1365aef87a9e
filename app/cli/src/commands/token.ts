// `token add|list`: what tokens are called here.
import { isAddress } from '@solana/kit';
import type { Command } from 'commander';
import { usageError } from '../errors.ts';
import { table } from '../text/table.ts';
import { addToTokenList, readTokenList } from '../tokens/list.ts';
import { does, examples, type Open } from './command.ts';

export function tokenCommands(program: Command, open: Open): void {
  const token = program.command('token').description('Names of tokens, which are yours to give');
  const adding = token
    .command('add')
    .description('Give a mint a name; names that mints give themselves are never traded by')
    .argument('<symbol>', 'as USDC')
    .argument('<mint>', 'the address of the mint');
  examples(adding, 'token add USDC EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v');
  does(adding, open, async (context, [symbol = '', mint = '']) => {
    if (!isAddress(mint)) throw usageError(`'${mint}' is no address`, 'Give the mint’s address.');
    const [info] = await context.tokens.infos([mint]);
    addToTokenList(context.tokenListPath, [{ symbol, mint }]);
    context.output.say(`${symbol} is now ${mint}, with ${info?.decimals} decimals.`);
    context.output.result({ symbol, mint, decimals: info?.decimals });
  });

  const listing = token.command('list').description('List the names');
  examples(listing, 'token list');
  does(listing, open, async context => {
    const list = readTokenList(context.tokenListPath);
    const rows = list.map(each => [each.symbol, each.mint, each.name ?? '']);
    context.output.say(...table(['symbol', 'mint', 'name'], rows));
    context.output.result(list);
  });
}
