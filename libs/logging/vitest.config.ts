import { defineConfig } from 'vitest/config'

/**
 * One test writes 80 MB, and the machine may be busy with those of other projects. All
 * files share what is loaded: none changes a module.
 */
export default defineConfig({ test: { isolate: false, testTimeout: 30_000 } })
