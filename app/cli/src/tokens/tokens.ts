// Tokens by name or mint, and amounts of them in words.
import { NATIVE_MINT, readTokens, type SdkRpc, type TokenInfo } from '@liquidity-mining/sdk';
import { type Address, isAddress } from '@solana/kit';
import { CliError, usageError } from '../errors.ts';
import { formatAmount, parseAmount } from '../text/amount.ts';
import type { NamedToken } from './list.ts';

/** An amount for scripts: exact base units, and how people write them. */
export type JsonAmount = {
  mint: Address;
  symbol?: string;
  amount: bigint;
  decimals: number;
  display: string;
};

/** Looks tokens up and remembers what it found. */
export class Tokens {
  readonly #rpc: SdkRpc;
  readonly #list: readonly NamedToken[];
  readonly #known = new Map<Address, TokenInfo>();
  /** Names given by a pool in hand, as `LP`. */
  readonly #labels = new Map<Address, string>();

  constructor(rpc: SdkRpc, list: readonly NamedToken[]) {
    this.#rpc = rpc;
    this.#list = list;
  }

  /** The mint that a symbol or an address stands for. */
  mintOf(text: string): Address {
    if (isAddress(text)) return text;
    const found = this.#list.find(each => each.symbol.toUpperCase() === text.toUpperCase());
    if (found) return found.mint;
    throw new CliError(
      'NOT_FOUND',
      `No token is called ${text} here`,
      'Give its mint, or name it: lm token add <symbol> <mint>. lm token list shows the names.',
    );
  }

  /** What is known of mints; those not seen before are read in one call. */
  async infos(mints: readonly Address[]): Promise<TokenInfo[]> {
    const missing = [...new Set(mints)].filter(mint => !this.#known.has(mint));
    if (missing.length > 0) this.remember(await readTokens(this.#rpc, missing));
    return mints.map(mint => this.info(mint));
  }

  remember(tokens: readonly TokenInfo[]): void {
    for (const token of tokens) this.#known.set(token.mint, token);
  }

  /** As `infos`, of a mint that was looked up before. */
  info(mint: Address): TokenInfo {
    const found = this.#known.get(mint);
    if (found === undefined) throw new Error(`${mint} was not looked up`);
    return found;
  }

  call(mint: Address, label: string): void {
    this.#labels.set(mint, label);
  }

  /** The symbol of the list, a name given here, or the mint, shortened. */
  label(mint: Address): string {
    return (
      this.#list.find(each => each.mint === mint)?.symbol ??
      this.#labels.get(mint) ??
      `${mint.slice(0, 4)}…${mint.slice(-4)}`
    );
  }

  /** `1.5 USDC` */
  show(mint: Address, amount: bigint): string {
    return `${formatAmount(amount, this.info(mint).decimals)} ${this.label(mint)}`;
  }

  json(mint: Address, amount: bigint): JsonAmount {
    const { decimals } = this.info(mint);
    const symbol = this.#list.find(each => each.mint === mint)?.symbol;
    const display = formatAmount(amount, decimals);
    return { mint, ...(symbol && { symbol }), amount, decimals, display };
  }

  /** Base units of an amount of a token. */
  async parse(text: string, mint: Address): Promise<bigint> {
    const [token] = await this.infos([mint]);
    return parseAmount(text, (token as TokenInfo).decimals);
  }

  /** Amounts in words: `1.5 USDC`, `1 GOLD 2,000 USD`. */
  async parseAll(words: readonly string[]): Promise<{ mint: Address; amount: bigint }[]> {
    const parts = words.flatMap(word => word.trim().split(/\s+/)).filter(word => word !== 'and');
    if (parts.length === 0 || parts.length % 2 !== 0) {
      throw usageError(
        `'${parts.join(' ')}' is no amount of a token`,
        'Write the amount and then the token, as in 1.5 USDC.',
      );
    }
    const pairs = Array.from({ length: parts.length / 2 }, (_, index) => ({
      text: parts[2 * index] as string,
      mint: this.mintOf(parts[2 * index + 1] as string),
    }));
    await this.infos(pairs.map(pair => pair.mint));
    return await Promise.all(
      pairs.map(async ({ text, mint }) => ({ mint, amount: await this.parse(text, mint) })),
    );
  }

  /** What to say of mints whose issuers can freeze accounts, or that take a fee of transfers. */
  warnings(mints: readonly Address[]): string[] {
    return [...new Set(mints)].flatMap(mint => {
      const { freezeAuthority, transferFee } = this.info(mint);
      const name = this.label(mint);
      return [
        ...(freezeAuthority === null || mint === NATIVE_MINT
          ? []
          : [`${name} has a freeze authority: its issuer can freeze the pool's vault of it.`]),
        ...(transferFee.basisPoints === 0
          ? []
          : [
              `${name} takes ${formatAmount(BigInt(transferFee.basisPoints), 2)} % of each transfer.`,
            ]),
      ];
    });
  }
}
