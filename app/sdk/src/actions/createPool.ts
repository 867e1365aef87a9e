import {
  fetchMaybeConfig,
  fetchMaybePool,
  findFarmPda,
  findLpMintPda,
  findPoolPda,
  findVaultAPda,
  findVaultBPda,
  getCreatePoolInstructionAsync,
} from '@liquidity-mining/client';
import { type Address, getAddressEncoder } from '@solana/kit';
import { COMMITMENT } from '../chain/commitment.ts';
import { readTokens } from '../chain/tokens.ts';
import { AccountNotFoundError, InvalidArgumentError } from '../errors.ts';
import { CONSTANT_PRODUCT_KIND, curveOf, STABLE_KIND } from '../math/curve/index.ts';
import { attempt } from '../math/error.ts';
import type { Plan, TokenInfo } from '../types.ts';
import { requireThat, token2022IfNeeded } from './common.ts';
import type { CreatePoolOptions, CreatePoolQuote } from './types.ts';

/**
 * Creates an empty pool and its farm. The first deposit sets the price.
 *
 * Anyone may, and a pair can have a pool for every config, curve and amplification.
 *
 * @throws AccountNotFoundError when there is no such config or mint
 * @throws QuoteRefusedError `InvalidCurve` for an amplification out of limits
 * @throws InvalidArgumentError when the pool exists, or both mints are the same
 */
export async function createPool(options: CreatePoolOptions): Promise<Plan<CreatePoolQuote>> {
  const { rpc, creator, config } = options;
  const [mintA, mintB] = inOrder(options.mints);
  const { curve, curveParameter } =
    options.curve.kind === 'stable'
      ? { curve: STABLE_KIND, curveParameter: options.curve.amplification }
      : { curve: CONSTANT_PRODUCT_KIND, curveParameter: 0 };
  const [tokens, configAccount] = await Promise.all([
    readTokens(rpc, [mintA, mintB]),
    fetchMaybeConfig(rpc, config, { commitment: COMMITMENT }),
  ]);
  if (!configAccount.exists) throw new AccountNotFoundError('config', config);
  const [tokenA, tokenB] = tokens as [TokenInfo, TokenInfo];
  const terms = {
    kind: curve,
    parameter: curveParameter,
    decimalsA: tokenA.decimals,
    decimalsB: tokenB.decimals,
  };
  const isWhole = Number.isInteger(curveParameter);
  requireThat(isWhole && attempt(() => curveOf(terms)) !== undefined, 'InvalidCurve');

  const [pool] = await findPoolPda({ config, mintA, mintB, curve, curveParameter });
  if ((await fetchMaybePool(rpc, pool, { commitment: COMMITMENT })).exists) {
    throw new InvalidArgumentError(
      'mints',
      `This pool exists already: ${pool}`,
      'Use it, or choose another config, curve or amplification.',
    );
  }
  const [[farm], [lpMint], [vaultA], [vaultB]] = await Promise.all([
    findFarmPda({ pool }),
    findLpMintPda({ pool }),
    findVaultAPda({ pool, mintA }),
    findVaultBPda({ pool, mintB }),
  ]);
  const instruction = await getCreatePoolInstructionAsync({
    creator,
    config,
    mintA,
    mintB,
    curve,
    curveParameter,
    token2022Program: token2022IfNeeded(tokenA, tokenB),
  });
  const { tradeFeeRate, protocolFeeShare, creatorFeeShare } = configAccount.data;
  const freezable = [tokenA, tokenB].filter(token => token.freezeAuthority !== null);
  const quote = {
    pool,
    farm,
    lpMint,
    mintA,
    mintB,
    vaultA,
    vaultB,
    tradeFeeRate,
    protocolFeeShare,
    creatorFeeShare,
    freezable: freezable.map(token => token.mint),
  };
  return { quote, instructions: [instruction] };
}

/** Mint A is the lower by bytes. */
function inOrder([one, other]: readonly [Address, Address]): [Address, Address] {
  if (one === other) {
    throw new InvalidArgumentError(
      'mints',
      'Both mints are the same',
      'Give the mints of two tokens.',
    );
  }
  const encoder = getAddressEncoder();
  const [bytes, others] = [encoder.encode(one), encoder.encode(other)];
  const place = bytes.findIndex((byte, index) => byte !== others[index]);
  return (bytes[place] ?? 0) < (others[place] ?? 0) ? [one, other] : [other, one];
}
