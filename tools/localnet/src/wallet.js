// Addresses of Solana keypair files, in which the public key's 32 bytes follow the secret's.
import { readFileSync } from 'node:fs';
import { base58 } from './base58.js';

/** @param {string} path @returns {string} */
export function addressOfKeypair(path) {
  const bytes = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(bytes) || bytes.length !== 64) {
    throw new Error(`${path} is no Solana keypair file (an array of 64 bytes)`);
  }
  return base58(Uint8Array.from(bytes.slice(32)));
}
