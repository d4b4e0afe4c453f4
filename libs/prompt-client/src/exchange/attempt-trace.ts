/** One attempt to ask prompt-web, without anything that a person wrote. */
export interface SentAttempt {
  readonly method: string
  /** The path as a pattern: `/api/v1/prompts/:name`. */
  readonly template: string
  /** How often the same request was sent before. */
  readonly resends: number
}

/** An attempt that is joined with the request that it is made for. */
export interface TracedAttempt {
  /** By which prompt-web knows that it works for the same request. */
  readonly headers: Readonly<Record<string, string>>
  /** Called once: with the status of the answer, or with the code of the error instead. */
  end(outcome: { readonly status?: number; readonly errorCode?: string }): void
}

/** Joins an attempt with the request that is being served; `undefined` outside of one. */
export type TraceAttempt = (attempt: SentAttempt) => TracedAttempt | undefined
