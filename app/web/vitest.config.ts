import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 180_000,
    // The journey's steps build on one another, and the machine has few cores.
    bail: 1,
    fileParallelism: false,
  },
});
