import { exemptFromPressure } from '@promptbin/service'
import type { FastifyPluginAsync } from 'fastify'
import type { Family } from '../../history/genealogy/family.ts'
import type { Figures } from '../../resources/figures.ts'
import type { ProcessSnapshot } from '../../supervision/service-control.ts'

/** Where the processes are known. */
export interface ProcessesOptions {
  readonly list: () => readonly ProcessSnapshot[]
  readonly family: Family
  /** What is known last of what a process uses. */
  readonly figuresOf: (processId: number) => Figures | null
}

/** Every process of the instance, the supervisor first. */
export const processes: FastifyPluginAsync<ProcessesOptions> = async (app, options) => {
  // By this every command finds the instance: one that is busy must not look as if it were not there.
  app.get('/api/v1/processes', { config: exemptFromPressure }, () => ({
    items: processItems(options),
  }))
}

/**
 * The processes as the API tells of them. What is not known is null, so that every item has the
 * same keys; `why` and `replaces` say why it was started, and in whose place.
 */
export function processItems(options: ProcessesOptions): readonly object[] {
  const { list, family, figuresOf } = options
  return list().map((snapshot) => {
    const { pid, startedAt, endedAt, lastRestartReason, heartbeat, ...known } = snapshot
    const record = family.of(snapshot.processId)
    return {
      ...known,
      pid: pid ?? null,
      startedAt: startedAt ?? null,
      endedAt: endedAt ?? null,
      why: record?.why ?? null,
      replaces: record?.replaces ?? null,
      lastRestartReason: lastRestartReason ?? null,
      heartbeat: heartbeat ?? null,
      figures: figuresOf(snapshot.processId),
    }
  })
}
