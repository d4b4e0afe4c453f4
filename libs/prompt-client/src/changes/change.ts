import type { EventType } from '@promptbin/prompts'

/** What happened: as prompt-web names it, or `reset` when what happened is not known. */
export type ChangeType = EventType | 'reset'

/** Something that happened to the library. After a `reset` anything may be different. */
export interface Change {
  readonly type: ChangeType
  /** The library's generation with this change. */
  readonly generation: number
  /** The prompt's id and its name at that time, or the token's; a `reset` has neither. */
  readonly id?: string
  readonly name?: string
  /** Where the prompt stands with this change, and before it if that was elsewhere; where it is known. */
  readonly folder?: string
  readonly formerFolder?: string
}

/** Follows the library for as long as the client is open. */
export interface ChangeFeed {
  /** Tells `listener` of every change until the function that it gives is called. */
  subscribe(listener: (change: Change) => void): () => void
  /**
   * Rises with every change that is known here: whatever was asked for and answered under one
   * revision is current for as long as the revision stays. `undefined` while changes cannot be
   * known, when nothing that is kept may be given out as current.
   */
  revision(): number | undefined
}
