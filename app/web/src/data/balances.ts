import { type Address, address } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { useQuery } from '@tanstack/react-query';
import { useCluster } from '../cluster/cluster-context.tsx';
import { useWallet } from '../wallet/wallet-context.tsx';
import { useRefresh } from './market.ts';

const TOKEN_2022 = address('TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb');
const WRAPPED_SOL = address('So11111111111111111111111111111111111111112');

export type Balances = { lamports: bigint; of: (mint: Address) => bigint };

/** What the connected wallet holds. SOL counts as wrapped SOL too: the SDK wraps what it needs. */
export function useBalances() {
  const { rpc, cluster } = useCluster();
  const { connected } = useWallet();
  const owner = connected?.address;
  return useQuery({
    queryKey: ['balances', cluster.url, owner],
    enabled: owner !== undefined,
    refetchInterval: useRefresh(),
    queryFn: async (): Promise<Balances> => {
      if (owner === undefined) return { lamports: 0n, of: () => 0n };
      const [sol, ...accounts] = await Promise.all([
        rpc.getBalance(owner).send(),
        ...[TOKEN_PROGRAM_ADDRESS, TOKEN_2022].map(programId =>
          rpc.getTokenAccountsByOwner(owner, { programId }, { encoding: 'jsonParsed' }).send(),
        ),
      ]);
      const amounts = new Map<Address, bigint>([[WRAPPED_SOL, sol.value]]);
      for (const { value } of accounts) {
        for (const { account } of value) {
          const { mint, tokenAmount } = account.data.parsed.info;
          amounts.set(mint, (amounts.get(mint) ?? 0n) + BigInt(tokenAmount.amount));
        }
      }
      return { lamports: sol.value, of: mint => amounts.get(mint) ?? 0n };
    },
  });
}
