const bytesPerMebibyte = 2 ** 20

export interface HeapOptions {
  /** Where V8 writes what is in a heap that is nearly full; nowhere unless told. */
  readonly snapshotFolder?: string | undefined
}

/**
 * Arguments of Node that limit the heap of a service to its soft limit of memory. A process uses
 * more than its heap, so one that leaks meets the soft limit first and is replaced, while one that
 * grows too fast for that collects harder and ends as out of memory before it takes the machine along.
 * A snapshot stops the process for as long as it is written and takes many times the memory of the heap.
 */
export function heapArguments(
  maxMemoryBytes: number,
  { snapshotFolder }: HeapOptions = {},
): readonly string[] {
  const limit = `--max-old-space-size=${Math.max(1, Math.floor(maxMemoryBytes / bytesPerMebibyte))}`
  if (snapshotFolder === undefined) return [limit]
  return [limit, '--heapsnapshot-near-heap-limit=1', `--diagnostic-dir=${snapshotFolder}`]
}
