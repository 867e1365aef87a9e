// A config (fee tier) as people name it: its address, or the number of one of their own.
import { findConfigPda } from '@liquidity-mining/client';
import { type Address, isAddress } from '@solana/kit';
import type { Context } from '../context.ts';
import { parseIndex } from '../text/numbers.ts';

export async function configAddress(context: Context, text: string): Promise<Address> {
  if (isAddress(text)) return text;
  const admin = (await context.signer()).address;
  return (await findConfigPda({ admin, index: parseIndex(text, 'A config’s number') }))[0];
}
