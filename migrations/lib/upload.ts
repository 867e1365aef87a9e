// Brings the build into a buffer account, in as many transactions as it takes. The buffer's key is
// kept in a file until the program is deployed, so that an interrupted upload goes on where it ended
// and its rent is not lost.
import { existsSync } from 'node:fs';
import {
  generateKeyPairSigner,
  getBase64EncodedWireTransaction,
  type Instruction,
  type KeyPairSigner,
} from '@solana/kit';
import { getCreateAccountInstruction } from '@solana-program/system';
import type { Chain } from './chain.ts';
import { UserError } from './error.ts';
import { createKeypair, readKeypair } from './keys.ts';
import { BUFFER_HEADER, close, initializeBuffer, LOADER, parseBuffer, write } from './loader.ts';

const TRANSACTION_BYTES = 1_232;
const ROUNDS = 8;
const PROGRESS_STEP = 50;

export type Fee = readonly Instruction[];

/** How many bytes of the program one transaction takes along. */
export async function chunkSize(chain: Chain, payer: KeyPairSigner, fee: Fee): Promise<number> {
  // Any address does for the buffer, as long as it is in the transaction once.
  const { address: anywhere } = await generateKeyPairSigner();
  // With a chunk of its size a transaction's own length prefixes grow; a full one is measured.
  const trial = 512;
  const writing = write(anywhere, payer, 0, new Uint8Array(trial));
  const signed = await chain.sign(payer, [...fee, writing]);
  const length = Buffer.from(getBase64EncodedWireTransaction(signed), 'base64').length;
  return TRANSACTION_BYTES - (length - trial);
}

export async function upload(
  chain: Chain,
  payer: KeyPairSigner,
  build: Uint8Array,
  options: {
    keyFile: string;
    chunk: number;
    fee: Fee;
    progress: (sent: number, all: number) => void;
  },
): Promise<KeyPairSigner> {
  const { keyFile, chunk, fee, progress } = options;
  const buffer = existsSync(keyFile)
    ? await readKeypair(keyFile, 'upload buffer')
    : await createKeypair(keyFile);
  await prepare(chain, payer, buffer, build.length, fee);

  const offsets = Array.from({ length: Math.ceil(build.length / chunk) }, (_, i) => i * chunk);
  for (let round = 0; round < ROUNDS; round += 1) {
    const account = await chain.account(buffer.address);
    const present = account ? parseBuffer(account.data)?.bytes : undefined;
    const missing = offsets.filter(at => {
      const want = build.subarray(at, at + chunk);
      const have = present?.slice(at, at + want.length);
      return have === undefined || !Buffer.from(want).equals(Buffer.from(have));
    });
    if (missing.length === 0) return buffer;
    await chain.sendAll(
      payer,
      missing.map(at => [...fee, write(buffer.address, payer, at, build.subarray(at, at + chunk))]),
      sent => {
        if (sent % PROGRESS_STEP === 0)
          progress(offsets.length - missing.length + sent, offsets.length);
      },
    );
  }
  throw new UserError(`Not all of the program got through in ${ROUNDS} rounds: the cluster is busy.
  Run this again, it goes on where it ended; --priority-fee 10000 gets further.`);
}

/** Makes the buffer, or makes sure that the one from an earlier run fits. */
async function prepare(
  chain: Chain,
  payer: KeyPairSigner,
  buffer: KeyPairSigner,
  length: number,
  fee: Fee,
): Promise<void> {
  const space = BUFFER_HEADER + length;
  const existing = await chain.account(buffer.address);
  if (existing) {
    const state = parseBuffer(existing.data);
    if (state?.authority !== payer.address) {
      throw new UserError(`The upload begun as ${buffer.address} belongs to ${state?.authority ?? 'nobody'}.
  Pay with that key, or delete the buffer's key file to begin anew.`);
    }
    if (existing.data.length === space) return;
    // Of a build of another length.
    await chain.send(
      payer,
      [...fee, close(buffer.address, payer.address, payer)],
      'closing the old buffer',
    );
  }
  await chain.send(
    payer,
    [
      ...fee,
      getCreateAccountInstruction({
        payer,
        newAccount: buffer,
        lamports: await chain.rent(space),
        space,
        programAddress: LOADER,
      }),
      initializeBuffer(buffer.address, payer.address),
    ],
    'creating the buffer',
  );
}
