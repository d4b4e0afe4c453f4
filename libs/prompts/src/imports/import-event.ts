/** How many items of an import became what. */
export interface ImportCounts {
  readonly created: number
  readonly updated: number
  readonly skipped: number
  readonly failed: number
}

/** Where an item stood: the line of a table, the path of a file within a folder, or both. */
export interface ImportPlace {
  /** Counted from 1. */
  readonly line?: number
  readonly file?: string
}

/** What an import tells while it works; the last event is `result`, or `error` if it had to stop. */
export type ImportEvent =
  | ({
      readonly type: 'row'
      readonly outcome: 'created' | 'updated' | 'skipped'
      readonly name: string
      /** What a person should know although it worked. */
      readonly notes: readonly string[]
    } & ImportPlace)
  | ({
      readonly type: 'row'
      readonly outcome: 'failed'
      readonly code: string
      readonly detail: string
    } & ImportPlace)
  /** What a person should know of something that is no prompt, such as a file that is passed over. */
  | ({ readonly type: 'note'; readonly note: string } & ImportPlace)
  /** Of what was received, which runs ahead of the rows; how far these are their places tell. */
  | { readonly type: 'progress'; readonly bytes: number }
  | ({ readonly type: 'result' } & ImportCounts)
  /** The import ended early; the counts are of the items before. */
  | ({
      readonly type: 'error'
      readonly code: string
      readonly detail: string
      readonly hint: string
    } & ImportCounts)
