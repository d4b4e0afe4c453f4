import { execFileSync } from 'node:child_process'

/**
 * A `globalSetup` of vitest for tests that start services. They run the bundles, as people do, which
 * also start in a third of the time of the sources. A run by Nx has built them before; a run of
 * vitest alone builds here what has changed since.
 */
export function setup(): void {
  if (process.env['NX_TASK_TARGET_TARGET'] !== undefined) return
  const build = ['nx', 'run-many', '--target', 'build', '--outputStyle', 'static']
  execFileSync('npx', build, { stdio: ['ignore', 'ignore', 'inherit'] })
}
