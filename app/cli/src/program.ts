// The command line: what there is, and the options that every command has.
import { Command } from 'commander';
import { campaignCommands } from './commands/campaign.ts';
import type { Open } from './commands/command.ts';
import { configCommands } from './commands/config.ts';
import { feeCommands } from './commands/fees.ts';
import { liquidityCommands } from './commands/liquidity.ts';
import { localnetCommands } from './commands/localnet.ts';
import { poolCommands } from './commands/pool.ts';
import { positionCommands } from './commands/position.ts';
import { rewardCommands } from './commands/rewards.ts';
import { stakeCommands } from './commands/stake.ts';
import { tokenCommands } from './commands/token.ts';
import { tradeCommands } from './commands/trade.ts';
import { walletCommands } from './commands/wallet.ts';
import { watchCommand } from './commands/watch.ts';
import type { Io } from './settings/io.ts';

/** Where help goes: asked for, or in place of a command. Errors are thrown. */
export type Print = Pick<Io, 'out' | 'err'>;

export function createProgram(open: Open, print: Print): Command {
  const program = new Command('lm')
    .description('Liquidity mining: provide, earn, fund, report, leave')
    .version('0.1.0')
    .option('-u, --url <url>', 'cluster: localhost, devnet, … or the URL of an RPC node')
    .option('-k, --keypair <file>', 'the wallet’s keypair')
    .option('-C, --solana-config <file>', 'the Solana CLI’s configuration file')
    .option('--json', 'print one JSON value, base units as strings')
    .option('-y, --yes', 'go ahead without a question')
    .option('--dry-run', 'simulate only: compute units, fee, rent and balance changes')
    .option('--slippage <percent>', 'how much worse than quoted it may be', '0.5%')
    .option('--valid-for <slots>', 'for how many slots from now it may run', '150')
    .option('--priority-fee <micro>', 'millionths of a lamport per compute unit', '0')
    .option('--no-color', 'no colours (nor with NO_COLOR, nor without a terminal)')
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `
Cluster and wallet are those of ~/.config/solana/cli/config.yml unless --url and --keypair, or
LM_URL and LM_KEYPAIR, say others. Without that file it is a local validator.
Exit codes: docs/exit-codes.md.

Examples:
  $ lm localnet start && lm localnet seed
  $ lm pool list
  $ lm deposit GOLD/USD 1 GOLD --stake
  $ lm claim --all --yes`,
    );
  for (const hangUp of [
    poolCommands,
    tradeCommands,
    liquidityCommands,
    stakeCommands,
    rewardCommands,
    feeCommands,
    campaignCommands,
    positionCommands,
    configCommands,
    watchCommand,
    tokenCommands,
    walletCommands,
    localnetCommands,
  ]) {
    hangUp(program, open);
  }
  quieten(program, print);
  return program;
}

/** Errors are thrown, help goes where results go, and every command shows the common options. */
function quieten(command: Command, print: Print): void {
  command.exitOverride();
  command.configureHelp({ showGlobalOptions: true });
  command.configureOutput({
    writeOut: text => print.out(text.trimEnd()),
    writeErr: text => print.err(text.trimEnd()),
    outputError: () => {},
  });
  for (const each of command.commands) quieten(each, print);
}
