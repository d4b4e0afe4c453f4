import type { PromptBinError } from '@promptbin/errors'
import type { WorkerPool } from '../threads/worker-pool.ts'
import type { changes } from './changes.ts'

/** Stands where a writer would be, for a library that is only read: it refuses everything. */
export function refuseWrites(
  refusal: () => PromptBinError,
): Pick<WorkerPool<typeof changes>, 'run' | 'load'> {
  return {
    run: async () => {
      throw refusal()
    },
    load: { queued: 0, limit: 0, refused: 0 },
  }
}
