import { fileURLToPath } from 'node:url'
import { runShortTask } from '../../process/short-task.ts'
import { reportFailed } from '../errors.ts'
import type { ReportSummary } from '../report.ts'

/** What the program that makes reports is told. */
export interface ReportOrder {
  readonly dataFolder: string
  /** Is there already, for its owner alone, and is filled. */
  readonly file: string
}

/** In development the source runs as it is; a bundle has the program beside it. */
const program = import.meta.url.endsWith('.ts') ? './main.ts' : './report.js'

/** Every question of it has a deadline; the rest is for a machine that has much else to do. */
const timeoutMs = 60_000

/**
 * Has a report made by a process of its own, which asks us as any command does. Throws
 * `PB_REPORT_FAILED`.
 */
export async function makeReport(order: ReportOrder): Promise<ReportSummary> {
  const entry = fileURLToPath(new URL(program, import.meta.url))
  const { signal } = new AbortController()
  try {
    return (await runShortTask({ entry, input: order, timeoutMs, signal })) as ReportSummary
  } catch (cause) {
    throw reportFailed.with({ cause }, 'the process that makes it has ended without an answer')
  }
}
