import { type Live, valueNow } from '@promptbin/service'
import type { LifecycleFact, LimitKind } from '../supervision/lifecycle-event.ts'
import type { ProcessSnapshot, ServiceControl } from '../supervision/service-control.ts'
import type { Figures } from './figures.ts'
import { type CpuState, calmCpu, judgeCpu } from './limits/cpu-limit.ts'
import { hardLimitOf, judgeMemory, type MemoryLeniency } from './limits/memory-limit.ts'
import { slowDown } from './limits/slow-down.ts'

export interface ProcessLimitsOptions {
  readonly control: Pick<ServiceControl, 'recycle' | 'endProcess'>
  /** The soft limit of a service's processes; undefined for one without. */
  readonly softLimitOf: (service: string) => number | undefined
  /** What is overlooked of a process; nothing unless told. */
  readonly leniencyFor?: ((processId: number) => MemoryLeniency) | undefined
  /** Percent of one core; 0 is no limit. */
  readonly cpuPercent: Live<number>
  /** The folder of a control group that is PromptBin's own, see `findOwnControlGroup`. */
  readonly controlGroup?: string | undefined
  readonly record: (fact: LifecycleFact) => void
  /** How long a process must have been ready to be replaced, see `judgeMemory`. */
  readonly leastLifeMs?: number
  /** A clock that does not jump, in milliseconds. */
  readonly now: () => number
}

/** A process that runs, and what it uses. */
export interface MeasuredProcess {
  readonly snapshot: ProcessSnapshot
  readonly figures: Figures
}

interface Known {
  readonly cpu: CpuState
  /** Puts it where it was before it was slowed down. */
  readonly giveBack: (() => void) | undefined
  readonly isOverSoft: boolean
  readonly wasEnded: boolean
}

const unknown: Known = { cpu: calmCpu, giveBack: undefined, isOverSoft: false, wasEnded: false }

/** Holds every process to its limits, and puts each crossing on record once. */
export class ProcessLimits {
  readonly #options: ProcessLimitsOptions
  #known = new Map<number, Known>()
  /** Which process of a service is being replaced. */
  readonly #replaced = new Map<string, number>()

  constructor(options: ProcessLimitsOptions) {
    this.#options = options
  }

  /** Looks at all processes that there are. */
  enforce(processes: readonly MeasuredProcess[]): void {
    const present = new Set(processes.map(({ snapshot }) => snapshot.processId))
    for (const [service, processId] of this.#replaced) {
      if (!present.has(processId)) this.#replaced.delete(service)
    }
    this.#known = new Map(
      processes.map((process) => [process.snapshot.processId, this.#next(process)]),
    )
  }

  #next(process: MeasuredProcess): Known {
    const known = this.#known.get(process.snapshot.processId) ?? unknown
    return { ...known, ...this.#holdMemory(process, known), ...this.#holdCpu(process, known) }
  }

  #holdMemory({ snapshot, figures }: MeasuredProcess, known: Known): Partial<Known> {
    const { control, softLimitOf, leniencyFor, leastLifeMs } = this.#options
    const { service, processId, state, uptimeSeconds } = snapshot
    const { rssBytes } = figures
    const softLimitBytes = softLimitOf(service)
    if (softLimitBytes === undefined || rssBytes === null || known.wasEnded) return {}
    const isOverSoft = rssBytes > softLimitBytes
    if (isOverSoft && !known.isOverSoft) {
      this.#record(snapshot, 'memory-soft', rssBytes, softLimitBytes)
    }
    const readyForMs = uptimeSeconds * 1000
    const verdict = judgeMemory({
      rssBytes,
      softLimitBytes,
      isReady: state === 'ready',
      readyForMs,
      isReplacing: this.#replaced.has(service),
      leniency: leniencyFor?.(processId) ?? 'none',
      ...(leastLifeMs !== undefined && { leastLifeMs }),
    })
    if (verdict === 'recycle') {
      this.#replaced.set(service, processId)
      control.recycle(processId, 'memory-soft')
    }
    if (verdict !== 'end') return { isOverSoft }
    const limitBytes = hardLimitOf(softLimitBytes)
    this.#record(snapshot, 'memory-hard', rssBytes, limitBytes)
    const failure = { kind: 'memory-limit', rssBytes, limitBytes, livedMs: readyForMs } as const
    control.endProcess(processId, failure)
    return { isOverSoft, wasEnded: true }
  }

  #holdCpu({ snapshot, figures }: MeasuredProcess, known: Known): Partial<Known> {
    const { now } = this.#options
    const limitPercent = valueNow(this.#options.cpuPercent)
    const { cpuPercent } = figures
    const { next, verdict } = judgeCpu(known.cpu, { cpuPercent, limitPercent, nowMs: now() })
    const { pid } = snapshot
    if (pid === undefined || verdict === 'none') return { cpu: next }
    if (verdict === 'give-back') {
      // Where it is not allowed the process stays slowed down until it is replaced.
      known.giveBack?.()
      return { cpu: next, giveBack: undefined }
    }
    const giveBack = slowDown(pid, this.#options.controlGroup)
    this.#record(snapshot, 'cpu', Math.round(cpuPercent ?? 0), limitPercent)
    return { cpu: next, giveBack }
  }

  #record(snapshot: ProcessSnapshot, kind: LimitKind, value: number, limit: number): void {
    const { service, worker, processId, pid = null } = snapshot
    const subject = { service, worker, processId, pid }
    this.#options.record({ ...subject, type: 'limit', kind, value, limit: Math.round(limit) })
  }
}
