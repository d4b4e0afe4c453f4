/** The two generations of the protocol: 2026-07-28, and what was before. */
export const eras = ['modern', 'legacy'] as const

export type Era = (typeof eras)[number]

/** A server that a client starts itself, and speaks with by its standard streams. */
export interface Program {
  readonly command: string
  readonly arguments: readonly string[]
}

/** What is to be asked; goes to the process that asks, as one JSON value on its stdin. */
export interface Question {
  readonly mcpUrl: string
  /** What a client starts that comes by stdio instead; null for one that comes by the address. */
  readonly program: Program | null
  /** The instance's own key; null where there is none. */
  readonly key: string | null
  /** Of PromptBin. */
  readonly version: string
  /** For one era, from the connection to the last answer. */
  readonly timeoutMs: number
  /** Clients before 2026-07-28 are to be refused (`mcp.legacy: reject`): then that is the right answer. */
  readonly refusesLegacy: boolean
}

/** How one round trip went. */
export interface RoundTrip {
  readonly isSuccess: boolean
  readonly durationMs: number
  /** What client and server agreed on; null when they did not, as after a refusal. */
  readonly protocolVersion: string | null
  /** What went wrong; null when nothing did. */
  readonly complaint: string | null
}

/** What comes back, as one JSON value on its stdout. */
export type RoundTrips = Readonly<Record<Era, RoundTrip>>

/** How the probe names itself to the gateway. */
export const probeClient = 'promptbin-probe'

/**
 * One client's part of the round trip: connects, asks for a page of prompts and the tools, and ends
 * what it began. Gives the version that was agreed on.
 */
export type Visit = (question: Question, signal: AbortSignal) => Promise<string | null>
