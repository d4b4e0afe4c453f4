import { defineConfig } from 'vitest/config'

/** Tests start real threads and processes; on a busy machine that takes a while. */
export default defineConfig({
  test: {
    globalSetup: './testing/bundle-worker.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
