import type { SecondPlaceSettings } from '@promptbin/backup'
import type { DrillReport, Exchanged, RestoredInto } from '@promptbin/backup/restore'
import type { PromptRecord } from '@promptbin/prompts'
import type { Asker } from '@promptbin/security'

/** Which backup is meant, and where it is looked for. */
export interface BackupChoice {
  readonly id?: string | undefined
  /** The newest that is not younger, in milliseconds since 1970. */
  readonly atMs?: number | undefined
  readonly fromSecondPlace?: boolean | undefined
}

interface ReadingTask extends BackupChoice {
  readonly data: string
  readonly secondPlace: SecondPlaceSettings | undefined
  /** The file with the key for encrypted ones. */
  readonly identityFile?: string | undefined
}

/** A library that is to be made of a backup, beside the one that there is. */
export interface PrepareTask extends ReadingTask {
  readonly job: 'prepare'
  /** Whether it is only tried. */
  readonly isTrial: boolean
  /** Whether it is wanted as an export, too, beside it. */
  readonly isExported?: boolean
}

/** A prompt that is to be read from a backup. */
export interface ReadPromptTask extends ReadingTask {
  readonly job: 'read-prompt'
  readonly name: string
}

/** A prepared library that is to take its place; nobody may have the present one open. */
export interface ExchangeTask {
  readonly job: 'exchange'
  readonly data: string
  readonly target: string
  readonly backup: string
  readonly asker: Asker
  /** Whether the supervisor goes on meanwhile. */
  readonly isRunning: boolean
}

/** A backup of which a whole library is to be made in an empty database of PostgreSQL. */
export interface RestoreIntoTask extends ReadingTask {
  readonly job: 'restore-into'
  readonly url: string
  /** Where this machine notes the end of the audit trail of that database. */
  readonly auditHeadFile: string
  readonly asker: Asker
  /** Whether all of it is done and then given up. */
  readonly isTrial: boolean
}

/** A drill. */
export interface DrillTask {
  readonly job: 'drill'
  readonly data: string
  /** The database of PostgreSQL that has the library; it is in the data folder unless told. */
  readonly databaseUrl?: string
  readonly identityFile?: string | undefined
}

/** What is restored in a process of its own. */
export type RestoreTask = PrepareTask | ReadPromptTask | ExchangeTask | RestoreIntoTask | DrillTask

/** A backup of which a library was made. */
export interface Prepared {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** How many prompts it has, those in the trash counted. */
  readonly prompts: number
  /** The folder with the library; it is gone after a trial. */
  readonly target: string
}

/** A prompt as a backup has it. */
export interface FoundPrompt {
  readonly backup: string
  /** When that was made, ISO 8601, UTC. */
  readonly createdAt: string
  readonly record: PromptRecord
  /** An export of it alone, as an import reads it. */
  readonly exported: string
}

/** What comes of each. */
export interface RestoreOutcomes {
  readonly prepare: Prepared
  readonly 'read-prompt': FoundPrompt
  readonly exchange: Exchanged
  readonly 'restore-into': RestoredInto & { readonly id: string }
  readonly drill: DrillReport
}
