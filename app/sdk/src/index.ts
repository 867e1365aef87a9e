export * from './actions/signatures.ts';
export * from './errors.ts';
export * from './prepare.ts';
export * from './read.ts';
export * from './report/index.ts';
export * from './types.ts';
