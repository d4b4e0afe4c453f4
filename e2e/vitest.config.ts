import { defineConfig } from 'vitest/config'

/** Real processes and a real browser: one file at a time, and time for a cold start. */
export default defineConfig({
  test: {
    include: [
      '*.test.ts',
      '{canaries,test,clients,metrics,monitoring,health-failures,tracing}/*.test.ts',
    ],
    fileParallelism: false,
    // What runs at once anyway starts processes of its own: more would only wait for each other.
    maxConcurrency: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
