// What an owner's liquidity gave, got and earned, from events alone.
import type { ProgramEvent } from '@liquidity-mining/client';
import type { Address } from '@solana/kit';
import type { Pair } from '../math/display.ts';
import type { ReportLine, TokenAmount } from './types.ts';

/** What moved in one event: the columns of a report's line. */
export type Moved = Pick<ReportLine, 'label' | 'sent' | 'received' | 'fee'>;

/** The liquidity of one owner in one pool, and the pool's books. */
export class LiquidityLedger {
  readonly deposited: Pair = { a: 0n, b: 0n };
  readonly withdrawn: Pair = { a: 0n, b: 0n };
  readonly feesEarned: Pair = { a: 0n, b: 0n };
  /** LP tokens of the owner, staked or not. */
  lp = 0n;
  reserves: Pair = { a: 0n, b: 0n };
  lpSupply = 0n;
  /** Known once the pool's creation was seen. */
  curve = 0;
  curveParameter = 0;
  mintA: Address | undefined;
  mintB: Address | undefined;

  constructor(
    readonly pool: Address,
    readonly owner: Address,
  ) {}

  /** Takes in an event, and says what it moved for the owner. */
  add({ name, fields }: ProgramEvent): Moved | undefined {
    if (!('pool' in fields) || fields.pool !== this.pool) return undefined;
    switch (name) {
      case 'PoolCreated':
        this.mintA = fields.mintA;
        this.mintB = fields.mintB;
        this.curve = Number(fields.curve);
        this.curveParameter = fields.curveParameter;
        return undefined;
      case 'Swapped':
        this.#earn(fields.aToB === 1n, fields);
        this.reserves = { a: fields.reserveA, b: fields.reserveB };
        return undefined;
      case 'LiquidityChanged': {
        this.#book(fields);
        if (fields.owner !== this.owner) return undefined;
        const isDeposit = fields.isDeposit === 1n;
        return this.#move(
          isDeposit,
          fields.lpAmount,
          { a: fields.amountA, b: fields.amountB },
          { a: fields.transferFeeA, b: fields.transferFeeB },
        );
      }
      case 'SingleSidedChanged': {
        const { isA, amount, ownerAmount, lpAmount } = fields;
        const isDeposit = fields.isDeposit === 1;
        const side = (value: bigint) => (isA === 1 ? { a: value, b: 0n } : { a: 0n, b: value });
        // A deposit swaps the token given; a withdrawal the one not wanted.
        this.#earn((isA === 1) === isDeposit, fields);
        this.#book(fields);
        if (fields.owner !== this.owner) return undefined;
        const fee = isDeposit ? ownerAmount - amount : amount - ownerAmount;
        return this.#move(isDeposit, lpAmount, side(amount), side(fee));
      }
      case 'FeesCollected': {
        if (fields.collector !== this.owner) return undefined;
        const received = this.#amounts({ a: fields.amountA, b: fields.amountB });
        return { label: 'fees', sent: [], received, fee: [] };
      }
      default:
        return undefined;
    }
  }

  /** What the owner's LP tokens would pay now. */
  get held(): Pair {
    const part = (reserve: bigint) =>
      this.lpSupply === 0n ? 0n : (this.lp * reserve) / this.lpSupply;
    return { a: part(this.reserves.a), b: part(this.reserves.b) };
  }

  #book(after: { reserveA: bigint; reserveB: bigint; lpSupply: bigint }): void {
    this.reserves = { a: after.reserveA, b: after.reserveB };
    this.lpSupply = after.lpSupply;
  }

  /** The owner's part of what a swap leaves to the LPs, by the LP supply at the time. */
  #earn(
    isOfA: boolean,
    { fee, protocolFee, creatorFee }: { fee: bigint; protocolFee: bigint; creatorFee: bigint },
  ): void {
    if (this.lpSupply === 0n) return;
    const part = ((fee - protocolFee - creatorFee) * this.lp) / this.lpSupply;
    if (isOfA) this.feesEarned.a += part;
    else this.feesEarned.b += part;
  }

  /** @param inVault what arrived in the vaults, or left them */
  #move(isDeposit: boolean, lp: bigint, inVault: Pair, fee: Pair): Moved {
    if (isDeposit) {
      this.lp += lp;
      this.deposited.a += inVault.a + fee.a;
      this.deposited.b += inVault.b + fee.b;
      const sent = this.#amounts(inVault);
      return { label: 'deposit', sent, received: [], fee: this.#amounts(fee) };
    }
    this.lp -= lp;
    const received = { a: inVault.a - fee.a, b: inVault.b - fee.b };
    this.withdrawn.a += received.a;
    this.withdrawn.b += received.b;
    return { label: 'withdraw', sent: [], received: this.#amounts(received), fee: [] };
  }

  #amounts({ a, b }: Pair): TokenAmount[] {
    const { mintA, mintB } = this;
    return [
      ...(a > 0n && mintA ? [{ mint: mintA, amount: a }] : []),
      ...(b > 0n && mintB ? [{ mint: mintB, amount: b }] : []),
    ];
  }
}
