import { existsSync, readdirSync } from 'node:fs'
import type { DiagnosticCheck } from '../../check.ts'
import type { FindingOf } from '../../finding.ts'
import type { LibraryProblem } from '../../library/library-facts.ts'
import type { LibraryQuestions } from '../../library/library-questions.ts'
import type { Scene } from '../../scene.ts'
import {
  integrityDeadlineMs,
  libraryFaults,
  skipsUnlessFile,
  skipsWithoutLibrary,
} from './library-facts.ts'
import { recoverDatabase, unreadableDatabase } from './server.ts'

/** SQLite goes back to the beginning of that file long before, unless somebody reads for hours. */
const largestWalBytes = 64 * 2 ** 20

/** Whether the database is there and whole. */
export const databaseChecks: readonly DiagnosticCheck[] = [
  {
    name: 'database:present',
    title: 'whether the library is where it was',
    run: async ({ library, folder }) => {
      if (library.exists) return { observed: library.shown }
      const isUsed = library.walBytes > 0 || hasRun(folder.auditFolder)
      if (!isUsed) return { observed: 'there is none yet; a start makes it' }
      return { observed: 'gone', findings: [missing(library.shown)] }
    },
  },
  {
    name: 'database:readable',
    title: 'whether it can be opened and read',
    skips: skipsWithoutLibrary,
    run: async ({ library }) => {
      const told = await library.ask('facts')
      if ('problem' in told) return { findings: [unreadable(library, told)] }
      return { observed: `${told.answer.prompts} prompts` }
    },
  },
  {
    name: 'database:pages',
    title: 'whether all its pages are whole',
    deadlineMs: integrityDeadlineMs,
    skips: skipsUnlessFile,
    run: async ({ library }) => {
      const faults = await libraryFaults(library, ['database'])
      if (faults.length === 0) return { observed: 'whole' }
      return { observed: 'damaged', findings: [damaged(library.shown, faults)] }
    },
  },
  {
    name: 'database:content',
    title: 'whether versions, references and counts are as they were written',
    deadlineMs: integrityDeadlineMs,
    skips: skipsWithoutLibrary,
    run: async ({ library }) => {
      const faults = await libraryFaults(library, ['versions', 'references', 'counts'])
      return {
        observed: `${faults.length} faults`,
        findings: faults.length === 0 ? [] : [altered(library, faults)],
      }
    },
  },
  {
    name: 'database:audit',
    title: 'whether its audit trail is whole',
    deadlineMs: integrityDeadlineMs,
    skips: skipsWithoutLibrary,
    run: async ({ library }) => {
      const faults = await libraryFaults(library, ['audit'])
      return {
        observed: `${faults.length} faults`,
        findings: faults.length === 0 ? [] : [brokenChain(faults)],
      }
    },
  },
  {
    name: 'database:wal',
    title: 'whether changes find their way into the file',
    skips: skipsUnlessFile,
    run: async ({ library: { walBytes } }) => {
      const observed = `${Math.round(walBytes / 1e6)} MB wait`
      return { observed, findings: walBytes <= largestWalBytes ? [] : [longWal(walBytes)] }
    },
  },
]

/** An instance writes down that it was started before anything else. */
function hasRun(auditFolder: Scene['folder']['auditFolder']): boolean {
  return existsSync(auditFolder) && readdirSync(auditFolder).length > 0
}

function missing(file: string): FindingOf {
  return {
    severity: 'critical',
    class: 'health',
    evidence: `${file} is gone, though PromptBin has run here: a start would begin an empty library.`,
    fix: 'Put the file back, or restore the newest backup: promptbin backup restore',
  }
}

const recover =
  'promptbin recover (it takes the newest good backup and what can be saved, into a new file); docs/operations/damaged-database.md'

function unreadable(
  { shown: file, place }: LibraryQuestions,
  { problem, why }: LibraryProblem,
): FindingOf {
  if (place.system === 'postgresql') return unreadableDatabase(file, { problem, why })
  return {
    severity: 'critical',
    class: problem === 'damaged' ? 'health' : 'access',
    evidence: `${file} cannot be read: ${why}.`,
    fix:
      problem === 'damaged'
        ? recover
        : `See that the account which runs PromptBin owns ${file} and may read and write it.`,
  }
}

function damaged(file: string, faults: readonly string[]): FindingOf {
  return {
    severity: 'critical',
    class: 'health',
    evidence: `${file} is damaged: ${faults.join(' ')}`,
    fix: recover,
  }
}

function altered({ place }: LibraryQuestions, faults: readonly string[]): FindingOf {
  return {
    severity: 'error',
    class: 'health',
    evidence: `The library is not as it was written: ${faults.join(' ')}`,
    fix: place.system === 'postgresql' ? recoverDatabase : recover,
  }
}

function brokenChain(faults: readonly string[]): FindingOf {
  return {
    severity: 'error',
    class: 'health',
    evidence: `The audit trail of the library is not whole: ${faults.join(' ')}`,
    fix: 'promptbin audit verify says from which record on; docs/audit.md says what that means.',
  }
}

function longWal(walBytes: number): FindingOf {
  return {
    severity: 'warning',
    class: 'health',
    evidence: `${Math.round(walBytes / 1e6)} MB of changes stand beside the library and not in it.`,
    fix: 'promptbin restart prompt-web; if it comes back, a program outside keeps the file open (lsof).',
  }
}
