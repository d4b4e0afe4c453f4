import { defineConfig } from 'vitest/config'

/**
 * Real processes and a real browser, and time for a cold start. Two files at a time: one alone waits
 * for half of its time.
 */
export default defineConfig({
  test: {
    include: [
      '*.test.ts',
      '{administration,canaries,console,test,clients,metrics,monitoring,health-failures,tracing}/*.test.ts',
    ],
    maxWorkers: 2,
    // What runs at once anyway starts processes of its own: more would only wait for each other.
    maxConcurrency: 2,
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
