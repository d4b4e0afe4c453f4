import { globSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'
import type { TestProject } from 'vitest/node'
import { bundling, programs } from '../tsup.config.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of what {@link setup} has bundled. */
    readonly programs: string
  }
}

const project = fileURLToPath(new URL('..', import.meta.url))

/** The command over tiny services, these, and what else tests run as a process of its own. */
const scripts = globSync(['promptbin.ts', '{services,misbehaving,*/processes}/*.ts'], {
  cwd: import.meta.dirname,
})

/** All that is bundled: its name there, and its file. */
const entries = [
  ...Object.entries(programs),
  ...scripts.map((script) => [script.replace(/\.ts$/, ''), join('test', script)] as const),
].map(([name, file]) => [name, join(project, file)])

/**
 * A `globalSetup` of vitest: bundles the programs of the tests as the product is bundled, with what
 * that starts itself. The tests start hundreds of processes, and each starts in a third of the time
 * of the sources. Every run has a folder of its own.
 */
export async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-test-programs-'))
  await build({
    ...bundling,
    entry: Object.fromEntries(entries),
    config: false,
    silent: true,
    sourcemap: false,
    outDir: folder,
  })
  // What browsers load of the console is no program: that of the product, which is built before.
  symlinkSync(join(project, 'dist/public'), join(folder, 'public'))
  provide('programs', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
