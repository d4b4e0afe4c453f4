import { defineConfig } from 'vitest/config'

/**
 * Real processes and a real browser, and time for a cold start. Three files at a time: each waits
 * for much of its time.
 */
export default defineConfig({
  test: {
    globalSetup: '../tools/built-apps/global-setup.ts',
    include: [
      '*.test.ts',
      'faults/*/*.test.ts',
      '{administration,canaries,console,procedures,test,clients,metrics,monitoring,health-failures,postgres,tracing,webhooks}/*.test.ts',
    ],
    maxWorkers: 3,
    // What runs at once anyway starts processes of its own: more would only wait for each other.
    maxConcurrency: 2,
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
