/**
 * The arithmetic of the protocol in bigints, without I/O: what crates/liquidity-math computes, to the
 * unit. Golden vectors made by that crate prove it.
 *
 * Amounts are base units and must fit 64 bits; slots are counts. A name that ends in `RoundingUp` or
 * `RoundingDown` says which way a remainder goes. What the program would refuse throws a `MathError`
 * with the same name.
 */
export * from './curve/index.ts';
export * from './display.ts';
export { MathError, type MathErrorReason } from './error.ts';
export * from './fees.ts';
export { U64_MAX } from './integer.ts';
export * from './locked.ts';
export * from './price.ts';
export * from './quote.ts';
export * from './rewards/accumulator.ts';
export * from './rewards/growth.ts';
export * from './rewards/pending.ts';
export * from './rewards/stream.ts';
export * from './shares.ts';
export * from './singleSided.ts';
export * from './trade.ts';
export * from './transfer.ts';
