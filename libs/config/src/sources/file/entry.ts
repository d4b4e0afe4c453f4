/** A place in a text, as editors count: both from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** One key of a configuration file with its value. */
export interface Entry {
  readonly key: string
  readonly written: unknown
  /** Where the key stands. */
  readonly at: Position
  /** Where the value begins, which is where the key is if the value does not stand beside it. */
  readonly valueAt: Position
  /** Where the name of its section stands, if it is in one. */
  readonly sectionAt?: Position
}

/** What is wrong with a text as a whole. */
export interface TextFault {
  readonly message: string
  /** Unless it is the whole that is wrong. */
  readonly at?: Position
}

/** What a text says, or what is wrong with it: one of both is empty. */
export interface Entries {
  readonly entries: readonly Entry[]
  readonly faults: readonly TextFault[]
}

/**
 * Reads the text of a configuration file. The maps that `isSection` names are opened, so that
 * `web: { port: 1 }` is the entry `web.port`; everything else is a value. Never throws.
 */
export type ReadEntries = (text: string, isSection: (key: string) => boolean) => Entries

/** A text of which nothing is taken. */
export function refuse(...faults: readonly TextFault[]): Entries {
  return { entries: [], faults }
}
