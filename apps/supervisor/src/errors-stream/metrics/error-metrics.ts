import type { Metrics } from '@promptbin/metrics'
import type { ErrorGroups } from '../groups/error-groups.ts'
import { groupStates } from '../groups/judge-trend.ts'
import type { Sighting } from '../identity/read-sighting.ts'
import { knownCodes } from './known-codes.ts'

/** A code that is none of ours, or none at all: a label must not grow with what others invent. */
const otherCode = 'other'

/** Counts errors by their codes, and groups by their state; call the result with every error. */
export function createErrorMetrics(
  metrics: Pick<Metrics, 'counter' | 'gauge'>,
  groups: Pick<ErrorGroups, 'countByState'>,
): (sighting: Pick<Sighting, 'code'>) => void {
  const errors = metrics.counter({
    name: 'promptbin_errors_total',
    help: 'Errors in the log of all services, by their code; other is for all that is no code of PromptBin.',
    labels: ['code'],
  })
  errors.inc({ code: otherCode }, 0)
  metrics.gauge({
    name: 'promptbin_error_groups',
    help: 'Kinds of errors that are remembered, by their state.',
    labels: ['state'],
    read(gauge) {
      const counts = groups.countByState()
      for (const state of groupStates) gauge.set({ state }, counts[state])
    },
  })
  return ({ code }) =>
    errors.inc({ code: code !== null && knownCodes.has(code) ? code : otherCode })
}
