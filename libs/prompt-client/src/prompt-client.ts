import type {
  Page,
  Prompt,
  PromptQuery,
  PromptSummary,
  Rendering,
  RenderRequest,
  Selector,
} from '@promptbin/prompts'

/** Who asks, and how long they wait. */
export interface Call {
  /** The name of the AI client on whose behalf this is; prompt-web notes it with what it does. */
  readonly client: string
  /** When whoever asked gives up, in milliseconds since the epoch. */
  readonly deadline?: number
  /** Aborted when whoever asked has gone; the request to prompt-web is then ended too. */
  readonly signal?: AbortSignal
}

/** `closed` calls go through, `open` they fail at once, `half-open` one is let through as a trial. */
export type BreakerState = 'closed' | 'open' | 'half-open'

/**
 * prompt-web's REST API as functions. Every call rejects with a `PromptBinError`: with the code
 * that prompt-web gave, or `PB_LIBRARY_UNREACHABLE`, `PB_LIBRARY_TIMEOUT`, `PB_LIBRARY_UNAVAILABLE`
 * (the breaker is open), `PB_LIBRARY_ANSWER_INVALID`, `PB_LIBRARY_CALL_CANCELLED`. No call outlasts
 * its deadline.
 */
export interface PromptClient {
  list(query: PromptQuery, call: Call): Promise<Page<PromptSummary>>
  get(name: string, selector: Selector, call: Call): Promise<Prompt>
  /** Never fails for a missing value; see `Rendering.missing`. */
  render(name: string, request: RenderRequest, call: Call): Promise<Rendering>
  /** Resolves if prompt-web's process answers at all; the breaker neither stops nor counts it. */
  probe(call: Call): Promise<void>
  breakerState(): BreakerState
  /** Ends what is under way and closes the connections. */
  close(): Promise<void>
}
