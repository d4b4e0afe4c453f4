import { defineConfig } from 'vitest/config'

/** For watch mode from the root: `npx vitest`. `npm test` goes through Nx, project by project. */
export default defineConfig({ test: { projects: ['apps/*', 'libs/*'] } })
