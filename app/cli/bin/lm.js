#!/usr/bin/env node
// The sources are TypeScript, which tsx runs as it is: nothing has to be built first.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../src/main.ts');
await main();
