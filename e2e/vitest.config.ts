import { defineConfig } from 'vitest/config'

/** Real processes and a real browser: one file at a time, and time for a cold start. */
export default defineConfig({
  test: {
    include: ['*.test.ts', 'test/*.test.ts', 'clients/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
