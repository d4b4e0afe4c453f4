import type {
  Page,
  Prompt,
  PromptChange,
  PromptDraft,
  PromptQuery,
  PromptSummary,
  Rendering,
  RenderRequest,
  Selector,
} from '@promptbin/prompts'
import type { BreakerStates } from './breakers/breaker-state.ts'
import type { ChangeFeed } from './changes/change.ts'
import type { PromptClientDescription } from './description.ts'

/** Who asks, and how long they wait. */
export interface Call {
  /** The name of the AI client on whose behalf this is; prompt-web notes it with what it does. */
  readonly client: string
  /** The id of whom authentication found; prompt-web keeps it as the author of what is written. */
  readonly principal?: string
  /** Outside of these folders and those below them nothing is to be found; everything without. */
  readonly folders?: readonly string[]
  /** When whoever asked gives up, in milliseconds since the epoch. */
  readonly deadline?: number
  /** Aborted when whoever asked has gone. A request that nobody waits for any more is ended. */
  readonly signal?: AbortSignal
  /** Names one write: prompt-web does it once within 24 hours however often it is sent. */
  readonly idempotencyKey?: string
}

/** A change of a prompt, and the state that it is meant for. */
export interface UpdateCall extends Call {
  /** The ETag of that state, `"<generation>"`; any state will do without one. */
  readonly ifMatch?: string
}

/** An answer that may be a copy. */
export interface Kept<Value> {
  readonly value: Value
  /**
   * Set only when prompt-web could not be asked and this is what it answered before: the moment,
   * in milliseconds since the epoch, until which the copy is known to have been current.
   */
  readonly staleSinceMs?: number
}

/** How much the library holds, without its trash, and the number of its last change. */
export interface LibraryStats {
  readonly prompts: number
  readonly versions: number
  readonly trashed: number
  readonly generation: number
}

/**
 * prompt-web's REST API as functions. Every call rejects with a `PromptBinError`: with the code
 * that prompt-web gave, or `PB_LIBRARY_UNREACHABLE`, `PB_LIBRARY_TIMEOUT`, `PB_LIBRARY_UNAVAILABLE`
 * (the breaker is open), `PB_LIBRARY_ANSWER_INVALID`, `PB_LIBRARY_CALL_CANCELLED`. No call outlasts
 * its deadline.
 *
 * Reads answer from copies while the change feed says that nothing changed, and with a stale copy
 * when prompt-web cannot be asked. What is read after a write of this client is never older than
 * that write. A use raises no generation, so an order by use may be a minute old.
 */
export interface PromptClient {
  list(query: PromptQuery, call: Call): Promise<Kept<Page<PromptSummary>>>
  get(name: string, selector: Selector, call: Call): Promise<Kept<Prompt>>
  /** Never fails for a missing value; see `Rendering.missing`. */
  render(name: string, request: RenderRequest, call: Call): Promise<Kept<Rendering>>
  stats(call: Call): Promise<Kept<LibraryStats>>
  create(draft: PromptDraft, call: Call): Promise<Prompt>
  update(name: string, change: PromptChange, call: UpdateCall): Promise<Prompt>
  /** What happens to the library, as it happens. */
  readonly changes: ChangeFeed
  /**
   * Notes that a prompt was rendered without asking prompt-web, as from bytes that were kept; the
   * client does so itself for its own copies. Never fails and never waits.
   */
  noteUse(name: string): void
  /** Resolves if prompt-web's process answers at all; the breakers neither stop nor count it. */
  probe(call: Call): Promise<void>
  breakerStates(): BreakerStates
  /** What the client looks like from inside, for people. */
  describe(): PromptClientDescription
  /** Tells prompt-web of the last uses, ends what is under way and closes the connections. */
  close(): Promise<void>
}
