import { defineConfig } from 'vitest/config'

/** Tests start real threads and processes; on a busy machine that takes a while. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 }

/** A server of PostgreSQL is started only for the tests that need one. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...patient,
          name: 'sqlite',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/postgres/**/*.test.ts'],
          globalSetup: './testing/bundle-worker.ts',
        },
      },
      {
        test: {
          ...patient,
          name: 'postgres',
          include: ['test/postgres/**/*.test.ts'],
          globalSetup: ['./testing/bundle-worker.ts', './test/postgres/provide-postgres.ts'],
        },
      },
    ],
  },
})
