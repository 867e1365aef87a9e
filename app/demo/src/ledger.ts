import type { ProgramEvent } from '@liquidity-mining/client';
import type { Address } from '@solana/kit';

/** What one person gave and got, in base units, from the program's events alone. */
export type Account = {
  depositedA: bigint;
  depositedB: bigint;
  withdrawnA: bigint;
  withdrawnB: bigint;
  /** LP tokens held, in the wallet and staked. */
  lp: bigint;
  /** This person's part of the LPs' fees, to the unit of each swap, rounded down. */
  feesA: bigint;
  feesB: bigint;
  /** Rewards by campaign. */
  rewards: Map<Address, bigint>;
};

/** Rebuilds everyone's account by reading events in order. */
export function ledgerOf(events: readonly ProgramEvent[]): Map<Address, Account> {
  const ledger = new Map<Address, Account>();
  let supply = 0n;
  const open = (owner: Address): Account => {
    const account = ledger.get(owner) ?? {
      depositedA: 0n,
      depositedB: 0n,
      withdrawnA: 0n,
      withdrawnB: 0n,
      lp: 0n,
      feesA: 0n,
      feesB: 0n,
      rewards: new Map(),
    };
    ledger.set(owner, account);
    return account;
  };
  for (const { name, fields } of events) {
    const values: Record<string, unknown> = fields;
    const number = (field: string) => BigInt((values[field] ?? 0) as bigint | number);
    const address = (field: string) => values[field] as Address;
    if (name === 'LiquidityChanged') {
      const account = open(address('owner'));
      supply = number('lpSupply');
      if (number('isDeposit') === 1n) {
        account.depositedA += number('amountA');
        account.depositedB += number('amountB');
        account.lp += number('lpAmount');
      } else {
        account.withdrawnA += number('amountA');
        account.withdrawnB += number('amountB');
        account.lp -= number('lpAmount');
      }
    } else if (name === 'Swapped') {
      const toLps = number('fee') - number('protocolFee') - number('creatorFee');
      for (const account of ledger.values()) {
        const part = (toLps * account.lp) / supply;
        if (number('aToB') === 1n) account.feesA += part;
        else account.feesB += part;
      }
    } else if (name === 'RewardClaimed') {
      const { rewards } = open(address('owner'));
      const campaign = address('campaign');
      rewards.set(campaign, (rewards.get(campaign) ?? 0n) + number('amount'));
    }
  }
  return ledger;
}
