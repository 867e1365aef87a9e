// Addresses of Solana keypair files, in which the public key's 32 bytes follow the secret's.
import { readFileSync } from 'node:fs';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** @param {string} path @returns {string} */
export function addressOfKeypair(path) {
  const bytes = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(bytes) || bytes.length !== 64) {
    throw new Error(`${path} is no Solana keypair file (an array of 64 bytes)`);
  }
  return base58(Uint8Array.from(bytes.slice(32)));
}

/** @param {Uint8Array} bytes */
function base58(bytes) {
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (; value > 0n; value /= 58n) text = ALPHABET[Number(value % 58n)] + text;
  for (const byte of bytes) {
    if (byte !== 0) break;
    text = `1${text}`;
  }
  return text;
}
