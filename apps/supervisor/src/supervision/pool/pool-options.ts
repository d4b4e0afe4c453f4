import type { Failure, RestartDecision } from '@promptbin/restart'
import type { Live } from '@promptbin/service'
import type { OomQuestion } from '../../control-group/oom-kills.ts'
import type { Probes } from '../../process/probes.ts'
import type { Launch, OutputStream } from '../../process/service-process.ts'
import type { Figures } from '../../resources/figures.ts'
import type { WorkerLimit } from '../../services.ts'
import type { ListeningSocket } from '../../sockets/listening-socket.ts'
import type { LifecycleFact } from '../lifecycle-event.ts'
import type { MessageListener } from '../service-control.ts'

/** A line of output and where it comes from. */
export interface OutputLine {
  readonly text: string
  readonly stream: OutputStream
  readonly pid: number | undefined
  /** The place of the process in its service; null for a spare. */
  readonly worker: number | null
}

/** What remembers the failures of one service; `RestartManager` of libs/restart is such a one. */
export interface RestartJudge {
  executeRestart(failure: Failure, start: (delayMs: number) => void): RestartDecision
  forget(): void
}

/** What is told of a service over a restart of the supervisor. */
export interface PoolMemory {
  readonly restarts: number
  readonly lastRestartReason: string | null
  /** As many workers as were asked for while it ran; null: as many as the configuration says. */
  readonly workers: number | null
  /** Whether somebody has stopped it on purpose and nobody has started it again. */
  readonly stopped?: boolean
}

/** One service and all that its pool needs of the instance around it. */
export interface ServicePoolOptions {
  readonly name: string
  readonly socket: ListeningSocket
  /** Where it answers, as people are told. */
  readonly url: string
  readonly workers: number
  /** By the configuration of now. */
  readonly spares: Live<number>
  /** How many it may have at most, by the configuration of now. */
  readonly limit: () => WorkerLimit
  /** Services that are started before it and stopped after it. */
  readonly needs: readonly string[]
  readonly probes: Probes
  /** How long requests may still take in a process that is to end. */
  readonly drainTimeoutMs: Live<number>
  /** What new processes run, with the code and the configuration of now; asked at every reload. */
  readonly prepareLaunch: () => Launch
  readonly restarts: RestartJudge
  readonly memory: PoolMemory
  readonly remember: (change: Partial<PoolMemory>) => void
  readonly nextProcessId: () => number
  /** The process of the supervisor itself, which starts all others. */
  readonly parent: number | null
  readonly record: (fact: LifecycleFact) => void
  /** What is known last of what a process uses. */
  readonly figuresOf: (processId: number) => Figures | null
  readonly wasOomKilled: OomQuestion
  readonly onMessage: MessageListener
  readonly onLine: (line: OutputLine) => Promise<void> | undefined
}
