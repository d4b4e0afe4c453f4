import type { BackupReason } from '@promptbin/backup'
import type { OverallHealth } from '@promptbin/health'
import type { ProfileKind } from '@promptbin/ipc'
import type { Failure, RestartDecision } from '@promptbin/restart'
import type { Figures } from '../resources/figures.ts'

/** Why a process was started. */
export type StartReason =
  | 'start'
  | 'failure'
  | 'reload'
  | 'scale-up'
  | 'spare'
  | 'memory-soft'
  | 'asked-for'
  | 'defect'

/** Why a process ended: a kind of failure, or a wish of ours. */
export type EndCause = Failure['kind'] | 'stopped' | 'reloaded' | 'scaled-down' | 'recycled'

/** Why a process is asked to finish its requests and to end; its end has the same cause. */
export type DrainReason = Extract<
  EndCause,
  'stopped' | 'reloaded' | 'scaled-down' | 'recycled' | 'asked-for'
>

/** A bound that was met or, for the disk, left again. */
export type LimitKind =
  | 'memory-soft'
  | 'memory-hard'
  | 'cpu'
  | 'disk-warn'
  | 'disk-critical'
  | 'disk-freed'
  /** The room that was kept for this was given up. */
  | 'disk-ballast'

/** What is news about a group of errors that are alike. */
export type ErrorNews = 'new' | 'rising'

/** Which process a record speaks of; all but `service` are null where it speaks of a whole service. */
export interface LifecycleSubject {
  /** A row of services.ts, or `supervisor`. */
  readonly service: string
  /** Its place in the service, from 0; null while it is a spare. */
  readonly worker: number | null
  /** Counts the processes of an instance, over all its starts. */
  readonly processId: number | null
  readonly pid: number | null
}

/** What can happen, by type. */
export type LifecycleIncident =
  | {
      readonly type: 'started'
      readonly why: StartReason
      /** The process whose place it is to take. */
      readonly replaces: number | null
      /** The process that started it: the supervisor's. */
      readonly parent: number | null
    }
  /** It is built, and takes requests as soon as it is lent the socket. */
  | { readonly type: 'prepared' }
  /** A spare got a worker's place. */
  | { readonly type: 'promoted'; readonly replaces: number | null }
  | { readonly type: 'ready'; readonly startedInMs: number }
  | { readonly type: 'draining'; readonly why: DrainReason }
  | {
      readonly type: 'exited'
      readonly code: number | null
      readonly signal: string | null
      readonly cause: EndCause
      /** From its start to its end. */
      readonly livedMs: number
      /** The last that was known of it. */
      readonly figures: Figures | null
    }
  | {
      readonly type: 'restart-decided'
      readonly failure: Failure
      readonly delayMs: number
      readonly action: RestartDecision['action']
      /** For a person, in a sentence. */
      readonly reason: string
    }
  /** The service is `failed`; it is tried again after a while, or when asked: `untilMs` is null. */
  | { readonly type: 'paused'; readonly untilMs: number | null; readonly reason: string }
  | { readonly type: 'scaled'; readonly from: number; readonly to: number }
  | { readonly type: 'reload-started' }
  /** Somebody wants it stopped, until it is started by name; its processes finish their requests. */
  | { readonly type: 'service-stopped' }
  /** Somebody wants a service again that was stopped on purpose. */
  | { readonly type: 'service-started' }
  /** `failed` says why the processes from before are still there; null when they are not. */
  | { readonly type: 'reload-finished'; readonly ms: number; readonly failed: string | null }
  | {
      readonly type: 'limit'
      readonly kind: LimitKind
      readonly value: number
      readonly limit: number
    }
  | { readonly type: 'profiled'; readonly kind: ProfileKind }
  /** A kind of error that was not seen before, or that comes much more often than it did. */
  | {
      readonly type: 'error-group'
      readonly kind: ErrorNews
      /** Of `/api/v1/errors/{fingerprint}`. */
      readonly fingerprint: string
      /** Of the error; null for one without. */
      readonly code: string | null
      /** With a placeholder for everything that differs from one time to the next. */
      readonly message: string
      /** How often it was seen so far. */
      readonly count: number
    }
  | {
      readonly type: 'backup-made'
      readonly id: string
      readonly reason: BackupReason
      readonly bytes: number
      readonly ms: number
      /** Why it is not in the second place; null if it is, or there is none. */
      readonly secondPlaceFault: string | null
    }
  | {
      readonly type: 'backup-failed'
      readonly reason: BackupReason
      readonly code: string
      readonly message: string
    }
  /** All of the library was looked at; `found` is how much is not as it was written. */
  | {
      readonly type: 'library-checked'
      readonly status: 'sound' | 'faulty' | 'damaged'
      readonly found: number
      readonly ms: number
    }
  /** A damaged library was made anew; `lost` counts the prompts and versions that are gone. */
  | {
      readonly type: 'library-recovered'
      readonly prompts: number
      readonly lost: number
      /** The backup that gaps were filled from. */
      readonly backup: string | null
    }
  /** PromptBin as a whole; `reason` is every check that does not pass, null when all do. */
  | {
      readonly type: 'health-changed'
      readonly from: OverallHealth
      readonly to: OverallHealth
      readonly reason: string | null
    }
  /** These settings have another value now; what waits for the next start is not among them. */
  | {
      readonly type: 'configuration-changed'
      readonly generation: number
      readonly keys: readonly string[]
    }
  /** `leftovers` are the processes of an earlier supervisor that were still there. */
  | { readonly type: 'supervisor-started'; readonly leftovers: readonly number[] }
  | { readonly type: 'supervisor-stopping'; readonly why: string }

/** What happened, before it is put on record. */
export type LifecycleFact = LifecycleSubject & LifecycleIncident

/** One record of the life of an instance: stored, streamed, logged and counted as it is. */
export type LifecycleEvent = LifecycleFact & {
  /** Grows by one with each record, over all starts of an instance. */
  readonly seq: number
  /** ISO 8601, UTC. */
  readonly at: string
}

/** The names of all that can happen. */
export type LifecycleEventType = LifecycleEvent['type']
