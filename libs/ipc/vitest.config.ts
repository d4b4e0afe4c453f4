import { defineConfig } from 'vitest/config'

/** Tests start real processes, and the machine may be busy with those of other projects. */
export default defineConfig({ test: { testTimeout: 30_000 } })
