import type { Health } from '@promptbin/health'
import { type HealthMessage, IPC_VERSION, type SupervisorChannel } from '@promptbin/ipc'

/** Tells the supervisor how this process is, after each round of checks in which that has changed. */
export function sendHealth(health: Health, channel: Pick<SupervisorChannel, 'send'>): void {
  let last = ''
  health.onRound(() => {
    const { status, reason } = health.report()
    const message: HealthMessage = { v: IPC_VERSION, type: 'health', status, reason }
    const text = JSON.stringify(message)
    if (text !== last) channel.send(message)
    last = text
  })
}
