import { totalmem } from 'node:os'

/** Share of the memory that the container may use. */
const MAX_MEMORY_SHARE = 0.85

/** What one process may use before it turns requests away; 0, no limit, outside of a container with one. */
export function maxRssBytes(): number {
  const limitBytes = process.constrainedMemory()
  return limitBytes > 0 && limitBytes < totalmem() ? limitBytes * MAX_MEMORY_SHARE : 0
}
