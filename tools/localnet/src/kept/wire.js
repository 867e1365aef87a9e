// What has to be known of a signed transaction before it runs.
import { base58 } from '../base58.js';

const SIGNATURE = 64;
const KEY = 32;

/**
 * @param {string} text in base64
 * @returns {{ signature: string, blockhash: string }}
 */
export function readTransaction(text) {
  const bytes = Buffer.from(text, 'base64');
  const signatures = shortNumber(bytes, 0);
  const signature = bytes.subarray(signatures.end, signatures.end + SIGNATURE);
  const message = signatures.end + signatures.value * SIGNATURE;
  // Versions set the highest bit; a legacy message starts with its three counts of keys.
  const counts = ((bytes[message] ?? 0) & 0x80) === 0 ? message : message + 1;
  const keys = shortNumber(bytes, counts + 3);
  const start = keys.end + keys.value * KEY;
  const blockhash = bytes.subarray(start, start + KEY);
  if (signatures.value === 0 || blockhash.length !== KEY) {
    throw new Error('This is no signed transaction in base64.');
  }
  return { signature: base58(signature), blockhash: base58(blockhash) };
}

/** Seven bits a byte, the lowest first. @param {Uint8Array} bytes @param {number} start */
function shortNumber(bytes, start) {
  let value = 0;
  for (let end = start, shift = 0; end < bytes.length; shift += 7) {
    const byte = bytes[end] ?? 0;
    end += 1;
    value |= (byte & 0x7f) << shift;
    if ((byte & 0x80) === 0) return { value, end };
  }
  return { value, end: bytes.length };
}
