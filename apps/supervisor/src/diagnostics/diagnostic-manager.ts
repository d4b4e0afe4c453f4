import { fileURLToPath } from 'node:url'
import { runShortTask } from '../process/short-task.ts'
import type { Diagnosis } from './diagnosis.ts'
import { diagnosisFailed } from './errors.ts'
import { readDiagnosis } from './keep-diagnosis.ts'
import type { Subject } from './scene.ts'

export interface DiagnosticManagerOptions {
  /** What is to be looked at, as it is then. */
  readonly subject: () => Subject
  readonly stateFolder: string
}

/** In development the source runs as it is; a bundle has the program beside it. */
const program = import.meta.url.endsWith('.ts') ? './main.ts' : './diagnostics.js'

/** A diagnosis takes 10 s at most; to start a process for it may take as long on a busy machine. */
const timeoutMs = 20_000

/** Has everything looked at by a process of its own, and knows what was found last. */
export class DiagnosticManager {
  readonly #options: DiagnosticManagerOptions
  readonly #stopped = new AbortController()
  #current: Promise<Diagnosis> | undefined

  constructor(options: DiagnosticManagerOptions) {
    this.#options = options
  }

  /** Looks now; whoever asks while one is under way gets that one. Throws `PB_DIAGNOSIS_FAILED`. */
  run(): Promise<Diagnosis> {
    this.#current ??= this.#run().finally(() => {
      this.#current = undefined
    })
    return this.#current
  }

  /** The last diagnosis of this data folder, whoever has made it; null where none is kept. */
  last(): Diagnosis | null {
    return readDiagnosis(this.#options.stateFolder)
  }

  /** Ends a diagnosis that is under way. */
  stop(): void {
    this.#stopped.abort()
  }

  async #run(): Promise<Diagnosis> {
    const entry = fileURLToPath(new URL(program, import.meta.url))
    const { signal } = this.#stopped
    try {
      const input = this.#options.subject()
      return (await runShortTask({ entry, input, timeoutMs, signal })) as Diagnosis
    } catch (cause) {
      throw diagnosisFailed.with({ cause })
    }
  }
}
