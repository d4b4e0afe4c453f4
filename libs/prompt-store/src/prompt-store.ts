import type { NewPrompt, Prompt, PromptEdit, PromptSummary, Version } from '@promptbin/prompts'

export type { NewPrompt, PromptEdit } from '@promptbin/prompts'

/** Who makes a change, kept with the version it makes. */
export interface Author {
  readonly author: string
  readonly client: string
}

/** Which prompts to list. With `q` the order is by rank, else by the newest change first. */
export interface ListQuery {
  readonly q?: string
  readonly tag?: string
  readonly folder?: string
  /** Where the page before ended, as that page's `nextCursor` said. */
  readonly cursor?: string
  /** 1 to 100. */
  readonly limit: number
}

/** One page of a list. Counting stops at a bound: `exact` is false when there may be more. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
  readonly total: { readonly value: number; readonly exact: boolean }
}

/** Where an imported prompt comes from: `key` names it for ever within its `source`. */
export interface Origin {
  readonly source: string
  readonly key: string
}

/** What importing one prompt did; `skipped` also stands for one that was edited here since. */
export interface ImportOutcome {
  readonly outcome: 'created' | 'updated' | 'skipped'
  readonly name: string
}

/**
 * The library's one store. SQLite implements it today; whoever implements it runs the same
 * contract tests. Every method rejects with a `PromptBinError`. A change that was answered is
 * durable, and a change that was refused left nothing behind.
 */
export interface PromptStore {
  /** Pages are stable under change: a prompt is never shown twice, nor left out unless it moved. */
  list(query: ListQuery): Promise<Page<PromptSummary>>
  /** The prompt with version `n`, or its default version. Throws `PB_PROMPT_NOT_FOUND`, `PB_VERSION_NOT_FOUND`. */
  get(name: string, n?: number): Promise<Prompt>
  /** Newest first, without text. */
  versions(name: string): Promise<readonly Omit<Version, 'messages' | 'variables'>[]>
  /** Throws `PB_NAME_TAKEN` if a name was given and is in use. */
  create(prompt: NewPrompt, author: Author): Promise<Prompt>
  /**
   * Applies `edit`; makes a new version only if text or variables differ. With `expected`, the
   * generation the caller saw, it throws `PB_PROMPT_CHANGED` unless that is still current.
   */
  change(name: string, edit: PromptEdit, author: Author, expected?: number): Promise<Prompt>
  /** Moves a prompt to the trash, where its name is free for others. */
  trash(name: string, expected?: number): Promise<void>
  /** Creates or updates the prompt of one origin. The same content twice changes nothing. */
  import(prompt: NewPrompt, origin: Origin, author: Author): Promise<ImportOutcome>
  /** Rises with every change to anything in the library. */
  generation(): Promise<number>
  stats(): Promise<{
    readonly prompts: number
    readonly versions: number
    readonly generation: number
  }>
  /** A cheap read and a check that writing is possible, for health. */
  probe(): Promise<void>
  /** Finishes what was accepted, refuses what comes, and closes the files. */
  close(): Promise<void>
}
