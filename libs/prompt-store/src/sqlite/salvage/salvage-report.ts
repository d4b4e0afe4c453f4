/** Of prompts and versions it is told by name which are gone; so many names at most. */
export const maxNamed = 100

/** What came of making a library anew. */
export interface SalvageReport {
  /** Whether anything of the damaged library could be read at all. */
  readonly isReadable: boolean
  readonly prompts: {
    readonly kept: number
    /** As many of them are as they were in the backup. */
    readonly fromBackup: number
    /** Their text was there and nothing else: they have a new name. */
    readonly renamed: readonly string[]
    /** Nothing sound is left of them. */
    readonly lost: readonly string[]
  }
  readonly versions: {
    readonly kept: number
    readonly fromBackup: number
    /** `name` and number, or an id where there is no name. */
    readonly lost: readonly string[]
  }
  /** Rows of other tables that speak of something that is gone, and so are gone as well. */
  readonly dropped: Readonly<Record<string, number>>
  /** Tables that could not be read to their end, and so are completed from the backup. */
  readonly damagedTables: readonly string[]
  /** How far the audit trail goes now. */
  readonly audit: { readonly seq: number; readonly hash: string }
}
