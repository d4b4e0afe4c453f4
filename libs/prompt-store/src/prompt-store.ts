import type {
  NewPrompt,
  Page,
  Prompt,
  PromptEdit,
  PromptQuery,
  PromptSummary,
  Version,
} from '@promptbin/prompts'

/** Who makes a change, kept with the version it makes. */
export interface Author {
  readonly author: string
  readonly client: string
}

/** Which prompts to list, with the size of a page decided. */
export interface ListQuery extends PromptQuery {
  readonly limit: number
}

/** Where an imported prompt comes from: `key` names it for ever within its `source`. */
export interface Origin {
  readonly source: string
  readonly key: string
}

/**
 * What importing one prompt did. `skipped` means that it came the same as the last time, or that
 * it was edited or thrown away here since then: an import never overwrites what somebody did here.
 */
export interface ImportOutcome {
  readonly outcome: 'created' | 'updated' | 'skipped'
  readonly name: string
}

/** A version as the history lists it: everything but its text. */
export type VersionSummary = Omit<Version, 'messages' | 'variables'>

/** How large the library is, without its trash, and the number of its last change. */
export interface StoreStats {
  readonly prompts: number
  readonly versions: number
  readonly generation: number
}

/**
 * The library's one store. SQLite implements it today; whoever implements it runs the same
 * contract tests. Every method rejects with a `PromptBinError`. A change that was answered is
 * durable, and a change that was refused left nothing behind.
 */
export interface PromptStore {
  /**
   * Pages are stable under change: a prompt is never shown twice, nor left out unless it changed
   * while the pages were read. A search that more than 1,000 prompts match ranks only the newest
   * 500 of them. Throws `PB_CURSOR_INVALID`.
   */
  list(query: ListQuery): Promise<Page<PromptSummary>>
  /** The prompt with version `n`, or its newest. Throws `PB_PROMPT_NOT_FOUND`, `PB_VERSION_NOT_FOUND`. */
  get(name: string, n?: number): Promise<Prompt>
  /** The newest 1,000, newest first, without text. Throws `PB_PROMPT_NOT_FOUND`. */
  versions(name: string): Promise<readonly VersionSummary[]>
  /** Throws `PB_NAME_TAKEN` if a name was given and is in use. */
  create(prompt: NewPrompt, author: Author): Promise<Prompt>
  /**
   * Applies `edit`; makes a new version only if text or variables differ, and changes nothing if
   * nothing differs. With `expected`, the generation the caller saw, it throws `PB_PROMPT_CHANGED`
   * unless that is still current. Throws `PB_PROMPT_NOT_FOUND`.
   */
  change(name: string, edit: PromptEdit, author: Author, expected?: number): Promise<Prompt>
  /** Moves a prompt to the trash, where its name is free for others. Throws as `change` does. */
  trash(name: string, expected?: number): Promise<void>
  /** Creates or updates the prompt of one origin. The same content twice changes nothing. */
  import(prompt: NewPrompt, origin: Origin, author: Author): Promise<ImportOutcome>
  /** Rises with every change to anything in the library. */
  generation(): Promise<number>
  stats(): Promise<StoreStats>
  /** A cheap read and a small durable write, for health. */
  probe(): Promise<void>
  /** Finishes what was accepted, refuses what comes, and closes the files. */
  close(): Promise<void>
}
