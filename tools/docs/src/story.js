// The story of docs/transcript.md, step by step. <1> is the first position that was listed last.
/** @type {readonly { title: string, why: string, commands: readonly string[] }[]} */
export const STORY = [
  {
    title: 'A wallet and a chain',
    why: 'A keypair, a local validator with the program on it, and a market to start from: tokens with names, and some of each in the wallet.',
    commands: [
      'npx lm wallet new',
      'npx lm localnet start',
      'npx lm localnet seed',
      'npx lm wallet show',
      'npx lm pool list',
    ],
  },
  {
    title: 'A pool',
    why: 'A fee tier first: 0.3 % a trade, of it 12 % to the protocol and 4 % to the creator. Then a pool under it. It is empty, and the first deposit sets its price: 2,000 EUR for 1 GOLD.',
    commands: [
      'npx lm config create --yes',
      'npx lm pool create GOLD EUR --config 0 --yes',
      'npx lm deposit GOLD/EUR 10 GOLD 20,000 EUR --yes',
      'npx lm pool show GOLD/EUR',
    ],
  },
  {
    title: 'A campaign',
    why: '500 MINE to the stakers of this pool, over 250 slots: 2 in each.',
    commands: [
      'npx lm campaign create GOLD/EUR 500 MINE --slots 250 --yes',
      'npx lm campaign list GOLD/EUR',
    ],
  },
  {
    title: 'Provide',
    why: 'What is in the wallet as LP tokens is staked. More goes in and is staked in one instruction; how many EUR follows from the price.',
    commands: ['npx lm stake GOLD/EUR all --yes', 'npx lm deposit GOLD/EUR 1 GOLD --stake --yes'],
  },
  {
    title: 'Trade',
    why: 'First a quote, then a dry run, then the swap. What it gives is what was quoted, to the last unit.',
    commands: [
      'npx lm quote 500 EUR for GOLD',
      'npx lm swap 500 EUR for GOLD --dry-run',
      'npx lm swap 500 EUR for GOLD --yes',
    ],
  },
  {
    title: 'Earn',
    why: 'Rewards tick slot by slot.',
    commands: [
      'npx lm watch GOLD/EUR --count 3',
      'npx lm position list',
      'npx lm claim --all --yes',
    ],
  },
  {
    title: 'Report',
    why: 'What was given, got and earned, from the events of the pool alone; as text, and as CSV that tax tools read. (Block times of this local validator are not real ones.)',
    commands: ['npx lm position report GOLD/EUR', 'npx lm position report GOLD/EUR --csv'],
  },
  {
    title: 'Leave',
    why: 'Both positions leave the farm and the pool in one instruction each. What was earned until then is claimed, and the rent of the positions returns. Nobody else is staked, so the rest of the campaign is paid to nobody: once it has ended it goes back to whoever funded it.',
    commands: [
      'npx lm withdraw GOLD/EUR --position <1> --yes',
      'npx lm withdraw GOLD/EUR --position <2> --yes',
      'npx lm claim --all --yes',
      'npx lm position list --all',
      'npx lm position close <1> --yes',
      'npx lm position close <2> --yes',
      'sleep 100',
      'npx lm campaign list GOLD/EUR --ended',
      'npx lm campaign close GOLD/EUR#0 --yes',
      'npx lm collect-fees GOLD/EUR --creator --yes',
      'npx lm collect-fees GOLD/EUR --protocol --yes',
      'npx lm wallet show',
      'npx lm localnet stop',
    ],
  },
];
