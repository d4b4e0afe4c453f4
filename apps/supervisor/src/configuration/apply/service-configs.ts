import { randomUUID } from 'node:crypto'
import type { Environment } from '@promptbin/config'
import { type ConfigAppliedMessage, IPC_VERSION } from '@promptbin/ipc'
import type { Logger } from '@promptbin/logging'
import type { EventLog } from '../../history/event-log.ts'
import type { ProcessSnapshot, ServiceControl } from '../../supervision/service-control.ts'

/** A configuration for processes that run, as the variables with which they would be started. */
export interface SentConfig {
  readonly generation: number
  readonly variables: Environment
}

/** A process that does not go by what it was sent. */
export interface Refusal {
  readonly service: string
  readonly processId: number
  /** A sentence. */
  readonly problem: string
}

export interface ServiceConfigsOptions {
  readonly control: Pick<ServiceControl, 'list' | 'send' | 'onMessage' | 'recycle' | 'snapshotOf'>
  readonly events: Pick<EventLog, 'onRecord'>
  readonly logger: Pick<Logger, 'warn'>
  readonly answerTimeoutMs?: number
}

/** One that is alive answers within milliseconds; of a loop that hangs others take care as well. */
const defaultAnswerTimeoutMs = 5_000

/** Those that are there to hear and will stay. */
const listening: readonly ProcessSnapshot['state'][] = ['starting', 'spare', 'ready']

/** Of those an answer is waited for; one that starts is told once more when it has. */
const answering: readonly ProcessSnapshot['state'][] = ['spare', 'ready']

/** Tells the processes of all services by which configuration they go from now on. */
export class ServiceConfigs {
  readonly #options: ServiceConfigsOptions
  readonly #waiting = new Map<string, (answer: ConfigAppliedMessage | undefined) => void>()
  #last: SentConfig | undefined

  constructor(options: ServiceConfigsOptions) {
    this.#options = options
    options.control.onMessage((processId, message) => {
      if (message.type === 'config-applied') this.#answered(processId, message)
      // It was started with what was in force before the last change, as far as we can know.
      if (message.type === 'prepared' || message.type === 'ready') this.#tellLate(processId)
    })
    options.events.onRecord(({ type, processId }) => {
      if (type === 'exited' && processId !== null) this.#ended(processId)
    })
  }

  /**
   * Sends it to all processes; settles with those that refuse it or do not answer in time. One that
   * ends meanwhile is no refusal: the next one starts with what is in force then.
   */
  async send(config: SentConfig): Promise<readonly Refusal[]> {
    this.#last = config
    const there = this.#options.control.list().filter(({ state }) => listening.includes(state))
    const answers = await Promise.all(there.map((process) => this.#ask(process, config)))
    return answers.filter((one) => one !== undefined)
  }

  async #ask(
    { service, processId, state }: ProcessSnapshot,
    config: SentConfig,
  ): Promise<Refusal | undefined> {
    const id = this.#post(processId, config)
    if (id === undefined || !answering.includes(state)) return undefined
    const { answerTimeoutMs = defaultAnswerTimeoutMs } = this.#options
    const key = keyOf(processId, id)
    const { promise, resolve } = Promise.withResolvers<Refusal | undefined>()
    const refuse = (problem: string) => resolve({ service, processId, problem })
    const timer = setTimeout(() => {
      refuse(`A process of it did not answer within ${answerTimeoutMs / 1000} s.`)
    }, answerTimeoutMs)
    this.#waiting.set(key, (answer) => {
      if (answer && answer.problem !== null) refuse(answer.problem)
      else resolve(undefined)
    })
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      this.#waiting.delete(key)
    }
  }

  /** Gives the id of the message; undefined when nobody is there. */
  #post(processId: number, { generation, variables }: SentConfig): string | undefined {
    const id = randomUUID()
    const settings = Object.fromEntries(
      Object.entries(variables).filter((entry): entry is [string, string] => {
        const [name, value] = entry
        return name.startsWith('PROMPTBIN_') && value !== undefined
      }),
    )
    const message = { v: IPC_VERSION, type: 'config', id, generation, settings } as const
    return this.#options.control.send(processId, message) ? id : undefined
  }

  #tellLate(processId: number): void {
    if (this.#last) this.#post(processId, this.#last)
  }

  #answered(processId: number, answer: ConfigAppliedMessage): void {
    const waiting = this.#waiting.get(keyOf(processId, answer.id))
    waiting?.(answer)
    if (waiting || answer.problem === null) return
    const { control, logger } = this.#options
    const { service } = control.snapshotOf(processId) ?? {}
    const fields = { event: 'config.late_refusal', service, problem: answer.problem }
    logger.warn(fields, 'a new process refuses what is in force, and is replaced')
    control.recycle(processId, 'asked-for')
  }

  #ended(processId: number): void {
    for (const [key, settle] of this.#waiting) {
      if (key.startsWith(keyOf(processId, ''))) settle(undefined)
    }
  }
}

const keyOf = (processId: number, id: string) => `${processId} ${id}`
