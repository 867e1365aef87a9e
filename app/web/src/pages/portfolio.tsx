import { Droplets, Sprout, WalletMinimal } from 'lucide-react';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { useReview } from '../actions/review.tsx';
import { claimAction } from '../actions/rewards.ts';
import { useCluster } from '../cluster/cluster-context.tsx';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Notice } from '../components/notice.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { Empty, Failed, Loading } from '../components/states.tsx';
import { useBalances } from '../data/balances.ts';
import { useHistories } from '../data/history.ts';
import { holdingsOf } from '../data/holdings.ts';
import { useView } from '../data/market.ts';
import { usePositions } from '../data/positions.ts';
import { ConnectButton, useFaucet } from '../wallet/connect-button.tsx';
import { type Connected, useWallet } from '../wallet/wallet-context.tsx';
import { HoldingCard } from './portfolio/holding-card.tsx';
import { RewardsCard } from './portfolio/rewards-card.tsx';
import { Totals } from './portfolio/totals.tsx';

export default function Portfolio() {
  const { connected } = useWallet();
  return connected ? (
    <Mine connected={connected} />
  ) : (
    <>
      <PageTitle title="Portfolio" />
      <Card>
        <Empty
          icon={WalletMinimal}
          title="Connect a wallet to see what is yours"
          action={<ConnectButton />}
        >
          Value, rewards as they accrue, fees earned, and how it all compares with having held the
          tokens.
        </Empty>
      </Card>
    </>
  );
}

function Mine({ connected }: { connected: Connected }) {
  const { rpc } = useCluster();
  const review = useReview();
  const { view, error, refetch } = useView();
  const positions = usePositions();
  const balances = useBalances();
  const { histories } = useHistories(view?.market.pools);
  const holdings = useMemo(
    () =>
      view && positions.data
        ? holdingsOf(view, connected.address, positions.data, balances.data, histories)
        : undefined,
    [view, connected.address, positions.data, balances.data, histories],
  );
  const rewards = holdings?.flatMap(each => each.rewards) ?? [];
  const failure = error ?? positions.error;
  return (
    <>
      <PageTitle
        title="Portfolio"
        action={
          view &&
          rewards.length > 0 && (
            <Button look="primary" onClick={() => review(claimAction({ rpc, names: view.names }))}>
              <Sprout aria-hidden className="size-4" />
              Claim all
            </Button>
          )
        }
      />
      <FaucetOffer connected={connected} />
      {!holdings && !failure && (
        <Card flush>
          <Loading what="your positions" rows={4} />
        </Card>
      )}
      {!holdings && failure && (
        <Card flush>
          <Failed
            error={failure}
            retry={() => {
              void refetch();
              void positions.refetch();
            }}
          />
        </Card>
      )}
      {view && holdings?.length === 0 && (
        <Card>
          <Empty
            icon={Sprout}
            title="Nothing is yours here yet"
            action={
              <Link href="/" className="font-medium text-accent-text text-sm hover:underline">
                Choose a pool
              </Link>
            }
          >
            Provide liquidity to a pool and stake it: it appears here, with every reward as it
            accrues.
          </Empty>
        </Card>
      )}
      {view && holdings && holdings.length > 0 && (
        <div className="grid gap-4">
          <Totals holdings={holdings} view={view} />
          <RewardsCard holdings={holdings} view={view} owner={connected.address} />
          {holdings.map(holding => (
            <HoldingCard key={holding.state.address} holding={holding} view={view} />
          ))}
        </div>
      )}
    </>
  );
}

/** On a local validator a new wallet has nothing: the faucet is one step away. */
function FaucetOffer({ connected }: { connected: Connected }) {
  const { local } = useCluster();
  const balances = useBalances().data;
  const { faucet, isAsking } = useFaucet(connected);
  if (!local || balances === undefined || balances.lamports > 0n) return null;
  return (
    <div className="mb-4">
      <Notice
        title="This wallet is empty"
        action={
          <Button size="sm" disabled={isAsking} onClick={faucet}>
            <Droplets aria-hidden className="size-3.5" />
            {isAsking ? 'Sending…' : 'Get test tokens'}
          </Button>
        }
      >
        The local faucet gives SOL for fees and some of every token of the demo.
      </Notice>
    </div>
  );
}
