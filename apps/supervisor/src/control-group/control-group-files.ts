import { readFileSync } from 'node:fs'

/** Gives the text of a file, or throws. */
export type ReadFile = (file: string) => string

export const readText: ReadFile = (file) => readFileSync(file, 'utf8')

/**
 * The path of the control group by one controller of version 1, or by version 2, whose name is empty;
 * undefined where it has none.
 */
export type Memberships = (controller: string) => string | undefined

/** Reads `/proc/<pid>/cgroup`: lines are `hierarchy:controllers:path` (cgroups(7)). */
export function parseMemberships(text: string): Memberships {
  const rows = [...text.matchAll(/^\d+:([^:\n]*):(.+)$/gm)]
  return (controller) => rows.find(([, names]) => names?.split(',').includes(controller))?.[2]
}

/** A file of this process's control group, by its controller and its names in versions 2 and 1. */
export type FindFile = (controller: string, newName: string, oldName: string) => string | undefined

/**
 * Finds files of the control group of this process, of version 1 where that has the controller, or 2.
 * In a container the path may be the one outside of it; then the files are at the top. Undefined is
 * what does not exist or cannot be read.
 */
export function findControlGroupFiles(readFile: ReadFile): FindFile {
  const pathOf = parseMemberships(readOr(readFile, '/proc/self/cgroup', ''))
  const top = '/sys/fs/cgroup'
  const unified = pathOf('') ?? '/'
  return (controller, newName, oldName) => {
    const old = pathOf(controller)
    const candidates = [
      ...(old === undefined ? [] : [`${top}/${controller}${old}/${oldName}`]),
      ...(old === undefined ? [] : [`${top}/${controller}/${oldName}`]),
      `${top}${unified}/${newName}`,
      `${top}/${newName}`,
    ]
    return candidates.find((file) => readOr(readFile, file, undefined) !== undefined)
  }
}

/** The text of a file, or something else where it cannot be read. */
export function readOr<Other>(readFile: ReadFile, file: string, other: Other): string | Other {
  try {
    return readFile(file)
  } catch {
    return other
  }
}
