import type { ServiceSnapshot } from './service-event.ts'
import { ServiceSupervisor, type ServiceSupervisorOptions } from './service-supervisor.ts'

/** A service still gets so long to end when those before it have used up the time. */
const leastStopMs = 500

/** All services of an instance, in the order in which they need each other. */
export class ServiceGroup {
  readonly #supervisors: readonly ServiceSupervisor[]

  constructor(services: readonly ServiceSupervisorOptions[]) {
    this.#supervisors = services.map((options) => new ServiceSupervisor(options))
  }

  get snapshots(): readonly ServiceSnapshot[] {
    return this.#supervisors.map(({ snapshot }) => snapshot)
  }

  /** Starts each when the one before is ready. Throws `PB_SERVICE_FAILED`, `PB_START_INTERRUPTED`. */
  async start(): Promise<void> {
    for (const supervisor of this.#supervisors) await supervisor.start()
  }

  /** Stops them one by one, the last first, within the time for all. */
  async stop(timeoutMs: number): Promise<void> {
    // Whoever stops us may signal our services as well (`kill` of a process group, Nx).
    for (const supervisor of this.#supervisors) supervisor.retire()
    const endsAt = performance.now() + timeoutMs
    for (const supervisor of this.#supervisors.toReversed()) {
      await supervisor.stop(Math.max(leastStopMs, endsAt - performance.now()))
    }
  }

  /** Ends all at once. */
  async kill(): Promise<void> {
    await Promise.all(this.#supervisors.map((supervisor) => supervisor.kill()))
  }
}
