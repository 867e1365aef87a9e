// `wallet new|show`.

import type { Address } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { TOKEN_2022_PROGRAM_ADDRESS } from '@solana-program/token-2022';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { createKeypair } from '../settings/keypair.ts';
import { expanded } from '../settings/paths.ts';
import { formatAmount } from '../text/amount.ts';
import { does, examples, type Open } from './command.ts';

const SOL_DECIMALS = 9;

export function walletCommands(program: Command, open: Open): void {
  const wallet = program.command('wallet').description('Your keypair, and what it holds');
  const making = wallet
    .command('new')
    .description('Make a keypair where the Solana CLI looks for it; none is ever overwritten')
    .option('--outfile <file>', 'write it here');
  examples(making, 'wallet new', 'wallet new --outfile bob.json');
  does<{ outfile?: string }>(making, open, async (context, _, { outfile }) => {
    const path = outfile === undefined ? context.keypairPath : expanded(outfile, context.io.env);
    const { address } = await createKeypair(path);
    context.output.say(`Made the wallet ${address}`, `Its keypair is in ${path}: back it up.`);
    context.output.result({ address, path });
  });

  const showing = wallet.command('show').description('Show address and balances');
  examples(showing, 'wallet show', 'wallet show --keypair bob.json');
  does(showing, open, showWork);
}

async function showWork(context: Context): Promise<void> {
  const { output, rpc, tokens } = context;
  const { address } = await context.signer();
  const [{ value: lamports }, ...held] = await Promise.all([
    rpc.getBalance(address, { commitment: 'confirmed' }).send(),
    ...[TOKEN_PROGRAM_ADDRESS, TOKEN_2022_PROGRAM_ADDRESS].map(programId =>
      rpc
        .getTokenAccountsByOwner(
          address,
          { programId },
          { encoding: 'jsonParsed', commitment: 'confirmed' },
        )
        .send(),
    ),
  ]);
  const balances = held
    .flatMap(({ value }) => value)
    .map(({ account }) => account.data.parsed.info)
    .map(({ mint, tokenAmount }) => ({ mint: mint as Address, amount: BigInt(tokenAmount.amount) }))
    .filter(each => each.amount > 0n);
  await tokens.infos(balances.map(each => each.mint));
  output.title(`Wallet ${address}`);
  output.facts([
    ['SOL', formatAmount(lamports, SOL_DECIMALS)],
    ...balances.map(({ mint, amount }): [string, string] => [
      tokens.label(mint),
      formatAmount(amount, tokens.info(mint).decimals),
    ]),
  ]);
  output.result({
    address,
    lamports,
    tokens: balances.map(({ mint, amount }) => tokens.json(mint, amount)),
  });
}
