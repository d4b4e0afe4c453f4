import { pathToFileURL } from 'node:url'
import type { ErrorFactory } from '@promptbin/errors'
import { root, type SourceFile } from './sources.ts'

/** A kind of failure and where it is defined. */
export interface RegisteredError {
  /** By which name it is exported. */
  readonly name: string
  /** The file, from the root of the repository. */
  readonly path: string
  readonly make: ErrorFactory
}

const isFactory = (value: unknown): value is ErrorFactory =>
  typeof value === 'function' && 'definition' in value

/** Whether a file defines errors, itself being something else than what defines `defineError`. */
export const definesErrors = ({ path, text }: SourceFile) =>
  text.includes('defineError(') && !path.startsWith('libs/errors/')

/**
 * Every kind of failure of the product, by loading the files that define some: what counts is what
 * the program gets, not how it is written.
 */
export async function readRegister(
  sources: readonly SourceFile[],
): Promise<readonly RegisteredError[]> {
  const found = await Promise.all(
    sources.filter(definesErrors).map(async ({ path }) => {
      const exported: object = await import(pathToFileURL(root + path).href)
      return Object.entries(exported).flatMap(([name, value]) =>
        isFactory(value) ? [{ name, path, make: value }] : [],
      )
    }),
  )
  return found.flat()
}
