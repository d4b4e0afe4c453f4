import type { EndCause, LifecycleEvent } from '../../supervision/lifecycle-event.ts'

type Exit = Extract<LifecycleEvent, { readonly type: 'exited' }>

/** Ends that were wished for; all others are failures. */
const wished: ReadonlySet<EndCause> = new Set([
  'asked-for',
  'stopped',
  'reloaded',
  'scaled-down',
  'recycled',
])

/** How long a failure is still news. */
export const recentMs = 10 * 60_000

/** As many failures within that time are a loop. */
export const loopAt = 3

/**
 * The failures of a service that are still news, oldest first: of the last ten minutes, and after the
 * last reload or restart of the whole service, which is a new beginning.
 */
export function recentFailures(
  service: string,
  events: readonly LifecycleEvent[],
  nowMs: number,
): readonly Exit[] {
  const own = events.filter((event) => event.service === service)
  const renewed = own.findLastIndex(
    (event) => event.type === 'reload-finished' && event.failed === null,
  )
  return own
    .slice(renewed + 1)
    .filter((event): event is Exit => event.type === 'exited' && !wished.has(event.cause))
    .filter(({ at }) => nowMs - Date.parse(at) <= recentMs)
}
