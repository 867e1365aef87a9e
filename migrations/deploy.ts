// Deploys the program or upgrades it, checks that the chain has what was built, and creates the first
// config: npm run deploy -- --help
import { readFileSync, rmSync } from 'node:fs';
import { LIQUIDITY_MINING_PROGRAM_ADDRESS } from '@liquidity-mining/client';
import { address, type Instruction, type KeyPairSigner } from '@solana/kit';
import { getCreateAccountInstruction } from '@solana-program/system';
import { Chain, reason } from './lib/chain.ts';
import { UserError } from './lib/error.ts';
import { initialise } from './lib/initialise.ts';
import { readKeypair } from './lib/keys.ts';
import { deploy, extend, extendChecked, LOADER, PROGRAM_SIZE, upgrade } from './lib/loader.ts';
import { type Options, readOptions, TEST_KEYS, UPLOADS, USAGE } from './lib/options.ts';
import { makePlan, onChain, type Plan, same, sha256 } from './lib/plan.ts';
import { chunkSize, upload } from './lib/upload.ts';

const MAINNET_GENESIS = '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d';
const COMPUTE_BUDGET = address('ComputeBudget111111111111111111111111111111');

const started = Date.now();
const say = (text: string) =>
  console.log(`[${((Date.now() - started) / 1_000).toFixed(1)}s] ${text}`);
const sol = (lamports: bigint) => `${(Number(lamports) / 1e9).toFixed(6)} SOL`;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    console.log(USAGE);
    return;
  }
  const build = readBuild(options.soPath);
  const payer = await readKeypair(options.payer, 'payer');
  const program = await readKeypair(options.programKeypair, 'program');
  await refuseTestKeys(options, [payer, program]);
  if (program.address !== LIQUIDITY_MINING_PROGRAM_ADDRESS) {
    throw new UserError(`The program was built for ${LIQUIDITY_MINING_PROGRAM_ADDRESS}, and the keypair is of ${program.address}: each instruction would fail.
  cp ${options.programKeypair} target/deploy/liquidity_mining-keypair.json
  tools/anchor/bin/anchor keys sync && npm run codegen && tools/build`);
  }

  const chain = new Chain(options.url, options.concurrency);
  const genesis = await chain.rpc.getGenesisHash().send();
  if (genesis === MAINNET_GENESIS && !options.allowMainnet) {
    throw new UserError(
      `${options.url} is mainnet. If that is what you want, add --allow-mainnet.`,
    );
  }
  const fee = priorityFee(options.priorityFee);
  const chunk = await chunkSize(chain, payer, fee);
  const plan = await makePlan(chain, build, program.address, payer.address, chunk);
  const balance = await chain.balance(payer.address);
  describe(options, plan, build, chunk, payer, balance);
  const needed = plan.rent + plan.bufferRent + plan.fees;
  if (balance < needed) {
    throw new UserError(`${payer.address} has ${sol(balance)} and needs ${sol(needed)}.
  Send it the difference${options.isLocal ? '' : ' (on devnet: from the faucet)'}, then run this again.`);
  }
  if (options.dryRun) {
    say('Dry run: nothing was sent.');
    return;
  }

  if (plan.action !== 'none')
    await carryOut(chain, plan, build, { payer, program, fee, chunk, genesis });
  const { bytes, authority } = await onChain(chain, program.address);
  if (!same(bytes, build)) {
    throw new UserError(`The chain's program is not the build: ${sha256(bytes.slice(0, build.length))}.
  Was it built again, or deployed by somebody else meanwhile? Run this again.`);
  }
  say(
    `Verified: the program on chain is the build, sha256 ${sha256(build)}; upgrade authority ${authority ?? 'none'}`,
  );

  if (options.config) {
    const config = await initialise(chain, payer, options.config, program.address, fee);
    say(
      `Config ${options.config.index}: ${config.address} (${config.isNew ? 'created' : 'was there'})`,
    );
  }
}

function readBuild(path: string): Uint8Array {
  let build: Buffer;
  try {
    build = readFileSync(path);
  } catch {
    throw new UserError(`${path} is not there. Build the program: tools/build`);
  }
  if (build.toString('latin1', 0, 4) !== '\x7fELF') throw new UserError(`${path} is no ELF file.`);
  return new Uint8Array(build);
}

/** Their secrets are in the repository: on a public cluster anyone could take what they hold. */
async function refuseTestKeys({ isLocal }: Options, signers: KeyPairSigner[]): Promise<void> {
  if (isLocal) return;
  for (const file of ['liquidity_mining-keypair.json', 'localnet-wallet.json']) {
    const known = await readKeypair(TEST_KEYS + file, 'test');
    if (signers.some(signer => signer.address === known.address)) {
      throw new UserError(`tests/keys/${file} is public and for local validators only.
  Make a key of your own: tools/anchor/bin/anchor keygen new --outfile <file>`);
    }
  }
}

/** ComputeBudget's SetComputeUnitPrice, in front of each transaction. */
function priorityFee(microLamports: number): Instruction[] {
  if (microLamports === 0) return [];
  const data = new Uint8Array(9);
  data[0] = 3;
  new DataView(data.buffer).setBigUint64(1, BigInt(microLamports), true);
  return [{ programAddress: COMPUTE_BUDGET, data }];
}

function describe(
  options: Options,
  plan: Plan,
  build: Uint8Array,
  chunk: number,
  payer: KeyPairSigner,
  balance: bigint,
): void {
  say(`Cluster   ${options.url}`);
  say(`Build     ${options.soPath}: ${build.length} bytes, sha256 ${sha256(build)}`);
  say(`Program   ${plan.program}`);
  say(`Payer     ${payer.address}, ${sol(balance)}`);
  if (plan.action === 'none') {
    say('To do     nothing: the chain has this build');
    return;
  }
  const extension = plan.extension > 0 ? `, with ${plan.extension} bytes more room` : '';
  say(
    `To do     ${plan.action}${extension}, in ${Math.ceil(build.length / chunk)} writes of ${chunk} bytes`,
  );
  say(
    `Cost      ${sol(plan.rent)} rent, at most ${sol(plan.fees)} fees before priority fees, ${sol(plan.bufferRent)} for the upload, which comes back`,
  );
}

async function carryOut(
  chain: Chain,
  plan: Plan,
  build: Uint8Array,
  with_: {
    payer: KeyPairSigner;
    program: KeyPairSigner;
    fee: Instruction[];
    chunk: number;
    genesis: string;
  },
): Promise<void> {
  const { payer, program, fee, chunk, genesis } = with_;
  const keyFile = `${UPLOADS}upload-${genesis.slice(0, 8)}-${plan.program}.json`;
  const buffer = await upload(chain, payer, build, {
    keyFile,
    chunk,
    fee,
    progress: (sent, all) => say(`Upload    ${sent} of ${all} writes sent`),
  });
  const target = { ...plan, buffer: buffer.address, authority: payer };
  if (plan.action === 'deploy') {
    const create = getCreateAccountInstruction({
      payer,
      newAccount: program,
      lamports: await chain.rent(PROGRAM_SIZE),
      space: PROGRAM_SIZE,
      programAddress: LOADER,
    });
    await chain.send(payer, [...fee, create, deploy(target, payer, build.length)], 'deploying');
    say('Deployed');
  } else {
    if (plan.extension > 0) {
      await makeRoom(chain, payer, fee, target, plan.extension);
    }
    await chain.send(payer, [...fee, upgrade(target, payer.address)], 'upgrading');
    say('Upgraded');
  }
  rmSync(keyFile);
}

async function makeRoom(
  chain: Chain,
  payer: KeyPairSigner,
  fee: Instruction[],
  target: Parameters<typeof extend>[0],
  bytes: number,
): Promise<void> {
  try {
    await chain.send(payer, [...fee, extend(target, payer, bytes)], 'making room');
  } catch (error) {
    if (!(error instanceof UserError && /invalid instruction data/i.test(error.message)))
      throw error;
    await chain.send(payer, [...fee, extendChecked(target, payer, bytes)], 'making room');
  }
}

main().catch((error: unknown) => {
  if (error instanceof UserError) console.error(`error: ${error.message}`);
  else
    console.error(
      `error: ${reason(error)}\n  Is the cluster within reach? For a local one: npm run localnet`,
    );
  process.exit(1);
});
