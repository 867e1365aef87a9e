// Failures by name, and where accounts' fields are.
import {
  getCampaignDecoder,
  getPoolDecoder,
  getPositionDecoder,
  getPositionEncoder,
  LIQUIDITY_MINING_PROGRAM_ADDRESS,
  PROGRAM_ERRORS,
} from '@liquidity-mining/client';
import idl from '@liquidity-mining/client/idl' with { type: 'json' };
import { generateKeyPairSigner, getAddressDecoder } from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { describe, expect, it } from 'vitest';
import { offsetOf } from '../src/chain/filters.ts';
import { failureOf, ProgramRefusedError, TransactionFailedError } from '../src/index.ts';

const failed = (program: string, code: number) =>
  `Program ${program} failed: custom program error: 0x${code.toString(16)}`;
const custom = (code: number) => ({ InstructionError: [1, { Custom: code }] });

describe('a failed transaction', () => {
  it.each(PROGRAM_ERRORS.map(each => ({ ...each })))('$name is told from its code', each => {
    const logs = [failed(LIQUIDITY_MINING_PROGRAM_ADDRESS, each.code)];
    const error = failureOf(custom(each.code), logs);
    if (!(error instanceof ProgramRefusedError)) throw new Error('no refusal');
    expect(error).toMatchObject({ reason: each.name, programCode: each.code, logs });
    expect(error.message.length).toBeGreaterThan(0);
    expect(error.nextStep).toMatch(/\.$/);
  });

  it('is the refusal of the program that failed first, not of who called it', () => {
    const logs = [failed(TOKEN_PROGRAM_ADDRESS, 1), failed(LIQUIDITY_MINING_PROGRAM_ADDRESS, 1)];
    const error = failureOf(custom(1), logs);
    expect(error).toBeInstanceOf(TransactionFailedError);
    expect(error.message).toContain('holds too little');
    expect(failureOf(custom(0), [failed(SYSTEM_PROGRAM_ADDRESS, 0)]).message).toContain('already');
  });

  it('of another program is not taken for a refusal of this one', () => {
    const other = getAddressDecoder().decode(new Uint8Array(32).fill(7));
    const error = failureOf(custom(6_007), [failed(other, 6_007)]);
    expect(error).toBeInstanceOf(TransactionFailedError);
  });

  it('is told without a log too, and by what the cluster says', () => {
    expect(failureOf(custom(6_007))).toMatchObject({ reason: 'BelowMinimum' });
    expect(failureOf('AccountNotFound').message).toContain('no SOL');
    expect(failureOf({ InsufficientFundsForRent: { account_index: 0 } }).nextStep).toContain('SOL');
    expect(failureOf({ Mysterious: [1n] }).message).toContain('"Mysterious"');
  });
});

describe('where a field is', () => {
  it('is where the encoder puts it', async () => {
    const marker = (await generateKeyPairSigner()).address;
    const zero = getPositionDecoder().decode(new Uint8Array(getPositionDecoder().fixedSize));
    for (const field of ['farm', 'owner'] as const) {
      const data = getPositionEncoder().encode({ ...zero, [field]: marker });
      const offset = offsetOf(getPositionDecoder(), field);
      expect(getAddressDecoder().decode(data, offset)).toBe(marker);
    }
  });

  it('agrees with the IDL: eight bytes, then fields in order', () => {
    const sizeOf = (type: unknown): number => {
      if (type === 'pubkey') return 32;
      throw new Error('an address is asked for after something else');
    };
    for (const [name, decoder, fields] of [
      ['Pool', getPoolDecoder(), ['config', 'creator', 'mintA', 'mintB']],
      ['Position', getPositionDecoder(), ['farm', 'owner']],
      ['Campaign', getCampaignDecoder(), ['farm', 'rewardMint', 'rewardVault', 'funder']],
    ] as const) {
      const type = idl.types.find(each => each.name === name)?.type as {
        fields: { name: string; type: unknown }[];
      };
      let offset = 8;
      for (const [index, field] of fields.entries()) {
        expect(offsetOf(decoder as never, field as never)).toBe(offset);
        offset += sizeOf(type.fields[index]?.type);
      }
    }
  });

  it('is refused for what is no address', () => {
    const decoder = getPositionDecoder() as never;
    expect(() => offsetOf(decoder, 'number' as never)).toThrow();
  });
});
