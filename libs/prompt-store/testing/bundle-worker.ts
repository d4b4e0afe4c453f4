import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL of the worker of a store in SQLite as one file. */
    storeWorker: string
    /** The same for one in PostgreSQL. */
    postgresWorker: string
  }
}

const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

/**
 * A `globalSetup` of vitest. Tests open hundreds of stores with some threads each, and a thread
 * that reads one file starts in a third of the time in which it reads all the sources.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'promptbin-store-worker-'))
  await build({
    entryPoints: {
      sqlite: source('sqlite/worker.ts'),
      postgres: source('postgres/worker.ts'),
    },
    outExtension: { '.js': '.mjs' },
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    sourcemap: 'inline',
    logLevel: 'warning',
  })
  project.provide('storeWorker', pathToFileURL(join(folder, 'sqlite.mjs')).href)
  project.provide('postgresWorker', pathToFileURL(join(folder, 'postgres.mjs')).href)
  return () => rm(folder, { recursive: true, force: true })
}
