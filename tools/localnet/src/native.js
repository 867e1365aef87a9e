// Loading Surfpool's native module, which npm has as one package per platform.
import { createRequire } from 'node:module';

/**
 * What this repository uses of the native class; the package carries no type declarations.
 * @typedef {object} Surfnet
 * @property {string} rpcUrl
 * @property {string} wsUrl
 * @property {string} payer the base58 address of a funded account
 * @property {Uint8Array | number[]} payerSecretKey its 64-byte key
 * @property {(options: { programId: string, soPath: string }) => string} deploy
 * @property {() => unknown[]} drainEvents
 * @property {() => void} stop
 */

/**
 * @typedef {object} SurfnetConfig
 * @property {boolean} [offline]
 * @property {'clock' | 'transaction' | 'manual'} [blockProductionMode]
 * @property {number} [slotTimeMs]
 * @property {number} [airdropSol] lamports, whatever its name says
 * @property {string[]} [airdropAddresses]
 * @property {number[]} [payerSecretKey]
 */

const PACKAGE = '@solana/surfpool-linux-x64-gnu';

/** @returns {{ startWithConfig(config: SurfnetConfig): Surfnet }} */
export function loadSurfnet() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`The local validator runs on x86_64 Linux only, not on ${process.platform} ${process.arch}.
  Start one of your own (surfpool start, or solana-test-validator) and set ANCHOR_PROVIDER_URL to it.`);
  }
  try {
    return createRequire(import.meta.url)(PACKAGE).Surfnet;
  } catch (cause) {
    throw new Error(`The npm package ${PACKAGE} cannot be loaded. Run: npm ci`, { cause });
  }
}
