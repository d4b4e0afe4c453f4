import { EventEmitter, once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { childEnvironment, loadConfig } from '@promptbin/config'
import { createRestartPolicy } from '@promptbin/restart'
import { bindSocket } from '../src/sockets/listening-socket.ts'
import { createRestartDecider } from '../src/supervision/restart-decider.ts'
import type { ServiceEvent } from '../src/supervision/service-event.ts'
import { type OutputLine, ServiceSupervisor } from '../src/supervision/service-supervisor.ts'

/** Supervision that does not wait as long as the real one, but as far as a busy machine needs. */
const timing = { startTimeoutMs: 60_000, heartbeatIntervalMs: 1000, maxMissedHeartbeats: 3 }

/** One service under supervision, and everything that was told of it. */
export class Supervised {
  readonly supervisor: ServiceSupervisor
  readonly url: string
  readonly events: ServiceEvent[] = []
  readonly lines: OutputLine[] = []
  readonly #told = new EventEmitter()
  readonly #close: () => void

  private constructor(
    entry: string,
    socket: Awaited<ReturnType<typeof bindSocket>>,
    options: SupervisedOptions,
  ) {
    const { maxRestartAttempts = 5, ...patience } = options
    const policy = createRestartPolicy({ maxRestartAttempts, baseDelayMs: 1 })
    this.url = `http://127.0.0.1:${socket.port}`
    this.#close = socket.close
    this.supervisor = new ServiceSupervisor({
      name: 'prompt-web',
      entry,
      socket,
      url: this.url,
      variables: childEnvironment(loadConfig({ environment: {}, workingDirectory: '/' })),
      timing: { ...timing, ...patience },
      decideRestart: createRestartDecider(policy, {
        now: () => performance.now(),
        random: () => 1,
      }),
      onEvent: (event) => {
        this.events.push(event)
        this.#told.emit('told')
      },
      onLine: async (line) => {
        this.lines.push(line)
        this.#told.emit('told')
      },
    })
  }

  /** `script` is a path inside of this folder. */
  static async create(script: string, options: SupervisedOptions = {}): Promise<Supervised> {
    const entry = fileURLToPath(new URL(script, import.meta.url))
    return new Supervised(entry, await bindSocket('127.0.0.1', 0), options)
  }

  /** Waits until so many events of a type have been told; returns the last of them. */
  async event<Type extends ServiceEvent['type']>(
    type: Type,
    count = 1,
  ): Promise<Extract<ServiceEvent, { type: Type }>> {
    const found = () => this.events.filter((event) => event.type === type)
    while (found().length < count) await once(this.#told, 'told')
    return found()[count - 1] as Extract<ServiceEvent, { type: Type }>
  }

  async line(text: string): Promise<OutputLine> {
    for (;;) {
      const line = this.lines.find((candidate) => candidate.text.includes(text))
      if (line) return line
      await once(this.#told, 'told')
    }
  }

  get pid(): number {
    return this.supervisor.snapshot.pid ?? 0
  }

  async end(): Promise<void> {
    await this.supervisor.kill()
    this.#close()
  }
}

export interface SupervisedOptions {
  readonly maxRestartAttempts?: number
  readonly startTimeoutMs?: number
  readonly heartbeatIntervalMs?: number
}
