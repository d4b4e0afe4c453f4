import { statSync } from 'node:fs'
import type { LibraryPlace } from '@promptbin/config'
import { EventLog } from '../../../history/event-log.ts'
import type { DiagnosticCheck } from '../../check.ts'
import type { FindingOf } from '../../finding.ts'
import type { Scene } from '../../scene.ts'
import { libraryFacts } from '../data/library-facts.ts'

/** Clocks that are kept right are never so far apart. */
const toleratedMs = 5 * 60_000

/** Whether times that are written down now come after those from before. */
export const clockChecks: readonly DiagnosticCheck[] = [
  {
    name: 'clock:behind',
    title: 'whether nothing in the data folder is from a time to come',
    run: async (scene) => {
      const nowMs = Date.now()
      const newestMs = Math.max(...(await writtenTimes(scene)))
      const observed = new Date(nowMs).toISOString()
      if (newestMs <= nowMs + toleratedMs) return { observed }
      return { observed, findings: [behind(newestMs, nowMs)] }
    },
  },
]

/** When something was last written, as three clocks of before have told, in ms since 1970. */
async function writtenTimes({ folder, library }: Scene): Promise<readonly number[]> {
  const facts = library.exists ? await libraryFacts(library) : undefined
  const events = new EventLog({ folder: folder.stateFolder, log: silent, keptInMemory: 1 })
  return [
    0,
    facts?.newestAt ?? 0,
    fileTimeOf(library.place),
    ...events.recent.map(({ at }) => Date.parse(at)),
  ]
}

/** When a library that is a file was written; 0 of any other. */
function fileTimeOf(place: LibraryPlace): number {
  if (place.system !== 'sqlite') return 0
  return statSync(place.file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

const silent = { warn: () => {} }

function behind(newestMs: number, nowMs: number): FindingOf {
  const [newest, now] = [newestMs, nowMs].map((ms) => new Date(ms).toISOString())
  return {
    severity: 'error',
    class: 'health',
    evidence: `The clock says ${now}, and something was written here at ${newest} already: it was set back, or was wrong then.`,
    fix: 'Set the clock right and keep it so (timedatectl set-ntp true).',
  }
}
