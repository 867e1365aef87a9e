import { fetchPool } from '@liquidity-mining/client';
import type { Address } from '@solana/kit';
import { format } from './amount.ts';
import type { Chain } from './chain.ts';
import type { Market } from './story.ts';
import { printTable } from './table.ts';
import { accountOf, balance, supply, type Token } from './tokens.ts';

/**
 * Accounts for every base unit that exists of every token: what is in people's wallets, what is in
 * the program's vaults, and what the program's own books say should be there.
 *
 * @throws when a single unit is missing, or is where the books do not have it
 */
export async function audit(
  chain: Chain,
  market: Market,
  tokens: readonly Token[],
  people: readonly Address[],
  rewardVaults: readonly Address[],
): Promise<void> {
  const pool = (await fetchPool(chain.rpc, market.pool)).data;
  const booked = new Map<Address, bigint>([
    [market.a.mint, pool.reserveA + pool.protocolFeesA + pool.creatorFeesA],
    [market.b.mint, pool.reserveB + pool.protocolFeesB + pool.creatorFeesB],
  ]);
  const vaults = [market.vaultA, market.vaultB, market.stakeVault, ...rewardVaults];
  const vaultOf = new Map([
    [market.a.mint, market.vaultA],
    [market.b.mint, market.vaultB],
  ]);
  const rows: string[][] = [];
  const faults: string[] = [];
  for (const token of tokens) {
    const exists = await supply(chain, token.mint);
    const inWallets = sum(
      await Promise.all(people.map(async who => balance(chain, await accountOf(who, token.mint)))),
    );
    const vault = vaultOf.get(token.mint);
    const inVault = vault === undefined ? 0n : await balance(chain, vault);
    const inBooks = booked.get(token.mint) ?? 0n;
    const missing = exists - inWallets - inVault;
    if (missing !== 0n) faults.push(`${missing} base units of ${token.name} are missing`);
    if (inVault !== inBooks) faults.push(`the ${token.name} vault is not what the books say`);
    const show = (amount: bigint) => format(amount, token.decimals);
    rows.push([
      token.name,
      show(exists),
      show(inWallets),
      show(inVault),
      show(inBooks),
      `${missing}`,
    ]);
  }
  printTable(
    'Where every token is',
    ['token', 'exists', 'in wallets', 'in the pool', "pool's books", 'missing'],
    rows,
  );
  const leftovers = sum(await Promise.all(vaults.slice(2).map(each => balance(chain, each))));
  if (leftovers !== 0n) faults.push(`${leftovers} base units are left in farm and reward vaults`);
  if (faults.length > 0) throw new Error(`The books do not balance:\n  ${faults.join('\n  ')}`);
  console.log(
    '\nEvery base unit is accounted for. What is left in the pool belongs to the 1,000 LP units locked for ever.',
  );
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, each) => total + each, 0n);
