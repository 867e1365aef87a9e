export * from './events.ts';
export * from './generated/index.ts';
