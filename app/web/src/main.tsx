import './theme.css';
import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { ClusterProvider } from './cluster/cluster-context.tsx';
import { SlotClock } from './cluster/slot-clock.tsx';
import { Toasts } from './components/toasts.tsx';
import { WalletProvider } from './wallet/wallet-context.tsx';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // A validator on this machine is no matter of being online.
      networkMode: 'always',
      retry: 1,
      staleTime: 2_000,
    },
    mutations: { networkMode: 'always' },
  },
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Tooltip.Provider delay={150}>
        <Toasts>
          <ClusterProvider>
            <SlotClock>
              <WalletProvider>
                <App />
              </WalletProvider>
            </SlotClock>
          </ClusterProvider>
        </Toasts>
      </Tooltip.Provider>
    </QueryClientProvider>
  </StrictMode>,
);
