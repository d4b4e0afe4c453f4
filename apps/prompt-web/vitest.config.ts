import { defineConfig } from 'vitest/config'

/** The tests start real processes and stores, on machines that do other things as well. */
export default defineConfig({
  test: {
    globalSetup: '@promptbin/prompt-store/testing',
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
