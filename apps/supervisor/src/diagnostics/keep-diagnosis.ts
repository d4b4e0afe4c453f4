import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openStateFile, type StateFile } from '../state/state-file.ts'
import type { Figures } from './benchmark/figures.ts'
import type { Diagnosis } from './diagnosis.ts'

/** What is kept: the last diagnosis, and how fast the machine was at earlier ones. */
interface Kept {
  readonly last: Diagnosis | null
  readonly figures: readonly Figures[]
}

/** Enough to know what is usual. */
const mostEarlier = 20

/** Nobody has to be told that an earlier look was lost: the next one is as good. */
const silent = { warn: () => {} }

/** The last diagnosis that was made on a data folder; null where none is kept. */
export function readDiagnosis(stateFolder: string): Diagnosis | null {
  return openKept(stateFolder).value.last
}

/** How fast this machine was at earlier diagnoses, the newest last. */
export function readEarlierFigures(stateFolder: string): readonly Figures[] {
  return openKept(stateFolder).value.figures
}

/**
 * Keeps a diagnosis, in `state/diagnostics.json`. Not in a folder that is not there, nor in that of
 * another account, which could not read our file then. Never rejects.
 */
export async function keepDiagnosis(stateFolder: string, diagnosis: Diagnosis): Promise<void> {
  if (!isOurs(stateFolder)) return
  const kept = openKept(stateFolder)
  const figures = [...kept.value.figures, diagnosis.figures].slice(-mostEarlier)
  kept.write({ last: diagnosis, figures })
  await kept.flush()
}

function openKept(stateFolder: string): StateFile<Kept> {
  const file = join(stateFolder, 'diagnostics.json')
  return openStateFile({ file, empty: { last: null, figures: [] }, parse, log: silent })
}

function parse(value: unknown): Kept | undefined {
  const { last, figures } = Object(value) as Partial<Kept>
  return Array.isArray(figures) && last !== undefined ? { last, figures } : undefined
}

function isOurs(folder: string): boolean {
  return existsSync(folder) && statSync(folder).uid === process.getuid?.()
}
