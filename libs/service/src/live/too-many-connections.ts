import { readDescriptorsLimit } from '@promptbin/metrics'

/** Files, logs, the store and the channel take some descriptors as well. */
const otherDescriptors = 64

/**
 * Why this process cannot serve so many connections at once, in a sentence: each takes a descriptor,
 * of which the system allows it only some (`ulimit -n`). Null where it can, and where the system does
 * not say.
 */
export function tooManyConnections(key: string, connections: number): string | null {
  const limit = readDescriptorsLimit()
  if (limit === undefined || connections + otherDescriptors <= limit) return null
  return `${key} is ${connections}, but the system lets this process open only ${limit} files and connections (ulimit -n).`
}
