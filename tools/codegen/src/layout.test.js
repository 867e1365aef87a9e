import { describe, expect, it } from 'vitest';
import { checkZeroCopyLayouts } from './layout.js';

/** @param {import('./layout.js').IdlField[]} fields @param {import('./layout.js').IdlTypeDef[]} others */
const idl = (fields, ...others) => ({
  types: [{ name: 'T', serialization: 'bytemuck', type: { kind: 'struct', fields } }, ...others],
});

describe('zero-copy layouts', () => {
  it('gives the size of a struct without gaps', () => {
    const inner = {
      name: 'Inner',
      type: { kind: 'struct', fields: [{ name: 'a', type: /** @type {const} */ ('u64') }] },
    };
    const fields = [
      { name: 'key', type: 'pubkey' },
      { name: 'limbs', type: { array: /** @type {[string, number]} */ (['u64', 3]) } },
      { name: 'inner', type: { array: [{ defined: { name: 'Inner' } }, 2] } },
      { name: 'flag', type: 'u8' },
      { name: 'padding', type: { array: ['u8', 7] } },
    ];
    expect(checkZeroCopyLayouts(idl(fields, inner)).get('T')).toBe(32 + 24 + 16 + 8);
  });

  it('refuses padding before a field', () => {
    const fields = [
      { name: 'flag', type: 'u8' },
      { name: 'amount', type: 'u64' },
    ];
    expect(() => checkZeroCopyLayouts(idl(fields))).toThrow(
      'T.amount has 7 bytes of padding before',
    );
  });

  it('refuses padding at the end', () => {
    const fields = [
      { name: 'amount', type: 'u64' },
      { name: 'flag', type: 'u8' },
    ];
    expect(() => checkZeroCopyLayouts(idl(fields))).toThrow('T has 7 bytes of padding at its end');
  });

  it('refuses what has no fixed layout', () => {
    for (const type of ['u128', 'bool', 'string', { vec: 'u8' }, { option: 'u8' }]) {
      expect(() => checkZeroCopyLayouts(idl([{ name: 'x', type }]))).toThrow('no place');
    }
  });

  it('leaves other types alone', () => {
    const type = {
      name: 'Args',
      type: { kind: 'struct', fields: [{ name: 'x', type: 'string' }] },
    };
    expect(checkZeroCopyLayouts({ types: [type] }).size).toBe(0);
  });
});
