import type { Author, StoreStats, VersionSummary } from '@promptbin/prompt-store'
import type {
  ImportEvent,
  Page,
  Prompt,
  PromptChange,
  PromptDraft,
  PromptQuery,
  PromptSummary,
  Rendering,
  RenderRequest,
  Selector,
  Version,
} from '@promptbin/prompts'

/**
 * What can be done with the prompts, one operation a method. The REST routes and the pages call
 * the same operations, so both always agree. Every method rejects with a `PromptBinError`.
 */
export interface Library {
  /** One page of prompts: by rank with `q`, else the newest change first. */
  list(query: PromptQuery): Promise<Page<PromptSummary>>
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
