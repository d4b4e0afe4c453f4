import { readdirSync, type Stats, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DataFolder } from '../../../instance/data-folder.ts'
import type { DiagnosticCheck } from '../../check.ts'
import type { FindingOf } from '../../finding.ts'

const ownerMayAll = 0o700
const ownerMayReadAndWrite = 0o600
const othersMayAnything = 0o077

/** More of them say nothing new. */
const mostNamed = 3

/** A folder or a file of ours. */
interface Place {
  readonly path: string
  readonly stats: Stats
}

/** Who may do what with the data folder and what is in it. */
export const permissionChecks: readonly DiagnosticCheck[] = [
  {
    name: 'permissions:own',
    title: 'whether PromptBin may use its data folder and all that is in it',
    run: async ({ folder }) => {
      const places = placesIn(folder)
      if (places.length === 0) return { observed: 'there is no data folder yet' }
      const closed = places.filter(isClosedToOwner)
      return { observed: `${places.length} files and folders`, findings: closed.map(closedFinding) }
    },
  },
  {
    name: 'permissions:others',
    title: 'whether other accounts are kept out of the data folder',
    run: async ({ folder }) => {
      const [whole] = placesIn(folder)
      if (whole === undefined) return { observed: 'there is no data folder yet' }
      const observed = modeOf(whole)
      if ((whole.stats.mode & othersMayAnything) === 0) return { observed }
      return { observed, findings: [openFinding(whole)] }
    },
  },
  {
    name: 'permissions:owner',
    title: 'whether everything in the data folder belongs to one account',
    run: async ({ folder }) => {
      const [whole, ...inside] = placesIn(folder)
      if (whole === undefined) return { observed: 'there is no data folder yet' }
      const { uid } = whole.stats
      const foreign = inside.filter(({ stats }) => stats.uid !== uid)
      const observed = `account ${uid}`
      return { observed, findings: foreign.length === 0 ? [] : [foreignFinding(whole, foreign)] }
    },
  },
]

/** The folder itself first; then what is directly in it and in the folders that PromptBin makes. */
function placesIn({ path, logFolder, stateFolder, auditFolder, lockFile }: DataFolder) {
  const whole = look(path)
  if (whole === undefined) return []
  const folders = [path, logFolder, stateFolder, auditFolder, dirname(lockFile)]
  return [
    whole,
    ...folders.flatMap((folder) =>
      namesIn(folder).flatMap((name) => look(join(folder, name)) ?? []),
    ),
  ]
}

function look(path: string): Place | undefined {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats && { path, stats }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Closed to us: that it is, is found by its own mode.
    return []
  }
}

/** The mode counts, as the account of an administrator may everything whatever it says. */
function isClosedToOwner({ stats }: Place): boolean {
  const needed = stats.isDirectory() ? ownerMayAll : ownerMayReadAndWrite
  return (stats.mode & needed) !== needed
}

function closedFinding({ path, stats }: Place): FindingOf {
  const mode = (stats.mode & 0o777) | (stats.isDirectory() ? ownerMayAll : ownerMayReadAndWrite)
  return {
    severity: 'error',
    class: 'access',
    evidence: `PromptBin may not read and write ${path} (mode ${modeOf({ path, stats })}).`,
    fix: `chmod ${mode.toString(8)} '${path}'`,
    repair: { kind: 'set-mode', path, mode },
  }
}

function openFinding({ path, stats }: Place): FindingOf {
  const mode = stats.mode & 0o777 & ~othersMayAnything
  return {
    severity: 'warning',
    class: 'access',
    evidence: `Other accounts may look into ${path} (mode ${modeOf({ path, stats })}), where prompts and keys are.`,
    fix: `chmod go-rwx '${path}'`,
    repair: { kind: 'set-mode', path, mode },
  }
}

function foreignFinding(whole: Place, foreign: readonly Place[]): FindingOf {
  const named = foreign.slice(0, mostNamed).map(({ path }) => path)
  const more = foreign.length > mostNamed ? ` and ${foreign.length - mostNamed} more` : ''
  return {
    severity: 'error',
    class: 'access',
    evidence: `Of account ${whole.stats.uid} is the data folder, but not ${named.join(', ')}${more}: another account, often root, has run PromptBin here.`,
    fix: `sudo chown -R ${whole.stats.uid}:${whole.stats.gid} '${whole.path}'`,
  }
}

const modeOf = ({ stats }: Place) => (stats.mode & 0o777).toString(8).padStart(3, '0')
