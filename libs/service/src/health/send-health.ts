import type { Health } from '@promptbin/health'
import { type HealthMessage, IPC_VERSION, type SupervisorChannel } from '@promptbin/ipc'

/** Tells the supervisor how a process that is ready is, after each round in which that has changed. */
export function sendHealth(health: Health, channel: Pick<SupervisorChannel, 'send'>): void {
  let last = ''
  health.onRound(() => {
    if (health.state !== 'ready') return
    const { status, reason } = health.report()
    const message: HealthMessage = { v: IPC_VERSION, type: 'health', status, reason }
    const text = JSON.stringify(message)
    if (text !== last) channel.send(message)
    last = text
  })
}
