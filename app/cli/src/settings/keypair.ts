// Keypair files, as the Solana CLI writes them: an array of 64 bytes.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  createKeyPairSignerFromBytes,
  generateKeyPairSigner,
  getAddressEncoder,
  type KeyPairSigner,
} from '@solana/kit';
import { CliError, usageError } from '../errors.ts';

const LENGTH = 64;
const SECRET_LENGTH = 32;
/** What precedes the secret in the PKCS #8 form of an Ed25519 key. */
const PKCS8_HEADER_LENGTH = 16;

/** @throws CliError when there is no such file, or no keypair in it */
export async function readKeypair(path: string): Promise<KeyPairSigner> {
  if (!existsSync(path)) {
    throw new CliError(
      'NOT_FOUND',
      `There is no keypair at ${path}`,
      'Make one with lm wallet new, or say where yours is with --keypair.',
    );
  }
  const bytes = bytesOf(readFileSync(path, 'utf8'));
  if (bytes === undefined) {
    throw usageError(
      `${path} is no keypair file: those hold an array of 64 bytes`,
      'Say where yours is with --keypair.',
    );
  }
  try {
    return await createKeyPairSignerFromBytes(bytes);
  } catch (cause) {
    throw new CliError(
      'USAGE',
      `The two halves of the keypair in ${path} do not belong together`,
      'The file is damaged: restore it from your backup.',
      { cause },
    );
  }
}

function bytesOf(text: string): Uint8Array | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined;
  }
  const isBytes =
    Array.isArray(content) &&
    content.length === LENGTH &&
    content.every(byte => Number.isInteger(byte) && byte >= 0 && byte <= 255);
  return isBytes ? Uint8Array.from(content as number[]) : undefined;
}

/** Makes a keypair and writes it to a file that is not there yet, readable by its owner only. */
export async function createKeypair(path: string): Promise<KeyPairSigner> {
  if (existsSync(path)) {
    throw usageError(
      `There is a keypair at ${path} already, and it is never overwritten`,
      'Use it, or name another file with --outfile.',
    );
  }
  const signer = await generateKeyPairSigner(true);
  const exported = await crypto.subtle.exportKey('pkcs8', signer.keyPair.privateKey);
  const secret = new Uint8Array(exported, PKCS8_HEADER_LENGTH, SECRET_LENGTH);
  const bytes = [...secret, ...getAddressEncoder().encode(signer.address)];
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(bytes), { mode: 0o600, flag: 'wx' });
  return signer;
}
