import type { Author, Page, StoreStats, VersionSummary } from '@promptbin/prompt-store'
import type {
  Prompt,
  PromptChange,
  PromptDraft,
  PromptSummary,
  Rendering,
  Version,
} from '@promptbin/prompts'

/** Which prompts to list; `limit` is 1 to 100, 50 if it is left out. */
export interface LibraryQuery {
  readonly q?: string
  readonly tag?: string
  readonly folder?: string
  readonly cursor?: string
  readonly limit?: number
}

/** Which version of a prompt is meant: one of the two, or neither for the default version. */
export interface Selector {
  readonly version?: number
  readonly label?: string
}

/** A selector and the values for the prompt's variables. */
export interface RenderRequest extends Selector {
  readonly arguments?: Readonly<Record<string, unknown>>
}

/** What an import has done with its rows so far. */
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
  | { readonly type: 'progress'; readonly bytes: number }
  | ({ readonly type: 'result' } & ImportCounts)
  | ({
      readonly type: 'error'
      readonly code: string
      readonly detail: string
      readonly hint: string
    } & ImportCounts)

/**
 * What can be done with the prompts, one operation a method. The REST routes and the pages call
 * the same operations, so both always agree. Every method rejects with a `PromptBinError`.
 */
export interface Library {
  /** One page of prompts: by rank with `q`, else the newest change first. */
  list(query: LibraryQuery): Promise<Page<PromptSummary>>
  /** Throws `PB_PROMPT_NOT_FOUND`, `PB_VERSION_NOT_FOUND`, `PB_LABEL_NOT_FOUND`. */
  get(name: string, selector?: Selector): Promise<Prompt>
  /** The history of a prompt, newest first, in one page of at most 1,000. */
  versions(name: string): Promise<Page<VersionSummary>>
  /** Version `n` with its text. Throws `PB_PROMPT_NOT_FOUND`, `PB_VERSION_NOT_FOUND`. */
  version(name: string, n: number): Promise<Version>
  /** Throws `PB_PROMPT_INVALID` naming the fields, `PB_NAME_TAKEN`. */
  create(draft: PromptDraft, author: Author): Promise<Prompt>
  /**
   * Applies a change. `expected` is the generation the caller saw; `PB_PROMPT_CHANGED` is thrown
   * when it is no longer current, and nothing is changed.
   */
  change(name: string, change: PromptChange, author: Author, expected?: number): Promise<Prompt>
  /** Moves a prompt to the trash, with the same meaning of `expected`. */
  trash(name: string, expected?: number): Promise<void>
  /** Fills in the variables of the chosen version; what is missing is named, never an error. */
  render(name: string, request: RenderRequest): Promise<Rendering>
  /**
   * Imports a prompts.chat table (CSV) as it arrives, one row after the other. It works only as
   * fast as its events are taken, and stops between two rows when the reader returns. Throws
   * before the first event if the table is not one; a fault later ends it with an `error` event.
   */
  importPromptsChat(chunks: AsyncIterable<Uint8Array>, author: Author): AsyncIterable<ImportEvent>
  /** How large the library is, and the number of its last change. */
  stats(): Promise<StoreStats>
}
