import { defineConfig } from 'vitest/config'

/** One test writes 80 MB, and the machine may be busy with those of other projects. */
export default defineConfig({ test: { testTimeout: 30_000 } })
