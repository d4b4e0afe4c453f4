import { defineConfig } from 'vitest/config'

/** What is measured to the millisecond has a heap of its own. */
const attacks = 'test/refused/**/*.test.ts'

/**
 * The tests start real processes and stores, on machines that do other things as well. Nearly all
 * share what is loaded: none changes a module, and loading it for each file took a fifth of the time.
 */
export default defineConfig({
  test: {
    globalSetup: ['@promptbin/prompt-store/testing', '../../tools/built-apps/global-setup.ts'],
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'attacks', include: [attacks] } },
      {
        extends: true,
        test: {
          name: 'prompt-web',
          include: ['{src,test}/**/*.test.ts'],
          exclude: [attacks],
          isolate: false,
        },
      },
    ],
  },
})
