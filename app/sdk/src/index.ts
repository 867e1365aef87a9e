/**
 * Quotes, instructions and reports for the liquidity mining program: an options object in,
 * `{ quote, instructions }` out. `@liquidity-mining/sdk/math` is the arithmetic alone.
 *
 * @module
 */
export { closeCampaign, collectCampaign, createCampaign, topUp } from './actions/campaign.ts';
export { claim, claimAll } from './actions/claim.ts';
export { collectFees } from './actions/collectFees.ts';
export { collectLockedFees, depositAndStake, unstakeAndWithdraw } from './actions/combined.ts';
export { booksOfPool, curveOfPool, observationOfPool, termsOfPool } from './actions/common.ts';
export { compound } from './actions/compound.ts';
export { createPool } from './actions/createPool.ts';
export { deposit, quoteDeposit } from './actions/deposit.ts';
export { depositSingle, withdrawSingle } from './actions/singleSided.ts';
export {
  closePosition,
  lockForever,
  restake,
  stake,
  unstake,
  unstakePart,
} from './actions/stake.ts';
export { quoteSwap, swap } from './actions/swap.ts';
export type * from './actions/types.ts';
export { quoteWithdraw, withdraw } from './actions/withdraw.ts';
export { accountOf } from './chain/accounts.ts';
export { failureOf } from './chain/failure.ts';
export { freePosition } from './chain/numbers.ts';
export { NATIVE_MINT, readTokens } from './chain/tokens.ts';
export * from './errors.ts';
export * from './prepare.ts';
export * from './read.ts';
export * from './report/index.ts';
export * from './send.ts';
export type * from './types.ts';
