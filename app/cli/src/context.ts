// What every command starts from: the cluster, the wallet, names of tokens, and where to print.
import {
  type Bounds,
  estimateSlotsPerSecond,
  presentSlot,
  type Ratio,
} from '@liquidity-mining/sdk';
import { createSolanaRpc, type KeyPairSigner } from '@solana/kit';
import { usageError } from './errors.ts';
import type { Io } from './settings/io.ts';
import { readKeypair } from './settings/keypair.ts';
import { expanded, tokenListPath } from './settings/paths.ts';
import { readSolanaConfig, rpcUrlOf } from './settings/solanaConfig.ts';
import { parseCount, parsePercent } from './text/numbers.ts';
import { readTokenList } from './tokens/list.ts';
import { Tokens } from './tokens/tokens.ts';
import { Output } from './ui/output.ts';

/** Options that every command has. */
export type GlobalOptions = {
  url?: string;
  keypair?: string;
  solanaConfig?: string;
  json?: boolean;
  yes?: boolean;
  dryRun?: boolean;
  slippage: string;
  validFor: string;
  priorityFee: string;
  color: boolean;
};

const BASIS_POINTS = 10_000;
const MEASURED_MS = 1_500;

export class Context {
  readonly io: Io;
  readonly options: GlobalOptions;
  readonly output: Output;
  readonly rpcUrl: string;
  readonly keypairPath: string;
  readonly rpc: ReturnType<typeof createSolanaRpc>;
  #tokens: Tokens | undefined;
  #signer: KeyPairSigner | undefined;
  #pace: Promise<Ratio | undefined> | undefined;

  constructor(io: Io, options: GlobalOptions) {
    this.io = io;
    this.options = options;
    this.output = new Output(io, { json: options.json === true, color: options.color });
    const config = readSolanaConfig(io.env, options.solanaConfig);
    const url = options.url ?? io.env.LM_URL;
    const keypair = options.keypair ?? io.env.LM_KEYPAIR;
    this.rpcUrl = url ? rpcUrlOf(url) : config.rpcUrl;
    this.keypairPath = keypair ? expanded(keypair, io.env) : config.keypairPath;
    this.rpc = createSolanaRpc(this.rpcUrl);
  }

  get tokens(): Tokens {
    this.#tokens ??= new Tokens(this.rpc, readTokenList(this.tokenListPath));
    return this.#tokens;
  }

  get tokenListPath(): string {
    return tokenListPath(this.io.env);
  }

  /** Whether the cluster runs on this machine. */
  get isLocal(): boolean {
    return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(this.rpcUrl).hostname);
  }

  /** The wallet. */
  async signer(): Promise<KeyPairSigner> {
    this.#signer ??= await readKeypair(this.keypairPath);
    return this.#signer;
  }

  /** Bounds of priced instructions. */
  bounds(): Bounds {
    const { slippage, validFor } = this.options;
    return {
      slippageBps: parsePercent(slippage, BASIS_POINTS, '--slippage'),
      validForSlots: parseCount(validFor, '--valid-for'),
    };
  }

  priorityFee(): bigint {
    return parseCount(this.options.priorityFee, '--priority-fee');
  }

  /** Slots per second, as an estimate; measured on a local validator, whose samples say nothing. */
  async pace(): Promise<Ratio | undefined> {
    this.#pace ??= this.isLocal ? this.#measured() : estimateSlotsPerSecond({ rpc: this.rpc });
    return await this.#pace;
  }

  async #measured(): Promise<Ratio | undefined> {
    const [start, from] = [performance.now(), await presentSlot(this.rpc)];
    await new Promise(done => setTimeout(done, MEASURED_MS));
    const slots = (await presentSlot(this.rpc)) - from;
    const milliseconds = BigInt(Math.max(1, Math.round(performance.now() - start)));
    return slots > 0n ? { numerator: slots * 1_000n, denominator: milliseconds } : undefined;
  }

  /** Refuses, before anything is asked of the chain, to go where a question could not be asked. */
  requireConsent(): void {
    const { yes, dryRun, json } = this.options;
    if (yes || dryRun || (this.io.isInteractive && !json)) return;
    throw usageError(
      json ? '--json asks no questions' : 'There is no terminal to ask on',
      'Add --yes to go ahead, or --dry-run to see what would happen.',
    );
  }
}
