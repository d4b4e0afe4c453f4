import { defineConfig } from 'vitest/config'

/** Some tests try hundreds of cases, and the machine may be busy with those of other projects. */
export default defineConfig({ test: { testTimeout: 30_000 } })
