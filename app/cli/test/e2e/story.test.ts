// The whole of the CLI against the real program on a local validator: one person's story, in order.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attachLocalnet } from '@liquidity-mining/localnet';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { Person } from './harness.ts';

const rpcUrl = inject('rpcUrl');
const localnet = attachLocalnet({ rpcUrl, wsUrl: inject('wsUrl') });
const ann = new Person(rpcUrl);

beforeAll(async () => {
  await ann.does('wallet new');
  const { pools } = await ann.json('localnet seed');
  expect(pools.map((each: { pair: string }) => each.pair)).toContain('GOLD/USD');
});

/** What the wallet holds of a token, in base units. */
async function held(symbol: string): Promise<bigint> {
  const { tokens } = await ann.json('wallet show');
  const found = tokens.find((each: { symbol: string }) => each.symbol === symbol);
  return BigInt(found?.amount ?? 0);
}

describe('wallet and tokens', () => {
  it('shows what the wallet holds', async () => {
    const text = await ann.does('wallet show');
    expect(text).toMatch(/GOLD\s+100\n/);
    expect(text).toMatch(/SOL\s+25\n/);
  });

  it('never overwrites a keypair', async () => {
    expect(await ann.fails('wallet new', 2)).toContain('never overwritten');
  });

  it('gives a mint a name, once it is one', async () => {
    const [{ mint }] = (await ann.json('token list')).filter(
      (each: { symbol: string }) => each.symbol === 'USD',
    );
    expect(await ann.does(`token add BUCK ${mint}`)).toContain('with 6 decimals');
    expect(await ann.does('token list')).toMatch(new RegExp(`BUCK +${mint}`));
    expect(await ann.fails('token add BUCK nothing', 2)).toContain('is no address');
    const { address } = await ann.json('wallet show');
    expect(await ann.fails(`token add ME ${address}`, 2)).toContain('is no mint');
  });
});

describe('config and pool', () => {
  it('creates a config and shows it', async () => {
    const { quote, transactions } = await ann.json('config create --trade-fee 1% --yes');
    expect(transactions).toHaveLength(1);
    const shown = await ann.json('config show 0');
    expect(shown.address).toBe(quote.config);
    expect(shown.tradeFeeRate).toBe(10_000);
    expect(await ann.does('config show 0')).toMatch(/trade fee +1 %/);
    expect(await ann.json('config list --mine')).toHaveLength(1);
  });

  it('refuses what a config cannot have', async () => {
    expect(await ann.fails('config create --index 1 --trade-fee 101% --yes', 2)).toContain(
      'percent',
    );
    expect(await ann.fails('config show 7', 3)).toContain('There is no config');
  });

  it('creates a pool, which waits for its first deposit', async () => {
    const { quote } = await ann.json('pool create GOLD EUR --config 0 --yes');
    const shown = await ann.json('pool show GOLD/EUR');
    expect(shown.address).toBe(quote.pool);
    expect(await ann.does('pool show EUR/GOLD')).toContain('the first deposit sets it');
    expect(await ann.fails('pool create GOLD EUR --config 0 --yes', 2)).toContain('exists already');
    expect(await ann.fails('deposit GOLD/EUR 1 GOLD --yes', 2)).toContain('needs both amounts');
  });

  it('refuses curves that are none', async () => {
    await ann.fails('pool create GOLD GOLD --config 0 --yes', 2);
    await ann.fails('pool create GOLD EUR --config 0 --curve round --yes', 2);
    await ann.fails('pool create EUR USD --config 0 --curve stable --yes', 2);
    await ann.fails('pool create EUR USD --config 0 --amplification 5 --yes', 2);
    const over = 'pool create EUR USD --config 0 --curve stable --amplification 1000001 --yes';
    await ann.fails(over, 5);
  });

  it('lists pools', async () => {
    expect(await ann.does('pool list --token SALT')).toMatch(/SALT/);
    const all = await ann.json('pool list');
    expect(all).toHaveLength(5);
    expect(await ann.fails('pool show GOLD', 2)).toContain('is no pool');
    expect(await ann.fails('pool show GOLD/SALT', 3)).toContain('There is no GOLD/SALT pool');
  });
});

describe('providing', () => {
  it('deposits both tokens, and says to the unit what came of it', async () => {
    const before = [await held('GOLD'), await held('EUR')];
    const { quote } = await ann.json('deposit GOLD/EUR 10 GOLD 20,000 EUR --yes');
    const after = [await held('GOLD'), await held('EUR')];
    expect(after).toEqual([
      (before[0] ?? 0n) - 10_000_000_000n,
      (before[1] ?? 0n) - 20_000_000_000n,
    ]);
    // sqrt(10^10 * 2 * 10^10), less the 1,000 locked for ever.
    expect(quote.lpMinted).toBe('14142134623');
  });

  it('lets the other amount follow, and takes one side only', async () => {
    const text = await ann.does('deposit GOLD/EUR 1 GOLD --yes');
    expect(text).toMatch(/put in +[\d.,]+ (GOLD|EUR)\n.*\n +got +[\d.,]+ LP/);
    const single = await ann.json('deposit GOLD/EUR 100 EUR --single --yes');
    expect(BigInt(single.quote.lpMinted)).toBeGreaterThan(0n);
  });

  it('refuses what cannot be deposited', async () => {
    expect(await ann.fails('deposit GOLD/EUR 1 --yes', 2)).toContain('no amount of a token');
    expect(await ann.fails('deposit GOLD/EUR 1 USD --yes', 2)).toContain('is no token of the');
    expect(await ann.fails('deposit GOLD/EUR 1 GOLD 2 GOLD --yes', 2)).toContain('Name each token');
    expect(await ann.fails('deposit GOLD/EUR 1 GOLD --lock 1 --yes', 2)).toContain('Add --stake');
    expect(await ann.fails('deposit GOLD/EUR 1,000 GOLD --yes', 4)).toMatch(
      /You have .* (GOLD|EUR);/,
    );
    expect(await ann.fails('deposit GOLD/EUR 0.0000000001 GOLD --yes', 2)).toContain('decimals');
  });

  it('stakes, all of it or with a lock', async () => {
    await ann.json('stake GOLD/EUR all --yes');
    const { quote } = await ann.json('deposit GOLD/EUR 1 GOLD --stake --lock 1 --yes');
    expect(quote.lockSlots).toBe('6480000');
    expect(await ann.fails('stake GOLD/EUR all --yes', 4)).toContain('no LP tokens');
    expect(await ann.fails('stake GOLD/EUR 1 --lock 9 --yes', 2)).toContain('no lock choice 9');
    expect(await ann.json('position list')).toHaveLength(2);
  });
});

describe('trading', () => {
  it('quotes both ways, and executes what was quoted to the unit', async () => {
    const quote = await ann.json('quote 100 EUR for GOLD');
    const swapped = await ann.json('swap 100 EUR for GOLD --yes');
    expect(swapped.quote.received.amount).toBe(quote.received.amount);
    const [event] = swapped.events;
    expect([event.name, event.fields.amountOut]).toEqual(['Swapped', quote.received.amount]);
    const exactOut = await ann.json('swap EUR for 0.01 GOLD --yes');
    expect(exactOut.quote.received.display).toBe('0.01');
  });

  it('simulates and sends nothing with --dry-run', async () => {
    const before = await held('EUR');
    const text = await ann.does('swap 100 EUR for GOLD --dry-run');
    expect(text).toMatch(/compute units +[\d,]+ by simulation/);
    expect(text).toMatch(/network fee +0\.000005 SOL/);
    expect(text).toMatch(/rent +0 SOL/);
    expect(text).toMatch(/your balance +-100 EUR/);
    expect(text).toContain('Nothing was sent');
    const { dryRun } = await ann.json('swap 100 EUR for GOLD --dry-run');
    expect(dryRun[0].computeUnits).toBeGreaterThan(0);
    expect(await held('EUR')).toBe(before);
  });

  it('pays a priority fee when asked to', async () => {
    const text = await ann.does('swap 1 EUR for GOLD --priority-fee 1000000 --dry-run');
    expect(text).toMatch(/network fee +0\.0000[1-9]/);
  });

  it('wraps and unwraps SOL as needed', async () => {
    expect(await ann.fails('quote 1 SOL for USD', 3)).toContain('There is no SOL/USD pool');
    await ann.does('pool create SOL USD --config 0 --yes');
    await ann.does('deposit SOL/USD 5 SOL 1,000 USD --yes');
    await ann.does('swap 0.1 SOL for USD --yes');
    await ann.does('swap USD for 0.1 SOL --yes');
    // None of it is left wrapped.
    expect(await ann.does('wallet show')).toMatch(/SOL +19\.\d+\n(?!.* SOL )/);
    expect(await held('SOL')).toBe(0n);
  });

  it('asks nothing where nobody can answer', async () => {
    expect(await ann.fails('swap 1 EUR for GOLD', 2)).toContain('no terminal to ask on');
    const { code, err, out } = await ann.lm('swap 1 EUR for GOLD --json');
    expect([code, out]).toEqual([2, '']);
    expect(JSON.parse(err).error).toMatchObject({ code: 'USAGE', exitCode: 2 });
  });

  it('refuses trades that are none', async () => {
    for (const trade of ['GOLD for EUR', '1 EUR', '1 EUR for 2 GOLD', '1 GOLD for GOLD']) {
      await ann.fails(`swap ${trade} --yes`, 2);
    }
    expect(await ann.fails('swap 1 DOGE for EUR --yes', 3)).toContain('No token is called DOGE');
    await ann.fails('swap 1 EUR for GOLD --slippage 101 --yes', 2);
    await ann.fails('quote 1 EUR for USD --pool GOLD/EUR', 2);
  });
});

describe('earning', () => {
  it('creates campaigns', async () => {
    const { quote } = await ann.json('campaign create GOLD/EUR 600 MINE --slots 60 --yes');
    expect(quote.rate).toEqual({ numerator: '600000000', denominator: '60' });
    await ann.does('campaign create GOLD/EUR 50 EUR --slots 400 --yes');
    const later = await ann.json(
      'campaign create GOLD/EUR 5 USD --duration 1h --start-in 900 --yes',
    );
    expect(BigInt(later.quote.durationSlots)).toBeGreaterThan(0n);
    expect(await ann.json('campaign list GOLD/EUR')).toHaveLength(3);
    expect(await ann.does('campaign list --mine')).toMatch(/#0 .*600 MINE/);
  });

  it('refuses campaigns that cannot be', async () => {
    const create = 'campaign create GOLD/EUR 600 MINE';
    expect(await ann.fails(`${create} --yes`, 2)).toContain('How long is not said');
    expect(await ann.fails(`${create} --slots 9 --yes`, 5)).toMatch(/error: /);
    expect(await ann.fails(`${create} --slots 60 --refundee me --yes`, 2)).toContain('no address');
    expect(await ann.fails(`${create} --duration soon --yes`, 2)).toContain('is no duration');
    expect(await ann.fails(`${create} --slots 60 --start-slot 1 --yes`, 5)).toMatch(/error: /);
  });

  it('tops up at the same rate', async () => {
    const { quote } = await ann.json('campaign top-up GOLD/EUR#1 --slots 400 --yes');
    expect(quote.sent).toBe('50000000');
    await ann.fails('campaign top-up GOLD/EUR --slots 1 --yes', 2);
    await ann.fails('campaign top-up GOLD/EUR#77 --slots 1 --yes', 3);
  });

  it('watches rewards tick', async () => {
    const { out } = await ann.lm('watch GOLD/EUR --count 3 --interval 1 --json');
    const looks = out.split('\n').map(line => JSON.parse(line));
    expect(looks).toHaveLength(3);
    const [first, , last] = looks.map(look => BigInt(look.slot));
    expect(last).toBeGreaterThan(first ?? 0n);
    expect(looks[2].rewards.length).toBeGreaterThan(0);
    expect(await ann.does('watch GOLD/EUR --count 1')).toMatch(/pending #\d+ +[\d.,]+ MINE/);
  });

  it('stops watching when it is told to', async () => {
    const stop = new AbortController();
    const watching = ann.lm('watch GOLD/EUR --interval 60', {}, stop.signal);
    stop.abort();
    expect((await watching).code).toBe(0);
  });

  it('claims all, and then of one position and campaign', async () => {
    const before = await held('MINE');
    const { quote, events } = await ann.json('claim --all --yes');
    expect(quote.claims.length).toBeGreaterThanOrEqual(2);
    const paid = events
      .filter((each: { name: string }) => each.name === 'RewardClaimed')
      .filter((each: { fields: { campaign: string } }) =>
        quote.claims.some(
          (one: { campaign: string; rewardMint: string }) => one.campaign === each.fields.campaign,
        ),
      );
    expect(paid.length).toBe(quote.claims.length);
    expect(await held('MINE')).toBeGreaterThan(before);
    expect(await ann.fails('claim --yes', 2)).toContain('Whose rewards is not said');
    expect(await ann.fails('claim GOLD/EUR --yes', 2)).toContain('You have 2 positions there');
  });

  it('compounds what is a token of the pool', async () => {
    const [one] = (await ann.json('position list')).sort(
      (first: { weight: string }, second: { weight: string }) =>
        Number(BigInt(second.weight) - BigInt(first.weight)),
    );
    // Everything was claimed just now: something must accrue again.
    await localnet.waitForSlot((await localnet.slot()) + 5n);
    const { quote } = await ann.json(`compound ${one.address} --yes`);
    expect(BigInt(quote.lpMinted)).toBeGreaterThan(0n);
    expect(await ann.json('position list')).toHaveLength(3);
    await ann.fails(`compound ${one.address} --campaign GOLD/EUR#0 --yes`, 5);
  });

  it('shows positions', async () => {
    const [one] = await ann.json('position list');
    const shown = await ann.json(`position show ${one.address}`);
    expect(shown.pays).toHaveLength(2);
    expect(await ann.does(`position show ${one.address}`)).toMatch(/pays now +[\d.,]+ (EUR|GOLD)/);
    expect(await ann.fails('position show nonsense', 2)).toContain('is no pool');
    await ann.fails('position show GOLD/EUR#9999', 3);
  });
});

describe('reporting', () => {
  it('reports as text, JSON and CSV', async () => {
    expect(await ann.does('position report GOLD/EUR')).toMatch(/claimed +[\d.,]+ MINE/);
    const report = await ann.json('position report GOLD/EUR');
    expect(report.lines[0].label).toBe('deposit');
    const csv = await ann.does('position report GOLD/EUR --csv');
    const [head, ...lines] = csv.split('\r\n');
    expect(head).toMatch(/^Date,Sent Amount,/);
    expect(lines.some(line => line.includes(',reward,'))).toBe(true);
    const file = join(ann.home, 'report.csv');
    await ann.does(`position report GOLD/EUR --csv --out ${file}`);
    expect(readFileSync(file, 'utf8').trimEnd()).toBe(csv);
  });

  it('refuses reports that are none', async () => {
    await ann.fails('position report GOLD/EUR --out x.csv', 2);
    expect((await ann.lm('position report GOLD/EUR --csv --json')).code).toBe(2);
    await ann.fails('position report GOLD/EUR --owner me', 2);
  });
});

describe('leaving', () => {
  it('takes out a part, and then the rest with its tokens', async () => {
    const open = await ann.json('position list');
    const unlocked = open.find((each: { multiplier: number; staked: { amount: string } }) => {
      return each.multiplier === 10_000 && BigInt(each.staked.amount) > 1_000_000_000n;
    });
    const part = await ann.json(`unstake ${unlocked.address} --amount 100 --yes`);
    expect(part.quote.lpAmount).toBe('1000000000');
    const single = await ann.json('withdraw GOLD/EUR 50 --to EUR --yes');
    expect(BigInt(single.quote.received)).toBeGreaterThan(0n);
    await ann.does('withdraw GOLD/EUR all --yes');
    expect(await ann.fails('withdraw GOLD/EUR all --yes', 4)).toContain('no LP tokens');
    const whole = await ann.does(`withdraw GOLD/EUR --position ${part.quote.newPosition} --yes`);
    expect(whole).toMatch(/gave back +[\d.,]+ LP/);
  });

  it('refuses withdrawals that are none', async () => {
    await ann.fails('withdraw GOLD/EUR --yes', 2);
    await ann.fails('withdraw GOLD/EUR 1 --to USD --yes', 2);
    await ann.fails('withdraw GOLD/EUR 1 --position GOLD/EUR --yes', 2);
    await ann.fails('unstake GOLD/EUR#9999 --yes', 3);
  });

  it('keeps what is locked, and locks for ever what is asked to be', async () => {
    const locked = (await ann.json('position list')).find(
      (each: { multiplier: number }) => each.multiplier > 10_000,
    );
    expect(await ann.fails(`unstake ${locked.address} --yes`, 5)).toContain('locked');
    await ann.does(`lock-forever ${locked.address} --yes`);
    expect((await ann.json(`position show ${locked.address}`)).lockedUntilSlot).toBe('forever');
    await ann.fails(`lock-forever ${locked.address} --yes`, 5);
    // Trades leave fees with it, which are what may leave.
    await ann.does('swap 2,000 EUR for GOLD --yes');
    const { quote } = await ann.json(`collect-fees --position ${locked.address} --yes`);
    expect(BigInt(quote.receivedA) + BigInt(quote.receivedB)).toBeGreaterThan(0n);
  });

  it("collects the creator's and the protocol's fees", async () => {
    for (const part of ['--creator', '--protocol']) {
      const { quote } = await ann.json(`collect-fees GOLD/EUR ${part} --yes`);
      expect(BigInt(quote.receivedA) + BigInt(quote.receivedB)).toBeGreaterThan(0n);
      expect(await ann.fails(`collect-fees GOLD/EUR ${part} --yes`, 5)).toMatch(/error: /);
    }
    await ann.fails('collect-fees GOLD/USD --yes', 5);
    await ann.fails('collect-fees --yes', 2);
    await ann.fails('collect-fees GOLD/EUR --creator --protocol --yes', 2);
  });

  it('closes what is done with', async () => {
    const all = await ann.json('position list --all');
    const left = all.filter((each: { isOpen: boolean }) => !each.isOpen);
    expect(left.length).toBeGreaterThan(0);
    const [{ endSlot }] = (await ann.json('campaign list GOLD/EUR --ended')).filter(
      (each: { number: number }) => each.number === 1,
    );
    await localnet.timeTravelToSlot(BigInt(endSlot) + 5n);
    await ann.does('claim --all --yes');
    const closed = await ann.json(`position close ${left[0].address} --yes`);
    expect(BigInt(closed.quote.rentReturned)).toBeGreaterThan(0n);
    const open = all.find((each: { isOpen: boolean }) => each.isOpen);
    await ann.fails(`position close ${open.address} --yes`, 5);
  });

  it('collects and closes campaigns that have ended', async () => {
    const ended = (await ann.json('campaign list GOLD/EUR --ended')).find(
      (each: { number: number }) => each.number === 0,
    );
    if (BigInt(ended.refundable.amount) > 0n) await ann.does('campaign collect GOLD/EUR#0 --yes');
    await ann.does('campaign close GOLD/EUR#0 --yes');
    expect(await ann.fails('campaign close GOLD/EUR#0 --yes', 3)).toContain('There is no campaign');
    expect(await ann.fails('campaign collect GOLD/EUR#2 --yes', 5)).toMatch(/error: /);
  });
});
