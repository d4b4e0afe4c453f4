import { type Config, type ConfigFault, libraryPlaceOf, type Notice } from '@promptbin/config'
import type { Machine } from '../connect/clients/client.ts'
import { type DataFolder, locateDataFolder } from '../instance/data-folder.ts'
import { type InstanceState, lookForInstance } from './instance-state.ts'
import { type LibraryQuestions, questionsAbout } from './library/library-questions.ts'

/** What is to be looked at; plain values, as it may be looked at by another process. */
export interface Subject {
  /** That which a start would have; the defaults where it would have none. */
  readonly config: Config
  readonly configuration: {
    /** The file that a start would read; null where there is none. */
    readonly file: string | null
    readonly faults: readonly ConfigFault[]
    readonly notices: readonly Notice[]
  }
  /** Where the AI clients of this person are looked for. */
  readonly machine: Machine
}

/** All that checks look at. */
export interface Scene extends Subject {
  readonly folder: DataFolder
  readonly instance: InstanceState
  /** What a short-lived process knows of the database. */
  readonly library: LibraryQuestions
}

/** Takes a first look, on which all checks go. */
export async function takeScene(subject: Subject, signal: AbortSignal): Promise<Scene> {
  const folder = locateDataFolder(subject.config.dataDir)
  const instance = await lookForInstance(folder)
  const isInUse = instance.state !== 'stopped'
  const library = questionsAbout({ place: libraryPlaceOf(subject.config), isInUse, signal })
  return { ...subject, folder, instance, library }
}
