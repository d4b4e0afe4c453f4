import type { Health } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'
import { describeState, followDefects } from '@promptbin/service'
import { createDefectCheck } from './defect-check.ts'

export interface OwnDefectsOptions {
  readonly logger: Logger
  readonly health: Pick<Health, 'add' | 'recheck' | 'state'>
  /** Ends PromptBin in order, and tells whoever started it that it failed. */
  readonly shutdown: (defect: string) => void
}

/**
 * What becomes of a defect of the supervisor itself, in whose place nobody puts another. A rejection
 * that nobody handled concerns one thing that was under way: it goes on, and its health says so. After
 * an exception nothing is sure any more: everything is stopped in order. Returns what ends that.
 */
export function followOwnDefects({ logger, health, shutdown }: OwnDefectsOptions): () => void {
  let count = 0
  const check = createDefectCheck(() => count)
  health.add(check)
  return followDefects({
    logger: () => logger,
    event: 'supervisor.defect',
    describe: () => describeState(),
    onDefect: (kind) => {
      count += 1
      if (kind === 'exception') shutdown('the supervisor had a defect')
      else if (health.state === 'ready') void health.recheck([check.name])
    },
  })
}
