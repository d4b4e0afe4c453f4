import { dirname, join } from 'node:path/posix'
import type { RegisteredError } from './registered-errors.ts'
import { packageOf, type SourceFile } from './sources.ts'

const importStatement = /^(?:import|export) (?:type )?\{([^}]*)\} from '([^']+)'/gm

interface Import {
  /** By their names where they come from. */
  readonly names: readonly string[]
  /** A file from the root of the repository, or a package. */
  readonly from: string
}

function importsOf({ path, text }: SourceFile): readonly Import[] {
  return [...text.matchAll(importStatement)].map(([, names = '', from = '']) => ({
    names: names.split(',').map((name) => name.trim().split(/ as /)[0] ?? ''),
    from: from.startsWith('.') ? join(dirname(path), from) : from.replace('@promptbin/', 'libs/'),
  }))
}

/** How often a name stands in what a file does, apart from where it gets it from. */
function mentions({ text }: SourceFile, name: string): number {
  return text.replace(importStatement, '').match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0
}

/**
 * The errors that nothing makes: no file that imports one goes on to use it, neither does the file
 * that defines it.
 */
export function unusedErrors(
  register: readonly RegisteredError[],
  sources: readonly SourceFile[],
): readonly RegisteredError[] {
  const files = sources.map((source) => ({ source, imports: importsOf(source) }))
  return register.filter(({ name, path }) => {
    const isImported = ({ names, from }: Import) =>
      names.includes(name) && (from === path || from === packageOf(path))
    return !files.some(({ source, imports }) =>
      source.path === path
        ? mentions(source, name) > 1
        : imports.some(isImported) && mentions(source, name) > 0,
    )
  })
}
