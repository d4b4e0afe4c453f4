import type { ProcessSnapshot } from '../supervision/service-control.ts'

/** Under which labels a process counts. */
export interface Place {
  readonly service: string
  /** The number of the worker; `spare-0`, `spare-1`, … for one that stands by. */
  readonly worker: string
}

/** Which place each process has; a spare keeps its number as long as it is one. */
export class Places {
  readonly #places = new Map<number, Place>()
  readonly #ended = new Set<number>()

  /** The place that the process had last. */
  get(processId: number): Place | undefined {
    return this.#places.get(processId)
  }

  /** Takes note of where a process is now. */
  note({ processId, service, worker }: Pick<ProcessSnapshot, 'processId' | 'service' | 'worker'>) {
    const before = this.#places.get(processId)
    if (worker === null && before?.worker.startsWith('spare-')) return
    const place = worker === null ? this.#freeSpare(service) : String(worker)
    this.#places.set(processId, { service, worker: place })
  }

  /** The process has ended; another spare may have its number. */
  end(processId: number): void {
    this.#ended.add(processId)
  }

  forget(processId: number): void {
    this.#ended.delete(processId)
    this.#places.delete(processId)
  }

  #freeSpare(service: string): string {
    const taken = new Set(
      [...this.#places].flatMap(([processId, place]) =>
        place.service === service && !this.#ended.has(processId) ? place.worker : [],
      ),
    )
    let number = 0
    while (taken.has(`spare-${number}`)) number += 1
    return `spare-${number}`
  }
}
