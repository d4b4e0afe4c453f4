import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: '../../tools/built-apps/global-setup.ts',
    // Every file starts services of its own: at once they would only slow each other down.
    fileParallelism: false,
    // No test changes a module, and loading all of them for each file took a fifth of the time.
    isolate: false,
    // Starting a process takes seconds on a machine that also runs the tests of other projects.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
