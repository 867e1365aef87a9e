import { lazy, Suspense } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { ReviewProvider } from './actions/review.tsx';
import { Loading } from './components/states.tsx';
import { Pools } from './pages/pools.tsx';
import { Shell } from './shell.tsx';

// Each page with what only it needs; the first one comes with the shell.
const Pool = lazy(() => import('./pages/pool.tsx'));
const Portfolio = lazy(() => import('./pages/portfolio.tsx'));
const Campaigns = lazy(() => import('./pages/campaigns.tsx'));
const Learn = lazy(() => import('./pages/learn.tsx'));

export function App() {
  return (
    <Router hook={useHashLocation}>
      <ReviewProvider>
        <Shell>
          <Suspense fallback={<Loading what="the page" />}>
            <Switch>
              <Route path="/" component={Pools} />
              <Route path="/pool/:address">
                {({ address }) => <Pool key={address} address={address} />}
              </Route>
              <Route path="/portfolio" component={Portfolio} />
              <Route path="/campaigns/:pool?">{({ pool }) => <Campaigns pool={pool} />}</Route>
              <Route path="/learn" component={Learn} />
              <Route>
                <Redirect to="/" />
              </Route>
            </Switch>
          </Suspense>
        </Shell>
      </ReviewProvider>
    </Router>
  );
}
