import { BookOpen, Droplet, Moon, Sprout, Sun, WalletMinimal } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { ClusterMenu } from './cluster/cluster-menu.tsx';
import { useSlotClock } from './cluster/slot-clock.tsx';
import { Button } from './components/button.tsx';
import { Notice } from './components/notice.tsx';
import { cx } from './lib/cx.ts';
import { explain } from './lib/explain.ts';
import { useStored } from './lib/store.ts';
import { theme } from './lib/theme.ts';
import { ConnectButton } from './wallet/connect-button.tsx';

const PAGES = [
  { path: '/', name: 'Pools', icon: Droplet },
  { path: '/portfolio', name: 'Portfolio', icon: WalletMinimal },
  { path: '/campaigns', name: 'Campaigns', icon: Sprout },
  { path: '/learn', name: 'Learn', icon: BookOpen },
] as const;

export function Shell({ children }: { children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  const [location] = useLocation();
  useScrollToTop(location);
  return (
    <div className="flex min-h-dvh flex-col">
      <button
        type="button"
        onClick={() => main.current?.focus()}
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-accent focus:px-4 focus:py-2 focus:text-accent-ink"
      >
        Skip to content
      </button>
      <header className="sticky top-0 z-30 border-line border-b bg-page/90 backdrop-blur">
        <div className="mx-auto flex h-14 max-w-6xl items-center gap-1 px-4 sm:gap-2 sm:px-6">
          <Link
            href="/"
            className="mr-3 flex items-center gap-2.5 rounded-md"
            aria-label="Liquidity mining, pools"
          >
            <img src="./icon.svg" alt="" className="size-7" />
            <span className="hidden font-semibold tracking-tight md:inline">Liquidity mining</span>
          </Link>
          <nav aria-label="Pages" className="hidden gap-0.5 sm:flex">
            {PAGES.map(({ path, name }) => (
              <Link
                key={path}
                href={path}
                aria-current={isAt(location, path) ? 'page' : undefined}
                className={cx(
                  'rounded-lg px-3 py-1.5 font-medium text-sm transition-colors',
                  isAt(location, path)
                    ? 'bg-accent-soft text-accent-text'
                    : 'text-soft hover:text-ink',
                )}
              >
                {name}
              </Link>
            ))}
          </nav>
          <div className="grow" />
          <ClusterMenu />
          <ThemeToggle />
          <ConnectButton />
        </div>
      </header>
      <RpcBanner />
      <main
        ref={main}
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl grow px-4 pt-6 pb-24 focus:outline-none sm:px-6 sm:pt-8 sm:pb-12"
      >
        {children}
      </main>
      <footer className="mx-auto w-full max-w-6xl px-4 pb-24 text-faint text-xs sm:px-6 sm:pb-8">
        The program has not been audited. Times are estimates: the chain counts slots, not seconds.
        Charts by{' '}
        <a
          href="https://www.tradingview.com/lightweight-charts/"
          className="underline"
          rel="noreferrer"
          target="_blank"
        >
          TradingView Lightweight Charts
        </a>
        .
      </footer>
      <nav
        aria-label="Pages, below"
        className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-4 border-line border-t bg-page/95 pb-[env(safe-area-inset-bottom)] backdrop-blur sm:hidden"
      >
        {PAGES.map(({ path, name, icon: Icon }) => (
          <Link
            key={path}
            href={path}
            aria-current={isAt(location, path) ? 'page' : undefined}
            className={cx(
              'flex flex-col items-center gap-0.5 py-2 font-medium text-2xs',
              isAt(location, path) ? 'text-accent-text' : 'text-faint',
            )}
          >
            <Icon aria-hidden className="size-5" />
            {name}
          </Link>
        ))}
      </nav>
    </div>
  );
}

function isAt(location: string, path: string): boolean {
  if (path === '/') return location === '/' || location.startsWith('/pool/');
  return location.startsWith(path);
}

function useScrollToTop(location: string): void {
  const previous = useRef(location);
  useEffect(() => {
    if (previous.current !== location) window.scrollTo({ top: 0 });
    previous.current = location;
  }, [location]);
}

function ThemeToggle() {
  const current = useStored(theme);
  const next = current === 'dark' ? 'light' : 'dark';
  return (
    <Button
      look="quiet"
      size="sm"
      className="w-8 px-0"
      aria-label={`Switch to the ${next} theme`}
      onClick={() => theme.set(next)}
    >
      {current === 'dark' ? (
        <Sun aria-hidden className="size-4" />
      ) : (
        <Moon aria-hidden className="size-4" />
      )}
    </Button>
  );
}

/** Says on every page that the RPC is away; what was read before stays in sight. */
function RpcBanner() {
  const { isDown, error, last } = useSlotClock();
  if (!isDown) return null;
  const { title, nextStep } = explain(error);
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-4 sm:px-6">
      <Notice kind="bad" role="alert" title={title}>
        {nextStep}
        {last && ' What you see is as of the last answer.'}
      </Notice>
    </div>
  );
}
