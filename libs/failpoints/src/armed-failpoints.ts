import { hash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { act } from './act.ts'
import type { FailpointName } from './failpoint-names.ts'
import type { FailpointPlan, FailpointRule } from './rule.ts'

/** What threads are given by the one that has armed them. */
export interface ArmedPlan extends FailpointPlan {
  /** The process that this is, such as `prompt-web`. */
  readonly process: string
}

/** The failpoints of one thread, when some are to act. */
export class ArmedFailpoints {
  readonly #plan: ArmedPlan
  readonly #rules: ReadonlyMap<string, FailpointRule>
  #draws = 0

  constructor(plan: ArmedPlan) {
    const meant = plan.rules.filter(({ process = plan.process }) => process === plan.process)
    this.#plan = plan
    this.#rules = new Map(meant.map((rule) => [rule.name, rule]))
  }

  /** Does what is asked of a failpoint, if its turn has come. */
  reach(name: FailpointName): void {
    const rule = this.#turnOf(name)
    if (rule !== undefined) act(rule.action, name)
  }

  /** The same where bytes are written, of which `write` may get only the first half. */
  write<Bytes extends string | Uint8Array, Result>(
    name: FailpointName,
    bytes: Bytes,
    write: (bytes: Bytes) => Result,
  ): Result {
    const rule = this.#turnOf(name)
    if (rule === undefined) return write(bytes)
    if (rule.action.type === 'partial-write') return tear(rule, write(firstHalf(bytes)))
    act(rule.action, name)
    return write(bytes)
  }

  #turnOf(name: FailpointName): FailpointRule | undefined {
    const rule = this.#rules.get(name)
    if (rule === undefined) return undefined
    if (rule.probability < 1 && this.#draw() >= rule.probability) return undefined
    return this.#claim(rule) ? rule : undefined
  }

  /** From 0 to below 1; the same for the same seed, thread and number of the draw. */
  #draw(): number {
    this.#draws += 1
    const digest = hash('sha256', `${this.#plan.seed} ${threadId} ${this.#draws}`, 'buffer')
    return digest.readUInt32BE() / 2 ** 32
  }

  /** Only who makes the file acts, over all processes and threads that were given the folder. */
  #claim({ name, process: only }: FailpointRule): boolean {
    const { once, process: service } = this.#plan
    if (once === undefined) return true
    const claim = { process: service, pid: process.pid, at: new Date().toISOString() }
    try {
      const file = only === undefined ? name : `${only}.${name}`
      writeFileSync(join(once, file), `${JSON.stringify(claim)}\n`, { flag: 'wx' })
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
      throw error
    }
  }
}

/** Ends the process when the half has been written. */
function tear<Result>({ action, name }: FailpointRule, written: Result): Result {
  const end = () => act(action, name)
  // Nobody hears how a promise ends whose process is gone.
  if (written instanceof Promise) return written.finally(end) as Result
  end()
  return written
}

function firstHalf<Bytes extends string | Uint8Array>(bytes: Bytes): Bytes {
  const half = Math.floor(bytes.length / 2)
  // A slice of a text is a text, and one of bytes is bytes.
  return (typeof bytes === 'string' ? bytes.slice(0, half) : bytes.subarray(0, half)) as Bytes
}
