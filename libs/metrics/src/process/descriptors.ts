import { readdirSync, readFileSync } from 'node:fs'

/** How many descriptors are open: files, sockets, pipes. Undefined where the system does not say. */
export function countOpenDescriptors(): number | undefined {
  try {
    // Reading the folder takes one itself.
    return readdirSync('/proc/self/fd').length - 1
  } catch {
    return undefined
  }
}

/** How many may be open at once (the soft limit of `ulimit -n`). Undefined where nothing says so. */
export function readDescriptorsLimit(): number | undefined {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
    return limit === undefined ? undefined : Number(limit)
  } catch {
    return undefined
  }
}
