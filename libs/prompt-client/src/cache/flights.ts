import type { Limits } from '../calls/send.ts'
import type { Clock } from '../clock.ts'
import { libraryCallCancelled, libraryTimeout } from '../errors.ts'

/** Somebody who waits for an answer. */
export interface Waiting {
  /** When they want an answer at the latest, on the steady clock. */
  readonly deadline: number
  /** When they rather take something else, at most `deadline`. */
  readonly patience: number
  readonly signal: AbortSignal | undefined
}

/** Requests that are under way, each one for everybody who wants the same. */
export interface Flights {
  /**
   * Gives the answer of the request under this key, which `start` makes if there is none. Throws
   * what that throws, `PB_LIBRARY_TIMEOUT` when patience ends, or `PB_LIBRARY_CALL_CANCELLED`. A
   * request ends when all who wait for it have cancelled; those who lost patience let it go on,
   * because its outcome is still worth knowing.
   */
  join<Answer>(
    key: string,
    waiting: Waiting,
    start: (limits: Limits) => Promise<Answer>,
  ): Promise<Answer>
}

interface Flight {
  readonly answer: Promise<unknown>
  readonly controller: AbortController
  /** Whoever may still cancel. */
  waiting: number
  deadline: number
}

/** The answer, if it comes in time and nobody cancels. */
function awaitAnswer<Answer>(
  answer: Promise<Answer>,
  waitMs: number,
  signal: AbortSignal | undefined,
  onCancel: () => void,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const settle = () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', cancel)
  }
  const cancel = () => {
    settle()
    onCancel()
    reject(libraryCallCancelled())
  }
  const timer = setTimeout(() => {
    settle()
    reject(libraryTimeout(Math.round(waitMs)))
  }, waitMs)
  signal?.addEventListener('abort', cancel)
  answer.finally(settle).then(resolve, reject)
  return promise
}

/** Keeps track of the requests under way. */
export function createFlights({ steady }: Pick<Clock, 'steady'>): Flights {
  const flights = new Map<string, Flight>()

  function depart(
    key: string,
    deadline: number,
    start: (limits: Limits) => Promise<unknown>,
  ): Flight {
    const controller = new AbortController()
    const limits: Limits = { deadline: () => flight.deadline, signal: controller.signal }
    const land = () => {
      if (flights.get(key) === flight) flights.delete(key)
    }
    const flight: Flight = {
      // It starts in the next turn, when `flight` is there.
      answer: Promise.resolve()
        .then(() => start(limits))
        .finally(land),
      controller,
      waiting: 0,
      deadline,
    }
    // Whoever waits hears of it; here nobody may be left.
    flight.answer.catch(() => {})
    flights.set(key, flight)
    return flight
  }

  function cancel(key: string, flight: Flight) {
    flight.waiting -= 1
    if (flight.waiting > 0) return
    // Whoever comes now must not join what is about to end.
    if (flights.get(key) === flight) flights.delete(key)
    flight.controller.abort()
  }

  return {
    join: async <Answer>(
      key: string,
      { deadline, patience, signal }: Waiting,
      start: (limits: Limits) => Promise<Answer>,
    ) => {
      if (signal?.aborted) throw libraryCallCancelled()
      const flight = flights.get(key) ?? depart(key, deadline, start)
      flight.waiting += 1
      flight.deadline = Math.max(flight.deadline, deadline)
      const waitMs = Math.max(0, Math.min(patience, deadline) - steady())
      const answer = flight.answer as Promise<Answer>
      return awaitAnswer(answer, waitMs, signal, () => cancel(key, flight))
    },
  }
}
