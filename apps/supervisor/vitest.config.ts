import { defineConfig } from 'vitest/config'

const tests = {
  expect: { poll: { timeout: 15_000 } },
  testTimeout: 90_000,
  hookTimeout: 90_000,
}

/** What was logged last is known to the whole of a process, and one of the parts tells of it. */
const alone = 'src/defects/**/*.test.ts'

/**
 * Tests here start real processes, and the machine may be busy with others. Two files at a time: one
 * alone waits for much of its time. Those of the parts share what is loaded: none changes a module.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...tests,
          name: 'parts',
          include: ['src/**/*.test.ts'],
          exclude: [alone],
          isolate: false,
        },
      },
      {
        test: {
          ...tests,
          name: 'supervisor',
          include: ['test/**/*.test.ts', alone],
          globalSetup: ['../../tools/built-apps/global-setup.ts', 'test/build-programs.ts'],
        },
      },
    ],
  },
})
