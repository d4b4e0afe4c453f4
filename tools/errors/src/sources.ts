import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of the whole repository, with a slash at its end. */
export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** One file of the product, without tests. */
export interface SourceFile {
  /** From the root of the repository. */
  readonly path: string
  readonly text: string
}

/** All TypeScript of the product, in the order of its paths. */
export function readSources(): readonly SourceFile[] {
  return globSync('{apps,libs}/*/src/**/*.ts', { cwd: root })
    .filter((path) => !path.endsWith('.test.ts'))
    .sort()
    .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))
}

/** The package that a file is of: `libs/prompt-store`. */
export const packageOf = (path: string) => path.split('/').slice(0, 2).join('/')
