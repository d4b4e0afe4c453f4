import { defineConfig } from 'vitest/config'

/** The tests start real processes and stores, on machines that do other things as well. */
export default defineConfig({ test: { testTimeout: 30_000, hookTimeout: 30_000 } })
