import type { Failure } from '@promptbin/restart'
import { Incarnation, type IncarnationEnd } from '../../process/incarnation.ts'
import type { DrainReason, LifecycleIncident, StartReason } from '../lifecycle-event.ts'
import type { Generation } from './generations.ts'
import type { PoolMember } from './pool-member.ts'
import type { OutputLine, ServicePoolOptions } from './pool-options.ts'
import { PoolRoster, type ServiceFacts } from './pool-roster.ts'

export interface PoolProcessesOptions {
  readonly service: ServicePoolOptions
  readonly facts: () => ServiceFacts
  /** Something has changed, so that there may be something to do. */
  readonly onChange: () => void
  /** A process answers. */
  readonly onReady: () => void
  /** A process has ended, and nobody has asked it to. */
  readonly onFailure: (member: PoolMember, failure: Failure) => void
}

/** A process to start, for a worker or (null) as a spare. */
export interface LaunchOrder {
  readonly worker: number | null
  readonly replaces: number | null
  readonly why: StartReason
  readonly generation: Generation
}

/** The processes of a service: starts them, gives them places, ends them, and puts it on record. */
export class PoolProcesses {
  readonly roster = new PoolRoster()
  readonly #options: PoolProcessesOptions
  #complaint: string | undefined
  /** The line after a complaint says what to do about it. */
  #isAdviceNext = false
  #isRetired = false

  constructor(options: PoolProcessesOptions) {
    this.#options = options
  }

  /** What the service said last about why it cannot start. */
  get complaint(): string | undefined {
    return this.#complaint
  }

  launch({ worker, replaces, why, generation }: LaunchOrder): void {
    const { probes, wasOomKilled, onMessage, nextProcessId, parent } = this.#options.service
    const id = nextProcessId()
    const incarnation = new Incarnation({
      launch: generation.launch,
      probes,
      wasOomKilled,
      onPrepared: () => this.#prepared(member),
      onReady: () => this.#ready(member),
      onEnd: (end) => this.#ended(member, end),
      onMessage: (message) => onMessage(id, message),
      onLine: (text, stream) =>
        this.#said({ text, stream, pid: incarnation.pid, worker: member.worker }),
    })
    const member: PoolMember = {
      id,
      incarnation,
      generation: generation.number,
      worker,
      recycledFor: undefined,
      leavingFor: undefined,
    }
    this.roster.add(member)
    this.record(member, {
      type: 'started',
      why,
      replaces: replaces ?? this.roster.predecessorAt(worker),
      parent,
    })
  }

  /** Lends a prepared process the socket, for a worker's place. */
  promote(member: PoolMember, worker: number, replaces: number | null): void {
    const wasSpare = member.worker !== worker
    this.roster.seat(member, worker)
    // First, as somebody may be waiting for an answer.
    member.incarnation.lend(this.#options.service.socket)
    if (!wasSpare) return
    const predecessor = replaces ?? this.roster.predecessorAt(worker)
    this.record(member, { type: 'promoted', replaces: predecessor })
  }

  /** Lets a process finish its requests within the time; its end is no failure. */
  dismiss(member: PoolMember, why: DrainReason, timeoutMs: number): void {
    if (member.leavingFor) return
    member.leavingFor = why
    member.incarnation.stop(timeoutMs)
    if (member.incarnation.stage === 'draining') this.record(member, { type: 'draining', why })
  }

  /** The same of all that there are. */
  dismissAll(why: DrainReason, timeoutMs: number): void {
    for (const member of this.roster.members) this.dismiss(member, why, timeoutMs)
  }

  /** From now on the end of a process is no failure: others may stop them as well. */
  retire(): void {
    this.#isRetired = true
  }

  #prepared(member: PoolMember): void {
    this.record(member, { type: 'prepared' })
    this.#options.onChange()
  }

  #ready(member: PoolMember): void {
    this.#complaint = undefined
    const startedInMs = Math.round(member.incarnation.startedInMs)
    this.record(member, { type: 'ready', startedInMs })
    this.#options.onReady()
    this.#options.onChange()
  }

  #said(line: OutputLine): Promise<void> | undefined {
    // The form in which a program of ours tells on stderr why it cannot start: see libs/service.
    if (line.stream === 'stderr') {
      const isComplaint = line.text.startsWith('PB_')
      if (isComplaint) this.#complaint = line.text
      else if (this.#isAdviceNext) this.#complaint = `${this.#complaint} ${line.text}`
      this.#isAdviceNext = isComplaint
    }
    return this.#options.service.onLine(line)
  }

  #ended(member: PoolMember, { code, signal, livedMs, failure }: IncarnationEnd): void {
    const { service, facts, onChange, onFailure } = this.#options
    this.roster.remove(member, facts())
    const wish = member.leavingFor ?? (this.#isRetired ? 'stopped' : undefined)
    this.record(member, {
      type: 'exited',
      code,
      signal,
      cause: wish ?? failure.kind,
      livedMs: Math.round(livedMs),
      figures: service.figuresOf(member.id),
    })
    if (!wish) onFailure(member, failure)
    onChange()
  }

  /** Tells of a process what happened to it, or was decided because of it. */
  record({ id: processId, worker, incarnation }: PoolMember, incident: LifecycleIncident): void {
    const { name: service, record } = this.#options.service
    record({ service, worker, processId, pid: incarnation.pid ?? null, ...incident })
  }
}
