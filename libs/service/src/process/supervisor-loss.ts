import { connectSupervisor } from '@promptbin/ipc'
import type { Connections } from './connections.ts'

/**
 * How long requests may still take when the supervisor is gone. Nobody watches any more, and the
 * next supervisor waits for the port.
 */
export const LOST_DRAIN_MS = 1_000

/** By then the process is gone, whatever it still does: nothing outlives its supervisor by 2 s. */
const LOST_LIMIT_MS = 1_800

/**
 * Sees to it that the process ends in time after its supervisor was lost, also when it was stopping
 * already and had been given more time: cuts its connections, then ends it by force.
 */
export function limitWithoutSupervisor(connections: Connections): void {
  setTimeout(() => connections.destroyAll(), LOST_DRAIN_MS).unref()
  setTimeout(endAtOnce, LOST_LIMIT_MS).unref()
}

/**
 * Ends a process that loses its supervisor while it is still being built: it has nothing to finish,
 * and may have much to do before it would ask. Call it first, and what it returns right before
 * `runService`, which ends a service that is complete.
 */
export function endWithSupervisor(supervised: boolean): () => void {
  const channel = supervised ? connectSupervisor() : undefined
  let isOver = false
  channel?.onDisconnect(() => {
    if (!isOver) endAtOnce()
  })
  return () => {
    isOver = true
  }
}

/** `process.exit` would wait for worker threads, and those for the statement they are at. */
function endAtOnce(): void {
  process.kill(process.pid, 'SIGKILL')
}
