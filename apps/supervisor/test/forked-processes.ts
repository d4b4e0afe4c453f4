import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { childEnvironment, loadConfig } from '@promptbin/config'
import { parseServiceMessage, type SupervisorMessage } from '@promptbin/ipc'
import type { LifecycleFact } from '../src/supervision/lifecycle-event.ts'
import type {
  MessageListener,
  ProcessSnapshot,
  ServiceControl,
} from '../src/supervision/service-control.ts'
import { programOf } from './programs.ts'

/** Real processes without anybody who restarts them, as far as profiling knows its processes. */
export class ForkedProcesses
  implements Pick<ServiceControl, 'snapshotOf' | 'send' | 'onMessage' | 'allowSilence'>
{
  readonly allowed: { readonly processId: number; readonly ms: number }[] = []
  readonly #children = new Map<number, ChildProcess>()
  readonly #listeners = new Set<MessageListener>()
  readonly #record: (fact: LifecycleFact) => void

  constructor(record: (fact: LifecycleFact) => void) {
    this.#record = record
  }

  /** Settles when the process listens to its channel. `script` is a path inside of this folder. */
  async start(processId: number, script: string): Promise<ChildProcess> {
    const child = fork(programOf(script), [], {
      env: childEnvironment(loadConfig({ environment: {}, workingDirectory: '/' })),
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#children.set(processId, child)
    child.on('message', (value) => {
      const message = parseServiceMessage(value)
      if (message) for (const listener of this.#listeners) listener(processId, message)
    })
    const subject = { service: 'prompt-web', worker: 0, processId, pid: child.pid ?? null }
    child.once('exit', (code, signal) => {
      this.#children.delete(processId)
      const end = { code, signal, cause: 'signal', livedMs: 1, figures: null } as const
      this.#record({ type: 'exited', ...subject, ...end })
    })
    await once(child, 'message')
    return child
  }

  snapshotOf(processId: number): ProcessSnapshot | undefined {
    const child = this.#children.get(processId)
    return (
      child && {
        service: 'prompt-web',
        worker: 0,
        processId,
        pid: child.pid,
        state: 'ready',
        url: 'http://127.0.0.1:5000',
        startedAt: undefined,
        endedAt: undefined,
        uptimeSeconds: 1,
        restarts: 0,
        lastRestartReason: undefined,
        heartbeat: undefined,
      }
    )
  }

  send(processId: number, message: SupervisorMessage): boolean {
    return this.#children.get(processId)?.send(message) ?? false
  }

  onMessage(listener: MessageListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  allowSilence(processId: number, ms: number): void {
    this.allowed.push({ processId, ms })
  }

  async end(): Promise<void> {
    const ends = [...this.#children.values()].map(async (child) => {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    })
    await Promise.all(ends)
  }
}
