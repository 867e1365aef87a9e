import { Stored } from './store.ts';

export type Theme = 'light' | 'dark';

/** The theme chosen; before any choice, the system's. index.html applies it before the first paint. */
export const theme = new Stored<Theme>(
  'lm:theme',
  text => {
    if (text === 'light' || text === 'dark') return text;
    return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  },
  value => value,
);

theme.subscribe(() => {
  document.documentElement.dataset.theme = theme.get();
});
