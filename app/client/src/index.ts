export * from './claims.ts';
export * from './events.ts';
export * from './generated/index.ts';
