// Filters for getProgramAccounts. Where a field is in an account is asked of the generated decoder.
import {
  type Address,
  type Base58EncodedBytes,
  type FixedSizeDecoder,
  getAddressEncoder,
  getBase58Decoder,
  type ReadonlyUint8Array,
} from '@solana/kit';

/** A filter of getProgramAccounts on the bytes at an offset. */
export type BytesFilter = {
  memcmp: { offset: bigint; bytes: Base58EncodedBytes; encoding: 'base58' };
};

/** Accounts that begin with a discriminator. */
export function hasDiscriminator(discriminator: ReadonlyUint8Array): BytesFilter {
  return bytesAt(0n, discriminator);
}

/** Accounts whose field holds an address. */
export function hasAddress<T extends object>(
  decoder: FixedSizeDecoder<T>,
  field: keyof T & string,
  address: Address,
): BytesFilter {
  const offset = offsetOf(decoder, field);
  return bytesAt(BigInt(offset), getAddressEncoder().encode(address));
}

/**
 * Where an address field is: a buffer in which no two places look alike is decoded, and what the field
 * then holds is looked up in it.
 */
export function offsetOf<T extends object>(
  decoder: FixedSizeDecoder<T>,
  field: keyof T & string,
): number {
  const probe = new Uint8Array(decoder.fixedSize);
  // Multiples of an odd number modulo a prime above 2^16, the low byte of each: without repetition.
  for (let place = 0; place < probe.length; place += 1) {
    probe[place] = (((place + 1) * 40_503) % 65_537) >> 4;
  }
  const held = getAddressEncoder().encode(decoder.decode(probe)[field] as Address);
  for (let offset = 0; offset + held.length <= probe.length; offset += 1) {
    if (held.every((byte, index) => probe[offset + index] === byte)) return offset;
  }
  throw new Error(`${field} is no address of this account`);
}

function bytesAt(offset: bigint, bytes: ReadonlyUint8Array): BytesFilter {
  const text = getBase58Decoder().decode(bytes) as Base58EncodedBytes;
  return { memcmp: { offset, bytes: text, encoding: 'base58' } };
}
