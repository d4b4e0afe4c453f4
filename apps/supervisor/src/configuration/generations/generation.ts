import type { Face } from '../../operations/caller.ts'
import type { SettingChange } from '../plan/plan-change.ts'

/** What made a configuration another one. */
export const generationActions = [
  'start',
  'update',
  'file',
  'signal',
  'reload',
  'rollback',
] as const

export type GenerationAction = (typeof generationActions)[number]

/** Who did it. */
export interface GenerationAuthor {
  /** The id of a principal. */
  readonly actor: string
  readonly face: Face
}

/** One configuration that was in force, with the file that said so. */
export interface Generation {
  /** Counts from 1 over all starts. */
  readonly generation: number
  /** ISO 8601, UTC. */
  readonly at: string
  readonly action: GenerationAction
  readonly by: GenerationAuthor
  /** The path of the file; null where there was none. */
  readonly file: string | null
  /** All that it said, secrets too; null where there was none. */
  readonly text: string | null
  /** SHA-256, in hex, of all values, so that it is seen whether anything has changed. */
  readonly digest: string
  /** All values by key, as people may see them. */
  readonly settings: Readonly<Record<string, unknown>>
  /** What was different in the generation before. */
  readonly changed: readonly SettingChange[]
}

/** Reads what was written of a generation; undefined for what it cannot be. */
export function parseGeneration(value: unknown): Generation | undefined {
  const { generation, at, action, by, file, text, digest, settings, changed } = Object(value)
  const isWhole =
    Number.isSafeInteger(generation) &&
    generation > 0 &&
    [at, digest, by?.actor, by?.face].every((one) => typeof one === 'string') &&
    generationActions.includes(action) &&
    [file, text].every((one) => one === null || typeof one === 'string') &&
    typeof settings === 'object' &&
    settings !== null &&
    Array.isArray(changed)
  return isWhole ? (value as Generation) : undefined
}
