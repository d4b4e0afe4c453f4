import type { DataFolder } from '../../instance/data-folder.ts'
import type { FoundInstance } from '../../instance/find-instance.ts'
import type { PartContent } from '../report.ts'
import type { Ask } from './ask.ts'

/** Of whom a report is made. */
export interface Subject {
  readonly folder: DataFolder
  /** Undefined where nobody answers; then the disk tells what it has. */
  readonly running: FoundInstance | undefined
  /** The configuration of a start here, for people; not every maker of reports can read it. */
  readonly settingsHere?: () => unknown
}

/** How one part of a report comes about. */
export interface Section {
  readonly name: string
  readonly title: string
  readonly file: string
  readonly maxBytes: number
  /** How a running PromptBin tells it. */
  readonly ask?: (ask: Ask) => Promise<PartContent>
  /** How it is found without one. */
  readonly read?: (subject: Subject) => Promise<PartContent>
}
