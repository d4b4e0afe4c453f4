import { defineConfig } from 'vitest/config'

/** Tests here start real processes, and the machine may be busy with others. */
export default defineConfig({
  test: { expect: { poll: { timeout: 15_000 } }, testTimeout: 90_000, hookTimeout: 90_000 },
})
