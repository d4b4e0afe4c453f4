import { requestLinePattern } from '@promptbin/logging'
import type { Printed } from './output-line.ts'

/** Processes come and go; what is known of so many is forgotten and made again. */
const mostProcesses = 64

/** What no line matches. */
const none = /(?!)/

/**
 * Tells the lines of requests that a process's own logger has written, which are taken as they are. They
 * are nearly all that a busy service prints, and to parse each would cost the supervisor more than all
 * else that it does with them.
 */
export class RequestLines {
  readonly #known = new Map<number, { readonly service: string; readonly pattern: RegExp }>()

  /** What the lines of a process are known by; one that does not match may still be from its logger. */
  patternOf({ service, pid }: Pick<Printed, 'service' | 'pid'>): RegExp {
    if (pid === undefined) return none
    const known = this.#known.get(pid)
    if (known?.service === service) return known.pattern
    if (this.#known.size >= mostProcesses) this.#known.clear()
    const pattern = requestLinePattern({ service, pid })
    this.#known.set(pid, { service, pattern })
    return pattern
  }
}
