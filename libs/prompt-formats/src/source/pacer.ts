import { setImmediate } from 'node:timers/promises'

/** How long work may go on before it lets others have their turn. */
const turnMs = 8

/** Takes turns with other work. */
export type Pacer = ReturnType<typeof createPacer>

/** Lets long work be done in turns, so that the process goes on answering meanwhile. */
export function createPacer() {
  let since = performance.now()
  return {
    isDue: () => performance.now() - since > turnMs,
    async rest(): Promise<void> {
      await setImmediate()
      // The first one may still come in this turn of the loop.
      await setImmediate()
      since = performance.now()
    },
  }
}

/** Gives what steps of work answer, if they answer something, and rests between two when it is due. */
export async function* inTurns<Item>(
  steps: Iterable<Item | undefined>,
  pacer: Pacer,
): AsyncGenerator<Item> {
  for (const item of steps) {
    if (item !== undefined) yield item
    if (pacer.isDue()) await pacer.rest()
  }
  if (pacer.isDue()) await pacer.rest()
}

/** The items of a stream, with a rest between two when it is due. */
export async function* paced<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  const pacer = createPacer()
  for await (const item of items) {
    if (pacer.isDue()) await pacer.rest()
    yield item
  }
}

/** Takes the steps of one piece of work, rests between two when it is due, and answers its result. */
export async function resultInTurns<Result>(
  steps: Iterator<unknown, Result>,
  pacer: Pacer,
): Promise<Result> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (pacer.isDue()) await pacer.rest()
  }
}
