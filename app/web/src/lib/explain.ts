import { SdkError } from '@liquidity-mining/sdk';
import { isSolanaError, SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR } from '@solana/kit';

export type Explained = { title: string; nextStep: string };

const TOO_MANY_REQUESTS = 429;

/** What went wrong in plain words, and what to do about it. */
export function explain(error: unknown): Explained {
  if (error instanceof SdkError) return { title: `${error.message}.`, nextStep: error.nextStep };
  if (isUnreachable(error)) {
    return {
      title: 'The RPC does not answer.',
      nextStep:
        'Nothing was lost. Check that the validator runs and the network is there, or choose another RPC. The page goes on by itself once it is back.',
    };
  }
  if (isSolanaError(error, SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR)) {
    return error.context.statusCode === TOO_MANY_REQUESTS
      ? {
          title: 'The RPC gets too many requests.',
          nextStep: 'Wait a moment, or choose an RPC of your own under the cluster menu.',
        }
      : {
          title: `The RPC answered with HTTP ${error.context.statusCode}.`,
          nextStep: 'Try again, or choose another RPC under the cluster menu.',
        };
  }
  const text = error instanceof Error ? error.message : String(error);
  if (/reject|declin|denied|cancel/i.test(text)) {
    return {
      title: 'The wallet did not sign.',
      nextStep: 'Nothing was sent. Confirm again, and approve it in the wallet.',
    };
  }
  return { title: text, nextStep: 'Try again. If it stays, report it with this message.' };
}

/** Whether nobody answered at all. Browsers say so with a TypeError of fetch. */
export function isUnreachable(error: unknown): boolean {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if (each instanceof TypeError && /fetch|network|load failed/i.test(each.message)) return true;
  }
  return false;
}
