export type { Pair } from '../math/display.ts';
export * from './export.ts';
export * from './history.ts';
export * from './report.ts';
export type * from './types.ts';
