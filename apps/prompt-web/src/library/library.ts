import type { ExportFormat, ImportFormat } from '@promptbin/prompt-formats'
import type {
  Author,
  LibraryEvent,
  Once,
  PromptStore,
  TrashedPrompt,
  VersionSummary,
} from '@promptbin/prompt-store'
import type {
  Composition,
  ImportEvent,
  LabelMove,
  Lint,
  Page,
  Prompt,
  PromptChange,
  PromptDiff,
  PromptDraft,
  PromptQuery,
  PromptSummary,
  Rendering,
  RenderRequest,
  Selector,
  Variable,
  Version,
} from '@promptbin/prompts'
import type { AuditOperations } from '../audit/audit-operations.ts'
import type { ShareOperations } from '../sharing/share-operations.ts'
import type { TokenOperations } from '../tokens/token-operations.ts'

/** Something to import, as it arrives. */
export interface ImportInput {
  readonly content: AsyncIterable<Uint8Array>
  /** Found out from the content and the file's name unless told. */
  readonly format?: ImportFormat
  readonly fileName?: string
  /** Tells what would happen and changes nothing. */
  readonly dryRun?: boolean
}

/** What to export, and how. */
export interface ExportRequest {
  readonly format: ExportFormat
  /** The whole library unless told. */
  readonly names?: readonly string[]
}

/** A file on its way out. */
export interface Export {
  readonly fileName: string
  readonly contentType: string
  readonly content: AsyncIterable<Uint8Array>
}

/** A draft as it would be rendered if it were saved now, and what is to be said of it. */
export interface Preview {
  readonly rendering: Rendering
  /** What can be filled in: its own variables and those of all that it includes. */
  readonly variables: readonly Variable[]
  readonly lint: readonly Lint[]
}

/** Told instead of events that are forgotten: what was known before must be read anew. */
export interface FeedReset {
  readonly type: 'reset'
  /** The library's generation from which on the events are whole again. */
  readonly generation: number
}

/** What reads prompts with all that they include. */
export type Reading = 'list' | 'get' | 'compose' | 'version' | 'diff' | 'render' | 'preview'

/** What is done just as the store does it. */
type StoreOperation =
  | 'uses'
  | 'folders'
  | 'tags'
  | 'labels'
  | 'revert'
  | 'duplicate'
  | 'batch'
  | 'setLabel'
  | 'removeLabel'
  | 'rollBackLabel'
  | 'trash'
  | 'restore'
  | 'stats'
  | 'noteUsesByName'

/**
 * What can be done with the prompts, one operation a method. The REST routes and the pages call
 * the same operations, so both always agree. Every method rejects with a `PromptBinError`; where a
 * method is named as one of `PromptStore`, it means and throws the same.
 */
export interface Library
  extends Pick<PromptStore, StoreOperation>,
    ShareOperations,
    TokenOperations,
    AuditOperations {
  /**
   * Reads as if there were nothing but what is in these folders and below them: what is included
   * from elsewhere stays as it is written.
   */
  within(folders: readonly string[]): Pick<Library, Reading>
  list(query: PromptQuery): Promise<Page<PromptSummary>>
  /** One prompt in the chosen version. */
  get(name: string, selector?: Selector): Promise<Prompt>
  /** The same with all that it includes. */
  compose(name: string, selector?: Selector): Promise<Composition>
  /** The history of a prompt, newest first, in one page of at most 1,000. */
  versions(name: string): Promise<Page<VersionSummary>>
  /** Version `n` with its text. */
  version(name: string, n: number): Promise<Version>
  /** What differs between two versions, as they are written or as they are rendered. */
  diff(
    name: string,
    versions: {
      readonly from: number
      readonly to: number
      readonly rendered?: boolean
      readonly arguments?: Readonly<Record<string, unknown>>
    },
  ): Promise<PromptDiff>
  labelMoves(name: string, label?: string): Promise<Page<LabelMove>>

  /** Throws `PB_PROMPT_INVALID` naming the fields, and what `PromptStore.create` throws. */
  create(draft: PromptDraft, author: Author, once?: Once): Promise<Prompt>
  change(
    name: string,
    change: PromptChange,
    author: Author,
    expected?: number,
    once?: Once,
  ): Promise<Prompt>
  trashed(query: {
    readonly cursor?: string
    readonly limit?: number
  }): Promise<Page<TrashedPrompt>>
  /** Deletes one prompt in the trash for good. */
  purge(id: string): Promise<void>

  /** Fills in the variables of the chosen version; what is missing or wrong is named, never an error. */
  render(name: string, request: RenderRequest): Promise<Rendering>
  /** Renders a draft that is not saved, and looks it over. `name` is that of the prompt being edited. */
  preview(
    draft: PromptDraft,
    options: { readonly name?: string; readonly arguments?: Readonly<Record<string, unknown>> },
  ): Promise<Preview>

  /**
   * Imports item by item. It works only as fast as its events are taken, and stops between two
   * items when the reader returns. Throws before the first event if the content is of no known
   * form; a fault later ends it with an `error` event.
   */
  import(input: ImportInput, author: Author): AsyncIterable<ImportEvent>
  /** Throws `PB_PROMPT_NOT_FOUND` before the first byte if a name is not there. */
  export(request: ExportRequest): Promise<Export>
  /**
   * The changes after a generation, or from now on, as they happen until `signal` or `close`. A
   * `reset` stands for those that are forgotten, and for a generation that is still to come.
   */
  events(after: number | undefined, signal: AbortSignal): AsyncIterable<LibraryEvent | FeedReset>
  /** Ends all `events`, and writes which prompts were used last. The store stays open. */
  close(): Promise<void>
}
