import { readFileSync, writeFileSync } from 'node:fs';
import { createKeyPairSignerFromBytes, generateKeyPair, type KeyPairSigner } from '@solana/kit';
import { UserError } from './error.ts';

/** Reads a keypair file as the Solana tools write it: an array of 64 numbers. */
export async function readKeypair(path: string, what: string): Promise<KeyPairSigner> {
  let bytes: unknown;
  try {
    bytes = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UserError(`The ${what} keypair ${path} ${absent ? 'is not there' : 'cannot be read'}.
  Make one: tools/anchor/bin/anchor keygen new --outfile ${path}`);
  }
  if (!Array.isArray(bytes) || bytes.length !== 64) {
    throw new UserError(
      `${path}, for the ${what}, is no Solana keypair file (an array of 64 numbers).`,
    );
  }
  return createKeyPairSignerFromBytes(Uint8Array.from(bytes));
}

/** Makes a keypair and writes it where only its owner reads it. */
export async function createKeypair(path: string): Promise<KeyPairSigner> {
  const pair = await generateKeyPair(true);
  const [secret, address] = await Promise.all([
    crypto.subtle.exportKey('jwk', pair.privateKey),
    crypto.subtle.exportKey('raw', pair.publicKey),
  ]);
  const bytes = [...Buffer.from(secret.d ?? '', 'base64url'), ...new Uint8Array(address)];
  writeFileSync(path, JSON.stringify(bytes), { mode: 0o600 });
  return createKeyPairSignerFromBytes(Uint8Array.from(bytes));
}
