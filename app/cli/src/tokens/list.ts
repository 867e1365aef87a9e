// The user's names of tokens. SPL Token mints have none of their own, and a name that a mint gives
// itself proves nothing: anyone may call a mint USDC. So names to trade by come from this list alone.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { NATIVE_MINT } from '@liquidity-mining/sdk';
import { type Address, isAddress } from '@solana/kit';
import { CliError, usageError } from '../errors.ts';

/** A name and the mint it stands for. */
export type NamedToken = { symbol: string; mint: Address; name?: string };

const SYMBOL = /^[A-Za-z][A-Za-z0-9$._-]{0,15}$/;
/** Names that need no list. */
const KNOWN: readonly NamedToken[] = [{ symbol: 'SOL', mint: NATIVE_MINT, name: 'Solana' }];

/** @throws CliError when the file is no token list */
export function readTokenList(path: string): NamedToken[] {
  if (!existsSync(path)) return [...KNOWN];
  const wrong = () =>
    new CliError(
      'USAGE',
      `${path} is no token list: those hold [{ "symbol": "…", "mint": "…" }, …]`,
      'Mend it, or delete it and begin anew with lm token add.',
    );
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw wrong();
  }
  if (!Array.isArray(content) || !content.every(isNamedToken)) throw wrong();
  return [...KNOWN, ...content];
}

function isNamedToken(value: unknown): value is NamedToken {
  if (typeof value !== 'object' || value === null) return false;
  const { symbol, mint } = value as Record<string, unknown>;
  return (
    typeof symbol === 'string' && SYMBOL.test(symbol) && typeof mint === 'string' && isAddress(mint)
  );
}

/** Adds names to the list; a name that it has already now stands for the new mint. */
export function addToTokenList(path: string, added: readonly NamedToken[]): void {
  for (const { symbol } of added) {
    if (!SYMBOL.test(symbol)) {
      throw usageError(
        `'${symbol}' cannot be a token's name here`,
        'Use up to 16 letters, digits, $ . _ and -, with a letter first.',
      );
    }
    if (isTaken(symbol)) throw usageError(`${symbol} is a name already`, 'Choose another.');
  }
  const names = added.map(each => each.symbol.toUpperCase());
  const kept = readTokenList(path).filter(
    each => !isTaken(each.symbol) && !names.includes(each.symbol.toUpperCase()),
  );
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify([...kept, ...added], undefined, 2)}\n`);
}

function isTaken(symbol: string): boolean {
  return KNOWN.some(each => each.symbol === symbol.toUpperCase());
}
