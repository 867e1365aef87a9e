import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadBuiltPrograms, startLocalnet } from '@liquidity-mining/localnet';
import { positionReport, readHistory } from '@liquidity-mining/sdk';
import { type Address, generateKeyPairSigner, type KeyPairSigner } from '@solana/kit';
import { format } from './amount.ts';
import { audit } from './audit.ts';
import { Chain } from './chain.ts';
import * as story from './story.ts';
import { printTable } from './table.ts';
import {
  accountOf,
  balance,
  createToken,
  give,
  openAccounts,
  type Token,
  twoOrderedKeypairs,
} from './tokens.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SOL = 1_000_000_000;

const USAGE = `Usage: npm run demo -- [options]

Runs liquidity mining end to end on a local validator and prints who got what.

  --keep             leave the validator running with a live pool, and print addresses and keys
  --slot-ms <ms>     how long a slot takes (400)
  --rpc-port <port>  JSON-RPC of the local validator (0: any free one; with --keep 8899)`;

const { values: options } = parseArgs({
  options: {
    keep: { type: 'boolean', default: false },
    'slot-ms': { type: 'string', default: '400' },
    'rpc-port': { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const say = (text: string) => console.log(`\n> ${text}`);

async function main(): Promise<void> {
  if (options.help) {
    console.log(USAGE);
    return;
  }
  const rpcPort = wholeNumber('--rpc-port', options['rpc-port'] ?? (options.keep ? '8899' : '0'));
  const slotTimeMs = wholeNumber('--slot-ms', options['slot-ms']);
  const programs = loadBuiltPrograms(ROOT);
  if (programs.length === 0) throw new Error('The program is not built. Build it: tools/build');

  say(`Starting a local validator with slots of ${slotTimeMs} ms, and deploying the program`);
  const localnet = await startLocalnet({
    slotTimeMs,
    rpcPort,
    wsPort: rpcPort === 0 ? 0 : rpcPort + 1,
    programs,
    stopOnSignal: true,
  });
  for (const program of programs) console.log(`  ${program.programId}  ${program.name}`);
  console.log(`  ${localnet.rpcUrl}`);
  try {
    const chain = new Chain(localnet.rpcUrl);
    await tell(chain, async (address, lamports) => localnet.fundSol(address, lamports));
    if (options.keep) await untilInterrupted();
  } finally {
    await localnet.stop();
  }
}

type Fund = (address: string, lamports: number) => Promise<unknown>;

async function tell(chain: Chain, fund: Fund): Promise<void> {
  const names = ['admin', 'founder', 'alice', 'bob', 'carol', 'trader', 'guild'] as const;
  const people = Object.fromEntries(
    await Promise.all(names.map(async name => [name, await generateKeyPairSigner(true)] as const)),
  ) as Record<(typeof names)[number], KeyPairSigner>;
  const { admin, founder, alice, bob, carol, trader, guild } = people;
  const everyone = Object.values(people);

  say('Everyone gets SOL and tokens');
  for (const person of everyone) await fund(person.address, 10 * SOL);
  const [mintA, mintB] = await twoOrderedKeypairs();
  const gold = await createToken(chain, founder, 'GOLD', 9, mintA);
  const usd = await createToken(chain, founder, 'USD', 6, mintB);
  const mine = await createToken(chain, founder, 'MINE', 6, await generateKeyPairSigner());
  const tokens = [gold, usd, mine];
  for (const person of everyone) {
    await openAccounts(
      chain,
      person,
      person.address,
      tokens.map(token => token.mint),
    );
  }
  const lps = [alice, bob, carol];
  const holders = [...lps, trader, guild].map(person => person.address);
  await give(
    chain,
    founder,
    gold,
    holders.map(who => [who, story.of(gold, 1_000)]),
  );
  await give(
    chain,
    founder,
    usd,
    holders.map(who => [who, story.of(usd, 1_000_000)]),
  );
  await give(chain, founder, mine, [[founder.address, story.of(mine, 1_000_000)]]);

  say('The founder opens a GOLD-USD pool: 0.3 % a trade, of it 80 % to LPs');
  const market = await story.openMarket(chain, admin, founder, gold, usd);
  for (const person of everyone)
    await openAccounts(chain, person, person.address, [market.lp.mint]);

  say('Alice sets the price at 2,000 USD a GOLD');
  await story.deposit(chain, market, alice, story.of(gold, 100), story.of(usd, 200_000));
  const aliceLp = await lpOf(chain, market, alice.address);

  say(
    'The founder streams 60,000 MINE over 60 slots from now; the guild 500 USD over 40 from later',
  );
  const soon = (await chain.slot()) + 12n;
  const campaigns = [
    await story.createCampaign(
      chain,
      market,
      founder,
      mine,
      story.of(mine, 60_000),
      undefined,
      60n,
    ),
    await story.createCampaign(chain, market, guild, usd, story.of(usd, 500), soon, 40n),
  ];

  say(
    'Alice stakes; Bob deposits and stakes in one go; Carol keeps half of her LP tokens unstaked',
  );
  const positions = new Map<Address, Address>();
  positions.set(alice.address, await story.stake(chain, market, alice, aliceLp));
  positions.set(
    bob.address,
    await story.depositAndStake(chain, market, bob, story.of(gold, 50), story.of(usd, 100_000)),
  );
  await story.deposit(chain, market, carol, story.of(gold, 25), story.of(usd, 50_000));
  const carolLp = await lpOf(chain, market, carol.address);
  positions.set(carol.address, await story.stake(chain, market, carol, carolLp / 2n));
  const positionOf = (lp: KeyPairSigner) => must(positions.get(lp.address));

  say('The trader swaps back and forth');
  for (let round = 0; round < 3; round += 1) {
    const before = await balanceOf(chain, trader.address, gold);
    await story.swap(chain, market, trader, usd, story.of(usd, 20_000 + 5_000 * round));
    const bought = (await balanceOf(chain, trader.address, gold)) - before;
    await story.swap(chain, market, trader, gold, bought);
  }

  say('Alice claims; the trader sends a claim for Bob, who is paid all the same');
  const aliceNow = await story.claim(chain, alice, positionOf(alice), must(campaigns[0]));
  const bobNow = await story.claim(chain, trader, positionOf(bob), must(campaigns[0]));
  console.log(
    `  Alice ${format(aliceNow, mine.decimals)} MINE, Bob ${format(bobNow, mine.decimals)} MINE`,
  );

  say('Carol leaves the farm early; what she earned waits for her');
  await story.unstake(chain, carol, positionOf(carol));

  const lastSlot = campaigns.map(each => each.endSlot).reduce((a, b) => (a > b ? a : b));
  say('The campaigns run out');
  await chain.waitForSlot(lastSlot, 'both campaigns have ended');

  say('Everyone claims, leaves and takes everything along');
  for (const campaign of campaigns) {
    for (const lp of lps) await story.claim(chain, lp, positionOf(lp), campaign);
  }
  await story.unstakeAndWithdraw(chain, alice, positionOf(alice));
  await story.unstakeAndWithdraw(chain, bob, positionOf(bob));
  await story.withdraw(chain, market, carol, await lpOf(chain, market, carol.address));
  for (const lp of lps) await story.closePosition(chain, lp, positionOf(lp));
  const refunds: bigint[] = [];
  for (const campaign of campaigns) {
    refunds.push(await story.closeCampaign(chain, trader, campaign));
  }
  await story.collectFees(chain, market, admin, founder);

  const { rpc } = chain;
  const [history, slot] = [await readHistory({ rpc, pool: market.pool }), await chain.slot()];
  const reports = new Map(
    lps.map(({ address: owner }) => {
      const { mint: lpMint } = market.lp;
      return [owner, positionReport({ pool: market.pool, lpMint, owner, history, slot })];
    }),
  );
  const paidTo = (owner: Address, campaign: Address) =>
    reports.get(owner)?.rewardsClaimed.find(each => each.campaign === campaign)?.amount ?? 0n;
  const nameOf = new Map(names.map(name => [people[name].address, capital(name)]));
  printTable(
    'Liquidity: what went in, what came out, and the fees in it',
    ['who', 'GOLD in', 'USD in', 'GOLD out', 'USD out', 'GOLD fees', 'USD fees'],
    lps.map(({ address }) => {
      const report = must(reports.get(address));
      return [
        must(nameOf.get(address)),
        format(report.deposited.a, gold.decimals),
        format(report.deposited.b, usd.decimals),
        format(report.withdrawn.a, gold.decimals),
        format(report.withdrawn.b, usd.decimals),
        format(report.feesEarned.a, gold.decimals),
        format(report.feesEarned.b, usd.decimals),
      ];
    }),
  );
  printTable(
    'Rewards: what each campaign paid',
    ['who', 'MINE', 'USD'],
    [
      ...lps.map(({ address }) => [
        must(nameOf.get(address)),
        ...campaigns.map(each => format(paidTo(address, each.address), each.reward.decimals)),
      ]),
      [
        'back to funder',
        ...campaigns.map((each, i) => format(must(refunds[i]), each.reward.decimals)),
      ],
      [
        'sum',
        ...campaigns.map((each, i) => {
          const paid = lps.map(lp => paidTo(lp.address, each.address));
          return format(
            paid.reduce((a, b) => a + b, must(refunds[i])),
            each.reward.decimals,
          );
        }),
      ],
    ],
  );
  await audit(
    chain,
    market,
    [...tokens, market.lp],
    everyone.map(person => person.address),
    campaigns.map(each => each.vault),
  );

  if (options.keep) await leaveRunning(chain, market, people, mine);
}

/** Puts liquidity and a long campaign back, and prints what one needs to play on. */
async function leaveRunning(
  chain: Chain,
  market: story.Market,
  people: Record<string, KeyPairSigner>,
  mine: Token,
): Promise<void> {
  const { alice, founder } = people as { alice: KeyPairSigner; founder: KeyPairSigner };
  say('Leaving a live pool behind: Alice is back in, and 500,000 MINE stream over 100,000 slots');
  await story.depositAndStake(
    chain,
    market,
    alice,
    story.of(market.a, 100),
    story.of(market.b, 200_000),
  );
  const campaign = await story.createCampaign(
    chain,
    market,
    founder,
    mine,
    story.of(mine, 500_000),
    undefined,
    100_000n,
  );
  const folder = join(ROOT, '.localnet');
  mkdirSync(folder, { recursive: true });
  const keyFiles = await Promise.all(
    Object.entries(people).map(async ([name, signer]) => {
      const file = join(folder, `${name}.json`);
      writeFileSync(file, `${JSON.stringify([...(await secretKeyOf(signer))])}\n`, { mode: 0o600 });
      return [capital(name), signer.address, file];
    }),
  );
  printTable(
    'Addresses',
    ['what', 'address'],
    [
      ['RPC', chain.url],
      ['pool', market.pool],
      ['farm', market.farm],
      ['config', market.config],
      ['campaign', campaign.address],
      ...[market.a, market.b, mine, market.lp].map(token => [`mint ${token.name}`, token.mint]),
    ],
  );
  printTable('Keys', ['who', 'address', 'keypair file'], keyFiles);
  console.log('\nThe validator runs until Ctrl-C.');
}

async function secretKeyOf(signer: KeyPairSigner): Promise<Uint8Array> {
  const { privateKey, publicKey } = signer.keyPair;
  const jwk = await crypto.subtle.exportKey('jwk', privateKey);
  const raw = await crypto.subtle.exportKey('raw', publicKey);
  return Uint8Array.from([...Buffer.from(jwk.d ?? '', 'base64url'), ...new Uint8Array(raw)]);
}

async function lpOf(chain: Chain, market: story.Market, owner: Address): Promise<bigint> {
  return balanceOf(chain, owner, market.lp);
}

async function balanceOf(chain: Chain, owner: Address, token: Token): Promise<bigint> {
  return balance(chain, await accountOf(owner, token.mint));
}

/** What the story itself has made sure is there. */
function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The story has lost its thread: please report this');
  return value;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${option} ${text} is not a whole number`);
  return Number(text);
}

function untilInterrupted(): Promise<never> {
  setInterval(() => {}, 3_600_000);
  return new Promise(() => {});
}

main().catch(error => {
  console.error(`\nerror: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});
