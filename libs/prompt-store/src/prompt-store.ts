import type {
  Composition,
  ImportedPrompt,
  LabelMove,
  NewPrompt,
  Page,
  Prompt,
  PromptEdit,
  PromptRecord,
  PromptSummary,
  Selector,
} from '@promptbin/prompts'
import type { LoginStore } from './accounts/login-store.ts'
import type {
  Group,
  ImportOutcome,
  LibraryEvent,
  StoreStats,
  TrashedPrompt,
  Use,
  VersionSummary,
} from './answers.ts'
import type { AuditStore } from './audit/audit-store.ts'
import type { Author, BatchChange, ListQuery, Once, Origin, Within } from './requests.ts'
import type { NewShare, Share } from './shares/share.ts'
import type { ShareOpenings } from './shares/share-opening.ts'
import type { SharedPrompt } from './shares/shared-prompt.ts'
import type { QueueLoad } from './threads/job-queue.ts'
import type { NewToken, Token } from './tokens/token.ts'

/**
 * The library's one store. SQLite implements it today; whoever implements it runs the same
 * contract tests. Every method rejects with a `PromptBinError`. A change that was answered is
 * durable, and a change that was refused left nothing behind.
 *
 * Wherever a method takes the `name` of a prompt it also takes an old name, an imported id, or the
 * prompt's own id, and throws `PB_PROMPT_NOT_FOUND`. `expected` is the generation that the caller
 * saw; `PB_PROMPT_CHANGED` is thrown unless that is still current.
 */
export interface PromptStore extends LoginStore, AuditStore {
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
  compose(name: string, selector: Selector, within?: Within): Promise<Composition>
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
  /** The labels in use but `latest`, those on the most prompts first, at most 1,000. */
  labels(): Promise<readonly Group[]>

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
  change(
    name: string,
    edit: PromptEdit,
    author: Author,
    expected?: number,
    once?: Once,
  ): Promise<Prompt>
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

  /**
   * Makes a link. Throws `PB_VERSION_NOT_FOUND`, `PB_LABEL_NOT_FOUND`, `PB_SELECTOR_AMBIGUOUS`, and
   * `PB_IDEMPOTENCY_KEY_REUSED` if there was a link of this token before.
   */
  createShare(
    share: NewShare,
    author: Author,
    once?: Once,
  ): Promise<Share & Pick<NewShare, 'tokenHash'>>
  /**
   * The shares of one prompt, or of all that are not in the trash, the newest first; those that
   * ended by time too, those that were revoked not. Throws `PB_CURSOR_INVALID`.
   */
  shares(query: {
    readonly prompt?: string
    readonly cursor?: string
    readonly limit: number
  }): Promise<Page<Share>>
  /** Ends a share for ever. Throws `PB_SHARE_NOT_FOUND`. */
  revokeShare(id: string): Promise<void>
  /**
   * What stands behind a link today, by the SHA-256 of its token in hex; nothing if there never was
   * such a link, it has ended, its label is gone, or its prompt is in the trash.
   */
  openShare(tokenHash: string): Promise<SharedPrompt | undefined>
  /** Counts a view of a share, by its id; it raises no generation. */
  noteShareView(id: string): Promise<void>
  /** The links that were opened after the opening of this number; 0 is before the first. */
  openingsAfter(opening: number, limit: number): Promise<ShareOpenings>
  /** Whether there is any share that can be opened, or could if its prompt were restored. */
  hasOpenShares(): Promise<boolean>

  /** Makes a token. Throws `PB_TOKEN_NAME_TAKEN`, `PB_TOKENS_TOO_MANY`. */
  createToken(token: NewToken, author: Author): Promise<Token>
  /** The newest 1,000, newest first; those that were revoked come last. */
  tokens(): Promise<readonly Token[]>
  /** The token of a hash; nothing if there never was one, it has expired or was revoked. */
  findToken(hash: string): Promise<Token | undefined>
  /** Ends a token for ever. Throws `PB_TOKEN_NOT_FOUND`. */
  revokeToken(nameOrId: string): Promise<void>
  /**
   * Gives a token another key; what it was until now stays good for `graceMs`, and what it was before
   * that ends. Throws `PB_TOKEN_NOT_FOUND`.
   */
  rotateToken(
    nameOrId: string,
    renewed: Pick<NewToken, 'hash' | 'ending'>,
    graceMs: number,
    author: Author,
  ): Promise<Token>
  /** Notes that a token was used just now, by its id; it raises no generation. */
  noteTokenUse(id: string): Promise<void>

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
  /** The same as somebody else saw it: names that stand for nothing any more and times to come do no harm. */
  noteUsesByName(uses: readonly { readonly name: string; readonly at: number }[]): Promise<void>
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
  /** How much waits for its turn just now; costs nothing. */
  load(): { readonly reads: QueueLoad; readonly writes: QueueLoad }
  /** Finishes what was accepted, refuses what comes, and closes the files. */
  close(): Promise<void>
}
