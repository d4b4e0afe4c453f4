import { defineConfig } from 'vitest/config'

/** All files share what is loaded: none changes a module. */
export default defineConfig({ test: { isolate: false } })
