import type { Socket } from 'node:net'

/** What is going on on a connection when a fault strikes. */
export type Phase = 'connecting' | 'request' | 'answer' | 'feed'

/** Something on its way between a client and prompt-web. */
export interface Moment {
  readonly client: Socket
  /** Not yet connected in the phase `connecting`. */
  readonly web: Socket
  /** What was sent; empty in the phase `connecting`. */
  readonly bytes: Buffer
  /** Lets bytes go on, or in the phase `connecting` the connection be made. */
  pass(bytes: Buffer): void
  /** From now on nothing passes on this connection, in either direction, and nobody is told. */
  deafen(): void
}

/** One way in which a network or a service fails. */
export interface Fault {
  readonly name: string
  /** Where it makes sense. */
  readonly phases: readonly Phase[]
  /** Some calls come through in spite of it. */
  readonly survivable?: true
  strike(moment: Moment): void
}

export const everyPhase: readonly Phase[] = ['connecting', 'request', 'answer', 'feed']

/** For faults that need something to be under way. */
export const laterPhases: readonly Phase[] = ['request', 'answer', 'feed']
