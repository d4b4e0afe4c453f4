import { IPC_VERSION, type ProfileKind, type ServiceMessage } from '@promptbin/ipc'
import type { EventLog } from '../history/event-log.ts'
import type { MemoryLeniency } from '../resources/limits/memory-limit.ts'
import type { LifecycleEvent } from '../supervision/lifecycle-event.ts'
import type { ProcessSnapshot, ServiceControl } from '../supervision/service-control.ts'
import {
  processEnded,
  processNotFound,
  processNotReady,
  profileBusy,
  profileFailed,
  profileOverdue,
  profilingOff,
} from './errors.ts'
import { type Profile, profileIdOf } from './profile.ts'
import { openProfileFolder, type ProfileFolder, profilesIn } from './profile-folder.ts'

export interface ProfileManagerOptions {
  /** `monitoring.enable_profiling`. */
  readonly isEnabled: () => boolean
  readonly stateFolder: string
  readonly control: Pick<ServiceControl, 'snapshotOf' | 'send' | 'onMessage' | 'allowSilence'>
  readonly events: Pick<EventLog, 'record' | 'onRecord'>
  /** How long beyond its time a process may need for a profile; for tests. */
  readonly graceMs?: number
}

/** What is asked for; a snapshot has no time. */
export interface ProfileRequest {
  readonly processId: number
  readonly kind: ProfileKind
  readonly seconds: number
}

/** The profile that is being taken now. */
interface Pending {
  readonly id: string
  readonly processId: number
  readonly kind: ProfileKind
  readonly resolve: (bytes: number) => void
  readonly reject: (error: Error) => void
}

const mebibyte = 2 ** 20

/** A minute of a busy process has some 3 MiB of samples; a snapshot is about as large as the heap. */
const maxBytes: Readonly<Record<ProfileKind, number>> = {
  cpu: 16 * mebibyte,
  'heap-sampling': 16 * mebibyte,
  'heap-snapshot': 512 * mebibyte,
}

const kept = { maxCount: 20, maxBytes: 1024 * mebibyte } as const

/** To build and write what was recorded, on a busy machine; a snapshot of a large heap takes most. */
const defaultGraceMs = 60_000

/** Has running processes profiled, one at a time, and keeps what comes out of it. */
export class ProfileManager {
  readonly folder: ProfileFolder
  readonly #options: ProfileManagerOptions
  #pending: Pending | undefined
  /** Processes of which there is a snapshot, which leaves them with much memory. */
  readonly #swollen = new Set<number>()

  constructor(options: ProfileManagerOptions) {
    this.#options = options
    this.folder = openProfileFolder({ ...kept, path: profilesIn(options.stateFolder) })
    options.events.onRecord((event) => this.#observe(event))
  }

  /** Throws `PB_PROFILING_OFF` unless profiling is allowed. */
  assertEnabled(): void {
    if (!this.#options.isEnabled()) throw profilingOff()
  }

  /**
   * Profiles a process and settles when the profile is there. Throws `PB_PROFILING_OFF`,
   * `PB_PROFILE_BUSY`, `PB_PROFILE_PROCESS_NOT_FOUND`, `PB_PROFILE_PROCESS_NOT_READY`, and
   * `PB_PROFILE_FAILED`, `PB_PROFILE_PROCESS_ENDED`, `PB_PROFILE_OVERDUE` when it came to nothing.
   */
  async take(request: ProfileRequest): Promise<Profile> {
    this.assertEnabled()
    const { processId, kind } = request
    if (this.#pending) throw profileBusy(this.#pending.processId)
    const snapshot = this.#find(processId)
    const profile = {
      kind,
      service: snapshot.service,
      processId,
      seconds: kind === 'heap-snapshot' ? null : request.seconds,
      takenAt: new Date().toISOString(),
    }
    const id = profileIdOf(profile)
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    // It may end before anybody waits for its answer.
    promise.catch(() => {})
    this.#pending = { id, processId, kind, resolve, reject }
    try {
      const bytes = await this.#record(id, profile, promise)
      const taken = { ...profile, id, bytes }
      await this.folder.keep(taken)
      const { service, worker, pid = null } = snapshot
      this.#options.events.record({ type: 'profiled', kind, service, worker, processId, pid })
      return taken
    } catch (error) {
      await this.folder.discard(id)
      throw error
    } finally {
      this.#pending = undefined
    }
  }

  /** V8 takes several times the heap to write it down, and gives little of that back. */
  leniencyFor(processId: number): MemoryLeniency {
    const { processId: pendingId, kind } = this.#pending ?? {}
    if (pendingId === processId && kind === 'heap-snapshot') return 'all'
    return this.#swollen.has(processId) ? 'hard' : 'none'
  }

  /** A process that has ended answers no more. */
  #observe({ type, processId }: LifecycleEvent): void {
    if (type !== 'exited' || processId === null) return
    this.#swollen.delete(processId)
    if (processId === this.#pending?.processId) this.#pending.reject(processEnded(processId))
  }

  #find(processId: number): ProcessSnapshot {
    const snapshot = this.#options.control.snapshotOf(processId)
    if (snapshot?.pid === undefined) throw processNotFound(processId)
    const { state } = snapshot
    // Before that it does not listen for us; afterwards it has no time.
    if (state !== 'ready' && state !== 'spare' && state !== 'draining') {
      throw processNotReady(processId, state)
    }
    return snapshot
  }

  async #record(
    id: string,
    { processId, kind, seconds }: Omit<Profile, 'id' | 'bytes'>,
    answer: Promise<number>,
  ): Promise<number> {
    const { control, graceMs = defaultGraceMs } = this.#options
    const file = await this.folder.begin(id)
    const durationMs = (seconds ?? 0) * 1000
    const limitMs = durationMs + graceMs
    const overdue = setTimeout(() => {
      this.#pending?.reject(profileOverdue(processId, Math.round(limitMs / 1000)))
    }, limitMs)
    const forget = control.onMessage((from, message) => this.#heard(from, message))
    // Its event loop stands still meanwhile, which would be taken for the end of it.
    const isSilent = kind === 'heap-snapshot'
    if (isSilent) this.#swollen.add(processId)
    if (isSilent) control.allowSilence(processId, limitMs)
    try {
      const message = { id, kind, durationMs, maxBytes: maxBytes[kind], file } as const
      if (!control.send(processId, { v: IPC_VERSION, type: 'profile', ...message })) {
        throw processEnded(processId)
      }
      return await answer
    } finally {
      clearTimeout(overdue)
      forget()
      if (isSilent) control.allowSilence(processId, 0)
    }
  }

  #heard(processId: number, message: ServiceMessage): void {
    if (message.type !== 'profile-done' && message.type !== 'profile-failed') return
    // What is said of one that was given up before is late.
    if (message.id !== this.#pending?.id) return
    if (message.type === 'profile-done') this.#pending.resolve(message.bytes)
    else this.#pending.reject(profileFailed(processId, message.reason))
  }
}
