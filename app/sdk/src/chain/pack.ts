// Puts steps into as few transactions as hold them.
import {
  appendTransactionMessageInstructions,
  type Blockhash,
  createTransactionMessage,
  type Instruction,
  isTransactionMessageWithinSizeLimit,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
  type TransactionSigner,
} from '@solana/kit';
import {
  getSetComputeUnitLimitInstruction,
  getSetComputeUnitPriceInstruction,
} from '@solana-program/compute-budget';

/** An instruction with what must come before and after it in the same transaction. */
export type Step = {
  /** Steps of one key share what comes before and after: an account is opened and closed once. */
  key: string;
  before: readonly Instruction[];
  instruction: Instruction;
  after: readonly Instruction[];
};

/** A blockhash takes as many bytes whichever it is. */
const ANY_BLOCKHASH = {
  blockhash: '11111111111111111111111111111111' as Blockhash,
  lastValidBlockHeight: 0n,
};
/** A legacy or v0 transaction names at most so many accounts. */
const MOST_ACCOUNTS = 64;

/** The steps' instructions, split into transactions in order, each as full as it can be. */
export function packed(payer: TransactionSigner, steps: readonly Step[]): Instruction[][] {
  const transactions: Instruction[][] = [];
  let open: Step[] = [];
  for (const step of steps) {
    if (open.length > 0 && !fits(payer, instructionsOf([...open, step]))) {
      transactions.push(instructionsOf(open));
      open = [];
    }
    open.push(step);
  }
  if (open.length > 0) transactions.push(instructionsOf(open));
  return transactions;
}

function instructionsOf(steps: readonly Step[]): Instruction[] {
  const first = new Map<string, Step>();
  for (const step of steps) if (!first.has(step.key)) first.set(step.key, step);
  const shared = [...first.values()];
  return [
    ...shared.flatMap(step => step.before),
    ...steps.map(step => step.instruction),
    ...shared.flatMap(step => step.after),
  ];
}

/** Whether a transaction holds them, and a compute budget. */
function fits(payer: TransactionSigner, instructions: readonly Instruction[]): boolean {
  const message = pipe(
    createTransactionMessage({ version: 0 }),
    m => setTransactionMessageFeePayer(payer.address, m),
    m => setTransactionMessageLifetimeUsingBlockhash(ANY_BLOCKHASH, m),
    m =>
      appendTransactionMessageInstructions(
        [
          getSetComputeUnitLimitInstruction({ units: 0 }),
          getSetComputeUnitPriceInstruction({ microLamports: 0n }),
          ...instructions,
        ],
        m,
      ),
  );
  const accounts = new Set(
    instructions.flatMap(each => [
      each.programAddress,
      ...(each.accounts ?? []).map(account => account.address),
    ]),
  );
  return accounts.size < MOST_ACCOUNTS && isTransactionMessageWithinSizeLimit(message);
}
