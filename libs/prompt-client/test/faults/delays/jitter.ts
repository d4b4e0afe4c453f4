import { everyPhase, type Fault } from '../../proxy/fault.ts'

/** The delays, in ms, one after the other. */
const delaysMs = [0, 20, 700, 5, 150, 0, 900, 40]

/** Everything arrives in its order, now soon and now late. */
export function createJitter(): Fault {
  const busyUntil = new WeakMap<object, number>()
  let turn = 0
  return {
    name: 'jitter',
    phases: everyPhase,
    survivable: true,
    strike: ({ client, bytes, pass }) => {
      const now = performance.now()
      const at = Math.max(
        busyUntil.get(client) ?? 0,
        now + (delaysMs[turn++ % delaysMs.length] ?? 0),
      )
      busyUntil.set(client, at)
      setTimeout(pass, at - now, bytes).unref()
    },
  }
}
