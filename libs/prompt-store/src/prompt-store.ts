import type {
  Composition,
  ImportedPrompt,
  LabelMove,
  NewPrompt,
  Page,
  Prompt,
  PromptEdit,
  PromptQuery,
  PromptRecord,
  PromptSummary,
  Selector,
  Version,
} from '@promptbin/prompts'

/** Who makes a change, kept with what it makes. */
export interface Author {
  readonly author: string
  readonly client: string
}

/**
 * Makes a change happen once however often it is asked for: for 24 hours the same `key` answers
 * what the first time did. `fingerprint` is of the whole request; another one under the same key
 * is refused with `PB_IDEMPOTENCY_KEY_REUSED`.
 */
export interface Once {
  readonly key: string
  readonly fingerprint: string
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
  /** What a person should know although it worked, such as an include that stays literal. */
  readonly notes: readonly string[]
}

/** A version as the history lists it: everything but its text. */
export type VersionSummary = Omit<Version, 'messages' | 'variables' | 'modelConfig'>

/** How large the library is, without its trash, and the number of its last change. */
export interface StoreStats {
  readonly prompts: number
  readonly versions: number
  readonly trashed: number
  readonly generation: number
}

/** A folder or a tag, and how many prompts are in it; a folder counts those of the folders below. */
export interface Group {
  readonly name: string
  readonly prompts: number
}

/** A prompt in the trash. Times are RFC 3339, in UTC. */
export interface TrashedPrompt
  extends Pick<PromptSummary, 'id' | 'name' | 'title' | 'folder' | 'tags' | 'latest'> {
  readonly trashedAt: string
  /** When it is deleted for good: 30 days later. */
  readonly expiresAt: string
}

/** A prompt whose newest or labelled version includes another one. */
export interface Use {
  readonly name: string
  readonly title: string
  /** As it stands in the text: `name`, `name@3`, `name@label`. */
  readonly reference: string
}

/** What a change of many prompts does to each; a field left out changes nothing. */
export interface BatchChange {
  readonly addTags?: readonly string[]
  readonly removeTags?: readonly string[]
  readonly folder?: string
  readonly favourite?: boolean
  /** Moves them to the trash; the includes between them do not count as uses. */
  readonly trash?: boolean
}

/** What changed, for whoever follows the library; ids are generations. */
export interface LibraryEvent {
  readonly generation: number
  readonly type: 'created' | 'changed' | 'labelled' | 'trashed' | 'restored' | 'purged'
  /** The prompt's id and its name at that time. */
  readonly id: string
  readonly name: string
  /** RFC 3339, in UTC. */
  readonly at: string
}

/**
 * The library's one store. SQLite implements it today; whoever implements it runs the same
 * contract tests. Every method rejects with a `PromptBinError`. A change that was answered is
 * durable, and a change that was refused left nothing behind.
 *
 * Wherever a method takes the `name` of a prompt it also takes an old name, an imported id, or the
 * prompt's own id, and throws `PB_PROMPT_NOT_FOUND`. `expected` is the generation that the caller
 * saw; `PB_PROMPT_CHANGED` is thrown unless that is still current.
 */
export interface PromptStore {
  /**
   * Pages are stable under change: a prompt is never shown twice, nor left out unless it changed
   * while the pages were read. A search that more than 1,000 prompts match ranks only the newest
   * 500 of them. Throws `PB_CURSOR_INVALID`.
   */
  list(query: ListQuery): Promise<Page<PromptSummary>>
  /**
   * The chosen version with all that it includes. Throws `PB_VERSION_NOT_FOUND`,
   * `PB_LABEL_NOT_FOUND`, and `PB_SELECTOR_AMBIGUOUS` if both were given.
   */
  compose(name: string, selector: Selector): Promise<Composition>
  /** The newest 1,000, newest first, without text. */
  versions(name: string): Promise<readonly VersionSummary[]>
  /** The newest 1,000 moves of one label or of all, newest first. */
  labelMoves(name: string, label?: string): Promise<readonly LabelMove[]>
  /** Who includes this prompt, at most 1,000. */
  uses(name: string): Promise<readonly Use[]>
  /** All folders with their prompts, `coding`, `writing` and `analysis` also when they are empty. */
  folders(): Promise<readonly Group[]>
  /** The tags in use, the most used first, at most 1,000. */
  tags(): Promise<readonly Group[]>

  /**
   * Throws `PB_NAME_TAKEN` if a name was given and is in use, `PB_INCLUDE_NOT_FOUND` and
   * `PB_INCLUDE_CYCLE` with the path.
   */
  create(prompt: NewPrompt, author: Author, once?: Once): Promise<Prompt>
  /**
   * Applies `edit`; makes a new version only if text, variables or model settings differ, and
   * changes nothing if nothing differs. A reference that already stood for nothing may stay so.
   * Throws as `create` does.
   */
  change(name: string, edit: PromptEdit, author: Author, expected?: number): Promise<Prompt>
  /** Makes the content of version `n` the newest version, as a new one. */
  revert(
    name: string,
    n: number,
    message: string,
    author: Author,
    expected?: number,
    once?: Once,
  ): Promise<Prompt>
  /** A new prompt with the content of the newest version; a name is derived if none is given. */
  duplicate(
    name: string,
    copy: { readonly name?: string; readonly title?: string },
    author: Author,
    once?: Once,
  ): Promise<Prompt>
  /** All or nothing, in the order of `names`; answers what each became. */
  batch(
    names: readonly string[],
    change: BatchChange,
    author: Author,
    once?: Once,
  ): Promise<readonly { readonly name: string; readonly changed: boolean }[]>

  /**
   * Sets or moves a label, or changes its protection only. Throws `PB_LABEL_PROTECTED`,
   * `PB_LABEL_RESERVED` for `latest`, `PB_VERSION_NOT_FOUND`, `PB_INCLUDE_CYCLE`.
   */
  setLabel(
    name: string,
    label: string,
    to: { readonly version?: number; readonly protected?: boolean; readonly reason?: string },
    author: Author,
    expected?: number,
  ): Promise<Prompt>
  /** Throws `PB_LABEL_NOT_FOUND`, `PB_LABEL_PROTECTED`. */
  removeLabel(
    name: string,
    label: string,
    reason: string,
    author: Author,
    expected?: number,
  ): Promise<Prompt>
  /** Puts a label back to where it stood before its last move. Throws `PB_LABEL_NO_EARLIER`. */
  rollBackLabel(
    name: string,
    label: string,
    reason: string,
    author: Author,
    once?: Once,
  ): Promise<Prompt>

  /**
   * Moves a prompt to the trash, where its name is free for others. Throws `PB_PROMPT_IN_USE`,
   * naming the prompts that would break, unless `evenIfUsed`.
   */
  trash(
    name: string,
    options?: { readonly expected?: number; readonly evenIfUsed?: boolean },
  ): Promise<TrashedPrompt>
  /** The latest thrown away first. */
  trashed(query: { readonly cursor?: string; readonly limit: number }): Promise<Page<TrashedPrompt>>
  /** By id, or by name the latest of that name. Its name becomes another if it is taken now. */
  restore(nameOrId: string, once?: Once): Promise<Prompt>
  /** Deletes prompts in the trash for good: one by id, or all thrown away before a time (ms since 1970). */
  purge(which: { readonly id: string } | { readonly before: number }): Promise<number>

  /** Creates or updates the prompt of one origin. The same content twice changes nothing. */
  import(
    prompt: ImportedPrompt,
    origin: Origin,
    author: Author,
    options?: { readonly dryRun?: boolean },
  ): Promise<ImportOutcome>
  /**
   * Brings back a prompt as an export wrote it: ids, versions, times, labels and their moves. If it
   * is here already, versions that are new here are added; where both went on, ours stay and it is
   * skipped with a note. Throws `PB_RECORD_INVALID` if a version's hash is not that of its content.
   */
  restoreRecord(
    record: PromptRecord,
    options?: { readonly dryRun?: boolean },
  ): Promise<ImportOutcome>
  /**
   * The records of the named prompts, or of all, by id after `after`: at most 50 at a time, fewer
   * if they are long, and none only when no more are left.
   */
  records(query: {
    readonly names?: readonly string[]
    readonly after?: string
  }): Promise<readonly PromptRecord[]>

  /** Notes that prompts were rendered; it raises no generation. Times are ms since 1970. */
  noteUses(uses: readonly { readonly id: string; readonly at: number }[]): Promise<void>
  /** The changes after a generation, the oldest first; `complete` is false if some are forgotten. */
  eventsAfter(
    generation: number,
    limit: number,
  ): Promise<{ readonly events: readonly LibraryEvent[]; readonly complete: boolean }>
  /** Rises with every change to anything in the library. */
  generation(): Promise<number>
  stats(): Promise<StoreStats>
  /** A cheap read and a small durable write, for health. */
  probe(): Promise<void>
  /** Finishes what was accepted, refuses what comes, and closes the files. */
  close(): Promise<void>
}
