import { type Address, address, type TransactionSigner } from '@solana/kit';
import {
  findAssociatedTokenPda,
  getCreateAssociatedTokenIdempotentInstructionAsync,
  getMintToInstruction,
} from '@solana-program/token';
import { units } from '../amount.ts';
import type { Chain } from '../chain.ts';

/** A token of the demo, and who mints it. */
export type DemoToken = {
  mint: Address;
  symbol: string;
  name: string;
  decimals: number;
  tokenProgram: Address;
  /** Whole tokens that the faucet gives at once. */
  gift: number;
};

const GIFT_SOL = 5_000_000_000;

/** Gives SOL and some of every demo token: minted, so that supplies stay true. */
export class Faucet {
  constructor(
    readonly chain: Chain,
    readonly mintAuthority: TransactionSigner,
    readonly tokens: readonly DemoToken[],
    readonly fundSol: (to: string, lamports: number) => Promise<unknown>,
  ) {}

  /** @throws when `to` is no address */
  async give(to: string, times = 1): Promise<void> {
    const owner = address(to);
    await this.fundSol(owner, GIFT_SOL * times);
    for (const token of this.tokens) await this.mint(owner, token, token.gift * times);
  }

  async mint(owner: Address, token: DemoToken, whole: number): Promise<void> {
    const { mint, tokenProgram, decimals } = token;
    const payer = this.mintAuthority;
    const [account] = await findAssociatedTokenPda({ owner, mint, tokenProgram });
    await this.chain.send(payer, [
      await getCreateAssociatedTokenIdempotentInstructionAsync({
        payer,
        owner,
        mint,
        tokenProgram,
      }),
      getMintToInstruction(
        { mint, token: account, mintAuthority: payer, amount: units(whole, decimals) },
        { programAddress: tokenProgram },
      ),
    ]);
  }
}
