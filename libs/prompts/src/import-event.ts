/** How many rows of a table became what. */
export interface ImportCounts {
  readonly created: number
  readonly updated: number
  readonly skipped: number
  readonly failed: number
}

/** What an import tells while it works; the last event is `result`, or `error` if it had to stop. */
export type ImportEvent =
  | {
      readonly type: 'row'
      readonly line: number
      readonly outcome: 'created' | 'updated' | 'skipped'
      readonly name: string
    }
  | {
      readonly type: 'row'
      readonly line: number
      readonly outcome: 'failed'
      readonly code: string
      readonly detail: string
    }
  /** Of what was received, which runs ahead of the rows; how far these are their lines tell. */
  | { readonly type: 'progress'; readonly bytes: number }
  | ({ readonly type: 'result' } & ImportCounts)
  /** The import ended early; the counts are of the rows before. */
  | ({
      readonly type: 'error'
      readonly code: string
      readonly detail: string
      readonly hint: string
    } & ImportCounts)
