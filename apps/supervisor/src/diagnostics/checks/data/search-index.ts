import type { LibraryPlace } from '@promptbin/config'
import type { DiagnosticCheck } from '../../check.ts'
import type { FindingOf } from '../../finding.ts'
import { integrityDeadlineMs, libraryFaults, skipsWithoutLibrary } from './library-facts.ts'
import { recoverDatabase } from './server.ts'

/** Whether a search finds what is there. */
export const indexChecks: readonly DiagnosticCheck[] = [
  {
    name: 'index:complete',
    title: 'whether every prompt can be found by a search, and nothing else',
    skips: skipsWithoutLibrary,
    deadlineMs: integrityDeadlineMs,
    run: async ({ library, instance }) => {
      const faults = await libraryFaults(library, ['search'])
      const isFree = instance.state === 'stopped'
      const findings = faults.length === 0 ? [] : [incompleteIn(library.place, faults, isFree)]
      return { observed: `${faults.length} faults`, findings }
    },
  },
]

function incompleteIn(
  { system }: LibraryPlace,
  faults: readonly string[],
  isFree: boolean,
): FindingOf {
  const found = incomplete(faults, isFree && system === 'sqlite')
  return system === 'sqlite' ? found : { ...found, fix: recoverDatabase }
}

function incomplete(faults: readonly string[], isFree: boolean): FindingOf {
  return {
    severity: 'error',
    class: 'health',
    evidence: `A search does not find what is there: ${faults.join(' ')}`,
    fix: isFree
      ? 'promptbin doctor --fix (it makes the index anew)'
      : 'promptbin stop, then promptbin doctor --fix (it makes the index anew), then start again.',
    ...(isFree && { repair: { kind: 'rebuild-index' } }),
  }
}
