import { scaleRefused } from '../../errors.ts'
import type { WorkerLimit } from '../../services.ts'

/** Throws `PB_SCALE_REFUSED` for a number of workers that a service cannot have. */
export function checkScale(service: string, workers: number, limit: WorkerLimit): void {
  if (Number.isInteger(workers) && workers >= 1 && workers <= limit.workers) return
  throw scaleRefused(service, String(workers), limit.reason)
}
