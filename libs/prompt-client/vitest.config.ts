import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // All files share what is loaded: none changes a module.
    isolate: false,
    globalSetup: '../../tools/built-apps/global-setup.ts',
    // Starting a process takes seconds on a machine that also runs the tests of other projects.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // More faults at once would only slow prompt-web down.
    maxConcurrency: 2,
  },
})
