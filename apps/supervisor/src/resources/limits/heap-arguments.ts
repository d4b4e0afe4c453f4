const bytesPerMebibyte = 2 ** 20

export interface HeapOptions {
  /** Where V8 writes what is in a heap that is nearly full; nowhere unless told. */
  readonly snapshotFolder?: string | undefined
  /** What each half of the space of young objects may take, in MiB; V8 decides unless told. */
  readonly semiSpaceMebibytes?: number | undefined
}

/**
 * Arguments of Node that limit the heap of a service to its soft limit of memory. A process uses
 * more than its heap, so one that leaks meets the soft limit first and is replaced, while one that
 * grows too fast for that collects harder and ends as out of memory before it takes the machine along.
 * A snapshot stops the process for as long as it is written and takes many times the memory of the heap.
 */
export function heapArguments(
  maxMemoryBytes: number,
  { snapshotFolder, semiSpaceMebibytes }: HeapOptions = {},
): readonly string[] {
  const oldMebibytes = Math.max(1, Math.floor(maxMemoryBytes / bytesPerMebibyte))
  const limits = [`--max-old-space-size=${oldMebibytes}`]
  if (semiSpaceMebibytes !== undefined) limits.push(`--max-semi-space-size=${semiSpaceMebibytes}`)
  if (snapshotFolder === undefined) return limits
  return [...limits, '--heapsnapshot-near-heap-limit=1', `--diagnostic-dir=${snapshotFolder}`]
}
