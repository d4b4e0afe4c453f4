import { defineConfig } from 'vitest/config'

/**
 * Some tests try hundreds of cases, and the machine may be busy with those of other projects. All
 * files share what is loaded: none changes a module.
 */
export default defineConfig({ test: { isolate: false, testTimeout: 30_000 } })
