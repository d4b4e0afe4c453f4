import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Every file starts services of its own: at once they would only slow each other down.
    fileParallelism: false,
    // Starting a process takes seconds on a machine that also runs the tests of other projects.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
