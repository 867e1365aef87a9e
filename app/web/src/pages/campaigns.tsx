import { Sprout } from 'lucide-react';
import { useState } from 'react';
import { useSlotClock } from '../cluster/slot-clock.tsx';
import { CampaignLine } from '../components/campaign-line.tsx';
import { Card } from '../components/card.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { pairName } from '../components/pool-name.tsx';
import { Segmented } from '../components/segmented.tsx';
import { Empty, Failed, Loading } from '../components/states.tsx';
import { type Phase, phaseOf } from '../data/campaigns.ts';
import { type CampaignState, useView, type View } from '../data/market.ts';
import { useWallet } from '../wallet/wallet-context.tsx';
import { CampaignActions } from './campaigns/campaign-actions.tsx';
import { CreateForm } from './campaigns/create-form.tsx';

type Filter = Phase | 'mine';

export default function Campaigns({ pool }: { pool: string | undefined }) {
  const { view, error, isPending, refetch } = useView();
  const { connected } = useWallet();
  const [filter, setFilter] = useState<Filter>('live');
  return (
    <>
      <PageTitle
        title="Campaigns"
        note="Anyone funds a campaign for any pool, in any token. It streams to that pool's stakers slot by slot; slots with nobody staked return to the funder."
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_25rem]">
        <Card
          flush
          title="All campaigns"
          action={
            <Segmented
              label="Which campaigns"
              value={filter}
              onChange={setFilter}
              options={[
                { value: 'live', label: 'Live' },
                { value: 'upcoming', label: 'Upcoming' },
                { value: 'ended', label: 'Ended' },
                { value: 'mine', label: 'Mine' },
              ]}
            />
          }
        >
          {isPending && <Loading what="campaigns" rows={4} />}
          {error && !view && <Failed error={error} retry={refetch} />}
          {view && <List view={view} filter={filter} owner={connected?.address} />}
        </Card>
        <div className="lg:sticky lg:top-20">
          {view && (
            <CreateForm key={pool} view={view} preset={pool} onCreated={() => setFilter('mine')} />
          )}
        </div>
      </div>
    </>
  );
}

const NOTHING: Record<Filter, string> = {
  live: 'No campaign is live',
  upcoming: 'No campaign is about to start',
  ended: 'No campaign has ended',
  mine: 'You have funded no campaign',
};

function List({ view, filter, owner }: { view: View; filter: Filter; owner: string | undefined }) {
  const { last } = useSlotClock();
  const slot = last?.slot ?? 0n;
  const isShown = (state: CampaignState) =>
    filter === 'mine'
      ? state.campaign.funder === owner || state.campaign.refundee === owner
      : phaseOf(state, slot) === filter;
  const shown = view.market.pools.flatMap(pool =>
    (view.market.campaigns.get(pool.farmAddress) ?? [])
      .filter(isShown)
      .map(campaign => ({ pool, campaign })),
  );
  shown.sort((x, y) => (x.campaign.campaign.endSlot < y.campaign.campaign.endSlot ? -1 : 1));
  if (shown.length === 0) {
    return (
      <Empty icon={Sprout} title={NOTHING[filter]}>
        Fund one beside this list: choose a pool, a token and how long it should run.
      </Empty>
    );
  }
  return (
    <ul className="divide-y divide-line/70">
      {shown.map(({ pool, campaign }) => (
        <CampaignLine
          key={campaign.address}
          state={campaign}
          view={view}
          pool={pairName(pool, view)}
          action={<CampaignActions pool={pool} campaign={campaign} view={view} />}
        />
      ))}
    </ul>
  );
}
