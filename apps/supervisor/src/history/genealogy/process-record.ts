import type { Figures } from '../../resources/figures.ts'
import type { EndCause, StartReason } from '../../supervision/lifecycle-event.ts'

/** How a process ended. */
export interface ProcessEnding {
  /** `lost`: it ended while no supervisor watched it. */
  readonly cause: EndCause | 'lost'
  readonly code: number | null
  readonly signal: string | null
  /** From its start to its end; null when nobody saw its end. */
  readonly livedMs: number | null
  /** The last that was known of it. */
  readonly figures: Figures | null
}

/** One process that ever ran: where it came from and what became of it. */
export interface ProcessRecord {
  readonly processId: number
  readonly service: string
  /** Its place in the service; null for a spare and for a supervisor. */
  readonly worker: number | null
  readonly pid: number | null
  /** The process that started it. */
  readonly parent: number | null
  /** The process whose place it took. */
  readonly replaces: number | null
  readonly replacedBy: number | null
  readonly state: 'starting' | 'spare' | 'ready' | 'draining' | 'stopping' | 'exited'
  /** ISO 8601, UTC, as all times here; null when its start is forgotten. */
  readonly startedAt: string | null
  /** Null for a supervisor, and when its start is forgotten. */
  readonly why: StartReason | null
  readonly readyAt: string | null
  readonly startedInMs: number | null
  /** Null while it runs, and when nobody saw its end. */
  readonly endedAt: string | null
  /** Null while it runs. */
  readonly ending: ProcessEnding | null
  /** What was decided because of it, for a person, in a sentence. */
  readonly reason: string | null
}

/** A process with those that it started. */
export interface ProcessNode extends ProcessRecord {
  readonly children: readonly ProcessNode[]
}
